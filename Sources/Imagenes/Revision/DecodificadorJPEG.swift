import CTurboJPEG

/// Decodes JPEG images that arrive from outside; only the child process calls it.
enum DecodificadorJPEG {
    /// Progressive images with more scans than libjpeg-turbo takes for honest are refused by it.
    static let banderas = Int32(TJFLAG_LIMITSCANS)

    /// What is left of an image after decoding it.
    struct Decodificada {
        let grises: Grises
        /// The library complained of something that does not change the picture.
        let conAviso: Bool
    }

    /// Gray pixels with at most `lado` on the longer side, at an eighth of a step.
    static func grises(_ bytes: [UInt8], _ datos: DatosDeImagen, lado: Int) throws(ImagenError) -> Decodificada {
        guard let lector = tjInitDecompress() else { throw .codificacion("sin memoria") }
        defer { tjDestroy(lector) }
        let (w, h) = medida(datos, lado: lado)
        var pixeles = [UInt8](repeating: 255, count: w * h)
        let estado = tjDecompress2(
            lector, bytes, UInt(bytes.count), &pixeles, Int32(w), Int32(w), Int32(h), Int32(TJPF_GRAY.rawValue),
            banderas)
        let aviso = try AvisoJPEG.comprobar(lector, estado)
        return Decodificada(grises: Grises(ancho: w, alto: h, pixeles: pixeles), conAviso: aviso)
    }

    /// The same picture with at most `lado` pixels on its longer side, compressed again.
    static func reducida(
        _ bytes: [UInt8], _ datos: DatosDeImagen, lado: Int, calidad: Int
    ) throws(ImagenError) -> [UInt8] {
        guard datos.componentes != 1 else {
            let reducida = try grises(bytes, datos, lado: lado).grises
            return try CodificadorJPEG.codificar(reducida, calidad: calidad)
        }
        guard let lector = tjInitDecompress() else { throw .codificacion("sin memoria") }
        defer { tjDestroy(lector) }
        let (w, h) = medida(datos, lado: lado)
        var pixeles = [UInt8](repeating: 255, count: w * h * 3)
        let estado = tjDecompress2(
            lector, bytes, UInt(bytes.count), &pixeles, Int32(w), Int32(3 * w), Int32(h), Int32(TJPF_RGB.rawValue),
            banderas)
        _ = try AvisoJPEG.comprobar(lector, estado)
        return try CodificadorJPEG.codificar(
            color: pixeles, formato: TJPF_RGB, ancho: w, alto: h, paso: 3 * w, calidad: calidad)
    }

    /// Largest size that the decoder gives for free and that fits.
    private static func medida(_ datos: DatosDeImagen, lado: Int) -> (ancho: Int, alto: Int) {
        let octavos = (1...8).last { partes in (max(datos.ancho, datos.alto) * partes + 7) / 8 <= lado } ?? 1
        return ((datos.ancho * octavos + 7) / 8, (datos.alto * octavos + 7) / 8)
    }
}

/// turbojpeg goes on after many faults and only warns.
enum AvisoJPEG {
    /// Faults after which the picture is still whole.
    private static let inocuos = ["extraneous", "JFIF revision", "Adobe color transform", "Invalid SOS parameters"]

    /// True when there was a harmless warning; throws when part of the picture is missing.
    static func comprobar(_ manejador: tjhandle, _ estado: Int32) throws(ImagenError) -> Bool {
        guard estado != 0 else { return false }
        let texto = mensaje(de: manejador)
        guard tjGetErrorCode(manejador) == Int32(TJERR_WARNING.rawValue) else { throw .jpegIlegible(texto) }
        guard esInocuo(manejador) else { throw .imagenIncompleta }
        return true
    }

    /// The last failure was only a warning, of those after which the picture is whole.
    static func esInocuo(_ manejador: tjhandle) -> Bool {
        let texto = mensaje(de: manejador)
        return tjGetErrorCode(manejador) == Int32(TJERR_WARNING.rawValue)
            && inocuos.contains { texto.contains($0) }
    }
}
