import Almacen
import Electoral

/// The steps of the wall: those of the life of an acta, with the verified ones apart when they were also checked.
public enum EtapaEnTablero: String, Sendable, Hashable, CaseIterable, Codable {
    case esperada, acopiada, digitalizada, capturada
    case enDiferencia = "en_diferencia"
    case enSupervision = "en_supervision"
    case verificada, cotejada
    case sinActa = "sin_acta"
    case fueraDeCatalogo = "fuera_de_catalogo"

    public init(de estado: EstadoDeActa) { self.init(estado) }

    init(_ estado: EstadoDeActa?) {
        self =
            switch estado?.etapa {
            case nil, .esperada: .esperada
            case .acopiada: .acopiada
            case .digitalizada: .digitalizada
            case .capturada: .capturada
            case .enDiferencia: .enDiferencia
            case .enSupervision: .enSupervision
            case .verificada:
                estado?.cotejada == .aceptada || estado?.cotejada == .aceptadaTrasCorreccion ? .cotejada : .verificada
            case .sinActa: .sinActa
            case .fueraDeCatalogo: .fueraDeCatalogo
            }
    }

    public var nombre: String {
        switch self {
        case .esperada: "Por llegar"
        case .acopiada: "Acopiadas"
        case .digitalizada: "Digitalizadas"
        case .capturada: "Capturadas"
        case .enDiferencia: "En diferencia"
        case .enSupervision: "En supervisión"
        case .verificada: "Verificadas"
        case .cotejada: "Cotejadas"
        case .sinActa: "Sin acta"
        case .fueraDeCatalogo: "Fuera de catálogo"
        }
    }

    /// Of one acta.
    public var nombreDeUna: String {
        switch self {
        case .esperada, .enDiferencia, .enSupervision, .sinActa, .fueraDeCatalogo: nombre
        default: String(nombre.dropLast())
        }
    }

    /// Whether the acta still has to reach a result.
    public var falta: Bool {
        switch self {
        case .verificada, .cotejada, .sinActa, .fueraDeCatalogo: false
        default: true
        }
    }
}
