/// For what part of the process somebody who only looks is accredited: elections, or units of them. None means all.
///
/// Written as the public site addresses them, separated by spaces: `gub ayun/025`.
public struct Acreditacion: Hashable, Sendable {
    /// An election, or one unit of it.
    public struct Parte: Hashable, Sendable, Comparable {
        /// Address of the election: `ayun`.
        public let eleccion: String
        /// Key of the unit: `025`; nil for the whole election.
        public let unidad: String?

        public init(eleccion: String, unidad: String?) {
            self.eleccion = eleccion
            self.unidad = unidad
        }

        public var texto: String { unidad.map { "\(eleccion)/\($0)" } ?? eleccion }
        public static func < (a: Parte, b: Parte) -> Bool { a.texto < b.texto }
    }

    /// In order, each once.
    public let partes: [Parte]

    public static let completa = Acreditacion(partes: [])

    public init(partes: some Sequence<Parte>) { self.partes = Set(partes).sorted() }

    public init(_ texto: String) {
        self.init(
            partes: texto.lowercased().split(whereSeparator: \.isWhitespace).map { palabra in
                let corte = palabra.firstIndex(of: "/")
                return Parte(
                    eleccion: String(palabra[..<(corte ?? palabra.endIndex)]),
                    unidad: corte.map { String(palabra[palabra.index(after: $0)...]) })
            })
    }

    public var esCompleta: Bool { partes.isEmpty }
    public var texto: String { partes.map(\.texto).joined(separator: " ") }
}

/// The actas that an accreditation covers in one catalogue.
public struct Alcance: Hashable, Sendable {
    /// Nothing is left out.
    public let esTotal: Bool
    private let elecciones: Set<Int>
    private let unidades: Set<Contienda>

    /// What the catalogue does not know covers nothing: a mistake shows less, never more.
    public init(_ acreditacion: Acreditacion, en catalogo: Catalogo) {
        esTotal = acreditacion.esCompleta
        var enteras: Set<Int> = []
        var unidades: Set<Contienda> = []
        for parte in acreditacion.partes {
            switch catalogo.lugar(de: parte) {
            case let lugar? where lugar.unidad == nil: enteras.insert(lugar.eleccion)
            case let lugar?: unidades.insert(lugar)
            case nil: continue
            }
        }
        elecciones = enteras
        self.unidades = unidades
    }

    public func incluye(_ acta: Acta) -> Bool {
        esTotal || elecciones.contains(acta.eleccion)
            || (acta.unidad != nil && unidades.contains(Contienda(eleccion: acta.eleccion, unidad: acta.unidad)))
    }
}

extension Catalogo {
    /// Positions of an election and unit; nil when they are not in the catalogue.
    public func lugar(de parte: Acreditacion.Parte) -> Contienda? {
        guard let i = elecciones.firstIndex(where: { $0.ruta == parte.eleccion }) else { return nil }
        guard let clave = parte.unidad else { return Contienda(eleccion: i, unidad: nil) }
        return elecciones[i].unidades.firstIndex { $0.clave == clave }.map { Contienda(eleccion: i, unidad: $0) }
    }

    /// Every part that an account may be accredited for, as it is written: `gub`, `ayun`, `ayun/025`.
    public var partesDeAcreditacion: Set<Acreditacion.Parte> {
        Set(
            elecciones.flatMap { e in
                [Acreditacion.Parte(eleccion: e.ruta, unidad: nil)]
                    + e.unidades.map { Acreditacion.Parte(eleccion: e.ruta, unidad: $0.clave) }
            })
    }

    /// An accreditation in words: `AYUNTAMIENTOS, 025 TEXCOCO`.
    public func enPalabras(_ acreditacion: Acreditacion) -> String {
        guard !acreditacion.esCompleta else { return "Toda la entidad" }
        return acreditacion.partes.map { parte in
            guard let lugar = lugar(de: parte) else { return "\(parte.texto) (no está en el catálogo)" }
            let eleccion = elecciones[lugar.eleccion]
            return lugar.unidad.map {
                "\(eleccion.titulo), \(eleccion.unidades[$0].clave) \(eleccion.unidades[$0].nombre)"
            } ?? eleccion.titulo
        }.joined(separator: "; ")
    }
}
