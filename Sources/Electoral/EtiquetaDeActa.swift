/// What the QR of an acta says: enough to identify it without reading anything else on the paper.
///
/// Six fields separated by `|`: `PREP`, environment (`S` simulacro, `O` oficial, `R` repetición, `P` prototipo), id of the election,
/// CLAVE_ACTA, id of the approved format and check value: `PREP|S|AYUN|050001B01004|4-01|9F3A01C7`. The environment is
/// there so that a sheet of a drill is refused on the night; the check value, made with a key that only the operation
/// has, so that the label of another process, or one typed with a slip, is refused as well.
public struct EtiquetaDeActa: Sendable, Hashable {
    public var entorno: Entorno
    public var eleccion: String
    public var claveActa: String
    public var plantilla: String
    /// Eight upper-case hexadecimal digits.
    public var comprobacion: String

    public init(entorno: Entorno, eleccion: String, claveActa: String, plantilla: String, comprobacion: String = "") {
        self.entorno = entorno
        self.eleccion = eleccion
        self.claveActa = claveActa
        self.plantilla = plantilla
        self.comprobacion = comprobacion
    }

    /// Payload of the QR.
    public var texto: String { sinComprobacion + comprobacion }

    /// Payload up to its check value.
    public var sinComprobacion: String { "PREP|\(Self.letra(entorno))|\(eleccion)|\(claveActa)|\(plantilla)|" }

    /// What the check value covers: everything that the label says, and the process that made it.
    ///
    /// - Parameter origen: `Proceso.origen`, which no two processes share.
    public func cubierto(origen: String) -> String {
        "\(origen)\n\(Self.letra(entorno))\n\(eleccion)\n\(claveActa)\n\(plantilla)"
    }

    /// Reads a payload back; nil when it is not one of ours.
    public init?(texto: String) {
        let partes = texto.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard texto.utf8.count <= Self.largoMaximo, partes.count == 6, partes[0] == "PREP", !partes[2...].contains(""),
            let entorno = Entorno.allCases.first(where: { Self.letra($0) == partes[1] }),
            partes[5].utf8.count == 8, partes[5].utf8.allSatisfy(Self.esHexadecimal)
        else { return nil }
        self.init(
            entorno: entorno, eleccion: partes[2], claveActa: partes[3], plantilla: partes[4],
            comprobacion: partes[5].uppercased())
    }

    /// Reads what a scanner typed as a keyboard: one configured for another language writes other signs in the place of
    /// the separators.
    public init?(tecleada texto: String) {
        let limpia = String(texto.filter { !$0.isWhitespace })
        if let etiqueta = Self(texto: limpia) {
            self = etiqueta
            return
        }
        guard limpia.count > 5, let separador = limpia.dropFirst(4).first, Self.separadores.contains(separador) else {
            return nil
        }
        self.init(
            texto: String(
                limpia.map { letra in
                    switch letra {
                    case separador: "|"
                    case "'", "/": "-"
                    case "?": "_"
                    default: letra
                    }
                }))
    }

    /// Whether a text is meant to be a label, read well or badly.
    public static func parece(_ texto: String) -> Bool {
        texto.drop { $0.isWhitespace }.uppercased().hasPrefix("PREP")
    }

    /// What keyboards of Mexico, Spain and the United States write in the place of `|`.
    private static let separadores: Set<Character> = ["|", "]", "Ç", "ç", "°", "}", "~", "¬"]
    private static let largoMaximo = 160

    private static func esHexadecimal(_ b: UInt8) -> Bool {
        switch b {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }

    private static func letra(_ entorno: Entorno) -> String {
        switch entorno {
        case .simulacro: "S"
        case .oficial: "O"
        case .repeticion: "R"
        case .prototipo: "P"
        }
    }
}

extension EtiquetaDeActa {
    /// Why a label does not identify an acta of this operation.
    public enum Rechazo: Error, Hashable, Sendable {
        case noEsEtiqueta
        case deOtroEntorno(Entorno, aqui: Entorno)
        /// The election is not of this process.
        case deOtraEleccion(String)
        /// No expected acta of that election has the key.
        case claveDesconocida(String)
        /// The acta exists, but it was printed with another format.
        case deOtraPlantilla(String, esperada: String)
        /// Everything agrees but the check value: a label of another process, or changed by hand.
        case comprobacionFalsa

        /// What happened and what to do, for the operator.
        public var explicacion: String {
            switch self {
            case .noEsEtiqueta:
                "Ese código no es de una etiqueta del PREP: escanee la etiqueta del acta o teclee su clave."
            case .deOtroEntorno(let otro, let aqui):
                "La etiqueta es de \(Self.nombre(otro)) y aquí se opera \(Self.nombre(aqui)): aparte el acta y avise."
            case .deOtraEleccion(let id):
                "La etiqueta es de una elección que no es de este proceso («\(id)»): revise de dónde viene el acta."
            case .claveDesconocida(let clave):
                "La clave \(clave) de la etiqueta no está en el catálogo de actas esperadas: compárela con el acta; "
                    + "si así dice el papel, va a fuera de catálogo."
            case .deOtraPlantilla(let recibida, let esperada):
                "El formato de la etiqueta («\(recibida)») no es el aprobado para esta acta («\(esperada)»): "
                    + "la etiqueta o el acta son de otra demarcación."
            case .comprobacionFalsa:
                "El valor de comprobación de la etiqueta no corresponde: es de otro proceso o está alterada. "
                    + "Identifique el acta por lo que dice el papel."
            }
        }

        private static func nombre(_ entorno: Entorno) -> String {
            switch entorno {
            case .simulacro: "un simulacro"
            case .oficial: "la elección oficial"
            case .repeticion: "una repetición"
            case .prototipo: "un prototipo"
            }
        }
    }

    /// Compares what a label says with the catalogue; the check value is somebody else's business.
    ///
    /// - Parameter actas: those whose CLAVE_ACTA is that of the label.
    public func acta(en catalogo: Catalogo, entorno aqui: Entorno, conEsaClave actas: [Acta]) throws(Rechazo) -> Acta {
        guard entorno == aqui else { throw .deOtroEntorno(entorno, aqui: aqui) }
        guard let posicion = catalogo.elecciones.firstIndex(where: { $0.id == eleccion }) else {
            throw .deOtraEleccion(eleccion)
        }
        guard let acta = actas.first(where: { $0.eleccion == posicion && $0.claveActa == claveActa }) else {
            throw .claveDesconocida(claveActa)
        }
        let aprobada = catalogo.plantilla(de: acta).id
        guard plantilla == aprobada else { throw .deOtraPlantilla(plantilla, esperada: aprobada) }
        return acta
    }
}
