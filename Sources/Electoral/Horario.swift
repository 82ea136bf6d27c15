/// When cortes are due: from the start of publication, every so many minutes, and at the close.
public struct Horario: Hashable, Sendable, Codable {
    public let inicio: Instante
    public let cierre: Instante
    public let minutos: Int

    public init(inicio: Instante, cierre: Instante, minutos: Int) {
        self.inicio = inicio
        self.cierre = cierre
        self.minutos = minutos
    }

    public init(_ proceso: Proceso) {
        self.init(
            inicio: proceso.inicioPublicacion, cierre: proceso.cierrePublicacion, minutos: proceso.minutosEntreCortes)
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

/// The rules of a schedule (dominio 7): the same for the folder of the process and for a change on the night.
extension Horario {
    public enum Objecion: Hashable, Sendable {
        case empiezaAntesDelAcopio, cierraAntesDeEmpezar, duraDemasiado
        case pocosCortes(minutos: Int)

        public var explicacion: String {
            switch self {
            case .empiezaAntesDelAcopio: "es anterior al inicio del acopio"
            case .cierraAntesDeEmpezar: "no es posterior al inicio de la publicación"
            case .duraDemasiado: "es más de 24 horas después del inicio de la publicación, que es lo más que dura"
            case .pocosCortes(let minutos) where minutos < 1: "\(minutos) no es una espera; escriba de 1 a 20"
            case .pocosCortes(let minutos):
                "\(minutos) da menos de tres cortes por hora, que es el mínimo; escriba 20 o menos"
            }
        }
    }

    /// Seconds that a publication lasts at most.
    public static let duracionMaxima = 24 * 3600
    /// Minutes between cortes that still give three an hour.
    public static let minutosMaximos = 20

    /// What keeps it from being a schedule; empty when nothing does.
    public func objeciones(inicioAcopio: Instante) -> [Objecion] {
        var objeciones: [Objecion] = []
        if inicio < inicioAcopio { objeciones.append(.empiezaAntesDelAcopio) }
        if cierre <= inicio { objeciones.append(.cierraAntesDeEmpezar) }
        if cierre > inicio + Self.duracionMaxima { objeciones.append(.duraDemasiado) }
        if let o = Self.objecion(minutos: minutos) { objeciones.append(o) }
        return objeciones
    }

    public static func objecion(minutos: Int) -> Objecion? {
        (1...minutosMaximos).contains(minutos) ? nil : .pocosCortes(minutos: minutos)
    }
}
