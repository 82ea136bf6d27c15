/// The body of a document, read and checked: with its cover and its place for the table of contents, and every heading
/// with a name to go to.
struct Cuerpo {
    struct Titulo: Sendable {
        let nivel: Int
        /// As the table of contents says it.
        let texto: String
        let ancla: String
        let enIndice: Bool
    }

    private(set) var nodos: [Nodo]
    private(set) var titulos: [Titulo] = []
    let tienePortada: Bool

    init(_ escrito: Escrito) throws(DocumentoError) {
        nodos = try LectorDeMarcas.leer(escrito.cuerpo, html: true)
        try Vocabulario.comprobar(nodos)
        if escrito.conPortada, !Self.hay(nodos, { $0.tiene("portada") }) {
            nodos.insert(.elemento(Self.portada(escrito)), at: 0)
        }
        if escrito.conIndice, !Self.hay(nodos, { $0.tiene("indice") }) {
            let lugar = nodos.firstIndex { $0.elemento?.tiene("portada") == true }.map { $0 + 1 } ?? 0
            nodos.insert(.elemento(Elemento("nav", [("class", "indice")], [.texto("Contenido")])), at: lugar)
        }
        // A cover is the first page or it is not one.
        tienePortada = nodos.first { !$0.esBlanco }?.elemento?.tiene("portada") == true
        var anclas: Set<String> = []
        nodos = try nombrados(nodos, &anclas)
        if let suelto = Self.enlaces(nodos).first(where: { !anclas.contains($0) }) {
            throw DocumentoError(.cuerpo, "El texto del documento: el enlace #\(suelto) no lleva a nada.")
        }
    }

    var tieneIndice: Bool { Self.hay(nodos) { $0.tiene("indice") } }
    var delIndice: [Titulo] { titulos.filter(\.enIndice) }

    private static func hay(_ nodos: [Nodo], _ condicion: (Elemento) -> Bool) -> Bool {
        nodos.contains { $0.elemento.map { condicion($0) || hay($0.hijos, condicion) } ?? false }
    }

    /// The names that links inside the document go to.
    private static func enlaces(_ nodos: [Nodo]) -> [String] {
        nodos.compactMap(\.elemento).flatMap { e in
            let propio = e["href"].flatMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil }
            return [propio].compactMap(\.self) + enlaces(e.hijos)
        }
    }

    private static func portada(_ d: Escrito) -> Elemento {
        let lineas = [("titulo", d.titulo), ("proceso", d.membrete.proceso), ("unidad", d.membrete.unidad)]
        return Elemento(
            "section", [("class", "portada")],
            lineas.filter { !$0.1.isEmpty }.map { .elemento(Elemento("p", [("class", $0.0)], [.texto($0.1)])) })
    }

    /// After the caption, which comes first.
    private static func repartir(_ tabla: inout Elemento) {
        guard let anchos = Anchos.deducidos(tabla) else { return }
        let columnas = anchos.map { Nodo.elemento(Elemento("col", [("width", "\($0)%")])) }
        let lugar = tabla.hijos.firstIndex { $0.elemento?.nombre == "caption" }.map { $0 + 1 } ?? 0
        tabla.hijos.insert(.elemento(Elemento("colgroup", [], columnas)), at: lugar)
    }

    private mutating func nombrados(_ lista: [Nodo], _ anclas: inout Set<String>) throws(DocumentoError) -> [Nodo] {
        var salida: [Nodo] = []
        for nodo in lista {
            guard var e = nodo.elemento else {
                salida.append(nodo)
                continue
            }
            if e.nombre.count == 2, let nivel = Int(e.nombre.dropFirst()), !e.frase.isEmpty {
                let ancla = e["id"] ?? "prep_\(titulos.count + 1)"
                e["id"] = ancla
                titulos.append(
                    Titulo(
                        nivel: nivel, texto: e["data-indice"] ?? e.frase, ancla: ancla,
                        enIndice: !e.tiene("sin-indice")))
                e["data-indice"] = nil
            }
            if e.nombre == "table", !e.elementos.contains(where: { $0.nombre == "colgroup" }) {
                Self.repartir(&e)
            }
            if let id = e["id"], !anclas.insert(id).inserted {
                throw DocumentoError(.cuerpo, "El texto del documento: hay dos elementos con id=\"\(id)\".")
            }
            if e.nombre != "svg" { e.hijos = try nombrados(e.hijos, &anclas) }
            salida.append(.elemento(e))
        }
        return salida
    }
}
