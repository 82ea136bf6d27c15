/// What one box of the acta says.
///
/// Three different things that are never confused: an amount (zero included), a box that nobody can read, and an empty
/// box. A box that does not exist on that ballot is not a `Dato` at all: it is absent from the `Plantilla`.
public enum Dato: Hashable, Sendable {
    case cantidad(Int32)
    /// Illegible in figures and in letters (Anexo 13, num. 31 [K]; case F7). Adds zero.
    case ilegible
    /// Empty in figures and in letters (case F8). Adds zero.
    case sinDato

    /// The largest amount that a box accepts: four digits.
    public static let maximo: Int32 = 9999

    /// What the box adds to a sum.
    public var votos: Int {
        if case .cantidad(let n) = self { Int(n) } else { 0 }
    }

    public var esLegible: Bool {
        if case .cantidad = self { true } else { false }
    }
}

/// The figures of a whole acta in the order of its `Plantilla`, and their canonical text (*firma*): two captures agree
/// exactly when their firmas are the same string.
public struct Captura: Hashable, Sendable {
    public let datos: [Dato]

    public init(_ datos: [Dato]) { self.datos = datos }

    /// Comma-separated boxes: digits, `I` for ilegible, `S` for sin dato. `12,0,I,S`.
    public var firma: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(datos.count * 3)
        for (i, dato) in datos.enumerated() {
            if i > 0 { bytes.append(UInt8(ascii: ",")) }
            switch dato {
            case .cantidad(let n): bytes.append(contentsOf: String(n).utf8)
            case .ilegible: bytes.append(UInt8(ascii: "I"))
            case .sinDato: bytes.append(UInt8(ascii: "S"))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a firma back; nil when the text is not one. Leading zeros are refused: a capture has a single firma.
    public init?(firma: String) {
        var datos: [Dato] = []
        var numero: Int32?
        var marca: Dato?
        func cierra() -> Bool {
            if let n = numero, marca == nil {
                datos.append(.cantidad(n))
            } else if let m = marca, numero == nil {
                datos.append(m)
            } else {
                return false
            }
            numero = nil
            marca = nil
            return true
        }
        for byte in firma.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if numero == 0 { return nil }
                let (producto, desborda) = (numero ?? 0).multipliedReportingOverflow(by: 10)
                let (suma, desbordaSuma) = producto.addingReportingOverflow(Int32(byte - UInt8(ascii: "0")))
                if desborda || desbordaSuma || marca != nil { return nil }
                numero = suma
            case UInt8(ascii: "I"), UInt8(ascii: "S"):
                if marca != nil || numero != nil { return nil }
                marca = byte == UInt8(ascii: "I") ? .ilegible : .sinDato
            case UInt8(ascii: ","):
                if !cierra() { return nil }
            default: return nil
            }
        }
        if !cierra() { return nil }
        self.datos = datos
    }
}
