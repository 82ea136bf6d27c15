import Almacen
import Electoral
import Foundation
import Synchronization

/// Compares the hour of the machine with how much time goes by, so that a clock that jumps is not taken for hours that
/// passed: cortes do not go back, and one of tomorrow would stop those of tonight.
///
/// The mark is kept in the store: who starts again after a jump is stopped by the same jump.
final class VigiaDeReloj: Sendable {
    private let almacen: Almacen
    private let marca: Mutex<MarcaDeReloj>

    /// Seconds of difference that a synchronisation may make in its own.
    private static let tolerancia = 120
    private static let procesoEmpezo = ContinuousClock.now
    private static let proceso = UUID().uuidString

    /// - Parameter revisado: somebody looked at the hour of the machine: it is taken as good.
    init(_ almacen: Almacen, revisado: Bool) throws {
        self.almacen = almacen
        let ahora = Self.leer()
        if !revisado, let previa = try almacen.marcaDeReloj() { try Self.exigir(previa, ahora) }
        marca = Mutex(ahora)
        try almacen.guardar(ahora)
    }

    /// - Throws: `Falla` with what to do, once the hour has moved more than the time that passed.
    func comprobar() throws { try Self.exigir(marca.withLock { $0 }, Self.leer()) }

    /// Takes the hour as it is now, small synchronisations included.
    func marcar() throws {
        let ahora = Self.leer()
        try Self.exigir(marca.withLock { $0 }, ahora)
        marca.withLock { $0 = ahora }
        try almacen.guardar(ahora)
    }

    private static func exigir(_ previa: MarcaDeReloj, _ ahora: MarcaDeReloj) throws {
        guard let salto = previa.salto(hasta: ahora), abs(salto) > tolerancia else { return }
        throw Falla(
            Salida.intenteDespues,
            "el reloj del servidor \(salto > 0 ? "se adelantó" : "se atrasó") \(abs(salto) / 60) minutos de golpe: no se hizo ningún corte. "
                + "Revise la hora (chronyc tracking, timedatectl). Si ya es la buena, corra una vez prep publicar con --reloj-revisado"
        )
    }

    private static func leer() -> MarcaDeReloj {
        let arranque = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let encendida = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8)
        guard let arranque, let segundos = encendida?.split(separator: " ").first.flatMap({ Double($0) }) else {
            // Nothing to compare with but this process itself.
            let desde = ContinuousClock.now - procesoEmpezo
            return MarcaDeReloj(
                arranque: proceso, transcurrido: Int64(desde / .microseconds(1)), instante: Reloj.ahora())
        }
        return MarcaDeReloj(
            arranque: arranque.trimmingCharacters(in: .whitespacesAndNewlines),
            transcurrido: Int64(segundos * 1_000_000), instante: Reloj.ahora())
    }
}
