import Electoral

/// An acta whose captures do not agree, as the list of a supervisor shows it.
public struct ActaPorDecidir: Sendable, Hashable {
    public let acta: Acta.ID
    /// Since when it waits.
    public let desde: Instante
    /// Another person has it in hands.
    public let ocupada: Bool
    /// The person who looks at the list typed it or decided on it before.
    public let intervino: Bool
}

/// What waits for a decision.
public struct PorDecidir: Sendable, Hashable {
    /// Oldest first, the first ones.
    public let actas: [ActaPorDecidir]
    public let total: Int
    /// Actas with two captures that differ, which wait for a third person.
    public let enDiferencia: Int
    public let enDiferenciaDesde: Instante?
}

/// What a supervisor has before them: the captures of the round, and which round and image they are of.
public struct CapturasEnConflicto: Sendable, Hashable {
    public let acta: Acta.ID
    public let imagen: String
    public let ronda: Int
    /// In the order in which they were typed; by whom is not said.
    public let capturas: [Captura]
    public let desde: Instante
}

extension Almacen {
    /// Actas that a supervisor may decide, and how many still wait for a third person.
    public func porDecidir(_ p: Pedido, limite: Int = 200) throws(AlmacenError) -> PorDecidir {
        try controlador.leer { (c) throws(AlmacenError) in
            let actas = try c.filas(
                """
                SELECT e.acta, e.desde,
                    CASE WHEN EXISTS (SELECT 1 FROM asignacion a WHERE a.acta = e.acta AND a.persona <> ? AND a.vence > ?)
                        THEN 1 ELSE 0 END,
                    CASE WHEN EXISTS (SELECT 1 FROM hecho h WHERE h.acta = e.acta AND h.persona = ?
                        AND h.tipo IN ('captura', 'verificacion', 'decision')) THEN 1 ELSE 0 END
                FROM acta_estado e WHERE e.etapa = 'en_supervision' ORDER BY e.desde, e.acta LIMIT ?
                """,
                [
                    .entero(p.persona.id), .entero(Int(p.instante.microsegundos)), .entero(p.persona.id),
                    .entero(limite),
                ]
            ) {
                ActaPorDecidir(
                    acta: $0.entero(0), desde: Instante(microsegundos: Int64($0.entero(1))),
                    ocupada: $0.entero(2) == 1, intervino: $0.entero(3) == 1)
            }
            let (total, _) = try Self.cuentaDeEtapa(.enSupervision, c)
            let (enDiferencia, desde) = try Self.cuentaDeEtapa(.enDiferencia, c)
            return PorDecidir(actas: actas, total: total, enDiferencia: enDiferencia, enDiferenciaDesde: desde)
        }
    }

    private static func cuentaDeEtapa(_ etapa: CicloDeVida.Etapa, _ c: any Conexion) throws(AlmacenError) -> (
        Int, Instante?
    ) {
        try c.primera("SELECT COUNT(*), MIN(desde) FROM acta_estado WHERE etapa = ?", [.texto(etapa.rawValue)]) { f in
            (f.entero(0), f.enteroOpcional(1).map { Instante(microsegundos: Int64($0)) })
        } ?? (0, nil)
    }

    /// Puts an acta in the hands of a supervisor, with its captures.
    ///
    /// - Throws: `.rechazado` when it does not wait for a decision or another person has it; `.personaYaIntervino` when
    ///   the supervisor took part in it.
    public func tomarSupervision(
        _ acta: Acta.ID, campos: Int, esquema: EsquemaDeCaptura, _ p: Pedido
    ) throws(AlmacenError) -> CapturasEnConflicto {
        try controlador.escribir { (c) throws(AlmacenError) in
            let conflicto = try Self.conflicto(acta, campos: campos, esquema: esquema, p, c)
            _ = try Self.arrendar(acta, imagen: conflicto.imagen, .supervision, p, c)
            return conflicto
        }
    }

    /// The captures of an acta that waits for this person's decision.
    public func conflicto(
        _ acta: Acta.ID, campos: Int, esquema: EsquemaDeCaptura, _ p: Pedido
    ) throws(AlmacenError) -> CapturasEnConflicto {
        try controlador.leer { (c) throws(AlmacenError) in
            try Self.conflicto(acta, campos: campos, esquema: esquema, p, c)
        }
    }

    private static func conflicto(
        _ acta: Acta.ID, campos: Int, esquema: EsquemaDeCaptura, _ p: Pedido, _ c: any Conexion
    ) throws(AlmacenError) -> CapturasEnConflicto {
        if try laTieneOtra(acta, p, c) {
            throw AlmacenError(.rechazado, "Otra persona tiene esa acta: elija otra de la lista.")
        }
        let ciclo = try ciclo(de: acta, c, campos: campos, esquema: esquema)
        guard ciclo.etapa == .enSupervision, let imagen = ciclo.imagen, let ultima = ciclo.tomas.last else {
            throw AlmacenError(.noCorresponde(etapa: ciclo.etapa))
        }
        guard !ciclo.intervinieron.contains(p.persona) else { throw AlmacenError(.personaYaIntervino) }
        return CapturasEnConflicto(
            acta: acta, imagen: imagen, ronda: ciclo.ronda, capturas: ciclo.tomas.map(\.captura), desde: ultima.instante
        )
    }

    /// Writes what a supervisor decided and gives the acta back, in one transaction.
    ///
    /// - Parameters:
    ///   - imagen: the image that was looked at; a decision on another is refused.
    ///   - ronda: the round whose captures were compared.
    /// - Throws: `.rechazado` when the acta moved on or another person has it.
    public func resolver(
        _ hecho: Hecho, imagen: String, ronda: Int, campos: Int, esquema: EsquemaDeCaptura, _ p: Pedido
    ) throws(AlmacenError) -> Recibo {
        try controlador.escribir { (c) throws(AlmacenError) in
            if try !Self.consta(clave: hecho.clave, c) {
                if hecho.enOperacion { try Self.exigirAbierta(c) }
                let conflicto = try Self.conflicto(hecho.acta, campos: campos, esquema: esquema, p, c)
                guard conflicto.imagen == imagen, conflicto.ronda == ronda else {
                    throw AlmacenError(.rechazado, "El acta cambió mientras la revisaba: ábrala de nuevo.")
                }
            }
            let recibo = try Self.registrar(hecho, campos: campos, esquema: esquema, c)
            try Self.soltar(p.persona, c)
            return recibo
        }
    }

    /// Whether a person wrote a fact with that key already, about that acta.
    public func consta(clave: String, acta: Acta.ID, persona: Persona) throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT 1 FROM hecho WHERE clave = ? AND acta = ? AND persona = ?",
                [.texto(clave), .entero(acta), .entero(persona.id)]
            ) { $0.entero(0) } != nil
        }
    }
}
