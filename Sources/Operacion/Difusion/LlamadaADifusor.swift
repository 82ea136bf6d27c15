/// A call to a contact of a difusor: whom, how it ended and what was said.
public struct LlamadaADifusor: Sendable, Hashable {
    public enum Resultado: String, Sendable, Hashable, CaseIterable {
        case contesto
        case noContesto = "no_contesto"
        case equivocado

        public var nombre: String {
            switch self {
            case .contesto: "Contestó"
            case .noContesto: "No contestó"
            case .equivocado: "El número no es el suyo"
            }
        }
    }

    public let con: String
    public let resultado: Resultado
    public let texto: String

    public init(con: String, resultado: Resultado, texto: String) {
        self.con = con
        self.resultado = resultado
        self.texto = texto
    }

    /// As it is noted: its beginning says how it ended.
    var frase: String { "\(resultado.nombre) (\(con))\(texto.isEmpty ? "" : ": \(texto)")" }

    /// Whether somebody was told, by what was noted of a call.
    static func seContesto(_ frase: String) -> Bool { frase.hasPrefix(Resultado.contesto.nombre) }
}
