import NIOPosix

/// Threads for what blocks, apart from those that serve requests, and each kind apart from the other: a hundred passwords
/// that are derived do not make anybody wait for the store.
private enum Hilos {
    static let almacen = abrir(16)
    static let calculo = abrir(2)
    static let documentos = abrir(2)

    private static func abrir(_ cuantos: Int) -> NIOThreadPool {
        let hilos = NIOThreadPool(numberOfThreads: cuantos)
        hilos.start()
        return hilos
    }
}

/// Runs what waits for the store or the disk.
@discardableResult
func enHilo<T: Sendable>(_ cuerpo: @escaping @Sendable () throws -> T) async throws -> T {
    try await Hilos.almacen.runIfActive(cuerpo)
}

/// Runs what writes a document: it reads everything and takes seconds.
func enDocumento<T: Sendable>(_ cuerpo: @escaping @Sendable () throws -> T) async throws -> T {
    try await Hilos.documentos.runIfActive(cuerpo)
}

/// Runs what takes the processor: derivation of keys.
func enCalculo<T: Sendable>(_ cuerpo: @escaping @Sendable () throws -> T) async throws -> T {
    try await Hilos.calculo.runIfActive(cuerpo)
}
