import Almacen
import ArgumentParser
import Electoral
import Foundation
import Imagenes
import Operacion
import Simulacro

/// `prep actas`: draws the actas of a drill.
struct Actas: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actas",
        abstract: "Dibuja las actas de un simulacro, con su QR y cifras en número y letra, y el archivo de la verdad.",
        discussion: """
            Escribe un JPEG por acta y un PDF para imprimir por demarcación, y verdad.csv con lo que dice cada una. La misma \
            semilla da los mismos archivos en la misma operación, que es la que admite sus etiquetas. Sólo en el entorno simulacro: nadie dibuja actas de una elección oficial.
            """)
    enum Formato: String, ExpressibleByArgument, CaseIterable { case jpeg, pdf, ambos }

    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(help: ArgumentHelp("Carpeta que se crea.", valueName: "carpeta")) var salida: String
    @Option(help: ArgumentHelp("La misma semilla da las mismas actas.", valueName: "n")) var semilla: UInt64 = 1
    @Option(help: ArgumentHelp("jpeg, pdf o ambos.", valueName: "formato")) var formato = Formato.ambos
    @Option(help: ArgumentHelp("Ancho de los JPEG, en pixeles.", valueName: "n")) var ancho = 850
    @Option(help: ArgumentHelp("Sólo las primeras actas de cada elección.", valueName: "n")) var limite: Int?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard abierta.guardado.entorno == .simulacro else {
            throw Falla(
                Salida.uso,
                "sólo se dibujan actas de un simulacro; este almacén es \(abierta.guardado.entorno.rawValue)")
        }
        guard DibujoDeActa.anchosAdmitidos.contains(ancho) else {
            throw Falla(
                Salida.uso,
                "--ancho debe estar entre \(DibujoDeActa.anchosAdmitidos.lowerBound) y \(DibujoDeActa.anchosAdmitidos.upperBound)"
            )
        }
        guard !FileManager.default.fileExists(atPath: salida) else {
            throw Falla(Salida.noSePuedeCrear, "\(salida): ya existe; indique una carpeta nueva")
        }
        let lote = LoteDeActas(
            abierta, llave: try abierta.identificador().llave(), semilla: semilla, ancho: ancho, limite: limite)
        try Archivos.crearCarpeta(salida)
        if formato != .pdf { try lote.escribirImagenes(en: salida) }
        if formato != .jpeg { try lote.escribirDocumentos(en: salida) }
        try Archivos.escribirNuevo(Array(lote.verdad.utf8), en: "\(salida)/verdad.csv")
        Consola.linea("\(lote.actas.count) actas en \(salida); la verdad está en \(salida)/verdad.csv")
    }
}

/// The actas of one drill with their figures.
private struct LoteDeActas: Sendable {
    let actas: [Acta]
    private let catalogo: Catalogo
    private let proceso: Proceso
    private let votacion: VotacionSintetica
    private let llave: [UInt8]
    private let semilla: UInt64
    private let ancho: Int

    init(_ abierta: OperacionAbierta, llave: [UInt8], semilla: UInt64, ancho: Int, limite: Int?) {
        self.llave = llave
        catalogo = abierta.catalogo
        proceso = abierta.proceso
        votacion = VotacionSintetica(abierta.catalogo, limites: abierta.proceso.limites, semilla: semilla)
        self.semilla = semilla
        self.ancho = ancho
        actas = abierta.catalogo.elecciones.indices.flatMap { i in
            abierta.catalogo.actas.filter { $0.eleccion == i }.prefix(limite ?? .max)
        }
    }

    private func hoja(_ acta: Acta) -> HojaDeActa {
        .de(
            acta, en: catalogo, proceso: proceso, marca: Entorno.simulacro.marca,
            condicion: .capturada(votacion.captura(de: acta)), llave: llave)
    }

    private func archivo(_ acta: Acta) -> String { "\(catalogo.eleccion(de: acta).id)/\(acta.claveActa).jpg" }

    var verdad: String {
        let condiciones = actas.map { ($0.id, Resultado.Condicion.capturada(votacion.captura(de: $0))) }
        let dibujadas = Set(actas.map(\.id))
        return verdadCSV(catalogo, condiciones: Dictionary(uniqueKeysWithValues: condiciones)) {
            dibujadas.contains($0.id) ? archivo($0) : nil
        }
    }

    func escribirImagenes(en carpeta: String) throws {
        for eleccion in catalogo.elecciones { try Archivos.crearCarpeta("\(carpeta)/\(eleccion.id)") }
        let problema = CajaDeError()
        DispatchQueue.concurrentPerform(iterations: actas.count) { i in
            guard problema.error == nil else { return }
            do {
                let bytes = try DibujoDeActa.jpeg(hoja(actas[i]), semilla: semilla, ancho: ancho)
                try Archivos.escribirNuevo(bytes, en: "\(carpeta)/\(archivo(actas[i]))")
            } catch {
                problema.error = error
            }
        }
        if let error = problema.error { throw error }
    }

    /// One document per unit: what each CATD prints.
    func escribirDocumentos(en carpeta: String) throws {
        for (i, eleccion) in catalogo.elecciones.enumerated() {
            try Archivos.crearCarpeta("\(carpeta)/\(eleccion.id)")
            let porUnidad = Dictionary(grouping: actas.filter { $0.eleccion == i }, by: \.unidad)
            for (unidad, suyas) in porUnidad.sorted(by: { ($0.key ?? -1) < ($1.key ?? -1) }) {
                let nombre = unidad.map { eleccion.unidades[$0].clave } ?? "sin-demarcacion"
                try DibujoDeActa.pdf(
                    suyas.lazy.map { hoja($0) }, semilla: semilla, en: "\(carpeta)/\(eleccion.id)/\(nombre).pdf")
            }
        }
    }
}

/// The first error of parallel work. `@unchecked Sendable`: the variable is touched only under its lock.
private final class CajaDeError: @unchecked Sendable {
    private let candado = NSLock()
    private var guardado: (any Error)?

    var error: (any Error)? {
        get { candado.withLock { guardado } }
        set { candado.withLock { guardado = guardado ?? newValue } }
    }
}

extension ImagenError: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 {
        switch self {
        case .escritura: Salida.noSePuedeCrear
        case .tallerLleno, .tallerCerrado, .obreroFallo, .obreroNoInicia: Salida.intenteDespues
        default: Salida.datos
        }
    }
}
