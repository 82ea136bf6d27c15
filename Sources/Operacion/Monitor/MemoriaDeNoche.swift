import Almacen
import Electoral

/// The night as a follower knows it: fed with what is new, it answers without asking the store again.
///
/// Trust statement: a copy for looking. Nothing is decided from it; what it holds is what the store said, at most a few
/// seconds ago.
public struct MemoriaDeNoche: Sendable {
    /// One act, compact: a night has some hundreds of thousands.
    struct Hecho: Sendable {
        let acta: Int32
        let persona: Int32
        let instante: Int64
        /// Fingerprint of the typed figures, to compare captures of one acta among themselves; 0 when none.
        let cifras: UInt64
        let tipo: CicloDeVida.Evento.Tipo
        /// Position in `claves`.
        let centro: Int16
        let ronda: Int16
        let deCasilla: Bool
    }

    /// The last result of an acta.
    struct Final: Sendable {
        let captura: Captura?
        let veredicto: Veredicto
        let cifras: UInt64
        let instante: Instante
        let origen: Origen?
    }

    public let catalogo: Catalogo
    /// With the schedule in force.
    public private(set) var proceso: Proceso
    public let reglas: ReglasDeMonitor
    /// The actas that this memory is about: those of the catalogue, or those of an accreditation.
    public private(set) var actas: [Acta]
    /// Looked up once: a board asks for the contest of every acta.
    let contiendasDeActas: ContiendasDeActas
    /// Whether it tells of a part of the process alone.
    public private(set) var esParcial = false

    private(set) var hechos: [Hecho] = []
    /// By position of the acta in the catalogue; nil while nothing has happened to it.
    private(set) var estados: [EstadoDeActa?]
    private(set) var finales: [Final?]
    /// Hour of the first result and of the first arrival, in microseconds; 0 while there is none.
    private(set) var primerResultado: [Int64]
    private(set) var primeraLlegada: [Int64]
    /// Where the image in force was made: 0 none, 1 CATD, 2 casilla.
    private(set) var procedencia: [UInt8]
    private(set) var fuera: [Acta.ID: EstadoDeActa] = [:]
    public private(set) var centros: [CentroGuardado] = []
    /// Keys of centres, the registered ones and any that a fact names.
    private(set) var claves: [String] = []
    private var posicionDeClave: [String: Int16] = [:]
    /// Position in `claves` of the centre that receives each acta; -1 when none does.
    private(set) var centroDe: [Int16]
    /// Last act at each centre, by position in `claves`, and captures there.
    private(set) var actividad: [Int64] = []
    private(set) var capturas: [Int] = []
    private(set) var horarios: [HorarioVigente] = []
    private(set) var cortes: [Corte] = []
    private(set) var publicaciones: [PublicacionDeCorte] = []
    private(set) var cortesRechazados: [(instante: Instante, motivo: String)] = []
    private(set) var presencia: [PresenciaEnCentro] = []
    private(set) var tomados: [TrabajoTomado] = []
    private(set) var excepciones: [ExcepcionAbierta] = []
    public private(set) var difusion = MemoriaDeDifusion()
    private(set) var comparadas = 0
    private(set) var distintas = 0
    /// Actas by the fingerprint of their final figures and format: those that share one have the same figures.
    private(set) var porFirma: [UInt64: [Acta.ID]] = [:]

    private var ultimoHecho = 0
    private var ultimaReasignacion: Int?
    /// First typed figures of the round under way of each acta.
    private var primeraToma: [(ronda: Int16, cifras: UInt64, segunda: Bool)]

    public init(catalogo: Catalogo, proceso: Proceso, reglas: ReglasDeMonitor = ReglasDeMonitor()) {
        self.init(catalogo, proceso, reglas, ContiendasDeActas(catalogo))
    }

    private init(
        _ catalogo: Catalogo, _ proceso: Proceso, _ reglas: ReglasDeMonitor, _ contiendas: ContiendasDeActas
    ) {
        self.catalogo = catalogo
        contiendasDeActas = contiendas
        self.proceso = proceso
        self.reglas = reglas
        actas = catalogo.actas
        let n = catalogo.actas.count
        estados = Array(repeating: nil, count: n)
        finales = Array(repeating: nil, count: n)
        primerResultado = Array(repeating: 0, count: n)
        primeraLlegada = primerResultado
        procedencia = Array(repeating: 0, count: n)
        centroDe = Array(repeating: -1, count: n)
        primeraToma = Array(repeating: (0, 0, false), count: n)
    }

    /// Takes in what the store has since the last time.
    ///
    /// - Returns: whether anything happened to an acta.
    @discardableResult
    public mutating func ponerAlDia(_ almacen: Almacen) throws(AlmacenError) -> Bool {
        let n = try almacen.novedades(
            despuesDe: ultimoHecho, reasignaciones: ultimaReasignacion, difusion: difusion.ultimo)
        incorporar(n)
        return !n.hechos.isEmpty
    }

    public mutating func incorporar(_ n: Novedades) {
        centros = n.centros
        if let adscripcion = n.adscripcion {
            for i in centroDe.indices { centroDe[i] = adscripcion[i + 1].map { posicion($0) } ?? -1 }
        }
        ultimaReasignacion = n.reasignaciones
        for centro in n.centros { _ = posicion(centro.clave) }
        hechos.reserveCapacity(hechos.count + n.hechos.count)
        for h in n.hechos { anotar(h) }
        for e in n.estados {
            if catalogo.acta(e.acta) != nil { estados[e.acta - 1] = e } else { fuera[e.acta] = e }
        }
        for r in n.resultados { concluir(r, instante: Self.instante(de: r.numero, en: n.hechos)) }
        horarios = n.horarios
        if let vigente = horarios.last { proceso.horario = vigente.horario }
        cortes = n.cortes
        publicaciones = n.publicaciones
        cortesRechazados = n.cortesRechazados
        presencia = n.presencia
        tomados = n.tomados
        excepciones = n.excepciones
        difusion.incorporar(n.difusion)
    }

    private mutating func posicion(_ clave: String) -> Int16 {
        if let p = posicionDeClave[clave] { return p }
        let nueva = Int16(clamping: claves.count)
        claves.append(clave)
        actividad.append(0)
        capturas.append(0)
        posicionDeClave[clave] = nueva
        return nueva
    }

    private mutating func anotar(_ h: HechoBreve) {
        let centro = posicion(h.centro)
        let micros = h.instante.microsegundos
        let hecho = Hecho(
            acta: Int32(clamping: h.acta), persona: Int32(clamping: h.persona.id), instante: micros,
            cifras: h.firma.map(Self.huella) ?? 0, tipo: h.tipo, centro: centro, ronda: Int16(clamping: h.ronda),
            deCasilla: h.origen == .casilla)
        ultimoHecho = max(ultimoHecho, h.id)
        actividad[Int(centro)] = max(actividad[Int(centro)], micros)
        seguir(hecho)
    }

    private mutating func seguir(_ h: Hecho) {
        hechos.append(h)
        let i = Int(h.acta) - 1
        guard catalogo.acta(i + 1) != nil else { return }
        switch h.tipo {
        case .acopio, .digitalizacion:
            if primeraLlegada[i] == 0 { primeraLlegada[i] = h.instante }
            if h.tipo == .digitalizacion { procedencia[i] = h.deCasilla ? 2 : 1 }
        case .captura, .verificacion:
            capturas[Int(h.centro)] += 1
            comparar(i, ronda: h.ronda, h.cifras)
        default: break
        }
    }

    /// Counts the rounds in which a second person typed, and those in which it was something else.
    private mutating func comparar(_ i: Int, ronda: Int16, _ cifras: UInt64) {
        let previa = primeraToma[i]
        if previa.ronda != ronda {
            primeraToma[i] = (ronda, cifras, false)
        } else if !previa.segunda {
            primeraToma[i].segunda = true
            comparadas += 1
            if previa.cifras != cifras { distintas += 1 }
        }
    }

    /// Hour of a fact among those that came in, in the order of their numbers.
    private static func instante(de hecho: Int, en hechos: [HechoBreve]) -> Instante {
        var (a, b) = (0, hechos.count)
        while a < b {
            let medio = (a + b) / 2
            if hechos[medio].id < hecho { a = medio + 1 } else { b = medio }
        }
        return a < hechos.count ? hechos[a].instante : Instante(microsegundos: 0)
    }

    private mutating func concluir(_ r: ResultadoNumerado, instante: Instante) {
        guard let acta = catalogo.acta(r.acta) else { return }
        let i = acta.id - 1
        let captura = if case .capturada(let c) = r.resultado.condicion { c } else { Captura?.none }
        let cifras = captura.map { Self.huella($0.firma) } ?? 0
        let previa = finales[i]
        finales[i] = Final(
            captura: captura,
            veredicto: Criterios(limites: proceso.limites).evaluar(
                r.resultado.condicion, casilla: acta.casilla, plantilla: catalogo.plantilla(de: acta),
                identificadaPorPTO: r.resultado.procedencia?.identificadaPorPTO ?? false),
            cifras: cifras, instante: instante, origen: r.resultado.procedencia?.origen)
        if primerResultado[i] == 0 { primerResultado[i] = instante.microsegundos }
        guard previa?.cifras != cifras else { return }
        if let previa, previa.cifras != 0 { porFirma[llave(acta, previa.cifras)]?.removeAll { $0 == acta.id } }
        if cifras != 0 { porFirma[llave(acta, cifras), default: []].append(acta.id) }
    }

    /// Figures are compared within one format of one election.
    private func llave(_ acta: Acta, _ cifras: UInt64) -> UInt64 {
        cifras ^ (UInt64(acta.eleccion) &* 0x9e37_79b9_7f4a_7c15) ^ (UInt64(acta.plantilla) &* 0xc2b2_ae3d_27d4_eb4f)
    }

    /// FNV-1a of a firma.
    static func huella(_ firma: String) -> UInt64 {
        var h: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in firma.utf8 { h = (h ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return h
    }

    /// The same night for whom there is only a part of it: an acta outside is not listed, counted, nor followed. Actas
    /// fuera de catálogo belong to no unit and stay outside.
    ///
    /// The hours at which centres worked are those of the whole: a CATD busy with other actas has not stopped.
    public func limitada(a alcance: Alcance) -> MemoriaDeNoche {
        guard !alcance.esTotal else { return self }
        var m = MemoriaDeNoche(catalogo, proceso, reglas, contiendasDeActas)
        m.esParcial = true
        m.actas = catalogo.actas.filter(alcance.incluye)
        (m.claves, m.posicionDeClave, m.actividad, m.cortes) = (claves, posicionDeClave, actividad, cortes)
        m.capturas = Array(repeating: 0, count: claves.count)
        var dentro = Array(repeating: false, count: catalogo.actas.count + 1)
        var conActas: Set<Int16> = []
        for acta in m.actas {
            let i = acta.id - 1
            dentro[acta.id] = true
            m.estados[i] = estados[i]
            m.finales[i] = finales[i]
            m.primerResultado[i] = primerResultado[i]
            m.centroDe[i] = centroDe[i]
            conActas.insert(centroDe[i])
        }
        func esDeAqui(_ acta: Int) -> Bool { acta > 0 && acta < dentro.count && dentro[acta] }
        for h in hechos where esDeAqui(Int(h.acta)) {
            m.seguir(h)
            conActas.insert(h.centro)
        }
        m.centros = centros.filter { posicionDeClave[$0.clave].map(conActas.contains) ?? false }
        let suyos = Set(m.centros.map(\.clave))
        m.presencia = presencia.filter { suyos.contains($0.centro) }
        m.tomados = tomados.filter { esDeAqui($0.acta) }
        m.excepciones = excepciones.filter { $0.acta.map(esDeAqui) ?? false }
        m.porFirma = porFirma.compactMapValues { grupo in
            let suyas = grupo.filter(esDeAqui)
            return suyas.isEmpty ? nil : suyas
        }
        return m
    }

    /// Whether this memory tells of an acta.
    public func incluye(_ acta: Acta.ID) -> Bool {
        catalogo.acta(acta) != nil ? !esParcial || actas.contains { $0.id == acta } : fuera[acta] != nil
    }

    /// Key of the centre that receives an acta.
    public func centro(de acta: Acta.ID) -> String? {
        guard catalogo.acta(acta) != nil, centroDe[acta - 1] >= 0 else { return nil }
        return claves[Int(centroDe[acta - 1])]
    }

    public func nombre(centro clave: String) -> String {
        centros.first { $0.clave == clave }?.nombre ?? clave
    }

    /// Actas that no approved casilla explains, in the order of their numbers.
    public var fueraDeCatalogo: [Acta.ID] { fuera.keys.sorted() }

    public func etapa(_ acta: Acta.ID) -> EtapaEnTablero {
        guard catalogo.acta(acta) != nil else { return .fueraDeCatalogo }
        return EtapaEnTablero(estados[acta - 1])
    }
}
