import ArgumentParser
import Foundation

/// The command line: configuration and the only place where everything is put together.
@main
struct Prep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prep",
        abstract: "Programa de Resultados Electorales Preliminares de un instituto electoral local.",
        discussion: """
            Opera el PREP completo y permite que cualquiera lo compruebe. Para empezar: «prep demo» vive una noche electoral \
            sintética; «prep auditar BASE.csv» recalcula una base de datos PREP publicada por cualquier instituto.
            """,
        version: "0.1.0",
        subcommands: [
            Demo.self, Auditar.self, Repetir.self, Iniciar.self, OrdenCatalogo.self, Ceros.self, OrdenCorte.self,
            OrdenCortes.self, Publicar.self, Publico.self, Difundir.self, OrdenDifusor.self, OrdenComprimir.self,
            Actas.self, OrdenAlmacen.self,
            Certificados.self, Usuarios.self, Servir.self, OrdenCasilla.self, OrdenObservacion.self, Etiquetas.self,
            ObreroDeImagenesOrden.self, Abrir.self, Cerrar.self, OrdenReporte.self, Prototipo.self,
            OrdenSeguimiento.self, OrdenInforme.self, Medir.self,
        ],
        helpNames: [.short, .long, .customLong("ayuda")]
    )

    static func main() {
        // Output to a closed pipe ends the program in peace instead of a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            var comando = try parseAsRoot()
            try comando.run()
        } catch let salida as ExitCode {
            Foundation.exit(salida.rawValue)
        } catch {
            terminar(con: error)
        }
    }

    /// One place decides what an error says and with which code the program ends (sysexits).
    private static func terminar(con error: any Error) -> Never {
        if let falla = error as? any FallaDeComando {
            Consola.error("prep: \(falla.mensaje)")
            Foundation.exit(falla.salida)
        }
        let codigo = exitCode(for: error).rawValue
        let texto = Traduccion.espanol(fullMessage(for: error))
        if codigo == 0 { Consola.linea(texto) } else { Consola.error(texto) }
        Foundation.exit(codigo)
    }
}

/// Exit codes of sysexits that `prep` uses.
enum Salida {
    static let uso: Int32 = 64
    static let datos: Int32 = 65
    static let sinEntrada: Int32 = 66
    static let noSePuedeCrear: Int32 = 73
    static let intenteDespues: Int32 = 75
    static let sinPermiso: Int32 = 77
}

/// An error that the operator can act on: what to print and how to end.
protocol FallaDeComando: Error {
    var mensaje: String { get }
    var salida: Int32 { get }
}

struct Falla: FallaDeComando {
    let mensaje: String
    let salida: Int32
    init(_ salida: Int32, _ mensaje: String) {
        self.salida = salida
        self.mensaje = mensaje
    }
}

enum Consola {
    static func linea(_ texto: String) { try? FileHandle.standardOutput.write(contentsOf: Data((texto + "\n").utf8)) }
    static func error(_ texto: String) { try? FileHandle.standardError.write(contentsOf: Data((texto + "\n").utf8)) }
}
