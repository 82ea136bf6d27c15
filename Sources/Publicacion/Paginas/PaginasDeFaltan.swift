import Electoral

/// Every expected acta that is not counted, by reason: of the process, of an election, of a unit.
struct PaginasDeFaltan {
    let marco: Marco
    let ultimoCorte: Bool

    private var t: Textos { marco.t }

    /// Actas that the page of an election lists by itself; beyond, they are in the page of each unit.
    private static let porPagina = 200

    private func titulo(_ r: Razon) -> HTML { t(r.titulo(alCierre: ultimoCorte)) }
    private func explicacion(_ r: Razon) -> HTML { t(r.explicacion(alCierre: ultimoCorte)) }

    /// How many, and how all the expected ones stand.
    private func total(_ f: Faltan) -> HTML {
        Piezas.vivo(
            "total",
            """
            <p class="grande">\(t(.de, f.sinContabilizar, f.esperadas))<small>\(t(.noSeHanContabilizado))</small></p>
            <p>\(t(.cuadre, f.esperadas, f.capturadas, f.contabilizadas, f.noContabilizadas, f.pendientes))</p>

            """)
    }

    /// - Parameter columnas: figures of each reason; those that are zero everywhere are left out.
    private func razones(_ columnas: [(titulo: String, totales: Faltan)]) -> HTML {
        let presentes = Razon.allCases.filter { r in columnas.contains { $0.totales[r] > 0 } }
        guard !presentes.isEmpty else { return "<p>\(t(.todasContabilizadas))</p>\n" }
        var tabla = Tabla(
            .fichas, titulo: t.llano(.faltanPorRazon),
            [.init(t.llano(.razon))] + columnas.map { .init($0.titulo, numero: true) })
        for r in presentes {
            tabla.fila(
                celdas: ["\(titulo(r))<small>\(explicacion(r))</small>"] + columnas.map { "\($0.totales[r])" })
        }
        tabla.pie(
            celdas: [t(.actasSinContabilizar)]
                + columnas.map { "<span>\(t(.de, $0.totales.sinContabilizar, $0.totales.esperadas))</span>" })
        return tabla.html
    }

    /// - Parameter totales: of each election of the catalogue, in its order.
    func proceso(_ totales: [Faltan], corte: Corte) -> [UInt8] {
        let columnas = zip(marco.elecciones, totales).map { (titulo: Marco.titulo($0), totales: $1) }
        let enlaces = marco.elecciones.map {
            "<li><a href=\"\($0.ruta)/\(Rutas.faltan)\">\(t(.faltanDe, Marco.titulo($0)))</a></li>\n" as HTML
        }
        return marco.pagina(
            .init(
                titulo: t.llano(.actasQueFaltan),
                migas: [
                    .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
                    .init(texto: t.llano(.actasQueFaltan), ruta: nil),
                ],
                corte: corte, gemela: "faltan.json", campos: "faltan-proceso", menu: Rutas.faltan),
            total(totales.reduce(into: Faltan()) { $0 += $1 })
                + Piezas.bloque(nil, t(.cadaActa), "<ul class=\"lista\">\n\(HTML.unir(enlaces))</ul>\n")
                + Piezas.bloque("razones", t(.porQue), Piezas.vivo("razones", razones(columnas))))
    }

    /// - Parameter faltas: every acta that is not counted.
    func eleccion(
        _ eleccion: Eleccion, _ d: DatosDeFaltanDeEleccion, faltas: [Faltan.Falta], corte: Corte
    ) -> [UInt8] {
        let nombre = Marco.titulo(eleccion)
        var html = total(d.totales)
        html += "<p class=\"fila\"><a class=\"boton lleno\" href=\"faltan.csv\" download>"
        html += "\(t(.descargarLaLista))</a></p>\n"
        html += Piezas.bloque(
            "razones", t(.porQue), Piezas.vivo("razones", razones([(t.llano(.actas), d.totales)])))
        html += Piezas.bloque(
            "actas-b", t(.cadaActa),
            Piezas.filtro(t, "actas", t.llano(.buscar, t.llano(.acta).lowercased()))
                + Piezas.vivo("actas", lista(eleccion, faltas)))
        html += Piezas.bloque(
            "unidades-b", t(eleccion.ambito.textoPlural), Piezas.vivo("unidades", unidades(eleccion, d)))
        html += Piezas.bloque(
            "fuera", t(.actasFueraDeCatalogo),
            Piezas.vivo(
                "fuera",
                "<p>\(d.fueraDeCatalogo == 0 ? t(.ningunaFuera) : t(.fueraNoEsperadas, d.fueraDeCatalogo))</p>\n"))
        return marco.pagina(
            .init(
                titulo: t.llano(.faltanDe, nombre), profundidad: 1,
                migas: [
                    .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
                    .init(texto: t.llano(.actasQueFaltan), ruta: Rutas.faltan), .init(texto: nombre, ruta: nil),
                ], corte: corte, gemela: "faltan.json", campos: "faltan", eleccion: eleccion, menu: Rutas.faltan,
                guiones: ["tablas.js"]), html)
    }

    /// Every acta with its reason, when they fit.
    private func lista(_ eleccion: Eleccion, _ faltas: [Faltan.Falta]) -> HTML {
        guard !faltas.isEmpty else { return "<p>\(t(.todasContabilizadas))</p>\n" }
        guard faltas.count <= Self.porPagina else { return "<p>\(t(.actasEnCadaLista))</p>\n" }
        var tabla = Tabla(
            .fichas, titulo: t.llano(.cadaActa),
            [
                .init(t.llano(.acta)), .init(t.llano(eleccion.ambito.texto)), .init(t.llano(.razon)),
                .init(t.llano(.observaciones)),
            ], id: "actas", atributos: " data-ordena")
        for f in faltas {
            tabla.fila(
                acta(f, raiz: "../"), "<span>\(f.nombreDeUnidad)</span>", "<span>\(titulo(f.razon))</span>", mencion(f))
        }
        return tabla.html
    }

    private func acta(_ f: Faltan.Falta, raiz: String) -> HTML {
        let seccion: HTML = f.seccion.map { "\(t(.seccion)) \(cifras($0, ancho: 4)), " } ?? ""
        return "<a href=\"\(raiz)\(f.ruta)\">\(seccion)\(f.casilla)</a>"
    }

    private func mencion(_ f: Faltan.Falta) -> HTML {
        f.observaciones.isEmpty ? "—" : "<span>\(f.observaciones)</span>"
    }

    /// The units where any is missing.
    private func unidades(_ eleccion: Eleccion, _ d: DatosDeFaltanDeEleccion) -> HTML {
        let presentes = Razon.allCases.filter { d.totales[$0] > 0 }
        let conFaltas = d.unidades.filter { $0.totales.sinContabilizar > 0 }
        let completas = d.unidades.count - conFaltas.count
        let nota: HTML =
            completas == 0 ? "" : "<p class=\"nota\">\(t(.sinActasQueFalten, completas, d.unidades.count))</p>\n"
        guard !conFaltas.isEmpty else { return nota }
        var tabla = Tabla(
            .fichas, titulo: t.llano(.faltanPorUnidad),
            [.init(t.llano(eleccion.ambito.texto)), .init(t.llano(.sinContabilizar), numero: true)]
                + presentes.map { .init(t.llano($0.titulo(alCierre: ultimoCorte)), numero: true) }, id: "unidades",
            atributos: " data-ordena")
        for u in conFaltas {
            let nombre = u.unidad == Rutas.sinUnidad ? u.nombre : "\(u.unidad) \(u.nombre)"
            tabla.fila(
                celdas: [
                    "<a href=\"\(u.unidad)/\(Rutas.faltan)\">\(nombre)</a>",
                    "<span>\(t(.de, u.totales.sinContabilizar, u.totales.esperadas))</span>",
                ] + presentes.map { "\(u.totales[$0])" })
        }
        return tabla.html + nota
    }

    func unidad(_ eleccion: Eleccion, _ d: DatosDeFaltan, corte: Corte) -> [UInt8] {
        var listas: HTML = ""
        for r in Razon.allCases {
            let suyas = d.actas.filter { $0.razon == r }
            guard !suyas.isEmpty else { continue }
            var tabla = Tabla(
                .fichas, titulo: t.llano(r.titulo(alCierre: ultimoCorte)),
                [
                    .init(t.llano(.acta)), .init(t.llano(.observaciones)),
                    .init(t.llano(.listaNominal), numero: true),
                ])
            for f in suyas { tabla.fila(acta(f, raiz: "../../"), mencion(f), "\(f.listaNominal)") }
            listas += Piezas.bloque(r.rawValue, "\(titulo(r)): \(suyas.count)", nota: explicacion(r), tabla.html)
        }
        if d.actas.isEmpty { listas = "<p>\(t(.todasContabilizadas))</p>\n" }
        let titulo = Marco.titulo(eleccion)
        let nombre =
            d.unidad == Rutas.sinUnidad ? d.nombre : "\(t.llano(eleccion.ambito.texto)) \(d.unidad) \(d.nombre)"
        return marco.pagina(
            .init(
                titulo: t.llano(.faltanEn, nombre), profundidad: 2,
                migas: [
                    .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
                    .init(texto: titulo, ruta: "\(eleccion.ruta)/\(Rutas.pagina)"),
                    .init(texto: nombre, ruta: "\(eleccion.ruta)/\(d.unidad)/\(Rutas.pagina)"),
                    .init(texto: t.llano(.actasQueFaltan), ruta: nil),
                ], corte: corte, gemela: "faltan.json", campos: "faltan", eleccion: eleccion, menu: Rutas.faltan),
            total(d.totales) + Piezas.vivo("listas", listas))
    }
}
