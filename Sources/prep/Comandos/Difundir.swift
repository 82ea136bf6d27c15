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
            de su servidor. Cada uno lleva su llave nuestra: «prep difusor llave». Un difusor que falla tres periodos seguidos se \
            suspende; dos personas lo reactivan en la consola de Difusión.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(
        help: ArgumentHelp("Archivo de «prep seguimiento», donde se registran los difusores.", valueName: "sqlite"))
    var seguimiento: String
    @Option(help: ArgumentHelp("Periodos fallidos seguidos que suspenden.", valueName: "n")) var limite = 3

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let carpeta = abierta.carpeta else {
            throw Falla(Salida.uso, "para difundir indique la carpeta del proceso y --entorno")
        }
        guard (1...99).contains(limite) else { throw Falla(Salida.uso, "--limite debe estar entre 1 y 99") }
        let archivo = try OpcionDeArchivo.abrir(seguimiento)
        let registro = RegistroDeDifusores(archivo)
        let difusores = try registro.transmisibles()
        let huso = abierta.proceso.huso
        let repartidor = Repartidor(
            abierta.almacen,
            .init(
                arbol: carpeta.publico, carpeta: carpeta.difusion, claves: [try abierta.clave().publica],
                limite: limite,
                url: abierta.configuracion.sitio.url),
            registro: { try registro.transmisibles() },
            .init(
                ahora: Reloj.ahora, dormir: { try await Task.sleep(for: $0) },
                decir: { Self.decir($0, huso) }))
        Consola.linea("Difundiendo a \(difusores.count) difusores (Ctrl-C para terminar)")
        let fin = DispatchSemaphore(value: 0)
        let falla = Buzon()
        Task {
            do {
                try await repartidor.correr()
            } catch {
                falla.dejar(error)
            }
            fin.signal()
        }
        fin.wait()
        if let error = falla.error { throw error }
    }

    private static func decir(_ novedad: Repartidor.Novedad, _ huso: Huso) {
        switch novedad {
        case .corte(let numero, let archivos): Consola.linea("Corte \(numero): \(archivos) archivos")
        case .arbol(let error): Consola.error("prep: \(error)")
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

/// An error from one thread to another.
private final class Buzon: @unchecked Sendable {
    private let candado = NSLock()
    private var dejado: (any Error)?
    var error: (any Error)? { candado.withLock { dejado } }
    func dejar(_ error: any Error) { candado.withLock { dejado = error } }
}

/// The difusores of the records of seguimiento.
struct RegistroDeDifusores: Sendable {
    private let archivo: Seguimiento.Archivo

    init(_ archivo: Seguimiento.Archivo) { self.archivo = archivo }

    /// Those that say where they are sent to.
    ///
    /// - Throws: the first that says it wrong.
    func transmisibles() throws -> [Difusor] {
        try archivo.fichas(de: "difusor").compactMap { ficha -> Difusor? in
            guard ficha["estado"] != "declinado", let servidor = ficha["servidor"] else { return nil }
            return try Difusor(
                clave: ficha.clave.id, nombre: ficha["nombre"] ?? ficha.clave.id, servidor: servidor,
                puerto: ficha.entero("puerto") ?? 22, usuario: ficha["cuenta"] ?? "", carpeta: ficha["carpeta"] ?? "/",
                llavesDelServidor: ficha.lista("llaves_del_servidor").map(\.valor), tope: ficha.entero("tope"),
                canales: ficha.entero("canales") ?? 4,
                url: ficha["enlace"].map { $0.hasSuffix("/") ? $0 : $0 + "/" })
        }
    }
}
