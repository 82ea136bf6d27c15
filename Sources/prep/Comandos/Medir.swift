import ArgumentParser
import Dispatch
import Electoral
import Formatos
import Foundation
import Publicacion
import Simulacro

/// `prep medir`: what a corte costs at a size that no state has.
struct Medir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "medir",
        abstract: "Mide lo que cuesta un corte de tamaño nacional, con actas sintéticas.",
        discussion: """
            Para quien desarrolla. Inventa las actas en memoria y hace con ellas dos cortes como los de siempre: dictamen de cada \
            acta, cómputo de sección, demarcación, entidad y país, comprobación, y el paquete de bases de datos de cada entidad. \
            En el segundo corte es nueva una de cada cien. Dice los segundos de cada fase y la memoria máxima.
            """)

    @Option(help: ArgumentHelp("Actas de todas las entidades; salen unas pocas más.", valueName: "n"))
    var actas = 510_000
    @Option(help: ArgumentHelp("Entidades, de 1 a 32; cada una con su catálogo.", valueName: "n"))
    var entidades = 32
    @Option(help: ArgumentHelp("Elecciones de cada entidad, de 1 a 3.", valueName: "n"))
    var elecciones = 3
    @Option(help: ArgumentHelp("La misma semilla da las mismas actas.", valueName: "n"))
    var semilla: UInt64 = 2027
    @Option(help: ArgumentHelp("Carpeta donde se dejan los paquetes del segundo corte.", valueName: "carpeta"))
    var salida: String?
    @Flag(help: "Lo medido, en JSON.") var json = false

    func run() throws {
        guard (1...2_000_000).contains(actas) else { throw Falla(Salida.uso, "--actas debe estar entre 1 y 2000000") }
        guard (1...Entidad.todas.count).contains(entidades) else {
            throw Falla(Salida.uso, "--entidades debe estar entre 1 y \(Entidad.todas.count)")
        }
        guard (1...EntidadSintetica.elecciones).contains(elecciones) else {
            throw Falla(Salida.uso, "--elecciones debe estar entre 1 y \(EntidadSintetica.elecciones)")
        }
        let reloj = Cronometro()
        let partes = try reloj.fase("generación") {
            try enParalelo(entidades) { i in
                ParteMedida(
                    EntidadSintetica(
                        Entidad.todas[i], actas: actas / entidades, elecciones: elecciones, semilla: semilla))
            }
        }
        try cortar(partes, "primer corte", reloj) { $0.primeros }
        try cortar(partes, "corte siguiente", reloj) { $0.siguientes }
        if let salida {
            try Archivos.crearCarpeta(salida)
            for parte in partes {
                try Archivos.escribirNuevo(parte.paquete.bytes, en: "\(salida)/\(parte.paquete.nombre)")
            }
        }
        let medida = Medida(partes, fases: reloj.fases)
        Consola.linea(json ? try medida.json() : medida.texto)
    }

    private func cortar(
        _ partes: [ParteMedida], _ corte: String, _ reloj: Cronometro,
        _ resultados: @Sendable (EntidadSintetica) -> [ResultadoNumerado]
    ) throws {
        _ = try reloj.fase("\(corte): dictamen") {
            try enParalelo(partes.count) { partes[$0].incorporar(resultados(partes[$0].entidad)) }
        }
        _ = try reloj.fase("\(corte): cómputo") { try enParalelo(partes.count) { try partes[$0].computar() } }
        _ = try reloj.fase("\(corte): bases") { try enParalelo(partes.count) { try partes[$0].empacar() } }
    }
}

/// One entidad with its cortes. `@unchecked Sendable`: each is worked on by one thread at a time, phase after phase.
private final class ParteMedida: @unchecked Sendable {
    let entidad: EntidadSintetica
    private(set) var paquete: (nombre: String, bytes: [UInt8]) = ("", [])
    private(set) var computos: [Computo] = []
    private var escrutinio: Escrutinio
    private var cortes = 0
    private let bases: PaqueteDeBases

    init(_ entidad: EntidadSintetica) {
        self.entidad = entidad
        let proceso = entidad.proceso
        escrutinio = Escrutinio(
            catalogo: entidad.catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        bases = PaqueteDeBases(
            entidad.catalogo, formato: FormatoDeBase(), proceso: proceso, entorno: .simulacro)
    }

    func incorporar(_ resultados: [ResultadoNumerado]) {
        cortes += 1
        escrutinio.incorporar(resultados, fueraDeCatalogo: [:])
    }

    /// As `Cortador` does before a corte is written down.
    func computar() throws {
        let nuevos = escrutinio.computos()
        for (i, eleccion) in entidad.catalogo.elecciones.enumerated() {
            let falla = Invariantes.falla(
                eleccion, nuevos[i], anterior: computos.isEmpty ? nil : computos[i], correcciones: 0,
                registradas: escrutinio.registradas(eleccion: i))
            if let falla { throw Falla(Salida.datos, "\(entidad.proceso.entidad.nombre): \(falla)") }
        }
        computos = nuevos
    }

    func empacar() throws {
        let proceso = entidad.proceso
        let instante = proceso.inicioPublicacion + cortes * proceso.minutosEntreCortes * 60
        paquete = try bases.paquete(
            Corte(numero: cortes, instante: instante, hasta: escrutinio.hasta, ultimo: false, siguiente: nil),
            escrutinio, computos)
    }
}

/// What was measured, for people and for programs.
private struct Medida: Encodable {
    let actas, elecciones, entidades, unidades, secciones, bytes, memoria: Int
    /// Of the country, by election: actas that were captured and votes.
    let capturadas, votos: [Int]
    let fases: [String: Double]
    private let orden: [String]

    enum CodingKeys: String, CodingKey {
        case actas, elecciones, entidades, unidades, secciones, bytes, memoria, capturadas, votos, fases
    }

    init(_ partes: [ParteMedida], fases: [(nombre: String, segundos: Double)]) {
        let computos = partes.map(\.computos)
        actas = partes.reduce(0) { $0 + $1.entidad.catalogo.actas.count }
        elecciones = computos.first?.count ?? 0
        entidades = partes.count
        unidades = computos.joined().reduce(0) { $0 + $1.unidades.count }
        secciones = computos.joined().reduce(0) { $0 + $1.secciones.count }
        bytes = partes.reduce(0) { $0 + $1.paquete.bytes.count }
        let pais = (0..<elecciones).map { e in
            computos.dropFirst().reduce(into: computos[0][e].entidad) { $0 += $1[e].entidad }
        }
        capturadas = pais.map(\.resumen.capturadas)
        votos = pais.map(\.resumen.votosConEspeciales)
        memoria = memoriaMaxima()
        orden = fases.map(\.nombre)
        self.fases = Dictionary(fases.map { ($0.nombre, $0.segundos) }, uniquingKeysWith: +)
    }

    var texto: String {
        var lineas = [
            "\(miles(actas)) actas, \(elecciones) elecciones, \(entidades) entidades, \(miles(unidades)) demarcaciones, "
                + "\(miles(secciones)) secciones"
        ]
        for nombre in orden {
            let segundos = fases[nombre] ?? 0
            lineas.append(
                "  \(nombre): \(tiempo(segundos)) s, \(tiempo(segundos * 1_000_000 / Double(actas))) µs por acta")
        }
        lineas.append("  paquetes: \(miles(bytes)) bytes; memoria máxima: \(miles(memoria)) bytes")
        return lineas.joined(separator: "\n")
    }

    private func tiempo(_ segundos: Double) -> String { String(format: "%.2f", segundos) }

    func json() throws -> String {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try codificador.encode(self), as: UTF8.self)
    }
}

/// Seconds of each phase, in order.
private final class Cronometro {
    private(set) var fases: [(nombre: String, segundos: Double)] = []

    func fase<T>(_ nombre: String, _ cuerpo: () throws -> T) rethrows -> T {
        let inicio = DispatchTime.now().uptimeNanoseconds
        let hecho = try cuerpo()
        fases.append((nombre, Double(DispatchTime.now().uptimeNanoseconds - inicio) / 1e9))
        return hecho
    }
}

/// The most memory that the process has had, in bytes.
private func memoriaMaxima() -> Int {
    var uso = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &uso)
    return uso.ru_maxrss * 1024
}
