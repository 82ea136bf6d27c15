import Electoral
import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// A board as Server-Sent Events: a fresh one every few seconds, of it only the sections that changed.
///
/// It ends by itself after a while so that the browser, which comes back at once, is asked again who it is. It holds
/// nothing of the store between two events.
struct EmisionDeSecciones: AsyncSequence, Sendable {
    typealias Vista = (instante: Instante, secciones: [Vigia.Fragmento])

    static let tipo = "text/event-stream"

    /// Between two boards.
    let pulso: Duration
    var eventos = 24
    /// The board in force.
    let vista: @Sendable () async throws -> Vista

    struct Evento: Encodable {
        /// Milliseconds since 1970.
        let instante: Int64
        let secciones: [String: String]
    }

    struct Iterador: AsyncIteratorProtocol {
        let emision: EmisionDeSecciones
        private var enviados = 0
        private var conocidas: [String: String] = [:]

        init(emision: EmisionDeSecciones) { self.emision = emision }

        mutating func next() async throws -> ByteBuffer? {
            guard enviados < emision.eventos else { return nil }
            if enviados > 0 {
                do {
                    try await Task.sleep(for: emision.pulso)
                } catch {
                    return nil
                }
            }
            enviados += 1
            do {
                return try evento(try await emision.vista())
            } catch is CancellationError {
                return nil
            } catch {
                // The store may be busy for a moment: the stream stays and the page shows how old its figures are.
                return ByteBuffer(string: ": sin novedad\n\n")
            }
        }

        private mutating func evento(_ vista: Vista) throws -> ByteBuffer {
            var cambiadas: [String: String] = [:]
            for fragmento in vista.secciones where conocidas[fragmento.id] != fragmento.html {
                conocidas[fragmento.id] = fragmento.html
                cambiadas[fragmento.id] = fragmento.html
            }
            let codificador = JSONEncoder()
            codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            // JSON escapes line ends inside its strings: the event is one line.
            let datos = try codificador.encode(
                Evento(instante: vista.instante.microsegundos / 1000, secciones: cambiadas))
            var salida = ByteBuffer(string: enviados == 1 ? "retry: 2000\ndata: " : "data: ")
            salida.writeBytes(datos)
            salida.writeString("\n\n")
            return salida
        }
    }

    func makeAsyncIterator() -> Iterador { Iterador(emision: self) }

    var respuesta: Response {
        Response(
            status: .ok, headers: [.contentType: Self.tipo, .cacheControl: "no-store"],
            body: .init(asyncSequence: cancelOnGracefulShutdown()))
    }
}
