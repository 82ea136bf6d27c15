import Crypto
import Foundation
import Hummingbird
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// The body of a request, written to a file without a name as it arrives: hundreds that send slowly at once take disk,
/// not memory, and a process that dies leaves nothing behind.
final class CuerpoEnDisco: Sendable {
    enum Falla: Error {
        /// It is larger than the limit.
        case excesivo
        /// The disk does not take it, or does not give it back.
        case disco
    }

    let bytes: Int
    /// Lower-case hexadecimal.
    let sha256: String
    private let descriptor: Int32

    private init(descriptor: Int32, bytes: Int, sha256: String) {
        self.descriptor = descriptor
        self.bytes = bytes
        self.sha256 = sha256
    }

    deinit { close(descriptor) }

    /// What is written at once.
    private static let trozo = 1 << 18

    /// - Throws: `.excesivo` as soon as the limit is passed.
    static func recibir(_ cuerpo: RequestBody, limite: Int) async throws -> CuerpoEnDisco {
        let descriptor = try abrir()
        var huella = SHA256()
        var total = 0
        var pendiente: [UInt8] = []
        do {
            for try await parte in cuerpo {
                total += parte.readableBytes
                guard total <= limite else { throw Falla.excesivo }
                pendiente.append(contentsOf: parte.readableBytesView)
                if pendiente.count >= trozo {
                    let listo = pendiente
                    pendiente = []
                    huella.update(data: listo)
                    try await enHilo { try escribir(listo, en: descriptor) }
                }
            }
            let resto = pendiente
            huella.update(data: resto)
            try await enHilo { try escribir(resto, en: descriptor) }
        } catch {
            close(descriptor)
            throw error
        }
        return CuerpoEnDisco(
            descriptor: descriptor, bytes: total, sha256: Array(huella.finalize()).hexadecimal)
    }

    /// Everything, in memory.
    func leer() throws -> [UInt8] {
        var leidos = 0
        let todo = [UInt8](unsafeUninitializedCapacity: bytes) { destino, cuenta in
            while leidos < bytes, let base = destino.baseAddress {
                let n = pread(descriptor, base + leidos, bytes - leidos, off_t(leidos))
                if n < 0 && errno == EINTR { continue }
                if n <= 0 { break }
                leidos += n
            }
            cuenta = leidos
        }
        guard leidos == bytes else { throw Falla.disco }
        return todo
    }

    private static func abrir() throws -> Int32 {
        let ruta = "\(FileManager.default.temporaryDirectory.path)/prep-foto-\(UUID().uuidString)"
        let descriptor = open(ruta, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Falla.disco }
        unlink(ruta)
        return descriptor
    }

    private static func escribir(_ bytes: [UInt8], en descriptor: Int32) throws {
        let completo = bytes.withUnsafeBytes { origen in
            var escritos = 0
            while escritos < bytes.count, let base = origen.baseAddress {
                let n = write(descriptor, base + escritos, bytes.count - escritos)
                if n < 0 && errno == EINTR { continue }
                if n <= 0 { return false }
                escritos += n
            }
            return true
        }
        guard completo else { throw Falla.disco }
    }
}
