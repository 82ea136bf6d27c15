import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Name by which a process holds the right to publish: machine, process number and what it does.
enum Titular {
    static func propio(_ orden: String) -> String {
        "prep \(orden) (proceso \(getpid()) en \(ProcessInfo.processInfo.hostName))"
    }

    /// Whether a holder is a process of this machine that no longer runs. Holders elsewhere are never presumed gone.
    static func haTerminado(_ titular: String) -> Bool {
        guard titular.hasSuffix(" en \(ProcessInfo.processInfo.hostName))"), let marca = titular.range(of: "(proceso "),
            let proceso = pid_t(titular[marca.upperBound...].prefix { $0.isNumber })
        else { return false }
        return kill(proceso, 0) != 0 && errno == ESRCH
    }
}
