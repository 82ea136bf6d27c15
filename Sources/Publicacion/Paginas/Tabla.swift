/// A table of the site. Its caption names it; on a phone each row of `fichas` becomes a card and each bar of `votos` takes
/// a line of its own, so both say their roles: a table laid out as something else is one no more to some readers.
struct Tabla {
    enum Forma {
        case simple, votos, fichas
        /// Cards of two figures per line.
        case pares

        var esFichas: Bool { self == .fichas || self == .pares }
    }

    struct Columna {
        let titulo: String
        let numero: Bool
        /// On a phone its cell takes a line of its own.
        let ancha: Bool

        init(_ titulo: String, numero: Bool = false, ancha: Bool = false) {
            self.titulo = titulo
            self.numero = numero
            self.ancha = ancha
        }
    }

    private let forma: Forma
    private let columnas: [Columna]
    private var texto: HTML
    private var cuerpoAbierto = false

    /// - Parameter atributos: of the table, besides those of its form.
    init(_ forma: Forma = .simple, titulo: String, _ columnas: [Columna], id: String? = nil, atributos: HTML = "") {
        self.forma = forma
        self.columnas = columnas
        let clase: HTML =
            switch forma {
            case .simple: ""
            case .votos: " class=\"votos\" role=\"table\""
            case .fichas: " class=\"fichas\" role=\"table\""
            case .pares: " class=\"fichas par\" role=\"table\""
            }
        let ancla: HTML = id.map { " id=\"\($0)\"" } ?? ""
        texto = "<table\(clase)\(ancla)\(atributos)>\n<caption class=\"oculto\">\(titulo)</caption>\n"
        guard !columnas.allSatisfy({ $0.titulo.isEmpty }) else { return }
        texto += "<thead\(rol("rowgroup"))><tr\(rol("row"))>"
        for c in columnas {
            texto +=
                c.titulo.isEmpty
                ? "<td\(rol("cell")) class=\"ancha\"></td>"
                : "<th\(rol("columnheader")) scope=\"col\"\(c.numero ? Self.numero : "")>\(c.titulo)</th>"
        }
        texto += "</tr></thead>\n"
    }

    private static let numero: HTML = " class=\"n\""

    private func rol(_ nombre: String) -> HTML { forma == .simple ? "" : " role=\"\(nombre)\"" }

    private mutating func abrir() {
        guard !cuerpoAbierto else { return }
        texto += "<tbody\(rol("rowgroup"))>\n"
        cuerpoAbierto = true
    }

    private mutating func cerrar() {
        if cuerpoAbierto { texto += "</tbody>\n" }
        cuerpoAbierto = false
    }

    /// Begins a group of rows under a heading of their own.
    mutating func grupo(_ titulo: HTML) {
        cerrar()
        abrir()
        texto += "<tr class=\"grupo\"\(rol("row"))><th\(rol("rowheader")) scope=\"rowgroup\" colspan=\""
        texto += "\(String(columnas.count))\">\(titulo)</th></tr>\n"
    }

    /// The first cell names the row.
    mutating func fila(_ celdas: HTML..., id: String? = nil, clase: String? = nil) {
        fila(celdas: celdas, id: id, clase: clase)
    }

    mutating func fila(celdas: [HTML], id: String? = nil, clase: String? = nil) {
        abrir()
        texto += "<tr\(rol("row"))\(clase.map { " class=\"\($0)\"" as HTML } ?? "")"
        texto += "\(id.map { " data-fila=\"\($0)\"" as HTML } ?? "")>"
        poner(celdas)
    }

    mutating func pie(_ celdas: HTML...) { pie(celdas: celdas) }

    mutating func pie(celdas: [HTML]) {
        cerrar()
        texto += "<tfoot\(rol("rowgroup"))><tr\(rol("row"))>"
        poner(celdas)
        texto += "</tfoot>\n"
    }

    private mutating func poner(_ celdas: [HTML]) {
        for (i, (celda, columna)) in zip(celdas, columnas).enumerated() {
            if i == 0 {
                texto += "<th\(rol("rowheader")) scope=\"row\">\(celda)</th>"
            } else if columna.titulo.isEmpty, forma == .votos {
                texto += "<td\(rol("cell")) class=\"ancha\">\(celda)</td>"
            } else {
                let rotulo: HTML = forma.esFichas ? " data-l=\"\(columna.titulo)\"" : ""
                let clase: HTML =
                    switch (columna.numero, columna.ancha) {
                    case (true, true): " class=\"n todo\""
                    case (true, false): Self.numero
                    case (false, true): " class=\"todo\""
                    case (false, false): ""
                    }
                texto += "<td\(rol("cell"))\(clase)\(rotulo)>\(celda)</td>"
            }
        }
        texto += "</tr>\n"
    }

    var html: HTML {
        var copia = self
        copia.cerrar()
        return copia.texto + "</table>\n"
    }
}
