import Almacen
import Electoral
import Foundation
import HTTPTypes
import Testing

/// How a phone comes to be of a person, and stops being it.
@Suite struct InscripcionDeTelefonosTests {
    @Test func `un código inscribe un teléfono y ya no vale`() async throws {
        try await CasillaDePrueba.poner { c in
            let codigo = try await c.codigo()
            let vuelta = try await c.inscribir(codigo.uppercased())
            #expect(vuelta.estado == 200)
            let inscripcion = try vuelta.json(CasillaDePrueba.Inscripcion.self)
            #expect(inscripcion.persona.usuario == "casilla")
            #expect(try await c.pedir(.get, "/casillas", ficha: inscripcion.ficha).estado == 200)
            let otra = try await c.inscribir(codigo)
            #expect(otra.estado == 403)
            #expect(try otra.json(CasillaDePrueba.Falla.self).codigo == "PREP-CAS-001")
            // Only fingerprints are kept.
            let guardado = try c.puerta.textos("SELECT codigo || ficha FROM dispositivo").joined()
            #expect(!guardado.contains(inscripcion.ficha) && !guardado.contains(codigo.replacing("-", with: "")))
            #expect(guardado.contains(CasillaDePrueba.huella(Array(inscripcion.ficha.utf8))))
        }
    }

    @Test func `de veinte teléfonos con el mismo código entra uno`() async throws {
        try await CasillaDePrueba.poner { c in
            let codigo = try await c.codigo()
            let estados = try await withThrowingTaskGroup(of: Int.self) { grupo in
                for _ in 0..<20 { grupo.addTask { try await c.inscribir(codigo).estado } }
                return try await grupo.reduce(into: []) { $0.append($1) }
            }
            #expect(estados.count { $0 == 200 } == 1)
            // The code that fails waits its turn after a while; nobody else gets in meanwhile.
            #expect(estados.count { $0 == 403 || $0 == 429 } == 19)
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM dispositivo WHERE ficha IS NOT NULL") == 1)
        }
    }

    @Test func `una respuesta perdida no gasta el código del mismo teléfono`() async throws {
        try await CasillaDePrueba.poner { c in
            let codigo = try await c.codigo()
            let suya = String(repeating: "a1", count: 32)
            #expect(try await c.inscribir(codigo, ficha: suya).estado == 200)
            #expect(try await c.inscribir(codigo, ficha: suya).estado == 200)
            #expect(try await c.inscribir(codigo, ficha: String(repeating: "b2", count: 32)).estado == 403)
            #expect(try await c.inscribir(try await c.codigo(), ficha: suya).estado == 200)
            #expect(try await c.inscribir(try await c.codigo(para: "casilla2"), ficha: suya).estado == 403)
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM dispositivo WHERE ficha IS NOT NULL") == 1)
        }
    }

    @Test func `el código vence al día, y uno nuevo anula el que no se usó`() async throws {
        try await CasillaDePrueba.poner { c in
            let primero = try await c.codigo()
            let segundo = try await c.codigo()
            #expect(try await c.inscribir(primero).estado == 403)
            c.puerta.reloj.adelantar(24 * 3600)
            #expect(try await c.inscribir(segundo).estado == 403)
            let tercero = try await c.codigo()
            c.puerta.reloj.adelantar(24 * 3600 - 1)
            #expect(try await c.inscribir(tercero).estado == 200)
        }
    }

    @Test func `un teléfono dado de baja, o de una cuenta dada de baja, no envía ni consulta`() async throws {
        try await CasillaDePrueba.poner { c in
            let ficha = try await c.telefonoInscrito()
            let coordinacion = try await c.consolas.entrar("coordinacion")
            let persona = try c.puerta.persona("casilla").id
            let id = try c.puerta.numero("SELECT id FROM dispositivo WHERE ficha IS NOT NULL")
            #expect(
                try await coordinacion.post("/dispositivos/\(persona)/baja", ["dispositivo": "\(id)"]).estado == 303)
            let foto = try c.foto(de: 1)
            for vuelta in [
                try await c.pedir(.get, "/casillas", ficha: ficha), try await c.enviar(1, foto, ficha: ficha),
            ] {
                #expect(vuelta.estado == 401)
                #expect(try vuelta.json(CasillaDePrueba.Falla.self).definitivo == false)
            }
            #expect(try c.puerta.numero("SELECT COUNT(*) FROM recepcion") == 0)
            let otra = try await c.telefonoInscrito("casilla2")
            try c.puerta.sql("UPDATE cuenta SET activa = 0 WHERE usuario = 'casilla2'")
            #expect(try await c.pedir(.get, "/casillas", ficha: otra).estado == 401)
            // Asked again and again, the refusal is written down once per device.
            _ = try await c.pedir(.get, "/casillas", ficha: ficha)
            #expect(
                try c.puerta.numero("SELECT COUNT(*) FROM acceso WHERE suceso = 'rechazo' AND usuario = 'casilla'") == 1
            )
        }
    }

    @Test(arguments: ["", "Bearer ", "Bearer abc", "Basic YTpi", "Bearer " + String(repeating: "0", count: 64)])
    func `sin la ficha de un teléfono no se entra`(autorizacion: String) async throws {
        try await CasillaDePrueba.poner { c in
            for (metodo, ruta) in [
                (HTTPRequest.Method.get, "/casillas"), (.post, "/actas/1/imagen?sha256=x"), (.get, "/actas/1/imagen"),
            ] {
                let vuelta = try await c.pedir(metodo, ruta, [], [.authorization: autorizacion])
                #expect(vuelta.estado == 401)
            }
        }
    }

    @Test(arguments: ["", "{}", "[]", "{\"codigo\":7}", "{\"codigo\":\"x\",\"ficha\":\"corta\"}", "no es JSON"])
    func `una inscripción que no se entiende no toca nada`(cuerpo: String) async throws {
        try await CasillaDePrueba.poner { c in
            let vuelta = try await c.pedir(.post, "/inscribir", Array(cuerpo.utf8))
            #expect(vuelta.estado == 400)
        }
    }

    @Test func `quien prueba códigos espera`() async throws {
        try await CasillaDePrueba.poner { c in
            var estados: [Int] = []
            for _ in 0..<31 { estados.append(try await c.inscribir("aaaa-bbbb-cccc-dddd").estado) }
            #expect(estados.first == 403)
            #expect(estados.allSatisfy { $0 == 403 || $0 == 429 })
            #expect(estados.last == 429)
            c.puerta.reloj.adelantar(60)
            #expect(try await c.inscribir("aaaa-bbbb-cccc-dddd").estado == 403)
        }
    }

    @Test func `sólo coordinación y administración ven teléfonos, y sólo de cuentas de casilla`() async throws {
        try await CasillaDePrueba.poner { c in
            for usuario in ["coordinacion", "administracion"] {
                let n = try await c.consolas.entrar(usuario)
                #expect(try await n.get("/dispositivos", [.accept: "text/html"]).texto.contains("Persona casilla2"))
                #expect(try await n.get("/dispositivos/\(try c.puerta.persona("captura").id)").estado == 404)
                #expect(
                    try await n.post("/dispositivos/\(try c.puerta.persona("captura").id)/codigo", [:]).estado == 404)
            }
            for usuario in ["casilla", "captura", "supervision", "auditoria"] {
                let n = try await c.consolas.entrar(usuario)
                #expect(try await n.get("/dispositivos", [.accept: "text/html"]).estado == 403)
            }
        }
    }

    @Test func `las casillas se pegan en la consola; una que no existe no cambia nada y lo escrito regresa`()
        async throws
    {
        try await CasillaDePrueba.poner { c in
            let n = try await c.consolas.entrar("coordinacion")
            let ruta = "/dispositivos/\(try c.puerta.persona("casilla").id)/casillas"
            #expect(try await n.post(ruta, ["claves": "050001b0100\n 050002B0100, 050001B0100"]).estado == 303)
            let guardadas = try c.puerta.almacen.casillas(de: try c.puerta.persona("casilla"))
            #expect(guardadas == ["050001B0100", "050002B0100"])
            let mala = try await n.post(ruta, ["claves": "050003B0100 <b>050009B0100"])
            #expect(mala.estado == 422)
            #expect(mala.texto.contains("050003B0100 &lt;b&gt;050009B0100</textarea>"))
            #expect(try c.puerta.almacen.casillas(de: try c.puerta.persona("casilla")) == guardadas)
        }
    }
}
