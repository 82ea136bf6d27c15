/// Why an image or a printable document could not be made or read.
public enum ImagenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The width asked for is outside what can be drawn.
    case medidasInvalidas(ancho: Int)
    /// The JPEG quality is not between 1 and 100.
    case calidadInvalida(Int)
    /// The payload does not fit in a QR that can be read at the size asked for.
    case qrDemasiadoLargo(caracteres: Int)
    /// A document without pages was asked for.
    case sinHojas
    /// The machine has no usable font.
    case sinTipografia
    /// The drawing or compression library refused; carries its own words.
    case codificacion(String)
    /// The document could not be written; carries the path.
    case escritura(String)
    /// The bytes are not a JPEG that can be read; carries the library's own words.
    case jpegIlegible(String)
    /// The header declares an image larger than an acta can be.
    case imagenExcesiva(ancho: Int, alto: Int)

    public var description: String {
        switch self {
        case .medidasInvalidas(let ancho):
            let limites = DibujoDeActa.anchosAdmitidos
            return "No se puede dibujar el acta con \(ancho) pixeles de ancho: "
                + "indique entre \(limites.lowerBound) y \(limites.upperBound)."
        case .calidadInvalida(let calidad):
            return "La calidad JPEG \(calidad) no existe: indique un valor de 1 a 100."
        case .qrDemasiadoLargo(let caracteres):
            return "El contenido del código QR (\(caracteres) caracteres) no cabe de forma legible: "
                + "acorte el contenido o pida una imagen más ancha."
        case .sinHojas:
            return "No hay actas que imprimir: revise la selección."
        case .sinTipografia:
            return "El equipo no tiene tipografías instaladas: instale el paquete fonts-dejavu-core."
        case .codificacion(let detalle):
            return "No se pudo generar la imagen (\(detalle)): "
                + "revise la memoria disponible y vuelva a intentarlo."
        case .escritura(let ruta):
            return "No se pudo escribir «\(ruta)»: revise que la carpeta exista, los permisos y el espacio en disco."
        case .jpegIlegible(let detalle):
            return "El archivo no es una imagen JPEG que se pueda leer (\(detalle)): digitalice el acta de nuevo."
        case .imagenExcesiva(let ancho, let alto):
            return "La imagen declara \(ancho) × \(alto) pixeles, más de lo que mide un acta: "
                + "digitalícela de nuevo con menor resolución."
        }
    }
}
