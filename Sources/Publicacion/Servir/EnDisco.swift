import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A regular file as the disk knows it.
///
/// Two looks that give the same saw the same bytes: files of the tree are replaced whole by a rename, and one that was
/// written over in its place has another hour of change, which nobody can set.
package struct EnDisco: Hashable, Sendable {
    package let bytes: Int
    package let modificado: Int64
    private let cambiado: Int64
    private let nodo: UInt64
    private let disco: UInt64

    package enum Clase: Sendable { case archivo(EnDisco), carpeta, nada }

    /// What is at a path. A symbolic link is nothing.
    package static func mirar(_ ruta: String) -> Clase {
        var s = stat()
        guard lstat(ruta, &s) == 0 else { return .nada }
        return clase(s)
    }

    /// Nil unless it is a regular file.
    package init?(_ ruta: String) {
        guard case .archivo(let hallado) = Self.mirar(ruta) else { return nil }
        self = hallado
    }

    fileprivate static func clase(_ s: stat) -> Clase {
        switch s.st_mode & S_IFMT {
        case S_IFREG: .archivo(EnDisco(s))
        case S_IFDIR: .carpeta
        default: .nada
        }
    }

    private init(_ s: stat) {
        bytes = Int(s.st_size)
        modificado = Self.nanosegundos(s.st_mtim)
        cambiado = Self.nanosegundos(s.st_ctim)
        nodo = UInt64(s.st_ino)
        disco = UInt64(s.st_dev)
    }

    /// Seconds since 1970 of its last change.
    package var segundos: Int { Int(modificado / 1_000_000_000) }

    /// Whether it changed so recently that another change could still carry the same hour: clocks of disks tick slowly.
    package func esDeAhora() -> Bool {
        var ahora = timespec()
        clock_gettime(CLOCK_REALTIME, &ahora)
        return Self.nanosegundos(ahora) - max(cambiado, modificado) < 50_000_000
    }

    private static func nanosegundos(_ hora: timespec) -> Int64 {
        Int64(hora.tv_sec) * 1_000_000_000 + Int64(hora.tv_nsec)
    }
}

/// A file that was opened below a folder without following any link, closed when nobody holds it.
package final class Abierto: Sendable {
    package let descriptor: Int32
    package let archivo: EnDisco

    package enum Hallazgo { case archivo(Abierto), carpeta, nada }

    private init(_ descriptor: Int32, _ archivo: EnDisco) {
        self.descriptor = descriptor
        self.archivo = archivo
    }

    deinit { close(descriptor) }

    /// - Parameter relativa: names joined by slashes; each must be a folder that is really there, and the last a file.
    package static func abrir(_ relativa: String, en carpeta: String) -> Hallazgo {
        var actual = open(carpeta, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard actual >= 0 else { return .nada }
        let nombres = relativa.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        for (i, nombre) in nombres.enumerated() {
            guard nombre != "..", nombre != "." else {
                close(actual)
                return .nada
            }
            let esUltimo = i == nombres.count - 1
            // Without waiting, should it be a pipe.
            let modo = esUltimo ? O_RDONLY | O_NONBLOCK : O_RDONLY | O_DIRECTORY
            let siguiente = openat(actual, nombre, modo | O_NOFOLLOW | O_CLOEXEC)
            close(actual)
            guard siguiente >= 0 else { return .nada }
            actual = siguiente
        }
        var s = stat()
        guard fstat(actual, &s) == 0, case .archivo(let hallado) = EnDisco.clase(s) else {
            let esCarpeta = s.st_mode & S_IFMT == S_IFDIR
            close(actual)
            return esCarpeta ? .carpeta : .nada
        }
        return .archivo(Abierto(actual, hallado))
    }

    /// What the disk says of it now; nil when it cannot say.
    package func mirar() -> EnDisco? {
        var s = stat()
        guard fstat(descriptor, &s) == 0, case .archivo(let hallado) = EnDisco.clase(s) else { return nil }
        return hallado
    }

    /// Fills `destino` from a position; returns the bytes read, fewer at the end of the file, nil when the disk fails.
    package func leer(_ destino: UnsafeMutableRawBufferPointer, desde: Int) -> Int? {
        guard let base = destino.baseAddress else { return 0 }
        var hechos = 0
        while hechos < destino.count {
            let n = pread(descriptor, base + hechos, destino.count - hechos, off_t(desde + hechos))
            if n < 0 && errno == EINTR { continue }
            guard n >= 0 else { return nil }
            if n == 0 { break }
            hechos += n
        }
        return hechos
    }

    /// All its bytes; nil when they are not as many as it said.
    package func todo() -> [UInt8]? {
        var leidos: Int?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(1, archivo.bytes)) { destino, cuenta in
            let justo = UnsafeMutableRawBufferPointer(destino)[..<archivo.bytes]
            leidos = leer(UnsafeMutableRawBufferPointer(rebasing: justo), desde: 0)
            cuenta = leidos ?? 0
        }
        return leidos == archivo.bytes ? bytes : nil
    }
}
