import Almacen
import Documentos
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Imagenes
import Publicacion

/// Headers that every answer of a console carries.
struct CabecerasSeguras: RouterMiddleware {
    static let politica =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        var respuesta = try await next(request, context)
        respuesta.headers[.contentSecurityPolicy] = Self.politica
        respuesta.headers[.xContentTypeOptions] = "nosniff"
        respuesta.headers[.strictTransportSecurity] = "max-age=31536000"
        for (nombre, valor) in Self.otras { respuesta.headers[nombre] = valor }
        return respuesta
    }

    private static let otras: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
        ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ].compactMap { par in HTTPField.Name(par.0).map { ($0, par.1) } }
}

/// Finds out who sends the request, before any route.
struct ConIdentidad: RouterMiddleware {
    let puerta: Puerta
    static let cookie = "__Host-prep"

    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        guard let ficha = request.cookies[Self.cookie]?.value, ficha.utf8.count == 64 else {
            return try await next(request, context)
        }
        var conocida = context
        conocida.identidad = try await puerta.identificar(
            ficha, esUso: request.headers[.xFondo] == nil && request.headers[.accept] != EmisionDeSecciones.tipo,
            direccion: context.direccion)
        return try await next(request, conocida)
    }
}

/// The one place that turns errors into answers. Unknown ones say nothing of the inside.
struct Errores: RouterMiddleware {
    let puerta: Puerta
    let marco: Marco

    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        do {
            let respuesta = try await next(request, context)
            // The router answers its own refusals with nothing that a person can read.
            guard respuesta.status.code >= 400, respuesta.headers[.contentType] == nil else { return respuesta }
            return try fallo(
                request, respuesta.status, Self.texto(respuesta.status), "PREP-WEB-\(respuesta.status.code)")
        } catch let denegado as Denegado {
            return try await responder(denegado, request, context)
        } catch let error as AlmacenError where error.seExplica {
            return try fallo(request, error.estadoHTTP, error.frase, error.codigo.rawValue)
        } catch let error as AlmacenError where error.estadoHTTP == .conflict {
            return try fallo(
                request, .conflict, "No se guardó: el dato ya existe o no corresponde. Vuelva a abrir la página.",
                error.codigo.rawValue)
        } catch let error as ConsolaError {
            return try fallo(request, error.estado, error.mensaje, error.codigo.rawValue)
        } catch let error as DocumentoError {
            return try fallo(request, .serviceUnavailable, error.mensaje, error.codigo.rawValue)
        } catch let error as ImagenError {
            return try fallo(request, error.estadoHTTP, error.description, ConsolaError.Codigo.imagen.rawValue)
        } catch let error as HTTPError {
            return try fallo(request, error.status, Self.texto(error.status), "PREP-WEB-\(error.status.code)")
        } catch CuerpoEnDisco.Falla.excesivo {
            return try fallo(request, .contentTooLarge, Self.texto(.contentTooLarge), "PREP-WEB-413")
        } catch CuerpoEnDisco.Falla.disco {
            return try fallo(
                request, .serviceUnavailable,
                "El servidor no tiene lugar ahora: intente otra vez y avise a la unidad técnica.",
                "PREP-WEB-503")
        } catch let error where error.esDeProtocolo {
            return try fallo(request, .badRequest, Self.texto(.badRequest), "PREP-WEB-400")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            RegistroDeFallas.anotar(error, request, context.id)
            return try fallo(
                request, .internalServerError,
                "Ocurrió un problema en el servidor; lo que envió no se guardó a medias. Avise al supervisor con el número \(context.id).",
                "PREP-WEB-500")
        }
    }

    private func responder(_ denegado: Denegado, _ request: Request, _ context: Peticion) async throws -> Response {
        switch denegado {
        case .sinSesion:
            if !Self.quierePagina(request) {
                // A form sent by hand: the page behind still has what was typed.
                if request.method == .post, request.headers[.accept]?.contains("text/html") == true {
                    return try fallo(
                        request, .unauthorized,
                        "Su sesión terminó y esto no se guardó. Entre de nuevo en otra pestaña, regrese a esta con «Atrás» y envíelo otra vez: lo escrito sigue ahí.",
                        "PREP-WEB-401")
                }
                return try Response.json(
                    RespuestaDeError(error: "Su sesión terminó: entre de nuevo.", codigo: "PREP-WEB-401"),
                    estado: .unauthorized)
            }
            let regreso = request.uri.path == "/" ? "" : "?regresar=" + Enlace.codificado(request.uri.path)
            return Response(status: .found, headers: [.location: "/entrar" + regreso, .cacheControl: "no-store"])
        case .debeCambiarClave:
            if Self.quierePagina(request) { return .ir("/cuenta") }
            return try fallo(request, .forbidden, "Cambie primero su contraseña.", "PREP-WEB-403")
        case .sinFuncion:
            if let identidad = context.identidad {
                await puerta.anotarDenegado(identidad, request.uri.path, direccion: context.direccion)
            }
            return try fallo(
                request, .forbidden, "Su función no incluye esta página. El intento quedó registrado.", "PREP-WEB-403")
        case .fueraDeAmbito:
            if let identidad = context.identidad {
                await puerta.anotarDenegado(identidad, request.uri.path, direccion: context.direccion)
            }
            return try fallo(
                request, .forbidden,
                "Su cuenta está acreditada para una parte del proceso y esta página es de todo él. El intento quedó registrado.",
                "PREP-WEB-403")
        case .otraPuerta:
            if let identidad = context.identidad {
                await puerta.anotarDenegado(identidad, request.uri.path, direccion: context.direccion)
            }
            return try fallo(request, .forbidden, "\(Puerta.soloObservan) El intento quedó registrado.", "PREP-WEB-403")
        case .espere(let segundos):
            var respuesta = try fallo(
                request, .tooManyRequests, "Demasiadas peticiones desde su red: espere \(segundos) segundos.",
                "PREP-WEB-429")
            respuesta.headers[.retryAfter] = String(segundos)
            return respuesta
        case .formularioAjeno:
            return try fallo(
                request, .forbidden, "El formulario venció o no es de esta sesión: vuelva a abrir la página.",
                "PREP-WEB-403")
        }
    }

    private func fallo(
        _ request: Request, _ estado: HTTPResponse.Status, _ texto: String, _ codigo: String
    ) throws -> Response {
        guard Self.quierePagina(request) || request.headers[.accept]?.contains("text/html") == true else {
            return try Response.json(RespuestaDeError(error: texto, codigo: codigo), estado: estado)
        }
        return .pagina(marco.suelta(titulo: "No se pudo", texto: texto, codigo: codigo), estado: estado)
    }

    /// Whether a person looks at the answer, and not a program of the page.
    static func quierePagina(_ request: Request) -> Bool {
        let acepta = request.headers[.accept] ?? ""
        return request.method == .get && request.headers[.xFondo] == nil
            && !["application/json", "text/event-stream"].contains { acepta.contains($0) }
    }

    private static func texto(_ estado: HTTPResponse.Status) -> String {
        switch estado {
        case .notFound: "No existe esa página."
        case .contentTooLarge: "El archivo es más grande de lo que se admite."
        case .methodNotAllowed: "Esa dirección no admite la operación."
        default: "La petición no se entendió."
        }
    }
}

/// Why a console did not do what was asked; the person reads it.
struct ConsolaError: Error, Sendable, Equatable {
    enum Codigo: String, Sendable, CaseIterable {
        /// A field is missing or is not what it should be.
        case dato = "PREP-WEB-001"
        /// It does not exist, or is not of this centre.
        case noExiste = "PREP-WEB-002"
        /// Somebody else has it, or it was done already.
        case yaNo = "PREP-WEB-003"
        /// The image cannot be taken.
        case imagen = "PREP-WEB-004"
        /// The label is of another election, environment or format, or its check value fails.
        case etiqueta = "PREP-WEB-005"
    }

    let codigo: Codigo
    let mensaje: String

    init(_ codigo: Codigo, _ mensaje: String) {
        self.codigo = codigo
        self.mensaje = mensaje
    }

    var estado: HTTPResponse.Status {
        switch codigo {
        case .dato, .imagen, .etiqueta: .unprocessableContent
        case .noExiste: .notFound
        case .yaNo: .conflict
        }
    }
}

extension ImagenError {
    var estadoHTTP: HTTPResponse.Status {
        switch self {
        case .archivoExcesivo: .contentTooLarge
        case .tallerLleno, .tallerCerrado, .obreroNoInicia: .serviceUnavailable
        default: .unprocessableContent
        }
    }
}

extension AlmacenError {
    /// Its message as a sentence of its own.
    var frase: String {
        let inicio = mensaje.prefix(1).uppercased() + mensaje.dropFirst()
        return inicio.hasSuffix(".") || inicio.hasSuffix("?") ? inicio : inicio + "."
    }

    /// Whether its message is for the person: what the database says of itself is not.
    var seExplica: Bool { estadoHTTP != .internalServerError && !mensaje.contains("constraint failed") }

    var estadoHTTP: HTTPResponse.Status {
        switch codigo {
        case .personaYaIntervino, .rechazado, .restriccion, .catalogoCongelado, .fueraDeOperacion, .cambioAjeno:
            .conflict
        case .valorInvalido: .unprocessableContent
        case .sinFacultad, .soloSeAgrega: .forbidden
        case .ocupado, .publicadorOcupado: .serviceUnavailable
        default: .internalServerError
        }
    }
}

enum Enlace {
    /// A value inside a query.
    static func codificado(_ texto: String) -> String {
        var permitidos = CharacterSet.alphanumerics
        permitidos.insert(charactersIn: "-._~/")
        return texto.addingPercentEncoding(withAllowedCharacters: permitidos) ?? ""
    }

    /// Where to go back to: an address of this site, never of another.
    static func interno(_ texto: String) -> String {
        // Browsers take backslashes for slashes and drop tabs and line breaks before they look.
        texto.hasPrefix("/") && !texto.hasPrefix("//")
            && texto.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7f && $0 != "\\" } ? texto : "/"
    }
}
