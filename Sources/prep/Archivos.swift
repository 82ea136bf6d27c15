import Almacen
import Bitacora
import Formatos
import Foundation
import Operacion
import Publicacion

/// Files as the commands read and write them, with errors that name the file and say what to do.
enum Archivos {
    /// Maps the file instead of copying it: a data base of hundreds of megabytes costs no memory of ours.
    static func leer(_ ruta: String) throws -> Data {
        var esCarpeta: ObjCBool = false
        guard FileManager.default.fileExists(atPath: ruta, isDirectory: &esCarpeta) else {
            throw Falla(Salida.sinEntrada, "\(ruta): no existe; revise la ruta")
        }
        guard !esCarpeta.boolValue else {
            throw Falla(Salida.sinEntrada, "\(ruta): es una carpeta y se espera un archivo")
        }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: ruta), options: .mappedIfSafe)
        } catch {
            throw Falla(Salida.sinEntrada, "\(ruta): no se puede leer; revise los permisos")
        }
    }

    static func crearCarpeta(_ ruta: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: ruta, withIntermediateDirectories: true)
        } catch {
            throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede crear la carpeta; revise los permisos")
        }
    }

    /// Writes a file that must not exist yet; it appears whole or not at all.
    static func escribirNuevo(_ bytes: [UInt8], en ruta: String) throws {
        guard !FileManager.default.fileExists(atPath: ruta) else {
            throw Falla(Salida.noSePuedeCrear, "\(ruta): ya existe; no se sobrescribe")
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: ruta), options: .atomic)
        } catch {
            throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede escribir; revise la carpeta y los permisos")
        }
    }

    /// The same, readable by its owner alone.
    static func escribirSecreto(_ bytes: [UInt8], en ruta: String) throws {
        let descriptor = open(ruta, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Falla(
                Salida.noSePuedeCrear, "\(ruta): no se puede crear (¿ya existe?); revise la carpeta y los permisos")
        }
        let archivo = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try archivo.write(contentsOf: Data(bytes))
            try archivo.synchronize()
        } catch {
            unlink(ruta)
            throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede escribir; revise el espacio en disco")
        }
    }

    static func conBytes<T>(_ datos: Data, _ cuerpo: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T {
        try datos.withUnsafeBytes { try cuerpo($0.bindMemory(to: UInt8.self)) }
    }
}

extension FormatoError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 { Salida.datos }
}

extension AlmacenError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 {
        switch codigo {
        case .ocupado, .publicadorOcupado: Salida.intenteDespues
        case .noExiste, .vacio: Salida.sinEntrada
        case .falla: Salida.noSePuedeCrear
        default: Salida.datos
        }
    }
}

extension PublicacionError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 { codigo == .otroEntorno || codigo == .retrocede ? Salida.datos : Salida.noSePuedeCrear }
}

extension NotaError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 { Salida.datos }
}

extension Cortador.Rechazado: FallaDeComando {
    var mensaje: String { "el corte se rechazó y el anterior sigue publicado: \(motivo)" }
    var salida: Int32 { Salida.datos }
}
