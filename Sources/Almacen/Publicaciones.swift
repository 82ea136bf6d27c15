import Electoral

/// When a corte reached the public tree and what that cost.
public struct PublicacionDeCorte: Sendable, Hashable {
    public let corte: Int
    /// When its pointer was in place.
    public let instante: Instante
    /// From taking the facts in until then.
    public let milisegundos: Int
    /// Written for it: files and their bytes.
    public let archivos: Int
    public let bytes: Int

    public init(corte: Int, instante: Instante, milisegundos: Int, archivos: Int, bytes: Int) {
        self.corte = corte
        self.instante = instante
        self.milisegundos = milisegundos
        self.archivos = archivos
        self.bytes = bytes
    }
}

/// An hour of the schedule that passed without a corte, and the corte that came instead.
public struct CorteOmitido: Sendable, Hashable {
    public let instante: Instante
    public let corte: Int
}

/// The hour of a machine against the time since it started: what tells a clock that jumped from time that went by.
public struct MarcaDeReloj: Sendable, Hashable {
    /// Which start of which machine.
    public let arranque: String
    public let transcurrido: Int64
    public let instante: Instante

    /// - Parameter transcurrido: microseconds since that start.
    public init(arranque: String, transcurrido: Int64, instante: Instante) {
        self.arranque = arranque
        self.transcurrido = transcurrido
        self.instante = instante
    }

    /// Seconds that the hour moved of itself between two marks; nil when nothing is known, because they are of different
    /// starts.
    public func salto(hasta otra: MarcaDeReloj) -> Int? {
        guard arranque == otra.arranque else { return nil }
        let porReloj = otra.instante.microsegundos - instante.microsegundos
        return Int((porReloj - (otra.transcurrido - transcurrido)) / 1_000_000)
    }
}

extension Almacen {
    /// Writes down that a corte was published, once: publishing the same one again costs nothing new to its readers.
    public func asentar(_ publicacion: PublicacionDeCorte) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.agregarSiFalta(
                "corte_publicado", llave: [("corte", .entero(publicacion.corte))],
                [
                    ("instante", .entero(Int(publicacion.instante.microsegundos))),
                    ("milisegundos", .entero(publicacion.milisegundos)), ("archivos", .entero(publicacion.archivos)),
                    ("bytes", .entero(publicacion.bytes)),
                ])
        }
    }

    /// In the order of the cortes.
    public func publicaciones() throws(AlmacenError) -> [PublicacionDeCorte] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.publicaciones(c) }
    }

    static func publicaciones(_ c: any Conexion) throws(AlmacenError) -> [PublicacionDeCorte] {
        try c.filas("SELECT corte, instante, milisegundos, archivos, bytes FROM corte_publicado ORDER BY corte") {
            PublicacionDeCorte(
                corte: $0.entero(0), instante: Instante(microsegundos: Int64($0.entero(1))),
                milisegundos: $0.entero(2), archivos: $0.entero(3), bytes: $0.entero(4))
        }
    }

    /// Hours of the schedule without a corte, in order.
    public func omitidos() throws(AlmacenError) -> [CorteOmitido] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT instante, corte FROM corte_omitido ORDER BY instante") {
                CorteOmitido(instante: Instante(microsegundos: Int64($0.entero(0))), corte: $0.entero(1))
            }
        }
    }

    /// Cortes that broke an invariant, in order.
    public func rechazados() throws(AlmacenError) -> [(instante: Instante, motivo: String)] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT instante, motivo FROM corte_rechazado ORDER BY id") {
                (Instante(microsegundos: Int64($0.entero(0))), $0.texto(1))
            }
        }
    }

    /// The mark that who published last left; nil before the first.
    public func marcaDeReloj() throws(AlmacenError) -> MarcaDeReloj? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT arranque, transcurrido, instante FROM reloj_de_publicacion") {
                MarcaDeReloj(
                    arranque: $0.texto(0), transcurrido: Int64($0.entero(1)),
                    instante: Instante(microsegundos: Int64($0.entero(2))))
            }
        }
    }

    public func guardar(_ marca: MarcaDeReloj) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                """
                INSERT INTO reloj_de_publicacion (unico, arranque, transcurrido, instante) VALUES (1, ?, ?, ?)
                ON CONFLICT (unico) DO UPDATE SET arranque = excluded.arranque, transcurrido = excluded.transcurrido,
                    instante = excluded.instante
                """,
                [
                    .texto(marca.arranque), .entero(Int(marca.transcurrido)),
                    .entero(Int(marca.instante.microsegundos)),
                ])
        }
    }
}
