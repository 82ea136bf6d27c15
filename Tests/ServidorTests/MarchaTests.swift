import Almacen
import Electoral
import Foundation
import Testing

/// Start and close with two people.
@Suite struct MarchaTests {
    private static let constancia = ["detalle": "Ante la Oficialía Electoral", "clave": "una clave de envío"]

    private static func orden(_ p: PuertaDePrueba) throws -> Int { try p.numero("SELECT MAX(id) FROM orden") }

    private static func abrir(_ p: PuertaDePrueba, _ pide: Navegador, _ autoriza: Navegador) async throws -> Int {
        _ = try await pide.post("/administracion/apertura", constancia)
        return try await autoriza.post("/administracion/orden/\(orden(p))", [:]).estado
    }

    @Test func `antes de la apertura y después del cierre las consolas no registran actas`() async throws {
        try await PuertaDePrueba.poner(exigeApertura: true) { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            try p.verificar(1)
            try p.cortar()
            let cotejador = try await n.entrar("cotejo")
            let acta = try #require(
                try await cotejador.get("/cotejo/siguiente").json(CotejoTests.Turno.self).siguiente)
            func cotejar() async throws -> Navegador.Vuelta {
                p.reloj.adelantar(1)
                return try await cotejador.json(
                    "/cotejo",
                    "{\"clave\":\"\(UUID().uuidString)\",\"acta\":1,\"resultado\":\(acta.resultado),\"decision\":\"aceptar\"}"
                )
            }
            let antes = try await cotejar()
            #expect(
                antes.estado == 409 && antes.texto.contains("PREP-ALM-015")
                    && antes.texto.contains("todavía no se abre"))
            #expect(try await uno.post("/administracion/cierre", Self.constancia).estado == 409)
            #expect(try await uno.post("/administracion/apertura", ["clave": "12345678"]).estado == 422)
            #expect(try await uno.post("/administracion/apertura", Self.constancia).estado == 303)
            // Asked twice is asked once, and who asks does not authorise.
            #expect(try await uno.post("/administracion/apertura", Self.constancia).estado == 303)
            #expect(try p.numero("SELECT COUNT(*) FROM orden") == 1)
            #expect(try await uno.post("/administracion/orden/1", [:]).estado == 409)
            #expect(throws: AlmacenError.self) {
                try p.sql("INSERT INTO orden_autorizada (orden, persona, instante) SELECT id, persona, 1 FROM orden")
            }
            #expect(try await cotejar().estado == 409)
            #expect(try await dos.post("/administracion/orden/1", [:]).estado == 303)
            #expect(try await dos.post("/administracion/orden/1", [:]).estado == 409)
            #expect(try p.almacen.marcha() == .abierta)
            #expect(
                try await uno.post("/administracion/apertura", ["clave": "87654321", "detalle": "x"]).estado == 409)
            #expect(try await cotejar().estado == 200)
            #expect(try await dos.post("/administracion/cierre", Self.constancia).estado == 303)
            #expect(try await uno.post("/administracion/orden/2", [:]).estado == 303)
            #expect(try p.almacen.marcha() == .cerrada)
            let despues = try await cotejar()
            #expect(despues.estado == 409 && despues.texto.contains("ya cerró"))
            // Scripts and cortes go on.
            try p.verificar(2)
            try p.cortar()
            #expect(try await uno.get("/administracion").texto.contains("Cerrado"))
        }
    }

    @Test func `quien registra actas lee en cada página que el PREP no está abierto`() async throws {
        try await PuertaDePrueba.poner(exigeApertura: true) { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            let (captura, acopio) = (try await n.entrar("captura"), try await n.entrar("acopio"))
            let (sinAbrir, cerrado) = (
                "todavía no se abre: no se registran actas", "ya cerró: no se registran más actas"
            )
            for (quien, ruta) in [(captura, "/captura"), (acopio, "/acopio"), (acopio, "/acopio/lista")] {
                #expect(try await quien.get(ruta).texto.contains(sinAbrir))
            }
            #expect(try await captura.get("/sesion").texto.contains(sinAbrir))
            #expect(!(try await uno.get("/monitor").texto.contains("id=\"marcha\"")))
            #expect(try await Self.abrir(p, uno, dos) == 303)
            let abierta = try await captura.get("/captura").texto
            #expect(abierta.contains("id=\"marcha\"") && !abierta.contains(sinAbrir))
            #expect(!(try await captura.get("/sesion").texto.contains("marcha")))
            p.reloj.adelantar(1)
            let pide = try await uno.get("/administracion").texto
            #expect(pide.contains("actas sin resultado y 0 excepciones abiertas"))
            _ = try await dos.post("/administracion/cierre", ["detalle": "x", "clave": "otra clave de envío"])
            #expect(try await uno.post("/administracion/orden/\(Self.orden(p))", [:]).estado == 303)
            #expect(try await captura.get("/captura").texto.contains(cerrado))
        }
    }

    @Test func `el menú dice cuántas diferencias y excepciones esperan`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (supervision, acopio) = (try await n.entrar("supervision"), try await n.entrar("acopio"))
            func cuentas() async throws -> [String] {
                try await supervision.get("/excepciones").texto.matches(of: #/data-cuenta="[^"]+"[^>]*>(\d+)</#)
                    .map { String($0.output.1) }
            }
            #expect(try await cuentas() == ["0", "0"])
            let reporte = try await acopio.post(
                "/acopio/sin-acta",
                [
                    "clave": "reporte-0001", "acta": "2", "problema": "sobre_ausente", "accion": "Se buscó",
                    "causa": "paquete_no_entregado",
                ])
            #expect(reporte.destino == "/acopio?hecho=sin-acta")
            #expect(try await cuentas() == ["0", "1"])
            #expect(!(try await acopio.get("/acopio").texto.contains("data-cuenta")))
        }
    }

    @Test func `la apertura oficial exige catálogo congelado, ceros y su hora`() async throws {
        try await PuertaDePrueba.poner(entorno: .oficial, exigeApertura: true) { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            _ = try await uno.post("/administracion/apertura", Self.constancia)
            let sinCongelar = try await dos.post("/administracion/orden/1", [:])
            #expect(sinCongelar.estado == 409 && sinCongelar.texto.contains("congelado"))
            try p.almacen.congelarCatalogo(persona: Persona(id: 1), autoriza: Persona(id: 2), instante: p.reloj.ahora)
            let conDatos = try await dos.post("/administracion/orden/1", [:])
            #expect(conDatos.estado == 409 && conDatos.texto.contains("no está en ceros (imagen)"))
            #expect(throws: AlmacenError.self) {
                try p.almacen.autorizar(
                    orden: 1, persona: try p.persona("administracion"), instante: p.reloj.ahora,
                    noAntesDe: p.reloj.ahora + 1)
            }
            #expect(try p.almacen.marcha() == .sinAbrir)
        }
    }

    @Test func `quien hizo la cuenta de otra persona, o le dio su contraseña, no hace pareja con ella`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            let talon = try await admin.post(
                "/administracion/usuarios", ["usuario": "nueva.coord", "nombre": "Nueva", "rol": "coordinacion"])
            #expect(talon.estado == 200)
            let titere = try await p.estrenar("nueva.coord", talon, n)
            let suya = try await Self.abrir(p, admin, titere)
            #expect(suya == 409)
            // Nor the other way round, nor with one whose password was reset.
            p.reloj.adelantar(1900)
            let admin2 = try await n.entrar("administracion")
            let coord = try p.persona("coordinacion").id
            let otra = try await admin2.post("/administracion/usuarios/cuenta/\(coord)/clave", [:])
            let restablecida = try await p.estrenar("coordinacion", otra, n)
            _ = try await restablecida.post("/administracion/apertura", ["clave": "abcdefgh", "detalle": "x"])
            let negada = try await admin2.post("/administracion/orden/\(Self.orden(p))", [:])
            #expect(negada.estado == 409 && negada.texto.contains("les dio contraseña"))
            #expect(
                try await n.entrar("administracion2").post("/administracion/orden/\(Self.orden(p))", [:]).estado == 303)
        }
    }

    /// The three ways in which one person is two.
    @Test func `dos cuentas que hizo una misma persona no hacen pareja, ni por medio de otra`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            func nueva(_ usuario: String, _ quien: Navegador, _ rol: Rol = .administracion) async throws -> Navegador {
                let talon = try await quien.post(
                    "/administracion/usuarios", ["usuario": usuario, "nombre": usuario, "rol": rol.rawValue])
                return try await p.estrenar(usuario, talon, n)
            }
            let (x, y) = (try await nueva("x.equis", admin), try await nueva("y.griega", admin))
            #expect(try await Self.abrir(p, x, y) == 409)
            p.reloj.adelantar(1900)
            let otra = try await n.entrar("administracion")
            let z = try await nueva("z.zeta", try await n.entrar("y.griega", PuertaDePrueba.claveEstrenada))
            #expect(try await Self.abrir(p, otra, z) == 409)
            p.reloj.adelantar(1900)
            let tercera = try await n.entrar("administracion")
            for usuario in ["coordinacion", "coordinacion2"] {
                let id = try p.persona(usuario).id
                let talon = try await tercera.post("/administracion/usuarios/cuenta/\(id)/clave", [:])
                _ = try await p.estrenar(usuario, talon, n)
            }
            let (c, d) = (
                try await n.entrar("coordinacion", PuertaDePrueba.claveEstrenada),
                try await n.entrar("coordinacion2", PuertaDePrueba.claveEstrenada)
            )
            #expect(try await Self.abrir(p, c, d) == 409)
            #expect(try p.almacen.marcha() == .sinAbrir)
        }
    }

    @Test func `un reloj que se corrige no deshace un cierre`() async throws {
        try await PuertaDePrueba.poner(exigeApertura: true) { (p, n) async throws in
            p.reloj.adelantar(3600)
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            #expect(try await Self.abrir(p, uno, dos) == 303)
            p.reloj.adelantar(-1800)
            _ = try await uno.post("/administracion/cierre", Self.constancia)
            #expect(try await dos.post("/administracion/orden/2", [:]).estado == 303)
            #expect(try p.almacen.marcha() == .cerrada)
        }
    }

    @Test func `el último corte espera al cierre, y un corte en ceros no impide abrir`() async throws {
        try await PuertaDePrueba.poner(exigeApertura: true) { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            func ultimo(_ numero: Int) throws {
                try p.almacen.asentar(
                    Corte(
                        numero: numero, instante: p.reloj.ahora + numero, hasta: 0, ultimo: numero == 2, siguiente: nil)
                )
            }
            try ultimo(1)
            #expect(try await Self.abrir(p, uno, dos) == 303)
            #expect(throws: AlmacenError.self) { try ultimo(2) }
            _ = try await uno.post("/administracion/cierre", Self.constancia)
            #expect(try await dos.post("/administracion/orden/2", [:]).estado == 303)
            try ultimo(2)
        }
    }

    @Test func `una petición que nadie autoriza vence en media hora`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("coordinacion")
            _ = try await uno.post("/administracion/apertura", Self.constancia)
            p.reloj.adelantar(Orden.vigencia)
            let dos = try await n.entrar("administracion")
            let tarde = try await dos.post("/administracion/orden/1", [:])
            #expect(tarde.estado == 409 && tarde.texto.contains("venció"))
            #expect(try p.almacen.marcha() == .sinAbrir)
        }
    }

    @Test func `dos que autorizan a la vez autorizan una vez`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("coordinacion")
            let (dos, tres) = (try await n.entrar("administracion"), try await n.entrar("coordinacion2"))
            _ = try await uno.post("/administracion/apertura", Self.constancia)
            async let a = dos.post("/administracion/orden/1", [:]).estado
            async let b = tres.post("/administracion/orden/1", [:]).estado
            let estados = [try await a, try await b].sorted()
            #expect(estados == [303, 409])
        }
    }
}

extension PuertaDePrueba {
    static let claveEstrenada = "la mía, que nadie sabe"

    /// Comes in with the one-time password of a slip and changes it.
    func estrenar(_ usuario: String, _ talon: Navegador.Vuelta, _ n: Navegador) async throws -> Navegador {
        guard let hallada = talon.texto.firstMatch(of: #/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/#) else {
            throw FallaDeCliente("sin contraseña en el talón")
        }
        let nueva = Self.claveEstrenada
        let primera = try await n.entrar(usuario, String(hallada.output))
        _ = try await primera.post(
            "/cuenta/clave", ["actual": String(hallada.output), "nueva": nueva, "otra": nueva])
        return try await n.entrar(usuario, nueva)
    }
}
