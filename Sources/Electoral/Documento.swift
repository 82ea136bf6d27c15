/// `TIPO_DOCUMENTO`: which paper was received (dominio 6.5).
public enum Documento {
    /// The acta meant for the PREP, or the copy that replaces it: of the council, of the representatives, of a party.
    public static let deCasilla = [
        (clave: "ACTA PREP", nombre: "Acta PREP"), (clave: "CC", nombre: "Copia del consejo"),
        (clave: "RPP", nombre: "Copia de la representación de partido"),
        (clave: "PPC", nombre: "Copia de un partido, obtenida en el consejo"),
    ]

    /// What can be received of a casilla; the modalities have their own.
    public static func admitidos(_ tipo: Casilla.Tipo) -> [(clave: String, nombre: String)] {
        switch tipo {
        case .extranjero: [(clave: "ACTA VMRE", nombre: "Acta del voto en el extranjero")]
        case .anticipado: [(clave: "ACTA VA", nombre: "Acta del voto anticipado")]
        case .prisionPreventiva: [(clave: "ACTA VPPP", nombre: "Acta del voto en prisión preventiva")]
        default: deCasilla
        }
    }
}

/// `MECANISMOS_TRASLADO`: how the package travelled to the council (dominio 6.5).
public enum MecanismoDeTraslado {
    public static let todos = [
        (clave: "F", nombre: "Centro de recepción y traslado fijo"),
        (clave: "I", nombre: "Centro de recepción y traslado itinerante"),
        (clave: "D", nombre: "Dispositivo de apoyo para el traslado de presidencias"),
    ]

    /// Several mechanisms in the order in which they are printed: `F-D`; empty when there was none.
    ///
    /// - Returns: nil when some letter is not a mechanism or is repeated.
    public static func combinado(_ texto: String) -> String? {
        let letras = texto.uppercased().split(separator: "-").map(String.init)
        let claves = todos.map(\.clave)
        guard letras.allSatisfy(claves.contains), Set(letras).count == letras.count else { return nil }
        return claves.filter(letras.contains).joined(separator: "-")
    }
}
