/// A polling place, as its approved catalogue describes it.
public struct Casilla: Hashable, Sendable, Codable {
    /// `TIPO_CASILLA` (dominio 1.3).
    public enum Tipo: String, Hashable, Sendable, Codable, CaseIterable {
        case basica = "B"
        case contigua = "C"
        case extraordinaria = "E"
        case especial = "S"
        /// Mesa de escrutinio y cómputo del voto en el extranjero.
        case extranjero = "M"
        /// Voto anticipado.
        case anticipado = "A"
        /// Personas en prisión preventiva (the INE wrote `V` in 2021).
        case prisionPreventiva = "P"

        /// Tables that are not a polling place of a section: their rows come first and have no section.
        public var esModalidad: Bool { self == .extranjero || self == .anticipado || self == .prisionPreventiva }

        public var nombre: String {
            switch self {
            case .basica: "Básica"
            case .contigua: "Contigua"
            case .extraordinaria: "Extraordinaria"
            case .especial: "Especial"
            case .extranjero: "Voto en el extranjero"
            case .anticipado: "Voto anticipado"
            case .prisionPreventiva: "Prisión preventiva"
            }
        }

        /// Rank in the order of the published rows: extranjero, anticipado, prisión preventiva, then the rest by
        /// letter.
        var orden: Int {
            switch self {
            case .extranjero: 0
            case .anticipado: 1
            case .prisionPreventiva: 2
            case .basica: 3
            case .contigua: 4
            case .extraordinaria: 5
            case .especial: 6
            }
        }
    }

    public let tipo: Tipo
    /// Section number; nil for the modalities (`N/A`).
    public let seccion: Int?
    /// `ID_CASILLA`.
    public let numero: Int
    /// `EXT_CONTIGUA`: above zero, a contigua of an extraordinaria.
    public let extContigua: Int
    /// `UBICACION_CASILLA`: 1 urbana, 2 no urbana.
    public let ubicacion: Int
    public let listaNominal: Int
    /// `REPRESENTANTES_PP_CI`: accredited representatives; nil where it does not apply (`N/A`).
    public let representantes: Int?
    /// Ballots approved for a casilla especial; nil when the institute did not give them.
    public let boletas: Int?

    public init(
        tipo: Tipo, seccion: Int?, numero: Int, extContigua: Int = 0, ubicacion: Int = 1, listaNominal: Int,
        representantes: Int?, boletas: Int? = nil
    ) {
        self.tipo = tipo
        self.seccion = seccion
        self.numero = numero
        self.extContigua = extContigua
        self.ubicacion = ubicacion
        self.listaNominal = listaNominal
        self.representantes = representantes
        self.boletas = boletas
    }

    /// `CLAVE_CASILLA`: entidad (2), sección (4), tipo (1), `ID_CASILLA` (2), `EXT_CONTIGUA` (2) (dominio 1.6).
    public func clave(entidad: Int) -> String {
        "\(dosCifras(entidad))\(cifras(seccion ?? 0, ancho: 4))\(tipo.rawValue)\(dosCifras(numero))\(dosCifras(extContigua))"
    }

    /// "Contigua 2", "Extraordinaria 1 contigua 3".
    public var nombre: String {
        switch tipo {
        case .basica: return "Básica"
        default:
            let base = "\(tipo.nombre) \(numero)"
            return extContigua > 0 ? "\(base) contigua \(extContigua)" : base
        }
    }
}
