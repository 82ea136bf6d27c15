import Electoral
import Formatos

/// Why an expected acta is not counted: nothing is missing without saying why.
enum Razon: String, CaseIterable, Encodable {
    case enProceso = "en_proceso"
    case paqueteNoEntregado = "paquete_no_entregado"
    case paqueteSinBolsa = "paquete_sin_bolsa"
    case casillaNoInstalada = "casilla_no_instalada"
    case contingenciaUrna = "contingencia_urna"
    case todosLosCampos = "todos_ilegibles_o_sin_dato"
    case excedeListaNominal = "excede_lista_nominal"

    /// Nil when the acta counts, or is not an expected one.
    init?(_ criterio: Criterio) {
        switch criterio {
        case .sinObservaciones, .algunCampo, .identificadaPorPTO, .fueraDeCatalogo: return nil
        case .enProceso: self = .enProceso
        case .todosLosCampos: self = .todosLosCampos
        case .excedeListaNominal: self = .excedeListaNominal
        case .sinActa(.paqueteNoEntregado): self = .paqueteNoEntregado
        case .sinActa(.paqueteSinBolsa): self = .paqueteSinBolsa
        case .sinActa(.casillaNoInstalada): self = .casillaNoInstalada
        case .sinActa(.contingenciaUrna): self = .contingenciaUrna
        }
    }

    /// - Parameter alCierre: nothing else will arrive.
    func titulo(alCierre: Bool) -> Texto {
        switch self {
        case .enProceso: alCierre ? .razonEnProcesoAlCierre : .razonEnProceso
        case .paqueteNoEntregado: .razonPaqueteNoEntregado
        case .paqueteSinBolsa: .razonPaqueteSinBolsa
        case .casillaNoInstalada: .razonCasillaNoInstalada
        case .contingenciaUrna: .razonContingenciaUrna
        case .todosLosCampos: .razonTodosLosCampos
        case .excedeListaNominal: .razonExcede
        }
    }

    func explicacion(alCierre: Bool) -> Texto {
        switch self {
        case .enProceso: alCierre ? .explicaEnProcesoAlCierre : .explicaEnProceso
        case .paqueteNoEntregado: .explicaPaqueteNoEntregado
        case .paqueteSinBolsa: .explicaPaqueteSinBolsa
        case .casillaNoInstalada: .explicaCasillaNoInstalada
        case .contingenciaUrna: .explicaContingenciaUrna
        case .todosLosCampos: .explicaTodosLosCampos
        case .excedeListaNominal: .explicaExcede
        }
    }
}

/// The actas of a level that are not counted, by reason.
struct Faltan: Encodable {
    /// An acta that is not counted.
    struct Falta: Encodable {
        let claveActa: String
        /// Nil for the modalities.
        let seccion: Int?
        let casilla: String
        /// Key and name of its unit.
        let nombreDeUnidad: String
        let razon: Razon
        let observaciones: String
        let listaNominal: Int
        /// Relative to the root of the tree.
        let ruta: String

        private enum CodingKeys: String, CodingKey {
            case claveActa, seccion, casilla, razon, observaciones, listaNominal, ruta
        }
    }

    private(set) var esperadas = 0
    private(set) var sinContabilizar = 0
    private(set) var razones: [Cuenta] = Razon.allCases.map { Cuenta(razon: $0, actas: 0) }

    struct Cuenta: Encodable {
        let razon: Razon
        var actas: Int
    }

    init() {}

    mutating func sumar(_ razon: Razon?) {
        esperadas += 1
        guard let razon, let i = razones.firstIndex(where: { $0.razon == razon }) else { return }
        sinContabilizar += 1
        razones[i].actas += 1
    }

    var pendientes: Int { self[.enProceso] }
    var capturadas: Int { esperadas - pendientes }
    var contabilizadas: Int { esperadas - sinContabilizar }
    var noContabilizadas: Int { sinContabilizar - pendientes }

    subscript(razon: Razon) -> Int { razones.first { $0.razon == razon }?.actas ?? 0 }

    static func += (a: inout Faltan, b: Faltan) {
        a.esperadas += b.esperadas
        a.sinContabilizar += b.sinContabilizar
        for i in a.razones.indices { a.razones[i].actas += b.razones[i].actas }
    }
}

/// The list of a unit, with its totals.
struct DatosDeFaltan: Encodable {
    let entorno: String
    let eleccion: String
    /// Key of the unit; `sin-unidad` for actas of none.
    let unidad: String
    let nombre: String
    let corte: CorteCitado
    let totales: Faltan
    let actas: [Faltan.Falta]
}

/// Totals of an election and of each of its units.
struct DatosDeFaltanDeEleccion: Encodable {
    struct DeUnidad: Encodable {
        let unidad: String
        let nombre: String
        let totales: Faltan
    }

    let entorno: String
    let eleccion: String
    let corte: CorteCitado
    let totales: Faltan
    /// Actas that belong to no approved casilla; they are not among the expected ones.
    let fueraDeCatalogo: Int
    let unidades: [DeUnidad]

    /// `faltan.csv`: one row for each acta, UTF-8 with BOM and commas.
    static func csv(_ filas: [(unidad: String, Faltan.Falta)]) -> [UInt8] {
        var texto = "\u{FEFF}UNIDAD,SECCION,CASILLA,CLAVE_ACTA,RAZON,OBSERVACIONES,LISTA_NOMINAL\r\n"
        for (unidad, f) in filas {
            let celdas = [
                unidad, f.seccion.map { cifras($0, ancho: 4) } ?? "N/A", f.casilla, f.claveActa, f.razon.rawValue,
                f.observaciones, String(f.listaNominal),
            ]
            texto += celdas.map { CeldaCSV.deTexto($0) }.joined(separator: ",") + "\r\n"
        }
        return Array(texto.utf8)
    }
}
