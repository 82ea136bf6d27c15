import CPangoCairo

/// A page in typographic points on a cairo surface, with only what an acta needs: lines, boxes, text and strokes.
///
/// Owns its surface, its contexts and its fonts, and frees them. It belongs to the thread that makes it: Pango keeps
/// one font map per thread and a lienzo must not leave it. Gray images are drawn as *ink* on an alpha-only surface (0
/// is paper), documents as opaque grays, so that printers never see transparency.
final class Lienzo {
    enum Destino {
        /// Pixels per point.
        case imagen(escala: Double)
        case documento
    }

    let cairo: OpaquePointer
    private let superficie: OpaquePointer
    private let destino: Destino
    let composicion: OpaquePointer
    private var tipografias: [Letra: OpaquePointer] = [:]

    static let estrechez = 0.84
    static let familia = "DejaVu Sans"

    /// Takes `superficie`, also when it fails.
    init(superficie: OpaquePointer, destino: Destino) throws(ImagenError) {
        guard let cairo = cairo_create(superficie), cairo_status(cairo) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(superficie)
            throw .codificacion("no hay lienzo")
        }
        if case .imagen(let escala) = destino {
            cairo_scale(cairo, escala, escala)
            // Ink over ink gets darker, and pixman has a fast path for it on alpha surfaces.
            cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
        }
        let opciones = cairo_font_options_create()
        defer { cairo_font_options_destroy(opciones) }
        cairo_font_options_set_antialias(opciones, CAIRO_ANTIALIAS_GRAY)
        // Figures of seven pixels need hinted strokes; paper does not.
        let ajuste = if case .imagen = destino { CAIRO_HINT_STYLE_SLIGHT } else { CAIRO_HINT_STYLE_NONE }
        cairo_font_options_set_hint_style(opciones, ajuste)
        cairo_font_options_set_hint_metrics(opciones, CAIRO_HINT_METRICS_OFF)
        self.cairo = cairo
        self.superficie = superficie
        self.destino = destino
        cairo_set_font_options(cairo, opciones)
        composicion = Lienzo.composicion(cairo, opciones)
        guard hayTipografia() else { throw .sinTipografia }
    }

    deinit {
        for tipografia in tipografias.values { pango_font_description_free(tipografia) }
        g_object_unref(UnsafeMutableRawPointer(composicion))
        cairo_destroy(cairo)
        cairo_surface_destroy(superficie)
    }

    /// First failure of the drawing or of its output, if any.
    func comprobar() throws(ImagenError) {
        for estado in [cairo_status(cairo), cairo_surface_status(superficie)] where estado != CAIRO_STATUS_SUCCESS {
            throw .codificacion(Lienzo.mensaje(estado))
        }
    }

    static func mensaje(_ estado: cairo_status_t) -> String {
        guard let texto = cairo_status_to_string(estado) else { return "error desconocido" }
        return String(cString: texto)
    }

    /// A layout with its own context; the layout keeps the context alive.
    private static func composicion(_ cairo: OpaquePointer, _ opciones: OpaquePointer?) -> OpaquePointer {
        let contexto: OpaquePointer = pango_cairo_create_context(cairo)
        defer { g_object_unref(UnsafeMutableRawPointer(contexto)) }
        pango_cairo_context_set_font_options(contexto, opciones)
        pango_cairo_context_set_resolution(contexto, 72)
        pango_context_set_round_glyph_positions(contexto, 0)
        let composicion: OpaquePointer = pango_layout_new(contexto)
        pango_layout_set_single_paragraph_mode(composicion, 1)
        return composicion
    }

    private func hayTipografia() -> Bool {
        let contexto = pango_layout_get_context(composicion)
        guard let fuente = pango_context_load_font(contexto, tipografia(Letra(tamano: 8))) else { return false }
        g_object_unref(UnsafeMutableRawPointer(fuente))
        return true
    }

    func tipografia(_ letra: Letra) -> OpaquePointer? {
        if let conocida = tipografias[letra] { return conocida }
        guard let nueva = pango_font_description_new() else { return nil }
        pango_font_description_set_family(nueva, Lienzo.familia)
        pango_font_description_set_absolute_size(nueva, letra.tamano * Double(PANGO_SCALE))
        if letra.negrita { pango_font_description_set_weight(nueva, PANGO_WEIGHT_BOLD) }
        tipografias[letra] = nueva
        return nueva
    }
}

// MARK: - Ink, lines and boxes

extension Lienzo {
    /// Device pixels per point; one in documents.
    var escala: Double {
        if case .imagen(let escala) = destino { escala } else { 1 }
    }

    var enPixeles: Bool {
        if case .imagen = destino { true } else { false }
    }

    /// Darkness of what is drawn next: 0 paper, 1 black.
    func entintar(_ tinta: Double) {
        switch destino {
        case .imagen: cairo_set_source_rgba(cairo, 0, 0, 0, tinta)
        case .documento: cairo_set_source_rgb(cairo, 1 - tinta, 1 - tinta, 1 - tinta)
        }
    }

    /// Nearest coordinate where a line one pixel wide is sharp; documents need none.
    private func nitida(_ coordenada: Double) -> Double {
        guard case .imagen(let escala) = destino else { return coordenada }
        return ((coordenada * escala).rounded(.down) + 0.5) / escala
    }

    private func grosor(_ puntos: Double) -> Double {
        guard case .imagen(let escala) = destino else { return puntos }
        return max(1, (puntos * escala).rounded()) / escala
    }

    func rellenar(_ caja: Caja, tinta: Double) {
        entintar(tinta)
        let x = nitida(caja.x) - 0.5 / escala
        let y = nitida(caja.y) - 0.5 / escala
        cairo_rectangle(cairo, x, y, nitida(caja.derecha) - 0.5 / escala - x, nitida(caja.abajo) - 0.5 / escala - y)
        cairo_fill(cairo)
    }

    /// Back to clean paper.
    func borrar(_ caja: Caja) {
        cairo_save(cairo)
        if case .imagen = destino { cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR) }
        cairo_rectangle(cairo, caja.x, caja.y, caja.ancho, caja.alto)
        entintar(0)
        cairo_fill(cairo)
        cairo_restore(cairo)
    }

    func recuadrar(_ cajas: [Caja], tinta: Double, grosor puntos: Double = 0.7) {
        for caja in cajas {
            let x = nitida(caja.x)
            let y = nitida(caja.y)
            cairo_rectangle(cairo, x, y, nitida(caja.derecha) - x, nitida(caja.abajo) - y)
        }
        trazar(tinta: tinta, grosor: grosor(puntos))
    }

    func lineaHorizontal(de x: Double, a derecha: Double, y: Double, tinta: Double, grosor puntos: Double = 0.5) {
        cairo_move_to(cairo, x, nitida(y))
        cairo_line_to(cairo, derecha, nitida(y))
        trazar(tinta: tinta, grosor: grosor(puntos))
    }

    func lineaVertical(x: Double, de y: Double, a abajo: Double, tinta: Double, grosor puntos: Double = 0.5) {
        cairo_move_to(cairo, nitida(x), y)
        cairo_line_to(cairo, nitida(x), abajo)
        trazar(tinta: tinta, grosor: grosor(puntos))
    }

    /// Draws the current path as a line.
    func trazar(tinta: Double, grosor: Double) {
        entintar(tinta)
        cairo_set_line_width(cairo, grosor)
        cairo_stroke(cairo)
    }
}
