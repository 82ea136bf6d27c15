/// A point of the grid of the drawing.
struct PuntoDeCuadricula: Hashable, Comparable {
    let x: Int
    let y: Int

    static func < (a: Self, b: Self) -> Bool { (a.x, a.y) < (b.x, b.y) }
}

/// Outlines on a grid, with fewer points. A border that two units share loses the same points in both: no gap appears
/// between them.
enum Contornos {
    typealias Anillo = [PuntoDeCuadricula]

    /// A closed ring without its repeated points; nil when fewer than three are left.
    static func limpio(_ puntos: [PuntoDeCuadricula]) -> Anillo? {
        var anillo: Anillo = []
        for p in puntos where anillo.last != p { anillo.append(p) }
        while anillo.count > 1, anillo.first == anillo.last { anillo.removeLast() }
        return anillo.count < 3 ? nil : anillo
    }

    /// Twice the area, without sign.
    static func doble(_ anillo: Anillo) -> Int {
        guard var anterior = anillo.last else { return 0 }
        var suma = 0
        for p in anillo {
            suma += anterior.x * p.y - p.x * anterior.y
            anterior = p
        }
        return abs(suma)
    }

    /// Points where borders meet: they stay, and what is between two of them is simplified once for all its sides.
    static func nudos(_ anillos: some Sequence<Anillo>) -> Set<PuntoDeCuadricula> {
        var vecinos: [PuntoDeCuadricula: Set<PuntoDeCuadricula>] = [:]
        for anillo in anillos {
            guard var anterior = anillo.last else { continue }
            for p in anillo {
                vecinos[p, default: []].insert(anterior)
                vecinos[anterior, default: []].insert(p)
                anterior = p
            }
        }
        return Set(vecinos.lazy.filter { $0.value.count != 2 }.map(\.key))
    }

    /// The ring with the points that stand more than `cuartos` quarters of a cell away from the line without them.
    static func simplificado(_ anillo: Anillo, nudos: Set<PuntoDeCuadricula>, cuartos: Int) -> Anillo? {
        var fijos = anillo.indices.filter { nudos.contains(anillo[$0]) }
        if fijos.count < 2 {
            // Alone: it turns around its first point and the one that is farthest from it.
            guard let primero = fijos.first ?? anillo.indices.min(by: { anillo[$0] < anillo[$1] }) else { return nil }
            let base = anillo[primero]
            func lejos(_ p: PuntoDeCuadricula) -> (Int, PuntoDeCuadricula) {
                ((p.x - base.x) * (p.x - base.x) + (p.y - base.y) * (p.y - base.y), p)
            }
            guard let otro = anillo.indices.max(by: { lejos(anillo[$0]) < lejos(anillo[$1]) }) else { return nil }
            fijos = [primero, otro].sorted()
        }
        var resultado: Anillo = []
        for (i, desde) in fijos.enumerated() {
            let hasta = i + 1 < fijos.count ? fijos[i + 1] : fijos[0] + anillo.count
            guard hasta > desde else { continue }
            let arco = (desde...hasta).map { anillo[$0 % anillo.count] }
            resultado += Self.arco(arco, cuartos).dropLast()
        }
        return limpio(resultado)
    }

    /// The same points whichever way the arc is walked.
    private static func arco(_ puntos: Anillo, _ cuartos: Int) -> Anillo {
        guard puntos.count > 2, let primero = puntos.first, let ultimo = puntos.last else { return puntos }
        let alReves = (ultimo, puntos[puntos.count - 2]) < (primero, puntos[1])
        let derecho = alReves ? Array(puntos.reversed()) : puntos
        var quedan = Array(repeating: false, count: derecho.count)
        quedan[0] = true
        quedan[derecho.count - 1] = true
        var pendientes = [(0, derecho.count - 1)]
        while let (a, b) = pendientes.popLast() {
            guard b - a > 1 else { continue }
            var (mayor, lejano) = (0.0, a)
            for i in (a + 1)..<b {
                let d = distancia(derecho[i], derecho[a], derecho[b])
                if d > mayor { (mayor, lejano) = (d, i) }
            }
            guard lejano > a, mayor * 16 > Double(cuartos * cuartos) else { continue }
            quedan[lejano] = true
            pendientes.append((a, lejano))
            pendientes.append((lejano, b))
        }
        let resto = derecho.indices.filter { quedan[$0] }.map { derecho[$0] }
        return alReves ? resto.reversed() : resto
    }

    /// Square of the distance of a point to a segment.
    private static func distancia(_ p: PuntoDeCuadricula, _ a: PuntoDeCuadricula, _ b: PuntoDeCuadricula) -> Double {
        let (dx, dy) = (Double(b.x - a.x), Double(b.y - a.y))
        let (px, py) = (Double(p.x - a.x), Double(p.y - a.y))
        let largo = dx * dx + dy * dy
        let t = largo == 0 ? 0 : max(0, min(1, (px * dx + py * dy) / largo))
        let (ex, ey) = (px - t * dx, py - t * dy)
        return ex * ex + ey * ey
    }

    /// A place inside the ring, as far from its sides as a few lines across it show.
    static func interior(_ anillo: Anillo) -> PuntoDeCuadricula {
        let (alto, bajo) = (anillo.map(\.y).min() ?? 0, anillo.map(\.y).max() ?? 0)
        var mejor = (holgura: -1.0, orilla: -1.0, x: anillo[0].x, y: anillo[0].y)
        for n in 1...15 {
            let y = Double(alto) + (Double(bajo - alto) * Double(n)) / 16
            var cortes: [Double] = []
            for (i, b) in anillo.enumerated() {
                let a = anillo[i == 0 ? anillo.count - 1 : i - 1]
                guard (Double(a.y) > y) != (Double(b.y) > y) else { continue }
                cortes.append(Double(a.x) + (y - Double(a.y)) * Double(b.x - a.x) / Double(b.y - a.y))
            }
            cortes.sort()
            for i in stride(from: 0, to: cortes.count - 1, by: 2) {
                let orilla = min(y - Double(alto), Double(bajo) - y) * 2
                let holgura = min(cortes[i + 1] - cortes[i], orilla * 1.5)
                // Between lines as wide as each other, the one in the middle.
                if (holgura, orilla) > (mejor.holgura, mejor.orilla) {
                    mejor = (holgura, orilla, Int(((cortes[i] + cortes[i + 1]) / 2).rounded()), Int(y.rounded()))
                }
            }
        }
        return PuntoDeCuadricula(x: mejor.x, y: mejor.y)
    }
}
