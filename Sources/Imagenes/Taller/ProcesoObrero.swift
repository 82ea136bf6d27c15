import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// One child process and the socket through which it is spoken to. It belongs to the thread that made it.
///
/// What the child says is checked as anything that comes from outside: an image may have taken control of it.
final class ProcesoObrero {
    /// How an image ended.
    enum Final {
        case paginas([PaginaRecibida])
        case rechazo(ImagenError)
        /// It answered nonsense or died.
        case murio
        /// It took too long.
        case tardo
    }

    let pid: pid_t
    private let conexion: Int32
    private(set) var atendidas = 0

    init(ejecutable: String, argumentos: [String]) throws(ImagenError) {
        var pareja: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pareja) == 0 else {
            throw .obreroNoInicia(ejecutable)
        }
        defer { close(pareja[1]) }
        guard let pid = ProcesoObrero.lanzar(ejecutable, argumentos, conexion: pareja[1]) else {
            close(pareja[0])
            throw .obreroNoInicia(ejecutable)
        }
        self.pid = pid
        conexion = pareja[0]
    }

    /// The child gets the socket as input and output, and neither signals nor environment; what the program left open
    /// without saying that it is its own, the child closes before it reads anything.
    private static func lanzar(_ ejecutable: String, _ argumentos: [String], conexion: Int32) -> pid_t? {
        var acciones = posix_spawn_file_actions_t()
        var atributos = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&acciones) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&acciones) }
        guard posix_spawnattr_init(&atributos) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&atributos) }
        posix_spawn_file_actions_adddup2(&acciones, conexion, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&acciones, conexion, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&acciones, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var ninguna = sigset_t()
        var todas = sigset_t()
        sigemptyset(&ninguna)
        sigfillset(&todas)
        posix_spawnattr_setsigmask(&atributos, &ninguna)
        posix_spawnattr_setsigdefault(&atributos, &todas)
        posix_spawnattr_setflags(&atributos, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var entorno = ["LC_ALL=C.UTF-8", "TZ=UTC", "MALLOC_ARENA_MAX=1"]
        // Where a toolchain that is not installed keeps its libraries.
        if let librerias = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
            entorno.append("LD_LIBRARY_PATH=" + librerias)
        }
        let textos = ([ejecutable] + argumentos).map { strdup($0) }
        let variables = entorno.map { strdup($0) }
        defer { for texto in textos + variables { free(texto) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, ejecutable, &acciones, &atributos, textos + [nil], variables + [nil]) == 0 else {
            return nil
        }
        return pid
    }

    /// Ends the child, which has nothing to finish, and waits for it: nobody else does.
    ///
    /// - Returns: whether an assertion had ended it before.
    @discardableResult
    func terminar() -> Bool {
        kill(pid, SIGKILL)
        close(conexion)
        var estado: Int32 = 0
        while waitpid(pid, &estado, 0) < 0 && errno == EINTR {}
        return estado & 0x7f == SIGABRT
    }

    /// It died while nobody looked. Only asks: `terminar` still has to be called.
    var yaMurio: Bool {
        var aviso = pollfd(fd: conexion, events: Int16(POLLIN), revents: 0)
        return poll(&aviso, 1, 0) != 0
    }

    // MARK: - Conversation

    /// - Parameter segundos: to wait for each page; four times as much for the whole file.
    func revisar(_ bytes: [UInt8], leyendoQR: Bool, segundos: Int) -> Final {
        atendidas += 1
        let fin = Plazo(segundos: 4 * segundos)
        var paginas: [PaginaRecibida] = []
        let envio = Plazo(segundos: segundos)
        guard enviar(Trama.peticion(bytes.count, leyendoQR: leyendoQR), antesDe: envio), enviar(bytes, antesDe: envio)
        else { return envio.vencio ? .tardo : .murio }
        while true {
            let plazo = Plazo(segundos: segundos, sinPasarDe: fin)
            guard let inicio = recibir(Trama.largoDeRespuesta, antesDe: plazo) else {
                return plazo.vencio ? .tardo : .murio
            }
            guard let tipo = Trama.Tipo(rawValue: inicio[0]) else { return .murio }
            let (encabezado, cuenta) = (Trama.entero(inicio, en: 1), Trama.entero(inicio, en: 5))
            guard encabezado <= Trama.encabezadoMaximo, cuenta <= Trama.paginaMaxima,
                let json = recibir(encabezado, antesDe: plazo), let datos = recibir(cuenta, antesDe: plazo)
            else { return .murio }
            switch tipo {
            case .fin:
                return paginas.isEmpty ? .murio : .paginas(paginas)
            case .rechazo:
                let error = try? JSONDecoder().decode(ImagenError.self, from: Data(json))
                return error.map(Final.rechazo) ?? .murio
            case .pagina:
                guard var pagina = try? JSONDecoder().decode(PaginaRecibida.self, from: Data(json)) else {
                    return .murio
                }
                pagina.bytes = datos
                guard ProcesoObrero.esCreible(pagina, numero: paginas.count + 1) else { return .murio }
                paginas.append(pagina)
            }
        }
    }

    private static func esCreible(_ pagina: PaginaRecibida, numero: Int) -> Bool {
        let lados = 1...RevisorDeImagen.ladoPublicado
        guard pagina.pagina == numero, numero <= RevisorDeImagen.paginasMaximas, lados.contains(pagina.ancho),
            lados.contains(pagina.alto)
        else { return false }
        return switch TipoDeImagen(pagina.bytes) {
        case .jpeg: pagina.tipo == "image/jpeg"
        case .png: pagina.tipo == "image/png"
        default: false
        }
    }

    private func enviar(_ bytes: [UInt8], antesDe plazo: Plazo) -> Bool {
        bytes.withUnsafeBytes { origen in
            var enviados = 0
            while enviados < bytes.count, let base = origen.baseAddress {
                let n = send(
                    conexion, base + enviados, bytes.count - enviados, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                if n > 0 {
                    enviados += n
                } else if errno == EAGAIN {
                    guard esperar(POLLOUT, plazo) else { return false }
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    private func recibir(_ cuenta: Int, antesDe plazo: Plazo) -> [UInt8]? {
        var recibidos = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: cuenta) { destino, total in
            while recibidos < cuenta, let base = destino.baseAddress {
                let n = recv(conexion, base + recibidos, cuenta - recibidos, Int32(MSG_DONTWAIT))
                if n > 0 {
                    recibidos += n
                } else if n == 0 {
                    break
                } else if errno == EAGAIN {
                    guard esperar(POLLIN, plazo) else { break }
                } else if errno != EINTR {
                    break
                }
            }
            total = recibidos
        }
        return recibidos == cuenta ? bytes : nil
    }

    private func esperar(_ evento: Int32, _ plazo: Plazo) -> Bool {
        while true {
            var aviso = pollfd(fd: conexion, events: Int16(evento), revents: 0)
            let n = poll(&aviso, 1, plazo.milisegundos)
            if n > 0 { return true }
            if n == 0 || errno != EINTR { return false }
        }
    }
}

/// A moment of the monotonic clock.
private struct Plazo {
    private let instante: ContinuousClock.Instant

    init(segundos: Int, sinPasarDe otro: Plazo? = nil) {
        let propio = ContinuousClock.now + .seconds(segundos)
        instante = otro.map { min(propio, $0.instante) } ?? propio
    }

    var vencio: Bool { ContinuousClock.now >= instante }

    /// What is left, from 0, rounded up: who waited so long waited it all.
    var milisegundos: Int32 {
        let resto = ContinuousClock.now.duration(to: instante)
        return Int32(clamping: max(0, Int((resto / .milliseconds(1)).rounded(.up))))
    }
}
