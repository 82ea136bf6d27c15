import Electoral
import Operacion
import Publicacion

/// The report of the night as a document: the same body on the screen and on paper.
public struct DocumentoDeReporte: Sendable {
    private let r: Reporte

    public init(_ reporte: Reporte) { r = reporte }

    /// Whole document, with its style inside: for paper and for files.
    public var html: String {
        let marca = marca.map { "<p class=\"marca\">\($0)</p>\n" as HTML } ?? ""
        return
            ("""
        <!doctype html>
        <html lang="es-MX"><head><meta charset="utf-8"><title>Reporte de la noche · \(r.proceso)</title>
        <style>\(HTML(yaEscapado: Self.estilo))</style></head><body>
        \(marca)<p class="institucion">\(r.institucion)</p>
        \(cuerpo)
        </body></html>

        """ as HTML).texto
    }

    private var marca: String? { Entorno(rawValue: r.entorno)?.marca }

    /// The sections, without what surrounds them.
    var cuerpo: HTML {
        """
        <h1>Reporte de la noche</h1>
        <p class="entrada">\(r.proceso).\(ambito) \(base) Generado el \(fecha(r.generado)).</p>
        \(elecciones)\(observaciones)\(pasos)\(serie)\(tiempos)\(calidad)\(personal)\(gente)\(registros)\(sinProcesar)
        """
    }

    private var ambito: HTML {
        r.ambito.map { " Sólo de su ámbito: \($0). La asistencia es de toda la operación y no se incluye." } ?? ""
    }

    private var base: HTML {
        guard let corte = r.corte else { return "Todavía no hay cortes: las cifras de actas están en cero." }
        return "Cifras del \(corte.ultimo ? "último corte" : "corte \(String(corte.numero))"), \(fecha(corte.hora))."
    }

    // MARK: Words

    private func fecha(_ s: Sello) -> String {
        let f = FechaHora(s.instante, en: s.huso)
        return "\(f.fecha) \(f.horaMinuto) h (\(s.huso.texto))"
    }

    private func hora(_ s: Sello?) -> String {
        guard let s else { return "—" }
        let f = FechaHora(s.instante, en: s.huso)
        return "\(f.fecha.prefix(5)) \(f.horaMinuto):\(dosCifras(f.segundo))"
    }

    private func lapso(_ segundos: Int?) -> String {
        segundos.map { $0 < 60 ? "\($0) s" : Lapso.texto($0) } ?? "—"
    }

    /// A table of text: first column is the header of the row, the rest are figures unless `texto` says otherwise.
    private func tabla(
        _ titulo: String, _ columnas: [String], _ filas: [[HTML]], texto: Set<Int> = []
    ) -> HTML {
        let encabezado = HTML.unir(
            columnas.enumerated().map { i, c in
                i == 0 || texto.contains(i) ? "<th scope=\"col\">\(c)</th>" : "<th scope=\"col\" class=\"n\">\(c)</th>"
            })
        let cuerpo = HTML.unir(
            filas.map { fila in
                let celdas = HTML.unir(
                    fila.enumerated().map { i, celda in
                        i == 0
                            ? "<th scope=\"row\">\(celda)</th>" as HTML
                            : texto.contains(i) ? "<td>\(celda)</td>" : "<td class=\"n\">\(celda)</td>"
                    })
                return "<tr>\(celdas)</tr>\n"
            })
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="\(titulo)"><table><caption>\(titulo)</caption>\
            <thead><tr>\(encabezado)</tr></thead>
            <tbody>\(cuerpo)</tbody></table></div>

            """
    }

    // MARK: Sections

    private var elecciones: HTML {
        let filas: [(String, (Reporte.DeEleccion) -> HTML)] = [
            ("Actas esperadas", { "\($0.esperadas)" }), ("Actas registradas", { "\($0.registradas)" }),
            ("Fuera de catálogo", { "\($0.fueraDeCatalogo)" }),
            ("Capturadas", { "\($0.capturadas) (\($0.porcentajeCapturadas) %)" }),
            ("Contabilizadas", { "\($0.contabilizadas) (\($0.porcentajeContabilizadas) %)" }),
            ("No contabilizadas", { "\($0.noContabilizadas)" }),
            ("Participación ciudadana", { "\($0.participacion) %" }),
        ]
        return tabla(
            "Actas y participación", ["Cifra"] + r.elecciones.map(\.titulo),
            filas.map { nombre, valor in ["\(nombre)"] + r.elecciones.map(valor) })
    }

    private var observaciones: HTML {
        let reglas = Set(r.elecciones.flatMap { $0.observaciones.map(\.regla) })
            .sorted { Int($0.dropFirst()) ?? 0 < Int($1.dropFirst()) ?? 0 }
        let filas = reglas.map { regla -> [HTML] in
            let suyas = r.elecciones.map { e in e.observaciones.first { $0.regla == regla } }
            let texto = suyas.compactMap { $0?.texto }.first ?? ""
            return ["\(regla)", "\(texto)"]
                + suyas.map { o in
                    guard let o else { return "0" }
                    return regla == "A8" ? "\(o.actas)" : "\(o.actas) (\(o.porcentaje) %)"
                }
        }
        return tabla(
            "Actas por observación, y su parte de las esperadas",
            ["Regla", "Observación"] + r.elecciones.map(\.titulo),
            filas, texto: [1])
            + "<p class=\"nota\">La regla es el criterio del Anexo 13 que aplica a cada acta: A0 son las que no tienen observaciones y A10 las que todavía no tienen resultado; las demás dicen por qué el acta lleva una leyenda o no se contabiliza.</p>\n"
    }

    private var pasos: HTML {
        let c = r.cortes
        let rechazos = HTML.unir(
            c.rechazados.map { "<li>\(hora($0.hora)): \($0.motivo)</li>\n" as HTML })
        let lista: HTML = c.rechazados.isEmpty ? "" : "<p>Cortes rechazados:</p><ul>\(rechazos)</ul>\n"
        return """
            <h2>Pasos y cortes</h2>
            \(tabla("Primer y último acto de cada paso", ["Paso", "Actos", "Primero", "Último"], r.pasos.map { p in
                ["\(p.paso)", "\(p.actos)", "\(hora(p.primero))", "\(hora(p.ultimo))"]
            }))<p>Acopio desde \(fecha(r.inicioAcopio)); publicación de \(fecha(r.inicioPublicacion)) a \(fecha(r.cierrePublicacion)). \
            Cortes: \(c.publicados) publicados de \(c.programados) programados, \(c.tarde) tarde, \(c.rechazados.count) rechazados; \
            primero \(hora(c.primero)), último \(hora(c.ultimo)).</p>
            \(lista)
            """
    }

    private var serie: HTML {
        guard !r.serie.isEmpty else { return "" }
        let filas = r.serie.filter { $0.acopio + $0.captura + $0.verificacion > 0 }.map { t in
            ["\(hora(t.desde).dropLast(3).description)", "\(t.acopio)", "\(t.captura)", "\(t.verificacion)"] as [HTML]
        }
        return """
            <h2>Actas por tramo de 20 minutos</h2>
            \(GraficasDeReporte.serie(r.serie))<details><summary>Ver las cifras</summary>
            \(tabla("Sellos de acopio, captura y verificación", ["Desde", "Acopio", "Captura", "Verificación"], filas))</details>

            """
    }

    private var tiempos: HTML {
        let t = r.tiempos
        let demarcaciones = r.tiemposPorDemarcacion.map { d in
            [
                "\(d.demarcacion)", "\(eleccion(d.eleccion))", "\(d.tiempos.actas)", "\(lapso(d.tiempos.media))",
                "\(lapso(d.tiempos.mediana))", "\(lapso(d.tiempos.p90))",
            ] as [HTML]
        }
        return """
            <h2>Tiempo de procesamiento, del acopio a la verificación</h2>
            <p>\(t.actas) actas: media <b>\(lapso(t.media))</b>, mediana <b>\(lapso(t.mediana))</b>, nueve de cada diez en \
            <b>\(lapso(t.p90))</b> o menos. Sellos vacíos: acopio \(r.sellos.sinAcopio), captura \(r.sellos.sinCaptura), verificación \
            \(r.sellos.sinVerificacion). Intervalos negativos: \(r.sellos.negativos).</p>
            <p class="nota">Un sello vacío es un acta con cifras a la que le falta la hora de ese paso. Un intervalo negativo es un acta cuya captura \
            tiene hora anterior a su acopio, o su verificación anterior a su captura: pasa mientras una corrección está en curso.</p>
            \(GraficasDeReporte.barras(r.histograma, titulo: "Actas por minutos de procesamiento"))\
            \(tabla("Por demarcación", ["Demarcación", "Elección", "Actas", "Media", "Mediana", "9 de cada 10 en"], demarcaciones, texto: [1]))
            """
    }

    private var calidad: HTML {
        let c = r.calidad
        let filas: [(String, HTML)] = [
            ("Imágenes desde la casilla", "\(c.deCasilla) (\(c.porcentajeDeCasilla) %)"),
            ("Imágenes desde el CATD", "\(c.deCATD) (\(c.porcentajeDeCATD) %)"),
            (
                "Segundas capturas que difieren de la primera",
                "\(c.distintas) de \(c.comparadas) (\(c.porcentajeDistintas) %)"
            ),
            ("Decisiones de supervisión", "\(c.decisiones)"),
            ("Redigitalizaciones solicitadas", "\(c.redigitalizaciones)"),
            ("Recapturas solicitadas", "\(c.recapturas)"),
            ("Actas con retrabajo", "\(c.conRetrabajo) (\(c.porcentajeRetrabajo) % de las que tienen imagen)"),
            ("Actas cotejadas", "\(c.cotejadas)"), ("Actas reasignadas a otro centro", "\(c.reasignadas)"),
        ]
        return """
            <h2>Calidad</h2>
            <dl class="datos">\(HTML.unir(filas.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" as HTML }))</dl>

            """
    }

    private var personal: HTML {
        guard let personal = r.personal else { return "" }
        return "<h2>Personal</h2>\n"
            + tabla(
                "Productividad y capturas que no fueron las finales (reservado a la coordinación)",
                [
                    "Persona", "Centro", "Acopio", "Imágenes", "Capturas", "Por hora", "Difieren", "%", "Decisiones",
                    "Cotejos",
                ],
                personal.map { p in
                    [
                        "\(p.nombre)", "\(SedeCentral.enPalabras(p.centro))", "\(p.acopios)", "\(p.digitalizaciones)",
                        "\(p.capturas)",
                        "\(p.capturasPorHora ?? "—")", "\(p.erradas)",
                        p.juzgadas == 0 ? "—" : "\(p.porcentajeDeError) %",
                        "\(p.decisiones)", "\(p.cotejos)",
                    ]
                }, texto: [1])
    }

    private var gente: HTML {
        guard !r.asistencia.isEmpty else { return "" }
        return "<h2>Asistencia</h2>\n"
            + tabla(
                "Personas que entraron al sistema", ["Función", "Cuentas", "Entraron"],
                r.asistencia.map { ["\($0.funcion)", "\($0.cuentas)", "\($0.entraron)"] })
    }

    private var registros: HTML {
        var partes: HTML = "<h2>Incidencias y excepciones</h2>\n"
        if r.incidencias.isEmpty {
            partes += "<p>Sin incidencias registradas.</p>\n"
        } else {
            partes += tabla(
                "Incidencias",
                ["Folio", "Detectada", "Centro", "Categoría", "Gravedad", "Descripción", "Plan", "Estado", "Minutos"],
                r.incidencias.map { i in
                    [
                        "\(String(i.folio))", "\(hora(i.detectada))", "\(SedeCentral.enPalabras(i.centro))",
                        "\(CategoriaDeIncidencia(rawValue: i.categoria)?.nombre ?? i.categoria)",
                        "\(GravedadDeIncidencia(rawValue: i.gravedad)?.corto ?? i.gravedad)", "\(i.descripcion)",
                        "\(i.escenario.map { EscenarioDeContinuidad(rawValue: $0)?.nombre ?? $0 } ?? "No")",
                        "\(i.estado.replacing("_", with: " "))",
                        i.minutos.map { "\($0)" } ?? "—",
                    ]
                }, texto: [1, 2, 3, 4, 5, 6, 7])
        }
        guard !r.excepciones.isEmpty else { return partes + "<p>Sin excepciones.</p>\n" }
        return partes
            + tabla(
                "Excepciones", ["Tipo", "Total", "Abiertas", "Mediana de resolución"],
                r.excepciones.map { ["\($0.tipo)", "\($0.total)", "\($0.abiertas)", "\(lapso($0.mediana))"] })
    }

    private var sinProcesar: HTML {
        let total = r.sinProcesar.reduce(0) { $0 + $1.actas.count }
        let grupos = HTML.unir(
            r.sinProcesar.map { grupo in
                tabla(
                    "\(grupo.motivo): \(miles(grupo.actas.count))", ["Acta", "Elección", "Demarcación", "Centro"],
                    grupo.actas.map {
                        ["\($0.claveActa)", "\(eleccion($0.eleccion))", "\($0.demarcacion)", "\($0.centro)"]
                    },
                    texto: [1, 2, 3])
            })
        return "<h2>Actas sin cifras en el corte: \(total)</h2>\n\(cuadre(total))\(grupos)"
    }

    /// How the list goes with the figures of actas: those sin acta are among the captured ones.
    private func cuadre(_ total: Int) -> HTML {
        guard r.corte != nil else { return "" }
        let (esperadas, capturadas) = r.elecciones.reduce((0, 0)) { ($0.0 + $1.esperadas, $0.1 + $1.capturadas) }
        let pendientes = esperadas - capturadas
        return """
            <p>\(miles(esperadas)) esperadas = \(miles(capturadas)) capturadas + <b>\(miles(pendientes))</b> que faltan. \
            En esta lista están las que faltan y <b>\(miles(max(0, total - pendientes)))</b> que ese corte publica sin acta, que no tienen cifras y cuentan entre las capturadas.</p>

            """
    }

    private func eleccion(_ id: String) -> String { r.elecciones.first { $0.id == id }?.titulo ?? id }

    private static let estilo = """
        @page{size:letter;margin:18mm 16mm;@bottom-right{content:"Página " counter(page) " de " counter(pages);font:9pt "DejaVu Sans",sans-serif;color:#555}}
        html{font:10pt/1.4 "DejaVu Sans",sans-serif;color:#1f2421;hyphens:auto}
        body{margin:0}
        .marca{text-align:center;font-weight:700;letter-spacing:.1em;color:#8a3b00;border:1px solid #8a3b00;padding:2pt;margin:0 0 8pt}
        .institucion{color:#4f5a55;margin:0}h1{font-size:19pt;margin:2pt 0 4pt}
        h2{font-size:13pt;margin:14pt 0 4pt;break-after:avoid;color:#0b5f5c}p{margin:3pt 0 6pt}
        table{border-collapse:collapse;width:100%;font-size:8.5pt;margin:4pt 0 10pt}
        .nota{font-size:8.5pt;color:#4f5a55}h2+p,h2+div,h2+.leyenda,.leyenda{break-after:avoid}h2+div{break-before:avoid}
        caption{text-align:left;font-weight:700;padding:2pt 0;break-after:avoid}
        th,td{border-top:.5pt solid #bbb;padding:2.2pt 4pt;text-align:left;vertical-align:top;font-weight:400}
        thead{display:table-header-group}thead th{font-weight:700;border-top:0;border-bottom:1pt solid #0b5f5c;vertical-align:bottom}
        tr{break-inside:avoid}thead{break-after:avoid}tbody tr:first-child{break-before:avoid}.n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
        dl{display:grid;grid-template-columns:1fr}dt{color:#4f5a55;float:left;clear:left;width:60%}dd{margin:0 0 2pt 62%}
        svg{width:100%;height:auto;break-inside:avoid}details{display:none}.leyenda{font-size:8.5pt}
        """
}

extension HTML {
    static func + (a: HTML, b: HTML) -> HTML {
        var junto = a
        junto += b
        return junto
    }
}
