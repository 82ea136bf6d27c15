import Foundation

/// Any JSON, as a reader of the tree sees it.
indirect enum JSON: Decodable, Equatable, Sendable {
    case objeto([String: JSON])
    case lista([JSON])
    case texto(String)
    case entero(Int)
    case logico(Bool)
    case nulo

    init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        // What most of a tree is made of first: a wrong guess is expensive.
        if let v = try? c.decode(String.self) {
            self = .texto(v)
        } else if let v = try? c.decode(Int.self) {
            self = .entero(v)
        } else if let v = try? c.decode([String: JSON].self) {
            self = .objeto(v)
        } else if let v = try? c.decode([JSON].self) {
            self = .lista(v)
        } else if let v = try? c.decode(Bool.self) {
            self = .logico(v)
        } else if c.decodeNil() {
            self = .nulo
        } else {
            throw DecodingError.dataCorruptedError(in: c, debugDescription: "no es JSON de los nuestros")
        }
    }

    static func leer(_ bytes: some Collection<UInt8>) throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: Data(bytes))
    }

    subscript(llave: String) -> JSON {
        if case .objeto(let o) = self { o[llave] ?? .nulo } else { .nulo }
    }

    var lista: [JSON] { if case .lista(let l) = self { l } else { [] } }
    var texto: String { if case .texto(let t) = self { t } else { "" } }
    var entero: Int { if case .entero(let n) = self { n } else { Int.min } }
    /// What a page prints of it.
    var impreso: String {
        switch self {
        case .texto(let t): t
        case .entero(let n): conMiles(n)
        default: ""
        }
    }
}

/// A count as pages print it: 2,658,993.
func conMiles(_ n: Int) -> String {
    var texto = ""
    for (i, c) in String(n).reversed().enumerated() {
        if i > 0, i.isMultiple(of: 3) { texto.append(",") }
        texto.append(c)
    }
    return String(texto.reversed())
}
