import Foundation
import Subprocess
import SystemPackage

/// The programs of Debian that make documents, each run in a process of its own and not for ever.
struct Programas: Sendable {
    enum Programa: String {
        case weasyprint, pandoc
        case rsvg = "rsvg-convert"

        var paquete: String { self == .rsvg ? "librsvg2-bin" : rawValue }
    }

    /// Where they may be.
    let carpetas: [String]
    /// How long one may take.
    let segundos: Int

    func ruta(_ programa: Programa) throws(DocumentoError) -> String {
        let rutas = carpetas.map { "\($0)/\(programa.rawValue)" }
        guard let ruta = rutas.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw DocumentoError(
                .falta,
                "Para hacer el documento falta \(programa.rawValue) en el servidor: instálelo con «apt-get install \(programa.paquete)»; mientras, imprima la página."
            )
        }
        return ruta
    }

    /// The interpreter that the first line of WeasyPrint names: it is written in Python.
    func interprete() throws(DocumentoError) -> String {
        let ruta = try ruta(.weasyprint)
        let inicio = FileHandle(forReadingAtPath: ruta).flatMap { try? $0.read(upToCount: 256) } ?? Data()
        let linea = String(decoding: inicio, as: UTF8.self).prefix { !$0.isNewline }
        let interprete = linea.dropFirst(2).trimmingCharacters(in: .whitespaces)
        guard linea.hasPrefix("#!"), FileManager.default.isExecutableFile(atPath: interprete) else {
            throw DocumentoError(.fallo, "\(ruta) no es el WeasyPrint de Debian; avise a quien administra el servidor.")
        }
        return interprete
    }

    /// Waits without holding a thread; what takes too long, or nobody waits for any more, is killed.
    func correr(_ ruta: String, _ argumentos: [String], en carpeta: URL) async throws {
        let segundos = segundos
        let estado = try await withThrowingTaskGroup(of: TerminationStatus?.self) { grupo in
            grupo.addTask { try await Self.lanzar(ruta, argumentos, en: carpeta) }
            grupo.addTask {
                try await Task.sleep(for: .seconds(segundos))
                return nil
            }
            defer { grupo.cancelAll() }
            return try await grupo.next() ?? nil
        }
        try Task.checkCancellation()
        guard estado != .exited(0) else { return }
        throw DocumentoError(
            .fallo,
            estado == nil
                ? "El documento tardó más de \(segundos) s y se detuvo; imprima la página y avise."
                : "El documento no se pudo hacer; imprima la página y avise.")
    }

    private static func lanzar(_ ruta: String, _ argumentos: [String], en carpeta: URL) async throws
        -> TerminationStatus
    {
        do {
            return try await run(
                .path(FilePath(ruta)), arguments: Arguments(argumentos),
                // Dates in what they write would make two equal documents different.
                environment: .inherit.updating(["SOURCE_DATE_EPOCH": "315532800"]),
                workingDirectory: FilePath(carpeta.path), output: .discarded
            ).terminationStatus
        } catch is SubprocessError {
            try Task.checkCancellation()
            throw DocumentoError(.fallo, "\(ruta) no arrancó; avise a quien administra el servidor.")
        }
    }
}

/// A folder of its own for one document, that nobody else reads and that does not stay.
struct Taller: ~Copyable {
    let carpeta: URL

    init() throws {
        carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-doc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: carpeta, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: carpeta) }

    func ruta(_ nombre: String) -> String { carpeta.appendingPathComponent(nombre).path }
    func escribir(_ bytes: some Sequence<UInt8>, en nombre: String) throws {
        try Data(bytes).write(to: carpeta.appendingPathComponent(nombre))
    }
    func leer(_ nombre: String) -> [UInt8]? {
        (try? Data(contentsOf: carpeta.appendingPathComponent(nombre))).map { [UInt8]($0) }
    }
}
