import Electoral

/// How the files of a data base are opened, with the exact orders for its format: what the LEEME says here is what the
/// bars run. A spreadsheet that guesses types loses zeros and takes `210001E0100` for a power of ten.
struct ComoSeAbre {
    let formato: FormatoDeBase
    let base: String
    let candidaturas: String
    /// Columns of the data base.
    let columnas: Int

    /// Line of the header, from 1.
    static func filaDeEncabezado(_ f: FormatoDeBase) -> Int { f.encabezado == .b ? 7 : 6 }

    private var salta: Int { Self.filaDeEncabezado(formato) - 1 }

    /// The same encoding as each program calls it; 76 and 1 are the numbers of LibreOffice, 65001 and 1252 those of Excel.
    private var juego: (pandas: String, duckdb: String, libreOffice: String, pantalla: String, excel: String) {
        switch formato.codificacion {
        case .utf8ConBOM: ("utf-8-sig", "utf-8", "76", "Unicode (UTF-8)", "65001: Unicode (UTF-8)")
        case .utf8: ("utf-8", "utf-8", "76", "Unicode (UTF-8)", "65001: Unicode (UTF-8)")
        case .cp1252:
            ("cp1252", "latin-1", "1", "Europa occidental (Windows-1252/WinLatin 1)", "1252: Europeo occidental")
        }
    }

    private var separador: (orden: String, palabra: String) {
        switch formato.delimitador {
        case "\t": ("\\t", "tabulador")
        case ",": (",", "coma")
        case ";": (";", "punto y coma")
        default: (formato.delimitador, "«\(formato.delimitador)»")
        }
    }

    /// Import options of LibreOffice: separator, quote, encoding, first line, and every column as text (2).
    private var opcionesDeLibreOffice: String {
        let separador = formato.delimitador.utf8.first ?? UInt8(ascii: ",")
        let tipos = (1...max(columnas, 1)).map { "\($0)/2" }.joined(separator: "/")
        return "CSV:\(separador),34,\(juego.libreOffice),\(salta + 1),\(tipos)"
    }

    var lineas: [String] {
        let pandas = "sep=\"\(separador.orden)\", encoding=\"\(juego.pandas)\""
        return [
            "Todas las columnas son texto. Las claves empiezan con cero y las de casillas extraordinarias (050001E0100) parecen",
            "un número; en las de votos puede decir ILEGIBLE, SIN DATO, SIN ACTA o -. Conviértalas en números después de abrir.",
            "Se saltan \(salta) líneas y la siguiente es el encabezado; quien no cuenta las líneas vacías salta 4.",
            "\(candidaturas) se abre igual, sin saltar ninguna.",
            "",
            "pandas: pandas.read_csv(\"\(base)\", \(pandas), skiprows=\(salta), dtype=str, keep_default_na=False)",
            "DuckDB: FROM read_csv('\(base)', delim='\(separador.orden)', quote='\"', encoding='\(juego.duckdb)', skip=\(salta),"
                + " header=true, all_varchar=true)",
            "LibreOffice: soffice --headless --convert-to ods --infilter=\"\(opcionesDeLibreOffice)\" \(base)",
            "LibreOffice, en pantalla: al abrir, conjunto de caracteres \(juego.pantalla), desde la fila \(salta + 1), separado por"
                + " \(separador.palabra), delimitador de cadena \"; elija todas las columnas y el tipo Texto.",
            "Excel: no lo abra con doble clic. Datos, Obtener datos, De texto/CSV: origen \(juego.excel), delimitador"
                + " \(separador.palabra), no detectar los tipos de datos; en Transformar quite las primeras \(salta) filas y use la"
                + " siguiente como encabezado.",
        ]
    }
}
