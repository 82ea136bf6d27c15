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

/// The program while it runs.
final class Corrida {
    private let programa: Programa

    init(
        _ argumentos: [String], entorno: [String: String] = [:], carpeta: String? = nil, entrada: String? = nil,
        salida: Int32? = nil, bitacoras: String
    ) throws {
        guard FileManager.default.isExecutableFile(atPath: Prep.binario) else {
            throw Prep.Falta(
                description: "no está \(Prep.binario): compile con «swift build -c release» o indique PREP_BINARIO")
        }
        let propio = ProcessInfo.processInfo.environment
        var todo = ["PATH": propio["PATH"] ?? "/usr/bin", "HOME": bitacoras, "TZ": "UTC", "LC_ALL": "C.UTF-8"]
        // Where a toolchain that is not installed keeps its libraries.
        todo["LD_LIBRARY_PATH"] = propio["LD_LIBRARY_PATH"]
        programa = try Programa(
            Prep.binario, argumentos, ambiente: todo.merging(entorno) { $1 }, carpeta: carpeta, entrada: entrada,
            salida: salida, bitacoras: bitacoras)
    }

    var sigue: Bool { programa.sigue }
    var numero: Int32 { programa.numero }
    func matar() { programa.matar() }

    func terminar() throws -> Prep.Salida {
        let fin = programa.terminar()
        return Prep.Salida(codigo: fin.codigo, texto: fin.salida, errores: fin.errores, matado: fin.matado)
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
