import Almacen
import Electoral

/// The wall: the operation as a whole at an instant, computed from the memory of the night.
public struct Tablero: Sendable {
    /// One step of the pipeline.
    public struct Paso: Sendable, Hashable, Encodable {
        public let etapa: EtapaEnTablero
        public let actas: Int
        /// Seconds that the oldest has waited there; nil when there is none.
        public let masVieja: Int?
    }

    /// A CATD or CCV.
    public struct Centro: Sendable, Hashable, Encodable {
        public enum Situacion: String, Sendable, Hashable, Encodable {
            case porIniciar = "por_iniciar"
            case trabaja, detenido
            case sinEnlace = "sin_enlace"
            case completo

            public var nombre: String {
                switch self {
                case .porIniciar: "Por iniciar"
                case .trabaja: "En operación"
                case .detenido: "Detenido"
                case .sinEnlace: "¿Sin enlace?"
                case .completo: "Completo"
                }
            }
        }

        public let clave: String
        public let nombre: String
        public let tipo: String
        public var esperadas = 0
        public var llegadas = 0
        public var digitalizadas = 0
        public var verificadas = 0
        public var sinActa = 0
        public var capturas = 0
        /// Instant of the last act; nil when there has been none.
        public var ultimaActividad: Instante?
        /// Seconds that the oldest acta that has arrived waits for its result.
        public var masVieja: Int?
        /// People who are in.
        public var personas = 0
        public var situacion = Situacion.porIniciar

        /// Expected actas without result.
        public var pendientes: Int { esperadas - verificadas - sinActa }

        init(_ centro: CentroGuardado) {
            clave = centro.clave
            nombre = centro.nombre
            tipo = centro.tipo
        }
    }

    /// Acts of one kind in the last minutes.
    public struct Ritmo: Sendable, Hashable, Encodable {
        public let paso: String
        public let en5: Int
        public let en15: Int
        public let en60: Int
    }

    public struct Avance: Sendable, Hashable, Encodable {
        public let eleccion: String
        public let titulo: String
        public let esperadas: Int
        public let capturadas: Int
        public let contabilizadas: Int
        public let sinActa: Int
    }

    /// Arrival, every ten minutes since the start of the acopio.
    public struct PuntoDeCurva: Sendable, Hashable, Encodable {
        public let minuto: Int
        public let esperadas: Int
        /// Actas with a result until then; nil in the future.
        public let capturadas: Int?
        /// Actas received until then, at a CATD or by their image; nil in the future.
        public let llegadas: Int?
    }

    public let instante: Instante
    /// Start of the acopio: minute zero of the curve.
    public let inicio: Instante
    public let esperadas: Int
    public let pasos: [Paso]
    public let centros: [Centro]
    public let ritmo: [Ritmo]
    public let avance: [Avance]
    public let curva: [PuntoDeCurva]
    /// Actas with a result and actas received, at this instant: the curve knows them every ten minutes alone.
    public let conResultado: Int
    public let recibidas: Int
    /// Of those with a result, the ones that a correction under way will replace.
    public let enCorreccion: Int
    /// Actas whose image was made at the casilla and at a CATD.
    public let deCasilla: Int
    public let deCATD: Int
    /// Rounds that a second person typed, and those in which both differed.
    public let comparadas: Int
    public let distintas: Int
    public let ultimoCorte: Corte?
    public let siguienteCorte: Instante?
    public let alarmas: [Alarma]

    public func actas(_ etapa: EtapaEnTablero) -> Int { pasos.first { $0.etapa == etapa }?.actas ?? 0 }
}

extension MemoriaDeNoche {
    public func tablero(_ ahora: Instante) -> Tablero {
        let centros = centrosEnTablero(ahora)
        return Tablero(
            instante: ahora, inicio: proceso.inicioAcopio, esperadas: actas.count, pasos: pasos(ahora),
            centros: centros,
            ritmo: ritmo(ahora), avance: avance(), curva: curva(ahora),
            conResultado: primerResultado.count { $0 > 0 }, recibidas: primeraLlegada.count { $0 > 0 },
            enCorreccion: actas.count { finales[$0.id - 1] != nil && etapa($0.id).falta },
            deCasilla: procedencia.count { $0 == 2 }, deCATD: procedencia.count { $0 == 1 },
            comparadas: comparadas, distintas: distintas, ultimoCorte: cortes.last,
            siguienteCorte: siguienteCorte, alarmas: alarmas(ahora, centros: centros))
    }

    /// When the next corte is due; nil after the last.
    var siguienteCorte: Instante? {
        guard let ultimo = cortes.last else { return proceso.inicioPublicacion }
        return ultimo.ultimo ? nil : programado(despuesDe: ultimo)
    }

    /// The hour at which the corte after one was due: the one that it announced, unless the schedule changed before
    /// `hasta`.
    func programado(despuesDe corte: Corte, hasta: Instante? = nil) -> Instante? {
        for vigente in horarios.reversed() {
            guard let desde = vigente.desde, desde > corte.instante else { break }
            if hasta.map({ desde < $0 }) ?? true { return vigente.horario.siguiente(despuesDe: desde) }
        }
        return corte.siguiente
    }

    /// How many cortes were due up to an hour, by the schedule that ruled at each.
    func programados(hasta limite: Instante) -> Int {
        let reglas = horarios.isEmpty ? [HorarioVigente(desde: nil, horario: proceso.horario)] : horarios
        return reglas.horas(despuesDe: proceso.inicioAcopio - 1, hasta: limite).count
    }

    static func segundos(_ desde: Instante, _ hasta: Instante) -> Int {
        max(0, Int((hasta.microsegundos - desde.microsegundos) / 1_000_000))
    }

    private func pasos(_ ahora: Instante) -> [Tablero.Paso] {
        var cuentas = Array(repeating: 0, count: EtapaEnTablero.allCases.count)
        var viejas = Array(repeating: Int64.max, count: cuentas.count)
        let indice = Dictionary(
            uniqueKeysWithValues: EtapaEnTablero.allCases.enumerated().map { ($0.element, $0.offset) })
        let esperada = indice[.esperada] ?? 0
        var conEstado = 0
        for case let estado? in estados {
            conEstado += 1
            let i = indice[EtapaEnTablero(estado)] ?? 0
            cuentas[i] += 1
            viejas[i] = min(viejas[i], estado.desde.microsegundos)
        }
        cuentas[esperada] += actas.count - conEstado
        for estado in fuera.values {
            let i = indice[.fueraDeCatalogo] ?? 0
            cuentas[i] += 1
            viejas[i] = min(viejas[i], estado.desde.microsegundos)
        }
        if cuentas[esperada] > 0 { viejas[esperada] = proceso.inicioAcopio.microsegundos }
        return EtapaEnTablero.allCases.enumerated().map { i, etapa in
            Tablero.Paso(
                etapa: etapa, actas: cuentas[i],
                masVieja: cuentas[i] == 0 || viejas[i] == .max
                    ? nil : Self.segundos(Instante(microsegundos: viejas[i]), ahora))
        }
    }

    private func centrosEnTablero(_ ahora: Instante) -> [Tablero.Centro] {
        var filas = Dictionary(
            uniqueKeysWithValues: centros.map { ($0.clave, Tablero.Centro($0)) })
        var porPosicion = claves.map { filas[$0] }
        var viejas = Array(repeating: Int64.max, count: claves.count)
        for (i, c) in centroDe.enumerated() where c >= 0 {
            let p = Int(c)
            porPosicion[p]?.esperadas += 1
            guard let estado = estados[i] else { continue }
            switch estado.etapa {
            case .esperada: continue
            case .sinActa: porPosicion[p]?.sinActa += 1
            case .acopiada: porPosicion[p]?.llegadas += 1
            default:
                porPosicion[p]?.llegadas += 1
                porPosicion[p]?.digitalizadas += 1
                if estado.etapa == .verificada { porPosicion[p]?.verificadas += 1 }
            }
            if EtapaEnTablero(estado).falta { viejas[p] = min(viejas[p], estado.desde.microsegundos) }
        }
        for presente in presencia { filas[presente.centro]?.personas = presente.personas }
        for (p, clave) in claves.enumerated() {
            guard var fila = porPosicion[p] else { continue }
            fila.personas = filas[clave]?.personas ?? 0
            fila.capturas = capturas[p]
            fila.ultimaActividad = actividad[p] == 0 ? nil : Instante(microsegundos: actividad[p])
            fila.masVieja = viejas[p] == .max ? nil : Self.segundos(Instante(microsegundos: viejas[p]), ahora)
            fila.situacion = situacion(fila, ahora)
            filas[clave] = fila
        }
        return centros.compactMap { filas[$0.clave] }
    }

    private func situacion(_ c: Tablero.Centro, _ ahora: Instante) -> Tablero.Centro.Situacion {
        if c.esperadas > 0, c.pendientes == 0 { return .completo }
        if sinEnlace(c.clave, ahora) != nil { return .sinEnlace }
        guard let ultima = c.ultimaActividad else {
            // Nothing arrives before the first casillas close their count.
            return c.pendientes > 0 && ahora > proceso.inicioPublicacion + reglas.catdDetenido * 60
                ? .detenido : .porIniciar
        }
        guard c.pendientes > 0 else { return .trabaja }
        return Self.segundos(ultima, ahora) > reglas.catdDetenido * 60 ? .detenido : .trabaja
    }

    /// Since when a centre whose people are in sends nothing; nil when it does.
    func sinEnlace(_ clave: String, _ ahora: Instante) -> Instante? {
        guard let suya = presencia.first(where: { $0.centro == clave }) else { return nil }
        let acto = posicion(de: clave).map { actividad[$0] } ?? 0
        let ultima = max(suya.ultima, Instante(microsegundos: acto))
        return Self.segundos(ultima, ahora) > reglas.sinEnlace * 60 ? ultima : nil
    }

    func posicion(de clave: String) -> Int? { claves.firstIndex(of: clave) }

    private func ritmo(_ ahora: Instante) -> [Tablero.Ritmo] {
        let pasos: [(nombre: String, tipos: Set<CicloDeVida.Evento.Tipo>)] = [
            ("Acopio", [.acopio]), ("Digitalización", [.digitalizacion]), ("Captura", [.captura, .verificacion]),
            ("Supervisión", [.decision]), ("Cotejo", [.cotejo]),
        ]
        let limites = [5, 15, 60].map { (ahora - $0 * 60).microsegundos }
        // Facts come nearly in the order of their hours.
        let margen = (ahora - 90 * 60).microsegundos
        var cuentas = Array(repeating: [0, 0, 0], count: pasos.count)
        for h in hechos.reversed() {
            if h.instante < margen { break }
            guard h.instante <= ahora.microsegundos, let i = pasos.firstIndex(where: { $0.tipos.contains(h.tipo) })
            else { continue }
            for (k, limite) in limites.enumerated() where h.instante > limite { cuentas[i][k] += 1 }
        }
        var verificadas = [0, 0, 0]
        for instante in primerResultado where instante > limites[2] && instante <= ahora.microsegundos {
            for (k, limite) in limites.enumerated() where instante > limite { verificadas[k] += 1 }
        }
        var filas = zip(pasos, cuentas).map {
            Tablero.Ritmo(paso: $0.nombre, en5: $1[0], en15: $1[1], en60: $1[2])
        }
        filas.insert(
            Tablero.Ritmo(
                paso: "Con resultado", en5: verificadas[0], en15: verificadas[1], en60: verificadas[2]), at: 3)
        return filas
    }

    private func avance() -> [Tablero.Avance] {
        var resumenes = Array(repeating: Resumen(), count: catalogo.elecciones.count)
        var sinActa = Array(repeating: 0, count: resumenes.count)
        for acta in actas {
            let final = finales[acta.id - 1]
            resumenes[acta.eleccion].sumar(final?.veredicto ?? .enProceso, casilla: acta.casilla)
            if case .sinActa = final?.veredicto.criterio { sinActa[acta.eleccion] += 1 }
        }
        return catalogo.elecciones.enumerated().compactMap { i, eleccion in
            if esParcial, resumenes[i].esperadas == 0 { return nil }
            return Tablero.Avance(
                eleccion: eleccion.id, titulo: eleccion.titulo, esperadas: resumenes[i].esperadas,
                capturadas: resumenes[i].capturadas, contabilizadas: resumenes[i].contabilizadas,
                sinActa: sinActa[i])
        }
    }

    private func curva(_ ahora: Instante) -> [Tablero.PuntoDeCurva] {
        let paso = 10
        let minutos = Self.segundos(proceso.inicioAcopio, proceso.cierrePublicacion) / 60
        let ultimo = minutos / paso
        func acumulado(_ instantes: [Int64]) -> [Int] {
            var cuentas = Array(repeating: 0, count: ultimo + 1)
            for instante in instantes where instante > 0 {
                let segundos = Self.segundos(proceso.inicioAcopio, Instante(microsegundos: instante))
                let i = (segundos + paso * 60 - 1) / (paso * 60)
                if i <= ultimo { cuentas[i] += 1 }
            }
            for i in cuentas.indices.dropFirst() { cuentas[i] += cuentas[i - 1] }
            return cuentas
        }
        let capturadas = acumulado(primerResultado)
        let llegadas = acumulado(primeraLlegada)
        let hoy = ahora < proceso.inicioAcopio ? -1 : Self.segundos(proceso.inicioAcopio, ahora) / 60
        return (0...max(0, ultimo)).map { i in
            let minuto = i * paso
            let pasado = minuto <= hoy
            return Tablero.PuntoDeCurva(
                minuto: minuto,
                esperadas: actas.count * reglas.curva.centesimas(minuto: minuto) / 10_000,
                capturadas: pasado ? capturadas[i] : nil, llegadas: pasado ? llegadas[i] : nil)
        }
    }
}
