/// The words of a body that our templates wrote, read once from one end to the other.
struct TextoDeHTML {
    private let html: String

    init(_ html: String) { self.html = html }

    var plano: String { Self.plano(html) }

    static func plano(_ html: String) -> String {
        var partes: [Substring] = []
        recorrer(html) { pieza in
            if case .texto(let texto) = pieza { partes.append(texto) }
        }
        return partes.joined(separator: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Headings whose section only says that there is nothing to tell, or only quotes its norm.
    var seccionesVacias: [String] {
        var vacias: [String] = []
        var soloCita: String?
        bloques { bloque in
            if bloque.encabezado != soloCita, let una = soloCita {
                vacias.append(una)
                soloCita = nil
            }
            if bloque.esCita {
                if bloque.esPrimero { soloCita = bloque.encabezado }
            } else if !bloque.esEncabezado {
                soloCita = nil
            }
            if bloque.esParrafo, bloque.texto.hasPrefix("Sin información") || bloque.texto.hasPrefix("Sin acuerdos") {
                vacias.append(bloque.encabezado)
            }
        }
        return vacias + [soloCita].compactMap(\.self)
    }

    /// What a section leaves between brackets.
    struct Seccion {
        let encabezado: String
        var faltas: [String]
    }

    /// What is between brackets, once in each section; of a cell, with the titles of its row and its column.
    var porEscribir: [Seccion] {
        var secciones: [Seccion] = []
        var vistas: Set<String> = []
        bloques { bloque in
            for corchete in Self.corchetes(bloque.texto) {
                let falta = bloque.nombrado(corchete)
                guard vistas.insert("\(bloque.encabezado)\n\(falta)").inserted else { continue }
                if secciones.last?.encabezado != bloque.encabezado {
                    secciones.append(Seccion(encabezado: bloque.encabezado, faltas: []))
                }
                secciones[secciones.count - 1].faltas.append(falta)
            }
        }
        return secciones
    }

    private static func corchetes(_ texto: String) -> [String] {
        var hallados: [String] = []
        var abre: String.Index?
        for i in texto.utf8.indices {
            switch texto.utf8[i] {
            case UInt8(ascii: "["): abre = texto.utf8.index(after: i)
            case UInt8(ascii: "]"):
                if let inicio = abre, 3...400 ~= texto.utf8.distance(from: inicio, to: i) {
                    hallados.append(String(texto[inicio..<i]))
                }
                abre = nil
            default: break
            }
        }
        return hallados
    }

    // MARK: Reading

    /// A paragraph, an item, a cell or a heading.
    private struct Bloque {
        let encabezado: String
        let esParrafo: Bool
        let esEncabezado: Bool
        /// Inside a quotation.
        let esCita: Bool
        /// Whether nothing comes between its heading and it.
        let esPrimero: Bool
        let texto: String
        /// Titles of the row and the column, of a cell.
        let renglon: String?
        let columna: String?

        /// What is missing, with its place when it does not say it.
        func nombrado(_ corchete: String) -> String {
            let corto = corchete.hasSuffix(".") ? String(corchete.dropLast()) : corchete
            guard corto.count <= 12 || renglon != nil && corto.hasPrefix("Falta") else { return corto }
            let lugar = [columna, renglon].compactMap(\.self).joined(separator: " de ")
            guard !lugar.isEmpty else { return corto }
            return corto.lowercased() == "falta" ? "falta \(lugar)" : "\(corto) (\(lugar))"
        }
    }

    private enum Pieza {
        /// What is inside `<` and `>`.
        case marca(Substring)
        case texto(Substring)
    }

    private static func recorrer(_ html: String, _ haz: (Pieza) -> Void) {
        var resto = html[...]
        while let abre = resto.utf8.firstIndex(of: UInt8(ascii: "<")) {
            if abre > resto.startIndex { haz(.texto(resto[..<abre])) }
            let dentro = resto.utf8.index(after: abre)
            guard let cierra = resto.utf8[dentro...].firstIndex(of: UInt8(ascii: ">")) else { return }
            haz(.marca(resto[dentro..<cierra]))
            resto = resto[resto.utf8.index(after: cierra)...]
        }
        if !resto.isEmpty { haz(.texto(resto)) }
    }

    private func bloques(_ haz: (Bloque) -> Void) {
        var encabezado = "Al inicio"
        var texto: [Substring] = []
        var tabla = Tabla()
        var citas = 0
        var trasEncabezado = false
        func cerrar(_ nombre: Substring) {
            let dicho = Self.plano(texto.joined(separator: " "))
            texto = []
            guard !dicho.isEmpty else { return }
            let esEncabezado = nombre.count == 2 && nombre.hasPrefix("h")
            if esEncabezado { encabezado = dicho.hasSuffix(".") ? String(dicho.dropLast()) : dicho }
            haz(
                Bloque(
                    encabezado: encabezado, esParrafo: nombre == "p", esEncabezado: esEncabezado, esCita: citas > 0,
                    esPrimero: trasEncabezado, texto: dicho, renglon: tabla.renglon, columna: tabla.columna))
            tabla.cerrar(nombre, dicho)
            trasEncabezado = esEncabezado
        }
        Self.recorrer(html) { pieza in
            switch pieza {
            case .texto(let parte): texto.append(parte)
            case .marca(let marca):
                let nombre = marca.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
                guard Self.deBloque.contains(String(nombre)) else { return }
                if marca.hasPrefix("/") {
                    cerrar(nombre)
                } else {
                    // Words before a block are of no heading.
                    cerrar("div")
                }
                if nombre == "blockquote" { citas += marca.hasPrefix("/") ? -1 : 1 }
                tabla.pasar(nombre, abre: !marca.hasPrefix("/"))
            }
        }
        cerrar("div")
    }

    private static let deBloque: Set<String> = [
        "p", "li", "td", "th", "tr", "thead", "tbody", "table", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
        "ol",
        "div", "section", "nav", "blockquote", "figure",
    ]

    /// Where in a table the reader is.
    private struct Tabla {
        private(set) var renglon: String?
        private var columnas: [String] = []
        private var lugar = -1
        private var enCabeza = false

        var columna: String? { !enCabeza && columnas.indices.contains(lugar) ? columnas[lugar] : nil }

        mutating func pasar(_ nombre: Substring, abre: Bool) {
            switch nombre {
            case "table": self = Tabla()
            case "thead": enCabeza = abre
            case "tr" where abre: (renglon, lugar) = (nil, -1)
            case "td" where abre, "th" where abre: lugar += 1
            default: break
            }
        }

        mutating func cerrar(_ nombre: Substring, _ dicho: String) {
            if nombre == "th", enCabeza { columnas.append(dicho) }
            if nombre == "th", !enCabeza, renglon == nil { renglon = dicho }
        }
    }
}
