/// Which of the two ways of electing deputies an acta serves. Representación proporcional actas exist apart only in
/// casillas especiales and are added at entity level alone (dominio 3.4, 4).
public enum Principio: String, Hashable, Sendable, Codable {
    case mayoriaRelativa = "MR"
    case representacionProporcional = "RP"
}

/// One expected acta: a casilla, an election and the format that was printed for it.
public struct Acta: Hashable, Sendable {
    /// Position in the canonical order of the catalogue, from 1. Actas fuera de catálogo get later numbers when they
    /// appear.
    public typealias ID = Int

    public let id: ID
    /// Unique inside the election. The published key in a new process; the source's row in a replay, whose keys may
    /// repeat.
    public let identidad: String
    /// Position of its election in the catalogue.
    public let eleccion: Int
    /// Position of its unit in the election; nil when the modality belongs to no unit.
    public let unidad: Int?
    public let casilla: Casilla
    public let claveCasilla: String
    public let claveActa: String
    /// `TIPO_ACTA` as printed: `2`, `3EMR`.
    public let tipoActa: String
    public let principio: Principio
    /// Position of its plantilla in the election.
    public let plantilla: Int

    public init(
        id: ID, identidad: String, eleccion: Int, unidad: Int?, casilla: Casilla, claveCasilla: String,
        claveActa: String,
        tipoActa: String, principio: Principio = .mayoriaRelativa, plantilla: Int
    ) {
        self.id = id
        self.identidad = identidad
        self.eleccion = eleccion
        self.unidad = unidad
        self.casilla = casilla
        self.claveCasilla = claveCasilla
        self.claveActa = claveActa
        self.tipoActa = tipoActa
        self.principio = principio
        self.plantilla = plantilla
    }

    func con(id: ID) -> Acta {
        Acta(
            id: id, identidad: identidad, eleccion: eleccion, unidad: unidad, casilla: casilla,
            claveCasilla: claveCasilla,
            claveActa: claveActa, tipoActa: tipoActa, principio: principio, plantilla: plantilla)
    }

    /// The same in the catalogue of several elections.
    public func con(eleccion: Int) -> Acta {
        Acta(
            id: id, identidad: identidad, eleccion: eleccion, unidad: unidad, casilla: casilla,
            claveCasilla: claveCasilla, claveActa: claveActa, tipoActa: tipoActa, principio: principio,
            plantilla: plantilla)
    }
}

/// Everything approved before the jornada: elections, formats and the actas that are expected.
public struct Catalogo: Hashable, Sendable {
    public let entidad: Entidad
    public let elecciones: [Eleccion]
    /// In canonical order, so that the same set of actas gives the same numbers whatever the order of the rows it came
    /// from.
    public let actas: [Acta]

    public init(entidad: Entidad, elecciones: [Eleccion], actas: [Acta]) {
        self.entidad = entidad
        self.elecciones = elecciones
        let ordenadas = actas.map { (llave: Self.llave($0, elecciones), acta: $0) }.sorted { $0.llave < $1.llave }
        self.actas = ordenadas.enumerated().map { $0.element.acta.con(id: $0.offset + 1) }
    }

    public func eleccion(de acta: Acta) -> Eleccion { elecciones[acta.eleccion] }
    public func plantilla(de acta: Acta) -> Plantilla { elecciones[acta.eleccion].plantillas[acta.plantilla] }
    public func acta(_ id: Acta.ID) -> Acta? { id > 0 && id <= actas.count ? actas[id - 1] : nil }

    /// Order of the published rows: modalities first, then district or municipality, section, type, number, extension
    /// (dominio 6.2); the identity settles what remains equal.
    private static func llave(_ a: Acta, _ elecciones: [Eleccion]) -> String {
        let unidad = a.unidad.map { elecciones[a.eleccion].unidades[$0].clave } ?? "   "
        let clase = a.casilla.tipo.esModalidad ? String(a.casilla.tipo.orden) : "9"
        return "\(cifras(a.eleccion, ancho: 3)) \(clase) \(unidad) \(cifras(a.casilla.seccion ?? 0, ancho: 5)) "
            + "\(a.casilla.tipo.orden) \(cifras(a.casilla.numero, ancho: 3)) \(cifras(a.casilla.extContigua, ancho: 3)) "
            + "\(a.tipoActa) \(a.identidad)"
    }
}
