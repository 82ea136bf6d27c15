import Almacen
import ArgumentParser
import Bitacora
import Difusion
import Electoral
import Formatos
import Foundation
import Seguimiento

/// `prep difundir`: takes every corte to the difusores.
struct Difundir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "difundir",
        abstract: "Lleva cada corte a los difusores oficiales por SFTP y cuida que lo tengan.",
        discussion: """
            Los difusores son las fichas de esa clase en el archivo de seguimiento que tienen servidor, cuenta, carpeta y la llave \
            de su servidor; se vuelven a leer cuando cambian. Cada uno lleva su llave nuestra: «prep difusor llave». Los periodos \
            fallidos seguidos que suspenden, y hasta cuándo se revisan sus sitios, los dice la ficha de la convocatoria; sin ella son \
            tres, y siempre. Dos personas reactivan a un suspendido en la consola de Difusión. También deja en el almacén la lista \
            pública: la muestra el siguiente corte.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(
        help: ArgumentHelp("Archivo de «prep seguimiento», donde se registran los difusores.", valueName: "sqlite"))
    var seguimiento: String
    @Option(
        help: ArgumentHelp(
            "MiB de cada sitio que se leen completos en cada revisión; sin indicarlo, los que haya.", valueName: "n"))
    var leer: Int?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let carpeta = abierta.carpeta else {
            throw Falla(Salida.uso, "para difundir indique la carpeta del proceso y --entorno")
        }
        guard leer.map({ (1...1_000_000).contains($0) }) ?? true else {
            throw Falla(Salida.uso, "--leer debe ser al menos 1")
        }
        let registro = RegistroDeDifusores(
            try OpcionDeArchivo.abrir(seguimiento), abierta.almacen, abierta.proceso.huso)
        let primero = try registro.leer()
        let huso = abierta.proceso.huso
        let repartidor = Repartidor(
            abierta.almacen,
            .init(
                arbol: carpeta.publico, carpeta: carpeta.difusion, claves: [try abierta.clave().publica],
                url: abierta.configuracion.sitio.url, topeDeRevision: leer.map { $0 << 20 }),
            registro: { try registro.leer() },
            .init(
                ahora: Reloj.ahora, dormir: { try await Task.sleep(for: $0) },
                decir: { Self.decir($0, huso) }))
        Consola.linea("Difundiendo a \(primero.difusores.count) difusores (Ctrl-C para terminar)")
        try Espera.de { try await repartidor.correr() }
    }

    private static func decir(_ novedad: Repartidor.Novedad, _ huso: Huso) {
        switch novedad {
        case .corte(let numero, let archivos): Consola.linea("Corte \(numero): \(archivos) archivos")
        case .error(let error): Consola.error("prep: \(error)")
        case .hecho(let hecho): Consola.linea(Self.frase(hecho, huso))
        }
    }

    static func frase(_ h: HechoDeDifusion, _ huso: Huso) -> String {
        let hora = FechaHora(h.instante, en: huso).horaMinuto
        let detalle = [
            h.corte.map { "corte \($0)" }, h.archivos.map { "\($0) archivos" },
            h.bytes.map { "\($0 / 1000) kB" }, h.milisegundos.map { "\($0 / 1000).\($0 % 1000 / 100) s" },
            h.texto.isEmpty ? nil : h.texto,
        ].compactMap(\.self).joined(separator: ", ")
        return "\(hora)  \(h.difusor): \(h.tipo.nombre)\(detalle.isEmpty ? "" : " (\(detalle))")"
    }
}
