import Almacen
import Electoral
import Foundation
import HTTPTypes
import Testing

/// Console 7: published figures beside the image.
@Suite struct CotejoTests {
    struct Turno: Decodable {
        struct Trabajo: Decodable {
            struct Renglon: Decodable { let nombre, valor, clase: String }
            let acta, resultado: Int
            let imagen, clave, total: String
            let campos: [Renglon]
            let correccion: String?
        }
        let siguiente: Trabajo?
        let pendientes: Int
    }

    private static func decidir(
        _ n: Navegador, _ t: Turno.Trabajo, _ decision: String = "aceptar", motivo: String = "",
        clave: String = UUID().uuidString
    ) async throws -> Navegador.Vuelta {
        try await n.json(
            "/cotejo",
            "{\"clave\":\"\(clave)\",\"acta\":\(t.acta),\"resultado\":\(t.resultado),\"decision\":\"\(decision)\",\"motivo\":\"\(motivo)\"}"
        )
    }

    private static func siguiente(_ n: Navegador) async throws -> Turno {
        try await n.get("/cotejo/siguiente", [.accept: "application/json"]).json(Turno.self)
    }

    @Test func `sólo se coteja lo publicado, de la más antigua a la más nueva, con su imagen y sus cifras`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let cotejador = try await n.entrar("cotejo")
            try p.verificar(2)
            try p.verificar(1, 120)
            #expect(try await Self.siguiente(cotejador).siguiente == nil)
            try p.cortar()
            try p.verificar(3)
            let turno = try await Self.siguiente(cotejador)
            #expect(turno.pendientes == 2)
            let acta = try #require(turno.siguiente)
            #expect(acta.acta == 2)
            #expect(acta.campos.map(\.valor) == ["100", "50", "1"])
            #expect(acta.campos.map(\.nombre) == ["Partido A", "Partido <B>", "NULOS"])
            #expect(acta.total == "151")
            let imagen = try await cotejador.get(acta.imagen)
            #expect(imagen.estado == 200)
            #expect(imagen.bytes == [2])
            // Another's image is not to be had, in hand of nobody or of another.
            #expect(try await cotejador.get("/cotejo/imagen/\(cifras(1, ancho: 64))").estado == 404)
            #expect(try await n.entrar("cotejo2").get(acta.imagen).estado == 404)
            let pagina = try await cotejador.get("/cotejo")
            #expect(pagina.estado == 200)
            #expect(pagina.texto.contains("data-turno=\"{&quot;"))
            #expect(!pagina.texto.contains("Partido <B>"))
        }
    }

    @Test func `aceptar registra, suelta el acta y da la siguiente en la misma respuesta`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let cotejador = try await n.entrar("cotejo")
            for acta in 1...2 { try p.verificar(acta) }
            try p.cortar()
            let primera = try #require(try await Self.siguiente(cotejador).siguiente)
            p.reloj.adelantar(5)
            let vuelta = try await Self.decidir(cotejador, primera, clave: "clave-repetida")
            #expect(vuelta.estado == 200)
            let turno = try vuelta.json(Turno.self)
            #expect(turno.siguiente?.acta == 2)
            #expect(turno.pendientes == 1)
            #expect(try p.numero("SELECT cotejada FROM acta_estado WHERE acta = 1") == 1)
            #expect(try p.numero("SELECT COUNT(*) FROM asignacion") == 1)
            // The same send again is the same fact, and answers with what is in hand.
            let otra = try await Self.decidir(cotejador, primera, clave: "clave-repetida")
            #expect(otra.estado == 200)
            #expect(try otra.json(Turno.self).siguiente?.acta == 2)
            #expect(try p.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'cotejo'") == 1)
            p.reloj.adelantar(5)
            let segunda = try #require(turno.siguiente)
            #expect(try await Self.decidir(cotejador, segunda).json(Turno.self).siguiente == nil)
            #expect(try await Self.siguiente(cotejador).pendientes == 0)
            #expect(try p.almacen.comprobar(catalogo: PuertaDePrueba.catalogo, esquema: .dobleCaptura).isEmpty)
        }
    }

    @Test func `lo corregido lo acepta una segunda persona y queda con 2`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for usuario in ["captura3", "captura4"] { try p.abrir(usuario, .captura) }
            try p.verificar(1)
            try p.cortar()
            let (uno, dos) = (try await n.entrar("cotejo"), try await n.entrar("cotejo2"))
            let acta = try #require(try await Self.siguiente(uno).siguiente)
            #expect(try await Self.decidir(uno, acta, "recaptura").estado == 422)
            #expect(try await Self.decidir(uno, acta, "borrar", motivo: "x").estado == 422)
            p.reloj.adelantar(1)
            #expect(try await Self.decidir(uno, acta, "recaptura", motivo: "Dice 110").estado == 200)
            #expect(try p.numero("SELECT cotejada FROM acta_estado WHERE acta = 1") == 3)
            try p.verificar(1, 110, por: ["captura3", "captura4"])
            #expect(try await Self.siguiente(dos).siguiente == nil)
            try p.cortar()
            #expect(try await Self.siguiente(uno).siguiente == nil)
            let corregida = try #require(try await Self.siguiente(dos).siguiente)
            #expect(corregida.correccion == "Dice 110")
            #expect(corregida.campos[0].valor == "110")
            p.reloj.adelantar(1)
            // Who asked for it does not accept it, whatever the browser sends.
            #expect(try await Self.decidir(uno, corregida).estado == 409)
            #expect(try await Self.decidir(dos, corregida).estado == 200)
            #expect(try p.numero("SELECT cotejada FROM acta_estado WHERE acta = 1") == 2)
        }
    }

    @Test func `no se acepta lo que ya no es lo publicado ni lo que está en otras manos`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for usuario in ["captura3", "captura4"] { try p.abrir(usuario, .captura) }
            for acta in 1...2 { try p.verificar(acta) }
            try p.cortar()
            let (uno, dos) = (try await n.entrar("cotejo"), try await n.entrar("cotejo2"))
            let vieja = try #require(try await Self.siguiente(uno).siguiente)
            #expect(try await Self.decidir(dos, vieja).estado == 409)
            // A supervisor finds that the image is of another acta while the first looks at it.
            try p.hecho(1, .redigitalizacion(motivo: "Es de otra acta"), try p.persona("supervision"))
            #expect(try await Self.decidir(uno, vieja).estado == 409)
            try p.digitalizar(1)
            try p.verificar(1, 130, por: ["captura3", "captura4"])
            try p.cortar()
            #expect(try await Self.siguiente(uno).siguiente != nil)
            let respuesta = try await Self.decidir(uno, vieja)
            #expect(respuesta.estado == 409)
            #expect(respuesta.texto.contains("PREP-ALM-003"))
            #expect(try p.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'cotejo'") == 0)
        }
    }

    @Test func `lo que se toma y no se decide regresa a la fila en diez minutos`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.verificar(1)
            try p.cortar()
            let (uno, dos) = (try await n.entrar("cotejo"), try await n.entrar("cotejo2"))
            let acta = try #require(try await Self.siguiente(uno).siguiente)
            #expect(try await Self.siguiente(dos).siguiente == nil)
            p.reloj.adelantar(599)
            #expect(try await Self.siguiente(dos).siguiente == nil)
            p.reloj.adelantar(1)
            #expect(try await Self.siguiente(dos).siguiente?.acta == 1)
            #expect(try await Self.decidir(uno, acta).estado == 409)
        }
    }

    @Test func `dos que toman a la vez nunca reciben la misma`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for acta in 1...6 { try p.verificar(acta) }
            try p.cortar()
            let (uno, dos) = (try await n.entrar("cotejo"), try await n.entrar("cotejo2"))
            async let a = Self.siguiente(uno)
            async let b = Self.siguiente(dos)
            let actas = [try await a.siguiente?.acta, try await b.siguiente?.acta].compactMap(\.self)
            #expect(Set(actas).count == 2)
            // The same decision twice at once is one fact.
            let suya = try #require(try await Self.siguiente(uno).siguiente)
            p.reloj.adelantar(1)
            async let x = Self.decidir(uno, suya, clave: "una sola clave")
            async let y = Self.decidir(uno, suya, clave: "una sola clave")
            #expect([try await x.estado, try await y.estado] == [200, 200])
            async let z = Self.decidir(uno, suya, clave: "otra clave más")
            #expect(try await z.estado == 409)
            #expect(try p.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'cotejo'") == 1)
        }
    }
}
