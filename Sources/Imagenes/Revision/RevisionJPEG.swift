import CTurboJPEG

/// A JPEG that arrives becomes one that can be published, without compressing it again when it can be helped.
///
/// A file that already holds nothing but its picture is published byte for byte, so that whoever took it can compare
/// its hash.
struct RevisionJPEG {
    let bytes: [UInt8]
    let grises: Grises
    let ancho: Int
    let alto: Int

    init(_ recibidos: [UInt8]) throws(ImagenError) {
        let datos = try LectorJPEG.encabezado(recibidos)
        guard datos.componentes != 4 else { throw .colorDeImprenta }
        let segmentos = SegmentosJPEG(recibidos)
        guard segmentos.completo else { throw .imagenIncompleta }
        let giro = segmentos.exif.map { OrientacionEXIF.transformacion(recibidos[$0]) } ?? TJXOP_NONE

        var publicables = recibidos
        if max(datos.ancho, datos.alto) > RevisorDeImagen.ladoPublicado {
            publicables = try DecodificadorJPEG.reducida(
                recibidos, datos, lado: RevisorDeImagen.ladoPublicado, calidad: RevisorDeImagen.calidad)
            if giro != TJXOP_NONE { publicables = try RevisionJPEG.transformar(publicables, giro) }
        } else if !segmentos.limpio || giro != TJXOP_NONE {
            publicables = try RevisionJPEG.transformar(recibidos, giro)
        }
        var finales = try LectorJPEG.encabezado(publicables)
        let decodificada = try DecodificadorJPEG.grises(publicables, finales, lado: RevisorDeImagen.ladoRevisado)
        if decodificada.conAviso {
            // Bytes that no reader needs were left between the parts of the picture.
            publicables = try RevisionJPEG.transformar(publicables, TJXOP_NONE)
            finales = try LectorJPEG.encabezado(publicables)
        }
        bytes = publicables
        grises = decodificada.grises
        ancho = finales.ancho
        alto = finales.alto
    }

    /// Turns the picture and leaves out everything else. Without loss: when its sides are not whole blocks the last
    /// block of a turned side, of at most fifteen pixels, is left out.
    private static func transformar(_ bytes: [UInt8], _ giro: TJXOP) throws(ImagenError) -> [UInt8] {
        guard let transformador = tjInitTransform() else { throw .codificacion("sin memoria") }
        defer { tjDestroy(transformador) }
        var transformacion = tjtransform()
        transformacion.op = Int32(giro.rawValue)
        transformacion.options = TJXOPT_COPYNONE | TJXOPT_TRIM
        var salida: UnsafeMutablePointer<UInt8>?
        defer { tjFree(salida) }
        var cuenta: UInt = 0
        let estado = tjTransform(
            transformador, bytes, UInt(bytes.count), 1, &salida, &cuenta, &transformacion, DecodificadorJPEG.banderas)
        _ = try AvisoJPEG.comprobar(transformador, estado)
        guard let salida else { throw .codificacion("sin resultado") }
        return Array(UnsafeBufferPointer(start: salida, count: Int(cuenta)))
    }
}
