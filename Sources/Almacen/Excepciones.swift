import Electoral

/// Something that the ordinary path does not solve: it waits for a supervisor.
public struct ExcepcionNueva: Sendable, Hashable {
    public enum Tipo: String, Sendable, Hashable, CaseIterable, Codable {
        /// There is no acta to receive.
        case sinActa = "sin_acta"
        /// The image is not of the acta that it was accepted for.
        case noCorresponde = "no_corresponde"
        case fueraDeCatalogo = "fuera_de_catalogo"
        /// The same image was accepted for another acta.
        case imagenRepetida = "imagen_repetida"
        /// Among them, actas forwarded to another centre.
        case otra
    }

    /// Idempotency key.
    public var clave: String
    public var tipo: Tipo
    public var acta: Acta.ID?
    public var recepcion: Int?
    /// Of a sin acta, its `CausaSinActa`; of the rest, a word that narrows the kind.
    public var causa: String?
    public var persona: Persona
    public var centro: String
    public var instante: Instante
    /// What was found, by code; the check-boxes of the form.
    public var problemas: [String]
    /// What was done before asking.
    public var accion: String
    public var recomendacion: String
    /// Opened only between the apertura and the cierre.
    public var enOperacion = false

    public init(
        clave: String, tipo: Tipo, acta: Acta.ID? = nil, recepcion: Int? = nil, causa: String? = nil,
        persona: Persona, centro: String, instante: Instante, problemas: [String] = [], accion: String = "",
        recomendacion: String = ""
    ) {
        self.clave = clave
        self.tipo = tipo
        self.acta = acta
        self.recepcion = recepcion
        self.causa = causa
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.problemas = problemas
        self.accion = accion
        self.recomendacion = recomendacion
    }
}

/// An exception in the store, with its decision when it has one.
public struct Excepcion: Sendable, Hashable {
    public struct Resuelta: Sendable, Hashable {
        public let persona: Persona
        public let nombre: String
        public let instante: Instante
        public let decision: String
        /// The acta that the decision named.
        public let acta: Acta.ID?
        public let comentario: String
    }

    public let id: Int
    public let abierta: ExcepcionNueva
    /// Who opened it.
    public let nombre: String
    public let resuelta: Resuelta?
}

/// What a supervisor decides, and what it writes besides.
public struct ResolucionDeExcepcion: Sendable, Hashable {
    public enum Efecto: Sendable, Hashable {
        case ninguno
        /// A fact of the acta of the exception.
        ///
        /// - Parameter campos: boxes of its approved format.
        case hecho(CicloDeVida.Evento, campos: Int)
        /// The image of the exception is registered apart, in an election.
        case fueraDeCatalogo(identidad: String, eleccion: Int, Procedencia)
        /// The image is of this acta: it returns to who digitises, who accepts it or not.
        case identificada(Acta.ID)
        /// A repeated image is of the acta for which it was refused: the one that has it needs another.
        case esDeLaSegunda(primera: Acta.ID, motivo: String, campos: Int)
        /// The image is of no use.
        case imagenDescartada
    }

    public var excepcion: Int
    public var decision: String
    public var comentario: String
    /// Idempotency key of the fact.
    public var clave: String
    public var persona: Persona
    public var centro: String
    public var instante: Instante
    public var efecto: Efecto
    /// Its fact is written only between the apertura and the cierre.
    public var enOperacion: Bool

    public init(
        excepcion: Int, decision: String, comentario: String, clave: String, persona: Persona, centro: String,
        instante: Instante, efecto: Efecto, enOperacion: Bool = false
    ) {
        self.excepcion = excepcion
        self.decision = decision
        self.comentario = comentario
        self.clave = clave
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.efecto = efecto
        self.enOperacion = enOperacion
    }
}

extension Almacen {
    /// Opens an exception. The same key, or the same kind for an acta or image that has one open, gives that one.
    @discardableResult
    public func abrir(excepcion nueva: ExcepcionNueva) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.abrir(excepcion: nueva, c) }
    }

    /// The same inside a transaction that does more.
    static func abrir(excepcion n: ExcepcionNueva, _ c: any Conexion) throws(AlmacenError) -> Int {
        if let previa = try c.primera(
            "SELECT id, tipo, persona, acta, recepcion FROM excepcion WHERE clave = ?", [.texto(n.clave)],
            {
                (
                    id: $0.entero(0), tipo: $0.texto(1), persona: $0.entero(2), acta: $0.enteroOpcional(3),
                    recepcion: $0.enteroOpcional(4)
                )
            })
        {
            guard previa.tipo == n.tipo.rawValue, previa.persona == n.persona.id, previa.acta == n.acta,
                previa.recepcion == n.recepcion
            else { throw AlmacenError(.restriccion, "la clave \(n.clave) ya se usó para otra excepción") }
            return previa.id
        }
        if n.acta != nil || n.recepcion != nil {
            let columna = n.recepcion == nil ? "acta" : "recepcion"
            let abierta = try c.primera(
                """
                SELECT e.id FROM excepcion e WHERE e.\(columna) = ? AND e.tipo = ?
                    AND NOT EXISTS (SELECT 1 FROM excepcion_resuelta r WHERE r.excepcion = e.id) ORDER BY e.id LIMIT 1
                """, [.opcional(n.recepcion ?? n.acta), .texto(n.tipo.rawValue)]
            ) { $0.entero(0) }
            if let abierta { return abierta }
        }
        if n.enOperacion {
            try exigirAbierta(c)
            try exigirQueNoSobren(n, c)
        }
        let id = try c.primera(
            """
            INSERT INTO excepcion (clave, tipo, acta, recepcion, causa, persona, centro, instante, problemas, accion,
                recomendacion)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .texto(n.clave), .texto(n.tipo.rawValue), .opcional(n.acta), .opcional(n.recepcion),
                .opcional(n.causa), .entero(n.persona.id), .texto(n.centro), .entero(Int(n.instante.microsegundos)),
                .texto(try json(n.problemas)), .texto(n.accion), .texto(n.recomendacion),
            ]
        ) { $0.entero(0) }
        guard let id else { throw AlmacenError(.falla, "la base de datos no confirmó la excepción") }
        return id
    }

    /// Exceptions of a person that may wait at once: nobody buries the others under theirs.
    private static let abiertasPorPersona = 50

    private static func exigirQueNoSobren(_ n: ExcepcionNueva, _ c: any Conexion) throws(AlmacenError) {
        let abiertas = try c.primera(
            """
            SELECT COUNT(*) FROM excepcion e LEFT JOIN excepcion_resuelta r ON r.excepcion = e.id
            WHERE e.persona = ? AND r.excepcion IS NULL
            """, [.entero(n.persona.id)]
        ) { $0.entero(0) }
        guard abiertas ?? 0 < abiertasPorPersona else {
            throw AlmacenError(
                .rechazado,
                "Ya hay \(abiertasPorPersona) reportes suyos sin resolver: avise a supervisión antes de enviar otro.")
        }
    }

    /// Exceptions in order of age, oldest first.
    ///
    /// - Parameter abiertas: those without decision; otherwise the decided ones, the last first.
    public func excepciones(abiertas: Bool, limite: Int = 500) throws(AlmacenError) -> [Excepcion] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                \(Self.seleccionDeExcepciones) WHERE r.excepcion IS \(abiertas ? "NULL" : "NOT NULL")
                ORDER BY \(abiertas ? "e.id" : "r.instante DESC, e.id DESC") LIMIT ?
                """, [.entero(limite)], Self.excepcion)
        }
    }

    public func excepcion(_ id: Int) throws(AlmacenError) -> Excepcion? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.excepcion(id, c) }
    }

    /// Exceptions of an acta, decided or not, in order.
    public func excepciones(de acta: Acta.ID) throws(AlmacenError) -> [Excepcion] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                "\(Self.seleccionDeExcepciones) WHERE e.acta = ? ORDER BY e.id", [.entero(acta)], Self.excepcion)
        }
    }

    /// Actas with an open exception of a kind.
    public func actas(conExcepcionAbierta tipo: ExcepcionNueva.Tipo) throws(AlmacenError) -> Set<Acta.ID> {
        try controlador.leer { (c) throws(AlmacenError) in
            Set(
                try c.filas(
                    """
                    SELECT e.acta FROM excepcion e LEFT JOIN excepcion_resuelta r ON r.excepcion = e.id
                    WHERE e.tipo = ? AND e.acta IS NOT NULL AND r.excepcion IS NULL
                    """, [.texto(tipo.rawValue)]
                ) { $0.entero(0) })
        }
    }

    private static let seleccionDeExcepciones = """
        SELECT e.id, e.clave, e.tipo, e.acta, e.recepcion, e.causa, e.persona, e.centro, e.instante, e.problemas, e.accion,
            e.recomendacion, p.nombre, r.persona, q.nombre, r.instante, r.decision, r.acta, r.comentario
        FROM excepcion e JOIN persona p ON p.id = e.persona LEFT JOIN excepcion_resuelta r ON r.excepcion = e.id
            LEFT JOIN persona q ON q.id = r.persona
        """

    private static func excepcion(_ id: Int, _ c: any Conexion) throws(AlmacenError) -> Excepcion? {
        try c.primera("\(seleccionDeExcepciones) WHERE e.id = ?", [.entero(id)], excepcion)
    }

    private static func excepcion(_ f: any Fila) throws(AlmacenError) -> Excepcion {
        guard let tipo = ExcepcionNueva.Tipo(rawValue: f.texto(2)) else {
            throw AlmacenError(.noAbre, "hay una excepción que esta versión de prep no conoce")
        }
        let abierta = ExcepcionNueva(
            clave: f.texto(1), tipo: tipo, acta: f.enteroOpcional(3), recepcion: f.enteroOpcional(4),
            causa: f.textoOpcional(5), persona: Persona(id: f.entero(6)), centro: f.texto(7),
            instante: Instante(microsegundos: Int64(f.entero(8))),
            problemas: try valor([String].self, json: f.texto(9)),
            accion: f.texto(10), recomendacion: f.texto(11))
        let resuelta = f.enteroOpcional(13).map {
            Excepcion.Resuelta(
                persona: Persona(id: $0), nombre: f.texto(14), instante: Instante(microsegundos: Int64(f.entero(15))),
                decision: f.texto(16), acta: f.enteroOpcional(17), comentario: f.texto(18))
        }
        return Excepcion(id: f.entero(0), abierta: abierta, nombre: f.texto(12), resuelta: resuelta)
    }
}

// MARK: Decision

extension Almacen {
    /// Writes a decision and what follows from it, in one transaction.
    ///
    /// - Returns: nil when it is decided (also by an earlier sending of the same decision); otherwise what somebody
    ///   else had decided before, and nothing is written.
    /// - Throws: `.personaYaIntervino` when it is decided by who opened it; `.rechazado` when the acta no longer admits
    ///   what the decision asks for.
    public func resolver(
        _ r: ResolucionDeExcepcion, esquema: EsquemaDeCaptura
    ) throws(AlmacenError) -> Excepcion.Resuelta? {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let e = try Self.excepcion(r.excepcion, c) else {
                throw AlmacenError(.restriccion, "no existe la excepción \(r.excepcion)")
            }
            if let previa = e.resuelta {
                return previa.persona == r.persona && previa.decision == r.decision ? nil : previa
            }
            guard e.abierta.persona != r.persona else {
                throw AlmacenError(.personaYaIntervino, "usted abrió esta excepción: la resuelve otra persona")
            }
            let acta = try Self.aplicar(r, a: e, esquema: esquema, c)
            try c.ejecutar(
                """
                INSERT INTO excepcion_resuelta (excepcion, persona, instante, decision, acta, comentario)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .entero(e.id), .entero(r.persona.id), .entero(Int(r.instante.microsegundos)), .texto(r.decision),
                    .opcional(acta), .texto(r.comentario),
                ])
            return nil
        }
    }

    /// Writes what a decision does besides itself.
    ///
    /// - Returns: the acta that it names.
    private static func aplicar(
        _ r: ResolucionDeExcepcion, a e: Excepcion, esquema: EsquemaDeCaptura, _ c: any Conexion
    ) throws(AlmacenError) -> Acta.ID? {
        func hecho(
            _ acta: Acta.ID, _ evento: CicloDeVida.Evento, campos: Int, en centro: String? = nil
        ) throws(AlmacenError) {
            let hecho = Hecho(
                clave: r.clave, acta: acta, evento: evento, persona: r.persona, centro: centro ?? r.centro,
                instante: r.instante, enOperacion: r.enOperacion)
            _ = try registrar(hecho, campos: campos, esquema: esquema, c)
            // Whoever had the acta on the screen works on something that is not so any more.
            try c.ejecutar("DELETE FROM asignacion WHERE acta = ?", [.entero(acta)])
        }
        switch r.efecto {
        case .ninguno: return nil
        case .hecho(let evento, let campos):
            guard let acta = e.abierta.acta else { throw AlmacenError(.restriccion, "la excepción no nombra un acta") }
            if case .sinActa = evento { try exigirQueNoLlego(acta, c) }
            try hecho(acta, evento, campos: campos)
            return acta
        case .fueraDeCatalogo(let identidad, let eleccion, let procedencia):
            let recibida = try recepcionPendiente(e, c)
            let acta = try acta(fueraDeCatalogo: identidad, eleccion: eleccion, c)
            // The paper is where it was digitised, not where the decision was taken: that centre packs it.
            try hecho(
                acta, .fueraDeCatalogo(imagen: recibida.imagen, procedencia), campos: 0, en: recibida.centro)
            try cerrar(recibida.id, .excepcion, acta: acta, r.persona, r.instante, motivo: r.comentario, c)
            return acta
        case .identificada(let acta):
            if e.abierta.recepcion != nil { _ = try recepcionPendiente(e, c) }
            return acta
        case .esDeLaSegunda(let primera, let motivo, let campos):
            _ = try recepcionPendiente(e, c)
            try hecho(primera, .redigitalizacion(motivo: motivo), campos: campos)
            return e.abierta.acta
        case .imagenDescartada:
            if e.abierta.recepcion != nil {
                let recibida = try recepcionPendiente(e, c)
                try cerrar(recibida.id, .rechazada, acta: nil, r.persona, r.instante, motivo: r.comentario, c)
            }
            return nil
        }
    }

    /// An acta that arrived while the supervisor looked is not declared missing.
    private static func exigirQueNoLlego(_ acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) {
        guard try etapa(de: acta, c) == .esperada else {
            throw AlmacenError(.rechazado, "El acta ya se recibió: devuelva la excepción en vez de confirmarla.")
        }
    }

    private static func recepcionPendiente(
        _ e: Excepcion, _ c: any Conexion
    ) throws(AlmacenError) -> (id: Int, imagen: String, centro: String) {
        let recibida = try c.primera(
            """
            SELECT r.id, r.imagen, r.centro FROM recepcion r LEFT JOIN recepcion_resuelta s ON s.recepcion = r.id
            WHERE r.id = ? AND s.recepcion IS NULL
            """, [.opcional(e.abierta.recepcion)]
        ) { (id: $0.entero(0), imagen: $0.texto(1), centro: $0.texto(2)) }
        guard let recibida else {
            throw AlmacenError(.rechazado, "La excepción no tiene imagen pendiente: pida que la digitalicen.")
        }
        return recibida
    }
}
