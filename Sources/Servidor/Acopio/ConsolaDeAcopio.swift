/// Reception of the Sobre PREP in a CATD (dominio 2.2).
struct ConsolaDeAcopio: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
