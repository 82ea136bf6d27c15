import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Servidor
import Testing

/// The listener of those who only look, on the internet.
@Suite struct ObservacionTests {
    private static let observan: [Rol] = [.auditoria, .representacion, .observacion, .cotaprep, .comision]
    /// Who looks at the night, and who at the months before.
    private static let miran: Set<Rol> = [.auditoria, .representacion, .observacion]
    private static let siguen: Set<Rol> = [.auditoria, .observacion, .cotaprep, .comision]

    /// The listener, and the consoles beside it on the same store.
    private static func poner(
        _ cuerpo: @Sendable @escaping (PuertaDePrueba, _ afuera: Navegador, _ adentro: Navegador) async throws -> Void
    ) async throws {
        try await PuertaDePrueba.poner { (p, adentro) async throws in
            let servidor = ServidorDeObservacion(p.dependencias())
            try await Application(responder: servidor.responder()).test(.router) { cliente in
                try await cuerpo(p, Navegador(cliente: cliente), adentro)
            }
        }
    }

    @Test func `sus rutas son la puerta, la cuenta, monitor, actas, reporte y seguimiento, sólo para quienes observan`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, _) async throws in
            let rutas = ServidorDeObservacion(p.dependencias()).rutas
            for ruta in rutas where ruta.roles != nil {
                let quienes =
                    ruta.ruta.hasPrefix("/seguimiento")
                    ? Self.siguen
                    : ["/monitor", "/actas", "/reporte"].contains { ruta.ruta.hasPrefix($0) }
                        ? Self.miran : Set(Self.observan)
                #expect(ruta.roles == quienes, "\(ruta)")
            }
            let deSeguimiento = rutas.filter { $0.ruta.hasPrefix("/seguimiento") }
            #expect(deSeguimiento.count == 13 && deSeguimiento.allSatisfy { $0.metodo == "GET" })
            let sinRecursos = rutas.filter { !$0.ruta.hasPrefix("/recursos/") && !$0.ruta.hasPrefix("/seguimiento") }
                .map { "\($0.metodo) \($0.ruta)" }
            #expect(
                sinRecursos.sorted() == [
                    "GET /", "GET /actas", "GET /actas/{id}", "GET /actas/{id}/imagen/{sha}", "GET /cuenta",
                    "GET /entrar", "GET /monitor", "GET /monitor/faltan", "GET /monitor/faltan.csv",
                    "GET /monitor/vivo", "GET /reporte", "GET /reporte.json", "GET /reporte.pdf", "GET /sesion",
                    "POST /cuenta/clave", "POST /entrar", "POST /salir", "POST /sesion",
                ])
        }
    }

    @Test(arguments: Rol.allCases.filter { !observan.contains($0) })
    func
        `el personal no entra ni con su contraseña, queda registrado y nadie lo bloquea desde fuera`(_ rol: Rol)
        async throws
    {
        try await Self.poner { p, afuera, adentro in
            for clave in Array(repeating: "otra clave cualquiera", count: 5) + [PuertaDePrueba.clave] {
                let vuelta = try await afuera.intentar(rol.rawValue, clave)
                // After some failures it waits, as one that does not exist.
                #expect(vuelta.estado == 401)
                #expect(vuelta.texto.contains("sólo entran auditoría") || vuelta.texto.contains("Espere"))
                #expect(vuelta.cabeceras[.setCookie] == nil)
            }
            let nota =
                "SELECT COUNT(*) FROM acceso WHERE usuario = ? AND persona IS NOT NULL AND suceso IN ('rechazo', 'bloqueo')"
            // Five refusals, of which those during the wait are one note a minute.
            #expect(try p.numero(nota, [.texto(rol.rawValue)]) == 5)
            p.reloj.adelantar(3600)
            #expect(try await afuera.intentar(rol.rawValue).texto.contains("sólo entran auditoría"))
            // The account knows nothing of it: its owner enters inside at once.
            #expect(try p.almacen.cuenta(usuario: rol.rawValue)?.fallos == 0)
            let dentro = try await adentro.entrar(rol.rawValue)
            // A session of the staff is no good here either.
            var prestada = afuera
            prestada.galleta = dentro.galleta
            for ruta in ["/", "/monitor", "/cuenta", "/reporte.json"] {
                let negada = try await prestada.get(ruta)
                #expect(negada.estado == 403 && negada.texto.contains("sólo entran auditoría"), "\(ruta)")
            }
            #expect(try p.numero("SELECT COUNT(*) FROM acceso WHERE suceso = 'denegado'") == 4)
        }
    }

    @Test func `quien no existe recibe lo mismo que el personal`() async throws {
        try await Self.poner { _, afuera, _ in
            let nadie = try await afuera.intentar("nadie")
            let captura = try await afuera.intentar("captura")
            #expect(nadie.texto == captura.texto && nadie.estado == captura.estado)
        }
    }

    @Test(arguments: Array(miran)) func `quienes observan entran, ven su menú y nada con que operar`(_ rol: Rol)
        async throws
    {
        try await Self.poner { p, afuera, _ in
            try p.verificar(1)
            try p.cortar()
            let dentro = try await afuera.entrar(rol.rawValue)
            #expect(try await dentro.get("/").destino == "/monitor")
            let muro = try await dentro.get("/monitor")
            #expect(muro.estado == 200 && muro.texto.contains("1 de 6") && !muro.texto.contains("/incidencias"))
            #expect(muro.cabeceras[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(muro.cabeceras[.strictTransportSecurity] != nil && muro.cabeceras[.cacheControl] == "no-store")
            #expect(try await dentro.get("/actas/1").texto.contains("151"))
            #expect(try await dentro.get("/reporte.json").estado == 200)
            for ruta in [
                "/monitor/contiendas", "/monitor/personal", "/incidencias", "/administracion", "/captura", "/acopio",
                "/casillas", "/dispositivos",
            ] {
                #expect(try await dentro.get(ruta).estado == 404, "\(ruta)")
            }
        }
    }

    @Test(arguments: [Rol.cotaprep, .comision])
    func `COTAPREP y comisión entran al seguimiento, lo leen y no abren otra cosa`(_ rol: Rol) async throws {
        try await Self.poner { p, afuera, _ in
            let dentro = try await afuera.entrar(rol.rawValue)
            #expect(try await dentro.get("/").destino == "/seguimiento")
            let tablero = try await dentro.get("/seguimiento")
            #expect(tablero.estado == 200 && tablero.texto.contains("Falta la ficha del proceso"))
            #expect(!tablero.texto.contains("/seguimiento/nueva") && !tablero.texto.contains("/monitor"))
            for ruta in ["/monitor", "/actas", "/reporte"] {
                #expect(try await dentro.get(ruta).estado == 403, "\(ruta)")
            }
            for ruta in ["/seguimiento/nueva/oficios", "/seguimiento/oficios/uno/editar"] {
                #expect(try await dentro.get(ruta).estado == 404, "\(ruta)")
            }
            #expect(try await dentro.post("/seguimiento/oficios", ["tipo": "oficio"]).estado == 404)
        }
    }

    @Test func `un partido no ve nada del seguimiento`() async throws {
        try await Self.poner { p, afuera, _ in
            let dentro = try await afuera.entrar("representacion")
            #expect(!(try await dentro.get("/monitor").texto.contains("/seguimiento")))
            for ruta in ["/seguimiento", "/seguimiento/calendario.ics", "/seguimiento/oficios/uno/adjunto/x"] {
                #expect(try await dentro.get(ruta).estado == 403, "\(ruta)")
            }
        }
    }

    @Test func `quien pide demasiado espera, y se le dice cuánto`() async throws {
        try await Self.poner { p, afuera, _ in
            var ultima = try await afuera.get("/entrar")
            for _ in 0..<400 where ultima.estado == 200 { ultima = try await afuera.get("/entrar") }
            #expect(ultima.estado == 429 && ultima.texto.contains("PREP-WEB-429"))
            #expect(ultima.cabeceras[.contentSecurityPolicy] != nil)
            p.reloj.adelantar(60)
            #expect(try await afuera.get("/entrar").estado == 200)
        }
    }
}
