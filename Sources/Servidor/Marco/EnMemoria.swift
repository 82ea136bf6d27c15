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

    package var rutas: [RutaMontada] { ruteador().rutas.map(RutaMontada.init) }

    package func responder() -> some HTTPResponder<Peticion> { responder(ruteador()) }
}

extension Consolas.RutaMontada {
    init(_ ruta: Ruteador.Ruta) { self.init(metodo: ruta.metodo.rawValue, ruta: ruta.ruta, roles: ruta.roles) }
}

/// The same of the listener of those who only look.
extension ServidorDeObservacion {
    package var rutas: [Consolas.RutaMontada] { ruteador().rutas.map(Consolas.RutaMontada.init) }

    package func responder() -> some HTTPResponder<Peticion> { responder(ruteador()) }
}
