import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Processes that open the same store take turns, so that only one creates its tables.
enum Turno {
    /// Holds a lock on a folder while `cuerpo` runs. Where folders cannot be locked nobody waits.
    static func deApertura<T>(_ carpeta: String, _ cuerpo: () throws -> T) rethrows -> T {
        let descriptor = open(carpeta, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        if descriptor >= 0 {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        return try cuerpo()
    }
}
