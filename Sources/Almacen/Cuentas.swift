import Electoral

/// An account: one person, one role, one centre. What it may write the database knows too.
public struct Cuenta: Sendable, Hashable {
    public let persona: Persona
    public let usuario: String
    public let nombre: String
    public let rol: Rol
    /// CATD or CCV; nil for those who belong to none.
    public let centro: String?
    /// What it may look at, for those who only look.
    public let ambito: Acreditacion
    /// Password as it is kept: derived, never itself.
    public let clave: String
    /// The password was given by somebody else and must be changed first.
    public let debeCambiar: Bool
    /// Secret of the second factor, in base 32; nil when there is none.
    public let totp: String?
    /// Last accepted step of the second factor: none is accepted twice.
    public let pasoDeTotp: Int
    public let activa: Bool
    public let fallos: Int
    public let bloqueadaHasta: Instante
}

/// Who is behind a request.
public struct Identidad: Sendable, Hashable {
    public let persona: Persona
    public let usuario: String
    public let nombre: String
    public let rol: Rol
    public let centro: String?
    public let ambito: Acreditacion
    public let debeCambiar: Bool
    /// Token that every form of the session carries.
    public let csrf: String
    /// When the session began, and when it was last used.
    public let creada: Instante
    public let ultima: Instante
}

/// Something that happened at the door.
public struct Acceso: Sendable, Hashable {
    public enum Suceso: String, Sendable, Hashable, CaseIterable {
        case entrada, salida, rechazo, bloqueo, vencimiento, relevo
        case alta, baja, clave, segundoFactor = "segundo_factor", denegado
        case dispositivo, administracion
    }

    public let instante: Instante
    public let suceso: Suceso
    public let persona: Persona?
    public let usuario: String
    public let direccion: String
    public let detalle: String

    public init(
        _ suceso: Suceso, instante: Instante, persona: Persona? = nil, usuario: String, direccion: String,
        detalle: String = ""
    ) {
        self.instante = instante
        self.suceso = suceso
        self.persona = persona
        self.usuario = usuario
        self.direccion = direccion
        self.detalle = detalle
    }
}

extension Almacen {
    private static let columnasDeCuenta =
        """
        c.persona, c.usuario, p.nombre, c.rol, c.centro, c.clave, c.cambiar, c.totp, c.totp_paso, c.activa, c.fallos, \
        c.bloqueada_hasta, c.ambito
        """

    private static func cuenta(_ f: any Fila) throws(AlmacenError) -> Cuenta {
        Cuenta(
            persona: Persona(id: f.entero(0)), usuario: f.texto(1), nombre: f.texto(2), rol: try rol(f.texto(3)),
            centro: f.textoOpcional(4), ambito: Acreditacion(f.textoOpcional(12) ?? ""), clave: f.texto(5),
            debeCambiar: f.entero(6) == 1, totp: f.textoOpcional(7),
            pasoDeTotp: f.entero(8), activa: f.entero(9) == 1, fallos: f.entero(10),
            bloqueadaHasta: Instante(microsegundos: Int64(f.entero(11))))
    }

    private static func rol(_ texto: String) throws(AlmacenError) -> Rol {
        guard let rol = Rol(rawValue: texto) else {
            throw AlmacenError(.noAbre, "hay una cuenta con una función que esta versión de prep no conoce")
        }
        return rol
    }

    public func cuenta(usuario: String) throws(AlmacenError) -> Cuenta? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT \(Self.columnasDeCuenta) FROM cuenta c JOIN persona p ON p.id = c.persona WHERE c.usuario = ?",
                [.texto(usuario)], Self.cuenta)
        }
    }

    public func cuenta(de persona: Persona) throws(AlmacenError) -> Cuenta? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT \(Self.columnasDeCuenta) FROM cuenta c JOIN persona p ON p.id = c.persona WHERE c.persona = ?",
                [.entero(persona.id)], Self.cuenta)
        }
    }

    public func cuentas() throws(AlmacenError) -> [Cuenta] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                "SELECT \(Self.columnasDeCuenta) FROM cuenta c JOIN persona p ON p.id = c.persona ORDER BY c.usuario",
                [],
                Self.cuenta)
        }
    }

    /// What a new account is made of.
    public struct CuentaNueva: Sendable {
        public let usuario, nombre: String
        public let rol: Rol
        public let centro: String?
        public let clave: String
        public let totp: String?
        /// Keys of the casillas that a CAE photographs.
        public let casillas: [String]
        public let ambito: Acreditacion

        public init(
            usuario: String, nombre: String, rol: Rol, centro: String?, clave: String, totp: String?,
            casillas: [String] = [], ambito: Acreditacion = .completa
        ) {
            self.casillas = casillas
            self.ambito = ambito
            self.usuario = usuario
            self.nombre = nombre
            self.rol = rol
            self.centro = centro
            self.clave = clave
            self.totp = totp
        }
    }

    /// Registers people with their accounts, all or none. The password must be changed at the first entry.
    ///
    /// - Throws: `.restriccion` when a user or a person already has an account, or the centre does not exist.
    public func abrir(cuentas nuevas: [CuentaNueva], registra: Acceso) throws(AlmacenError) -> [Persona] {
        try controlador.escribir { (c) throws(AlmacenError) in
            var siguiente = (try c.primera("SELECT MAX(id) FROM persona", [], { $0.entero(0) }) ?? 0) + 1
            var personas: [Persona] = []
            for nueva in nuevas {
                if try c.primera("SELECT 1 FROM cuenta WHERE usuario = ?", [.texto(nueva.usuario)], { $0.entero(0) })
                    != nil
                {
                    throw AlmacenError(.restriccion, "la cuenta «\(nueva.usuario)» ya existe")
                }
                if let centro = nueva.centro,
                    try c.primera("SELECT 1 FROM centro WHERE clave = ?", [.texto(centro)], { $0.entero(0) }) == nil
                {
                    throw AlmacenError(.restriccion, "«\(nueva.usuario)»: el centro \(centro) no existe")
                }
                try c.ejecutar(
                    "INSERT INTO persona (id, nombre, rol, centro) VALUES (?, ?, ?, ?)",
                    [.entero(siguiente), .texto(nueva.nombre), .texto(nueva.rol.rawValue), .opcional(nueva.centro)])
                try c.ejecutar(
                    """
                    INSERT INTO cuenta (persona, usuario, rol, centro, clave, cambiar, totp, activa, ambito)
                    VALUES (?, ?, ?, ?, ?, 1, ?, 1, ?)
                    """,
                    [
                        .entero(siguiente), .texto(nueva.usuario), .texto(nueva.rol.rawValue), .opcional(nueva.centro),
                        .texto(nueva.clave), .opcional(nueva.totp), Self.valor(nueva.ambito),
                    ])
                try Self.asignar(nueva.casillas, a: Persona(id: siguiente), c)
                try Self.anotar(
                    Acceso(
                        .alta, instante: registra.instante, persona: registra.persona, usuario: nueva.usuario,
                        direccion: registra.direccion, detalle: "\(nueva.rol.rawValue) por \(registra.usuario)"), c)
                personas.append(Persona(id: siguiente))
                siguiente += 1
            }
            return personas
        }
    }

    private static func valor(_ ambito: Acreditacion) -> Valor {
        .opcional(ambito.esCompleta ? String?.none : ambito.texto)
    }

    /// Gives an account another part of the process to look at; its session ends, so that no page is left with the
    /// one before.
    public func cambiar(
        ambito: Acreditacion, de persona: Persona, registra: Acceso
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "UPDATE cuenta SET ambito = ? WHERE persona = ?", [Self.valor(ambito), .entero(persona.id)])
            try c.ejecutar("DELETE FROM sesion WHERE persona = ?", [.entero(persona.id)])
            try Self.anotar(registra, c)
        }
    }

    /// Changes a password; every session of the person ends.
    public func cambiarClave(
        de persona: Persona, por clave: String, obligatoria: Bool, registra: Acceso
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "UPDATE cuenta SET clave = ?, cambiar = ?, fallos = 0, bloqueada_hasta = 0 WHERE persona = ?",
                [.texto(clave), .entero(obligatoria ? 1 : 0), .entero(persona.id)])
            try c.ejecutar("DELETE FROM sesion WHERE persona = ?", [.entero(persona.id)])
            try Self.anotar(registra, c)
        }
    }

    /// Moves an account to another centre or suspends it; what it holds returns to the queue and its session ends.
    public func cambiar(
        cuenta persona: Persona, activa: Bool, centro: String?, totp: String?, registra: Acceso
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "UPDATE cuenta SET activa = ?, centro = ?, totp = ? WHERE persona = ?",
                [.entero(activa ? 1 : 0), .opcional(centro), .opcional(totp), .entero(persona.id)])
            try c.ejecutar("DELETE FROM sesion WHERE persona = ?", [.entero(persona.id)])
            try c.ejecutar("DELETE FROM asignacion WHERE persona = ?", [.entero(persona.id)])
            try Self.anotar(registra, c)
        }
    }

    /// One more refused entry; the account waits longer each time.
    ///
    /// - Parameter demora: seconds to wait after so many failures in a row, this one included.
    /// - Returns: until when it waits.
    public func anotarFallo(
        de persona: Persona, demora: (Int) -> Int, registra: Acceso
    ) throws(AlmacenError) -> Instante {
        try controlador.escribir { (c) throws(AlmacenError) in
            let fallos = try c.primera(
                "UPDATE cuenta SET fallos = fallos + 1 WHERE persona = ? RETURNING fallos", [.entero(persona.id)]
            ) { $0.entero(0) }
            let hasta = registra.instante + demora(fallos ?? 0)
            try c.ejecutar(
                "UPDATE cuenta SET bloqueada_hasta = ? WHERE persona = ?",
                [.entero(Int(hasta.microsegundos)), .entero(persona.id)])
            try Self.anotar(registra, c)
            return hasta
        }
    }

    /// Opens the only session of a person: the one before ends.
    ///
    /// - Parameters:
    ///   - huella: SHA-256 of the token that only the browser has.
    ///   - paso: accepted step of the second factor, or 0.
    /// - Returns: whether another session ended.
    /// - Throws: `.restriccion` when the step of the second factor was used already, or the account was locked or
    ///   suspended meanwhile.
    @discardableResult
    public func abrirSesion(
        _ huella: String, de persona: Persona, csrf: String, paso: Int, registra: Acceso
    ) throws(AlmacenError) -> Bool {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.admitir(persona, paso: paso, registra, c)
            let relevo = try c.ejecutar("DELETE FROM sesion WHERE persona = ?", [.entero(persona.id)]) > 0
            try c.ejecutar(
                "INSERT INTO sesion (huella, persona, csrf, creada, ultima, direccion) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .texto(huella), .entero(persona.id), .texto(csrf), .entero(Int(registra.instante.microsegundos)),
                    .entero(Int(registra.instante.microsegundos)), .texto(registra.direccion),
                ])
            if relevo {
                try Self.anotar(
                    Acceso(
                        .relevo, instante: registra.instante, persona: persona, usuario: registra.usuario,
                        direccion: registra.direccion, detalle: "terminó la sesión anterior"), c)
            }
            try Self.anotar(registra, c)
            return relevo
        }
    }

    /// A person proved who they are for one act, outside the consoles: no session opens nor ends.
    ///
    /// - Parameter paso: accepted step of the second factor, or 0.
    /// - Throws: `.restriccion` as when a session opens.
    public func admitir(_ persona: Persona, paso: Int, registra: Acceso) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.admitir(persona, paso: paso, registra, c)
            try Self.anotar(registra, c)
        }
    }

    /// The wait of an account does not hold where its owner has entered before: there the door counts by itself.
    private static func admitir(
        _ persona: Persona, paso: Int, _ registra: Acceso, _ c: any Conexion
    ) throws(AlmacenError) {
        let cambiadas = try c.ejecutar(
            """
            UPDATE cuenta SET fallos = 0, bloqueada_hasta = 0, totp_paso = CASE WHEN ? > 0 THEN ? ELSE totp_paso END
            WHERE persona = ? AND activa = 1 AND (? = 0 OR totp_paso < ?) AND (bloqueada_hasta <= ? OR EXISTS (
                SELECT 1 FROM acceso x WHERE x.usuario = cuenta.usuario AND x.suceso = 'entrada' AND x.direccion = ?))
            """,
            [
                .entero(paso), .entero(paso), .entero(persona.id), .entero(paso), .entero(paso),
                .entero(Int(registra.instante.microsegundos)), .texto(registra.direccion),
            ])
        guard cambiadas == 1 else {
            throw AlmacenError(.restriccion, "el código ya se usó o la cuenta cambió mientras entraba")
        }
    }

    /// Who holds a session, whatever its age; nil when there is none.
    public func identidad(sesion huella: String) throws(AlmacenError) -> Identidad? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT c.persona, c.usuario, p.nombre, c.rol, c.centro, c.cambiar, s.csrf, s.ultima, s.creada, c.ambito
                FROM sesion s JOIN cuenta c ON c.persona = s.persona JOIN persona p ON p.id = c.persona
                WHERE s.huella = ? AND c.activa = 1
                """, [.texto(huella)]
            ) { (f) throws(AlmacenError) in
                Identidad(
                    persona: Persona(id: f.entero(0)), usuario: f.texto(1), nombre: f.texto(2),
                    rol: try Self.rol(f.texto(3)), centro: f.textoOpcional(4),
                    ambito: Acreditacion(f.textoOpcional(9) ?? ""), debeCambiar: f.entero(5) == 1, csrf: f.texto(6),
                    creada: Instante(microsegundos: Int64(f.entero(8))),
                    ultima: Instante(microsegundos: Int64(f.entero(7))))
            }
        }
    }

    /// The session was used.
    public func tocar(sesion huella: String, instante: Instante) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "UPDATE sesion SET ultima = ? WHERE huella = ? AND ultima < ?",
                [.entero(Int(instante.microsegundos)), .texto(huella), .entero(Int(instante.microsegundos))])
        }
    }

    /// Ends the session of a person, whichever terminal it is on.
    public func cerrarSesion(de persona: Persona, registra: Acceso) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard try c.ejecutar("DELETE FROM sesion WHERE persona = ?", [.entero(persona.id)]) > 0 else { return }
            try Self.anotar(registra, c)
        }
    }

    /// Ends one session and no other: its owner may have opened the next meanwhile.
    public func cerrar(sesion huella: String, registra: Acceso) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard try c.ejecutar("DELETE FROM sesion WHERE huella = ?", [.texto(huella)]) > 0 else { return }
            try Self.anotar(registra, c)
        }
    }

    /// Whether a user has entered from an address before.
    public func haEntrado(_ usuario: String, desde direccion: String) throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                "SELECT 1 FROM acceso WHERE usuario = ? AND suceso = 'entrada' AND direccion = ? LIMIT 1",
                [.texto(usuario), .texto(direccion)]
            ) { $0.entero(0) } != nil
        }
    }

    public func anotar(_ acceso: Acceso) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.anotar(acceso, c) }
    }

    static func anotar(_ a: Acceso, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar(
            "INSERT INTO acceso (instante, suceso, persona, usuario, direccion, detalle) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .entero(Int(a.instante.microsegundos)), .texto(a.suceso.rawValue), .opcional(a.persona?.id),
                .texto(a.usuario), .texto(a.direccion), .texto(a.detalle),
            ])
    }

    /// The last entries of the door's register, newest first.
    public func accesos(ultimos: Int) throws(AlmacenError) -> [Acceso] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                "SELECT instante, suceso, persona, usuario, direccion, detalle FROM acceso ORDER BY id DESC LIMIT ?",
                [.entero(ultimos)]
            ) { f in
                Acceso(
                    Acceso.Suceso(rawValue: f.texto(1)) ?? .administracion,
                    instante: Instante(microsegundos: Int64(f.entero(0))),
                    persona: f.enteroOpcional(2).map { Persona(id: $0) }, usuario: f.texto(3), direccion: f.texto(4),
                    detalle: f.texto(5))
            }
        }
    }

    /// A secret of the operation, the same for ever: made the first time by `nuevo`.
    public func secreto(_ nombre: String, nuevo: () -> [UInt8]) throws(AlmacenError) -> [UInt8] {
        let guardado = try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT valor FROM secreto WHERE nombre = ?", [.texto(nombre)]) {
                $0.octetosOpcionales(0) ?? []
            }
        }
        if let guardado { return guardado }
        return try controlador.escribir { (c) throws(AlmacenError) in
            try c.agregarSiFalta("secreto", llave: [("nombre", .texto(nombre))], [("valor", .octetos(nuevo()))])
            return try c.primera("SELECT valor FROM secreto WHERE nombre = ?", [.texto(nombre)]) {
                $0.octetosOpcionales(0) ?? []
            } ?? []
        }
    }
}
