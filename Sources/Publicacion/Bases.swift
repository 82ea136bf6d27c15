import Electoral
import Formatos

/// The official package of a corte: one zip per election inside one zip. Keeps the bytes of rows that do not change.
final class PaqueteDeBases {
    private let catalogo: Catalogo
    private let proceso: Proceso
    private let entorno: Entorno
    private let escritores: [EscritorDeBase]
    private let fijos: [[Zip.Entrada]]
    /// By `Acta.ID - 1`: number of the fact that the row comes from and its bytes.
    private var filas: [(numero: Int, bytes: [UInt8])?]

    init(_ catalogo: Catalogo, formato: FormatoDeBase, proceso: Proceso, entorno: Entorno) {
        self.catalogo = catalogo
        self.proceso = proceso
        self.entorno = entorno
        let escritores = catalogo.elecciones.map {
            EscritorDeBase(eleccion: $0, formato: formato, proceso: proceso, entorno: entorno)
        }
        self.escritores = escritores
        fijos = escritores.map { e in
            let leeme = Leeme.texto(e.eleccion, formato, proceso: proceso, entorno: entorno, base: e.nombreDeBase)
            return [
                Zip.Entrada(nombre: e.nombreDeCandidaturas, bytes: e.candidaturas()),
                Zip.Entrada(nombre: "LEEME.txt", bytes: [0xEF, 0xBB, 0xBF] + Array(leeme.utf8)),
            ]
        }
        filas = Array(repeating: nil, count: catalogo.actas.count)
    }

    func paquete(_ c: ContextoDeCorte, _ computos: [Computo]) throws -> (nombre: String, bytes: [UInt8]) {
        let fecha = FechaHora(c.corte.instante, en: proceso.huso)
        var zips: [Zip.Entrada] = []
        for (i, escritor) in escritores.enumerated() {
            var filasDeEleccion: [[UInt8]] = []
            for acta in catalogo.actas where acta.eleccion == i {
                filasDeEleccion.append(fila(acta, c.escrutinio.actas[acta.id - 1], escritor))
            }
            filasDeEleccion += c.escrutinio.fuera[i].map { escritor.fila(fueraDeCatalogo: $0.resultado) }
            let base = escritor.archivo(c.corte, computos[i].entidad.resumen, filas: filasDeEleccion)
            let zip = try Zip.crear([Zip.Entrada(nombre: escritor.nombreDeBase, bytes: base)] + fijos[i], fecha: fecha)
            zips.append(Zip.Entrada(nombre: escritor.nombreDeZip(c.corte), bytes: zip, comprimir: false))
        }
        return (EscritorDeBase.nombreDePaquete(c.corte, proceso, entorno), try Zip.crear(zips, fecha: fecha))
    }

    private func fila(_ acta: Acta, _ estado: ActaEnCorte, _ escritor: EscritorDeBase) -> [UInt8] {
        if let guardada = filas[acta.id - 1], guardada.numero == estado.numero { return guardada.bytes }
        let bytes = escritor.fila(acta, estado)
        filas[acta.id - 1] = (estado.numero, bytes)
        return bytes
    }
}

/// What changed in a corte, acta by acta, with its reason: newsrooms do not have to compare data bases.
enum Cambios {
    private struct Linea: Encodable {
        let corte: Int
        let eleccion: String
        let claveActa: String
        let identidad: String
        let tipo: String
        let motivo: String?
        let contabilizada: String
        let observaciones: String
        let total: Int?
    }

    static func ndjson(_ c: ContextoDeCorte, _ redaccion: Redaccion) throws(PublicacionError) -> [UInt8] {
        var bytes: [UInt8] = []
        let catalogo = c.escrutinio.catalogo
        for acta in catalogo.actas {
            let estado = c.escrutinio.actas[acta.id - 1]
            guard estado.numero > c.hastaPrevio else { continue }
            bytes += try JSONCanonico.bytes(
                Linea(
                    corte: c.corte.numero, eleccion: catalogo.elecciones[acta.eleccion].id, claveActa: acta.claveActa,
                    identidad: acta.identidad, tipo: tipo(estado, c.hastaPrevio),
                    motivo: estado.resultado?.motivo, contabilizada: estado.veredicto.contabilizada.rawValue,
                    observaciones: redaccion.observaciones(estado.veredicto.criterio), total: estado.veredicto.total))
        }
        for (i, fuera) in c.escrutinio.fuera.enumerated() {
            for f in fuera where f.resultado.numero > c.hastaPrevio {
                bytes += try JSONCanonico.bytes(
                    Linea(
                        corte: c.corte.numero, eleccion: catalogo.elecciones[i].id, claveActa: "-",
                        identidad: f.acta.identidad, tipo: "nueva", motivo: nil,
                        contabilizada: Contabilizada.fueraDeCatalogo.rawValue,
                        observaciones: redaccion.observaciones(.fueraDeCatalogo), total: nil))
            }
        }
        return bytes
    }

    private static func tipo(_ estado: ActaEnCorte, _ hastaPrevio: Int) -> String {
        if estado.cifras <= hastaPrevio { return "cotejo" }
        return estado.resultado?.motivo == nil ? "nueva" : "corrección"
    }
}
