import Apoyo
import Difusion
import Foundation
import Testing

/// Access logs of difusores (dominio 8.2, D23).
@Suite struct BitacorasTests {
    private let carpeta = CarpetaTemporal()

    private func contar(_ lineas: [String], periodo: Range<Int64>? = nil) throws -> CuentaDeAccesos {
        let ruta = carpeta.ruta("\(UUID().uuidString).log")
        try Data(lineas.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: ruta))
        return try LectorDeBitacoras.contar([ruta], periodo: periodo)
    }

    private static func linea(
        _ hora: String, ip: String = "198.51.100.7", _ peticion: String = "GET / HTTP/1.1", _ estado: Int = 200,
        bytes: String = "512", agente: String? = "Mozilla/5.0"
    ) -> String {
        "\(ip) - - [06/Jun/2027:\(hora) -0600] \"\(peticion)\" \(estado) \(bytes)"
            + (agente.map { " \"-\" \"\($0)\"" } ?? "")
    }

    @Test func `hits, páginas, visitas y pico`() throws {
        let c = try contar([
            Self.linea("20:00:01"), Self.linea("20:00:02", "GET /recursos/sitio.css HTTP/1.1"),
            Self.linea("20:00:03", "GET /ayun/index.html?x=1 HTTP/2.0", 304, bytes: "-"),
            // Half an hour and a second later: another visit.
            Self.linea("20:30:04"),
            Self.linea("20:30:05", ip: "198.51.100.8", agente: nil),
            Self.linea("20:30:06", ip: "198.51.100.8", "POST / HTTP/1.1", 405),
            Self.linea("20:30:07", ip: "2001:db8::1", "GET /nada HTTP/1.1", 404),
            Self.linea("20:30:08", "GET / HTTP/1.1", 503),
        ])
        #expect(c.lineas == 8 && c.ilegibles == 0 && c.hits == 8)
        #expect(c.paginas == 4)
        // Two of the first address, one of each agent of the second, one of the third.
        #expect(c.visitas == 5)
        #expect(c.direcciones == 3)
        #expect(c.errores == 3)
        #expect(c.bytes == 7 * 512)
        #expect(c.pico?.hits == 5)
    }

    @Test func `el orden de las líneas y de los archivos no cambia nada`() throws {
        let lineas = (0..<200).map { n in
            Self.linea("\(20 + n % 3):\(10 + n % 50):\(10 + n % 49)", ip: "198.51.100.\(n % 7)")
        }
        #expect(try contar(lineas) == contar(lineas.shuffled()))
    }

    @Test func `las horas suman el total, y una visita es de la hora en que comenzó`() throws {
        let c = try contar([
            Self.linea("20:50:00"), Self.linea("21:05:00", "GET /a.css HTTP/1.1"), Self.linea("21:40:00"),
            Self.linea("21:41:00", ip: "198.51.100.8"),
        ])
        let horas = c.porHora.sorted { $0.key < $1.key }.map(\.value)
        #expect(horas.map(\.hits) == [1, 3])
        #expect(horas.map(\.paginas) == [1, 2])
        // The first goes on past nine; after thirty-five minutes of silence it is another.
        #expect(horas.map(\.visitas) == [1, 2])
        #expect(c.visitas == 3 && c.paginas == 3)
    }

    @Test func `lo que no es una línea se cuenta aparte y se dice dónde`() throws {
        let c = try contar([Self.linea("20:00:01"), "no es", Self.linea("20:00:02")])
        #expect(c.hits == 2 && c.ilegibles == 1)
        #expect(c.primerIlegible?.hasSuffix(":2") == true)
    }

    @Test func `un archivo que no es bitácora se rechaza con su línea`() {
        #expect {
            try contar(["uno", "dos", "tres"])
        } throws: { "\($0)".contains(":1: no es de una bitácora de accesos") }
    }

    @Test(arguments: [
        "198.51.100.7 - - [32/Jun/2027:20:00:01 -0600] \"GET / HTTP/1.1\" 200 5",
        "198.51.100.7 - - [06/Juno/2027:20:00:01 -0600] \"GET / HTTP/1.1\" 200 5",
        "198.51.100.7 - - [06/Jun/2027:20:00:01 -0600] \"GET / HTTP/1.1 200 5",
        "198.51.100.7 - - [06/Jun/2027:20:00:01 -0600] \"GET / HTTP/1.1\" 999 5",
        "198.51.100.7 - - [06/Jun/2027:20:00:01 -0600] \"GET / HTTP/1.1\" 200 x", "[", "\"", "198.51.100.7 - - [", "",
    ])
    func `una línea rota no se entiende`(_ linea: String) throws {
        let c = try contar([Self.linea("20:00:01"), Self.linea("20:00:01"), linea])
        #expect(c.hits == 2 && c.ilegibles == (linea.isEmpty ? 0 : 1))
    }

    @Test func `comprimida con gzip dice lo mismo, y cortada se dice`() throws {
        let ruta = carpeta.ruta("a.log")
        let texto = (0..<5000).map { Self.linea("20:\(10 + $0 % 50):00", ip: "198.51.100.\($0 % 250)") + "\n" }.joined()
        try Data(texto.utf8).write(to: URL(fileURLWithPath: ruta))
        let llana = try LectorDeBitacoras.contar([ruta])
        _ = try Programa.correr("/usr/bin/gzip", [ruta])
        #expect(try LectorDeBitacoras.contar(["\(ruta).gz"]) == llana)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(ruta).gz"))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: "\(ruta).gz"))
        #expect { try LectorDeBitacoras.contar(["\(ruta).gz"]) } throws: {
            "\($0)".contains("está dañado o incompleto")
        }
    }

    @Test func `una línea sin fin no llena la memoria ni esconde las demás`() throws {
        let c = try contar([Self.linea("20:00:01"), String(repeating: "x", count: 3 << 20), Self.linea("20:00:02")])
        #expect(c.hits == 2 && c.ilegibles == 1)
    }
}
