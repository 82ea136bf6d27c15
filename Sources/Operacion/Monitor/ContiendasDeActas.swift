import Electoral

/// The contest that each acta of a catalogue decides.
struct ContiendasDeActas: Sendable {
    let todas: [Contienda]
    /// Position in `todas` by `Acta.ID - 1`; -1 for actas that decide none.
    private let deActa: [Int32]

    init(_ catalogo: Catalogo) {
        todas = catalogo.contiendas
        let posiciones = Dictionary(
            todas.enumerated().map { ($0.element, Int32(clamping: $0.offset)) }, uniquingKeysWith: { a, _ in a })
        let deEntidad = catalogo.elecciones.map(\.esDeEntidad)
        deActa = catalogo.actas.map { acta in
            guard acta.principio == .mayoriaRelativa, deEntidad[acta.eleccion] || acta.unidad != nil else { return -1 }
            let unidad = deEntidad[acta.eleccion] ? nil : acta.unidad
            return posiciones[Contienda(eleccion: acta.eleccion, unidad: unidad)] ?? -1
        }
    }

    func posicion(de acta: Acta.ID) -> Int? {
        let posicion = deActa[acta - 1]
        return posicion < 0 ? nil : Int(posicion)
    }
}
