import Foundation

/// Why a document could not be made on paper.
public struct DocumentoError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Codigo: String, Sendable, CaseIterable {
        /// The program that makes PDF is not installed.
        case falta = "PREP-DOC-001"
        /// It failed or took too long.
        case fallo = "PREP-DOC-002"
    }

    public let codigo: Codigo
    public let mensaje: String

    public static func == (a: DocumentoError, b: DocumentoError) -> Bool { a.codigo == b.codigo }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}

/// Turns documents into PDF with WeasyPrint, a Debian package, in a process of its own: one at a time and not for ever.
///
/// Trust statement: it is given documents that this program wrote, with everything inside; what it answers is only
/// handed to who asked.
public actor Imprenta {
    private let programas: [String]
    private let segundos: Int
    private var turno: Task<[UInt8], any Error>?

    /// - Parameters:
    ///   - programas: where WeasyPrint may be.
    ///   - segundos: how long a document may take.
    public init(programas: [String] = ["/usr/bin/weasyprint", "/usr/local/bin/weasyprint"], segundos: Int = 90) {
        self.programas = programas
        self.segundos = segundos
    }

    /// - Throws: `DocumentoError`.
    public func pdf(_ html: String) async throws -> [UInt8] {
        let anterior = turno
        let (programas, segundos) = (programas, segundos)
        let nueva = Task<[UInt8], any Error> {
            _ = try? await anterior?.value
            return try await Self.imprimir(html, programas: programas, segundos: segundos)
        }
        turno = nueva
        return try await nueva.value
    }

    private static func imprimir(_ html: String, programas: [String], segundos: Int) async throws -> [UInt8] {
        guard let programa = programas.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw DocumentoError(
                codigo: .falta,
                mensaje:
                    "Para hacer el PDF falta WeasyPrint en el servidor: instálelo con «apt-get install weasyprint»; mientras, imprima la página."
            )
        }
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-pdf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: carpeta, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: carpeta) }
        let entrada = carpeta.appendingPathComponent("documento.html")
        let salida = carpeta.appendingPathComponent("documento.pdf")
        try Data(html.utf8).write(to: entrada)
        let proceso = Process()
        proceso.executableURL = URL(fileURLWithPath: programa)
        proceso.arguments = ["--quiet", entrada.path, salida.path]
        proceso.standardInput = FileHandle.nullDevice
        proceso.standardOutput = FileHandle.nullDevice
        proceso.standardError = FileHandle.nullDevice
        try await correr(proceso, segundos: segundos)
        guard let bytes = try? Data(contentsOf: salida), bytes.starts(with: Data("%PDF".utf8)) else {
            throw DocumentoError(codigo: .fallo, mensaje: "El PDF no se pudo hacer; imprima la página y avise.")
        }
        return [UInt8](bytes)
    }

    /// Waits without holding a thread; what takes too long is killed.
    private static func correr(_ proceso: Process, segundos: Int) async throws {
        let (fines, fin) = AsyncStream.makeStream(of: Int32.self)
        proceso.terminationHandler = {
            fin.yield($0.terminationStatus)
            fin.finish()
        }
        do {
            try proceso.run()
        } catch {
            throw DocumentoError(
                codigo: .fallo, mensaje: "WeasyPrint no arrancó; avise a quien administra el servidor.")
        }
        let pid = proceso.processIdentifier
        let reloj = Task {
            try await Task.sleep(for: .seconds(segundos))
            kill(pid, SIGKILL)
        }
        defer { reloj.cancel() }
        for await estado in fines where estado != 0 {
            throw DocumentoError(
                codigo: .fallo,
                mensaje: "El PDF no se pudo hacer o tardó más de \(segundos) s; imprima la página y avise.")
        }
    }
}
