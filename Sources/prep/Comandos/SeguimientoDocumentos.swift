import Almacen
import ArgumentParser
import Bitacora
import Documentos
import Electoral
import Foundation
import Seguimiento

extension OrdenSeguimiento {
    /// `prep seguimiento documento`
    struct DeDocumento: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "documento",
            abstract:
                "Escribe un documento: convocatoria, minuta, oficio de remisión, planes, proyectos de acuerdo, informes, acta.",
            discussion: """
                Sin nombre dice cuáles hay. Los que son de una ficha (una sesión, un oficio, un simulacro) la piden con --ficha, \
                como «sesion/cotaprep-ordinaria-4». Un instituto agrega los suyos con archivos documento-NOMBRE.mustache en la \
                carpeta de --plantillas.
                """)
        @Argument(help: ArgumentHelp("Nombre del documento.", valueName: "nombre")) var nombre: String?
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(help: ArgumentHelp("Ficha de la que es.", valueName: "clase/clave")) var ficha: String?
        @Option(help: ArgumentHelp("Fecha que lleva; de inicio, hoy.", valueName: "AAAA-MM-DD")) var fecha: String?
        @Option(help: ArgumentHelp("Carpeta con las plantillas del instituto.", valueName: "carpeta"))
        var plantillas: String?
        @Option(help: ArgumentHelp("Archivo que se crea: .docx, .pdf o .html.", valueName: "archivo")) var salida:
            String?

        func run() throws {
            guard let nombre else {
                for d in DocumentoDeSeguimiento.todos(try OrdenSeguimiento.plantillas(plantillas)) {
                    let de = d.clase.flatMap { Clase.de($0)?.nombre.lowercased() }.map { " (de cada \($0))" } ?? ""
                    Consola.linea("\(d.clave)  \(d.nombre)\(de)")
                }
                return
            }
            guard let salida else { throw Falla(Salida.uso, "falta --salida, con el archivo que se crea") }
            let archivoDeSalida = try SalidaDeDocumento(salida)
            let archivo = try seguimiento.abrir()
            let escribania = try OrdenSeguimiento.escribania(archivo, plantillas)
            let documento = escribania.documentos.first { $0.clave == nombre }
            let elegida = try documento.map { try FichaDelDocumento($0, archivo).elegida(ficha) } ?? nil
            try archivoDeSalida.escribir(
                escribania.escribir(
                    .documento(clave: nombre, ficha: elegida),
                    fecha: try fecha.map { try OrdenSeguimiento.dia($0, "--fecha") },
                    hoy: archivo.hoy(Reloj.ahora())))
            Consola.linea("Documento escrito en \(salida)")
        }
    }

    /// `prep seguimiento agregar-reporte`
    struct DeReporte: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agregar-reporte",
            abstract:
                "Agrega las cifras y las incidencias de un simulacro, una prueba o la noche, del JSON de «prep reporte».",
            discussion:
                "Repetirlo con un reporte más nuevo del mismo ejercicio actualiza sus fichas; cada una dice de dónde viene."
        )
        @Argument(help: ArgumentHelp("Reporte que escribió «prep reporte --salida x.json».", valueName: "json"))
        var reporte: String
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(help: ArgumentHelp("Qué fue: prueba, simulacro u operacion.", valueName: "tipo")) var tipo: String
        @Option(help: ArgumentHelp("Cuál de ellos.", valueName: "n")) var numero: Int?
        @Option(help: ArgumentHelp("Quién lo agrega; lo ven todos los que leen la historia.", valueName: "nombre"))
        var persona = "Reporte de operación"

        func run() throws {
            guard ["prueba", "simulacro", "operacion"].contains(tipo) else {
                throw Falla(Salida.uso, "--tipo debe ser prueba, simulacro u operacion")
            }
            let bytes = [UInt8](try Archivos.leer(reporte))
            let nombre = (reporte as NSString).lastPathComponent
            let leido = try ReporteDeOperacion(bytes, archivo: nombre, sha256: Huella.sha256(bytes))
            let nuevas = try leido.fichas(tipo: tipo, numero: numero)
            let autoria = Archivo.Autoria(persona, Reloj.ahora(), motivo: "Reporte \(nombre)")
            let r = try seguimiento.abrirOCrear { archivo in
                // What people added to the exercise (place, findings, results) stays.
                let cambios = try nuevas.map { nueva in
                    guard let vieja = try archivo.ficha(nueva.clave) else {
                        return Archivo.Cambio.guardar(nueva, revision: 0)
                    }
                    var ficha = nueva
                    ficha.campos.contenido = vieja.ficha.campos.contenido.merging(nueva.campos.contenido) { $1 }
                    return .guardar(ficha, revision: vieja.revision)
                }
                return try archivo.aplicar(cambios, autoria)
            }
            Consola.linea("\(r.nuevas) fichas nuevas, \(r.cambiadas) cambiadas, \(r.iguales) iguales")
        }
    }

    static func plantillas(_ carpeta: String?) throws -> Plantillas {
        guard let carpeta else { return try Plantillas() }
        return try Plantillas(propias: Plantillas.propias(en: carpeta))
    }

    /// - Parameter almacen: of the environment whose difusion the memorias tell; nil for none.
    static func escribania(_ archivo: Archivo, _ plantillas: String?, almacen: Almacen? = nil) throws -> Escribania {
        var difusion: (@Sendable () throws -> HechosDeDifusion)?
        if let almacen { difusion = { try HechosDeDifusion(almacen, huso: try archivo.huso()) } }
        return Escribania(
            archivo, plantillas: try self.plantillas(plantillas), entregables: try CatalogoDeEntregables.deFabrica(),
            difusion: difusion)
    }
}

/// The file that a document is written to; its extension says which kind.
struct SalidaDeDocumento {
    private enum Tipo: String { case html, pdf, docx }

    private let ruta: String
    private let tipo: Tipo

    init(_ ruta: String) throws {
        guard let tipo = Tipo(rawValue: (ruta as NSString).pathExtension.lowercased()) else {
            throw Falla(Salida.uso, "--salida debe terminar en .docx, .pdf o .html")
        }
        guard !FileManager.default.fileExists(atPath: ruta) else {
            throw Falla(Salida.noSePuedeCrear, "\(ruta): ya existe; no se sobrescribe")
        }
        self.ruta = ruta
        self.tipo = tipo
    }

    /// Writes it, after telling what to look at before it is issued.
    func escribir(_ hecho: Escribania.Hecho) throws {
        for aviso in hecho.avisos { Consola.error("aviso: \(aviso)") }
        let escrito = hecho.escrito
        let bytes: [UInt8] =
            switch tipo {
            case .html: Array(try Imprenta.html(escrito).utf8)
            case .pdf: try Espera.de { try await Imprenta().pdf(escrito) }
            case .docx: try Espera.de { try await Imprenta().docx(escrito) }
            }
        try Archivos.escribirNuevo(bytes, en: ruta)
    }
}
