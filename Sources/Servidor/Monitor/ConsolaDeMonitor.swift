/// The operation as a whole, live.
struct ConsolaDeMonitor: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
