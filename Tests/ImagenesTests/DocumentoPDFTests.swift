import Foundation
import Imagenes
import Testing

@Suite struct DocumentoPDFTests {
    @Test func `imprime una página tamaño carta por acta y sin fecha`() throws {
        let hojas = (0..<3).map { HojaDeActa.ejemplo(renglones: 20, clave: "A\($0)") }
        let pdf = try DibujoDeActa.pdf(hojas, semilla: 1)
        let texto = String(decoding: pdf, as: UTF8.self)
        #expect(texto.hasPrefix("%PDF-"))
        #expect(texto.contains("/Count 3"))
        #expect(texto.contains("[ 0 0 612 792 ]"))
        #expect(!texto.contains("CreationDate"))
    }

    @Test func `en archivo escribe los mismos bytes que en memoria`() throws {
        try enCarpeta { (carpeta: String) throws -> Void in
            let hojas = (0..<5).map { HojaDeActa.ejemplo(renglones: 10 + 12 * $0, marca: "SIMULACRO", clave: "A\($0)") }
            let ruta = carpeta + "/actas.pdf"
            try DibujoDeActa.pdf(hojas.lazy.map(\.self), semilla: 9, en: ruta)
            #expect(try [UInt8](Data(contentsOf: URL(filePath: ruta))) == DibujoDeActa.pdf(hojas, semilla: 9))
            #expect(try archivos(en: carpeta) == ["actas.pdf"])
        }
    }

    @Test func `dice la ruta que no pudo escribir`() throws {
        try enCarpeta { (carpeta: String) throws -> Void in
            let ruta = carpeta + "/no-existe/actas.pdf"
            #expect(throws: ImagenError.escritura(ruta)) {
                try DibujoDeActa.pdf(CollectionOfOne(HojaDeActa.ejemplo()), semilla: 1, en: ruta)
            }
        }
    }

    @Test func `si una hoja falla conserva el documento anterior y no deja restos`() throws {
        try enCarpeta { (carpeta: String) throws -> Void in
            let ruta = carpeta + "/actas.pdf"
            try Data("anterior".utf8).write(to: URL(filePath: ruta))
            var mala = HojaDeActa.ejemplo()
            mala.qr = String(repeating: "x", count: 9_000)
            #expect(throws: ImagenError.qrDemasiadoLargo(caracteres: 9_000)) {
                try DibujoDeActa.pdf(AnySequence([.ejemplo(), mala]), semilla: 1, en: ruta)
            }
            #expect(try Data(contentsOf: URL(filePath: ruta)) == Data("anterior".utf8))
            #expect(try archivos(en: carpeta) == ["actas.pdf"])
        }
    }

    @Test func `sin actas no hay documento`() throws {
        #expect(throws: ImagenError.sinHojas) { try DibujoDeActa.pdf([], semilla: 1) }
        try enCarpeta { (carpeta: String) throws -> Void in
            let ruta = carpeta + "/actas.pdf"
            #expect(throws: ImagenError.sinHojas) {
                try DibujoDeActa.pdf(EmptyCollection<HojaDeActa>(), semilla: 1, en: ruta)
            }
            #expect(try archivos(en: carpeta) == [])
        }
    }

    private func archivos(en carpeta: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: carpeta)
    }

    private func enCarpeta(_ prueba: (String) throws -> Void) throws {
        let carpeta = FileManager.default.temporaryDirectory.appending(path: "imagenes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: carpeta) }
        try prueba(carpeta.path)
    }
}
