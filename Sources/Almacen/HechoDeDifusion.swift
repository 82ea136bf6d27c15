import Electoral

/// Something that happened to a difusor, as it was noted: sendings and what follows from them by the program, calls and
/// orders by a person.
public struct HechoDeDifusion: Sendable, Hashable {
    public enum Tipo: String, Sendable, Hashable, CaseIterable {
        /// It has this corte, and it was read back.
        case actualizado
        /// An attempt that failed; others follow within the period.
        case intento
        /// One that failed because whoever answered has another host key.
        case identidad
        /// The period of this corte ended without it.
        case periodo
        /// Transmission stopped: by the count when nobody did it.
        case suspension
        /// The notice was left in its folder, or could not be.
        case aviso
        case avisoPendiente = "aviso_pendiente"
        /// Somebody called its contact.
        case llamada
        case pruebaPedida = "prueba_pedida"
        case pruebaLograda = "prueba_lograda"
        case pruebaFallida = "prueba_fallida"
        case reactivacion
        /// What its public address serves, looked at from outside: as it should, or not.
        case revision
        case anomalia

        public var nombre: String {
            switch self {
            case .actualizado: "Actualizado"
            case .intento: "Intento fallido"
            case .identidad: "Llave de servidor distinta"
            case .periodo: "Periodo fallido"
            case .suspension: "Suspendido"
            case .aviso: "Aviso en su sitio"
            case .avisoPendiente: "Aviso por dejar"
            case .llamada: "Llamada"
            case .pruebaPedida: "Prueba pedida"
            case .pruebaLograda: "Prueba lograda"
            case .pruebaFallida: "Prueba fallida"
            case .reactivacion: "Reactivado"
            case .revision: "Revisión del sitio"
            case .anomalia: "Anomalía"
            }
        }
    }

    public let difusor: String
    public let tipo: Tipo
    public let instante: Instante
    public let corte: Int?
    /// Who did it; nil when it was the program.
    public let persona: Persona?
    /// Name of that person, where it was read from the store.
    public let nombre: String?
    /// What was sent or looked at, and how long it took.
    public let archivos, bytes, milisegundos: Int?
    /// Why, or what was said.
    public let texto: String

    public init(
        difusor: String, tipo: Tipo, instante: Instante, corte: Int? = nil, persona: Persona? = nil,
        nombre: String? = nil, archivos: Int? = nil, bytes: Int? = nil, milisegundos: Int? = nil, texto: String = ""
    ) {
        self.difusor = difusor
        self.tipo = tipo
        self.instante = instante
        self.corte = corte
        self.persona = persona
        self.nombre = nombre
        self.archivos = archivos
        self.bytes = bytes
        self.milisegundos = milisegundos
        self.texto = texto
    }
}
