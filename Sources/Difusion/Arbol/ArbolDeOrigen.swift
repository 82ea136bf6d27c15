import Bitacora
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A corte as it is sent: its pointer, and everything that a mirror of it holds.
public struct Edicion: Sendable {
    /// A file, and the first corte that had it with these bytes.
    public struct Pieza: Sendable, Hashable {
        public let archivo: Archivo
        public let desde: Int
        /// SHA-256 of what was there before, of pages.
        public let previa: String?
    }

    public let apunte: Apunte
    /// Files of this corte and of those before it, by path, with the bytes that they have now. Without the three that no
    /// manifest lists.
    public let piezas: [String: Pieza]
    /// `clave.pub`, `corte.json` and `corte.nota`, in the order in which they are sent.
    public let cabeza: [Archivo]
    /// SHA-256 of the root of each corte so far: what a mirror that says to be there must agree with.
    public let raices: [Int: String]
}

/// The public tree of this machine, looked at by whoever sends it. Each file is kept under its hash: while a corte is
/// sent, the next one may replace its pages.
///
/// It belongs to one task.
package struct ArbolDeOrigen {
    private let arbol: String
    /// Where files are by their SHA-256.
    let objetos: String
    private let claves: [ClavePublica]

    private var lector = LectorDeListas()
    private var piezas: [String: Edicion.Pieza] = [:]
    private var raices: [Int: String] = [:]
    private var vigente: Edicion?
    private var notaVista: [UInt8] = []
    /// Hashes that are kept.
    private var guardados: Set<String> = []

    package init(arbol: String, objetos: String, claves: [ClavePublica]) throws(DifusionError) {
        self.arbol = arbol
        self.objetos = objetos
        self.claves = claves
        do {
            try FileManager.default.createDirectory(
                atPath: objetos, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DifusionError(.disco, "\(objetos): no se puede crear; revise permisos y espacio")
        }
    }

    /// The corte that the pointer names now; nil when it is the one of the last call, or there is none yet.
    ///
    /// - Throws: `.arbol` or `.firma` when the tree is not what its pointer signs; the earlier edition stays good.
    package mutating func nueva() async throws(DifusionError) -> Edicion? {
        guard let nota = FileManager.default.contents(atPath: "\(arbol)/\(Rutas.nota)").map({ [UInt8]($0) }),
            nota != notaVista
        else { return nil }
        let apunte = try Apunte(leyendo: nota, claves: claves)
        var fuente = Carpeta(ruta: arbol)
        if vigente == nil || raices[apunte.corte - 1] == nil { try await recordar(antesDe: apunte, &fuente) }
        let archivos = try await lector.archivos(
            raiz: apunte.manifiesto, sha256: apunte.sha256, corte: apunte.corte, de: &fuente)
        var nuevas = piezas
        for archivo in archivos.values where nuevas[archivo.ruta]?.archivo != archivo {
            nuevas[archivo.ruta] = .init(
                archivo: archivo, desde: apunte.corte, previa: nuevas[archivo.ruta]?.archivo.sha256)
        }
        for pieza in nuevas.values where !guardados.contains(pieza.archivo.sha256) {
            try guardar(pieza.archivo)
            guardados.insert(pieza.archivo.sha256)
        }
        let cabeza = try [Rutas.clave, Rutas.programa, Rutas.nota].map { (ruta) throws(DifusionError) in
            try guardar(ruta, ruta == Rutas.nota ? nota : try fuente.leer(ruta, maximo: 4 << 20))
        }
        piezas = nuevas
        raices[apunte.corte] = apunte.sha256
        let edicion = Edicion(apunte: apunte, piezas: piezas, cabeza: cabeza, raices: raices)
        vigente = edicion
        notaVista = nota
        return edicion
    }

    /// What the cortes before this one had, from the roots that stay in the tree.
    private mutating func recordar(antesDe apunte: Apunte, _ fuente: inout Carpeta) async throws(DifusionError) {
        piezas = [:]
        raices = [:]
        let carpetas = (try? FileManager.default.contentsOfDirectory(atPath: "\(arbol)/cortes")) ?? []
        for nombre in carpetas.sorted() {
            let ruta = "cortes/\(nombre)/manifiesto.json"
            guard ruta != apunte.manifiesto, Rutas.esSegura(ruta),
                FileManager.default.fileExists(atPath: "\(arbol)/\(ruta)")
            else { continue }
            let bytes = try fuente.leer(ruta, maximo: LectorDeListas.maximoDeLista)
            guard let raiz = try? JSONDecoder().decode(RaizDeManifiesto.self, from: Data(bytes)),
                raiz.corte < apunte.corte, raiz.origen == apunte.origen
            else { continue }
            let sha256 = Huella.sha256(bytes)
            let archivos = try await lector.archivos(raiz: ruta, sha256: sha256, corte: raiz.corte, de: &fuente)
            raices[raiz.corte] = sha256
            for archivo in archivos.values where piezas[archivo.ruta]?.archivo != archivo {
                piezas[archivo.ruta] = .init(
                    archivo: archivo, desde: raiz.corte, previa: piezas[archivo.ruta]?.archivo.sha256)
            }
        }
    }

    // MARK: - Objects

    /// Keeps a copy of a file, of the very bytes that were compared: what is sent is what the manifest says, whatever
    /// somebody writes in the tree meanwhile.
    private func guardar(_ archivo: Archivo) throws(DifusionError) {
        func bytes(_ ruta: String) -> Data? {
            FileManager.default.contents(atPath: ruta).flatMap {
                $0.count == archivo.bytes && Huella.sha256([UInt8]($0)) == archivo.sha256 ? $0 : nil
            }
        }
        let objeto = "\(objetos)/\(archivo.sha256)"
        // One that another run left may have been cut by a power failure.
        guard bytes(objeto) == nil else { return }
        let origen = "\(arbol)/\(archivo.ruta)"
        guard let suyos = bytes(origen) else {
            throw access(origen, F_OK) == 0
                ? DifusionError(
                    .arbol,
                    "«\(archivo.ruta)» no es el que dice el manifiesto: se está publicando otro corte, o alguien lo cambió"
                )
                : DifusionError(.arbol, "«\(archivo.ruta)» falta en el árbol público: vuelva a publicar el corte")
        }
        try escribir(suyos, objeto)
    }

    private func guardar(_ ruta: String, _ bytes: [UInt8]) throws(DifusionError) -> Archivo {
        let archivo = Archivo(ruta: ruta, bytes: bytes.count, sha256: Huella.sha256(bytes))
        try escribir(Data(bytes), "\(objetos)/\(archivo.sha256)")
        return archivo
    }

    private func escribir(_ bytes: Data, _ objeto: String) throws(DifusionError) {
        do {
            try bytes.write(to: URL(fileURLWithPath: objeto), options: .atomic)
        } catch {
            throw DifusionError(.disco, "\(objetos): no se puede escribir; revise permisos y espacio")
        }
    }

    /// Forgets the files that no edition in use has.
    package mutating func limpiar(conservando ediciones: [Edicion]) {
        var vivos: Set<String> = []
        for edicion in ediciones {
            for pieza in edicion.piezas.values { vivos.insert(pieza.archivo.sha256) }
            for archivo in edicion.cabeza { vivos.insert(archivo.sha256) }
        }
        for nombre in (try? FileManager.default.contentsOfDirectory(atPath: objetos)) ?? []
        where Rutas.esHuella(nombre) && !vivos.contains(nombre) { unlink("\(objetos)/\(nombre)") }
        guardados.formIntersection(vivos)
    }
}

/// A tree in a folder.
struct Carpeta: FuenteDeArbol {
    let ruta: String

    func leer(_ relativa: String, maximo: Int) throws(DifusionError) -> [UInt8] {
        let archivo = "\(ruta)/\(relativa)"
        var estado = stat()
        guard stat(archivo, &estado) == 0, estado.st_size <= maximo,
            let bytes = FileManager.default.contents(atPath: archivo)
        else { throw DifusionError(.arbol, "«\(relativa)» falta en el árbol o no se puede leer") }
        return [UInt8](bytes)
    }
}
