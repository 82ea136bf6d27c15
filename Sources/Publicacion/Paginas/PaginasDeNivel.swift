import Electoral
import Formatos

/// Pages of an election: entidad, unidad, sección. Each is a function of its values.
struct PaginasDeNivel {
    let marco: Marco
    let eleccion: Eleccion
    let indice: Int
    let ultimoCorte: Bool

    private var t: Textos { marco.t }
    private var bloques: Bloques {
        Bloques(marco: marco, eleccion: eleccion, indice: indice, ultimoCorte: ultimoCorte)
    }
    private var titulo: String { Marco.titulo(eleccion) }
    private var menu: String { "\(eleccion.ruta)/\(Rutas.pagina)" }

    private func migas(_ resto: [Marco.Miga]) -> [Marco.Miga] {
        [
            .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
            .init(texto: titulo, ruta: resto.isEmpty ? nil : menu),
        ] + resto
    }

    private func miga(_ unidad: Int?, enlaza: Bool) -> Marco.Miga {
        let clave = unidad.map { eleccion.unidades[$0].clave } ?? Rutas.sinUnidad
        let nombre = unidad.map { "\(nombreCorto($0)) \(eleccion.unidades[$0].nombre)" } ?? t.llano(.sinDemarcacion)
        return .init(texto: nombre, ruta: enlaza ? "\(eleccion.ruta)/\(clave)/\(Rutas.pagina)" : nil)
    }

    private func nombreCorto(_ u: Int) -> String { "\(t.llano(eleccion.ambito.texto)) \(eleccion.unidades[u].clave)" }

    /// Votes by candidacy, with what is not counted and where they come from.
    ///
    /// - Parameter conVentaja: for what elects on its own.
    private func candidaturas(_ datos: DatosDeNivel, _ r: Resumen, nota: HTML?, conVentaja: Bool) -> HTML {
        Piezas.bloque(
            "candidatura", t(.votosPorCandidatura), nota: nota,
            bloques.comparaCandidaturas(datos.candidaturas, tabla: "por-candidatura")
                + Piezas.vivo(
                    "candidatura",
                    bloques.candidaturas(datos.candidaturas, id: "por-candidatura")
                        + (conVentaja ? bloques.ventaja(datos.candidaturas) : "")
                        + bloques.faltan(r, Rutas.faltan)
                        + bloques.procedencia(datos.candidaturas, datos.votos)))
    }

    // MARK: Entidad

    func entidad(
        _ n: Niveles, _ datos: DatosDeNivel, corte: Corte, fuera: [(codigo: String, ruta: String?)]
    ) -> [UInt8] {
        let r = n.computo.entidad.resumen
        var html: HTML = ""
        let unidades = t(eleccion.ambito.textoPlural)
        html += Piezas.enPagina(
            t,
            (datos.candidaturas.isEmpty ? [] : [("candidatura", t(.porCandidatura))])
                + [
                    ("partido", t(.porPartido)), ("unidades-b", unidades), ("estadistica", t(.estadistica)),
                    ("aparte", t(.votosEspeciales)),
                ])
        if !datos.candidaturas.isEmpty {
            html += candidaturas(
                datos, r, nota: t(.notaDeCandidatura), conVentaja: eleccion.esDeEntidad)
        }
        html += bloques.primerLugar(datos.primerLugar)
        html += Piezas.bloque(
            "partido", t(.votosPorPartido), nota: t(.notaDePartido),
            bloques.comparaPartidos(datos.partidos, tabla: "por-partido")
                + Piezas.vivo(
                    "partido",
                    bloques.partidos(datos.partidos, id: "por-partido")
                        + (datos.candidaturas.isEmpty
                            ? bloques.faltan(r, Rutas.faltan) : "")))
        html += encabezan(datos)
        html += "<div class=\"dos\">\n"
        html += Piezas.bloque(
            "estadistica", t(.estadistica),
            Piezas.vivo(
                "estadistica", bloques.estadistica(r, datos.estadistica, faltan: Rutas.faltan, raiz: "../")))
        html += aparte(n)
        html += "</div>\n"
        html += fueraDeCatalogo(fuera)
        return marco.pagina(
            .init(
                titulo: titulo, profundidad: 1, migas: migas([]), corte: corte, gemela: "index.json", campos: "nivel",
                eleccion: eleccion, menu: menu, guiones: ["tablas.js"], ultimoCorte: ultimoCorte), html)
    }

    /// Who leads each unit: map, count and table.
    private func encabezan(_ datos: DatosDeNivel) -> HTML {
        let mapa = MapaDeUnidades(bloques: bloques, datos.hijos, t)
        let ambito = t(eleccion.ambito.textoPlural)
        let tabla = hijos(
            datos.hijos, id: "unidades", titulo: t.llano(.quienEncabeza, t.llano(eleccion.ambito.textoPlural)),
            columna: t.llano(eleccion.ambito.texto)
        ) { (ruta: "\($0.clave)/\(Rutas.pagina)", nombre: "\($0.clave) \($0.nombre)") }
        return Piezas.bloque(
            "unidades-b", t(.encabezaCadaCandidatura, ambito),
            "<div class=\"dos mapa-y-tabla\">\n"
                + Piezas.vivo("mapa", mapa.leyenda() + mapa.dibujo(marco.sitio.mapas[eleccion.id]))
                + "<div>\n\(Piezas.filtro(t, "unidades", t.llano(.buscar, t.llano(eleccion.ambito.texto).lowercased())))"
                + Piezas.vivo("unidades", tabla) + "</div>\n</div>\n")
    }

    private func hijos(
        _ filas: [DatosDeNivel.Hijo], id: String, titulo: String, columna: String,
        _ celda: (DatosDeNivel.Hijo) -> (ruta: String, nombre: String)
    ) -> HTML {
        var tabla = Tabla(
            .pares, titulo: titulo,
            [
                .init(columna), .init(t.llano(.encabeza), ancha: true), .init(t.llano(.susVotos), numero: true),
                .init(t.llano(.ventaja), numero: true), .init(t.llano(.totalDeVotos), numero: true),
                .init(t.llano(.actasCapturadasTitulo), numero: true, ancha: true),
            ], id: id, atributos: " data-ordena")
        for h in filas {
            let (ruta, nombre) = celda(h)
            let primera =
                h.primera.map { bloques.nombre($0, h.opciones) } ?? t(h.votos > 0 ? .empate : .enProceso)
            tabla.fila(
                "<a href=\"\(ruta)\">\(nombre)</a>", "<span>\(primera)</span>",
                h.primera == nil ? "—" : "\(h.votosDePrimera)", h.primera == nil ? "—" : "\(h.ventaja)", "\(h.votos)",
                "<span>\(t(.de, h.capturadas, h.esperadas)) <small>\(Porcentaje(h.capturadas, de: h.esperadas).texto)%</small></span>"
            )
        }
        return tabla.html
    }

    /// Rows of no unit and representación proporcional, which add at entity level only.
    private func aparte(_ n: Niveles) -> HTML {
        let todas: [(HTML, Acumulado)] = [
            (
                "<a href=\"\(Rutas.sinUnidad)/\(Rutas.pagina)\">\(t(.modalidadesSinDemarcacion))</a>",
                n.computo.sinUnidad
            ),
            (
                "<a href=\"../\(Rutas.especiales)#\(eleccion.id)\">\(t(.representacionProporcional))</a>",
                n.computo.representacionProporcional
            ),
        ]
        let partes = todas.filter { $0.1.resumen.esperadas > 0 }
        var contenido: HTML = "<p><a href=\"../\(Rutas.especiales)\">\(t(.verVotosEspeciales))</a></p>\n"
        if !partes.isEmpty {
            var tabla = Tabla(
                .fichas, titulo: t.llano(.votosEspeciales),
                [
                    .init(t.llano(.modalidad)), .init(t.llano(.actasContabilizadas), numero: true),
                    .init(t.llano(.votos), numero: true),
                ])
            for (nombre, a) in partes {
                tabla.fila(
                    nombre, t(.de, a.resumen.contabilizadas, a.resumen.esperadas), "\(a.resumen.votosConEspeciales)")
            }
            contenido = tabla.html + contenido
        }
        return Piezas.bloque("aparte", t(.votosEspeciales), Piezas.vivo("aparte", contenido))
    }

    private func fueraDeCatalogo(_ filas: [(codigo: String, ruta: String?)]) -> HTML {
        let renglones = filas.map { f -> HTML in
            let codigo = Piezas.codigo(f.codigo)
            return f.ruta.map { "<li><a href=\"\("../" + $0)\">\(codigo)</a></li>\n" } ?? "<li>\(codigo)</li>\n"
        }
        let lista: HTML = filas.isEmpty ? "" : "<ul>\n\(HTML.unir(renglones))</ul>\n"
        return Piezas.bloque(
            "fuera", t(.actasFueraDeCatalogo),
            Piezas.vivo("fuera", "<p>\(filas.isEmpty ? t(.ningunaFuera) : t(.explicaFuera))</p>\n" + lista))
    }

    // MARK: Unidad

    func unidad(_ n: Niveles, _ u: Int, _ datos: DatosDeNivel, corte: Corte) -> [UInt8] {
        let r = n.computo.unidades[u].resumen
        var html = Piezas.enPagina(
            t,
            [
                ("candidatura", t(.porCandidatura)), ("partido", t(.porPartido)), ("secciones-b", t(.secciones)),
                ("estadistica", t(.estadistica)),
            ])
        html += candidaturas(datos, r, nota: nil, conVentaja: true)
        html += bloques.primerLugar(datos.primerLugar)
        html += Piezas.bloque(
            "partido", t(.votosPorPartido), nota: t(.notaDePartido),
            Piezas.vivo("partido", bloques.partidos(datos.partidos, id: "por-partido")))
        html += Piezas.bloque(
            "secciones-b", t(.secciones),
            Piezas.filtro(t, "secciones", t.llano(.buscar, t.llano(.seccion).lowercased()))
                + Piezas.vivo(
                    "secciones",
                    hijos(
                        datos.hijos, id: "secciones", titulo: t.llano(.quienEncabeza, t.llano(.secciones)),
                        columna: t.llano(.seccion)
                    ) { (ruta: "\($0.clave).html", nombre: $0.nombre) }))
        html += Piezas.bloque(
            "estadistica", t(.estadistica),
            Piezas.vivo(
                "estadistica", bloques.estadistica(r, datos.estadistica, faltan: Rutas.faltan, raiz: "../../")))
        return marco.pagina(
            .init(
                titulo: "\(nombreCorto(u)) \(datos.nombre)", profundidad: 2, migas: migas([miga(u, enlaza: false)]),
                corte: corte, gemela: "index.json", campos: "nivel", eleccion: eleccion, menu: menu,
                guiones: ["tablas.js"], ultimoCorte: ultimoCorte), html)
    }

    /// Actas of no unit, listed by themselves.
    func sinUnidad(filas: [FilaDeActa], corte: Corte) -> [UInt8] {
        marco.pagina(
            .init(
                titulo: t.llano(.sinDemarcacion), profundidad: 2, migas: migas([miga(nil, enlaza: false)]),
                corte: corte, eleccion: eleccion, menu: menu),
            Piezas.bloque(
                nil, t(.actas),
                Piezas.vivo("casillas", actas(filas))
                    + "<p class=\"sigue\"><a href=\"\(Rutas.faltan)\">\(t(.actasQueFaltan))</a></p>\n"))
    }

    // MARK: Sección

    func seccion(_ datos: DatosDeSeccion, _ r: Resumen, unidad u: Int, corte: Corte) -> [UInt8] {
        var html = Piezas.bloque(nil, t(.casillas), Piezas.vivo("casillas", actas(datos.actas)))
        html += Piezas.bloque(
            "candidatura", t(.votosPorCandidatura),
            Piezas.vivo("candidatura", bloques.candidaturas(datos.candidaturas, id: "por-candidatura")))
        html += "<div class=\"dos\">\n"
        html += Piezas.bloque(
            "recuadros", t(.votosPorRecuadro), nota: t(.notaDeRecuadros),
            Piezas.vivo("recuadros", bloques.columnas(datos.votos)))
        html += Piezas.bloque(
            "estadistica", t(.estadistica),
            Piezas.vivo(
                "estadistica", bloques.estadistica(r, datos.estadistica, faltan: Rutas.faltan, raiz: "../../")))
        html += "</div>\n"
        return marco.pagina(
            .init(
                titulo: datos.nombre, profundidad: 2,
                migas: migas([miga(u, enlaza: true), .init(texto: datos.nombre, ruta: nil)]), corte: corte,
                gemela: "\(datos.clave).json", campos: "seccion", eleccion: eleccion, menu: menu,
                ultimoCorte: ultimoCorte), html)
    }

    private func actas(_ filas: [FilaDeActa]) -> HTML {
        var tabla = Tabla(
            .fichas, titulo: t.llano(.casillas),
            [
                .init(t.llano(.casilla)), .init(t.llano(.estado)), .init(t.llano(.votos), numero: true),
                .init(t.llano(.listaNominal), numero: true), .init(t.llano(.participacionTitulo), numero: true),
                .init(t.llano(.imagen)), .init(t.llano(.observaciones)),
            ])
        for f in filas {
            tabla.fila(
                "<a href=\"\(f.ruta)\">\(f.nombre)</a>", t(f.estado), f.total(t), "\(f.listaNominal)",
                f.participacion.map { "\($0)%" } ?? "—", f.digitalizacion.map { t($0.texto) } ?? "—",
                "<span>\(f.observaciones.isEmpty ? (f.contabilizada == "-" ? "—" : t(.ninguna)) : "\(f.observaciones)")</span>"
            )
        }
        return tabla.html + "<p class=\"nota\">\(t(.puedePasarDeCien))</p>\n"
    }
}

extension Eleccion.Ambito {
    var texto: Texto { self == .distrito ? .distrito : .municipio }
    var textoPlural: Texto { self == .distrito ? .distritos : .municipios }
}

extension Digitalizacion {
    var texto: Texto {
        switch self {
        case .escaner: .escaner
        case .movil: .dispositivoMovil
        case .urna: .urnaElectronica
        }
    }
}
