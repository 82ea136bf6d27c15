import ArgumentParser
import Electoral
import Foundation
import Seguimiento

/// `prep informe`: the monthly report.
struct OrdenInforme: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "informe",
        abstract: "Escribe el informe mensual del avance del PREP con los hechos del archivo de seguimiento.",
        discussion: """
            El formato es uno de los que trae el programa (coahuila-2020, coahuila-2021, durango-2021, morelos-2023) o uno del instituto: \
            un archivo informe-NOMBRE.mustache en la carpeta de --plantillas, donde también se cambian los del programa. \
            Antes de escribir avisa de lo que no cuadra: oficios citados que no están en el registro, entregables vencidos que \
            no se mencionan, secciones vacías, valores en conflicto.
            """)
    @OptionGroup var seguimiento: OpcionesDeSeguimiento
    @Option(help: ArgumentHelp("Mes del que se informa.", valueName: "AAAA-MM")) var mes: String
    @Option(help: ArgumentHelp("Formato; de inicio, el de la ficha del proceso.", valueName: "nombre")) var formato:
        String?
    @Option(
        help: ArgumentHelp("Día en que se emite; de inicio, el 5 del mes siguiente.", valueName: "AAAA-MM-DD"))
    var fecha: String?
    @Option(help: ArgumentHelp("Carpeta con las plantillas del instituto.", valueName: "carpeta")) var plantillas:
        String?
    @Option(help: ArgumentHelp("Archivo que se crea: .docx, .pdf o .html.", valueName: "archivo")) var salida: String

    func run() throws {
        let archivoDeSalida = try SalidaDeDocumento(salida)
        guard let mes = Mes(iso: mes) else {
            throw Falla(Salida.uso, "--mes: «\(mes)» no es un mes; escríbalo como 2027-03")
        }
        let archivo = try seguimiento.abrir()
        let escribania = try OrdenSeguimiento.escribania(archivo, plantillas)
        let pedido = Escribania.Pedido.informe(
            formato: try formato ?? escribania.meses().formato ?? "morelos-2023", mes: mes)
        try archivoDeSalida.escribir(
            escribania.escribir(
                pedido, fecha: try fecha.map { try OrdenSeguimiento.dia($0, "--fecha") },
                hoy: archivo.hoy(Reloj.ahora())))
        Consola.linea("Informe escrito en \(salida)")
    }
}

extension PlantillaError: FallaDeComando {
    var salida: Int32 { codigo == .noExiste ? Salida.sinEntrada : Salida.datos }
}
