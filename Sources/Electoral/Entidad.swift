/// One of the 32 entidades federativas: clave of two digits, name and the abbreviation that data bases carry in their
/// file names (Reglamento de Elecciones, Anexo 18.10 [K]).
public struct Entidad: Hashable, Sendable, Codable {
    public let clave: Int
    public let nombre: String
    public let abreviatura: String

    public init(clave: Int, nombre: String, abreviatura: String) {
        self.clave = clave
        self.nombre = nombre
        self.abreviatura = abreviatura
    }

    public var claveDosCifras: String { dosCifras(clave) }

    public static let todas: [Entidad] = [
        ("AGUASCALIENTES", "AGS"), ("BAJA CALIFORNIA", "BC"), ("BAJA CALIFORNIA SUR", "BCS"), ("CAMPECHE", "CAMP"),
        ("COAHUILA", "COAH"), ("COLIMA", "COL"), ("CHIAPAS", "CHIS"), ("CHIHUAHUA", "CHIH"),
        ("CIUDAD DE MÉXICO", "CDMX"), ("DURANGO", "DGO"), ("GUANAJUATO", "GTO"), ("GUERRERO", "GRO"),
        ("HIDALGO", "HGO"), ("JALISCO", "JAL"), ("MÉXICO", "MEX"), ("MICHOACÁN", "MICH"), ("MORELOS", "MOR"),
        ("NAYARIT", "NAY"), ("NUEVO LEÓN", "NL"), ("OAXACA", "OAX"), ("PUEBLA", "PUE"), ("QUERÉTARO", "QRO"),
        ("QUINTANA ROO", "QROO"), ("SAN LUIS POTOSÍ", "SLP"), ("SINALOA", "SIN"), ("SONORA", "SON"),
        ("TABASCO", "TAB"), ("TAMAULIPAS", "TAMPS"), ("TLAXCALA", "TLAX"), ("VERACRUZ", "VER"), ("YUCATÁN", "YUC"),
        ("ZACATECAS", "ZAC"),
    ].enumerated().map { Entidad(clave: $0.offset + 1, nombre: $0.element.0, abreviatura: $0.element.1) }

    public static func con(clave: Int) -> Entidad? { todas.first { $0.clave == clave } }
    public static func con(abreviatura: String) -> Entidad? {
        todas.first { $0.abreviatura == abreviatura.uppercased() }
    }
}
