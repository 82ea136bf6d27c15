import Apoyo
import Foundation
import Publicacion
import Servidor
import Testing

/// Compressed copies beside the files, ranges, and the rate that one address is given.
@Suite struct CopiasComprimidasTests {
    private static let larga =
        "<!doctype html><title>Larga</title>" + String(repeating: "<p>Sección 0001</p>\n", count: 400)

    /// A tree with a page that is worth compressing, and its copies.
    private static func conCopias(_ arbol: String) throws {
        try Sitio.escribir(larga, en: "\(arbol)/larga.html")
        let informe = copias(arbol).ponerAlDia()
        #expect(informe == .init(archivos: 1, escritas: 2, bytes: informe.bytes, fallidas: 0))
    }

    private static func copias(_ arbol: String) -> CopiasComprimidas {
        CopiasComprimidas(arbol: arbol, destino: arbol + ".copias")
    }

    private static func bytes(_ ruta: String) throws -> [UInt8] {
        [UInt8](try #require(FileManager.default.contents(atPath: ruta)))
    }

    @Test func `da la copia que el cliente admite, con su etiqueta y su codificación`() async throws {
        try await Sitio.servir(preparar: { try Self.conCopias($0) }) { (visita) async throws in
            let entera = try await visita.get("/larga.html")
            #expect(entera["Content-Encoding"] == nil && entera.texto == Self.larga)
            for (admite, codificacion, sufijo) in [
                ("gzip", "gzip", ".gz"), ("gzip, deflate, br", "br", ".br"), ("br;q=1.0, gzip;q=0.8", "br", ".br"),
                ("*", "br", ".br"), ("br;q=0, gzip", "gzip", ".gz"), ("BR", "br", ".br"),
            ] {
                let r = try await visita.get("/larga.html", ["Accept-Encoding": admite])
                #expect(r.estado == 200 && r["Content-Encoding"] == codificacion, "\(admite)")
                #expect(r.cuerpo == (try Self.bytes("\(visita.copias)/larga.html\(sufijo)")), "\(admite)")
                #expect(r["Vary"] == "Accept-Encoding")
                #expect(r["Content-Type"] == "text/html; charset=utf-8")
                #expect(r["ETag"] != entera["ETag"])
                let etiqueta = try #require(r["ETag"])
                let otra = try await visita.get("/larga.html", ["Accept-Encoding": admite, "If-None-Match": etiqueta])
                #expect(otra.estado == 304)
                let cabeza = try await visita.pedir("HEAD", "/larga.html", ["Accept-Encoding": admite])
                #expect(
                    cabeza["Content-Length"] == String(r.cuerpo.count) && cabeza["Content-Encoding"] == codificacion)
            }
            for ninguna in ["identity", "deflate", "br;q=0", "gzip;q=0.0", ""] {
                let r = try await visita.get("/larga.html", ["Accept-Encoding": ninguna])
                #expect(r["Content-Encoding"] == nil && r.texto == Self.larga, "\(ninguna)")
            }
        }
    }

    @Test func `la copia descomprimida es el archivo`() throws {
        let arbol = FileManager.default.temporaryDirectory.appendingPathComponent("copias-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: arbol) }
        try Self.conCopias(arbol)
        let fin = try Programa.correr("/usr/bin/gzip", ["-dc", "\(arbol).copias/larga.html.gz"])
        #expect(fin.salida == Self.larga)
    }

    @Test func `una copia vieja no se sirve por lo que la página dice ahora`() async throws {
        try await Sitio.servir(preparar: { try Self.conCopias($0) }) { (visita) async throws in
            #expect(try await visita.get("/larga.html", ["Accept-Encoding": "gzip"])["Content-Encoding"] == "gzip")
            let nueva = Self.larga.replacing("0001", with: "0002")
            try Data(nueva.utf8).write(to: URL(fileURLWithPath: "\(visita.arbol)/larga.html"), options: .atomic)
            // Another pointer: what was in memory is looked at again at once.
            try Data("corte 2".utf8).write(to: URL(fileURLWithPath: "\(visita.arbol)/corte.nota"), options: .atomic)
            #expect(try await visita.get("/corte.nota").texto == "corte 2")
            let r = try await visita.get("/larga.html", ["Accept-Encoding": "gzip"])
            #expect(r["Content-Encoding"] == nil && r.texto == nueva)
            #expect(Self.copias(visita.arbol).ponerAlDia().escritas == 2)
            #expect(Self.copias(visita.arbol).ponerAlDia().escritas == 0)
        }
    }

    @Test func `una copia de otros bytes no se sirve aunque tenga la misma hora y la misma medida`() async throws {
        try await Sitio.servir(preparar: { arbol in
            try Self.conCopias(arbol)
            // What a mirror leaves: other bytes of the same length, with the hour of the others.
            let ruta = "\(arbol)/larga.html"
            let hora = try #require(try FileManager.default.attributesOfItem(atPath: ruta)[.modificationDate] as? Date)
            try Data(Self.larga.replacing("0001", with: "0003").utf8).write(to: URL(fileURLWithPath: ruta))
            try FileManager.default.setAttributes([.modificationDate: hora], ofItemAtPath: ruta)
        }) { (visita) async throws in
            let r = try await visita.get("/larga.html", ["Accept-Encoding": "br, gzip"])
            #expect(r["Content-Encoding"] == nil && r.texto.contains("0003"))
            #expect(Self.copias(visita.arbol).ponerAlDia().escritas == 2)
            try Data("roto".utf8).write(to: URL(fileURLWithPath: "\(visita.copias)/larga.html.br"))
            #expect(Self.copias(visita.arbol).ponerAlDia().escritas == 1)
        }
    }

    @Test func `el árbol no recibe ni pierde un archivo, y la carpeta de nginx lo tiene con sus copias`() throws {
        let arbol = FileManager.default.temporaryDirectory.appendingPathComponent("copias-\(UUID().uuidString)").path
        defer { for r in [arbol, arbol + ".s"] { try? FileManager.default.removeItem(atPath: r) } }
        let archivos = ["larga.html": Self.larga, "corte.nota": "1", "corte.json": "1", "actas/a.jpg": "jpg"]
        for (ruta, texto) in archivos { try Sitio.escribir(texto, en: "\(arbol)/\(ruta)") }
        let servido = CopiasComprimidas(arbol: arbol, destino: arbol + ".s", conArchivos: true)
        let esperadas = Set(archivos.keys).union(["larga.html.br", "larga.html.gz"])
        let hay = { (carpeta: String) in
            Set((FileManager.default.subpaths(atPath: carpeta) ?? []).filter { $0.contains(".") })
        }
        #expect(servido.ponerAlDia().escritas == 2)
        #expect(hay(arbol + ".s") == esperadas && hay(arbol) == Set(archivos.keys))
        #expect(servido.ponerAlDia().escritas == 0)
        // Stopped after placing the file and before its copies, or with those of others: it mends both.
        for nueva in ["0002", "0003"] {
            try Sitio.escribir(Self.larga.replacing("0001", with: nueva), en: "\(arbol)/larga.html")
            let otra = CopiasComprimidas(arbol: arbol, destino: arbol + ".s", conArchivos: true)
            #expect(otra.ponerAlDia().escritas == 2)
            let bytes = try Self.bytes("\(arbol)/larga.html")
            #expect(try Self.bytes("\(arbol).s/larga.html") == bytes)
            for c in Codificacion.allCases {
                #expect(c.dice(try Self.bytes("\(arbol).s/larga.html\(c.sufijo)"), bytes))
            }
        }
        try FileManager.default.removeItem(atPath: "\(arbol)/larga.html")
        _ = servido.ponerAlDia()
        #expect(hay(arbol + ".s") == Set(archivos.keys).subtracting(["larga.html"]))
    }

    @Test func `las copias no caben dentro del árbol`() {
        #expect(CopiasComprimidas.estaDentro("/a/b/c", de: "/a/b") && CopiasComprimidas.estaDentro("/a/b", de: "/a/b"))
        #expect(!CopiasComprimidas.estaDentro("/a/b.copias", de: "/a/b"))
        #expect(CopiasComprimidas.estaDentro("/a/b/../b/c", de: "/a/b"))
    }

    @Test func `las copias no se piden por su nombre, y se van con su archivo`() async throws {
        try await Sitio.servir(preparar: { try Self.conCopias($0) }) { (visita) async throws in
            for sufijo in [".gz", ".br", "%2egz"] {
                #expect([400, 404].contains(try await visita.get("/larga.html\(sufijo)").estado))
            }
            try FileManager.default.removeItem(atPath: "\(visita.arbol)/larga.html")
            _ = Self.copias(visita.arbol).ponerAlDia()
            #expect(!FileManager.default.fileExists(atPath: "\(visita.copias)/larga.html.gz"))
            #expect(try await visita.get("/larga.html").estado == 404)
        }
    }

    @Test func `no comprime imágenes, paquetes ni lo que cabe en un envío`() throws {
        let arbol = FileManager.default.temporaryDirectory.appendingPathComponent("copias-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: arbol) }
        for nombre in ["actas/a.jpg", "bases/b.zip", "recursos/c.png"] {
            try Sitio.escribir(Self.larga, en: "\(arbol)/\(nombre)")
        }
        try Sitio.escribir("breve", en: "\(arbol)/d.html")
        #expect(Self.copias(arbol).ponerAlDia() == .init())
    }

    @Test func `un rango da su parte, del archivo tal cual, y sólo si sigue siendo el mismo`() async throws {
        let grande = String(repeating: "0123456789", count: 60_000)
        try await Sitio.servir(preparar: {
            try Self.conCopias($0)
            try Sitio.escribir(grande, en: "\($0)/bases/grande.zip")
        }) { (visita) async throws in
            let bytes = Array(grande.utf8)
            for (pedido, desde, hasta) in [
                ("bytes=0-9", 0, 9), ("bytes=599990-", 599_990, 599_999), ("bytes=-5", 599_995, 599_999),
                ("bytes=100-999999999", 100, 599_999), ("bytes=262100-262200", 262_100, 262_200),
            ] {
                let r = try await visita.get("/bases/grande.zip", ["Range": pedido, "Accept-Encoding": "gzip"])
                #expect(r.estado == 206, "\(pedido)")
                #expect(r["Content-Range"] == "bytes \(desde)-\(hasta)/600000", "\(pedido)")
                #expect(r.cuerpo == Array(bytes[desde...hasta]), "\(pedido)")
            }
            let fuera = try await visita.get("/bases/grande.zip", ["Range": "bytes=600000-"])
            #expect(fuera.estado == 416 && fuera["Content-Range"] == "bytes */600000")
            for ninguno in ["bytes=9-0", "bytes=a-b", "renglones=0-1", "bytes=0-1,5-6", "bytes=--1", "bytes=-"] {
                #expect(try await visita.get("/bases/grande.zip", ["Range": ninguno]).estado == 200, "\(ninguno)")
            }
            let chica = try await visita.get("/larga.html", ["Range": "bytes=0-14", "Accept-Encoding": "br"])
            #expect(chica.estado == 206 && chica.texto == "<!doctype html>" && chica["Content-Encoding"] == nil)
            let etiqueta = try #require(try await visita.get("/larga.html")["ETag"])
            #expect(try await visita.get("/larga.html", ["Range": "bytes=0-1", "If-Range": etiqueta]).estado == 206)
            #expect(try await visita.get("/larga.html", ["Range": "bytes=0-1", "If-Range": "\"otra\""]).estado == 200)
        }
    }

    @Test func `la fecha del archivo también sirve para preguntar si cambió`() async throws {
        try await Sitio.servir { (visita) async throws in
            let fecha = try #require(try await visita.get("/")["Last-Modified"])
            #expect(
                fecha.wholeMatch(of: /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/)
                    != nil)
            #expect(try await visita.get("/", ["If-Modified-Since": fecha]).estado == 304)
            #expect(
                try await visita.get("/", ["If-Modified-Since": fecha, "If-None-Match": "\"otra\""]).estado == 200)
        }
    }

    @Test func `a quien pide sin medida se le dice que espere, y a los demás no les pasa nada`() async throws {
        try await Sitio.servir(ritmo: PoliticaDeRitmo(porSegundo: 0, deUna: 20)) { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            var estados: [Int] = []
            for _ in 0..<30 { estados.append(try await cliente.pedir("GET", "/corte.json").estado) }
            #expect(estados.prefix(20).allSatisfy { $0 == 200 })
            let rechazada = try await cliente.pedir("GET", "/corte.json")
            #expect(rechazada.estado == 429 && Int(rechazada["Retry-After"] ?? "") ?? 0 >= 1)
            #expect(rechazada.texto.contains("Espere"))
        }
    }
}
