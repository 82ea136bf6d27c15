import Electoral
import Operacion
import Publicacion

/// Arrival of the actas against the expected curve, as SVG whose look is in the style sheet.
struct GraficaDeLlegadas {
    private let tablero: Tablero
    private let huso: Huso
    private let ancho = 760, alto = 250, izquierda = 46, derecha = 8, arriba = 10, abajo = 24

    init(_ tablero: Tablero, _ huso: Huso) {
        self.tablero = tablero
        self.huso = huso
    }

    private var minutos: Int { max(1, tablero.curva.last?.minuto ?? 1) }

    private func x(_ minuto: Int) -> Int { izquierda + minuto * (ancho - izquierda - derecha) / minutos }

    /// Tenths of a unit: lines of a night look smooth.
    private func y(_ actas: Int) -> String {
        let altura = (alto - arriba - abajo) * 10
        let decimas = (alto - abajo) * 10 - actas * altura / max(1, tablero.esperadas)
        return "\(decimas / 10).\(decimas % 10)"
    }

    /// Minute of the board, inside the chart; nil before the start of the acopio.
    private var minutoActual: Int? {
        let minuto = (tablero.instante.microsegundos - tablero.inicio.microsegundos) / 60_000_000
        return tablero.instante < tablero.inicio ? nil : min(Int(minuto), minutos)
    }

    /// - Parameter hoy: what it is at the instant of the board, where the line ends; nil when it goes on.
    private func linea(_ clase: String, hoy: Int? = nil, _ valor: (Tablero.PuntoDeCurva) -> Int?) -> HTML {
        var puntos = tablero.curva.compactMap { p in valor(p).map { "\(x(p.minuto)),\(y($0))" } }
        if let hoy, let minutoActual { puntos.append("\(x(minutoActual)),\(y(hoy))") }
        return "<polyline class=\"\(clase)\" points=\"\(puntos.joined(separator: " "))\"/>\n"
    }

    private var ejes: HTML {
        var partes: HTML = ""
        for cuarto in 0...4 {
            let actas = tablero.esperadas * cuarto / 4
            partes += """
                <line class="eje" x1="\(String(izquierda))" x2="\(String(ancho - derecha))" y1="\(y(actas))" y2="\(y(actas))"/>\
                <text x="\(String(izquierda - 6))" y="\(y(actas))" dy="4" text-anchor="end">\(String(cuarto * 25)) %</text>

                """
        }
        guard let inicio = tablero.curva.first?.minuto else { return partes }
        // A dozen labels at most: a long process has them farther apart.
        let paso = max(1, ((minutos - inicio) / 12 + 119) / 120) * 120
        for minuto in stride(from: inicio, through: minutos, by: paso) {
            let hora = (horaDeInicio + minuto / 60) % 24
            partes += """
                <text x="\(String(x(minuto)))" y="\(String(alto - 6))" text-anchor="middle">\(dosCifras(hora))</text>

                """
        }
        return partes
    }

    /// Hour of the day at minute zero of the curve.
    private var horaDeInicio: Int { FechaHora(tablero.inicio, en: huso).hora }

    private var ahora: HTML {
        guard let minutoActual else { return "" }
        return """
            <line class="ahora" x1="\(String(x(minutoActual)))" x2="\(String(x(minutoActual)))" y1="\(String(arriba))" \
            y2="\(String(alto - abajo))"/>

            """
    }

    private var frase: HTML {
        let total = tablero.esperadas
        let reales: HTML = """
            Con resultado <b>\(porCiento(tablero.conResultado, de: total))</b>, recibidas \(porCiento(tablero.recibidas, de: total))
            """
        guard let hoy = tablero.curva.last(where: { $0.capturadas != nil }) else {
            return tablero.recibidas + tablero.conResultado == 0
                ? "El acopio no ha empezado." : "\(reales); el acopio no empieza todavía."
        }
        return "\(reales), esperado a esta hora \(porCiento(hoy.esperadas, de: total))."
    }

    var html: HTML {
        """
        <h2 id="h-curva">Llegada de las actas</h2>
        <p class="leyenda">\(frase) <span class="l-capturadas">Con resultado</span> <span class="l-llegadas">Recibidas</span> \
        <span class="l-esperadas">Esperado</span></p>
        <svg viewBox="0 0 \(String(ancho)) \(String(alto))" role="img" aria-labelledby="h-curva">
        \(ejes)\(linea("esperadas") { $0.esperadas })\(linea("llegadas", hoy: tablero.recibidas, \.llegadas))\
        \(linea("capturadas", hoy: tablero.conResultado, \.capturadas))\(ahora)</svg>
        """
    }
}
