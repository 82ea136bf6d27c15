import Almacen
import Bitacora

extension Archivo {
    /// Largest attached file, in bytes.
    public static let maximoDeAdjunto = 20 << 20

    /// Bytes of an attached file.
    public func adjunto(_ sha256: String) throws(AlmacenError) -> [UInt8]? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.adjunto(sha256, c) }
    }

    private static func adjunto(_ sha256: String, _ c: any Conexion) throws(AlmacenError) -> [UInt8]? {
        try c.primera("SELECT contenido FROM adjunto WHERE sha256 = ?", [.texto(sha256)]) { $0.octetosOpcionales(0) }
            ?? nil
    }

    /// Keeps an attached file that a record did not have under that name. The same bytes are kept once, and are looked at
    /// under each name that they are given.
    func guardar(
        _ archivo: Adjunto, de clave: Ficha.Clave, _ c: any Conexion,
        _ adjunto: (String) throws(AlmacenError) -> [UInt8]?
    ) throws(AlmacenError) {
        if let reparo = NombreDeArchivo.reparo(archivo.nombre) {
            throw AlmacenError(.valorInvalido, "\(clave): \(archivo.nombre): \(reparo)")
        }
        let guardado = try Self.adjunto(archivo.sha256, c)
        let traido = guardado == nil ? try adjunto(archivo.sha256) : nil
        guard let bytes = guardado ?? traido, Huella.sha256(bytes) == archivo.sha256 else {
            throw AlmacenError(.restriccion, "\(clave): falta el archivo adjunto \(archivo.nombre)")
        }
        guard bytes.count <= Self.maximoDeAdjunto else {
            throw AlmacenError(
                .restriccion, "\(clave): \(archivo.nombre) pasa de \(Self.maximoDeAdjunto >> 20) MiB; redúzcalo")
        }
        if let reparo = RevisionDeAdjunto.reparo(archivo.nombre, bytes) {
            throw AlmacenError(.restriccion, "\(clave): \(archivo.nombre): \(reparo)")
        }
        guard guardado == nil else { return }
        try c.ejecutar(
            "INSERT INTO adjunto (sha256, bytes, contenido) VALUES (?, ?, ?)",
            [.texto(archivo.sha256), .entero(bytes.count), .octetos(bytes)])
    }
}
