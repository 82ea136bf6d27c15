import Almacen
import AlmacenSQLite
import ArgumentParser
import Electoral
import Formatos
import Foundation
import Seguimiento

/// `prep seguimiento`: the months before the election.
struct OrdenSeguimiento: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seguimiento", abstract: "Los meses anteriores a la elección: fichas, plazos y documentos.",
        subcommands: [
            DeCalendario.self, DeClases.self, DeImportar.self, DeExportar.self, DeRespaldar.self, DeDocumento.self,
            DeReporte.self,
        ])

    struct DeCalendario: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "calendario",
            abstract: "Dice cuándo vence cada entregable del numeral 33, y escribe el calendario para una agenda.",
            discussion: """
                Los plazos salen de la fecha de la jornada, que se da con --jornada o está en el archivo de seguimiento; éste, \
                además, dice lo que ya se aprobó, desde cuando corren los días. Con --entregables se usa un catálogo propio en \
                lugar del que trae el programa.
                """)
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(
            help: ArgumentHelp("Día de la elección; sin él, el del archivo de seguimiento.", valueName: "AAAA-MM-DD"))
        var jornada: String?
        @Option(
            help: ArgumentHelp("Último día de publicación; si no se indica, el siguiente.", valueName: "AAAA-MM-DD"))
        var cierre: String?
        @Option(help: ArgumentHelp("Catálogo de entregables, en YAML.", valueName: "archivo")) var entregables: String?
        @Option(help: ArgumentHelp("Versión del reglamento cuya numeración se imprime.", valueName: "año"))
        var numeracion = "2023"
        @Option(help: ArgumentHelp("Archivo iCalendar que se crea.", valueName: "archivo")) var ical: String?

        func run() throws {
            let calendario = try calendario()
            let numeraciones = Set(calendario.entregables.flatMap(\.numeros.keys))
            guard numeraciones.contains(numeracion) else {
                throw Falla(
                    Salida.uso,
                    "--numeracion: no se conoce la de «\(numeracion)»; las que hay son \(numeraciones.sorted().joined(separator: ", "))"
                )
            }
            let porClave = Dictionary(calendario.entregables.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
            for v in calendario.vencimientos {
                guard let e = porClave[v.clave] else { continue }
                Consola.linea("\(v.dia.iso)  \(v.titulo(e, version: numeracion))")
            }
            guard let ical else { return }
            let texto = ICalendario.texto(
                calendario, origen: "prep/\(calendario.jornada.iso)",
                nombre: "Entregables del PREP \(calendario.jornada.anio)", version: numeracion, hecho: Reloj.ahora())
            try Archivos.escribirNuevo(Array(texto.utf8), en: ical)
        }

        private func calendario() throws -> Calendario {
            if let jornada {
                return Calendario(
                    jornada: try OrdenSeguimiento.dia(jornada, "--jornada"),
                    cierre: try cierre.map { try OrdenSeguimiento.dia($0, "--cierre") }, entregables: try catalogo())
            }
            let archivo = try seguimiento.abrir()
            let fichas = try Preparacion.clases.flatMap { try archivo.fichas(de: $0) }
            guard let calendario = Calendario(fichas: fichas, entregables: try catalogo()) else {
                throw Falla(
                    Salida.datos, "\(seguimiento.archivo): falta la ficha del proceso con el día de la elección")
            }
            return calendario
        }

        private func catalogo() throws -> [Entregable] {
            guard let entregables else { return try CatalogoDeEntregables.deFabrica() }
            return try CatalogoDeEntregables.leer([UInt8](try Archivos.leer(entregables)), archivo: entregables)
        }
    }

    /// A day given on the command line.
    static func dia(_ texto: String, _ opcion: String) throws -> Dia {
        guard let dia = Dia(iso: texto) else {
            throw Falla(Salida.uso, "\(opcion): «\(texto)» no es una fecha; escríbala como 2027-06-06")
        }
        return dia
    }
}
