import Almacen
import Electoral
import Foundation
import Testing

/// Centres in Administración: added, corrected and put out of service, with their record.
@Suite struct CentrosTests {
    private static func datos(
        _ nombre: String, domicilio: String = "Calle Uno 1", motivo: String = "Acuerdo 5", tipo: String = "CATD"
    ) -> [String: String] {
        ["nombre": nombre, "domicilio": domicilio, "motivo": motivo, "tipo": tipo, "clave": UUID().uuidString]
    }

    @Test func `un centro se agrega y se corrige, y queda quién, cuándo y qué`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("administracion")
            var nuevo = Self.datos("Tercer <CATD>")
            nuevo["centro"] = "catd-3"
            #expect(try await uno.post("/administracion/centros", nuevo).destino.hasSuffix("/CATD-3"))
            #expect(try await uno.post("/administracion/centros", nuevo).estado == 303, "el mismo envío")
            var repetido = Self.datos("Otro")
            repetido["centro"] = "CATD-3"
            #expect(try await uno.post("/administracion/centros", repetido).estado == 409)
            for clave in ["", "CATD 3", "CATD/3", String(repeating: "A", count: 21)] {
                repetido["centro"] = clave
                #expect(try await uno.post("/administracion/centros", repetido).estado == 422, "\(clave)")
            }
            let ruta = "/administracion/centros/centro/CATD-3"
            #expect(try await uno.post(ruta, Self.datos("Tercero", motivo: "")).estado == 422)
            #expect(try await uno.post(ruta, Self.datos("Tercero", tipo: "CCV")).estado == 303)
            #expect(try p.almacen.centro("CATD-3")?.tipo == "CCV", "sin usar, cambia de tipo")
            #expect(try await uno.post(ruta, Self.datos("Tercero", tipo: "CCV")).estado == 409, "nada cambia")
            let historia = try p.almacen.cambiosDeCentros("CATD-3")
            #expect(historia.map(\.suceso) == [.correccion, .alta])
            #expect(historia.allSatisfy { $0.persona == "Persona administracion" && $0.motivo == "Acuerdo 5" })
            let pagina = try await uno.get("/administracion/centros").texto
            #expect(pagina.contains("Tercer &lt;CATD&gt;") && pagina.contains("Corrección"))
            #expect(throws: AlmacenError.self) { try p.sql("DELETE FROM centro WHERE clave = 'CATD-3'") }
            #expect(throws: AlmacenError.self) { try p.sql("UPDATE centro_cambio SET motivo = 'otro'") }
            #expect(throws: AlmacenError.self) { try p.sql("UPDATE centro SET clave = 'X' WHERE clave = 'CATD-3'") }
        }
    }

    @Test func `un centro que se usó no cambia de tipo`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("administracion")
            let vuelta = try await uno.post("/administracion/centros/centro/CATD-1", Self.datos("X", tipo: "CCV"))
            #expect(vuelta.estado == 409 && vuelta.texto.contains("su tipo ya no cambia"))
            #expect(try p.almacen.centro("CATD-1")?.tipo == "CATD")
        }
    }

    @Test func `no se da de baja con actas por llegar ni con gente, y después nadie trabaja ahí`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("administracion")
            let ruta = "/administracion/centros/centro/CATD-2/estado"
            func baja() async throws -> Navegador.Vuelta {
                try await uno.post(ruta, ["activo": "0", "motivo": "Se quemó", "clave": UUID().uuidString])
            }
            let conActas = try await baja()
            #expect(conActas.estado == 409 && conActas.texto.contains("reasigne antes"))
            #expect(throws: AlmacenError.self) { try p.sql("UPDATE centro SET activo = 0 WHERE clave = 'CATD-2'") }
            // Its two actas go elsewhere; a person stays.
            _ = try p.almacen.reasignar(
                actas: [3, 6], a: "CATD-1", persona: Persona(id: 1), instante: p.reloj.ahora, motivo: "Prueba")
            let persona = try p.abrir("acopio3", .acopio, centro: "CATD-2")
            let conGente = try await baja()
            #expect(conGente.estado == 409 && conGente.texto.contains("1 personas activas"))
            try p.sql("UPDATE cuenta SET activa = 0 WHERE persona = ?", [.entero(persona.id)])
            #expect(try await baja().estado == 303)
            #expect(try p.almacen.centro("CATD-2")?.activo == false)
            // Neither people nor actas go there any more, whoever asks.
            #expect(throws: AlmacenError.self) {
                try p.sql("UPDATE cuenta SET activa = 1 WHERE persona = ?", [.entero(persona.id)])
            }
            #expect(throws: AlmacenError.self) { try p.abrir("acopio4", .acopio, centro: "CATD-2") }
            #expect(throws: AlmacenError.self) {
                try p.almacen.reasignar(
                    actas: [3], a: "CATD-2", persona: Persona(id: 1), instante: p.reloj.ahora, motivo: "Prueba")
            }
            let alta = try await uno.post(
                "/administracion/usuarios",
                ["usuario": "nuevo.acopio", "nombre": "Nuevo", "rol": "acopio", "centro": "CATD-2"])
            #expect(alta.estado == 422)
            #expect(
                try await uno.post(ruta, ["activo": "1", "motivo": "Reparado", "clave": UUID().uuidString]).estado
                    == 303)
            #expect(try p.almacen.cambiosDeCentros("CATD-2").map(\.suceso) == [.reactivacion, .baja])
            _ = try p.abrir("acopio4", .acopio, centro: "CATD-2")
        }
    }

    @Test func `una carpeta importada otra vez no deshace lo corregido`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("administracion")
            #expect(
                try await uno.post("/administracion/centros/centro/CATD-1", Self.datos("Corregido")).estado == 303)
            try p.almacen.guardar(
                centros: [
                    CentroGuardado(clave: "CATD-1", tipo: "CATD", nombre: "Como en la carpeta"),
                    CentroGuardado(clave: "CATD-2", tipo: "CATD", nombre: "Como en la carpeta"),
                ], adscripcion: [1: "CATD-1"])
            #expect(try p.almacen.centro("CATD-1")?.nombre == "Corregido")
            #expect(try p.almacen.centro("CATD-1")?.domicilio == "Calle Uno 1")
            #expect(try p.almacen.centro("CATD-2")?.nombre == "Como en la carpeta")
        }
    }
}
