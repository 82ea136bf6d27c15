import CLeptonica

/// Pages of a TIFF as scanners write them (G4, LZW, JPEG and others of libtiff), which browsers do not show: each
/// becomes a JPEG.
struct RevisionTIFF {
    private let bytes: [UInt8]
    let paginas: Int

    init(_ bytes: [UInt8]) throws(ImagenError) {
        self.bytes = bytes
        paginas = try IndiceTIFF(bytes).paginas
    }

    /// - Parameter n: from 0.
    func pagina(_ n: Int) throws(ImagenError) -> (bytes: [UInt8], grises: Grises) {
        guard let leida = Lamina(pixReadMemTiff(bytes, bytes.count, Int32(n))) else {
            throw .archivoIlegible(tipo: "TIFF", detalle: "la página \(n + 1) está dañada")
        }
        let lamina = try leida.reducida(a: RevisorDeImagen.ladoPublicado)
        let grises = try lamina.grises()
        return (try lamina.jpeg(grises: grises, calidad: RevisorDeImagen.calidadDePagina), grises)
    }
}
