/// What a path of the tree says of its file: type, whether it is worth compressing, how long it may be kept.
///
/// The only table of these: `prep publico`, the compressed copies and the shipped configuration of nginx agree with it.
package struct ArchivoPublico: Sendable, Hashable {
    package let tipo: String
    package let seComprime: Bool
    /// Read by programs of anyone, also from other sites.
    package let esDato: Bool
    package let inmutable: Bool
    /// A view made to be shown inside the page of another.
    package let seIncrusta: Bool

    package init(_ ruta: String) {
        let nombre = ruta.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ruta
        let terminacion = nombre.lastIndex(of: ".").map { String(nombre[nombre.index(after: $0)...]) } ?? ""
        let (tipo, seComprime, esDato) = Self.tabla[terminacion] ?? ("application/octet-stream", false, false)
        self.tipo = tipo
        self.seComprime = seComprime
        self.esDato = esDato
        // Pages are replaced in place wherever they are. `cambios/0001.ndjson` is of a drill today and official tomorrow.
        inmutable =
            terminacion != "html" && !nombre.hasPrefix("index.") && Self.inmutables.contains { ruta.hasPrefix($0) }
        seIncrusta = ruta.hasPrefix("incrustar/")
    }

    private static let inmutables = ["datos/", "actas/", "bases/", "cortes/", "manifiestos/", "recursos/"]

    private static let tabla: [String: (String, Bool, Bool)] = [
        "html": ("text/html; charset=utf-8", true, false),
        "css": ("text/css; charset=utf-8", true, false),
        "js": ("text/javascript; charset=utf-8", true, false),
        "svg": ("image/svg+xml; charset=utf-8", true, false),
        "txt": ("text/plain; charset=utf-8", true, false),
        "json": ("application/json; charset=utf-8", true, true),
        "ndjson": ("application/x-ndjson; charset=utf-8", true, true),
        "geojson": ("application/geo+json; charset=utf-8", true, true),
        "csv": ("text/csv; charset=utf-8", true, true),
        "nota": ("text/plain; charset=utf-8", false, true),
        "pub": ("text/plain; charset=utf-8", false, true),
        "sig": ("text/plain; charset=utf-8", false, true),
        "zip": ("application/zip", false, true),
        "jpg": ("image/jpeg", false, false),
        "png": ("image/png", false, false),
        "webp": ("image/webp", false, false),
    ]

    package var cache: String { inmutable ? "public, max-age=31536000, immutable" : "public, no-cache" }

    /// What every answer says to browsers.
    package static func seguridad(seIncrusta: Bool = false) -> String {
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors \(seIncrusta ? "*" : "'self'")"
    }
}
