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
    /// - Parameters:
    ///   - tomada: hour of the phone's own clock: information, nobody guarantees it.
    ///   - enOperacion: only between the apertura and the cierre.
    /// - Returns: the acta for which the photo was sent the first time.
    public func anotar(
        foto recepcion: Int, acta: Acta.ID, dispositivo: Int, tomada: Instante?, enOperacion: Bool = false
    ) throws(AlmacenError) -> Acta.ID {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let primera = try Self.acta(deFoto: recepcion, c) { return primera }
            if enOperacion { try Self.exigirAbierta(c) }
            try c.ejecutar(
                """
                INSERT INTO foto_casilla (recepcion, acta, dispositivo, tomada) VALUES (?, ?, ?, ?)
                """,
                [
                    .entero(recepcion), .entero(acta), .entero(dispositivo),
                    .opcional(tomada.map { Int($0.microsegundos) }),
                ])
            return acta
        }
    }

    private static func acta(deFoto recepcion: Int, _ c: any Conexion) throws(AlmacenError) -> Acta.ID? {
        try c.primera("SELECT acta FROM foto_casilla WHERE recepcion = ?", [.entero(recepcion)]) { $0.entero(0) }
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

    /// Bytes and type of the last photo that was sent for an acta; nil when there is none.
    public func imagen(deFotoDe acta: Acta.ID) throws(AlmacenError) -> (tipo: String, bytes: [UInt8])? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT i.tipo, i.bytes FROM foto_casilla f JOIN recepcion r ON r.id = f.recepcion
                    JOIN imagen i ON i.sha256 = r.imagen WHERE f.acta = ? ORDER BY f.recepcion DESC LIMIT 1
                """, [.entero(acta)]
            ) { ($0.texto(0), $0.octetosOpcionales(1) ?? []) }
        }
    }

    /// Photos of an acta that nobody has resolved.
    public func fotosPendientes(de acta: Acta.ID) throws(AlmacenError) -> Int {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT COUNT(*) FROM foto_casilla f LEFT JOIN recepcion_resuelta s ON s.recepcion = f.recepcion
                WHERE f.acta = ? AND s.recepcion IS NULL
                """, [.entero(acta)]
            ) { $0.entero(0) } ?? 0
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
        SELECT a.id, e.etapa, h.origen, r.instante,
            CASE WHEN s.acta <> a.id THEN 'rechazada' ELSE s.destino END,
            CASE WHEN s.acta <> a.id THEN 'La foto era de otra acta: tome la de ésta.' ELSE s.motivo END
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
