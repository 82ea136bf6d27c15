import Apoyo
import Foundation

/// A real nginx in front of a folder, as difusores have it.
final class ServidorWeb {
    struct NoEscucha: Error, CustomStringConvertible { let description: String }

    let url: String
    private let programa: Programa

    /// - Parameters:
    ///   - carpeta: of this server, for its files.
    ///   - raiz: folder that it serves.
    init(en carpeta: String, sirve raiz: String) throws {
        let puerto = try Puerto.libre()
        url = "http://127.0.0.1:\(puerto)/"
        try FileManager.default.createDirectory(atPath: carpeta, withIntermediateDirectories: true)
        try Data(
            """
            daemon off;
            master_process off;
            pid \(carpeta)/nginx.pid;
            error_log stderr warn;
            user root;
            events { worker_connections 256; }
            http {
                access_log \(carpeta)/accesos.log;
                client_body_temp_path \(carpeta)/cuerpos;
                proxy_temp_path \(carpeta)/proxy;
                fastcgi_temp_path \(carpeta)/fastcgi;
                uwsgi_temp_path \(carpeta)/uwsgi;
                scgi_temp_path \(carpeta)/scgi;
                server {
                    listen 127.0.0.1:\(puerto);
                    root \(raiz);
                }
            }

            """.utf8
        ).write(to: URL(fileURLWithPath: "\(carpeta)/nginx.conf"))
        programa = try Programa(
            "/usr/sbin/nginx", ["-e", "stderr", "-c", "\(carpeta)/nginx.conf"], bitacoras: carpeta)
        for _ in 0..<200 where !Puerto.escucha(puerto) { usleep(25_000) }
        guard Puerto.escucha(puerto) else {
            let dicho = FileManager.default.contents(atPath: "\(carpeta)/errores") ?? Data()
            throw NoEscucha(description: "nginx no escucha: \(String(decoding: dicho, as: UTF8.self))")
        }
    }

    deinit {
        programa.matar()
        _ = programa.terminar()
    }
}
