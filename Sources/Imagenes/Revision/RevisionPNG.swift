import CLeptonica

/// A PNG that arrives is written again without its texts, dates and colour profiles; the pixels are the same.
struct RevisionPNG {
    let tipo: String
    let bytes: [UInt8]
    let grises: Grises
    let ancho: Int
    let alto: Int

    /// Bytes of pixels up to which it is worth to write PNG again, at some 40 MB per second; beyond, it becomes JPEG. A
    /// figure and not a clock, so that every machine gives the same bytes.
    private static let pixelesSinPerdida = 30_000_000
    /// Level of zlib: the next ones take twice as long for two per cent.
    private static let compresion = 3

    init(_ recibidos: [UInt8]) throws(ImagenError) {
        try RevisionPNG.comprobar(recibidos)
        guard let lamina = Lamina(pixReadMemPng(recibidos, recibidos.count)) else {
            throw .archivoIlegible(tipo: "PNG", detalle: "contenido dañado")
        }
        let final = try lamina.reducida(a: RevisorDeImagen.ladoPublicado)
        grises = try final.grises()
        ancho = final.ancho
        alto = final.alto
        let peso = final.ancho * final.alto * final.profundidad / 8
        if final === lamina && peso <= Self.pixelesSinPerdida {
            tipo = "image/png"
            bytes = try final.png(compresion: Self.compresion)
        } else {
            tipo = "image/jpeg"
            bytes = try final.jpeg(grises: grises, calidad: RevisorDeImagen.calidad)
        }
    }

    /// Walks the chunks: sizes are looked at before anything is decoded, and the last chunk must be there.
    private static func comprobar(_ bytes: [UInt8]) throws(ImagenError) {
        let numeros = BytesOrdenados(bytes: bytes, menorPrimero: false)
        guard let ancho = numeros.entero32(16), let alto = numeros.entero32(20), bytes.count >= 33,
            bytes[12..<16].elementsEqual("IHDR".utf8)
        else { throw .imagenIncompleta }
        try RevisorDeImagen.comprobarMedidas(ancho: ancho, alto: alto, sinPerdida: true)
        var i = 8
        while let largo = numeros.entero32(i), i + 12 + largo <= bytes.count {
            if bytes[(i + 4)..<(i + 8)].elementsEqual("IEND".utf8) { return }
            i += 12 + largo
        }
        throw .imagenIncompleta
    }
}
