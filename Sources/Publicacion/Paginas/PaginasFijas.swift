import Electoral
import Formatos

/// Pages that no corte changes: help, terms, conoce tu casilla, embedding; and the list of difusores, which others change.
struct PaginasFijas {
    let marco: Marco

    private var t: Textos { marco.t }

    private func pagina(_ titulo: Texto, menu: String, guiones: [String] = [], _ contenido: HTML) -> [UInt8] {
        marco.pagina(
            .init(
                titulo: t.llano(titulo),
                migas: [.init(texto: t.llano(.inicio), ruta: Rutas.pagina), .init(texto: t.llano(titulo), ruta: nil)],
                menu: menu, guiones: guiones), contenido)
    }

    /// By path.
    func todas() -> [(ruta: String, bytes: [UInt8])] {
        [
            (Rutas.ayuda, ayuda), (Rutas.uso, uso), (Rutas.casilla, casilla), (Rutas.incrustar, incrustar),
        ]
    }

    private var ayuda: [UInt8] {
        let hora = FechaHora(marco.proceso.inicioPublicacion, en: marco.proceso.huso).horaMinuto
        let acuerdos = marco.sitio.acuerdos.map { a -> HTML in
            a.url.map { "<li><a href=\"\($0)\" rel=\"external\">\(a.nombre)</a></li>\n" } ?? "<li>\(a.nombre)</li>\n"
        }
        let lista: HTML =
            acuerdos.isEmpty
            ? "" : Piezas.bloque("acuerdos", t(.acuerdos), "<ul>\n\(HTML.unir(acuerdos))</ul>\n")
        let contacto: HTML =
            marco.sitio.contacto.map { Piezas.bloque("contacto", t(.contacto), "<p>\($0)</p>\n") } ?? ""
        return pagina(.centroDeAyuda, menu: Rutas.ayuda, t.fragmento(.ayuda, "\(hora)") + lista + contacto)
    }

    private var uso: [UInt8] {
        pagina(
            .condicionesDeUso, menu: Rutas.uso,
            t.fragmento(.uso, "\(PoliticaDeRitmo().porSegundo)", "\(PoliticaDeRitmo().deUna)"))
    }

    /// Each with its logo and its name as the link; without one while its transmission is stopped.
    func difusores(_ lista: [DifusorEnSitio]) -> [UInt8] {
        guard !lista.isEmpty else {
            return pagina(.difusoresOficiales, menu: Rutas.difusores, "<p>\(t(.sinDifusores))</p>\n")
        }
        var tabla = Tabla(
            .fichas, titulo: t.llano(.difusoresOficiales), [.init(t.llano(.difusor)), .init(t.llano(.direccion))])
        for d in lista {
            let logo: HTML =
                d.logotipo.map { "<img class=\"logotipo\" src=\"\($0.ruta)\" alt=\"\" height=\"40\"> " } ?? ""
            if let desde = d.interrumpidaDesde {
                tabla.fila("\(logo)\(d.nombre)", t(.difusionInterrumpida, desde.sello(marco.proceso.huso)))
            } else {
                tabla.fila(
                    "<a href=\"\(d.url)\" rel=\"external\">\(logo)\(d.nombre)</a>",
                    "<a href=\"\(d.url)\" rel=\"external\">\(d.url)</a>")
            }
        }
        return pagina(
            .difusoresOficiales, menu: Rutas.difusores,
            "<p>\(t(.explicaDifusores))</p>\n" + Piezas.bloque(nil, t(.difusoresOficiales), tabla.html))
    }

    private var casilla: [UInt8] {
        var html: HTML = """
            <form class="bloque" id="busca-seccion" hidden data-texto-ninguna="\(t.crudo(.ningunaSeccion))" \
            data-texto-halladas="\(t.crudo(.seccionHallada))" data-texto-formato="\(t(.formatoDeSeccion))" data-texto-falla="\(t(.fallaDeBusqueda))">
            <div class="campo">
            <label for="seccion">\(t(.numeroDeSeccion))</label>
            <p class="nota" id="seccion-ayuda">\(t(.dondeEstaLaSeccion))</p>
            <input id="seccion" inputmode="numeric" pattern="[0-9]{1,4}" maxlength="4" size="8" autocomplete="off" aria-describedby="seccion-ayuda" required>
            <button class="boton lleno">\(t(.buscarBoton))</button>
            </div>
            <div id="hallado" role="status"></div>
            <p class="nota">\(t(.noSaleDeSuEquipo))</p>
            </form>

            """
        html += "<div>\n"
        for e in marco.elecciones {
            let unidades = e.unidades.map {
                "<li><a href=\"\(e.ruta)/\($0.clave)/\(Rutas.pagina)#secciones-b\">\($0.clave) \($0.nombre)</a></li>\n"
                    as HTML
            }
            html += """
                <details class="duda"><summary>\(t(.eleccionPor, Marco.titulo(e), t.llano(e.ambito.texto).lowercased()))</summary>
                <ul class="lista">
                \(HTML.unir(unidades))</ul>
                </details>

                """
        }
        return pagina(.conoceTuCasilla, menu: Rutas.casilla, guiones: ["casilla.js"], html + "</div>\n")
    }

    private var incrustar: [UInt8] {
        var html: HTML = "<p>\(t(.explicaIncrustar))</p>\n"
        for e in marco.elecciones {
            let titulo = Marco.titulo(e)
            let direccion = Rutas.incrustada(e)
            html += Piezas.bloque(
                nil, "\(titulo)",
                """
                <pre tabindex="0" aria-label="\(t(.codigoParaIncrustar))"><code>&lt;iframe src="\(marco.sitio.url ?? "https://…/")\(direccion)" title="PREP \(marco.nombreCorto): \(titulo)" width="100%" height="560"&gt;&lt;/iframe&gt;</code></pre>
                <p class="sigue"><a href="\(direccion)">\(t(.verSola))</a></p>

                """)
        }
        return pagina(.incrustarEnOtroSitio, menu: Rutas.incrustar, html)
    }
}

/// Where the sections of the process are, for `casilla.js`: one file for all, so that no server learns which was asked for.
struct IndiceDeSecciones: Encodable {
    static let ruta = "secciones.json"

    struct DeEleccion: Encodable {
        let titulo: String
        let ruta: String
    }
    struct Seccion: Encodable {
        let seccion: String
        /// Folders of the units that it is in, one for each election.
        var unidades: [String]
    }

    let entorno: String
    let elecciones: [DeEleccion]
    let secciones: [Seccion]

    init(_ catalogo: Catalogo, _ entorno: Entorno) {
        self.entorno = entorno.rawValue
        elecciones = catalogo.elecciones.map { DeEleccion(titulo: Marco.titulo($0), ruta: $0.ruta) }
        var unidades: [Int: [String]] = [:]
        for acta in catalogo.actas {
            guard let seccion = acta.casilla.seccion, let unidad = acta.unidad else { continue }
            let eleccion = catalogo.elecciones[acta.eleccion]
            let carpeta = "\(eleccion.ruta)/\(eleccion.unidades[unidad].clave)"
            if unidades[seccion]?.contains(carpeta) != true { unidades[seccion, default: []].append(carpeta) }
        }
        secciones = unidades.sorted { $0.key < $1.key }.map {
            Seccion(seccion: cifras($0.key, ancho: 4), unidades: $0.value)
        }
    }
}
