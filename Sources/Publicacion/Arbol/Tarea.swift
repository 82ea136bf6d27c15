import Foundation

/// Work done on another thread while the caller does something else.
///
/// `@unchecked Sendable`: the work and its result belong to the other thread until `valor` or `esperar` return, and to the
/// caller from then on.
final class Tarea<T>: @unchecked Sendable {
    private let grupo = DispatchGroup()
    private var resultado: Result<T, any Error>?

    /// - Parameter cuerpo: touches nothing that the caller touches before waiting.
    init(_ cuerpo: @escaping () throws -> T) {
        let caja = Caja(cuerpo: cuerpo)
        DispatchQueue.global(qos: .userInitiated).async(group: grupo) { [self] in
            resultado = Result(catching: caja.cuerpo)
        }
    }

    private struct Caja: @unchecked Sendable {
        let cuerpo: () throws -> T
    }

    func esperar() { grupo.wait() }

    func valor() throws -> T {
        esperar()
        guard let resultado else { throw CancellationError() }
        return try resultado.get()
    }
}
