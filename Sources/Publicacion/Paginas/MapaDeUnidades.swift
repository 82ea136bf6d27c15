import Electoral
import Formatos

/// The units as shapes or, when nobody gave them, as a mosaic of squares: each with its number and the letter of who
/// leads, so that colour never speaks alone.
struct MapaDeUnidades {
    private let bloques: Bloques
    private let hijos: [DatosDeNivel.Hijo]
    private let t: Textos
    /// Who leads some unit, the one that leads most first, with its letter.
    private let lideres: [(nombre: String, letra: String, opciones: [Int], unidades: Int)]

    init(bloques: Bloques, _ hijos: [DatosDeNivel.Hijo], _ t: Textos) {
        self.bloques = bloques
        self.hijos = hijos
        self.t = t
        var cuentas: [String: (unidades: Int, opciones: [Int])] = [:]
        for h in hijos {
            guard let primera = h.primera else { continue }
            cuentas[primera, default: (0, h.opciones)].unidades += 1
        }
        let orden = cuentas.sorted { ($0.value.unidades, $1.key) > ($1.value.unidades, $0.key) }
        lideres = orden.enumerated().map { i, par in
            (par.key, Self.letra(i), par.value.opciones, par.value.unidades)
        }
    }

    /// a, b… z, aa, ab… In lower case: parties may be called by a capital letter.
    private static func letra(_ i: Int) -> String {
        let letras = Array("abcdefghijklmnopqrstuvwxyz")
        return i < 26 ? String(letras[i]) : String(letras[i / 26 - 1]) + String(letras[i % 26])
    }

    /// How many each leads, with the letter that the map gives it.
    ///
    /// - Parameter primeros: how many candidacies to name where there is no map; the rest are counted together.
    func leyenda(primeros: Int? = nil) -> HTML {
        let pendientes = hijos.count - lideres.reduce(0) { $0 + $1.unidades }
        let filas = lideres.prefix(primeros ?? .max).map { l -> HTML in
            let letra: HTML = primeros == nil ? "<b>\(l.letra)</b> " : ""
            return "<li>\(Piezas.muestra(bloques.clase(l.opciones)))\(letra)\(l.nombre): \(l.unidades)</li>\n"
        }
        let otras = lideres.dropFirst(primeros ?? .max)
        let demas: HTML =
            otras.isEmpty
            ? "" : "<li>\(t(.otrasCandidaturas, otras.count)): \(otras.reduce(0) { $0 + $1.unidades })</li>\n"
        let resto: HTML =
            pendientes > 0
            ? "<li>\(primeros == nil ? "<b>·</b> " as HTML : "")\(t(.sinQuienEncabece)): \(pendientes)</li>\n" : ""
        return "<ul class=\"leyenda\">\n\(HTML.unir(filas))\(demas)\(resto)</ul>\n"
    }

    /// Map, with what it does not show.
    ///
    /// - Parameter mapa: shapes of the units; nil for a mosaic.
    func dibujo(_ mapa: MapaDelSitio?) -> HTML {
        guard let mapa else { return mosaico + "<p class=\"nota\">\(t(.notaDelMosaico))</p>\n" }
        let dibujadas = Set(mapa.figuras.map(\.clave))
        let sueltas = hijos.filter { !dibujadas.contains($0.clave) }.map { h -> HTML in
            let letra = h.primera.flatMap { letras[$0] } ?? "·"
            return "<li><a href=\"\(h.clave)/\(Rutas.pagina)\">\(dicho(h))</a> <b>\(letra)</b></li>\n"
        }
        let lista: HTML =
            sueltas.isEmpty
            ? "" : "<p class=\"nota\">\(t(.sinFigura))</p>\n<ul class=\"lista\">\n\(HTML.unir(sueltas))</ul>\n"
        return figuras(mapa) + "<p class=\"nota\">\(t(.notaDelMapa))</p>\n" + lista
    }

    private func dicho(_ h: DatosDeNivel.Hijo) -> String {
        "\(h.clave) \(h.nombre): \(h.primera ?? t.llano(h.votos > 0 ? .empate : .enProceso))"
    }

    private var letras: [String: String] { Dictionary(uniqueKeysWithValues: lideres.map { ($0.nombre, $0.letra) }) }

    /// Labels go over all the shapes: one that is wider than its unit is not cut by the next.
    private func figuras(_ mapa: MapaDelSitio) -> HTML {
        let letras = letras
        let porClave = Dictionary(hijos.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        var svg: HTML = """
            <svg class="mapa-votos figuras\(mapa.amplio ? " amplio" : "")" viewBox="0 0 \(String(mapa.ancho)) \(String(mapa.alto))" \
            role="group" aria-label="\(t(.mapa))">

            """
        var rotulos: HTML = ""
        for f in mapa.figuras {
            guard let h = porClave[f.clave] else { continue }
            let dice = dicho(h)
            let clase = h.primera == nil ? "vacia" : bloques.clase(h.opciones)
            svg += "<a href=\"\(h.clave)/\(Rutas.pagina)\" aria-label=\"\(dice)\"><title>\(dice)</title>"
            svg += "<path class=\"u \(clase)\" d=\"\(f.trazo)\"/></a>\n"
            // Where nobody leads there is no letter to read.
            guard f.rotulo == .entero || f.rotulo == .letra && h.primera != nil else { continue }
            let letra = h.primera.flatMap { letras[$0] } ?? "·"
            let (ancho, alto) = MapaDelSitio.medida(f.rotulo, amplio: mapa.amplio)
            let conNumero = f.rotulo == .entero
            let numero = conNumero ? Int(h.clave).map(String.init) ?? h.clave : ""
            rotulos += "<rect class=\"hoja\" x=\"\(String(f.x - ancho / 2))\" y=\"\(String(f.y - alto / 2))\" "
            rotulos += "width=\"\(String(ancho))\" height=\"\(String(alto))\" rx=\"3\"/>"
            rotulos += "<text x=\"\(String(f.x))\" y=\"\(String(f.y + alto / 4))\">\(numero)"
            rotulos += "<tspan class=\"letra\"\(conNumero ? " dx=\"3\"" as HTML : "")>\(letra)</tspan></text>\n"
        }
        return svg + "<g class=\"rotulos\" aria-hidden=\"true\">\n\(rotulos)</g>\n</svg>\n"
    }

    private var mosaico: HTML {
        let columnas = max(1, Self.raiz(hijos.count * 6 / 5))
        let renglones = (hijos.count + columnas - 1) / columnas
        let letras = letras
        var svg: HTML = """
            <svg class="mapa-votos" viewBox="0 0 \(String(columnas * 52 + 2)) \(String(renglones * 52 + 2))" role="group" \
            aria-label="\(t(.mapaDeMosaico))">

            """
        for (i, h) in hijos.enumerated() {
            let (x, y) = (i % columnas * 52 + 3, i / columnas * 52 + 3)
            let dice = dicho(h)
            let letra = h.primera.flatMap { letras[$0] } ?? "·"
            let numero = Int(h.clave).map(String.init) ?? h.clave
            svg += "<a href=\"\(h.clave)/\(Rutas.pagina)\" aria-label=\"\(dice)\"><title>\(dice)</title>"
            svg += "<rect class=\"hoja\" x=\"\(String(x))\" y=\"\(String(y))\" width=\"46\" height=\"46\" rx=\"4\"/>"
            svg += franjas(h, x: x + 4, y: y + 4)
            svg +=
                "<text x=\"\(String(x + 23))\" y=\"\(String(y + 39))\">\(numero)<tspan class=\"letra\" dx=\"5\">\(letra)"
            svg += "</tspan></text></a>\n"
        }
        return svg + "</svg>\n"
    }

    /// The colours of a coalition side by side, as in its swatch: with only the first it would look like that party alone.
    private func franjas(_ h: DatosDeNivel.Hijo, x: Int, y: Int) -> HTML {
        let clases = h.primera == nil ? [] : bloques.franjas(h.opciones)
        var svg: HTML = ""
        for (n, clase) in clases.enumerated() {
            let (desde, hasta) = (n * 38 / clases.count, (n + 1) * 38 / clases.count)
            svg += "<rect class=\"f \(clase)\" x=\"\(String(x + desde))\" y=\"\(String(y))\""
            svg += " width=\"\(String(hasta - desde))\" height=\"14\"/>"
        }
        let vacia: HTML = clases.isEmpty ? " vacia" : ""
        return svg + "<rect class=\"u\(vacia)\" x=\"\(String(x))\" y=\"\(String(y))\" width=\"38\" height=\"14\"/>"
    }

    /// Integer square root, rounded up.
    private static func raiz(_ n: Int) -> Int {
        var r = 0
        while r * r < n { r += 1 }
        return r
    }
}
