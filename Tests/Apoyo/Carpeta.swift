import Foundation

/// Folders of the tests: each is made for one and removed when it ends.
public enum Carpeta {
    public static func prestar<T>(_ cuerpo: (String) throws -> T) throws -> T {
        let ruta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: ruta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: ruta) }
        return try cuerpo(ruta)
    }

    /// Every regular file under a folder, by its path from there.
    public static func leer(_ carpeta: String) -> [String: [UInt8]] {
        var archivos: [String: [UInt8]] = [:]
        for ruta in FileManager.default.subpaths(atPath: carpeta) ?? [] {
            var esCarpeta: ObjCBool = false
            let completa = "\(carpeta)/\(ruta)"
            guard FileManager.default.fileExists(atPath: completa, isDirectory: &esCarpeta), !esCarpeta.boolValue,
                let bytes = FileManager.default.contents(atPath: completa)
            else { continue }
            archivos[ruta] = [UInt8](bytes)
        }
        return archivos
    }
}

/// A folder for one test: a suite holds it and it goes with the suite.
public final class CarpetaTemporal: Sendable {
    private let raiz: String

    public init() {
        raiz = FileManager.default.temporaryDirectory.appendingPathComponent("prep-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: raiz, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: raiz) }

    public func ruta(_ nombre: String) -> String { "\(raiz)/\(nombre)" }
}
