import Almacen
import Electoral
import Operacion
import Publicacion

/// Requests that wait for another person, and those that were authorised.
struct TarjetaDeOrden {
    let marco: Marco
    let identidad: Identidad
    let ahora: Instante

    func todas(_ ordenes: [Orden], regresar: String) -> HTML {
        "\(pendientes(ordenes, regresar: regresar))\(hechas(ordenes))"
    }

    func pendientes(_ ordenes: [Orden], regresar: String) -> HTML {
        HTML.unir(ordenes.filter { $0.pendiente(ahora) }.map { pendiente($0, regresar) })
    }

    func hechas(_ ordenes: [Orden]) -> HTML {
        let hechas = ordenes.filter { $0.autorizada != nil }.map { hecha($0) }
        guard !hechas.isEmpty else { return "" }
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Órdenes"><table><caption>Órdenes autorizadas</caption>
            <thead><tr><th scope="col">Orden</th><th scope="col">Detalle</th><th scope="col">Pidió</th>\
            <th scope="col">Autorizó</th><th scope="col">Hora</th></tr></thead><tbody>
            \(HTML.unir(hechas))</tbody></table></div>

            """
    }

    private func pendiente(_ o: Orden, _ regresar: String) -> HTML {
        let vence = String((o.instante + Orden.vigencia).sello(marco.huso).suffix(8))
        let autorizan = Mesa.autorizan(o.tipo)
        let quienes = autorizan.map { $0.nombre.lowercased() }.sorted().joined(separator: " o ")
        let accion: HTML =
            o.pide == identidad.persona || !autorizan.contains(identidad.rol)
            ? "<p class=\"nota\">\(o.pide == identidad.persona ? "La pidió usted: la" : "La") autoriza otra persona de \(quienes), antes de las \(vence).</p>\n"
            : """
            <form method="post" action="\(Self.ruta(o))">
            <input type="hidden" name="csrf" value="\(identidad.csrf)"><input type="hidden" name="regresar" value="\(regresar)">\
            <input type="hidden" name="orden" value="\(String(o.id))">
            <button>Autorizar \(Self.nombre(o.tipo).lowercased())</button> <span class="nota">Vence a las \(vence).</span></form>

            """
        return """
            <div class="orden"><p><b>\(Self.nombre(o.tipo)) por autorizar.</b> La pidió \(o.nombre), \(o.instante.sello(marco.huso)).</p>
            \(porAutorizar(o))\(accion)</div>

            """
    }

    /// Where it is authorised: in the console of those who may.
    private static func ruta(_ o: Orden) -> String {
        guard o.tipo == .reactivacion, let r = ReactivacionDeDifusor(detalle: o.detalle) else {
            return "/administracion/orden/\(o.id)"
        }
        return "\(ConsolaDeDifusion.ruta(r.difusor))/autorizacion"
    }

    private func hecha(_ o: Orden) -> HTML {
        """
        <tr><th scope="row">\(Self.nombre(o.tipo))</th><td>\(detalle(o))</td><td>\(o.nombre)</td><td>\(o.autoriza ?? "")</td>\
        <td>\(o.autorizada?.sello(marco.huso) ?? "")</td></tr>

        """
    }

    private func porAutorizar(_ o: Orden) -> HTML {
        guard o.tipo == .horario, let c = CambioDeHorario(detalle: o.detalle) else {
            return "<p>\(detalle(o))</p>\n"
        }
        let filas = diferencias(c).map { fila -> HTML in
            let nuevo: HTML = fila.de == fila.a ? "\(fila.a)" : "<b>\(fila.a)</b>"
            return "<tr><th scope=\"row\">\(fila.que)</th><td>\(fila.de)</td><td>\(nuevo)</td></tr>\n"
        }
        return """
            <p>Acuerdo \(c.acuerdo): \(c.motivo)</p>
            <table><caption>Horario vigente y propuesto</caption><thead><tr><th scope="col">Dato</th><th scope="col">Vigente</th>\
            <th scope="col">Propuesto</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table>

            """
    }

    private func diferencias(_ c: CambioDeHorario) -> [(que: String, de: String, a: String)] {
        [
            ("Inicio de la publicación", c.de.inicio.sello(marco.huso), c.a.inicio.sello(marco.huso)),
            ("Cierre de la publicación", c.de.cierre.sello(marco.huso), c.a.cierre.sello(marco.huso)),
            ("Entre cortes", "\(c.de.minutos) minutos", "\(c.a.minutos) minutos"),
            ("Entre bases de datos", "\(c.de.minutosEntreBases) minutos", "\(c.a.minutosEntreBases) minutos"),
            ("Cierre anticipado al 100 %", c.de.cierraAl100 ? "Sí" : "No", c.a.cierraAl100 ? "Sí" : "No"),
        ]
    }

    private func detalle(_ o: Orden) -> String {
        switch o.tipo {
        case .apertura, .cierre: return o.detalle
        case .reasignacion:
            guard let r = Reasignacion(detalle: o.detalle) else { return o.detalle }
            let cuantas = r.casillas.isEmpty ? "todas las casillas pendientes" : "\(r.casillas.count) casillas"
            return "Incidencia \(r.incidencia): \(cuantas) de \(r.de) a \(r.a). \(r.motivo)"
        case .horario:
            guard let c = CambioDeHorario(detalle: o.detalle) else { return o.detalle }
            let cambios = diferencias(c).filter { $0.de != $0.a }.map { "\($0.que): de \($0.de) a \($0.a)" }
            return "Acuerdo \(c.acuerdo). \(cambios.joined(separator: "; ")). \(c.motivo)"
        case .congelamiento:
            guard let c = Congelamiento(detalle: o.detalle) else { return o.detalle }
            return "Catálogo con huella \(c.huella.prefix(16))…. \(c.constancia)"
        case .reactivacion:
            guard let r = ReactivacionDeDifusor(detalle: o.detalle) else { return o.detalle }
            return "\(r.nombre). \(r.motivo)"
        }
    }

    static func nombre(_ tipo: Orden.Tipo) -> String {
        switch tipo {
        case .apertura: "Apertura"
        case .cierre: "Cierre"
        case .reasignacion: "Reasignación"
        case .horario: "Cambio de horario"
        case .congelamiento: "Congelamiento"
        case .reactivacion: "Reactivación de difusor"
        }
    }
}
