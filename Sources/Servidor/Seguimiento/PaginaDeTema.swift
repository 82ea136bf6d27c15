import Electoral
import Publicacion
import Seguimiento

/// The list behind a figure of the first screen.
struct PaginaDeTema {
    enum Tema: String { case plan, centros, riesgos, personal }

    let lugar: Lugar
    let p: Preparacion
    let tema: Tema

    var pagina: HTML {
        let (titulo, parte, contenido): (String, Preparacion.Parte, HTML) =
            switch tema {
            case .plan: ("Plan de trabajo", p.plan, plan)
            case .centros: ("Centros y sitios", p.centrosListos, centros)
            case .riesgos: ("Riesgos", p.riesgosControlados, riesgos)
            case .personal: ("Personal", p.personas, personal)
            }
        let resumen: HTML =
            switch tema {
            case .plan: "<b>\(parte.hechas) de \(parte.total)</b> actividades concluidas."
            case .centros:
                "<b>\(parte.hechas) de \(parte.total)</b> listos: cumplen toda su lista de revisión y, salvo las sedes, tienen medidos los dos enlaces."
            case .riesgos:
                "<b>\(parte.hechas) de \(parte.total)</b> riesgos altos tienen su control. Es alto el que tiene severidad (probabilidad por impacto) de \(Preparacion.Riesgo.alto) o más."
            case .personal: "<b>\(parte.hechas) de \(parte.total)</b> personas contratadas."
            }
        return lugar.pagina(
            titulo, aqui: "/seguimiento",
            """
            <p class="migas"><a href="/seguimiento">Preparación</a></p>
            <h1>\(titulo)</h1>
            <p>\(resumen)</p>
            \(contenido)
            """)
    }

    private func tabla(_ rotulo: String, _ columnas: HTML, _ filas: [HTML]) -> HTML {
        filas.isEmpty
            ? "<p>No hay fichas todavía.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="\(rotulo)"><table>
            <thead><tr>\(columnas)</tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }

    private func liga(_ clave: ClaveDeFicha, _ texto: String) -> HTML {
        "<a href=\"\(ConsolaDeSeguimiento.ruta(clave))\">\(texto)</a>"
    }

    private var plan: HTML {
        tabla(
            "Actividades",
            "<th scope=\"col\">Núm.</th><th scope=\"col\">Actividad</th><th scope=\"col\">Área</th><th scope=\"col\">Inicio</th><th scope=\"col\">Término</th><th scope=\"col\" class=\"n\">Avance</th><th scope=\"col\">Estado</th>",
            p.actividades.map { a in
                let estado: HTML =
                    switch a.situacion {
                    case .concluida: "<span class=\"pastilla bien\">Concluida</span>"
                    case .atrasada: "<span class=\"pastilla mal\">Atrasada</span>"
                    case .enCurso: "<span class=\"pastilla\">En curso</span>"
                    case .pendiente: "<span class=\"gris\">Pendiente</span>"
                    case .cancelada: "<span class=\"gris\">Cancelada</span>"
                    }
                return """
                    <tr><td>\(a.numero)</td><td>\(liga(a.clave, a.nombre))</td><td>\(a.area ?? "")</td>\
                    <td class="n">\(a.inicio.map(Leida.fecha) ?? "")</td><td class="n">\(a.termino.map(Leida.fecha) ?? "")</td>\
                    <td class="n">\(a.avance) %</td><td>\(estado)</td></tr>

                    """
            })
    }

    private var centros: HTML {
        let conceptos = Self.nombres("centro", "revision", "concepto")
        let tipos = Self.nombres("centro", "tipo")
        return tabla(
            "Centros y sitios",
            "<th scope=\"col\">Centro</th><th scope=\"col\">Tipo</th><th scope=\"col\" class=\"n\">Lista</th><th scope=\"col\">Falta</th><th scope=\"col\">Enlaces medidos</th><th scope=\"col\">Situación</th>",
            p.centros.map { c in
                let faltan = c.faltantes.map { conceptos[$0] ?? $0 }.joined(separator: ", ")
                let enlaces = [("principal", "Principal"), ("respaldo", "Respaldo")]
                    .filter { c.enlacesMedidos.contains($0.0) }.map(\.1).joined(separator: ", ")
                return """
                    <tr><td>\(liga(c.clave, c.nombre))</td><td>\(tipos[c.tipo] ?? c.tipo)</td>\
                    <td class="n">\(c.cumple.total == 0 ? "Sin lista" : "\(c.cumple.hechas) de \(c.cumple.total)")</td><td>\(faltan)</td>\
                    <td>\(enlaces.isEmpty ? "Ninguno" : enlaces)</td>\
                    <td>\(c.esListo ? "<span class=\"pastilla bien\">Listo</span>" : "<span class=\"pastilla\">Falta</span>" as HTML)</td></tr>

                    """
            })
    }

    private var riesgos: HTML {
        tabla(
            "Riesgos",
            "<th scope=\"col\" class=\"n\">Severidad</th><th scope=\"col\">Activo y amenaza</th><th scope=\"col\">Responsable</th><th scope=\"col\">Para cuándo</th><th scope=\"col\">Control</th>",
            p.riesgos.map { r in
                let control: HTML =
                    r.controlado
                    ? "<span class=\"pastilla bien\">Está</span>"
                    : r.esAlto ? "<span class=\"pastilla mal\">Falta</span>" : "<span class=\"pastilla\">Falta</span>"
                return """
                    <tr><td class="n">\(r.severidad)\(r.esAlto ? " · alta" : "")</td><td>\(liga(r.clave, r.activo))<br><small>\(r.amenaza)</small></td>\
                    <td>\(r.responsable)</td><td class="n">\(r.compromiso.map(Leida.fecha) ?? "")</td><td>\(control)</td></tr>

                    """
            })
    }

    private var personal: HTML {
        let centros = Dictionary(p.centros.map { ($0.clave.id, $0.nombre) }, uniquingKeysWith: { a, _ in a })
        return tabla(
            "Personal",
            "<th scope=\"col\">Puesto</th><th scope=\"col\">Centro</th><th scope=\"col\" class=\"n\">Se necesitan</th><th scope=\"col\" class=\"n\">Contratadas</th><th scope=\"col\" class=\"n\">Faltan</th>",
            p.plazas.map { z in
                """
                <tr><td>\(liga(z.clave, z.puesto))</td><td>\(z.centro.map { centros[$0] ?? $0 } ?? "")</td><td class="n">\(z.requeridas)</td>\
                <td class="n">\(z.cubiertas)</td><td class="n">\(z.faltan)</td></tr>

                """
            })
    }

    /// Names of the options of a field, or of a column of its rows.
    private static func nombres(_ clase: String, _ campo: String, _ columna: String? = nil) -> [String: String] {
        guard var tipo = Clase.de(clase)?.campo(campo)?.tipo else { return [:] }
        if let columna, case .grupos(let campos) = tipo, let otro = campos.first(where: { $0.clave == columna }) {
            tipo = otro.tipo
        }
        guard case .opcion(let opciones) = tipo else { return [:] }
        return Dictionary(opciones.map { ($0.clave, $0.nombre) }, uniquingKeysWith: { a, _ in a })
    }
}
