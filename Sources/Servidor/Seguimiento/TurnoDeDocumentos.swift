import Electoral
import NIOCore

/// Turns to write documents: reading every record and running other programs takes seconds, and meanwhile the rest of
/// the console answers everybody.
package actor TurnoDeDocumentos {
    /// Why a document is not begun.
    package enum Negado: Error {
        /// The same person asked for another that is not ready.
        case otroSuyo
        case lleno

        /// When to ask again.
        var segundos: Int { self == .otroSuyo ? 5 : 15 }
    }

    private typealias Espera = CheckedContinuation<Void, any Error>

    private var libres: Int
    private let maximoEnEspera: Int
    private var pendientes: Set<Persona> = []
    private var esperan: [(numero: Int, turno: Espera)] = []
    private var ultimo = 0

    /// - Parameters:
    ///   - aLaVez: documents that are written at once.
    ///   - enEspera: those that wait for their turn.
    package init(aLaVez: Int = 2, enEspera: Int = 6) {
        libres = aLaVez
        maximoEnEspera = enEspera
    }

    /// How many wait.
    package var enEspera: Int { esperan.count }

    /// Writes one when its turn comes; whoever stops waiting leaves the queue.
    ///
    /// - Throws: `Negado`, or what `cuerpo` throws.
    package func escribir<T: Sendable>(_ persona: Persona, _ cuerpo: @Sendable () async throws -> T) async throws -> T {
        guard !pendientes.contains(persona) else { throw Negado.otroSuyo }
        guard libres > 0 || esperan.count < maximoEnEspera else { throw Negado.lleno }
        pendientes.insert(persona)
        defer { pendientes.remove(persona) }
        try await entrar()
        defer { salir() }
        try Task.checkCancellation()
        return try await cuerpo()
    }

    private func entrar() async throws {
        guard libres == 0 else {
            libres -= 1
            return
        }
        ultimo += 1
        let numero = ultimo
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (turno: Espera) in
                if Task.isCancelled {
                    turno.resume(throwing: CancellationError())
                } else {
                    esperan.append((numero, turno))
                }
            }
        } onCancel: {
            Task { await self.dejar(numero) }
        }
    }

    private func dejar(_ numero: Int) {
        guard let i = esperan.firstIndex(where: { $0.numero == numero }) else { return }
        esperan.remove(at: i).turno.resume(throwing: CancellationError())
    }

    /// The turn goes to the first that waits.
    private func salir() {
        if esperan.isEmpty { libres += 1 } else { esperan.removeFirst().turno.resume() }
    }
}

/// Does something until whoever asked for it goes away.
func mientrasEspera<T: Sendable>(
    _ canal: any Channel, _ cuerpo: @escaping @Sendable () async throws -> T
) async throws -> T {
    let tarea = Task { try await cuerpo() }
    guard canal.isActive else { return try await tarea.value }
    // The first of them: what protects the connection would keep the news to itself.
    let oido = OidoDeCierre { tarea.cancel() }
    let puesto: EventLoopFuture<Void> = canal.pipeline.addHandler(oido, position: .first)
    puesto.whenFailure { _ in tarea.cancel() }
    defer { canal.pipeline.removeHandler(oido, promise: nil) }
    return try await withTaskCancellationHandler {
        try await tarea.value
    } onCancel: {
        tarea.cancel()
    }
}

/// Hears that the other end sends nothing more: a browser that closes a page closes the connection that waits for it.
private final class OidoDeCierre: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private let avisar: @Sendable () -> Void

    init(_ avisar: @escaping @Sendable () -> Void) { self.avisar = avisar }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { avisar() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        avisar()
        context.fireChannelInactive()
    }
}
