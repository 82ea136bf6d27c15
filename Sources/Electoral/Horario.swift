/// When cortes are due: from the start of publication, every so many minutes, and at the close.
public struct Horario: Hashable, Sendable {
    public let inicio: Instante
    public let cierre: Instante
    public let minutos: Int

    public init(_ proceso: Proceso) {
        inicio = proceso.inicioPublicacion
        cierre = proceso.cierrePublicacion
        minutos = proceso.minutosEntreCortes
    }

    /// The first hour of the schedule strictly after an instant; nil when the last has passed.
    public func siguiente(despuesDe instante: Instante) -> Instante? {
        if instante < inicio { return inicio }
        guard instante < cierre else { return nil }
        let paso = Int64(minutos) * 60_000_000
        let pasos = (instante.microsegundos - inicio.microsegundos) / paso + 1
        return min(Instante(microsegundos: inicio.microsegundos + pasos * paso), cierre)
    }

    /// Every hour of the schedule, the close included.
    public var todos: [Instante] {
        var horas: [Instante] = []
        var t = siguiente(despuesDe: inicio - 1)
        while let hora = t {
            horas.append(hora)
            t = siguiente(despuesDe: hora)
        }
        return horas
    }
}
