import NIOCore
import NIOHTTP1
import Publicacion

/// Status and headers of an answer, ready for both versions of HTTP; only `Date` is missing.
final class Cabeza: Sendable {
    let estado: HTTPResponseStatus
    let campos: HTTPHeaders
    /// First line and fields of HTTP/1.1, without the empty line that ends them.
    let lineas: ByteBuffer

    init(_ estado: HTTPResponseStatus, _ campos: [(String, String)]) {
        self.estado = estado
        self.campos = HTTPHeaders(campos)
        var texto = "HTTP/1.1 \(estado.code) \(estado.reasonPhrase)\r\n"
        for (nombre, valor) in campos { texto += "\(nombre): \(valor)\r\n" }
        lineas = ByteBuffer(string: texto)
    }

    /// What every answer says.
    static func seguras(seIncrusta: Bool = false) -> [(String, String)] {
        [
            ("Content-Security-Policy", ArchivoPublico.seguridad(seIncrusta: seIncrusta)),
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ]
    }
}

/// What is answered to a request.
struct Contestacion: Sendable {
    enum Cuerpo: Sendable {
        case nada
        case bytes(ByteBuffer)
        /// A part of a file that is read while it is sent.
        case archivo(Abierto, Range<Int>)
    }

    let cabeza: Cabeza
    var cuerpo: Cuerpo
}

/// Short pages for what could not be answered. They say nothing of what is inside.
enum PaginaDeError {
    static let noExiste = pagina(.notFound, "No existe esa página", "Revise la dirección.")
    static let noValida = pagina(.badRequest, "Dirección no válida", "Revise la dirección.")
    static let metodo = pagina(
        .methodNotAllowed, "Método no admitido", "Este sitio sólo se consulta.", [("Allow", "GET, HEAD")])
    static let ocupado = pagina(
        .serviceUnavailable, "Esa página está cambiando", "Vuelva a pedirla en un momento.", [("Retry-After", "1")])

    static func espere(_ segundos: Int) -> Contestacion {
        pagina(
            .tooManyRequests, "Espere un momento",
            "Desde su conexión se piden más archivos por segundo de los que este sitio da.",
            [("Retry-After", String(segundos))])
    }

    static func fueraDeRango(_ bytes: Int) -> Contestacion {
        pagina(
            .rangeNotSatisfiable, "El archivo es más corto", "Pídalo completo.", [("Content-Range", "bytes */\(bytes)")]
        )
    }

    /// - Parameter ruta: as the disk has it, without escapes.
    static func mudada(a ruta: String) -> Contestacion {
        let escrita = RutaPublica.comoDireccion(ruta)
        return pagina(.movedPermanently, "Esa página está en otra dirección", "Vaya a ella.", [("Location", escrita)])
    }

    private static func pagina(
        _ estado: HTTPResponseStatus, _ titulo: StaticString, _ texto: StaticString, _ extra: [(String, String)] = []
    ) -> Contestacion {
        let html = """
            <!doctype html><html lang="es-MX"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <title>\(titulo)</title><h1>\(titulo)</h1><p>\(texto) <a href="/">Ir al inicio</a></p></html>

            """
        let cuerpo = ByteBuffer(string: html)
        return Contestacion(
            cabeza: Cabeza(
                estado,
                [
                    ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", String(cuerpo.readableBytes)),
                    ("Cache-Control", "no-store"),
                ] + extra + Cabeza.seguras()), cuerpo: .bytes(cuerpo))
    }
}
