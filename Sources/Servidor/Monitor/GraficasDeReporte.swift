import Electoral
import Operacion
import Publicacion

/// Charts of the report as SVG that needs no style sheet: on paper there is none inside them. Their classes let the screen
/// change the colours in its dark mode.
enum GraficasDeReporte {
    private static let ancho = 720
    private static let alto = 210
    private static let izquierda = 40, derecha = 8, arriba = 8, abajo = 22
    private static let colores = [
        ("Acopio", "#b35c00", "6 3"), ("Captura", "#4f5a55", "2 3"), ("Verificación", "#0b5f5c", "none"),
    ]

    /// For the style sheet of the screen, which has a dark mode.
    private static func clase(_ nombre: String) -> String {
        switch nombre {
        case "Acopio": "de-acopio"
        case "Captura": "de-captura"
        default: "de-verificacion"
        }
    }

    private static func y(_ n: Int, de maximo: Int) -> Int {
        alto - abajo - n * (alto - arriba - abajo) / max(1, maximo)
    }

    private static func texto(_ x: Int, _ y: Int, _ ancla: String, _ contenido: String) -> HTML {
        """
        <text x="\(String(x))" y="\(String(y))" text-anchor="\(ancla)" font-size="11" font-family="DejaVu Sans, sans-serif" fill="#4f5a55">\(contenido)</text>

        """
    }

    private static func marco(_ titulo: String, _ maximo: Int, _ dentro: HTML) -> HTML {
        var ejes: HTML = ""
        for paso in 0...2 {
            let n = maximo * paso / 2
            let altura = String(y(n, de: maximo))
            ejes += """
                <line x1="\(String(izquierda))" x2="\(String(ancho - derecha))" y1="\(altura)" y2="\(altura)" class="eje" stroke="#cfcac0" stroke-width="1"/>

                """
            ejes += texto(izquierda - 6, y(n, de: maximo) + 4, "end", miles(n))
        }
        return """
            <svg class="grafica" viewBox="0 0 \(String(ancho)) \(String(alto))" role="img" aria-label="\(titulo)">
            <rect width="\(String(ancho))" height="\(String(alto))" class="fondo" fill="#ffffff"/>
            \(ejes)\(dentro)</svg>

            """
    }

    /// The three stamps along the night.
    static func serie(_ tramos: [Reporte.Tramo]) -> HTML {
        let maximo = max(1, tramos.map { max($0.acopio, $0.captura, $0.verificacion) }.max() ?? 1)
        let paso = max(1, tramos.count - 1)
        func x(_ i: Int) -> Int { izquierda + i * (ancho - izquierda - derecha) / paso }
        var dentro: HTML = ""
        let valores: [(Reporte.Tramo) -> Int] = [\.acopio, \.captura, \.verificacion]
        for ((nombre, color, trazo), valor) in zip(colores, valores) {
            let puntos = tramos.enumerated().map { "\(x($0.offset)),\(y(valor($0.element), de: maximo))" }
            dentro += """
                <polyline points="\(puntos.joined(separator: " "))" class="\(clase(nombre))" fill="none" stroke="\(color)" stroke-width="2" stroke-dasharray="\(trazo)"/>

                """
        }
        for (i, tramo) in tramos.enumerated() {
            let f = FechaHora(tramo.desde.instante, en: tramo.desde.huso)
            if f.minuto == 0, f.hora.isMultiple(of: 2) { dentro += texto(x(i), alto - 6, "middle", dosCifras(f.hora)) }
        }
        var leyenda: HTML = ""
        for (k, (nombre, color, trazo)) in colores.enumerated() {
            let inicio = ancho - derecha - 330 + k * 110
            leyenda += """
                <line x1="\(String(inicio))" x2="\(String(inicio + 22))" y1="16" y2="16" class="\(clase(nombre))" stroke="\(color)" stroke-width="2" stroke-dasharray="\(trazo)"/>

                """
            leyenda += texto(inicio + 28, 20, "start", nombre)
        }
        return marco("Actas acopiadas, capturadas y verificadas por tramo de 20 minutos", maximo, dentro + leyenda)
    }

    static func barras(_ barras: [Reporte.Barra], titulo: String) -> HTML {
        // Room above the highest for its figure.
        let maximo = max(1, barras.map(\.actas).max() ?? 1) * 11 / 10 + 1
        let paso = (ancho - izquierda - derecha) / max(1, barras.count)
        var dentro: HTML = ""
        for (i, barra) in barras.enumerated() {
            let x = izquierda + i * paso
            let arriba = y(barra.actas, de: maximo)
            dentro += """
                <rect x="\(String(x + 6))" width="\(String(paso - 12))" y="\(String(arriba))" height="\(String(alto - abajo - arriba))" class="barra" fill="#0b5f5c"/>

                """
            if barra.actas > 0 { dentro += texto(x + paso / 2, max(18, arriba - 4), "middle", miles(barra.actas)) }
            dentro += texto(x + paso / 2, alto - 6, "middle", barra.etiqueta)
        }
        return "<p class=\"leyenda\">\(titulo)</p>\n" + marco(titulo, maximo, dentro)
    }
}
