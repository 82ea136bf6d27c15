/// From the scanner to an accepted image (dominio 2.3).
struct ConsolaDeDigitalizacion: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
