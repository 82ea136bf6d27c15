import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL
import Publicacion
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Serves a public tree: files only, no database, nothing of the operation.
///
/// Trust statement: trusted for nothing. What it serves is checked by the signed pointer; an attacker who controls it
/// can stop serving or serve an old tree, and readers see the age of the corte.
public struct SitioPublico: Service {
    private let carpeta: String
    private let copias: String?
    private let anfitrion: String
    private let puerto: Int
    private let tls: NIOSSLContext?
    private let ritmo: Ritmo?
    private let alEscuchar: @Sendable (Int) -> Void
    /// Connections at once: each costs some memory, and a client may open thousands and say nothing.
    private static let conexiones = 10_000
    private static let plazoDeSaludo = TimeAmount.seconds(15)

    /// - Parameters:
    ///   - copias: where its compressed copies are; nil when there are none.
    ///   - tls: PEM files of the certificate, server first, and of its key; with them it speaks HTTP/2 as well.
    ///   - ritmo: nil for no limit.
    ///   - tambienAqui: whether the limit holds for this same machine, where a proxy may be asking for everyone.
    public init(
        carpeta: String, copias: String? = nil, anfitrion: String, puerto: Int,
        tls: (certificado: String, llave: String)? = nil, ritmo: PoliticaDeRitmo? = PoliticaDeRitmo(),
        tambienAqui: Bool = false
    ) throws {
        self.carpeta = carpeta
        self.copias = copias
        self.anfitrion = anfitrion
        self.puerto = puerto
        self.ritmo = ritmo.map { Ritmo($0, tambienAqui: tambienAqui) }
        self.tls = try tls.map {
            var configuracion = try PuertoSeguro.tls(certificado: $0.certificado, llave: $0.llave)
            configuracion.applicationProtocols = ["h2", "http/1.1"]
            return try NIOSSLContext(configuration: configuracion)
        }
        alEscuchar = { _ in }
    }

    private init(_ otro: SitioPublico, _ alEscuchar: @escaping @Sendable (Int) -> Void) {
        carpeta = otro.carpeta
        copias = otro.copias
        anfitrion = otro.anfitrion
        puerto = otro.puerto
        tls = otro.tls
        ritmo = otro.ritmo
        self.alEscuchar = alEscuchar
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter alEscuchar: called once the port is open, with its number.
    public func servir(alEscuchar: @escaping @Sendable (Int) -> Void) async throws {
        var bitacora = Logger(label: "prep.publico")
        bitacora.logLevel = .critical
        let grupo = ServiceGroup(
            services: [SitioPublico(self, alEscuchar)], gracefulShutdownSignals: [.sigterm, .sigint], logger: bitacora)
        try await grupo.run()
    }

    public func run() async throws {
        let bucles = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        let hilos = NIOThreadPool(numberOfThreads: 4)
        hilos.start()
        let mostrador = Mostrador(
            estante: Estante(carpeta: carpeta, copias: copias, hilos: hilos), ritmo: ritmo, hilos: hilos)
        do {
            let canal = try await abrir(bucles, mostrador)
            alEscuchar(canal.localAddress?.port ?? 0)
            await cancelWhenGracefulShutdown {
                await withTaskCancellationHandler {
                    try? await canal.closeFuture.get()
                } onCancel: {
                    canal.close(promise: nil)
                }
            }
        } catch {
            try? await bucles.shutdownGracefully()
            try? await hilos.shutdownGracefully()
            throw error
        }
        try await bucles.shutdownGracefully()
        try await hilos.shutdownGracefully()
    }

    private func abrir(_ bucles: MultiThreadedEventLoopGroup, _ mostrador: Mostrador) async throws -> any Channel {
        let abiertas = Abiertas()
        return try await ServerBootstrap(group: bucles)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One reading each time: after it there is usually nothing more.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            // Requests are short, and what comes in one reading is kept whole.
            .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 1 << 16, high: 1 << 17))
            .childChannelInitializer { canal in
                let direccion = Direccion(canal.remoteAddress)
                guard abiertas.abrir(hasta: Self.conexiones) else { return canal.close() }
                guard ritmo?.abrir(direccion) ?? true else {
                    abiertas.cerrar()
                    return canal.close()
                }
                canal.closeFuture.whenComplete { _ in
                    abiertas.cerrar()
                    ritmo?.cerrar(direccion)
                }
                return preparar(canal, mostrador, direccion)
            }
            .bind(host: anfitrion, port: puerto).get()
    }

    private func preparar(_ canal: any Channel, _ mostrador: Mostrador, _ direccion: Direccion)
        -> EventLoopFuture<Void>
    {
        guard let tls else { return Self.http1(canal, mostrador, direccion) }
        let vencimiento = canal.eventLoop.scheduleTask(in: Self.plazoDeSaludo) { canal.close(promise: nil) }
        return canal.eventLoop.makeCompletedFuture {
            try canal.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }.flatMap {
            canal.configureHTTP2SecureUpgrade(
                h2ChannelConfigurator: { canal in
                    vencimiento.cancel()
                    return Self.http2(canal, mostrador, direccion)
                },
                http1ChannelConfigurator: { canal in
                    vencimiento.cancel()
                    return Self.http1(canal, mostrador, direccion)
                })
        }
    }

    private static func http1(_ canal: any Channel, _ mostrador: Mostrador, _ direccion: Direccion)
        -> EventLoopFuture<Void>
    {
        canal.eventLoop.makeCompletedFuture {
            let cadena = canal.pipeline.syncOperations
            var limites = NIOHTTPDecoderLimitConfiguration()
            limites.maxHeaderFieldSize = 8 << 10
            limites.maxHeaderListSize = 16 << 10
            limites.maxHeaderFieldCount = 64
            let lector = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limites)
            try cadena.addHandler(ByteToMessageHandler(lector))
            try cadena.addHandler(ConexionHTTP1(mostrador: mostrador, direccion: direccion))
        }
    }

    private static func http2(_ canal: any Channel, _ mostrador: Mostrador, _ direccion: Direccion)
        -> EventLoopFuture<Void>
    {
        canal.eventLoop.makeCompletedFuture {
            let cadena = canal.pipeline.syncOperations
            let conexion = ConexionHTTP2(en: canal.eventLoop)
            try cadena.addHandler(conexion)
            let suConexion = NIOLoopBound(conexion, eventLoop: canal.eventLoop)
            var configuracion = NIOHTTP2Handler.ConnectionConfiguration()
            configuracion.initialSettings = [
                HTTP2Setting(parameter: .maxConcurrentStreams, value: 100),
                HTTP2Setting(parameter: .maxHeaderListSize, value: 16_384),
            ]
            configuracion.maximumBufferedControlFrames = 500
            _ = try cadena.configureHTTP2Pipeline(
                mode: .server, connectionConfiguration: configuracion, streamConfiguration: .init()
            ) { flujo in
                flujo.eventLoop.makeCompletedFuture {
                    let cadena = flujo.pipeline.syncOperations
                    try cadena.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
                    try cadena.addHandler(
                        FlujoHTTP2(mostrador: mostrador, direccion: direccion, conexion: suConexion.value))
                }
            }
        }
    }
}

/// How many connections are open.
private final class Abiertas: Sendable {
    private let cuantas = Atomic<Int>(0)

    func abrir(hasta maximo: Int) -> Bool {
        if cuantas.wrappingAdd(1, ordering: .relaxed).newValue <= maximo { return true }
        cerrar()
        return false
    }

    func cerrar() { cuantas.wrappingSubtract(1, ordering: .relaxed) }
}
