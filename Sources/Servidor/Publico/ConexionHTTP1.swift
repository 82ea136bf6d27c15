import Foundation
import NIOCore
import NIOHTTP1
import Publicacion

/// A connection of HTTP/1.1: requests in, one after another; bytes out.
///
/// It reads nothing more while it answers, or while the client does not take what was answered; of what came in one
/// reading a few requests wait, already counted, and after the last of them the connection ends. A connection that says
/// nothing, or drips its headers, or does not read, is closed when its time passes.
final class ConexionHTTP1: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let mostrador: Mostrador
    private let direccion: Direccion
    private var cola: [Pedido] = []
    private var ocupada = false
    private var siguiendo = false
    private var cerrando = false
    /// The last request that will be answered is waiting.
    private var sinMas = false
    private var faltaEnviar = false
    private var leerDespues = false
    private var noPedira = false
    /// Since when it waits for a whole request, or for the client to take an answer.
    private var desde = NIODeadline.now()
    private var vigia: RepeatedTask?
    private var fecha = FechaEnCurso()
    private var ultimaAdmite: (texto: String?, admite: Admite) = (nil, [])
    /// Longer bodies go in pieces.
    private static let bytesDeUna = 1 << 16
    /// Requests that wait for the one that is being answered.
    private static let enCola = 32
    static let plazo = TimeAmount.seconds(30)
    private static let plazoDeCierre = TimeAmount.seconds(2)

    init(mostrador: Mostrador, direccion: Direccion) {
        self.mostrador = mostrador
        self.direccion = direccion
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let canal = NIOLoopBound(context, eventLoop: context.eventLoop)
        let yo = NIOLoopBound(self, eventLoop: context.eventLoop)
        vigia = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            if NIODeadline.now() - yo.value.desde > Self.plazo { canal.value.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { terminar() }

    func channelInactive(context: ChannelHandlerContext) {
        terminar()
        context.fireChannelInactive()
    }

    private func terminar() {
        vigia?.cancel()
        vigia = nil
        cerrando = true
        cola = []
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !cerrando, !sinMas, case .head(let cabeza) = unwrapInboundIn(data) else { return }
        recibir(Pedido(cabeza), context)
    }

    private func recibir(_ nuevo: Pedido, _ context: ChannelHandlerContext) {
        let ahora = NIODeadline.now()
        var pedido = nuevo
        pedido.espera = mostrador.espera(direccion, ahora)
        if !ocupada, cola.isEmpty, context.channel.isWritable { return atender(pedido, ahora, context) }
        if cola.count == Self.enCola - 1 { pedido.seCierra = true }
        sinMas = pedido.seCierra
        cola.append(pedido)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        enviarYa(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if ocupada || !cola.isEmpty || !context.channel.isWritable {
            leerDespues = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            desde = .now()
            seguir(context)
        }
        context.fireChannelWritabilityChanged()
    }

    /// Half closed: it will ask nothing more, and waits for what it asked.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent {
            noPedira = true
            if !ocupada && cola.isEmpty { cerrar(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !cerrando, error is HTTPParserError else { return context.close(promise: nil) }
        if !sinMas { recibir(.ilegible, context) }
        enviarYa(context)
    }

    private func puedeSeguir(_ context: ChannelHandlerContext) -> Bool {
        !ocupada && !cerrando && !cola.isEmpty && context.channel.isWritable
    }

    /// What ends at once comes back here: the turn that is already going on takes the next one.
    private func seguir(_ context: ChannelHandlerContext) {
        guard !siguiendo else { return }
        siguiendo = true
        repeat {
            while puedeSeguir(context) { atender(cola.removeFirst(), .now(), context) }
            enviarYa(context)
        } while puedeSeguir(context)
        siguiendo = false
        guard !ocupada, !cerrando, cola.isEmpty else { return }
        if noPedira { return cerrar(context) }
        if leerDespues, context.channel.isWritable {
            leerDespues = false
            context.read()
        }
    }

    // MARK: Answering

    private func atender(_ pedido: Pedido, _ ahora: NIODeadline, _ context: ChannelHandlerContext) {
        desde = ahora
        if pedido.admite != ultimaAdmite.texto { ultimaAdmite = (pedido.admite, Admite(pedido.admite)) }
        switch mostrador.responder(pedido, ultimaAdmite.admite, desde, en: context.eventLoop) {
        case .lista(let lista): contestar(lista, pedido, context)
        case .despues(let futura):
            ocupada = true
            futura.assumeIsolated().whenComplete { resultado in
                self.ocupada = false
                guard !self.cerrando else { return }
                switch resultado {
                case .success(let lista): self.contestar(lista, pedido, context)
                case .failure: context.close(promise: nil)
                }
                self.seguir(context)
            }
        }
    }

    private func contestar(_ contestacion: Contestacion, _ pedido: Pedido, _ context: ChannelHandlerContext) {
        let cierra = pedido.seCierra
        switch contestacion.cuerpo {
        case .bytes(let bytes) where !pedido.esHead && bytes.readableBytes > Self.bytesDeUna:
            escribir(
                Contestacion(cabeza: contestacion.cabeza, cuerpo: .nada), esHead: false, cierra: false, marca: cierra,
                context)
            envio(cierra, context).enviar(bytes)
        case .archivo(let abierto, let parte) where !pedido.esHead:
            escribir(
                Contestacion(cabeza: contestacion.cabeza, cuerpo: .nada), esHead: false, cierra: false, marca: cierra,
                context)
            envio(cierra, context).enviar(abierto, parte)
        default:
            escribir(contestacion, esHead: pedido.esHead, cierra: cierra, marca: cierra, context)
        }
        desde = .now()
    }

    private func envio(_ cierra: Bool, _ context: ChannelHandlerContext) -> EnvioDeCuerpo {
        ocupada = true
        return EnvioDeCuerpo(
            en: context.eventLoop, hilos: mostrador.hilos, pedazos: Self.bytesDeUna,
            escribir: { pedazo in
                self.desde = .now()
                self.faltaEnviar = false
                return context.writeAndFlush(self.wrapOutboundOut(pedazo))
            }, cerrar: { context.close(promise: nil) },
            alTerminar: { completo in
                self.ocupada = false
                guard !self.cerrando else { return }
                if !completo { return context.close(promise: nil) }
                if cierra { self.cerrar(context) }
                self.seguir(context)
            })
    }

    /// - Parameters:
    ///   - cierra: whether the connection ends with this answer.
    ///   - marca: whether the answer says that it ends.
    private func escribir(
        _ contestacion: Contestacion, esHead: Bool, cierra: Bool, marca: Bool = true, _ context: ChannelHandlerContext
    ) {
        let lineas = contestacion.cabeza.lineas
        var cuerpo: ByteBuffer?
        if !esHead, case .bytes(let bytes) = contestacion.cuerpo { cuerpo = bytes }
        var salida = context.channel.allocator.buffer(
            capacity: lineas.readableBytes + 64 + (cuerpo?.readableBytes ?? 0))
        salida.writeImmutableBuffer(lineas)
        salida.writeBytes(fecha.linea(desde))
        if marca { salida.writeStaticString("Connection: close\r\n") }
        salida.writeStaticString("\r\n")
        if let cuerpo { salida.writeImmutableBuffer(cuerpo) }
        faltaEnviar = true
        context.write(wrapOutboundOut(salida), promise: nil)
        if cierra { cerrar(context) }
    }

    private func enviarYa(_ context: ChannelHandlerContext) {
        guard faltaEnviar else { return }
        faltaEnviar = false
        context.flush()
    }

    /// Says that there is no more, and gives the client a moment to read it: closing at once over bytes that nobody read
    /// (a body that was not asked for) would destroy the answer on its way.
    private func cerrar(_ context: ChannelHandlerContext) {
        guard !cerrando else { return }
        cerrando = true
        cola = []
        faltaEnviar = false
        context.flush()
        let ultimo = context.writeAndFlush(wrapOutboundOut(ByteBuffer()))
        ultimo.assumeIsolated().whenComplete { _ in
            context.close(mode: .output, promise: nil)
            if self.noPedira { return context.close(promise: nil) }
            _ = context.eventLoop.assumeIsolated().scheduleTask(in: Self.plazoDeCierre) { context.close(promise: nil) }
            // What it still sends is thrown away.
            if self.leerDespues { context.read() }
        }
    }
}

/// The line `Date`, which changes once a second.
struct FechaEnCurso {
    private var bytes: [UInt8] = []
    private var hasta = NIODeadline.uptimeNanoseconds(0)

    mutating func linea(_ ahora: NIODeadline) -> [UInt8] {
        if ahora >= hasta {
            let reloj = Date().timeIntervalSince1970
            bytes = Array("Date: \(FechaHTTP.texto(Int(reloj)))\r\n".utf8)
            hasta = ahora + .nanoseconds(Int64((1 - reloj.truncatingRemainder(dividingBy: 1)) * 1e9))
        }
        return bytes
    }
}
