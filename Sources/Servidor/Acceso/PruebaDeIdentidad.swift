import Almacen
import Electoral

/// Proves who somebody is for one act at the command line of the server, with the rules of the door: the same wait after
/// failures and the same record. No session opens nor ends.
public struct PruebaDeIdentidad: Sendable {
    public enum Resultado: Sendable, Equatable {
        case probada(Persona)
        /// The password is right and the account has a second factor.
        case pideCodigo
        case rechazada(String)
    }

    private let puerta: Puerta

    public init(_ almacen: Almacen, ahora: @escaping @Sendable () -> Instante) {
        puerta = Puerta(almacen, reglas: Puerta.Reglas(), ahora: ahora)
    }

    /// - Parameters:
    ///   - codigo: of the second factor; empty while it was not asked for.
    ///   - motivo: what it is proved for, for the record.
    public func probar(
        usuario: String, clave: String, codigo: String, motivo: String
    ) async throws -> Resultado {
        let (almacen, ahora) = (puerta.almacen, puerta.ahora)
        let direccion = "consola del servidor"
        let prueba = try await puerta.probar(usuario: usuario, clave: clave, codigo: codigo, direccion: direccion) {
            cuenta, paso in
            let registro = Acceso(
                .entrada, instante: ahora(), persona: cuenta.persona, usuario: cuenta.usuario, direccion: direccion,
                detalle: "sin sesión: \(motivo)")
            try await enHilo { try almacen.admitir(cuenta.persona, paso: paso, registra: registro) }
            return cuenta.persona
        }
        return switch prueba {
        case .probada(let persona): .probada(persona)
        case .pideCodigo: .pideCodigo
        case .rechazada(let texto): .rechazada(texto)
        }
    }
}
