/// The figures of a night or drill (dominio 10.2).
struct ConsolaDeReporte: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
