/// A page read the way a strict reader would: tags that open and close, links, tables, and the text that is left.
struct Pagina {
    struct Tabla {
        var titulo = ""
        /// Text of the cells of each row.
        var filas: [[String]] = []
    }

    private(set) var problemas: [String] = []
    /// Values of `href` and `src`.
    private(set) var enlaces: [String] = []
    private(set) var tablas: [Tabla] = []
    private(set) var idioma: String?
    private(set) var titulo = ""
    private(set) var encabezados: [String] = []
    private(set) var etiquetas: Set<String> = []
    /// Terms of the lists of facts with what they say.
    private(set) var datos: [(termino: String, dicho: String)] = []
    /// Scripts that are not files of the tree, and forms that send what is typed somewhere.
    private(set) var ejecutables: [String] = []
    /// Everything that is shown, entities resolved.
    private(set) var texto = ""
    private var abiertas: [String] = []

    private static let vacias: Set<String> = ["meta", "link", "br", "img", "hr", "input"]

    init(_ bytes: [UInt8]) {
        guard let html = String(validating: bytes, as: UTF8.self) else {
            problemas.append("no es UTF-8")
            return
        }
        var resto = html[...]
        guard resto.hasPrefix("<!doctype html>") else {
            problemas.append("no empieza con <!doctype html>")
            return
        }
        resto = resto.dropFirst("<!doctype html>".count)
        while let inicio = resto.firstIndex(of: "<") {
            agregar(resto[..<inicio])
            guard let fin = resto[inicio...].firstIndex(of: ">") else {
                problemas.append("una etiqueta no termina")
                return
            }
            etiqueta(resto[resto.index(after: inicio)..<fin])
            resto = resto[resto.index(after: fin)...]
        }
        agregar(resto)
        if !abiertas.isEmpty { problemas.append("quedan abiertas \(abiertas)") }
    }

    private mutating func agregar(_ crudo: Substring) {
        if crudo.contains(">") { problemas.append("un > suelto: \(crudo.prefix(60))") }
        let t = resolver(crudo)
        texto += t
        if abiertas.last == "title" { titulo += t }
        if abiertas.contains("dt"), !datos.isEmpty { datos[datos.count - 1].termino += t }
        if abiertas.contains("dd"), !datos.isEmpty { datos[datos.count - 1].dicho += t }
        if abiertas.contains("script"), !t.isEmpty { ejecutables.append(t) }
        if abiertas.contains("h1"), !encabezados.isEmpty { encabezados[encabezados.count - 1] += t }
        guard let n = tablas.indices.last, abiertas.contains("table") else { return }
        if abiertas.contains("caption") {
            tablas[n].titulo += t
        } else if abiertas.contains("td") || abiertas.contains("th"), let f = tablas[n].filas.indices.last,
            let c = tablas[n].filas[f].indices.last
        {
            tablas[n].filas[f][c] += t
        }
    }

    private mutating func etiqueta(_ cuerpo: Substring) {
        if cuerpo.hasPrefix("/") {
            let nombre = String(cuerpo.dropFirst())
            if abiertas.last == nombre {
                abiertas.removeLast()
            } else {
                problemas.append("</\(nombre)> cierra \(abiertas.last ?? "nada")")
            }
            return
        }
        let nombre = String(cuerpo.prefix { $0.isLetter || $0.isNumber })
        etiquetas.insert(nombre)
        if nombre.isEmpty { problemas.append("etiqueta sin nombre: <\(cuerpo.prefix(40))>") }
        let seCierra = cuerpo.hasSuffix("/")
        for (atributo, valor) in atributos(cuerpo.dropFirst(nombre.count).dropLast(seCierra ? 1 : 0), de: nombre) {
            if atributo == "style" { problemas.append("estilo en línea: \(valor)") }
            if nombre == "form", atributo == "action", !valor.hasPrefix("#") { ejecutables.append("form \(valor)") }
            if atributo == "href" || atributo == "src" { enlaces.append(valor) }
            if nombre == "html", atributo == "lang" { idioma = valor }
            if atributo.hasPrefix("on") { problemas.append("atributo de guion: \(atributo)") }
        }
        switch nombre {
        case "table": tablas.append(Tabla())
        case "tr": if let n = tablas.indices.last { tablas[n].filas.append([]) }
        case "td", "th":
            if let n = tablas.indices.last, let f = tablas[n].filas.indices.last { tablas[n].filas[f].append("") }
        case "dt": datos.append(("", ""))
        case "h1": encabezados.append("")
        case "br": texto += "\n"
        default: break
        }
        if !seCierra, !Self.vacias.contains(nombre) { abiertas.append(nombre) }
    }

    private mutating func atributos(_ cuerpo: Substring, de nombre: String) -> [(String, String)] {
        var pares: [(String, String)] = []
        var resto = cuerpo.drop { $0.isWhitespace }
        while !resto.isEmpty {
            let llave = resto.prefix { $0.isLetter || $0 == "-" }
            resto = resto.dropFirst(llave.count)
            guard !llave.isEmpty else {
                problemas.append("atributo ilegible en <\(nombre)>: \(cuerpo)")
                return pares
            }
            if resto.hasPrefix("=\"") {
                let valor = resto.dropFirst(2).prefix { $0 != "\"" }
                resto = resto.dropFirst(valor.count + 3)
                pares.append((String(llave), resolver(valor)))
            } else {
                pares.append((String(llave), ""))
            }
            resto = resto.drop { $0.isWhitespace }
        }
        return pares
    }

    private mutating func resolver(_ crudo: Substring) -> String {
        var salida = ""
        var resto = crudo
        while let y = resto.firstIndex(of: "&") {
            salida += resto[..<y]
            guard let fin = resto[y...].firstIndex(of: ";"),
                let c = Self.entidades[String(resto[resto.index(after: y)..<fin])]
            else {
                problemas.append("un & sin escapar: \(resto[y...].prefix(20))")
                return salida
            }
            salida += c
            resto = resto[resto.index(after: fin)...]
        }
        return salida + resto
    }

    private static let entidades = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]

    func dato(_ termino: String) -> String? { datos.first { $0.termino == termino }?.dicho }
    func tabla(_ titulo: String) -> Tabla? { tablas.first { $0.titulo == titulo } }
}

extension Pagina.Tabla {
    /// Cells after the first of the row that begins with a text; nil unless exactly one row does.
    func fila(_ inicio: String) -> [String]? {
        let suyas = filas.filter { $0.first == inicio }
        return suyas.count == 1 ? suyas[0].dropFirst().map { $0 } : nil
    }
}

/// Where a link of a page leads inside the tree; nil when it leaves the tree.
func destino(_ enlace: String, desde pagina: String) -> String? {
    guard !enlace.hasPrefix("/"), !enlace.contains("://") else { return nil }
    let archivo = enlace.prefix { $0 != "#" }
    guard !archivo.isEmpty else { return pagina }
    var partes = pagina.split(separator: "/").dropLast().map(String.init)
    for parte in archivo.split(separator: "/") {
        if parte == ".." {
            guard partes.popLast() != nil else { return nil }
        } else if parte != "." {
            partes.append(String(parte))
        }
    }
    return partes.joined(separator: "/")
}
