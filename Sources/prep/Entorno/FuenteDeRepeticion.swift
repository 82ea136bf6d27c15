import Bitacora
import Formatos
import Foundation

/// The files that a replay is made from.
struct FuenteDeRepeticion {
    let bases: BasesImportadas
    /// Fingerprint of the source: the key of the replay derives from it.
    let huella: [UInt8]

    /// Of all the elections: one process writes its data bases in one form.
    var prefijoCoalicion: String { bases.bases.first { !$0.prefijoCoalicion.isEmpty }?.prefijoCoalicion ?? "" }

    init(bases rutas: [String], candidaturas: [String], _ opciones: BaseImportada.Opciones) throws {
        let archivos = try rutas.map { (ruta: $0, bytes: [UInt8](try Archivos.leer($0))) }
        var listas: [String: (bytes: [UInt8], archivo: String)] = [:]
        let ids = try archivos.map { try BaseImportada.eleccion($0.bytes, archivo: $0.ruta) }
        for ruta in candidaturas {
            let id = try Self.eleccion(deCandidaturas: ruta, entre: ids)
            guard listas[id] == nil else {
                throw Falla(Salida.uso, "--candidaturas: hay dos archivos de \(id)")
            }
            listas[id] = ([UInt8](try Archivos.leer(ruta)), ruta)
        }
        bases = try BasesImportadas(
            zip(archivos, ids).map {
                try BaseImportada($0.bytes, archivo: $0.ruta, candidaturas: listas[$1], opciones: opciones)
            })
        let huellas = archivos.map { Huella.sha256($0.bytes) }
        huella = Array((huellas.count == 1 ? huellas[0] : Huella.sha256(Array(huellas.joined().utf8))).utf8)
    }

    /// With a single election its list may be called anything; with several its name says which it is of.
    private static func eleccion(deCandidaturas ruta: String, entre ids: [String]) throws -> String {
        if ids.count == 1 { return ids[0] }
        let archivo = (ruta as NSString).lastPathComponent
        let nombre = "_" + archivo.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" } + "_"
        let suyas = ids.filter { nombre.contains("_\($0)_") }
        guard suyas.count == 1 else {
            throw Falla(
                Salida.uso,
                "--candidaturas: el nombre «\(archivo)» no dice de qué elección es; póngale una de: "
                    + ids.joined(separator: ", "))
        }
        return suyas[0]
    }
}
