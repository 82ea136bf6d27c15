import Electoral

/// What the registers of a night say, besides its facts: incidents, exceptions and who came.
public struct RegistrosDeNoche: Sendable {
    public struct Incidencia: Sendable, Hashable {
        public let folio: Int
        public let centro: String
        public let detectada: Instante
        public let fase: String
        public let categoria: String
        public let gravedad: String
        public let descripcion: String
        /// Scenario of the continuity plan that was activated; nil when none was.
        public let escenario: String?
        /// `abierta`, `en_atencion`, `resuelta`.
        public let estado: String
        public let resuelta: Instante?
        public let actas: Int?
        public let minutos: Int?
    }

    public struct Excepcion: Sendable, Hashable {
        public let tipo: String
        public let acta: Acta.ID?
        public let abierta: Instante
        public let resuelta: Instante?
    }

    /// Accounts of a role, and how many came in at least once.
    public struct Asistencia: Sendable, Hashable {
        public let rol: String
        public let cuentas: Int
        public let entraron: Int
    }

    public var incidencias: [Incidencia] = []
    public var excepciones: [Excepcion] = []
    public var asistencia: [Asistencia] = []
    /// Actas that another centre received.
    public var reasignadas: Set<Acta.ID> = []

    public init() {}
}

extension Almacen {
    public func registrosDeNoche() throws(AlmacenError) -> RegistrosDeNoche {
        try controlador.leer { (c) throws(AlmacenError) in
            var r = RegistrosDeNoche()
            r.incidencias = try c.filas(
                """
                SELECT i.folio, i.centro, i.detectada, i.fase, i.categoria, i.gravedad, i.descripcion, i.escenario,
                    (SELECT n.estado FROM incidencia_nota n WHERE n.incidencia = i.folio ORDER BY n.id DESC LIMIT 1),
                    (SELECT MAX(n.instante) FROM incidencia_nota n WHERE n.incidencia = i.folio AND n.estado = 'resuelta'),
                    (SELECT n.actas FROM incidencia_nota n WHERE n.incidencia = i.folio AND n.actas IS NOT NULL
                        ORDER BY n.id DESC LIMIT 1),
                    (SELECT n.minutos FROM incidencia_nota n WHERE n.incidencia = i.folio AND n.minutos IS NOT NULL
                        ORDER BY n.id DESC LIMIT 1)
                FROM incidencia i ORDER BY i.folio
                """
            ) { f in
                let estado = f.textoOpcional(8) ?? "abierta"
                return RegistrosDeNoche.Incidencia(
                    folio: f.entero(0), centro: f.texto(1), detectada: Instante(microsegundos: Int64(f.entero(2))),
                    fase: f.texto(3), categoria: f.texto(4), gravedad: f.texto(5), descripcion: f.texto(6),
                    escenario: f.textoOpcional(7), estado: estado,
                    resuelta: estado == "resuelta"
                        ? f.enteroOpcional(9).map { Instante(microsegundos: Int64($0)) } : nil,
                    actas: f.enteroOpcional(10), minutos: f.enteroOpcional(11))
            }
            r.excepciones = try c.filas(
                """
                SELECT e.tipo, e.instante, r.instante, e.acta FROM excepcion e
                LEFT JOIN excepcion_resuelta r ON r.excepcion = e.id ORDER BY e.id
                """
            ) {
                RegistrosDeNoche.Excepcion(
                    tipo: $0.texto(0), acta: $0.enteroOpcional(3),
                    abierta: Instante(microsegundos: Int64($0.entero(1))),
                    resuelta: $0.enteroOpcional(2).map { Instante(microsegundos: Int64($0)) })
            }
            r.asistencia = try c.filas(
                """
                SELECT c.rol, COUNT(*), SUM(CASE WHEN EXISTS (
                    SELECT 1 FROM acceso a WHERE a.persona = c.persona AND a.suceso = 'entrada') THEN 1 ELSE 0 END)
                FROM cuenta c WHERE c.activa = 1 GROUP BY c.rol ORDER BY c.rol
                """
            ) { RegistrosDeNoche.Asistencia(rol: $0.texto(0), cuentas: $0.entero(1), entraron: $0.entero(2)) }
            r.reasignadas = Set(try c.filas("SELECT DISTINCT acta FROM reasignacion") { $0.entero(0) })
            return r
        }
    }
}
