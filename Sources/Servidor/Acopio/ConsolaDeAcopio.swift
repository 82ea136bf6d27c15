import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Operacion
import Publicacion

/// Reception of the Sobre PREP in a CATD (dominio 2.2).
///
/// Programs use two addresses. `GET /acopio/acta?texto=…` takes a payload of a label, a CLAVE_ACTA or a CLAVE_CASILLA
/// and gives `{actas: [{…FichaDeActa, situacion: {estado, centro, mensaje}}]}`. `POST /acopio` records:
///
///     {"clave": "<idempotency key>", "etiqueta": "PREP|S|AYUN|050001B01004|4-01|9F3A01C7",
///      "documento": "ACTA PREP", "mecanismo": "F-D"}
///
/// with `"acta": "050001B01004"` instead of `etiqueta` (and `"eleccion": "AYUN"` where two elections share the key);
/// `documento` and `mecanismo` may be left out. Answers 200 `{"resultado": "acopiada", "hora": "…", "acta": {…}}`; 409
/// with `motivo` `duplicada` or `otro_centro` and `centro`; 422 for a label that is not of here; 404 for what is not in
/// the catalogue.
struct ConsolaDeAcopio: Sendable {
    let d: Dependencias
    let marco: Marco

    static let guion = Recurso("acopio.js", PackageResources.acopio_js)
    static let estilo = Recurso("acopio.css", PackageResources.acopio_css)

    func montar(en r: Ruteador) {
        Recurso.montar([Self.guion, Self.estilo], en: r)
        r.montar(.get, "/acopio", para: DeAcopio.self, pagina)
        r.montar(.get, "/acopio/acta", para: DeAcopio.self, buscar)
        r.montar(.post, "/acopio", para: DeAcopio.self, recibir)
        r.montar(.post, "/acopio/remitir", para: DeAcopio.self, remitir)
        montarReportes(en: r)
        montarListas(en: r)
    }

    // MARK: Reception

    struct ActaHallada: Encodable {
        let ficha: FichaDeActa
        let situacion: SituacionDeActa
    }

    @Sendable private func buscar(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let texto = request.uri.queryParameters["texto"].map { String($0) } ?? ""
        let halladas = try await enHilo { () throws -> [ActaHallada] in
            try hallar(texto).map { acta in
                ActaHallada(
                    ficha: FichaDeActa(acta, en: d.catalogo),
                    situacion: SituacionDeActa(
                        try d.almacen.situacion(de: acta.id), aqui: centro, huso: d.proceso.huso))
            }
        }
        return try .json(["actas": halladas])
    }

    /// Actas of what was scanned or typed.
    private func hallar(_ texto: String) throws -> [Acta] {
        guard !texto.isEmpty, texto.utf8.count <= 200 else {
            throw ConsolaError(.dato, "Escanee la etiqueta o teclee la clave del acta.")
        }
        if EtiquetaDeActa.parece(texto) {
            switch try d.identificador.acta(etiqueta: texto) {
            case .success(let acta): return [acta]
            case .failure(let rechazo): throw ConsolaError(.etiqueta, rechazo.explicacion)
            }
        }
        let actas = d.identificador.actas(clave: texto)
        guard !actas.isEmpty else {
            // Somebody who types the section or half the key has the acta of the catalogue in the hand.
            guard texto.count >= 11, texto.allSatisfy({ $0.isLetter || $0.isNumber }) else {
                throw ConsolaError(
                    .dato,
                    "Así no es una clave: son 11 letras y cifras de la casilla (05 0001 B 01 00), y al final el tipo de acta, sin espacios."
                )
            }
            throw ConsolaError(
                .noExiste,
                "La clave no está en el catálogo de actas esperadas: revísela. Si así dice el papel, repórtela como fuera de catálogo."
            )
        }
        return actas
    }

    struct Peticion: Decodable {
        let clave: String
        let acta: String?
        let eleccion: String?
        let etiqueta: String?
        let documento: String?
        let mecanismo: String?
    }

    struct Respuesta: Encodable {
        let resultado: String
        let hora: String
        let acta: FichaDeActa
    }

    struct Negativa: Encodable {
        let error: String
        let codigo: String
        let motivo: String
        let centro: String?
    }

    @Sendable private func recibir(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let pedido = try await CuerpoJSON.leer(Peticion.self, request)
        let clave = try CuerpoJSON.clave(pedido.clave, "acopio", de: p.identidad.persona)
        let acto = Acto(
            clave: clave, persona: p.identidad.persona, centro: centro, instante: d.ahora(), rol: p.identidad.rol)
        return try await enHilo {
            let acta = try una(pedido)
            let documento = pedido.documento ?? Documento.admitidos(acta.casilla.tipo)[0].clave
            let recibo = try d.mesa.recibirSobre(acta, documento: documento, mecanismo: pedido.mecanismo ?? "", acto)
            switch recibo {
            case .acopiada(let instante):
                return try .json(
                    Respuesta(
                        resultado: "acopiada", hora: String(instante.sello(d.proceso.huso).suffix(8)),
                        acta: FichaDeActa(acta, en: d.catalogo)))
            case .duplicada(let llegada):
                return try negar(SituacionDeActa.recibida(llegada, huso: d.proceso.huso), "duplicada", llegada.centro)
            case .deOtroCentro(let otro):
                return try negar(
                    "Esta acta es del \(otro), no de este centro: no se recibió. Puede remitirla.", "otro_centro", otro)
            }
        }
    }

    private func negar(_ texto: String, _ motivo: String, _ centro: String) throws -> Response {
        try .json(
            Negativa(error: texto, codigo: ConsolaError.Codigo.yaNo.rawValue, motivo: motivo, centro: centro),
            estado: .conflict)
    }

    /// The acta that a body names, by its label or by its key.
    private func una(_ pedido: Peticion) throws -> Acta {
        if let etiqueta = pedido.etiqueta {
            switch try d.identificador.acta(etiqueta: etiqueta) {
            case .success(let acta): return acta
            case .failure(let rechazo): throw ConsolaError(.etiqueta, rechazo.explicacion)
            }
        }
        guard let clave = pedido.acta else { throw ConsolaError(.dato, "Falta la etiqueta o la clave del acta.") }
        guard let acta = d.identificador.acta(clave: clave, eleccion: pedido.eleccion) else {
            throw ConsolaError(.noExiste, "La clave \(clave.prefix(40)) no identifica un acta esperada.")
        }
        return acta
    }

    @Sendable private func remitir(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let pedido = try await CuerpoJSON.leer(Peticion.self, request)
        let acto = Acto(
            clave: try CuerpoJSON.clave(pedido.clave, "remision", de: p.identidad.persona),
            persona: p.identidad.persona, centro: centro,
            instante: d.ahora(), rol: p.identidad.rol)
        return try await enHilo {
            let acta = try una(pedido)
            let destino = try d.mesa.remitir(acta, acto)
            return try .json(["resultado": "remitida", "centro": destino])
        }
    }
}
