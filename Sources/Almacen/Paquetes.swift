import Electoral

/// A package of actas of a CATD (dominio 2.7).
public struct Paquete: Sendable, Hashable {
    public struct Entrega: Sendable, Hashable {
        /// Name of who hands it over.
        public let entrega: String
        public let recibe: String
        public let cargo: String
        public let observaciones: String
        public let instante: Instante
    }

    public let id: Int
    public let centro: String
    /// From 1 inside its centre.
    public let numero: Int
    /// Name of who opened it.
    public let abre: String
    public let instante: Instante
    public let actas: Int
    /// Nil while it is open: nothing is added after.
    public let entrega: Entrega?
}

/// An acta inside a package.
public struct ActaEmpacada: Sendable, Hashable {
    public let acta: Acta.ID
    public let instante: Instante
    /// Name of who put it there.
    public let persona: String
}

/// An acta whose paper should be in a package of a centre and is not.
public struct ActaSinEmpacar: Sendable, Hashable {
    public enum Razon: Sendable, Hashable {
        /// Received here and in no package.
        case recibida
        /// Photographed at the casilla; its paper still has to come.
        case fotografiada
        case sinActa(CausaSinActa)
        /// An exception is open about it.
        case excepcion
        /// Received or photographed in no place.
        case noHaLlegado
        case recibidaEn(String)
    }

    public let acta: Acta.ID
    public let razon: Razon
}

extension Almacen {
    /// Opens the next package of a centre. The same key opens one.
    ///
    /// - Returns: its id.
    public func abrirPaquete(
        clave: String, centro: String, persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let previo = try c.primera("SELECT id FROM paquete WHERE clave = ?", [.texto(clave)], { $0.entero(0) }) {
                return previo
            }
            let tipo = try c.primera("SELECT tipo FROM centro WHERE clave = ?", [.texto(centro)]) { $0.texto(0) }
            guard tipo == "CATD" else { throw AlmacenError(.restriccion, "los paquetes se abren en un CATD") }
            let numero =
                try c.primera(
                    "SELECT COALESCE(MAX(numero), 0) + 1 FROM paquete WHERE centro = ?", [.texto(centro)],
                    { $0.entero(0) }) ?? 1
            return try c.primera(
                "INSERT INTO paquete (clave, centro, numero, persona, instante) VALUES (?, ?, ?, ?, ?) RETURNING id",
                [
                    .texto(clave), .texto(centro), .entero(numero), .entero(persona.id),
                    .entero(Int(instante.microsegundos)),
                ]
            ) { $0.entero(0) } ?? 0
        }
    }

    /// Packages of a centre, or of all of them, in order.
    public func paquetes(centro: String?) throws(AlmacenError) -> [Paquete] {
        try controlador.leer { (c) throws(AlmacenError) in
            try Self.paquetes("? = '' OR q.centro = ?", [.texto(centro ?? ""), .texto(centro ?? "")], c)
        }
    }

    public func paquete(_ id: Int) throws(AlmacenError) -> Paquete? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.paquetes("q.id = ?", [.entero(id)], c).first }
    }

    /// What is in a package, in the order in which it was put there.
    public func contenido(paquete: Int) throws(AlmacenError) -> [ActaEmpacada] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT x.acta, x.instante, p.nombre FROM paquete_acta x JOIN persona p ON p.id = x.persona
                WHERE x.paquete = ? ORDER BY x.instante, x.acta
                """, [.entero(paquete)]
            ) {
                ActaEmpacada(
                    acta: $0.entero(0), instante: Instante(microsegundos: Int64($0.entero(1))), persona: $0.texto(2))
            }
        }
    }

    /// Puts the paper of an acta in a package of the centre that received it.
    ///
    /// - Throws: `.restriccion` when the package is closed, the acta is in another or was not received there.
    @discardableResult
    public func empacar(
        _ acta: Acta.ID, en paquete: Int, persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Recibo {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let suyo = try Self.paquetes("q.id = ?", [.entero(paquete)], c).first else {
                throw AlmacenError(.restriccion, "no hay paquete \(paquete)")
            }
            let donde = try c.primera(
                "SELECT q.id, q.numero, q.centro FROM paquete_acta x JOIN paquete q ON q.id = x.paquete WHERE x.acta = ?",
                [.entero(acta)]
            ) { ($0.entero(0), $0.entero(1), $0.texto(2)) }
            if let donde {
                guard donde.0 != paquete else { return .yaEstaba }
                throw AlmacenError(.restriccion, "esa acta ya está en el paquete \(donde.1) de \(donde.2)")
            }
            guard suyo.entrega == nil else {
                throw AlmacenError(.restriccion, "el paquete \(suyo.numero) ya se entregó: abra otro")
            }
            switch try Self.razon(acta, en: suyo.centro, c) {
            case .recibida, .fotografiada: break
            case .recibidaEn(let otro):
                throw AlmacenError(.restriccion, "esa acta se recibió en \(otro): se empaca ahí")
            default:
                throw AlmacenError(.restriccion, "esa acta no se ha recibido aquí: pase primero por acopio")
            }
            try c.ejecutar(
                "INSERT INTO paquete_acta (acta, paquete, persona, instante) VALUES (?, ?, ?, ?)",
                [.entero(acta), .entero(paquete), .entero(persona.id), .entero(Int(instante.microsegundos))])
            return .registrado
        }
    }

    /// Hands a package over: nothing is added after.
    public func entregar(
        paquete: Int, persona: Persona, recibe: String, cargo: String, observaciones: String, instante: Instante
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let suyo = try Self.paquetes("q.id = ?", [.entero(paquete)], c).first, suyo.actas > 0 else {
                throw AlmacenError(.restriccion, "un paquete vacío no se entrega")
            }
            if let hecha = suyo.entrega {
                guard hecha.recibe == recibe, hecha.cargo == cargo else {
                    throw AlmacenError(.restriccion, "ese paquete ya se entregó a \(hecha.recibe)")
                }
                return
            }
            try c.ejecutar(
                """
                INSERT INTO paquete_entrega (paquete, persona, instante, recibe, cargo, observaciones)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .entero(paquete), .entero(persona.id), .entero(Int(instante.microsegundos)), .texto(recibe),
                    .texto(cargo), .texto(observaciones),
                ])
        }
    }

    /// Actas that a centre received or should receive and that are in no package, with why, in the order of the
    /// catalogue.
    public func sinEmpacar(centro: String) throws(AlmacenError) -> [ActaSinEmpacar] {
        try controlador.leer { (c) throws(AlmacenError) in
            let actas = try c.filas(
                """
                SELECT x.acta FROM (
                    SELECT acta FROM acta_centro WHERE centro = ?
                    UNION SELECT acta FROM hecho WHERE tipo IN ('acopio', 'fuera_de_catalogo') AND centro = ?) x
                WHERE NOT EXISTS (SELECT 1 FROM paquete_acta p WHERE p.acta = x.acta) ORDER BY x.acta
                """, [.texto(centro), .texto(centro)]
            ) { $0.entero(0) }
            var lista: [ActaSinEmpacar] = []
            for acta in actas { lista.append(ActaSinEmpacar(acta: acta, razon: try Self.razon(acta, en: centro, c))) }
            return lista
        }
    }

    /// What an acta fuera de catálogo is called, since it has no key.
    public func identidad(de acta: Acta.ID) throws(AlmacenError) -> String? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT identidad FROM acta WHERE id = ?", [.entero(acta)]) { $0.texto(0) }
        }
    }

    /// The acta fuera de catálogo that a centre registered under that identity.
    public func fueraDeCatalogo(identidad: String, centro: String) throws(AlmacenError) -> Acta.ID? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT a.id FROM acta a JOIN hecho h ON h.acta = a.id
                WHERE a.esperada = 0 AND a.identidad = ? AND h.tipo = 'fuera_de_catalogo' AND h.centro = ?
                """, [.texto(identidad), .texto(centro)]
            ) { $0.entero(0) }
        }
    }

    private static func razon(
        _ acta: Acta.ID, en centro: String, _ c: any Conexion
    ) throws(AlmacenError) -> ActaSinEmpacar.Razon {
        let recibida = try c.primera(
            "SELECT centro FROM hecho WHERE acta = ? AND tipo IN ('acopio', 'fuera_de_catalogo') ORDER BY id DESC LIMIT 1",
            [.entero(acta)]
        ) { $0.texto(0) }
        if let recibida { return recibida == centro ? .recibida : .recibidaEn(recibida) }
        let foto = try c.primera(
            "SELECT 1 FROM hecho WHERE acta = ? AND tipo = 'digitalizacion' AND origen = 'CASILLA' LIMIT 1",
            [.entero(acta)]
        ) { $0.entero(0) }
        if foto != nil {
            let suyo = try c.primera("SELECT centro FROM acta_centro WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
            return suyo == centro ? .fotografiada : suyo.map { .recibidaEn($0) } ?? .noHaLlegado
        }
        let causa = try c.primera(
            "SELECT causa FROM hecho WHERE acta = ? AND tipo = 'sin_acta' ORDER BY id DESC LIMIT 1", [.entero(acta)]
        ) { $0.texto(0) }
        if let causa = causa.flatMap(CausaSinActa.init(rawValue:)) { return .sinActa(causa) }
        let abierta = try c.primera(
            """
            SELECT 1 FROM excepcion x WHERE x.acta = ?
            AND NOT EXISTS (SELECT 1 FROM excepcion_resuelta r WHERE r.excepcion = x.id)
            """, [.entero(acta)]
        ) { $0.entero(0) }
        return abierta == nil ? .noHaLlegado : .excepcion
    }

    private static func paquetes(
        _ filtro: String, _ valores: [Valor], _ c: any Conexion
    ) throws(AlmacenError) -> [Paquete] {
        try c.filas(
            """
            SELECT q.id, q.centro, q.numero, p.nombre, q.instante,
                (SELECT COUNT(*) FROM paquete_acta x WHERE x.paquete = q.id),
                w.nombre, e.recibe, e.cargo, e.observaciones, e.instante
            FROM paquete q JOIN persona p ON p.id = q.persona LEFT JOIN paquete_entrega e ON e.paquete = q.id
            LEFT JOIN persona w ON w.id = e.persona WHERE \(filtro) ORDER BY q.centro, q.numero
            """, valores
        ) { f in
            Paquete(
                id: f.entero(0), centro: f.texto(1), numero: f.entero(2), abre: f.texto(3),
                instante: Instante(microsegundos: Int64(f.entero(4))), actas: f.entero(5),
                entrega: f.enteroOpcional(10).map {
                    Paquete.Entrega(
                        entrega: f.texto(6), recibe: f.texto(7), cargo: f.texto(8), observaciones: f.texto(9),
                        instante: Instante(microsegundos: Int64($0)))
                })
        }
    }
}
