import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A program that a test runs. Its output goes to files, so that it never waits for somebody to read.
///
/// Not `Foundation.Process`: started from many tests at a time, it brings the whole run down now and then.
public final class Programa {
    /// How it ended.
    public struct Fin: Sendable {
        /// What it returned, or the signal that killed it.
        public let codigo: Int32
        public let matado: Bool
        public let salida: String
        public let errores: String
    }

    public struct NoArranca: Error, CustomStringConvertible {
        public let description: String
    }

    public let numero: pid_t
    private let bitacoras: String
    private var estado: Int32?

    /// - Parameters:
    ///   - ambiente: all its variables; nil for those of the test.
    ///   - carpeta: where it runs.
    ///   - entrada: what it reads; nothing when it is not said.
    ///   - salida: descriptor that gets its output instead of the file.
    ///   - bitacoras: folder where `salida` and `errores` are left; it belongs to whoever runs it.
    public init(
        _ ruta: String, _ argumentos: [String] = [], ambiente: [String: String]? = nil, carpeta: String? = nil,
        entrada: String? = nil, salida: Int32? = nil, bitacoras: String
    ) throws {
        self.bitacoras = bitacoras
        var acciones = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&acciones)
        defer { posix_spawn_file_actions_destroy(&acciones) }
        var deEntrada = "/dev/null"
        if let entrada {
            deEntrada = "\(bitacoras)/entrada"
            try Data(entrada.utf8).write(to: URL(fileURLWithPath: deEntrada))
        }
        let escribir = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&acciones, STDIN_FILENO, deEntrada, O_RDONLY, 0)
        if let salida {
            posix_spawn_file_actions_adddup2(&acciones, salida, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&acciones, STDOUT_FILENO, "\(bitacoras)/salida", escribir, 0o600)
        }
        posix_spawn_file_actions_addopen(&acciones, STDERR_FILENO, "\(bitacoras)/errores", escribir, 0o600)
        let variables = ambiente ?? ProcessInfo.processInfo.environment
        // `env` becomes the program, in that folder.
        let orden = (carpeta.map { ["/usr/bin/env", "-C", $0] } ?? []) + [ruta] + argumentos
        let textos = orden.map { strdup($0) }
        let suyas = variables.map { strdup("\($0)=\($1)") }
        defer { for texto in textos + suyas { free(texto) } }
        var pid: pid_t = 0
        let falla = posix_spawn(&pid, orden[0], &acciones, nil, textos + [nil], suyas + [nil])
        guard falla == 0 else { throw NoArranca(description: "\(ruta): \(String(cString: strerror(falla)))") }
        numero = pid
    }

    public var sigue: Bool {
        if estado == nil {
            var visto: Int32 = 0
            if waitpid(numero, &visto, WNOHANG) == numero { estado = visto }
        }
        return estado == nil
    }

    public func matar() { if sigue { kill(numero, SIGKILL) } }

    /// Waits until it ends.
    public func terminar() -> Fin {
        var visto = estado ?? 0
        if estado == nil { while waitpid(numero, &visto, 0) < 0 && errno == EINTR {} }
        estado = visto
        let senal = visto & 0x7f
        return Fin(
            codigo: senal == 0 ? (visto >> 8) & 0xff : senal, matado: senal != 0, salida: leer("salida"),
            errores: leer("errores"))
    }

    private func leer(_ nombre: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(bitacoras)/\(nombre)") ?? Data(), as: UTF8.self)
    }

    /// Runs it to its end.
    public static func correr(_ ruta: String, _ argumentos: [String] = [], carpeta: String? = nil) throws -> Fin {
        try Carpeta.prestar { try Programa(ruta, argumentos, carpeta: carpeta, bitacoras: $0).terminar() }
    }
}
