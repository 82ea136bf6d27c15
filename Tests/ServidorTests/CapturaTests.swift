import Almacen
import Electoral
import Foundation
import HTTPTypes
import Testing

/// Console 4: blind capture over HTTP.
@Suite struct CapturaPorHTTPTests {
    struct Vuelta: Decodable {
        struct Trabajo: Decodable {
            struct Campo: Decodable { let clase, corto, nombre: String }
            struct Borrador: Decodable, Equatable { let nombre, llave: String }
            let acta, cifras: Int
            let plantilla, imagen, vale, identidad: String
            let campos: [Campo]
            let borrador: Borrador
        }
        let resultado: String?
        let error: String?
        let trabajo: Trabajo?
    }

    static func tomar(_ n: Navegador) async throws -> Vuelta.Trabajo? {
        try await n.json("/captura/tomar", "{}").json(Vuelta.self).trabajo
    }

    static func entregar(
        _ n: Navegador, _ t: Vuelta.Trabajo, _ firma: String, clave: String = UUID().uuidString, vale: String? = nil,
        plantilla: String? = nil
    ) async throws -> Navegador.Vuelta {
        try await n.json(
            "/captura",
            """
            {"clave":"\(clave)","acta":\(t.acta),"plantilla":"\(plantilla ?? t.plantilla)","imagen":"\(t.imagen)",\
            "vale":"\(vale ?? t.vale)","firma":"\(firma)"}
            """)
    }

    static func llegar(_ p: PuertaDePrueba, _ actas: ClosedRange<Int>) throws {
        for acta in actas {
            try p.hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try p.persona("acopio"))
            try p.digitalizar(acta)
        }
    }

    @Test func `guardar un acta trae la siguiente y sólo se ve la imagen de la que se tiene`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...2)
            let yo = try await n.entrar("captura")
            let t = try #require(try await Self.tomar(yo))
            #expect(t.campos.map(\.corto) == ["PA", "PB", "Votos nulos"])
            #expect(t.cifras == 4)
            let imagen = try await yo.get("/captura/imagen/\(t.imagen)")
            #expect(imagen.estado == 200)
            #expect(imagen.bytes == [UInt8(t.acta)])
            #expect(imagen.cabeceras[.cacheControl] == "private, max-age=31536000, immutable")
            let otra = cifras(3 - t.acta, ancho: 64)
            #expect(try await yo.get("/captura/imagen/\(otra)").estado == 404)
            let vuelta = try await Self.entregar(yo, t, "10,20,S")
            #expect(vuelta.estado == 200)
            let cuerpo = try vuelta.json(Vuelta.self)
            #expect(cuerpo.resultado == "registrada")
            #expect(cuerpo.trabajo?.imagen == otra)
            #expect(try await yo.get("/captura/imagen/\(t.imagen)").estado == 404)
        }
    }

    @Test func `nada de lo que otra persona tecleó llega a quien captura`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...1)
            let ajenas = ["4321,8765,6543", "4322,8765,6543"]
            for (usuario, firma) in zip(["captura", "captura2"], ajenas) {
                let otra = try await n.entrar(usuario)
                let t = try #require(try await Self.tomar(otra))
                #expect(try await Self.entregar(otra, t, firma).estado == 200)
            }
            try p.abrir("captura3", .captura)
            let yo = try await n.entrar("captura3")
            var cuerpos: [String] = []
            func mirar(_ v: Navegador.Vuelta) -> Navegador.Vuelta {
                cuerpos.append(v.texto + v.cabeceras.map { "\($0.name): \($0.value)" }.joined(separator: "\n"))
                return v
            }
            let rutas = ["/captura", "/captura/hay", "/", "/cuenta", "/captura/imagen/\(cifras(1, ancho: 64))"]
            for ruta in rutas { _ = mirar(try await yo.get(ruta)) }
            let t = try #require(try mirar(try await yo.json("/captura/tomar", "{}")).json(Vuelta.self).trabajo)
            #expect(t.acta == 1)
            for ruta in rutas { _ = mirar(try await yo.get(ruta)) }
            for ruta in ["/supervision", "/supervision/acta/1", "/cotejo", "/monitor", "/actas", "/actas/1"] {
                _ = mirar(try await yo.get(ruta))
            }
            _ = mirar(try await Self.entregar(yo, t, "x"))
            _ = mirar(try await Self.entregar(yo, t, "1,2"))
            _ = mirar(try await Self.entregar(yo, t, "1,2,3", plantilla: "P9"))
            _ = mirar(try await Self.entregar(yo, t, "7,8,9"))
            _ = mirar(try await Self.entregar(yo, t, "7,8,9"))
            #expect(try p.textos("SELECT etapa FROM acta_estado") == ["en_supervision"])
            #expect(cuerpos.count > 15)
            for cuerpo in cuerpos {
                #expect(try #/\b(4321|4322|8765|6543)\b/#.firstMatch(in: cuerpo) == nil, "\(cuerpo)")
            }
        }
    }

    @Test func `el envío repetido se responde igual y una petición editada no cambia nada`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...2)
            let yo = try await n.entrar("captura")
            let t = try #require(try await Self.tomar(yo))
            for firma in ["10,20", "10,20,30,40", "10,20,10000", "10,20,-1", "10,20,x", "010,20,30", ""] {
                #expect([409, 422].contains(try await Self.entregar(yo, t, firma).estado), "\(firma)")
            }
            #expect(try await Self.entregar(yo, t, "1,2,3", plantilla: "P2").estado == 409)
            #expect(try await Self.entregar(yo, t, "1,2,3", clave: "x").estado == 422)
            #expect(try await yo.json("/captura", "{\"acta\":1}").estado == 422)
            #expect(try await Self.tomar(yo)?.acta == t.acta)
            for esperado in ["registrada", "yaEstaba"] {
                let vuelta = try await Self.entregar(yo, t, "1,2,3", clave: "la-misma-clave").json(Vuelta.self)
                #expect(vuelta.resultado == esperado)
                #expect(vuelta.trabajo?.acta == 3 - t.acta)
            }
            let editada = try await Self.entregar(yo, t, "1,2,4", clave: "la-misma-clave")
            #expect(editada.estado == 409)
            #expect(try p.textos("SELECT datos FROM hecho WHERE tipo = 'captura'") == ["1,2,3"])
        }
    }

    @Test func `un envío tardío se admite con su vale, y sin él no`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...1)
            let yo = try await n.entrar("captura")
            let t = try #require(try await Self.tomar(yo))
            p.reloj.adelantar(601)
            let otra = try await n.entrar("captura2")
            let suyo = try #require(try await Self.tomar(otra))
            #expect(suyo.acta == t.acta)
            #expect(suyo.vale != t.vale)
            for vale in ["", suyo.vale, String(repeating: "0", count: 64)] {
                #expect(try await Self.entregar(yo, t, "1,2,3", vale: vale).estado == 409)
            }
            #expect(try p.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == 0)
            #expect(try await Self.entregar(yo, t, "1,2,3").estado == 200)
            #expect(try await Self.entregar(otra, suyo, "1,2,3").estado == 200)
            #expect(try p.textos("SELECT etapa FROM acta_estado") == ["verificada"])
        }
    }

    @Test func `si otras personas la resolvieron se explica y hay trabajo nuevo`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try p.abrir("captura3", .captura)
            try Self.llegar(p, 1...1)
            let yo = try await n.entrar("captura3")
            let t = try #require(try await Self.tomar(yo))
            try p.verificar(1)
            try Self.llegar(p, 2...2)
            let vuelta = try await Self.entregar(yo, t, "1,2,3")
            #expect(vuelta.estado == 409)
            let cuerpo = try vuelta.json(Vuelta.self)
            #expect(cuerpo.resultado == "yaNo")
            #expect(cuerpo.error == "Otras personas ya resolvieron esa acta: no se guardó nada.")
            #expect(cuerpo.trabajo?.acta == 2)
        }
    }

    @Test func `la llave del borrador es de una persona y un acta, y sobrevive al servidor`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...2)
            let yo = try await n.entrar("captura")
            let mia = try #require(try await Self.tomar(yo))
            let otra = try #require(try await Self.tomar(try await n.entrar("captura2")))
            #expect(mia.borrador.llave != otra.borrador.llave)
            #expect(mia.borrador.nombre != otra.borrador.nombre)
            #expect(Data(base64Encoded: mia.borrador.llave)?.count == 32)
            try await p.encender { n in
                let deNuevo = try #require(try await Self.tomar(try await n.entrar("captura")))
                #expect(deNuevo.acta == mia.acta)
                #expect(deNuevo.borrador == mia.borrador)
            }
            p.reloj.adelantar(601)
            _ = try await yo.json("/captura/dejar", "{}")
            try p.abrir("captura3", .captura)
            let tercera = try #require(try await Self.tomar(try await n.entrar("captura3")))
            #expect(![mia.borrador.llave, otra.borrador.llave].contains(tercera.borrador.llave))
        }
    }

    @Test func `lo que quedó por enviar se abre con su constancia y se guarda aunque el acta la tenga otra persona`()
        async throws
    {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...1)
            let yo = try await n.entrar("captura")
            let mia = try #require(try await Self.tomar(yo))
            p.reloj.adelantar(601)
            let otra = try await n.entrar("captura2")
            let suya = try #require(try await Self.tomar(otra))
            #expect(suya.acta == mia.acta)
            #expect(try await Self.tomar(yo) == nil)
            func abrir(_ n: Navegador, vale: String) async throws -> Navegador.Vuelta {
                try await n.json(
                    "/captura/pendiente", "{\"acta\":\(mia.acta),\"imagen\":\"\(mia.imagen)\",\"vale\":\"\(vale)\"}")
            }
            #expect(try await abrir(yo, vale: mia.vale).json([String: String].self) == ["llave": mia.borrador.llave])
            #expect(try await abrir(otra, vale: mia.vale).estado == 404)
            #expect(try await abrir(yo, vale: suya.vale).estado == 404)
            #expect(try await Self.entregar(yo, mia, "10,20,0").json(Vuelta.self).resultado == "registrada")
            #expect(try await Self.entregar(otra, suya, "10,20,0").json(Vuelta.self).resultado == "registrada")
            #expect(try p.textos("SELECT etapa FROM acta_estado WHERE acta = 1") == ["verificada"])
        }
    }

    @Test func `la página muestra las teclas de los botones de toda el acta`() async throws {
        try await PuertaDePrueba.poner { _, n in
            let pagina = try await n.entrar("captura").get("/captura").texto
            for tecla in ["I", "N", "T", "V"] {
                #expect(pagina.contains("data-tecla=\"Key\(tecla)\" aria-keyshortcuts=\"Alt+\(tecla)\""))
                #expect(pagina.contains(">Alt \(tecla)</kbd>"))
            }
        }
    }

    @Test func `lo que no se puede capturar se reporta y no vuelve a quien lo reportó`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.llegar(p, 1...2)
            let yo = try await n.entrar("captura")
            func reportar(_ t: Vuelta.Trabajo, _ tipo: String, _ motivo: String) async throws -> Navegador.Vuelta {
                try await yo.json(
                    "/captura/reporte",
                    """
                    {"clave":"\(UUID().uuidString)","acta":\(t.acta),"imagen":"\(t.imagen)","vale":"\(t.vale)",\
                    "tipo":"\(tipo)","motivo":"\(motivo)"}
                    """)
            }
            let primera = try #require(try await Self.tomar(yo))
            #expect(try await reportar(primera, "ilegible", "  ").estado == 422)
            #expect(try await reportar(primera, "otra_cosa", "x").estado == 422)
            let vuelta = try await reportar(primera, "ilegible", "Borrosa").json(Vuelta.self)
            #expect(vuelta.resultado == "registrada")
            let segunda = try #require(vuelta.trabajo)
            #expect(try await reportar(segunda, "no_corresponde", "De otra casilla").json(Vuelta.self).trabajo == nil)
            #expect(try await yo.get("/captura/hay").texto == "{\"hay\":false}")
            #expect(try p.textos("SELECT tipo FROM excepcion") == ["no_corresponde"])
            #expect(
                try p.textos("SELECT etapa FROM acta_estado WHERE acta = ?", [.entero(primera.acta)]) == ["acopiada"])
        }
    }

    @Test func `antes de abrir no se reparten actas`() async throws {
        try await PuertaDePrueba.poner(exigeApertura: true) { p, n in
            try Self.llegar(p, 1...1)
            let yo = try await n.entrar("captura")
            for vuelta in [try await yo.json("/captura/tomar", "{}"), try await yo.get("/captura/hay", [.fondo: "1"])] {
                #expect(vuelta.estado == 409)
                #expect(vuelta.texto.contains("todavía no se abre"))
            }
            #expect(try p.numero("SELECT COUNT(*) FROM asignacion") == 0)
        }
    }

    @Test func `la página no lleva guiones ni estilos dentro`() async throws {
        try await PuertaDePrueba.poner { _, n in
            let pagina = try await n.entrar("captura").get("/captura")
            #expect(pagina.estado == 200)
            #expect(!pagina.texto.contains("style="))
            #expect(try #/<script(?![^>]*src=)/#.firstMatch(in: pagina.texto) == nil)
            #expect(try #/ on[a-z]+=/#.firstMatch(in: pagina.texto) == nil)
        }
    }
}
