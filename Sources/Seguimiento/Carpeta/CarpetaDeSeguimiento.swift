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

    public init(_ ruta: String) { self.ruta = ruta }

    static let adjuntos = "adjuntos"
    /// More files than these are not a folder of ours.
    static let maximoDeArchivos = 200_000

    /// What a folder says.
    public struct Leida: Sendable {
        public let fichas: [Ficha]
        /// Path of each attached file, by its SHA-256.
        public let archivos: [String: String]

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
        guard !diario.hayErrores else {
            throw diario.resultado(orden: archivos.map(\.archivo) + lectura.tablas.map(\.archivo))
        }
        return Leida(fichas: fichas, archivos: lectura.rutas)
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
        let provisional = ruta + ".incompleta"
        try? gestor.removeItem(atPath: provisional)
        try gestor.createDirectory(atPath: provisional, withIntermediateDirectories: true)
        do {
            for ficha in try archivo.fichas() {
                guard let clase = Clase.de(ficha.clave.clase) else { continue }
                let nombre = Self.archivo(ficha.clave)
                try Self.escribir(EscritorDeFichas.bytes(ficha, clase, archivo: nombre), en: "\(provisional)/\(nombre)")
                for adjunto in ficha.adjuntos {
                    guard let bytes = try archivo.adjunto(adjunto.sha256) else { continue }
                    try Self.escribir(
                        bytes, en: "\(provisional)/\(Self.carpetaDeAdjuntos(ficha.clave))/\(adjunto.nombre)")
                }
            }
            try gestor.moveItem(atPath: provisional, toPath: ruta)
        } catch {
            try? gestor.removeItem(atPath: provisional)
            throw error
        }
    }

    private static func escribir(_ bytes: [UInt8], en ruta: String) throws {
        try FileManager.default.createDirectory(
            atPath: (ruta as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: ruta))
    }
}

/// One reading of a folder: what is in it, what was expected and the attached files that were found.
private struct Lectura {
    let raiz: String
    let diario: Diario
    private(set) var rutas: [String: String] = [:]
    private(set) var tablas: [(archivo: String, clase: Clase)] = []
    private var citados: Set<String> = []
    private var hallados: [String] = []

    init(raiz: String, diario: Diario) {
        self.raiz = raiz
        self.diario = diario
    }

    /// The files of records, in the order of their kinds and names. Notes what should not be there.
    mutating func archivos() -> [(archivo: String, clave: Ficha.Clave, clase: Clase)] {
        var salida: [(String, Ficha.Clave, Clase)] = []
        for relativo in recorrer() {
            if relativo.hasPrefix(CarpetaDeSeguimiento.adjuntos + "/") {
                hallados.append(relativo)
                continue
            }
            if relativo.hasSuffix(".csv"), let clase = Clase.enCarpeta(String(relativo.dropLast(4))), !clase.esUnica {
                tablas.append((relativo, clase))
                continue
            }
            guard let (clave, clase) = Self.ficha(relativo) else {
                diario.anotar(
                    .archivoAusente, Lugar(archivo: relativo),
                    "no se esperaba aquí: las fichas van en carpetas como oficios/ y sesiones/, con nombre sin acentos ni espacios y terminación .yaml"
                )
                continue
            }
            salida.append((relativo, clave, clase))
        }
        let orden = Dictionary(
            Clase.todas.enumerated().map { ($0.element.clave, $0.offset) }, uniquingKeysWith: { a, _ in a })
        return salida.sorted { (orden[$0.2.clave] ?? 0, $0.0) < (orden[$1.2.clave] ?? 0, $1.0) }
    }

    private static func ficha(_ relativo: String) -> (Ficha.Clave, Clase)? {
        guard relativo.hasSuffix(".yaml") else { return nil }
        let partes = relativo.dropLast(".yaml".count).split(separator: "/").map(String.init)
        if partes.count == 1, let clase = Clase.enCarpeta(partes[0]), clase.esUnica {
            return Ficha.Clave(clase: clase.clave, id: clase.clave).map { ($0, clase) }
        }
        guard partes.count == 2, let clase = Clase.enCarpeta(partes[0]), !clase.esUnica else { return nil }
        return Ficha.Clave(clase: clase.clave, id: partes[1]).map { ($0, clase) }
    }

    /// Regular files, by their path inside the folder; hidden ones and explanations are left alone.
    private func recorrer() -> [String] {
        var esCarpeta: ObjCBool = false
        guard FileManager.default.fileExists(atPath: raiz, isDirectory: &esCarpeta), esCarpeta.boolValue else {
            diario.anotar(.archivoAusente, Lugar(archivo: raiz), "no es una carpeta; revise la ruta")
            return []
        }
        guard let enumerador = FileManager.default.enumerator(atPath: raiz) else { return [] }
        var relativos: [String] = []
        while let relativo = enumerador.nextObject() as? String {
            let tipo = enumerador.fileAttributes?[.type] as? FileAttributeType
            let nombre = (relativo as NSString).lastPathComponent
            if nombre.hasPrefix(".") {
                if tipo == .typeDirectory { enumerador.skipDescendants() }
                continue
            }
            switch tipo {
            case .typeDirectory?: continue
            case .typeRegular?: if !["LEEME.md", "README.md"].contains(relativo) { relativos.append(relativo) }
            default:
                diario.anotar(.valorInvalido, Lugar(archivo: relativo), "no es un archivo normal; cópielo en su lugar")
            }
            if relativos.count > CarpetaDeSeguimiento.maximoDeArchivos {
                diario.anotar(.demasiadoGrande, Lugar(archivo: raiz), "tiene demasiados archivos")
                return []
            }
        }
        return relativos
    }

    func bytes(_ relativo: String, maximo: Int = 4 << 20) -> [UInt8]? {
        let ruta = "\(raiz)/\(relativo)"
        let tamano = (try? FileManager.default.attributesOfItem(atPath: ruta)[.size] as? Int) ?? 0
        guard tamano <= maximo else {
            diario.anotar(.demasiadoGrande, Lugar(archivo: relativo), "pasa de \(maximo >> 20) MiB")
            return nil
        }
        guard let datos = FileManager.default.contents(atPath: ruta) else {
            diario.anotar(.archivoAusente, Lugar(archivo: relativo), "no se puede leer; revise los permisos")
            return nil
        }
        return [UInt8](datos)
    }

    /// The record with the hashes of its attached files, which must be in the folder and be those that it says.
    mutating func conAdjuntos(_ ficha: Ficha, _ clase: Clase, archivo: String) -> Ficha {
        guard case .lista(let grupos) = ficha.campos.contenido[Ficha.adjuntos] else { return ficha }
        var ficha = ficha
        var vistos: Set<String> = []
        let nuevos = grupos.map { grupo -> Contenido in
            guard case .grupo(var campos) = grupo, let nombre = Ficha.Campos(campos)["nombre"] else { return grupo }
            guard NombreDeArchivo.esBueno(nombre), vistos.insert(nombre.lowercased()).inserted else {
                diario.anotar(
                    .valorInvalido, Lugar(archivo: archivo),
                    "adjunto «\(nombre)»: use un nombre sin diagonales ni signos, y uno distinto para cada archivo")
                return grupo
            }
            let relativo = "\(CarpetaDeSeguimiento.carpetaDeAdjuntos(ficha.clave))/\(nombre)"
            guard FileManager.default.fileExists(atPath: "\(raiz)/\(relativo)") else {
                diario.anotar(.archivoAusente, Lugar(archivo: archivo), "falta el adjunto \(relativo)")
                return grupo
            }
            guard let bytes = bytes(relativo, maximo: Archivo.maximoDeAdjunto) else { return grupo }
            if let reparo = RevisionDeAdjunto.reparo(nombre, bytes) {
                diario.anotar(.valorInvalido, Lugar(archivo: relativo), reparo)
            }
            let sha256 = Huella.sha256(bytes)
            if let dicho = Ficha.Campos(campos)["sha256"], dicho != sha256 {
                diario.anotar(
                    .valorInvalido, Lugar(archivo: archivo),
                    "el adjunto \(relativo) no es el que dice su sha256; si lo cambió a propósito, borre ese renglón")
            }
            citados.insert(relativo)
            rutas[sha256] = "\(raiz)/\(relativo)"
            campos["sha256"] = .asiento(Asiento(sha256))
            return .grupo(campos)
        }
        ficha.campos.contenido[Ficha.adjuntos] = .lista(nuevos)
        return ficha
    }

    /// A file that no record names would be lost in silence.
    func exigirQueTodosSeCiten() {
        for relativo in hallados.sorted() where !citados.contains(relativo) {
            // What a record names is not known when the record itself is wrong.
            let ficha =
                (String(relativo.dropFirst(CarpetaDeSeguimiento.adjuntos.count + 1)) as NSString)
                .deletingLastPathComponent + ".yaml"
            if diario.hayErrores(en: ficha) { continue }
            diario.anotar(
                .archivoAusente, Lugar(archivo: relativo),
                "ninguna ficha lo nombra; agréguelo a los adjuntos de la suya o bórrelo")
        }
    }
}

/// Names that attached files may have.
public enum NombreDeArchivo {
    /// Letters, digits, spaces, point, hyphen, underscore and parentheses; up to 120 bytes; not hidden.
    public static func esBueno(_ nombre: String) -> Bool {
        nombre.utf8.count <= 120 && !nombre.hasPrefix(".") && !nombre.hasPrefix(" ") && !nombre.hasSuffix(" ")
            && !nombre.isEmpty
            && nombre.allSatisfy { $0.isLetter || $0.isNumber || " .-_(),".contains($0) }
    }
}
