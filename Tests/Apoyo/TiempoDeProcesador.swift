import Foundation

/// Processor time that the calling thread spends in `trabajo`. Unlike the wall clock, it does not grow when the tests
/// beside it keep the machine busy, so a test can bound it.
///
/// - Parameter trabajo: What to measure; it must run wholly in the calling thread.
package func tiempoDeProcesador(_ trabajo: () throws -> Void) rethrows -> Duration {
    let antes = leerRelojDelHilo()
    try trabajo()
    return leerRelojDelHilo() - antes
}

private func leerRelojDelHilo() -> Duration {
    var t = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t)
    return .seconds(Int64(t.tv_sec)) + .nanoseconds(Int64(t.tv_nsec))
}
