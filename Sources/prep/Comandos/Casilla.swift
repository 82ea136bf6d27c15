import ArgumentParser
import Electoral
import Servidor

/// `prep casilla`: the listener of the phones of PREP Casilla.
struct OrdenCasilla: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casilla",
        abstract: "Abre PREP Casilla: la aplicación con que se fotografían las actas en las casillas, por HTTPS.",
        discussion: """
            Es otro proceso que «prep servir» y no contesta ninguna ruta de las consolas: es lo único de la operación que recibe algo de \
            internet. Los teléfonos se inscriben con el código que da la coordinación en la consola Teléfonos. El certificado \
            debe ser uno en que los teléfonos ya confíen: sin él la aplicación no se instala ni trabaja sin señal.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var escucha: OpcionesDeEscucha

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        let puerto = try escucha.puertoSeguro(abierta, deInicio: 8444)
        let servidor = ServidorDeCasilla(abierta.dependencias())
        try ServidorDeFondo.empezar(donde: "\(puerto.anfitrion):\(puerto.puerto)") { listo in
            try await servidor.servir(puerto) { listo($0) }
        }
        Consola.linea("PREP Casilla en https://\(puerto.anfitrion):\(puerto.puerto) (Ctrl-C para terminar)")
        ServidorDeFondo.esperar()
    }
}
