import Foundation
import Synchronization

/// Runs the body in as many threads at once and returns the errors that it threw.
func alMismoTiempo(_ hilos: Int, _ cuerpo: @escaping @Sendable (Int) throws -> Void) -> [String] {
    let salida = Salida()
    let grupo = DispatchGroup()
    for i in 0..<hilos {
        grupo.enter()
        Thread.detachNewThread {
            salida.esperar(hilos)
            do { try cuerpo(i) } catch { salida.anotar("\(i): \(error)") }
            grupo.leave()
        }
    }
    grupo.wait()
    return salida.fallas
}

/// Where the threads wait for each other before they start, and leave what went wrong.
private final class Salida: Sendable {
    private let errores = Mutex<[String]>([])
    private let listos = Mutex(0)
    private let puerta = DispatchSemaphore(value: 0)

    var fallas: [String] { errores.withLock { $0 } }
    func anotar(_ falla: String) { errores.withLock { $0.append(falla) } }

    /// The last to arrive opens for all.
    func esperar(_ hilos: Int) {
        let llegaron = listos.withLock { (n) -> Int in
            n += 1
            return n
        }
        if llegaron == hilos { for _ in 0..<hilos { puerta.signal() } }
        puerta.wait()
    }
}
