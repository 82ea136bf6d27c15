import Electoral

/// What the QR of an acta says: enough to identify it without reading anything else on the paper.
///
/// Five fields separated by `|`: `PREP`, environment (`S` simulacro, `O` oficial, `R` repetición), id of the election,
/// CLAVE_ACTA and id of the approved format. `PREP|S|AYUN|050001B01004|4-01`. The environment is there so that a sheet
/// of a drill is refused on the night.
public struct EtiquetaDeActa: Sendable, Hashable {
    public var entorno: Entorno
    public var eleccion: String
    public var claveActa: String
    public var plantilla: String

    public init(entorno: Entorno, eleccion: String, claveActa: String, plantilla: String) {
        self.entorno = entorno
        self.eleccion = eleccion
        self.claveActa = claveActa
        self.plantilla = plantilla
    }

    /// Payload of the QR.
    public var texto: String { "PREP|\(Self.letra(entorno))|\(eleccion)|\(claveActa)|\(plantilla)" }

    /// Reads a payload back; nil when it is not one of ours.
    public init?(texto: String) {
        let partes = texto.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard partes.count == 5, partes[0] == "PREP", !partes[2...].contains(""),
            let entorno = Entorno.allCases.first(where: { Self.letra($0) == partes[1] })
        else { return nil }
        self.init(entorno: entorno, eleccion: partes[2], claveActa: partes[3], plantilla: partes[4])
    }

    private static func letra(_ entorno: Entorno) -> String {
        switch entorno {
        case .simulacro: "S"
        case .oficial: "O"
        case .repeticion: "R"
        }
    }
}
