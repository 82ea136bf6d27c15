/// Register of incidents (dominio 9).
struct ConsolaDeIncidencias: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
