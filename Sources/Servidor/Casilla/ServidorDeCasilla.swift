import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operacion

/// PREP Casilla: the listener of the phones, on the public network.
///
/// Trust statement: trusted to write down a photo as the enrolled person sent it and to say «recibida» only when it is
/// on disk. It mounts only its own routes, knows no sessions and shows no figures: who takes it gets the application and
/// nothing of the consoles. Images are looked at by `TallerDeImagenes`, never in this process.
public struct ServidorDeCasilla: Sendable {
    private let d: Dependencias
    private let guardia: Guardia
    private let recepcion: RecepcionDeFotos
    private let casillas: CasillasDelCatalogo
    private let aplicacion: AplicacionDeCasilla

    public init(_ dependencias: Dependencias) {
        d = dependencias
        guardia = Guardia(dependencias.almacen, ahora: dependencias.ahora)
        casillas = CasillasDelCatalogo(dependencias.identificador)
        recepcion = RecepcionDeFotos(d: dependencias, casillas: casillas, guardia: guardia)
        aplicacion = AplicacionDeCasilla(
            marco: Marco(
                proceso: dependencias.proceso.nombre, institucion: dependencias.proceso.institucion,
                entorno: dependencias.entorno, huso: dependencias.proceso.huso, reglas: Puerta.Reglas(),
                ahora: dependencias.ahora))
    }

    /// Every route of this listener; there is no other.
    private func ruteador() -> Ruteador {
        let r = Ruteador()
        aplicacion.montar(en: r)
        r.abierta(.post, "/inscribir", inscribir)
        r.deTelefono(.get, "/casillas", guardia) { _, p in
            let (casillas, almacen, ahora) = (self.casillas, d.almacen, d.ahora())
            return try Response.json(try await enHilo { try casillas.lista(de: p.portador, almacen, ahora: ahora) })
        }
        recepcion.montar(en: r)
        return r
    }

    package func responder() -> some HTTPResponder<Peticion> {
        ruteador().responder([CabecerasSeguras(), ErroresDeCasilla()])
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter alEscuchar: called once the port is open, with its number.
    public func servir(_ puerto: PuertoSeguro, alEscuchar: @escaping @Sendable (Int) -> Void) async throws {
        try await puerto.servir(responder(), alEscuchar: alEscuchar)
    }

    // MARK: Enrolment

    private struct Solicitud: Decodable {
        let codigo: String
        let ficha: String?
    }

    private struct Inscripcion: Encodable {
        let ficha: String
        let persona: ListaDeCasillas.Quien
        let casillas: [String]
        let lista: ListaDeCasillas
    }

    @Sendable private func inscribir(_ request: Request, _ peticion: Peticion) async throws -> Response {
        let cuerpo = try await request.body.collect(upTo: 1 << 12)
        guard let solicitud = try? JSONDecoder().decode(Solicitud.self, from: Data(cuerpo.readableBytesView)),
            solicitud.ficha.map(Guardia.esFicha) ?? true
        else { throw ErrorDeCasilla.peticion }
        let ficha = solicitud.ficha ?? [UInt8].alAzar(32).hexadecimal
        let portador = try await guardia.inscribir(
            codigo: solicitud.codigo, ficha: ficha, direccion: peticion.direccion)
        let (casillas, almacen, ahora) = (self.casillas, d.almacen, d.ahora())
        let lista = try await enHilo { try casillas.lista(de: portador, almacen, ahora: ahora) }
        return try Response.json(
            Inscripcion(ficha: ficha, persona: lista.persona, casillas: lista.casillas.map(\.clave), lista: lista))
    }
}
