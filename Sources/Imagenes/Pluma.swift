import CPangoCairo

/// Writes figures as a hand does: every digit is a few curved strokes whose points tremble with the seed.
struct Pluma {
    var azar: Azar
    /// Darkness of the ink and lean of the hand, the same for a whole acta.
    let tinta: Double
    private let inclinacion: Double
    /// Error allowed to a curve, in pixels; the strokes are the most expensive part of a page.
    private static let tolerancia = 0.25

    init(azar: Azar) {
        var azar = azar
        tinta = azar.entre(0.72, 0.9)
        inclinacion = azar.entre(0.05, 0.28)
        self.azar = azar
    }

    /// Writes the digits of `cantidad` centred in `caja`; more than three are written smaller.
    mutating func escribir(_ cantidad: Int, en caja: Caja, sobre lienzo: Lienzo) {
        let cifras = Array(String(cantidad))
        let paso = 0.86
        let porAncho = caja.ancho / (Double(max(3, cifras.count)) * paso)
        let alto = min(caja.alto * azar.entre(0.6, 0.7), porAncho)
        let largo = Double(cifras.count) * alto * paso
        var x = caja.x + (caja.ancho - largo) * azar.entre(0.42, 0.54) + alto * 0.12
        let y = caja.y + (caja.alto - alto) / 2
        for cifra in cifras {
            let talla = alto * azar.entre(0.93, 1.05)
            let caida = alto * azar.entre(-0.05, 0.05)
            for trazo in Pluma.trazos(de: cifra, azar: &azar) {
                seguir(trazo, x: x, y: y + caida, alto: talla, lienzo: lienzo)
            }
            x += alto * paso * azar.entre(0.95, 1.03)
        }
        terminar(lienzo, grosor: max(0.95, alto * 0.085))
    }

    /// Covers `caja` with a scrawl in which no figure can be read.
    mutating func garabatear(en caja: Caja, sobre lienzo: Lienzo) {
        let vueltas = max(8, Int(caja.ancho / max(4, caja.alto * 0.34)))
        var puntos: [Punto] = []
        for vuelta in 0..<vueltas {
            let avance = (Double(vuelta) + azar.entre(0, 0.9)) / Double(vueltas)
            let arriba = vuelta % 2 == 0
            puntos.append(Punto(avance, arriba ? azar.entre(0.1, 0.4) : azar.entre(0.6, 0.9)))
            if azar.entre(0, 1) < 0.3 {
                puntos.append(Punto(max(0, avance - 0.12), azar.entre(0.15, 0.85)))
            }
        }
        let espacio = caja.interior(min(4, caja.ancho * 0.1))
        curva(puntos.map { (espacio.x + $0.x * espacio.ancho, espacio.y + $0.y * espacio.alto) }, lienzo)
        terminar(lienzo, grosor: max(0.95, caja.alto * 0.06))
    }

    private func terminar(_ lienzo: Lienzo, grosor: Double) {
        cairo_set_tolerance(lienzo.cairo, Pluma.tolerancia)
        cairo_set_line_cap(lienzo.cairo, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(lienzo.cairo, CAIRO_LINE_JOIN_ROUND)
        lienzo.trazar(tinta: tinta, grosor: grosor)
        cairo_set_line_cap(lienzo.cairo, CAIRO_LINE_CAP_BUTT)
        cairo_set_line_join(lienzo.cairo, CAIRO_LINE_JOIN_MITER)
    }

    private mutating func seguir(_ trazo: [Punto], x: Double, y: Double, alto: Double, lienzo: Lienzo) {
        var puntos: [(Double, Double)] = []
        for punto in trazo {
            let px = punto.x + azar.entre(-0.025, 0.025) + (0.5 - punto.y) * inclinacion
            puntos.append((x + px * alto, y + (punto.y + azar.entre(-0.025, 0.025)) * alto))
        }
        curva(puntos, lienzo)
    }

    /// Catmull-Rom through the points, as cubic curves.
    private func curva(_ puntos: [(Double, Double)], _ lienzo: Lienzo) {
        guard let primero = puntos.first else { return }
        cairo_move_to(lienzo.cairo, primero.0, primero.1)
        for i in 0..<(puntos.count - 1) {
            let (a, b) = (puntos[max(0, i - 1)], puntos[i])
            let (c, d) = (puntos[i + 1], puntos[min(puntos.count - 1, i + 2)])
            cairo_curve_to(
                lienzo.cairo, b.0 + (c.0 - a.0) / 6, b.1 + (c.1 - a.1) / 6, c.0 - (d.0 - b.0) / 6,
                c.1 - (d.1 - b.1) / 6, c.0, c.1)
        }
    }
}

// MARK: - Shapes

extension Pluma {
    /// In units of the height of a digit.
    struct Punto {
        let x: Double
        let y: Double

        init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Strokes of one digit; the seven is crossed by some hands.
    private static func trazos(de cifra: Character, azar: inout Azar) -> [[Punto]] {
        let cruzado = azar.entre(0, 1) < 0.6
        guard let valor = cifra.wholeNumberValue, formas.indices.contains(valor) else {
            return [[Punto(0.05, 0.55), Punto(0.5, 0.52)]]
        }
        return valor == 7 && cruzado ? formas[7] + [[Punto(0.14, 0.54), Punto(0.52, 0.48)]] : formas[valor]
    }

    private static let formas: [[[Punto]]] = [
        [curva(0.36, 0.02, 0.1, 0.24, 0.06, 0.62, 0.26, 0.97, 0.5, 0.86, 0.6, 0.48, 0.5, 0.1, 0.3, 0.04)],
        [curva(0.12, 0.27, 0.34, 0.02), curva(0.34, 0.02, 0.33, 0.98)],
        [curva(0.08, 0.22, 0.27, 0.03, 0.51, 0.14, 0.46, 0.44, 0.05, 0.97), curva(0.05, 0.97, 0.3, 0.92, 0.6, 0.96)],
        [
            curva(0.1, 0.1, 0.34, 0.02, 0.52, 0.2, 0.42, 0.4, 0.24, 0.46),
            curva(0.24, 0.46, 0.5, 0.56, 0.54, 0.8, 0.3, 0.98, 0.05, 0.88),
        ],
        [curva(0.32, 0.02, 0.2, 0.3, 0.05, 0.62), curva(0.05, 0.62, 0.6, 0.59), curva(0.45, 0.32, 0.42, 1)],
        [
            curva(0.55, 0.05, 0.15, 0.05), curva(0.15, 0.05, 0.11, 0.44),
            curva(0.11, 0.44, 0.36, 0.38, 0.56, 0.62, 0.45, 0.9, 0.22, 0.98, 0.04, 0.88),
        ],
        [curva(0.46, 0.02, 0.19, 0.3, 0.06, 0.68, 0.2, 0.96, 0.46, 0.9, 0.52, 0.66, 0.32, 0.52, 0.1, 0.68)],
        [curva(0.05, 0.06, 0.3, 0.1, 0.58, 0.05), curva(0.58, 0.05, 0.36, 0.5, 0.24, 1)],
        [
            curva(
                0.52, 0.16, 0.3, 0.02, 0.11, 0.18, 0.26, 0.42, 0.5, 0.68, 0.42, 0.94, 0.16, 0.94, 0.07, 0.7, 0.3, 0.45,
                0.5, 0.26, 0.5, 0.12)
        ],
        [
            curva(0.53, 0.24, 0.36, 0.03, 0.12, 0.14, 0.1, 0.42, 0.32, 0.5, 0.5, 0.32, 0.54, 0.12),
            curva(0.54, 0.12, 0.53, 0.5, 0.43, 1),
        ],
    ]

    private static func curva(_ coordenadas: Double...) -> [Punto] {
        stride(from: 0, to: coordenadas.count - 1, by: 2).map { Punto(coordenadas[$0], coordenadas[$0 + 1]) }
    }
}
