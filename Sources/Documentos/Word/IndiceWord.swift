/// The table of contents as the field that Word updates, already with what it will say.
struct IndiceWord {
    let titulo: String
    let titulos: [Cuerpo.Titulo]
    /// Of each heading, in order.
    let paginas: [Int]
    /// It begins a page.
    let roto: Bool

    var nodos: [Nodo] {
        var parrafos: [Nodo] = []
        var salto = roto ? [Nodo.elemento(Elemento("w:pageBreakBefore"))] : []
        if !titulo.isEmpty {
            parrafos.append(
                Self.parrafo([.elemento(Elemento("w:pStyle", [("w:val", "TOCHeading")]))] + salto, [Self.texto(titulo)])
            )
            salto = []
        }
        let renglones = titulos.enumerated().filter(\.element.enIndice)
        for (orden, renglon) in renglones.enumerated() {
            let (n, t) = renglon
            var tramos: [Nodo] = []
            if orden == 0 {
                tramos = [Self.marca("begin"), Self.instruccion(#"TOC \o "1-3" \h \z \u"#), Self.marca("separate")]
            }
            let pagina = [
                Self.texto(t.texto), Self.tramo(Elemento("w:tab")), Self.marca("begin"),
                Self.instruccion("PAGEREF \(t.ancla) \\h"), Self.marca("separate"),
                Self.texto(n < paginas.count ? "\(paginas[n])" : ""), Self.marca("end"),
            ]
            tramos.append(
                .elemento(Elemento("w:hyperlink", [("w:anchor", t.ancla), ("w:history", "1")], pagina)))
            if orden == renglones.count - 1 { tramos.append(Self.marca("end")) }
            parrafos.append(
                Self.parrafo([.elemento(Elemento("w:pStyle", [("w:val", "TOC\(t.nivel)")]))] + salto, tramos))
            salto = []
        }
        let galeria = Elemento(
            "w:docPartObj", [],
            [
                .elemento(Elemento("w:docPartGallery", [("w:val", "Table of Contents")])),
                .elemento(Elemento("w:docPartUnique")),
            ])
        return [
            .elemento(
                Elemento(
                    "w:sdt", [],
                    [
                        .elemento(Elemento("w:sdtPr", [], [.elemento(galeria)])),
                        .elemento(Elemento("w:sdtContent", [], parrafos)),
                    ]))
        ]
    }

    private static func parrafo(_ formato: [Nodo], _ tramos: [Nodo]) -> Nodo {
        .elemento(Elemento("w:p", [], [.elemento(Elemento("w:pPr", [], formato))] + tramos))
    }

    private static func tramo(_ e: Elemento) -> Nodo { .elemento(Elemento("w:r", [], [.elemento(e)])) }
    private static func texto(_ t: String) -> Nodo {
        tramo(Elemento("w:t", [("xml:space", "preserve")], [.texto(t)]))
    }
    private static func instruccion(_ t: String) -> Nodo {
        tramo(Elemento("w:instrText", [("xml:space", "preserve")], [.texto(" \(t) ")]))
    }
    private static func marca(_ tipo: String) -> Nodo { tramo(Elemento("w:fldChar", [("w:fldCharType", tipo)])) }
}
