import Almacen
import Electoral
import HTTPTypes
import Hummingbird
import Operacion

/// What is done about a difusor: a call, a suspension, a test, and its return with two people.
struct ActosDeDifusion: Sendable {
    let c: ConsolaDeDifusion

    private typealias Acto = Mesa.ActoDeDifusion

    func montar(en r: Ruteador) {
        r.montar(.post, "/difusion/{clave}/llamada", para: DeDifusion.self) { _, p in
            let f = p.formulario
            guard let resultado = LlamadaADifusor.Resultado(rawValue: f["resultado"]) else {
                return try await devuelta(p, "Elija cómo terminó la llamada.", .unprocessableContent)
            }
            let llamada = LlamadaADifusor(con: f["con"], resultado: resultado, texto: f["texto"])
            return try await hacer(p) { (mesa, acto, _) in try mesa.anotar(llamada, acto) }
        }
        r.montar(.post, "/difusion/{clave}/suspension", para: DeDifusion.self) { _, p in
            let motivo = p.formulario["motivo"]
            return try await hacer(p) { (mesa, acto, _) in try mesa.suspender(motivo: motivo, acto) }
        }
        r.montar(.post, "/difusion/{clave}/prueba", para: DeDifusion.self) { _, p in
            try await hacer(p) { (mesa, acto, visto) in
                if let registrado = visto.registrado, !registrado.seTransmite {
                    throw AlmacenError(.rechazado, "Faltan los datos de su servidor: regístrelos antes de probar.")
                }
                try mesa.pedirPrueba(acto)
            }
        }
        r.montar(.post, "/difusion/{clave}/reactivacion", para: DeDifusion.self) { _, p in
            let motivo = p.formulario["motivo"]
            return try await hacer(p) { (mesa, acto, visto) in
                try mesa.pedirReactivacion(nombre: visto.nombre, motivo: motivo, acto)
            }
        }
        r.montar(.post, "/difusion/{clave}/autorizacion", para: DeDifusion.self, autorizar)
    }

    /// Does something about the difusor of an address, and shows it again.
    private func hacer(
        _ p: Con<DeDifusion>, _ cuerpo: @escaping @Sendable (Mesa, Mesa.ActoDeDifusion, DifusorVisto) throws -> Void
    ) async throws -> Response {
        let (visto, _) = try await c.difusor(p)
        let clave = p.formulario["clave"]
        guard (8...80).contains(clave.utf8.count) else {
            return try await devuelta(p, "Vuelva a abrir la página.", .unprocessableContent)
        }
        let acto = Mesa.ActoDeDifusion(
            difusor: visto.clave, clave: clave, persona: p.identidad.persona, rol: p.identidad.rol,
            instante: c.d.ahora())
        let mesa = c.d.mesa
        do {
            try await enHilo { try cuerpo(mesa, acto, visto) }
        } catch let error as AlmacenError where [.rechazado, .restriccion].contains(error.codigo) {
            return try await devuelta(p, error.frase, error.codigo == .rechazado ? .unprocessableContent : .conflict)
        }
        return .ir(visto.ruta)
    }

    @Sendable private func autorizar(_ request: Request, _ p: Con<DeDifusion>) async throws -> Response {
        let (visto, _) = try await c.difusor(p)
        let (id, identidad, ahora) = (Int(p.formulario["orden"]) ?? 0, p.identidad, c.d.ahora())
        let (mesa, inicio) = (c.d.mesa, c.d.proceso.inicioAcopio)
        do {
            try await enHilo {
                // Its own requests alone: other orders are authorised where they are told whole.
                let suya = try mesa.almacen.ordenes().first { $0.id == id }
                guard let suya, suya.tipo == .reactivacion,
                    ReactivacionDeDifusor(detalle: suya.detalle)?.difusor == visto.clave
                else { throw AlmacenError(.restriccion, "no hay esa petición de «\(visto.nombre)»") }
                try mesa.autorizar(
                    orden: id, identidad.persona, rol: identidad.rol, instante: ahora, noAntesDe: inicio)
            }
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return try await devuelta(p, "No se autorizó: \(error.mensaje).", .conflict)
        }
        let regresar = Enlace.interno(p.formulario["regresar"])
        return .ir(regresar == "/" ? visto.ruta : regresar)
    }

    private func devuelta(
        _ p: Con<DeDifusion>, _ error: String, _ estado: HTTPResponse.Status
    ) async throws -> Response {
        .pagina(try await c.uno(p, escrito: p.formulario, error: error), estado: estado)
    }
}
