import Electoral

/// A document to be made: what it says, in the vocabulary of docs/documentos.md, and the letterhead it is on.
public struct Escrito: Sendable {
    public var titulo: String
    /// HTML that a template wrote, with what people typed already escaped.
    public var cuerpo: String
    public var membrete: Membrete
    /// Writes a cover when the body has none.
    public var conPortada: Bool
    /// Writes a table of contents, after the cover, when the body does not say where it goes.
    public var conIndice: Bool
    /// The date that the file carries; without it the file carries none.
    public var fecha: FechaHora?
    public var idioma: String

    public init(
        titulo: String, cuerpo: String, membrete: Membrete, conPortada: Bool = false, conIndice: Bool = false,
        fecha: FechaHora? = nil, idioma: String = "es-MX"
    ) {
        self.titulo = titulo
        self.cuerpo = cuerpo
        self.membrete = membrete
        self.conPortada = conPortada
        self.conIndice = conIndice
        self.fecha = fecha
        self.idioma = idioma
    }
}

/// What every page says of who signs it.
public struct Membrete: Sendable {
    public let institucion: String
    public let unidad: String
    public let proceso: String
    public let logo: Logo?
    /// `#rrggbb`, in lower case.
    public let color: String
    /// What the foot of each page says; without it, the process and the unit.
    public let pie: String?

    public init(
        institucion: String, unidad: String, proceso: String, logo: Logo? = nil, color: String = "#0b5d57",
        pie: String? = nil
    ) throws(DocumentoError) {
        let cifras = Array(color.utf8.dropFirst())
        guard color.utf8.first == UInt8(ascii: "#"), cifras.count == 6,
            cifras.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { throw DocumentoError(.membrete, "El color del membrete se escribe como #0b5d57 y dice «\(color)».") }
        self.institucion = institucion
        self.unidad = unidad
        self.proceso = proceso
        self.logo = logo
        self.color = color.lowercased()
        self.pie = pie
    }

    var alPie: String { pie ?? [proceso, unidad].filter { !$0.isEmpty }.joined(separator: " · ") }

    /// The colour with most of it taken out, for shading.
    var claro: String {
        let valor = Int(color.dropFirst(), radix: 16) ?? 0
        let partes = [valor >> 16, valor >> 8 & 255, valor & 255].map { 255 - (255 - $0) * 12 / 100 }
        return "#" + partes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
