import Electoral

/// A phone of PREP Casilla: an enrolment code that was given to somebody and, once used, the device that used it. Only
/// fingerprints are kept: whoever reads the store can neither enrol nor send.
public struct Dispositivo: Sendable, Hashable {
    public enum Estado: Sendable, Hashable {
        case porInscribir, vencido, inscrito, revocado
    }

    public let id: Int
    public let persona: Persona
    public let creado: Instante
    /// When the code stops being good.
    public let vence: Instante
    public let inscrito: Instante?
    public let revocado: Instante?

    public func estado(_ ahora: Instante) -> Estado {
        if revocado != nil { return .revocado }
        if inscrito != nil { return .inscrito }
        return ahora < vence ? .porInscribir : .vencido
    }
}

/// Who sends from a device.
public struct Portador: Sendable, Hashable {
    public let dispositivo: Int
    public let persona: Persona
    public let usuario: String
    public let nombre: String
    public let centro: String?
    /// Whether the device may send: it was not revoked and its owner still has an account.
    public let vigente: Bool
}

extension Almacen {
    private static let columnasDeDispositivo = "id, persona, creado, vence, inscrito, revocado"

    private static func dispositivo(_ f: any Fila) throws(AlmacenError) -> Dispositivo {
        func instante(_ i: Int) -> Instante? { f.enteroOpcional(i).map { Instante(microsegundos: Int64($0)) } }
        return Dispositivo(
            id: f.entero(0), persona: Persona(id: f.entero(1)), creado: Instante(microsegundos: Int64(f.entero(2))),
            vence: Instante(microsegundos: Int64(f.entero(3))), inscrito: instante(4), revocado: instante(5))
    }

    public func dispositivos() throws(AlmacenError) -> [Dispositivo] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT \(Self.columnasDeDispositivo) FROM dispositivo ORDER BY id", [], Self.dispositivo)
        }
    }

    /// Gives a new enrolment code to somebody; the codes of theirs that nobody has used stop being good.
    ///
    /// - Parameter codigo: SHA-256 of the code.
    /// - Throws: `.restriccion` when the person has no active account of PREP Casilla.
    public func abrirInscripcion(
        _ codigo: String, de persona: Persona, vence: Instante, registra: Acceso
    ) throws(AlmacenError) {
        let ahora = Int(registra.instante.microsegundos)
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.exigirCasilla(persona, c)
            try c.ejecutar(
                "UPDATE dispositivo SET revocado = ? WHERE persona = ? AND ficha IS NULL AND revocado IS NULL",
                [.entero(ahora), .entero(persona.id)])
            try c.ejecutar(
                "INSERT INTO dispositivo (persona, codigo, creado, vence) VALUES (?, ?, ?, ?)",
                [.entero(persona.id), .texto(codigo), .entero(ahora), .entero(Int(vence.microsegundos))])
            try Self.anotar(registra, c)
        }
    }

    /// Trades a code for a device. Of two phones with the same code one wins; a code is good once, until its hour, and
    /// while its owner has an account.
    ///
    /// - Parameters:
    ///   - codigo: SHA-256 of the code.
    ///   - ficha: SHA-256 of the token that only the phone has.
    /// - Returns: the bearer; nil when the code is not good.
    public func inscribir(
        _ codigo: String, ficha: String, instante: Instante, direccion: String
    ) throws(AlmacenError) -> Portador? {
        let ahora = Int(instante.microsegundos)
        let existe = try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT 1 FROM dispositivo WHERE codigo = ?", [.texto(codigo)]) { $0.entero(0) }
        }
        // Who guesses codes does not make others wait for the store.
        guard existe != nil else { return nil }
        return try controlador.escribir { (c) throws(AlmacenError) in
            let inscritos = try c.ejecutar(
                """
                UPDATE dispositivo SET ficha = ?, inscrito = ?
                WHERE codigo = ? AND ficha IS NULL AND revocado IS NULL AND vence > ?
                    AND EXISTS (SELECT 1 FROM cuenta k WHERE k.persona = dispositivo.persona AND k.activa = 1
                        AND k.rol = 'casilla')
                    AND NOT EXISTS (SELECT 1 FROM dispositivo o WHERE o.ficha = ?)
                """, [.texto(ficha), .entero(ahora), .texto(codigo), .entero(ahora), .texto(ficha)])
            guard let portador = try Self.portador(ficha, c) else { return nil }
            guard inscritos == 1 else {
                // The answer was lost and the same phone asks again, with that code or with another of its owner.
                let suyo = try c.primera(
                    "SELECT 1 FROM dispositivo WHERE codigo = ? AND persona = ?",
                    [.texto(codigo), .entero(portador.persona.id)]
                ) { $0.entero(0) }
                return suyo != nil && portador.vigente ? portador : nil
            }
            try Self.anotar(
                Acceso(
                    .dispositivo, instante: instante, persona: portador.persona, usuario: portador.usuario,
                    direccion: direccion, detalle: "inscribió el dispositivo \(portador.dispositivo)"), c)
            return portador
        }
    }

    /// Who a token belongs to, revoked or not; nil when nobody has it.
    public func portador(ficha: String) throws(AlmacenError) -> Portador? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.portador(ficha, c) }
    }

    private static func portador(_ ficha: String, _ c: any Conexion) throws(AlmacenError) -> Portador? {
        try c.primera(
            """
            SELECT d.id, d.persona, k.usuario, p.nombre, k.centro, k.activa, d.revocado
            FROM dispositivo d JOIN cuenta k ON k.persona = d.persona JOIN persona p ON p.id = d.persona
            WHERE d.ficha = ?
            """, [.texto(ficha)]
        ) { f in
            Portador(
                dispositivo: f.entero(0), persona: Persona(id: f.entero(1)), usuario: f.texto(2), nombre: f.texto(3),
                centro: f.textoOpcional(4), vigente: f.entero(5) == 1 && f.enteroOpcional(6) == nil)
        }
    }

    /// Takes a device out of service, for ever.
    ///
    /// - Returns: whether it was in service.
    @discardableResult
    public func revocar(dispositivo id: Int, registra: Acceso) throws(AlmacenError) -> Bool {
        try controlador.escribir { (c) throws(AlmacenError) in
            let revocados = try c.ejecutar(
                "UPDATE dispositivo SET revocado = ? WHERE id = ? AND revocado IS NULL",
                [.entero(Int(registra.instante.microsegundos)), .entero(id)])
            guard revocados == 1 else { return false }
            try Self.anotar(registra, c)
            return true
        }
    }

    /// The casillas that somebody photographs, in place of those that they had.
    public func asignar(casillas claves: [String], a persona: Persona, registra: Acceso) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.exigirCasilla(persona, c)
            try Self.asignar(claves, a: persona, c)
            try Self.anotar(registra, c)
        }
    }

    static func asignar(_ claves: [String], a persona: Persona, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar("DELETE FROM casilla_asignada WHERE persona = ?", [.entero(persona.id)])
        for clave in Set(claves).sorted() {
            let existe = try c.primera(
                "SELECT 1 FROM acta WHERE clave_casilla = ? AND esperada = 1", [.texto(clave)]
            ) { $0.entero(0) }
            guard existe != nil else { throw AlmacenError(.restriccion, "la casilla \(clave) no está en el catálogo") }
            try c.ejecutar(
                "INSERT INTO casilla_asignada (clave_casilla, persona) VALUES (?, ?)",
                [.texto(clave), .entero(persona.id)])
        }
    }

    private static func exigirCasilla(_ persona: Persona, _ c: any Conexion) throws(AlmacenError) {
        guard
            try c.primera(
                "SELECT 1 FROM cuenta WHERE persona = ? AND rol = 'casilla' AND activa = 1", [.entero(persona.id)],
                { $0.entero(0) }) != nil
        else { throw AlmacenError(.restriccion, "esa persona no tiene una cuenta activa de PREP Casilla") }
    }

    public func casillas(de persona: Persona) throws(AlmacenError) -> [String] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                "SELECT clave_casilla FROM casilla_asignada WHERE persona = ? ORDER BY clave_casilla",
                [.entero(persona.id)]
            ) { $0.texto(0) }
        }
    }

    /// Casillas of everybody, by person.
    public func casillasAsignadas() throws(AlmacenError) -> [Persona: [String]] {
        try controlador.leer { (c) throws(AlmacenError) in
            var todas: [Persona: [String]] = [:]
            try c.recorrer("SELECT persona, clave_casilla FROM casilla_asignada ORDER BY persona, clave_casilla", []) {
                todas[Persona(id: $0.entero(0)), default: []].append($0.texto(1))
            }
            return todas
        }
    }
}
