import Foundation
import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#endif

/// OpenSSH's `sftp`, in batch mode, as one account of one difusor: its host key is pinned, its own key is the only way
/// in, and nothing of the configuration of this machine's users is read.
///
/// Trust statement: who controls the other side can refuse, lie about what it keeps and stay silent; it gets no shell,
/// no agent and no other key.
package struct ClienteSFTP: Sendable {
    /// How a batch ended that ended well.
    struct Corrida: Sendable {
        /// What the other side answered, without the commands.
        let lineas: [Substring]
        /// What it said of the commands that may fail.
        let avisos: String
    }
    /// How one that did not.
    struct Interrupcion: Error, Sendable {
        let error: DifusionError
        /// Commands of the batch that were carried out.
        let hechas: Int
    }

    let difusor: Difusor
    /// File of the private key, or of the public one when an agent holds it.
    let llave: String
    /// A folder of its own, that nobody else reads: batches, answers, `known_hosts`.
    let taller: String
    /// Where batches find what they send.
    let objetos: String

    private static let programa = "/usr/bin/sftp"

    package init(_ difusor: Difusor, llave: String, taller: String, objetos: String) throws(DifusionError) {
        self.difusor = difusor
        self.llave = llave
        self.taller = taller
        self.objetos = objetos
        guard FileManager.default.isExecutableFile(atPath: Self.programa) else {
            throw DifusionError(.datos, "falta sftp en este servidor: instálelo con «apt-get install openssh-client»")
        }
        guard FileManager.default.isReadableFile(atPath: llave) else {
            throw DifusionError(
                .datos, "falta la llave de «\(difusor.clave)»: hágala con «prep difusor llave \(difusor.clave)»")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: taller, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(difusor.conocidos.utf8).write(to: URL(fileURLWithPath: conocidos), options: .atomic)
        } catch {
            throw DifusionError(.disco, "\(taller): no se puede escribir; revise permisos y espacio")
        }
    }

    private var conocidos: String { "\(taller)/conocidos" }

    /// Runs commands one after the other, in its folder; the first that fails ends it, unless it starts with a hyphen.
    ///
    /// - Parameters:
    ///   - nombre: of this batch, unique among those of this difusor that run at a time.
    ///   - tope: kilobits per second.
    ///   - plazo: how long all of it may take.
    func correr(
        _ ordenes: [String], nombre: String, comprimido: Bool, tope: Int?, plazo: Duration
    ) async throws(Interrupcion) -> Corrida {
        let lote = "\(taller)/\(nombre).lote"
        defer { unlink(lote) }
        let corrida: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>?
        do {
            try Data(((["cd \(difusor.carpeta)"] + ordenes).map { "\($0)\n" }.joined()).utf8)
                .write(to: URL(fileURLWithPath: lote))
            corrida = try await conPlazo(plazo) { [argumentos = argumentos(lote, comprimido, tope)] in
                try await run(
                    .path(FilePath(Self.programa)), arguments: Arguments(argumentos),
                    environment: .custom(ambiente), workingDirectory: FilePath(objetos),
                    output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
            }
        } catch is CancellationError {
            throw Interrupcion(error: DifusionError(.conexion, "se interrumpió: se detuvo el envío"), hechas: 0)
        } catch is SubprocessError {
            throw Interrupcion(
                error: DifusionError(.datos, "\(Self.programa) no arrancó; avise a quien administra el servidor"),
                hechas: 0)
        } catch {
            throw Interrupcion(
                error: DifusionError(.disco, "\(taller): no se puede escribir; revise permisos y espacio"), hechas: 0)
        }
        guard let corrida else {
            throw Interrupcion(
                error: DifusionError(.conexion, "no terminó en \(plazo.components.seconds) s"), hechas: 0)
        }
        let lineas = corrida.standardOutput.split(separator: "\n")
        guard corrida.terminationStatus == .exited(0) else {
            let dichas = lineas.count { $0.hasPrefix("sftp> ") }
            throw Interrupcion(error: Self.motivo(corrida.standardError, difusor), hechas: max(0, dichas - 2))
        }
        return Corrida(lineas: lineas.filter { !$0.hasPrefix("sftp> ") }, avisos: corrida.standardError)
    }

    private var ambiente: [Environment.Key: String] {
        var ambiente: [Environment.Key: String] = ["LC_ALL": "C", "PATH": "/usr/bin:/bin", "HOME": taller]
        // Where the institute keeps its keys under a passphrase.
        ambiente["SSH_AUTH_SOCK"] = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]
        return ambiente
    }

    private func argumentos(_ lote: String, _ comprimido: Bool, _ tope: Int?) -> [String] {
        let opciones = [
            "BatchMode=yes", "IdentitiesOnly=yes", "PreferredAuthentications=publickey", "StrictHostKeyChecking=yes",
            "UserKnownHostsFile=\(Self.entreComillas(conocidos))", "GlobalKnownHostsFile=/dev/null",
            "UpdateHostKeys=no", "CheckHostIP=no",
            "ConnectTimeout=10", "ConnectionAttempts=1", "ServerAliveInterval=5", "ServerAliveCountMax=3",
            "LogLevel=ERROR", "Compression=\(comprimido ? "yes" : "no")", "Ciphers=^aes128-gcm@openssh.com",
            // What travels is public: who it goes to and that nobody changes it is what matters.
            "KexAlgorithms=^curve25519-sha256",
        ]
        return ["-F", "/dev/null", "-b", lote, "-i", llave, "-P", String(difusor.puerto)]
            + opciones.flatMap { ["-o", $0] }
            + (tope.map { ["-l", String($0)] } ?? [])
            + ["\(difusor.usuario)@\(difusor.servidor.contains(":") ? "[\(difusor.servidor)]" : difusor.servidor)"]
    }

    /// As the options of ssh read a path with spaces.
    private static func entreComillas(_ ruta: String) -> String { "\"\(ruta)\"" }

    /// What happened, in the words of whoever has to call the difusor.
    static func motivo(_ errores: String, _ difusor: Difusor) -> DifusionError {
        let quien = "\(difusor.servidor):\(difusor.puerto)"
        let conocidos: [(String, DifusionError.Clase, String)] = [
            ("REMOTE HOST IDENTIFICATION HAS CHANGED", .identidad, "la llave de \(quien) es otra"),
            ("Host key verification failed", .identidad, "la llave de \(quien) no es la registrada"),
            ("no matching host key", .identidad, "\(quien) no tiene ninguna de las llaves registradas"),
            ("Permission denied (", .conexion, "\(quien) no admite nuestra llave en la cuenta «\(difusor.usuario)»"),
            ("Connection refused", .conexion, "\(quien) rechaza la conexión: su servicio SSH no está encendido"),
            ("timed out", .conexion, "\(quien) no contesta"),
            ("No route to host", .conexion, "no hay camino hasta \(quien)"),
            ("Network is unreachable", .conexion, "no hay camino hasta \(quien)"),
            ("Could not resolve hostname", .conexion, "el nombre «\(difusor.servidor)» no existe"),
            ("No space left", .conexion, "el disco de \(quien) está lleno"),
            ("Quota exceeded", .conexion, "el disco de \(quien) está lleno"),
            ("closed by remote host", .conexion, "\(quien) cortó la conexión"),
            ("Connection closed", .conexion, "\(quien) cortó la conexión"),
            ("Connection reset", .conexion, "\(quien) cortó la conexión"),
            ("Broken pipe", .conexion, "\(quien) cortó la conexión"),
            ("not responding", .conexion, "\(quien) dejó de contestar"),
            ("Permission denied", .conexion, "\(quien) no deja escribir en «\(difusor.carpeta)»"),
            ("No such file or directory", .conexion, "en \(quien) no existe «\(difusor.carpeta)»"),
            ("Failure", .conexion, "\(quien) no pudo escribir: disco lleno o carpeta dañada"),
        ]
        for (marca, clase, frase) in conocidos where errores.contains(marca) { return DifusionError(clase, frase) }
        let ultima = errores.split(whereSeparator: \.isNewline).last.map { String($0.prefix(160)) } ?? "sin explicación"
        return DifusionError(.conexion, "\(quien) falló: \(ultima)")
    }
}
