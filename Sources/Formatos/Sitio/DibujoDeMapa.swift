import Foundation

/// Draws the outlines of the units: projected, on a grid of whole numbers, with as few points as the page can carry.
enum DibujoDeMapa {
    private static let lado = 1000
    /// Around the drawing, so that no line is cut.
    private static let margen = 4
    /// What all the outlines of a page may take.
    private static let bytesMaximos = 40_000
    /// Tolerances to try, in quarters of a cell.
    private static let tolerancias = [3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 48]
    /// Up to this many units have large labels.
    private static let pocas = 60

    /// - Parameters:
    ///   - figuras: rings by key.
    ///   - orden: keys of every unit, in the order of the catalogue.
    static func mapa(_ figuras: [String: [[PuntoDeMapa]]], orden: [String]) -> MapaDelSitio {
        let claves = orden.filter { figuras[$0] != nil }
        let enCuadricula = Cuadricula(claves.flatMap { figuras[$0] ?? [] }, lado: lado, margen: margen)
        let completas = claves.map { clave in
            mayores((figuras[clave] ?? []).compactMap { Contornos.limpio($0.map(enCuadricula.punto)) })
        }
        let nudos = Contornos.nudos(completas.joined())
        var trazos: [String] = []
        for cuartos in tolerancias {
            trazos = completas.map { anillos in
                anillos.compactMap { Contornos.simplificado($0, nudos: nudos, cuartos: cuartos) }.map(trazo).joined()
            }
            if trazos.reduce(0, { $0 + $1.utf8.count }) <= bytesMaximos { break }
        }
        let amplio = orden.count <= pocas
        var rotulos = Rotulos(amplio: amplio)
        let dibujadas = claves.indices.map { i -> MapaDelSitio.Figura in
            // So small that nothing of it is left: a point, so that it can be chosen all the same.
            guard let mayor = completas[i].first else {
                let p = (figuras[claves[i]]?.first?.first).map(enCuadricula.punto) ?? PuntoDeCuadricula(x: 0, y: 0)
                return MapaDelSitio.Figura(
                    clave: claves[i], trazo: "M\(p.x) \(p.y)h2v2h-2z", x: p.x, y: p.y, rotulo: rotulos.poner(p))
            }
            let centro = Contornos.interior(mayor)
            return MapaDelSitio.Figura(
                clave: claves[i], trazo: trazos[i].isEmpty ? trazo(mayor) : trazos[i], x: centro.x, y: centro.y,
                rotulo: rotulos.poner(centro))
        }
        return MapaDelSitio(ancho: enCuadricula.ancho, alto: enCuadricula.alto, amplio: amplio, figuras: dibujadas)
    }

    /// The largest first; of the rest, those that can be seen.
    private static func mayores(_ anillos: [Contornos.Anillo]) -> [Contornos.Anillo] {
        let orden = anillos.enumerated().sorted {
            (Contornos.doble($1.element), $0.offset) < (Contornos.doble($0.element), $1.offset)
        }
        return orden.map(\.element).enumerated().filter { $0.offset == 0 || Contornos.doble($0.element) >= 8 }
            .map(\.element)
    }

    /// `M12 34l3-4 5 6z`.
    private static func trazo(_ anillo: Contornos.Anillo) -> String {
        var d = "M\(anillo[0].x) \(anillo[0].y)l"
        var esPrimero = true
        for (a, b) in zip(anillo, anillo.dropFirst()) {
            for n in [b.x - a.x, b.y - a.y] {
                if !esPrimero, n >= 0 { d += " " }
                d += "\(n)"
                esPrimero = false
            }
        }
        return d + "z"
    }
}

/// From places of the earth, or of a plane, to a grid of whole numbers with the north above.
private struct Cuadricula {
    let ancho: Int
    let alto: Int
    private let escalaX: Double
    private let escalaY: Double
    private let oeste: Double
    private let norte: Double
    private let margen: Int

    init(_ anillos: [[PuntoDeMapa]], lado: Int, margen: Int) {
        let puntos = anillos.joined()
        let oeste = puntos.lazy.map(\.x).min() ?? 0
        let este = puntos.lazy.map(\.x).max() ?? 1
        let sur = puntos.lazy.map(\.y).min() ?? 0
        let norte = puntos.lazy.map(\.y).max() ?? 1
        // Degrees of longitude are shorter away from the equator; a plane has no degrees.
        let enGrados = oeste >= -180 && este <= 180 && sur >= -90 && norte <= 90
        let paralelo = enGrados ? cos((sur + norte) / 2 * .pi / 180) : 1
        let (anchura, altura) = ((este - oeste) * paralelo, norte - sur)
        let escala = Double(lado) / max(anchura, altura, 1e-9)
        self.oeste = oeste
        self.norte = norte
        self.margen = margen
        escalaX = escala * paralelo
        escalaY = escala
        // What is over a whole number by the error of the division is no cell more.
        ancho = Int((anchura * escala - 1e-6).rounded(.up)) + 2 * margen
        alto = Int((altura * escala - 1e-6).rounded(.up)) + 2 * margen
    }

    func punto(_ p: PuntoDeMapa) -> PuntoDeCuadricula {
        PuntoDeCuadricula(
            x: Int(((p.x - oeste) * escalaX).rounded()) + margen, y: Int(((norte - p.y) * escalaY).rounded()) + margen)
    }
}

/// Which labels have room.
private struct Rotulos {
    let amplio: Bool
    private var puestos: [(x: ClosedRange<Int>, y: ClosedRange<Int>)] = []

    init(amplio: Bool) { self.amplio = amplio }

    /// The largest label that covers none of those before.
    mutating func poner(_ p: PuntoDeCuadricula) -> MapaDelSitio.Rotulo {
        for rotulo in [MapaDelSitio.Rotulo.entero, .letra] {
            let (ancho, alto) = MapaDelSitio.medida(rotulo, amplio: amplio)
            let caja = (x: p.x - ancho / 2...p.x + ancho / 2, y: p.y - alto / 2...p.y + alto / 2)
            guard !puestos.contains(where: { $0.x.overlaps(caja.x) && $0.y.overlaps(caja.y) }) else { continue }
            puestos.append(caja)
            return rotulo
        }
        return .ninguno
    }
}
