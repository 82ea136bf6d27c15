import CTurboJPEG

/// What the header of an image says about it.
public struct DatosDeImagen: Sendable {
    /// Pixels.
    public let ancho: Int
    /// Pixels.
    public let alto: Int
    /// 1 gray, 3 colour, 4 print colour.
    public let componentes: Int
}

/// Reads JPEG images that arrive from outside.
///
/// Trusted with nothing: it looks only at the header, refuses sizes that an acta cannot have and never decodes pixels.
/// A readable header does not promise that the rest of the file is whole.
public enum LectorJPEG {
    static let ladoMaximo = 16_384
    static let pixelesMaximos = 100_000_000

    /// Size and components declared by the header of `bytes`.
    public static func encabezado(_ bytes: [UInt8]) throws(ImagenError) -> DatosDeImagen {
        guard bytes.starts(with: [0xff, 0xd8, 0xff]) else { throw .jpegIlegible("no empieza como JPEG") }
        guard let lector = tjInitDecompress() else { throw .jpegIlegible("sin memoria para leerlo") }
        defer { tjDestroy(lector) }
        var ancho: Int32 = 0
        var alto: Int32 = 0
        var submuestreo: Int32 = 0
        var color: Int32 = 0
        let estado = tjDecompressHeader3(lector, bytes, UInt(bytes.count), &ancho, &alto, &submuestreo, &color)
        guard estado == 0 || AvisoJPEG.esInocuo(lector), ancho > 0, alto > 0 else {
            throw .jpegIlegible(mensaje(de: lector))
        }
        guard ancho <= ladoMaximo, alto <= ladoMaximo, Int(ancho) * Int(alto) <= pixelesMaximos else {
            throw .imagenExcesiva(ancho: Int(ancho), alto: Int(alto))
        }
        return DatosDeImagen(ancho: Int(ancho), alto: Int(alto), componentes: componentes(deColor: color))
    }

    private static func componentes(deColor color: Int32) -> Int {
        switch UInt32(bitPattern: color) {
        case TJCS_GRAY.rawValue: 1
        case TJCS_CMYK.rawValue, TJCS_YCCK.rawValue: 4
        default: 3
        }
    }
}

/// Compresses pixels.
enum CodificadorJPEG {
    static func codificar(_ imagen: Grises, calidad: Int) throws(ImagenError) -> [UInt8] {
        try codificar(
            grises: imagen.pixeles, ancho: imagen.ancho, alto: imagen.alto, paso: imagen.ancho, calidad: calidad)
    }

    /// JPEG of `alto` rows of `ancho` bytes that start every `paso` bytes; 0 is black.
    static func codificar(
        grises: UnsafePointer<UInt8>, ancho: Int, alto: Int, paso: Int, calidad: Int
    ) throws(ImagenError) -> [UInt8] {
        try codificar(
            grises, formato: TJPF_GRAY, submuestreo: TJSAMP_GRAY, ancho: ancho, alto: alto, paso: paso,
            calidad: calidad)
    }

    /// JPEG of `alto` rows of colour pixels that start every `paso` bytes.
    static func codificar(
        color: UnsafePointer<UInt8>, formato: TJPF, ancho: Int, alto: Int, paso: Int, calidad: Int
    ) throws(ImagenError) -> [UInt8] {
        try codificar(
            color, formato: formato, submuestreo: TJSAMP_420, ancho: ancho, alto: alto, paso: paso, calidad: calidad)
    }

    private static func codificar(
        _ pixeles: UnsafePointer<UInt8>, formato: TJPF, submuestreo: TJSAMP, ancho: Int, alto: Int, paso: Int,
        calidad: Int
    ) throws(ImagenError) -> [UInt8] {
        guard let codificador = tjInitCompress() else { throw .codificacion("sin memoria") }
        defer { tjDestroy(codificador) }
        var bytes: UnsafeMutablePointer<UInt8>?
        defer { tjFree(bytes) }
        var cuenta: UInt = 0
        let estado = tjCompress2(
            codificador, pixeles, Int32(ancho), Int32(paso), Int32(alto), formato.rawValue, &bytes, &cuenta,
            Int32(submuestreo.rawValue), Int32(calidad), 0)
        guard estado == 0, let bytes else { throw .codificacion(mensaje(de: codificador)) }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(cuenta)))
    }
}

/// What turbojpeg says of its last failure; in English, for whoever maintains the machine.
func mensaje(de manejador: tjhandle) -> String {
    guard let texto = tjGetErrorStr2(manejador) else { return "error desconocido" }
    return String(cString: texto)
}
