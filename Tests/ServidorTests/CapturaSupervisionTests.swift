import Almacen
import Electoral
import Foundation
import HTTPTypes
import Testing

/// Console 5: what a supervisor decides.
@Suite struct CapturaSupervisionTests {
    /// Three captures of acta 1, no two alike: 1, 2 and 3 in the first box, the same in the others.
    private static func enConflicto(_ p: PuertaDePrueba) throws {
        try p.abrir("captura3", .captura)
        try CapturaPorHTTPTests.llegar(p, 1...1)
        for (pa, usuario) in zip(1..., ["captura", "captura2", "captura3"]) {
            try p.hecho(1, .captura(PuertaDePrueba.captura(Int32(pa))), try p.persona(usuario))
        }
    }

    private static let decision = [
        "acta": "1", "imagen": cifras(1, ancho: 64), "ronda": "1", "clave": "clave-de-prueba", "fuente-0": "2",
        "motivo-0": "Prevalece la letra sobre el número",
    ]

    @Test func `la lista lleva a las tres capturas sin decir de quién son`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.enConflicto(p)
            let yo = try await n.entrar("supervision")
            let lista = try await yo.get("/supervision")
            #expect(lista.texto.contains("Tres capturas distintas: 1 acta"))
            let tomada = try await yo.post("/supervision/tomar", ["acta": "1"])
            #expect(tomada.destino == "/supervision/acta/1")
            let hoja = try await yo.get(tomada.destino)
            #expect(hoja.estado == 200)
            #expect(hoja.texto.contains("Captura 3"))
            #expect(hoja.texto.contains("name=\"fuente-0\""))
            #expect(!hoja.texto.contains("name=\"fuente-1\""))
            for usuario in ["captura", "captura2", "captura3"] {
                #expect(!hoja.texto.contains("Persona \(usuario)"))
            }
            #expect(try await yo.get("/supervision/imagen/\(cifras(1, ancho: 64))").bytes == [1])
            #expect(try await yo.get("/supervision/imagen/\(cifras(2, ancho: 64))").estado == 404)
            let otra = try await n.entrar("supervision2")
            #expect(try await otra.get("/supervision").texto.contains("La tiene otra persona"))
            #expect(try await otra.get("/supervision/acta/1").estado == 409)
            #expect(try await otra.post("/supervision/decidir", Self.decision).estado == 409)
        }
    }

    @Test(arguments: [(1, true), (4, false)])
    func `la figura en disputa se recorta de la imagen si la plantilla dice dónde está`(
        acta: Acta.ID, conRecuadros: Bool
    ) async throws {
        try await PuertaDePrueba.poner { p, n in
            try p.abrir("captura3", .captura)
            try CapturaPorHTTPTests.llegar(p, acta...acta)
            for (pa, usuario) in zip(1..., ["captura", "captura2", "captura3"]) {
                try p.hecho(acta, .captura(PuertaDePrueba.captura(Int32(pa))), try p.persona(usuario))
            }
            let hoja = try await n.entrar("supervision").get("/supervision/acta/\(acta)").texto
            #expect(hoja.contains("Captura 3"))
            #expect(hoja.components(separatedBy: "<svg class=\"recorte\"").count == (conRecuadros ? 2 : 1))
            #expect(hoja.contains("aria-label=\"Recorte de la imagen: Partido A\"") == conRecuadros)
            #expect(hoja.contains("data-recuadro=\"4084 1734 5832 932\"") == conRecuadros)
            #expect(hoja.contains("data-recuadro=\"4500 2000 5000 400\">Ver en el acta") == conRecuadros)
            #expect(hoja.contains("<image href=\"/supervision/imagen/\(cifras(acta, ancho: 64))\"") == conRecuadros)
        }
    }

    @Test func `una decisión incompleta regresa con lo escrito y la completa se registra una vez`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.enConflicto(p)
            let yo = try await n.entrar("supervision")
            for (campos, texto) in [
                (["fuente-0": "", "motivo-0": ""], "Falta elegir o escribir el valor."),
                (["motivo-0": "Otro motivo"], "Falta el motivo."),
                (["fuente-0": "imagen", "leido-0": "doce"], "Escriba la cantidad leída"),
                (["fuente-0": "imagen", "leido-0": "12345"], "más cifras"),
                (["fuente-0": "9"], "No existe esa captura."),
                (["fuente-0": "-9223372036854775808"], "Falta elegir o escribir el valor."),
                (["fuente-0": "0"], "Falta elegir o escribir el valor."),
            ] {
                let vuelta = try await yo.post("/supervision/decidir", Self.decision.merging(campos) { $1 })
                #expect(vuelta.estado == 422)
                #expect(vuelta.texto.contains(texto))
                if let leido = campos["leido-0"] { #expect(vuelta.texto.contains("value=\"\(leido)\"")) }
            }
            for _ in 0..<2 {
                let vuelta = try await yo.post("/supervision/decidir", Self.decision)
                #expect(vuelta.estado == 303)
                #expect(vuelta.destino == "/supervision?hecho=decidida")
            }
            #expect(
                try p.textos("SELECT datos || ' ' || motivo FROM hecho WHERE tipo = 'decision'")
                    == ["2,50,1 PA = 2 (captura 2): Prevalece la letra sobre el número"])
        }
    }

    @Test func `un valor que nadie tecleó queda señalado en el motivo`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.enConflicto(p)
            let campos = [
                "fuente-0": "imagen", "leido-0": "4", "motivo-0": "Otro motivo", "detalle-0": "La letra dice cuatro",
            ]
            let yo = try await n.entrar("supervision")
            #expect(
                try await yo.post("/supervision/decidir", Self.decision.merging(campos) { $1 }).estado == 303)
            #expect(
                try p.textos("SELECT motivo FROM hecho WHERE tipo = 'decision'")
                    == ["PA = 4 (leído en la imagen, nadie lo capturó): La letra dice cuatro"])
        }
    }

    @Test func `pedir otra imagen exige motivo y regresa el acta a digitalización`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try Self.enConflicto(p)
            let yo = try await n.entrar("supervision")
            #expect(try await yo.post("/supervision/redigitalizar", Self.decision).estado == 422)
            for _ in 0..<2 {
                let vuelta = try await yo.post(
                    "/supervision/redigitalizar", Self.decision.merging(["motivo": "Cortada"]) { $1 })
                #expect(vuelta.destino == "/supervision?hecho=redigitalizada")
            }
            #expect(try p.textos("SELECT etapa FROM acta_estado WHERE acta = 1") == ["acopiada"])
        }
    }
}
