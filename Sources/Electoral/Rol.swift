/// What a person does in the operation (dominio 1.4). A person has one account and an account one role: nobody gathers
/// two duties that the procedure keeps apart.
public enum Rol: String, Hashable, Sendable, Codable, CaseIterable {
    case acopio, digitalizacion
    /// Capturista and verificador: one pool.
    case captura
    case supervision, coordinacion, cotejo, difusion, seguimiento, administracion
    /// Capacitador(a) Asistente Electoral: photographs actas at the casilla.
    case casilla
    /// They look and never touch: ente auditor, party representatives, INE observers.
    case auditoria, representacion, observacion
    /// They follow the months before and look at nothing else: technical committee and commission of the council.
    case cotaprep, comision

    public var nombre: String {
        switch self {
        case .acopio: "Acopio"
        case .digitalizacion: "Digitalización"
        case .captura: "Captura y verificación"
        case .supervision: "Supervisión"
        case .coordinacion: "Coordinación"
        case .cotejo: "Cotejo"
        case .difusion: "Difusión"
        case .seguimiento: "Seguimiento"
        case .administracion: "Administración"
        case .casilla: "PREP Casilla"
        case .auditoria: "Ente auditor"
        case .representacion: "Representación de partido"
        case .observacion: "Observación INE"
        case .cotaprep: "COTAPREP"
        case .comision: "Comisión de seguimiento"
        }
    }

    /// Whether what it does waits for the apertura and ends with the cierre.
    public var registraActas: Bool {
        switch self {
        case .acopio, .digitalizacion, .captura, .supervision, .cotejo: true
        default: false
        }
    }

    /// Whether the role only reads: people from outside the operation.
    public var soloLectura: Bool {
        switch self {
        case .auditoria, .representacion, .observacion, .cotaprep, .comision: true
        default: false
        }
    }

    /// Whether an account of the role may be accredited for a part of the process alone.
    public var admiteAmbito: Bool { self == .representacion || self == .observacion }

    /// Whether the role may write a fact of that kind. The database keeps the same table and refuses on its own.
    public func faculta(_ tipo: CicloDeVida.Evento.Tipo) -> Bool { Self.facultades[self]?.contains(tipo) ?? false }

    /// Kinds of facts that each role may write; the roles that are not here write none.
    public static let facultades: [Rol: Set<CicloDeVida.Evento.Tipo>] = [
        .acopio: [.acopio],
        .digitalizacion: [.digitalizacion],
        .casilla: [.digitalizacion],
        .captura: [.captura, .verificacion, .redigitalizacion],
        .supervision: [.sinActa, .decision, .redigitalizacion, .fueraDeCatalogo],
        .cotejo: [.cotejo, .recaptura, .redigitalizacion],
    ]
}

extension CicloDeVida.Evento {
    /// The kind of an event, as facts are stored: `sin_acta`.
    public enum Tipo: String, Hashable, Sendable, CaseIterable {
        case acopio
        case sinActa = "sin_acta"
        case digitalizacion, captura, verificacion, decision, redigitalizacion, recaptura
        case fueraDeCatalogo = "fuera_de_catalogo"
        case cotejo
    }

    public var tipo: Tipo {
        switch self {
        case .acopio: .acopio
        case .sinActa: .sinActa
        case .digitalizacion: .digitalizacion
        case .captura: .captura
        case .verificacion: .verificacion
        case .decision: .decision
        case .redigitalizacion: .redigitalizacion
        case .recaptura: .recaptura
        case .fueraDeCatalogo: .fueraDeCatalogo
        case .cotejo: .cotejo
        }
    }
}
