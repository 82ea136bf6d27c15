import Foundation
import Synchronization

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
        let proceso = Process()
        proceso.executableURL = URL(fileURLWithPath: ruta)
        proceso.arguments = argumentos
        proceso.currentDirectoryURL = carpeta
        // Dates in what they write would make two equal documents different.
        proceso.environment = ProcessInfo.processInfo.environment.merging(["SOURCE_DATE_EPOCH": "315532800"]) { $1 }
        proceso.standardInput = FileHandle.nullDevice
        proceso.standardOutput = FileHandle.nullDevice
        proceso.standardError = FileHandle.nullDevice
        let (fines, fin) = AsyncStream.makeStream(of: Int32.self)
        proceso.terminationHandler = {
            fin.yield($0.terminationStatus)
            fin.finish()
        }
        do {
            try proceso.run()
        } catch {
            throw DocumentoError(.fallo, "\(ruta) no arrancó; avise a quien administra el servidor.")
        }
        let pid = proceso.processIdentifier
        let vencio = Vencimiento()
        let reloj = Task { [segundos] in
            try await Task.sleep(for: .seconds(segundos))
            vencio.marcar()
            kill(pid, SIGKILL)
        }
        defer { reloj.cancel() }
        let estado = await withTaskCancellationHandler {
            await fines.first { _ in true }
        } onCancel: {
            kill(pid, SIGKILL)
        }
        try Task.checkCancellation()
        guard estado == 0 else {
            throw DocumentoError(
                .fallo,
                vencio.paso
                    ? "El documento tardó más de \(segundos) s y se detuvo; imprima la página y avise."
                    : "El documento no se pudo hacer; imprima la página y avise.")
        }
    }
}

/// Whether the time of a program ran out.
private final class Vencimiento: Sendable {
    private let marca = Mutex(false)
    var paso: Bool { marca.withLock { $0 } }
    func marcar() { marca.withLock { $0 = true } }
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
