import CPangoCairo
import Glibc

/// Documents of letter size, emitted page by page.
enum DocumentoPDF {
    /// Receives what cairo emits; lives as long as the surface.
    private final class Salida {
        var bytes: [UInt8] = []
    }

    static func enMemoria(_ hojas: [HojaDeActa], semilla: UInt64) throws(ImagenError) -> [UInt8] {
        try enMemoria { superficie throws(ImagenError) in
            try dibujar(hojas, semilla: semilla, superficie: superficie)
        }
    }

    /// One page after each call of `pagina`, until it says that nothing was left to draw.
    static func enMemoria(
        titulo: String, pagina: (Lienzo) throws(ImagenError) -> Bool
    ) throws(ImagenError) -> [UInt8] {
        try enMemoria { superficie throws(ImagenError) in
            try emitir(titulo: titulo, superficie: superficie, pagina: pagina)
        }
    }

    private static func enMemoria(
        _ dibujar: (OpaquePointer) throws(ImagenError) -> Void
    ) throws(ImagenError) -> [UInt8] {
        let salida = Salida()
        let superficie = cairo_pdf_surface_create_for_stream(
            { destino, datos, cuenta in
                guard let destino else { return CAIRO_STATUS_WRITE_ERROR }
                let salida = Unmanaged<Salida>.fromOpaque(destino).takeUnretainedValue()
                salida.bytes.append(contentsOf: UnsafeBufferPointer(start: datos, count: Int(cuenta)))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(salida).toOpaque(), PaginaDeActa.ancho, PaginaDeActa.alto)
        guard let superficie else { throw .codificacion("sin memoria") }
        defer { withExtendedLifetime(salida) {} }
        try dibujar(superficie)
        return salida.bytes
    }

    /// Written beside `ruta` and renamed when whole, so that nobody prints half a document.
    static func enArchivo(
        _ hojas: some Sequence<HojaDeActa>, semilla: UInt64, ruta: String
    ) throws(ImagenError) {
        let parcial = ruta + ".parcial"
        guard let superficie = cairo_pdf_surface_create(parcial, PaginaDeActa.ancho, PaginaDeActa.alto) else {
            throw .codificacion("sin memoria")
        }
        guard cairo_surface_status(superficie) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(superficie)
            throw .escritura(ruta)
        }
        do {
            try dibujar(hojas, semilla: semilla, superficie: superficie)
        } catch {
            unlink(parcial)
            throw error == escrituraFallida ? .escritura(ruta) : error
        }
        guard rename(parcial, ruta) == 0 else {
            unlink(parcial)
            throw .escritura(ruta)
        }
    }

    private static let escrituraFallida = ImagenError.codificacion(Lienzo.mensaje(CAIRO_STATUS_WRITE_ERROR))

    private static func dibujar(
        _ hojas: some Sequence<HojaDeActa>, semilla: UInt64, superficie: OpaquePointer
    ) throws(ImagenError) {
        var pendientes = hojas.makeIterator()
        try emitir(titulo: "Actas de escrutinio y cómputo de casilla", superficie: superficie) {
            lienzo throws(ImagenError) in
            guard let hoja = pendientes.next() else { return false }
            var pagina = PaginaDeActa(hoja, semilla: semilla, sobre: lienzo)
            try pagina.dibujar()
            return true
        }
    }

    /// Draws and finishes the document; takes `superficie`.
    private static func emitir(
        titulo: String, superficie: OpaquePointer, pagina: (Lienzo) throws(ImagenError) -> Bool
    ) throws(ImagenError) {
        // Without date of creation two documents of the same pages are the same bytes.
        cairo_pdf_surface_set_metadata(superficie, CAIRO_PDF_METADATA_CREATE_DATE, nil)
        cairo_pdf_surface_set_metadata(superficie, CAIRO_PDF_METADATA_TITLE, titulo)
        let lienzo = try Lienzo(superficie: superficie, destino: .documento)
        var paginas = 0
        while try pagina(lienzo) {
            cairo_show_page(lienzo.cairo)
            paginas += 1
        }
        guard paginas > 0 else { throw .sinHojas }
        cairo_surface_finish(superficie)
        try lienzo.comprobar()
    }
}
