/// What Pandoc wrote of the body, finished: headings that the table of contents can point at, tables with their widths and
/// heads, page breaks, images and the section.
struct ArregloWord {
    let cuerpo: Cuerpo
    let paginas: [Int]
    let tablas: [ParaPandoc.Tabla]
    /// The drawing of each image, ready.
    let dibujos: [Elemento]
    let tituloDelIndice: String
    let claro: String

    /// The width of the text on a Letter page with margins of 2.5 cm, in twentieths of a point.
    static let ancho = 9406

    private var tabla = 0
    private var titulo = 0
    private var tituloPropio: Set<String> = []
    /// Before a paragraph that comes after a table or a list, in twentieths of a point.
    private var espacio = 0

    init(
        _ cuerpo: Cuerpo, paginas: [Int], _ preparado: ParaPandoc, dibujos: [Elemento], claro: String
    ) {
        self.cuerpo = cuerpo
        self.paginas = paginas
        tablas = preparado.tablas
        tituloDelIndice = preparado.tituloDelIndice
        self.dibujos = dibujos
        self.claro = claro
    }

    /// - Parameter documento: the root of document.xml.
    mutating func arreglar(_ documento: Elemento) -> Elemento {
        var documento = documento
        documento.hijos = documento.hijos.map { hijo in
            guard var body = hijo.elemento, body.nombre == "w:body" else { return hijo }
            body.hijos = body.elementos.flatMap { bloque($0) } + [.elemento(seccion)]
            return .elemento(body)
        }
        return documento
    }

    private mutating func bloque(_ e: Elemento) -> [Nodo] {
        switch e.nombre {
        case "w:p":
            let salida = parrafo(e, en: .cuerpo)
            let formato = e.elementos.first { $0.nombre == "w:pPr" }
            espacio = formato?.elementos.contains { $0.nombre == "w:numPr" } == true ? 160 : 0
            return salida
        case "w:tbl":
            espacio = 200
            return [.elemento(arreglada(e))]
        case "w:sectPr": return []
        // Pandoc's marks go around whole sections; those of the headings are written again, around the heading.
        case "w:bookmarkStart":
            guard let nombre = e["w:name"], cuerpo.titulos.contains(where: { $0.ancla == nombre }) else {
                return [.elemento(e)]
            }
            tituloPropio.insert(e["w:id"] ?? "")
            return []
        case "w:bookmarkEnd": return tituloPropio.contains(e["w:id"] ?? "") ? [] : [.elemento(e)]
        default: return [.elemento(e)]
        }
    }

    private enum Lugar {
        case cuerpo
        case celda(cabeza: Bool)
    }

    private mutating func parrafo(_ original: Elemento, en lugar: Lugar) -> [Nodo] {
        var (marca, p) = Self.sinMarca(original)
        var formato = p.elementos.first { $0.nombre == "w:pPr" } ?? Elemento("w:pPr")
        p.hijos.removeAll { $0.elemento?.nombre == "w:pPr" }
        if marca == ParaPandoc.Marca.salto {
            formato.hijos.append(.elemento(Elemento("w:pageBreakBefore")))
            // After the break there may be another mark.
            (marca, p) = Self.sinMarca(p)
        }
        if marca == ParaPandoc.Marca.indice {
            let roto = formato.elementos.contains { $0.nombre == "w:pageBreakBefore" }
            return IndiceWord(titulo: tituloDelIndice, titulos: cuerpo.titulos, paginas: paginas, roto: roto).nodos
        }
        if marca == ParaPandoc.Marca.imagen, let n = Int(p.frase), dibujos.indices.contains(n) {
            p.hijos = [.elemento(Elemento("w:r", [], [.elemento(dibujos[n])]))]
        }
        vestir(&formato, en: lugar)
        if let estilo = Self.valor("w:pStyle", de: formato), estilo.hasPrefix("Heading"), titulo < cuerpo.titulos.count
        {
            let ancla = cuerpo.titulos[titulo].ancla
            titulo += 1
            let id = "\(10_000 + titulo)"
            p.hijos.insert(.elemento(Elemento("w:bookmarkStart", [("w:id", id), ("w:name", ancla)])), at: 0)
            p.hijos.append(.elemento(Elemento("w:bookmarkEnd", [("w:id", id)])))
        }
        p.hijos = p.hijos.map { Self.ordenados($0) }
        p.hijos.insert(.elemento(Self.ordenado(formato)), at: 0)
        return [.elemento(p)]
    }

    /// The style of a paragraph that Pandoc left without ours.
    private func vestir(_ formato: inout Elemento, en lugar: Lugar) {
        let estilo = Self.valor("w:pStyle", de: formato)
        let numero = formato.elementos.first { $0.nombre == "w:numPr" }
        var nuevo = estilo
        switch lugar {
        case .celda(true): nuevo = "EncabezadoTabla"
        case .celda(false) where estilo == nil || estilo == "Compact" || estilo == "BodyText": nuevo = "TextoTabla"
        case .cuerpo where numero != nil && (estilo == nil || estilo == "Compact"): nuevo = "ListParagraph"
        default: break
        }
        if case .cuerpo = lugar, espacio > 0, numero == nil, estilo == "BodyText" || estilo == "FirstParagraph" {
            formato.hijos.append(.elemento(Elemento("w:spacing", [("w:before", "\(espacio)")])))
        }
        if case .celda(false) = lugar {
            if estilo == "Nota" || estilo == "Fuente" {
                formato.hijos.append(.elemento(Elemento("w:spacing", [("w:before", "0"), ("w:after", "0")])))
            }
        }
        if nuevo != estilo, let nuevo {
            formato.hijos.removeAll { $0.elemento?.nombre == "w:pStyle" }
            formato.hijos.append(.elemento(Elemento("w:pStyle", [("w:val", nuevo)])))
        }
        guard let numero else { return }
        let nivel = 1 + (Self.valor("w:ilvl", de: numero).flatMap { Int($0) } ?? 0)
        // The second paragraph of an item is to Pandoc an item with an invisible bullet.
        let sigue = Self.valor("w:numId", de: numero) == "1000"
        if sigue { formato.hijos.removeAll { $0.elemento?.nombre == "w:numPr" } }
        switch lugar {
        case .celda:
            let cuelga = [("w:left", "\(260 * nivel)"), ("w:hanging", sigue ? "0" : "220")]
            formato.hijos.append(.elemento(Elemento("w:ind", cuelga.map { (nombre: $0.0, valor: $0.1) })))
        case .cuerpo:
            if sigue { formato.hijos.append(.elemento(Elemento("w:ind", [("w:left", "\(720 * nivel)")]))) }
        }
    }

    private mutating func arreglada(_ tabla: Elemento) -> Elemento {
        let filas = tabla.elementos.filter { $0.nombre == "w:tr" }
        let columnas = filas.first.map { $0.elementos.reduce(0) { $0 + Self.columnas($1) } } ?? 1
        var anchos = self.tabla < tablas.count ? tablas[self.tabla].anchos : []
        self.tabla += 1
        let dados = anchos.count == columnas
        if !dados { anchos = Array(repeating: 1, count: max(1, columnas)) }
        let suma = anchos.reduce(0, +)
        let medidas = anchos.map { $0 * Self.ancho / suma }
        var nueva = Elemento("w:tbl")
        nueva.hijos = [
            .elemento(
                Elemento(
                    "w:tblPr", [],
                    [
                        .elemento(Elemento("w:tblStyle", [("w:val", "Table")])),
                        .elemento(Elemento("w:tblW", [("w:w", "\(medidas.reduce(0, +))"), ("w:type", "dxa")])),
                        .elemento(Elemento("w:tblLayout", [("w:type", dados ? "fixed" : "autofit")])),
                        .elemento(Elemento("w:tblLook", [("w:val", "0020"), ("w:firstRow", "1")])),
                    ])),
            .elemento(
                Elemento("w:tblGrid", [], medidas.map { .elemento(Elemento("w:gridCol", [("w:w", "\($0)")])) })),
        ]
        nueva.hijos += filas.map { .elemento(fila($0, medidas)) }
        return nueva
    }

    private mutating func fila(_ fila: Elemento, _ medidas: [Int]) -> Elemento {
        let propiedades = fila.elementos.first { $0.nombre == "w:trPr" }
        let esCabeza = propiedades?.elementos.contains { $0.nombre == "w:tblHeader" } ?? false
        var formato = Elemento("w:trPr", [], [.elemento(Elemento("w:cantSplit"))])
        if esCabeza { formato.hijos.append(.elemento(Elemento("w:tblHeader"))) }
        var nueva = Elemento("w:tr", [], [.elemento(formato)])
        var columna = 0
        for celda in fila.elementos where celda.nombre == "w:tc" {
            let cuantas = Self.columnas(celda)
            let ancho = medidas.dropFirst(columna).prefix(cuantas).reduce(0, +)
            columna += cuantas
            nueva.hijos.append(.elemento(self.celda(celda, ancho: ancho, cuantas, cabeza: esCabeza)))
        }
        return nueva
    }

    private mutating func celda(_ celda: Elemento, ancho: Int, _ cuantas: Int, cabeza: Bool) -> Elemento {
        let propiedades = celda.elementos.first { $0.nombre == "w:tcPr" }
        var formato = Elemento("w:tcPr", [], [.elemento(Elemento("w:tcW", [("w:w", "\(ancho)"), ("w:type", "dxa")]))])
        if cuantas > 1 { formato.hijos.append(.elemento(Elemento("w:gridSpan", [("w:val", "\(cuantas)")]))) }
        if let unida = propiedades?.elementos.first(where: { $0.nombre == "w:vMerge" }) {
            formato.hijos.append(.elemento(unida))
        }
        if cabeza {
            let fondo = String(claro.dropFirst())
            formato.hijos.append(
                .elemento(Elemento("w:shd", [("w:val", "clear"), ("w:color", "auto"), ("w:fill", fondo)])))
            formato.hijos.append(.elemento(Elemento("w:vAlign", [("w:val", "center")])))
        }
        let dentro = celda.elementos.filter { $0.nombre == "w:p" }.flatMap {
            parrafo($0, en: .celda(cabeza: cabeza))
        }
        return Elemento("w:tc", [], [.elemento(formato)] + (dentro.isEmpty ? [.elemento(Elemento("w:p"))] : dentro))
    }

    private static func columnas(_ celda: Elemento) -> Int {
        guard celda.nombre == "w:tc" else { return 0 }
        return celda.elementos.first { $0.nombre == "w:tcPr" }.flatMap { valor("w:gridSpan", de: $0) }
            .flatMap { Int($0) } ?? 1
    }

    /// Letter, with head and foot on every page but the cover.
    private var seccion: Elemento {
        var hijos: [(String, [(nombre: String, valor: String)])] = [
            ("w:headerReference", [("w:type", "default"), ("r:id", PartesWord.encabezado)]),
            ("w:footerReference", [("w:type", "default"), ("r:id", PartesWord.pie)]),
            ("w:pgSz", [("w:w", "12240"), ("w:h", "15840")]),
            (
                "w:pgMar",
                [
                    ("w:top", "1417"), ("w:right", "1417"), ("w:bottom", "1417"), ("w:left", "1417"),
                    ("w:header", "567"), ("w:footer", "680"), ("w:gutter", "0"),
                ]
            ),
        ]
        if cuerpo.tienePortada { hijos.append(("w:titlePg", [])) }
        return Elemento("w:sectPr", [], hijos.map { .elemento(Elemento($0.0, $0.1)) })
    }
}

extension ArregloWord {
    static func valor(_ nombre: String, de e: Elemento) -> String? {
        e.elementos.first { $0.nombre == nombre }?["w:val"]
    }

    /// The mark with which the first text of a paragraph begins, and the paragraph without it.
    private static func sinMarca(_ p: Elemento) -> (Unicode.Scalar?, Elemento) {
        var p = p
        for (i, hijo) in p.hijos.enumerated() {
            guard var tramo = hijo.elemento, tramo.nombre == "w:r" else { continue }
            for (j, parte) in tramo.hijos.enumerated() {
                guard var texto = parte.elemento, texto.nombre == "w:t" else { continue }
                var letras = texto.texto.unicodeScalars[...]
                guard let c = letras.first, (0xE000...0xE002).contains(c.value) else { return (nil, p) }
                letras.removeFirst()
                texto.hijos = [.texto(String(String.UnicodeScalarView(letras)))]
                tramo.hijos[j] = .elemento(texto)
                p.hijos[i] = .elemento(tramo)
                return (c, p)
            }
        }
        return (nil, p)
    }

    /// The order that the norm asks for; Pandoc does not keep it.
    private static let orden = [
        "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:numPr", "w:spacing", "w:ind", "w:jc",
        "w:rStyle", "w:b", "w:bCs", "w:i", "w:iCs", "w:strike", "w:u", "w:vertAlign",
    ]

    private static func ordenado(_ formato: Elemento) -> Elemento {
        func lugar(_ n: Nodo) -> Int { n.elemento.flatMap { orden.firstIndex(of: $0.nombre) } ?? orden.count }
        var formato = formato
        formato.hijos = formato.hijos.enumerated().sorted {
            (lugar($0.element), $0.offset) < (lugar($1.element), $1.offset)
        }
        .map(\.element)
        return formato
    }

    private static func ordenados(_ nodo: Nodo) -> Nodo {
        guard var e = nodo.elemento, e.nombre != "w:drawing" else { return nodo }
        if e.nombre == "w:rPr" { return .elemento(ordenado(e)) }
        e.hijos = e.hijos.map { ordenados($0) }
        return .elemento(e)
    }
}
