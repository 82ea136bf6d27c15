/// The body as Pandoc understands it: the classes become names of styles, and what Pandoc has no word for (a page break,
/// an image, the table of contents) becomes a mark of private use that `ArregloWord` finds in what Pandoc wrote.
struct ParaPandoc {
    enum Marca {
        static let salto: Unicode.Scalar = "\u{E000}"
        static let indice: Unicode.Scalar = "\u{E001}"
        /// Followed by the number of the image.
        static let imagen: Unicode.Scalar = "\u{E002}"
    }

    struct Imagen {
        enum Fuente {
            case hecha(Logo)
            /// A drawing, to be made an image.
            case dibujo(String)
        }
        let fuente: Fuente
        let alt: String
        let caja: Caja
    }

    /// What an image has to fit in, in centimetres.
    struct Caja {
        let ancho, alto: Double
        /// The dots of the image in one centimetre when it is not to be made larger than it is.
        let puntos: Double?

        static let portada = Caja(ancho: 8, alto: 2.4, puntos: nil)
        static let encabezado = Caja(ancho: 4, alto: 1, puntos: nil)
        static let figura = Caja(ancho: 16.5, alto: 18, puntos: 96 / 2.54)
        /// Drawings are made three times as large as they say.
        static let dibujo = Caja(ancho: 16.5, alto: 18, puntos: 3 * 96 / 2.54)
    }

    struct Tabla {
        /// Percentages of `colgroup`; empty when the table does not say.
        let anchos: [Int]
    }

    private(set) var imagenes: [Imagen] = []
    private(set) var tablas: [Tabla] = []
    private(set) var tituloDelIndice = ""
    private let membrete: Membrete
    private var saltar = false
    private var salida: [Nodo] = []

    init(_ membrete: Membrete) { self.membrete = membrete }

    mutating func html(_ nodos: [Nodo]) throws(DocumentoError) -> String {
        salida = []
        for e in nodos.compactMap(\.elemento) { try bloque(e, estilo: nil) }
        var texto = "<!DOCTYPE html>\n<html><body>\n"
        for nodo in salida {
            nodo.escribir(en: &texto, html: true)
            texto += "\n"
        }
        return texto + "</body></html>\n"
    }

    private static let estilos = [
        "fecha-lugar": "FechaLugar", "titulo": "Title", "proceso": "PortadaProceso", "unidad": "PortadaUnidad",
        "derecha": "Derecha", "centro": "Centro", "nota": "Nota", "fuente": "Fuente", "sangria": "Sangria",
        "aviso": "Aviso",
    ]

    private func estilo(_ e: Elemento) -> String? { e.clases.lazy.compactMap { Self.estilos[String($0)] }.first }

    private func vestido(_ nodo: Nodo, _ estilo: String?) -> Nodo {
        guard let estilo else { return nodo }
        return .elemento(Elemento("div", [("data-custom-style", estilo)], [nodo]))
    }

    private mutating func parrafo(_ texto: String, _ estilo: String) {
        poner(Elemento("p", [], [.texto(texto)]), estilo)
    }

    /// Adds a paragraph or heading, with the page break that was due.
    private mutating func poner(_ e: Elemento, _ estilo: String?) {
        var e = e
        if saltar {
            e.hijos.insert(.texto(String(Marca.salto)), at: 0)
            saltar = false
        }
        salida.append(vestido(.elemento(e), estilo))
    }

    private mutating func bloque(_ e: Elemento, estilo heredado: String?) throws(DocumentoError) {
        if e.tiene("salto") { saltar = true }
        switch e.nombre {
        case "p":
            // An empty one is only its page break.
            if e.tiene("salto"), e.frase.isEmpty { return }
            poner(Elemento("p", [], anclado(e)), estilo(e) ?? heredado)
        case "h1", "h2", "h3": poner(e, nil)
        case "nav":
            if !e.frase.isEmpty { tituloDelIndice = e.frase }
            parrafo(String(Marca.indice), "TOCHeading")
            saltar = true
        case "section", "div": try caja(e, heredado)
        case "figure": try figura(e)
        default:
            if saltar { parrafo("", "Vacio") }
            switch e.nombre {
            case "table": salida.append(.elemento(tabla(e)))
            case "blockquote":
                // Its own blocks, in their place.
                let afuera = salida
                salida = []
                for hijo in e.elementos { try bloque(hijo, estilo: heredado) }
                salida = afuera + [.elemento(Elemento("blockquote", [], salida))]
            default: salida.append(vestido(.elemento(contenido(e)), heredado))
            }
        }
    }

    private mutating func caja(_ e: Elemento, _ heredado: String?) throws(DocumentoError) {
        if e.tiene("portada") {
            if let logo = membrete.logo {
                imagen(.hecha(logo), "Logotipo de \(membrete.institucion)", .portada, "PortadaLogo")
            }
            parrafo(membrete.institucion, "PortadaInstitucion")
        }
        for (i, hijo) in e.elementos.enumerated() {
            let propio = e.tiene("firma") ? (i == 0 ? "FirmaNombre" : "Firma") : estilo(e)
            try bloque(hijo, estilo: propio ?? heredado)
        }
        if e.tiene("portada") { saltar = true }
    }

    private mutating func imagen(_ fuente: Imagen.Fuente, _ alt: String, _ caja: Caja, _ estilo: String) {
        parrafo("\(Marca.imagen)\(imagenes.count)", estilo)
        imagenes.append(Imagen(fuente: fuente, alt: alt, caja: caja))
    }

    private mutating func figura(_ e: Elemento) throws(DocumentoError) {
        for hijo in e.elementos {
            switch hijo.nombre {
            case "img":
                imagen(.hecha(try Logo(direccion: hijo["src"] ?? "")), hijo["alt"] ?? "", .figura, "Figura")
            case "svg":
                var dibujo = hijo
                dibujo["xmlns"] = "http://www.w3.org/2000/svg"
                var texto = ""
                dibujo.escribir(en: &texto, html: false)
                let alt = hijo.elementos.first { $0.nombre == "title" }?.frase ?? "Dibujo"
                imagen(.dibujo(texto), alt, .dibujo, "Figura")
            default: poner(Elemento("p", [], hijo.hijos), "ImageCaption")
            }
        }
    }

    /// A list or what is in a cell: only the paragraphs that have a class change.
    private func contenido(_ e: Elemento) -> Elemento {
        var e = e
        e.hijos = e.hijos.map { hijo in
            guard let h = hijo.elemento else { return hijo }
            guard h.nombre == "p" else { return .elemento(contenido(h)) }
            return vestido(.elemento(Elemento("p", [], anclado(h))), estilo(h))
        }
        return e
    }

    /// What it has, with its name where Pandoc makes a bookmark of it.
    private func anclado(_ e: Elemento, nombre: String? = nil) -> [Nodo] {
        guard let id = nombre ?? e["id"] else { return e.hijos }
        return [.elemento(Elemento("span", [("id", id)], e.hijos))]
    }

    private mutating func tabla(_ e: Elemento) -> Elemento {
        var e = e
        var anchos: [Int] = []
        e.hijos = e.hijos.map { hijo in
            guard var parte = hijo.elemento else { return hijo }
            switch parte.nombre {
            case "caption":
                parte.hijos = anclado(parte, nombre: e["id"])
                e["id"] = nil
            case "colgroup":
                anchos = parte.elementos.compactMap { $0["width"].flatMap { Int($0.dropLast()) } }
                if anchos.count < parte.elementos.count { anchos = [] }
                // Pandoc would make them a guess of its own.
                parte.hijos = parte.elementos.map { _ in .elemento(Elemento("col")) }
            case "thead", "tbody":
                let esCabeza = parte.nombre == "thead"
                parte.hijos = parte.elementos.map { fila in
                    var fila = fila
                    fila.hijos = fila.elementos.map { original in
                        var celda = celda(original, enCabeza: esCabeza)
                        if let id = e["id"], !celda.elementos.contains(where: { $0.nombre == "p" }) {
                            celda.hijos = anclado(celda, nombre: id)
                            e["id"] = nil
                        }
                        return .elemento(celda)
                    }
                    return .elemento(fila)
                }
            default: break
            }
            return .elemento(parte)
        }
        tablas.append(Tabla(anchos: anchos))
        return e
    }

    private func celda(_ e: Elemento, enCabeza: Bool) -> Elemento {
        var celda = contenido(e)
        celda["style"] =
            e.tiene("derecha") ? "text-align: right" : e.tiene("centro") || enCabeza ? "text-align: center" : nil
        // Pandoc forgets that a cell is a heading of its row.
        if e.nombre == "th", !enCabeza, !e.elementos.contains(where: { ["p", "ul", "ol"].contains($0.nombre) }) {
            celda.hijos = [.elemento(Elemento("strong", [], celda.hijos))]
        }
        return celda
    }
}
