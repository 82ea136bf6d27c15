import NIOCore
import NIOPosix
import Publicacion

/// Where every request is answered, whichever the version of HTTP in which it came.
final class Mostrador: Sendable {
    private let estante: Estante
    private let ritmo: Ritmo?
    let hilos: NIOThreadPool

    init(estante: Estante, ritmo: Ritmo?, hilos: NIOThreadPool) {
        self.estante = estante
        self.ritmo = ritmo
        self.hilos = hilos
    }

    enum Respuesta {
        case lista(Contestacion)
        case despues(EventLoopFuture<Contestacion>)
    }

    /// Counts a request as soon as it is known, whatever will be answered; says how many seconds it must wait.
    func espera(_ direccion: Direccion, _ ahora: NIODeadline) -> Int? { ritmo?.espera(direccion, ahora) }

    func responder(
        _ pedido: Pedido, _ admite: Admite, _ ahora: NIODeadline, en bucle: any EventLoop
    ) -> Respuesta {
        if let espera = pedido.espera { return .lista(PaginaDeError.espere(espera)) }
        guard !pedido.noEsValido else { return .lista(PaginaDeError.noValida) }
        guard pedido.admiteMetodo else { return .lista(PaginaDeError.metodo) }
        if let ficha = estante.enMemoria(pedido.uri, ahora), case .lista(let lista) = pedido.contestar(ficha, admite) {
            return .lista(lista)
        }
        return .despues(buscar(pedido, admite, intentos: 3, en: bucle))
    }

    private func buscar(_ pedido: Pedido, _ admite: Admite, intentos: Int, en bucle: any EventLoop)
        -> EventLoopFuture<Contestacion>
    {
        estante.buscar(pedido.uri, en: bucle).flatMap { [self] hallazgo in
            func ya(_ lista: Contestacion) -> EventLoopFuture<Contestacion> { bucle.makeSucceededFuture(lista) }
            switch hallazgo {
            case .noValida: return ya(PaginaDeError.noValida)
            case .nada: return ya(PaginaDeError.noExiste)
            case .inestable: return ya(PaginaDeError.ocupado)
            case .carpeta(let ruta): return ya(PaginaDeError.mudada(a: ruta))
            case .ficha(let ficha):
                switch pedido.contestar(ficha, admite) {
                case .lista(let lista): return ya(lista)
                case .deDisco(let cabeza, let ficha, let parte):
                    return estante.abrir(ficha, en: bucle).flatMap { [self] abierto in
                        if let abierto {
                            return bucle.makeSucceededFuture(
                                Contestacion(cabeza: cabeza, cuerpo: .archivo(abierto, parte)))
                        }
                        // Replaced between being read and being opened.
                        guard intentos > 1 else { return bucle.makeSucceededFuture(PaginaDeError.ocupado) }
                        return buscar(pedido, admite, intentos: intentos - 1, en: bucle)
                    }
                }
            }
        }
    }
}
