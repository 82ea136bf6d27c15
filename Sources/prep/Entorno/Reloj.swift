import Electoral
import Foundation

/// The wall clock, read only at the edge of the program.
enum Reloj {
    static func ahora() -> Instante { Instante(microsegundos: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
