import AsyncHTTPClient
import Electoral
import Foundation
import NIOCore
import NIOHTTP1

/// Reads files of a public site, as anybody would: no cookies, no credentials, few redirections, a size that is not
/// exceeded and a time that ends.
package struct ClienteWeb: Sendable {
    enum Respuesta: Sendable {
        /// With what the site calls this version of it, when it does.
        case archivo([UInt8], etiqueta: String?)
        /// It is the version that was asked about.
        case igual
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

    /// - Parameters:
    ///   - url: address of the folder of the tree, ending in a slash.
    ///   - salvo: version that need not be sent again.
    /// - Throws: `.conexion` when the site does not answer, or sends more than `maximo`.
    func leer(
        _ ruta: String, de url: String, maximo: Int, salvo etiqueta: String? = nil, segundos: Int64 = 60
    ) async throws(DifusionError) -> Respuesta {
        var peticion = HTTPClientRequest(url: url + ruta)
        peticion.headers.add(name: "User-Agent", value: "prep-difusion")
        // What intermediaries keep is not what the site serves.
        peticion.headers.add(name: "Cache-Control", value: "no-cache")
        if let etiqueta { peticion.headers.add(name: "If-None-Match", value: etiqueta) }
        do {
            let leida = try await conPlazo(.seconds(segundos)) { [peticion] () -> Respuesta in
                let respuesta = try await cliente.execute(peticion, timeout: .seconds(segundos))
                if etiqueta != nil, respuesta.status == .notModified { return .igual }
                guard respuesta.status == .ok else { return .estado(Int(respuesta.status.code)) }
                return .archivo(
                    [UInt8](buffer: try await respuesta.body.collect(upTo: maximo)),
                    etiqueta: Self.etiqueta(respuesta.headers))
            }
            guard let leida else {
                throw DifusionError(.conexion, "\(Self.sitio(url)): no termina de enviar «\(ruta)»")
            }
            return leida
        } catch let error as DifusionError {
            throw error
        } catch is NIOTooManyBytesError {
            throw DifusionError(.conexion, "«\(ruta)» pesa más de lo que debe")
        } catch {
            throw DifusionError(.conexion, "\(Self.sitio(url)): \(Self.motivo(error))")
        }
    }

    /// What a site calls a version, if it is of before this moment: servers name versions by the second in which they
    /// were written and their size, and another may come within that second.
    private static func etiqueta(_ cabezas: HTTPHeaders) -> String? {
        func hora(_ nombre: String) -> Instante? { cabezas.first(name: nombre).flatMap(Self.hora) }
        guard let ahora = hora("Date"), let escrito = hora("Last-Modified"), ahora >= escrito + 2 else {
            return nil
        }
        return cabezas.first(name: "ETag")
    }

    private static let meses = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads `Sun, 06 Jun 2027 02:15:59 GMT`.
    private static func hora(_ texto: String) -> Instante? {
        let partes = texto.split(separator: " ")
        guard partes.count == 6, partes[5] == "GMT", let mes = meses.firstIndex(of: String(partes[2])) else {
            return nil
        }
        let numeros = (partes[4].split(separator: ":") + [partes[1], partes[3]]).compactMap { Int($0) }
        guard numeros.count == 5 else { return nil }
        return FechaHora(
            anio: numeros[4], mes: mes + 1, dia: numeros[3], hora: numeros[0], minuto: numeros[1], segundo: numeros[2]
        )?.instante(en: Huso(minutos: 0))
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
        case .archivo(let bytes, _): return bytes
        case .igual: throw DifusionError(.conexion, "\(ClienteWeb.sitio(url)) contestó lo que no se le preguntó")
        case .estado(let codigo):
            throw DifusionError(.arbol, "\(ClienteWeb.sitio(url)) no tiene «\(ruta)» (HTTP \(codigo))")
        }
    }
}
