import Electoral
import Synchronization

/// Which waiting image each person is looking at, so that two people of a centre are not shown the same one.
///
/// A turn lasts while its page keeps asking for the queue. It only shares out work: whoever decides first decides, and a
/// server that starts again has forgotten the turns without harm.
final class TurnosDeImagen: Sendable {
    private struct Turno {
        let recepcion: Int
        let vence: Instante
    }

    /// Seconds without a word from the page, which asks every four.
    static let duracion = 20

    private let turnos = Mutex<[Persona: Turno]>([:])

    /// Gives a person the image that they are looking at or, if somebody else has it, the first that nobody has.
    ///
    /// - Parameters:
    ///   - pendientes: receptions of a centre, in the order in which they are to be seen.
    ///   - mira: the one on the screen of that person.
    /// - Returns: those that other people are looking at.
    func repartir(_ pendientes: [Int], a persona: Persona, mira: Int?, ahora: Instante) -> Set<Int> {
        turnos.withLock { turnos in
            turnos = turnos.filter { $0.value.vence > ahora }
            let ajenas = Set(turnos.filter { $0.key != persona }.values.map(\.recepcion))
            let libres = pendientes.filter { !ajenas.contains($0) }
            let suya = libres.first { $0 == mira } ?? libres.first
            turnos[persona] = suya.map { Turno(recepcion: $0, vence: ahora + Self.duracion) }
            return ajenas
        }
    }
}
