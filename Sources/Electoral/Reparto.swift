/// How the votes of a combination go to its parties (LGIPE 311.1.c; dominio 5.3), within one district or municipality.
public enum ReglaDeFraccion: String, Hashable, Sendable, Codable {
    /// The remainder goes one vote each to the members with most own votes.
    case unoACadaUno = "uno_a_cada_uno"
    /// The whole remainder goes to the member with most own votes.
    case todoAlPrimero = "todo_al_primero"
}

/// The agreement by which a candidatura común shares its votes (dominio 5.4).
public struct Convenio: Hashable, Sendable, Codable {
    public struct Parte: Hashable, Sendable, Codable {
        /// Position of the party among the options.
        public let partido: Int
        /// Ten-thousandths: 53.33 % is 5333.
        public let diezmilesimas: Int
        public init(partido: Int, diezmilesimas: Int) {
            self.partido = partido
            self.diezmilesimas = diezmilesimas
        }
    }

    /// Key of the unit; nil when it holds in all.
    public let unidad: String?
    /// Position of the candidatura común among the options.
    public let opcion: Int
    public let partes: [Parte]
    /// Position of the party that takes what the percentages leave over.
    public let restoPara: Int

    public init(unidad: String?, opcion: Int, partes: [Parte], restoPara: Int) {
        self.unidad = unidad
        self.opcion = opcion
        self.partes = partes
        self.restoPara = restoPara
    }
}

/// Votes of each party and independent in a unit: own, received from combinations, and where a tie in own votes decided
/// a fraction.
public struct Reparto: Hashable, Sendable {
    /// By position of the option: votes marked for it alone. Zero for combinations and candidaturas comunes, whose
    /// votes are shared.
    public private(set) var propios: [Int]
    public private(set) var recibidos: [Int]
    /// Positions of the combinations whose remainder was settled by the order of the acta because own votes were equal.
    public private(set) var empates: [Int]

    public init(opciones: Int) {
        propios = Array(repeating: 0, count: opciones)
        recibidos = Array(repeating: 0, count: opciones)
        empates = []
    }

    public func total(_ opcion: Int) -> Int { propios[opcion] + recibidos[opcion] }

    /// Distributes the votes of one unit.
    ///
    /// - Parameter votos: Σ of the contabilizadas of the unit, by position of the option.
    public init(
        votos: [Int], opciones: [Opcion], convenios: [Int: Convenio] = [:], fraccion: ReglaDeFraccion = .unoACadaUno
    ) {
        self.init(opciones: opciones.count)
        for (i, opcion) in opciones.enumerated() where opcion.miembros.isEmpty { propios[i] = votos[i] }
        for (i, opcion) in opciones.enumerated() where !opcion.miembros.isEmpty {
            if let convenio = convenios[i] {
                repartir(votos[i], convenio: convenio)
            } else {
                repartir(votos[i], combinacion: i, miembros: opcion.miembros, fraccion: fraccion)
            }
        }
    }

    private mutating func repartir(_ votos: Int, convenio: Convenio) {
        var repartidos = 0
        for parte in convenio.partes {
            let suyos = votos * parte.diezmilesimas / 10_000
            recibidos[parte.partido] += suyos
            repartidos += suyos
        }
        recibidos[convenio.restoPara] += votos - repartidos
    }

    private mutating func repartir(_ votos: Int, combinacion: Int, miembros: [Int], fraccion: ReglaDeFraccion) {
        let (cociente, resto) = votos.quotientAndRemainder(dividingBy: miembros.count)
        for m in miembros { recibidos[m] += cociente }
        guard resto > 0 else { return }
        let porVotos = miembros.sorted { (propios[$0], -$0) > (propios[$1], -$1) }
        switch fraccion {
        case .unoACadaUno:
            for m in porVotos.prefix(resto) { recibidos[m] += 1 }
            if propios[porVotos[resto - 1]] == propios[porVotos[resto]] { empates.append(combinacion) }
        case .todoAlPrimero:
            recibidos[porVotos[0]] += resto
            if propios[porVotos[0]] == propios[porVotos[1]] { empates.append(combinacion) }
        }
    }

    /// Entity level is the sum of its units: it is never distributed again.
    public static func += (a: inout Reparto, b: Reparto) {
        for i in a.propios.indices {
            a.propios[i] += b.propios[i]
            a.recibidos[i] += b.recibidos[i]
        }
        a.empates += b.empates
    }
}
