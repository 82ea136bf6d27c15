#if canImport(Glibc)
    import Glibc
#endif

/// Where the parts of a JPEG file begin and end, without decoding anything.
struct SegmentosJPEG {
    /// The end of the image was found.
    private(set) var completo = false
    /// Nothing is there but what draws the picture: no metadata, comments, thumbnails or bytes after the end.
    private(set) var limpio = true
    /// Bytes of the EXIF block, from `Exif` on.
    private(set) var exif: Range<Int>?

    private enum Marca {
        static let inicio: UInt8 = 0xd8
        static let fin: UInt8 = 0xd9
        static let barrido: UInt8 = 0xda
        static let jfif: UInt8 = 0xe0
        static let exif: UInt8 = 0xe1
        static let adobe: UInt8 = 0xee
        /// Tables, restart interval and the frames that any reader knows: baseline, extended and progressive.
        static let deDibujo: Set<UInt8> = [0xdb, 0xc4, 0xdd, 0xda, 0xc0, 0xc1, 0xc2]
    }

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { recorrer($0) }
    }

    private mutating func recorrer(_ b: UnsafeBufferPointer<UInt8>) {
        var i = 2
        while i + 1 < b.count {
            guard b[i] == 0xff else {
                limpio = false
                i += 1
                continue
            }
            let marca = b[i + 1]
            switch marca {
            case 0xff:
                limpio = false
                i += 1
            case Marca.fin:
                completo = true
                limpio = limpio && i + 2 == b.count
                return
            case 0x00, 0x01, Marca.inicio, 0xd0...0xd7:
                limpio = false
                i += 2
            default:
                guard let fin = segmento(marca, en: i, de: b) else { return }
                i = marca == Marca.barrido ? SegmentosJPEG.finDeBarrido(desde: fin, de: b) : fin
            }
        }
    }

    /// Looks at the segment that starts at `i`; returns where it ends, or nil when it does not fit in the file.
    private mutating func segmento(_ marca: UInt8, en i: Int, de b: UnsafeBufferPointer<UInt8>) -> Int? {
        guard i + 4 <= b.count else { return nil }
        let largo = Int(b[i + 2]) << 8 | Int(b[i + 3])
        let fin = i + 2 + largo
        guard largo >= 2, fin <= b.count else { return nil }
        let datos = b[(i + 4)..<fin]
        switch marca {
        case Marca.jfif:
            // Sixteen bytes have no room for a thumbnail.
            limpio = limpio && largo == 16 && datos.starts(with: Array("JFIF\0".utf8))
        case Marca.adobe:
            limpio = limpio && largo == 14 && datos.starts(with: Array("Adobe".utf8))
        case Marca.exif:
            limpio = false
            if exif == nil, datos.starts(with: Array("Exif\0".utf8)) { exif = (i + 4)..<fin }
        default:
            limpio = limpio && Marca.deDibujo.contains(marca)
        }
        return fin
    }

    /// First marker after the compressed data that start at `i`; stuffed bytes and restarts belong to the data.
    private static func finDeBarrido(desde i: Int, de b: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = b.baseAddress else { return i }
        var i = i
        while i + 1 < b.count, let hallado = memchr(base + i, 0xff, b.count - 1 - i) {
            i = base.distance(to: hallado.assumingMemoryBound(to: UInt8.self))
            let siguiente = b[i + 1]
            if siguiente != 0, !(0xd0...0xd7).contains(siguiente) { return i }
            i += 2
        }
        return b.count
    }
}
