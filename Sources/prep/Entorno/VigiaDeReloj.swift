import Electoral
import Foundation

/// Compares the hour of the machine with how much time goes by, so that a clock that jumps is not taken for hours that
/// passed: cortes do not go back, and one of tomorrow would stop those of tonight.
struct VigiaDeReloj {
    private let inicio = Reloj.ahora()
    private let transcurrido = ContinuousClock.now

    /// Seconds of difference that a synchronisation may make in its own.
    private static let tolerancia = 120

    /// - Throws: `Falla` with what to do, once the hour has moved more than the time that passed.
    func comprobar() throws {
        let porReloj = Double(Reloj.ahora().microsegundos - inicio.microsegundos) / 1_000_000
        let deVerdad = (ContinuousClock.now - transcurrido) / .seconds(1)
        let salto = Int(porReloj - deVerdad)
        guard abs(salto) > Self.tolerancia else { return }
        throw Falla(
            Salida.intenteDespues,
            "el reloj del servidor \(salto > 0 ? "se adelantó" : "se atrasó") \(abs(salto) / 60) minutos de golpe: no se hizo ningún corte. "
                + "Revise la hora (chronyc tracking, timedatectl) y corra otra vez prep publicar")
    }
}
