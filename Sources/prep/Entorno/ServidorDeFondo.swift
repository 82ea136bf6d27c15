import Foundation
import Servidor

/// The public site beside the work of a command.
enum ServidorDeFondo {
    /// Starts serving and returns once the port is open. Ctrl-C ends the whole program in peace.
    ///
    /// - Throws: `Falla` when the port is taken.
    static func empezar(carpeta: String, anfitrion: String, puerto: Int) throws {
        let sitio = SitioPublico(carpeta: carpeta, anfitrion: anfitrion, puerto: puerto)
        let listo = DispatchSemaphore(value: 0)
        Task {
            do {
                try await sitio.servir { _ in listo.signal() }
                Foundation.exit(0)
            } catch {
                Consola.error(
                    "prep: no se puede escuchar en \(anfitrion):\(puerto) (¿ocupado?); elija otro con --puerto")
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
