import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Operacion
import Publicacion

/// Differences that a supervisor decides: three captures side by side with the image, none of them with a name.
///
/// `GET /supervision` lists what waits; `POST /supervision/tomar` (`acta`) puts one in these hands and leads to
/// `GET /supervision/acta/<n>`; `POST /supervision/decidir`, `/supervision/redigitalizar` and `/supervision/dejar` end
/// it. `GET /supervision/imagen/<sha256>` gives the image of the acta in hands.
struct ConsolaDeSupervision: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {
        Recurso.montar([Self.guion], en: r)
        r.montar(.get, "/supervision", para: DeSupervision.self) { request, p in
            let acto = acto(p)
            let lista = try await enHilo { try d.mesa.porDecidir(acto) }
            let aviso = Aviso.de(request.uri.queryParameters["hecho"].map { String($0) })
            return .pagina(
                marco.pagina(
                    "Diferencias", p.identidad,
                    ListaDeDiferencias(lista: lista, catalogo: d.catalogo, ahora: acto.instante, csrf: p.identidad.csrf)
                        .html, recursos: [ConsolaDeCaptura.estilo], aviso: aviso))
        }
        r.montar(.post, "/supervision/tomar", para: DeSupervision.self) { _, p in
            let acto = acto(p)
            let acta = try acta(p)
            _ = try await enHilo { try d.mesa.tomarSupervision(acta.id, acto) }
            return .ir("/supervision/acta/\(acta.id)")
        }
        r.montar(.get, "/supervision/acta/:acta", para: DeSupervision.self) { _, p in
            guard let acta = p.parameters.get("acta", as: Int.self).flatMap(d.catalogo.acta) else {
                throw ConsolaError(.noExiste, "Esa acta no está en el catálogo.")
            }
            return try await hoja(acta, p)
        }
        r.montar(.post, "/supervision/decidir", para: DeSupervision.self, decidir)
        r.montar(.post, "/supervision/redigitalizar", para: DeSupervision.self, redigitalizar)
        r.montar(.post, "/supervision/dejar", para: DeSupervision.self) { _, p in
            let acto = acto(p)
            try await enHilo { try d.mesa.dejarSupervision(acto) }
            return .ir("/supervision")
        }
        r.montar(.get, "/supervision/imagen/:sha", para: DeSupervision.self) { _, p in
            try await ImagenEnManos.respuesta(d.almacen, p.parameters.get("sha") ?? "", p.identidad.persona)
        }
    }

    /// The acta with its captures; looking at it keeps it in these hands.
    private func hoja(
        _ acta: Acta, _ p: Con<DeSupervision>, escrito: Formulario = Formulario(), falta: FaltaEnHoja? = nil
    ) async throws -> Response {
        let acto = acto(p)
        let conflicto = try await enHilo { try d.mesa.tomarSupervision(acta.id, acto) }
        let hoja = HojaDeDiferencias(
            acta: acta, catalogo: d.catalogo, conflicto: conflicto, diferencias: d.mesa.diferencias(conflicto),
            csrf: p.identidad.csrf, clave: escrito.opcional("clave") ?? UUID().uuidString, escrito: escrito,
            falta: falta)
        return .pagina(
            marco.pagina(
                "Diferencias", p.identidad, hoja.html, ancha: true,
                recursos: [ConsolaDeCaptura.estilo, ConsolaDeCaptura.visor, Self.guion]),
            estado: falta == nil ? .ok : .unprocessableContent)
    }

    static let guion = Recurso("supervision.js", PackageResources.supervision_js)

    // MARK: Acts

    @Sendable private func decidir(_ request: Request, _ p: Con<DeSupervision>) async throws -> Response {
        let acta = try acta(p)
        let (imagen, ronda) = try visto(p)
        let acto = try actoConClave(p)
        do {
            let decisiones = try DecisionEscrita.leer(p.formulario, campos: d.catalogo.plantilla(de: acta).campos.count)
            try await enHilo { try d.mesa.decidir(acta.id, decisiones, imagen: imagen, ronda: ronda, acto) }
        } catch let falta as Diferencias.Falta {
            return try await hoja(acta, p, escrito: p.formulario, falta: FaltaEnHoja(falta))
        } catch let falta as DecisionEscrita.Ilegible {
            return try await hoja(acta, p, escrito: p.formulario, falta: FaltaEnHoja(falta))
        }
        return .ir("/supervision?hecho=decidida")
    }

    @Sendable private func redigitalizar(_ request: Request, _ p: Con<DeSupervision>) async throws -> Response {
        let acta = try acta(p)
        let (imagen, ronda) = try visto(p)
        let acto = try actoConClave(p)
        let motivo = String(p.formulario["motivo"].prefix(300))
        guard !motivo.isEmpty else {
            return try await hoja(
                acta, p, escrito: p.formulario,
                falta: FaltaEnHoja(campo: nil, texto: "Falta el motivo para pedir otra imagen."))
        }
        try await enHilo {
            try d.mesa.pedirOtraImagen(acta.id, motivo: motivo, imagen: imagen, ronda: ronda, acto)
        }
        return .ir("/supervision?hecho=redigitalizada")
    }

    // MARK: What the form brings

    private func acta(_ p: Con<DeSupervision>) throws(ConsolaError) -> Acta {
        guard let acta = Int(p.formulario["acta"]).flatMap(d.catalogo.acta) else {
            throw ConsolaError(.noExiste, "Esa acta no está en el catálogo.")
        }
        return acta
    }

    private func visto(_ p: Con<DeSupervision>) throws(ConsolaError) -> (imagen: String, ronda: Int) {
        guard let ronda = Int(p.formulario["ronda"]) else {
            throw ConsolaError(.dato, "El formulario está incompleto: abra el acta de nuevo.")
        }
        return (p.formulario["imagen"], ronda)
    }

    private func actoConClave(_ p: Con<DeSupervision>) throws(ConsolaError) -> Acto {
        acto(p, clave: try ConsolaDeCaptura.clave(p.formulario["clave"]))
    }

    private func acto(_ p: Con<DeSupervision>, clave: String = "") -> Acto {
        Acto(
            clave: clave.isEmpty ? "" : "supervision:\(p.identidad.persona.id):\(clave)", persona: p.identidad.persona,
            centro: p.centro, instante: d.ahora(), rol: p.identidad.rol)
    }
}

extension Aviso {
    fileprivate static func de(_ hecho: String?) -> Aviso? {
        switch hecho {
        case "decidida": .bien("La decisión quedó registrada; el acta está verificada.")
        case "redigitalizada": .bien("Se pidió otra digitalización; el acta volverá a capturarse con la nueva imagen.")
        default: nil
        }
    }
}
