import Electoral

/// What was done to a centre, by whom and when.
public struct CambioDeCentro: Sendable, Hashable {
    public enum Suceso: String, Sendable, Hashable, CaseIterable { case alta, correccion, baja, reactivacion }

    public let instante: Instante
    /// Name of who did it.
    public let persona: String
    public let suceso: Suceso
    /// As it was left.
    public let centro: CentroGuardado
    public let motivo: String
}

/// Why a centre is not put out of service, and what its kind depends on.
public struct SituacionDeCentro: Sendable, Hashable {
    /// Actas that it receives and have not arrived.
    public let porLlegar: Int
    /// Received there and waiting for an image.
    public let porDigitalizar: Int
    public let personasActivas: Int
    /// Somebody worked there, or is or was assigned to it.
    public let usado: Bool

    /// As a sentence; nil when nothing keeps it from being put out of service.
    public var impedimento: String? {
        if porLlegar > 0 { return "le faltan \(porLlegar) actas por llegar: reasigne antes sus casillas" }
        if porDigitalizar > 0 { return "tiene \(porDigitalizar) imágenes o actas por digitalizar: termínelas antes" }
        if personasActivas > 0 {
            return "tiene \(personasActivas) personas activas: déles antes otro centro, o de baja"
        }
        return nil
    }
}

extension Almacen {
    /// A change to write, with the key by which it is written once.
    public struct CambioNuevo: Sendable {
        public let clave: String
        public let persona: Persona
        public let instante: Instante
        public let motivo: String

        public init(clave: String, persona: Persona, instante: Instante, motivo: String) {
            self.clave = clave
            self.persona = persona
            self.instante = instante
            self.motivo = motivo
        }
    }

    /// Adds a centre.
    ///
    /// - Throws: `.restriccion` when the key is taken.
    public func agregar(centro: CentroGuardado, _ cambio: CambioNuevo) throws(AlmacenError) {
        try escribir(cambio, .alta, en: centro.clave) { (previo, _) throws(AlmacenError) in
            guard previo == nil else {
                throw AlmacenError(.restriccion, "ya hay un centro con la clave \(centro.clave)")
            }
            return centro
        }
    }

    /// Corrects the name, the address or the kind of a centre; its key is for ever.
    ///
    /// - Throws: `.restriccion` when there is no such centre, nothing changes, or the kind changes once it was used.
    public func corregir(centro: CentroGuardado, _ cambio: CambioNuevo) throws(AlmacenError) {
        try escribir(cambio, .correccion, en: centro.clave) { (previo, c) throws(AlmacenError) in
            var nuevo = centro
            guard let previo else { throw AlmacenError(.restriccion, "no hay centro \(centro.clave)") }
            nuevo.activo = previo.activo
            guard nuevo != previo else { throw AlmacenError(.restriccion, "nada cambió") }
            if nuevo.tipo != previo.tipo, try Self.situacion(deCentro: centro.clave, c).usado {
                throw AlmacenError(.restriccion, "\(centro.clave) ya se usó como \(previo.tipo): su tipo ya no cambia")
            }
            return nuevo
        }
    }

    /// Puts a centre out of service, or back in it.
    ///
    /// - Throws: `.restriccion` when it has actas to receive or people.
    public func poner(centro: String, activo: Bool, _ cambio: CambioNuevo) throws(AlmacenError) {
        try escribir(cambio, activo ? .reactivacion : .baja, en: centro) { (previo, c) throws(AlmacenError) in
            guard var nuevo = previo else { throw AlmacenError(.restriccion, "no hay centro \(centro)") }
            guard nuevo.activo != activo else {
                throw AlmacenError(.restriccion, "\(centro) ya \(activo ? "está en servicio" : "está de baja")")
            }
            if !activo, let impedimento = try Self.situacion(deCentro: centro, c).impedimento {
                throw AlmacenError(.restriccion, "\(centro) \(impedimento)")
            }
            nuevo.activo = activo
            return nuevo
        }
    }

    public func situacion(deCentro clave: String) throws(AlmacenError) -> SituacionDeCentro {
        try controlador.leer { (c) throws(AlmacenError) in try Self.situacion(deCentro: clave, c) }
    }

    /// What was done to a centre, or to all, newest first.
    public func cambiosDeCentros(_ clave: String? = nil, limite: Int = 200) throws(AlmacenError) -> [CambioDeCentro] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT x.instante, p.nombre, x.suceso, x.centro, x.tipo, x.nombre, x.domicilio, x.activo, x.motivo
                FROM centro_cambio x JOIN persona p ON p.id = x.persona WHERE ? = '' OR x.centro = ?
                ORDER BY x.id DESC LIMIT ?
                """, [.texto(clave ?? ""), .texto(clave ?? ""), .entero(limite)]
            ) { f in
                CambioDeCentro(
                    instante: Instante(microsegundos: Int64(f.entero(0))), persona: f.texto(1),
                    suceso: CambioDeCentro.Suceso(rawValue: f.texto(2)) ?? .correccion,
                    centro: CentroGuardado(
                        clave: f.texto(3), tipo: f.texto(4), nombre: f.texto(5), domicilio: f.texto(6),
                        activo: f.entero(7) == 1),
                    motivo: f.texto(8))
            }
        }
    }

    /// The state and its record in one transaction; the same key does it once.
    private func escribir(
        _ cambio: CambioNuevo, _ suceso: CambioDeCentro.Suceso, en clave: String,
        _ nuevo: (CentroGuardado?, any Conexion) throws(AlmacenError) -> CentroGuardado
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let previo = try c.primera(
                "SELECT centro, suceso FROM centro_cambio WHERE clave = ?", [.texto(cambio.clave)]
            ) {
                ($0.texto(0), $0.texto(1))
            }
            if let previo {
                guard previo == (clave, suceso.rawValue) else {
                    throw AlmacenError(.restriccion, "ese envío ya se usó para otro cambio: vuelva a abrir la página")
                }
                return
            }
            let centro = try nuevo(try Self.centro(clave, c), c)
            try c.ejecutar(
                """
                INSERT INTO centro (clave, tipo, nombre, domicilio, activo) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (clave) DO UPDATE SET tipo = excluded.tipo, nombre = excluded.nombre,
                    domicilio = excluded.domicilio, activo = excluded.activo
                """, Self.columnas(centro))
            try c.ejecutar(
                """
                INSERT INTO centro_cambio (centro, tipo, nombre, domicilio, activo, clave, persona, instante, suceso, motivo)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Self.columnas(centro) + [
                    .texto(cambio.clave), .entero(cambio.persona.id), .entero(Int(cambio.instante.microsegundos)),
                    .texto(suceso.rawValue), .texto(cambio.motivo),
                ])
        }
    }

    private static func columnas(_ c: CentroGuardado) -> [Valor] {
        [.texto(c.clave), .texto(c.tipo), .texto(c.nombre), .texto(c.domicilio), .entero(c.activo ? 1 : 0)]
    }

    static func situacion(deCentro clave: String, _ c: any Conexion) throws(AlmacenError) -> SituacionDeCentro {
        func cuenta(_ consulta: String) throws(AlmacenError) -> Int {
            try c.primera(consulta, [.texto(clave)]) { $0.entero(0) } ?? 0
        }
        let asignadas =
            "SELECT COUNT(*) FROM acta_centro x LEFT JOIN acta_estado e ON e.acta = x.acta WHERE x.centro = ?"
        let huellas = [
            "acta_centro WHERE centro = ?", "cuenta WHERE centro = ?", "hecho WHERE centro = ?",
            "recepcion WHERE centro = ?", "reasignacion WHERE de = ?", "paquete WHERE centro = ?",
        ]
        var usado = false
        for huella in huellas where !usado { usado = try cuenta("SELECT COUNT(*) FROM \(huella)") > 0 }
        return SituacionDeCentro(
            porLlegar: try cuenta("\(asignadas) AND (e.etapa IS NULL OR e.etapa = 'esperada')"),
            porDigitalizar: try cuenta("\(asignadas) AND e.etapa = 'acopiada'")
                + cuenta(
                    """
                    SELECT COUNT(*) FROM recepcion r WHERE r.centro = ?
                    AND NOT EXISTS (SELECT 1 FROM recepcion_resuelta s WHERE s.recepcion = r.id)
                    """),
            personasActivas: try cuenta("SELECT COUNT(*) FROM cuenta WHERE centro = ? AND activa = 1"), usado: usado)
    }
}
