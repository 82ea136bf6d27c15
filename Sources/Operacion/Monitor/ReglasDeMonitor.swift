import Electoral

/// When the expected share of the actas is in.
public struct CurvaEsperada: Sendable, Hashable, Codable {
    public struct Punto: Sendable, Hashable, Codable {
        /// Minutes since the start of the acopio.
        public let minuto: Int
        /// Hundredths of one per cent of the expected actas.
        public let centesimas: Int

        public init(minuto: Int, centesimas: Int) {
            self.minuto = minuto
            self.centesimas = centesimas
        }
    }

    /// In ascending order of minute.
    public let puntos: [Punto]

    public init(puntos: [Punto]) { self.puntos = puntos.sorted { $0.minuto < $1.minuto } }

    /// Federal diputaciones of 2021, with the app at the casillas (dominio, appendix C).
    public static let federal2021 = CurvaEsperada(
        puntos: [
            (0, 0), (2, 2), (3, 9), (4, 20), (5, 38), (6, 48), (7, 57), (8, 64), (9, 70), (10, 75), (11, 78), (12, 82),
            (13, 85), (14, 87), (15, 89), (16, 91), (18, 94), (20, 95), (22, 96), (26, 97),
        ].map { Punto(minuto: $0.0 * 60, centesimas: $0.1 * 100) })

    /// Hundredths of one per cent at a minute, straight between the points.
    public func centesimas(minuto: Int) -> Int {
        guard let primero = puntos.first, let ultimo = puntos.last, minuto > primero.minuto else {
            return puntos.first?.centesimas ?? 0
        }
        guard minuto < ultimo.minuto else { return ultimo.centesimas }
        for (a, b) in zip(puntos, puntos.dropFirst()) where minuto <= b.minuto {
            let ancho = max(1, b.minuto - a.minuto)
            return a.centesimas + (b.centesimas - a.centesimas) * (minuto - a.minuto) / ancho
        }
        return ultimo.centesimas
    }
}

/// What the monitor calls late, old or odd. None of it changes what is published.
public struct ReglasDeMonitor: Sendable, Hashable, Codable {
    /// Minutes without an act after which a CATD with pending actas is stalled.
    public var catdDetenido = 30
    /// Minutes that an acta may wait at each step.
    public var colaVieja: [CicloDeVida.Etapa: Int] = [
        .acopiada: 20, .digitalizada: 20, .capturada: 20, .enDiferencia: 20, .enSupervision: 30,
    ]
    /// Minutes without a request of people who are in, after which their centre may have lost its link.
    public var sinEnlace = 8
    public var excepcionVieja = 30
    public var trabajoAtorado = 20
    /// Minutes after its hour that a corte is late.
    public var corteTarde = 3
    /// Share of a unit, in per cent, above which a zero in an acta is looked at.
    public var fuerzaCompetitiva = 10
    /// Counted actas of the unit that it takes to know its strengths.
    public var actasParaComparar = 5
    /// Votes of an acta below which its figures say nothing.
    public var votosParaComparar = 30
    /// A board is computed at most once in that time, and those who listen receive one as often.
    public var segundosEntreTableros = 5
    public var curva = CurvaEsperada.federal2021

    public init() {}

    private enum Llave: String, CodingKey {
        case catdDetenido = "catd_detenido"
        case colaVieja = "cola_vieja"
        case sinEnlace = "sin_enlace"
        case excepcionVieja = "excepcion_vieja"
        case trabajoAtorado = "trabajo_atorado"
        case corteTarde = "corte_tarde"
        case fuerzaCompetitiva = "fuerza_competitiva"
        case actasParaComparar = "actas_para_comparar"
        case votosParaComparar = "votos_para_comparar"
        case segundosEntreTableros = "segundos_entre_tableros"
        case curva
    }

    /// Reads what is given and keeps the default of the rest.
    public init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: Llave.self)
        func entero(_ llave: Llave, _ valor: inout Int) throws {
            valor = try c.decodeIfPresent(Int.self, forKey: llave) ?? valor
        }
        try entero(.catdDetenido, &catdDetenido)
        try entero(.sinEnlace, &sinEnlace)
        try entero(.excepcionVieja, &excepcionVieja)
        try entero(.trabajoAtorado, &trabajoAtorado)
        try entero(.corteTarde, &corteTarde)
        try entero(.fuerzaCompetitiva, &fuerzaCompetitiva)
        try entero(.actasParaComparar, &actasParaComparar)
        try entero(.votosParaComparar, &votosParaComparar)
        try entero(.segundosEntreTableros, &segundosEntreTableros)
        let colas = try c.decodeIfPresent([String: Int].self, forKey: .colaVieja) ?? [:]
        for (nombre, minutos) in colas {
            guard let etapa = CicloDeVida.Etapa(rawValue: nombre) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .colaVieja, in: c, debugDescription: "«\(nombre)» no es una etapa")
            }
            colaVieja[etapa] = minutos
        }
        curva = try c.decodeIfPresent(CurvaEsperada.self, forKey: .curva) ?? curva
    }

    public func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: Llave.self)
        try c.encode(catdDetenido, forKey: .catdDetenido)
        try c.encode(sinEnlace, forKey: .sinEnlace)
        try c.encode(excepcionVieja, forKey: .excepcionVieja)
        try c.encode(trabajoAtorado, forKey: .trabajoAtorado)
        try c.encode(corteTarde, forKey: .corteTarde)
        try c.encode(fuerzaCompetitiva, forKey: .fuerzaCompetitiva)
        try c.encode(actasParaComparar, forKey: .actasParaComparar)
        try c.encode(votosParaComparar, forKey: .votosParaComparar)
        try c.encode(segundosEntreTableros, forKey: .segundosEntreTableros)
        try c.encode(
            Dictionary(colaVieja.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { a, _ in a }),
            forKey: .colaVieja)
        try c.encode(curva, forKey: .curva)
    }
}
