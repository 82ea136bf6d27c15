import CPangoCairo

extension Lienzo {
    /// Lean and narrowing of the letters written by hand.
    private static let mano = cairo_matrix_t(xx: 0.86, yx: 0, xy: -0.24, yy: 1, x0: 0, y0: 0)

    /// Sets `texto` inside `caja` without ever leaving it: first narrower and smaller, down to `minimo` of its size,
    /// then in as many lines as fit, last with an ellipsis (in one line at its middle: what tells two coalitions apart
    /// is at the end of their names).
    func imprimir(
        _ texto: String, en caja: Caja, letra: Letra, tinta: Double = 1, alineacion: Alineacion = .izquierda,
        minimo: Double = 0.7
    ) {
        guard !texto.isEmpty, caja.ancho > 1, caja.alto > 1 else { return }
        var estrechez = 1.0
        var medida = (ancho: Double(texto.unicodeScalars.count) * letra.tamano * Lienzo.avanceMinimo, alto: 0.0)
        let sobra = medida.ancho * Lienzo.estrechez * minimo > caja.ancho
        if !sobra { medida = componer(texto, con: letra) }
        if sobra || medida.ancho > caja.ancho || medida.alto > caja.alto * 1.15 {
            estrechez = Lienzo.estrechez
            let factor = min(1, caja.ancho / estrechez / medida.ancho, caja.alto * 1.15 / max(1, medida.alto))
            medida = componer(
                texto, con: letra.escalada(max(minimo, factor)), ancho: caja.ancho / estrechez, alto: caja.alto)
        }
        let sobrante = caja.ancho - medida.ancho * estrechez
        let x =
            switch alineacion {
            case .izquierda: caja.x
            case .centro: caja.x + sobrante / 2
            case .derecha: caja.x + sobrante
            }
        entintar(tinta)
        cairo_save(cairo)
        cairo_translate(cairo, x, caja.y + (caja.alto - medida.alto) / 2)
        cairo_scale(cairo, estrechez, 1)
        cairo_move_to(cairo, 0, 0)
        pango_cairo_show_layout(cairo, composicion)
        cairo_restore(cairo)
    }

    /// Sets `texto` in the layout and measures it; a limited width wraps it and in the end shortens it.
    private func componer(
        _ texto: String, con letra: Letra, ancho: Double? = nil, alto: Double = 0
    ) -> (ancho: Double, alto: Double) {
        let escala = Double(PANGO_SCALE)
        pango_layout_set_font_description(composicion, tipografia(letra))
        pango_layout_set_text(composicion, texto, Int32(truncatingIfNeeded: texto.utf8.count))
        pango_layout_set_width(composicion, -1)
        if let ancho {
            let renglones = max(1, (alto * 1.1 / (letra.tamano * Lienzo.interlinea)).rounded(.down))
            pango_layout_set_width(composicion, Int32((ancho * escala).rounded(.up)))
            pango_layout_set_wrap(composicion, PANGO_WRAP_WORD_CHAR)
            pango_layout_set_height(composicion, -Int32(renglones))
            pango_layout_set_ellipsize(composicion, renglones > 1 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE)
        }
        var medidaX: Int32 = 0
        var medidaY: Int32 = 0
        pango_layout_get_size(composicion, &medidaX, &medidaY)
        return (Double(medidaX) / escala, Double(medidaY) / escala)
    }

    /// No ordinary text of the family is narrower per character, relative to its size: what is too long by this measure
    /// need not be set once in vain.
    private static let avanceMinimo = 0.42

    /// Height of a line of the family, relative to its size.
    private static let interlinea = 1.165

    /// Writes in one leaning line that starts at the left of `caja` and shrinks until it fits.
    ///
    /// For the words of amounts only: cairo's simple text is several times faster than a layout and lacks nothing here.
    func manuscribir(_ texto: String, en caja: Caja, tamano: Double, tinta: Double) {
        guard !texto.isEmpty, caja.ancho > 1, caja.alto > 1 else { return }
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        cairo_select_font_face(cairo, Lienzo.familia, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_translate(cairo, caja.x, caja.y + caja.alto / 2)
        var mano = Lienzo.mano
        cairo_transform(cairo, &mano)
        var medida = cairo_text_extents_t()
        cairo_set_font_size(cairo, tamano)
        cairo_text_extents(cairo, texto, &medida)
        var talla = tamano
        let disponible = caja.ancho / mano.xx
        if medida.x_advance > disponible {
            talla = max(1, (tamano * disponible / medida.x_advance * 4).rounded(.down) / 4)
            cairo_set_font_size(cairo, talla)
        }
        entintar(tinta)
        cairo_move_to(cairo, 0, talla * 0.3)
        cairo_show_text(cairo, texto)
    }

    /// Turned text centred on a point, for the mark of a simulacro.
    func imprimirGirado(_ texto: String, x: Double, y: Double, angulo: Double, largo: Double, tinta: Double) {
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        cairo_translate(cairo, x, y)
        cairo_rotate(cairo, angulo)
        cairo_select_font_face(cairo, Lienzo.familia, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD)
        cairo_set_font_size(cairo, 100)
        var medida = cairo_text_extents_t()
        cairo_text_extents(cairo, texto, &medida)
        guard medida.width > 0, medida.height > 0 else { return }
        let factor = min(largo / medida.width, 150 / medida.height)
        cairo_scale(cairo, factor, factor)
        cairo_move_to(cairo, -medida.x_bearing - medida.width / 2, -medida.y_bearing - medida.height / 2)
        entintar(tinta)
        cairo_text_path(cairo, texto)
        cairo_fill(cairo)
    }
}
