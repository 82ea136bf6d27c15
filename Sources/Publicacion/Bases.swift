import Electoral
import Formatos

/// The official package of a corte: one zip per election inside one zip.
package final class PaqueteDeBases {
    private let proceso: Proceso
    private let entorno: Entorno
    private let bases: [BaseDeEleccion]

    package init(_ catalogo: Catalogo, formato: FormatoDeBase, proceso: Proceso, entorno: Entorno) {
        self.proceso = proceso
        self.entorno = entorno
        bases = catalogo.elecciones.indices.map {
            BaseDeEleccion(catalogo, eleccion: $0, formato: formato, proceso: proceso, entorno: entorno)
        }
    }

    /// Elections are written and compressed at once: the zip is most of what a corte costs.
    package func paquete(
        _ corte: Corte, _ escrutinio: Escrutinio, _ computos: [Computo]
    ) throws -> (nombre: String, bytes: [UInt8]) {
        let fecha = FechaHora(corte.instante, en: proceso.huso)
        let zips = try enParalelo(bases.count) { [bases] in
            try bases[$0].zip(corte, escrutinio, computos[$0].entidad.resumen, fecha: fecha)
        }
        return (EscritorDeBase.nombreDePaquete(corte, proceso, entorno), try Zip.crear(zips, fecha: fecha))
    }
}

/// The data base of one election. Keeps the bytes of rows that do not change.
///
/// `@unchecked Sendable`: the package gives each to one thread at a time.
private final class BaseDeEleccion: @unchecked Sendable {
    private let indice: Int
    private let actas: [Acta].SubSequence
    private let escritor: EscritorDeBase
    private let fijos: [Zip.Entrada]
    /// In the order of `actas`: number of the fact that the row comes from and its bytes.
    private var filas: [(numero: Int, bytes: [UInt8])?]

    init(_ catalogo: Catalogo, eleccion indice: Int, formato: FormatoDeBase, proceso: Proceso, entorno: Entorno) {
        self.indice = indice
        // The canonical order of the catalogue begins with the election.
        actas = catalogo.actas.drop { $0.eleccion < indice }.prefix { $0.eleccion == indice }
        let eleccion = catalogo.elecciones[indice]
        escritor = EscritorDeBase(eleccion: eleccion, formato: formato, proceso: proceso, entorno: entorno)
        let leeme = Leeme.texto(eleccion, formato, proceso: proceso, entorno: entorno)
        fijos = [
            Zip.Entrada(nombre: escritor.nombreDeCandidaturas, bytes: escritor.candidaturas()),
            Zip.Entrada(nombre: "LEEME.txt", bytes: [0xEF, 0xBB, 0xBF] + Array(leeme.utf8)),
        ]
        filas = Array(repeating: nil, count: actas.count)
    }

    func zip(_ corte: Corte, _ escrutinio: Escrutinio, _ resumen: Resumen, fecha: FechaHora) throws -> Zip.Entrada {
        var escritas: [[UInt8]] = []
        escritas.reserveCapacity(actas.count)
        for (posicion, acta) in actas.enumerated() {
            escritas.append(fila(posicion, acta, escrutinio.actas[acta.id - 1]))
        }
        escritas += escrutinio.fuera[indice].map { escritor.fila(fueraDeCatalogo: $0.resultado) }
        let base = Zip.Entrada(
            nombre: escritor.nombreDeBase, bytes: escritor.archivo(corte, resumen, filas: escritas))
        let bytes = try Zip.crear([base] + fijos, fecha: fecha)
        return Zip.Entrada(nombre: escritor.nombreDeZip(corte), bytes: bytes, comprimir: false)
    }

    private func fila(_ posicion: Int, _ acta: Acta, _ estado: ActaEnCorte) -> [UInt8] {
        if let guardada = filas[posicion], guardada.numero == estado.numero { return guardada.bytes }
        let bytes = escritor.fila(acta, estado)
        filas[posicion] = (estado.numero, bytes)
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
