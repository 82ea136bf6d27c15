import Bitacora
import Foundation

/// Copies of a data base while it is in use.
enum Respaldo {
    /// Makes a file that must not exist yet; it appears whole or not at all.
    static func hacer(_ salida: String, _ copiar: (String) throws -> Void) throws {
        let gestor = FileManager.default
        guard !gestor.fileExists(atPath: salida) else {
            throw Falla(Salida.noSePuedeCrear, "\(salida): ya existe; un respaldo no se sobrescribe")
        }
        // `NSString` stops the program when it is asked for the folder of a path of one letter.
        let carpeta = URL(fileURLWithPath: salida).deletingLastPathComponent().path
        guard gestor.fileExists(atPath: carpeta) else {
            throw Falla(Salida.noSePuedeCrear, "\(carpeta): no existe esa carpeta; créela o corrija --salida")
        }
        let provisional = "\(salida).parcial-\(UUID().uuidString)"
        defer { quitar(provisional) }
        try copiar(provisional)
        do {
            try gestor.moveItem(atPath: provisional, toPath: salida)
        } catch {
            throw Falla(Salida.noSePuedeCrear, "\(salida): no se puede escribir; revise si ya existe y los permisos")
        }
    }

    /// Removes a data base, with what SQLite leaves beside.
    static func quitar(_ ruta: String) {
        for extra in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: ruta + extra) }
    }

    /// Size and SHA-256 of a file.
    static func huella(_ ruta: String) throws -> (bytes: Int, sha256: String) {
        let datos = try Archivos.leer(ruta)
        return (datos.count, Huella.sha256(datos))
    }
}
