import CPangoCairo
import CPoppler

/// Pages of a PDF, drawn as a person would see them: nothing of the document but its appearance is kept.
final class RevisionPDF {
    private let documento: OpaquePointer
    let paginas: Int

    /// Dots per inch at which a letter page is drawn, and the longer side of larger ones in pixels.
    private static let puntosPorPulgada = 200.0
    private static let ladoMaximo = 2_400.0
    /// Points; a page of less is not paper.
    private static let ladoMinimo = 36.0

    init(_ bytes: [UInt8]) throws(ImagenError) {
        let datos = g_bytes_new(bytes, UInt(bytes.count))
        defer { g_bytes_unref(datos) }
        var falla: UnsafeMutablePointer<GError>?
        defer { g_clear_error(&falla) }
        guard let documento = poppler_document_new_from_bytes(datos, nil, &falla) else {
            if let falla, falla.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue) { throw .documentoProtegido }
            throw .archivoIlegible(tipo: "PDF", detalle: "documento dañado")
        }
        self.documento = documento
        paginas = Int(poppler_document_get_n_pages(documento))
        guard paginas > 0 else { throw .archivoIlegible(tipo: "PDF", detalle: "no tiene páginas") }
        guard paginas <= RevisorDeImagen.paginasMaximas else {
            throw .demasiadasPaginas(maximo: RevisorDeImagen.paginasMaximas)
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(documento)) }

    /// - Parameter n: from 0.
    func pagina(_ n: Int) throws(ImagenError) -> (bytes: [UInt8], grises: Grises) {
        guard let pagina = poppler_document_get_page(documento, Int32(n)) else { throw ilegible(n) }
        defer { g_object_unref(UnsafeMutableRawPointer(pagina)) }
        var (ancho, alto) = (0.0, 0.0)
        poppler_page_get_size(pagina, &ancho, &alto)
        guard ancho.isFinite, alto.isFinite, min(ancho, alto) >= Self.ladoMinimo else { throw ilegible(n) }
        let escala = min(Self.puntosPorPulgada / 72, Self.ladoMaximo / max(ancho, alto))
        let (w, h) = (max(1, Int((ancho * escala).rounded())), max(1, Int((alto * escala).rounded())))
        guard let superficie = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(w), Int32(h)) else {
            throw .codificacion("sin memoria")
        }
        defer { cairo_surface_destroy(superficie) }
        guard let lienzo = cairo_create(superficie) else { throw .codificacion("sin memoria") }
        defer { cairo_destroy(lienzo) }
        cairo_set_source_rgb(lienzo, 1, 1, 1)
        cairo_paint(lienzo)
        cairo_scale(lienzo, escala, escala)
        poppler_page_render(pagina, lienzo)
        guard cairo_status(lienzo) == CAIRO_STATUS_SUCCESS else { throw ilegible(n) }
        cairo_surface_flush(superficie)
        guard let datos = cairo_image_surface_get_data(superficie) else { throw .codificacion("sin pixeles") }
        let paso = Int(cairo_image_surface_get_stride(superficie)) / 4
        return try datos.withMemoryRebound(to: UInt32.self, capacity: paso * h) {
            (palabras: UnsafeMutablePointer<UInt32>) throws(ImagenError) in
            let color = PixelesDeColor(palabras: palabras, ancho: w, alto: h, paso: paso, orden: .bajos)
            let grises = color.grises()
            let calidad = RevisorDeImagen.calidadDePagina
            let jpeg =
                try color.sinColor
                ? CodificadorJPEG.codificar(grises, calidad: calidad) : color.jpeg(calidad: calidad)
            return (jpeg, grises)
        }
    }

    private func ilegible(_ n: Int) -> ImagenError {
        .archivoIlegible(tipo: "PDF", detalle: "la página \(n + 1) está dañada")
    }
}
