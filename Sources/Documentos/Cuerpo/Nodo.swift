/// A piece of a tree of marks: the body of a document, or a part of a DOCX.
enum Nodo: Sendable {
    case texto(String)
    case elemento(Elemento)

    var elemento: Elemento? {
        guard case .elemento(let e) = self else { return nil }
        return e
    }

    var esBlanco: Bool {
        guard case .texto(let t) = self else { return false }
        return t.allSatisfy { $0.isWhitespace && $0 != "\u{A0}" }
    }

    var texto: String {
        switch self {
        case .texto(let t): t
        case .elemento(let e): e.nombre == "br" ? " " : e.texto
        }
    }

    func escribir(en salida: inout String, html: Bool) {
        switch self {
        case .texto(let t): salida += Nodo.escapado(t)
        case .elemento(let e): e.escribir(en: &salida, html: html)
        }
    }

    static func escapado(_ texto: String) -> String {
        guard texto.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22].contains($0) }) else { return texto }
        var salida = ""
        salida.reserveCapacity(texto.utf8.count + 16)
        for c in texto.unicodeScalars {
            switch c {
            case "&": salida += "&amp;"
            case "<": salida += "&lt;"
            case ">": salida += "&gt;"
            case "\"": salida += "&quot;"
            default: salida.unicodeScalars.append(c)
            }
        }
        return salida
    }
}

struct Elemento: Sendable {
    var nombre: String
    var atributos: [(nombre: String, valor: String)]
    var hijos: [Nodo]

    init(_ nombre: String, _ atributos: [(nombre: String, valor: String)] = [], _ hijos: [Nodo] = []) {
        self.nombre = nombre
        self.atributos = atributos
        self.hijos = hijos
    }

    subscript(_ atributo: String) -> String? {
        get { atributos.first { $0.nombre == atributo }?.valor }
        set {
            atributos.removeAll { $0.nombre == atributo }
            if let newValue { atributos.append((atributo, newValue)) }
        }
    }

    var clases: [Substring] { self["class"]?.split(whereSeparator: \.isWhitespace) ?? [] }
    func tiene(_ clase: String) -> Bool { clases.contains { $0 == clase } }
    var elementos: [Elemento] { hijos.compactMap(\.elemento) }
    /// All its text, with the blanks of the source made one.
    var texto: String { hijos.map(\.texto).joined() }
    var frase: String {
        texto.split { $0.isWhitespace && $0 != "\u{A0}" }.joined(separator: " ")
    }

    static let vacios: Set<String> = ["br", "col", "img"]

    /// - Parameter html: in HTML an empty element is closed with its own mark, except those that have none.
    func escribir(en salida: inout String, html: Bool) {
        salida += "<\(nombre)"
        for (nombre, valor) in atributos { salida += " \(nombre)=\"\(Nodo.escapado(valor))\"" }
        if html, Self.vacios.contains(nombre) {
            salida += ">"
        } else if hijos.isEmpty, !html {
            salida += "/>"
        } else {
            salida += ">"
            for hijo in hijos { hijo.escribir(en: &salida, html: html) }
            salida += "</\(nombre)>"
        }
    }
}
