import Almacen
import ArgumentParser
import Documentos
import Electoral
import Foundation
import Operacion
import Servidor

/// `prep reporte`: the figures of a night or drill as a document.
struct OrdenReporte: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reporte",
        abstract: "Escribe el reporte de la noche o del simulacro: PDF, HTML o JSON, según la extensión de la salida.",
        discussion: """
            Actas y participación al último corte, pasos, cortes, tiempos, calidad, incidencias, excepciones, asistencia y \
            actas sin procesar. Con --personal incluye la productividad de cada persona: esa versión es sólo para la \
            coordinación. El PDF necesita WeasyPrint («apt-get install weasyprint»).
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(help: ArgumentHelp("Archivo que se crea: .pdf, .html o .json.", valueName: "archivo")) var salida: String
    @Flag(help: "Incluye la productividad de cada persona.") var personal = false

    func run() throws {
        let tipo = (salida as NSString).pathExtension.lowercased()
        guard ["pdf", "html", "json"].contains(tipo) else {
            throw Falla(Salida.uso, "--salida debe terminar en .pdf, .html o .json")
        }
        guard !FileManager.default.fileExists(atPath: salida) else {
            throw Falla(Salida.noSePuedeCrear, "\(salida): ya existe; no se sobrescribe")
        }
        let abierta = try OperacionAbierta(operacion)
        let datos = try DatosDeReporte(
            Mesa(abierta.almacen, catalogo: abierta.catalogo, esquema: abierta.proceso.esquema),
            proceso: abierta.proceso, entorno: abierta.guardado.entorno, ahora: Reloj.ahora())
        let reporte = Reporte(datos, conPersonal: personal)
        let bytes: [UInt8] =
            switch tipo {
            case "json": try reporte.json()
            case "html": Array(DocumentoDeReporte(reporte).html.utf8)
            default: try Espera.de { try await Imprenta().pdf(DocumentoDeReporte(reporte).html) }
            }
        try Archivos.escribirNuevo(bytes, en: salida)
        Consola.linea("Reporte escrito en \(salida)")
    }
}

extension DocumentoError: FallaDeComando {
    var salida: Int32 { codigo == .falta ? Salida.sinEntrada : Salida.noSePuedeCrear }
}
