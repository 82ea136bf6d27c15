/// What distribution says when it cannot go on, in Spanish, with a code of [errores.md](../../docs/errores.md).
public struct DifusionError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Clase: String, Sendable, Hashable {
        /// The tree that is to be sent, or that was received, is not whole: nothing of it is used.
        case arbol = "PREP-DIF-001"
        /// The signature is of nobody known, or false.
        case firma = "PREP-DIF-002"
        /// A register, an option or a file of the person's is wrong.
        case datos = "PREP-DIF-003"
        /// The other side cannot be reached, or refused.
        case conexion = "PREP-DIF-004"
        /// The other side is not who it was: its host key is another.
        case identidad = "PREP-DIF-005"
        /// A disk, here.
        case disco = "PREP-DIF-006"
    }

    public let clase: Clase
    public let motivo: String

    public init(_ clase: Clase, _ motivo: String) {
        self.clase = clase
        self.motivo = motivo
    }

    public var description: String { "\(motivo) [\(clase.rawValue)]" }
}
