import Almacen
import Electoral
import Foundation
import Operacion
import Testing

/// Console 8: packages of a CATD.
@Suite struct EmpaquetadoTests {
    private static func clave(_ acta: Acta.ID) -> String { PuertaDePrueba.catalogo.acta(acta)?.claveActa ?? "" }

    private static func abrir(_ n: Navegador, _ centro: String = "") async throws -> String {
        try await n.post("/empaquetado", ["clave": UUID().uuidString, "centro": centro]).destino
    }

    private static func acopiar(_ p: PuertaDePrueba, _ acta: Acta.ID, en centro: String = "CATD-1") throws {
        try p.hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try p.persona("acopio"), centro: centro)
    }

    @Test func `sólo entra lo recibido en ese CATD, una vez y en un paquete`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let acopio = try await n.entrar("acopio")
            try Self.acopiar(p, 1)
            try Self.acopiar(p, 2)
            try Self.acopiar(p, 4, en: "CATD-2")
            let paquete = try await Self.abrir(acopio)
            #expect(paquete == "/empaquetado/paquete/1")
            let puesta = try await acopio.post("\(paquete)/acta", ["acta": " \(Self.clave(1).lowercased()) "])
            #expect(puesta.destino == "\(paquete)?puesta=1")
            #expect(try await acopio.get(puesta.destino).texto.contains("Empacada: \(Self.clave(1))"))
            // The same again is not an error; another package is.
            let repetida = try await acopio.post("\(paquete)/acta", ["acta": Self.clave(1)])
            #expect(repetida.destino == "\(paquete)?estaba=1")
            #expect(
                try await acopio.get(repetida.destino).texto.contains("Ya estaba en este paquete: \(Self.clave(1))"))
            let otro = try await Self.abrir(acopio)
            for (tecleado, frase) in [
                (Self.clave(1), "ya está en el paquete 1"), (Self.clave(3), "no se ha recibido aquí"),
                (Self.clave(4), "se recibió en CATD-2"), ("050009B01002", "no es la clave"), ("", "Escanee"),
                ("<script>", "no es la clave"), (PuertaDePrueba.catalogo.acta(2)?.claveCasilla ?? "", "es de 2 actas"),
            ] {
                let vuelta = try await acopio.post("\(otro)/acta", ["acta": tecleado])
                #expect(vuelta.estado == 422 && vuelta.texto.contains(frase), "\(tecleado): \(vuelta.estado)")
                #expect(!vuelta.texto.contains("<script>\""))
            }
            // The whole label, as a scanner writes it.
            let identificador = Identificador(
                p.almacen, catalogo: PuertaDePrueba.catalogo, proceso: PuertaDePrueba.proceso, entorno: .simulacro)
            let etiqueta = try identificador.etiqueta(de: try #require(PuertaDePrueba.catalogo.acta(2))).texto
            let falsa = String(etiqueta.dropLast(8)) + "00000000"
            #expect(try await acopio.post("\(otro)/acta", ["acta": falsa]).estado == 422)
            #expect(try await acopio.post("\(otro)/acta", ["acta": etiqueta]).estado == 303)
            #expect(try p.numero("SELECT COUNT(*) FROM paquete_acta") == 2)
            let faltan = try await acopio.get("/empaquetado/faltantes")
            #expect(faltan.texto.contains("No ha llegado") && faltan.texto.contains("Se recibió en CATD-2"))
        }
    }

    @Test func `entregado ya no admite nada, y su constancia dice quién, a quién, qué y qué falta`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let acopio = try await n.entrar("acopio")
            for acta in 1...2 { try Self.acopiar(p, acta) }
            try p.hecho(4, .sinActa(.paqueteSinBolsa), try p.persona("supervision"))
            let paquete = try await Self.abrir(acopio)
            let entrega = ["recibe": "Ana <Pérez>", "cargo": "Presidenta del comité", "observaciones": "Sin sello"]
            #expect(try await acopio.post("\(paquete)/entrega", entrega).estado == 409)
            #expect(try await acopio.get("\(paquete)/constancia").estado == 409)
            _ = try await acopio.post("\(paquete)/acta", ["acta": Self.clave(1)])
            #expect(try await acopio.post("\(paquete)/entrega", ["recibe": "Ana"]).estado == 422)
            #expect(try await acopio.post("\(paquete)/entrega", entrega).destino == "\(paquete)/constancia")
            #expect(try await acopio.post("\(paquete)/entrega", entrega).estado == 303)
            #expect(try await acopio.post("\(paquete)/entrega", ["recibe": "Otra", "cargo": "x"]).estado == 409)
            #expect(try await acopio.post("\(paquete)/acta", ["acta": Self.clave(2)]).estado == 422)
            #expect(throws: AlmacenError.self) {
                try p.sql("INSERT INTO paquete_acta (acta, paquete, persona, instante) VALUES (2, 1, 1, 1)")
            }
            let constancia = try await acopio.get("\(paquete)/constancia").texto
            for parte in [
                "Persona acopio", "Ana &lt;Pérez&gt;", "Presidenta del comité", Self.clave(1), "Sin sello",
                Self.clave(2),
                "Recibida aquí y sin empacar", "Sin acta por paquete entregado sin bolsa", "class=\"firmas\"",
            ] { #expect(constancia.contains(parte), "\(parte)") }
        }
    }

    @Test func `cada CATD ve los suyos; coordinación, todos`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.abrir("acopio-otro", .acopio, centro: "CATD-2")
            try Self.acopiar(p, 1)
            let (uno, otro) = (try await n.entrar("acopio"), try await n.entrar("acopio-otro"))
            let coordinacion = try await n.entrar("coordinacion")
            let paquete = try await Self.abrir(uno)
            _ = try await uno.post("\(paquete)/acta", ["acta": Self.clave(1)])
            #expect(try await otro.get(paquete).estado == 404)
            #expect(try await otro.post("\(paquete)/acta", ["acta": Self.clave(1)]).estado == 404)
            // The centre of a form does not move somebody who has their own.
            #expect(try await Self.abrir(otro, "CATD-1") == "/empaquetado/paquete/2")
            #expect(try p.textos("SELECT centro FROM paquete ORDER BY id") == ["CATD-1", "CATD-2"])
            #expect(try await coordinacion.get(paquete).estado == 200)
            #expect(try await coordinacion.post("/empaquetado", ["clave": "12345678"]).estado == 422)
            #expect(
                try await coordinacion.post("/empaquetado", ["clave": "12345678", "centro": "CCV-1"]).estado == 404)
            let propio = try await Self.abrir(coordinacion, "CATD-2")
            #expect(propio == "/empaquetado/paquete/3")
            #expect(try await coordinacion.get("/empaquetado?centro=CATD-2").texto.contains("Paquete 2"))
        }
    }

    @Test func `la misma acta en dos paquetes a la vez queda en uno, y abrir dos veces abre uno`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for acta in [1, 2, 4, 5] { try Self.acopiar(p, acta) }
            let (uno, dos) = (try await n.entrar("acopio"), try await n.entrar("acopio2"))
            let (a, b) = (try await Self.abrir(uno), try await Self.abrir(dos))
            for acta in [1, 2, 4, 5] {
                async let x = uno.post("\(a)/acta", ["acta": Self.clave(acta)]).estado
                async let y = dos.post("\(b)/acta", ["acta": Self.clave(acta)]).estado
                let estados = [try await x, try await y].sorted()
                #expect(estados == [303, 422])
            }
            #expect(try p.numero("SELECT COUNT(*) FROM paquete_acta") == 4)
            async let x = uno.post("/empaquetado", ["clave": "la misma clave"]).destino
            async let y = uno.post("/empaquetado", ["clave": "la misma clave"]).destino
            let destinos = [try await x, try await y]
            #expect(destinos[0] == destinos[1])
        }
    }

    @Test func `lo fotografiado en casilla se empaca donde llega su papel, y lo fuera de catálogo también`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let acopio = try await n.entrar("acopio")
            let foto = Procedencia(origen: .casilla, digitalizacion: .movil)
            try p.hecho(1, .digitalizacion(imagen: cifras(1, ancho: 64), foto), try p.persona("casilla"))
            try p.hecho(3, .digitalizacion(imagen: cifras(3, ancho: 64), foto), try p.persona("casilla"))
            let fuera = try p.almacen.acta(fueraDeCatalogo: "SOBRE 9", eleccion: 0)
            try p.almacen.registrar(
                Hecho(
                    clave: "fuera", acta: fuera,
                    evento: .fueraDeCatalogo(
                        imagen: cifras(2, ancho: 64), Procedencia(origen: .catd, digitalizacion: .escaner)),
                    persona: try p.persona("supervision"), centro: "CATD-1", instante: p.reloj.ahora),
                campos: 0, esquema: .dobleCaptura)
            #expect(try await acopio.get("/empaquetado/faltantes").texto.contains("Fotografiada en la casilla"))
            let paquete = try await Self.abrir(acopio)
            #expect(try await acopio.post("\(paquete)/acta", ["acta": Self.clave(1)]).estado == 303)
            #expect(try await acopio.post("\(paquete)/acta", ["acta": Self.clave(3)]).estado == 422)
            #expect(try await acopio.post("\(paquete)/acta", ["acta": "SOBRE 9"]).estado == 303)
            #expect(try await acopio.get(paquete).texto.contains("SOBRE 9"))
        }
    }
}
