/// Why a document could not be made.
public struct DocumentoError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Codigo: String, Sendable, CaseIterable {
        /// A program that makes documents is not installed.
        case falta = "PREP-DOC-001"
        /// It failed or took too long.
        case fallo = "PREP-DOC-002"
        /// The body has what is not in the vocabulary of docs/documentos.md.
        case cuerpo = "PREP-DOC-003"
        /// The letterhead: its logo or its colour.
        case membrete = "PREP-DOC-004"
    }

    public let codigo: Codigo
    public let mensaje: String

    init(_ codigo: Codigo, _ mensaje: String) {
        self.codigo = codigo
        self.mensaje = mensaje
    }

    public static func == (a: DocumentoError, b: DocumentoError) -> Bool { a.codigo == b.codigo }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}
