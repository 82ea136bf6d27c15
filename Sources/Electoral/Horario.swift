/// When cortes are due: from the start of publication, every so many minutes, and at the close.
public struct Horario: Hashable, Sendable, Codable {
    public let inicio: Instante
    public let cierre: Instante
    public let minutos: Int
    /// Minutes between data bases: the same as between cortes, or a multiple.
    public let minutosEntreBases: Int
    /// With every expected acta registered and the PREP closed by its two people, the next corte is the last.
    public let cierraAl100: Bool

    /// - Parameter minutosEntreBases: nil when every corte carries its data base.
    public init(
        inicio: Instante, cierre: Instante, minutos: Int, minutosEntreBases: Int? = nil, cierraAl100: Bool = false
    ) {
        self.inicio = inicio
        self.cierre = cierre
        self.minutos = minutos
        self.minutosEntreBases = minutosEntreBases ?? minutos
        self.cierraAl100 = cierraAl100
    }

    public init(_ proceso: Proceso) {
        self.init(
            inicio: proceso.inicioPublicacion, cierre: proceso.cierrePublicacion, minutos: proceso.minutosEntreCortes,
            minutosEntreBases: proceso.acuerdos?.minutosEntreBases,
            cierraAl100: proceso.acuerdos?.cierraAl100 ?? false)
    }

    /// Orders of before there were data bases apart say neither of the last two.
    public init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            inicio: try c.decode(Instante.self, forKey: .inicio), cierre: try c.decode(Instante.self, forKey: .cierre),
            minutos: try c.decode(Int.self, forKey: .minutos),
            minutosEntreBases: try c.decodeIfPresent(Int.self, forKey: .minutosEntreBases),
            cierraAl100: try c.decodeIfPresent(Bool.self, forKey: .cierraAl100) ?? false)
    }

    /// The first hour of the schedule strictly after an instant; nil when the last has passed.
    public func siguiente(despuesDe instante: Instante) -> Instante? {
        if instante < inicio { return inicio }
        guard instante < cierre else { return nil }
        let paso = Int64(minutos) * 60_000_000
        let pasos = (instante.microsegundos - inicio.microsegundos) / paso + 1
        return min(Instante(microsegundos: inicio.microsegundos + pasos * paso), cierre)
    }

    /// Whether a corte at an instant carries a data base, when the last one was published at another.
    public func tocaBase(en instante: Instante, anterior: Instante?) -> Bool {
        guard let anterior, instante > inicio, instante < cierre, minutosEntreBases > 0 else { return true }
        let paso = Int64(minutosEntreBases) * 60_000_000
        let pasos = (instante.microsegundos - inicio.microsegundos) / paso
        return anterior.microsegundos < inicio.microsegundos + pasos * paso
    }

    public func esHora(_ instante: Instante) -> Bool {
        siguiente(despuesDe: Instante(microsegundos: instante.microsegundos - 1)) == instante
    }

    /// Hours of the schedule after one and up to another.
    public func horas(despuesDe desde: Instante, hasta: Instante) -> [Instante] {
        var horas: [Instante] = []
        var t = siguiente(despuesDe: desde)
        while let hora = t, hora <= hasta {
            horas.append(hora)
            t = siguiente(despuesDe: hora)
        }
        return horas
    }

    /// Every hour of the schedule, the close included.
    public var todos: [Instante] { horas(despuesDe: inicio - 1, hasta: cierre) }
}

/// The rules of a schedule (dominio 7): the same for the folder of the process and for a change on the night.
extension Horario {
    public enum Objecion: Hashable, Sendable {
        case empiezaAntesDelAcopio, cierraAntesDeEmpezar, duraDemasiado, pasaDeLaProrroga
        case pocosCortes(minutos: Int)
        case pocasBases(minutos: Int)
        case basesEntreCortes(minutos: Int, cortes: Int)

        public var explicacion: String {
            switch self {
            case .empiezaAntesDelAcopio: "es anterior al inicio del acopio"
            case .cierraAntesDeEmpezar: "no es posterior al inicio de la publicación"
            case .duraDemasiado: "es más de 24 horas después del inicio de la publicación, que es lo más que dura"
            case .pasaDeLaProrroga: "es posterior a la prórroga acordada"
            case .pocosCortes(let minutos) where minutos < 1: "\(minutos) no es una espera; escriba de 1 a 20"
            case .pocosCortes(let minutos):
                "\(minutos) da menos de tres cortes por hora, que es el mínimo; escriba 20 o menos"
            case .pocasBases(let minutos) where minutos < 1: "\(minutos) no es una espera; escriba de 1 a 20"
            case .pocasBases(let minutos):
                "\(minutos) da menos de tres bases de datos por hora, que es el mínimo; escriba 20 o menos"
            case .basesEntreCortes(let minutos, let cortes):
                "\(minutos) no es múltiplo de los \(cortes) minutos entre cortes: cada base de datos es la de un corte"
            }
        }
    }

    /// Seconds that a publication lasts at most, unless an acuerdo extends it.
    public static let duracionMaxima = 24 * 3600
    /// Seconds that it lasts at most with an extension: more is a mistake in the date.
    public static let duracionConProrroga = 36 * 3600
    /// Minutes between cortes that still give three an hour.
    public static let minutosMaximos = 20

    /// What keeps it from being a schedule; empty when nothing does.
    ///
    /// - Parameter prorroga: the latest hour to which an acuerdo lets the close go; nil for 24 hours.
    public func objeciones(inicioAcopio: Instante, prorroga: Instante? = nil) -> [Objecion] {
        var objeciones: [Objecion] = []
        if inicio < inicioAcopio { objeciones.append(.empiezaAntesDelAcopio) }
        if cierre <= inicio { objeciones.append(.cierraAntesDeEmpezar) }
        if cierre > max(inicio + Self.duracionMaxima, prorroga ?? inicio) {
            objeciones.append(prorroga == nil ? .duraDemasiado : .pasaDeLaProrroga)
        }
        if let o = Self.objecion(minutos: minutos) { objeciones.append(o) }
        if let o = Self.objecion(minutosEntreBases: minutosEntreBases, minutos: minutos) { objeciones.append(o) }
        return objeciones
    }

    public static func objecion(minutos: Int) -> Objecion? {
        (1...minutosMaximos).contains(minutos) ? nil : .pocosCortes(minutos: minutos)
    }

    /// - Parameter minutos: between cortes; what is wrong with them is told apart.
    public static func objecion(minutosEntreBases bases: Int, minutos: Int) -> Objecion? {
        guard objecion(minutos: minutos) == nil else { return nil }
        guard (1...minutosMaximos).contains(bases) else { return .pocasBases(minutos: bases) }
        return bases.isMultiple(of: minutos) ? nil : .basesEntreCortes(minutos: bases, cortes: minutos)
    }
}
