import Foundation
import Testing

/// The public site: files of the tree, with the headers that phones, caches and mirrors need.
@Suite struct ArchivosPublicosTests {
    @Test func `cada archivo sale con sus bytes y el tipo de su contenido`() async throws {
        try await Sitio.servir { (visita) async throws in
            let tipos = [
                "avance.html": "text/html; charset=utf-8", "corte.nota": "text/plain; charset=utf-8",
                "corte.json": "application/json; charset=utf-8",
                "cambios/0001.ndjson": "application/x-ndjson; charset=utf-8",
                "recursos/prep-abc.css": "text/css; charset=utf-8", "actas/050001B01002-abababababab.jpg": "image/jpeg",
                "recursos/logo.png": "image/png", "bases/20270606_2000_PREP_COAH.zip": "application/zip",
                "sin-extension": "application/octet-stream",
                "mapa.geojson": "application/geo+json; charset=utf-8", "base.csv": "text/csv; charset=utf-8",
                "LEEME.txt": "text/plain; charset=utf-8", "firma.pub": "text/plain; charset=utf-8",
                "corte.sig": "text/plain; charset=utf-8", "recursos/mapa.svg": "image/svg+xml; charset=utf-8",
                "recursos/vivo.js": "text/javascript; charset=utf-8", "actas/a.webp": "image/webp",
                "ayun/001/actas/050001B01002.html": "text/html; charset=utf-8",
            ]
            for (ruta, tipo) in tipos {
                let r = try await visita.get("/\(ruta)")
                #expect(r.estado == 200, "\(ruta)")
                #expect(r["Content-Type"] == tipo, "\(ruta)")
                #expect(r.texto == Sitio.archivos[ruta], "\(ruta)")
            }
        }
    }

    @Test func `la raíz y cada carpeta dan su index, y sin diagonal llevan a ella`() async throws {
        try await Sitio.servir { (visita) async throws in
            for (ruta, archivo) in ["/": "index.html", "/ayun/": "ayun/index.html", "//": "index.html"] {
                let r = try await visita.get(ruta)
                #expect(r.estado == 200 && r.texto == Sitio.archivos[archivo], "\(ruta)")
                #expect(r["Content-Type"] == "text/html; charset=utf-8")
            }
            let r = try await visita.get("/ayun")
            #expect(r.estado == 301)
            #expect(r["Location"] == "/ayun/")
            // Never to another place.
            #expect(try await visita.get("//ayun").cabeceras["location"] == "/ayun/")
            #expect(try await visita.get("/datos/").estado == 404)
        }
    }

    @Test func `los datos inmutables se guardan para siempre y lo demás se pregunta cada vez`() async throws {
        try await Sitio.servir { (visita) async throws in
            for ruta in Sitio.archivos.keys
            where !ruta.contains("/.") && !ruta.hasPrefix(".") && !ruta.hasSuffix(".parcial") {
                let carpeta = String(ruta.split(separator: "/").first ?? "")
                let inmutable = ["datos", "actas", "bases", "cortes", "manifiestos", "recursos"].contains(
                    carpeta)
                let r = try await visita.get("/\(ruta)")
                #expect(
                    r["Cache-Control"] == (inmutable ? "public, max-age=31536000, immutable" : "public, no-cache"),
                    "\(ruta)")
            }
            // The folder `actas/` of a unit holds pages, which do change.
            #expect(try await visita.get("/ayun/001/actas/050001B01002.html")["Cache-Control"] == "public, no-cache")
        }
    }

    @Test func `quien ya tiene el archivo recibe 304 sin cuerpo`() async throws {
        try await Sitio.servir { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            let etiqueta = try #require(try await cliente.pedir("GET", "/index.html")["ETag"])
            #expect(etiqueta.hasPrefix("\"") && etiqueta.hasSuffix("\"") && etiqueta.count > 4)
            for conocida in [etiqueta, "W/\(etiqueta)", "\"otra\", \(etiqueta)", "*"] {
                let r = try await cliente.pedir("GET", "/index.html", ["If-None-Match": conocida])
                #expect(r.estado == 304, "\(conocida)")
                #expect(r["ETag"] == etiqueta)
                #expect(r["Cache-Control"] == "public, no-cache")
            }
            for otra in ["\"otra\"", String(etiqueta.dropLast()), ""] {
                #expect(try await cliente.pedir("GET", "/index.html", ["If-None-Match": otra]).estado == 200, "\(otra)")
            }
            #expect(try await cliente.pedir("HEAD", "/index.html", ["If-None-Match": etiqueta]).estado == 304)
        }
    }

    @Test func `al reemplazarse un archivo cambia su etiqueta aunque mida lo mismo`() async throws {
        try await Sitio.servir { (visita) async throws in
            let antes = try #require(try await visita.get("/corte.nota")["ETag"])
            #expect(try await visita.get("/corte.nota")["ETag"] == antes)
            let ruta = "\(visita.arbol)/corte.nota"
            let nuevo = (Sitio.archivos["corte.nota"] ?? "").replacing("corte 1", with: "corte 2")
            try Data(nuevo.utf8).write(to: URL(fileURLWithPath: ruta), options: .atomic)
            let r = try await visita.get("/corte.nota", ["If-None-Match": antes])
            #expect(r.estado == 200)
            #expect(r["ETag"] != antes)
            #expect(r.texto == nuevo)
        }
    }

    @Test func `HEAD da las cabeceras de GET y ningún cuerpo, exista o no`() async throws {
        try await Sitio.servir { (visita) async throws in
            let get = try await visita.get("/ayun/")
            let cliente = try Cliente(puerto: visita.puerto)
            let head = try await cliente.pedir("HEAD", "/ayun/")
            #expect(head.estado == 200)
            for nombre in ["Content-Type", "ETag", "Cache-Control", "Content-Security-Policy"] {
                #expect(head[nombre] == get[nombre])
            }
            #expect(head["Content-Length"] == String(get.cuerpo.count))
            // Whatever HEAD answers, the next answer of the connection begins where it must.
            for (ruta, estado) in [("/no-hay.html", 404), ("/ayun", 301), ("/..", 400), ("/index.html", 200)] {
                #expect(try await cliente.pedir("HEAD", ruta).estado == estado, "\(ruta)")
                let siguiente = try await cliente.pedir("GET", "/index.html")
                #expect(siguiente.estado == 200, "después de HEAD \(ruta)")
                #expect(siguiente.texto == Sitio.archivos["index.html"], "después de HEAD \(ruta)")
            }
        }
    }

    @Test func `lo que no es GET ni HEAD se rechaza y dice qué se admite`() async throws {
        try await Sitio.servir { (visita) async throws in
            for metodo in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
                let r = try await visita.pedir(metodo, "/index.html", ["Content-Length": "0"])
                #expect(r.estado == 405, "\(metodo)")
                #expect(r["Allow"] == "GET, HEAD", "\(metodo)")
            }
            #expect(try await visita.get("/index.html").texto == Sitio.archivos["index.html"])
        }
    }

    @Test func `toda respuesta lleva las cabeceras de seguridad`() async throws {
        try await Sitio.servir { (visita) async throws in
            let respuestas = [
                try await visita.get("/"), try await visita.get("/no-hay"), try await visita.get("/ayun"),
                try await visita.get("/.."),
                try await visita.pedir("POST", "/", ["Content-Length": "0"]), try await visita.get("/corte.json"),
                try await visita.pedir("HEAD", "/"),
            ]
            #expect(respuestas.map(\.estado) == [200, 404, 301, 400, 405, 200, 200])
            for r in respuestas {
                let politica = try #require(r["Content-Security-Policy"])
                for parte in [
                    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'",
                    "connect-src 'self'", "frame-src 'self'", "form-action 'self'", "base-uri 'none'",
                    "frame-ancestors 'self'",
                ] {
                    #expect(politica.split(separator: "; ").contains { $0 == parte }, "\(r.estado): \(parte)")
                }
                #expect(politica.split(separator: "; ").count == 9 && !politica.contains("unsafe"))
                #expect(r["X-Content-Type-Options"] == "nosniff")
                #expect(r["Referrer-Policy"] == "no-referrer")
                #expect(r["Set-Cookie"] == nil)
            }
        }
    }

    @Test func `el error de página es breve, en español y no cuenta nada de adentro`() async throws {
        try await Sitio.servir { (visita) async throws in
            for ruta in ["/no-hay", "/datos/no-hay.json", "/index.html/x", "/\(String(repeating: "a", count: 900))"] {
                let r = try await visita.get(ruta)
                #expect(r.estado == 404, "\(ruta)")
                #expect(r.texto.contains("<h1>No existe esa página</h1>") && r.texto.contains("href=\"/\""))
                #expect(r["Content-Type"] == "text/html; charset=utf-8")
                #expect(r["Cache-Control"] == "no-store")
                #expect(!r.texto.contains(visita.arbol) && !r.cabeceras.values.contains { $0.contains(visita.arbol) })
            }
            #expect(try await visita.get("/\(String(repeating: "a", count: 2000))").estado == 400)
        }
    }

    @Test func `una consulta en la dirección no cambia el archivo`() async throws {
        try await Sitio.servir { (visita) async throws in
            #expect(try await visita.get("/corte.json?t=1234").texto == Sitio.archivos["corte.json"])
            #expect(try await visita.get("/?../../firma.clave").texto == Sitio.archivos["index.html"])
            #expect(try await visita.get("/ayun?x=1")["Location"]?.hasPrefix("/ayun/") == true)
        }
    }

    @Test func `un archivo grande llega entero y muchas visitas a la vez también`() async throws {
        let grande = String(repeating: "0123456789abcdef\n", count: 200_000)
        try await Sitio.servir(preparar: { try Sitio.escribir(grande, en: "\($0)/grande.json") }) {
            (visita) async throws in
            let r = try await visita.get("/grande.json")
            #expect(r.cuerpo.count == grande.utf8.count)
            #expect(r.texto == grande)
            let cliente = try Cliente(puerto: visita.puerto)
            for _ in 0..<200 {
                #expect(try await cliente.pedir("GET", "/corte.json").texto == Sitio.archivos["corte.json"])
            }
        }
    }
}
