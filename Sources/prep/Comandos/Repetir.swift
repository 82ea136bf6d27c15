import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Electoral
import Formatos
import Foundation
import Operacion
import Publicacion
import Simulacro

/// `prep repetir`: replays a published real data base as a night.
struct Repetir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repetir",
        abstract: "Repite bases de datos PREP publicadas como si fueran una noche.",
        discussion: """
            Cada acta de la fuente vuelve a pasar por acopio, imagen, dos capturas de personas distintas y verificación, a sus \
            horas; en cada corte se escribe el árbol público. Al final compara el resumen del último corte con el declarado y \
            dice en qué actas difieren las reglas y la fuente.

            Varias bases de una entidad y una jornada se repiten juntas: una noche, un almacén y un árbol con todas sus elecciones, en \
            el orden en que se dan. Cada archivo de candidaturas es de la elección que su nombre dice (PUE_AYUN_Candidaturas_2024.csv).

            Las imágenes de aquella noche no se tienen: se conserva el código de integridad de la fuente.

            Sellos imposibles: acopio anterior a las 18:00 de la jornada → +12 h si no rebasa la captura; acopio posterior a la \
            captura → −12 h si quedan las 18:00 o después, si no = captura; sin acta y sin sellos → a la hora del corte de la fuente.
            """)

    @Argument(help: "Base de datos (CSV) publicada; varias, si son de una entidad y jornada.")
    var base: [String]
    @Option(help: ArgumentHelp("Carpeta del árbol público.", valueName: "carpeta"))
    var salida: String?
    @Option(name: .customLong("corte-minutos"), help: ArgumentHelp("Minutos entre cortes.", valueName: "minutos"))
    var corteMinutos = 10
    @Option(
        help: ArgumentHelp(
            "Último instante, en hora de la entidad: 2024-06-02T23:00 o 02/06/2024 23:00.", valueName: "instante"))
    var hasta: String?
    @Option(
        help: ArgumentHelp(
            "Archivo de candidaturas de la misma elección; puede repetirse, uno por elección.", valueName: "csv"))
    var candidaturas: [String] = []
    @Option(help: ArgumentHelp("Abreviatura de la entidad (PUE, QROO, …).", valueName: "entidad"))
    var entidad: String?
    @Option(
        name: .customLong("boletas-especiales"), help: ArgumentHelp("Boletas de cada casilla especial.", valueName: "n")
    )
    var boletasEspeciales: Int?
    @Option(
        help: ArgumentHelp(
            "Almacén que se conserva, como sqlite:RUTA; si existe, continúa donde quedó.", valueName: "almacén"))
    var almacen: String?
    @Option(help: ArgumentHelp("Idioma del sitio: es-MX o en.", valueName: "idioma"))
    var idioma = Idioma.espanol
    @Option(help: ArgumentHelp("Escribe ahí la clave de cada hecho cuando ya quedó guardado.", valueName: "archivo"))
    var acuses: String?
    @Flag(
        name: .customLong("solo-ultimo"),
        help: "Hace todos los cortes y publica sólo el último; con --almacen, «prep corte --numero» publica los demás.")
    var soloUltimo = false

    func run() throws {
        let fuente = try leerFuente()
        let huso = fuente.bases.huso
        let fin = try hasta.map { texto throws -> Instante in
            guard let leida = FechaImpresa.leer(texto) else {
                throw Falla(Salida.uso, "--hasta: «\(texto)» no es una fecha y hora; por ejemplo 2024-06-02T23:00")
            }
            return leida.fecha.instante(en: leida.huso ?? huso)
        }
        let repeticion = Repeticion(
            fuente.bases, minutos: corteMinutos, hasta: fin, boletasEspeciales: boletasEspeciales)
        let carpeta = salida ?? "repeticion/\(repeticion.proceso.origen.split(separator: "/").last ?? "base")"
        try conAlmacen(junto: carpeta) { ruta in
            try repetir(repeticion, fuente, almacen: ruta, carpeta: carpeta)
        }
    }

    private func leerFuente() throws -> FuenteDeRepeticion {
        guard (1...1440).contains(corteMinutos) else {
            throw Falla(Salida.uso, "--corte-minutos debe estar entre 1 y 1440")
        }
        if let boletasEspeciales, !(1...100_000).contains(boletasEspeciales) {
            throw Falla(Salida.uso, "--boletas-especiales debe estar entre 1 y 100000")
        }
        var opciones = BaseImportada.Opciones(boletasEspeciales: boletasEspeciales)
        if let entidad {
            guard let conocida = Entidad.con(abreviatura: entidad) else {
                let todas = Entidad.todas.map(\.abreviatura).joined(separator: ", ")
                throw Falla(Salida.uso, "--entidad: «\(entidad)» no es una entidad; use una de \(todas)")
            }
            opciones.entidad = conocida
        }
        return try FuenteDeRepeticion(bases: base, candidaturas: candidaturas, opciones)
    }

    /// Gives the path of the store: the one asked for, or a temporary one beside the tree that is removed at the end.
    private func conAlmacen(junto carpeta: String, _ cuerpo: (String) throws -> Void) throws {
        if let almacen { return try cuerpo(try RutaDeAlmacen.leer(almacen)) }
        let temporal = "\(carpeta).almacen-\(ProcessInfo.processInfo.processIdentifier)"
        try Archivos.crearCarpeta(temporal)
        defer { try? FileManager.default.removeItem(atPath: temporal) }
        try cuerpo("\(temporal)/prep.sqlite")
    }

    private func repetir(_ r: Repeticion, _ fuente: FuenteDeRepeticion, almacen ruta: String, carpeta: String) throws {
        let almacen = Almacen(try ControladorSQLite(ruta: ruta, crear: true))
        let sitio = ConfiguracionDelSitio(idioma: idioma)
        let formato = FormatoDeBase(prefijoCoalicion: fuente.prefijoCoalicion)
        try almacen.instalar(
            ProcesoGuardado(
                entorno: .repeticion, proceso: r.proceso,
                publicacion: try Configuracion(base: formato, sitio: sitio).json()))
        try almacen.registrar(personas: Repeticion.Personal.todas)
        let catalogo = fuente.bases.catalogo
        try almacen.guardar(
            catalogo: catalogo, huella: String(decoding: fuente.huella, as: UTF8.self),
            propone: Repeticion.Personal.importa, autoriza: Repeticion.Personal.autoriza,
            instante: r.proceso.inicioAcopio)
        try almacen.guardar(codigosDeLaFuente: r.codigos)
        let clave = try ClaveDeFirma(derivadaDe: fuente.huella, nombre: r.proceso.origen)
        let publicador = try Publicador(
            proceso: r.proceso, entorno: .repeticion, catalogo: catalogo, formato: formato, clave: clave,
            carpeta: carpeta, sitio: sitio,
            imagen: { _ in nil })
        let cortador = try Cortador(
            almacen, catalogo: catalogo, proceso: r.proceso, titular: Titular.propio("repetir"), ahora: Reloj.ahora,
            haTerminado: Titular.haTerminado)
        let constancia = try acuses.map(ArchivoDeAcuses.init)
        let progreso = Progreso(total: r.cortes.count)
        var acompanamiento = Noche.Acompanamiento { cortador in
            guard let computos = cortador.computos, let corte = cortador.ultimo else { return }
            if soloUltimo, corte.instante != r.cortes.last { return }
            let informe = try publicador.publicar(cortador.escrutinio, computos: computos, cortes: cortador.cortes)
            progreso.corte(informe, computos[0].entidad.resumen, huso: r.proceso.huso)
        }
        if let constancia { acompanamiento.acuse = constancia.escribir }
        let cierra = r.cortes.last == fuente.bases.corte
        try Noche(almacen, catalogo: catalogo, proceso: r.proceso)
            .correr(r.sucesos, cortes: r.cortes, cierra: cierra, cortador: cortador, acompanamiento)
        progreso.terminar()
        try cortador.soltar()
        ReporteDeRepeticion(r, cortador, carpeta: carpeta).imprimir()
    }
}

extension Idioma: ExpressibleByArgument {}

/// `sqlite:RUTA`, or a bare path.
enum RutaDeAlmacen {
    static func leer(_ texto: String) throws -> String {
        if texto.hasPrefix("sqlite:") { return String(texto.dropFirst("sqlite:".count)) }
        guard !texto.contains(":") else {
            throw Falla(Salida.uso, "--almacen: «\(texto)» no se conoce; use sqlite:RUTA")
        }
        return texto
    }
}

/// One line for each fact that is in the store for good, written at once.
final class ArchivoDeAcuses {
    private let archivo: FileHandle

    init(_ ruta: String) throws {
        guard
            FileManager.default.fileExists(atPath: ruta) || FileManager.default.createFile(atPath: ruta, contents: nil),
            let abierto = FileHandle(forWritingAtPath: ruta)
        else { throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede escribir; revise la carpeta y los permisos") }
        archivo = abierto
        try archivo.seekToEnd()
    }

    func escribir(_ clave: String) throws { try archivo.write(contentsOf: Data((clave + "\n").utf8)) }
}
