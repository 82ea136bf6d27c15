import ArgumentParser
import Electoral
import Servidor

/// `prep observacion`: the listener of those who only look.
struct OrdenObservacion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observacion",
        abstract: "Abre el Monitor, las Actas, el Reporte y el Seguimiento a quienes sólo observan, por HTTPS.",
        discussion: """
            Es otro proceso que «prep servir» y no contesta ninguna ruta con que se opere: se puede publicar en internet o en \
            una red privada sin exponer las consolas. Sólo entran las cuentas de los roles auditoria, representacion, \
            observacion, cotaprep y comision; las demás se rechazan y el intento queda registrado. Cada cuenta ve sólo su \
            ámbito (columna AMBITO de «prep usuarios importar») y sólo lo que un corte ya publicó. Con --seguimiento, todas \
            menos las de partido leen además las fichas de los meses anteriores; cotaprep y comision, sólo eso.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var escucha: OpcionesDeEscucha
    @OptionGroup var monitor: OpcionesDeMonitor
    @OptionGroup var archivo: OpcionDeArchivo

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        let puerto = try escucha.puertoSeguro(abierta, deInicio: 8445)
        let servidor = ServidorDeObservacion(
            abierta.dependencias(monitor: try monitor.reglas(), seguimiento: try archivo.abrir(abierta.almacen)))
        try ServidorDeFondo.empezar(donde: "\(puerto.anfitrion):\(puerto.puerto)") { listo in
            try await servidor.servir(puerto) { listo($0) }
        }
        Consola.linea("Observación en https://\(puerto.anfitrion):\(puerto.puerto) (Ctrl-C para terminar)")
        ServidorDeFondo.esperar()
    }
}
