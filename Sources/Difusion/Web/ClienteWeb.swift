import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Reads files of a public site, as anybody would: no cookies, no credentials, few redirections, a size that is not
/// exceeded and a time that ends.
package struct ClienteWeb: Sendable {
    enum Respuesta: Sendable {
        case archivo([UInt8])
        /// The site answered that it has it not, or something else that is no file.
        case estado(Int)
    }

    private let cliente: HTTPClient

    /// - Parameter conexiones: to one site at a time.
    package init(conexiones: Int = 8) {
        var configuracion = HTTPClient.Configuration(
            redirectConfiguration: .follow(max: 3, allowCycles: false),
            timeout: .init(connect: .seconds(10), read: .seconds(20)))
        // Whoever asks tries again when it is time to.
        configuracion.connectionPool.retryConnectionEstablishment = false
        configuracion.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = conexiones
        cliente = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuracion)
    }

    package func cerrar() async { try? await cliente.shutdown() }

    /// - Parameter url: address of the folder of the tree, ending in a slash.
    /// - Throws: `.conexion` when the site does not answer, or sends more than `maximo`.
    func leer(
        _ ruta: String, de url: String, maximo: Int, segundos: Int64 = 60
    ) async throws(DifusionError) -> Respuesta {
        var peticion = HTTPClientRequest(url: url + ruta)
        peticion.headers.add(name: "User-Agent", value: "prep-difusion")
        // What intermediaries keep is not what the site serves.
        peticion.headers.add(name: "Cache-Control", value: "no-cache")
        do {
            let respuesta = try await cliente.execute(peticion, timeout: .seconds(segundos))
            guard respuesta.status == .ok else { return .estado(Int(respuesta.status.code)) }
            return .archivo([UInt8](buffer: try await respuesta.body.collect(upTo: maximo)))
        } catch is NIOTooManyBytesError {
            throw DifusionError(.conexion, "«\(ruta)» pesa más de lo que debe")
        } catch {
            throw DifusionError(.conexion, "\(Self.sitio(url)): \(Self.motivo(error))")
        }
    }

    static func sitio(_ url: String) -> String { URL(string: url)?.host() ?? url }

    private static func motivo(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .connectTimeout?, .readTimeout?, .deadlineExceeded?: "no contesta a tiempo"
        case .remoteConnectionClosed?: "cortó la conexión"
        case .redirectLimitReached?, .redirectCycleDetected?: "redirige sin fin"
        case .invalidURL?, .emptyHost?, .emptyScheme?: "no es una dirección"
        case let otro?: "falló (\(otro.shortDescription))"
        case nil:
            String(describing: error).contains("refused")
                ? "rechaza la conexión" : "no se pudo leer (¿nombre, certificado o red?)"
        }
    }
}

/// A tree on a site.
struct ArbolEnSitio: FuenteDeArbol {
    let cliente: ClienteWeb
    let url: String

    func leer(_ ruta: String, maximo: Int) async throws(DifusionError) -> [UInt8] {
        switch try await cliente.leer(ruta, de: url, maximo: maximo) {
        case .archivo(let bytes): return bytes
        case .estado(let codigo):
            throw DifusionError(.arbol, "\(ClienteWeb.sitio(url)) no tiene «\(ruta)» (HTTP \(codigo))")
        }
    }
}
