import Electoral

/// Hits of each hour as bars, or of each day when there are many hours: where everything goes, for a template to write it
/// as SVG.
struct GraficaDeAccesos {
    private static let ancho = 680, alto = 250
    private static let izquierda = 66, derecha = 8, arriba = 26, abajo = 40
    /// More hours than these do not fit as bars.
    private static let maximoDeHoras = 96

    private struct Barra {
        let dia: Dia
        /// Nil when it is of the whole day.
        let hora: Int?
        let hits: Int
    }

    private let barras: [Barra]
    private let pico: (dia: Dia, hora: String, hits: Int)?

    /// Nil when there is nothing to draw.
    init?(_ accesos: Ficha) {
        func dia(_ momento: String?) -> Dia? { momento.flatMap { Dia(iso: String($0.prefix(10))) } }
        func hora(_ momento: String?) -> Int? { momento.flatMap { Int($0.suffix(5).prefix(2)) } }
        var porHora: [Int: Int] = [:]
        let filas = accesos.grupos("por_hora")
        guard let origen = dia(filas.first?["hora"]) else { return nil }
        for fila in filas {
            guard let suyo = dia(fila["hora"]), let h = hora(fila["hora"]) else { continue }
            porHora[(suyo - origen) * 24 + h, default: 0] += fila.entero("hits") ?? 0
        }
        guard let primera = porHora.keys.min(), let ultima = porHora.keys.max() else { return nil }
        if ultima - primera < Self.maximoDeHoras {
            barras = (primera...ultima).map {
                Barra(dia: origen + $0 / 24, hora: $0 % 24, hits: porHora[$0] ?? 0)
            }
        } else {
            barras = accesos.grupos("por_dia").compactMap { fila in
                fila.dia("dia").map { Barra(dia: $0, hora: nil, hits: fila.entero("hits") ?? 0) }
            }
        }
        if barras.isEmpty { return nil }
        pico = dia(accesos["pico"]).flatMap { suyo in
            accesos.entero("pico_hits").map { (suyo, String((accesos["pico"] ?? "").suffix(5)), $0) }
        }
    }

    private var esPorHora: Bool { barras[0].hora != nil }
    private var paso: Double { Double(Self.ancho - Self.izquierda - Self.derecha) / Double(barras.count) }
    private func x(_ i: Int) -> Double { Double(Self.izquierda) + Double(i) * paso }

    /// What the axis goes up to and by how much: 1, 2 or 5 with zeros.
    private var escala: (tope: Int, salto: Int) {
        let maximo = max(1, barras.map(\.hits).max() ?? 1)
        var salto = 1
        while maximo > salto * 5 {
            // 1, 2, 5, 10, 20…
            salto = "\(salto)".hasPrefix("2") ? salto / 2 * 5 : salto * 2
        }
        return ((maximo + salto - 1) / salto * salto, salto)
    }

    private func y(_ n: Int) -> Double {
        let util = Double(Self.alto - Self.arriba - Self.abajo)
        return Double(Self.alto - Self.abajo) - util * Double(n) / Double(escala.tope)
    }

    var valores: [String: Any] {
        let e = escala
        return [
            "ancho": "\(Self.ancho)", "alto": "\(Self.alto)", "izquierda": "\(Self.izquierda)",
            "derecha": "\(Self.ancho - Self.derecha)", "descripcion": descripcion, "esPorHora": esPorHora,
            "ejes": stride(from: 0, through: e.tope, by: e.salto).map { n -> [String: Any] in
                [
                    "y": Self.cifra(y(n)), "texto": EnPalabras.miles(n), "x": "\(Self.izquierda - 6)",
                    "base": Self.cifra(y(n) + 3.5),
                ]
            },
            "barras": barras.enumerated().map { i, b -> [String: Any] in
                [
                    "x": Self.cifra(x(i) + paso * 0.1), "ancho": Self.cifra(paso * 0.8), "y": Self.cifra(y(b.hits)),
                    "alto": Self.cifra(Double(Self.alto - Self.abajo) - y(b.hits)),
                ]
            },
            "rotulos": rotulos, "dias": dias, "pico": senal as Any? ?? Ausente(),
        ]
    }

    /// Hours under some of the bars, or days.
    private var rotulos: [[String: Any]] {
        let cada = esPorHora ? (barras.count > 60 ? 6 : barras.count > 30 ? 3 : 1) : max(1, barras.count / 12)
        return barras.enumerated().compactMap { i, b in
            guard (b.hora ?? i).isMultiple(of: cada) else { return nil }
            return [
                "x": Self.cifra(x(i) + paso / 2), "y": "\(Self.alto - Self.abajo + 14)",
                "texto": b.hora.map { dosCifras($0) } ?? "\(b.dia.dia)",
            ]
        }
    }

    /// The day under its first hour that has room to say it.
    private var dias: [[String: Any]] {
        guard esPorHora else { return [] }
        return barras.enumerated().compactMap { i, b in
            guard i == 0 || b.hora == 0, x(i) < Double(Self.ancho - 90), i > 0 || (24 - (b.hora ?? 0)) * Int(paso) > 90
            else { return nil }
            return [
                "x": Self.cifra(x(i)), "y": "\(Self.alto - 8)",
                "texto": "\(b.dia.dia) de \(EnPalabras.mes(b.dia.mes))",
            ]
        }
    }

    /// Over the bar where the busiest minute is.
    private var senal: [String: Any]? {
        guard let pico,
            let i = barras.firstIndex(where: { b in
                b.dia == pico.dia && b.hora.map { $0 == Int(pico.hora.prefix(2)) } ?? true
            })
        else { return nil }
        let centro = x(i) + paso / 2
        let alFinal = centro > Double(Self.ancho) / 2
        let alto = y(barras[i].hits)
        return [
            "puntos":
                "\(Self.cifra(centro)),\(Self.cifra(alto - 2)) \(Self.cifra(centro - 5)),\(Self.cifra(alto - 11)) \(Self.cifra(centro + 5)),\(Self.cifra(alto - 11))",
            "x": Self.cifra(centro + (alFinal ? -9 : 9)), "y": Self.cifra(alto - 5), "ancla": alFinal ? "end" : "start",
            "texto": "Minuto pico: \(pico.hora), \(EnPalabras.miles(pico.hits)) hits",
        ]
    }

    /// The same in words, for who does not see it.
    private var descripcion: String {
        guard let primera = barras.first, let ultima = barras.last, let alta = barras.max(by: { $0.hits < $1.hits })
        else {
            return ""
        }
        func nombre(_ b: Barra) -> String {
            "el \(EnPalabras.fecha(b.dia))" + (b.hora.map { " a las \(dosCifras($0)):00" } ?? "")
        }
        let que = esPorHora ? "hora" : "día"
        var frases = [
            "Hits por \(que), desde \(nombre(primera)) hasta \(nombre(ultima))",
            "Donde hubo más fue \(nombre(alta)), con \(EnPalabras.miles(alta.hits))",
        ]
        if let pico {
            frases.append(
                "El minuto pico fue a las \(pico.hora) del \(EnPalabras.fecha(pico.dia)), con \(EnPalabras.miles(pico.hits))"
            )
        }
        return frases.joined(separator: ". ") + "."
    }

    /// With one decimal.
    private static func cifra(_ n: Double) -> String {
        let decimas = Int((n * 10).rounded())
        return decimas.isMultiple(of: 10) ? "\(decimas / 10)" : "\(decimas / 10).\(abs(decimas % 10))"
    }
}
