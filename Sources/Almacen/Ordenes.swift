import Electoral

/// Whether the PREP takes facts from its people.
public enum Marcha: String, Sendable, Hashable {
    case sinAbrir = "sin_abrir"
    case abierta, cerrada

    public var nombre: String {
        switch self {
        case .sinAbrir: "Sin abrir"
        case .abierta: "Abierto"
        case .cerrada: "Cerrado"
        }
    }
}

/// Something that one person asks and another authorises.
public struct Orden: Sendable, Hashable {
    public enum Tipo: String, Sendable, Hashable, CaseIterable {
        case apertura, cierre, reasignacion, horario, congelamiento, reactivacion
    }

    public let id: Int
    public let tipo: Tipo
    public let pide: Persona
    /// Name of who asks.
    public let nombre: String
    public let instante: Instante
    /// Why, in the words of who asks; JSON of a `DetalleDeOrden` in those that say more.
    public let detalle: String
    /// Who authorised it and when; nil while nobody has.
    public let autoriza: String?
    public let autorizada: Instante?

    /// Seconds after which a request that nobody authorised no longer can be.
    public static let vigencia = 1800

    public func pendiente(_ ahora: Instante) -> Bool { autorizada == nil && ahora < instante + Self.vigencia }
}

extension Almacen {
    public func marcha() throws(AlmacenError) -> Marcha {
        try controlador.leer { (c) throws(AlmacenError) in try Self.marcha(c) }
    }

    /// Whether something would be taken now. What writes asks inside its own transaction.
    ///
    /// - Throws: `.fueraDeOperacion` before the apertura and after the cierre.
    public func exigirAbierta() throws(AlmacenError) {
        try controlador.leer { (c) throws(AlmacenError) in try Self.exigirAbierta(c) }
    }

    /// The same inside the transaction that writes: the cierre is another, so nothing lands after it.
    static func exigirAbierta(_ c: any Conexion) throws(AlmacenError) {
        switch try marcha(c) {
        case .abierta: return
        case .sinAbrir:
            throw AlmacenError(
                .fueraDeOperacion, "El PREP todavía no se abre: espere a que dos personas lo abran en Administración.")
        case .cerrada: throw AlmacenError(.fueraDeOperacion, "El PREP ya cerró: no se registran más actas.")
        }
    }

    static func marcha(_ c: any Conexion) throws(AlmacenError) -> Marcha {
        // They alternate, so that counting them tells the state whatever the clock said when each was authorised.
        let cuentas = try c.primera(
            """
            SELECT COALESCE(SUM(o.tipo = 'apertura'), 0), COALESCE(SUM(o.tipo = 'cierre'), 0)
            FROM orden_autorizada a JOIN orden o ON o.id = a.orden
            """
        ) { ($0.entero(0), $0.entero(1)) }
        guard let (aperturas, cierres) = cuentas, aperturas > 0 else { return .sinAbrir }
        return aperturas > cierres ? .abierta : .cerrada
    }

    /// Asks for something that another person will authorise. The same key asks once.
    ///
    /// - Returns: number of the request.
    @discardableResult
    public func pedir(
        _ tipo: Orden.Tipo, clave: String, persona: Persona, detalle: String, instante: Instante
    ) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let previa = try c.primera("SELECT id FROM orden WHERE clave = ?", [.texto(clave)], { $0.entero(0) }) {
                return previa
            }
            try Self.exigirCondiciones(tipo, detalle, instante, c)
            let iguales = try Self.ordenes("o.tipo = ?", [.texto(tipo.rawValue)], c)
            if iguales.contains(where: { $0.pendiente(instante) && $0.detalle == detalle }) {
                throw AlmacenError(.restriccion, "ya hay una petición igual que espera autorización")
            }
            return try c.primera(
                "INSERT INTO orden (clave, tipo, persona, instante, detalle) VALUES (?, ?, ?, ?, ?) RETURNING id",
                [
                    .texto(clave), .texto(tipo.rawValue), .entero(persona.id), .entero(Int(instante.microsegundos)),
                    .texto(detalle),
                ]
            ) { $0.entero(0) } ?? 0
        }
    }

    /// Authorises what another person asked, and does it, in one transaction.
    ///
    /// - Parameter noAntesDe: hour before which an official PREP does not open.
    /// - Returns: how many actas changed hands, in a reassignment.
    @discardableResult
    public func autorizar(
        orden id: Int, persona: Persona, instante: Instante, noAntesDe: Instante
    ) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let orden = try Self.ordenes("o.id = ?", [.entero(id)], c).first else {
                throw AlmacenError(.restriccion, "no hay petición \(id)")
            }
            guard orden.autorizada == nil else { throw AlmacenError(.restriccion, "esa petición ya se autorizó") }
            guard orden.pendiente(instante) else {
                throw AlmacenError(.restriccion, "la petición venció: pídala de nuevo")
            }
            guard orden.pide != persona else {
                throw AlmacenError(.restriccion, "la autoriza otra persona que quien la pidió")
            }
            try Self.exigirIndependencia(orden.pide, persona, c)
            try Self.exigirCondiciones(orden.tipo, orden.detalle, instante, c)
            if orden.tipo == .apertura, try Self.marcha(c) == .sinAbrir {
                try Self.exigirPrimeraApertura(instante, noAntesDe, c)
            }
            try c.ejecutar(
                "INSERT INTO orden_autorizada (orden, persona, instante) VALUES (?, ?, ?)",
                [.entero(id), .entero(persona.id), .entero(Int(instante.microsegundos))])
            switch orden.tipo {
            case .reasignacion: return try Self.reasignar(orden, instante, c)
            case .congelamiento: try Self.congelarCatalogo(orden.pide, persona, instante, c)
            case .reactivacion: try Self.reactivar(orden, persona, instante, c)
            // State of the PREP and schedule in force are read from the orders themselves.
            case .apertura, .cierre, .horario: break
            }
            return 0
        }
    }

    /// Requests, newest first.
    public func ordenes() throws(AlmacenError) -> [Orden] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.ordenes("1 = 1", [], c) }
    }

    /// Casillas of a centre of which no acta has arrived, with how many actas each still owes.
    public func casillasPendientes(de centro: String) throws(AlmacenError) -> [(clave: String, actas: Int)] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT a.clave_casilla, COUNT(*) FROM acta_centro x JOIN acta a ON a.id = x.acta
                LEFT JOIN acta_estado e ON e.acta = x.acta
                WHERE x.centro = ? AND e.acta IS NULL GROUP BY a.clave_casilla ORDER BY a.clave_casilla
                """, [.texto(centro)]
            ) { ($0.texto(0), $0.entero(1)) }
        }
    }

    private static func ordenes(
        _ filtro: String, _ valores: [Valor], _ c: any Conexion
    ) throws(AlmacenError) -> [Orden] {
        try c.filas(
            """
            SELECT o.id, o.tipo, o.persona, p.nombre, o.instante, o.detalle, q.nombre, a.instante
            FROM orden o JOIN persona p ON p.id = o.persona LEFT JOIN orden_autorizada a ON a.orden = o.id
            LEFT JOIN persona q ON q.id = a.persona WHERE \(filtro) ORDER BY o.id DESC
            """, valores
        ) { (f) throws(AlmacenError) in
            guard let tipo = Orden.Tipo(rawValue: f.texto(1)) else {
                throw AlmacenError(.noAbre, "hay una orden que esta versión de prep no conoce")
            }
            return Orden(
                id: f.entero(0), tipo: tipo, pide: Persona(id: f.entero(2)), nombre: f.texto(3),
                instante: Instante(microsegundos: Int64(f.entero(4))), detalle: f.texto(5),
                autoriza: f.textoOpcional(6),
                autorizada: f.enteroOpcional(7).map { Instante(microsegundos: Int64($0)) })
        }
    }

    private static func exigirCondiciones(
        _ tipo: Orden.Tipo, _ detalle: String, _ instante: Instante, _ c: any Conexion
    ) throws(AlmacenError) {
        switch (tipo, try marcha(c)) {
        case (.horario, _): try exigirHorario(detalle, instante, c)
        case (.congelamiento, _): try exigirCongelamiento(detalle, c)
        case (.reactivacion, _): try exigirReactivacion(detalle, c)
        case (.apertura, .abierta): throw AlmacenError(.restriccion, "el PREP ya está abierto")
        case (.apertura, .cerrada):
            let ultimo = try c.primera("SELECT 1 FROM corte WHERE ultimo = 1", [], { $0.entero(0) })
            guard ultimo == nil else {
                throw AlmacenError(.restriccion, "el último corte ya se publicó: el PREP no vuelve a abrir")
            }
        case (.cierre, .sinAbrir), (.cierre, .cerrada):
            throw AlmacenError(.restriccion, "el PREP no está abierto: no hay qué cerrar")
        default: break
        }
    }

    /// The first apertura of an official PREP finds its catalogue frozen and every table of results empty, and is not
    /// before its hour.
    private static func exigirPrimeraApertura(
        _ instante: Instante, _ noAntesDe: Instante, _ c: any Conexion
    ) throws(AlmacenError) {
        let entorno = try c.primera("SELECT entorno FROM proceso", [], { $0.texto(0) })
        guard entorno == Entorno.oficial.rawValue else { return }
        guard try c.primera("SELECT 1 FROM catalogo_congelado", [], { $0.entero(0) }) != nil else {
            throw AlmacenError(.restriccion, "el catálogo no está congelado: congélelo antes de abrir")
        }
        // A corte in zeros says what the tables say: the publication may begin before the acopio opens.
        let cortesConHechos = try c.primera("SELECT COUNT(*) FROM corte WHERE hasta > 0", [], { $0.entero(0) }) ?? 0
        let llenas = try ceros(c).filter { $0.tabla == "corte" ? cortesConHechos > 0 : $0.filas > 0 }.map(\.tabla)
        guard llenas.isEmpty else {
            throw AlmacenError(.restriccion, "no está en ceros (\(llenas.joined(separator: ", "))): no se puede abrir")
        }
        guard instante >= noAntesDe else {
            throw AlmacenError(.restriccion, "todavía no es la hora de inicio del acopio: no se puede abrir")
        }
    }

    /// Two accounts that a third person can enter as are one: whoever made an account or gave it another password may know
    /// that password, and so may whoever did the same with them.
    private static func exigirIndependencia(_ a: Persona, _ b: Persona, _ c: any Conexion) throws(AlmacenError) {
        let comunes = try quienesPuedenEntrar(como: a, c).intersection(try quienesPuedenEntrar(como: b, c))
        guard comunes.isEmpty else {
            throw AlmacenError(
                .restriccion,
                "una misma persona creó las dos cuentas o les dio contraseña, o una la de la otra: autorice alguien más, con cuenta creada en el servidor"
            )
        }
        for uno in [a, b] {
            let vigente = try c.primera(
                "SELECT 1 FROM persona p LEFT JOIN cuenta u ON u.persona = p.id WHERE p.id = ? AND COALESCE(u.activa, 1) = 1",
                [.entero(uno.id)]
            ) { $0.entero(0) }
            guard vigente != nil else {
                throw AlmacenError(.restriccion, "la cuenta de una de las dos personas está de baja")
            }
        }
    }

    private static func quienesPuedenEntrar(como persona: Persona, _ c: any Conexion) throws(AlmacenError) -> Set<Int> {
        Set(
            try c.filas(
                """
                WITH RECURSIVE s (persona) AS (
                    SELECT ? UNION SELECT x.persona FROM s JOIN cuenta u ON u.persona = s.persona
                        JOIN acceso x ON x.usuario = u.usuario
                        WHERE x.persona IS NOT NULL AND x.suceso IN ('alta', 'clave', 'segundo_factor'))
                SELECT persona FROM s
                """, [.entero(persona.id)]
            ) { $0.entero(0) })
    }

    private static func reasignar(
        _ orden: Orden, _ instante: Instante, _ c: any Conexion
    ) throws(AlmacenError) -> Int {
        let r = try valor(Reasignacion.self, json: orden.detalle)
        let pendientes = try c.filas(
            """
            SELECT x.acta, a.clave_casilla FROM acta_centro x JOIN acta a ON a.id = x.acta
            LEFT JOIN acta_estado e ON e.acta = x.acta WHERE x.centro = ? AND e.acta IS NULL ORDER BY x.acta
            """, [.texto(r.de)]
        ) { ($0.entero(0), $0.texto(1)) }
        let elegidas = Set(r.casillas)
        let actas = pendientes.filter { elegidas.isEmpty || elegidas.contains($0.1) }.map(\.0)
        return try reasignar(
            actas: actas, a: r.a, persona: orden.pide, instante: instante,
            motivo: "Incidencia \(r.incidencia): \(r.motivo)", c)
    }
}
