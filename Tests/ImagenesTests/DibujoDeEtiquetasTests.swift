import Apoyo
import CLeptonica
import Foundation
import Imagenes
import Testing

@Suite struct DibujoDeEtiquetasTests {
    private func etiquetas(_ n: Int, marca: String? = "SIMULACRO") -> [Etiqueta] {
        (0..<n).map {
            Etiqueta(
                qr: "PREP1|05|2027|AYU|05000\($0)C0100A02",
                renglones: ["05000\($0)C0100A02", "AYUNTAMIENTOS", "030 SALTILLO", "Sección 000\($0), Contigua 01"],
                marca: marca)
        }
    }

    /// Sheets at 150 dots per inch, as a cheap printer and scanner would leave them.
    private func hojas(_ pdf: [UInt8]) throws -> [[UInt8]] {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("etiquetas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: carpeta) }
        try Data(pdf).write(to: carpeta.appendingPathComponent("hojas.pdf"))
        let fin = try Programa.correr(
            "/usr/bin/pdftoppm", ["-r", "150", "-png", "hojas.pdf", "hoja"], carpeta: carpeta.path)
        try #require(fin.codigo == 0, "\(fin.errores)")
        let nombres = try FileManager.default.contentsOfDirectory(atPath: carpeta.path).sorted()
        return try nombres.filter { $0.hasSuffix(".png") }.map {
            [UInt8](try Data(contentsOf: carpeta.appendingPathComponent($0)))
        }
    }

    /// Cuts a sheet in its thirty labels.
    private func cortar(_ hoja: [UInt8]) -> [[UInt8]] {
        var original = pixReadMemPng(hoja, hoja.count)
        defer { pixDestroy(&original) }
        return (0..<30).map { n in
            var caja = boxCreate(Int32(28 + n % 3 * 412), Int32(75 + n / 3 * 150), 394, 150)
            defer { boxDestroy(&caja) }
            var etiqueta = pixClipRectangle(original, caja, nil)
            defer { pixDestroy(&etiqueta) }
            var salida: UnsafeMutablePointer<UInt8>?
            defer { lept_free(salida) }
            var cuenta = 0
            pixWriteMemPng(&salida, &cuenta, etiqueta, 0)
            return Array(UnsafeBufferPointer(start: salida, count: cuenta))
        }
    }

    @Test func `cada QR se lee a 150 puntos por pulgada`() throws {
        let todas = etiquetas(34)
        let hojas = try hojas(DibujoDeEtiquetas.pdf(todas))
        #expect(hojas.count == 2)
        let leidas = try hojas.flatMap(cortar).map { try RevisorDeImagen.revisar($0).first?.qr ?? [] }
        #expect(leidas.filter { !$0.isEmpty } == todas.map { [$0.qr] })
    }

    @Test func `las mismas etiquetas dan los mismos bytes`() throws {
        #expect(try DibujoDeEtiquetas.pdf(etiquetas(5)) == DibujoDeEtiquetas.pdf(etiquetas(5)))
        #expect(try DibujoDeEtiquetas.pdf(etiquetas(5)) != DibujoDeEtiquetas.pdf(etiquetas(5, marca: nil)))
    }

    @Test func `admite textos largos, ninguno y muchos`() throws {
        let raras = [
            Etiqueta(qr: "A", renglones: []), Etiqueta(qr: "B", renglones: [String(repeating: "LARGO ", count: 90)]),
            Etiqueta(
                qr: "C", renglones: (0..<40).map { "Renglón \($0)" }, marca: String(repeating: "MARCA ", count: 40)),
        ]
        #expect(try !DibujoDeEtiquetas.pdf(raras).isEmpty)
    }

    @Test func `sin etiquetas no hay documento`() {
        #expect(throws: ImagenError.sinHojas) { try DibujoDeEtiquetas.pdf([]) }
    }

    @Test func `rechaza un QR que no se podría leer en ese tamaño`() {
        let larga = String(repeating: "x", count: 120)
        #expect(throws: ImagenError.qrDemasiadoLargo(caracteres: 120)) {
            try DibujoDeEtiquetas.pdf([Etiqueta(qr: larga, renglones: [])])
        }
    }
}
