import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves a public tree: files only, no database, nothing of the operation.
///
/// Trust statement: trusted for nothing. What it serves is checked by the signed pointer; an attacker who controls it
/// can stop serving or serve an old tree, and readers see the age of the corte.
public struct SitioPublico: Sendable {
    private let carpeta: String
    private let anfitrion: String
    private let puerto: Int

    public init(carpeta: String, anfitrion: String, puerto: Int) {
        self.carpeta = carpeta
        self.anfitrion = anfitrion
        self.puerto = puerto
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter alEscuchar: called once the port is open, with its number.
    public func servir(alEscuchar: @escaping @Sendable (Int) -> Void) async throws {
        var bitacora = Logger(label: "prep.publico")
        bitacora.logLevel = .critical
        let aplicacion = Application(
            responder: ArchivosPublicos(carpeta: carpeta),
            // Without an idle time-out a client that drips its headers would hold a connection for ever.
            server: .http1(configuration: .init(idleTimeout: .seconds(30))),
            configuration: .init(address: .hostname(anfitrion, port: puerto), serverName: "prep"),
            onServerRunning: { canal in alEscuchar(canal.localAddress?.port ?? 0) },
            logger: bitacora)
        try await aplicacion.runService()
    }
}

/// Answers GET and HEAD with the files of a folder.
public struct ArchivosPublicos: HTTPResponder {
    public typealias Context = BasicRequestContext

    private let carpeta: String
    private let archivos = FileIO()

    init(carpeta: String) { self.carpeta = carpeta }

    public func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.error(.methodNotAllowed, "Método no admitido.", [.allow: "GET, HEAD"])
        }
        let conCuerpo = request.method == .get
        guard let ruta = RutaPublica(request.uri.path) else {
            return Self.error(.badRequest, "Dirección no válida.", conCuerpo: conCuerpo)
        }
        var relativa = ruta.relativa
        if Self.esCarpeta(carpeta + "/" + relativa) {
            guard ruta.terminaEnDiagonal else {
                return Response(status: .movedPermanently, headers: Self.cabeceras([.location: "/\(relativa)/"]))
            }
            relativa = relativa.isEmpty ? "index.html" : relativa + "/index.html"
        }
        let completa = carpeta + "/" + relativa
        guard estaDentro(completa), let archivo = Archivo(completa) else {
            return Self.error(.notFound, "No existe esa página. Vuelva al inicio: /", conCuerpo: conCuerpo)
        }
        var cabeceras = Self.cabeceras([
            .contentType: Self.tipo(relativa), .cacheControl: Self.cache(relativa), .eTag: archivo.etiqueta,
            .contentLength: String(archivo.bytes),
        ])
        if let conocida = request.headers[.ifNoneMatch], Self.coincide(conocida, archivo.etiqueta) {
            cabeceras[.contentLength] = nil
            return Response(status: .notModified, headers: cabeceras)
        }
        if request.method == .head { return Response(status: .ok, headers: cabeceras) }
        let cuerpo = try await archivos.loadFile(path: completa, context: context)
        cabeceras[.contentLength] = nil
        return Response(status: .ok, headers: cabeceras, body: cuerpo)
    }

    // MARK: Headers

    private static func cabeceras(_ propias: HTTPFields) -> HTTPFields {
        var todas = propias
        if let politica = HTTPField.Name("Content-Security-Policy") {
            todas[politica] =
                "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; "
                + "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
        }
        todas[.xContentTypeOptions] = "nosniff"
        if let remitente = HTTPField.Name("Referrer-Policy") { todas[remitente] = "no-referrer" }
        return todas
    }

    /// - Parameter conCuerpo: false for HEAD, whose answers never have one.
    private static func error(
        _ estado: HTTPResponse.Status, _ texto: String, _ extra: HTTPFields = [:], conCuerpo: Bool = true
    ) -> Response {
        var campos = cabeceras(extra)
        campos[.contentType] = "text/plain; charset=utf-8"
        campos[.cacheControl] = "no-store"
        let cuerpo = ByteBuffer(string: texto + "\n")
        guard conCuerpo else {
            campos[.contentLength] = String(cuerpo.readableBytes)
            return Response(status: estado, headers: campos)
        }
        return Response(status: estado, headers: campos, body: .init(byteBuffer: cuerpo))
    }

    /// Links inside the tree may not lead out of it.
    private func estaDentro(_ ruta: String) -> Bool {
        let raiz = URL(fileURLWithPath: carpeta).resolvingSymlinksInPath().path
        return URL(fileURLWithPath: ruta).resolvingSymlinksInPath().path.hasPrefix(raiz + "/")
    }

    /// Files named by their content never change; pages and the pointer are asked about each time.
    private static func cache(_ ruta: String) -> String {
        let inmutables = ["datos/", "actas/", "bases/", "cambios/", "cortes/", "manifiestos/", "recursos/"]
        return inmutables.contains { ruta.hasPrefix($0) } ? "public, max-age=31536000, immutable" : "public, no-cache"
    }

    private static func tipo(_ ruta: String) -> String {
        switch ruta.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "json": "application/json; charset=utf-8"
        case "ndjson": "application/x-ndjson; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "nota": "text/plain; charset=utf-8"
        case "jpg": "image/jpeg"
        case "png": "image/png"
        case "zip": "application/zip"
        default: "application/octet-stream"
        }
    }

    private static func coincide(_ conocidas: String, _ etiqueta: String) -> Bool {
        conocidas.split(separator: ",").contains {
            let una = $0.trimmingCharacters(in: .whitespaces)
            return una == "*" || una == etiqueta || una == "W/" + etiqueta
        }
    }

    private static func esCarpeta(_ ruta: String) -> Bool {
        var es: ObjCBool = false
        return FileManager.default.fileExists(atPath: ruta, isDirectory: &es) && es.boolValue
    }
}

/// A path of the tree that cannot leave it: no `..`, no hidden or temporary files, no strange bytes.
struct RutaPublica {
    let relativa: String
    let terminaEnDiagonal: Bool

    init?(_ pedida: String) {
        guard pedida.utf8.count <= 1024, let texto = pedida.removingPercentEncoding,
            texto.utf8.allSatisfy({ $0 > 31 && $0 != 127 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        // By bytes: a slash that combines with what follows is still a slash for the file system.
        let partes = texto.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard partes.allSatisfy({ $0.utf8.first != UInt8(ascii: ".") && !$0.hasSuffix(".parcial") }) else { return nil }
        relativa = partes.joined(separator: "/")
        terminaEnDiagonal = texto.utf8.last == UInt8(ascii: "/")
    }
}

private struct Archivo {
    let bytes: Int
    let etiqueta: String

    /// Nil unless it is a regular file.
    init?(_ ruta: String) {
        guard let atributos = try? FileManager.default.attributesOfItem(atPath: ruta),
            atributos[.type] as? FileAttributeType == .typeRegular, let bytes = atributos[.size] as? Int,
            let cambio = atributos[.modificationDate] as? Date
        else { return nil }
        self.bytes = bytes
        let nodo = atributos[.systemFileNumber] as? Int ?? 0
        let micros = Int(cambio.timeIntervalSince1970 * 1_000_000)
        etiqueta = "\"\(String(bytes, radix: 36))-\(String(micros, radix: 36))-\(String(nodo, radix: 36))\""
    }
}
