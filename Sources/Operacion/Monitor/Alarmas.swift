import Almacen
import Electoral

/// Something to look at now. It never changes what is published.
public struct Alarma: Sendable, Hashable, Encodable {
    public enum Tipo: String, Sendable, Hashable, CaseIterable, Encodable {
        case catdDetenido = "catd_detenido"
        case colaVieja = "cola_vieja"
        case sinEnlace = "sin_enlace"
        case excepcionVieja = "excepcion_vieja"
        case trabajoAtorado = "trabajo_atorado"
        case corteTarde = "corte_tarde"
        case corteRechazado = "corte_rechazado"
        case difusorSuspendido = "difusor_suspendido"
        case difusorEnFalla = "difusor_en_falla"
        case difusorConAnomalia = "difusor_con_anomalia"
        case columnaEnCero = "columna_en_cero"
        case cifrasIdenticas = "cifras_identicas"
        case participacion

        public var nombre: String {
            switch self {
            case .catdDetenido: "CATD detenido"
            case .colaVieja: "Cola vieja"
            case .sinEnlace: "Sin enlace"
            case .excepcionVieja: "Excepción sin resolver"
            case .trabajoAtorado: "Trabajo atorado"
            case .corteTarde: "Corte tarde"
            case .corteRechazado: "Corte rechazado"
            case .difusorSuspendido: "Difusor suspendido"
            case .difusorEnFalla: "Difusor en falla"
            case .difusorConAnomalia: "Anomalía en un difusor"
            case .columnaEnCero: "Columna en cero"
            case .cifrasIdenticas: "Cifras idénticas"
            case .participacion: "Participación sobre 100 %"
            }
        }

        /// Whether it tells figures of actas: only for those who may see them before they are published.
        public var conCifras: Bool { self == .columnaEnCero || self == .cifrasIdenticas || self == .participacion }
    }

    public let tipo: Tipo
    /// It stops actas, or it may be an error in figures that are being published.
    public let grave: Bool
    /// When it began.
    public let desde: Instante
    public let texto: String
    /// Actas behind it, at most `MemoriaDeNoche.actasPorAlarma`.
    public let actas: [Acta.ID]
    public let centro: String?
    public let etapa: EtapaEnTablero?

    init(
        _ tipo: Tipo, grave: Bool, desde: Instante, _ texto: String, actas: [Acta.ID] = [], centro: String? = nil,
        etapa: EtapaEnTablero? = nil
    ) {
        self.tipo = tipo
        self.grave = grave
        self.desde = desde
        self.texto = texto
        self.actas = Array(actas.prefix(MemoriaDeNoche.actasPorAlarma))
        self.centro = centro
        self.etapa = etapa
    }
}

extension MemoriaDeNoche {
    static let actasPorAlarma = 20

    /// Newest first.
    func alarmas(_ ahora: Instante, centros: [Tablero.Centro]) -> [Alarma] {
        var todas = deCentros(ahora, centros)
        todas += deColas(ahora)
        todas += deTrabajo(ahora)
        todas += deCortes(ahora)
        todas += deCifras()
        todas += deDifusores()
        return todas.enumerated().sorted { ($0.element.desde, -$0.offset) > ($1.element.desde, -$1.offset) }
            .map(\.element)
    }

    private func deCentros(_ ahora: Instante, _ centros: [Tablero.Centro]) -> [Alarma] {
        centros.compactMap { c in
            switch c.situacion {
            case .detenido:
                let desde = c.ultimaActividad ?? proceso.inicioPublicacion
                let aqui = c.llegadas - c.digitalizadas
                let porLlegar = c.esperadas - c.llegadas - c.sinActa
                var falta = aqui > 0 ? ["\(aqui) recibidas sin digitalizar"] : []
                if porLlegar > 0 { falta.append("\(porLlegar) por llegar") }
                if falta.isEmpty { falta.append("\(c.pendientes) sin resultado") }
                return Alarma(
                    .catdDetenido, grave: aqui > 0 || c.ultimaActividad == nil,
                    desde: desde + reglas.catdDetenido * 60,
                    "\(c.nombre) \(c.ultimaActividad == nil ? "no ha tenido actividad" : "sin actividad"): \(falta.joined(separator: " y ")).",
                    centro: c.clave)
            case .sinEnlace:
                guard let ultima = sinEnlace(c.clave, ahora) else { return nil }
                return Alarma(
                    .sinEnlace, grave: true, desde: ultima + reglas.sinEnlace * 60,
                    "\(c.nombre) no envía nada y \(c.personas == 1 ? "una persona sigue" : "\(c.personas) personas siguen") dentro: revise su enlace.",
                    centro: c.clave)
            default: return nil
            }
        }
    }

    private func deColas(_ ahora: Instante) -> [Alarma] {
        var viejas: [EtapaEnTablero: (actas: [Acta.ID], desde: Int64)] = [:]
        let limites = Dictionary(
            uniqueKeysWithValues: reglas.colaVieja.map { ($0.key, (ahora - $0.value * 60).microsegundos) })
        for case let estado? in estados {
            guard let limite = limites[estado.etapa], estado.desde.microsegundos < limite else { continue }
            var vieja = viejas[EtapaEnTablero(estado)] ?? ([], .max)
            vieja.actas.append(estado.acta)
            vieja.desde = min(vieja.desde, estado.desde.microsegundos)
            viejas[EtapaEnTablero(estado)] = vieja
        }
        return EtapaEnTablero.allCases.compactMap { etapa in
            guard let vieja = viejas[etapa], let original = CicloDeVida.Etapa(rawValue: etapa.rawValue) else {
                return nil
            }
            let minutos = reglas.colaVieja[original] ?? 0
            let n = vieja.actas.count
            let cuantas = n == 1 ? "Un acta lleva" : "\(n) actas llevan"
            let texto = "\(cuantas) más de \(minutos) min en «\(etapa.nombre)»."
            return Alarma(
                .colaVieja, grave: etapa == .enSupervision || etapa == .acopiada,
                desde: Instante(microsegundos: vieja.desde) + minutos * 60, texto, actas: vieja.actas, etapa: etapa)
        }
    }

    private func deTrabajo(_ ahora: Instante) -> [Alarma] {
        let atorados = tomados.filter { Self.segundos($0.desde, ahora) > reglas.trabajoAtorado * 60 }
        var alarmas: [Alarma] = []
        if let primero = atorados.first {
            let cuantas = atorados.count == 1 ? "Un acta está" : "\(atorados.count) actas están"
            alarmas.append(
                Alarma(
                    .trabajoAtorado, grave: false, desde: primero.desde + reglas.trabajoAtorado * 60,
                    "\(cuantas) en manos de alguien desde hace más de \(reglas.trabajoAtorado) min.",
                    actas: atorados.map(\.acta)))
        }
        for e in excepciones where Self.segundos(e.instante, ahora) > reglas.excepcionVieja * 60 {
            alarmas.append(
                Alarma(
                    .excepcionVieja, grave: true, desde: e.instante + reglas.excepcionVieja * 60,
                    "Excepción \(e.id) (\(Self.nombre(excepcion: e.tipo))) de \(nombre(centro: e.centro)) sin resolver.",
                    actas: e.acta.map { [$0] } ?? [], centro: e.centro))
        }
        return alarmas
    }

    static func nombre(excepcion tipo: String) -> String {
        switch tipo {
        case "sin_acta": "sin acta"
        case "no_corresponde": "no corresponde"
        case "fuera_de_catalogo": "fuera de catálogo"
        case "imagen_repetida": "imagen repetida"
        default: "otra"
        }
    }

    private func deCortes(_ ahora: Instante) -> [Alarma] {
        var alarmas: [Alarma] = []
        if let siguiente = siguienteCorte, Self.segundos(siguiente, ahora) > reglas.corteTarde * 60 {
            let hora = FechaHora(siguiente, en: proceso.huso).horaMinuto
            alarmas.append(
                Alarma(
                    .corteTarde, grave: true, desde: siguiente + reglas.corteTarde * 60,
                    "El corte de las \(hora) no se ha publicado."))
        }
        // Made and not in the tree: who publishes stopped in between. Stores of before wrote no publications down.
        if let ultimo = cortes.last, let publicada = publicaciones.last, publicada.corte < ultimo.numero,
            Self.segundos(ultimo.instante, ahora) > reglas.corteTarde * 60
        {
            let hora = FechaHora(ultimo.instante, en: proceso.huso).horaMinuto
            alarmas.append(
                Alarma(
                    .corteTarde, grave: true, desde: ultimo.instante + reglas.corteTarde * 60,
                    "El corte de las \(hora) se hizo y no llegó al sitio público."))
        }
        // One that a later corte repaired is history.
        if let rechazado = cortesRechazados.last, rechazado.instante > cortes.last?.instante ?? proceso.inicioAcopio {
            alarmas.append(
                Alarma(
                    .corteRechazado, grave: true, desde: rechazado.instante,
                    "Un corte no se publicó: \(rechazado.motivo)."))
        }
        return alarmas
    }
}
