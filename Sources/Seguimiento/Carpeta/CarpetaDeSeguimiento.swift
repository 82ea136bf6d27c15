import Almacen
import Bitacora
import Formatos
import Foundation

/// The records as a folder of YAML, one file each, with their attached files beside: what people edit with any editor,
/// compare and keep.
///
///     proceso.yaml
///     oficios/IEC-SE-653-2021.yaml
///     adjuntos/oficios/IEC-SE-653-2021/respuesta.pdf
///     plazas.csv
///
/// Simple records may come from a spreadsheet instead: a CSV with the name of their folder.
public struct CarpetaDeSeguimiento: Sendable {
    public let ruta: String

    /// - Parameter ruta: with or without a slash at its end.
    public init(_ ruta: String) {
        var ruta = Substring(ruta)
        while ruta.count > 1, ruta.hasSuffix("/") { ruta.removeLast() }
        self.ruta = String(ruta)
    }

    static let adjuntos = "adjuntos"
    /// More files than these are not a folder of ours.
    static let maximoDeArchivos = 200_000

    /// What a folder says.
    public struct Leida: Sendable {
        public let fichas: [Ficha]
        /// Path of each attached file, by its SHA-256.
        public let archivos: [String: String]
        /// What it said when it was exported; nil when it was written by hand.
        let exportada: Revisiones?

        /// Bytes of an attached file, as it is now.
        public func adjunto(_ sha256: String) throws(AlmacenError) -> [UInt8]? {
            guard let ruta = archivos[sha256] else { return nil }
            guard let datos = FileManager.default.contents(atPath: ruta) else {
                throw AlmacenError(.restriccion, "\(ruta): ya no se puede leer")
            }
            return [UInt8](datos)
        }
    }

    /// Reads the whole folder; `existentes` are records that it may refer to though they are not in it.
    ///
    /// - Throws: everything that is wrong, with its file and line.
    public func leer(existentes: Set<Ficha.Clave> = []) throws(ErroresDeCarpeta) -> Leida {
        let diario = Diario()
        var lector = LectorDeFichas(diario: diario)
        var lectura = Lectura(raiz: ruta, diario: diario)
        let archivos = lectura.archivos()
        var fichas: [Ficha] = []
        for (archivo, clave, clase) in archivos {
            guard let bytes = lectura.bytes(archivo) else { continue }
            guard let ficha = lector.ficha(clave, clase, bytes, archivo: archivo) else { continue }
            fichas.append(lectura.conAdjuntos(ficha, clase, archivo: archivo))
        }
        for (archivo, clase) in lectura.tablas {
            guard let bytes = lectura.bytes(archivo) else { continue }
            let vistas = Set(archivos.map(\.clave))
            for ficha in lector.tabla(clase, bytes, archivo: archivo) {
                if vistas.contains(ficha.clave) {
                    diario.anotar(
                        .claveRepetida, Lugar(archivo: archivo),
                        "\(ficha.clave.id) también está en \(Self.archivo(ficha.clave)); deje una")
                }
                fichas.append(ficha)
            }
        }
        let todas = existentes.union(archivos.map(\.clave)).union(fichas.map(\.clave))
        for r in lector.referidas where !todas.contains(r.destino) {
            diario.anotar(
                .referenciaDesconocida, r.lugar,
                "\(r.destino.id): no hay \(Clase.de(r.destino.clase)?.nombre.lowercased() ?? r.destino.clase) con esa clave; agregue \(Self.archivo(r.destino))"
            )
        }
        lectura.exigirQueTodosSeCiten()
        Self.exigirDistintos(fichas.map(\.clave), diario)
        let exportada = lectura.revisiones()
        guard !diario.hayErrores else {
            throw diario.resultado(orden: archivos.map(\.archivo) + lectura.tablas.map(\.archivo))
        }
        return Leida(fichas: fichas, archivos: lectura.rutas, exportada: exportada)
    }

    /// Where capitals do not count, two of them would be one file.
    private static func exigirDistintos(_ claves: [Ficha.Clave], _ diario: Diario) {
        var vistas: [String: Ficha.Clave] = [:]
        for clave in claves.sorted() {
            guard let otra = vistas.updateValue(clave, forKey: clave.description.lowercased()), otra != clave else {
                continue
            }
            diario.anotar(
                .claveRepetida, Lugar(archivo: archivo(clave)),
                "sólo cambia en mayúsculas de \(archivo(otra)), y en muchos equipos serían el mismo archivo; use otra clave"
            )
        }
    }

    /// Name of the file of a record inside the folder.
    static func archivo(_ clave: Ficha.Clave) -> String {
        guard let clase = Clase.de(clave.clase) else { return "\(clave.clase)/\(clave.id).yaml" }
        return clase.esUnica ? "\(clase.carpeta).yaml" : "\(clase.carpeta)/\(clave.id).yaml"
    }

    /// Folder of the attached files of a record.
    static func carpetaDeAdjuntos(_ clave: Ficha.Clave) -> String {
        "\(adjuntos)/\(archivo(clave).dropLast(".yaml".count))"
    }

    /// Writes everything that an archive has to a folder that does not exist yet, whole or not at all.
    ///
    /// - Throws: `FormatoError`, `AlmacenError` or the error of the file system.
    public func escribir(_ archivo: Archivo) throws {
        let gestor = FileManager.default
        guard !gestor.fileExists(atPath: ruta) else {
            throw FormatoError(.valorInvalido, archivo: ruta, "ya existe; no se sobrescribe: indique una carpeta nueva")
        }
        // Its own for each export: two at a time do not mix.
        let destino = URL(fileURLWithPath: ruta)
        let nombre = ".\(destino.lastPathComponent).incompleta-\(UUID().uuidString)"
        let provisional = destino.deletingLastPathComponent().appendingPathComponent(nombre).path
        try gestor.createDirectory(atPath: provisional, withIntermediateDirectories: true)
        do {
            var huellas: [Ficha.Clave: String] = [:]
            for ficha in try archivo.fichas() {
                huellas[ficha.clave] = try Archivo.huella(ficha)
                guard let clase = Clase.de(ficha.clave.clase) else { continue }
                let nombre = Self.archivo(ficha.clave)
                try Self.escribir(EscritorDeFichas.bytes(ficha, clase, archivo: nombre), en: "\(provisional)/\(nombre)")
                for adjunto in ficha.adjuntos {
                    guard let bytes = try archivo.adjunto(adjunto.sha256) else { continue }
                    try Self.escribir(
                        bytes, en: "\(provisional)/\(Self.carpetaDeAdjuntos(ficha.clave))/\(adjunto.nombre)")
                }
            }
            try Self.escribir(Revisiones(huellas).bytes, en: "\(provisional)/\(Revisiones.archivo)")
            try gestor.moveItem(atPath: provisional, toPath: ruta)
        } catch {
            try? gestor.removeItem(atPath: provisional)
            throw error
        }
    }

    static func escribir(_ bytes: [UInt8], en ruta: String, entero: Bool = false) throws {
        try FileManager.default.createDirectory(
            atPath: (ruta as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: ruta), options: entero ? .atomic : [])
    }
}
