import Apoyo
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

extension Carpeta {
    /// Identity of every file: a file that is written again is renamed into place and has another.
    static func nodos(_ carpeta: String) -> [String: UInt64] {
        var nodos: [String: UInt64] = [:]
        for ruta in FileManager.default.subpaths(atPath: carpeta) ?? [] {
            var estado = stat()
            guard lstat("\(carpeta)/\(ruta)", &estado) == 0, estado.st_mode & S_IFMT == S_IFREG else { continue }
            nodos[ruta] = UInt64(estado.st_ino)
        }
        return nodos
    }

    /// Files of `despues` that are new or were written again.
    static func escritos(_ antes: [String: UInt64], _ despues: [String: UInt64]) -> [String] {
        despues.filter { antes[$0.key] != $0.value }.keys.sorted()
    }

    static func copiar(_ archivos: [String: [UInt8]], en carpeta: String) throws {
        for (ruta, bytes) in archivos { try escribir(bytes, en: "\(carpeta)/\(ruta)") }
    }

    static func escribir(_ bytes: [UInt8], en ruta: String) throws {
        try hacer((ruta as NSString).deletingLastPathComponent)
        try Data(bytes).write(to: URL(fileURLWithPath: ruta))
    }

    static func hacer(_ ruta: String) throws {
        try FileManager.default.createDirectory(atPath: ruta, withIntermediateDirectories: true)
    }

    static func quitar(_ ruta: String) throws { try FileManager.default.removeItem(atPath: ruta) }
}

/// Paths where two trees differ, so that a failure names them and not their bytes.
func diferencias(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
}
