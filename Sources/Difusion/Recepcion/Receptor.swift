import Bitacora
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Brings a public tree from a site, checks everything and puts it in place at once: `prep difusor recibir`, for difusores
/// that prefer to fetch.
///
/// `carpeta/actual` is a link to the tree of the last corte that came whole; who serves it never sees half of one. A
/// file that two cortes share is on the disk once.
public struct Receptor: Sendable {
    public struct Informe: Sendable, Hashable {
        public let corte: Int
        /// Brought now: those that were here already are not asked for again.
        public let archivos: Int
        public let bytes: Int
        /// All that the tree has.
        public let todos: Int
    }

    let carpeta: String
    let url: String
    let claves: [ClavePublica]
    /// Trees that stay beside the one in place, so that who is reading an earlier one ends.
    let conserva: Int
    private let web: ClienteWeb
    private let conexiones: Int

    /// - Parameters:
    ///   - url: address of the tree, ending in a slash.
    ///   - claves: the institute's, come by another way than the tree.
    public init(carpeta: String, url: String, claves: [ClavePublica], conexiones: Int = 8, conserva: Int = 2) {
        self.carpeta = carpeta
        self.url = url
        self.claves = claves
        self.conserva = conserva
        self.conexiones = conexiones
        web = ClienteWeb(conexiones: conexiones)
    }

    public func cerrar() async { await web.cerrar() }

    private var objetos: String { "\(carpeta)/objetos" }
    private var actual: String { "\(carpeta)/actual" }

    /// Brings the last corte, if it is another than the one in place.
    ///
    /// - Returns: nil when there is nothing new.
    /// - Throws: what is wrong; the tree in place is not touched.
    public func recibir() async throws(DifusionError) -> Informe? {
        try crear(objetos)
        try crear("\(carpeta)/arboles")
        let sitio = ArbolEnSitio(cliente: web, url: url)
        let nota = try await sitio.leer(Rutas.nota, maximo: LectorDeListas.maximoDeNota)
        let apunte = try Apunte(leyendo: nota, claves: claves)
        if let puesto = try enSuLugar() {
            if puesto.nota == nota { return nil }
            guard puesto.apunte.origen == apunte.origen else {
                throw DifusionError(
                    .datos,
                    "en «\(carpeta)» hay un árbol de «\(puesto.apunte.origen)» y el sitio es de «\(apunte.origen)»: use otra carpeta"
                )
            }
            guard puesto.apunte.corte <= apunte.corte else {
                throw DifusionError(
                    .arbol,
                    "el sitio ofrece el corte \(apunte.corte) y aquí ya está el \(puesto.apunte.corte): se conserva éste"
                )
            }
        }
        var fuente = Guardadas(carpeta: objetos, sitio: sitio)
        var lector = LectorDeListas()
        var archivos = try await lector.archivos(
            raiz: apunte.manifiesto, sha256: apunte.sha256, corte: apunte.corte, de: &fuente)
        for ruta in [Rutas.programa, Rutas.clave] {
            let bytes = try await sitio.leer(ruta, maximo: 4 << 20)
            archivos[ruta] = Archivo(ruta: ruta, bytes: bytes.count, sha256: Huella.sha256(bytes))
            try guardar(bytes, Huella.sha256(bytes))
        }
        let (traidos, bytes) = try await traer(Array(archivos.values))
        try poner(archivos, nota: nota, corte: apunte.corte)
        return Informe(corte: apunte.corte, archivos: traidos, bytes: bytes, todos: archivos.count + 1)
    }

    // MARK: - What is here

    private func enSuLugar() throws(DifusionError) -> (nota: [UInt8], apunte: Apunte)? {
        guard let bytes = FileManager.default.contents(atPath: "\(actual)/\(Rutas.nota)").map({ [UInt8]($0) }) else {
            return nil
        }
        return (bytes, try Apunte(leyendo: bytes, claves: claves))
    }

    private func crear(_ ruta: String) throws(DifusionError) {
        do {
            try FileManager.default.createDirectory(atPath: ruta, withIntermediateDirectories: true)
        } catch {
            throw DifusionError(.disco, "\(ruta): no se puede crear; revise permisos y espacio")
        }
    }

    private func guardar(_ bytes: [UInt8], _ sha256: String) throws(DifusionError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(objetos)/\(sha256)"), options: .atomic)
        } catch {
            throw DifusionError(.disco, "\(objetos): no se puede escribir; revise permisos y espacio")
        }
    }

    // MARK: - What is brought

    private func traer(_ archivos: [Archivo]) async throws(DifusionError) -> (archivos: Int, bytes: Int) {
        var vistos: Set<String> = []
        // What is here is read again too: a disk or a person may have changed it.
        let faltan = archivos.filter { vistos.insert($0.sha256).inserted && !estaBien($0) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { grupo in
                var siguiente = faltan.makeIterator()
                for _ in 0..<conexiones {
                    if let archivo = siguiente.next() { grupo.addTask { try await traer(archivo) } }
                }
                while try await grupo.next() != nil {
                    if let archivo = siguiente.next() { grupo.addTask { try await traer(archivo) } }
                }
            }
        } catch {
            throw error as? DifusionError ?? DifusionError(.conexion, "se interrumpió")
        }
        return (faltan.count, faltan.reduce(0) { $0 + $1.bytes })
    }

    private func estaBien(_ archivo: Archivo) -> Bool {
        FileManager.default.contents(atPath: "\(objetos)/\(archivo.sha256)").map {
            $0.count == archivo.bytes && Huella.sha256([UInt8]($0)) == archivo.sha256
        } ?? false
    }

    private func traer(_ archivo: Archivo) async throws(DifusionError) {
        let bytes: [UInt8]
        switch try await web.leer(archivo.ruta, de: url, maximo: archivo.bytes, segundos: 600) {
        case .archivo(let leidos, _): bytes = leidos
        case .igual: return
        case .estado(let codigo):
            throw DifusionError(.arbol, "«\(archivo.ruta)» falta en el sitio (HTTP \(codigo)); se intentará otra vez")
        }
        guard Huella.sha256(bytes) == archivo.sha256 else {
            throw DifusionError(
                .arbol,
                "«\(archivo.ruta)» no es el que dice el manifiesto: el sitio está publicando otro corte, o alguien lo cambió"
            )
        }
        try guardar(bytes, archivo.sha256)
    }

    // MARK: - In its place

    /// Makes the tree of links beside, and changes the link to it.
    private func poner(_ archivos: [String: Archivo], nota: [UInt8], corte: Int) throws(DifusionError) {
        let nombre = "arboles/\(corte)-\(Huella.sha256(nota).prefix(12))"
        let destino = "\(carpeta)/\(nombre)"
        try? FileManager.default.removeItem(atPath: destino)
        var carpetas: Set<String> = []
        for archivo in archivos.values {
            let padre = "\(destino)/\((archivo.ruta as NSString).deletingLastPathComponent)"
            if carpetas.insert(padre).inserted { try crear(padre) }
            try enlazar("\(objetos)/\(archivo.sha256)", "\(destino)/\(archivo.ruta)")
        }
        // Data bases, roots and images of cortes before this one stay, as in the site.
        let puesto = (try? FileManager.default.destinationOfSymbolicLink(atPath: actual)).map { "\(carpeta)/\($0)" }
        for ruta in puesto.flatMap({ FileManager.default.subpaths(atPath: $0) }) ?? [] {
            guard let puesto, archivos[ruta] == nil, ruta != Rutas.nota, Rutas.esSegura(ruta) else { continue }
            var estado = stat()
            guard lstat("\(puesto)/\(ruta)", &estado) == 0, estado.st_mode & S_IFMT == S_IFREG else { continue }
            let padre = "\(destino)/\((ruta as NSString).deletingLastPathComponent)"
            if carpetas.insert(padre).inserted { try crear(padre) }
            try enlazar("\(puesto)/\(ruta)", "\(destino)/\(ruta)")
        }
        do {
            try Data(nota).write(to: URL(fileURLWithPath: "\(destino)/\(Rutas.nota)"))
        } catch {
            throw DifusionError(.disco, "\(destino): no se puede escribir; revise permisos y espacio")
        }
        let enlace = "\(carpeta)/.actual"
        unlink(enlace)
        guard symlink(nombre, enlace) == 0, rename(enlace, actual) == 0 else {
            throw DifusionError(
                .disco, "\(actual): no se puede cambiar; si es una carpeta, muévala: prep pone ahí una liga")
        }
        limpiar(conservando: nombre)
    }

    private func enlazar(_ objeto: String, _ ruta: String) throws(DifusionError) {
        guard link(objeto, ruta) == 0 else {
            throw DifusionError(.disco, "\(ruta): no se puede escribir; revise permisos y espacio")
        }
    }

    private func limpiar(conservando nombre: String) {
        let gestor = FileManager.default
        let arboles = ((try? gestor.contentsOfDirectory(atPath: "\(carpeta)/arboles")) ?? [])
            .filter { "arboles/\($0)" != nombre }
            .sorted { (Int($0.prefix { $0 != "-" }) ?? 0) < (Int($1.prefix { $0 != "-" }) ?? 0) }
        for viejo in arboles.dropLast(conserva) { try? gestor.removeItem(atPath: "\(carpeta)/arboles/\(viejo)") }
        // An object that no tree links to any more has one name.
        for objeto in (try? gestor.contentsOfDirectory(atPath: objetos)) ?? [] {
            var estado = stat()
            if stat("\(objetos)/\(objeto)", &estado) == 0, estado.st_nlink == 1 { unlink("\(objetos)/\(objeto)") }
        }
    }
}

/// Lists that were brought before are read from the disk.
private struct Guardadas: FuenteDeArbol {
    let carpeta: String
    let sitio: ArbolEnSitio

    func leer(_ ruta: String, maximo: Int) async throws(DifusionError) -> [UInt8] {
        let nombre = ((ruta as NSString).lastPathComponent as NSString).deletingPathExtension
        if Rutas.esHuella(nombre), let datos = FileManager.default.contents(atPath: "\(carpeta)/\(nombre)"),
            Huella.sha256([UInt8](datos)) == nombre
        {
            return [UInt8](datos)
        }
        let bytes = try await sitio.leer(ruta, maximo: maximo)
        // Only what is what its name says: who asked for it compares the rest.
        if Huella.sha256(bytes) == nombre {
            try? Data(bytes).write(to: URL(fileURLWithPath: "\(carpeta)/\(nombre)"), options: .atomic)
        }
        return bytes
    }
}
