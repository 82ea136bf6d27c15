import Almacen
import Electoral

/// Keeps the schedule of the cortes: waits for each hour, makes its corte, has it published and writes down what it cost.
///
/// It knows no clock and no tree of its own: both are given to it, so that a night can be lived in a moment.
public final class GuardiaDeCortes {
    /// What it says while it works; the program puts it in words.
    public enum Aviso: Sendable, Hashable {
        case espera(Instante)
        case cambioHorario(Horario)
        /// So many hours of the schedule passed without a corte, the first and the last of them.
        case omitidos(Int, primero: Instante, ultimo: Instante)
        /// Its corte reached the tree so many seconds after its hour.
        case tarde(Instante, segundos: Int)
        case rechazado(Instante, motivo: String)
        /// It is the hour of the last corte, and the PREP is open.
        case sigueAbierto
        /// Every acta is registered and the acuerdo lets it close, but the PREP is open.
        case completo
    }

    /// What publishing a corte wrote.
    public struct Escrito: Sendable {
        public let archivos: Int
        public let bytes: Int

        public init(archivos: Int, bytes: Int) {
            self.archivos = archivos
            self.bytes = bytes
        }
    }

    /// What it works with.
    public struct Medios {
        let ahora: () -> Instante
        let dormir: (Double) -> Void
        let publicar: (Cortador) throws -> Escrito?
        let comprobarReloj: () throws -> Void
        let avisar: (Aviso) -> Void
        let mirada: Double

        /// - Parameters:
        ///   - mirada: seconds between looks at the schedule in force.
        ///   - dormir: waits for so many seconds, or less.
        ///   - comprobarReloj: throws when the hour of the machine moved more than the time that went by.
        public init(
            ahora: @escaping () -> Instante, dormir: @escaping (Double) -> Void,
            publicar: @escaping (Cortador) throws -> Escrito?, comprobarReloj: @escaping () throws -> Void,
            avisar: @escaping (Aviso) -> Void, mirada: Double = 5
        ) {
            self.mirada = mirada
            self.ahora = ahora
            self.dormir = dormir
            self.publicar = publicar
            self.comprobarReloj = comprobarReloj
            self.avisar = avisar
        }
    }

    /// Seconds after which the right to publish is renewed while waiting.
    private static let renueva = 30

    private let almacen: Almacen
    private let cortador: Cortador
    private let medios: Medios
    private var intentado: Instante?
    private var anunciado: Instante?
    private var renovado: Instante?
    private var avisados: Set<Aviso> = []

    public init(_ almacen: Almacen, _ cortador: Cortador, _ medios: Medios) {
        self.almacen = almacen
        self.cortador = cortador
        self.medios = medios
    }

    /// Publishes until the last corte. What a stop left half done is finished first.
    ///
    /// - Throws: `Cortador.Rechazado` when the corte of the close breaks an invariant: it is the only one that cannot be
    ///   skipped.
    public func correr() throws {
        try medios.comprobarReloj()
        if cortador.ultimo != nil { try publicar() }
        var horarios = try almacen.horarios()
        let deInicio = try almacen.horario()
        while true {
            try medios.comprobarReloj()
            let vigentes = try almacen.horarios()
            if vigentes != horarios, let nuevo = vigentes.last?.horario { medios.avisar(.cambioHorario(nuevo)) }
            horarios = vigentes
            switch Agenda(horarios, cortador.cortes, intentado: intentado, deInicio: deInicio).paso(medios.ahora()) {
            case .fin: return
            case .esperar(let hora): try esperar(hora)
            case .cortar(let debido): try atender(debido)
            }
        }
    }

    private func esperar(_ hora: Instante) throws {
        if hora != anunciado {
            medios.avisar(.espera(hora))
            anunciado = hora
        }
        let faltan = Double(hora.microsegundos - medios.ahora().microsegundos) / 1_000_000
        medios.dormir(max(0.001, min(faltan, medios.mirada)))
        try renovar()
    }

    private func renovar() throws {
        let ahora = medios.ahora()
        if let renovado, ahora >= renovado, ahora < renovado + Self.renueva { return }
        try cortador.renovar()
        renovado = ahora
    }

    private func atender(_ debido: CorteDebido) throws {
        // After the last corte nothing more is published, and a clock alone does not decide that.
        if debido.ultimo, try almacen.marcha() == .abierta {
            avisarUnaVez(.sigueAbierto)
            medios.dormir(2)
            return try renovar()
        }
        let previo = intentado
        intentado = debido.programado ?? intentado
        let empezo = ContinuousClock.now
        do {
            let corte = try cortador.cortar(debido)
            if let primero = debido.omitidos.first, let ultimo = debido.omitidos.last {
                medios.avisar(.omitidos(debido.omitidos.count, primero: primero, ultimo: ultimo))
            }
            try publicar(desde: empezo)
            avisarSiEsTarde(corte)
            if !corte.ultimo, debido.horario.cierraAl100, cortador.estaCompleto, try almacen.marcha() == .abierta {
                avisarUnaVez(.completo)
            }
        } catch is Cortador.HorarioCambiado {
            // Not tried: the next turn reads the new schedule, in which this hour may be due as well.
            intentado = previo
        } catch let rechazo as Cortador.Rechazado {
            // The last one stays published and the schedule goes on.
            if debido.ultimo { throw rechazo }
            medios.avisar(.rechazado(debido.instante, motivo: rechazo.motivo))
            if debido.enCeros { medios.dormir(medios.mirada) }
        }
    }

    /// Publishes the last corte and writes down what it cost.
    private func publicar(desde empezo: ContinuousClock.Instant = .now) throws {
        try Self.publicar(cortador, en: almacen, desde: empezo, ahora: medios.ahora, medios.publicar)
    }

    /// The same for whoever cuts by hand.
    public static func publicar(
        _ cortador: Cortador, en almacen: Almacen, desde empezo: ContinuousClock.Instant = .now,
        ahora: () -> Instante, _ publicar: (Cortador) throws -> Escrito?
    ) throws {
        guard let corte = cortador.ultimo, let escrito = try publicar(cortador) else { return }
        let duro = (ContinuousClock.now - empezo) / .milliseconds(1)
        try almacen.asentar(
            PublicacionDeCorte(
                corte: corte.numero, instante: ahora(), milisegundos: Int(duro), archivos: escrito.archivos,
                bytes: escrito.bytes))
    }

    private func avisarSiEsTarde(_ corte: Corte) {
        // The close waits for two people: it is not late for that.
        guard let hora = corte.programado, !corte.ultimo else { return }
        let tarde = Int((medios.ahora().microsegundos - hora.microsegundos) / 1_000_000)
        if tarde > Agenda.puntualidad { medios.avisar(.tarde(hora, segundos: tarde)) }
    }

    private func avisarUnaVez(_ aviso: Aviso) {
        if avisados.insert(aviso).inserted { medios.avisar(aviso) }
    }
}
