import Electoral
import Hummingbird

/// The consoles without a port: for whoever walks their routes.
extension Consolas {
    /// A mounted route and who may enter; `roles` is nil where no session is needed.
    package struct RutaMontada: Sendable, Hashable {
        package let metodo: String
        package let ruta: String
        package let roles: Set<Rol>?
    }

    package var rutas: [RutaMontada] {
        ruteador().rutas.map { RutaMontada(metodo: $0.metodo.rawValue, ruta: $0.ruta, roles: $0.roles) }
    }

    package func responder() -> some HTTPResponder<Peticion> { responder(ruteador()) }
}
