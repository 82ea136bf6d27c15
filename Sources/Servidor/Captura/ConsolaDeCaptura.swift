/// Blind capture and verification (dominio 2.4).
struct ConsolaDeCaptura: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
