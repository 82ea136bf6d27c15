import CPangoCairo

extension Lienzo {
    /// Pixels that a reader needs for one module after compression.
    private static let pixelesPorModulo = 2
    /// Points that one module needs on paper (0.7 mm).
    private static let puntosPorModulo = 1.5

    /// Draws `codigo` with its quiet zone inside the square `caja`; on images every module is a whole number of pixels.
    func dibujar(_ codigo: CodigoQR, de caracteres: Int, en caja: Caja) throws(ImagenError) {
        borrar(caja)
        let lado = Double(codigo.lado)
        let total = lado + 2 * Double(CodigoQR.silencio)
        var modulo = caja.ancho * escala / total
        var x = caja.x * escala
        var y = caja.y * escala
        if enPixeles {
            modulo.round(.down)
            guard modulo >= Double(Self.pixelesPorModulo) else { throw .qrDemasiadoLargo(caracteres: caracteres) }
        } else if modulo < Self.puntosPorModulo {
            throw .qrDemasiadoLargo(caracteres: caracteres)
        }
        let orilla = (caja.ancho * escala - modulo * lado) / 2
        x += orilla
        y += orilla
        if enPixeles {
            x.round(.down)
            y.round(.down)
        }
        cairo_save(cairo)
        if enPixeles { cairo_identity_matrix(cairo) }
        for tramo in codigo.tramos {
            cairo_rectangle(
                cairo, x + Double(tramo.columna) * modulo, y + Double(tramo.fila) * modulo,
                Double(tramo.largo) * modulo, modulo)
        }
        entintar(1)
        cairo_fill(cairo)
        cairo_restore(cairo)
    }
}
