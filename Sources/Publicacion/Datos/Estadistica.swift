import Electoral

/// Where the counted votes come from: the block of statistics of a level, beyond the 13 variables.
struct Estadistica: Encodable {
    private(set) var contabilizadasUrbanas = 0
    private(set) var contabilizadasNoUrbanas = 0
    /// Σ lista nominal of every expected acta.
    private(set) var listaNominalEsperada = 0
    private(set) var listaNominalContabilizada = 0
    /// In básicas, contiguas and extraordinarias.
    private(set) var votosEnOrdinarias = 0
    private(set) var votosEnEspeciales = 0
    /// From abroad, in advance and in preventive prison.
    private(set) var votosDeModalidades = 0

    init(_ actas: some Sequence<(acta: Acta, estado: ActaEnCorte)>) {
        // A casilla especial has two actas of one election, with one lista nominal: none.
        for (acta, estado) in actas {
            let casilla = acta.casilla
            listaNominalEsperada += casilla.listaNominal
            guard estado.veredicto.contabilizada == .si else { continue }
            listaNominalContabilizada += casilla.listaNominal
            if casilla.ubicacion == 1 { contabilizadasUrbanas += 1 } else { contabilizadasNoUrbanas += 1 }
            let votos = estado.veredicto.total ?? 0
            switch casilla.tipo {
            case .basica, .contigua, .extraordinaria: votosEnOrdinarias += votos
            case .especial: votosEnEspeciales += votos
            case .extranjero, .anticipado, .prisionPreventiva: votosDeModalidades += votos
            }
        }
    }

    var votos: Int { votosEnOrdinarias + votosEnEspeciales + votosDeModalidades }
}
