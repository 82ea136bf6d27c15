import NIOCore
import NIOPosix
import Publicacion

/// Sends a body in pieces, each when the one before has left: however big the file is, and however slow the reader,
/// memory holds one piece.
///
/// A reader who does not take a piece in its time is not reading: the connection is closed.
final class EnvioDeCuerpo {
    private enum Resto {
        case bytes(ByteBuffer)
        case archivo(Abierto, Range<Int>)
    }

    private let bucle: any EventLoop
    private let hilos: NIOThreadPool
    private let bytesPorPedazo: Int
    private let plazo: TimeAmount
    private let escribir: (ByteBuffer) -> EventLoopFuture<Void>
    private let alTerminar: (Bool) -> Void
    private let cerrar: () -> Void
    private var resto = Resto.bytes(ByteBuffer())
    /// A piece is being read or is leaving.
    private var ocupado = false
    private var avanzando = false
    private var termino = false

    /// - Parameters:
    ///   - pedazos: bytes of each piece.
    ///   - plazo: what a piece may take to leave.
    ///   - escribir: writes a piece and says when it left.
    ///   - cerrar: ends what nobody reads.
    ///   - alTerminar: told once, whether everything left.
    init(
        en bucle: any EventLoop, hilos: NIOThreadPool, pedazos: Int, plazo: TimeAmount = .seconds(30),
        escribir: @escaping (ByteBuffer) -> EventLoopFuture<Void>, cerrar: @escaping () -> Void,
        alTerminar: @escaping (Bool) -> Void
    ) {
        self.bucle = bucle
        self.hilos = hilos
        bytesPorPedazo = pedazos
        self.plazo = plazo
        self.escribir = escribir
        self.cerrar = cerrar
        self.alTerminar = alTerminar
    }

    func enviar(_ bytes: ByteBuffer) {
        resto = .bytes(bytes)
        avanzar()
    }

    func enviar(_ abierto: Abierto, _ parte: Range<Int>) {
        resto = .archivo(abierto, parte)
        avanzar()
    }

    /// A piece that leaves at once comes back here: the loop that is already going on takes the next one.
    private func avanzar() {
        guard !avanzando else { return }
        avanzando = true
        while !ocupado, !termino { paso() }
        avanzando = false
    }

    private func paso() {
        switch resto {
        case .bytes(var bytes):
            guard let pedazo = bytes.readSlice(length: min(bytesPorPedazo, bytes.readableBytes)),
                pedazo.readableBytes > 0
            else { return terminar(true) }
            resto = .bytes(bytes)
            entregar(pedazo)
        case .archivo(let abierto, let parte):
            guard !parte.isEmpty else { return terminar(true) }
            let cuantos = min(bytesPorPedazo, parte.count)
            resto = .archivo(abierto, parte.dropFirst(cuantos))
            leer(abierto, parte.prefix(cuantos))
        }
    }

    private func leer(_ abierto: Abierto, _ trozo: Range<Int>) {
        ocupado = true
        hilos.runIfActive(eventLoop: bucle) { () -> ByteBuffer? in
            var pedazo = ByteBufferAllocator().buffer(capacity: trozo.count)
            let leidos = pedazo.writeWithUnsafeMutableBytes(minimumWritableBytes: trozo.count) {
                abierto.leer(UnsafeMutableRawBufferPointer(rebasing: $0[..<trozo.count]), desde: trozo.lowerBound) ?? 0
            }
            return leidos == trozo.count ? pedazo : nil
        }.assumeIsolated().whenComplete { resultado in
            // Fewer bytes than were promised: what follows cannot be told from the next answer.
            guard case .success(let pedazo?) = resultado else { return self.terminar(false) }
            self.entregar(pedazo)
        }
    }

    private func entregar(_ pedazo: ByteBuffer) {
        ocupado = true
        let vencimiento = bucle.assumeIsolated().scheduleTask(in: plazo) { self.cerrar() }
        escribir(pedazo).assumeIsolated().whenComplete { resultado in
            vencimiento.cancel()
            self.ocupado = false
            if case .success = resultado { self.avanzar() } else { self.terminar(false) }
        }
    }

    private func terminar(_ completo: Bool) {
        termino = true
        resto = .bytes(ByteBuffer())
        alTerminar(completo)
    }
}
