import Electoral

/// Blocks that the pages of several levels share.
struct Bloques {
    let marco: Marco
    let eleccion: Eleccion
    /// Position of the election in the catalogue.
    let indice: Int
    let ultimoCorte: Bool

    private var t: Textos { marco.t }

    func clase(_ opciones: [Int]) -> String { marco.colores.clase(eleccion, indice: indice, opciones) }

    /// Class of each party behind some options, in the order of the acta.
    func franjas(_ opciones: [Int]) -> [String] { Colores.partidos(eleccion, opciones).map { clase([$0]) } }

    /// Name of a candidacy with its swatch.
    func nombre(_ nombre: String, _ opciones: [Int], detalle: String? = nil) -> HTML {
        let detalle: HTML = detalle.map { "<small>\($0)</small>" } ?? ""
        return Piezas.muestra(clase(opciones)) + "\(nombre)\(detalle)"
    }

    /// Sorted by votes; ties keep the order of the acta. No registradas and nulos, which are not candidacies, close the
    /// list.
    func candidaturas(
        _ grupos: [CandidaturaEnNivel], id: String, titulo: String? = nil, columna: Texto = .candidatura
    ) -> HTML {
        let total = grupos.reduce(0) { $0 + $1.votos }
        var tabla = Tabla(
            .votos, titulo: titulo ?? t.llano(.votosPorCandidatura),
            [
                .init(t.llano(columna)), .init(t.llano(.votos), numero: true),
                .init(t.llano(.porcentaje), numero: true), .init(""),
            ], id: id)
        for g in Self.ordenadas(grupos) {
            let p = Porcentaje(g.votos, de: total)
            if g.compite {
                tabla.fila(
                    nombre(g.nombre, g.opciones, detalle: g.candidatura), "\(g.votos)", "\(p.texto)%",
                    Piezas.barra(p, clase: clase(g.opciones)), id: Self.ancla(g.columnas[0]))
            } else {
                tabla.fila("\(g.nombre)", "\(g.votos)", "\(p.texto)%", "", clase: "menor")
            }
        }
        tabla.pie("\(t(.totalDeVotos))", "\(total)", "\(Porcentaje(total, de: total).texto)%", "")
        return tabla.html
    }

    static func ordenadas(_ grupos: [CandidaturaEnNivel]) -> [CandidaturaEnNivel] {
        grupos.enumerated().sorted {
            ($0.element.compite ? 1 : 0, $0.element.votos, -$0.offset) > (
                $1.element.compite ? 1 : 0, $1.element.votos, -$1.offset
            )
        }.map(\.element)
    }

    /// A column as part of an address: letters and digits.
    static func ancla(_ columna: String) -> String {
        String(columna.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    /// Checkboxes that leave only the chosen rows of a table and tell their difference; nothing without scripts.
    private func compara(
        _ titulo: Texto, _ tabla: String, _ opciones: [(id: String, nombre: String, opciones: [Int])]
    ) -> HTML {
        guard opciones.count > 3 else { return "" }
        let casillas = opciones.map {
            "<label><input type=\"checkbox\" value=\"\($0.id)\">\(nombre($0.nombre, $0.opciones))</label>\n" as HTML
        }
        return """
            <details class="duda" hidden>
            <summary>\(t(titulo))</summary>
            <form class="compara" data-compara="\(tabla)" data-maximo="3" data-texto-diferencia="\(t.crudo(.diferencia))">
            <fieldset class="opciones">
            <legend class="oculto">\(t(titulo))</legend>
            \(HTML.unir(casillas))</fieldset>
            <p class="nota" role="status"></p>
            </form>
            </details>

            """
    }

    func comparaCandidaturas(_ grupos: [CandidaturaEnNivel], tabla: String) -> HTML {
        compara(
            .compararCandidaturas, tabla,
            grupos.filter(\.compite).map { (id: Self.ancla($0.columnas[0]), nombre: $0.nombre, opciones: $0.opciones) })
    }

    func partidos(_ filas: [PartidoEnNivel], id: String) -> HTML {
        let total = filas.reduce(0) { $0 + $1.total }
        var tabla = Tabla(
            .pares, titulo: t.llano(.votosPorPartido),
            [
                .init(t.llano(.partidoOIndependiente)), .init(t.llano(.votosPropios), numero: true),
                .init(t.llano(.deSuCoalicion), numero: true), .init(t.llano(.total), numero: true),
                .init(t.llano(.porcentaje), numero: true),
            ], id: id)
        for p in ordenados(filas) {
            let porcentaje = Porcentaje(p.total, de: total)
            guard compite(p) else {
                tabla.fila("\(p.nombre)", "\(p.propios)", "", "<b>\(p.total)</b>", "\(porcentaje.texto)%")
                continue
            }
            let recibidos: HTML = p.recibe ? "\(p.recibidos)" : "—"
            tabla.fila(
                nombre(p.nombre, [p.opcion]) + Piezas.barra(porcentaje, clase: clase([p.opcion])), "\(p.propios)",
                recibidos, "<b>\(p.total)</b>", "\(porcentaje.texto)%", id: Self.ancla(p.columna))
        }
        tabla.pie(
            t(.totalDeVotos), "\(filas.reduce(0) { $0 + $1.propios })", "\(filas.reduce(0) { $0 + $1.recibidos })",
            "\(total)", "\(Porcentaje(total, de: total).texto)%")
        return tabla.html
    }

    func comparaPartidos(_ filas: [PartidoEnNivel], tabla: String) -> HTML {
        compara(
            .compararPartidos, tabla,
            filas.filter(compite).map { (id: Self.ancla($0.columna), nombre: $0.nombre, opciones: [$0.opcion]) })
    }

    private func compite(_ p: PartidoEnNivel) -> Bool {
        switch eleccion.opciones[p.opcion].clase {
        case .noRegistradas, .nulos: false
        default: true
        }
    }

    private func ordenados(_ filas: [PartidoEnNivel]) -> [PartidoEnNivel] {
        filas.enumerated().sorted {
            (compite($0.element) ? 1 : 0, $0.element.total, -$0.offset) > (
                compite($1.element) ? 1 : 0, $1.element.total, -$1.offset
            )
        }.map(\.element)
    }

    /// Raw columns, as sections publish them (no distribution below the unit).
    func columnas(_ filas: [DatosDeNivel.Columna]) -> HTML {
        let total = filas.reduce(0) { $0 + $1.votos }
        var tabla = Tabla(
            titulo: t.llano(.votosPorRecuadro),
            [
                .init(t.llano(.recuadroDelActa)), .init(t.llano(.votos), numero: true),
                .init(t.llano(.porcentaje), numero: true),
            ])
        for f in filas {
            tabla.fila(columna(f.columna), "\(f.votos)", "\(f.porcentaje)%")
        }
        tabla.pie(t(.totalDeVotos), "\(total)", "\(Porcentaje(total, de: total).texto)%")
        return tabla.html
    }

    private func columna(_ columna: String) -> HTML {
        guard let i = eleccion.opciones.firstIndex(where: { $0.columna == columna }) else { return "\(columna)" }
        switch eleccion.opciones[i].clase {
        case .noRegistradas, .nulos: return "\(Niveles.nombre(eleccion.opciones[i], de: eleccion))"
        default: return nombre(Niveles.nombre(eleccion.opciones[i], de: eleccion), [i])
        }
    }

    /// Which boxes of the acta make the votes of each candidacy.
    func procedencia(_ grupos: [CandidaturaEnNivel], _ votos: [DatosDeNivel.Columna]) -> HTML {
        let compuestas = grupos.filter { $0.compite && $0.columnas.count > 1 }
        guard !compuestas.isEmpty else { return "" }
        let porColumna = Dictionary(votos.map { ($0.columna, $0.votos) }) { a, _ in a }
        var tabla = Tabla(
            titulo: t.llano(.deDondeVienen),
            [.init(t.llano(.recuadroDelActa)), .init(t.llano(.votos), numero: true)])
        for g in Self.ordenadas(compuestas) {
            tabla.grupo(nombre(g.nombre, g.opciones, detalle: g.candidatura))
            for i in g.opciones {
                let opcion = eleccion.opciones[i]
                tabla.fila("\(Niveles.nombre(opcion, de: eleccion))", "\(porColumna[opcion.columna] ?? 0)")
            }
            tabla.fila(t(.suma), "<b>\(g.votos)</b>")
        }
        return "<details class=\"duda\"><summary>\(t(.deDondeVienen))</summary>\n\(tabla.html)</details>\n"
    }

    /// - Parameters:
    ///   - faltan: address of the list of what is not counted; nil where there is none.
    ///   - raiz: of the tree, from the page.
    func estadistica(_ r: Resumen, _ e: Estadistica, faltan: String?, raiz: String) -> HTML {
        var tabla = Tabla(titulo: t.llano(.estadistica), [.init(""), .init("")])
        func enlace(_ n: Int) -> HTML { faltan.map { "<a href=\"\($0)\">\(n)</a>" } ?? "\(n)" }
        func con(_ n: Int, _ p: Porcentaje) -> HTML { "\(n) <small>\(p.texto)%</small>" }
        let especiales = Porcentaje(e.votosEnEspeciales, de: r.votosConEspeciales)
        var filas: [(Texto, HTML)] = [
            (.actasEsperadas, "\(r.esperadas)"),
            (.actasCapturadasTitulo, con(r.capturadas, r.porcentajeCapturadas)),
            (.actasContabilizadas, con(r.contabilizadas, r.porcentajeContabilizadas)),
            (.actasNoContabilizadas, enlace(r.noContabilizadas)),
            (.actasConInconsistencias, con(r.inconsistencias, r.porcentajeInconsistencias)),
            (.actasFueraDeCatalogo, "\(r.fueraDeCatalogo)"), (.actasEnProceso, enlace(r.pendientes)),
            (.contabilizadasUrbanas, "\(e.contabilizadasUrbanas)"),
            (.contabilizadasNoUrbanas, "\(e.contabilizadasNoUrbanas)"),
            (
                .listaNominalContabilizada,
                "\(r.listaNominal) <small>\(t(.porcentajeDe, Porcentaje(r.listaNominal, de: e.listaNominalEsperada).texto, e.listaNominalEsperada))</small>"
            ),
            (
                .votosEnOrdinarias,
                con(e.votosEnOrdinarias, Porcentaje(e.votosEnOrdinarias, de: r.votosConEspeciales))
            ), (.votosEnEspeciales, con(e.votosEnEspeciales, especiales)),
        ]
        if e.votosDeModalidades > 0 {
            filas.append(
                (
                    .votosDeModalidades,
                    con(e.votosDeModalidades, Porcentaje(e.votosDeModalidades, de: r.votosConEspeciales))
                ))
        }
        filas += [
            (.totalDeVotos, "\(r.votosConEspeciales)"),
            (
                .participacionCiudadana,
                "\(r.participacion(ultimoCorte: ultimoCorte).texto)% <small><a href=\"\(raiz + Rutas.estadistica)#formula\">\(t(.comoSeCalcula))</a></small>"
            ),
        ]
        for (titulo, valor) in filas { tabla.fila(t(titulo), valor) }
        return tabla.html
    }

    /// How the expected actas stand, and where those that are not counted are explained.
    func faltan(_ r: Resumen, _ ruta: String) -> HTML {
        let n = r.esperadas - r.contabilizadas
        guard n > 0 else { return "<p class=\"sigue\">\(t(.todasContabilizadas))</p>\n" }
        return """
            <p class="cuadre">\(t(.cuadre, r.esperadas, r.capturadas, r.contabilizadas, r.noContabilizadas, r.pendientes))</p>
            <p class="sigue"><a href="\(ruta)">\(t(.actasQueFaltanN, n))</a></p>

            """
    }

    /// By how much the first leads the second; nothing while nobody does.
    func ventaja(_ grupos: [CandidaturaEnNivel]) -> HTML {
        let compiten = Self.ordenadas(grupos.filter(\.compite))
        guard compiten.count > 1, compiten[0].votos > compiten[1].votos else { return "" }
        return
            "<p>\(t(.ventajaSobre, compiten[0].nombre, compiten[1].nombre, compiten[0].votos - compiten[1].votos))</p>\n"
    }

    /// The same words for everybody; figures as the tables write them.
    func primerLugar(_ p: PrimerLugarPublicado?) -> HTML {
        guard let p else { return "" }
        let quien = p.primera.map { t(.ventajaDe, $0, "<b>\(p.ventaja)</b>" as HTML) } ?? t(.nadieLlevaVentaja)
        let sinLimite: HTML = p.actasSinLimite > 0 ? t(.masSinLimite, p.actasSinLimite) : ""
        return Piezas.bloque(
            "primer-lugar", t(.primerLugar),
            Piezas.vivo(
                "primer-lugar",
                """
                <p>\(t(p.puedeCambiar ? .primerLugarPuedeCambiar : .primerLugarYaNo)) \(quien) \
                \(t(.votosQueCaben, p.actasPorProcesar, p.actasNoContabilizadas, p.votosQueCaben))\(sinLimite)</p>
                <p class="nota">\(t(.primerLugarNoEstima, p.acuerdo))</p>

                """))
    }
}
