import Almacen
import ArgumentParser
import Bitacora
import Difusion
import Electoral
import Foundation
import Seguimiento

extension OrdenDifusor {
    /// `prep difusor probar`: what is done the day that a difusor is installed.
    struct DePrueba: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "probar",
            abstract: "Entra a un difusor, deja un archivo, lo lee de vuelta, lo compara y lo quita.",
            discussion: "No toca su árbol ni cambia su salud. Termina con 75 si no se pudo.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Clave de la ficha del difusor.", valueName: "difusor")) var difusor: String
        @Option(help: ArgumentHelp("Archivo de «prep seguimiento».", valueName: "sqlite")) var seguimiento: String

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            guard let carpeta = abierta.carpeta else {
                throw Falla(Salida.uso, "indique la carpeta del proceso y --entorno")
            }
            let fichas = try OpcionDeArchivo.abrir(seguimiento).fichas(de: "difusor")
            guard let ficha = fichas.first(where: { $0.clave.id == difusor }) else {
                let claves = fichas.map(\.clave.id).sorted().joined(separator: ", ")
                throw Falla(Salida.datos, "no hay difusor «\(difusor)»; los registrados son: \(claves)")
            }
            guard let destino = try RegistroDeDifusores.difusor(ficha) else {
                throw Falla(Salida.datos, "«\(difusor)» no dice a qué servidor se le envía, o declinó")
            }
            let difusion = URL(fileURLWithPath: carpeta.difusion).path
            let cliente = try ClienteSFTP(
                destino, llave: "\(difusion)/llaves/\(destino.clave)", taller: "\(difusion)/prueba-\(destino.clave)",
                objetos: difusion)
            let envio = Envio(cliente, claves: [try abierta.clave().publica])
            let inicio = ContinuousClock.now
            let bytes = try Espera.de { try await envio.probar(plazo: .now + .seconds(120)) }
            let tardo = ContinuousClock.now - inicio
            Consola.linea(
                "«\(difusor)» contesta en \(destino.servidor):\(destino.puerto): \(bytes / 1024) KiB de ida y vuelta en \(tardo.components.seconds).\(tardo.components.attoseconds / 100_000_000_000_000_000) s"
            )
        }
    }

    /// `prep difusor estado`: for those who are at the server and not at the console.
    struct DeEstado: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "estado", abstract: "Dice la salud de cada difusor y qué corte tiene.")
        @OptionGroup var operacion: OpcionesDeOperacion

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            let salud = try abierta.almacen.saludDeDifusores().sorted { $0.key < $1.key }
            if salud.isEmpty { return Consola.linea("Todavía no se le ha enviado nada a ninguno.") }
            let huso = abierta.proceso.huso
            for (clave, s) in salud {
                let corte = s.corte.map { "corte \($0)" } ?? "sin corte"
                let hora = s.actualizado.map { ", \($0.sello(huso))" } ?? ""
                let anomalia = s.anomalia.map { "; su sitio: \($0.texto)" } ?? ""
                Consola.linea("\(clave): \(s.estado.nombre), \(corte)\(hora)\(anomalia)")
            }
        }
    }
}
