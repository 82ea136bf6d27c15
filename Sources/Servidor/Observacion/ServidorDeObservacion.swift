import Almacen
import Electoral
import Hummingbird

/// The listener of those who only look, where the internet or a VPN may reach it: the door, each one's account, monitor,
/// actas and report, and the records of the months before.
///
/// Trust statement: trusted to show to each account what a corte published, of the part of the process that it is
/// accredited for. It mounts nothing that changes the operation, and whoever works in the operation does not enter here,
/// not even with the right password: who takes this listener gets no session of the staff, and cannot lock them out.
public struct ServidorDeObservacion: Sendable {
    /// Those who only look: auditor, parties, observers, technical committee, commission.
    public static let admite = Set(Rol.allCases.filter(\.soloLectura))

    private let d: Dependencias
    private let puerta: Puerta
    private let marco: Marco
    private let turnos = Turnos()

    public init(_ dependencias: Dependencias) {
        d = dependencias
        var reglas = Puerta.Reglas()
        // Outside nobody shares an address with a whole CATD.
        reglas.fallosPorDireccion = 20
        reglas.admite = Self.admite
        puerta = Puerta(dependencias.almacen, reglas: reglas, ahora: dependencias.ahora)
        marco = Marco(
            proceso: dependencias.proceso.nombre, institucion: dependencias.proceso.institucion,
            entorno: dependencias.entorno, huso: dependencias.proceso.huso, reglas: reglas, ahora: dependencias.ahora,
            opciones: OpcionDeMenu.de(OpcionDeMenu.deObservacion, conSeguimiento: dependencias.seguimiento != nil))
    }

    /// Every route of this listener; there is no other. Routes of other roles are left out by the router itself.
    func ruteador() -> Ruteador {
        let r = Ruteador(admite: Self.admite)
        Recurso.montar([.estilo, .consola], en: r)
        Entrada(puerta: puerta, marco: marco).montar(en: r)
        let ventana = Ventana(d)
        ConsolaDeMonitor(ventana: ventana, marco: marco).montar(en: r)
        ConsolaDeActas(ventana: ventana, marco: marco).montar(en: r)
        ConsolaDeReporte(ventana: ventana, marco: marco).montar(en: r)
        if let seguimiento = d.seguimiento { ConsolaDeSeguimiento(seguimiento, d: d, marco: marco).montar(en: r) }
        return r
    }

    func responder(_ r: Ruteador) -> some HTTPResponder<Peticion> {
        let errores = Errores(puerta: puerta, marco: marco)
        return r.responder([
            CabecerasSeguras(), errores, Mesura(turnos: turnos, ahora: d.ahora), ConIdentidad(puerta: puerta), errores,
        ])
    }

    /// Serves until the process is told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter alEscuchar: called once the port is open, with its number.
    public func servir(_ puerto: PuertoSeguro, alEscuchar: @escaping @Sendable (Int) -> Void) async throws {
        try await puerto.servir(responder(ruteador()), alEscuchar: alEscuchar)
    }
}

/// How fast one address may ask: a delegation of twenty people who look at the monitor fits, a flood does not. It comes
/// before the store is asked who it is.
struct Mesura: RouterMiddleware {
    let turnos: Turnos
    let ahora: @Sendable () -> Instante
    static let deUna = 400
    static let porSegundo = 20.0

    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        let espera = await turnos.espera(
            context.direccion, ahora(), deUna: Self.deUna, porSegundo: Self.porSegundo)
        if let espera { throw Denegado.espere(espera) }
        return try await next(request, context)
    }
}
