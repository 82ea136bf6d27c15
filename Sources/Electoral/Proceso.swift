/// Two environments that never mix: each has its own store, key and names.
public enum Entorno: String, Hashable, Sendable, Codable, CaseIterable {
    case simulacro, oficial
    /// A published night replayed from its data base: nobody's operation, marked as such everywhere.
    case repeticion
    /// What the site and its data will be like, with invented figures: nobody operates it and no store holds it.
    case prototipo

    /// Mark in pages, images and file names; nil for the official one.
    public var marca: String? {
        switch self {
        case .simulacro: "SIMULACRO"
        case .oficial: nil
        case .repeticion: "REPETICIÓN"
        case .prototipo: "PROTOTIPO"
        }
    }
}

/// What the institute decided for one process: hours, rules and names (the parameters of dominio, appendix D, that
/// change figures).
public struct Proceso: Hashable, Sendable, Codable {
    /// `Proceso Electoral Local 2027`.
    public var nombre: String
    public var institucion: String
    public var entidad: Entidad
    public var huso: Huso
    /// Start of the acopio: the close of the casillas, 18:00 of the jornada.
    public var inicioAcopio: Instante
    public var inicioPublicacion: Instante
    public var cierrePublicacion: Instante
    public var minutosEntreCortes: Int
    /// First line of every signed note without the environment: `prep.ejemplo.mx/2027`.
    public var origen: String
    public var esquema: EsquemaDeCaptura
    public var limites: Limites
    public var redaccion: Redaccion
    public var fraccion: ReglaDeFraccion
    /// The acuerdo that lets the public site say whether what is out could change the first places; nil: it never does.
    public var acuerdoDePrimerosLugares: String?
    /// Nil when the folder says nothing of them.
    public var acuerdos: Acuerdos?

    public init(
        nombre: String, institucion: String, entidad: Entidad, huso: Huso, inicioAcopio: Instante,
        inicioPublicacion: Instante, cierrePublicacion: Instante, minutosEntreCortes: Int, origen: String,
        esquema: EsquemaDeCaptura = .dobleCaptura, limites: Limites = Limites(), redaccion: Redaccion = .opl,
        fraccion: ReglaDeFraccion = .unoACadaUno, acuerdoDePrimerosLugares: String? = nil, acuerdos: Acuerdos? = nil
    ) {
        self.acuerdos = acuerdos
        self.acuerdoDePrimerosLugares = acuerdoDePrimerosLugares
        self.nombre = nombre
        self.institucion = institucion
        self.entidad = entidad
        self.huso = huso
        self.inicioAcopio = inicioAcopio
        self.inicioPublicacion = inicioPublicacion
        self.cierrePublicacion = cierrePublicacion
        self.minutosEntreCortes = minutosEntreCortes
        self.origen = origen
        self.esquema = esquema
        self.limites = limites
        self.redaccion = redaccion
        self.fraccion = fraccion
    }
    /// When its cortes are due.
    public var horario: Horario {
        get { Horario(self) }
        set {
            inicioPublicacion = newValue.inicio
            cierrePublicacion = newValue.cierre
            minutosEntreCortes = newValue.minutos
            guard newValue != Horario(self) else { return }
            var suyos = acuerdos ?? Acuerdos()
            suyos.minutosEntreBases = newValue.minutosEntreBases
            suyos.cierraAl100 = newValue.cierraAl100
            acuerdos = suyos
        }
    }
}
