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

    func responder(
        _ pedido: Pedido, _ admite: Admite, _ direccion: Direccion, _ ahora: NIODeadline, en bucle: any EventLoop
    ) -> Respuesta {
        guard pedido.admiteMetodo else { return .lista(PaginaDeError.metodo) }
        guard !pedido.sinAnfitrion else { return .lista(PaginaDeError.noValida) }
        if let espera = ritmo?.espera(direccion, ahora) { return .lista(PaginaDeError.espere(espera)) }
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
