/// Where an election is won: a unit, or the whole entity.
public struct Contienda: Hashable, Sendable {
    /// Position of the election.
    public let eleccion: Int
    /// Position of the unit; nil when the whole entity is one contest.
    public let unidad: Int?

    public init(eleccion: Int, unidad: Int?) {
        self.eleccion = eleccion
        self.unidad = unidad
    }
}

extension Eleccion {
    /// Whether the entity elects as one: the gubernatura, or any election whose candidacies name no unit.
    public var esDeEntidad: Bool {
        id.hasPrefix("GUB") || (!candidaturas.isEmpty && candidaturas.allSatisfy { $0.unidad == nil })
    }
}

extension Catalogo {
    public var contiendas: [Contienda] {
        elecciones.enumerated().flatMap { i, eleccion in
            eleccion.esDeEntidad
                ? [Contienda(eleccion: i, unidad: nil)]
                : eleccion.unidades.indices.map { Contienda(eleccion: i, unidad: $0) }
        }
    }

    /// The contest that the votes of an acta decide; nil for representación proporcional and for the rows of no unit of
    /// an election that is won by units.
    public func contienda(de acta: Acta) -> Contienda? {
        guard acta.principio == .mayoriaRelativa else { return nil }
        if elecciones[acta.eleccion].esDeEntidad { return Contienda(eleccion: acta.eleccion, unidad: nil) }
        return acta.unidad.map { Contienda(eleccion: acta.eleccion, unidad: $0) }
    }

    /// Options on the ballots of each contest.
    public func participantes() -> [Contienda: [Int]] {
        var usadas: [Contienda: Set<Int>] = [:]
        for acta in actas {
            if let contienda = contienda(de: acta) { usadas[contienda, default: []].insert(acta.plantilla) }
        }
        var participantes: [Contienda: [Int]] = [:]
        for (contienda, plantillas) in usadas {
            participantes[contienda] = elecciones[contienda.eleccion].participantes(plantillas: plantillas)
        }
        return participantes
    }
}

/// An acta whose votes are not in the totals.
public struct ActaAfuera: Hashable, Sendable {
    /// It was processed and does not count; otherwise it is still to be processed.
    public let noContabilizada: Bool
    /// The most votes that it may add; nil when nobody knows.
    public let cota: Int?

    public init(noContabilizada: Bool, cota: Int?) {
        self.noContabilizada = noContabilizada
        self.cota = cota
    }

    public init(_ casilla: Casilla, noContabilizada: Bool, limites: Limites) {
        self.init(noContabilizada: noContabilizada, cota: limites.cota(casilla))
    }
}

extension Eleccion {
    /// A candidacy as readers know it: its parties, without the combinations that add up in it.
    public func nombre(_ grupo: GrupoDeCandidatura) -> String {
        grupo.opciones.map { opciones[$0] }.filter { if case .combinacion = $0.clase { false } else { true } }
            .map(\.nombre).joined(separator: " – ")
    }
}

extension Limites {
    /// An upper bound of the votes of a casilla, also where no limit is applied: its lista nominal and representatives
    /// when it has them.
    public func cota(_ casilla: Casilla) -> Int? {
        if let limite = limite(casilla) { return limite }
        return casilla.listaNominal > 0 ? casilla.listaNominal + (casilla.representantes ?? 0) : nil
    }
}

/// Whether the actas that are out of the totals could change who is first in a contest.
///
/// The bound is the coarsest that is certain: every vote that could be in those actas, all for one candidacy. It is not
/// an estimate of anything, and it is published only where an acuerdo says so.
public struct Margen: Hashable, Sendable {
    public let primera: GrupoDeCandidatura?
    public let segunda: GrupoDeCandidatura?
    /// Actas still to be processed.
    public let pendientes: Int
    /// Actas processed that do not count.
    public let noContabilizadas: Int
    /// Σ of the known bounds.
    public let cota: Int
    /// Actas out of the totals whose bound nobody knows.
    public let sinCota: Int

    /// - Parameter grupos: candidacies with their votes in the contest.
    public init(grupos: [GrupoDeCandidatura], afuera: some Sequence<ActaAfuera>) {
        var porVotos = grupos.enumerated().sorted { ($0.element.votos, -$0.offset) > ($1.element.votos, -$1.offset) }
            .makeIterator()
        primera = porVotos.next()?.element
        segunda = porVotos.next()?.element
        var (pendientes, noContabilizadas, cota, sinCota) = (0, 0, 0, 0)
        for acta in afuera {
            if acta.noContabilizada { noContabilizadas += 1 } else { pendientes += 1 }
            if let suya = acta.cota { cota += suya } else { sinCota += 1 }
        }
        self.pendientes = pendientes
        self.noContabilizadas = noContabilizadas
        self.cota = cota
        self.sinCota = sinCota
    }

    /// Votes between the first and the second.
    public var ventaja: Int { (primera?.votos ?? 0) - (segunda?.votos ?? 0) }
    public var empate: Bool { segunda != nil && ventaja == 0 }

    /// Whether the first place could be tied or lost. A contest with one candidacy cannot change.
    public var puedeCambiar: Bool {
        guard segunda != nil else { return false }
        return empate || sinCota > 0 || cota >= ventaja
    }
}
