import Foundation
import NIOCore
import NIOEmbedded
import NIOPosix
import Publicacion
import Servidor
import Testing

/// What a connection to the public site may hold, and what counts against its address.
@Suite struct LimitesPublicosTests {
    private static let corta = "GET /corte.json HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `de lo que se pide por adelantado esperan 32, y con la última se cierra`() async throws {
        let grande = String(repeating: "0123456789abcdef\n", count: 30_000)
        try await Sitio.servir(preparar: { try Sitio.escribir(grande, en: "\($0)/grande.csv") }) {
            (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            let primera = "GET /grande.csv HTTP/1.1\r\nHost: x\r\n\r\n"
            try cliente.mandar(primera + String(repeating: Self.corta, count: 200))
            #expect(try await cliente.siguiente().texto == grande)
            for n in 1...32 {
                let r = try await cliente.siguiente()
                #expect(r.texto == Sitio.archivos["corte.json"])
                #expect((r["Connection"] == "close") == (n == 32), "\(n)")
            }
            await #expect(throws: FallaDeCliente.self) { _ = try await cliente.siguiente() }
        }
    }

    @Test func `lo que espera su turno ya se contó`() async throws {
        let politica = PoliticaDeRitmo(porSegundo: 0, deUna: 20, conexiones: 10)
        try await Sitio.servir(
            ritmo: politica, preparar: { truncate(try Self.vacio("\($0)/grande.zip"), 64 << 20) }
        ) { (visita) async throws in
            let lento = try Cliente(puerto: visita.puerto)
            let primera = "GET /grande.zip HTTP/1.1\r\nHost: x\r\n\r\n"
            try lento.mandar(primera + String(repeating: Self.corta, count: 25))
            // It does not read the rest: none of what waits can be attended.
            try await lento.empiece()
            #expect(try await visita.get("/corte.json").estado == 429)
        }
    }

    private static func vacio(_ ruta: String) throws -> String {
        try Sitio.escribir("", en: ruta)
        return ruta
    }

    @Test func `muchas respuestas de varios pedazos llegan enteras y en orden`() async throws {
        let textos = ["a", "b"].map { String(repeating: $0, count: 200_000) }
        try await Sitio.servir(preparar: { arbol in
            for (i, texto) in textos.enumerated() { try Sitio.escribir(texto, en: "\(arbol)/\(i).csv") }
        }) { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            for vuelta in 0..<10 {
                let pedidas = (0..<30).map { $0 * 7 % 5 % 2 }
                try cliente.mandar(pedidas.map { "GET /\($0).csv HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
                for pedida in pedidas {
                    let r = try await cliente.siguiente()
                    #expect(r.texto == textos[pedida], "\(vuelta)")
                }
            }
        }
    }

    @Test func `lo que no es HTTP se contesta después de lo que ya se había pedido`() async throws {
        try await Sitio.servir { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            try cliente.mandar(Self.corta + "basura\r\n\r\n")
            #expect(try await cliente.siguiente().estado == 200)
            let r = try await cliente.siguiente()
            #expect(r.estado == 400 && r["Connection"] == "close")
        }
    }

    @Test func `cabeceras de más no se leen`() async throws {
        try await Sitio.servir { (visita) async throws in
            for demas in [
                String(repeating: "X-Una: 1\r\n", count: 80), "X-Larga: \(String(repeating: "a", count: 9_000))\r\n",
                String(repeating: "X-Media: \(String(repeating: "a", count: 1_000))\r\n", count: 20),
            ] {
                let cliente = try Cliente(puerto: visita.puerto)
                try cliente.mandar("GET / HTTP/1.1\r\nHost: x\r\n\(demas)\r\n")
                let r = try await cliente.siguiente()
                #expect(r.estado == 400 && r["Connection"] == "close")
            }
        }
    }

    @Test func `también cuenta lo que se rechaza`() async throws {
        for (mensaje, estado) in [
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405), ("GET / HTTP/1.1\r\n\r\n", 400),
        ] {
            try await Sitio.servir(ritmo: PoliticaDeRitmo(porSegundo: 0, deUna: 5, conexiones: 10)) {
                (visita) async throws in
                let cliente = try Cliente(puerto: visita.puerto)
                for _ in 0..<5 {
                    try cliente.mandar(mensaje)
                    #expect(try await cliente.siguiente().estado == estado)
                }
                #expect(try await visita.get("/corte.json").estado == 429)
            }
        }
    }

    @Test func `el anfitrión se dice una vez`() async throws {
        try await Sitio.servir { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            for (mensaje, estado) in [
                ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
                ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200),
            ] {
                try cliente.mandar(mensaje)
                #expect(try await cliente.siguiente().estado == estado)
            }
            for (campos, estado) in [("", 200), ("Host: x\r\n", 200), ("Host: x\r\nHost: y\r\n", 400)] {
                let antiguo = try Cliente(puerto: visita.puerto)
                try antiguo.mandar("GET / HTTP/1.0\r\n\(campos)\r\n")
                #expect(try await antiguo.siguiente().estado == estado, "\(campos)")
            }
        }
    }

    @Test func `una conexión de HTTP/2 que no hace nada útil se cierra, lleguen los bytes que lleguen`() throws {
        let bucle = EmbeddedEventLoop()
        let conexion = ConexionHTTP2(en: bucle)
        let canal = EmbeddedChannel(loop: bucle)
        try canal.pipeline.syncOperations.addHandler(conexion)
        try canal.connect(to: SocketAddress(ipAddress: "10.0.0.1", port: 1)).wait()
        // While its streams do something, as long as they like.
        for _ in 0..<10 {
            bucle.advanceTime(by: .seconds(50))
            conexion.avanzo()
        }
        for _ in 0..<12 {
            bucle.advanceTime(by: .seconds(5))
            try canal.writeInbound(ByteBuffer(string: "PING"))
            #expect(canal.isActive)
        }
        bucle.advanceTime(by: .seconds(5))
        #expect(!canal.isActive)
        _ = try? canal.finish()
    }

    @Test func `un archivo se lee una vez, se escriba como se escriba su dirección`() throws {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("estante-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        let ayer = Date(timeIntervalSinceNow: -86_400)
        for ruta in ["ayun/index.html", "corte.json"] {
            try Sitio.escribir("x", en: "\(carpeta)/\(ruta)")
            try FileManager.default.setAttributes([.modificationDate: ayer], ofItemAtPath: "\(carpeta)/\(ruta)")
        }
        let estante = Estante(carpeta: carpeta, copias: nil, hilos: .singleton)
        for (plana, otras) in [
            "/ayun/index.html": ["/ayun/", "/ayun/?t=1", "//ayun/index.html", "/ayun%2findex.html", "/ayun//?x#y"],
            "/corte.json": ["/corte.json?t=1", "//corte.json", "/%63orte.json"],
        ] {
            let primera = try #require(Self.ficha(estante.buscar(plana)))
            for otra in otras { #expect(Self.ficha(estante.buscar(otra)) === primera, "\(otra)") }
        }
    }

    private static func ficha(_ hallazgo: Estante.Hallazgo) -> Ficha? {
        guard case .ficha(let ficha) = hallazgo else { return nil }
        return ficha
    }

    @Test func `un archivo grande reemplazado se sirve enseguida`() async throws {
        try await Sitio.servir { (visita) async throws in
            for n in 0..<10 {
                let nuevo = String(repeating: "renglón \(n)\n", count: 40_000)
                try Data(nuevo.utf8).write(to: URL(fileURLWithPath: "\(visita.arbol)/base.csv"), options: .atomic)
                let r = try await visita.get("/base.csv")
                #expect(r.estado == 200 && r.texto == nuevo, "\(n)")
            }
        }
    }

    @Test func `el peso de una codificación se lee como dice la norma`() {
        let casos: [(String, Codificacion?)] = [
            ("br", .brotli), ("gzip, br", .brotli), ("gzip;q=1.0, br;q=0.001", .brotli), ("BR;Q=1", .brotli),
            ("br ; q = 0", nil), ("br;q=0", nil), ("br;q=0.000", nil), ("br;q=0.0001", nil), ("br;q=1.001", nil),
            ("br;q=2", nil), ("br;q=-1", nil), ("br;q=", nil), ("br;q", nil), ("br;q=nan", nil), ("br;q=0x1", nil),
            ("br;q=1e9", nil), ("br;q=.5", nil), ("br;q=0, gzip", .gzip), ("*;q=0, br", .brotli), ("*", .brotli),
            ("*, br;q=0", .gzip), ("br;q=0.5;x=1", .brotli), ("", nil), ("identity", nil),
        ]
        for (admitidas, esperada) in casos {
            #expect(Codificacion.elegir(admitidas, [.brotli, .gzip]) == esperada, "\(admitidas)")
        }
    }

    @Test func `la dirección de una carpeta se escribe como dirección`() async throws {
        try await Sitio.servir(preparar: { try Sitio.escribir("x", en: "\($0)/raro ñ?#%\"<&/index.html") }) {
            (visita) async throws in
            let escrita = "/raro%20%C3%B1%3F%23%25%22%3C&/"
            let r = try await visita.get(String(escrita.dropLast()))
            #expect(r.estado == 301 && r["Location"] == escrita)
            #expect(try await visita.get(escrita).texto == "x")
        }
    }
}
