/// A rectangle of the page in typographic points, origin at the top left corner.
struct Caja {
    var x: Double
    var y: Double
    var ancho: Double
    var alto: Double

    var derecha: Double { x + ancho }
    var abajo: Double { y + alto }

    /// The rectangle without a margin on every side; never negative.
    func interior(_ horizontal: Double, _ vertical: Double = 0) -> Caja {
        Caja(
            x: x + horizontal, y: y + vertical, ancho: max(0, ancho - 2 * horizontal),
            alto: max(0, alto - 2 * vertical))
    }

    /// Vertical slice that starts `desde` points from the left.
    func columna(desde: Double, ancho: Double) -> Caja {
        Caja(x: x + desde, y: y, ancho: ancho, alto: alto)
    }
}

/// How a text is set.
struct Letra: Hashable {
    var tamano: Double
    var negrita = false

    /// The same letter at a size rounded down to a fourth of a point, so that few sizes (and few cached glyphs) are in
    /// use.
    func escalada(_ factor: Double) -> Letra {
        var letra = self
        letra.tamano = max(1, (tamano * factor * 4).rounded(.down) / 4)
        return letra
    }
}

enum Alineacion {
    case izquierda, centro, derecha
}
