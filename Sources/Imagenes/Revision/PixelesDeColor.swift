import CTurboJPEG

/// Colour pixels that somebody else owns, one 32-bit word each.
struct PixelesDeColor {
    /// Where red, green and blue are in a word.
    enum Orden {
        /// `0xRRGGBBxx`, as leptonica keeps them.
        case altos
        /// `0xxxRRGGBB`, as cairo does.
        case bajos

        var corrimiento: UInt32 { self == .altos ? 8 : 0 }
        /// The same in the order of bytes of this machine, which is little endian.
        var formato: TJPF { self == .altos ? TJPF_XBGR : TJPF_BGRX }
    }

    let palabras: UnsafePointer<UInt32>
    let ancho: Int
    let alto: Int
    /// Words from one row to the next.
    let paso: Int
    let orden: Orden

    /// Distance between red, green and blue that a scanner leaves on gray paper.
    private static let matiz: UInt32 = 28
    /// One coloured pixel in this many makes a page a colour page: a stamp or a logo has many more.
    private static let unoDeCada = 2_000

    /// The page has no colour worth keeping: in grays it weighs half.
    var sinColor: Bool {
        var conColor = 0
        for y in 0..<alto {
            let fila = palabras + y * paso
            for x in 0..<ancho {
                let p = fila[x] >> orden.corrimiento
                let (r, g, b) = (p >> 16 & 0xff, p >> 8 & 0xff, p & 0xff)
                if max(r, g, b) - min(r, g, b) > Self.matiz { conColor += 1 }
            }
        }
        return conColor * Self.unoDeCada < ancho * alto
    }

    /// Luminance (ITU-R BT.601).
    func grises() -> Grises {
        let pixeles = [UInt8](unsafeUninitializedCapacity: ancho * alto) { destino, cuenta in
            for y in 0..<alto {
                let fila = palabras + y * paso
                for x in 0..<ancho {
                    let p = fila[x] >> orden.corrimiento
                    let suma = 77 * (p >> 16 & 0xff) + 150 * (p >> 8 & 0xff) + 29 * (p & 0xff)
                    destino[y * ancho + x] = UInt8(truncatingIfNeeded: suma >> 8)
                }
            }
            cuenta = ancho * alto
        }
        return Grises(ancho: ancho, alto: alto, pixeles: pixeles)
    }

    func jpeg(calidad: Int) throws(ImagenError) -> [UInt8] {
        try palabras.withMemoryRebound(to: UInt8.self, capacity: paso * alto * 4) {
            (bytes: UnsafePointer<UInt8>) throws(ImagenError) -> [UInt8] in
            try CodificadorJPEG.codificar(
                color: bytes, formato: orden.formato, ancho: ancho, alto: alto, paso: paso * 4, calidad: calidad)
        }
    }
}
