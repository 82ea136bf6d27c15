import Electoral

/// Where and when an acta was first received.
public struct Llegada: Sendable, Hashable {
    public let instante: Instante
    public let centro: String
    /// As a photograph of the casilla, without paper yet.
    public let comoFoto: Bool
    /// Who received it.
    public let nombre: String

    public init(instante: Instante, centro: String, comoFoto: Bool, nombre: String) {
        self.instante = instante
        self.centro = centro
        self.comoFoto = comoFoto
        self.nombre = nombre
    }
}

/// What an acopio came to. The last two wrote nothing.
public enum ReciboDeAcopio: Sendable, Hashable {
    /// Recorded, now or by an earlier sending of the same act.
    case acopiada(Instante)
    /// The first wins.
    case duplicada(Llegada)
    case deOtroCentro(String)
}

/// An acta received in a CATD, for lists and counts.
public struct Acopiada: Sendable, Hashable {
    public let acta: Acta.ID
    public let instante: Instante
    public let documento: String
    public let mecanismo: String
    public let nombre: String
    /// Whether its image was accepted already.
    public let digitalizada: Bool
}

/// A delivery of received actas to digitalización, closed to be printed and signed.
public struct ListaDeEntrega: Sendable, Hashable {
    public let numero: Int
    public let centro: String
    public let nombre: String
    public let instante: Instante
    public let actas: [Acopiada]
}

extension Almacen {
    /// Receives an acta in the CATD that attends it, in one transaction: an acta that was given to another centre a
    /// moment ago is not received here.
    public func acopiar(
        _ hecho: Hecho, campos: Int, esquema: EsquemaDeCaptura
    ) throws(AlmacenError) -> ReciboDeAcopio {
        try controlador.escribir { (c) throws(AlmacenError) in
            let previo = try c.primera("SELECT instante FROM hecho WHERE clave = ?", [.texto(hecho.clave)]) {
                Instante(microsegundos: Int64($0.entero(0)))
            }
            if previo == nil, let suyo = try Self.centro(de: hecho.acta, c), suyo != hecho.centro {
                return .deOtroCentro(suyo)
            }
            do throws(AlmacenError) {
                _ = try Self.registrar(hecho, campos: campos, esquema: esquema, c)
                return .acopiada(previo ?? hecho.instante)
            } catch {
                guard error.rechazo == .duplicada, let llegada = try Self.llegada(de: hecho.acta, c) else {
                    throw error
                }
                return .duplicada(llegada)
            }
        }
    }

    static func centro(de acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> String? {
        try c.primera("SELECT centro FROM acta_centro WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
    }

    static func llegada(de acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> Llegada? {
        try c.primera(
            """
            SELECT h.instante, h.centro, h.tipo, p.nombre FROM hecho h JOIN persona p ON p.id = h.persona
            WHERE h.acta = ? AND h.tipo IN ('acopio', 'digitalizacion') ORDER BY h.id LIMIT 1
            """, [.entero(acta)]
        ) {
            Llegada(
                instante: Instante(microsegundos: Int64($0.entero(0))), centro: $0.texto(1),
                comoFoto: $0.texto(2) == "digitalizacion", nombre: $0.texto(3))
        }
    }

    /// What is known of the arrival of an acta: the centre that attends it, its stage and where it was received.
    public func situacion(
        de acta: Acta.ID
    ) throws(AlmacenError) -> (centro: String?, etapa: CicloDeVida.Etapa, llegada: Llegada?) {
        try controlador.leer { (c) throws(AlmacenError) in
            (try Self.centro(de: acta, c), try Self.etapa(de: acta, c), try Self.llegada(de: acta, c))
        }
    }

    static func etapa(de acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) -> CicloDeVida.Etapa {
        let etapa = try c.primera("SELECT etapa FROM acta_estado WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
        return etapa.flatMap(CicloDeVida.Etapa.init) ?? .esperada
    }

    /// Expected actas of a centre that have neither arrived nor been declared sin acta, in the order of the catalogue.
    public func faltantes(centro: String) throws(AlmacenError) -> [Acta.ID] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT a.acta FROM acta_centro a LEFT JOIN acta_estado e ON e.acta = a.acta
                WHERE a.centro = ? AND (e.etapa IS NULL OR e.etapa = 'esperada') ORDER BY a.acta
                """, [.texto(centro)]
            ) { $0.entero(0) }
        }
    }

    /// Actas that a centre attends, and how many of them have not arrived.
    public func avance(centro: String) throws(AlmacenError) -> (esperadas: Int, faltan: Int) {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT COUNT(*), COALESCE(SUM(CASE WHEN e.etapa IS NULL OR e.etapa = 'esperada' THEN 1 ELSE 0 END), 0)
                FROM acta_centro a LEFT JOIN acta_estado e ON e.acta = a.acta WHERE a.centro = ?
                """, [.texto(centro)]
            ) { ($0.entero(0), $0.entero(1)) } ?? (0, 0)
        }
    }

    /// What a centre received last, newest first.
    public func acopiadas(centro: String, ultimas: Int) throws(AlmacenError) -> [Acopiada] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                "\(Self.seleccionDeAcopios) ORDER BY h.id DESC LIMIT ?", [.texto(centro), .entero(ultimas)],
                Self.acopiada)
        }
    }

    private static let seleccionDeAcopios = """
        SELECT h.acta, h.instante, h.documento, h.mecanismo, p.nombre,
            EXISTS (SELECT 1 FROM hecho d WHERE d.acta = h.acta AND d.tipo = 'digitalizacion' AND d.id > h.id)
        FROM hecho h JOIN persona p ON p.id = h.persona WHERE h.tipo = 'acopio' AND h.centro = ?
        """

    private static func acopiada(_ f: any Fila) -> Acopiada {
        Acopiada(
            acta: f.entero(0), instante: Instante(microsegundos: Int64(f.entero(1))), documento: f.texto(2),
            mecanismo: f.texto(3), nombre: f.texto(4), digitalizada: f.entero(5) == 1)
    }
}

// MARK: Delivery lists

extension Almacen {
    /// What a centre received since its last list, in order.
    public func porEntregar(centro: String) throws(AlmacenError) -> [Acopiada] {
        try controlador.leer { (c) throws(AlmacenError) in
            let desde = try Self.ultimaLista(centro, c).hasta
            return try c.filas(
                "\(Self.seleccionDeAcopios) AND h.id > ? ORDER BY h.id", [.texto(centro), .entero(desde)],
                Self.acopiada)
        }
    }

    /// Closes a list with everything received since the one before.
    ///
    /// - Returns: its number; nil when there is nothing to deliver.
    public func cerrarLista(
        centro: String, clave: String, persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int? {
        try controlador.escribir { (c) throws(AlmacenError) in
            let previa = try c.primera(
                "SELECT numero FROM lista_entrega WHERE clave = ? AND centro = ?", [.texto(clave), .texto(centro)]
            ) { $0.entero(0) }
            if let previa { return previa }
            let ultima = try Self.ultimaLista(centro, c)
            let hasta = try c.primera(
                "SELECT MAX(id) FROM hecho WHERE tipo = 'acopio' AND centro = ?", [.texto(centro)]
            ) { $0.enteroOpcional(0) }
            guard let hasta = hasta ?? nil, hasta > ultima.hasta else { return nil }
            try c.ejecutar(
                "INSERT INTO lista_entrega (clave, centro, numero, persona, instante, hasta) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .texto(clave), .texto(centro), .entero(ultima.numero + 1), .entero(persona.id),
                    .entero(Int(instante.microsegundos)), .entero(hasta),
                ])
            return ultima.numero + 1
        }
    }

    /// A closed list; nil when the centre has none with that number.
    public func lista(_ numero: Int, centro: String) throws(AlmacenError) -> ListaDeEntrega? {
        try controlador.leer { (c) throws(AlmacenError) in
            let cabeza = try c.primera(
                """
                SELECT l.hasta, p.nombre, l.instante,
                    COALESCE((SELECT a.hasta FROM lista_entrega a WHERE a.centro = l.centro AND a.numero = l.numero - 1), 0)
                FROM lista_entrega l JOIN persona p ON p.id = l.persona WHERE l.centro = ? AND l.numero = ?
                """, [.texto(centro), .entero(numero)]
            ) { (hasta: $0.entero(0), nombre: $0.texto(1), instante: $0.entero(2), desde: $0.entero(3)) }
            guard let cabeza else { return nil }
            let actas = try c.filas(
                "\(Self.seleccionDeAcopios) AND h.id > ? AND h.id <= ? ORDER BY h.id",
                [.texto(centro), .entero(cabeza.desde), .entero(cabeza.hasta)], Self.acopiada)
            return ListaDeEntrega(
                numero: numero, centro: centro, nombre: cabeza.nombre,
                instante: Instante(microsegundos: Int64(cabeza.instante)), actas: actas)
        }
    }

    /// How many lists a centre has closed.
    public func listas(centro: String) throws(AlmacenError) -> Int {
        try controlador.leer { (c) throws(AlmacenError) in try Self.ultimaLista(centro, c).numero }
    }

    private static func ultimaLista(
        _ centro: String, _ c: any Conexion
    ) throws(AlmacenError) -> (numero: Int, hasta: Int) {
        try c.primera(
            "SELECT numero, hasta FROM lista_entrega WHERE centro = ? ORDER BY numero DESC LIMIT 1", [.texto(centro)]
        ) { ($0.entero(0), $0.entero(1)) } ?? (0, 0)
    }
}

extension Almacen {
    /// The centre that attends each acta now.
    public func adscripcion() throws(AlmacenError) -> [Acta.ID: String] {
        try controlador.leer { (c) throws(AlmacenError) in
            var centros: [Acta.ID: String] = [:]
            try c.recorrer("SELECT acta, centro FROM acta_centro", []) { centros[$0.entero(0)] = $0.texto(1) }
            return centros
        }
    }
}
