import Electoral

/// Small pieces that many pages share.
enum Piezas {
    /// Swatch of an option or of a candidacy.
    static func muestra(_ clase: String) -> HTML { "<i class=\"muestra \(clase)\"></i>" }

    /// - Parameter clase: colour of an option; nil for the accent of the site.
    static func barra(_ p: Porcentaje, clase: String?) -> HTML {
        let diezmilesimas = min(p.diezmilesimas, 1_000_000)
        let ancho = "\(diezmilesimas / 10_000).\(cifras(diezmilesimas % 10_000 / 100, ancho: 2))"
        let color: HTML = clase.map { " \($0)" } ?? ""
        return """
            <svg class="barra\(color)" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="fondo" width="100" height="8"/><rect\(clase == nil ? " class=\"hecho\"" as HTML : "") width="\(ancho)" height="8"/></svg>
            """
    }

    static func bloque(_ id: String? = nil, _ titulo: HTML, nota: HTML? = nil, _ contenido: HTML) -> HTML {
        let ancla: HTML = id.map { " id=\"\($0)\"" } ?? ""
        let aclara: HTML = nota.map { "<p class=\"nota\">\($0)</p>\n" } ?? ""
        return "<section class=\"bloque\"\(ancla)>\n<h2>\(titulo)</h2>\n\(aclara)\(contenido)</section>\n"
    }

    /// What a newer corte replaces in place.
    static func vivo(_ nombre: String, _ contenido: HTML) -> HTML {
        "<div data-vivo=\"\(nombre)\">\n\(contenido)</div>\n"
    }

    static func enPagina(_ t: Textos, _ enlaces: [(String, HTML)]) -> HTML {
        let lista = enlaces.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" as HTML }
        return "<nav class=\"en-pagina\" aria-label=\"\(t(.enEstaPagina))\"><ul>\(HTML.unir(lista))</ul></nav>\n"
    }

    /// A search among the names of the rows of a table; nothing without scripts.
    static func filtro(_ t: Textos, _ tabla: String, _ rotulo: String) -> HTML {
        """
        <div class="campo" hidden data-filtra="\(tabla)" data-texto-cuantos="\(t.crudo(.cuantos))"><label for="busca">\(rotulo)</label>\
        <input id="busca" type="search" autocomplete="off"><span class="nota" role="status"></span></div>

        """
    }

    static func codigo(_ texto: String) -> HTML { "<span class=\"codigo\">\(texto)</span>" }
}
