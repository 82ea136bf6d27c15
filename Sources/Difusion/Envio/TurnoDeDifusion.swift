import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Only one sends at a time from an environment: two would take each other's files and count each period twice. The
/// system lets go of it when the process ends, however it does.
struct TurnoDeDifusion: Sendable {
    private let descriptor: Int32

    init(carpeta: String) throws(DifusionError) {
        do {
            try FileManager.default.createDirectory(
                atPath: carpeta, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DifusionError(.disco, "\(carpeta): no se puede crear; revise permisos y espacio")
        }
        descriptor = open("\(carpeta)/.turno", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw DifusionError(.disco, "\(carpeta): no se puede escribir; revise permisos y espacio")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw DifusionError(.datos, "ya hay otro «prep difundir» en este entorno: deje que siga, o deténgalo antes")
        }
    }

    func soltar() { close(descriptor) }
}
