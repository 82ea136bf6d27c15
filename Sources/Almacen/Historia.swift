import Electoral

/// Everything that the store knows of one acta, in one snapshot.
public struct HistoriaDeActa: Sendable {
    /// A fact as it was written.
    public struct Suceso: Sendable, Hashable {
        public let id: Int
        public let evento: CicloDeVida.Evento
        public let instante: Instante
        public let persona: Persona
        public let centro: String
        public let ronda: Int
    }

    /// A result that was reached; its number is nil until a corte takes it in.
    public struct Logro: Sendable, Hashable {
        public let hecho: Int
        public let numero: Int?
        public let resultado: Resultado
    }

    /// A file in which its image came, or one that was taken for it.
    public struct Recepcion: Sendable, Hashable {
        public let instante: Instante
        public let persona: Persona?
        public let centro: String
        public let nombre: String
        public let imagen: String
        public let origen: String
        /// `aceptada`, `rechazada`, `duplicada`, `excepcion`; nil while it waits.
        public let destino: String?
        public let motivo: String
    }

    public struct Excepcion: Sendable, Hashable {
        public let id: Int
        public let tipo: String
        public let instante: Instante
        public let persona: Persona
        public let centro: String
        public let problemas: String
        public let recomendacion: String
        public let resuelta: Instante?
        public let resuelve: Persona?
        public let decision: String
        public let comentario: String
    }

    public struct Reasignacion: Sendable, Hashable {
        public let instante: Instante
        public let persona: Persona
        public let de: String?
        public let a: String
        public let motivo: String
    }

    /// An incident of the centre that receives it: the register does not name actas.
    public struct Incidencia: Sendable, Hashable {
        public let folio: Int
        public let detectada: Instante
        public let gravedad: String
        public let categoria: String
        public let descripcion: String
    }

    public struct Empaque: Sendable, Hashable {
        public let instante: Instante
        public let persona: Persona
        public let centro: String
        public let numero: Int
    }

    public struct Imagen: Sendable, Hashable {
        public let sha256: String
        /// `image/jpeg`, `image/png`.
        public let tipo: String
        /// Whether its bytes are kept.
        public let propia: Bool
    }

    public var estado: EstadoDeActa?
    public var centro: String?
    public var sucesos: [Suceso] = []
    public var logros: [Logro] = []
    public var tomado: TrabajoTomado?
    public var recepciones: [Recepcion] = []
    public var excepciones: [Excepcion] = []
    public var reasignaciones: [Reasignacion] = []
    public var incidencias: [Incidencia] = []
    public var empaque: Empaque?
    /// Images that its facts cite, in the order in which they did.
    public var imagenes: [Imagen] = []
    public var nombres: [Persona: String] = [:]
    public var cortes: [Corte] = []

    /// The first corte that contained a result, or nil.
    public func corte(de logro: Logro) -> Corte? {
        logro.numero.flatMap { numero in cortes.first { $0.hasta >= numero } }
    }

    /// The last result that a corte contains.
    public var publicado: Logro? { logros.last { corte(de: $0) != nil } }

    /// SHA-256 of the images that a corte has published.
    public var imagenesPublicadas: Set<String> {
        Set(logros.filter { corte(de: $0) != nil }.compactMap(\.resultado.imagen))
    }
}

extension Almacen {
    public func historia(de acta: Acta.ID) throws(AlmacenError) -> HistoriaDeActa {
        try controlador.leer { (c) throws(AlmacenError) in
            var h = HistoriaDeActa()
            try Self.leerVida(acta, &h, c)
            try Self.leerRecepciones(acta, &h, c)
            try Self.leerExcepciones(acta, &h, c)
            try Self.leerRegistros(acta, &h, c)
            let pares = try c.filas(
                """
                SELECT p.id, p.nombre FROM persona p WHERE p.id IN (
                    SELECT persona FROM hecho WHERE acta = ? UNION SELECT persona FROM reasignacion WHERE acta = ?
                    UNION SELECT persona FROM excepcion WHERE acta = ? UNION SELECT persona FROM asignacion WHERE acta = ?
                    UNION SELECT persona FROM paquete_acta WHERE acta = ? UNION SELECT persona FROM recepcion WHERE acta = ?
                    UNION SELECT r.persona FROM excepcion_resuelta r JOIN excepcion e ON e.id = r.excepcion WHERE e.acta = ?)
                """, Array(repeating: .entero(acta), count: 7)
            ) { (Persona(id: $0.entero(0)), $0.texto(1)) }
            h.nombres = Dictionary(pares, uniquingKeysWith: { a, _ in a })
            return h
        }
    }

    private static func leerVida(_ acta: Acta.ID, _ h: inout HistoriaDeActa, _ c: any Conexion) throws(AlmacenError) {
        h.sucesos = try c.filas(
            "SELECT \(FilaDeHecho.columnas), id, centro, ronda FROM hecho WHERE acta = ? ORDER BY id", [.entero(acta)]
        ) { (f) throws(AlmacenError) in
            let (evento, persona, instante) = try FilaDeHecho.leer(f)
            return HistoriaDeActa.Suceso(
                id: f.entero(12), evento: evento, instante: instante, persona: persona, centro: f.texto(13),
                ronda: f.entero(14))
        }
        h.logros = try c.filas(
            """
            SELECT \(FilaDeResultado.columnas), r.hecho FROM resultado r LEFT JOIN numeracion n ON n.hecho = r.hecho
            WHERE r.acta = ? ORDER BY r.hecho
            """, [.entero(acta)]
        ) { (f) throws(AlmacenError) in
            HistoriaDeActa.Logro(
                hecho: f.entero(16), numero: f.enteroOpcional(1), resultado: try FilaDeResultado.leer(f).resultado)
        }
        h.estado = try c.primera(
            "SELECT acta, etapa, desde, cotejada FROM acta_estado WHERE acta = ?", [.entero(acta)], estadoDeActa)
        h.centro = try c.primera("SELECT centro FROM acta_centro WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
        h.tomado = try c.primera(
            "SELECT acta, persona, tarea, desde, vence FROM asignacion WHERE acta = ?", [.entero(acta)], trabajoTomado)
        h.cortes = try c.filas(
            "SELECT \(columnasDeCorte) FROM corte ORDER BY numero", [], corte)
        var citadas: [String] = []
        for suceso in h.sucesos {
            if let imagen = suceso.evento.imagenCitada, !citadas.contains(imagen) { citadas.append(imagen) }
        }
        for sha256 in citadas {
            let imagen = try c.primera("SELECT tipo, procedencia FROM imagen WHERE sha256 = ?", [.texto(sha256)]) {
                HistoriaDeActa.Imagen(sha256: sha256, tipo: $0.texto(0), propia: $0.texto(1) == "propia")
            }
            if let imagen { h.imagenes.append(imagen) }
        }
    }

    private static func leerRecepciones(
        _ acta: Acta.ID, _ h: inout HistoriaDeActa, _ c: any Conexion
    ) throws(AlmacenError) {
        h.recepciones = try c.filas(
            """
            SELECT r.instante, r.persona, r.centro, r.nombre, r.imagen, r.origen, s.destino, s.motivo FROM recepcion r
            LEFT JOIN recepcion_resuelta s ON s.recepcion = r.id WHERE r.acta = ? OR s.acta = ? ORDER BY r.id
            """, [.entero(acta), .entero(acta)]
        ) {
            HistoriaDeActa.Recepcion(
                instante: sello($0, 0), persona: $0.enteroOpcional(1).map { Persona(id: $0) }, centro: $0.texto(2),
                nombre: $0.texto(3), imagen: $0.texto(4), origen: $0.texto(5), destino: $0.textoOpcional(6),
                motivo: $0.texto(7))
        }
    }

    private static func leerExcepciones(
        _ acta: Acta.ID, _ h: inout HistoriaDeActa, _ c: any Conexion
    ) throws(AlmacenError) {
        h.excepciones = try c.filas(
            """
            SELECT e.id, e.tipo, e.instante, e.persona, e.centro, e.problemas, e.recomendacion, r.instante, r.persona,
                r.decision, r.comentario
            FROM excepcion e LEFT JOIN excepcion_resuelta r ON r.excepcion = e.id WHERE e.acta = ? ORDER BY e.id
            """, [.entero(acta)]
        ) {
            HistoriaDeActa.Excepcion(
                id: $0.entero(0), tipo: $0.texto(1), instante: sello($0, 2), persona: Persona(id: $0.entero(3)),
                centro: $0.texto(4), problemas: $0.texto(5), recomendacion: $0.texto(6),
                resuelta: $0.enteroOpcional(7).map { Instante(microsegundos: Int64($0)) },
                resuelve: $0.enteroOpcional(8).map { Persona(id: $0) }, decision: $0.texto(9), comentario: $0.texto(10)
            )
        }
    }

    private static func leerRegistros(
        _ acta: Acta.ID, _ h: inout HistoriaDeActa, _ c: any Conexion
    ) throws(AlmacenError) {
        h.reasignaciones = try c.filas(
            "SELECT instante, persona, de, a, motivo FROM reasignacion WHERE acta = ? ORDER BY id", [.entero(acta)]
        ) {
            HistoriaDeActa.Reasignacion(
                instante: sello($0, 0), persona: Persona(id: $0.entero(1)), de: $0.textoOpcional(2), a: $0.texto(3),
                motivo: $0.texto(4))
        }
        h.empaque = try c.primera(
            """
            SELECT a.instante, a.persona, p.centro, p.numero FROM paquete_acta a JOIN paquete p ON p.id = a.paquete
            WHERE a.acta = ?
            """, [.entero(acta)]
        ) {
            HistoriaDeActa.Empaque(
                instante: sello($0, 0), persona: Persona(id: $0.entero(1)), centro: $0.texto(2), numero: $0.entero(3))
        }
        guard let centro = h.centro else { return }
        h.incidencias = try c.filas(
            """
            SELECT folio, detectada, gravedad, categoria, descripcion FROM incidencia WHERE centro = ? ORDER BY folio
            """, [.texto(centro)]
        ) {
            HistoriaDeActa.Incidencia(
                folio: $0.entero(0), detectada: sello($0, 1), gravedad: $0.texto(2), categoria: $0.texto(3),
                descripcion: $0.texto(4))
        }
    }

    /// Election and identity of an acta that no approved casilla explains; nil when there is none with that number.
    public func actaFueraDeCatalogo(_ id: Acta.ID) throws(AlmacenError) -> ActaFueraDeCatalogo? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT id, eleccion, identidad FROM acta WHERE id = ? AND esperada = 0", [.entero(id)]
            ) { ActaFueraDeCatalogo(id: $0.entero(0), eleccion: $0.entero(1), identidad: $0.texto(2)) }
        }
    }

    /// An image that facts of an acta cite, with its type; nil when none does or its bytes are not kept.
    public func imagen(
        _ sha256: String, citadaPor acta: Acta.ID
    ) throws(AlmacenError) -> (tipo: String, bytes: [UInt8])? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT tipo, bytes FROM imagen WHERE sha256 = ? AND procedencia = 'propia'
                    AND EXISTS (SELECT 1 FROM hecho h WHERE h.imagen = imagen.sha256 AND h.acta = ?)
                """, [.texto(sha256), .entero(acta)]
            ) { ($0.texto(0), $0.octetosOpcionales(1) ?? []) }
        }
    }

    private static func sello(_ f: any Fila, _ columna: Int) -> Instante {
        Instante(microsegundos: Int64(f.entero(columna)))
    }
}

extension CicloDeVida.Evento {
    /// Image that an event brings, by its SHA-256.
    public var imagenCitada: String? {
        switch self {
        case .digitalizacion(let imagen, _), .fueraDeCatalogo(let imagen, _): imagen
        default: nil
        }
    }

    /// Figures that an event types.
    public var capturaEscrita: Captura? {
        switch self {
        case .captura(let c), .verificacion(let c), .decision(let c, _): c
        default: nil
        }
    }
}
