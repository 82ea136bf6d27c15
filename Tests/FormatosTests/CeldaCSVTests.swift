import Formatos
import Testing

/// Cells by scalars: what is a quote for whoever reads the file is a quote, whatever it carries on top.
@Suite struct CeldaCSVTests {
    @Test(arguments: [
        ("sin nada", "\"sin nada\""), ("di \"no\"", "\"di \"\"no\"\"\""), ("x\"\u{301},=1", "\"x\"\"\u{301},=1\""),
        ("", "\"\""),
    ])
    func `cita y dobla sus comillas`(valor: String, celda: String) {
        #expect(CeldaCSV.citada(valor).unicodeScalars.elementsEqual(celda.unicodeScalars))
    }

    @Test(arguments: ["=1+1", "+A1", "@SUM(A1)", "-x", "\tx", "=\u{301}1"])
    func `lo que una hoja tomaría por fórmula es texto`(valor: String) {
        #expect(CeldaCSV.deTexto(valor).unicodeScalars.starts(with: "\"'".unicodeScalars))
    }

    @Test func `un número negativo sigue siendo número`() { #expect(CeldaCSV.deTexto("-12") == "\"-12\"") }
}
