import Almacen
import Hummingbird
import Operacion
import Synchronization

/// What the frame of every page says of the operation: whether it takes actas, and what waits for supervision. Read for
/// everybody at most every few seconds, and again after anything that somebody sends.
final class Pulso: Sendable {
    struct Lectura: Sendable, Hashable {
        let marcha: Marcha
        /// Actas that wait for a decision, and exceptions that nobody has resolved.
        let diferencias: Int
        let excepciones: Int

        /// How many wait behind an option of the menu; nil when it has no count.
        func cuenta(_ ruta: String) -> Int? {
            switch ruta {
            case "/supervision": diferencias
            case "/excepciones": excepciones
            default: nil
            }
        }

        /// For those who record actas; nil while they are taken.
        var aviso: String? {
            switch marcha {
            case .abierta: nil
            case .sinAbrir: "El PREP todavía no se abre: no se registran actas y lo que escriba aquí no se guarda."
            case .cerrada: "El PREP ya cerró: no se registran más actas y lo que escriba aquí no se guarda."
            }
        }
    }

    private static let vigencia = Duration.seconds(3)

    private let almacen: Almacen
    /// Where nothing has to be opened there is nothing to warn of.
    private let exigeApertura: Bool
    private let ultima = Mutex<(lectura: Lectura?, hecha: ContinuousClock.Instant)>((nil, .now))

    init(_ mesa: Mesa) {
        almacen = mesa.almacen
        exigeApertura = mesa.exigeApertura
    }

    /// As it was read last; nil before the first time.
    var lectura: Lectura? { ultima.withLock { $0.lectura } }

    func refrescar() async {
        let vigente = ultima.withLock { $0.lectura != nil && ContinuousClock.now - $0.hecha < Self.vigencia }
        guard !vigente else { return }
        let (almacen, exigeApertura) = (almacen, exigeApertura)
        // What cannot be read now stays as it was: the page matters more than its frame.
        let nueva = try? await enHilo {
            let pendientes = try almacen.pendientesDeSupervision()
            return Lectura(
                marcha: exigeApertura ? try almacen.marcha() : .abierta, diferencias: pendientes.diferencias,
                excepciones: pendientes.excepciones)
        }
        if let nueva { ultima.withLock { $0 = (nueva, .now) } }
    }

    /// Something was written: what was read may not be so any more.
    func caducar() { ultima.withLock { $0.hecha = .now - Self.vigencia } }
}

/// Keeps the pulse fresh for the pages of those who came in.
struct ConPulso: RouterMiddleware {
    let pulso: Pulso

    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        guard context.identidad != nil else { return try await next(request, context) }
        await pulso.refrescar()
        let respuesta = try await next(request, context)
        if request.method != .get { pulso.caducar() }
        return respuesta
    }
}
