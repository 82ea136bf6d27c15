import Almacen
import Electoral
import Foundation
import Hummingbird
import HummingbirdTLS
import Imagenes
import Logging
import NIOCore
import NIOSSL
import Operacion
import Seguimiento

/// What the consoles work with.
public struct Dependencias: Sendable {
    public let mesa: Mesa
    public let proceso: Proceso
    public let entorno: Entorno
    /// Where images that come from outside are looked at.
    public let taller: TallerDeImagenes
    public let ahora: @Sendable () -> Instante
    /// Ties labels and typed keys to the actas of the catalogue.
    let identificador: Identificador
    /// What the monitor calls late, old or odd.
    public let reglasDeMonitor: ReglasDeMonitor
    /// Records of the months before, and what writes their documents; nil where they are not followed here.
    public let seguimiento: Escribania?

    public init(
        mesa: Mesa, proceso: Proceso, entorno: Entorno, taller: TallerDeImagenes,
        ahora: @escaping @Sendable () -> Instante, reglasDeMonitor: ReglasDeMonitor = ReglasDeMonitor(),
        seguimiento: Escribania? = nil
    ) {
        self.seguimiento = seguimiento
        self.reglasDeMonitor = reglasDeMonitor
        self.mesa = mesa
        self.proceso = proceso
        self.entorno = entorno
        self.taller = taller
        self.ahora = ahora
        identificador = Identificador(mesa.almacen, catalogo: mesa.catalogo, proceso: proceso, entorno: entorno)
    }

    var almacen: Almacen { mesa.almacen }
    var catalogo: Catalogo { mesa.catalogo }
}

/// The consoles of the operation, on the internal network.
///
/// Trust statement: trusted to show each person only what their role allows and to pass on what they did as they did
/// it. It is not trusted with the rules: `Mesa` and the store refuse on their own what a forged request asks for.
public struct Consolas: Sendable {
    private let d: Dependencias
    private let puerta: Puerta
    private let marco: Marco
    private let pulso: Pulso
    private let direccionDeCasilla: String
    private let direccionDeObservacion: String?

    /// - Parameters:
    ///   - casilla: where the phones find PREP Casilla, `https://casilla.example:8444`.
    ///   - observacion: where those who only look find their listener, for their slips; nil when there is none.
    public init(
        _ dependencias: Dependencias, casilla: String = "https://127.0.0.1:8444", observacion: String? = nil
    ) {
        d = dependencias
        direccionDeObservacion = observacion
        direccionDeCasilla = casilla
        let reglas = Puerta.Reglas()
        puerta = Puerta(dependencias.almacen, reglas: reglas, ahora: dependencias.ahora)
        pulso = Pulso(dependencias.mesa)
        marco = Marco(
            proceso: dependencias.proceso.nombre, institucion: dependencias.proceso.institucion,
            entorno: dependencias.entorno, huso: dependencias.proceso.huso, reglas: reglas, ahora: dependencias.ahora,
            opciones: OpcionDeMenu.de(OpcionDeMenu.todas, conSeguimiento: dependencias.seguimiento != nil),
            pulso: pulso)
    }

    /// Every route of the consoles, with who may enter.
    func ruteador() -> Ruteador {
        let r = Ruteador()
        Recurso.montar([.estilo, .consola], en: r)
        Entrada(puerta: puerta, marco: marco, casilla: direccionDeCasilla).montar(en: r)
        ConsolaDeAcopio(d: d, marco: marco).montar(en: r)
        ConsolaDeDigitalizacion(d: d, marco: marco).montar(en: r)
        ConsolaDeCaptura(d: d, marco: marco).montar(en: r)
        ConsolaDeSupervision(d: d, marco: marco).montar(en: r)
        ConsolaDeExcepciones(d: d, marco: marco).montar(en: r)
        ConsolaDeCotejo(d: d, marco: marco).montar(en: r)
        ConsolaDeEmpaquetado(d: d, marco: marco).montar(en: r)
        let ventana = Ventana(d)
        ConsolaDeMonitor(ventana: ventana, marco: marco).montar(en: r)
        ConsolaDeActas(ventana: ventana, marco: marco).montar(en: r)
        ConsolaDeReporte(ventana: ventana, marco: marco).montar(en: r)
        ConsolaDeDifusion(d: d, marco: marco, ventana: ventana).montar(en: r)
        ConsolaDeIncidencias(d: d, marco: marco).montar(en: r)
        if let seguimiento = d.seguimiento { ConsolaDeSeguimiento(seguimiento, d: d, marco: marco).montar(en: r) }
        ConsolaDeEtiquetas(d: d, marco: marco).montar(en: r)
        ConsolaDeAdministracion(d: d, marco: marco, puerta: puerta, observacion: direccionDeObservacion).montar(en: r)
        ConsolaDeDispositivos(d: d, marco: marco, direccion: direccionDeCasilla).montar(en: r)
        return r
    }

    func responder(_ r: Ruteador) -> some HTTPResponder<Peticion> {
        // Errors are answered twice: those of finding out who it is, and those of the route, which need to know who.
        let errores = Errores(puerta: puerta, marco: marco)
        return r.responder([CabecerasSeguras(), errores, ConIdentidad(puerta: puerta), ConPulso(pulso: pulso), errores])
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter alEscuchar: called once the port is open, with its number.
    public func servir(_ puerto: PuertoSeguro, alEscuchar: @escaping @Sendable (Int) -> Void) async throws {
        try await puerto.servir(responder(ruteador()), alEscuchar: alEscuchar)
    }
}

/// Where a listener waits, with its certificate.
public struct PuertoSeguro: Sendable {
    public let anfitrion: String
    public let puerto: Int
    private let tls: TLSConfiguration

    /// - Parameters:
    ///   - certificado: path of the PEM file, server certificate first.
    ///   - llave: path of its private key in PEM.
    public init(anfitrion: String, puerto: Int, certificado: String, llave: String) throws {
        self.anfitrion = anfitrion
        self.puerto = puerto
        var tls = try Self.tls(certificado: certificado, llave: llave)
        tls.applicationProtocols = ["http/1.1"]
        self.tls = tls
    }

    static func tls(certificado: String, llave: String) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificado).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: llave, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        return tls
    }

    func servir(
        _ responder: some HTTPResponder<Peticion>, alEscuchar: @escaping @Sendable (Int) -> Void
    ) async throws {
        var bitacora = Logger(label: "prep.consolas")
        bitacora.logLevel = .critical
        let aplicacion = Application(
            responder: responder,
            // A connection that says nothing for a minute is let go; pages that listen send a pulse before.
            server: try .tls(.http1(configuration: .init(idleTimeout: .seconds(75))), tlsConfiguration: tls),
            configuration: .init(address: .hostname(anfitrion, port: puerto), serverName: "prep"),
            onServerRunning: { canal in alEscuchar(canal.localAddress?.port ?? 0) },
            logger: bitacora)
        try await aplicacion.runService()
    }
}
