/// The pointer: which corte is the last and where its manifest is.
struct Apuntador: Encodable {
    struct Archivo: Encodable {
        let ruta: String
        let sha256: String
    }
    struct EleccionPublicada: Encodable {
        let id: String
        let titulo: String
        let ruta: String
        let resumen: ResumenPublicado

        /// What the state band says of it, in the order of its words; the title closes the line.
        var avance: String {
            let cifras = ["ACTAS_CAPTURADAS", "ACTAS_ESPERADAS", "PORCENTAJE_ACTAS_CAPTURADAS"].map { resumen[$0] }
            return ([id] + cifras + [resumen["PORCENTAJE_PARTICIPACION_CIUDADANA"], titulo]).joined(separator: " ")
        }
    }

    let origen: String
    let entorno: String
    let corte: Int
    let instante: String
    let siguiente: String?
    let ultimo: Bool
    /// Minutes between cortes: after two without one, readers are told that it is late.
    let minutos: Int
    let manifiesto: Archivo
    let base: String
    /// Number of the corte that the data base is of: this one, or the last that had one of its own.
    let corteDeBase: Int
    /// Public key that signs `corte.nota`.
    let clave: String
    let elecciones: [EleccionPublicada]

    /// Text that is signed.
    var texto: String {
        """
        \(origen)
        corte \(corte)
        instante \(instante)
        siguiente \(siguiente ?? "-")
        manifiesto \(manifiesto.ruta) \(manifiesto.sha256)
        minutos \(minutos)

        """ + elecciones.map { "avance \($0.avance)\n" }.joined()
    }
}
