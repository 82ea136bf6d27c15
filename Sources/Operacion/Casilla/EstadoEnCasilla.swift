import Almacen
import Electoral

/// What a CAE is told of an acta of their casillas.
public enum EstadoEnCasilla: Sendable, Hashable {
    /// Nobody has sent it.
    case pendiente
    /// Its photo waits for a person of the CATD.
    case enRevision
    /// A photo of the casilla is the image of the acta.
    case aceptada
    /// The photo was not taken, and why: another one is needed.
    case rechazada(String)
    /// The CATD has the acta.
    case yaRecibida

    public init(_ s: SuerteDeActa) {
        switch s.etapa {
        case .digitalizada, .capturada, .enDiferencia, .enSupervision, .verificada:
            self = s.origen == .casilla ? .aceptada : .yaRecibida
        case .acopiada where s.enviada == nil || s.destino != nil:
            // The paper is in the CATD: it is scanned there.
            self = .yaRecibida
        case .esperada, .acopiada, .sinActa, .fueraDeCatalogo:
            switch s.destino {
            case nil: self = s.enviada == nil ? .pendiente : .enRevision
            case .rechazada: self = .rechazada(s.motivo ?? "")
            case .duplicada: self = .yaRecibida
            case .aceptada, .excepcion: self = .enRevision
            }
        }
    }

    /// As the application of the phones knows it.
    public var clave: String {
        switch self {
        case .pendiente: "pendiente"
        case .enRevision: "revision"
        case .aceptada: "aceptada"
        case .rechazada: "rechazada"
        case .yaRecibida: "recibida"
        }
    }

    /// Why, when there is something to say.
    public var motivo: String? { if case .rechazada(let motivo) = self, !motivo.isEmpty { motivo } else { nil } }
}
