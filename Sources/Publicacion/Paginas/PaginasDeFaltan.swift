import Electoral

/// Every expected acta that is not counted, by reason: of the process, of an election, of a unit.
struct PaginasDeFaltan {
    let marco: Marco

    private var t: Textos { marco.t }

    private func razon(_ r: Razon, enlace: String? = nil) -> HTML {
        let titulo: HTML = enlace.map { "<a href=\"\($0)\">\(t(r.titulo))</a>" } ?? t(r.titulo)
        return "\(titulo)<small>\(t(r.explicacion))</small>"
    }

    /// - Parameter totales: of each election of the catalogue, in its order.
    func proceso(_ totales: [Faltan], corte: Corte) -> [UInt8] {
        let (sin, todas) = (
            totales.reduce(0) { $0 + $1.sinContabilizar }, totales.reduce(0) { $0 + $1.esperadas }
        )
        var tabla = Tabla(
            .fichas, titulo: t.llano(.faltanPorRazon),
            [.init(t.llano(.razon))] + marco.elecciones.map { .init(Marco.titulo($0), numero: true) })
        for r in Razon.allCases {
            tabla.fila(celdas: [razon(r)] + totales.map { "\($0[r])" })
        }
        tabla.pie(
            celdas: [t(.actasSinContabilizar)]
                + totales.map { "<span>\(t(.de, $0.sinContabilizar, $0.esperadas))</span>" })
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
                corte: corte, gemela: "faltan.json", campos: "faltan", menu: Rutas.faltan),
            Piezas.vivo(
                "total",
                "<p class=\"grande\">\(t(.actasDe, sin, todas))<small>\(t(.noSeHanContabilizado))</small></p>\n")
                + Piezas.bloque("razones", t(.porQue), Piezas.vivo("razones", tabla.html))
                + Piezas.bloque(nil, t(.cadaActa), "<ul class=\"lista\">\n\(HTML.unir(enlaces))</ul>\n"))
    }

    func eleccion(_ eleccion: Eleccion, _ d: DatosDeFaltanDeEleccion, corte: Corte) -> [UInt8] {
        var razones = Tabla(
            .fichas, titulo: t.llano(.faltanPorRazon),
            [.init(t.llano(.razon)), .init(t.llano(.actas), numero: true)])
        for r in Razon.allCases { razones.fila(razon(r), "\(d.totales[r])") }
        razones.pie(t(.actasSinContabilizar), t(.de, d.totales.sinContabilizar, d.totales.esperadas))
        let presentes = Razon.allCases.filter { d.totales[$0] > 0 }
        var unidades = Tabla(
            .fichas, titulo: t.llano(.faltanPorUnidad),
            [.init(t.llano(eleccion.ambito.texto)), .init(t.llano(.sinContabilizar), numero: true)]
                + presentes.map { .init(t.llano($0.titulo), numero: true) }, id: "unidades", atributos: " data-ordena")
        for u in d.unidades {
            let nombre = u.unidad == Rutas.sinUnidad ? u.nombre : "\(u.unidad) \(u.nombre)"
            unidades.fila(
                celdas: [
                    "<a href=\"\(u.unidad)/\(Rutas.faltan)\">\(nombre)</a>",
                    "<span>\(t(.de, u.totales.sinContabilizar, u.totales.esperadas))</span>",
                ] + presentes.map { "\(u.totales[$0])" })
        }
        let titulo = Marco.titulo(eleccion)
        return marco.pagina(
            .init(
                titulo: t.llano(.faltanDe, titulo), profundidad: 1,
                migas: [
                    .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
                    .init(texto: t.llano(.actasQueFaltan), ruta: Rutas.faltan), .init(texto: titulo, ruta: nil),
                ], corte: corte, gemela: "faltan.json", campos: "faltan", eleccion: eleccion, menu: Rutas.faltan),
            Piezas.vivo(
                "total",
                "<p class=\"grande\">\(t(.actasDe, d.totales.sinContabilizar, d.totales.esperadas))<small>\(t(.noSeHanContabilizado))</small></p>\n"
            )
                + "<p class=\"fila\"><a class=\"boton lleno\" href=\"faltan.csv\" download>\(t(.descargarLaLista))</a></p>\n"
                + Piezas.bloque("razones", t(.porQue), Piezas.vivo("razones", razones.html))
                + Piezas.bloque("unidades-b", t(eleccion.ambito.textoPlural), Piezas.vivo("unidades", unidades.html))
                + Piezas.bloque(
                    "fuera", t(.actasFueraDeCatalogo),
                    Piezas.vivo(
                        "fuera",
                        "<p>\(d.fueraDeCatalogo == 0 ? t(.ningunaFuera) : t(.fueraNoEsperadas, d.fueraDeCatalogo))</p>\n"
                    )))
    }

    func unidad(_ eleccion: Eleccion, _ d: DatosDeFaltan, corte: Corte) -> [UInt8] {
        var html = Piezas.vivo(
            "total",
            "<p class=\"grande\">\(t(.actasDe, d.totales.sinContabilizar, d.totales.esperadas))<small>\(t(.noSeHanContabilizado))</small></p>\n"
        )
        var listas: HTML = ""
        for r in Razon.allCases {
            let suyas = d.actas.filter { $0.razon == r }
            guard !suyas.isEmpty else { continue }
            var tabla = Tabla(
                .fichas, titulo: t.llano(r.titulo),
                [
                    .init(t.llano(.acta)), .init(t.llano(.observaciones)),
                    .init(t.llano(.listaNominal), numero: true),
                ])
            for f in suyas {
                let seccion: HTML = f.seccion.map { "\(t(.seccion)) \(cifras($0, ancho: 4)), " } ?? ""
                tabla.fila(
                    "<a href=\"../../\(f.ruta)\">\(seccion)\(f.casilla)</a>",
                    f.observaciones.isEmpty ? "—" : "<span>\(f.observaciones)</span>", "\(f.listaNominal)")
            }
            listas += Piezas.bloque(r.rawValue, "\(t(r.titulo)): \(suyas.count)", nota: t(r.explicacion), tabla.html)
        }
        if d.actas.isEmpty { listas = "<p>\(t(.todasContabilizadas))</p>\n" }
        html += Piezas.vivo("listas", listas)
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
                ], corte: corte, gemela: "faltan.json", campos: "faltan", eleccion: eleccion, menu: Rutas.faltan), html)
    }
}
