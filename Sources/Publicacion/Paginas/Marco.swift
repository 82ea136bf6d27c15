import Electoral

/// What every page shares: environment mark, state band, breadcrumb, legends. Complete without JavaScript.
struct Marco: Sendable {
    let proceso: Proceso
    let entorno: Entorno
    /// Elections of the process: lines of the state band.
    let elecciones: Int

    struct Miga {
        let texto: String
        /// Relative to the root of the tree; nil for the page itself.
        let ruta: String?
    }

    /// - Parameters:
    ///   - profundidad: folders between the page and the root.
    ///   - corte: in which the figures of the page last changed.
    func pagina(
        titulo: String, profundidad: Int, migas: [Miga], corte: Corte, gemela: String?, _ contenido: HTML
    ) -> [UInt8] {
        let raiz = String(repeating: "../", count: profundidad)
        let camino = migas.map { m -> HTML in
            m.ruta.map { "<a href=\"\(raiz + $0)\">\(m.texto)</a>" } ?? "<span aria-current=\"page\">\(m.texto)</span>"
        }
        var migas: HTML = ""
        for (i, parte) in camino.enumerated() { migas += i == 0 ? parte : " › \(parte)" }
        let fecha = FechaHora(corte.instante, en: proceso.huso)
        let enlace: HTML = gemela.map { " · <a href=\"\($0)\">estos datos en JSON</a>" } ?? ""
        let documento: HTML = """
            <!doctype html>
            <html lang="es-MX">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(entorno.marca.map { "\($0) · " } ?? "")\(titulo) · PREP</title>
            <link rel="stylesheet" href="\(raiz + Estilo.ruta)">
            </head>
            <body>
            \(marca)<header>
            <strong>PREP</strong> · Programa de Resultados Electorales Preliminares
            <p>\(proceso.institucion). \(proceso.nombre).</p>
            </header>
            <iframe class="avance e\(String(elecciones))" src="\(raiz + Rutas.avance)" title="Avance: actas capturadas, participación y último corte"></iframe>
            <main>
            <nav class="migas" aria-label="Ruta">\(migas)</nav>
            <h1>\(titulo)</h1>
            <p class="corte">Cifras del corte \(corte.numero), \(fecha.fecha) \(fecha.horaMinuto) h (\(proceso.huso.texto))\(enlace)</p>
            \(contenido)
            </main>
            <footer>
            <p>Los resultados son preliminares, de carácter informativo, no definitivos y sin efectos jurídicos.</p>
            <p>El total de votos es la suma que hace el sistema; el total escrito en cada acta está en la base de datos \
            (Anexo 13, numeral 26). Los porcentajes tienen cuatro decimales truncados y pueden no sumar 100 %.</p>
            <p>Las horas son las de la entidad (\(proceso.huso.texto)).</p>
            </footer>
            </body>
            </html>

            """
        return Array(documento.texto.utf8)
    }

    private var marca: HTML {
        switch entorno {
        case .oficial: ""
        case .simulacro: "<div class=\"marca\">SIMULACRO: datos de prueba, no son resultados de una elección</div>\n"
        case .repeticion:
            "<div class=\"marca\">REPETICIÓN de una base de datos publicada. Las imágenes de aquella noche no se tienen: "
                + "se conserva el código de integridad de la fuente.</div>\n"
        }
    }

    /// The state band: small, alone, replaced at every corte.
    func avance(_ corte: Corte, _ filas: [(titulo: String, resumen: Resumen)]) -> [UInt8] {
        let fecha = FechaHora(corte.instante, en: proceso.huso)
        let renglones = filas.map { f -> HTML in
            """
            <p><b>\(f.titulo)</b>: actas capturadas \(f.resumen.capturadas) de \(f.resumen.esperadas) \
            (\(f.resumen.porcentajeCapturadas.texto)%) · participación \(f.resumen.participacion(ultimoCorte: corte.ultimo).texto)%</p>

            """
        }
        let documento: HTML = """
            <!doctype html>
            <html lang="es-MX"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(entorno.marca.map { "\($0) · " } ?? "")Avance</title><link rel="stylesheet" href="\(Estilo.ruta)"></head>
            <body class="banda">
            <p>\(entorno.marca.map { "<b>\($0)</b> · " as HTML } ?? "")\(corte.ultimo ? "Último corte" : "Corte") \(corte.numero), \(fecha.fecha) <b>\(fecha.horaMinuto) h</b> \
            (\(proceso.huso.texto))</p>
            \(HTML.unir(renglones))</body></html>

            """
        return Array(documento.texto.utf8)
    }

    /// Why participation is what it is, said beside every participation (Anexo 13, num. 29 fr. IX).
    func leyendaDeParticipacion(_ corte: Corte) -> HTML {
        corte.ultimo
            ? "<p class=\"corte\">Participación considerando la votación de las casillas especiales (último corte).</p>\n"
            : "<p class=\"corte\">Participación sin considerar la votación de las casillas especiales, que no tienen lista "
                + "nominal y entran en el último corte.</p>\n"
    }
}

extension HTML {
    static func + (a: HTML, b: HTML) -> HTML {
        var c = a
        c += b
        return c
    }
}
