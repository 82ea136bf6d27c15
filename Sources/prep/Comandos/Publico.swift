import ArgumentParser
import Foundation

/// `prep publico`: serves a tree.
struct Publico: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publico",
        abstract: "Sirve un árbol público: sólo archivos, sin base de datos. Cualquier otro servidor web puede hacerlo."
    )
    @Argument(help: ArgumentHelp("Carpeta del árbol público.", valueName: "árbol")) var arbol: String
    @Option(help: ArgumentHelp("Puerto.", valueName: "n")) var puerto = 8080
    @Option(help: ArgumentHelp("Dirección en que escucha.", valueName: "dirección")) var anfitrion = "127.0.0.1"

    func run() throws {
        guard FileManager.default.fileExists(atPath: "\(arbol)/corte.nota") else {
            throw Falla(Salida.sinEntrada, "\(arbol): no es un árbol público (falta corte.nota)")
        }
        guard (1...65_535).contains(puerto) else { throw Falla(Salida.uso, "--puerto debe estar entre 1 y 65535") }
        try ServidorDeFondo.empezar(carpeta: arbol, anfitrion: anfitrion, puerto: puerto)
        Consola.linea("Sirviendo \(arbol) en http://\(anfitrion):\(puerto) (Ctrl-C para terminar)")
        ServidorDeFondo.esperar()
    }
}
