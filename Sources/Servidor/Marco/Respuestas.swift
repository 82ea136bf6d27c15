import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Publicacion

/// The few shapes that an answer has.
extension Response {
    static func pagina(_ html: HTML, estado: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: estado, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: html.texto)))
    }

    static func json(_ valor: some Encodable, estado: HTTPResponse.Status = .ok) throws -> Response {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let datos = try codificador.encode(valor)
        return Response(
            status: estado, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: datos)))
    }

    /// Bytes for ever: their address names their content.
    static func inmutable(_ bytes: [UInt8], tipo: String, publico: Bool) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: tipo,
                .cacheControl: "\(publico ? "public" : "private"), max-age=31536000, immutable",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Bytes of this moment: their address names something that may have others tomorrow.
    static func pasajero(_ bytes: [UInt8], tipo: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: tipo, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func archivo(_ bytes: [UInt8], tipo: String, nombre: String) -> Response {
        let limpio = nombre.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        // Whoever understands the second form gets the whole name.
        let entero =
            limpio == nombre ? "" : "; filename*=UTF-8''\(Enlace.codificado(nombre).replacing("/", with: "%2F"))"
        return Response(
            status: .ok,
            headers: [
                .contentType: tipo, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(limpio)\"\(entero)",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// See the result elsewhere: a reloaded page does not repeat the act.
    static func ir(_ ruta: String) -> Response {
        Response(status: .seeOther, headers: [.location: ruta, .cacheControl: "no-store"])
    }
}

/// What programs read when something is refused.
struct RespuestaDeError: Encodable {
    let error: String
    let codigo: String
}
