/// A document as one page of HTML with everything inside: to be read on a screen, printed, or made a PDF.
enum PaginaHTML {
    static func escribir(_ escrito: Escrito, _ cuerpo: Cuerpo) -> String {
        let membrete = escrito.membrete
        let lienzo = Lienzo(membrete: membrete, titulos: cuerpo.delIndice)
        let autor = Nodo.escapado(membrete.institucion)
        var html = """
            <!DOCTYPE html>
            <html lang="\(Nodo.escapado(escrito.idioma))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Nodo.escapado(escrito.titulo))</title>
            <meta name="author" content="\(autor)">
            <style>\(hoja(membrete, conPortada: cuerpo.tienePortada))</style>
            </head>
            <body>

            """
        for nodo in lienzo.corridos { nodo.escribir(en: &html, html: true) }
        html += "\n<main>"
        for nodo in lienzo.pintados(cuerpo.nodos) { nodo.escribir(en: &html, html: true) }
        html += "</main>\n</body>\n</html>\n"
        return html
    }

    /// What the document says, to be shown inside a page of ours: without letterhead, contents or style.
    static func fragmento(_ escrito: Escrito, _ cuerpo: Cuerpo) -> String {
        var html = ""
        for nodo in cuerpo.nodos where nodo.elemento?.nombre != "nav" { nodo.escribir(en: &html, html: true) }
        return html
    }

    private static func hoja(_ membrete: Membrete, conPortada: Bool) -> String {
        String(decoding: PackageResources.documento_css, as: UTF8.self)
            .replacing("COLOR", with: membrete.color).replacing("CLARO", with: membrete.claro)
            // A cover is the first page; without it no page is called so.
            .replacing("PORTADA", with: conPortada ? ":first" : "portada")
    }
}

/// What a page shows and the body only names: the letterhead, the cover's head and the table of contents.
private struct Lienzo {
    let membrete: Membrete
    let titulos: [Cuerpo.Titulo]

    /// What is repeated at the head and foot of every page.
    var corridos: [Nodo] {
        var encabezado: [Nodo] = []
        if let logo = membrete.logo { encabezado.append(imagen(logo)) }
        encabezado.append(
            .elemento(
                Elemento(
                    "p", [],
                    [
                        .elemento(Elemento("strong", [], [.texto(membrete.institucion)])),
                        .elemento(Elemento("br")), .texto(membrete.unidad),
                    ])))
        return [
            .elemento(Elemento("header", [("class", "membrete"), ("role", "doc-pageheader")], encabezado)),
            .elemento(Elemento("footer", [("class", "pie"), ("role", "doc-pagefooter")], [.texto(membrete.alPie)])),
        ]
    }

    private func imagen(_ logo: Logo) -> Nodo {
        .elemento(Elemento("img", [("src", logo.direccion), ("alt", "Logotipo de \(membrete.institucion)")]))
    }

    func pintados(_ nodos: [Nodo]) -> [Nodo] {
        nodos.map { nodo in
            guard var e = nodo.elemento, e.nombre != "svg" else { return nodo }
            e.hijos = pintados(e.hijos)
            switch e.nombre {
            case "col":
                e["style"] = e["width"].map { "width: \($0)" }
                e["width"] = nil
            case "ol": e["style"] = Self.numeracion(e)
            case "nav": e.hijos = indice(titulo: e.frase)
            default: break
            }
            if e.tiene("portada") { e.hijos = cabeza + e.hijos }
            return .elemento(e)
        }
    }

    /// In CSS, because printers do not all read the attributes.
    private static func numeracion(_ lista: Elemento) -> String? {
        let tipos = ["a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"]
        let tipo = lista["type"].flatMap { tipos[$0] }.map { "list-style-type: \($0)" }
        let inicio = lista["start"].flatMap { Int($0) }.map { "counter-reset: list-item \($0 - 1)" }
        let reglas = [tipo, inicio].compactMap(\.self)
        return reglas.isEmpty ? nil : reglas.joined(separator: "; ")
    }

    private var cabeza: [Nodo] {
        let logo = membrete.logo.map { [Nodo.elemento(Elemento("p", [("class", "logo")], [imagen($0)]))] } ?? []
        return logo + [
            .elemento(
                Elemento("p", [("class", "institucion"), ("role", "doc-pageheader")], [.texto(membrete.institucion)]))
        ]
    }

    private func indice(titulo: String) -> [Nodo] {
        let renglones = titulos.map { t in
            Nodo.elemento(
                Elemento(
                    "li", [("class", "nivel-\(t.nivel)")],
                    [.elemento(Elemento("a", [("href", "#\(t.ancla)")], [.texto(t.texto)]))]))
        }
        let rotulo = titulo.isEmpty ? [] : [Nodo.elemento(Elemento("p", [("class", "rotulo")], [.texto(titulo)]))]
        return rotulo + [.elemento(Elemento("ol", [], renglones))]
    }
}
