public import Foundation
public import Testing

/// The published data bases, which are kept beside the project and not in it: `PREP_DATOS`, or `../shared/datos` from
/// the package.
///
/// Without them the tests that need them say that they were skipped; with `CI=true` they run all the same and fail.
public enum DatosReales {
    public static let carpeta: URL = {
        if let indicada = ProcessInfo.processInfo.environment["PREP_DATOS"], !indicada.isEmpty {
            return URL(fileURLWithPath: indicada, isDirectory: true)
        }
        return paquete(URL(fileURLWithPath: #filePath)).deletingLastPathComponent().appending(path: "shared/datos")
    }()

    public static let hay = FileManager.default.fileExists(atPath: carpeta.path)
    public static let exigidos = ProcessInfo.processInfo.environment["CI"] == "true"

    public static func bytes(_ ruta: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: carpeta.appending(path: ruta)))
    }

    /// The folder above a file of the package that holds Package.swift.
    private static func paquete(_ archivo: URL) -> URL {
        var carpeta = archivo.deletingLastPathComponent()
        while carpeta.path != "/",
            !FileManager.default.fileExists(atPath: carpeta.appending(path: "Package.swift").path)
        { carpeta.deleteLastPathComponent() }
        return carpeta
    }
}

extension Trait where Self == ConditionTrait {
    public static var conDatosReales: Self {
        .enabled(
            if: DatosReales.hay || DatosReales.exigidos,
            "se omite: no están las bases de datos publicadas; indique su carpeta con PREP_DATOS")
    }
}
