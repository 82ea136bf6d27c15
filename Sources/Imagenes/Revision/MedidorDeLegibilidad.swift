/// Judges whether the figures of a page can be read.
enum MedidorDeLegibilidad {
    /// - Parameters:
    ///   - pagina: at any scale.
    ///   - ancho: pixels of what will be published, which may be more than those of `pagina`.
    static func medir(_ pagina: Grises, ancho: Int, alto: Int, qrEncontrado: Bool) -> Legibilidad {
        let vista = pagina.reducida(a: Umbrales.ladoDeMedida)
        let niveles = Niveles(vista)
        return Legibilidad(
            ancho: ancho, alto: alto, nitidez: nitidez(vista, niveles), contraste: Double(niveles.contraste),
            brillo: Double(niveles.papel), tinta: niveles.tinta, contenidoEnBordes: bordes(vista, niveles),
            qrEncontrado: qrEncontrado)
    }

    static func observar(_ m: Legibilidad) -> [Observacion] {
        var observaciones: [Observacion] = []
        if min(m.ancho, m.alto) < Umbrales.ladoMinimo { observaciones.append(.muyPequena) }
        if m.brillo < Umbrales.brilloMinimo { observaciones.append(.oscura) }
        // On a sheet without content sharpness and contrast mean nothing.
        if m.tinta < Umbrales.tintaMinima && m.contraste < Umbrales.contrasteMinimo {
            return observaciones + [.sinContenido]
        }
        if m.nitidez < Umbrales.nitidezMinima { observaciones.append(.borrosa) }
        if m.contraste < Umbrales.contrasteMinimo { observaciones.append(.pocoContraste) }
        if m.contenidoEnBordes.mayor > Umbrales.bordeMaximo { observaciones.append(.hojaCortada) }
        return observaciones
    }
}

/// Limits measured on actas drawn at 640 to 2550 pixels of width and on the same ones blurred, faded, darkened, cut,
/// shrunk and with grain.
enum Umbrales {
    /// Pages are compared at this size: a page that is sharp here can be read on a screen, whatever its resolution.
    static let ladoDeMedida = 828
    /// Below it the figures of a page of letter size are less than seven pixels high.
    static let ladoMinimo = 600
    static let percentilDelPapel = 0.75
    /// Ink covers more than this of any acta.
    static let percentilDeLaTinta = 0.01
    /// Gray levels by which ink is darker than paper at least; grain stays under it.
    static let nivelesDeTinta = 24
    /// Sharp actas give 0.4 to 1.4; those blurred by two pixels at 1700 of width, or by one at 850, less than 0.2.
    static let nitidezMinima = 0.28
    /// Actas give 220 or more; under 60 the QR cannot be read without help and pencil cannot be seen.
    static let contrasteMinimo = 60.0
    /// Paper gives 230 or more when scanned and 140 or more in a photograph with light.
    static let brilloMinimo = 90.0
    static let tintaMinima = 0.002
    /// Pixels of the view; writing that is cut reaches the first ones.
    static let grosorDelBorde = 3
    /// Part of the contrast by which what touches a side is darker than paper.
    static let oscuridadDelBorde = 0.3
    /// A run longer than this part of the side is background, not writing.
    static let tramoMaximo = 0.2
    /// A table that is cut leaves its four vertical lines; one or two runs are a fold or a stain.
    static let tramosMinimos = 4
    static let bordeMaximo = 0.004
    /// Strokes of the Laplacian weaker than this part of the contrast are texture of the paper.
    static let trazoMinimo = 0.06
}

// MARK: - Levels

extension MedidorDeLegibilidad {
    /// Gray levels that describe the page, from its histogram.
    struct Niveles {
        let papel: Int
        let contraste: Int
        /// Part of the page that is clearly darker than the paper.
        let tinta: Double

        init(_ vista: Grises) {
            var histograma = [Int](repeating: 0, count: 256)
            vista.pixeles.withUnsafeBufferPointer { pixeles in
                for p in pixeles { histograma[Int(p)] += 1 }
            }
            let total = max(1, vista.pixeles.count)
            papel = Niveles.percentil(Umbrales.percentilDelPapel, de: histograma, total: total)
            contraste = papel - Niveles.percentil(Umbrales.percentilDeLaTinta, de: histograma, total: total)
            let corte = papel - Umbrales.nivelesDeTinta
            tinta = corte <= 0 ? 0 : Double(histograma[..<corte].reduce(0, +)) / Double(total)
        }

        static func percentil(_ parte: Double, de histograma: [Int], total: Int) -> Int {
            let meta = Int(Double(total) * parte)
            var suma = 0
            for (nivel, cuenta) in histograma.enumerated() {
                suma += cuenta
                if suma > meta { return nivel }
            }
            return histograma.count - 1
        }
    }
}

// MARK: - Sharpness

extension MedidorDeLegibilidad {
    /// Ratio of the energies of the Laplacian at this scale and at half of it. Both grow alike with what is written
    /// and with its contrast, but blur takes the fine scale away first. Grain and the blocks of JPEG, which would pass
    /// for fine strokes, are left out.
    static func nitidez(_ vista: Grises, _ niveles: Niveles) -> Double {
        let minimo = max(8, Int(Double(niveles.contraste) * Umbrales.trazoMinimo))
        let gruesa = energia(vista.mitad(), desde: minimo)
        return gruesa <= 0 ? 0 : energia(vista, desde: minimo) / gruesa
    }

    /// Sum of squares, per pixel, of the values of the Laplacian of four neighbours that are clearly not grain.
    private static func energia(_ g: Grises, desde minimo: Int) -> Double {
        guard g.ancho > 2, g.alto > 2 else { return 0 }
        var histograma = [Int](repeating: 0, count: 1_021)
        histograma.withUnsafeMutableBufferPointer { cuentas in
            g.pixeles.withUnsafeBufferPointer { p in
                for y in 1..<(g.alto - 1) {
                    let c = y * g.ancho
                    for x in (c + 1)..<(c + g.ancho - 1) {
                        let vecinos = Int32(p[x - 1]) + Int32(p[x + 1]) + Int32(p[x - g.ancho]) + Int32(p[x + g.ancho])
                        cuentas[Int(abs(4 * Int32(p[x]) - vecinos))] += 1
                    }
                }
            }
        }
        let total = (g.ancho - 2) * (g.alto - 2)
        // Most of a page is paper: the median is its grain, and four deviations (1.48 medians each) leave it out.
        let grano = Niveles.percentil(0.5, de: histograma, total: total)
        let desde = min(histograma.count, max(minimo, grano * 6))
        let suma = (desde..<histograma.count).reduce(0) { $0 + $1 * $1 * histograma[$1] }
        return Double(suma) / Double(total)
    }
}

// MARK: - Sides

extension MedidorDeLegibilidad {
    private static func bordes(_ vista: Grises, _ niveles: Niveles) -> Legibilidad.Bordes {
        let (w, h) = (vista.ancho, vista.alto)
        guard min(w, h) > Umbrales.grosorDelBorde else { return .init(arriba: 0, abajo: 0, izquierda: 0, derecha: 0) }
        let oscuridad = Int(Double(niveles.contraste) * Umbrales.oscuridadDelBorde)
        let corte = UInt8(clamping: niveles.papel - max(Umbrales.nivelesDeTinta, oscuridad))
        func lado(_ largo: Int, _ indice: (_ i: Int, _ profundidad: Int) -> Int) -> Double {
            cortes(
                (0..<largo).map { i in
                    (0..<Umbrales.grosorDelBorde).contains { vista.pixeles[indice(i, $0)] < corte }
                })
        }
        return Legibilidad.Bordes(
            arriba: lado(w) { $1 * w + $0 }, abajo: lado(w) { (h - 1 - $1) * w + $0 },
            izquierda: lado(h) { $0 * w + $1 }, derecha: lado(h) { $0 * w + w - 1 - $1 })
    }

    /// Dark part of a side, counted only when it comes in several short runs as cut letters and lines do; one long run
    /// is the shadow of the scanner or the table under the sheet.
    private static func cortes(_ marcas: [Bool]) -> Double {
        var tramos = 0
        var oscuros = 0
        var largo = 0
        for marca in marcas + [false] {
            if marca {
                largo += 1
            } else if largo > 0 {
                if Double(largo) <= Double(marcas.count) * Umbrales.tramoMaximo {
                    tramos += 1
                    oscuros += largo
                }
                largo = 0
            }
        }
        return tramos < Umbrales.tramosMinimos ? 0 : Double(oscuros) / Double(max(1, marcas.count))
    }
}
