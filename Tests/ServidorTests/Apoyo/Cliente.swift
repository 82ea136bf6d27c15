import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// What came back over the wire, byte for byte.
struct Respuesta: Sendable {
    let estado: Int
    /// By name in lower case.
    let cabeceras: [String: String]
    let cuerpo: [UInt8]

    var texto: String { String(decoding: cuerpo, as: UTF8.self) }
    subscript(_ nombre: String) -> String? { cabeceras[nombre.lowercased()] }
}

struct FallaDeCliente: Error, CustomStringConvertible {
    let description: String
    init(_ texto: String) { description = texto }
}

/// A client that sends what the test says without mending it: no normalised paths, no hidden headers.
///
/// It blocks in a thread of its own, so that the server keeps its own. `@unchecked Sendable`: a test makes one request at a time.
final class Cliente: @unchecked Sendable {
    private let descriptor: Int32
    private var recibido: [UInt8] = []

    init(puerto: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw FallaDeCliente("no hay conexiones") }
        var espera = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &espera, socklen_t(MemoryLayout<timeval>.size))
        var direccion = sockaddr_in()
        direccion.sin_family = sa_family_t(AF_INET)
        direccion.sin_port = in_port_t(UInt16(puerto).bigEndian)
        direccion.sin_addr.s_addr = inet_addr("127.0.0.1")
        let conectado = withUnsafePointer(to: &direccion) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard conectado == 0 else {
            close(descriptor)
            throw FallaDeCliente("no se pudo conectar")
        }
    }

    deinit { close(descriptor) }

    /// - Parameter objetivo: the bytes of the request target, as they go in the first line.
    func pedir(_ metodo: String, _ objetivo: [UInt8], _ cabeceras: [String: String] = [:]) async throws -> Respuesta {
        try await enSuHilo { try $0.enviar(metodo, objetivo, cabeceras) }
    }

    /// Sends bytes as they are; what is answered is read with `siguiente`.
    func mandar(_ texto: String) throws {
        let bytes = Array(texto.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw FallaDeCliente("no se pudo enviar")
        }
    }

    /// The next answer.
    func siguiente() async throws -> Respuesta { try await enSuHilo { try $0.leer(sinCuerpo: false) } }

    /// Waits until something of an answer is here, and reads no more.
    func empiece() async throws { try await enSuHilo { try $0.recibir() } }

    private func enSuHilo<T: Sendable>(_ hacer: @escaping @Sendable (Cliente) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuacion in
            Thread.detachNewThread { continuacion.resume(with: Result { try hacer(self) }) }
        }
    }

    private func enviar(_ metodo: String, _ objetivo: [UInt8], _ cabeceras: [String: String]) throws -> Respuesta {
        var mensaje = Array("\(metodo) ".utf8) + objetivo + Array(" HTTP/1.1\r\nHost: prep.example\r\n".utf8)
        for (nombre, valor) in cabeceras { mensaje += Array("\(nombre): \(valor)\r\n".utf8) }
        mensaje += [13, 10]
        guard send(descriptor, mensaje, mensaje.count, Int32(MSG_NOSIGNAL)) == mensaje.count else {
            throw FallaDeCliente("no se pudo enviar")
        }
        return try leer(sinCuerpo: metodo == "HEAD")
    }

    func pedir(_ metodo: String, _ objetivo: String, _ cabeceras: [String: String] = [:]) async throws -> Respuesta {
        try await pedir(metodo, Array(objetivo.utf8), cabeceras)
    }

    private func leer(sinCuerpo: Bool) throws -> Respuesta {
        let fin: [UInt8] = [13, 10, 13, 10]
        while recibido.firstRange(of: fin) == nil { try recibir() }
        guard let corte = recibido.firstRange(of: fin) else { throw FallaDeCliente("sin cabeceras") }
        let lineas = String(decoding: recibido[..<corte.lowerBound], as: UTF8.self).split(separator: "\r\n")
        recibido.removeSubrange(..<corte.upperBound)
        guard let estado = lineas.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw FallaDeCliente("la respuesta no empieza como HTTP: \(lineas.first ?? "")")
        }
        var cabeceras: [String: String] = [:]
        for linea in lineas.dropFirst() {
            guard let dos = linea.firstIndex(of: ":") else { throw FallaDeCliente("cabecera ilegible: \(linea)") }
            cabeceras[linea[..<dos].lowercased()] = linea[linea.index(after: dos)...].trimmingCharacters(
                in: .whitespaces)
        }
        if sinCuerpo || estado == 304 || estado == 204 {
            return Respuesta(estado: estado, cabeceras: cabeceras, cuerpo: [])
        }
        if cabeceras["transfer-encoding"] == "chunked" {
            return Respuesta(estado: estado, cabeceras: cabeceras, cuerpo: try trozos())
        }
        guard let largo = cabeceras["content-length"].flatMap({ Int($0) }) else {
            throw FallaDeCliente("sin Content-Length")
        }
        while recibido.count < largo { try recibir() }
        let cuerpo = Array(recibido.prefix(largo))
        recibido.removeFirst(largo)
        return Respuesta(estado: estado, cabeceras: cabeceras, cuerpo: cuerpo)
    }

    private func trozos() throws -> [UInt8] {
        var cuerpo: [UInt8] = []
        while true {
            while recibido.firstRange(of: [13, 10]) == nil { try recibir() }
            guard let corte = recibido.firstRange(of: [13, 10]),
                let largo = Int(String(decoding: recibido[..<corte.lowerBound], as: UTF8.self), radix: 16)
            else { throw FallaDeCliente("trozo ilegible") }
            recibido.removeSubrange(..<corte.upperBound)
            while recibido.count < largo + 2 { try recibir() }
            cuerpo += recibido.prefix(largo)
            recibido.removeFirst(largo + 2)
            if largo == 0 { return cuerpo }
        }
    }

    private func recibir() throws {
        var trozo = [UInt8](repeating: 0, count: 65_536)
        let n = recv(descriptor, &trozo, trozo.count, 0)
        guard n > 0 else { throw FallaDeCliente(n == 0 ? "el servidor cerró" : "el servidor no contestó") }
        recibido += trozo.prefix(n)
    }
}
