/// A QR as one path of an SVG: any page can show it, at any size.
public struct QREnSVG: Sendable, Hashable {
    /// Modules of each side, the quiet zone included: the `viewBox` is `0 0 lado lado`.
    public let lado: Int
    /// Dark modules, for the attribute `d` of a path.
    public let trazo: String

    public init(_ contenido: String) throws(ImagenError) {
        let codigo = try CodigoQR(contenido)
        lado = codigo.lado + 2 * CodigoQR.silencio
        trazo = codigo.tramos.map {
            "M\($0.columna + CodigoQR.silencio) \($0.fila + CodigoQR.silencio)h\($0.largo)v1h-\($0.largo)z"
        }.joined()
    }
}
