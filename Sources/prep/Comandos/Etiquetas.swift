import Almacen
import ArgumentParser
import Electoral
import Foundation
import Operacion

/// `prep etiquetas`: the labels that identify the actas of each CATD.
struct Etiquetas: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "etiquetas",
        abstract: "Escribe un PDF por CATD con las etiquetas QR de sus actas, para imprimir en hojas de 30.",
        discussion: """
            Cada etiqueta lleva la clave del acta, su formato y un valor de comprobación que sólo esta operación sabe hacer: \
            la de otro proceso, otro entorno u otro formato se rechaza al escanearla. Imprima al 100 %, sin ajustar a la página. \
            Lo que se imprime queda registrado; la consola Etiquetas hace lo mismo por elección, demarcación o claves.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(help: ArgumentHelp("Carpeta que se crea.", valueName: "carpeta")) var salida: String
    @Option(help: ArgumentHelp("Sólo las de este centro.", valueName: "clave")) var centro: String?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard !FileManager.default.fileExists(atPath: salida) else {
            throw Falla(Salida.noSePuedeCrear, "\(salida): ya existe; indique una carpeta nueva")
        }
        let identificador = abierta.identificador()
        let lotes = try centros(abierta).map { (nombre: $0 ?? "sin-centro", seleccion: seleccion($0)) }
            .filter { try !identificador.actas($0.seleccion).isEmpty }
        guard !lotes.isEmpty else { throw Falla(Salida.datos, "no hay actas que etiquetar en esos centros") }
        try Archivos.crearCarpeta(salida)
        for (nombre, seleccion) in lotes {
            let ruta = "\(salida)/\(nombre).pdf"
            let pliego = try identificador.pliego(seleccion, persona: nil, instante: Reloj.ahora(), maximo: .max)
            try Archivos.escribirNuevo(pliego.pdf, en: ruta)
            Consola.linea("\(ruta): \(pliego.etiquetas) etiquetas")
        }
    }

    private func seleccion(_ centro: String?) -> SeleccionDeEtiquetas {
        SeleccionDeEtiquetas(centro: centro.map { .clave($0) } ?? .ninguno)
    }

    /// The centres asked for; nil stands for the actas that no centre attends.
    private func centros(_ abierta: OperacionAbierta) throws -> [String?] {
        let todos = try abierta.almacen.centros().filter { $0.tipo == "CATD" }.map(\.clave)
        guard let centro else { return todos + [nil] }
        guard todos.contains(centro) else {
            throw Falla(Salida.uso, "--centro: «\(centro)» no es un CATD; hay \(todos.joined(separator: ", "))")
        }
        return [centro]
    }
}

extension OperacionAbierta {
    func identificador() -> Identificador {
        Identificador(almacen, catalogo: catalogo, proceso: proceso, entorno: guardado.entorno)
    }
}
