import Almacen
import Electoral
import Publicacion

/// What surrounds every console: who, role, centre, hour of the server, state of the link, what the role can open.
struct Marco: Sendable {
    let proceso: String
    let institucion: String
    let entorno: Entorno
    let huso: Huso
    let reglas: Puerta.Reglas
    let ahora: @Sendable () -> Instante
    /// Consoles that this listener has.
    var opciones = OpcionDeMenu.todas
    /// Nil where nobody records anything.
    var pulso: Pulso?

    /// A page of somebody who came in.
    ///
    /// - Parameters:
    ///   - ancha: the work fills the screen (captura); otherwise a column that can be read.
    ///   - recursos: scripts besides the common one.
    func pagina(
        _ titulo: String, _ identidad: Identidad, _ contenido: HTML, ancha: Bool = false, recursos: [Recurso] = [],
        aviso: Aviso? = nil
    ) -> HTML {
        let marca = entorno.marca.map { "<aside class=\"marca\" aria-label=\"Entorno\">\($0)</aside>\n" as HTML } ?? ""
        let avisado = aviso.map { "<p class=\"aviso \($0.clase)\" role=\"status\">\($0.texto)</p>\n" as HTML } ?? ""
        return """
            \(cabeza(titulo, recursos))<body class="\(ancha ? "ancha" : "columna")" data-csrf="\(identidad.csrf)" data-usuario="\(identidad.usuario)" \
            data-inactividad="\(String(reglas.inactividad))" data-aviso="\(String(reglas.aviso))">
            <a class="salto" href="#contenido">Ir al contenido</a>
            \(marca)<header>
            <a class="nombre" href="/">PREP</a>
            <nav aria-label="Consolas">\(menu(identidad))</nav>
            <p class="quien"><b>\(identidad.nombre)</b> <span>\(identidad.rol.nombre)\(centro(identidad))</span></p>
            <p class="hora"><time id="hora" data-instante="\(String(ahora().microsegundos / 1000))" data-desfase="\(String(huso.minutos))">\(hora)</time> \
            <span id="enlace" role="status">En línea</span></p>
            <form method="post" action="/salir"><input type="hidden" name="csrf" value="\(identidad.csrf)">\
            <a href="/cuenta">Cuenta</a> <button class="llano">Salir</button></form>
            </header>
            \(marcha(identidad))<main id="contenido" tabindex="-1">
            \(avisado)\(contenido)
            </main>
            </body>
            </html>

            """
    }

    /// A page without session: the door, or something that could not be done.
    func suelta(titulo: String, _ contenido: HTML) -> HTML {
        let marca = entorno.marca.map { "<aside class=\"marca\" aria-label=\"Entorno\">\($0)</aside>\n" as HTML } ?? ""
        return """
            \(cabeza(titulo, []))<body class="columna suelta">
            \(marca)<header><span class="nombre">PREP</span> <p class="quien">\(institucion) · \(proceso)</p></header>
            <main id="contenido">
            \(contenido)
            </main>
            </body>
            </html>

            """
    }

    func suelta(titulo: String, texto: String, codigo: String) -> HTML {
        suelta(
            titulo: titulo,
            "<h1>\(titulo)</h1>\n<p class=\"aviso mal\" role=\"alert\">\(texto)</p>\n<p><a href=\"/\">Volver al inicio</a> <small>\(codigo)</small></p>"
        )
    }

    private func cabeza(_ titulo: String, _ recursos: [Recurso]) -> HTML {
        let nombre = entorno.marca.map { "\($0) · \(titulo)" } ?? titulo
        let guiones = HTML.unir(([.estilo, .consola] + recursos).map(\.etiqueta))
        return """
            <!doctype html>
            <html lang="es-MX">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(nombre) · PREP</title>
            <link rel="icon" href="data:,">
            \(guiones)</head>

            """
    }

    private var hora: String { String(ahora().sello(huso).suffix(8)) }

    /// What somebody can open, in the order of the menu.
    func opciones(para i: Identidad) -> [OpcionDeMenu] {
        opciones.filter { $0.quienes.roles.contains(i.rol) && (i.ambito.esCompleta || $0.quienes.respetanAmbito) }
    }

    /// Centre of who works in one, and the part of the process of who looks at one.
    private func centro(_ i: Identidad) -> HTML {
        let ambito: HTML = i.ambito.esCompleta ? "" : " · Ámbito: \(i.ambito.texto)"
        return "\(i.centro.map { " · \($0)" as HTML } ?? "")\(ambito)"
    }

    /// Above the work of those who record actas, while none is taken. The script of the page follows it.
    private func marcha(_ i: Identidad) -> HTML {
        guard pulso != nil, i.rol.registraActas else { return "" }
        let aviso = pulso?.lectura?.aviso
        return
            "<p id=\"marcha\" class=\"aviso mal\" role=\"status\"\(aviso == nil ? " hidden" : "" as HTML)>\(aviso ?? "")</p>\n"
    }

    /// What waits behind each option of somebody's menu.
    func cuentas(_ i: Identidad) -> [String: Int] {
        Dictionary(
            opciones(para: i).compactMap { opcion in pulso?.lectura?.cuenta(opcion.ruta).map { (opcion.ruta, $0) } },
            uniquingKeysWith: { a, _ in a })
    }

    /// What waits behind an option of the menu.
    private func cuenta(_ ruta: String) -> HTML {
        guard let cuantas = pulso?.lectura?.cuenta(ruta) else { return "" }
        return " <b class=\"cuantas\" data-cuenta=\"\(ruta)\"\(cuantas == 0 ? " hidden" : "" as HTML)>\(cuantas)</b>"
    }

    private func menu(_ identidad: Identidad) -> HTML {
        HTML.unir(
            opciones(para: identidad).map {
                "<a href=\"\($0.ruta)\">\($0.nombre)\(cuenta($0.ruta))</a> " as HTML
            })
    }
}

/// Something to tell at the top of a page.
struct Aviso: Sendable {
    let texto: String
    let clase: String

    static func bien(_ texto: String) -> Aviso { Aviso(texto: texto, clase: "bien") }
    static func mal(_ texto: String) -> Aviso { Aviso(texto: texto, clase: "mal") }
}

/// A console in the menu: its name, its address and who opens it.
struct OpcionDeMenu: Sendable {
    let nombre: String
    let ruta: String
    let quienes: any Acceden.Type

    /// Those of the listener of those who only look.
    static let deObservacion = todas.filter { ["/monitor", "/actas", "/reporte", rutaDeSeguimiento].contains($0.ruta) }

    static let rutaDeSeguimiento = "/seguimiento"

    /// The menu of a listener: without what it has nothing to show of.
    static func de(_ opciones: [OpcionDeMenu], conSeguimiento: Bool) -> [OpcionDeMenu] {
        conSeguimiento ? opciones : opciones.filter { $0.ruta != rutaDeSeguimiento }
    }

    static let todas = [
        OpcionDeMenu(nombre: "Acopio", ruta: "/acopio", quienes: DeAcopio.self),
        OpcionDeMenu(nombre: "Digitalización", ruta: "/digitalizacion", quienes: DeDigitalizacion.self),
        OpcionDeMenu(nombre: "Captura", ruta: "/captura", quienes: DeCaptura.self),
        OpcionDeMenu(nombre: "Diferencias", ruta: "/supervision", quienes: DeSupervision.self),
        OpcionDeMenu(nombre: "Excepciones", ruta: "/excepciones", quienes: DeSupervision.self),
        OpcionDeMenu(nombre: "Cotejo", ruta: "/cotejo", quienes: DeCotejo.self),
        OpcionDeMenu(nombre: "Monitor", ruta: "/monitor", quienes: DeMonitor.self),
        OpcionDeMenu(nombre: "Actas", ruta: "/actas", quienes: DeConsulta.self),
        OpcionDeMenu(nombre: "Empaquetado", ruta: "/empaquetado", quienes: DeEmpaquetado.self),
        OpcionDeMenu(nombre: "Reporte", ruta: "/reporte", quienes: DeMonitor.self),
        OpcionDeMenu(nombre: "Difusión", ruta: ConsolaDeDifusion.raiz, quienes: VenDifusion.self),
        OpcionDeMenu(nombre: "Incidencias", ruta: "/incidencias", quienes: VenIncidencias.self),
        OpcionDeMenu(nombre: "Seguimiento", ruta: rutaDeSeguimiento, quienes: VenSeguimiento.self),
        OpcionDeMenu(nombre: "Etiquetas", ruta: "/etiquetas", quienes: DeMando.self),
        OpcionDeMenu(nombre: "Teléfonos", ruta: "/dispositivos", quienes: DeMando.self),
        OpcionDeMenu(nombre: "Administración", ruta: "/administracion", quienes: DeMando.self),
    ]
}
