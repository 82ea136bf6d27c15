import Bitacora
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A file of the tree as manifests list it.
struct Entrada: Hashable, Sendable {
    let bytes: Int
    let sha256: String
}

/// The folder of the public tree. Every file appears whole: it is written beside and renamed into place.
struct Arbol {
    let carpeta: String
    /// Whether what the pointer names is on the disk, and not only on its way, before the pointer says so.
    private let esDurable: Bool
    private var carpetasHechas: Set<String> = []
    /// Files and bytes written since the corte began.
    private(set) var escritos: (archivos: Int, bytes: Int) = (0, 0)

    init(_ carpeta: String, durable: Bool) {
        self.carpeta = carpeta
        esDurable = durable
    }

    mutating func empezar() { escritos = (0, 0) }

    /// Writes a file unless the same bytes are there already.
    ///
    /// - Parameter comparar: look at what is on disk first; false when the caller knows that it changed.
    mutating func escribir(_ ruta: String, _ bytes: [UInt8], comparar: Bool, durable: Bool = false)
        throws(PublicacionError)
    {
        let destino = "\(carpeta)/\(ruta)"
        if comparar, Self.contiene(destino, bytes) { return }
        try asegurar((ruta as NSString).deletingLastPathComponent)
        let temporal = "\(destino).parcial"
        let descriptor = open(temporal, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fallar(ruta) }
        var escrito = 0
        let bien = bytes.withUnsafeBytes { p -> Bool in
            while escrito < p.count {
                let n = write(descriptor, p.baseAddress.map { $0 + escrito }, p.count - escrito)
                if n < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                escrito += n
            }
            return true
        }
        let sincronizado = !(durable && esDurable) || fsync(descriptor) == 0
        guard close(descriptor) == 0, bien, sincronizado, rename(temporal, destino) == 0 else {
            let error = fallar(ruta)
            unlink(temporal)
            throw error
        }
        escritos.archivos += 1
        escritos.bytes += bytes.count
    }

    func leer(_ ruta: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(carpeta)/\(ruta)").map { [UInt8]($0) }
    }

    private mutating func asegurar(_ relativa: String) throws(PublicacionError) {
        guard !carpetasHechas.contains(relativa) else { return }
        do {
            try FileManager.default.createDirectory(atPath: "\(carpeta)/\(relativa)", withIntermediateDirectories: true)
        } catch {
            throw PublicacionError(
                .noSeEscribe, "no se puede crear la carpeta «\(relativa)» del árbol público: revise permisos")
        }
        carpetasHechas.insert(relativa)
    }

    private static func contiene(_ ruta: String, _ bytes: [UInt8]) -> Bool {
        var estado = stat()
        guard stat(ruta, &estado) == 0, estado.st_size == bytes.count,
            let actual = FileManager.default.contents(atPath: ruta)
        else { return false }
        return actual.elementsEqual(bytes)
    }

    /// Folders may be gone too: they are looked at again.
    private mutating func fallar(_ ruta: String) -> PublicacionError {
        let causa = String(cString: strerror(errno))
        carpetasHechas = []
        return PublicacionError(
            .noSeEscribe,
            "no se pudo escribir «\(ruta)» (\(causa)): revise espacio y permisos; el corte anterior sigue publicado"
        )
    }
}
