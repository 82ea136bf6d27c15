import Foundation

/// What readers of a suspended difusor find instead of results that are no longer kept up (dominio 8.2, D19).
struct PaginaDeAviso {
    let nombre: String
    /// Of the institute's own site.
    let url: String?

    var bytes: [UInt8] {
        let liga =
            url.map {
                "<p><a href=\"\(Self.escapado($0))\">Consulte los resultados en el sitio oficial del PREP</a></p>\n"
            } ?? ""
        return Array(
            """
            <!DOCTYPE html>
            <html lang="es-MX">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>PREP: difusión interrumpida en este sitio</title>
            </head>
            <body>
            <main>
            <h1>Este sitio dejó de recibir los resultados del PREP</h1>
            <p>La difusión por \(Self.escapado(nombre)) está interrumpida mientras se restablece su conexión. Las cifras que \
            mostraba podrían no ser las últimas y por eso se retiraron.</p>
            \(liga)</main>
            </body>
            </html>

            """.utf8)
    }

    private static func escapado(_ texto: String) -> String {
        texto.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
    }
}
