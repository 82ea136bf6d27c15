import Foundation
import NIOCore
import NIOHTTP1
import Publicacion

/// One request of HTTP/2, in a stream of its own.
final class FlujoHTTP2: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let mostrador: Mostrador
    private let direccion: Direccion
    private let conexion: ConexionHTTP2
    /// That of a frame. A client may begin a hundred streams and give room to none: each holds one.
    private static let bytesPorPedazo = 1 << 14
    private var atendido = false
    private var pidioTodo = false

    init(mostrador: Mostrador, direccion: Direccion, conexion: ConexionHTTP2) {
        self.conexion = conexion
        self.mostrador = mostrador
        self.direccion = direccion
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let cabeza) where !atendido:
            atendido = true
            conexion.avanzo()
            let ahora = NIODeadline.now()
            var pedido = Pedido(cabeza)
            pedido.espera = mostrador.espera(direccion, ahora)
            atender(pedido, ahora, context)
        case .end: pidioTodo = true
        default: break
        }
    }

    /// The client left, or sent what is not HTTP: only this stream ends.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func atender(_ pedido: Pedido, _ ahora: NIODeadline, _ context: ChannelHandlerContext) {
        switch mostrador.responder(pedido, Admite(pedido.admite), ahora, en: context.eventLoop) {
        case .lista(let lista): contestar(lista, pedido, context)
        case .despues(let futura):
            futura.assumeIsolated().whenComplete { resultado in
                guard context.channel.isActive, case .success(let lista) = resultado else {
                    return context.close(promise: nil)
                }
                self.contestar(lista, pedido, context)
            }
        }
    }

    private func contestar(_ contestacion: Contestacion, _ pedido: Pedido, _ context: ChannelHandlerContext) {
        var campos = contestacion.cabeza.campos
        campos.add(name: "date", value: FechaHTTP.texto(Int(Date().timeIntervalSince1970)))
        let cabeza = HTTPResponseHead(version: .http2, status: contestacion.cabeza.estado, headers: campos)
        context.write(wrapOutboundOut(.head(cabeza)), promise: nil)
        let envio = EnvioDeCuerpo(
            en: context.eventLoop, hilos: mostrador.hilos, pedazos: Self.bytesPorPedazo,
            // Who asks for too much is not waited for.
            plazo: pedido.espera == nil ? .seconds(30) : .seconds(2),
            escribir: { pedazo in
                self.conexion.avanzo()
                return context.writeAndFlush(self.wrapOutboundOut(.body(.byteBuffer(pedazo))))
            },
            cerrar: { context.close(promise: nil) },
            alTerminar: { completo in
                guard completo else { return context.close(promise: nil) }
                context.writeAndFlush(self.wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
                    // A body that nobody asked for is not waited for.
                    if !self.pidioTodo { context.close(promise: nil) }
                }
            })
        switch contestacion.cuerpo {
        case .bytes(let bytes) where !pedido.esHead: envio.enviar(bytes)
        case .archivo(let abierto, let parte) where !pedido.esHead: envio.enviar(abierto, parte)
        default: envio.enviar(ByteBuffer())
        }
    }
}
