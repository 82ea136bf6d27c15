import ArgumentParser
import Bitacora
import Difusion
import Electoral
import Foundation

/// `prep difusor`: what difusores and whoever attends them do one by one.
struct OrdenDifusor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "difusor",
        abstract: "Llaves, pruebas y estado de los difusores, recepción de referencia, bitácoras y memoria técnica.",
        subcommands: [
            DeLlave.self, DePrueba.self, DeEstado.self, DeRecepcion.self, DeBitacoras.self, DeMemoria.self,
        ])

    struct DeLlave: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "llave",
            abstract: "Hace la llave con que se transmite a un difusor y muestra la parte pública, que se le entrega.",
            discussion: """
                La privada queda en el entorno y sólo su dueño la lee. Con --con-frase pide una frase y la llave se carga en un \
                agente (ssh-add) antes de «prep difundir».
                """)
        @Argument(help: ArgumentHelp("Carpeta del proceso.", valueName: "carpeta")) var carpeta: String
        @Argument(help: ArgumentHelp("Clave de la ficha del difusor.", valueName: "difusor")) var difusor: String
        @Option(help: ArgumentHelp("simulacro u oficial.", valueName: "entorno")) var entorno: String?
        @Flag(help: "Protege la llave con una frase, que se teclea.") var conFrase = false

        func run() throws {
            let operacion = CarpetaDeOperacion(proceso: carpeta, entorno: try OpcionesDeOperacion.entorno(entorno))
            guard FileManager.default.fileExists(atPath: operacion.almacen) else {
                throw Falla(Salida.sinEntrada, "\(operacion.almacen): no existe; use «prep iniciar» o revise la ruta")
            }
            let publica = try LlaveDeDifusor.crear(
                difusor, en: "\(operacion.difusion)/llaves", conFrase: conFrase,
                nota: "prep-\(operacion.entorno.rawValue)-\(difusor)")
            Consola.linea(publica)
            Consola.error("Entregue ese renglón al difusor: va en authorized_keys de la cuenta, que sólo usa SFTP.")
        }
    }

    struct DeRecepcion: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "recibir",
            abstract: "Trae el árbol público de un sitio, lo comprueba entero y lo pone en su lugar de una vez.",
            discussion: """
                Para difusores que prefieren jalar. El servidor web del difusor sirve CARPETA/actual, que es una liga al último \
                corte que llegó completo: firma y huella de cada archivo comprobadas. La clave pública se pide al instituto por \
                otra vía.
                """)
        @Argument(help: ArgumentHelp("Dirección del sitio, con su diagonal al final.", valueName: "https://…/"))
        var url: String
        @Option(help: ArgumentHelp("Carpeta propia de la recepción.", valueName: "carpeta")) var carpeta: String
        @Option(help: ArgumentHelp("Clave pública del instituto (firma.publica).", valueName: "archivo"))
        var clave: String
        @Option(help: ArgumentHelp("Segundos entre una mirada y otra; sin indicarlo, una sola vez.", valueName: "n"))
        var cada: Int?
        @Option(help: ArgumentHelp("Conexiones a la vez.", valueName: "n")) var conexiones = 8

        func run() throws {
            guard url.hasSuffix("/"), url.hasPrefix("http://") || url.hasPrefix("https://") else {
                throw Falla(Salida.uso, "la dirección empieza con https:// y termina con una diagonal")
            }
            guard (1...64).contains(conexiones), cada.map({ (1...3600).contains($0) }) ?? true else {
                throw Falla(Salida.uso, "--conexiones va de 1 a 64 y --cada de 1 a 3600")
            }
            let publica = try ClavePublica(leyendo: String(decoding: try Archivos.leer(clave), as: UTF8.self))
            let receptor = Receptor(carpeta: carpeta, url: url, claves: [publica], conexiones: conexiones)
            repeat {
                do {
                    let informe = try Espera.de { try await receptor.recibir() }
                    if let i = informe {
                        Consola.linea(
                            "Corte \(i.corte): \(i.archivos) archivos traídos de \(i.todos), \(i.bytes / 1000) kB")
                    } else if cada == nil {
                        Consola.linea("Ya está el último corte.")
                    }
                } catch {
                    guard cada != nil else { throw error }
                    Consola.error("prep: \(error)")
                }
                if let cada { Thread.sleep(forTimeInterval: Double(cada)) }
            } while cada != nil
        }
    }

    struct DeBitacoras: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bitacoras",
            abstract: "Cuenta visitas, páginas, hits y el minuto pico de las bitácoras web de un difusor.",
            discussion: "Formatos común y combinado de Apache y nginx, también con gzip. Termina con 65 si no lo son.")
        @Argument(help: ArgumentHelp("Archivos, en cualquier orden.", valueName: "archivos")) var archivos: [String]
        @Flag(help: "Escribe JSON.") var json = false

        func run() throws {
            let c = try LectorDeBitacoras.contar(archivos)
            if json { return Consola.linea(try Self.json(c)) }
            OrdenDifusor.decir(c)
        }

        private static func json(_ c: CuentaDeAccesos) throws -> String {
            struct Salida: Encodable {
                let lineas, ilegibles, hits, paginas, visitas, direcciones, bytes, errores: Int
                let pico: Int?
                let minutoPico: Int64?
                let porHora: [String: Int]
            }
            let codificador = JSONEncoder()
            codificador.outputFormatting = [.sortedKeys]
            let salida = Salida(
                lineas: c.lineas, ilegibles: c.ilegibles, hits: c.hits, paginas: c.paginas, visitas: c.visitas,
                direcciones: c.direcciones, bytes: c.bytes, errores: c.errores, pico: c.pico?.hits,
                minutoPico: c.pico?.inicio,
                porHora: Dictionary(uniqueKeysWithValues: c.porHora.map { ("\($0)", $1.hits) }))
            return String(decoding: try codificador.encode(salida), as: UTF8.self)
        }
    }
}

extension DifusionError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 {
        switch clase {
        case .conexion: Salida.intenteDespues
        case .disco: Salida.noSePuedeCrear
        case .arbol, .firma, .datos, .identidad: Salida.datos
        }
    }
}
