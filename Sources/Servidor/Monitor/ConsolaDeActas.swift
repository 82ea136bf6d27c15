/// One acta: its criteria explained and its whole history.
struct ConsolaDeActas: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
