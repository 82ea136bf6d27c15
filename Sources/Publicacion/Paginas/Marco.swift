import Bitacora
import Electoral
import Formatos

/// What every page shares: environment mark, header, state band, breadcrumb, legends. Complete without JavaScript.
struct Marco: Sendable {
    let proceso: Proceso
    let entorno: Entorno
    let elecciones: [Eleccion]
    let t: Textos
    let colores: Colores
    let recursos: Recursos
    let sitio: ConfiguracionDelSitio
    /// `Puebla 2024`: how the wordmark names the process.
    let nombreCorto: String
    /// Header by depth and entry of the menu, and map of the site by depth: they are the same in thousands of pages.
    private var cabeceras: [String: HTML] = [:]
    private var mapas: [HTML] = []

    init(_ catalogo: Catalogo, proceso: Proceso, entorno: Entorno, sitio: ConfiguracionDelSitio) {
        self.proceso = proceso
        self.entorno = entorno
        self.sitio = sitio
        elecciones = catalogo.elecciones
        let anio = elecciones.first.map { String($0.anio) } ?? ""
        nombreCorto = "\(proceso.entidad.nombre.capitalizado) \(anio)"
        t = Textos(sitio.idioma)
        colores = Colores(
            elecciones, participan: elecciones.indices.map { Niveles.participantes(catalogo, eleccion: $0) })
        recursos = Recursos(colores: colores.hoja, textos: t)
        for profundidad in 0...3 {
            let raiz = String(repeating: "../", count: profundidad)
            mapas.append(mapa(raiz))
            for ruta in [""] + enlaces.map(\.ruta) { cabeceras[raiz + ruta] = cabecera(raiz, menu: ruta) }
        }
    }

    struct Miga {
        let texto: String
        /// Relative to the root of the tree; nil for the page itself.
        let ruta: String?
    }

    /// What a page says of itself.
    struct Portada {
        let titulo: String
        /// Folders between the page and the root.
        var profundidad = 0
        var migas: [Miga] = []
        /// In which the figures of the page last changed; nil when it has none.
        var corte: Corte?
        /// Relative to the page: the same data as JSON.
        var gemela: String?
        /// Anchor of the table of its fields.
        var campos: String?
        /// Whose advance the band shows; nil for all.
        var eleccion: Eleccion?
        /// Entry of the menu that it stands under, relative to the root.
        var menu = ""
        var guiones: [String] = []
        var clase: String?
        /// Legends of participation: nil where there is none.
        var ultimoCorte: Bool?
        /// Without header nor footer, for other sites.
        var suelta = false
    }

    static func titulo(_ eleccion: Eleccion) -> String {
        // Long titles in parentheses stay in the data base; pages use the name alone.
        var corto = eleccion.titulo.prefix { $0 != "(" }
        while corto.last == " " { corto.removeLast() }
        return corto.prefix(1).uppercased() + corto.dropFirst().lowercased()
    }

    func pagina(_ p: Portada, _ contenido: HTML) -> [UInt8] {
        let raiz = String(repeating: "../", count: p.profundidad)
        var documento = cabeza(p, raiz)
        documento += banda(p, raiz)
        documento += "<main id=\"contenido\" tabindex=\"-1\"\(numero(p))>\n"
        documento += migas(p, raiz)
        documento += "<h1>\(p.titulo)</h1>\n"
        // A view for other sites says its corte beside its figures.
        if !p.suelta { documento += fecha(p) }
        documento += contenido
        documento += gemela(p, raiz)
        documento += "</main>\n"
        if !p.suelta { documento += pie(p, raiz) }
        documento += "</body>\n</html>\n"
        return Array(documento.texto.utf8)
    }

    private func numero(_ p: Portada) -> HTML { p.corte.map { " data-corte=\"\(String($0.numero))\"" } ?? "" }

    private func cabeza(_ p: Portada, _ raiz: String) -> HTML {
        let eleccion: HTML = p.eleccion.map { " data-eleccion=\"\($0.id)\"" } ?? ""
        let guiones = p.guiones.map {
            "<script src=\"\(raiz + recursos.ruta($0))\" defer></script>\n" as HTML
        }
        let alterna: HTML = p.gemela.map { "<link rel=\"alternate\" type=\"application/json\" href=\"\($0)\">\n" } ?? ""
        let clase: HTML = p.clase.map { " class=\"\($0)\"" } ?? ""
        var html: HTML = """
            <!doctype html>
            <html lang="\(t.idioma.rawValue)" data-raiz="\(raiz.isEmpty ? "./" : raiz)"\(eleccion)>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(entorno.marca.map { "\($0) · " } ?? "")\(p.titulo) · PREP \(nombreCorto)</title>
            <meta name="description" content="\(t(.descripcion, p.titulo, nombreCorto))">
            <link rel="icon" href="\(raiz + recursos.ruta("icono.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(raiz + recursos.hoja)">
            <script src="\(raiz + recursos.ruta("tema.js"))"></script>
            <link rel="preload" as="fetch" href="\(raiz + Rutas.nota)" crossorigin>
            <link rel="preload" as="fetch" href="\(raiz + Rutas.clave)" crossorigin>
            <script src="\(raiz + recursos.ruta("sitio.js"))" defer></script>
            \(HTML.unir(guiones))\(alterna)</head>
            <body\(clase)>

            """
        if p.suelta { return html + marca }
        html += cabeceras[raiz + p.menu] ?? cabecera(raiz, menu: p.menu)
        return html
    }

    private func cabecera(_ raiz: String, menu actual: String) -> HTML {
        var html: HTML = ""
        html += """
            <a class="salto" href="#contenido">\(t(.irAlContenido))</a>
            \(marca)<header class="cabeza">
            <div class="ancho">
            <a class="nombre" href="\(raiz + Rutas.pagina)"><b>PREP</b> \(nombreCorto)<small>\(proceso.institucion)</small></a>
            <details class="ajustes" hidden>
            <summary><span aria-hidden="true">Aa</span><span class="oculto">\(t(.letraYTema))</span></summary>
            <div>
            <p id="letra">\(t(.tamanoDeLetra))</p>
            <div class="fila" role="group" aria-labelledby="letra">
            <button class="boton" type="button" data-letra-a="">\(t(.letraNormal))</button>
            <button class="boton" type="button" data-letra-a="grande">\(t(.letraGrande))</button>
            <button class="boton" type="button" data-letra-a="mayor">\(t(.letraMayor))</button>
            </div>
            <p id="tema">\(t(.tema))</p>
            <div class="fila" role="group" aria-labelledby="tema">
            <button class="boton" type="button" data-tema-a="">\(t(.temaAutomatico))</button>
            <button class="boton" type="button" data-tema-a="claro">\(t(.temaClaro))</button>
            <button class="boton" type="button" data-tema-a="oscuro">\(t(.temaOscuro))</button>
            </div>
            </div>
            </details>
            <a class="boton-cinta menu" href="#mapa">\(t(.menu))</a>
            </div>
            <nav class="principal" aria-label="\(t(.seccionesDelSitio))">
            <ul class="ancho">

            """
        for (texto, ruta, secundaria) in menu {
            let marca: HTML = ruta == actual ? " aria-current=\"page\"" : ""
            html +=
                "<li\(secundaria ? " class=\"sec\"" as HTML : "")><a href=\"\(raiz + ruta)\"\(marca)>\(texto)</a></li>\n"
        }
        return html + "</ul>\n</nav>\n</header>\n"
    }

    private var menu: [(HTML, String, Bool)] {
        [(t(.inicio), Rutas.pagina, true)]
            + elecciones.map { ("\(Self.titulo($0))", "\($0.ruta)/\(Rutas.pagina)", false) }
            + [
                (t(.actasQueFaltan), Rutas.faltan, true), (t(.miCasilla), Rutas.casilla, true),
                (t(.baseDeDatos), Rutas.bases, true), (t(.ayuda), Rutas.ayuda, true),
            ]
    }

    private var marca: HTML {
        guard let nombre = entorno.marca else { return "" }
        let explica =
            switch entorno {
            case .repeticion: t(.marcaDeRepeticion)
            case .prototipo: t(.marcaDePrototipo)
            default: t(.marcaDeSimulacro)
            }
        return "<aside class=\"marca\" aria-label=\"\(nombre)\"><b>\(nombre)</b> \(explica)</aside>\n"
    }

    private func banda(_ p: Portada, _ raiz: String) -> HTML {
        let n = String(p.eleccion == nil ? min(elecciones.count, 6) : 1)
        let ancla = p.eleccion.map { "#\($0.id)" } ?? ""
        return """
            <section id="banda" class="banda e\(n)" aria-label="\(t(.avanceDelComputo))">
            \(p.profundidad > 1 ? "<p class=\"ambito\">\(t(.avanceDeLaEntidad))</p>\n" as HTML : "")\
            <noscript><iframe class="avance e\(n)" src="\(raiz + Rutas.avance + ancla)" title="\(t(.tituloDelAvance))"></iframe></noscript>
            <div id="banda-viva"></div>
            <p class="preliminar"><span>\(t(.preliminar))</span></p>
            </section>

            """
    }

    private func migas(_ p: Portada, _ raiz: String) -> HTML {
        guard !p.migas.isEmpty else { return "" }
        let camino = p.migas.map { m -> HTML in
            m.ruta.map { "<li><a href=\"\(raiz + $0)\">\(m.texto)</a></li>" }
                ?? "<li aria-current=\"page\">\(m.texto)</li>"
        }
        return "<nav class=\"migas\" aria-label=\"\(t(.ruta))\"><ol>\(HTML.unir(camino))</ol></nav>\n"
    }

    private func fecha(_ p: Portada) -> HTML {
        guard let corte = p.corte else { return "" }
        return
            "<p class=\"corte\" data-vivo=\"corte\">\(t(.cifrasDelCorte, corte.numero, fecha(corte), hora(corte), huso))</p>\n"
    }

    private func gemela(_ p: Portada, _ raiz: String) -> HTML {
        guard let gemela = p.gemela else { return "" }
        let campos = raiz + Rutas.campos + (p.campos.map { "#\($0)" } ?? "")
        return """
            <p class="nota gemela"><a href="\(gemela)">\(t(.estosDatosEnJSON))</a> · <a href="\(campos)">\(t(.queEsCadaCampo))</a></p>

            """
    }

    private func pie(_ p: Portada, _ raiz: String) -> HTML {
        var html: HTML = "<footer class=\"pie\">\n\(mapas[p.profundidad])<ul class=\"leyendas\">\n"
        var leyendas = [t(.leyendaPreliminar), t(.leyendaDelTotal), t(.leyendaDePorcentajes)]
        if let ultimo = p.ultimoCorte {
            leyendas.append(t(ultimo ? .participacionConEspeciales : .participacionSinEspeciales))
            leyendas.append(t(.leyendaDeRP))
        }
        leyendas.append(t(.leyendaDeHoras, huso))
        for l in leyendas { html += "<li>\(l)</li>\n" }
        html += "</ul>\n"
        if let corte = p.corte {
            html += "<p class=\"propias\" data-vivo=\"propias\">\(t(.cifrasPropias, corte.numero, hora(corte)))</p>\n"
        }
        return html + """
            <p>\(proceso.institucion). \(proceso.nombre). <a href="\(raiz + Rutas.uso)#privacidad">\(t(.avisoDePrivacidad))</a>: \(t(.noGuardaDatos))</p>
            </footer>

            """
    }

    private func mapa(_ raiz: String) -> HTML {
        let lista = enlaces.map { "<li><a href=\"\(raiz + $0.ruta)\">\($0.texto)</a></li>\n" as HTML }
        return """
            <nav class="mapa" id="mapa" aria-labelledby="mapa-t">
            <h2 id="mapa-t">\(t(.todoElSitio))</h2>
            <ul>
            \(HTML.unir(lista))</ul>
            </nav>

            """
    }

    private var enlaces: [(texto: HTML, ruta: String)] {
        [(t(.inicio), Rutas.pagina)]
            + elecciones.map { ("\(Self.titulo($0))", "\($0.ruta)/\(Rutas.pagina)") }
            + [
                (t(.actasQueFaltan), Rutas.faltan), (t(.conoceTuCasilla), Rutas.casilla),
                (t(.votosEspeciales), Rutas.especiales), (t(.estadisticaYParticipacion), Rutas.estadistica),
                (t(.baseDeDatos), Rutas.bases), (t(.difusoresOficiales), Rutas.difusores),
                (t(.tableroParaPrensa), Rutas.prensa), (t(.incrustarEnOtroSitio), Rutas.incrustar),
                (t(.centroDeAyuda), Rutas.ayuda), (t(.condicionesDeUso), Rutas.uso),
            ]
    }

    // MARK: Hours

    var huso: String { proceso.huso.texto }

    /// `3 de junio de 2024`.
    func fecha(_ corte: Corte) -> String { fecha(corte.instante) }

    func fecha(_ instante: Instante) -> String {
        let f = FechaHora(instante, en: proceso.huso)
        return t.llano(.fecha, String(f.dia), t.mes(f.mes), String(f.anio))
    }

    /// `3 jun 2024`.
    private func fechaCorta(_ corte: Corte) -> String {
        let f = FechaHora(corte.instante, en: proceso.huso)
        return t.llano(.fechaCorta, String(f.dia), String(t.mes(f.mes).prefix(3)), String(f.anio))
    }

    func hora(_ corte: Corte) -> HTML { "<b>\(FechaHora(corte.instante, en: proceso.huso).horaMinuto)</b>" }

    // MARK: Band without scripts

    /// The state band: small, alone, replaced at every corte.
    func avance(_ corte: Corte, _ filas: [(eleccion: Eleccion, resumen: Resumen)]) -> [UInt8] {
        let renglones = filas.map { f -> HTML in
            let r = f.resumen
            return """
                <li><i id="\(f.eleccion.id)" hidden></i><b>\(Self.titulo(f.eleccion))</b> \
                \(t(.actasCapturadas, r.capturadas, r.esperadas, r.porcentajeCapturadas.texto)) · \
                \(t(.participacion, r.participacion(ultimoCorte: corte.ultimo).texto))\
                \(Piezas.barra(r.porcentajeCapturadas, clase: nil))</li>

                """
        }
        let cuando = t(corte.ultimo ? .ultimoCorteFinal : .ultimoCorte, hora(corte), huso, fechaCorta(corte))
        let documento: HTML = """
            <!doctype html>
            <html lang="\(t.idioma.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(entorno.marca.map { "\($0) · " } ?? "")\(t(.avance)) · PREP \(nombreCorto)</title>
            <link rel="icon" href="\(recursos.ruta("icono.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(recursos.hoja)">
            </head>
            <body class="suelta">
            <main class="banda" data-corte="\(String(corte.numero))">
            <div>
            <h1 class="oculto">\(t(.avance))</h1>
            <ul class="varias">
            \(HTML.unir(renglones))</ul>
            <p class="hora"><span>\(entorno.marca.map { "<b>\($0)</b> · " as HTML } ?? "")\(cuando)</span></p>
            </div>
            </main>
            </body>
            </html>

            """
        return Array(documento.texto.utf8)
    }
}

extension HTML {
    static func + (a: HTML, b: HTML) -> HTML {
        var c = a
        c += b
        return c
    }
}

extension String {
    /// `PUEBLA` → `Puebla`; what is not all upper case stays as it is.
    var capitalizado: String {
        guard self == uppercased() else { return self }
        let menores: Set<String> = ["de", "del", "la", "las", "los", "y", "e"]
        return lowercased().split(separator: " ").enumerated().map { i, palabra in
            i > 0 && menores.contains(String(palabra))
                ? String(palabra) : palabra.prefix(1).uppercased() + palabra.dropFirst()
        }.joined(separator: " ")
    }
}
