/// How the institute prints its data base (dominio 6.2–6.4). The default is the OPL structure of 2024.
public struct FormatoDeBase: Hashable, Sendable, Codable {
    /// Where the summary stands: `a` as INE 2021/2024 (names in line 3), `b` as OPL 2024 (empty line 3, names in line
    /// 4).
    public enum Encabezado: String, Hashable, Sendable, Codable { case a, b }
    public enum Codificacion: String, Hashable, Sendable, Codable {
        case utf8ConBOM = "utf-8-bom"
        case utf8 = "utf-8"
        case cp1252
    }
    public enum FinDeLinea: String, Hashable, Sendable, Codable { case crlf, lf }

    public var encabezado: Encabezado
    /// One of `,` `|` `;` or tab.
    public var delimitador: String
    public var codificacion: Codificacion
    public var finDeLinea: FinDeLinea
    /// Written before the columns of combinations: `C_` in Puebla, nothing in the 2024 template.
    public var prefijoCoalicion: String
    /// Adds the column COTEJADA, which the federal data base has and the OPL template has not.
    public var cotejada: Bool
    /// Column names of the institute that differ from the template: `["DISTRITO_LOCAL": "DISTRITO"]`.
    public var nombres: [String: String]

    public init(
        encabezado: Encabezado = .b, delimitador: String = ",", codificacion: Codificacion = .utf8ConBOM,
        finDeLinea: FinDeLinea = .crlf, prefijoCoalicion: String = "", cotejada: Bool = false,
        nombres: [String: String] = [:]
    ) {
        self.encabezado = encabezado
        self.delimitador = delimitador
        self.codificacion = codificacion
        self.finDeLinea = finDeLinea
        self.prefijoCoalicion = prefijoCoalicion
        self.cotejada = cotejada
        self.nombres = nombres
    }
}
