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

    /// The document inside a page of ours, which has its own style sheet and admits no other.
    static func fragmento(_ escrito: Escrito, _ cuerpo: Cuerpo) -> String {
        let lienzo = Lienzo(membrete: escrito.membrete, titulos: cuerpo.delIndice, enPagina: true)
        var html = ""
        for nodo in lienzo.delante(conPortada: cuerpo.tienePortada) + lienzo.pintados(cuerpo.nodos) + lienzo.detras {
            nodo.escribir(en: &html, html: true)
        }
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
    /// Inside a page of ours: no style of its own, no landmark that a page has only one of.
    var enPagina = false

    /// What is repeated at the head and foot of every page.
    var corridos: [Nodo] {
        [
            .elemento(Elemento("header", [("class", "membrete"), ("role", "doc-pageheader")], encabezado)),
            .elemento(Elemento("footer", [("class", "pie"), ("role", "doc-pagefooter")], [.texto(membrete.alPie)])),
        ]
    }

    /// The letterhead, once; the cover says it already.
    func delante(conPortada: Bool) -> [Nodo] {
        conPortada ? [] : [.elemento(Elemento("div", [("class", "membrete")], encabezado))]
    }

    var detras: [Nodo] { [.elemento(Elemento("p", [("class", "pie")], [.texto(membrete.alPie)]))] }

    private var encabezado: [Nodo] {
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
        return encabezado
    }

    private func imagen(_ logo: Logo) -> Nodo {
        .elemento(Elemento("img", [("src", logo.direccion), ("alt", "Logotipo de \(membrete.institucion)")]))
    }

    func pintados(_ nodos: [Nodo]) -> [Nodo] {
        nodos.map { nodo in
            guard var e = nodo.elemento, e.nombre != "svg" else { return nodo }
            e.hijos = pintados(e.hijos)
            switch e.nombre {
            case "table" where enPagina: return enRollo(e)
            case "col" where enPagina, "ol" where enPagina: break
            case "col":
                e["style"] = e["width"].map { "width: \($0)" }
                e["width"] = nil
            case "ol": e["style"] = Self.numeracion(e)
            case "nav":
                e.hijos = indice(titulo: e.frase)
                if enPagina { e["aria-label"] = "Contenido del documento" }
            default: break
            }
            if e.tiene("portada") { e.hijos = cabeza + e.hijos }
            return .elemento(e)
        }
    }

    /// A table that is wider than the page moves by itself, also with the keyboard.
    private func enRollo(_ tabla: Elemento) -> Nodo {
        let rotulo = tabla.hijos.lazy.compactMap(\.elemento).first { $0.nombre == "caption" }?.frase ?? "Tabla"
        return .elemento(
            Elemento(
                "div", [("class", "rollo"), ("tabindex", "0"), ("role", "region"), ("aria-label", rotulo)],
                [.elemento(tabla)]))
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
        var institucion = Elemento("p", [("class", "institucion")], [.texto(membrete.institucion)])
        if !enPagina { institucion["role"] = "doc-pageheader" }
        return logo + [.elemento(institucion)]
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
