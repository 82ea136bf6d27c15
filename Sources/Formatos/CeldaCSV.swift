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
        citada(esFormula(valor) && Int(valor) == nil ? "'" + valor : valor)
    }

    /// Whether a spreadsheet that opens it unquoted may take it for a formula.
    static func esFormula(_ valor: String) -> Bool {
        switch valor.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13: true
        default: false
        }
    }
}
