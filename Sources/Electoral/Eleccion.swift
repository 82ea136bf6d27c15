/// One column of votes of an election: a party alone, a combination of a coalition, a candidatura común, an
/// independent, the unregistered or the null votes (dominio 5.1).
public struct Opcion: Hashable, Sendable, Codable {
    public enum Clase: Hashable, Sendable, Codable {
        case partido
        /// Marks for two or more parties of one coalition; positions of those parties among the options.
        case combinacion(miembros: [Int])
        /// A single emblem shared by several parties; positions of the parties, which need no column of their own.
        case candidaturaComun(miembros: [Int])
        case independiente
        case noRegistradas
        case nulos
    }

    /// Header of the column without prefix: `PAN`, `PAN_PRI`, `CAND_IND_1`, `NULOS`.
    public let columna: String
    public let nombre: String
    /// `#rrggbb`, when the catalogue gives one.
    public let color: String?
    public let clase: Clase

    public init(columna: String, nombre: String? = nil, color: String? = nil, clase: Clase) {
        self.columna = columna
        self.nombre = nombre ?? columna
        self.color = color
        self.clase = clase
    }

    /// Parties of a combination or candidatura común; empty for the rest.
    public var miembros: [Int] {
        switch clase {
        case .combinacion(let m), .candidaturaComun(let m): m
        default: []
        }
    }
}

/// A district or municipality in which an election is decided or added up.
public struct Unidad: Hashable, Sendable, Codable {
    /// Three digits, as published: `001`.
    public let clave: String
    public let nombre: String

    public init(clave: String, nombre: String) {
        self.clave = clave
        self.nombre = nombre
    }
}

/// A candidacy as the candidaturas file lists it: unit, column that supports it and names.
public struct Candidatura: Hashable, Sendable, Codable {
    /// Key of the unit; nil for the whole entity.
    public let unidad: String?
    /// Column of the party, independent or combination.
    public let columna: String
    public let propietaria: String
    public let suplente: String?

    public init(unidad: String?, columna: String, propietaria: String, suplente: String?) {
        self.unidad = unidad
        self.columna = columna
        self.propietaria = propietaria
        self.suplente = suplente
    }
}

/// One election of the process: its options in the order of the acta, its units and its approved formats.
public struct Eleccion: Hashable, Sendable, Codable {
    /// Whether results are led by local district or by municipality.
    public enum Ambito: String, Hashable, Sendable, Codable {
        case distrito, municipio

        public func nombre(plural: Bool = false) -> String {
            switch self {
            case .distrito: plural ? "Distritos" : "Distrito"
            case .municipio: plural ? "Municipios" : "Municipio"
            }
        }
    }

    /// `GUB`, `DIP_LOC`, `AYUN`, `JUNTAS`: part of the file names (dominio 6.1).
    public let id: String
    /// First line of the data base: `AYUNTAMIENTOS`.
    public let titulo: String
    public let anio: Int
    public let ambito: Ambito
    public let opciones: [Opcion]
    public let unidades: [Unidad]
    public let plantillas: [Plantilla]
    public let candidaturas: [Candidatura]
    /// How a candidatura común shares its votes, by unit and column (dominio 5.4).
    public let convenios: [Convenio]

    public init(
        id: String, titulo: String, anio: Int, ambito: Ambito, opciones: [Opcion], unidades: [Unidad],
        plantillas: [Plantilla], candidaturas: [Candidatura] = [], convenios: [Convenio] = []
    ) {
        self.id = id
        self.titulo = titulo
        self.anio = anio
        self.ambito = ambito
        self.opciones = opciones
        self.unidades = unidades
        self.plantillas = plantillas
        self.candidaturas = candidaturas
        self.convenios = convenios
    }

    /// Lower-case address of the election on the public site.
    public var ruta: String { id.lowercased() }

    /// The same election with other formats.
    public func con(plantillas: [Plantilla]) -> Eleccion {
        Eleccion(
            id: id, titulo: titulo, anio: anio, ambito: ambito, opciones: opciones, unidades: unidades,
            plantillas: plantillas, candidaturas: candidaturas, convenios: convenios)
    }
}
