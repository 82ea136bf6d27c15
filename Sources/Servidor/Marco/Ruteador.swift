import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird

/// The only way to mount a route of the consoles: with who may enter.
final class Ruteador {
    /// A mounted route; `roles` is nil for those that need no session.
    struct Ruta: Sendable, Hashable {
        let metodo: HTTPRequest.Method
        let ruta: String
        let roles: Set<Rol>?
    }

    private let router: Router<Peticion>
    /// Roles that this listener admits; what is for none of them is not mounted.
    let admite: Set<Rol>
    private(set) var rutas: [Ruta] = []

    init(admite: Set<Rol> = Set(Rol.allCases)) {
        self.admite = admite
        router = Router(context: Peticion.self, options: [.autoGenerateHeadEndpoints])
    }

    /// A route for those whom a type lists. What changes something carries the token of the session: in the field
    /// `csrf` of a form, which arrives already read in the context, or in the header `X-CSRF`.
    func montar<Quienes: Acceden>(
        _ metodo: HTTPRequest.Method, _ ruta: String, para quienes: Quienes.Type,
        _ hacer: @escaping @Sendable (Request, Con<Quienes>) async throws -> Response
    ) {
        let roles = quienes.roles.intersection(admite)
        guard !roles.isEmpty else { return }
        rutas.append(Ruta(metodo: metodo, ruta: ruta, roles: roles))
        router.on(RouterPath(ruta), method: metodo) { [admite] (request: Request, peticion: Peticion) -> Response in
            if let identidad = peticion.identidad, !admite.contains(identidad.rol) { throw Denegado.otraPuerta }
            // Who it is comes before what it brings: a stranger's body is not read.
            _ = try Con<Quienes>(context: peticion)
            var peticion = peticion
            if metodo != .get { peticion.formulario = try await Self.conFicha(request, peticion) }
            return try await hacer(request, try Con<Quienes>(context: peticion))
        }
    }

    /// A route that takes a form with a file. Its token comes in the form, as in the others; a body without a file reads as
    /// any other.
    ///
    /// - Parameter limite: of the file, in bytes.
    func montarEnvio<Quienes: Acceden>(
        _ ruta: String, para quienes: Quienes.Type, limite: Int,
        _ hacer: @escaping @Sendable (EnvioConArchivo, Con<Quienes>) async throws -> Response
    ) {
        let roles = quienes.roles.intersection(admite)
        guard !roles.isEmpty else { return }
        rutas.append(Ruta(metodo: .post, ruta: ruta, roles: roles))
        router.on(RouterPath(ruta), method: .post) { [admite] (request: Request, peticion: Peticion) -> Response in
            if let identidad = peticion.identidad, !admite.contains(identidad.rol) { throw Denegado.otraPuerta }
            _ = try Con<Quienes>(context: peticion)
            var peticion = peticion
            let envio = try await Self.envio(request, peticion, limite: limite)
            peticion.formulario = envio.formulario
            return try await hacer(envio, try Con<Quienes>(context: peticion))
        }
    }

    private static func envio(_ request: Request, _ peticion: Peticion, limite: Int) async throws -> EnvioConArchivo {
        let tipo = request.headers[.contentType] ?? ""
        guard tipo.hasPrefix("multipart/form-data"), let inicio = tipo.range(of: "boundary=") else {
            return EnvioConArchivo(formulario: try await conFicha(request, peticion))
        }
        guard let identidad = peticion.identidad else { throw Denegado.sinSesion }
        let frontera = tipo[inicio.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        let cuerpo = try await CuerpoEnDisco.recibir(request.body, limite: limite + (1 << 16))
        guard (1...200).contains(frontera.utf8.count),
            let envio = EnvioConArchivo(try await enHilo { try cuerpo.leer() }, frontera: frontera)
        else { throw ConsolaError(.dato, "El envío llegó incompleto: intente otra vez.") }
        guard iguales(Array(envio.formulario["csrf"].utf8), Array(identidad.csrf.utf8)) else {
            throw Denegado.formularioAjeno
        }
        return envio
    }

    /// A route without session: the door itself and its style.
    func abierta(
        _ metodo: HTTPRequest.Method, _ ruta: String,
        _ hacer: @escaping @Sendable (Request, Peticion) async throws -> Response
    ) {
        rutas.append(Ruta(metodo: metodo, ruta: ruta, roles: nil))
        router.on(RouterPath(ruta), method: metodo) { (request: Request, peticion: Peticion) -> Response in
            try await hacer(request, peticion)
        }
    }

    func responder(_ middleware: [any MiddlewareProtocol<Request, Response, Peticion>]) -> some HTTPResponder<Peticion>
    {
        ConMiddleware(middleware, router.buildResponder())
    }

    /// The form of a body with the session's token in it; throws when the token is another's.
    private static func conFicha(_ request: Request, _ peticion: Peticion) async throws -> Formulario {
        guard let identidad = peticion.identidad else { throw Denegado.sinSesion }
        if request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true {
            let cuerpo = try await request.body.collect(upTo: 1 << 20)
            let formulario = Formulario(String(buffer: cuerpo))
            guard iguales(Array(formulario["csrf"].utf8), Array(identidad.csrf.utf8)) else {
                throw Denegado.formularioAjeno
            }
            return formulario
        }
        let ficha = request.headers[.xCSRF] ?? ""
        guard iguales(Array(ficha.utf8), Array(identidad.csrf.utf8)) else { throw Denegado.formularioAjeno }
        return Formulario()
    }
}

/// Middleware around everything, also around what no route answers.
struct ConMiddleware<Interior: HTTPResponder>: HTTPResponder where Interior.Context == Peticion {
    private let cadena: [any MiddlewareProtocol<Request, Response, Peticion>]
    private let interior: Interior

    init(_ cadena: [any MiddlewareProtocol<Request, Response, Peticion>], _ interior: Interior) {
        self.cadena = cadena
        self.interior = interior
    }

    func respond(to request: Request, context: Peticion) async throws -> Response {
        try await seguir(0, request, context)
    }

    private func seguir(_ i: Int, _ request: Request, _ context: Peticion) async throws -> Response {
        guard i < cadena.count else { return try await interior.respond(to: request, context: context) }
        return try await cadena[i].handle(request, context: context) { try await self.seguir(i + 1, $0, $1) }
    }
}

extension HTTPField.Name {
    static let xCSRF = HTTPField.Name("X-CSRF") ?? .cookie
    /// Marks requests that a page makes by itself: they do not keep a session alive.
    static let xFondo = HTTPField.Name("X-Fondo") ?? .cookie
}
