import Almacen
import Crypto
import Electoral
import Foundation
import HTTPTypes
import Hummingbird

/// A request of an enrolled device. Only `Guardia` makes it: a handler that takes it runs for nobody else.
struct ConDispositivo: Sendable {
    let portador: Portador
    let direccion: String
    /// Parts of the address.
    let parametros: Parameters

    fileprivate init(_ portador: Portador, _ peticion: Peticion) {
        self.portador = portador
        direccion = peticion.direccion
        parametros = peticion.parameters
    }

    /// Where what this person does is noted when the acta has no centre of its own.
    var centro: String { portador.centro ?? SedeCentral.clave }
}

/// The door of the phones.
///
/// Trust statement: trusted to let in only who has a token that an enrolment gave, and to let nobody ask faster than a
/// person works. A stolen copy of the store gives neither codes nor tokens. It has no sessions and knows no cookies: a
/// page of another site can make a phone ask, but not in its name.
struct Guardia: Sendable {
    let almacen: Almacen
    let ahora: @Sendable () -> Instante
    private let turnos = Turnos()

    init(_ almacen: Almacen, ahora: @escaping @Sendable () -> Instante) {
        self.almacen = almacen
        self.ahora = ahora
    }

    /// Who sends the request.
    func portador(_ request: Request, _ peticion: Peticion) async throws -> ConDispositivo {
        let partes = (request.headers[.authorization] ?? "").split(separator: " ")
        guard partes.count == 2, partes[0].lowercased() == "bearer", Self.esFicha(String(partes[1])) else {
            throw ErrorDeCasilla.sinInscribir
        }
        let huella = Self.huella(String(partes[1]))
        guard let portador = try await enHilo({ try almacen.portador(ficha: huella) }) else {
            throw ErrorDeCasilla.sinInscribir
        }
        guard portador.vigente else {
            try await anotarBaja(portador, peticion.direccion)
            throw ErrorDeCasilla.deBaja
        }
        if let espera = await turnos.espera("d\(portador.dispositivo)", ahora(), deUna: 120, porSegundo: 1) {
            throw ErrorDeCasilla.espere(espera)
        }
        return ConDispositivo(portador, peticion)
    }

    /// Trades a code for a device.
    ///
    /// - Parameter ficha: token made by the phone itself, so that an answer lost on the way does not spend the code.
    func inscribir(codigo: String, ficha: String, direccion: String) async throws -> Portador {
        // A town behind one address of its phone company shares the limit. There is none for all addresses together: a
        // wrong code costs one reading, and whoever sends many must not shut the door for the rest.
        if let espera = await turnos.espera("i\(direccion)", ahora(), deUna: 30, porSegundo: 0.5) {
            throw ErrorDeCasilla.espere(espera)
        }
        let instante = ahora()
        let portador = try await enHilo {
            try almacen.inscribir(
                Self.huella(CodigoDeInscripcion.limpio(codigo)), ficha: Self.huella(ficha), instante: instante,
                direccion: direccion)
        }
        guard let portador else {
            // The register says that somebody is guessing; it does not grow with each guess.
            guard await turnos.espera("registro", ahora(), deUna: 60, porSegundo: 0.2) == nil else {
                throw ErrorDeCasilla.codigoInvalido
            }
            try await enHilo {
                try almacen.anotar(
                    Acceso(
                        .rechazo, instante: instante, usuario: "dispositivo", direccion: direccion,
                        detalle: "código de inscripción que no vale"))
            }
            throw ErrorDeCasilla.codigoInvalido
        }
        return portador
    }

    /// Whether a phone may still leave so much on the disk: what a night of many casillas takes, several times over.
    func exigirLugar(_ dispositivo: Int, bytes: Int) async throws {
        let megas = Double(max(1, bytes >> 20))
        if let espera = await turnos.espera(
            "m\(dispositivo)", ahora(), deUna: 250, porSegundo: 250.0 / 3600, cuesta: megas)
        {
            throw ErrorDeCasilla.espere(espera)
        }
    }

    /// Once per device while the program runs: a phone asks every minute.
    private func anotarBaja(_ portador: Portador, _ direccion: String) async throws {
        guard await turnos.esPrimera("b\(portador.dispositivo)") else { return }
        let registro = Acceso(
            .rechazo, instante: ahora(), persona: portador.persona, usuario: portador.usuario, direccion: direccion,
            detalle: "dispositivo \(portador.dispositivo) dado de baja")
        try await enHilo { try almacen.anotar(registro) }
    }

    static func esFicha(_ texto: String) -> Bool {
        texto.utf8.count == 64 && texto.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    static func huella(_ texto: String) -> String { Array(SHA256.hash(data: Data(texto.utf8))).hexadecimal }
}

/// What a coordination hands over and a phone trades once: sixteen characters that are read aloud without doubt, some
/// 79 bits.
enum CodigoDeInscripcion {
    private static let letras = Array("abcdefghjkmnpqrstuvwxyz23456789")
    /// Seconds that a code is good for.
    static let vigencia = 24 * 3600

    static func nuevo() -> String {
        let elegidas = (0..<16).map { _ in letras[Int.random(in: letras.indices)] }
        return stride(from: 0, to: 16, by: 4).map { String(elegidas[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// As it is compared: hyphens, spaces and case are for people.
    static func limpio(_ texto: String) -> String {
        texto.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}

extension Ruteador {
    /// A route for enrolled devices.
    func deTelefono(
        _ metodo: HTTPRequest.Method, _ ruta: String, _ guardia: Guardia,
        _ hacer: @escaping @Sendable (Request, ConDispositivo) async throws -> Response
    ) {
        abierta(metodo, ruta) { request, peticion in
            try await hacer(request, try await guardia.portador(request, peticion))
        }
    }
}
