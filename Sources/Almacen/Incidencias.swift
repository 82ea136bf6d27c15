import Electoral

/// Something that went wrong, as it was noted (dominio 9).
public struct Incidencia: Sendable, Hashable {
    public enum Estado: String, Sendable, Hashable, CaseIterable {
        case abierta
        case enAtencion = "en_atencion"
        case resuelta

        public var nombre: String {
            switch self {
            case .abierta: "Abierta"
            case .enAtencion: "En atención"
            case .resuelta: "Resuelta"
            }
        }
    }

    public let folio: Int
    /// Where it happened.
    public let centro: String
    public let detectada, registrada: Instante
    public let persona: Persona
    /// Name of who noted it, and who told them.
    public let registra, reporta: String
    public let fase, categoria, gravedad, descripcion: String
    /// What has been done about it, oldest first.
    public let notas: [NotaDeIncidencia]
    /// Scenario of the continuity plan that was activated when it was noted; see `escenarioVigente`.
    let escenario: String?
    /// Key of the difusor that the program noted it of; nil of those that somebody wrote.
    public let difusor: String?

    public var estado: Estado { notas.last?.estado ?? .abierta }
    /// Nil when the plan was not activated.
    public var escenarioVigente: String? { notas.last { $0.escenario != nil }?.escenario ?? escenario }
    public var responsable: String? { notas.last { $0.responsable != nil }?.responsable }
    public var actas: Int? { notas.last { $0.actas != nil }?.actas }
    public var leccion: String? { notas.last { $0.leccion != nil }?.leccion }
    public var solucionada: Instante? { estado == .resuelta ? notas.last?.solucionada : nil }
    /// Minutes of impact: those that were noted, or from its detection to its solution.
    public var minutos: Int? {
        notas.last { $0.minutos != nil }?.minutos
            ?? solucionada.map { Int(($0.microsegundos - detectada.microsegundos) / 60_000_000) }
    }
}

/// An action or a comment; what it does not say stays as it was.
public struct NotaDeIncidencia: Sendable, Hashable {
    public let instante: Instante
    /// Name of who wrote it.
    public let persona: String
    public let texto: String
    public let estado: Incidencia.Estado
    public let actas, minutos: Int?
    public let leccion, responsable, evidencia, escenario: String?
    public let solucionada: Instante?
}

extension Almacen {
    /// What a new incident is made of.
    public struct IncidenciaNueva: Sendable {
        public var clave, centro, reporta, fase, categoria, gravedad, descripcion: String
        public var detectada: Instante
        public var escenario: String?

        public init(
            clave: String, centro: String, detectada: Instante, reporta: String, fase: String, categoria: String,
            gravedad: String, descripcion: String, escenario: String?
        ) {
            self.clave = clave
            self.centro = centro
            self.detectada = detectada
            self.reporta = reporta
            self.fase = fase
            self.categoria = categoria
            self.gravedad = gravedad
            self.descripcion = descripcion
            self.escenario = escenario
        }
    }

    /// What a new note is made of.
    public struct NotaNueva: Sendable {
        public var clave, texto: String
        public var estado: Incidencia.Estado
        public var actas, minutos: Int?
        public var leccion, responsable, evidencia, escenario: String?
        public var solucionada: Instante?

        public init(clave: String, texto: String, estado: Incidencia.Estado) {
            self.clave = clave
            self.texto = texto
            self.estado = estado
        }
    }

    /// Notes an incident. The same key notes one.
    ///
    /// - Returns: its folio.
    public func anotar(
        incidencia n: IncidenciaNueva, persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let previa = try c.primera(
                "SELECT folio FROM incidencia WHERE clave = ?", [.texto(n.clave)], { $0.entero(0) })
            {
                return previa
            }
            return try c.primera(
                """
                INSERT INTO incidencia (clave, centro, detectada, registrada, persona, fase, categoria, gravedad, reporta,
                    descripcion, escenario) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING folio
                """,
                [
                    .texto(n.clave), .texto(n.centro), .entero(Int(n.detectada.microsegundos)),
                    .entero(Int(instante.microsegundos)), .entero(persona.id), .texto(n.fase), .texto(n.categoria),
                    .texto(n.gravedad), .texto(n.reporta), .texto(n.descripcion), .opcional(n.escenario),
                ]
            ) { $0.entero(0) } ?? 0
        }
    }

    /// Adds a note. The same key adds one.
    ///
    /// - Throws: `.sinFacultad` when it resolves and the person is neither of supervisión nor of coordinación.
    public func anotar(
        _ n: NotaNueva, en folio: Int, persona: Persona, instante: Instante
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let repetida = try c.primera("SELECT 1 FROM incidencia_nota WHERE clave = ?", [.texto(n.clave)]) {
                $0.entero(0)
            }
            guard repetida == nil else { return }
            try c.ejecutar(
                """
                INSERT INTO incidencia_nota (incidencia, clave, instante, persona, texto, estado, actas, minutos, leccion,
                    responsable, evidencia, escenario, solucionada) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .entero(folio), .texto(n.clave), .entero(Int(instante.microsegundos)), .entero(persona.id),
                    .texto(n.texto), .texto(n.estado.rawValue), .opcional(n.actas), .opcional(n.minutos),
                    .opcional(n.leccion), .opcional(n.responsable), .opcional(n.evidencia), .opcional(n.escenario),
                    .opcional(n.solucionada.map { Int($0.microsegundos) }),
                ])
        }
    }

    /// Every incident with its notes, newest first.
    public func incidencias() throws(AlmacenError) -> [Incidencia] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.incidencias("1 = 1", [], c) }
    }

    public func incidencia(_ folio: Int) throws(AlmacenError) -> Incidencia? {
        try controlador.leer { (c) throws(AlmacenError) in
            try Self.incidencias("i.folio = ?", [.entero(folio)], c).first
        }
    }

    static func incidencias(
        _ filtro: String, _ valores: [Valor], _ c: any Conexion
    ) throws(AlmacenError) -> [Incidencia] {
        var notas: [Int: [NotaDeIncidencia]] = [:]
        try c.recorrer(
            """
            SELECT n.incidencia, n.instante, p.nombre, n.texto, n.estado, n.actas, n.minutos, n.leccion, n.responsable,
                n.evidencia, n.escenario, n.solucionada
            FROM incidencia_nota n JOIN persona p ON p.id = n.persona JOIN incidencia i ON i.folio = n.incidencia
            WHERE \(filtro) ORDER BY n.id
            """, valores
        ) { f in
            notas[f.entero(0), default: []].append(
                NotaDeIncidencia(
                    instante: Instante(microsegundos: Int64(f.entero(1))), persona: f.texto(2), texto: f.texto(3),
                    estado: Incidencia.Estado(rawValue: f.texto(4)) ?? .abierta, actas: f.enteroOpcional(5),
                    minutos: f.enteroOpcional(6), leccion: f.textoOpcional(7), responsable: f.textoOpcional(8),
                    evidencia: f.textoOpcional(9), escenario: f.textoOpcional(10),
                    solucionada: f.enteroOpcional(11).map { Instante(microsegundos: Int64($0)) }))
        }
        return try c.filas(
            """
            SELECT i.folio, i.centro, i.detectada, i.registrada, i.persona, p.nombre, i.reporta, i.fase, i.categoria,
                i.gravedad, i.descripcion, i.escenario, i.clave
            FROM incidencia i JOIN persona p ON p.id = i.persona WHERE \(filtro) ORDER BY i.folio DESC
            """, valores
        ) { f in
            Incidencia(
                folio: f.entero(0), centro: f.texto(1), detectada: Instante(microsegundos: Int64(f.entero(2))),
                registrada: Instante(microsegundos: Int64(f.entero(3))), persona: Persona(id: f.entero(4)),
                registra: f.texto(5), reporta: f.texto(6), fase: f.texto(7), categoria: f.texto(8),
                gravedad: f.texto(9), descripcion: f.texto(10), notas: notas[f.entero(0)] ?? [],
                escenario: f.textoOpcional(11), difusor: difusor(deClave: f.texto(12)))
        }
    }
}
