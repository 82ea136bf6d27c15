import NIOCore
import NIOPosix
import Publicacion

/// Sends a body in pieces, each when the one before has left: however big the file is, and however slow the reader,
/// memory holds one piece.
///
/// A reader who does not take a piece in `plazo` is not reading: the connection is closed.
final class EnvioDeCuerpo {
    static let bytesPorPedazo = 1 << 16
    static let plazo = TimeAmount.seconds(30)

    private let bucle: any EventLoop
    private let hilos: NIOThreadPool
    private let escribir: (ByteBuffer) -> EventLoopFuture<Void>
    private let alTerminar: (Bool) -> Void
    private let cerrar: () -> Void

    /// - Parameters:
    ///   - escribir: writes a piece and says when it left.
    ///   - cerrar: ends what nobody reads.
    ///   - alTerminar: told once, whether everything left.
    init(
        en bucle: any EventLoop, hilos: NIOThreadPool, escribir: @escaping (ByteBuffer) -> EventLoopFuture<Void>,
        cerrar: @escaping () -> Void, alTerminar: @escaping (Bool) -> Void
    ) {
        self.bucle = bucle
        self.hilos = hilos
        self.escribir = escribir
        self.cerrar = cerrar
        self.alTerminar = alTerminar
    }

    func enviar(_ bytes: ByteBuffer) {
        var resto = bytes
        guard let pedazo = resto.readSlice(length: min(Self.bytesPorPedazo, resto.readableBytes)),
            pedazo.readableBytes > 0
        else { return alTerminar(true) }
        entregar(pedazo) { self.enviar(resto) }
    }

    func enviar(_ abierto: Abierto, _ parte: Range<Int>) {
        guard !parte.isEmpty else { return alTerminar(true) }
        let cuantos = min(Self.bytesPorPedazo, parte.count)
        hilos.runIfActive(eventLoop: bucle) { () -> ByteBuffer? in
            var pedazo = ByteBufferAllocator().buffer(capacity: cuantos)
            let leidos = pedazo.writeWithUnsafeMutableBytes(minimumWritableBytes: cuantos) {
                abierto.leer(UnsafeMutableRawBufferPointer(rebasing: $0[..<cuantos]), desde: parte.lowerBound) ?? 0
            }
            return leidos == cuantos ? pedazo : nil
        }.assumeIsolated().whenComplete { resultado in
            // Fewer bytes than were promised: what follows cannot be told from the next answer.
            guard case .success(let pedazo?) = resultado else { return self.alTerminar(false) }
            self.entregar(pedazo) { self.enviar(abierto, parte.dropFirst(cuantos)) }
        }
    }

    private func entregar(_ pedazo: ByteBuffer, _ despues: @escaping () -> Void) {
        let vencimiento = bucle.assumeIsolated().scheduleTask(in: Self.plazo) { self.cerrar() }
        escribir(pedazo).assumeIsolated().whenComplete { resultado in
            vencimiento.cancel()
            if case .success = resultado { despues() } else { self.alTerminar(false) }
        }
    }
}
