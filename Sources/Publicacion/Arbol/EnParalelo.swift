import Dispatch
import Foundation
import Synchronization

/// Does independent work on every processor and gives the results in the order of the elements.
///
/// - Parameters:
///   - estado: what each worker keeps for itself, one for each.
///   - cuerpo: touches nothing that the work of another element touches.
/// - Throws: the error of the first element that failed; the others may have been done or not.
func enParalelo<E, Estado, R>(
    _ elementos: [E], estado: () -> Estado, _ cuerpo: (E, inout Estado) throws -> R
) throws -> (resultados: [R], estados: [Estado]) {
    let trabajadores = max(1, min(elementos.count, ProcessInfo.processInfo.activeProcessorCount))
    guard trabajadores > 1 else {
        var suyo = estado()
        return (try elementos.map { try cuerpo($0, &suyo) }, [suyo])
    }
    let siguiente = Atomic(0)
    var resultados = [Result<R, any Error>?](repeating: nil, count: elementos.count)
    var estados = (0..<trabajadores).map { _ in estado() }
    resultados.withUnsafeMutableBufferPointer { resultados in
        estados.withUnsafeMutableBufferPointer { estados in
            withoutActuallyEscaping(cuerpo) { cuerpo in
                // Each position of both buffers is written by one worker, and read after all have ended.
                nonisolated(unsafe) let (resultados, estados) = (resultados, estados)
                nonisolated(unsafe) let (cuerpo, elementos) = (cuerpo, elementos)
                DispatchQueue.concurrentPerform(iterations: trabajadores) { t in
                    while true {
                        let i = siguiente.wrappingAdd(1, ordering: .relaxed).oldValue
                        guard i < elementos.count else { return }
                        resultados[i] = Result { try cuerpo(elementos[i], &estados[t]) }
                        if case .failure = resultados[i] {
                            siguiente.store(elementos.count, ordering: .relaxed)
                            return
                        }
                    }
                }
            }
        }
    }
    if let falla = resultados.first(where: { if case .failure = $0 { true } else { false } }) { _ = try falla?.get() }
    return (try resultados.compactMap { try $0?.get() }, estados)
}

/// The same work for each number below `cuantos`; what it gives, in order.
package func enParalelo<R>(_ cuantos: Int, _ trabajo: (Int) throws -> R) throws -> [R] {
    try enParalelo(Array(0..<cuantos), estado: {}) { i, _ in try trabajo(i) }.resultados
}
