import ArgumentParser
import Foundation
import Publicacion
import Servidor

/// `prep publico`: serves a tree.
struct Publico: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publico",
        abstract:
            "Sirve un árbol público: sólo archivos, sin base de datos. Cualquier otro servidor web puede hacerlo.",
        discussion: """
            Al empezar y después de cada corte prepara copias comprimidas (.br y .gz) en su propia carpeta, fuera del
            árbol. Con certificado y llave sirve por HTTPS, con HTTP/2. Para servir con nginx: docs/publicar.md.
            """)
    @Argument(help: ArgumentHelp("Carpeta del árbol público.", valueName: "árbol")) var arbol: String
    @Option(help: ArgumentHelp("Puerto.", valueName: "n")) var puerto = 8080
    @Option(help: ArgumentHelp("Dirección en que escucha.", valueName: "dirección")) var anfitrion = "127.0.0.1"
    @Option(help: ArgumentHelp("Certificado en PEM, el del servidor primero.", valueName: "archivo"))
    var certificado: String?
    @Option(help: ArgumentHelp("Llave del certificado, en PEM.", valueName: "archivo")) var llave: String?
    @Option(
        help: ArgumentHelp(
            """
            Archivos por segundo que se dan a una dirección, en promedio, y diez veces más de golpe; 0 no limita. Si no \
            se indica, \(PoliticaDeRitmo().porSegundo), y no cuenta lo que pide esta misma máquina.
            """, valueName: "n"))
    var ritmo: Int?
    @Option(
        help: ArgumentHelp(
            "Carpeta de las copias comprimidas; si no se indica, la del árbol con .copias al final.",
            valueName: "carpeta"))
    var copias: String?
    @Flag(help: "No prepara copias comprimidas: sirve las que haya.") var sinComprimir = false

    func run() throws {
        try OrdenComprimir.comprobar(arbol)
        let copias = try OrdenComprimir.fuera(copias ?? OrdenComprimir.alLado(arbol), de: arbol)
        guard (1...65_535).contains(puerto) else { throw Falla(Salida.uso, "--puerto debe estar entre 1 y 65535") }
        guard ritmo ?? 0 >= 0 else { throw Falla(Salida.uso, "--ritmo no puede ser negativo") }
        let sitio: SitioPublico
        do {
            sitio = try SitioPublico(
                carpeta: arbol, copias: copias, anfitrion: anfitrion, puerto: puerto, tls: try tls(),
                ritmo: ritmo == 0 ? nil : politica, tambienAqui: ritmo != nil)
        } catch let error as Falla {
            throw error
        } catch {
            throw Falla(
                Salida.sinEntrada,
                "no se pudo leer --certificado o --llave: revise que existan, que sean PEM y que este usuario los lea")
        }
        Limites.abrirDescriptores()
        try ServidorDeFondo.empezar(donde: "\(anfitrion):\(puerto)") { listo in try await sitio.servir { listo($0) } }
        Consola.linea(
            "Sirviendo \(arbol) en http\(certificado == nil ? "" : "s")://\(anfitrion):\(puerto) (Ctrl-C para terminar)"
        )
        if sinComprimir { ServidorDeFondo.esperar() }
        var avisado = false
        CopiasComprimidas(arbol: arbol, destino: copias).seguir { informe in
            if informe.fallidas > 0, !avisado {
                Consola.error(
                    "prep: no se pudieron escribir \(informe.fallidas) copias comprimidas en \(copias): revise permisos y espacio, o indique otra carpeta en --copias; mientras, los archivos se sirven sin comprimir"
                )
            }
            avisado = informe.fallidas > 0
        }
    }

    private var politica: PoliticaDeRitmo {
        guard let ritmo else { return PoliticaDeRitmo() }
        return PoliticaDeRitmo(porSegundo: ritmo, deUna: ritmo * 10)
    }

    private func tls() throws -> (certificado: String, llave: String)? {
        switch (certificado, llave) {
        case (let certificado?, let llave?): return (certificado, llave)
        case (nil, nil): return nil
        default: throw Falla(Salida.uso, "--certificado y --llave van juntos")
        }
    }
}
