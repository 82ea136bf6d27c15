import Almacen
import Electoral
import Operacion
import Publicacion
import Seguimiento

/// The list of difusores as the public site shows it: from when each appears, and which link is off (dominio 8.2, D7 and
/// D19).
struct ListaPublicaDeDifusores {
    enum Lugar: Sendable, Hashable {
        /// It is there; with why its link is off, when it is.
        case aparece(apagada: String?)
        case apareceDesde(Dia)
        case noAparece(falta: [String])
    }

    let vista: VigiaDeDifusion.Vista
    let huso: Huso

    static func lugar(de v: DifusorVisto, lista: Dia?, hoy: Dia, huso: Huso) -> Lugar {
        guard let registrado = v.registrado else { return .noAparece(falta: ["no está en el registro"]) }
        let desde: Dia
        switch LugarEnLaLista(registrado.ficha, lista: lista) {
        case .falta(let falta): return .noAparece(falta: falta)
        case .desde(let dia, _): desde = dia
        }
        guard desde <= hoy else { return .apareceDesde(desde) }
        guard v.salud.estado == .suspendido else { return .aparece(apagada: nil) }
        let cuando = v.salud.desde.map { " desde el \($0.sello(huso))" } ?? ""
        return .aparece(apagada: "suspendido\(cuando)")
    }

    var html: HTML {
        let hoy = Dia(vista.instante, en: huso)
        let lugares = vista.difusores.sorted { $0.nombre.lowercased() < $1.nombre.lowercased() }.map {
            ($0, Self.lugar(de: $0, lista: vista.registro.plazos.lista, hoy: hoy, huso: huso))
        }
        let desde: HTML =
            vista.registro.plazos.lista.map {
                "<p>La convocatoria dice que la lista se da a conocer desde el \(Leida.fecha($0)).</p>\n"
            } ?? ""
        let filas = lugares.map { fila($0.0, $0.1) }
        let tabla: HTML =
            filas.isEmpty
            ? "<p>No hay difusores registrados.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Lista pública"><table class="difusores">
            <thead><tr><th scope="col">Difusor</th><th scope="col">En la lista</th><th scope="col">Su liga</th>\
            <th scope="col">Dirección</th><th scope="col">Logotipo</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        return """
            <h1>Lista pública de difusores</h1>
            <p>Así queda la lista del sitio público hoy, \(Leida.fecha(hoy)). Cambia con la ficha de cada difusor y, si se suspende, sola.</p>
            \(desde)\(tabla)
            """
    }

    private func fila(_ v: DifusorVisto, _ lugar: Lugar) -> HTML {
        let (donde, liga): (HTML, HTML) =
            switch lugar {
            case .aparece(nil): ("<span class=\"pastilla bien\">Aparece</span>", "Activa")
            case .aparece(let porque?):
                (
                    "<span class=\"pastilla bien\">Aparece</span>",
                    "<span class=\"pastilla mal\">Deshabilitada</span> <small>\(porque)</small>"
                )
            case .apareceDesde(let dia): ("<span class=\"pastilla\">Desde el \(Leida.fecha(dia))</span>", "Todavía no")
            case .noAparece(let falta):
                (
                    "<span class=\"pastilla neutra\">No aparece</span> <small>\(falta.joined(separator: "; "))</small>",
                    "No"
                )
            }
        let logotipo: HTML =
            v.registrado.flatMap { r in
                r.ficha["logotipo"].map { nombre -> HTML in
                    r.ficha.adjuntos.contains { $0.nombre == nombre }
                        ? "\(nombre)" : "<span class=\"tarde\">«\(nombre)» no está entre sus archivos</span>"
                }
            } ?? "<span class=\"gris\">Sin logotipo: aparece su nombre</span>"
        return """
            <tr><th scope="row"><a href="\(v.ruta)">\(v.nombre)</a></th><td data-c="En la lista">\(donde)</td><td data-c="Su liga">\(liga)</td>\
            <td data-c="Dirección">\(v.registrado?.ficha["enlace"] ?? "Sin dirección")</td><td data-c="Logotipo">\(logotipo)</td></tr>

            """
    }
}
