import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// What the system lets the process have.
enum Limites {
    /// As many open files and connections as it may: what a terminal gives is a thousand.
    static func abrirDescriptores() {
        var limite = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limite) == 0 else { return }
        limite.rlim_cur = min(limite.rlim_max, 65_536)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limite)
    }
}
