/// Zip archives put together byte by byte, so that each field can lie.
struct ZipArmado {
    struct Entrada {
        var nombre = Array("base.csv".utf8)
        var contenido = Array("CLAVE_CASILLA\r\n".utf8)
        var banderas: UInt16 = 0
        /// 0 stored, 8 deflate.
        var metodo: UInt16 = 0
        /// What the headers declare; nil for the truth.
        var crc: UInt32?
        var comprimido: UInt32?
        var original: UInt32?
        /// Offset of the local header that the directory gives; nil for the truth.
        var posicion: UInt32?
    }

    var entradas = [Entrada()]
    /// Entries that the end of the directory declares; nil for the truth.
    var declaradas: UInt16?

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        var directorio: [UInt8] = []
        for e in entradas {
            let posicion = UInt32(bytes.count)
            let largo = UInt32(e.contenido.count)
            let comun: [UInt8] =
                [20, e.banderas, e.metodo, 0, 0x4C81].flatMap(Self.dos)
                + [e.crc ?? Self.crc32(e.contenido), e.comprimido ?? largo, e.original ?? largo].flatMap(Self.cuatro)
                + [UInt16(e.nombre.count), 0].flatMap(Self.dos)
            bytes += Self.cuatro(0x0403_4B50)
            bytes += comun + e.nombre + e.contenido
            directorio += Self.cuatro(0x0201_4B50) + Self.dos(0x031E)
            directorio += comun + [0, 0, 0].flatMap(Self.dos)
            directorio += Self.cuatro(0) + Self.cuatro(e.posicion ?? posicion)
            directorio += e.nombre
        }
        let inicio = UInt32(bytes.count)
        let cuantas = declaradas ?? UInt16(entradas.count)
        bytes += directorio
        bytes += Self.cuatro(0x0605_4B50) + [0, 0, cuantas, cuantas].flatMap(Self.dos)
        bytes += [UInt32(directorio.count), inicio].flatMap(Self.cuatro) + Self.dos(0)
        return bytes
    }

    /// The same with its only entry changed.
    static func con(_ cambio: (inout Entrada) -> Void) -> [UInt8] {
        var zip = ZipArmado()
        cambio(&zip.entradas[0])
        return zip.bytes
    }

    static func dos(_ n: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: n), UInt8(truncatingIfNeeded: n >> 8)] }
    static func cuatro(_ n: UInt32) -> [UInt8] {
        dos(UInt16(truncatingIfNeeded: n)) + dos(UInt16(truncatingIfNeeded: n >> 16))
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// Reads little-endian numbers of an archive.
struct CamposDeZip {
    let bytes: [UInt8]

    func dos(_ i: Int) -> Int { Int(bytes[i]) | Int(bytes[i + 1]) << 8 }
    func cuatro(_ i: Int) -> Int { dos(i) | dos(i + 2) << 16 }
    /// Offsets of a four-byte signature.
    func posiciones(_ firma: UInt32) -> [Int] {
        let buscada = ZipArmado.cuatro(firma)
        return bytes.indices.filter { $0 + 4 <= bytes.count && Array(bytes[$0..<$0 + 4]) == buscada }
    }
}
