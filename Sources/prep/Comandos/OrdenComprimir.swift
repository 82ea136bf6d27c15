import ArgumentParser
import Foundation
import Publicacion

/// `prep comprimir`: a tree with its compressed copies, for another server to serve.
struct OrdenComprimir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comprimir",
        abstract:
            "Pone en una carpeta un árbol público con sus copias comprimidas (.br y .gz), para servirlo con nginx.",
        discussion: """
            La carpeta nunca tiene una copia junto a un archivo que ya dice otra cosa: antes de cambiar un archivo quita \
            sus copias. El apuntador cambia al último. docs/publicar.md dice cómo servirla.
            """)
    @Argument(help: ArgumentHelp("Carpeta del árbol público.", valueName: "árbol")) var arbol: String
    @Argument(help: ArgumentHelp("Carpeta que servirá nginx, fuera del árbol.", valueName: "servido")) var servido:
        String
    @Flag(help: "Sigue trabajando: la pone al día después de cada corte.") var seguir = false

    func run() throws {
        try Self.comprobar(arbol)
        let copias = CopiasComprimidas(
            arbol: arbol, destino: try Self.fuera(servido, de: arbol), conArchivos: true)
        if seguir { copias.seguir { if $0.escritas > 0 || $0.fallidas > 0 { Self.decir($0) } } }
        let informe = copias.ponerAlDia()
        Self.decir(informe)
        if informe.fallidas > 0 { throw ExitCode(Salida.noSePuedeCrear) }
    }

    static func comprobar(_ arbol: String) throws {
        guard FileManager.default.fileExists(atPath: "\(arbol)/corte.nota") else {
            throw Falla(Salida.sinEntrada, "\(arbol): no es un árbol público (falta corte.nota)")
        }
    }

    /// Where copies go when nobody says: beside the tree, never inside.
    static func alLado(_ arbol: String) -> String {
        URL(fileURLWithPath: arbol).standardized.path + ".copias"
    }

    static func fuera(_ carpeta: String, de arbol: String) throws -> String {
        if CopiasComprimidas.estaDentro(carpeta, de: arbol) || CopiasComprimidas.estaDentro(arbol, de: carpeta) {
            throw Falla(Salida.uso, "\(carpeta): las copias comprimidas van fuera del árbol, que otros copian tal cual")
        }
        return carpeta
    }

    private static func decir(_ i: CopiasComprimidas.Informe) {
        Consola.linea(
            "\(i.archivos) archivos con sus copias; se escribieron \(i.escritas) (\(i.bytes / 1024) KB)"
                + (i.fallidas > 0 ? "; \(i.fallidas) no se pudieron escribir: revise permisos y espacio" : ""))
    }
}
