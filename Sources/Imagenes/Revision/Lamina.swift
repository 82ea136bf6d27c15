import CLeptonica

/// A picture of leptonica: owns it and frees it. It holds one bit per pixel, gray, or colour in words, always without
/// palette, transparency or texts.
final class Lamina {
    private let pix: UnsafeMutablePointer<Pix>

    var ancho: Int { Int(pixGetWidth(pix)) }
    var alto: Int { Int(pixGetHeight(pix)) }
    var ladoMayor: Int { max(ancho, alto) }
    /// Bits of a pixel: 1, 8 or 32.
    var profundidad: Int { Int(pixGetDepth(pix)) }

    /// Takes what leptonica read, whatever it is; nil when it could not be brought to a known form.
    init?(_ leida: UnsafeMutablePointer<Pix>?) {
        guard let leida, let normal = Lamina.normalizar(leida) else { return nil }
        // What was written inside the file must not reach the published one.
        pixSetText(normal, nil)
        pixSetResolution(normal, 0, 0)
        pix = normal
    }

    deinit {
        var suelta: UnsafeMutablePointer<Pix>? = pix
        pixDestroy(&suelta)
    }

    /// Gives back a picture without palette, transparency or unusual depth, and frees the one it was given.
    private static func normalizar(_ original: UnsafeMutablePointer<Pix>) -> UnsafeMutablePointer<Pix>? {
        var original: UnsafeMutablePointer<Pix>? = original
        defer { pixDestroy(&original) }
        if pixGetColormap(original) != nil {
            let sinPaleta = pixRemoveColormap(original, Int32(REMOVE_CMAP_BASED_ON_SRC))
            pixDestroy(&original)
            original = sinPaleta
        }
        guard let original else { return nil }
        switch pixGetDepth(original) {
        case 32 where pixGetSpp(original) == 4: return pixAlphaBlendUniform(original, 0xffff_ff00)
        case 1, 8, 32: return pixClone(original)
        case 2, 4, 16: return pixConvertTo8(original, 0)
        default: return pixConvertTo32(original)
        }
    }

    /// At most `lado` pixels on its longer side.
    func reducida(a lado: Int) throws(ImagenError) -> Lamina {
        guard ladoMayor > lado else { return self }
        let factor = Float(lado) / Float(ladoMayor)
        var origen = profundidad == 1 ? pixConvertTo8(pix, 0) : pixClone(pix)
        defer { pixDestroy(&origen) }
        guard let nueva = Lamina(pixScaleAreaMap(origen, factor, factor)) else { throw .codificacion("sin memoria") }
        return nueva
    }

    func grises() throws(ImagenError) -> Grises {
        if profundidad == 32 { return try conColor { (color: PixelesDeColor) in color.grises() } }
        var octetos = profundidad == 8 ? pixCopy(nil, pix) : pixConvertTo8(pix, 0)
        defer { pixDestroy(&octetos) }
        guard let octetos, pixEndianByteSwap(octetos) == 0, let datos = pixGetData(octetos) else {
            throw .codificacion("sin memoria")
        }
        let (w, h, paso) = (ancho, alto, Int(pixGetWpl(octetos)) * 4)
        let pixeles = datos.withMemoryRebound(to: UInt8.self, capacity: paso * h) { origen in
            [UInt8](unsafeUninitializedCapacity: w * h) { destino, cuenta in
                for y in 0..<h {
                    for x in 0..<w { destino[y * w + x] = origen[y * paso + x] }
                }
                cuenta = w * h
            }
        }
        return Grises(ancho: w, alto: h, pixeles: pixeles)
    }

    /// Compressed in grays unless it has colour.
    func jpeg(grises: Grises, calidad: Int) throws(ImagenError) -> [UInt8] {
        guard profundidad == 32 else { return try CodificadorJPEG.codificar(grises, calidad: calidad) }
        return try conColor { (color: PixelesDeColor) throws(ImagenError) in
            color.sinColor
                ? try CodificadorJPEG.codificar(grises, calidad: calidad) : try color.jpeg(calidad: calidad)
        }
    }

    /// - Parameter compresion: of zlib, 1 to 9.
    func png(compresion: Int) throws(ImagenError) -> [UInt8] {
        pixSetZlibCompression(pix, Int32(compresion))
        var salida: UnsafeMutablePointer<UInt8>?
        defer { lept_free(salida) }
        var cuenta = 0
        guard pixWriteMemPng(&salida, &cuenta, pix, 0) == 0, let salida else { throw .codificacion("PNG") }
        return Array(UnsafeBufferPointer(start: salida, count: cuenta))
    }

    private func conColor<R>(_ usar: (PixelesDeColor) throws(ImagenError) -> R) throws(ImagenError) -> R {
        guard let datos = pixGetData(pix) else { throw .codificacion("sin pixeles") }
        return try usar(
            PixelesDeColor(palabras: datos, ancho: ancho, alto: alto, paso: Int(pixGetWpl(pix)), orden: .altos))
    }
}
