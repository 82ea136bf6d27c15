import Almacen
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// What does not go the ordinary way: sin acta and fuera de catálogo, for a supervisor to decide.
extension ConsolaDeAcopio {
    func montarReportes(en r: Ruteador) {
        r.montar(.get, "/acopio/sin-acta", para: DeAcopio.self) { request, p in
            let acta = try actaPedida(request.uri.queryParameters["acta"].map { String($0) } ?? "")
            return .pagina(sinActa(acta, p, Formulario(), nil))
        }
        r.montar(.post, "/acopio/sin-acta", para: DeAcopio.self, reportarSinActa)
        r.montar(.get, "/acopio/fuera-de-catalogo", para: DeAcopio.self) { _, p in
            .pagina(fueraDeCatalogo(p, Formulario(), nil))
        }
        r.montar(.post, "/acopio/fuera-de-catalogo", para: DeAcopio.self, reportarFueraDeCatalogo)
    }

    private func actaPedida(_ texto: String) throws -> Acta {
        guard let id = Int(texto), let acta = d.catalogo.acta(id) else {
            throw ConsolaError(.noExiste, "Esa acta no está en el catálogo: búsquela otra vez.")
        }
        return acta
    }

    @Sendable private func reportarSinActa(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let f = p.formulario
        let acta = try actaPedida(f["acta"])
        guard let causa = CausaSinActa(rawValue: f["causa"]) else {
            return .pagina(sinActa(acta, p, f, "Elija por qué no hay acta."), estado: .unprocessableContent)
        }
        let acto = try acto(f, p)
        do {
            _ = try await enHilo {
                try d.mesa.reportarSinActa(acta, causa: causa, FormularioDeExcepcion.informe(f), acto)
            }
        } catch let error as AlmacenError where error.codigo == .rechazado {
            return .pagina(sinActa(acta, p, f, error.mensaje), estado: .conflict)
        }
        return .ir("/acopio?hecho=sin-acta")
    }

    @Sendable private func reportarFueraDeCatalogo(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let f = p.formulario
        let informe = FormularioDeExcepcion.informe(f)
        guard !informe.problemas.isEmpty, !informe.accion.isEmpty else {
            return .pagina(
                fueraDeCatalogo(p, f, "Marque al menos un problema y escriba lo que se lee en el papel."),
                estado: .unprocessableContent)
        }
        let acto = try acto(f, p)
        _ = try await enHilo { try d.mesa.reportarFueraDeCatalogo(informe, acto) }
        return .ir("/acopio?hecho=fuera-de-catalogo")
    }

    private func acto(_ f: Formulario, _ p: Con<DeAcopio>) throws -> Acto {
        Acto(
            clave: try CuerpoJSON.clave(f["clave"], "reporte", de: p.identidad.persona), persona: p.identidad.persona,
            centro: try p.exigirCentro(),
            instante: d.ahora(), rol: p.identidad.rol)
    }

    private func sinActa(_ acta: Acta, _ p: Con<DeAcopio>, _ f: Formulario, _ error: String?) -> HTML {
        let causas = HTML.unir(
            CausaSinActa.allCases.map { causa in
                let marcada: HTML = f["causa"] == causa.rawValue ? " checked" : ""
                return
                    "<label><input type=\"radio\" name=\"causa\" value=\"\(causa.rawValue)\" required\(marcada)> \(causa.nombre)</label>\n"
                    as HTML
            })
        return marco.pagina(
            "Sin acta", p.identidad,
            """
            <h1>Reportar que no hay acta</h1>
            \(FichaDeActa(acta, en: d.catalogo).html)
            <form method="post" action="/acopio/sin-acta">
            \(FormularioDeExcepcion.ocultos(f, p.identidad))<input type="hidden" name="acta" value="\(String(acta.id))">
            <fieldset><legend>Por qué no hay acta</legend>
            \(causas)</fieldset>
            \(FormularioDeExcepcion.campos(f, [.sobreAusente, .sobreVacio, .danada, .otro], accion: "Qué se hizo antes de reportarla (¿se pidió copia al consejo?)"))
            <p class="fila"><button>Enviar a supervisión</button> <a class="boton otro" href="/acopio">Volver</a></p>
            </form>
            """, recursos: [Self.estilo], aviso: error.map { .mal($0) })
    }

    private func fueraDeCatalogo(_ p: Con<DeAcopio>, _ f: Formulario, _ error: String?) -> HTML {
        marco.pagina(
            "Fuera de catálogo", p.identidad,
            """
            <h1>Reportar un acta fuera de catálogo</h1>
            <p>Es para un papel que no se puede ligar a una casilla aprobada. Después de enviarlo, entréguelo a digitalización.</p>
            <form method="post" action="/acopio/fuera-de-catalogo">
            \(FormularioDeExcepcion.ocultos(f, p.identidad))\
            \(FormularioDeExcepcion.campos(f, FormularioDeExcepcion.deIdentificacion, accion: "Qué se lee en el papel y con quién se consultó"))
            <p class="fila"><button>Enviar a supervisión</button> <a class="boton otro" href="/acopio">Volver</a></p>
            </form>
            """, recursos: [Self.estilo], aviso: error.map { .mal($0) })
    }
}

/// The fields that every exception has: problems, what was done, what is recommended.
enum FormularioDeExcepcion {
    static let deIdentificacion: [Problema] = [
        .sinEtiqueta, .etiquetaRechazada, .identificacionIncompleta, .identificacionIlegible, .claveDesconocida,
        .deOtraEleccion, .noCoincideEtiqueta, .danada, .otro,
    ]

    static func informe(_ f: Formulario) -> Informe {
        Informe(
            problemas: f.todos("problema").compactMap(Problema.init), accion: f["accion"],
            recomendacion: f["recomendacion"])
    }

    /// Token of the session and key of the act; a form that comes back keeps its key.
    static func ocultos(_ f: Formulario, _ i: Identidad) -> HTML {
        let clave = f.opcional("clave") ?? UUID().uuidString.lowercased()
        return """
            <input type="hidden" name="csrf" value="\(i.csrf)"><input type="hidden" name="clave" value="\(clave)">

            """
    }

    static func campos(_ f: Formulario, _ problemas: [Problema], accion: String) -> HTML {
        let marcados = Set(f.todos("problema"))
        let casillas = HTML.unir(
            problemas.map { problema in
                let marcado: HTML = marcados.contains(problema.rawValue) ? " checked" : ""
                return
                    "<label><input type=\"checkbox\" name=\"problema\" value=\"\(problema.rawValue)\"\(marcado)> \(problema.texto)</label>\n"
                    as HTML
            })
        return """
            <fieldset><legend>Problemas que se encontraron</legend>
            \(casillas)</fieldset>
            <label for="accion">\(accion)</label>
            <textarea id="accion" name="accion" maxlength="2000">\(f["accion"])</textarea>
            <label for="recomendacion">Recomendación (opcional)</label>
            <textarea id="recomendacion" name="recomendacion" maxlength="2000">\(f["recomendacion"])</textarea>

            """
    }
}

extension CausaSinActa {
    /// For the staff, in the words of the street.
    var nombre: String {
        switch self {
        case .casillaNoInstalada: "La casilla no se instaló"
        case .paqueteNoEntregado: "El paquete no se entregó"
        case .paqueteSinBolsa: "El paquete llegó sin bolsa ni acta PREP, y no hay otra copia"
        case .contingenciaUrna: "Contingencia de la urna electrónica"
        }
    }
}
