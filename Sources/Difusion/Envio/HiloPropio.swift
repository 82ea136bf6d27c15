import Dispatch

/// A thread of its own for work that waits for the disk: the threads that everybody shares go on meanwhile.
final class HiloPropio: TaskExecutor {
    private let cola: DispatchQueue

    init(_ nombre: String) { cola = DispatchQueue(label: nombre) }

    func enqueue(_ trabajo: consuming ExecutorJob) {
        let trabajo = UnownedJob(trabajo)
        cola.async { trabajo.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
