import Electoral
import Foundation

/// The wall clock, read only at the edge of the program.
enum Reloj {
    static func ahora() -> Instante { Instante(microsegundos: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
    /// The day that it is here.
    static func hoy() -> Dia {
        let ahora = ahora()
        return Dia(ahora, en: Huso(minutos: TimeZone.current.secondsFromGMT() / 60))
    }
}
