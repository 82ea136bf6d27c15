import ArgumentParser
import Bitacora
import Documentos
import Electoral
import Formatos
import Foundation
import Publicacion
import Servidor
import Simulacro

/// `prep prototipo`: the navigable prototype of the site and the format of its data base.
struct Prototipo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prototipo",
        abstract: "Hace el prototipo navegable del sitio y el documento del formato de la base de datos.",
        discussion: """
            Escribe PROTOTIPO.zip, con el sitio completo a media noche y cifras inventadas, que se abre desde el disco; y \
            formato-base-de-datos.html y .pdf, con cada archivo, columna y ejemplo. Es lo que se entrega meses antes. Todo \
            dice PROTOTIPO: páginas, títulos, imágenes y nombres. Con la carpeta de un proceso usa su catálogo, su formato y \
            su sitio.yaml; sin ella, un estado sintético. La misma semilla da los mismos bytes. El PDF necesita WeasyPrint.
            """)

    @Argument(help: ArgumentHelp("Carpeta del proceso.", valueName: "carpeta")) var carpeta: String?
    @Option(help: ArgumentHelp("Carpeta donde se dejan los tres archivos.", valueName: "carpeta")) var salida: String
    @Option(help: ArgumentHelp("La misma semilla da los mismos archivos.", valueName: "n")) var semilla: UInt64 = 2027
    @Option(help: ArgumentHelp("Actas capturadas, a lo más; cada una lleva su imagen.", valueName: "n"))
    var actas = 300

    private static let zip = "PROTOTIPO.zip"
    private static let documento = "formato-base-de-datos"

    func run() throws {
        guard (1...2_000).contains(actas) else { throw Falla(Salida.uso, "--actas debe estar entre 1 y 2000") }
        for nombre in [Self.zip, "\(Self.documento).html", "\(Self.documento).pdf"]
        where FileManager.default.fileExists(atPath: "\(salida)/\(nombre)") {
            throw Falla(Salida.noSePuedeCrear, "\(salida)/\(nombre): ya existe; indique otra carpeta en --salida")
        }
        let (proceso, catalogo, configuracion) = try leer()
        let sintetico = try PrototipoSintetico(proceso, catalogo, semilla: semilla, capturadas: actas)
        try Archivos.crearCarpeta(salida)
        let arbol = "\(salida)/.arbol-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: arbol) }
        let escrutinio = try publicar(sintetico, proceso, configuracion, en: arbol)
        guard let corte = sintetico.cortes.last else { return }
        let zip = try Zip.crear(
            try entradas(arbol, proceso), fecha: FechaHora(corte.instante, en: proceso.huso))
        try Archivos.escribirNuevo(zip, en: "\(salida)/\(Self.zip)")
        let ficha = FichaDeFormato(
            escrutinio, escrutinio.computos(), corte: corte, formato: configuracion.base, proceso: proceso,
            entorno: .prototipo)
        let html = DocumentoDeFormato(ficha, proceso: proceso, entorno: .prototipo).html
        try Archivos.escribirNuevo(Array(html.utf8), en: "\(salida)/\(Self.documento).html")
        Consola.linea("Escritos \(Self.zip) y \(Self.documento).html en \(salida)")
        let pdf = try Espera.de { try await Imprenta().pdf(html) }
        try Archivos.escribirNuevo(pdf, en: "\(salida)/\(Self.documento).pdf")
        Consola.linea("Escrito \(Self.documento).pdf en \(salida)")
    }

    private func leer() throws -> (Proceso, Catalogo, Configuracion) {
        guard let carpeta else {
            let eleccion = EleccionSintetica.coahuila(semilla: semilla, casillas: 200)
            return (eleccion.proceso, eleccion.catalogo, Configuracion())
        }
        let leida = try LectorDeCarpetaDeProceso.leer(carpeta)
        for aviso in leida.avisos { Consola.linea("Aviso: \(aviso)") }
        return (leida.proceso, leida.catalogo, Configuracion(base: leida.base, sitio: leida.sitio))
    }

    /// Corte by corte, so that the past ones are there as on the night.
    private func publicar(
        _ s: PrototipoSintetico, _ proceso: Proceso, _ configuracion: Configuracion, en arbol: String
    ) throws -> Escrutinio {
        // Its key proves no authorship: anybody can derive it.
        let clave = try ClaveDeFirma(
            derivadaDe: Array("prototipo \(semilla)".utf8), nombre: Publicador.origen(proceso, .prototipo))
        let publicador = try Publicador(
            proceso: proceso, entorno: .prototipo, catalogo: s.catalogo, formato: configuracion.base, clave: clave,
            carpeta: arbol, sitio: configuracion.sitio, imagen: { s.imagenes[$0] })
        var escrutinio = Escrutinio(
            catalogo: s.catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        for (i, corte) in s.cortes.enumerated() {
            let desde = i == 0 ? 0 : s.cortes[i - 1].hasta
            escrutinio.incorporar(
                Array(s.resultados[desde..<corte.hasta]), fueraDeCatalogo: s.fueraDeCatalogo)
            _ = try publicador.publicar(
                escrutinio, computos: escrutinio.computos(), cortes: Array(s.cortes.prefix(i + 1)))
        }
        return escrutinio
    }

    /// The tree under a folder that says what it is.
    private func entradas(_ arbol: String, _ proceso: Proceso) throws -> [Zip.Entrada] {
        var entradas: [Zip.Entrada] = []
        for ruta in try FileManager.default.subpathsOfDirectory(atPath: arbol).sorted() {
            var esCarpeta: ObjCBool = false
            let completa = "\(arbol)/\(ruta)"
            guard FileManager.default.fileExists(atPath: completa, isDirectory: &esCarpeta), !esCarpeta.boolValue
            else { continue }
            let comprimido = ruta.hasSuffix(".jpg") || ruta.hasSuffix(".zip")
            entradas.append(
                Zip.Entrada(
                    nombre: "PROTOTIPO/\(ruta)", bytes: [UInt8](try Archivos.leer(completa)), comprimir: !comprimido))
        }
        let leeme = [
            "PROTOTIPO del sitio de publicación del PREP", proceso.institucion, proceso.nombre, "",
            "Las cifras son inventadas: no son resultados de una elección.",
            "Abra index.html con un navegador. Todas las páginas funcionan sin servidor; sólo la búsqueda por sección y",
            "la actualización en vivo lo necesitan.",
        ]
        entradas.append(
            Zip.Entrada(
                nombre: "PROTOTIPO/LEEME.txt",
                bytes: [0xEF, 0xBB, 0xBF] + Array((leeme.joined(separator: "\r\n") + "\r\n").utf8)))
        return entradas
    }
}
