/// The contents of a document, from its headings.
package enum Indice {
    struct Entrada: Hashable {
        let nivel: Int
        let ancla: String
        let texto: String
    }

    /// Writes the entries into `<nav class="indice"></nav>` and an `id` into each heading that they lead to.
    ///
    /// A heading with `class="sin-indice"` is left out; `data-indice` says what its entry reads when it is not the same.
    package static func lleno(_ html: String) -> String {
        var entradas: [Entrada] = []
        let conAnclas = html.replacing(titulo) { caso in
            let (nivel, atributos, contenido) = (caso.output.1, String(caso.output.2), String(caso.output.3))
            guard !sinIndice(atributos) else { return String(caso.output.0) }
            let dicho = atributos.firstMatch(of: /data-indice="([^"]*)"/).map { String($0.output.1) }
            let ancla = atributos.firstMatch(of: /(?:^| )id="([^"]*)"/).map { String($0.output.1) }
            let texto = dicho ?? contenido.replacing(/<[^>]*>/, with: "")
            let entrada = Entrada(
                nivel: Int(nivel) ?? 1, ancla: ancla ?? "s\(entradas.count + 1)",
                texto: texto.split(whereSeparator: \.isWhitespace).joined(separator: " "))
            entradas.append(entrada)
            let propio = atributos.replacing(/\ data-indice="[^"]*"/, with: "")
            return "<h\(nivel)\(ancla == nil ? " id=\"\(entrada.ancla)\"" : "")\(propio)>\(contenido)</h\(nivel)>"
        }
        let renglones = entradas.map {
            "<li class=\"nivel-\($0.nivel)\"><a href=\"#\($0.ancla)\">\($0.texto)</a></li>\n"
        }
        return conAnclas.replacing(
            /<nav class="indice">\s*<\/nav>/,
            with: "<nav class=\"indice\" role=\"doc-toc\">\n<ol>\n\(renglones.joined())</ol>\n</nav>")
    }

    private static var titulo: Regex<(Substring, Substring, Substring, Substring)> {
        /<h([1-3])((?:\s[^>]*)?)>((?s:.)*?)<\/h[1-3]>/
    }

    private static func sinIndice(_ atributos: String) -> Bool {
        guard let clases = atributos.firstMatch(of: /class="([^"]*)"/) else { return false }
        return clases.output.1.split(separator: " ").contains("sin-indice")
    }
}
