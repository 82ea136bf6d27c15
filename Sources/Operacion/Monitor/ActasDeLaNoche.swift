import Almacen
import Electoral

/// Which actas to list.
public struct FiltroDeActas: Sendable, Hashable {
    public var centro: String?
    /// Position of the election.
    public var eleccion: Int?
    public var etapa: EtapaEnTablero?
    public var seccion: Int?
    /// Part of the key of the acta or of the casilla.
    public var clave: String?
    /// Only those.
    public var actas: Set<Acta.ID>?
    /// Only those without definitive figures: on the way, in correction, or sin acta.
    public var faltan = false

    public init() {}
}

/// An acta in a list: where it is, why, and who has it.
public struct FilaDeActa: Sendable, Hashable {
    public let acta: Acta
    public let etapa: EtapaEnTablero
    /// What it waits for, or why there is none.
    public let motivo: String
    /// Who has to do the next step.
    public let responsable: String
    public let centro: String?
    public let desde: Instante?
    public let segundos: Int
    /// Who has it on the screen, and since when.
    public let tomado: TrabajoTomado?
    /// Whether it counts as captured already: sin acta, or with the figures that a correction has not replaced yet.
    public let conResultado: Bool
}

extension MemoriaDeNoche {
    /// Actas of the catalogue that pass a filter, those that have waited longest first when they are missing, in the
    /// order of the catalogue otherwise.
    public func actas(_ filtro: FiltroDeActas, _ ahora: Instante) -> [FilaDeActa] {
        let clave = filtro.clave?.uppercased()
        let conExcepcion = Dictionary(
            excepciones.compactMap { e in e.acta.map { ($0, e) } }, uniquingKeysWith: { a, _ in a })
        let enManos = Dictionary(tomados.map { ($0.acta, $0) }, uniquingKeysWith: { a, _ in a })
        var filas: [FilaDeActa] = []
        for acta in self.actas {
            if let actas = filtro.actas, !actas.contains(acta.id) { continue }
            if let eleccion = filtro.eleccion, acta.eleccion != eleccion { continue }
            if let seccion = filtro.seccion, acta.casilla.seccion != seccion { continue }
            let etapa = etapa(acta.id)
            if let pedida = filtro.etapa, etapa != pedida { continue }
            if filtro.faltan, !etapa.falta, etapa != .sinActa { continue }
            if let centro = filtro.centro, self.centro(de: acta.id) != centro { continue }
            if let clave, !acta.claveActa.contains(clave), !acta.claveCasilla.contains(clave) { continue }
            filas.append(
                fila(
                    acta, etapa, excepcion: conExcepcion[acta.id], tomado: enManos[acta.id], ahora))
        }
        return filtro.faltan ? filas.sorted { ($0.segundos, -$0.acta.id) > ($1.segundos, -$1.acta.id) } : filas
    }

    private func fila(
        _ acta: Acta, _ etapa: EtapaEnTablero, excepcion: ExcepcionAbierta?, tomado: TrabajoTomado?, _ ahora: Instante
    ) -> FilaDeActa {
        let centro = centro(de: acta.id)
        let desde = estados[acta.id - 1]?.desde
        let (motivo, responsable) =
            excepcion.map {
                ("Excepción abierta: \(Self.nombre(excepcion: $0.tipo))", "Supervisión")
            } ?? motivo(acta, etapa, centro: centro, enManos: tomado != nil)
        return FilaDeActa(
            acta: acta, etapa: etapa, motivo: motivo, responsable: responsable, centro: centro, desde: desde,
            segundos: Self.segundos(desde ?? proceso.inicioAcopio, ahora), tomado: tomado,
            conResultado: finales[acta.id - 1] != nil)
    }

    private func motivo(
        _ acta: Acta, _ etapa: EtapaEnTablero, centro: String?, enManos: Bool
    ) -> (motivo: String, responsable: String) {
        let catd = centro.map { nombre(centro: $0) } ?? "Sin centro asignado"
        switch etapa {
        case .esperada: return ("No ha llegado al CATD ni su imagen", catd)
        case .acopiada: return ("En el CATD, sin digitalizar", catd)
        case .digitalizada: return (enManos ? "La captura una persona" : "Espera la primera captura", "Captura")
        case .capturada: return (enManos ? "La captura una segunda persona" : "Espera la segunda captura", "Captura")
        case .enDiferencia: return (enManos ? "La captura una tercera persona" : "Espera la tercera captura", "Captura")
        case .enSupervision: return ("Tres capturas distintas: espera decisión", "Supervisión")
        case .verificada: return ("Con resultado", "Cotejo")
        case .cotejada: return ("Con resultado, cotejada", "—")
        case .sinActa:
            if case .sinActa(let causa) = finales[acta.id - 1]?.veredicto.criterio { return (causa.enFrase, catd) }
            return ("Sin acta", catd)
        case .fueraDeCatalogo: return ("Fuera de catálogo", "—")
        }
    }
}

extension CausaSinActa {
    /// For lists: "Sin acta por paquete no entregado".
    public var enFrase: String {
        switch self {
        case .casillaNoInstalada: "Sin acta por casilla no instalada"
        case .paqueteNoEntregado: "Sin acta por paquete no entregado"
        case .paqueteSinBolsa: "Sin acta por paquete entregado sin bolsa"
        case .contingenciaUrna: "Sin acta por contingencia en urna electrónica"
        }
    }
}
