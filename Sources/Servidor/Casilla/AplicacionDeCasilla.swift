import Crypto
import Electoral
import Foundation
import Hummingbird
import NIOCore
import Publicacion

/// The files of the application: everything that a phone keeps to work without signal.
struct AplicacionDeCasilla: Sendable {
    private let marco: Marco
    private let estilo = Recurso("casilla.css", PackageResources.casilla_css)
    private let cola = Recurso("casilla-cola.js", PackageResources.casilla_cola_js)
    private let guion = Recurso("casilla.js", PackageResources.casilla_js)

    /// Icons, at fixed addresses: the manifest names them.
    private static let iconos: [(ruta: String, tipo: String, bytes: [UInt8])] = [
        ("/icono.svg", "image/svg+xml", PackageResources.casilla_icono_svg),
        ("/icono-192.png", "image/png", PackageResources.casilla_icono_192_png),
        ("/icono-512.png", "image/png", PackageResources.casilla_icono_512_png),
    ]

    init(marco: Marco) { self.marco = marco }

    func montar(en r: Ruteador) {
        Recurso.montar([estilo, cola, guion], en: r)
        for icono in Self.iconos {
            r.abierta(.get, icono.ruta) { _, _ in Self.deUnDia(icono.bytes, icono.tipo) }
        }
        let pagina = Array(portada.texto.utf8)
        let manifiesto = Array(self.manifiesto.utf8)
        let servicio = Array(servicio(pagina).utf8)
        r.abierta(.get, "/") { _, _ in Self.siempreFresca(pagina, "text/html; charset=utf-8") }
        r.abierta(.get, "/manifiesto.webmanifest") { _, _ in
            Self.siempreFresca(manifiesto, "application/manifest+json; charset=utf-8")
        }
        r.abierta(.get, "/servicio.js") { _, _ in Self.siempreFresca(servicio, "text/javascript; charset=utf-8") }
    }

    private static func siempreFresca(_ bytes: [UInt8], _ tipo: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: tipo, .cacheControl: "no-cache"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func deUnDia(_ bytes: [UInt8], _ tipo: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: tipo, .cacheControl: "public, max-age=86400"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Nothing in it is of anybody: the list comes later, with the device's token.
    private var portada: HTML {
        let marca = marco.entorno.marca.map { "<p class=\"marca\">\($0)</p>\n" as HTML } ?? ""
        return """
            <!doctype html>
            <html lang="es-MX">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <title>\(marco.entorno.marca.map { "\($0) · " } ?? "")PREP Casilla</title>
            <meta name="theme-color" content="#f6f4f0" media="(prefers-color-scheme: light)">
            <meta name="theme-color" content="#151817" media="(prefers-color-scheme: dark)">
            <link rel="manifest" href="/manifiesto.webmanifest">
            <link rel="icon" href="/icono.svg" type="image/svg+xml">
            <link rel="apple-touch-icon" href="/icono-192.png">
            \(estilo.etiqueta)\(cola.etiqueta)\(guion.etiqueta)</head>
            <body>
            \(marca)<header>
            <p><b>PREP Casilla</b> <small>\(marco.institucion)</small></p>
            <p id="enlace" role="status">Con señal</p>
            </header>
            <p id="aviso" class="aviso" role="alert" hidden></p>
            <p id="voz" role="status"></p>
            <main id="contenido">
            <h1>PREP Casilla</h1>
            <noscript><p class="aviso mal">Esta aplicación necesita JavaScript: actívelo en los ajustes del navegador.</p></noscript>
            </main>
            <footer id="acciones" hidden></footer>
            </body>
            </html>

            """
    }

    private struct Manifiesto: Encodable {
        struct Icono: Encodable {
            let src: String
            let type: String
            let sizes: String
            let purpose: String
        }
        let id = "/"
        let name: String
        let shortName: String
        let description = "Fotografía y envío de actas desde la casilla"
        let lang = "es-MX"
        let startURL = "/"
        let scope = "/"
        let display = "standalone"
        let orientation = "portrait"
        let backgroundColor = "#f6f4f0"
        let themeColor = "#0b5f5c"
        let icons = [
            Icono(src: "/icono.svg", type: "image/svg+xml", sizes: "any", purpose: "any"),
            Icono(src: "/icono-192.png", type: "image/png", sizes: "192x192", purpose: "any"),
            Icono(src: "/icono-512.png", type: "image/png", sizes: "512x512", purpose: "any maskable"),
        ]

        enum CodingKeys: String, CodingKey {
            case id, name, description, lang, scope, display, orientation, icons
            case shortName = "short_name"
            case startURL = "start_url"
            case backgroundColor = "background_color"
            case themeColor = "theme_color"
        }
    }

    private var manifiesto: String {
        let marca = marco.entorno.marca.map { "\($0) " } ?? ""
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let datos = try? codificador.encode(
            Manifiesto(name: "\(marca)PREP Casilla · \(marco.institucion)", shortName: "\(marca)PREP Casilla"))
        return datos.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The service worker with the list of what it keeps; another list or another content is another version.
    private func servicio(_ pagina: [UInt8]) -> String {
        let archivos = ["/", estilo.ruta, cola.ruta, guion.ruta, "/manifiesto.webmanifest"] + Self.iconos.map(\.ruta)
        let propio = String(decoding: PackageResources.casilla_servicio_js, as: UTF8.self)
        let huella = SHA256.hash(data: pagina + Array((archivos.joined() + manifiesto + propio).utf8))
        let version = Array(huella).hexadecimal.prefix(12)
        let lista = archivos.map { "\"\($0)\"" }.joined(separator: ", ")
        return "const VERSION = \"\(version)\", COLA = \"\(cola.ruta)\", ARCHIVOS = [\(lista)];\n" + propio
    }
}
