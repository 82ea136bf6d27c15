import Foundation

/// A PNG or JPEG image and its size, both told by its own bytes.
public struct Logo: Sendable, Equatable {
    public static let maximo = 1 << 20

    let bytes: [UInt8]
    let tipo: Tipo
    let ancho, alto: Int

    enum Tipo: String, Sendable {
        case png, jpeg
    }

    public init(_ bytes: [UInt8]) throws(DocumentoError) {
        guard bytes.count <= Self.maximo else {
            throw DocumentoError(.membrete, "La imagen pesa más de 1 MiB: redúzcala.")
        }
        guard let (tipo, ancho, alto) = Self.medir(bytes), (1...10_000).contains(ancho), (1...10_000).contains(alto)
        else { throw DocumentoError(.membrete, "La imagen no es PNG ni JPEG, o está dañada.") }
        self.bytes = bytes
        (self.tipo, self.ancho, self.alto) = (tipo, ancho, alto)
    }

    var direccion: String { "data:image/\(tipo.rawValue);base64,\(Data(bytes).base64EncodedString())" }

    /// The largest size that fits in the box, in centimetres.
    func medida(en caja: ParaPandoc.Caja) -> (ancho: Double, alto: Double) {
        let natural = caja.puntos.map { 1 / $0 } ?? .infinity
        let escala = min(caja.ancho / Double(ancho), caja.alto / Double(alto), natural)
        return (Double(ancho) * escala, Double(alto) * escala)
    }

    private static func medir(_ b: [UInt8]) -> (Tipo, Int, Int)? {
        func dos(_ i: Int) -> Int { Int(b[i]) << 8 | Int(b[i + 1]) }
        if b.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), b.count >= 33,
            b[12..<16].elementsEqual("IHDR".utf8)
        {
            return (.png, dos(16) << 16 | dos(18), dos(20) << 16 | dos(22))
        }
        guard b.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        // Segment by segment up to the one of the frame, which has the size.
        var i = 2
        while i + 9 < b.count, b[i] == 0xFF {
            let marca = b[i + 1]
            if (0xC0...0xCF).contains(marca), ![0xC4, 0xC8, 0xCC].contains(marca) {
                return (.jpeg, dos(i + 7), dos(i + 5))
            }
            i += 2 + max(2, dos(i + 2))
        }
        return nil
    }
}

extension Logo {
    /// - Parameter direccion: a `data:` address.
    init(direccion: String) throws(DocumentoError) {
        let base64 = direccion.split(separator: ",", maxSplits: 1).last ?? ""
        try self.init([UInt8](Data(base64Encoded: String(base64)) ?? Data()))
    }
}
