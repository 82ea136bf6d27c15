import Almacen
import Electoral
import Foundation
import Operacion
import Publicacion

/// Publishes past cortes again in another folder, one after the other as they were made: the first is rendered whole,
/// the following ones cost what they changed.
struct CortesDeNuevo {
    private let abierta: OperacionAbierta
    private let destino: String

    init(_ abierta: OperacionAbierta, en destino: String) {
        self.abierta = abierta
        self.destino = destino
    }

    /// - Parameter desde: nil for `hasta` alone.
    func publicar(desde: Int?, hasta: Int, lista: Bool, json: Bool) throws {
        let cortes = try abierta.almacen.cortes()
        guard cortes.contains(where: { $0.numero == hasta }) else {
            throw Falla(Salida.sinEntrada, "no hay corte \(hasta); hay \(cortes.count)")
        }
        let primero = desde ?? hasta
        guard (1...hasta).contains(primero) else {
            throw Falla(Salida.uso, "--desde debe estar entre 1 y \(hasta)")
        }
        let publicador = try abierta.publicador(en: destino)
        var escrutinio = Escrutinio(
            catalogo: abierta.catalogo, criterios: Criterios(limites: abierta.proceso.limites),
            fraccion: abierta.proceso.fraccion)
        var costos: [Costo] = []
        for numero in primero...hasta {
            let empezo = ContinuousClock.now
            let suyos = cortes.filter { $0.numero <= numero }
            guard let corte = suyos.last else { continue }
            let (resultados, fuera) = try abierta.almacen.resultados(desde: escrutinio.hasta, hasta: corte.hasta)
            escrutinio.incorporar(resultados, fueraDeCatalogo: fuera)
            let informe = try publicador.publicar(escrutinio, computos: escrutinio.computos(), cortes: suyos) {
                try Cortador.escrutinio(abierta.almacen, catalogo: abierta.catalogo, proceso: abierta.proceso, en: $0)
            }
            let costo = Costo(informe, desde: empezo, lista: lista)
            if json {
                costos.append(costo)
            } else {
                InformeDeCorte.imprimir(
                    informe, milisegundos: desde == nil ? nil : costo.milisegundos, huso: abierta.proceso.huso)
                for escrito in costo.escritos ?? [] { Consola.linea("  \(escrito.ruta) \(escrito.bytes)") }
            }
        }
        guard json else { return }
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        Consola.linea(String(decoding: try codificador.encode(costos), as: UTF8.self))
    }
}

/// What publishing a corte cost, as programs read it.
private struct Costo: Encodable {
    struct Escrito: Encodable {
        let ruta: String
        let bytes: Int
    }
    let corte: Int
    let milisegundos: Int
    let archivos: Int
    let bytes: Int
    /// By path; nil when nobody asked for them.
    let escritos: [Escrito]?

    init(_ informe: Publicador.Informe, desde empezo: ContinuousClock.Instant, lista: Bool) {
        let duracion = (ContinuousClock.now - empezo).components
        milisegundos = Int(duracion.seconds) * 1000 + Int(duracion.attoseconds / 1_000_000_000_000_000)
        corte = informe.corte.numero
        archivos = informe.archivos
        bytes = informe.bytes
        escritos =
            lista
            ? informe.escritos.map { Escrito(ruta: $0.ruta, bytes: $0.bytes) }.sorted { $0.ruta < $1.ruta } : nil
    }
}
