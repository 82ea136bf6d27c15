import Apoyo
import Foundation

/// The real program, run the way a person runs it.
enum Prep {
    struct Salida: Sendable {
        let codigo: Int32
        let texto: String
        let errores: String
        /// Killed by a signal instead of ending.
        let matado: Bool
    }

    struct Falta: Error, CustomStringConvertible {
        let description: String
    }

    /// `PREP_BINARIO`, or the release build of this package.
    static let binario: String = {
        if let indicado = ProcessInfo.processInfo.environment["PREP_BINARIO"] { return indicado }
        var raiz = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { raiz.deleteLastPathComponent() }
        return raiz.appendingPathComponent(".build/release/prep").path
    }()

    /// - Parameters:
    ///   - entorno: variables over a neutral environment.
    ///   - carpeta: where it runs.
    ///   - entrada: what it reads from its standard input.
    static func correr(
        _ argumentos: [String], entorno: [String: String] = [:], carpeta: String? = nil, entrada: String? = nil
    ) throws -> Salida {
        try Carpeta.prestar { temporal in
            let corrida = try Corrida(
                argumentos, entorno: entorno, carpeta: carpeta, entrada: entrada, bitacoras: temporal)
            return try corrida.terminar()
        }
    }
}

/// The program while it runs. Its output goes to files, so that it never waits for somebody to read.
final class Corrida {
    private let proceso = Process()
    private let fin = DispatchSemaphore(value: 0)
    private let bitacoras: String

    init(
        _ argumentos: [String], entorno: [String: String] = [:], carpeta: String? = nil, entrada: String? = nil,
        bitacoras: String
    ) throws {
        self.bitacoras = bitacoras
        guard FileManager.default.isExecutableFile(atPath: Prep.binario) else {
            throw Prep.Falta(
                description: "no está \(Prep.binario): compile con «swift build -c release» o indique PREP_BINARIO")
        }
        proceso.executableURL = URL(fileURLWithPath: Prep.binario)
        proceso.arguments = argumentos
        let propio = ProcessInfo.processInfo.environment
        var todo = ["PATH": propio["PATH"] ?? "/usr/bin", "HOME": bitacoras, "TZ": "UTC", "LC_ALL": "C.UTF-8"]
        // Where a toolchain that is not installed keeps its libraries.
        todo["LD_LIBRARY_PATH"] = propio["LD_LIBRARY_PATH"]
        proceso.environment = todo.merging(entorno) { $1 }
        if let carpeta { proceso.currentDirectoryURL = URL(fileURLWithPath: carpeta) }
        for nombre in ["salida", "errores"] { try Data().write(to: URL(fileURLWithPath: "\(bitacoras)/\(nombre)")) }
        if let entrada {
            try Data(entrada.utf8).write(to: URL(fileURLWithPath: "\(bitacoras)/entrada"))
            proceso.standardInput = FileHandle(forReadingAtPath: "\(bitacoras)/entrada")
        } else {
            proceso.standardInput = FileHandle.nullDevice
        }
        proceso.standardOutput = FileHandle(forWritingAtPath: "\(bitacoras)/salida")
        proceso.standardError = FileHandle(forWritingAtPath: "\(bitacoras)/errores")
        let fin = self.fin
        proceso.terminationHandler = { _ in fin.signal() }
        try proceso.run()
    }

    var sigue: Bool { proceso.isRunning }
    var numero: Int32 { proceso.processIdentifier }
    func matar() { kill(proceso.processIdentifier, SIGKILL) }

    func terminar() throws -> Prep.Salida {
        fin.wait()
        func leer(_ nombre: String) -> String {
            String(decoding: FileManager.default.contents(atPath: "\(bitacoras)/\(nombre)") ?? Data(), as: UTF8.self)
        }
        return Prep.Salida(
            codigo: proceso.terminationStatus, texto: leer("salida"), errores: leer("errores"),
            matado: proceso.terminationReason == .uncaughtSignal)
    }
}

extension Carpeta {
    static func escribir(_ texto: String, en ruta: String) throws {
        let url = URL(fileURLWithPath: ruta)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(texto.utf8).write(to: url)
    }

    static func existe(_ ruta: String) -> Bool { FileManager.default.fileExists(atPath: ruta) }
    static func lista(_ carpeta: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: carpeta)) ?? []).sorted()
    }
}

/// Paths where two trees differ, so that a failure names them and not their bytes.
func diferencias(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
}
