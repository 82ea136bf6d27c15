import Almacen
import Electoral
import Hummingbird
import Operacion

/// What the person who digitises decides of a page.
extension ConsolaDeDigitalizacion {
    struct Peticion: Decodable {
        let clave: String
        let recepcion: Int
        let acta: String?
        let repetida: String?
        let eleccion: String?
        let seLee: Bool?
        let motivo: String?
        let problemas: [String]?
        let accion: String?
    }

    struct Respuesta: Encodable {
        let resultado: String
        let mensaje: String
        var acta: FichaDeActa?
    }

    struct Negativa: Encodable {
        let error: String
        let codigo: String
        let motivo: String
    }

    private func acto(_ pedido: Peticion, _ p: Con<DeDigitalizacion>) throws -> Acto {
        Acto(
            clave: try CuerpoJSON.clave(pedido.clave, "digitalizacion", de: p.identidad.persona),
            persona: p.identidad.persona, centro: try p.exigirCentro(),
            instante: d.ahora(), rol: p.identidad.rol)
    }

    private func negar(_ texto: String, _ motivo: String) throws -> Response {
        try .json(
            Negativa(error: texto, codigo: ConsolaError.Codigo.yaNo.rawValue, motivo: motivo), estado: .conflict)
    }

    private func recepcion(_ id: Int, de centro: String) throws -> Recepcion {
        guard let recepcion = try d.almacen.recepcion(id), recepcion.centro == centro else {
            throw ConsolaError(.noExiste, "Esa imagen no es de este centro.")
        }
        return recepcion
    }

    // MARK: Accept

    @Sendable func aceptar(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let pedido = try await CuerpoJSON.leer(Peticion.self, request)
        let acto = try acto(pedido, p)
        return try await enHilo {
            let recepcion = try recepcion(pedido.recepcion, de: acto.centro)
            let (acta, como) = try identificar(recepcion, pedido)
            let recibo: ReciboDeImagen
            do {
                recibo = try d.mesa.aceptar(recepcion, acta: acta, como, seLee: pedido.seLee == true, acto)
            } catch let error as AlmacenError where error.codigo == .restriccion {
                throw ConsolaError(.imagen, error.mensaje)
            }
            switch recibo {
            case .aceptada:
                return try .json(
                    Respuesta(
                        resultado: "aceptada", mensaje: "Imagen aceptada para el acta \(acta.claveActa).",
                        acta: FichaDeActa(acta, en: d.catalogo)))
            case .duplicada(let llegada):
                return try .json(
                    Respuesta(
                        resultado: "duplicada",
                        mensaje:
                            "El acta \(acta.claveActa) ya tenía imagen: cuenta la primera y ésta queda como duplicada. "
                            + SituacionDeActa.recibida(llegada, huso: d.proceso.huso),
                        acta: FichaDeActa(acta, en: d.catalogo)))
            case .faltaAcopio: return try negar(Self.faltaAcopio(acta), "falta_acopio")
            default: return try negar(recibo, acta)
            }
        }
    }

    private func negar(_ recibo: ReciboDeImagen, _ acta: Acta?) throws -> Response {
        switch recibo {
        case .repetida(let otra, _):
            let clave = d.catalogo.acta(otra)?.claveActa ?? "fuera de catálogo"
            return try negar(
                "Alarma: esta misma imagen ya se aceptó para el acta \(clave). No se aceptó; la supervisión decide.",
                "imagen_repetida")
        case .deOtroCentro(let otro):
            return try negar(
                "Esta acta es del \(otro), no de este centro: entréguela a acopio para que la remita.", "otro_centro")
        case .resuelta(let previa):
            return try negar(Self.yaResuelta(previa), "resuelta")
        case .enExcepcion:
            return try negar("Esta imagen espera la decisión de supervisión.", "en_excepcion")
        default: throw ConsolaError(.noExiste, "Esa imagen no es de este centro.")
        }
    }

    private static func yaResuelta(_ previa: Recepcion.Resuelta) -> String {
        switch previa.destino {
        case .aceptada: "Esta imagen ya se aceptó."
        case .rechazada: "Ya se pidió repetir esta imagen."
        case .duplicada: "Esta imagen ya quedó como duplicada."
        case .excepcion: "Esta imagen ya se registró como fuera de catálogo."
        }
    }

    /// The acta of an image: that of its label or of a supervisor, or the key typed twice where there is none.
    private func identificar(_ r: Recepcion, _ pedido: Peticion) throws -> (Acta, Identificacion) {
        if let identificada = r.identificada.flatMap({ d.catalogo.acta($0) }) {
            return (identificada, .porProcedimiento)
        }
        let deEtiqueta = r.acta.flatMap { d.catalogo.acta($0) }
        guard let tecleada = pedido.acta, !tecleada.isEmpty else {
            guard let deEtiqueta else {
                throw ConsolaError(.dato, "La imagen no tiene etiqueta que la identifique: teclee la clave del acta.")
            }
            return (deEtiqueta, .etiqueta)
        }
        guard let acta = d.identificador.acta(clave: tecleada, eleccion: pedido.eleccion) else {
            let candidatas = d.identificador.actas(clave: tecleada)
            throw ConsolaError(
                .dato,
                candidatas.isEmpty
                    ? "La clave no está en el catálogo: revísela; si así dice el papel, envíela a excepción."
                    : "Teclee la clave completa del acta, con su tipo: hay \(candidatas.count) actas de esa casilla.")
        }
        if let deEtiqueta {
            guard deEtiqueta.id == acta.id else {
                throw ConsolaError(
                    .etiqueta,
                    "La etiqueta dice \(deEtiqueta.claveActa) y usted tecleó \(acta.claveActa): si el papel es de otra acta, envíela a excepción."
                )
            }
            return (acta, .etiqueta)
        }
        guard let otra = pedido.repetida.flatMap({ d.identificador.acta(clave: $0, eleccion: pedido.eleccion) }),
            otra.id == acta.id
        else { throw ConsolaError(.dato, "Las dos veces que tecleó la clave no coinciden: escríbala otra vez.") }
        return (acta, .tecleada)
    }

    // MARK: Refuse

    @Sendable func rechazar(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let pedido = try await CuerpoJSON.leer(Peticion.self, request)
        let acto = try acto(pedido, p)
        return try await enHilo {
            if let recibo = try d.mesa.rechazar(pedido.recepcion, motivo: pedido.motivo ?? "", acto) {
                return try negar(recibo, nil)
            }
            return try .json(
                Respuesta(resultado: "rechazada", mensaje: "La imagen se repite: digitalice el acta de nuevo."))
        }
    }

    @Sendable func apartar(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let pedido = try await CuerpoJSON.leer(Peticion.self, request)
        let acto = try acto(pedido, p)
        let informe = Informe(
            problemas: (pedido.problemas ?? []).compactMap(Problema.init), accion: pedido.accion ?? "")
        return try await enHilo {
            _ = try recepcion(pedido.recepcion, de: acto.centro)
            do {
                if let recibo = try d.mesa.reportarFueraDeCatalogo(recepcion: pedido.recepcion, informe, acto) {
                    return try negar(recibo, nil)
                }
            } catch let error as AlmacenError where error.codigo == .restriccion {
                throw ConsolaError(.dato, error.mensaje)
            }
            return try .json(
                Respuesta(resultado: "excepcion", mensaje: "Enviada a excepción: la supervisión decide."))
        }
    }
}
