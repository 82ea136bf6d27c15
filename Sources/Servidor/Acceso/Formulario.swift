import Foundation

/// Fields of a form, or of a query, in the order in which they came.
struct Formulario: Sendable {
    private(set) var campos: [(nombre: String, valor: String)] = []

    init() {}

    init(campos: [(nombre: String, valor: String)]) { self.campos = campos }

    /// Reads `application/x-www-form-urlencoded`; what is not valid text reads as empty.
    init(_ texto: some StringProtocol) {
        for par in texto.split(separator: "&") {
            let partes = par.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            campos.append((Self.texto(partes[0]), partes.count > 1 ? Self.texto(partes[1]) : ""))
        }
    }

    private static func texto(_ codificado: some StringProtocol) -> String {
        codificado.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
    }

    /// First value of a field without spaces around; empty when it did not come.
    subscript(_ nombre: String) -> String {
        campos.first { $0.nombre == nombre }?.valor.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    /// The value as it was written: passwords keep their spaces.
    func literal(_ nombre: String) -> String { campos.first { $0.nombre == nombre }?.valor ?? "" }

    /// Every value of a repeated field.
    func todos(_ nombre: String) -> [String] { campos.filter { $0.nombre == nombre }.map(\.valor) }

    /// Nil when empty.
    func opcional(_ nombre: String) -> String? { self[nombre].isEmpty ? nil : self[nombre] }
}
