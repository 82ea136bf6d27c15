/// What the council agreed about the publication besides its hours, and by which acuerdos.
public struct Acuerdos: Hashable, Sendable, Codable {
    /// What an acuerdo fixes, as `proceso.yaml` names it.
    public enum Materia: String, Hashable, Sendable, Codable, CaseIterable {
        case inicio = "inicio_publicacion"
        case cierre = "cierre_publicacion"
        case cortes = "minutos_entre_cortes"
        case bases = "minutos_entre_bases"
        case cierreAl100 = "cierre_al_100"
        case prorroga = "prorroga_hasta"

        public var nombre: String {
            switch self {
            case .inicio: "Inicio de la publicación"
            case .cierre: "Cierre de la publicación"
            case .cortes: "Entre cortes"
            case .bases: "Entre bases de datos"
            case .cierreAl100: "Cierre anticipado al 100 %"
            case .prorroga: "Prórroga"
            }
        }
    }

    /// Nil when every corte carries its data base.
    public var minutosEntreBases: Int?
    public var cierraAl100: Bool
    /// The latest hour to which two people may extend the close; nil for 24 hours after the start.
    public var prorroga: Instante?
    /// Number and date of the acuerdo that fixes each thing, as written; by `Materia.rawValue`.
    private var escritos: [String: String]

    public init(
        minutosEntreBases: Int? = nil, cierraAl100: Bool = false, prorroga: Instante? = nil,
        numeros: [Materia: String] = [:]
    ) {
        self.minutosEntreBases = minutosEntreBases
        self.cierraAl100 = cierraAl100
        self.prorroga = prorroga
        escritos = [:]
        for (materia, texto) in numeros { escritos[materia.rawValue] = texto }
    }

    public func numero(_ materia: Materia) -> String? { escritos[materia.rawValue] }
}
