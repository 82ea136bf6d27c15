import Foundation
import NIOCore
import Publicacion
import Servidor
import Testing

/// What a connection may do: ask many times, ask badly, not read, ask from another page.
@Suite struct ConexionesPublicasTests {
    @Test func `los datos se leen desde otros sitios y las páginas sólo se enmarcan si son para eso`() async throws {
        try await Sitio.servir { (visita) async throws in
            for (ruta, es) in [
                ("corte.json", true), ("cambios/0001.ndjson", true), ("base.csv", true), ("corte.nota", true),
                ("firma.pub", true), ("mapa.geojson", true), ("bases/20270606_2000_PREP_COAH.zip", true),
                ("index.html", false), ("recursos/vivo.js", false), ("actas/a.webp", false),
            ] {
                let r = try await visita.get("/\(ruta)")
                #expect((r["Access-Control-Allow-Origin"] == "*") == es, "\(ruta)")
            }
            let incrustada = try #require(try await visita.get("/incrustar/gub.html")["Content-Security-Policy"])
            #expect(incrustada.hasSuffix("frame-ancestors *"))
            let pagina = try #require(try await visita.get("/ayun/")["Content-Security-Policy"])
            #expect(
                pagina
                    == "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
            )
        }
    }

    @Test func `una petición con cuerpo se contesta, el cuerpo se tira y la conexión se cierra`() async throws {
        try await Sitio.servir { (visita) async throws in
            for metodo in ["GET", "POST"] {
                let cliente = try Cliente(puerto: visita.puerto)
                let r = try await cliente.pedir(metodo, "/corte.json", ["Content-Length": "5"])
                #expect(r.estado == (metodo == "GET" ? 200 : 405) && r["Connection"] == "close")
                await #expect(throws: FallaDeCliente.self) { _ = try await cliente.pedir("GET", "/corte.json") }
            }
        }
    }

    @Test func `quien pide que se cierre recibe su respuesta entera antes`() async throws {
        let grande = String(repeating: "0123456789abcdef\n", count: 20_000)
        try await Sitio.servir(preparar: { try Sitio.escribir(grande, en: "\($0)/grande.csv") }) {
            (visita) async throws in
            let r = try await visita.get("/grande.csv", ["Connection": "close"])
            #expect(r.texto == grande && r["Connection"] == "close")
        }
    }

    @Test func `una página nunca es más vieja que el apuntador que se dio`() async throws {
        try await Sitio.servir { (visita) async throws in
            let cliente = try Cliente(puerto: visita.puerto)
            for n in 2..<60 {
                // As the publisher does: the page, then the pointer.
                for ruta in ["index.html", "corte.json", "corte.nota"] {
                    try Data("\(n)".utf8).write(to: URL(fileURLWithPath: "\(visita.arbol)/\(ruta)"), options: .atomic)
                }
                #expect(try await cliente.pedir("GET", n % 2 == 0 ? "/corte.nota" : "/corte.json").texto == "\(n)")
                #expect(try await cliente.pedir("GET", "/").texto == "\(n)")
                #expect(try await cliente.pedir("GET", "/index.html").texto == "\(n)")
            }
        }
    }

    @Test func `la dirección que cuenta es la de la conexión, y de las largas su red`() throws {
        let de = { (ip: String) throws in Direccion(try SocketAddress(ipAddress: ip, port: 1)) }
        #expect(try de("2001:db8::1") == de("2001:db8::ffff:2"))
        #expect(try de("2001:db8::1") != de("2001:db8:0:1::1"))
        #expect(try de("::ffff:10.0.0.1") == de("10.0.0.1"))
        #expect(try de("10.0.0.1") != de("10.0.0.2"))
        #expect(try de("127.0.0.1").esDeAqui && de("::1").esDeAqui && !de("10.0.0.1").esDeAqui)
    }

    @Test func `el ritmo perdona con el tiempo y no cuenta a esta máquina si nadie lo pide`() throws {
        let politica = PoliticaDeRitmo(porSegundo: 10, deUna: 5, conexiones: 2)
        let ajena = Direccion(try SocketAddress(ipAddress: "10.0.0.1", port: 1))
        let propia = Direccion(try SocketAddress(ipAddress: "127.0.0.1", port: 1))
        let ritmo = Ritmo(politica, tambienAqui: false)
        let inicio = NIODeadline.now()
        for _ in 0..<5 { #expect(ritmo.espera(ajena, inicio) == nil) }
        #expect(ritmo.espera(ajena, inicio) == 1)
        #expect(ritmo.espera(ajena, inicio + .milliseconds(100)) == nil)
        #expect(ritmo.espera(ajena, inicio + .milliseconds(150)) == 1)
        for _ in 0..<50 { #expect(ritmo.espera(propia, inicio) == nil) }
        #expect(ritmo.abrir(ajena) && ritmo.abrir(ajena) && !ritmo.abrir(ajena) && ritmo.abrir(propia))
        ritmo.cerrar(ajena)
        #expect(ritmo.abrir(ajena))
    }
}
