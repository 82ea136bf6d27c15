/// What was published beside its image (dominio 2.6).
struct ConsolaDeCotejo: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
