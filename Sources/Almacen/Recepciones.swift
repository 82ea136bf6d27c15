import Electoral

/// A file as it arrived, with its pages ready to be published.
public struct EnvioRecibido: Sendable, Hashable {
    public struct Pagina: Sendable, Hashable {
        /// From 1.
        public var numero: Int
        /// SHA-256 of `bytes`.
        public var imagen: String
        public var tipo: String
        public var bytes: [UInt8]
        /// Payload of its label, whether or not it identifies an acta.
        public var etiqueta: String?
        /// The acta that the label identifies.
        public var acta: Acta.ID?
        /// Measures of legibility, as JSON that the store keeps without reading it.
        public var medidas: String

        public init(
            numero: Int, imagen: String, tipo: String, bytes: [UInt8], etiqueta: String?, acta: Acta.ID?,
            medidas: String
        ) {
            self.numero = numero
            self.imagen = imagen
            self.tipo = tipo
            self.bytes = bytes
            self.etiqueta = etiqueta
            self.acta = acta
            self.medidas = medidas
        }
    }

    /// SHA-256 of `bytes`.
    public var original: String
    public var tipo: String
    public var bytes: [UInt8]
    public var nombre: String
    /// Nil for what a scanner leaves in its folder.
    public var persona: Persona?
    public var centro: String
    public var instante: Instante
    public var origen: Origen
    public var digitalizacion: Digitalizacion
    public var paginas: [Pagina]
    /// Kept only between the apertura and the cierre.
    public var enOperacion: Bool

    public init(
        original: String, tipo: String, bytes: [UInt8], nombre: String, persona: Persona?, centro: String,
        instante: Instante, origen: Origen, digitalizacion: Digitalizacion, paginas: [Pagina],
        enOperacion: Bool = false
    ) {
        self.original = original
        self.tipo = tipo
        self.bytes = bytes
        self.nombre = nombre
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.origen = origen
        self.digitalizacion = digitalizacion
        self.paginas = paginas
        self.enOperacion = enOperacion
    }
}

/// A page that arrived, and what became of it.
public struct Recepcion: Sendable, Hashable {
    public enum Destino: String, Sendable, Hashable, Codable {
        case aceptada, rechazada, duplicada, excepcion
    }

    public struct Resuelta: Sendable, Hashable {
        public let destino: Destino
        public let persona: Persona
        public let instante: Instante
        public let acta: Acta.ID?
        public let motivo: String
    }

    public let id: Int
    public let pagina: Int
    /// SHA-256 of the image that would be published.
    public let imagen: String
    public let persona: Persona?
    public let centro: String
    public let instante: Instante
    public let origen: Origen
    public let digitalizacion: Digitalizacion
    public let nombre: String
    public let etiqueta: String?
    /// The acta of the label.
    public let acta: Acta.ID?
    /// The acta by which a supervisor identified it, after an exception.
    public let identificada: Acta.ID?
    /// Waits for a supervisor.
    public let enExcepcion: Bool
    public let medidas: String
    public let resuelta: Resuelta?
}

/// What accepting an image came to.
public enum ReciboDeImagen: Sendable, Hashable {
    case aceptada
    /// The acta had an image: the first wins and this one is closed as duplicate.
    case duplicada(Llegada)
    /// The same image was accepted for another acta: an exception was opened and nothing was accepted.
    case repetida(otra: Acta.ID, excepcion: Int)
    /// Nothing was written: the acopio comes first.
    case faltaAcopio
    case deOtroCentro(String)
    /// Nothing was written: somebody resolved this image before.
    case resuelta(Recepcion.Resuelta)
    case enExcepcion
    case noExiste
}

extension Almacen {
    /// Keeps a file and its pages, in one transaction. A file that the centre sent before is not kept twice: the pages
    /// of the first time are given back.
    public func recibir(_ envio: EnvioRecibido) throws(AlmacenError) -> [Recepcion] {
        try controlador.escribir { (c) throws(AlmacenError) in
            let previas = try Self.recepciones(original: envio.original, centro: envio.centro, c)
            if previas.count == envio.paginas.count { return previas }
            if envio.enOperacion { try Self.exigirAbierta(c) }
            try c.agregarSiFalta(
                "original", llave: [("sha256", .texto(envio.original))],
                [("tipo", .texto(envio.tipo)), ("bytes", .octetos(envio.bytes))])
            for p in envio.paginas {
                try Self.guardar(imagen: p.imagen, tipo: p.tipo, bytes: p.bytes, c)
                try c.agregarSiFalta(
                    "recepcion",
                    llave: [
                        ("original", .texto(envio.original)), ("pagina", .entero(p.numero)),
                        ("centro", .texto(envio.centro)),
                    ],
                    [
                        ("imagen", .texto(p.imagen)), ("persona", .opcional(envio.persona?.id)),
                        ("instante", .entero(Int(envio.instante.microsegundos))),
                        ("origen", .texto(envio.origen.rawValue)),
                        ("digitalizacion", .texto(envio.digitalizacion.rawValue)), ("nombre", .texto(envio.nombre)),
                        ("etiqueta", .opcional(p.etiqueta)), ("acta", .opcional(p.acta)),
                        ("medidas", .texto(p.medidas)),
                    ])
            }
            return try Self.recepciones(original: envio.original, centro: envio.centro, c)
        }
    }

    private static func recepciones(
        original: String, centro: String, _ c: any Conexion
    ) throws(AlmacenError) -> [Recepcion] {
        try c.filas(
            "\(seleccionDeRecepciones) WHERE r.original = ? AND r.centro = ? ORDER BY r.pagina",
            [.texto(original), .texto(centro)], recepcion)
    }

    /// Accepts an image for an acta: fact and resolution in one transaction, or nothing.
    ///
    /// - Parameter hecho: its digitalización; its image is that of the reception.
    public func aceptar(
        recepcion id: Int, _ hecho: Hecho, campos: Int, esquema: EsquemaDeCaptura
    ) throws(AlmacenError) -> ReciboDeImagen {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let r = try Self.recepcion(id, c), r.centro == hecho.centro else { return .noExiste }
            if let previa = r.resuelta { return try Self.repetida(previa, hecho, c) }
            guard !r.enExcepcion else { return .enExcepcion }
            if r.origen == .catd, let suyo = try Self.centro(de: hecho.acta, c), suyo != hecho.centro {
                return .deOtroCentro(suyo)
            }
            if let otra = try Self.otraActa(conImagen: r.imagen, que: hecho.acta, recepcion: r, c) {
                return .repetida(otra: otra, excepcion: try Self.alarma(r, hecho, otra: otra, c))
            }
            do throws(AlmacenError) {
                _ = try Self.registrar(hecho, campos: campos, esquema: esquema, c)
            } catch {
                switch error.rechazo {
                case .duplicada:
                    guard let llegada = try Self.llegada(de: hecho.acta, c) else { throw error }
                    try Self.cerrar(
                        id, .duplicada, acta: hecho.acta, hecho.persona, hecho.instante,
                        motivo: "el acta ya tenía imagen", c)
                    return .duplicada(llegada)
                case .noCorresponde(.esperada), .noCorresponde(.sinActa): return .faltaAcopio
                default: throw error
                }
            }
            try Self.cerrar(id, .aceptada, acta: hecho.acta, hecho.persona, hecho.instante, motivo: "", c)
            return .aceptada
        }
    }

    /// The answer to something that was resolved already: the same act sent again is not a mistake.
    private static func repetida(
        _ previa: Recepcion.Resuelta, _ hecho: Hecho, _ c: any Conexion
    ) throws(AlmacenError) -> ReciboDeImagen {
        guard previa.persona == hecho.persona, previa.acta == hecho.acta else { return .resuelta(previa) }
        switch previa.destino {
        case .aceptada:
            let misma = try c.primera("SELECT acta FROM hecho WHERE clave = ?", [.texto(hecho.clave)]) { $0.entero(0) }
            return misma == hecho.acta ? .aceptada : .resuelta(previa)
        case .duplicada:
            guard let llegada = try llegada(de: hecho.acta, c) else { return .resuelta(previa) }
            return .duplicada(llegada)
        default: return .resuelta(previa)
        }
    }

    /// Another acta for which the same image was accepted, unless a supervisor said that it is of this one.
    private static func otraActa(
        conImagen imagen: String, que acta: Acta.ID, recepcion r: Recepcion, _ c: any Conexion
    ) throws(AlmacenError) -> Acta.ID? {
        guard r.identificada != acta else { return nil }
        return try c.primera(
            "SELECT acta FROM hecho WHERE imagen = ? AND acta <> ? ORDER BY id LIMIT 1",
            [.texto(imagen), .entero(acta)]
        ) { $0.entero(0) }
    }

    private static func alarma(
        _ r: Recepcion, _ hecho: Hecho, otra: Acta.ID, _ c: any Conexion
    ) throws(AlmacenError) -> Int {
        var alarma = ExcepcionNueva(
            clave: "imagen-repetida:\(hecho.clave)", tipo: .imagenRepetida, acta: hecho.acta, recepcion: r.id,
            causa: String(otra), persona: hecho.persona, centro: hecho.centro, instante: hecho.instante,
            problemas: ["imagen_repetida"], accion: "El sistema no la aceptó.")
        alarma.enOperacion = hecho.enOperacion
        return try abrir(excepcion: alarma, c)
    }

    /// Closes an image without accepting it.
    ///
    /// - Returns: nil when it is closed (also by an earlier sending); otherwise how it had been resolved.
    public func cerrar(
        recepcion id: Int, _ destino: Recepcion.Destino, motivo: String, persona: Persona, centro: String,
        instante: Instante, enOperacion: Bool = false
    ) throws(AlmacenError) -> ReciboDeImagen? {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let r = try Self.recepcion(id, c), r.centro == centro else { return .noExiste }
            if let previa = r.resuelta {
                return previa.destino == destino && previa.persona == persona ? nil : .resuelta(previa)
            }
            guard !r.enExcepcion else { return .enExcepcion }
            if enOperacion { try Self.exigirAbierta(c) }
            try Self.cerrar(id, destino, acta: nil, persona, instante, motivo: motivo, c)
            return nil
        }
    }

    static func cerrar(
        _ id: Int, _ destino: Recepcion.Destino, acta: Acta.ID?, _ persona: Persona, _ instante: Instante,
        motivo: String, _ c: any Conexion
    ) throws(AlmacenError) {
        try c.ejecutar(
            "INSERT INTO recepcion_resuelta (recepcion, instante, persona, destino, acta, motivo) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .entero(id), .entero(Int(instante.microsegundos)), .entero(persona.id), .texto(destino.rawValue),
                .opcional(acta), .texto(motivo),
            ])
    }

    /// Sends an image to the exception lane: it leaves the queue until a supervisor decides.
    ///
    /// - Returns: nil when the exception is open; otherwise why it cannot be.
    public func apartar(recepcion id: Int, excepcion: ExcepcionNueva) throws(AlmacenError) -> ReciboDeImagen? {
        try controlador.escribir { (c) throws(AlmacenError) in
            guard let r = try Self.recepcion(id, c), r.centro == excepcion.centro else { return .noExiste }
            if let previa = r.resuelta { return .resuelta(previa) }
            _ = try Self.abrir(excepcion: excepcion, c)
            return nil
        }
    }
}

// MARK: Queries

extension Almacen {
    public func recepcion(_ id: Int) throws(AlmacenError) -> Recepcion? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.recepcion(id, c) }
    }

    /// Pages of a centre that nobody has resolved, oldest first; those that wait for a supervisor are not among them.
    public func recepciones(pendientesDe centro: String, limite: Int = 200) throws(AlmacenError) -> [Recepcion] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                \(Self.seleccionDeRecepciones) WHERE r.centro = ? AND s.recepcion IS NULL AND NOT EXISTS (
                    SELECT 1 FROM excepcion e WHERE e.recepcion = r.id
                        AND NOT EXISTS (SELECT 1 FROM excepcion_resuelta x WHERE x.excepcion = e.id))
                ORDER BY r.id LIMIT ?
                """, [.texto(centro), .entero(limite)], Self.recepcion)
        }
    }

    /// Actas of a centre that somebody asked to digitise again, with the reason and since when.
    public func porRedigitalizar(
        centro: String
    ) throws(AlmacenError) -> [(acta: Acta.ID, motivo: String, desde: Instante)] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT e.acta, h.motivo, h.instante FROM acta_estado e JOIN acta_centro a ON a.acta = e.acta
                    JOIN hecho h ON h.id = (SELECT MAX(m.id) FROM hecho m WHERE m.acta = e.acta)
                WHERE e.etapa = 'acopiada' AND a.centro = ? AND h.tipo = 'redigitalizacion' ORDER BY h.id
                """, [.texto(centro)]
            ) { (acta: $0.entero(0), motivo: $0.texto(1), desde: Instante(microsegundos: Int64($0.entero(2)))) }
        }
    }

    /// Bytes and type of the image of a reception.
    public func imagen(deRecepcion id: Int) throws(AlmacenError) -> (centro: String, tipo: String, bytes: [UInt8])? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT r.centro, i.tipo, i.bytes FROM recepcion r JOIN imagen i ON i.sha256 = r.imagen WHERE r.id = ?
                """, [.entero(id)]
            ) { ($0.texto(0), $0.texto(1), $0.octetosOpcionales(2) ?? []) }
        }
    }

    /// Bytes and type of the image that an acta has now; nil when it has none.
    public func imagen(deActa acta: Acta.ID) throws(AlmacenError) -> (tipo: String, bytes: [UInt8])? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT i.tipo, i.bytes FROM hecho h JOIN imagen i ON i.sha256 = h.imagen
                WHERE h.acta = ? AND h.imagen IS NOT NULL AND i.bytes IS NOT NULL ORDER BY h.id DESC LIMIT 1
                """, [.entero(acta)]
            ) { ($0.texto(0), $0.octetosOpcionales(1) ?? []) }
        }
    }

    static let seleccionDeRecepciones = """
        SELECT r.id, r.pagina, r.imagen, r.persona, r.centro, r.instante, r.origen, r.digitalizacion, r.nombre, r.etiqueta,
            r.acta, r.medidas, s.destino, s.persona, s.instante, s.acta, s.motivo,
            (SELECT x.acta FROM excepcion e JOIN excepcion_resuelta x ON x.excepcion = e.id
                WHERE e.recepcion = r.id ORDER BY x.instante DESC LIMIT 1),
            EXISTS (SELECT 1 FROM excepcion e LEFT JOIN excepcion_resuelta x ON x.excepcion = e.id
                WHERE e.recepcion = r.id AND x.excepcion IS NULL)
        FROM recepcion r LEFT JOIN recepcion_resuelta s ON s.recepcion = r.id
        """

    static func recepcion(_ id: Int, _ c: any Conexion) throws(AlmacenError) -> Recepcion? {
        try c.primera("\(seleccionDeRecepciones) WHERE r.id = ?", [.entero(id)], recepcion)
    }

    private static func recepcion(_ f: any Fila) throws(AlmacenError) -> Recepcion {
        guard let origen = Origen(rawValue: f.texto(6)), let digitalizacion = Digitalizacion(rawValue: f.texto(7))
        else {
            throw AlmacenError(.noAbre, "hay una recepción que esta versión de prep no conoce")
        }
        let resuelta = f.textoOpcional(12).flatMap(Recepcion.Destino.init).map {
            Recepcion.Resuelta(
                destino: $0, persona: Persona(id: f.entero(13)), instante: Instante(microsegundos: Int64(f.entero(14))),
                acta: f.enteroOpcional(15), motivo: f.texto(16))
        }
        return Recepcion(
            id: f.entero(0), pagina: f.entero(1), imagen: f.texto(2),
            persona: f.enteroOpcional(3).map { Persona(id: $0) }, centro: f.texto(4),
            instante: Instante(microsegundos: Int64(f.entero(5))), origen: origen, digitalizacion: digitalizacion,
            nombre: f.texto(8), etiqueta: f.textoOpcional(9), acta: f.enteroOpcional(10),
            identificada: f.enteroOpcional(17), enExcepcion: f.entero(18) == 1, medidas: f.texto(11), resuelta: resuelta
        )
    }
}
