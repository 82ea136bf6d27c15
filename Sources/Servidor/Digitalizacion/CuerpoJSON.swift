import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Bodies that programs of a page send.
enum CuerpoJSON {
    /// - Throws: `ConsolaError.dato` when it is not what was expected.
    static func leer<T: Decodable>(_ tipo: T.Type, _ request: Request) async throws -> T {
        let cuerpo: ByteBuffer
        do {
            cuerpo = try await request.body.collect(upTo: 1 << 16)
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge)
        }
        do {
            return try JSONDecoder().decode(tipo, from: Data(cuerpo.readableBytesView))
        } catch {
            throw ConsolaError(.dato, "La petición no se entendió: vuelva a abrir la página.")
        }
    }

    /// An idempotency key made by a page, under the name of its person: nobody takes the key of another.
    static func clave(_ texto: String, _ paso: String, de persona: Persona) throws -> String {
        guard (8...80).contains(texto.utf8.count), texto.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw ConsolaError(.dato, "Falta la clave de la operación: vuelva a abrir la página.")
        }
        return "\(paso):\(persona.id):\(texto)"
    }
}

extension Con {
    /// The centre of who asks; some steps belong to a place and not to a person alone.
    func exigirCentro() throws -> String {
        guard let centro = identidad.centro else {
            throw ConsolaError(.dato, "Su cuenta no tiene centro: pida a su coordinación que se lo asigne.")
        }
        return centro
    }
}
