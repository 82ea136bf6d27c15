import Electoral

/// What a cotejador has in hand: one acta, and exactly what is published of it.
public struct ActaPorCotejar: Sendable, Hashable {
    public let acta: Acta.ID
    /// Identifies what is published: the fact that reached the result.
    public let hecho: Int
    public let resultado: Resultado
    /// The last corte, which shows it.
    public let corte: Int
    /// It was corrected: whoever accepts it is the second cotejador.
    public let corregida: Bool
    /// When it returns to the queue if nothing is done.
    public let vence: Instante
}

/// The queue of cotejo: verified actas whose last result is already published, handed out oldest first.
extension Almacen {
    /// Seconds that an acta stays with the person who took it.
    public static let arriendoDeCotejo = 600

    /// What the person has in hand, renewed; or the oldest acta that is due and that they never touched.
    ///
    /// - Returns: nil when nothing is due.
    public func tomarCotejo(_ persona: Persona, ahora: Instante) throws(AlmacenError) -> ActaPorCotejar? {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.tomarCotejo(persona, ahora, c) }
    }

    /// Writes what a cotejador decided, lets the acta go and takes the next, in one transaction.
    ///
    /// - Parameter visto: `ActaPorCotejar.hecho` of what the person had before their eyes.
    /// - Throws: `.rechazado` when the acta is not in their hands or what they saw is no longer what is published.
    public func registrarCotejo(
        _ hecho: Hecho, visto: Int, campos: Int, esquema: EsquemaDeCaptura
    ) throws(AlmacenError) -> (recibo: Recibo, siguiente: ActaPorCotejar?) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let repetido = try c.primera("SELECT 1 FROM hecho WHERE clave = ?", [.texto(hecho.clave)]) { $0.entero(0) }
            if repetido == nil {
                if hecho.enOperacion { try Self.exigirAbierta(c) }
                let tiene = try c.primera(
                    "SELECT 1 FROM asignacion WHERE acta = ? AND persona = ? AND tarea = 'cotejo'",
                    [.entero(hecho.acta), .entero(hecho.persona.id)]
                ) { $0.entero(0) }
                guard tiene != nil else {
                    throw AlmacenError(
                        .rechazado, "esa acta ya no está en sus manos: venció su turno y la revisa otra persona")
                }
                guard try Self.publicada(hecho.acta, c)?.hecho == visto else {
                    throw AlmacenError(.rechazado, "lo que vio ya no es lo publicado: revise el acta otra vez")
                }
            }
            let recibo = try Self.registrar(hecho, campos: campos, esquema: esquema, c)
            if recibo == .registrado {
                try c.ejecutar(
                    "DELETE FROM asignacion WHERE acta = ? AND persona = ? AND tarea = 'cotejo'",
                    [.entero(hecho.acta), .entero(hecho.persona.id)])
            }
            return (recibo, try Self.tomarCotejo(hecho.persona, hecho.instante, c))
        }
    }

    /// The image of the acta that the person has in hand; nil when it is another.
    public func imagenPorCotejar(
        _ sha256: String, de persona: Persona
    ) throws(AlmacenError) -> (tipo: String, bytes: [UInt8])? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT i.tipo, i.bytes FROM asignacion a
                JOIN resultado r ON r.hecho = (SELECT MAX(u.hecho) FROM resultado u WHERE u.acta = a.acta)
                JOIN imagen i ON i.sha256 = r.imagen
                WHERE a.persona = ? AND a.tarea = 'cotejo' AND i.sha256 = ? AND i.bytes IS NOT NULL
                """, [.entero(persona.id), .texto(sha256)]
            ) { ($0.texto(0), $0.octetosOpcionales(1) ?? []) }
        }
    }

    /// How many published actas wait for a cotejo, those in somebody's hands included.
    public func cotejosPendientes() throws(AlmacenError) -> Int {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT COUNT(*) FROM acta_estado e WHERE e.etapa = 'verificada' AND e.cotejada = 0 AND \(Self.enElCorte)
                """
            ) { $0.entero(0) } ?? 0
        }
    }

    /// The last result of the acta `e` is inside the last corte.
    private static let enElCorte =
        """
        (SELECT n.numero FROM numeracion n WHERE n.hecho = (SELECT MAX(r.hecho) FROM resultado r WHERE r.acta = e.acta)) \
        <= (SELECT k.hasta FROM corte k ORDER BY k.numero DESC LIMIT 1)
        """

    private static func tomarCotejo(
        _ persona: Persona, _ ahora: Instante, _ c: any Conexion
    ) throws(AlmacenError) -> ActaPorCotejar? {
        let instante = Int(ahora.microsegundos)
        let vence = ahora + arriendoDeCotejo
        let enMano = try c.primera(
            """
            SELECT a.acta FROM asignacion a JOIN acta_estado e ON e.acta = a.acta
            WHERE a.persona = ? AND a.tarea = 'cotejo' AND e.etapa = 'verificada' AND e.cotejada = 0 AND \(enElCorte)
            """, [.entero(persona.id)]
        ) { $0.entero(0) }
        if let enMano {
            try c.ejecutar(
                "UPDATE asignacion SET vence = ? WHERE persona = ?",
                [.entero(Int(vence.microsegundos)), .entero(persona.id)])
            return try publicada(enMano, vence: vence, c)
        }
        try c.ejecutar("DELETE FROM asignacion WHERE persona = ? AND tarea = 'cotejo'", [.entero(persona.id)])
        let libre = try c.primera(
            """
            SELECT e.acta FROM acta_estado e WHERE e.etapa = 'verificada' AND e.cotejada = 0 AND \(enElCorte)
            AND NOT EXISTS (SELECT 1 FROM asignacion a WHERE a.acta = e.acta AND a.vence > ?)
            AND NOT EXISTS (SELECT 1 FROM hecho h WHERE h.acta = e.acta AND h.persona = ?)
            ORDER BY e.desde, e.acta LIMIT 1
            """, [.entero(instante), .entero(persona.id)]
        ) { $0.entero(0) }
        guard let libre else { return nil }
        try c.ejecutar("DELETE FROM asignacion WHERE acta = ?", [.entero(libre)])
        try c.ejecutar(
            "INSERT INTO asignacion (acta, persona, tarea, desde, vence) VALUES (?, ?, 'cotejo', ?, ?)",
            [.entero(libre), .entero(persona.id), .entero(instante), .entero(Int(vence.microsegundos))])
        return try publicada(libre, vence: vence, c)
    }

    /// What is published of an acta; nil when its last result is not in any corte yet.
    private static func publicada(
        _ acta: Acta.ID, vence: Instante = Instante(microsegundos: 0), _ c: any Conexion
    ) throws(AlmacenError) -> ActaPorCotejar? {
        let corte = try c.primera("SELECT numero, hasta FROM corte ORDER BY numero DESC LIMIT 1") {
            ($0.entero(0), $0.entero(1))
        }
        guard let corte else { return nil }
        return try c.primera(
            """
            SELECT \(FilaDeResultado.columnas), r.hecho,
                (SELECT COUNT(*) FROM hecho h WHERE h.acta = r.acta AND h.tipo IN ('recaptura', 'redigitalizacion'))
            FROM resultado r JOIN numeracion n ON n.hecho = r.hecho
            WHERE r.hecho = (SELECT MAX(u.hecho) FROM resultado u WHERE u.acta = ?) AND n.numero <= ?
            """, [.entero(acta), .entero(corte.1)]
        ) { (f) throws(AlmacenError) in
            let leido = try FilaDeResultado.leer(f)
            return ActaPorCotejar(
                acta: leido.acta, hecho: f.entero(16), resultado: leido.resultado, corte: corte.0,
                corregida: leido.resultado.motivo != nil && f.entero(17) > 0, vence: vence)
        }
    }
}
