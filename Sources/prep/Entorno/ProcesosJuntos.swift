import ArgumentParser
import Dispatch
import Foundation
import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#endif

/// Commands of this program that run as one: each in a process of its own, so that one that falls takes no other with
/// it. One that falls starts again; Ctrl-C or SIGTERM ends them all.
struct ProcesosJuntos: Sendable {
    struct Proceso: Sendable {
        let nombre: String
        let argumentos: [String]
        /// A file without which there is nothing to do yet.
        let cuandoHaya: String?

        /// - Parameter argumentos: those of the subcommand with that name.
        init(_ nombre: String, _ argumentos: [String], cuandoHaya: String? = nil) {
            self.nombre = nombre
            self.argumentos = [nombre] + argumentos
            self.cuandoHaya = cuandoHaya
        }
    }

    let procesos: [Proceso]

    /// Seconds between a fall and the next start; the last one is repeated.
    private static let pausas = [2, 5, 15, 30]
    /// What fails for what it was told, as soon as it starts, would fail again: it is said, and everything ends.
    private static let arranque = Duration.seconds(10)
    private static let porSusDatos: Set<Int32> = [Salida.uso, Salida.datos, Salida.sinEntrada]

    /// - Returns: how this command ends, once all of them did.
    func correr() throws -> Int32 {
        try Espera.de {
            let senales = [SIGINT, SIGTERM].map { numero in
                signal(numero, SIG_IGN)
                return DispatchSource.makeSignalSource(signal: numero, queue: .global())
            }
            let inicio = ContinuousClock.now
            return try await withThrowingTaskGroup(of: Int32?.self) { grupo in
                let (llamadas, aviso) = AsyncStream.makeStream(of: Void.self)
                for senal in senales {
                    senal.setEventHandler { aviso.yield() }
                    senal.resume()
                }
                grupo.addTask {
                    for await _ in llamadas { return 0 }
                    return nil
                }
                for proceso in procesos { grupo.addTask { try await Self.mantener(proceso, desde: inicio) } }
                var salida: Int32 = 0
                var vivos = procesos.count
                while vivos > 0, let uno = try await grupo.next() {
                    if let uno {
                        salida = uno
                        break
                    }
                    vivos -= 1
                }
                aviso.finish()
                grupo.cancelAll()
                while try await grupo.next() != nil {}
                return salida
            }
        }
    }

    /// - Returns: nil when it ended well or was told to; a status when everything has to end with it.
    private static func mantener(_ proceso: Proceso, desde inicio: ContinuousClock.Instant) async throws -> Int32? {
        var caidas = 0
        while !Task.isCancelled {
            while let archivo = proceso.cuandoHaya, !FileManager.default.fileExists(atPath: archivo) {
                try? await Task.sleep(for: .seconds(1))
                if Task.isCancelled { return nil }
            }
            let arranque = ContinuousClock.now
            let estado = try await correr(proceso)
            if Task.isCancelled || estado == .exited(0) { return nil }
            if case .exited(let codigo) = estado, porSusDatos.contains(codigo), arranque - inicio < Self.arranque {
                Consola.error("prep: «prep \(proceso.nombre)» no pudo empezar; se detiene todo")
                return codigo
            }
            if ContinuousClock.now - arranque > .seconds(60) { caidas = 0 }
            let pausa = pausas[min(caidas, pausas.count - 1)]
            caidas += 1
            Consola.error("prep: «prep \(proceso.nombre)» se detuvo (\(estado)); vuelve a empezar en \(pausa) s")
            try? await Task.sleep(for: .seconds(pausa))
        }
        return nil
    }

    private static func correr(_ proceso: Proceso) async throws -> TerminationStatus {
        var opciones = PlatformOptions()
        // Ctrl-C of the terminal reaches this process alone, which ends the others in order.
        opciones.processGroupID = 0
        opciones.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(20))]
        return try await run(
            .path(FilePath(Ejecutable.propio)), arguments: Arguments(proceso.argumentos),
            platformOptions: opciones, output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
        ).terminationStatus
    }
}
