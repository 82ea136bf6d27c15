import Electoral
import Formatos

/// Pages of the whole process whose figures change with the cortes.
struct PaginasDeProceso {
    let marco: Marco
    let ultimoCorte: Bool

    private var t: Textos { marco.t }

    private func bloques(_ i: Int) -> Bloques {
        Bloques(marco: marco, eleccion: marco.elecciones[i], indice: i, ultimoCorte: ultimoCorte)
    }

    private func migas(_ titulo: Texto) -> [Marco.Miga] {
        [.init(texto: t.llano(.inicio), ruta: Rutas.pagina), .init(texto: t.llano(titulo), ruta: nil)]
    }

    /// What one election shows in pages of all.
    struct Contienda {
        let niveles: Niveles
        let datos: DatosDeNivel
        let indice: Int
    }

    // MARK: Inicio

    /// - Parameters:
    ///   - corte: in which the figures last changed.
    ///   - ahora: the corte that is published.
    func inicio(_ contiendas: [Contienda], corte: Corte, ahora: Corte, base: String) -> [UInt8] {
        var html: HTML = ""
        let antes = ahora.instante < marco.proceso.inicioPublicacion && !ahora.ultimo
        if antes { html += cuenta() }
        if ahora.ultimo { html += cierre(contiendas, ahora, base: base) }
        html += "<p><a class=\"boton\" href=\"\(Rutas.casilla)\">\(t(.conoceTuCasilla))</a></p>\n"
        html += "<div class=\"elecciones\">\n"
        for c in contiendas {
            let e = c.niveles.eleccion
            let ruta = "\(e.ruta)/\(Rutas.pagina)"
            let titulo = Marco.titulo(e)
            html += Piezas.bloque(
                nil, "<a href=\"\(ruta)\">\(titulo)</a>",
                Piezas.vivo(e.id, alVistazo(c, id: "v-\(e.id)"))
                    + "<p class=\"sigue\"><a href=\"\(ruta)\">\(t(.verPor, titulo, t.llano(e.ambito.texto).lowercased()))</a></p>\n"
            )
        }
        html +=
            "</div>\n<p><button class=\"boton\" type=\"button\" data-comparte hidden>\(t(.compartir))</button></p>\n"
        return marco.pagina(
            .init(
                titulo: t.llano(antes ? .todaviaNoHayResultados : .resultadosDeUnVistazo), corte: corte,
                gemela: "index.json", campos: "inicio", menu: Rutas.pagina, ultimoCorte: ultimoCorte), html)
    }

    private func alVistazo(_ c: Contienda, id: String) -> HTML {
        let b = bloques(c.indice)
        let r = c.niveles.computo.entidad.resumen
        var html: HTML = ""
        if !c.niveles.eleccion.esDeEntidad, c.datos.hijos.count > 1 {
            html += "<p class=\"nota\">\(t(.encabezaCadaCandidatura, t(c.niveles.eleccion.ambito.textoPlural)))</p>\n"
            html += MapaDeUnidades(bloques: b, c.datos.hijos, t).leyenda(primeros: 6)
        }
        html += votos(c, b, id: id)
        return html + b.faltan(r, "\(c.niveles.eleccion.ruta)/\(Rutas.faltan)")
    }

    /// By candidacy where it is the same everywhere, otherwise by party: coalitions differ from unit to unit.
    private func votos(_ c: Contienda, _ b: Bloques, id: String) -> HTML {
        let deEntidad = !c.datos.candidaturas.isEmpty
        let que = t.llano(deEntidad ? .votosPorCandidatura : .votosPorPartido)
        return b.candidaturas(
            deEntidad ? c.datos.candidaturas : c.datos.partidos.map { CandidaturaEnNivel($0, c.niveles.eleccion) },
            id: id, titulo: "\(Marco.titulo(c.niveles.eleccion)): \(que.lowercased())",
            columna: deEntidad ? .candidatura : .partidoOIndependiente)
    }

    /// Before the opening: zeros and how long is left.
    private func cuenta() -> HTML {
        let inicio = marco.proceso.inicioPublicacion
        let hora = FechaHora(inicio, en: marco.proceso.huso).horaMinuto
        return Piezas.vivo(
            "estado",
            """
            <section class="bloque">
            <h2>\(t(.laPublicacionEmpieza, marco.fecha(inicio), hora, marco.huso))</h2>
            <p class="cuenta" data-cuenta="\(inicio.iso(marco.proceso.huso))" role="timer" hidden></p>
            <p>\(t(.todoEnCero, hora, marco.proceso.minutosEntreCortes))</p>
            </section>

            """)
    }

    private func cierre(_ contiendas: [Contienda], _ ahora: Corte, base: String) -> HTML {
        var tabla = Tabla(
            .fichas, titulo: t.llano(.participacionConLasEspeciales),
            [
                .init(t.llano(.eleccion)), .init(t.llano(.actasCapturadasTitulo), numero: true),
                .init(t.llano(.participacionTitulo), numero: true),
            ])
        for c in contiendas {
            let r = c.niveles.computo.entidad.resumen
            tabla.fila(
                "\(Marco.titulo(c.niveles.eleccion))",
                "<span>\(t(.de, r.capturadas, r.esperadas)) <small>\(r.porcentajeCapturadas.texto)%</small></span>",
                "\(r.participacion(ultimoCorte: true).texto)%")
        }
        return Piezas.vivo(
            "estado",
            """
            <section class="bloque">
            <h2>\(t(.elPREPTermino))</h2>
            <p class="grande">\(marco.hora(ahora)) h<small>\(t(.fechaYCorte, marco.fecha(ahora), marco.huso, ahora.numero))</small></p>
            <p>\(t(.yaNoCambian))</p>
            <p>\(t(.participacionConLasEspeciales))</p>
            \(tabla.html)<p class="fila"><a class="boton lleno" href="\(base)" download>\(t(.baseDelUltimoCorte))</a> \
            <a class="boton" href="\(Rutas.bases)#cortes">\(t(.todosLosCortes))</a></p>
            </section>

            """)
    }

    // MARK: Especiales

    func especiales(_ grupos: [Especiales.Grupo], corte: Corte) -> [UInt8] {
        var html: HTML = ""
        if grupos.isEmpty { html += "<p>\(t(.sinEspeciales))</p>\n" }
        for (i, eleccion) in marco.elecciones.enumerated() {
            let suyos = grupos.filter { $0.indice == i }
            guard !suyos.isEmpty else { continue }
            html += "<h2 id=\"\(eleccion.id)\">\(Marco.titulo(eleccion))</h2>\n"
            for g in suyos {
                let nombre = "\(eleccion.id)-\(g.clase.rawValue)"
                var actas = Tabla(
                    .fichas, titulo: t.llano(.actas),
                    [
                        .init(t.llano(.acta)), .init(t.llano(.estado)), .init(t.llano(.votos), numero: true),
                        .init(t.llano(.observaciones)),
                    ])
                for f in g.actas {
                    actas.fila(
                        "<a href=\"\(f.ruta)\">\(f.nombre)<small>\(f.claveActa)</small></a>", t(f.estado), f.total(t),
                        f.observaciones.isEmpty ? "—" : "<span>\(f.observaciones)</span>")
                }
                let r = g.conteo
                html += """
                    <section class="bloque" id="\(nombre)">
                    <h3>\(t(g.clase.titulo))</h3>
                    <p class="nota">\(t(g.clase.nota))</p>
                    \(Piezas.vivo(nombre, """
                        <p class="grande">\(t(.actasContabilizadasDe, r.contabilizadas, r.esperadas))<small>\(t(.nVotos, r.votosConEspeciales))</small></p>
                        \(g.candidaturas.isEmpty ? bloques(i).columnas(g.votos) : bloques(i).candidaturas(g.candidaturas, id: "v-\(nombre)", titulo: "\(t.llano(g.clase.titulo)): \(t.llano(.votosPorCandidatura).lowercased())"))\
                        <details class="duda"><summary>\(t(.verActas, g.actas.count))</summary>
                        \(actas.html)</details>

                        """))</section>

                    """
            }
        }
        return marco.pagina(
            .init(
                titulo: t.llano(.votosEspeciales), migas: migas(.votosEspeciales), corte: corte,
                gemela: "especiales.json", campos: "especiales", menu: Rutas.especiales, ultimoCorte: ultimoCorte), html
        )
    }

    // MARK: Estadística

    func estadistica(_ contiendas: [Contienda], corte: Corte) -> [UInt8] {
        var html: HTML = ""
        for c in contiendas {
            let e = c.niveles.eleccion
            html += Piezas.bloque(
                e.id, "\(Marco.titulo(e))",
                Piezas.vivo(
                    "estadistica-\(e.id)",
                    bloques(c.indice).estadistica(
                        c.niveles.computo.entidad.resumen, c.datos.estadistica, faltan: "\(e.ruta)/\(Rutas.faltan)",
                        raiz: "")))
        }
        var tabla = Tabla(
            .fichas, titulo: t.llano(.conLasCifrasDeEsteCorte),
            [
                .init(t.llano(.eleccion)), .init(t.llano(.cuenta), numero: true),
                .init(t.llano(.participacionTitulo), numero: true),
            ])
        for c in contiendas {
            let r = c.niveles.computo.entidad.resumen
            let votos = ultimoCorte ? r.votosConEspeciales : r.votosSinEspeciales
            tabla.fila(
                "\(Marco.titulo(c.niveles.eleccion))", "<span>\(votos) × 100 ÷ \(r.listaNominal)</span>",
                "\(r.participacion(ultimoCorte: ultimoCorte).texto)%")
        }
        html += Piezas.bloque(
            "formula", t(.comoSeCalculaLaParticipacion),
            "<p>\(t(.formulaDeParticipacion))</p>\n" + Piezas.vivo("formula", tabla.html)
                + "<p>\(t(.ejemploDeParticipacion))</p>\n<p>\(t(.especialesEnParticipacion))</p>\n<p>\(t(.puedePasarDeCien))</p>\n"
        )
        return marco.pagina(
            .init(
                titulo: t.llano(.estadisticaYParticipacion), migas: migas(.estadisticaYParticipacion), corte: corte,
                gemela: "estadistica.json", campos: "estadistica", menu: Rutas.estadistica, ultimoCorte: ultimoCorte),
            html)
    }

    // MARK: Base de datos

    /// A package that can be downloaded.
    struct Paquete {
        let corte: Corte
        /// Relative to the root of the tree.
        let ruta: String
    }

    /// - Parameters:
    ///   - paquetes: of every corte that has one, the last first.
    ///   - entrada: size and hash of the last.
    func bases(_ paquetes: [Paquete], ultimo entrada: Entrada, catalogo: String, corte: Corte) -> [UInt8] {
        var html: HTML = ""
        if let ultimo = paquetes.first {
            html += Piezas.bloque(
                nil, t(.descargar),
                Piezas.vivo(
                    "descarga",
                    """
                    <p class="fila"><a class="boton lleno" href="\(ultimo.ruta)" download>\(t(.baseDelCorte, marco.hora(ultimo.corte), Self.tamano(entrada.bytes)))</a> \
                    <a class="boton" href="\(catalogo)" download>\(t(.catalogoDeCasillas))</a></p>
                    <p class="nota">\(t(.codigoDelPaquete)): \(Piezas.codigo(entrada.sha256))</p>

                    """))
        }
        html += t.fragmento(.bases)
        html += Piezas.bloque("cortes", t(.cortesAnteriores), Piezas.vivo("cortes", porHora(paquetes)))
        return marco.pagina(
            .init(titulo: t.llano(.baseDeDatos), migas: migas(.baseDeDatos), corte: corte, menu: Rutas.bases), html)
    }

    /// Packages by the hour of their corte; the last two hours are open.
    private func porHora(_ paquetes: [Paquete]) -> HTML {
        var html: HTML = ""
        var resto = paquetes[...]
        var abiertas = 2
        while let primero = resto.first {
            let hora = FechaHora(primero.corte.instante, en: marco.proceso.huso)
            let suyos = resto.prefix {
                let otra = FechaHora($0.corte.instante, en: marco.proceso.huso)
                return (otra.dia, otra.hora) == (hora.dia, hora.hora)
            }
            resto = resto.dropFirst(suyos.count)
            var tabla = Tabla(
                .fichas, titulo: t.llano(.paquetesDeCadaCorte),
                [.init(t.llano(.corte)), .init(t.llano(.baseDeDatos)), .init(t.llano(.queCambio))])
            for p in suyos {
                let nombre = p.ruta.split(separator: "/").last.map(String.init) ?? p.ruta
                let cambios = Rutas.cambios(p.corte)
                tabla.fila(
                    t(.corteDe, p.corte.numero, marco.fecha(p.corte), marco.hora(p.corte)),
                    "<a href=\"\(p.ruta)\" download>\(nombre)</a>", "<a href=\"\(cambios)\">\(cambios)</a>")
            }
            html += """
                <details class="duda" id="h-\(String(hora.mes))-\(String(hora.dia))-\(String(hora.hora))"\(abiertas > 0 ? " open" as HTML : "")>
                <summary>\(t(.horaDe, marco.fecha(primero.corte), cifras(hora.hora, ancho: 2)))</summary>
                \(tabla.html)</details>

                """
            abiertas -= 1
        }
        return html
    }

    /// `2.1 MB`, rounded up.
    static func tamano(_ bytes: Int) -> String {
        if bytes < 1_000_000 { return "\((bytes + 999) / 1000) kB" }
        let decimas = (bytes + 99_999) / 100_000
        return "\(decimas / 10).\(decimas % 10) MB"
    }

    // MARK: Prensa and other sites

    func prensa(_ contiendas: [Contienda], corte: Corte) -> [UInt8] {
        var html: HTML = """
            <div class="mandos" hidden data-segundos="12" data-texto-pausa="\(t(.pausar))" \
            data-texto-sigue="\(t(.continuar))" data-texto-quitar="\(t(.quitar))">
            <button class="boton lleno" type="button" data-manda="rotar">\(t(.empezarARotar))</button>
            <button class="boton" type="button" data-manda="pantalla">\(t(.pantallaCompleta))</button>
            <select aria-label="\(t(.agregarContienda))"><option value="">\(t(.agregarContienda))</option>
            \(HTML.unir(marco.elecciones.map(unidades)))</select>
            <span class="nota">\(t(.teclasDePrensa))</span>
            </div>

            """
        for c in contiendas {
            let e = c.niveles.eleccion
            html += """
                <section class="tablero" data-contienda="\(e.id)">
                <h2>\(Marco.titulo(e))</h2>
                \(Piezas.vivo(e.id, estado(c, corte) + votos(c, bloques(c.indice), id: "t-\(e.id)")))</section>

                """
        }
        return marco.pagina(
            .init(
                titulo: t.llano(.tableroParaPrensa), migas: migas(.tableroParaPrensa), corte: corte,
                gemela: "index.json", campos: "inicio", menu: Rutas.prensa, guiones: ["prensa.js"], clase: "prensa",
                ultimoCorte: ultimoCorte), html)
    }

    /// The pages that a newsroom can add to its board.
    private func unidades(_ e: Eleccion) -> HTML {
        let opciones = e.unidades.map {
            "<option value=\"\(e.ruta)/\($0.clave)\">\($0.clave) \($0.nombre)</option>\n" as HTML
        }
        return "<optgroup label=\"\(Marco.titulo(e))\">\n\(HTML.unir(opciones))</optgroup>\n"
    }

    private func estado(_ c: Contienda, _ corte: Corte) -> HTML {
        let r = c.niveles.computo.entidad.resumen
        return """
            <p class="corte">\(t(.actasCapturadas, r.capturadas, r.esperadas, r.porcentajeCapturadas.texto)) · \
            \(t(.participacion, r.participacion(ultimoCorte: ultimoCorte).texto)) · \
            \(t(.corteDe, corte.numero, marco.fecha(corte), marco.hora(corte))) (\(marco.huso))</p>

            """
    }

    /// A view for other sites: it always says its corte, that it is preliminary and where it comes from.
    func incrustada(_ c: Contienda, corte: Corte) -> [UInt8] {
        let e = c.niveles.eleccion
        return marco.pagina(
            .init(
                titulo: Marco.titulo(e), profundidad: 1, corte: corte, eleccion: e, clase: "incrusta", suelta: true),
            Piezas.vivo("votos", estado(c, corte) + votos(c, bloques(c.indice), id: "v-\(e.id)"))
                + "<p class=\"fuente\">\(t(.fuente)): <a href=\"../\(e.ruta)/\(Rutas.pagina)\" target=\"_top\">PREP \(marco.nombreCorto), \(marco.proceso.institucion)</a></p>\n"
        )
    }
}
