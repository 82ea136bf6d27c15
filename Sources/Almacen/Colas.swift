import Electoral

/// An acta in somebody's hands: one acta is in one pair of hands, one person holds one acta.
///
/// It only distributes work. What counts are the facts: the life cycle decides what is accepted, whoever holds what.
public struct Asignacion: Sendable, Hashable {
    public enum Tarea: String, Sendable, Hashable { case captura, supervision, cotejo }

    public let acta: Acta.ID
    public let persona: Persona
    public let tarea: Tarea
    /// SHA-256 of the image that the acta has now.
    public let imagen: String
    /// Round of capture: a correction opens another.
    public let ronda: Int
    public let vence: Instante

    /// Seconds that it lasts without use; then another person may take the acta.
    public static let duracion = 600
}

/// Who asks for work, from where and when.
public struct Pedido: Sendable, Hashable {
    public let persona: Persona
    /// CATD or CCV of the person.
    public let centro: String
    public let instante: Instante
    /// A number drawn by the caller: decides which of the oldest actas is given.
    public let azar: UInt64
    /// Seconds that the assignment lasts.
    public let segundos: Int

    public init(
        persona: Persona, centro: String, instante: Instante, azar: UInt64, segundos: Int = Asignacion.duracion
    ) {
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.azar = azar
        self.segundos = segundos
    }
}

/// What became of something that a person sent about the acta they held.
public enum Entrega: Sendable, Equatable {
    case registrada
    /// The same act was there already: nothing was written.
    case yaEstaba
    /// The acta moved on without it (other people finished it, another image came): nothing was written, and why.
    case yaNo(String)
}

extension Almacen {
    /// Stages in which an acta waits for somebody to type it.
    static let etapasPorCapturar: [CicloDeVida.Etapa] = [.digitalizada, .capturada, .enDiferencia]

    /// Seconds that an acta is not given again to who handed it back: nobody chooses what they type by refusing the rest.
    static let segundosDejada = 1800

    /// How many of the oldest actas enter the draw.
    public static let sorteo = 50

    // MARK: Taking

    /// The acta that a person is to type: the one they hold, or one drawn among the oldest that wait.
    ///
    /// Age is that of the image, so that actas typed once do not fall behind those that nobody has typed. Never an acta
    /// on which the person has any fact, nor one with an open exception, nor one that another person holds; actas that
    /// were digitised and typed in other centres come first.
    public func tomarCaptura(_ p: Pedido) throws(AlmacenError) -> Asignacion? {
        // Those who wait ask every few seconds: while there is nothing, nobody takes the turn to write.
        guard try hayCaptura(p) else { return nil }
        return try controlador.escribir { (c) throws(AlmacenError) in try Self.tomarCaptura(p, c) }
    }

    /// Whether `tomarCaptura` would give something now.
    public func hayCaptura(_ p: Pedido) throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in
            if try Self.enManos(de: p.persona, c) != nil { return true }
            return try !Self.candidatas(p, c).isEmpty
        }
    }

    static func tomarCaptura(_ p: Pedido, _ c: any Conexion) throws(AlmacenError) -> Asignacion? {
        if let suya = try enManos(de: p.persona, c), suya.tarea == .captura,
            let imagen = try imagenVigente(suya.acta, c), try puedeCapturar(suya.acta, p.persona, c)
        {
            return try arrendar(suya.acta, imagen: imagen, .captura, p, c)
        }
        try soltar(p.persona, c)
        let candidatas = try candidatas(p, c).sorted { ($0.desde, $0.acta) < ($1.desde, $1.acta) }.prefix(sorteo)
        let ajenas = candidatas.filter { !$0.deSuCentro }
        let bolsa = ajenas.isEmpty ? Array(candidatas) : ajenas
        guard !bolsa.isEmpty else { return nil }
        let acta = bolsa[Int(p.azar % UInt64(bolsa.count))].acta
        guard let imagen = try imagenVigente(acta, c) else {
            throw AlmacenError(.noAbre, "el acta \(acta) espera captura y no tiene imagen: el almacén fue alterado")
        }
        return try arrendar(acta, imagen: imagen, .captura, p, c)
    }

    private struct Candidata {
        let acta: Acta.ID
        /// Instant of its image.
        let desde: Int
        let deSuCentro: Bool
    }

    /// One search per stage, each in the order of the index `acta_por_etapa`, so that the length of the queue does not
    /// matter. A captured acta has `cotejada` pending, or in correction; the other values do not occur there.
    private static func candidatas(_ p: Pedido, _ c: any Conexion) throws(AlmacenError) -> [Candidata] {
        var todas: [Candidata] = []
        for etapa in etapasPorCapturar {
            for cotejada in [Cotejada.pendiente, .enCorreccion] {
                todas += try c.filas(consultaDeCandidatas, parametros(p, etapa, cotejada)) {
                    Candidata(acta: $0.entero(0), desde: $0.entero(1), deSuCentro: $0.entero(2) == 1)
                }
            }
        }
        return todas
    }

    package static func parametros(_ p: Pedido, _ etapa: CicloDeVida.Etapa, _ cotejada: Cotejada) -> [Valor] {
        [
            .texto(p.centro), .texto(etapa.rawValue), .entero(cotejada.rawValue), .entero(p.persona.id),
            .entero(p.persona.id), .entero(Int((p.instante - segundosDejada).microsegundos)), .entero(p.persona.id),
            .entero(Int(p.instante.microsegundos)), .entero(sorteo),
        ]
    }

    package static let consultaDeCandidatas = """
        SELECT e.acta,
            (SELECT MAX(h.instante) FROM hecho h WHERE h.acta = e.acta AND h.tipo = 'digitalizacion'),
            CASE WHEN EXISTS (SELECT 1 FROM hecho h WHERE h.acta = e.acta AND h.centro = ?
                AND h.tipo IN ('digitalizacion', 'captura', 'verificacion')) THEN 1 ELSE 0 END
        FROM acta_estado e
        WHERE e.etapa = ? AND e.cotejada = ?
            AND NOT EXISTS (SELECT 1 FROM hecho h WHERE h.acta = e.acta AND h.persona = ?)
            AND NOT EXISTS (SELECT 1 FROM dejada d WHERE d.acta = e.acta AND d.persona = ? AND d.instante > ?)
            AND NOT EXISTS (SELECT 1 FROM asignacion a WHERE a.acta = e.acta AND a.persona <> ? AND a.vence > ?)
            AND NOT EXISTS (SELECT 1 FROM excepcion x LEFT JOIN excepcion_resuelta r ON r.excepcion = x.id
                WHERE x.acta = e.acta AND x.tipo <> 'otra' AND r.excepcion IS NULL)
        ORDER BY e.desde, e.acta LIMIT ?
        """

    // MARK: Holding

    /// What a person holds, whether or not its time ran out.
    static func enManos(de persona: Persona, _ c: any Conexion) throws(AlmacenError) -> (
        acta: Acta.ID, tarea: Asignacion.Tarea
    )? {
        let fila = try c.primera("SELECT acta, tarea FROM asignacion WHERE persona = ?", [.entero(persona.id)]) {
            ($0.entero(0), $0.texto(1))
        }
        guard let (acta, tarea) = fila, let tarea = Asignacion.Tarea(rawValue: tarea) else { return nil }
        return (acta, tarea)
    }

    /// Puts an acta in somebody's hands, or keeps it there for longer. Whoever held it longer than allowed loses it.
    static func arrendar(
        _ acta: Acta.ID, imagen: String, _ tarea: Asignacion.Tarea, _ p: Pedido, _ c: any Conexion
    ) throws(AlmacenError) -> Asignacion {
        let ronda = try c.primera("SELECT MAX(ronda) FROM hecho WHERE acta = ?", [.entero(acta)]) { $0.entero(0) }
        let vence = p.instante + p.segundos
        try c.ejecutar(
            "DELETE FROM asignacion WHERE persona = ? AND acta <> ?", [.entero(p.persona.id), .entero(acta)])
        try c.ejecutar(
            """
            INSERT INTO asignacion (acta, persona, tarea, desde, vence) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (acta) DO UPDATE SET
                desde = CASE WHEN asignacion.persona = excluded.persona THEN asignacion.desde ELSE excluded.desde END,
                persona = excluded.persona, tarea = excluded.tarea, vence = excluded.vence
            """,
            [
                .entero(acta), .entero(p.persona.id), .texto(tarea.rawValue), .entero(Int(p.instante.microsegundos)),
                .entero(Int(vence.microsegundos)),
            ])
        return Asignacion(
            acta: acta, persona: p.persona, tarea: tarea, imagen: imagen, ronda: ronda ?? 1, vence: vence)
    }

    /// Keeps an acta for longer: its holder is still at it.
    ///
    /// - Returns: whether the person still holds it.
    public func renovar(_ acta: Acta.ID, _ p: Pedido) throws(AlmacenError) -> Bool {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "UPDATE asignacion SET vence = ? WHERE acta = ? AND persona = ?",
                [.entero(Int((p.instante + p.segundos).microsegundos)), .entero(acta), .entero(p.persona.id)]) > 0
        }
    }

    /// Gives back whatever a person holds.
    public func soltar(_ persona: Persona) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.soltar(persona, c) }
    }

    /// Gives back what a person was to type, and writes it down: it goes to somebody else.
    public func dejar(_ persona: Persona, instante: Instante) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                """
                INSERT INTO dejada (acta, persona, instante)
                SELECT acta, persona, ? FROM asignacion WHERE persona = ? AND tarea = 'captura'
                """, [.entero(Int(instante.microsegundos)), .entero(persona.id)])
            try Self.soltar(persona, c)
        }
    }

    static func soltar(_ persona: Persona, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar("DELETE FROM asignacion WHERE persona = ?", [.entero(persona.id)])
    }

    /// Whether another person holds an acta now.
    static func laTieneOtra(_ acta: Acta.ID, _ p: Pedido, _ c: any Conexion) throws(AlmacenError) -> Bool {
        try c.primera(
            "SELECT 1 FROM asignacion WHERE acta = ? AND persona <> ? AND vence > ?",
            [.entero(acta), .entero(p.persona.id), .entero(Int(p.instante.microsegundos))]
        ) { $0.entero(0) } != nil
    }

    /// Image of the acta that a person holds, with its type; nil when that hash is not of it.
    public func imagenEnManos(_ sha256: String, de persona: Persona) throws(AlmacenError) -> (
        tipo: String, bytes: [UInt8]
    )? {
        try controlador.leer { (c) throws(AlmacenError) in
            guard let suya = try Self.enManos(de: persona, c), try Self.imagenVigente(suya.acta, c) == sha256 else {
                return nil
            }
            return try c.primera("SELECT tipo, bytes FROM imagen WHERE sha256 = ?", [.texto(sha256)]) {
                ($0.texto(0), $0.octetosOpcionales(1) ?? [])
            }
        }
    }

    /// The image that an acta has now; nil when another was asked for and has not come.
    static func imagenVigente(_ acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> String? {
        try c.primera(
            """
            SELECT imagen FROM hecho WHERE acta = ? AND tipo IN ('digitalizacion', 'redigitalizacion')
            ORDER BY id DESC LIMIT 1
            """, [.entero(acta)]
        ) { $0.textoOpcional(0) } ?? nil
    }

    static func etapa(_ acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> CicloDeVida.Etapa? {
        try c.primera("SELECT etapa FROM acta_estado WHERE acta = ?", [.entero(acta)]) {
            CicloDeVida.Etapa(rawValue: $0.texto(0))
        } ?? nil
    }

    /// Whether an exception of an acta waits for its decision. Those of another kind, as an envelope that was forwarded,
    /// stop nothing.
    static func tieneExcepcionAbierta(_ acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> Bool {
        try c.primera(
            """
            SELECT 1 FROM excepcion x LEFT JOIN excepcion_resuelta r ON r.excepcion = x.id
            WHERE x.acta = ? AND x.tipo <> 'otra' AND r.excepcion IS NULL LIMIT 1
            """, [.entero(acta)]
        ) { $0.entero(0) } != nil
    }

    private static func puedeCapturar(_ acta: Acta.ID, _ persona: Persona, _ c: any Conexion) throws(AlmacenError)
        -> Bool
    {
        guard let etapa = try etapa(acta, c), etapasPorCapturar.contains(etapa) else { return false }
        let intervino = try c.primera(
            "SELECT 1 FROM hecho WHERE acta = ? AND persona = ? LIMIT 1", [.entero(acta), .entero(persona.id)]
        ) { $0.entero(0) }
        guard intervino == nil else { return false }
        return try !tieneExcepcionAbierta(acta, c)
    }
}
