import Foundation
import Publicacion
import Servidor

/// A public tree of example in a folder of its own, beside files that nobody outside may see, and its server on a loopback port.
enum Sitio {
    static let huella = String(repeating: "ab", count: 32)

    static let archivos: [String: String] = [
        "index.html": "<!doctype html><title>Inicio</title>",
        "avance.html": "<!doctype html><title>Avance</title>",
        "corte.nota": "prep.example/2027/simulacro\ncorte 1\n",
        "corte.json": "{\"corte\":1}\n",
        "ayun/index.html": "<!doctype html><title>Ayuntamientos ñ</title>",
        "ayun/index.json": "{}\n",
        "ayun/001/actas/050001B01002.html": "<!doctype html><title>Acta</title>",
        "datos/\(huella).json": "{\"votos\":1}\n",
        "manifiestos/\(huella).json": "{}\n",
        "actas/050001B01002-abababababab.jpg": "\u{1}jpeg",
        "bases/20270606_2000_PREP_COAH.zip": "PK",
        "cambios/0001.ndjson": "{}\n",
        "cortes/20270606_2000/manifiesto.json": "{}\n",
        "recursos/prep-abc.css": "body{}",
        "recursos/logo.png": "png",
        "sin-extension": "x",
        "mapa.geojson": "{}",
        "base.csv": "a,b\n",
        "LEEME.txt": "ñ",
        "firma.pub": "clave",
        "corte.sig": "firma",
        "recursos/mapa.svg": "<svg/>",
        "recursos/vivo.js": "1",
        "actas/a.webp": "w",
        "incrustar/gub.html": "<!doctype html><title>Gubernatura</title>",
        // Never served.
        ".oculto": "SECRETO oculto",
        ".carpeta/dentro.html": "SECRETO dentro",
        "ayun/.htaccess": "SECRETO htaccess",
        "index.html.parcial": "SECRETO parcial",
        "datos/x.json.parcial": "SECRETO parcial",
    ]

    /// Beside the tree: the store and the key of the operation.
    static let afuera = [
        "firma.clave": "SECRETO clave", "prep.sqlite": "SECRETO almacén", "publico-otro/index.html": "SECRETO otro",
    ]

    /// Serves while the body runs.
    static func servir<T: Sendable>(
        ritmo: PoliticaDeRitmo? = nil, tls: (certificado: String, llave: String)? = nil,
        preparar: @Sendable (String) throws -> Void = { _ in },
        _ cuerpo: @escaping @Sendable (Visita) async throws -> T
    ) async throws -> T {
        let raiz = FileManager.default.temporaryDirectory.appendingPathComponent("servidor-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: raiz) }
        for (ruta, texto) in archivos { try escribir(texto, en: "\(raiz)/publico/\(ruta)") }
        for (ruta, texto) in afuera { try escribir(texto, en: "\(raiz)/\(ruta)") }
        let arbol = "\(raiz)/publico"
        try preparar(arbol)
        let copias = arbol + ".copias"
        let (puertos, abierto) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: T?.self) { grupo in
            grupo.addTask {
                defer { abierto.finish() }
                try await SitioPublico(
                    carpeta: arbol, copias: copias, anfitrion: "127.0.0.1", puerto: 0, tls: tls, ritmo: ritmo,
                    tambienAqui: ritmo != nil
                ).servir { abierto.yield($0) }
                return nil
            }
            grupo.addTask {
                for await puerto in puertos { return try await cuerpo(Visita(puerto: puerto, arbol: arbol)) }
                throw FallaDeCliente("el servidor no abrió")
            }
            defer { grupo.cancelAll() }
            while let resultado = try await grupo.next() { if let resultado { return resultado } }
            throw FallaDeCliente("el servidor terminó antes")
        }
    }

    static func escribir(_ texto: String, en ruta: String) throws {
        let url = URL(fileURLWithPath: ruta)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(texto.utf8).write(to: url)
    }
}

/// A visitor of the example tree; every request goes in a connection of its own.
struct Visita: Sendable {
    let puerto: Int
    let arbol: String
    var copias: String { arbol + ".copias" }

    func pedir(_ metodo: String, _ ruta: String, _ cabeceras: [String: String] = [:]) async throws -> Respuesta {
        try await Cliente(puerto: puerto).pedir(metodo, ruta, cabeceras)
    }

    func get(_ ruta: String, _ cabeceras: [String: String] = [:]) async throws -> Respuesta {
        try await pedir("GET", ruta, cabeceras)
    }
}
