/// Users, centres, schedule, start and close with two people.
struct ConsolaDeAdministracion: Sendable {
    let d: Dependencias
    let marco: Marco
    let puerta: Puerta

    func montar(en r: Ruteador) {}
}
