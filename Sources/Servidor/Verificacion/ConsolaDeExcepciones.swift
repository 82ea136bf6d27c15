/// Exception lanes: problem, action, recommendation, decision.
struct ConsolaDeExcepciones: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
