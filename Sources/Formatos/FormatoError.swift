/// Input that cannot be read, with where and what to do. Equal by code.
public struct FormatoError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Stable public codes; `docs/errores.md` says what the operator does about each.
    public enum Codigo: String, Sendable, CaseIterable {
        case noEsBase = "PREP-FMT-001"
        case filaConOtrasColumnas = "PREP-FMT-002"
        case valorInvalido = "PREP-FMT-003"
        case archivoAusente = "PREP-FMT-004"
        case yamlInvalido = "PREP-FMT-005"
        case columnaAusente = "PREP-FMT-006"
        case claveRepetida = "PREP-FMT-007"
        case referenciaDesconocida = "PREP-FMT-008"
        case demasiadoGrande = "PREP-FMT-009"
        case zipInvalido = "PREP-FMT-010"
    }

    public let codigo: Codigo
    public let archivo: String
    /// From 1; nil when the whole file is at fault.
    public let linea: Int?
    /// From 1, or nil.
    public let columna: Int?
    public let mensaje: String

    public init(_ codigo: Codigo, archivo: String, linea: Int? = nil, columna: Int? = nil, _ mensaje: String) {
        self.codigo = codigo
        self.archivo = archivo
        self.linea = linea
        self.columna = columna
        self.mensaje = mensaje
    }

    public static func == (a: FormatoError, b: FormatoError) -> Bool { a.codigo == b.codigo }

    /// `archivo:línea:columna: mensaje [código]`
    public var description: String {
        let donde = ([archivo] + [linea, columna].compactMap { $0.map(String.init) }).joined(separator: ":")
        return "\(donde): \(mensaje) [\(codigo.rawValue)]"
    }
}
