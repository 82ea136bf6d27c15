import Foundation

/// Lists of files with size and hash, in three levels: a short root, one content-named list per election and unit, and
/// one for each section of a unit, so that a corte writes again only the lists of what changed.
struct Manifiesto: Encodable {
    struct Archivo: Encodable {
        let ruta: String
        let bytes: Int
        let sha256: String
    }
    struct Unidad: Encodable {
        let eleccion: String
        /// Key of the unit; empty for the entity as a whole; `sin-unidad` for actas of none.
        let unidad: String
        /// Content-named data of the unit; nil for actas of no unit.
        let datos: String?
        let manifiesto: String
    }
    struct Raiz: Encodable {
        let origen: String
        let corte: Int
        let instante: String
        let ultimo: Bool
        let unidades: [Unidad]
        let archivos: [Archivo]
    }

    /// The list of the actas of a section.
    struct Parte: Encodable {
        let seccion: String
        let manifiesto: String
    }

    let archivos: [Archivo]
    let partes: [Parte]?

    init(_ entradas: [String: Entrada], partes: [Parte]? = nil) {
        self.partes = partes
        archivos = entradas.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { Archivo(ruta: $0.key, bytes: $0.value.bytes, sha256: $0.value.sha256) }
    }
}

/// JSON with sorted keys and a final newline: the same value gives the same bytes.
enum JSONCanonico {
    static func bytes(_ valor: some Encodable) throws(PublicacionError) -> [UInt8] {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try codificador.encode(valor)) + [10]
        } catch {
            throw PublicacionError(.noSeEscribe, "no se pudo escribir el JSON del corte")
        }
    }
}
