import Bitacora
import CSincronia
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
    /// What was written since the corte began.
    private(set) var escritos: [Publicador.Escrito] = []

    init(_ carpeta: String, durable: Bool) {
        self.carpeta = carpeta
        esDurable = durable
    }

    mutating func empezar() { escritos = [] }

    /// Writes a file unless the same bytes are there already.
    ///
    /// - Parameter comparar: look at what is on disk first; false when the caller knows that it changed.
    mutating func escribir(_ ruta: String, _ bytes: [UInt8], comparar: Bool) throws(PublicacionError) {
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
        guard close(descriptor) == 0, bien, rename(temporal, destino) == 0 else {
            let error = fallar(ruta)
            unlink(temporal)
            throw error
        }
        escritos.append(.init(ruta: ruta, bytes: bytes.count))
    }

    /// Waits until everything written so far is on the disk: what the pointer names must be there before it.
    ///
    /// One call for the whole file system: thousands of files synchronised one by one take minutes on a slow disk.
    func asentar() throws(PublicacionError) {
        guard esDurable else { return }
        let descriptor = open(carpeta, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, syncfs(descriptor) == 0 else {
            throw PublicacionError(
                .noSeEscribe,
                "el disco no confirmó lo escrito (\(String(cString: strerror(errno)))): revíselo; el corte anterior sigue publicado"
            )
        }
    }

    /// Takes in what another writer of the same folder wrote.
    mutating func sumar(_ otro: Arbol) {
        escritos += otro.escritos
    }

    /// Another writer of the same folder, for another thread. No two write the same file.
    func otro() -> Arbol { Arbol(carpeta, durable: esDurable) }

    /// Writes a file of a list unless the list has it with the same bytes, and lists it.
    mutating func actualizar(
        _ ruta: String, _ bytes: [UInt8], en entradas: inout [String: Entrada], comparar: Bool
    ) throws(PublicacionError) {
        let nueva = Entrada(bytes: bytes.count, sha256: Huella.sha256(bytes))
        if !comparar, entradas[ruta] == nueva { return }
        try escribir(ruta, bytes, comparar: comparar)
        entradas[ruta] = nueva
    }

    /// Writes a content-named list and gives its path.
    mutating func escribirManifiesto(_ manifiesto: Manifiesto) throws(PublicacionError) -> String {
        let bytes = try JSONCanonico.bytes(manifiesto)
        let ruta = Rutas.manifiesto(Huella.sha256(bytes))
        try escribir(ruta, bytes, comparar: true)
        return ruta
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
