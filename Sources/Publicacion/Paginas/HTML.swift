/// Markup that escapes by type: what is written in the source is markup, what is interpolated is text unless it is
/// already `HTML`.
struct HTML: ExpressibleByStringInterpolation {
    private(set) var texto: String

    init(stringLiteral valor: String) { texto = valor }
    init(stringInterpolation: Interpolacion) { texto = stringInterpolation.texto }

    static func += (a: inout HTML, b: HTML) { a.texto += b.texto }

    /// Fragments one after the other.
    static func unir(_ partes: some Sequence<HTML>) -> HTML {
        var todo: HTML = ""
        for parte in partes { todo += parte }
        return todo
    }

    struct Interpolacion: StringInterpolationProtocol {
        var texto = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            texto.reserveCapacity(literalCapacity + interpolationCount * 12)
        }

        mutating func appendLiteral(_ literal: String) { texto += literal }
        mutating func appendInterpolation(_ fragmento: HTML) { texto += fragmento.texto }
        mutating func appendInterpolation(_ n: Int) { texto += miles(n) }
        /// Text, escaped for content and for quoted attributes alike.
        mutating func appendInterpolation(_ valor: String) {
            for escalar in valor.unicodeScalars {
                switch escalar {
                case "&": texto += "&amp;"
                case "<": texto += "&lt;"
                case ">": texto += "&gt;"
                case "\"": texto += "&quot;"
                case "'": texto += "&#39;"
                default: texto.unicodeScalars.append(escalar)
                }
            }
        }
    }
}

/// A count with thousands commas, as Mexican readers expect: 2,658,993.
func miles(_ n: Int) -> String {
    let cifras = String(abs(n))
    guard cifras.count > 3 else { return String(n) }
    var texto = ""
    for (i, c) in cifras.enumerated() {
        if i > 0, (cifras.count - i).isMultiple(of: 3) { texto.append(",") }
        texto.append(c)
    }
    return n < 0 ? "-" + texto : texto
}
