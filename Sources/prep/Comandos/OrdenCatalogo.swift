import Almacen
import ArgumentParser
import Electoral
import Formatos
import Foundation

/// `prep catalogo`: the expected actas of a process.
struct OrdenCatalogo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogo", abstract: "Importa, congela y exporta el catálogo de actas esperadas.",
        subcommands: [Importar.self, Congelar.self, Exportar.self])

    struct Importar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "importar",
            abstract: "Vuelve a leer la carpeta, muestra las diferencias y, con dos personas, cambia el catálogo.",
            discussion: """
                Sin --propone y --autoriza sólo muestra las diferencias. Una vez congelado, o con hechos registrados, no cambia.
                """)
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Quién lo importa.", valueName: "nombre")) var propone: String?
        @Option(help: ArgumentHelp("Quién lo autoriza; otra persona.", valueName: "nombre")) var autoriza: String?

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            guard let carpeta = abierta.carpeta else { throw Falla(Salida.uso, "indique la carpeta del proceso") }
            let leida = try LectorDeCarpetaDeProceso.leer(carpeta.proceso)
            let catalogo = leida.catalogo(de: abierta.guardado.entorno)
            let diferencias = CatalogoDiferencias.entre(abierta.catalogo, catalogo)
            Consola.linea("Diferencias con el catálogo guardado: \(diferencias.count)")
            for d in diferencias { Consola.linea("  \(d)") }
            guard try leida.proceso == abierta.almacen.procesoInstalado().proceso, leida.base == abierta.formato,
                leida.sitio == abierta.configuracion.sitio
            else {
                throw Falla(
                    Salida.datos,
                    "proceso.yaml o sitio.yaml cambió: lo que dicen no se cambia con el catálogo; inicie otra carpeta si son otros"
                )
            }
            guard !diferencias.isEmpty else { return }
            guard let propone, let autoriza else {
                Consola.linea("Nada cambió. Para importarlo indique --propone y --autoriza (dos personas).")
                return
            }
            let (a, b) = try DosPersonas.registrar(propone, autoriza, en: abierta.almacen)
            try abierta.almacen.guardar(
                catalogo: catalogo, huella: LectorDeCarpetaDeProceso.huella(leida), propone: a, autoriza: b,
                instante: Reloj.ahora())
            // The actas have other numbers now: which centre receives each is told again.
            try abierta.almacen.guardar(
                centros: leida.centrosDeOperacion.map(CentroGuardado.init), adscripcion: leida.adscripcion)
            Consola.linea("Catálogo importado: propuso \(propone), autorizó \(autoriza).")
        }
    }

    struct Congelar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "congelar", abstract: "Congela el catálogo: ya no se puede cambiar. Requiere dos personas.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Quién lo pide.", valueName: "nombre")) var propone: String
        @Option(help: ArgumentHelp("Quién lo autoriza; otra persona.", valueName: "nombre")) var autoriza: String

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            guard try !abierta.almacen.catalogoCongelado() else {
                throw Falla(Salida.datos, "el catálogo ya estaba congelado; no se registró nada nuevo")
            }
            let (a, b) = try DosPersonas.registrar(propone, autoriza, en: abierta.almacen)
            try abierta.almacen.congelarCatalogo(persona: a, autoriza: b, instante: Reloj.ahora())
            Consola.linea(
                "Catálogo congelado con \(abierta.catalogo.actas.count) actas; huella \(try abierta.almacen.huellaDelCatalogo())"
            )
        }
    }

    struct Exportar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exportar", abstract: "Escribe el zip del catálogo de casillas que se publica.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Archivo zip que se crea.", valueName: "zip")) var salida: String

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            let escritor = EscritorDeCatalogo(
                abierta.catalogo, formato: abierta.formato, proceso: abierta.proceso, entorno: abierta.guardado.entorno)
            let zip = try escritor.zip()
            try Archivos.escribirNuevo(zip, en: salida)
            Consola.linea("\(salida): \(abierta.catalogo.actas.count) actas")
        }
    }
}

/// Two different people, by name.
enum DosPersonas {
    static func registrar(_ uno: String, _ otro: String, en almacen: Almacen) throws -> (Persona, Persona) {
        func normal(_ t: String) -> String {
            t.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).split(separator: " ").joined(
                separator: " ")
        }
        guard !normal(uno).isEmpty, normal(uno) != normal(otro) else {
            throw Falla(Salida.uso, "--propone y --autoriza deben ser dos personas distintas")
        }
        return (
            try almacen.persona(nombre: uno, rol: "administracion"),
            try almacen.persona(nombre: otro, rol: "administracion")
        )
    }
}
