import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A file that somebody else writes line by line, watched by the kernel: no guessing when it must be ready.
final class Acuses {
    let ruta: String
    private let aviso: Int32

    /// Creates the file empty and begins to watch it.
    init(_ ruta: String) throws {
        self.ruta = ruta
        guard FileManager.default.createFile(atPath: ruta, contents: nil) else {
            throw Prep.Falta(description: "no se pudo crear \(ruta)")
        }
        aviso = inotify_init1(Int32(IN_CLOEXEC))
        guard aviso >= 0, inotify_add_watch(aviso, ruta, UInt32(IN_MODIFY)) >= 0 else {
            throw Prep.Falta(description: "no se puede vigilar \(ruta)")
        }
    }

    deinit { close(aviso) }

    var lineas: Int { FileManager.default.contents(atPath: ruta)?.count { $0 == 10 } ?? 0 }

    /// Returns when the file has that many lines; false when the writer ended before.
    func esperar(_ n: Int, de corrida: Corrida) -> Bool {
        var eventos = [UInt8](repeating: 0, count: 4096)
        while lineas < n {
            guard corrida.sigue else { return lineas >= n }
            var p = pollfd(fd: aviso, events: Int16(POLLIN), revents: 0)
            if poll(&p, 1, 200) > 0 { _ = read(aviso, &eventos, eventos.count) }
        }
        return true
    }
}
