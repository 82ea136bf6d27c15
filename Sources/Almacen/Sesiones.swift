import Electoral

/// A live session, as Administración sees it.
public struct SesionViva: Sendable, Hashable {
    public let persona: Persona
    public let usuario, nombre: String
    public let rol: String
    public let centro: String?
    public let direccion: String
    public let creada, ultima: Instante
}

/// A centre with what it holds.
public struct ResumenDeCentro: Sendable, Hashable {
    public let centro: CentroGuardado
    /// Actas that it should receive, and of how many of them something is known.
    public let esperadas, conHechos: Int
    /// Active accounts.
    public let personas: Int
}

extension Almacen {
    /// Sessions that exist, the last used first. Some may have gone idle without anybody noticing yet.
    public func sesiones() throws(AlmacenError) -> [SesionViva] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT s.persona, c.usuario, p.nombre, c.rol, c.centro, s.direccion, s.creada, s.ultima
                FROM sesion s JOIN cuenta c ON c.persona = s.persona JOIN persona p ON p.id = s.persona
                ORDER BY s.ultima DESC, s.persona
                """
            ) { f in
                SesionViva(
                    persona: Persona(id: f.entero(0)), usuario: f.texto(1), nombre: f.texto(2), rol: f.texto(3),
                    centro: f.textoOpcional(4), direccion: f.texto(5),
                    creada: Instante(microsegundos: Int64(f.entero(6))),
                    ultima: Instante(microsegundos: Int64(f.entero(7))))
            }
        }
    }

    /// The register of the door, newest first.
    ///
    /// - Parameters:
    ///   - suceso: only that kind; nil for all.
    ///   - usuario: only that user; empty for all.
    ///   - desde: how many of the newest are skipped.
    public func accesos(
        suceso: Acceso.Suceso?, usuario: String, desde: Int, cuantos: Int
    ) throws(AlmacenError) -> [Acceso] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT instante, suceso, persona, usuario, direccion, detalle FROM acceso
                WHERE (? = '' OR suceso = ?) AND (? = '' OR usuario = ?) ORDER BY id DESC LIMIT ? OFFSET ?
                """,
                [
                    .texto(suceso?.rawValue ?? ""), .texto(suceso?.rawValue ?? ""), .texto(usuario), .texto(usuario),
                    .entero(cuantos), .entero(desde),
                ]
            ) { f in
                Acceso(
                    Acceso.Suceso(rawValue: f.texto(1)) ?? .administracion,
                    instante: Instante(microsegundos: Int64(f.entero(0))),
                    persona: f.enteroOpcional(2).map { Persona(id: $0) }, usuario: f.texto(3), direccion: f.texto(4),
                    detalle: f.texto(5))
            }
        }
    }

    public func resumenDeCentros() throws(AlmacenError) -> [ResumenDeCentro] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT \(Self.columnasDeCentro), (SELECT COUNT(*) FROM acta_centro x WHERE x.centro = k.clave),
                    (SELECT COUNT(*) FROM acta_centro x JOIN acta_estado e ON e.acta = x.acta WHERE x.centro = k.clave),
                    (SELECT COUNT(*) FROM cuenta u WHERE u.centro = k.clave AND u.activa = 1)
                FROM centro k ORDER BY k.tipo, k.clave
                """
            ) { f in
                ResumenDeCentro(
                    centro: Self.centro(f), esperadas: f.entero(5), conHechos: f.entero(6), personas: f.entero(7))
            }
        }
    }

    /// How many expected actas have a result.
    /// Actas that wait for a decision of supervision, and exceptions that are open.
    public func pendientesDeSupervision() throws(AlmacenError) -> (diferencias: Int, excepciones: Int) {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT (SELECT COUNT(*) FROM acta_estado WHERE etapa = 'en_supervision'),
                    (SELECT COUNT(*) FROM excepcion e
                     WHERE NOT EXISTS (SELECT 1 FROM excepcion_resuelta r WHERE r.excepcion = e.id))
                """
            ) { ($0.entero(0), $0.entero(1)) } ?? (0, 0)
        }
    }

    public func actasConResultado() throws(AlmacenError) -> Int {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT COUNT(DISTINCT r.acta) FROM resultado r JOIN acta a ON a.id = r.acta WHERE a.esperada = 1"
            ) { $0.entero(0) } ?? 0
        }
    }
}
