import Almacen
import Electoral
import Publicacion
import Seguimiento

/// First screen: the days that are left and how far everything is.
struct PaginaDePreparacion {
    let lugar: Lugar
    let p: Preparacion
    let resto: Resto

    /// What the board takes from the archive without reading whole records.
    struct Resto: Sendable {
        let estadosDeEntregables: [String?: Int]
        let incidencias: [String?: Int]
        let sesiones: [Archivo.Renglon]

        init(_ archivo: Archivo, hoy: Dia) throws {
            estadosDeEntregables = try archivo.estados(de: "entregable")
            incidencias = try archivo.estados(de: "incidencia")
            var f = Archivo.Filtro()
            f.desde = hoy
            f.alReves = false
            f.limite = 30
            sesiones = try archivo.lista("sesion", f).renglones
                .filter { $0.estado == "programada" || $0.estado == "convocada" }.prefix(6).map(\.self)
        }
    }

    var pagina: HTML {
        guard let calendario = p.calendario, let faltan = p.faltan else { return sinProceso }
        let cuando: HTML =
            faltan > 0
            ? "<b>\(faltan)</b> \(faltan == 1 ? "día" : "días") para la elección"
            : faltan == 0 ? "<b>Hoy</b> es la elección" : "<b>\(-faltan)</b> días desde la elección"
        return lugar.pagina(
            "Seguimiento", aqui: "/seguimiento",
            """
            <div class="titular"><h1>Preparación</h1><p>\(cuando) · \(EnPalabras.fecha(calendario.jornada))</p></div>
            \(partes)
            <div class="dos ancho"><div>
            \(plazos)
            </div><div>
            \(entregables)\(sesiones)\(incidencias)
            </div></div>
            """)
    }

    private var sinProceso: HTML {
        let accion: HTML =
            lugar.edita("proceso")
            ? "<p><a class=\"boton\" href=\"/seguimiento/nueva/proceso\">Registrar el proceso electoral</a></p>\n"
            : "<p>La registra quien lleva el seguimiento.</p>\n"
        return lugar.pagina(
            "Seguimiento", aqui: "/seguimiento",
            """
            <h1>Preparación</h1>
            <p class="aviso">Falta la ficha del proceso electoral, con el día de la elección: de él salen los plazos.</p>
            \(accion)
            """)
    }

    private var partes: HTML {
        func parte(_ nombre: String, _ x: Preparacion.Parte, _ ruta: String, _ nota: String, mal: Bool = false) -> HTML
        {
            let completa = x.total > 0 && x.hechas == x.total
            let clase = completa ? " bien" : mal ? " mal" : ""
            let avance: HTML =
                x.total == 0
                ? "<b class=\"sin\">Sin datos</b>"
                : """
                <b>\(x.hechas) <small>de \(x.total)</small></b>\
                <progress max="\(String(x.total))" value="\(String(x.hechas))" aria-label="\(nombre)"></progress>
                """
            return
                "<li class=\"parte\(clase)\"><a href=\"\(ruta)\"><span>\(nombre)</span>\(avance)<small>\(nota)</small></a></li>\n"
        }
        let tarde = p.obligaciones(.tarde).count
        let atrasadas = p.actividades.count { $0.situacion == .atrasada }
        let altos = p.riesgosControlados
        return """
            <ul class="partes">
            \(parte("Entregas hechas", p.entregadas, "/seguimiento/calendario", tarde == 0 ? "Ninguna tarde" : tarde == 1 ? "1 tarde" : "\(miles(tarde)) tarde", mal: tarde > 0))\
            \(parte("Plan de trabajo", p.plan, "/seguimiento/preparacion/plan", atrasadas == 0 ? "Actividades concluidas" : atrasadas == 1 ? "1 atrasada" : "\(miles(atrasadas)) atrasadas", mal: atrasadas > 0))\
            \(parte("Centros listos", p.centrosListos, "/seguimiento/preparacion/centros", "Por su lista de revisión"))\
            \(parte("Riesgos altos con control", altos, "/seguimiento/preparacion/riesgos", altos.hechas == altos.total ? "Severidad de \(Preparacion.Riesgo.alto) o más" : "\(miles(altos.total - altos.hechas)) sin control", mal: altos.hechas < altos.total))\
            \(parte("Personas", p.personas, "/seguimiento/preparacion/personal", "Contratadas"))\
            </ul>
            """
    }

    private var plazos: HTML {
        let tarde = p.obligaciones(.tarde), proximas = p.obligaciones(.proxima)
        let siguientes = p.obligaciones(.pendiente).prefix(max(4, 10 - proximas.count))
        let tabla = TablaDePlazos(lugar: lugar, numeracion: p.numeracion)
        let atrasos: HTML =
            tarde.isEmpty
            ? ""
            : """
            <h2>Tarde</h2>
            \(tabla.tabla(tarde.prefix(6).map(\.self), rotulo: "Plazos que pasaron"))
            \(tarde.count > 6 ? "<p><a href=\"/seguimiento/calendario?situacion=tarde\">Ver los \(tarde.count) que están tarde</a></p>\n" : "" as HTML)
            """
        let cercanas = proximas + siguientes
        return """
            \(atrasos)<h2>Lo que sigue</h2>
            \(cercanas.isEmpty ? "<p>No queda ningún plazo por vencer.</p>\n" : tabla.tabla(cercanas, rotulo: "Plazos por vencer"))
            """
    }

    private var entregables: HTML {
        guard case .opcion(let estados)? = Clase.de("entregable")?.campo("estado")?.tipo else { return "" }
        let filas = estados.compactMap { e -> HTML? in
            guard let n = resto.estadosDeEntregables[e.clave], n > 0 else { return nil }
            return "<dt>\(e.nombre)</dt><dd><a href=\"/seguimiento/entregables?estado=\(e.clave)\">\(n)</a></dd>"
        }
        let sin = p.obligaciones.count { $0.ficha == nil }
        let faltan: HTML =
            sin == 0
            ? ""
            : "<dt>Plazos sin ficha</dt><dd><a href=\"/seguimiento/calendario?situacion=sin_ficha\">\(sin)</a></dd>"
        return "<h2>Entregables por estado</h2>\n<dl class=\"datos cuentas\">\(HTML.unir(filas))\(faltan)</dl>\n"
    }

    private var sesiones: HTML {
        let filas = resto.sesiones.map {
            "<li><time>\(Leida.momento($0.fecha))</time> <a href=\"\(ConsolaDeSeguimiento.ruta($0.clave))\">\(Leida.sinFecha($0))</a></li>\n"
                as HTML
        }
        return """
            <h2>Sesiones y reuniones por venir</h2>
            \(filas.isEmpty ? "<p>No hay sesiones convocadas.</p>\n" : "<ul class=\"fechas\">\(HTML.unir(filas))</ul>\n" as HTML)
            """
    }

    private var incidencias: HTML {
        let abiertas = [("abierta", "Abiertas"), ("en_atencion", "En atención")].map { clave, nombre in
            "<dt>\(nombre)</dt><dd><a href=\"/seguimiento/incidencias?estado=\(clave)\">\(resto.incidencias[clave] ?? 0)</a></dd>"
                as HTML
        }
        return "<h2>Incidencias</h2>\n<dl class=\"datos cuentas\">\(HTML.unir(abiertas))</dl>\n"
    }
}

/// Deadlines as a table: what, when and how it is, in words and colour.
struct TablaDePlazos {
    let lugar: Lugar
    let numeracion: String
    var conResponsable = false

    func tabla(_ obligaciones: [Obligacion], rotulo: String) -> HTML {
        let responsable: HTML = conResponsable ? "<th scope=\"col\">Responsable</th>" : ""
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="\(rotulo)"><table class="plazos">
            <thead><tr><th scope="col">Vence</th><th scope="col">Entregable</th>\(responsable)<th scope="col">Situación</th></tr></thead><tbody>
            \(HTML.unir(obligaciones.map(fila)))</tbody></table></div>

            """
    }

    private func fila(_ o: Obligacion) -> HTML {
        let v = o.vencimiento
        let titulo = v.titulo(o.entregable, version: numeracion)
        let liga: HTML =
            if let ficha = o.ficha {
                "<a href=\"\(ConsolaDeSeguimiento.ruta(ficha))\">\(titulo)</a>"
            } else if lugar.edita("entregable") {
                """
                \(titulo) <a class="chica" href="/seguimiento/nueva/entregables?entregable=\(Enlace.codificado(v.clave))\(v.mes.map { "&mes=\($0.iso)" } ?? "")" \
                aria-label="Registrar \(titulo)">Registrar</a>
                """
            } else {
                "\(titulo)"
            }
        let responsable: HTML = conResponsable ? "<td>\(o.entregable.responsable)</td>" : ""
        return """
            <tr><td class="n"><time datetime="\(v.dia.iso)">\(Leida.fecha(v.dia))</time></td><td>\(liga)</td>\(responsable)\
            <td>\(Self.situacion(o))</td></tr>

            """
    }

    static func situacion(_ o: Obligacion) -> HTML {
        func dias(_ n: Int) -> String { n == 1 ? "1 día" : "\(miles(n)) días" }
        switch o.situacion {
        case .tarde: return "<span class=\"pastilla mal\">Tarde: \(dias(-o.faltan))</span>"
        case .proxima:
            return "<span class=\"pastilla\">\(o.faltan == 0 ? "Vence hoy" : "Faltan \(dias(o.faltan))")</span>"
        case .hecha:
            let cuando = o.cumplida.map { " \(Leida.fecha($0))" } ?? ""
            let tarde: HTML = o.cumplida.map { $0 > o.vencimiento.dia ? " <small>después del plazo</small>" : "" } ?? ""
            return "<span class=\"pastilla bien\">Hecho\(cuando)</span>\(tarde)"
        case .noAplica: return "<span class=\"gris\">No aplica</span>"
        case .pendiente: return "<span class=\"gris\">Faltan \(dias(o.faltan))</span>"
        }
    }
}
