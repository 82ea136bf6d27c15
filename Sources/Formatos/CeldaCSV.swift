/// A cell of a CSV, by scalars: for text, a quote with an accent on top is another letter; for whoever reads the file it is
/// still a quote.
public enum CeldaCSV {
    /// Quoted, with its quotes doubled.
    public static func citada(_ valor: some StringProtocol) -> String {
        var texto = "\""
        for escalar in valor.unicodeScalars {
            if escalar == "\"" { texto += "\"" }
            texto.unicodeScalars.append(escalar)
        }
        return texto + "\""
    }

    /// What somebody typed, quoted and never a formula: a spreadsheet opens it as text.
    public static func deTexto(_ valor: String) -> String {
        let esFormula = valor.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        return citada(esFormula && Int(valor) == nil ? "'" + valor : valor)
    }
}
