import Electoral

/// What decides which format is printed for an acta, and its `TIPO_ACTA`.
public enum ClaseDeActa: String, Hashable, Sendable, CaseIterable {
    case ordinaria
    case especialMR = "especial_mr"
    case especialRP = "especial_rp"
    case extranjero
    case anticipado
    case prisionPreventiva = "prision_preventiva"

    /// Part of the id of a derived plantilla.
    var sigla: String {
        switch self {
        case .ordinaria: "ORD"
        case .especialMR: "ESP"
        case .especialRP: "RP"
        case .extranjero: "VMRE"
        case .anticipado: "VA"
        case .prisionPreventiva: "VPPP"
        }
    }

    var esModalidad: Bool { self == .extranjero || self == .anticipado || self == .prisionPreventiva }
    var principio: Principio { self == .especialRP ? .representacionProporcional : .mayoriaRelativa }

    /// The actas that a casilla of a type gives, when the election prints them.
    static func de(_ tipo: Casilla.Tipo) -> [ClaseDeActa] {
        switch tipo {
        case .basica, .contigua, .extraordinaria: [.ordinaria]
        case .especial: [.especialMR, .especialRP]
        case .extranjero: [.extranjero]
        case .anticipado: [.anticipado]
        case .prisionPreventiva: [.prisionPreventiva]
        }
    }
}

/// Where something holds: the whole entity (actas without unit included) or a list of units.
public enum Alcance: Hashable, Sendable {
    case todas
    /// Keys of three digits; `sinUnidad` adds the actas that belong to none (votes from abroad).
    case lista(Set<String>, sinUnidad: Bool)

    /// Whether it covers a unit; nil stands for the actas of no unit.
    public func cubre(_ unidad: String?) -> Bool {
        switch self {
        case .todas: true
        case .lista(let claves, let sinUnidad): unidad.map(claves.contains) ?? sinUnidad
        }
    }
}

/// A reception or capture centre.
public struct Centro: Hashable, Sendable {
    public enum Tipo: String, Hashable, Sendable, CaseIterable { case catd = "CATD", ccv = "CCV" }
    /// A district or municipality that it attends.
    public struct Unidad: Hashable, Sendable {
        public let ambito: Eleccion.Ambito
        public let clave: String
        public init(ambito: Eleccion.Ambito, clave: String) {
            self.ambito = ambito
            self.clave = clave
        }
        /// `D003`, `M012`: as `centros.csv` writes it.
        public var texto: String { (ambito == .distrito ? "D" : "M") + clave }
    }

    public let clave: String
    public let tipo: Tipo
    public let nombre: String
    /// Districts first, by key. Empty: it attends the casillas that name it, or all.
    public let unidades: [Unidad]

    public init(clave: String, tipo: Tipo, nombre: String, unidades: [Unidad]) {
        self.clave = clave
        self.tipo = tipo
        self.nombre = nombre
        self.unidades = unidades
    }
}

/// What the files of a folder say, before the catalogue is derived from it. Names and positions are resolved later.
public struct Declaraciones: Hashable, Sendable {
    public struct DeEleccion: Hashable, Sendable {
        public var id: String
        public var titulo: String
        public var anio: Int
        public var ambito: Eleccion.Ambito
        /// `TIPO_ACTA` by kind; a kind that is not here has no acta in this election.
        public var tipos: [ClaseDeActa: String]
        /// Whether the derived formats of the modalities keep personas que votaron and votos sacados.
        public var totalesEnModalidades: Bool

        public init(
            id: String, titulo: String, anio: Int, ambito: Eleccion.Ambito, tipos: [ClaseDeActa: String],
            totalesEnModalidades: Bool = false
        ) {
            self.id = id
            self.titulo = titulo
            self.anio = anio
            self.ambito = ambito
            self.tipos = tipos
            self.totalesEnModalidades = totalesEnModalidades
        }
    }

    public struct DeSeccion: Hashable, Sendable {
        public var numero: Int
        public var distrito: Unidad
        public var municipio: Unidad
        public init(numero: Int, distrito: Unidad, municipio: Unidad) {
            self.numero = numero
            self.distrito = distrito
            self.municipio = municipio
        }

        public func unidad(_ ambito: Eleccion.Ambito) -> Unidad { ambito == .distrito ? distrito : municipio }
    }

    public struct DeCasilla: Hashable, Sendable {
        public var casilla: Casilla
        /// Keys of the units of a modality without section.
        public var distrito: String?
        public var municipio: String?
        /// Key of its centre, when one is named.
        public var centro: String?
        public init(_ casilla: Casilla, distrito: String? = nil, municipio: String? = nil, centro: String? = nil) {
            self.casilla = casilla
            self.distrito = distrito
            self.municipio = municipio
            self.centro = centro
        }
    }

    public struct DePartido: Hashable, Sendable {
        /// An election, or one of its units, in which the party has no candidacy.
        public struct Ausencia: Hashable, Sendable {
            public var eleccion: String
            public var unidad: String?
            public init(eleccion: String, unidad: String? = nil) {
                self.eleccion = eleccion
                self.unidad = unidad
            }
        }
        public var columna: String
        public var nombre: String
        public var color: String?
        public var orden: Int
        public var ausencias: Set<Ausencia>
        public init(columna: String, nombre: String, color: String? = nil, orden: Int, ausencias: Set<Ausencia> = []) {
            self.columna = columna
            self.nombre = nombre
            self.color = color
            self.orden = orden
            self.ausencias = ausencias
        }
    }

    public struct DeCoalicion: Hashable, Sendable {
        public var eleccion: String
        public var nombre: String
        /// In acta order.
        public var partidos: [String]
        public var unidades: Alcance
        public init(eleccion: String, nombre: String, partidos: [String], unidades: Alcance = .todas) {
            self.eleccion = eleccion
            self.nombre = nombre
            self.partidos = partidos
            self.unidades = unidades
        }
    }

    public struct DeComun: Hashable, Sendable {
        public var eleccion: String
        public var columna: String
        public var nombre: String?
        /// In acta order.
        public var partidos: [String]
        /// Ten-thousandths by party.
        public var porcentajes: [String: Int]
        public var restoPara: String
        public var unidades: Alcance
        public init(
            eleccion: String, columna: String, nombre: String? = nil, partidos: [String], porcentajes: [String: Int],
            restoPara: String, unidades: Alcance = .todas
        ) {
            self.eleccion = eleccion
            self.columna = columna
            self.nombre = nombre
            self.partidos = partidos
            self.porcentajes = porcentajes
            self.restoPara = restoPara
            self.unidades = unidades
        }
    }

    public struct DeIndependiente: Hashable, Sendable {
        public var eleccion: String
        public var unidad: String?
        public var columna: String
        public var nombre: String
        public init(eleccion: String, unidad: String?, columna: String, nombre: String) {
            self.eleccion = eleccion
            self.unidad = unidad
            self.columna = columna
            self.nombre = nombre
        }
    }

    public struct DeCandidatura: Hashable, Sendable {
        public var eleccion: String
        public var candidatura: Candidatura
        public init(eleccion: String, candidatura: Candidatura) {
            self.eleccion = eleccion
            self.candidatura = candidatura
        }
    }

    public struct DePlantilla: Hashable, Sendable {
        public var id: String
        public var eleccion: String
        public var actas: Set<ClaseDeActa>
        public var unidades: Alcance
        /// Columns in the order of the paper.
        public var campos: [String]
        /// Where each of `campos` is on the sheet, in the same order; nil when the file does not say.
        public var recuadros: [Recuadro]?
        public init(
            id: String, eleccion: String, actas: Set<ClaseDeActa>, unidades: Alcance = .todas, campos: [String],
            recuadros: [Recuadro]? = nil
        ) {
            self.id = id
            self.eleccion = eleccion
            self.actas = actas
            self.unidades = unidades
            self.campos = campos
            self.recuadros = recuadros
        }
    }

    public var elecciones: [DeEleccion]
    public var territorio: [DeSeccion]
    public var casillas: [DeCasilla]
    public var partidos: [DePartido]
    public var coaliciones: [DeCoalicion]
    public var comunes: [DeComun]
    public var independientes: [DeIndependiente]
    public var candidaturas: [DeCandidatura]
    /// Nil: one format is derived for each distinct ballot.
    public var plantillas: [DePlantilla]?

    public init(
        elecciones: [DeEleccion], territorio: [DeSeccion], casillas: [DeCasilla], partidos: [DePartido],
        coaliciones: [DeCoalicion] = [], comunes: [DeComun] = [], independientes: [DeIndependiente] = [],
        candidaturas: [DeCandidatura] = [], plantillas: [DePlantilla]? = nil
    ) {
        self.elecciones = elecciones
        self.territorio = territorio
        self.casillas = casillas
        self.partidos = partidos
        self.coaliciones = coaliciones
        self.comunes = comunes
        self.independientes = independientes
        self.candidaturas = candidaturas
        self.plantillas = plantillas
    }
}
