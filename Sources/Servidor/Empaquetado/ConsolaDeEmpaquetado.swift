/// Packages of actas per CATD (dominio 2.7).
struct ConsolaDeEmpaquetado: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {}
}
