import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Where images that arrive are read: a few processes that may die, and a line of images that wait for them.
///
/// Nothing that an image does reaches the program: a process that fails is ended and another one takes its place.
/// Waiting blocks no thread of Swift's pool.
public final class TallerDeImagenes: Sendable {
    private let bytesMaximos: Int
    private let cola: ColaDeImagenes

    /// - Parameters:
    ///   - ejecutable: path of a program that ends up in `ObreroDeImagenes.correr()`.
    ///   - obreros: processes at most; each is started when it is needed.
    ///   - segundosPorImagen: that a page may take; a document of many pages, four times as much.
    public init(
        ejecutable: String, argumentos: [String], obreros: Int, segundosPorImagen: Int = 15,
        bytesMaximos: Int = 25 * 1_048_576
    ) {
        self.bytesMaximos = bytesMaximos
        cola = ColaDeImagenes(
            ejecutable: ejecutable, argumentos: argumentos, obreros: max(1, obreros),
            segundos: max(1, segundosPorImagen))
    }

    deinit { cola.cerrar() }

    /// Pages of the file, in its order.
    ///
    /// - Parameter origen: who sends it. Whoever sends much waits behind those who send little.
    public func revisar(_ bytes: [UInt8], origen: String = "") async throws(ImagenError) -> [PaginaRecibida] {
        guard !bytes.isEmpty else { throw .archivoVacio }
        guard bytes.count <= bytesMaximos else { throw .archivoExcesivo(bytes: bytes.count, maximo: bytesMaximos) }
        guard TipoDeImagen(bytes) != nil else { throw .tipoNoAdmitido }
        let cola = self.cola
        let resultado = await withCheckedContinuation { continuacion in
            cola.formar(EncargoDeImagen(bytes: bytes, origen: origen) { continuacion.resume(returning: $0) })
        }
        return try resultado.get()
    }

    /// Ends the processes, also those at work, and waits for them. What waited is told so.
    public func cerrar() { cola.cerrar() }

    /// Processes that are alive now.
    package var procesos: [Int32] { cola.procesos }
}

/// One file and who waits for it.
struct EncargoDeImagen: Sendable {
    typealias Resultado = Result<[PaginaRecibida], ImagenError>

    let bytes: [UInt8]
    let origen: String
    /// Called once.
    let responder: @Sendable (Resultado) -> Void
}

/// The line of images and the threads that take from it, each with its own process.
///
/// `@unchecked Sendable`: every variable is touched only while `candado` is held.
final class ColaDeImagenes: @unchecked Sendable {
    /// Images that may wait, and what they may weigh together.
    private static let esperaMaxima = 512
    private static let bytesEnEspera = 512 * 1_048_576
    /// After so many images a process gives its memory back by ending.
    private static let imagenesPorProceso = 500

    private let ejecutable: String
    private let argumentos: [String]
    private let segundos: Int
    private let obreros: Int

    private let candado = NSCondition()
    private var encargos: [EncargoDeImagen] = []
    /// Images of each origin that are being read now.
    private var enObra: [String: Int] = [:]
    private var bytesFormados = 0
    private var hilos = 0
    private var ociosos = 0
    private var pids: Set<pid_t> = []
    private var cerrada = false

    init(ejecutable: String, argumentos: [String], obreros: Int, segundos: Int) {
        self.ejecutable = ejecutable
        self.argumentos = argumentos
        self.obreros = obreros
        self.segundos = segundos
    }

    var procesos: [pid_t] { candado.withLock { pids.sorted() } }

    func formar(_ encargo: EncargoDeImagen) {
        let rechazo: ImagenError? = candado.withLock {
            if cerrada { return .tallerCerrado }
            guard encargos.count < Self.esperaMaxima, bytesFormados + encargo.bytes.count <= Self.bytesEnEspera else {
                return .tallerLleno
            }
            encargos.append(encargo)
            bytesFormados += encargo.bytes.count
            if encargos.count > ociosos && hilos < obreros {
                hilos += 1
                let hilo = Thread { [self] in trabajar() }
                hilo.name = "imagenes"
                hilo.start()
            } else {
                candado.signal()
            }
            return nil
        }
        if let rechazo { encargo.responder(.failure(rechazo)) }
    }

    func cerrar() {
        let pendientes = candado.withLock {
            cerrada = true
            let pendientes = encargos
            encargos = []
            for pid in pids { kill(pid, SIGKILL) }
            candado.broadcast()
            while hilos > 0 { candado.wait() }
            return pendientes
        }
        for encargo in pendientes { encargo.responder(.failure(.tallerCerrado)) }
    }

    // MARK: - In a thread

    /// Takes images until the end; its process lives in between.
    private func trabajar() {
        var proceso: ProcesoObrero?
        while let encargo = tomar() {
            let resultado = atender(encargo.bytes, con: &proceso)
            candado.withLock {
                let quedan = enObra[encargo.origen, default: 1] - 1
                enObra[encargo.origen] = quedan > 0 ? quedan : nil
            }
            encargo.responder(resultado)
        }
        despedir(&proceso)
        candado.withLock {
            hilos -= 1
            candado.broadcast()
        }
    }

    /// Waits for an image; nil when there will be no more.
    private func tomar() -> EncargoDeImagen? {
        candado.withLock {
            ociosos += 1
            defer { ociosos -= 1 }
            while encargos.isEmpty && !cerrada { candado.wait() }
            guard !cerrada else { return nil }
            // The first of whoever has least at work: a sender of slow images holds one process, not all of them.
            let turno = encargos.indices.min { a, b in
                (enObra[encargos[a].origen] ?? 0, a) < (enObra[encargos[b].origen] ?? 0, b)
            }
            let encargo = encargos.remove(at: turno ?? 0)
            bytesFormados -= encargo.bytes.count
            enObra[encargo.origen, default: 0] += 1
            return encargo
        }
    }

    /// An acta must not be lost because a process died: it is tried once more. The reader of QR is built with assertions
    /// that an odd image can break: then, without codes.
    private func atender(_ bytes: [UInt8], con proceso: inout ProcesoObrero?) -> EncargoDeImagen.Resultado {
        var leyendoQR = true
        for _ in 0..<2 {
            if let actual = proceso, actual.yaMurio || actual.atendidas >= Self.imagenesPorProceso {
                despedir(&proceso)
            }
            if proceso == nil {
                do { proceso = try contratar() } catch { return .failure(error) }
            }
            guard let actual = proceso else { return .failure(.obreroFallo) }
            switch actual.revisar(bytes, leyendoQR: leyendoQR, segundos: segundos) {
            case .paginas(let paginas): return .success(paginas)
            case .rechazo(let error): return .failure(error)
            case .tardo:
                despedir(&proceso)
                return .failure(cerradaYa ? .tallerCerrado : .obreroTarda)
            case .murio:
                leyendoQR = !despedir(&proceso)
                if cerradaYa { return .failure(.tallerCerrado) }
            }
        }
        return .failure(.obreroFallo)
    }

    private var cerradaYa: Bool { candado.withLock { cerrada } }

    private func contratar() throws(ImagenError) -> ProcesoObrero {
        let nuevo = try ProcesoObrero(ejecutable: ejecutable, argumentos: argumentos)
        let aTiempo = candado.withLock {
            guard !cerrada else { return false }
            pids.insert(nuevo.pid)
            return true
        }
        guard aTiempo else {
            nuevo.terminar()
            throw .tallerCerrado
        }
        return nuevo
    }

    /// - Returns: whether an assertion had ended the process.
    @discardableResult
    private func despedir(_ proceso: inout ProcesoObrero?) -> Bool {
        guard let viejo = proceso else { return false }
        proceso = nil
        // Once waited for, its number may be somebody else's.
        candado.withLock { _ = pids.remove(viejo.pid) }
        return viejo.terminar()
    }
}
