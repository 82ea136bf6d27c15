import Electoral

/// Counts update periods of one difusor while a corte is the last: the first ends when the next corte comes, or half a
/// period after it was due; the others, which only pass when no corte comes, last as long as one.
///
/// A corte that comes just after a period was counted does not count it twice.
struct Periodos: Sendable, Hashable {
    private let minutos: Int
    private let vencimiento: Instante
    /// When the last one was counted, and how many were.
    private var contado: Instante?
    private(set) var contados = 0

    /// - Parameter llegada: when the corte reached the tree.
    init(llegada: Instante, minutos: Int) {
        self.minutos = max(1, minutos)
        vencimiento = llegada + self.minutos * 90
    }

    /// When the one that runs ends, if no corte comes before.
    var fin: Instante { contado.map { $0 + minutos * 60 } ?? vencimiento }

    /// Whether one ended by now: each is counted once.
    mutating func vencio(_ ahora: Instante) -> Bool {
        guard ahora >= fin else { return false }
        contado = ahora
        contados += 1
        return true
    }

    /// Whether the next corte ends one that was not counted yet.
    func termina(conOtroEn ahora: Instante) -> Bool {
        guard let contado else { return true }
        return ahora >= contado + minutos * 30
    }
}
