/// Differences that a supervisor decides.
struct ConsolaDeSupervision: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
