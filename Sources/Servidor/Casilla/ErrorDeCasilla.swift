import Almacen
import Foundation
import HTTPTypes
import Hummingbird
import Imagenes

/// Why the server did not do what a phone asked for. The CAE reads the sentence; the application reads whether sending
/// the same again can help.
struct ErrorDeCasilla: Error, Sendable, Equatable {
    enum Codigo: String, Sendable, CaseIterable {
        /// The enrolment code does not exist, was used or expired.
        case codigo = "PREP-CAS-001"
        /// The device was never enrolled here, or was taken out of service.
        case dispositivo = "PREP-CAS-002"
        /// The acta is not of the casillas of this person.
        case ajena = "PREP-CAS-003"
        /// The photo arrived incomplete or changed.
        case incompleta = "PREP-CAS-004"
        /// Too many requests, or no room now.
        case espere = "PREP-CAS-005"
        /// What was sent is not an image that can be taken.
        case imagen = "PREP-CAS-006"
        case peticion = "PREP-CAS-007"
    }

    let codigo: Codigo
    let estado: HTTPResponse.Status
    let mensaje: String
    /// Sending the same again will be refused again.
    let definitivo: Bool
    /// Seconds to wait.
    var espera: Int?

    static let codigoInvalido = ErrorDeCasilla(
        codigo: .codigo, estado: .forbidden,
        mensaje: "El código no es correcto, ya se usó o venció: pida otro a su coordinación.", definitivo: true)
    static let sinInscribir = ErrorDeCasilla(
        codigo: .dispositivo, estado: .unauthorized,
        mensaje: "El servidor no reconoce este teléfono: pida otro código a su coordinación.", definitivo: false)
    static let deBaja = ErrorDeCasilla(
        codigo: .dispositivo, estado: .unauthorized, mensaje: "Pida otro código a su coordinación.", definitivo: false)
    static let ajena = ErrorDeCasilla(
        codigo: .ajena, estado: .forbidden, mensaje: "Esta acta ya no es de sus casillas: avise a su coordinación.",
        definitivo: true)
    static let incompleta = ErrorDeCasilla(
        codigo: .incompleta, estado: .badRequest, mensaje: "La foto llegó incompleta: se enviará otra vez.",
        definitivo: false)
    static let excesiva = ErrorDeCasilla(
        codigo: .imagen, estado: .contentTooLarge, mensaje: "La foto pesa más de 25 MB: tómela otra vez.",
        definitivo: true)
    static let sinEspacio = ErrorDeCasilla(
        codigo: .espere, estado: .serviceUnavailable,
        mensaje: "El servidor no tiene lugar ahora: se enviará más tarde.",
        definitivo: false, espera: 30)
    static let sobran = ErrorDeCasilla(
        codigo: .espere, estado: .tooManyRequests,
        mensaje: "Ya hay varias fotos de esta acta en revisión: espere a que el CATD las vea.", definitivo: false,
        espera: 300)
    static let cerrado = ErrorDeCasilla(
        codigo: .espere, estado: .serviceUnavailable,
        mensaje: "El PREP no está recibiendo actas ahora: la foto sigue en su teléfono y se enviará sola.",
        definitivo: false, espera: 60)
    static let noSeLee = imagen("La imagen no se pudo leer: tome la foto otra vez.")
    static let noRecibida = ErrorDeCasilla(
        codigo: .peticion, estado: .notFound, mensaje: "El servidor no tiene esa foto.", definitivo: false)
    static let peticion = ErrorDeCasilla(
        codigo: .peticion, estado: .badRequest, mensaje: "La petición no se entendió.", definitivo: false)

    static func espere(_ segundos: Int) -> ErrorDeCasilla {
        ErrorDeCasilla(
            codigo: .espere, estado: .tooManyRequests, mensaje: "Demasiadas peticiones seguidas: se enviará más tarde.",
            definitivo: false, espera: max(1, segundos))
    }

    static func imagen(_ mensaje: String) -> ErrorDeCasilla {
        ErrorDeCasilla(codigo: .imagen, estado: .unprocessableContent, mensaje: mensaje, definitivo: true)
    }

    private struct Cuerpo: Encodable {
        let error: String
        let codigo: String
        let definitivo: Bool
    }

    func respuesta() throws -> Response {
        var respuesta = try Response.json(
            Cuerpo(error: mensaje, codigo: codigo.rawValue, definitivo: definitivo), estado: estado)
        if let espera { respuesta.headers[.retryAfter] = String(espera) }
        return respuesta
    }
}

/// The one place that turns errors into answers for phones. Unknown ones say nothing of the inside, and none of them
/// makes a phone drop a photo.
struct ErroresDeCasilla: RouterMiddleware {
    func handle(
        _ request: Request, context: Peticion, next: (Request, Peticion) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as ErrorDeCasilla {
            return try error.respuesta()
        } catch let error as AlmacenError where error.sePuedeReintentar {
            return try ErrorDeCasilla.sinEspacio.respuesta()
        } catch let error as AlmacenError where error.codigo == .fueraDeOperacion {
            return try ErrorDeCasilla.cerrado.respuesta()
        } catch let error as HTTPError where error.status.code < 500 {
            return try ErrorDeCasilla(
                codigo: .peticion, estado: error.status, mensaje: "No existe esa dirección.", definitivo: false
            ).respuesta()
        } catch CuerpoEnDisco.Falla.excesivo {
            return try ErrorDeCasilla.excesiva.respuesta()
        } catch CuerpoEnDisco.Falla.disco {
            return try ErrorDeCasilla.sinEspacio.respuesta()
        } catch let error where error.esDeProtocolo {
            return try ErrorDeCasilla.peticion.respuesta()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            RegistroDeFallas.anotar(error, request, context.id)
            return try ErrorDeCasilla(
                codigo: .peticion, estado: .internalServerError,
                mensaje: "Ocurrió un problema en el servidor (\(context.id)); la foto sigue en su teléfono.",
                definitivo: false
            ).respuesta()
        }
    }
}

extension HTTPField.Name {
    static let retryAfter = HTTPField.Name("Retry-After") ?? .age
}
