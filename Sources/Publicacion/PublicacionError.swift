/// Why a corte could not be written. The last published one stays whole: the pointer is the last file to change.
public struct PublicacionError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Codigo: String, Sendable, CaseIterable {
        case noSeEscribe = "PREP-PUB-001"
        case otroEntorno = "PREP-PUB-002"
        case faltaImagen = "PREP-PUB-003"
        case retrocede = "PREP-PUB-004"
    }

    public let codigo: Codigo
    public let mensaje: String

    init(_ codigo: Codigo, _ mensaje: String) {
        self.codigo = codigo
        self.mensaje = mensaje
    }

    public static func == (a: PublicacionError, b: PublicacionError) -> Bool { a.codigo == b.codigo }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}
