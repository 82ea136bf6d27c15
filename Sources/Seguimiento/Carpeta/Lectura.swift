import Bitacora
import Formatos
import Foundation

/// One reading of a folder: what is in it, what was expected and the attached files that were found.
struct Lectura {
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
        guard exigirAcceso(a: raiz, como: raiz), let enumerador = FileManager.default.enumerator(atPath: raiz) else {
            return []
        }
        var relativos: [String] = []
        while let relativo = enumerador.nextObject() as? String {
            let tipo = enumerador.fileAttributes?[.type] as? FileAttributeType
            let nombre = (relativo as NSString).lastPathComponent
            if nombre.hasPrefix(".") {
                if tipo == .typeDirectory { enumerador.skipDescendants() }
                continue
            }
            switch tipo {
            case .typeDirectory?: exigirAcceso(a: "\(raiz)/\(relativo)", como: relativo)
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

    /// What is in a folder that cannot be looked into would be taken for absent.
    @discardableResult
    private func exigirAcceso(a ruta: String, como nombre: String) -> Bool {
        let gestor = FileManager.default
        if gestor.isReadableFile(atPath: ruta), gestor.isExecutableFile(atPath: ruta) { return true }
        diario.anotar(.archivoAusente, Lugar(archivo: nombre), "no se puede leer la carpeta; revise los permisos")
        return false
    }

    func bytes(_ relativo: String, maximo: Int = 4 << 20) -> [UInt8]? {
        let ruta = "\(raiz)/\(relativo)"
        let atributos = try? FileManager.default.attributesOfItem(atPath: ruta)
        let (tamano, tipo) = (atributos?[.size] as? Int ?? 0, atributos?[.type] as? FileAttributeType)
        guard tamano <= maximo else {
            diario.anotar(.demasiadoGrande, Lugar(archivo: relativo), "pasa de \(maximo >> 20) MiB")
            return nil
        }
        guard tipo == .typeRegular, let datos = FileManager.default.contents(atPath: ruta) else {
            diario.anotar(
                .archivoAusente, Lugar(archivo: relativo),
                "no se puede leer: no es un archivo normal o no hay permiso")
            return nil
        }
        return [UInt8](datos)
    }

    /// What the folder said when it was exported; nil when it was written by hand, or when it is wrong, already noted.
    func revisiones() -> Revisiones? {
        guard (try? FileManager.default.attributesOfItem(atPath: "\(raiz)/\(Revisiones.archivo)")) != nil,
            let bytes = bytes(Revisiones.archivo, maximo: Revisiones.bytesMaximos)
        else { return nil }
        return Revisiones(bytes, diario: diario)
    }

    /// The record with the hashes of its attached files, which must be in the folder and be those that it says.
    mutating func conAdjuntos(_ ficha: Ficha, _ clase: Clase, archivo: String) -> Ficha {
        guard case .lista(let grupos) = ficha.campos.contenido[Ficha.adjuntos] else { return ficha }
        var ficha = ficha
        var vistos: Set<String> = []
        let nuevos = grupos.map { grupo -> Contenido in
            guard case .grupo(var campos) = grupo, let nombre = Ficha.Campos(campos)["nombre"] else { return grupo }
            let repetido =
                vistos.insert(nombre.lowercased()).inserted ? nil : "ya hay otro con ese nombre; use uno distinto"
            if let reparo = NombreDeArchivo.reparo(nombre) ?? repetido {
                diario.anotar(.valorInvalido, Lugar(archivo: archivo), "adjunto «\(nombre)»: \(reparo)")
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
            let ficha = relativo.split(separator: "/").dropFirst().dropLast().joined(separator: "/") + ".yaml"
            if diario.hayErrores(en: ficha) { continue }
            diario.anotar(
                .archivoAusente, Lugar(archivo: relativo),
                "ninguna ficha lo nombra; agréguelo a los adjuntos de la suya o bórrelo")
        }
    }
}
