import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Electoral
import Foundation

/// `prep almacen`: the store as a whole.
struct OrdenAlmacen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "almacen", abstract: "Comprueba, respalda y restaura el almacén de una operación.",
        subcommands: [Comprobar.self, Respaldar.self, Restaurar.self])

    struct Comprobar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "comprobar",
            abstract: "Vuelve a vivir todos los hechos y compara con lo guardado. Termina con 1 si algo no corresponde."
        )
        @OptionGroup var operacion: OpcionesDeOperacion

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            let problemas = try abierta.comprobar()
            for p in problemas { Consola.linea(p) }
            guard problemas.isEmpty else { throw ExitCode(1) }
            let hechos = try abierta.almacen.claves().count
            Consola.linea("Todo corresponde: \(hechos) hechos, \(try abierta.almacen.cortes().count) cortes.")
        }
    }

    struct Respaldar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "respaldar",
            abstract: "Copia el almacén completo, imágenes incluidas, mientras la operación sigue.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Archivo que se crea; no se sobrescribe.", valueName: "archivo")) var salida: String

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            try Respaldo.hacer(salida) { try abierta.almacen.controlador.respaldar(en: $0) }
            Consola.linea("\(salida): respaldo completo y comprobado")
        }
    }

    struct Restaurar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restaurar",
            abstract: "Pone un respaldo en un almacén nuevo, después de comprobarlo entero. No sobrescribe ninguno.")
        @Argument(help: ArgumentHelp("Respaldo.", valueName: "respaldo")) var respaldo: String
        @Option(help: ArgumentHelp("Almacén que se crea, como sqlite:RUTA.", valueName: "almacén")) var almacen: String

        func run() throws {
            let destino = try RutaDeAlmacen.leer(almacen)
            guard !FileManager.default.fileExists(atPath: destino) else {
                throw Falla(Salida.noSePuedeCrear, "\(destino): ya existe; restaure en otro lugar")
            }
            _ = try Archivos.leer(respaldo)
            try Archivos.crearCarpeta(URL(fileURLWithPath: destino).deletingLastPathComponent().path)
            let temporal = destino + ".parcial"
            try? FileManager.default.removeItem(atPath: temporal)
            do {
                try FileManager.default.copyItem(atPath: respaldo, toPath: temporal)
            } catch {
                throw Falla(Salida.noSePuedeCrear, "\(temporal): no se puede copiar; revise espacio y permisos")
            }
            do {
                let abierta = try OperacionAbierta(ruta: temporal, carpeta: nil)
                let problemas = try abierta.comprobar()
                guard problemas.isEmpty else {
                    throw Falla(
                        Salida.datos, "\(respaldo): el respaldo no corresponde:\n" + problemas.joined(separator: "\n"))
                }
            } catch {
                for extra in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: temporal + extra) }
                throw error
            }
            for extra in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: temporal + extra) }
            try FileManager.default.moveItem(atPath: temporal, toPath: destino)
            Consola.linea("\(destino): restaurado y comprobado")
        }
    }
}

extension OperacionAbierta {
    /// Everything that does not explain itself: facts, states, results, numbers and the bytes of every image.
    func comprobar() throws -> [String] {
        var problemas = try almacen.comprobar(catalogo: catalogo, esquema: proceso.esquema)
        try almacen.recorrerImagenes { sha256, bytes in
            if Huella.sha256(bytes) != sha256 {
                problemas.append("imagen \(sha256): sus bytes no corresponden a su código")
            }
        }
        return problemas
    }
}
