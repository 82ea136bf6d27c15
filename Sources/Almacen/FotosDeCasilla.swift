import Electoral

/// What became of an acta that is photographed in its casilla, as its CAE is told.
public struct SuerteDeActa: Sendable, Hashable {
    public let acta: Acta.ID
    public let etapa: CicloDeVida.Etapa
    /// Where the last accepted image came from; nil while there was none.
    public let origen: Origen?
    /// When the last photo of it arrived.
    public let enviada: Instante?
    /// What was decided about that photo, and why; nil while it waits.
    public let destino: Recepcion.Destino?
    public let motivo: String?

    public init(
        acta: Acta.ID, etapa: CicloDeVida.Etapa, origen: Origen?, enviada: Instante?, destino: Recepcion.Destino?,
        motivo: String?
    ) {
        self.acta = acta
        self.etapa = etapa
        self.origen = origen
        self.enviada = enviada
        self.destino = destino
        self.motivo = motivo
    }
}

extension Almacen {
    /// Writes down for which acta a phone sent a photo; what its label says is another thing, and is with the reception.
    ///
    /// - Parameter tomada: hour of the phone's own clock: information, nobody guarantees it.
    /// - Returns: the acta for which the photo was sent the first time.
    public func anotar(
        foto recepcion: Int, acta: Acta.ID, dispositivo: Int, tomada: Instante?
    ) throws(AlmacenError) -> Acta.ID {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                """
                INSERT INTO foto_casilla (recepcion, acta, dispositivo, tomada) VALUES (?, ?, ?, ?)
                ON CONFLICT (recepcion) DO NOTHING
                """,
                [
                    .entero(recepcion), .entero(acta), .entero(dispositivo),
                    .opcional(tomada.map { Int($0.microsegundos) }),
                ])
            let anotada = try c.primera("SELECT acta FROM foto_casilla WHERE recepcion = ?", [.entero(recepcion)]) {
                $0.entero(0)
            }
            guard let anotada else { throw AlmacenError(.falla, "la base de datos no confirmó la foto") }
            return anotada
        }
    }

    /// Whether a photo arrived for an acta.
    ///
    /// - Parameter sha256: of the file as the phone sent it.
    public func seRecibio(foto sha256: String, acta: Acta.ID) throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT 1 FROM recepcion r JOIN foto_casilla f ON f.recepcion = r.id
                WHERE r.original = ? AND f.acta = ?
                """, [.texto(sha256), .entero(acta)]
            ) { $0.entero(0) } != nil
        }
    }

    /// The acta that the CAE chose when sending a photo, and the hour of their phone; nil when it came from elsewhere.
    public func foto(deRecepcion id: Int) throws(AlmacenError) -> (acta: Acta.ID, tomada: Instante?)? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT acta, tomada FROM foto_casilla WHERE recepcion = ?", [.entero(id)]) { f in
                (f.entero(0), f.enteroOpcional(1).map { Instante(microsegundos: Int64($0)) })
            }
        }
    }

    /// How some actas stand, in the order in which they are asked for.
    public func suerte(de actas: [Acta.ID]) throws(AlmacenError) -> [SuerteDeActa] {
        try controlador.leer { (c) throws(AlmacenError) in
            var suertes: [SuerteDeActa] = []
            for acta in actas {
                if let suerte = try c.primera(Self.suerteDeActa, [.entero(acta)], Self.suerte) {
                    suertes.append(suerte)
                }
            }
            return suertes
        }
    }

    private static let suerteDeActa = """
        SELECT a.id, e.etapa, h.origen, r.instante, s.destino, s.motivo
        FROM acta a
        LEFT JOIN acta_estado e ON e.acta = a.id
        LEFT JOIN hecho h ON h.id = (SELECT MAX(x.id) FROM hecho x WHERE x.acta = a.id AND x.tipo = 'digitalizacion')
        LEFT JOIN recepcion r ON r.id = (SELECT MAX(f.recepcion) FROM foto_casilla f WHERE f.acta = a.id)
        LEFT JOIN recepcion_resuelta s ON s.recepcion = r.id
        WHERE a.id = ?
        """

    private static func suerte(_ f: any Fila) throws(AlmacenError) -> SuerteDeActa {
        SuerteDeActa(
            acta: f.entero(0), etapa: f.textoOpcional(1).flatMap { CicloDeVida.Etapa(rawValue: $0) } ?? .esperada,
            origen: f.textoOpcional(2).flatMap { Origen(rawValue: $0) },
            enviada: f.enteroOpcional(3).map { Instante(microsegundos: Int64($0)) },
            destino: f.textoOpcional(4).flatMap { Recepcion.Destino(rawValue: $0) }, motivo: f.textoOpcional(5))
    }
}
