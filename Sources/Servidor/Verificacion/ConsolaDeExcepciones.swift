import Almacen
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// Exception lanes: problem, action, recommendation, decision, comment.
struct ConsolaDeExcepciones: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {
        r.montar(.get, "/excepciones", para: DeSupervision.self, lista)
        r.montar(.get, "/excepciones/{id}", para: DeSupervision.self) { _, p in
            let excepcion = try await hallar(p)
            return .pagina(detalle(excepcion, p, Formulario(), nil))
        }
        r.montar(.get, "/excepciones/{id}/imagen", para: DeSupervision.self, imagen)
        r.montar(.post, "/excepciones/{id}", para: DeSupervision.self, decidir)
    }

    private func hallar(_ p: Con<DeSupervision>) async throws -> Excepcion {
        guard let id = p.parameters.get("id", as: Int.self),
            let excepcion = try await enHilo({ try d.almacen.excepcion(id) })
        else { throw ConsolaError(.noExiste, "No existe esa excepción.") }
        return excepcion
    }

    // MARK: List

    @Sendable private func lista(_ request: Request, _ p: Con<DeSupervision>) async throws -> Response {
        let (abiertas, resueltas) = try await enHilo {
            (try d.almacen.excepciones(abiertas: true), try d.almacen.excepciones(abiertas: false, limite: 30))
        }
        let resuelta = request.uri.queryParameters["resuelta"].flatMap { Int(String($0)) }
        let grupos = ExcepcionNueva.Tipo.allCases.compactMap { tipo -> HTML? in
            let suyas = abiertas.filter { $0.abierta.tipo == tipo }
            return suyas.isEmpty ? nil : tabla(suyas, titulo: "\(tipo.nombre): \(suyas.count)", decididas: false)
        }
        let nada: HTML = abiertas.isEmpty ? "<p class=\"aviso bien\">No hay excepciones abiertas.</p>\n" : ""
        let historia: HTML =
            resueltas.isEmpty ? "" : tabla(resueltas, titulo: "Últimas resueltas", decididas: true)
        return .pagina(
            marco.pagina(
                "Excepciones", p.identidad,
                "<h1>Excepciones</h1>\n\(nada)\(HTML.unir(grupos))\(historia)",
                aviso: resuelta.map { .bien("Excepción \($0) resuelta.") }))
    }

    private func tabla(_ excepciones: [Excepcion], titulo: String, decididas: Bool) -> HTML {
        let filas = HTML.unir(
            excepciones.map { e in
                let decision: HTML =
                    decididas
                    ? "<td>\(e.resuelta.map { Self.nombre($0.decision) } ?? "")</td><td>\(e.resuelta?.nombre ?? "")</td>"
                    : "<td>\(edad(e.abierta.instante))</td><td>\(e.nombre)</td>"
                return """
                    <tr><td class="n">\(String(e.id))</td>\
                    <td><a href="/excepciones/\(String(e.id))">\(asunto(e))</a></td><td>\(e.abierta.centro)</td>\(decision)</tr>

                    """
            })
        let columnas: HTML =
            decididas
            ? "<th scope=\"col\">Decisión</th><th scope=\"col\">La tomó</th>"
            : "<th scope=\"col\">Espera</th><th scope=\"col\">La abrió</th>"
        return """
            <div class="rollo"><table><caption>\(titulo)</caption><thead><tr><th scope="col" class="n">N.º</th><th scope="col">Asunto</th>\
            <th scope="col">Centro</th>\(columnas)</tr></thead>
            <tbody>
            \(filas)</tbody></table></div>

            """
    }

    /// In a line: which acta and what happens to it.
    private func asunto(_ e: Excepcion) -> HTML {
        let acta: HTML =
            e.abierta.acta.flatMap { d.catalogo.acta($0) }.map {
                """
                <span class="clave">\($0.claveActa)</span> \(d.catalogo.eleccion(de: $0).titulo), \
                \($0.casilla.seccion.map { "sección \(cifras($0, ancho: 4)), " } ?? "")\($0.casilla.nombre).\u{20}
                """ as HTML
            } ?? ""
        if e.abierta.tipo == .sinActa, let causa = e.abierta.causa.flatMap(CausaSinActa.init) {
            return "\(acta)\(causa.nombre)"
        }
        let problemas = e.abierta.problemas.compactMap { Problema(rawValue: $0)?.texto }
        return "\(acta)\(problemas.isEmpty ? e.abierta.accion : problemas.joined(separator: "; "))"
    }

    private func edad(_ instante: Instante) -> String {
        let minutos = max(0, (d.ahora().microsegundos - instante.microsegundos) / 60_000_000)
        return minutos < 60 ? "\(minutos) min" : "\(minutos / 60) h \(minutos % 60) min"
    }

    static func nombre(_ decision: String) -> String { Mesa.Decision(rawValue: decision)?.nombre ?? decision }

    // MARK: Detail

    @Sendable private func imagen(_ request: Request, _ p: Con<DeSupervision>) async throws -> Response {
        let excepcion = try await hallar(p)
        let imagen = try await enHilo { () throws -> (tipo: String, bytes: [UInt8])? in
            if let recepcion = excepcion.abierta.recepcion {
                return try d.almacen.imagen(deRecepcion: recepcion).map { ($0.tipo, $0.bytes) }
            }
            // A photo that was sent for two actas is with the first of them.
            let deFoto = excepcion.abierta.tipo == .imagenRepetida
            let acta = deFoto ? excepcion.abierta.causa.flatMap { Int($0) } : excepcion.abierta.acta
            return try acta.flatMap { (acta: Acta.ID) throws in
                try d.almacen.imagen(deActa: acta) ?? d.almacen.imagen(deFotoDe: acta)
            }
        }
        guard let imagen else { throw ConsolaError(.noExiste, "Esa excepción no tiene imagen.") }
        return .pasajero(imagen.bytes, tipo: imagen.tipo)
    }

    private func detalle(_ e: Excepcion, _ p: Con<DeSupervision>, _ f: Formulario, _ error: String?) -> HTML {
        let a = e.abierta
        let conImagen = a.recepcion != nil || a.tipo == .noCorresponde || a.tipo == .imagenRepetida
        let imagen: HTML =
            conImagen
            ? "<p><img class=\"acta\" src=\"/excepciones/\(String(e.id))/imagen\" alt=\"Imagen de la excepción \(String(e.id))\"></p>"
            : ""
        let ficha = a.acta.flatMap { d.catalogo.acta($0) }.map { FichaDeActa($0, en: d.catalogo).html } ?? ""
        let problemas = HTML.unir(a.problemas.map { "<li>\(Problema(rawValue: $0)?.texto ?? $0)</li>" as HTML })
        let contenido: HTML = """
            <h1>\(a.tipo.nombre) · excepción \(String(e.id))</h1>
            <p class="nota">La abrió \(e.nombre) en \(a.centro) el \(a.instante.sello(d.proceso.huso)), hace \(edad(a.instante)).</p>
            <div class="dos\(conImagen ? " ancho" : "" as HTML)">
            \(conImagen ? "<div>\(imagen)</div>" as HTML : "")<div>
            \(ficha)\(causa(e))\(problemas.texto.isEmpty ? "" : "<h2>Problemas</h2>\n<ul>\(problemas)</ul>\n" as HTML)\
            <dl class="datos"><dt>Qué se hizo</dt><dd>\(a.accion.isEmpty ? "—" : a.accion)</dd>\
            <dt>Recomendación</dt><dd>\(a.recomendacion.isEmpty ? "—" : a.recomendacion)</dd></dl>
            \(decision(e, p, f))
            </div></div>
            <p><a href="/excepciones">Volver a las excepciones</a></p>
            """
        return marco.pagina(
            "Excepción \(e.id)", p.identidad, contenido, aviso: error.map { .mal($0) })
    }

    private func causa(_ e: Excepcion) -> HTML {
        switch e.abierta.tipo {
        case .sinActa:
            let causa = e.abierta.causa.flatMap(CausaSinActa.init)?.nombre ?? "—"
            return "<p><b>Causa:</b> \(causa)</p>\n"
        case .imagenRepetida:
            let otra = e.abierta.causa.flatMap { Int($0) }.flatMap { d.catalogo.acta($0) }
            return
                "<p><b>La misma imagen ya se \(e.abierta.recepcion == nil ? "envió" : "aceptó") para:</b> \(otra.map { $0.claveActa } ?? "un acta fuera de catálogo")</p>\n"
        default: return ""
        }
    }

    private func decision(_ e: Excepcion, _ p: Con<DeSupervision>, _ f: Formulario) -> HTML {
        if let r = e.resuelta {
            return """
                <h2>Decisión</h2>
                <p><b>\(Self.nombre(r.decision))</b>, por \(r.nombre) el \(r.instante.sello(d.proceso.huso)).</p>
                <p>\(r.comentario)</p>

                """
        }
        guard e.abierta.persona != p.identidad.persona else {
            return "<p class=\"aviso\">Usted abrió esta excepción: la resuelve otra persona.</p>\n"
        }
        let admitidas = Mesa.Decision.admitidas(e.abierta.tipo, conImagen: e.abierta.recepcion != nil)
        let opciones = HTML.unir(
            admitidas.map { una in
                let marcada: HTML = f["decision"] == una.rawValue ? " checked" : ""
                return
                    "<label><input type=\"radio\" name=\"decision\" value=\"\(una.rawValue)\" required\(marcada)> \(una.nombre)</label>\n"
                    as HTML
            })
        return """
            <form method="post" action="/excepciones/\(String(e.id))">
            \(FormularioDeExcepcion.ocultos(f, p.identidad))
            <fieldset><legend>Decisión</legend>
            \(opciones)</fieldset>
            \(admitidas.contains(.identificar) ? campoDeClave(f) : "")\(admitidas.contains(.registrar) ? campoDeEleccion(f) : "")\
            <label for="comentario">Comentario</label>
            <textarea id="comentario" name="comentario" maxlength="2000" required>\(f["comentario"])</textarea>
            <p><button>Decidir</button></p>
            </form>

            """
    }

    private func campoDeClave(_ f: Formulario) -> HTML {
        """
        <label for="acta">Clave del acta, si se identificó</label>
        <input id="acta" name="acta" class="clave" value="\(f["acta"])" spellcheck="false">

        """
    }

    private func campoDeEleccion(_ f: Formulario) -> HTML {
        let opciones = HTML.unir(
            d.catalogo.elecciones.map { eleccion in
                let elegida: HTML = f["eleccion"] == eleccion.id ? " selected" : ""
                return "<option value=\"\(eleccion.id)\"\(elegida)>\(eleccion.titulo)</option>\n" as HTML
            })
        return """
            <label for="eleccion">Elección, si se registra fuera de catálogo</label>
            <select id="eleccion" name="eleccion"><option value="">—</option>
            \(opciones)</select>

            """
    }

    // MARK: Decision

    @Sendable private func decidir(_ request: Request, _ p: Con<DeSupervision>) async throws -> Response {
        let excepcion = try await hallar(p)
        let f = p.formulario
        func objetar(_ texto: String) -> Response {
            .pagina(detalle(excepcion, p, f, texto), estado: .unprocessableContent)
        }
        guard let decision = Mesa.Decision(rawValue: f["decision"]) else { return objetar("Elija una decisión.") }
        guard !f["comentario"].isEmpty else {
            return objetar("Escriba el comentario: es la constancia de la decisión.")
        }
        var acta: Acta.ID?
        if decision == .identificar {
            guard let hallada = d.identificador.acta(clave: f["acta"], eleccion: nil) else {
                return objetar("La clave no identifica un acta del catálogo: escríbala completa, con su tipo de acta.")
            }
            acta = hallada.id
        }
        let eleccion = d.catalogo.elecciones.firstIndex { $0.id == f["eleccion"] }
        if decision == .registrar, eleccion == nil { return objetar("Elija la elección en la que se registra.") }
        let acto = Acto(
            clave: try CuerpoJSON.clave(f["clave"], "resolucion", de: p.identidad.persona),
            persona: p.identidad.persona, centro: p.centro,
            instante: d.ahora(), rol: p.identidad.rol)
        let nombrada = acta
        do {
            let previa = try await enHilo {
                try d.mesa.resolver(
                    excepcion, decision, comentario: f["comentario"], acta: nombrada, eleccion: eleccion, acto)
            }
            if let previa {
                throw ConsolaError(
                    .yaNo, "\(previa.nombre) ya resolvió esta excepción: \(Self.nombre(previa.decision)).")
            }
        } catch let error as AlmacenError where error.codigo == .rechazado || error.codigo == .restriccion {
            return .pagina(detalle(excepcion, p, f, error.mensaje), estado: .conflict)
        }
        return .ir("/excepciones?resuelta=\(excepcion.id)")
    }
}

extension ExcepcionNueva.Tipo {
    var nombre: String {
        switch self {
        case .sinActa: "Sin acta"
        case .noCorresponde: "La imagen no corresponde"
        case .fueraDeCatalogo: "Fuera de catálogo"
        case .imagenRepetida: "Imagen repetida"
        case .otra: "Remitidas y otras"
        }
    }
}

extension Mesa.Decision {
    var nombre: String {
        switch self {
        case .confirmar: "Confirmar: sin acta"
        case .esperar: "Devolver: el acta puede llegar"
        case .redigitalizar: "Pedir que se digitalice otra vez"
        case .conservar: "La imagen sí corresponde: sigue su curso"
        case .registrar: "Registrar fuera de catálogo"
        case .identificar: "Es de un acta del catálogo"
        case .descartar: "Descartar la imagen o el reporte"
        case .esDeLaSegunda: "La imagen es de esta acta: la otra se digitaliza otra vez"
        case .enterado: "Enterado"
        }
    }
}
