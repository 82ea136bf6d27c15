import Almacen
import AlmacenSQLite
import ArgumentParser
import Electoral
import Formatos
import Foundation
import Seguimiento

/// Which file of seguimiento a command works on.
struct OpcionesDeSeguimiento: ParsableArguments {
    @Option(help: ArgumentHelp("Archivo de seguimiento.", valueName: "sqlite")) var archivo = "seguimiento.sqlite"

    func abrir(crear: Bool = false) throws -> Archivo {
        Archivo(try ControladorSQLite(ruta: archivo, crear: crear, esquema: .seguimiento))
    }
}

extension OrdenSeguimiento {
    /// `prep seguimiento importar`
    struct DeImportar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "importar",
            abstract: "Agrega al archivo de seguimiento lo que dice una carpeta de fichas, o nada si algo está mal.",
            discussion: """
                Una ficha por archivo YAML, en carpetas como oficios/ y sesiones/; vea docs/seguimiento.md. Lo que no \
                cambió se deja igual; lo que está en el archivo y no en la carpeta, también, si no se pide --exacto. De cada \
                cambio queda quién lo hizo y cuándo.
                """)
        @Argument(help: ArgumentHelp("Carpeta de fichas.", valueName: "carpeta")) var carpeta: String
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(help: ArgumentHelp("Quién importa; de inicio, el usuario del sistema.", valueName: "nombre"))
        var persona: String?
        @Option(help: ArgumentHelp("Por qué, para la historia de cada ficha.", valueName: "texto")) var motivo: String?
        @Flag(help: "Retira las fichas que no están en la carpeta.") var exacto = false

        func run() throws {
            let archivo = try seguimiento.abrir(crear: true)
            let existentes = Set(try archivo.fichas().map(\.clave))
            let leida = try CarpetaDeSeguimiento(carpeta).leer(existentes: exacto ? [] : existentes)
            var cambios = leida.fichas.map { Archivo.Cambio.guardar($0, revision: nil) }
            if exacto {
                let nuevas = Set(leida.fichas.map(\.clave))
                cambios += existentes.subtracting(nuevas).sorted().map { .retirar($0, revision: nil) }
            }
            let autoria = Archivo.Autoria(
                persona ?? NSUserName(), Reloj.ahora(), motivo: motivo ?? "Importado de una carpeta")
            let r = try archivo.aplicar(cambios, autoria, adjunto: leida.adjunto)
            Consola.linea(
                "\(leida.fichas.count) fichas: \(r.nuevas) nuevas, \(r.cambiadas) cambiadas, \(r.iguales) iguales"
                    + (exacto ? ", \(r.retiradas) retiradas" : ""))
        }
    }

    /// `prep seguimiento exportar`
    struct DeExportar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exportar",
            abstract: "Escribe todas las fichas, con sus adjuntos, en una carpeta nueva que «importar» vuelve a leer.")
        @Argument(help: ArgumentHelp("Carpeta que se crea.", valueName: "carpeta")) var carpeta: String
        @OptionGroup var seguimiento: OpcionesDeSeguimiento

        func run() throws {
            let archivo = try seguimiento.abrir()
            do {
                try CarpetaDeSeguimiento(carpeta).escribir(archivo)
            } catch let error as CocoaError {
                throw Falla(Salida.noSePuedeCrear, "\(carpeta): no se puede escribir (\(error.localizedDescription))")
            }
            Consola.linea("\(try archivo.cuentas().values.reduce(0, +)) fichas en \(carpeta)")
        }
    }
}
