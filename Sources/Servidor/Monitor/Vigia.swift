import Almacen
import Electoral
import Foundation
import Operacion
import Publicacion
import Synchronization

/// Follows the night for everybody who looks: one board for all with the same accreditation, computed at most every few seconds and only while
/// somebody looks.
actor Vigia {
    /// A board ready to be sent.
    struct Vista: Sendable {
        let tablero: Tablero
        /// Sections of the page as HTML, by their identifier: for those who see figures early, and for the rest.
        let internas: [Fragmento]
        let externas: [Fragmento]

        func fragmentos(_ mirada: Mirada) -> [Fragmento] { mirada.cifrasAntesDelCorte ? internas : externas }
    }

    struct Fragmento: Sendable, Hashable {
        let id: String
        let html: String
    }

    /// The memory of the night, lent to one thread at a time.
    private final class Memoria: Sendable {
        let noche: Mutex<MemoriaDeNoche>
        init(_ noche: MemoriaDeNoche) { self.noche = Mutex(noche) }
    }

    private let almacen: Almacen
    private let ahora: @Sendable () -> Instante
    private let huso: Huso
    private let memoria: Memoria
    private let vigencia: Duration
    /// By what part of the process they tell of.
    private var ultimas: [Acreditacion: (vista: Vista, hecha: ContinuousClock.Instant)] = [:]
    private var enCurso: [Acreditacion: Task<Vista, any Error>] = [:]

    init(_ d: Dependencias) {
        almacen = d.almacen
        ahora = d.ahora
        huso = d.proceso.huso
        // Somewhat less than the time between two events, so that each brings a new board.
        vigencia = .seconds(d.reglasDeMonitor.segundosEntreTableros) - .seconds(1)
        memoria = Memoria(MemoriaDeNoche(catalogo: d.catalogo, proceso: d.proceso, reglas: d.reglasDeMonitor))
    }

    /// The board in force; whoever asks while it is being computed waits for the same one.
    func vista(_ ambito: Acreditacion) async throws -> Vista {
        if let ultima = ultimas[ambito], ContinuousClock.now - ultima.hecha < vigencia { return ultima.vista }
        if let tarea = enCurso[ambito] { return try await tarea.value }
        let (ahora, huso) = (ahora, huso)
        let tarea = Task<Vista, any Error> {
            try await consultar(ambito) { Vista($0.tablero(ahora()), huso) }
        }
        enCurso[ambito] = tarea
        defer { enCurso[ambito] = nil }
        let vista = try await tarea.value
        // Nobody looks at the old ones any more.
        ultimas = ultimas.filter { ContinuousClock.now - $0.value.hecha < vigencia }
        ultimas[ambito] = (vista, .now)
        return vista
    }

    /// Asks the memory, brought up to date first.
    nonisolated func consultar<T: Sendable>(
        _ ambito: Acreditacion, _ cuerpo: @escaping @Sendable (MemoriaDeNoche) throws -> T
    ) async throws -> T {
        let (memoria, almacen) = (memoria, almacen)
        return try await enHilo {
            // A copy shares its storage: the lock is held for the reading of what is new and not for the question.
            let noche = try memoria.noche.withLock { noche in
                try noche.ponerAlDia(almacen)
                return noche
            }
            return try cuerpo(noche.limitada(a: Alcance(ambito, en: noche.catalogo)))
        }
    }
}

extension Vigia.Vista {
    init(_ tablero: Tablero, _ huso: Huso) {
        self.tablero = tablero
        let comunes = MuroDeMonitor(tablero, huso).secciones
        internas = comunes + [MuroDeMonitor.alarmas(tablero.alarmas, tablero.instante, huso)]
        externas =
            comunes + [MuroDeMonitor.alarmas(tablero.alarmas.filter { !$0.tipo.conCifras }, tablero.instante, huso)]
    }
}
