import Electoral

/// An election as the whole tree shows it: what never changes from one corte to the next.
struct EleccionEnSitio: Sendable {
    let catalogo: Catalogo
    /// Position of the election in the catalogue.
    let indice: Int
    let rutas: Rutas
    let marco: Marco
    /// Positions of the options that compete in each unit.
    let participan: [[Int]]

    init(_ catalogo: Catalogo, indice: Int, rutas: Rutas, marco: Marco) {
        self.catalogo = catalogo
        self.indice = indice
        self.rutas = rutas
        self.marco = marco
        participan = Niveles.participantes(catalogo, eleccion: indice)
    }

    var eleccion: Eleccion { catalogo.elecciones[indice] }
    var proceso: Proceso { marco.proceso }
    var entorno: String { marco.entorno.rawValue }

    func clave(deUnidad unidad: Int?) -> String { unidad.map { eleccion.unidades[$0].clave } ?? Rutas.sinUnidad }
}
