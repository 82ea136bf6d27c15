import Apoyo
import Bitacora
import Difusion
import Electoral
import Foundation
import Testing

/// Sending a tree to a real sshd: what arrives, in which order, and what happens when it does not.
@Suite(.serialized) struct EnvioTests {
    private let raiz = CarpetaTemporal()
    private let arbol: ArbolDePrueba
    private let servidor: ServidorSSH
    private let publica: String

    init() throws {
        arbol = try ArbolDePrueba(en: raiz.ruta("publico"))
        publica = try LlaveDeDifusor.crear("uno", en: raiz.ruta("llaves"), conFrase: false, nota: "prueba")
        servidor = try ServidorSSH(en: raiz.ruta("servidor"), autorizada: publica)
    }

    private func envio(llave: String? = nil) throws -> Envio {
        let difusor = try Difusor(
            clave: "uno", nombre: "Difusor 1", servidor: "127.0.0.1", puerto: servidor.puerto, usuario: NSUserName(),
            carpeta: ".", llavesDelServidor: [llave ?? servidor.llaveDelServidor])
        return Envio(
            try ClienteSFTP(
                difusor, llave: raiz.ruta("llaves/uno"), taller: raiz.ruta("taller"), objetos: raiz.ruta("objetos")),
            claves: [arbol.clave.publica])
    }

    private func origen() throws -> ArbolDeOrigen {
        try ArbolDeOrigen(arbol: arbol.carpeta, objetos: raiz.ruta("objetos"), claves: [arbol.clave.publica])
    }

    private var alla: [String: [UInt8]] {
        Carpeta.leer("\(servidor.carpeta)/arbol")
    }

    private static var plazo: ContinuousClock.Instant { .now + .seconds(300) }

    @Test func `lo que llega es el árbol, corte por corte`() async throws {
        var origen = try origen()
        let envio = try envio()
        for n in 1...4 {
            try arbol.publicar([
                "index.html": "portada \(n)", "ayun/001/index.html": "unidad \(n)", "actas/A-\(n).jpg": "imagen \(n)",
                "bases/2027060\(n).zip": "base \(n)",
            ])
            let edicion = try #require(try await origen.nueva())
            let informe = try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
            #expect(informe.corte == n && informe.completo == (n == 1))
            #expect(alla == Carpeta.leer(arbol.carpeta))
        }
        #expect(try await origen.nueva() == nil)
        // Not even the folder in which pages waited.
        #expect(!FileManager.default.fileExists(atPath: "\(servidor.carpeta)/arbol/.prep"))
    }

    @Test func `quien se perdió cortes los recibe todos, y lo que ya tiene no se le envía`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1", "actas/A.jpg": "a", "cambios/0001.ndjson": "1"])
        let primera = try #require(try await origen.nueva())
        _ = try await envio().llevar(primera, reintento: false, dudosos: [], plazo: Self.plazo)
        for n in 2...5 {
            try arbol.publicar(["index.html": "\(n)", "actas/B-\(n).jpg": "b\(n)", "cambios/000\(n).ndjson": "\(n)"])
            _ = try await origen.nueva()
        }
        try arbol.publicar(["index.html": "6"])
        let ultima = try #require(try await origen.nueva())
        let informe = try await envio().llevar(ultima, reintento: false, dudosos: [], plazo: Self.plazo)
        #expect(!informe.completo)
        #expect(alla == Carpeta.leer(arbol.carpeta))
        // Another process, which did not see them pass, sends the same.
        var otro = try self.origen()
        let otra = try #require(try await otro.nueva())
        #expect(otra.piezas.keys.sorted() == ultima.piezas.keys.sorted())
    }

    @Test func `lo que alguien escribe en el árbol después de comprobado no se envía`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1", "actas/A.jpg": "imagen"])
        let edicion = try #require(try await origen.nueva())
        // In place, so that every name of that file changes.
        let archivo = try #require(FileHandle(forWritingAtPath: "\(arbol.carpeta)/actas/A.jpg"))
        try archivo.write(contentsOf: Data("IMAGEN".utf8))
        try archivo.close()
        _ = try await envio().llevar(edicion, plazo: Self.plazo)
        #expect(alla["actas/A.jpg"] == Array("imagen".utf8))
    }

    @Test func `una carpeta en que no se puede escribir se dice como es`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1", "actas/A.jpg": "imagen"])
        let edicion = try #require(try await origen.nueva())
        // Who runs the tests may write anywhere: the server of the difusor is told not to.
        servidor.apagar()
        try servidor.soloLectura()
        try servidor.encender()
        await #expect {
            try await envio().llevar(edicion, plazo: Self.plazo)
        } throws: { "\($0)".contains("no deja escribir") }
    }

    @Test func `una llave de servidor que no es la registrada no se acepta`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1"])
        let edicion = try #require(try await origen.nueva())
        let envio = try envio()
        servidor.apagar()
        try servidor.cambiarLlave()
        try servidor.encender()
        await #expect {
            try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
        } throws: { ($0 as? DifusionError)?.clase == .identidad }
        #expect(alla.isEmpty)
    }

    @Test func `un servidor apagado se dice con sus palabras`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1"])
        let edicion = try #require(try await origen.nueva())
        let envio = try envio()
        servidor.apagar()
        await #expect {
            try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
        } throws: { "\($0)".contains("rechaza la conexión") }
    }

    @Test func `lo que otro árbol dejó ahí no se mezcla`() async throws {
        let otro = try ArbolDePrueba(en: "\(servidor.carpeta)/arbol", origen: "prep.ejemplo.mx/2027/oficial")
        try otro.publicar(["index.html": "oficial"])
        var origen = try origen()
        try arbol.publicar(["index.html": "simulacro"])
        let edicion = try #require(try await origen.nueva())
        let envio = Envio(
            try ClienteSFTP(
                Difusor(
                    clave: "uno", nombre: "Difusor 1", servidor: "127.0.0.1", puerto: servidor.puerto,
                    usuario: NSUserName(), carpeta: ".", llavesDelServidor: [servidor.llaveDelServidor]),
                llave: raiz.ruta("llaves/uno"), taller: raiz.ruta("taller"), objetos: raiz.ruta("objetos")),
            claves: [arbol.clave.publica, otro.clave.publica])
        await #expect {
            try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
        } throws: { "\($0)".contains("tiene un árbol de «prep.ejemplo.mx/2027/oficial»") }
        #expect(alla["index.html"].map { String(decoding: $0, as: UTF8.self) } == "oficial")
    }

    @Test func `lo que quedó a medias se completa`() async throws {
        var origen = try origen()
        let grande = String(repeating: "x", count: 300_000)
        try arbol.publicar(["index.html": "1", "actas/A.jpg": grande, "actas/B.jpg": grande + "b"])
        let edicion = try #require(try await origen.nueva())
        let actas = "\(servidor.carpeta)/arbol/actas"
        try FileManager.default.createDirectory(atPath: actas, withIntermediateDirectories: true)
        try Data(grande.utf8.prefix(1000)).write(to: URL(fileURLWithPath: "\(actas)/A.jpg"))
        try Data((grande + "b").utf8).write(to: URL(fileURLWithPath: "\(actas)/B.jpg"))
        let informe = try await envio().llevar(edicion, reintento: true, dudosos: [], plazo: Self.plazo)
        #expect(alla == Carpeta.leer(arbol.carpeta))
        // B was there whole.
        #expect(informe.archivos == Carpeta.leer(arbol.carpeta).count - 1)
    }

    @Test func `la prueba va, vuelve y no deja nada; el aviso quita el apuntador`() async throws {
        var origen = try origen()
        try arbol.publicar(["index.html": "1", "avance.html": "banda", "ayun/index.html": "2", "actas/A.html": "3"])
        let edicion = try #require(try await origen.nueva())
        let envio = try envio()
        _ = try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
        let antes = alla
        #expect(try await envio.probar(plazo: Self.plazo) > 0)
        #expect(alla == antes)
        try await envio.dejarAviso(Array("aviso".utf8), en: edicion, plazo: Self.plazo)
        #expect(alla["corte.nota"] == nil && alla["corte.json"] == nil)
        // Every page that changes with the cortes says it; an acta is what it was.
        for ruta in ["index.html", "avance.html", "ayun/index.html"] { #expect(alla[ruta] == Array("aviso".utf8)) }
        #expect(alla["actas/A.html"] == Array("3".utf8))
        // What comes after is the whole tree again.
        let informe = try await envio.llevar(edicion, reintento: false, dudosos: [], plazo: Self.plazo)
        #expect(informe.completo && alla == antes)
    }
}
