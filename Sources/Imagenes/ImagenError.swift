/// Why an image or a printable document could not be made or read.
public enum ImagenError: Error, Sendable, Codable, Equatable, CustomStringConvertible {
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
    /// The file has no bytes.
    case archivoVacio
    /// The file weighs more than is accepted; carries both figures.
    case archivoExcesivo(bytes: Int, maximo: Int)
    /// The first bytes are of no type that is accepted.
    case tipoNoAdmitido
    /// The end of the image is missing or part of it is damaged.
    case imagenIncompleta
    /// The file says it is of that type (JPEG, PNG, TIFF, PDF) but cannot be read.
    case archivoIlegible(tipo: String, detalle: String)
    /// The JPEG has inks for a printing press instead of colours of a screen.
    case colorDeImprenta
    case demasiadasPaginas(maximo: Int)
    /// A PDF that asks for a password.
    case documentoProtegido
    /// The process that reads images died or answered nonsense, twice; the next image gets another one.
    case obreroFallo
    /// Reading the image took longer than it is given: it is odd, or the machine is busy.
    case obreroTarda
    /// The process that reads images cannot be started; carries the path of the program.
    case obreroNoInicia(String)
    /// More images wait than fit in memory.
    case tallerLleno
    /// Nothing is read any more: the program is ending.
    case tallerCerrado

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
        default: return descripcionDeLoRecibido
        }
    }

    /// What is said of a file that arrives from outside.
    private var descripcionDeLoRecibido: String {
        switch self {
        case .archivoVacio:
            return "El archivo está vacío: digitalice el acta de nuevo."
        case .archivoExcesivo(let bytes, let maximo):
            return "El archivo pesa \(ImagenError.megas(bytes)) MB y el máximo son \(ImagenError.megas(maximo)) MB: "
                + "digitalice el acta a 200 puntos por pulgada, una por archivo."
        case .tipoNoAdmitido:
            return "El archivo no es una imagen JPEG, PNG o TIFF ni un PDF: "
                + "guárdelo en uno de esos formatos o digitalice el acta de nuevo."
        case .imagenIncompleta:
            return "La imagen está incompleta o dañada: envíe el archivo otra vez o digitalice el acta de nuevo."
        case .archivoIlegible(let tipo, let detalle):
            return "El archivo \(tipo) no se puede leer (\(detalle)): digitalice el acta de nuevo."
        case .colorDeImprenta:
            return "La imagen JPEG usa colores de imprenta (CMYK): guárdela en color de pantalla o en grises."
        case .demasiadasPaginas(let maximo):
            return "El documento tiene más de \(maximo) páginas: divídalo en archivos más cortos."
        case .documentoProtegido:
            return "El PDF está protegido con contraseña: guárdelo sin contraseña o digitalice el acta de nuevo."
        case .obreroFallo:
            return "La imagen no se pudo procesar de forma segura: digitalice el acta de nuevo; "
                + "si vuelve a ocurrir, guárdela como JPEG a 200 puntos por pulgada."
        case .obreroTarda:
            return "La imagen tarda demasiado en leerse: envíela otra vez; si vuelve a ocurrir, guárdela como JPEG a "
                + "200 puntos por pulgada."
        case .obreroNoInicia(let ruta):
            return "No se pudo iniciar el proceso que revisa imágenes («\(ruta)»): "
                + "avise a soporte y revise que el programa esté instalado completo."
        case .tallerLleno:
            return "Hay demasiadas imágenes en espera: vuelva a enviar ésta en un minuto."
        case .tallerCerrado:
            return "El sistema se está deteniendo y no recibió la imagen: vuelva a enviarla cuando reinicie."
        default:
            return "No se pudo leer la imagen: digitalice el acta de nuevo."
        }
    }

    /// Rounded up, so that what exceeds a limit never reads as the limit.
    private static func megas(_ bytes: Int) -> Int { (bytes + 1_048_575) / 1_048_576 }
}
