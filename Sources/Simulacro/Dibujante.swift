import Bitacora
import Electoral
import Foundation
import Imagenes

/// Draws the images of a script while the night runs, some ahead of the fact that needs them.
///
/// `@unchecked Sendable`: every stored variable is touched only while holding `candado`.
public final class Dibujante: @unchecked Sendable {
    public struct Imagen: Sendable {
        public let sha256: String
        public let bytes: [UInt8]
    }

    private let tareas: [Suceso]
    private let dibujar: @Sendable (Suceso) throws -> [UInt8]
    private let candado = NSCondition()
    private var hechas: [String: Result<Imagen, any Error>] = [:]
    private var siguiente = 0
    private var entregadas = 0
    private var detenido = false

    /// Images that may wait to be used.
    private static let adelanto = 96

    /// - Parameters:
    ///   - sucesos: the script; only events with an image are drawn, in order.
    ///   - dibujar: makes the JPEG of an event.
    public init(_ sucesos: [Suceso], hilos: Int, dibujar: @escaping @Sendable (Suceso) throws -> [UInt8]) {
        tareas = sucesos.filter { $0.evento.esperaImagen }
        self.dibujar = dibujar
        for _ in 0..<hilos {
            let hilo = Thread { [self] in trabajar() }
            hilo.start()
        }
    }

    /// The image of an event, waiting for it if it is being drawn. Events are asked for in the order of the script.
    public func imagen(de suceso: Suceso) throws -> Imagen {
        candado.lock()
        defer { candado.unlock() }
        while hechas[suceso.clave] == nil { candado.wait() }
        let resultado = hechas.removeValue(forKey: suceso.clave)
        entregadas += 1
        candado.broadcast()
        guard let resultado else { throw CancellationError() }
        return try resultado.get()
    }

    public func detener() {
        candado.lock()
        detenido = true
        candado.broadcast()
        candado.unlock()
    }

    private func trabajar() {
        while let tarea = tomar() {
            let resultado = Result {
                let bytes = try dibujar(tarea)
                return Imagen(sha256: Huella.sha256(bytes), bytes: bytes)
            }
            candado.lock()
            hechas[tarea.clave] = resultado
            candado.broadcast()
            candado.unlock()
        }
    }

    private func tomar() -> Suceso? {
        candado.lock()
        defer { candado.unlock() }
        while !detenido, siguiente < tareas.count, siguiente - entregadas >= Self.adelanto { candado.wait() }
        guard !detenido, siguiente < tareas.count else { return nil }
        siguiente += 1
        return tareas[siguiente - 1]
    }
}

extension CicloDeVida.Evento {
    /// The event cites an image that is still to be drawn.
    public var esperaImagen: Bool {
        switch self {
        case .digitalizacion(let imagen, _), .fueraDeCatalogo(let imagen, _): imagen.isEmpty
        default: false
        }
    }

    /// The same event with its image.
    public func con(imagen: String) -> CicloDeVida.Evento {
        switch self {
        case .digitalizacion(_, let p): .digitalizacion(imagen: imagen, p)
        case .fueraDeCatalogo(_, let p): .fueraDeCatalogo(imagen: imagen, p)
        default: self
        }
    }
}
