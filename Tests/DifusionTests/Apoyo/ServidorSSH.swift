import Apoyo
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A real sshd of a difusor: loopback, a port of its own, one account with one key, files and nothing else.
final class ServidorSSH {
    struct NoEscucha: Error, CustomStringConvertible { let description: String }

    let carpeta: String
    let puerto: Int
    private(set) var llaveDelServidor: String
    private var programa: Programa?

    /// - Parameters:
    ///   - carpeta: of this server; the tree is in `arbol` inside.
    ///   - autorizada: public key that may enter.
    init(en carpeta: String, autorizada: String) throws {
        self.carpeta = carpeta
        puerto = try Puerto.libre()
        llaveDelServidor = ""
        try FileManager.default.createDirectory(atPath: "\(carpeta)/arbol", withIntermediateDirectories: true)
        try Data((autorizada + "\n").utf8).write(to: URL(fileURLWithPath: "\(carpeta)/autorizadas"))
        try cambiarLlave()
        try Data(
            """
            Port \(puerto)
            ListenAddress 127.0.0.1
            HostKey \(carpeta)/servidor
            AuthorizedKeysFile \(carpeta)/autorizadas
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            PermitRootLogin prohibit-password
            PidFile none
            MaxStartups 200
            Subsystem sftp internal-sftp
            ForceCommand internal-sftp -d \(carpeta)/arbol

            """.utf8
        ).write(to: URL(fileURLWithPath: "\(carpeta)/sshd.conf"))
        try encender()
    }

    deinit { apagar() }

    /// Another key of the host, as when somebody else answers in its place.
    func cambiarLlave() throws {
        for parte in ["servidor", "servidor.pub"] { unlink("\(carpeta)/\(parte)") }
        _ = try Programa.correr("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(carpeta)/servidor"])
        let publica = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: "\(carpeta)/servidor.pub")), as: UTF8.self)
        llaveDelServidor = publica.split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// `internal-sftp -R`.
    func soloLectura() throws {
        let archivo = URL(fileURLWithPath: "\(carpeta)/sshd.conf")
        let texto = try String(contentsOf: archivo, encoding: .utf8)
        try Data(texto.replacing("ForceCommand internal-sftp", with: "ForceCommand internal-sftp -R").utf8)
            .write(to: archivo)
    }

    func encender() throws {
        try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        programa = try Programa("/usr/sbin/sshd", ["-D", "-e", "-f", "\(carpeta)/sshd.conf"], bitacoras: carpeta)
        for _ in 0..<200 where !Puerto.escucha(puerto) { usleep(25_000) }
        guard Puerto.escucha(puerto) else {
            let dicho = FileManager.default.contents(atPath: "\(carpeta)/errores") ?? Data()
            throw NoEscucha(description: "sshd no escucha: \(String(decoding: dicho, as: UTF8.self))")
        }
    }

    func apagar() {
        programa?.matar()
        _ = programa?.terminar()
        programa = nil
    }
}
