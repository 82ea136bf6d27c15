/// Markup that escapes by type: what is written in the source is markup, what is interpolated is text unless it is
/// already `HTML`.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package private(set) var texto: String

    /// Markup that was made as such before and kept as text.
    package init(yaEscapado texto: String) { self.texto = texto }
    package init(stringLiteral valor: String) { texto = valor }
    package init(stringInterpolation: Interpolacion) { texto = stringInterpolation.texto }

    package static func += (a: inout HTML, b: HTML) { a.texto += b.texto }

    /// Fragments one after the other.
    package static func unir(_ partes: some Sequence<HTML>) -> HTML {
        var todo: HTML = ""
        for parte in partes { todo += parte }
        return todo
    }

    package struct Interpolacion: StringInterpolationProtocol {
        var texto = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            texto.reserveCapacity(literalCapacity + interpolationCount * 12)
        }

        package mutating func appendLiteral(_ literal: String) { texto += literal }
        package mutating func appendInterpolation(_ fragmento: HTML) { texto += fragmento.texto }
        package mutating func appendInterpolation(_ n: Int) { texto += miles(n) }
        /// Text, escaped for content and for quoted attributes alike.
        package mutating func appendInterpolation(_ valor: String) {
            // Nearly all text has nothing to escape.
            guard valor.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else {
                texto += valor
                return
            }
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
package func miles(_ n: Int) -> String {
    let cifras = String(n.magnitude)
    guard cifras.utf8.count > 3 else { return String(n) }
    var texto = n < 0 ? "-" : ""
    var faltan = cifras.utf8.count
    for c in cifras.unicodeScalars {
        texto.unicodeScalars.append(c)
        faltan -= 1
        if faltan > 0, faltan.isMultiple(of: 3) { texto.append(",") }
    }
    return texto
}
