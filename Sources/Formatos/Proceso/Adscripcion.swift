import Electoral

/// Which centre receives each acta.
extension CarpetaDeProceso {
    /// The centres of the folder; without `centros.csv`, one CATD and one CCV for everything.
    public var centrosDeOperacion: [Centro] {
        guard centros.isEmpty else { return centros }
        return [
            Centro(clave: "CATD-01", tipo: .catd, nombre: "CATD único", unidades: []),
            Centro(clave: "CCV-01", tipo: .ccv, nombre: "CCV único", unidades: []),
        ]
    }

    /// CATD of each acta: the one that its casilla names, the one that attends its district or municipality, or one
    /// that attends everything. An acta that no CATD attends is not here.
    public var adscripcion: [Acta.ID: String] {
        let nombrados = Dictionary(
            declaraciones.casillas.compactMap { c in
                c.centro.map { (c.casilla.clave(entidad: proceso.entidad.clave), $0) }
            },
            uniquingKeysWith: { a, _ in a })
        let catd = centrosDeOperacion.filter { $0.tipo == .catd }
        var porUnidad: [Centro.Unidad: String] = [:]
        for centro in catd {
            for unidad in centro.unidades where porUnidad[unidad] == nil { porUnidad[unidad] = centro.clave }
        }
        let general = catd.first { $0.unidades.isEmpty }?.clave
        var resultado: [Acta.ID: String] = [:]
        for acta in catalogo.actas {
            let eleccion = catalogo.eleccion(de: acta)
            let unidad = acta.unidad.map { Centro.Unidad(ambito: eleccion.ambito, clave: eleccion.unidades[$0].clave) }
            resultado[acta.id] = nombrados[acta.claveCasilla] ?? unidad.flatMap { porUnidad[$0] } ?? general
        }
        return resultado
    }
}
