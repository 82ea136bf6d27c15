import ArgumentParser
import Seguimiento

extension OrdenSeguimiento {
    /// `prep seguimiento clases`
    struct DeClases: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clases",
            abstract: "Dice las clases de ficha o, de una, cada campo: qué es, qué lleva y si es obligatorio.",
            discussion: """
                Es lo mismo que se comprueba al importar y al guardar en la consola. La clase se dice por su clave (oficio) o por su \
                carpeta (oficios).
                """)
        @Argument(help: ArgumentHelp("Clase de la que se dicen los campos.", valueName: "clase")) var clase: String?

        func run() throws {
            guard let clase else {
                let ancho = Clase.todas.map(\.clave.count).max() ?? 0
                let anchoDeRuta = Clase.todas.map { $0.ruta.count }.max() ?? 0
                for clase in Clase.todas {
                    Consola.linea(
                        "\(Self.ajustado(clase.clave, ancho))  \(Self.ajustado(clase.ruta, anchoDeRuta))  \(clase.plural)"
                    )
                }
                return
            }
            guard let elegida = Clase.llamada(clase) else {
                throw Falla(
                    Salida.uso,
                    "no hay clase «\(clase)»; las que hay son \(Clase.todas.map(\.clave).joined(separator: ", "))")
            }
            Consola.linea("\(elegida.clave): \(elegida.nombre). Va en \(elegida.ruta)")
            if !elegida.esUnica {
                Consola.linea(
                    "Varias caben en una hoja \(elegida.carpeta).csv: columnas clave_de_ficha y los campos, salvo los de grupos"
                )
            }
            Consola.linea("Los campos con * son obligatorios.\n")
            for renglon in Self.renglones(elegida.campos) { Consola.linea(renglon) }
        }

        private static func renglones(_ campos: [Campo]) -> [String] {
            campos.flatMap { campo -> [String] in
                let marca = campo.requerido && campo.clave != "sha256" ? "*" : " "
                var que = campo.nombre
                if let ayuda = campo.ayuda { que += " (\(ayuda))" }
                guard case .grupos(let interiores) = campo.tipo else {
                    return ["\(marca) \(campo.clave): \(que). Lleva \(campo.tipo.queLleva)"]
                }
                return ["\(marca) \(campo.clave): \(que). Lleva una lista de grupos, cada uno con"]
                    + renglones(interiores).map { "      \($0)" }
            }
        }

        private static func ajustado(_ texto: String, _ ancho: Int) -> String {
            texto + String(repeating: " ", count: max(0, ancho - texto.count))
        }
    }
}

extension Clase {
    /// Where its records go: `oficios/CLAVE.yaml`.
    fileprivate var ruta: String { esUnica ? "\(carpeta).yaml" : "\(carpeta)/CLAVE.yaml" }
}
