import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Servidor
import Testing

/// Every route for every role. The table is the router's own; the pinned list makes any change of it visible.
@Suite struct RutasTests {
    /// A route as the pinned list writes it: method, path and who enters.
    private static func linea(_ r: Consolas.RutaMontada) -> String {
        let quienes = r.roles.map { roles in
            roles == Set(Rol.allCases) ? "todos" : roles.map(\.rawValue).sorted().joined(separator: " ")
        }
        // The name of a resource changes with its content.
        let ruta = r.ruta.hasPrefix("/recursos/") ? r.ruta.replacing(#/-[0-9a-f]{12}\./#, with: "-*.") : r.ruta
        return "\(r.metodo) \(ruta): \(quienes ?? "sin sesión")"
    }

    @Test func `las rutas y quién entra son las aprobadas`() async throws {
        try await PuertaDePrueba.poner { (p, _) async throws in
            let hay = Set(p.consolas.rutas.map(Self.linea))
            let aprobadas = Set(RutasAprobadas.lista.split(separator: "\n").map(String.init))
            #expect(hay.subtracting(aprobadas).sorted() == [], "rutas que nadie aprobó")
            #expect(aprobadas.subtracting(hay).sorted() == [], "rutas aprobadas que ya no están")
            #expect(p.consolas.rutas.count == hay.count, "una ruta se montó dos veces")
        }
    }

    @Test func `una dirección que no existe se dice con palabras`() async throws {
        try await PuertaDePrueba.poner { _, n in
            let pagina = try await n.entrar("supervision").get("/no-existe")
            #expect(pagina.estado == 404)
            #expect(pagina.texto.contains("No existe esa página."))
        }
    }

    @Test func `sin sesión sólo se llega a la puerta`() async throws {
        try await PuertaDePrueba.poner { (p, _) async throws in
            let camino = Camino(p)
            for ruta in p.consolas.rutas {
                guard ruta.roles != nil else {
                    // An agenda's address needs its secret.
                    let esperado: HTTPResponse.Status = ruta.ruta == "/agenda/{llave}" ? .notFound : .ok
                    if ruta.metodo == "GET" { #expect(try await camino.ir(ruta).status == esperado, "\(ruta)") }
                    continue
                }
                let pagina = try await camino.ir(ruta, [.accept: "text/html"])
                let programa = try await camino.ir(ruta, [.accept: "application/json"])
                let fondo = try await camino.ir(ruta, [.fondo: "1"])
                #expect(pagina.status == (ruta.metodo == "GET" ? .found : .unauthorized), "\(ruta)")
                if ruta.metodo == "GET" { #expect(pagina.headers[.location]?.hasPrefix("/entrar") == true, "\(ruta)") }
                #expect(programa.status == .unauthorized && fondo.status == .unauthorized, "\(ruta)")
                for respuesta in [pagina, programa, fondo] { Cabeceras.revisar(respuesta, "\(ruta)") }
            }
        }
    }

    @Test(arguments: Rol.allCases) func `cada función entra a lo suyo y a nada más`(_ rol: Rol) async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let camino = Camino(p)
            var dentro = try await n.entrar(rol.rawValue)
            let rutas = p.consolas.rutas.filter { $0.roles != nil }
            for ruta in rutas where ruta.roles?.contains(rol) == false {
                let respuesta = try await camino.ir(ruta, dentro: dentro, ficha: dentro.ficha)
                #expect(respuesta.status == .forbidden, "\(rol) en \(ruta)")
                Cabeceras.revisar(respuesta, "\(ruta)")
            }
            let denegadas = rutas.filter { $0.roles?.contains(rol) == false }.count
            #expect(try p.numero("SELECT COUNT(*) FROM acceso WHERE suceso = 'denegado'") == denegadas)
            for ruta in rutas where ruta.roles?.contains(rol) == true {
                let respuesta = try await camino.ir(ruta, dentro: dentro, ficha: dentro.ficha)
                #expect(![401, 403, 500].contains(respuesta.status.code), "\(rol) en \(ruta): \(respuesta.status)")
                #expect(respuesta.headers[.location]?.hasPrefix("/entrar") != true || ruta.ruta == "/salir", "\(ruta)")
                Cabeceras.revisar(respuesta, "\(ruta)")
                // Some end the session: the next has another.
                if ruta.metodo != "GET" { dentro = try await n.entrar(rol.rawValue) }
            }
        }
    }

    @Test(arguments: Rol.allCases) func `sin la ficha de su sesión nadie cambia nada`(_ rol: Rol) async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let camino = Camino(p)
            let dentro = try await n.entrar(rol.rawValue)
            let ajena = try await n.entrar("\(rol.rawValue)2").ficha
            for ruta in p.consolas.rutas where ruta.metodo != "GET" && ruta.roles?.contains(rol) == true {
                for ficha in ["", "otra", ajena, dentro.ficha + "0", String(dentro.ficha.dropLast())] {
                    for forma in Camino.Forma.allCases {
                        let r = try await camino.ir(ruta, dentro: dentro, ficha: ficha, forma: forma)
                        #expect(r.status == .forbidden, "\(ruta) con la ficha «\(ficha)» como \(forma)")
                    }
                }
                // The token in a form does not count for JSON nor the other way round.
                let cruzada = try await camino.ir(ruta, dentro: dentro, ficha: dentro.ficha, forma: .cruzada)
                #expect(cruzada.status == .forbidden, "\(ruta)")
            }
            #expect(try await dentro.get("/cuenta").estado == 200)
        }
    }

    @Test func `cada respuesta lleva sus cabeceras, también las que niegan y las que fallan`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("coordinacion")
            var respuestas = [
                try await n.get("/entrar"), try await n.get("/no-existe"), try await n.get("/../etc/passwd"),
                try await n.post("/entrar", [:]), try await n.pedir(.delete, "/cotejo"), try await n.pedir(.put, "/"),
                try await dentro.get("/administracion"), try await dentro.get("/cotejo"), try await dentro.get("/nada"),
                try await dentro.get("/administracion/usuarios/cuenta/99999"),
                try await dentro.get("/administracion/usuarios/cuenta/no-es"),
                try await dentro.post("/administracion/apertura", [:]), try await n.pedir(.head, "/entrar"),
                try await n.intentar("captura", String(repeating: "a", count: 20_000)),
            ]
            #expect(respuestas.map(\.estado) == [200, 404, 404, 401, 404, 404, 200, 403, 404, 404, 404, 422, 200, 413])
            try p.sql("DROP TABLE sesion")
            respuestas += [try await dentro.get("/cuenta"), try await dentro.json("/cotejo", "{}")]
            #expect(respuestas.suffix(2).allSatisfy { $0.estado == 500 })
            for r in respuestas {
                Cabeceras.revisar(r.cabeceras, "\(r.estado)")
                #expect(!r.texto.lowercased().contains("sqlite") && !r.texto.contains("no such table"))
            }
        }
    }
}

/// Headers that no answer lacks.
private enum Cabeceras {
    static func revisar(_ r: Response, _ donde: String) { revisar(r.headers, donde) }

    static func revisar(_ c: HTTPFields, _ donde: String) {
        let politica = c[.contentSecurityPolicy] ?? ""
        for parte in [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            #expect(politica.contains(parte), "\(donde)")
        }
        #expect(!politica.contains("unsafe") && !politica.contains("*"), "\(donde)")
        #expect(c[.xContentTypeOptions] == "nosniff", "\(donde)")
        #expect(c[.strictTransportSecurity]?.hasPrefix("max-age=") == true, "\(donde)")
        for (nombre, valor) in [
            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ] {
            #expect(HTTPField.Name(nombre).flatMap { c[$0] } == valor, "\(donde): \(nombre)")
        }
        if c[.contentType]?.hasPrefix("text/html") == true { #expect(c[.cacheControl] == "no-store", "\(donde)") }
    }
}

/// Asks for a route and looks at the head of the answer only: some never end.
private struct Camino {
    enum Forma: CaseIterable {
        /// A form with the token in its field; JSON with it in its header; a form whose token goes in the header.
        case formulario, json, cruzada
    }

    let puerta: PuertaDePrueba

    init(_ puerta: PuertaDePrueba) { self.puerta = puerta }

    func ir(
        _ ruta: Consolas.RutaMontada, dentro: Navegador? = nil, ficha: String = "", forma: Forma = .formulario
    ) async throws -> Response {
        var cabeceras: HTTPFields = [.accept: "text/html"]
        var cuerpo = ""
        if let dentro { cabeceras[.cookie] = "__Host-prep=\(dentro.galleta)" }
        if ruta.metodo != "GET" {
            switch forma {
            case .formulario:
                cabeceras[.contentType] = "application/x-www-form-urlencoded"
                cuerpo = "csrf=\(ficha)"
            case .json:
                cabeceras[.contentType] = "application/json"
                cabeceras[.csrf] = ficha
                cuerpo = "{}"
            case .cruzada:
                cabeceras[.contentType] = "application/x-www-form-urlencoded"
                cabeceras[.csrf] = ficha
            }
        }
        return try await ir(ruta, cabeceras, cuerpo: cuerpo)
    }

    func ir(
        _ ruta: Consolas.RutaMontada, _ cabeceras: HTTPFields, cuerpo: String = ""
    ) async throws -> Response {
        let metodo = try #require(HTTPRequest.Method(ruta.metodo))
        let camino = ruta.ruta.replacing(#/\{[a-z_]+\}|:[a-z_]+/#, with: "1").replacing("**", with: "x")
        let peticion = Request(
            head: HTTPRequest(
                method: metodo, scheme: "https", authority: "prep.example", path: camino, headerFields: cabeceras),
            body: RequestBody(buffer: ByteBuffer(string: cuerpo)))
        let contexto = Servidor.Peticion(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: Logger(label: "prueba")))
        return try await puerta.consolas.responder().respond(to: peticion, context: contexto)
    }
}
