import Foundation

/// What goes between the program and the process that reads images.
///
/// A request is one byte of options, the length in 32 bits and the bytes of a file. The answer is one frame for each
/// page and a last one: a byte that says its kind, the lengths in 32 bits of a header in JSON and of the bytes of the
/// page, and both. Numbers have their least significant byte first.
enum Trama {
    enum Tipo: UInt8 {
        /// Header: `PaginaRecibida` without its bytes.
        case pagina = 1
        /// All pages were sent.
        case fin = 2
        /// Header: `ImagenError`.
        case rechazo = 3
    }

    /// Options of a request.
    static let leerQR: UInt8 = 1

    static let largoDePeticion = 5
    static let largoDeRespuesta = 9
    /// A header has figures and at most eight payloads of a QR, of three thousand bytes each.
    static let encabezadoMaximo = 262_144
    /// A page of 4096 pixels weighs much less, even as PNG.
    static let paginaMaxima = 64 * 1_048_576
    /// Requests that no process attends, whatever it is told.
    static let peticionMaxima = 512 * 1_048_576

    static func peticion(_ cuenta: Int, leyendoQR: Bool) -> [UInt8] {
        [leyendoQR ? leerQR : 0] + entero(cuenta)
    }

    static func respuesta(_ tipo: Tipo, _ encabezado: Int, _ bytes: Int) -> [UInt8] {
        [tipo.rawValue] + entero(encabezado) + entero(bytes)
    }

    static func entero(_ n: Int) -> [UInt8] {
        let n = UInt32(clamping: n)
        return (0..<4).map { UInt8(truncatingIfNeeded: n >> (8 * $0)) }
    }

    static func entero(_ bytes: [UInt8], en i: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[i + $1]) << (8 * $1) }
    }
}
