import Foundation

/// Draws documents one at a time, in a thread of its own: neither the requests nor the store wait for it, and no more
/// than one is in memory.
actor Prensa {
    private static let cola = DispatchQueue(label: "prep.prensa", qos: .utility)
    /// Those that are being made or wait.
    private var pedidos = 0
    private static let maximo = 4

    /// - Returns: nil when too many wait already.
    func imprimir<T: Sendable>(_ cuerpo: @escaping @Sendable () throws -> T) async throws -> T? {
        guard pedidos < Self.maximo else { return nil }
        pedidos += 1
        defer { pedidos -= 1 }
        return try await withCheckedThrowingContinuation { espera in
            Self.cola.async { espera.resume(with: Result { try cuerpo() }) }
        }
    }
}
