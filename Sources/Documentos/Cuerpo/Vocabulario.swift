/// What the body of a document may be made of (docs/documentos.md). There is nothing in it that could fetch, run or
/// restyle: what is not listed is refused.
struct Vocabulario {
    private struct Regla {
        var atributos: Set<String> = []
        var clases: Set<String> = []
        var dentro: Contenido
    }

    private enum Contenido {
        case bloques, linea, ambos, nada, dibujo
        case solo(Set<String>)
    }

    private static let deBloque: Set<String> = [
        "h1", "h2", "h3", "p", "ul", "ol", "table", "blockquote", "section", "div", "nav", "figure",
    ]
    private static let deLinea: Set<String> = ["strong", "b", "em", "i", "u", "sup", "sub", "span", "a", "br"]
    private static let figuras: Set<String> = [
        "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    ]
    private static let titulos = Regla(
        atributos: ["id", "data-indice"], clases: ["salto", "sin-indice"], dentro: .linea)
    private static let caja = Regla(
        clases: ["portada", "firma", "aviso", "salto", "sangria", "centro", "derecha"],
        dentro: .bloques)
    private static let simple = Regla(dentro: .linea)
    private static let celda = Regla(
        atributos: ["colspan", "rowspan", "scope"], clases: ["centro", "derecha"], dentro: .ambos)

    private static let reglas: [String: Regla] = [
        "h1": titulos, "h2": titulos, "h3": titulos,
        "p": Regla(
            atributos: ["id"],
            clases: [
                "salto", "fecha-lugar", "titulo", "proceso", "unidad", "derecha", "centro", "nota", "fuente", "sangria",
                "aviso",
            ], dentro: .linea),
        "ul": Regla(dentro: .solo(["li"])),
        "ol": Regla(atributos: ["start", "type"], dentro: .solo(["li"])),
        "li": Regla(dentro: .ambos),
        "blockquote": Regla(dentro: .bloques),
        "section": caja, "div": caja,
        "nav": Regla(clases: ["indice"], dentro: .linea),
        "table": Regla(atributos: ["id"], dentro: .solo(["caption", "colgroup", "thead", "tbody"])),
        "caption": simple,
        "colgroup": Regla(dentro: .solo(["col"])),
        "col": Regla(atributos: ["width"], dentro: .nada),
        "thead": Regla(dentro: .solo(["tr"])),
        "tbody": Regla(dentro: .solo(["tr"])),
        "tr": Regla(dentro: .solo(["th", "td"])),
        "th": celda, "td": celda,
        "figure": Regla(dentro: .solo(["img", "svg", "figcaption"])),
        "figcaption": simple,
        "img": Regla(atributos: ["src", "alt"], dentro: .nada),
        "strong": simple, "b": simple, "em": simple, "i": simple, "u": simple, "sup": simple, "sub": simple,
        "span": Regla(atributos: ["lang"], dentro: .linea),
        "a": Regla(atributos: ["href"], dentro: .linea),
        "br": Regla(dentro: .nada),
    ]

    /// - Throws: `DocumentoError` with what is not of the vocabulary.
    static func comprobar(_ nodos: [Nodo]) throws(DocumentoError) {
        try comprobar(nodos, .bloques, en: "el documento")
    }

    private static func comprobar(
        _ nodos: [Nodo], _ contenido: Contenido, en padre: String
    ) throws(DocumentoError) {
        for nodo in nodos {
            switch (nodo, contenido) {
            case (.texto, .linea), (.texto, .ambos), (.texto, .dibujo): break
            case (.texto(let t), _):
                guard nodo.esBlanco else {
                    throw falla("hay texto suelto en \(padre) («\(t.prefix(30))»): póngalo en un <p>")
                }
            case (.elemento(let e), .dibujo): try dibujo(e)
            case (.elemento(let e), _):
                guard cabe(e.nombre, en: contenido) else { throw falla("<\(e.nombre)> no puede estar en \(padre)") }
                if e.nombre == "svg" { try dibujo(e) } else { try elemento(e) }
            }
        }
    }

    private static func cabe(_ nombre: String, en contenido: Contenido) -> Bool {
        switch contenido {
        case .bloques: deBloque.contains(nombre)
        case .linea: deLinea.contains(nombre)
        case .ambos: deLinea.contains(nombre) || ["p", "ul", "ol", "blockquote"].contains(nombre)
        case .nada: false
        case .dibujo: figuras.contains(nombre)
        case .solo(let unos): unos.contains(nombre)
        }
    }

    private static func elemento(_ e: Elemento) throws(DocumentoError) {
        guard let regla = reglas[e.nombre] else { throw falla("<\(e.nombre)> no es del vocabulario") }
        for (nombre, valor) in e.atributos where nombre != "class" {
            guard regla.atributos.contains(nombre) else { throw falla("<\(e.nombre)> no lleva \(nombre)") }
            guard esValido(valor, nombre) else { throw falla("\(nombre)=\"\(valor.prefix(40))\" no se puede usar") }
        }
        for clase in e.clases where !regla.clases.contains(String(clase)) {
            throw falla("<\(e.nombre)> no lleva la clase «\(clase)»")
        }
        if e.nombre == "img" {
            guard e["src"] != nil, e["alt"]?.isEmpty == false else {
                throw falla("cada imagen lleva src y alt, que dice lo que muestra")
            }
        }
        try comprobar(e.hijos, regla.dentro, en: "<\(e.nombre)>")
    }

    private static func esValido(_ valor: String, _ atributo: String) -> Bool {
        switch atributo {
        case "colspan": (1...64).contains(Int(valor) ?? 0)
        case "rowspan": (1...1000).contains(Int(valor) ?? 0)
        case "start": (0...100_000).contains(Int(valor) ?? -1)
        case "type": ["1", "a", "A", "i", "I"].contains(valor)
        case "scope": ["col", "row", "colgroup", "rowgroup"].contains(valor)
        case "width": valor.hasSuffix("%") && (1...100).contains(Int(valor.dropLast()) ?? 0)
        case "id", "lang":
            (1...40).contains(valor.utf8.count)
                && valor.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
                }
        case "href": ["#", "https://", "http://", "mailto:"].contains { valor.hasPrefix($0) }
        case "src": ["data:image/png;base64,", "data:image/jpeg;base64,"].contains { valor.hasPrefix($0) }
        default: true
        }
    }

    private static func dibujo(_ e: Elemento) throws(DocumentoError) {
        for (nombre, valor) in e.atributos {
            let n = nombre.lowercased()
            guard !n.hasPrefix("on"), !n.contains("href"), !["style", "src", "class"].contains(n),
                !valor.lowercased().contains("url(")
            else { throw falla("el dibujo no lleva \(nombre)=\"\(valor.prefix(40))\"") }
        }
        try comprobar(e.hijos, .dibujo, en: "el dibujo")
    }

    private static func falla(_ motivo: String) -> DocumentoError {
        DocumentoError(.cuerpo, "El texto del documento: \(motivo).")
    }
}
