import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Operacion
import Servidor
import Synchronization
import Testing

/// Consoles 6, 9 and 13: who sees what of the night.
@Suite struct MonitorTests {
    private static let externas: [Rol] = [.auditoria, .representacion, .observacion]
    private static let internas: [Rol] = [.supervision, .coordinacion, .administracion]

    @Test(arguments: externas) func `quien observa no recibe cifras antes de que un corte las publique`(_ rol: Rol)
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let observa = try await n.entrar(rol.rawValue)
            let imagen = "/actas/1/imagen/\(cifras(1, ancho: 64))"
            // 700 + 50 + 1: more than its lista nominal, so there is an alarm of figures too.
            try p.verificar(1, 700)
            #expect(!(try await observa.get("/actas/1").dicho(a: observa).contains("751")))
            #expect(try await observa.get(imagen).estado == 404)
            #expect(!(try await observa.get("/monitor").texto.contains("Participación sobre")))
            #expect(!(try await observa.get("/reporte").dicho(a: observa).contains("751")))
            try p.cortar()
            let publicada = try await observa.get("/actas/1")
            #expect(publicada.texto.contains("751") && publicada.texto.contains("A3"))
            #expect(publicada.texto.contains("751 &gt; 700") && publicada.texto.contains("Publicada en el corte 1"))
            #expect(try await observa.get(imagen).bytes == [1])
        }
    }

    @Test(arguments: externas) func `la corrección de lo publicado tampoco se adelanta a su corte`(_ rol: Rol)
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let observa = try await n.entrar(rol.rawValue)
            try p.verificar(1, 100)
            try p.cortar()
            try p.hecho(1, .recaptura(motivo: "Otra cantidad"), try p.persona("cotejo"))
            let enCorreccion = try await observa.get("/actas/1").texto
            #expect(enCorreccion.contains("151") && enCorreccion.contains("Está en corrección"))
            for usuario in ["captura3", "captura4"] {
                try p.abrir(usuario, .captura)
                try p.hecho(1, .captura(PuertaDePrueba.captura(222)), try p.persona(usuario))
            }
            let corregida = try await observa.get("/actas/1").texto
            #expect(corregida.contains("151") && !corregida.contains(">222<") && !corregida.contains(">273<"))
            try p.cortar()
            #expect(try await observa.get("/actas/1").texto.contains("273"))
        }
    }

    @Test(arguments: internas + [.cotejo]) func `lo que alguien escribió no se ve hasta que el acta se verifica`(
        _ rol: Rol
    ) async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let mira = try await n.entrar(rol.rawValue)
            try p.digitalizarTrasAcopio(1)
            try p.hecho(1, .captura(PuertaDePrueba.captura(321)), try p.persona("captura"))
            let antes = try await mira.get("/actas/1").texto
            // As a figure of its own: keys and stamps of the page may have the same digits inside.
            #expect(!antes.contains(/\b(?:321|372)\b/))
            #expect(antes.contains("Sus cifras se muestran cuando el acta esté verificada"))
            try p.hecho(1, .captura(PuertaDePrueba.captura(123)), try p.persona("captura2"))
            #expect(!(try await mira.get("/actas/1").texto.contains(/\b321\b/)))
            try p.abrir("captura3", .captura)
            try p.hecho(1, .captura(PuertaDePrueba.captura(123)), try p.persona("captura3"))
            let despues = try await mira.get("/actas/1").texto
            #expect(despues.contains("Distinta de las finales. Partido A: 321 (final 123)"))
            #expect(despues.contains("174"))
        }
    }

    @Test func `los nombres del personal sólo los ven quienes lo dirigen`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.verificar(1)
            try p.cortar()
            let numero = try p.persona("captura").id
            for rol in DeConsultaEnPrueba.roles {
                let texto = try await n.entrar(rol.rawValue).get("/actas/1").texto
                let reporte = rol == .cotejo ? "" : try await n.entrar(rol.rawValue).get("/reporte").texto
                let ve = Self.internas.contains(rol)
                #expect(texto.contains("Persona captura ·") == ve, "\(rol)")
                #expect(texto.contains("Persona \(numero) ·") == !ve, "\(rol)")
                // Work of each person, for coordination alone.
                #expect(reporte.contains("Persona captura") == (rol == .coordinacion), "\(rol)")
                #expect(reporte.contains("Productividad") == (rol == .coordinacion), "\(rol)")
            }
        }
    }

    @Test func `el JSON del reporte lleva al personal sólo para la coordinación`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.verificar(1)
            for rol in Self.internas + Self.externas {
                let reporte = try await n.entrar(rol.rawValue).get("/reporte.json")
                #expect(reporte.estado == 200)
                #expect(reporte.texto.contains("\"personal\"") == (rol == .coordinacion), "\(rol)")
                #expect(reporte.cabeceras[.contentDisposition]?.contains("SIMULACRO_") == true)
            }
        }
    }

    @Test func `contiendas y personal son de la coordinación, en página y en datos`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.verificar(1)
            let coordina = try await n.entrar("coordinacion")
            #expect(try await coordina.get("/monitor").texto.contains("/monitor/contiendas"))
            let contiendas = try await coordina.get("/monitor/contiendas").texto
            #expect(contiendas.contains("Partido A") && contiendas.contains("Puede cambiar"))
            #expect(contiendas.contains("Partido &lt;B&gt;") && !contiendas.contains("Partido <B>"))
            let csv = try await coordina.get("/monitor/contiendas.csv").texto
            #expect(csv.contains("AYUN,UNO,Partido A,100,Partido <B>,50,50,3,1,2,0,1400,0,SI"))
            let json = try await coordina.get("/monitor/contiendas.json")
            #expect(json.cabeceras[.contentDisposition]?.contains("contiendas.json") == true)
            for dato in ["\"puede_cambiar\" : true", "\"ventaja\" : 50", "\"votos_que_caben\" : 1400"] {
                #expect(json.texto.contains(dato), "\(dato)")
            }
            // Nobody allowed it: the page says that it stays there.
            #expect(contiendas.contains("no se publica") && !json.texto.contains("acuerdo"))
            #expect(try await coordina.get("/monitor/personal").texto.contains("Persona captura2"))
            for rol in Self.externas + [.supervision, .administracion] {
                #expect(!(try await n.entrar(rol.rawValue).get("/monitor").texto.contains("/monitor/contiendas")))
            }
        }
    }

    @Test func `el muro está entero sin guiones y cada paso lleva a sus actas`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.verificar(1)
            try p.digitalizarTrasAcopio(2)
            let dentro = try await n.entrar("observacion")
            let muro = try await dentro.get("/monitor").texto
            for texto in ["1 de 6", "/actas?estado=digitalizada", "Primer CATD", "Llegada de las actas", "<svg"] {
                #expect(muro.contains(texto), "\(texto)")
            }
            #expect(!muro.contains("style=\"") && !muro.contains("onclick"))
            let lista = try await dentro.get("/actas?estado=digitalizada").texto
            #expect(lista.contains("/actas/2\"") && !lista.contains("/actas/1\""))
            let faltan = try await dentro.get("/monitor/faltan?centro=CATD-2").texto
            #expect(faltan.contains("/actas/3\"") && !faltan.contains("/actas/2\""))
            let csv = try await dentro.get("/monitor/faltan.csv?eleccion=DIP_LOC")
            #expect(csv.texto.split(separator: "\r\n").count == 4)
            #expect(csv.cabeceras[.contentType]?.hasPrefix("text/csv") == true)
        }
    }

    @Test func `se busca por clave, por sección y sin inventar actas`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            let dentro = try await n.entrar("observacion")
            let acta = PuertaDePrueba.catalogo.actas[1]
            let porClave = try await dentro.get("/actas?q=\(acta.claveActa.lowercased())").texto
            #expect(porClave.contains(">\(acta.claveActa)<") && porClave.contains("1 actas"))
            #expect(try await dentro.get("/actas?q=0003").texto.contains("2 actas"))
            let nada = try await dentro.get("/actas?q=%3Cscript%3E").texto
            #expect(nada.contains("Ningún acta corresponde") && !nada.contains("<script>"))
            for ruta in ["/actas/99999", "/actas/0", "/actas/-1", "/actas/uno"] {
                #expect(try await dentro.get(ruta).estado == 404, "\(ruta)")
            }
            #expect(try await dentro.get("/actas/2/imagen/\(cifras(1, ancho: 64))").estado == 404)
        }
    }

    // MARK: Live

    @Test func `la emisión manda el tablero y después sólo lo que cambió`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("observacion")
            let vivo = try await Self.vivo(p, dentro)
            #expect(vivo.status == .ok && vivo.headers[.contentType] == "text/event-stream")
            let escritor = Escritor(hasta: 3) { escritos in
                if escritos == 1 { try p.verificar(1) }
            }
            await #expect(throws: Escritor.Basta.self) { try await vivo.body.write(escritor) }
            let eventos = escritor.textos
            #expect(eventos.count == 3)
            #expect(eventos[0].hasPrefix("retry: ") && eventos.allSatisfy { $0.hasSuffix("\n\n") })
            let datos = try eventos.map(Self.evento)
            #expect(datos[0].secciones.keys.sorted().contains("pasos") && datos[0].secciones["alarmas"] != nil)
            #expect(datos[1].secciones["pasos"]?.contains("Verificadas") == true)
            #expect(datos[2].secciones.isEmpty)
        }
    }

    @Test func `escuchar no mantiene viva la sesión y, vencida, ya no se escucha`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("coordinacion")
            let antes = try p.numero("SELECT MAX(ultima) FROM sesion")
            p.reloj.adelantar(600)
            #expect(try await Self.vivo(p, dentro).status == .ok)
            #expect(try p.numero("SELECT MAX(ultima) FROM sesion") == antes)
            p.reloj.adelantar(400)
            #expect(try await Self.vivo(p, dentro).status == .unauthorized)
        }
    }

    private struct Evento: Decodable {
        let instante: Int64
        let secciones: [String: String]
    }

    private static func evento(_ texto: String) throws -> Evento {
        let datos = texto.split(separator: "\n").first { $0.hasPrefix("data: ") }?.dropFirst(6) ?? ""
        return try JSONDecoder().decode(Evento.self, from: Data(datos.utf8))
    }

    /// The head of the answer, whose body is still to be written. Boards follow one another without waiting.
    private static func vivo(_ p: PuertaDePrueba, _ n: Navegador) async throws -> Response {
        var reglas = ReglasDeMonitor()
        reglas.segundosEntreTableros = 0
        let consolas = Consolas(p.dependencias(reglas))
        let cabeceras: HTTPFields = [.accept: "text/event-stream", .cookie: "__Host-prep=\(n.galleta)"]
        let peticion = Request(
            head: HTTPRequest(
                method: .get, scheme: "https", authority: "prep.example", path: "/monitor/vivo", headerFields: cabeceras
            ),
            body: RequestBody(buffer: ByteBuffer()))
        let contexto = Servidor.Peticion(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: Logger(label: "prueba")))
        return try await consolas.responder().respond(to: peticion, context: contexto)
    }
}

private enum DeConsultaEnPrueba {
    static let roles: [Rol] = [
        .supervision, .coordinacion, .administracion, .cotejo, .auditoria, .representacion, .observacion,
    ]
}

/// A client that leaves after some writes.
private final class Escritor: ResponseBodyWriter, Sendable {
    struct Basta: Error {}

    private let escritos = Mutex<[String]>([])
    private let hasta: Int
    private let alEscribir: @Sendable (Int) throws -> Void

    init(hasta: Int, alEscribir: @escaping @Sendable (Int) throws -> Void) {
        self.hasta = hasta
        self.alEscribir = alEscribir
    }

    var textos: [String] { escritos.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        let n = escritos.withLock {
            $0.append(String(buffer: buffer))
            return $0.count
        }
        try alEscribir(n)
        if n == hasta { throw Basta() }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension PuertaDePrueba {
    fileprivate func digitalizarTrasAcopio(_ acta: Acta.ID) throws {
        try hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try persona("acopio"))
        try digitalizar(acta)
    }
}
