import Almacen
import Electoral

/// A corte that is due, before it is made.
public struct CorteDebido: Sendable, Hashable {
    public let instante: Instante
    /// The hour of the schedule that it answers to; nil for one in zeros before the opening.
    public let programado: Instante?
    /// Hours of the schedule that passed before that one and that no corte will answer to.
    public let omitidos: [Instante]
    public let ultimo: Bool
    public let siguiente: Instante?
    public let conBase: Bool
    public let horario: Horario

    /// Before the opening only zeros are published, whatever has arrived.
    public var enCeros: Bool { programado == nil }
}

/// What publishing does next, from the schedules that have ruled, the cortes that there are and the hour: nothing else.
public struct Agenda: Sendable {
    public enum Paso: Sendable, Hashable {
        case fin
        case esperar(Instante)
        case cortar(CorteDebido)
    }

    private let horarios: [HorarioVigente]
    private let cortes: [Corte]
    /// The last hour that was tried, whether there was a corte or not.
    private let intentado: Instante?
    private let horario: Horario

    /// Seconds after its hour in which a corte still takes that hour.
    public static let puntualidad = 60

    /// - Parameter horarios: every schedule that has ruled, in order; not empty.
    public init(_ horarios: [HorarioVigente], _ cortes: [Corte], intentado: Instante?, deInicio: Horario) {
        self.horarios = horarios
        self.cortes = cortes
        self.intentado = intentado
        horario = horarios.last?.horario ?? deInicio
    }

    public func paso(_ ahora: Instante) -> Paso {
        if cortes.last?.ultimo == true { return .fin }
        if ahora < horario.inicio { return antesDeAbrir(ahora) }
        let hecho = [cortes.last?.instante, intentado].compactMap(\.self).max()
        if let hecho, hecho >= horario.cierre { return .fin }
        let debidas = horarios.horas(despuesDe: hecho ?? horario.inicio - 1, hasta: ahora)
        guard let hora = debidas.last else {
            return .esperar(horario.siguiente(despuesDe: max(hecho ?? ahora, ahora)) ?? horario.cierre)
        }
        return .cortar(debido(hora, ahora, omitidos: debidas.dropLast()))
    }

    /// Zeros, so that there is a site to look at and a next hour to wait for; again when that hour changes.
    private func antesDeAbrir(_ ahora: Instante) -> Paso {
        let minuto = ahora.alMinuto
        let yaEsta = cortes.last.map { $0.siguiente == horario.inicio || $0.instante >= minuto || $0.hasta > 0 }
        guard yaEsta != true, horario.inicio > ahora + Self.puntualidad else { return .esperar(horario.inicio) }
        return .cortar(
            CorteDebido(
                instante: minuto, programado: nil, omitidos: [], ultimo: false, siguiente: horario.inicio,
                conBase: true, horario: horario))
    }

    /// The corte of an hour. When it is late it is of now, because its figures are: no corte of the past is made up. The
    /// close keeps its hour, which is the one that was agreed.
    private func debido(_ hora: Instante, _ ahora: Instante, omitidos: ArraySlice<Instante>) -> CorteDebido {
        let ultimo = hora == horario.cierre
        let puntual = ultimo || ahora <= hora + Self.puntualidad
        let instante = puntual ? hora : ahora.alMinuto
        return CorteDebido(
            instante: instante, programado: hora, omitidos: Array(omitidos), ultimo: ultimo,
            siguiente: ultimo ? nil : horario.siguiente(despuesDe: instante),
            conBase: ultimo || horario.tocaBase(en: instante, anterior: cortes.last(where: \.conBase)?.instante),
            horario: horario)
    }
}
