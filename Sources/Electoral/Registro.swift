/// Why there is no acta to capture (dominio 4.2, A4–A7).
public enum CausaSinActa: String, Hashable, Sendable, Codable, CaseIterable {
    case casillaNoInstalada = "casilla_no_instalada"
    case paqueteNoEntregado = "paquete_no_entregado"
    case paqueteSinBolsa = "paquete_sin_bolsa"
    case contingenciaUrna = "contingencia_urna"

    /// Number in the INE's wording: `Sin Acta` – n.
    public var numeroINE: Int {
        switch self {
        case .paqueteNoEntregado: 1
        case .casillaNoInstalada: 2
        case .paqueteSinBolsa: 3
        case .contingenciaUrna: 4
        }
    }

    public var textoOPL: String {
        switch self {
        case .casillaNoInstalada: "SIN ACTA POR CASILLA NO INSTALADA"
        case .paqueteNoEntregado: "SIN ACTA POR PAQUETE NO ENTREGADO"
        case .paqueteSinBolsa: "SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA"
        case .contingenciaUrna: "SIN ACTA POR CONTINGENCIA EN URNA ELECTRÓNICA"
        }
    }
}

/// `ORIGEN`: where the image was made.
public enum Origen: String, Hashable, Sendable, Codable {
    case catd = "CATD"
    case casilla = "CASILLA"
}

/// `DIGITALIZACION`: with what.
public enum Digitalizacion: String, Hashable, Sendable, Codable {
    case escaner = "ESCANER"
    case movil = "MOVIL"
    case urna = "URNA"
}

/// How the document reached the PREP, as the data base prints it beside the figures.
public struct Procedencia: Hashable, Sendable {
    public var origen: Origen
    public var digitalizacion: Digitalizacion
    /// `TIPO_DOCUMENTO`: `ACTA PREP`, `CC`, `RPP`, `PPC`, `ACTA VMRE`…
    public var tipoDocumento: String
    /// `MECANISMOS_TRASLADO`: `F`, `D`, `I`, combinations, or empty.
    public var mecanismo: String
    /// The label could not be read and the acta was identified by a procedure of the proceso técnico operativo (A9).
    public var identificadaPorPTO: Bool

    public init(
        origen: Origen, digitalizacion: Digitalizacion, tipoDocumento: String = "ACTA PREP", mecanismo: String = "",
        identificadaPorPTO: Bool = false
    ) {
        self.identificadaPorPTO = identificadaPorPTO
        self.origen = origen
        self.digitalizacion = digitalizacion
        self.tipoDocumento = tipoDocumento
        self.mecanismo = mecanismo
    }
}

/// What the PREP ended up knowing of one acta: the unit that a corte publishes. Later results of the same acta replace
/// earlier ones and carry the reason of the correction.
public struct Resultado: Hashable, Sendable {
    public enum Condicion: Hashable, Sendable {
        case capturada(Captura)
        case sinActa(CausaSinActa)
        case fueraDeCatalogo
    }

    public let condicion: Condicion
    /// Code of integrity of the image: lower-case SHA-256 of its bytes; nil when there is no acta.
    public let imagen: String?
    public let procedencia: Procedencia?
    public let acopio: Instante?
    /// Stamp of the first capture.
    public let captura: Instante?
    /// End of the verification.
    public let verificacion: Instante?
    /// Why it replaces an earlier result; nil for the first.
    public let motivo: String?
    public var cotejada: Cotejada

    public init(
        condicion: Condicion, imagen: String?, procedencia: Procedencia?, acopio: Instante?, captura: Instante?,
        verificacion: Instante?, motivo: String? = nil, cotejada: Cotejada = .pendiente
    ) {
        self.condicion = condicion
        self.imagen = imagen
        self.procedencia = procedencia
        self.acopio = acopio
        self.captura = captura
        self.verificacion = verificacion
        self.motivo = motivo
        self.cotejada = cotejada
    }
}

/// `COTEJADA`: how the check of what was published against the image ended (dominio 2.6).
public enum Cotejada: Int, Hashable, Sendable, Codable {
    case pendiente = 0
    case aceptada = 1
    /// Accepted by a second cotejador after a correction.
    case aceptadaTrasCorreccion = 2
    /// Not accepted: a recaptura or redigitalización is under way.
    case enCorreccion = 3

    /// As the data base prints it; empty while pending.
    public var texto: String { self == .pendiente ? "" : String(rawValue) }

    /// For readers; nil while pending.
    public var leyenda: String? {
        switch self {
        case .pendiente: nil
        case .aceptada: "Cotejada con la imagen y aceptada"
        case .aceptadaTrasCorreccion: "Corregida, y aceptada en un segundo cotejo"
        case .enCorreccion: "En corrección: el cotejo pidió revisarla"
        }
    }
}
