import CPangoCairo
import Electoral

/// Draws actas de escrutinio y cómputo, for drills and for printing.
///
/// The same hoja and semilla give the same bytes on every call and from any thread, on machines with the same libraries
/// and fonts. What it draws carries whatever `marca` says: whoever calls decides that a drill is marked.
public enum DibujoDeActa {
    /// Widths in pixels that can be asked for.
    public static let anchosAdmitidos = 320...5_100

    /// Gray JPEG of one acta, `ancho` pixels wide and with the proportions of a letter page.
    public static func jpeg(
        _ hoja: HojaDeActa, semilla: UInt64, ancho: Int = 850, calidad: Int = 75
    ) throws(ImagenError) -> [UInt8] {
        guard anchosAdmitidos.contains(ancho) else { throw .medidasInvalidas(ancho: ancho) }
        guard (1...100).contains(calidad) else { throw .calidadInvalida(calidad) }
        let alto = Int((Double(ancho) * PaginaDeActa.alto / PaginaDeActa.ancho).rounded())
        guard let superficie = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(ancho), Int32(alto)) else {
            throw .codificacion("sin memoria")
        }
        let escala = Double(ancho) / PaginaDeActa.ancho
        let lienzo = try Lienzo(superficie: superficie, destino: .imagen(escala: escala))
        var pagina = PaginaDeActa(hoja, semilla: semilla, sobre: lienzo)
        try pagina.dibujar()
        return try withExtendedLifetime(lienzo) { () throws(ImagenError) -> [UInt8] in
            cairo_surface_flush(superficie)
            guard let tinta = cairo_image_surface_get_data(superficie) else { throw .codificacion("sin pixeles") }
            let paso = Int(cairo_image_surface_get_stride(superficie))
            // Ink becomes gray: nothing is white, everything is black.
            for i in 0..<(paso * alto) { tinta[i] = ~tinta[i] }
            return try CodificadorJPEG.codificar(
                grises: tinta, ancho: ancho, alto: alto, paso: paso, calidad: calidad)
        }
    }

    /// Where the amount of each row is on the sheets drawn here: what `Plantilla.recuadros` says of them. It depends on
    /// how many rows there are and on their groups, never on what is written.
    public static func recuadros(_ renglones: [HojaDeActa.Renglon]) -> [Recuadro] {
        PaginaDeActa.recuadros(renglones)
    }

    /// Printable document of letter size, one page per acta.
    public static func pdf(_ hojas: [HojaDeActa], semilla: UInt64) throws(ImagenError) -> [UInt8] {
        try DocumentoPDF.enMemoria(hojas, semilla: semilla)
    }

    /// Writes the same document to the file `ruta`, page by page; the file appears there only when it is complete.
    public static func pdf(
        _ hojas: some Sequence<HojaDeActa>, semilla: UInt64, en ruta: String
    ) throws(ImagenError) {
        try DocumentoPDF.enArchivo(hojas, semilla: semilla, ruta: ruta)
    }
}
