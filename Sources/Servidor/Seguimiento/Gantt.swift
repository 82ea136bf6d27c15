import Electoral
import Publicacion
import Seguimiento

/// Deliverables and work plan over the months, as SVG whose look is in the style sheet.
struct Gantt {
    private struct Barra {
        let nombre: String
        let desde: Dia
        let hasta: Dia
        let clase: String
        /// A deliverable, with its marks; otherwise an activity.
        let esEntregable: Bool
        /// How its draft is; nil when it has none.
        let borrador: String?
        let palabra: String
    }

    private let hoy: Dia
    private let jornada: Dia
    private let inicio: Mes
    private let meses: [Mes]
    private let entregables: [Barra]
    private let actividades: [Barra]

    private static let nombre = 360, mes = 58, alto = 22, cabeza = 30
    /// Height of each line of a name after the first, and letters that fit in one.
    private static let renglon = 15, letras = 46
    /// More months than these are not drawn.
    private static let maximo = 36

    init?(_ p: Preparacion) {
        guard let calendario = p.calendario else { return nil }
        hoy = p.hoy
        jornada = calendario.jornada
        let porClave = Dictionary(
            grouping: p.obligaciones.filter { $0.vencimiento.mes == nil }, by: \.vencimiento.clave)
        entregables = p.obligaciones.filter { $0.vencimiento.mes == nil && $0.vencimiento.parte == .final }.map { o in
            let borrador = porClave[o.vencimiento.clave]?.first { $0.vencimiento.parte == .borrador }
            return Barra(
                nombre: o.entregable.nombre, desde: borrador?.vencimiento.dia ?? o.vencimiento.dia,
                hasta: o.vencimiento.dia, clase: o.situacion.rawValue, esEntregable: true,
                borrador: borrador?.situacion.rawValue,
                palabra: Self.palabra(o.situacion))
        }
        actividades = p.actividades.compactMap { a in
            guard let hasta = a.termino ?? a.inicio, a.situacion != .cancelada else { return nil }
            let (clase, palabra) =
                switch a.situacion {
                case .concluida: ("hecha", "concluida")
                case .atrasada: ("tarde", "atrasada")
                case .enCurso: ("proxima", "en curso")
                default: ("pendiente", "pendiente")
                }
            return Barra(
                nombre: "\(a.numero) \(a.nombre)", desde: min(a.inicio ?? hasta, hasta), hasta: hasta, clase: clase,
                esEntregable: false, borrador: nil, palabra: palabra)
        }
        let cercanas = (entregables + actividades).filter { abs($0.hasta - calendario.jornada) < 600 }
        guard let primero = cercanas.map(\.desde).min(), let ultimo = cercanas.map(\.hasta).max() else { return nil }
        var meses = [Mes(primero)]
        while let m = meses.last, m < Mes(max(ultimo, jornada)), meses.count < Self.maximo { meses.append(m.siguiente) }
        self.meses = meses
        inicio = meses[0]
    }

    private static func palabra(_ s: Obligacion.Situacion) -> String {
        switch s {
        case .tarde: "tarde"
        case .proxima: "por vencer"
        case .pendiente: "más adelante"
        case .hecha: "hecho"
        case .noAplica: "no aplica"
        }
    }

    private func x(_ d: Dia) -> Int {
        let m = Mes(d)
        let n = (m.primero.anio - inicio.primero.anio) * 12 + m.primero.mes - inicio.primero.mes
        return Self.nombre + n * Self.mes + (d.dia - 1) * Self.mes / 31
    }

    private var ancho: Int { Self.nombre + meses.count * Self.mes + 10 }

    var svg: HTML {
        var y = Self.cabeza
        var cuerpo: HTML = ""
        for (nombre, barras) in [("Entregables", entregables), ("Plan de trabajo", Array(actividades.prefix(80)))]
        where !barras.isEmpty {
            cuerpo += titulo(nombre, y)
            y += Self.alto
            for barra in barras {
                let renglones = Self.renglones(barra.nombre)
                cuerpo += fila(barra, renglones, y)
                y += Self.alto + (renglones.count - 1) * Self.renglon
            }
        }
        let alto = y + 8
        return """
            <svg class="gantt" role="img" aria-label="Entregables y plan de trabajo sobre los meses" width="\(String(ancho))" \
            height="\(String(alto))" viewBox="0 0 \(String(ancho)) \(String(alto))">
            \(columnas(alto))\(cuerpo)\(raya(hoy, "hoy", "Hoy", alto))\(raya(jornada, "jornada", "Elección", alto))</svg>
            """
    }

    private func columnas(_ alto: Int) -> HTML {
        HTML.unir(
            meses.map { m in
                let x = String(self.x(m.primero))
                let nombre = String(EnPalabras.mes(m.primero.mes).prefix(3))
                let anio = m.primero.mes == 1 || m == inicio ? " \(dosCifras(m.primero.anio % 100))" : ""
                return """
                    <line class="eje" x1="\(x)" x2="\(x)" y1="\(String(Self.cabeza - 14))" y2="\(String(alto))"/>\
                    <text class="mes" x="\(x)" y="\(String(Self.cabeza - 4))" dx="3">\(nombre + anio)</text>

                    """
            })
    }

    private func titulo(_ texto: String, _ y: Int) -> HTML {
        "<text class=\"grupo\" x=\"8\" y=\"\(String(y + 15))\">\(texto)</text>\n"
    }

    /// A name in lines that fit beside the months, whole words while they fit.
    static func renglones(_ nombre: String) -> [String] {
        var renglones: [String] = []
        for palabra in nombre.split(separator: " ") {
            if let ultimo = renglones.last, ultimo.count + 1 + palabra.count <= letras {
                renglones[renglones.count - 1] = "\(ultimo) \(palabra)"
            } else {
                renglones.append(String(palabra))
            }
        }
        return renglones.isEmpty ? [""] : renglones
    }

    private func fila(_ b: Barra, _ renglones: [String], _ y: Int) -> HTML {
        let (a, z) = (x(b.desde), x(b.hasta))
        let largo = max(z - a, b.esEntregable ? 0 : 5)
        let dice = "\(b.nombre): \(Leida.fecha(b.hasta)), \(b.palabra)"
        let nombre = renglones.enumerated().map { i, texto in
            "<tspan x=\"8\" y=\"\(String(y + 15 + i * Self.renglon))\">\(texto)</tspan>" as HTML
        }
        let marcas: HTML =
            b.esEntregable
            ? """
            \(b.borrador.map { "<circle class=\"s-\($0) hueco\" cx=\"\(String(a))\" cy=\"\(String(y + 11))\" r=\"4\"/>" as HTML } ?? "")\
            <path class="s-\(b.clase)" d="M\(String(z)) \(String(y + 5))l6 6-6 6-6-6z"/>
            """ : ""
        return """
            <g><title>\(dice)</title><text>\(HTML.unir(nombre))</text>\
            <rect class="s-\(b.clase)\(b.esEntregable ? " hilo" : "")" x="\(String(a))" y="\(String(y + (b.esEntregable ? 9 : 5)))" \
            width="\(String(largo))" height="\(b.esEntregable ? "4" : "12")"/>\(marcas)</g>

            """
    }

    private func raya(_ d: Dia, _ clase: String, _ nombre: String, _ alto: Int) -> HTML {
        guard let ultimo = meses.last, d >= inicio.primero, d <= ultimo.ultimo else { return "" }
        let x = String(self.x(d))
        return """
            <line class="\(clase)" x1="\(x)" x2="\(x)" y1="12" y2="\(String(alto))"/>\
            <text class="\(clase)" x="\(x)" y="10" text-anchor="middle">\(nombre)</text>

            """
    }
}
