/// Where those who belong to no centre work: coordination, administration and supervision of the whole operation.
enum SedeCentral {
    static let clave = "CENTRAL"
    static let nombre = "Sede central"

    /// A centre for readers.
    static func enPalabras(_ centro: String) -> String { centro == clave ? nombre : centro }
}
