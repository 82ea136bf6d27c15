/// A value in its normal form, with how a document wrote it when that is something else, and what does not agree.
public struct Asiento: Hashable, Sendable {
    /// Normal form, as `Campo.Tipo` says: `2021-03-04`, `si`, `IEC/SE/653/2021`.
    public let valor: String
    /// As the source wrote it; nil when the normal form says it all.
    public let escrito: String?
    /// Why the value as written cannot be right, or what it contradicts.
    public let conflicto: String?

    public init(_ valor: String, escrito: String? = nil, conflicto: String? = nil) {
        self.valor = valor
        self.escrito = escrito
        self.conflicto = conflicto
    }

    var esSimple: Bool { escrito == nil && conflicto == nil }
}

/// What a field holds.
public indirect enum Contenido: Hashable, Sendable {
    case asiento(Asiento)
    case lista([Contenido])
    case grupo([String: Contenido])
}

extension Contenido: Codable {
    /// A value that has more than its normal form is an object with this key, which no field of a group may have.
    static let claveDeValor = "valor"

    private struct Clave: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        if let texto = try? decoder.singleValueContainer().decode(String.self) {
            self = .asiento(Asiento(texto))
        } else if let lista = try? decoder.singleValueContainer().decode([Contenido].self) {
            self = .lista(lista)
        } else {
            let objeto = try decoder.container(keyedBy: Clave.self)
            if objeto.contains(Clave(stringValue: Self.claveDeValor)) {
                func texto(_ clave: String) throws -> String? {
                    try objeto.decodeIfPresent(String.self, forKey: Clave(stringValue: clave))
                }
                self = .asiento(
                    Asiento(
                        try texto(Self.claveDeValor) ?? "", escrito: try texto("escrito"),
                        conflicto: try texto("conflicto")))
            } else {
                self = .grupo(
                    Dictionary(
                        try objeto.allKeys.map { ($0.stringValue, try objeto.decode(Contenido.self, forKey: $0)) },
                        uniquingKeysWith: { a, _ in a }))
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .asiento(let v) where v.esSimple:
            var uno = encoder.singleValueContainer()
            try uno.encode(v.valor)
        case .asiento(let v):
            var objeto = encoder.container(keyedBy: Clave.self)
            try objeto.encode(v.valor, forKey: Clave(stringValue: Self.claveDeValor))
            try objeto.encodeIfPresent(v.escrito, forKey: Clave(stringValue: "escrito"))
            try objeto.encodeIfPresent(v.conflicto, forKey: Clave(stringValue: "conflicto"))
        case .lista(let elementos):
            var lista = encoder.unkeyedContainer()
            for elemento in elementos { try lista.encode(elemento) }
        case .grupo(let campos):
            var objeto = encoder.container(keyedBy: Clave.self)
            for (clave, valor) in campos { try objeto.encode(valor, forKey: Clave(stringValue: clave)) }
        }
    }
}
