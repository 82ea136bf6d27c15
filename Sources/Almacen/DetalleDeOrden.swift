import Electoral

/// What an order says when it is more than words: kept as JSON in its detail.
public protocol DetalleDeOrden: Sendable, Codable {}

extension DetalleDeOrden {
    /// Reads the detail of an order; nil when it is of another kind.
    public init?(detalle: String) {
        guard let leida = try? Almacen.valor(Self.self, json: detalle) else { return nil }
        self = leida
    }

    /// As an order keeps it.
    public func detalle() throws(AlmacenError) -> String { try Almacen.json(self) }
}

/// The casillas of a CATD that cannot operate, given to another (dominio 9).
public struct Reasignacion: DetalleDeOrden, Hashable {
    public let incidencia: Int
    public let de: String
    public let a: String
    /// `CLAVE_CASILLA` of each; empty means everything that has not arrived when it is authorised.
    public let casillas: [String]
    public let motivo: String

    public init(incidencia: Int, de: String, a: String, casillas: [String], motivo: String) {
        self.incidencia = incidencia
        self.de = de
        self.a = a
        self.casillas = casillas
        self.motivo = motivo
    }
}
