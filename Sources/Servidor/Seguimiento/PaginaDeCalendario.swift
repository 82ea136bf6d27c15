import Electoral
import Publicacion
import Seguimiento

/// Every deadline with its state, as a list and drawn over the months.
struct PaginaDeCalendario {
    let lugar: Lugar
    let p: Preparacion
    let situacion: String?
    let agendas: SeccionDeAgendas

    private static let situaciones = [
        ("tarde", "Tarde"), ("proxima", "Por vencer"), ("pendiente", "Más adelante"), ("hecha", "Hechas"),
        ("no_aplica", "No aplican"), ("sin_ficha", "Sin ficha"),
    ]

    private func son(_ situacion: String) -> [Obligacion] {
        p.obligaciones.filter { situacion == "sin_ficha" ? $0.ficha == nil : $0.situacion.rawValue == situacion }
    }

    var pagina: HTML {
        guard p.calendario != nil else {
            return lugar.pagina(
                "Calendario", aqui: "/seguimiento/calendario",
                "<h1>Calendario de entregables</h1>\n<p class=\"aviso\">Falta la ficha del proceso electoral, con el día de la elección.</p>\n"
            )
        }
        let elegidas = situacion.map(son) ?? p.obligaciones
        let filtros =
            ([(nil, "Todas", p.obligaciones.count)]
            + Self.situaciones.map { (Optional($0.0), $0.1, son($0.0).count) })
            .filter { $0.2 > 0 }
            .map { clave, nombre, n in
                """
                <a href="/seguimiento/calendario\(clave.map { "?situacion=\($0)" } ?? "")"\
                \(clave == situacion ? " aria-current=\"true\"" : "" as HTML)>\(nombre) (\(n))</a>
                """ as HTML
            }
        let tabla = TablaDePlazos(lugar: lugar, numeracion: p.numeracion, conResponsable: true)
        return lugar.pagina(
            "Calendario", aqui: "/seguimiento/calendario",
            """
            <div class="titular"><h1>Calendario de entregables</h1>
            <p><a class="boton otro" href="#agendas">En su agenda</a></p></div>
            \(agendas.nueva == nil ? "" as HTML : agendas.html)
            <nav class="pestanas" aria-label="Situación">\(HTML.unir(filtros))</nav>
            \(elegidas.isEmpty ? "<p>Ningún plazo está en esa situación.</p>\n" : tabla.tabla(elegidas, rotulo: "Plazos"))
            \(situacion == nil ? dibujo : "" as HTML)
            \(agendas.nueva == nil ? agendas.html : "" as HTML)
            """)
    }

    private var dibujo: HTML {
        guard let gantt = Gantt(p) else { return "" }
        return """
            <h2>Sobre los meses</h2>
            <p class="leyenda-gantt"><span class="l-hecha">Hecho o concluido</span> <span class="l-tarde">Tarde</span> \
            <span class="l-proxima">Por vencer o en curso</span> <span class="l-pendiente">Más adelante</span></p>
            <p class="nota">Cada entregable va de su borrador (○) a su entrega (◆). Lo mismo, en palabras, está en la tabla de arriba\
            \(p.actividades.isEmpty ? "" : " y en el <a href=\"/seguimiento/preparacion/plan\">plan de trabajo</a>" as HTML).</p>
            <div class="rollo" tabindex="0" role="region" aria-label="Dibujo de los plazos">\(gantt.svg)</div>

            """
    }
}
