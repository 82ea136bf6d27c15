import Almacen
import Foundation
import HTTPTypes
import Testing

/// Labels from a console.
@Suite struct EtiquetasTests {
    @Test func `coordinación baja sus etiquetas y queda qué, quién y cuándo`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("coordinacion")
            let pdf = try await uno.post("/etiquetas", ["eleccion": "0", "centro": "CATD-1"])
            #expect(pdf.estado == 200 && pdf.bytes.starts(with: Array("%PDF".utf8)))
            #expect(pdf.cabeceras[.contentType] == "application/pdf" && pdf.cabeceras[.cacheControl] == "no-store")
            #expect(try await uno.post("/etiquetas", ["unidad": "1-0"]).estado == 200)
            let impresas = try p.almacen.etiquetasImpresas()
            #expect(impresas.map(\.actas) == [3, 2])
            #expect(impresas.map(\.alcance) == ["DIP_LOC · Municipio 001 UNO", "AYUN · CATD-1"])
            #expect(impresas.allSatisfy { $0.persona == "Persona coordinacion" })
            let pagina = try await uno.get("/etiquetas").texto
            #expect(pagina.contains("AYUN · CATD-1") && pagina.contains("Persona coordinacion"))
            #expect(throws: AlmacenError.self) { try p.sql("DELETE FROM etiqueta_impresa") }
        }
    }

    @Test func `lo que no se puede imprimir se dice y no se anota`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("administracion")
            let casos: [([String: String], String)] = [
                (["claves": "NO-ES-CLAVE"], "No son de ningún acta"), (["centro": "CATD-9"], "Ninguna acta"),
                (["eleccion": "9"], "de la lista"), (["eleccion": "0", "unidad": "1-0"], "de otra elección"),
                (["unidad": "1-99"], "de la lista"),
            ]
            for (campos, frase) in casos {
                let vuelta = try await uno.post("/etiquetas", campos)
                #expect(vuelta.estado == 422 && vuelta.texto.contains(frase), "\(frase)")
            }
            #expect(try p.almacen.etiquetasImpresas().isEmpty)
        }
    }
}
