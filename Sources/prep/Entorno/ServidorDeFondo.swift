import Foundation
import Servidor

/// Servers beside the work of a command.
enum ServidorDeFondo {
    /// Starts serving and returns once the port is open. Ctrl-C ends the whole program in peace.
    ///
    /// Ends the program when the port is taken.
    static func empezar(carpeta: String, anfitrion: String, puerto: Int) throws {
        let sitio = try SitioPublico(carpeta: carpeta, anfitrion: anfitrion, puerto: puerto)
        try empezar(donde: "\(anfitrion):\(puerto)") { listo in try await sitio.servir { listo($0) } }
    }

    /// The same with any server.
    ///
    /// - Parameter servir: serves until told to stop; calls its argument with the port once it is open.
    static func empezar(
        donde: String, _ servir: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> Void
    ) throws {
        let listo = DispatchSemaphore(value: 0)
        Task {
            do {
                try await servir { _ in listo.signal() }
                Foundation.exit(0)
            } catch {
                Consola.error("prep: no se puede escuchar en \(donde) (¿ocupado?); elija otro con --puerto")
                Foundation.exit(Salida.intenteDespues)
            }
        }
        listo.wait()
    }

    /// Leaves the program serving until it is told to stop.
    static func esperar() -> Never {
        while true { Thread.sleep(forTimeInterval: 3600) }
    }
}
