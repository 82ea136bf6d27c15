import NIOCore

/// A connection of HTTP/2: closed when its streams do nothing for a while.
///
/// Only a request that came whole, or bytes of a body that left, count as doing something. Bytes that come do not: a
/// client that sends a PING now and then, or a request one byte at a time, would hold the connection for ever.
package final class ConexionHTTP2: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer

    package static let plazo = TimeAmount.seconds(60)
    private let bucle: any EventLoop
    private var desde: NIODeadline
    private var vigia: RepeatedTask?

    package init(en bucle: any EventLoop) {
        self.bucle = bucle
        desde = bucle.now
    }

    /// One of its streams did something.
    package func avanzo() { desde = bucle.now }

    package func handlerAdded(context: ChannelHandlerContext) {
        let canal = NIOLoopBound(context, eventLoop: bucle)
        let yo = NIOLoopBound(self, eventLoop: bucle)
        vigia = bucle.scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            if yo.value.bucle.now - yo.value.desde > Self.plazo { canal.value.close(promise: nil) }
        }
    }

    package func handlerRemoved(context: ChannelHandlerContext) { terminar() }

    package func channelInactive(context: ChannelHandlerContext) {
        terminar()
        context.fireChannelInactive()
    }

    private func terminar() {
        vigia?.cancel()
        vigia = nil
    }
}
