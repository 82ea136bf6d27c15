import Bitacora
import Foundation

/// A file as a manifest lists it.
public struct Archivo: Sendable, Hashable, Codable {
    public let ruta: String
    public let bytes: Int
    public let sha256: String

    public init(ruta: String, bytes: Int, sha256: String) {
        self.ruta = ruta
        self.bytes = bytes
        self.sha256 = sha256
    }
}

/// The root of a manifest, as `docs/arquitectura.md` describes it; what is not needed to copy the tree is not read.
struct RaizDeManifiesto: Decodable {
    struct Unidad: Decodable { let manifiesto: String }
    let origen: String
    let corte: Int
    let unidades: [Unidad]
    let archivos: [Archivo]
}

/// The list of an election, of a unit or of a section.
struct ListaDeArchivos: Decodable {
    struct Parte: Decodable { let manifiesto: String }
    let archivos: [Archivo]
    let partes: [Parte]?
}

/// Gives the bytes of a file of a tree: from a folder, from a site, from memory.
protocol FuenteDeArbol {
    /// - Parameter maximo: bytes at most; more is an error.
    mutating func leer(_ ruta: String, maximo: Int) async throws(DifusionError) -> [UInt8]
}

/// Reads manifests, each once: a list of the same name is the same list.
struct LectorDeListas {
    static let maximoDeNota = 1 << 20
    static let maximoDeLista = 64 << 20

    private var leidas: [String: [Archivo]] = [:]

    /// Every file that a corte names, the manifests themselves included, by path. Without `corte.nota`, `corte.json` and
    /// `clave.pub`, which no manifest lists.
    ///
    /// - Throws: `.arbol` when a list is not what its name says, or names what no tree has.
    mutating func archivos(
        raiz ruta: String, sha256: String, corte: Int, de fuente: inout some FuenteDeArbol
    ) async throws(DifusionError) -> [String: Archivo] {
        let bytes = try await fuente.leer(ruta, maximo: Self.maximoDeLista)
        guard Huella.sha256(bytes) == sha256 else {
            throw DifusionError(.arbol, "\(ruta): no es el manifiesto que firma \(Rutas.nota)")
        }
        let raiz = try Self.descifrar(RaizDeManifiesto.self, bytes, ruta)
        guard raiz.corte == corte else {
            throw DifusionError(.arbol, "\(ruta): es del corte \(raiz.corte) y \(Rutas.nota) dice \(corte)")
        }
        var todos: [String: Archivo] = [ruta: Archivo(ruta: ruta, bytes: bytes.count, sha256: sha256)]
        try Self.sumar(raiz.archivos, a: &todos, ruta)
        var vigentes: [String: [Archivo]] = [:]
        for unidad in raiz.unidades {
            try await sumarLista(unidad.manifiesto, a: &todos, &vigentes, &fuente)
        }
        leidas = vigentes
        return todos
    }

    /// A list names at most the sections of a unit, and these nothing else: the depth is two.
    private mutating func sumarLista(
        _ ruta: String, esParte: Bool = false, a todos: inout [String: Archivo], _ vigentes: inout [String: [Archivo]],
        _ fuente: inout some FuenteDeArbol
    ) async throws(DifusionError) {
        if let conocida = vigentes[ruta] ?? leidas[ruta] {
            vigentes[ruta] = conocida
            return try Self.sumar(conocida, a: &todos, ruta)
        }
        let sha256 = try Self.huella(ruta)
        let bytes = try await fuente.leer(ruta, maximo: Self.maximoDeLista)
        guard Huella.sha256(bytes) == sha256 else {
            throw DifusionError(.arbol, "\(ruta): su contenido no es el que dice su nombre")
        }
        let lista = try Self.descifrar(ListaDeArchivos.self, bytes, ruta)
        var suyos: [String: Archivo] = [ruta: Archivo(ruta: ruta, bytes: bytes.count, sha256: sha256)]
        try Self.sumar(lista.archivos, a: &suyos, ruta)
        if !esParte {
            for parte in lista.partes ?? [] {
                try await sumarLista(parte.manifiesto, esParte: true, a: &suyos, &vigentes, &fuente)
            }
        }
        let planos = Array(suyos.values)
        vigentes[ruta] = planos
        try Self.sumar(planos, a: &todos, ruta)
    }

    private static func sumar(
        _ archivos: [Archivo], a todos: inout [String: Archivo], _ lista: String
    ) throws(DifusionError) {
        for archivo in archivos {
            guard Rutas.esSegura(archivo.ruta), Rutas.esHuella(archivo.sha256), archivo.bytes >= 0 else {
                throw DifusionError(
                    .arbol, "\(lista): nombra «\(archivo.ruta.prefix(80))», que no es de un árbol público")
            }
            if let otro = todos.updateValue(archivo, forKey: archivo.ruta), otro != archivo {
                throw DifusionError(.arbol, "\(lista): «\(archivo.ruta)» está dos veces con distinta huella")
            }
        }
    }

    /// Of `manifiestos/<sha256>.json`.
    private static func huella(_ ruta: String) throws(DifusionError) -> String {
        let nombre = ruta.dropFirst("manifiestos/".count).dropLast(".json".count)
        guard ruta.hasPrefix("manifiestos/"), ruta.hasSuffix(".json"), Rutas.esHuella(nombre) else {
            throw DifusionError(.arbol, "«\(ruta.prefix(80))» no es el nombre de un manifiesto")
        }
        return String(nombre)
    }

    private static func descifrar<T: Decodable>(
        _ tipo: T.Type, _ bytes: [UInt8], _ ruta: String
    ) throws(DifusionError) -> T {
        do {
            return try JSONDecoder().decode(tipo, from: Data(bytes))
        } catch {
            throw DifusionError(.arbol, "\(ruta): no es un manifiesto")
        }
    }
}
