import Foundation
import Synchronization

enum Espera {
    /// Runs something asynchronous to its end.
    static func de<T: Sendable>(_ cuerpo: @escaping @Sendable () async throws -> T) throws -> T {
        let fin = DispatchSemaphore(value: 0)
        let caja = Caja<T>()
        Task {
            do { caja.poner(.success(try await cuerpo())) } catch { caja.poner(.failure(error)) }
            fin.signal()
        }
        fin.wait()
        return try caja.resultado()
    }
}

/// What a task leaves for the thread that waits for it.
private final class Caja<T: Sendable>: Sendable {
    private let contenido = Mutex<Result<T, any Error>?>(nil)

    func poner(_ resultado: Result<T, any Error>) { contenido.withLock { $0 = resultado } }

    func resultado() throws -> T {
        guard let resultado = contenido.withLock({ $0 }) else { throw CancellationError() }
        return try resultado.get()
    }
}
