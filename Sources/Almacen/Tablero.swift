import Electoral

/// One act, without what the follow-up of the night does not need.
public struct HechoBreve: Sendable, Hashable {
    public let id: Int
    public let acta: Acta.ID
    public let tipo: CicloDeVida.Evento.Tipo
    public let instante: Instante
    public let persona: Persona
    public let centro: String
    public let ronda: Int
    public let origen: Origen?
    /// Typed figures as their firma; nil for what types none.
    public let firma: String?

    public init(
        id: Int, acta: Acta.ID, tipo: CicloDeVida.Evento.Tipo, instante: Instante, persona: Persona, centro: String,
        ronda: Int, origen: Origen? = nil, firma: String? = nil
    ) {
        self.id = id
        self.acta = acta
        self.tipo = tipo
        self.instante = instante
        self.persona = persona
        self.centro = centro
        self.ronda = ronda
        self.origen = origen
        self.firma = firma
    }
}

/// Where an acta is.
public struct EstadoDeActa: Sendable, Hashable {
    public let acta: Acta.ID
    public let etapa: CicloDeVida.Etapa
    public let desde: Instante
    public let cotejada: Cotejada

    public init(acta: Acta.ID, etapa: CicloDeVida.Etapa, desde: Instante, cotejada: Cotejada) {
        self.acta = acta
        self.etapa = etapa
        self.desde = desde
        self.cotejada = cotejada
    }
}

/// Work in somebody's hands.
public struct TrabajoTomado: Sendable, Hashable {
    public let acta: Acta.ID
    public let persona: Persona
    /// `captura`, `supervision` or `cotejo`.
    public let tarea: String
    public let desde: Instante
    public let vence: Instante

    public init(acta: Acta.ID, persona: Persona, tarea: String, desde: Instante, vence: Instante) {
        self.acta = acta
        self.persona = persona
        self.tarea = tarea
        self.desde = desde
        self.vence = vence
    }
}

/// An exception that nobody has resolved.
public struct ExcepcionAbierta: Sendable, Hashable {
    public let id: Int
    public let tipo: String
    public let acta: Acta.ID?
    public let centro: String
    public let instante: Instante

    public init(id: Int, tipo: String, acta: Acta.ID?, centro: String, instante: Instante) {
        self.id = id
        self.tipo = tipo
        self.acta = acta
        self.centro = centro
        self.instante = instante
    }
}

/// People of a centre who came in and have not left.
public struct PresenciaEnCentro: Sendable, Hashable {
    public let centro: String
    public let personas: Int
    /// Last request of any of them.
    public let ultima: Instante

    public init(centro: String, personas: Int, ultima: Instante) {
        self.centro = centro
        self.personas = personas
        self.ultima = ultima
    }
}

/// What the store has that a follower of the night has not seen, in one snapshot.
public struct Novedades: Sendable {
    /// In the order in which they were written.
    public var hechos: [HechoBreve] = []
    /// Of the actas that those facts touched.
    public var estados: [EstadoDeActa] = []
    /// With the number of their fact.
    public var resultados: [ResultadoNumerado] = []
    public var centros: [CentroGuardado] = []
    /// Whole, or nil when it has not changed.
    public var adscripcion: [Acta.ID: String]?
    public var reasignaciones = 0
    /// Every schedule that has ruled, in order.
    public var horarios: [HorarioVigente] = []
    public var cortes: [Corte] = []
    public var publicaciones: [PublicacionDeCorte] = []
    public var cortesRechazados: [(instante: Instante, motivo: String)] = []
    public var presencia: [PresenciaEnCentro] = []
    public var tomados: [TrabajoTomado] = []
    public var excepciones: [ExcepcionAbierta] = []
    /// In the order in which they were noted.
    public var difusion: [(id: Int, hecho: HechoDeDifusion)] = []

    public init() {}
}

extension Almacen {
    /// What happened after a fact. Facts are followed by their number: writers take turns, so numbers grow in the order
    /// in which they are committed.
    ///
    /// - Parameters:
    ///   - hecho: last fact seen; 0 for everything.
    ///   - reasignaciones: last reassignment seen; nil to read the whole assignment of actas to centres.
    ///   - difusion: last that happened to a difusor.
    public func novedades(
        despuesDe hecho: Int, reasignaciones: Int?, difusion: Int = 0
    ) throws(AlmacenError) -> Novedades {
        try controlador.leer { (c) throws(AlmacenError) in
            var n = Novedades()
            n.hechos = try Self.hechosBreves(despuesDe: hecho, c)
            let tocadas =
                hecho == 0
                ? "" : "WHERE acta IN (SELECT acta FROM hecho WHERE id > ?)"
            n.estados = try c.filas(
                "SELECT acta, etapa, desde, cotejada FROM acta_estado \(tocadas)", hecho == 0 ? [] : [.entero(hecho)],
                Self.estadoDeActa)
            let columnas = FilaDeResultado.columnas.replacing("n.numero", with: "r.hecho")
            n.resultados = try c.filas(
                "SELECT \(columnas) FROM resultado r WHERE r.hecho > ? ORDER BY r.hecho", [.entero(hecho)],
                FilaDeResultado.leer)
            n.centros = try c.filas(
                "SELECT \(Self.columnasDeCentro) FROM centro k ORDER BY k.tipo, k.clave", [], Self.centro)
            n.reasignaciones =
                try c.primera("SELECT COALESCE(MAX(id), 0) FROM reasignacion", [], { $0.entero(0) }) ?? 0
            if n.reasignaciones != reasignaciones {
                let pares = try c.filas("SELECT acta, centro FROM acta_centro") { ($0.entero(0), $0.texto(1)) }
                n.adscripcion = Dictionary(pares, uniquingKeysWith: { a, _ in a })
            }
            try Self.leerLoQueCorre(&n, c)
            n.difusion = try Self.difusion(de: nil, despuesDe: difusion, c)
            return n
        }
    }

    private static func hechosBreves(despuesDe hecho: Int, _ c: any Conexion) throws(AlmacenError) -> [HechoBreve] {
        try c.filas(
            """
            SELECT id, acta, tipo, instante, persona, centro, ronda, origen, datos FROM hecho WHERE id > ? ORDER BY id
            """, [.entero(hecho)]
        ) { (f) throws(AlmacenError) in
            guard let tipo = CicloDeVida.Evento.Tipo(rawValue: f.texto(2)) else {
                throw AlmacenError(.noAbre, "hay un hecho que esta versión de prep no conoce")
            }
            return HechoBreve(
                id: f.entero(0), acta: f.entero(1), tipo: tipo, instante: instante(f, 3),
                persona: Persona(id: f.entero(4)), centro: f.texto(5), ronda: f.entero(6),
                origen: f.textoOpcional(7).flatMap(Origen.init(rawValue:)), firma: f.textoOpcional(8))
        }
    }

    static func estadoDeActa(_ f: any Fila) throws(AlmacenError) -> EstadoDeActa {
        guard let etapa = CicloDeVida.Etapa(rawValue: f.texto(1)) else {
            throw AlmacenError(.noAbre, "hay un acta en una etapa que esta versión de prep no conoce")
        }
        return EstadoDeActa(
            acta: f.entero(0), etapa: etapa, desde: instante(f, 2),
            cotejada: Cotejada(rawValue: f.entero(3)) ?? .pendiente)
    }

    /// What is small and changes without facts: cortes, people who are in, work in hand, open exceptions.
    private static func leerLoQueCorre(_ n: inout Novedades, _ c: any Conexion) throws(AlmacenError) {
        n.horarios = try horarios(try instalado(c).proceso, c)
        n.cortes = try c.filas(
            "SELECT \(columnasDeCorte) FROM corte ORDER BY numero", [], corte)
        n.publicaciones = try publicaciones(c)
        n.cortesRechazados = try c.filas("SELECT instante, motivo FROM corte_rechazado ORDER BY id") {
            (instante($0, 0), $0.texto(1))
        }
        n.presencia = try c.filas(
            """
            SELECT c.centro, COUNT(*), MAX(s.ultima) FROM sesion s JOIN cuenta c ON c.persona = s.persona
            WHERE c.centro IS NOT NULL AND c.activa = 1 GROUP BY c.centro ORDER BY c.centro
            """
        ) { PresenciaEnCentro(centro: $0.texto(0), personas: $0.entero(1), ultima: instante($0, 2)) }
        n.tomados = try c.filas(
            "SELECT acta, persona, tarea, desde, vence FROM asignacion ORDER BY desde", [], trabajoTomado)
        n.excepciones = try c.filas(
            """
            SELECT e.id, e.tipo, e.acta, e.centro, e.instante FROM excepcion e
            WHERE NOT EXISTS (SELECT 1 FROM excepcion_resuelta r WHERE r.excepcion = e.id) ORDER BY e.id
            """
        ) {
            ExcepcionAbierta(
                id: $0.entero(0), tipo: $0.texto(1), acta: $0.enteroOpcional(2), centro: $0.texto(3),
                instante: instante($0, 4))
        }
    }

    static func trabajoTomado(_ f: any Fila) -> TrabajoTomado {
        TrabajoTomado(
            acta: f.entero(0), persona: Persona(id: f.entero(1)), tarea: f.texto(2), desde: instante(f, 3),
            vence: instante(f, 4))
    }

    private static func instante(_ f: any Fila, _ columna: Int) -> Instante {
        Instante(microsegundos: Int64(f.entero(columna)))
    }

    /// Names of everybody who is registered, by person.
    public func nombres() throws(AlmacenError) -> [Persona: String] {
        try controlador.leer { (c) throws(AlmacenError) in
            let pares = try c.filas("SELECT id, nombre FROM persona") { (Persona(id: $0.entero(0)), $0.texto(1)) }
            return Dictionary(pares, uniquingKeysWith: { a, _ in a })
        }
    }
}
