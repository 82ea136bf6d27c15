/// How high a risk is, by its probability times its impact: the same on the board and in the Plan de Seguridad.
public enum NivelDeRiesgo: String, CaseIterable, Sendable {
    case bajo, medio, alto, critico

    /// - Parameter producto: probability × impact, 1 to 25.
    public init(_ producto: Int) {
        self =
            switch producto {
            case ..<5: .bajo
            case ..<Self.desdeAlto: .medio
            case ..<16: .alto
            default: .critico
            }
    }

    /// Product from which a risk is high.
    public static let desdeAlto = 10

    var enPlantilla: OpcionEnPlantilla {
        OpcionEnPlantilla(
            clave: rawValue, nombre: nombre,
            opciones: Self.allCases.map { Campo.Opcion(clave: $0.rawValue, nombre: $0.nombre) })
    }

    public var nombre: String {
        switch self {
        case .bajo: "Bajo"
        case .medio: "Medio"
        case .alto: "Alto"
        case .critico: "Crítico"
        }
    }
}
