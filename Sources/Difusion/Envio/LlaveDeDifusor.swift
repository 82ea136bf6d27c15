import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The key with which this environment enters one difusor, made by OpenSSH.
public enum LlaveDeDifusor {
    private static let programa = "/usr/bin/ssh-keygen"

    /// Makes it, and never over another.
    ///
    /// - Parameters:
    ///   - carpeta: of the keys of this environment.
    ///   - conFrase: `ssh-keygen` asks for it at the terminal: it passes through no argument and no file of ours.
    ///   - nota: comment of the public part.
    /// - Returns: the line for `authorized_keys`.
    public static func crear(
        _ difusor: String, en carpeta: String, conFrase: Bool, nota: String
    ) throws(DifusionError) -> String {
        guard Difusor.esClave(difusor) else {
            throw DifusionError(
                .datos, "«\(difusor.prefix(60))» no es la clave de un difusor: minúsculas, cifras y guiones")
        }
        let ruta = "\(carpeta)/\(difusor)"
        guard !FileManager.default.fileExists(atPath: ruta) else {
            throw DifusionError(
                .datos, "\(ruta): ya hay una llave; si ya no sirve, muévala a otra parte y hágala de nuevo")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: carpeta, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DifusionError(.disco, "\(carpeta): no se puede crear; revise permisos y espacio")
        }
        var argumentos = [programa, "-q", "-t", "ed25519", "-C", nota, "-f", ruta]
        if !conFrase { argumentos += ["-N", ""] }
        let textos = argumentos.map { strdup($0) }
        defer { for texto in textos { free(texto) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, programa, nil, nil, textos + [nil], environ) == 0 else {
            throw DifusionError(
                .datos, "falta ssh-keygen en este servidor: instálelo con «apt-get install openssh-client»")
        }
        var estado: Int32 = 0
        while waitpid(pid, &estado, 0) < 0 && errno == EINTR {}
        guard estado == 0, let publica = FileManager.default.contents(atPath: "\(ruta).pub") else {
            throw DifusionError(.datos, "no se hizo la llave")
        }
        return String(decoding: publica, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
