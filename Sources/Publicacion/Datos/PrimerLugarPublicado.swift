import Electoral

/// Whether the actas that are out could change the first place of a contest, as an acuerdo lets the public site say it.
struct PrimerLugarPublicado: Encodable {
    let puedeCambiar: Bool
    /// Who leads; nil while there are no votes or there is a tie.
    let primera: String?
    let ventaja: Int
    let actasPorProcesar: Int
    let actasNoContabilizadas: Int
    /// The most votes that fit in them.
    let votosQueCaben: Int
    let actasSinLimite: Int
    let acuerdo: String

    init(_ margen: Margen, _ eleccion: Eleccion, acuerdo: String) {
        puedeCambiar = margen.puedeCambiar
        primera = margen.primera.flatMap { $0.votos == 0 || margen.empate ? nil : eleccion.nombre($0) }
        ventaja = margen.ventaja
        actasPorProcesar = margen.pendientes
        actasNoContabilizadas = margen.noContabilizadas
        votosQueCaben = margen.cota
        actasSinLimite = margen.sinCota
        self.acuerdo = acuerdo
    }
}

extension Niveles {
    /// Of a unit, or of the entity where it elects as one; nil without an acuerdo and where nobody is elected.
    ///
    /// - Parameter actas: those of the contest, with what the corte knows of each.
    func primerLugar(
        unidad: Int?, _ proceso: Proceso, actas: some Sequence<(acta: Acta, estado: ActaEnCorte)>
    ) -> PrimerLugarPublicado? {
        guard let acuerdo = proceso.acuerdoDePrimerosLugares, eleccion.esDeEntidad == (unidad == nil) else {
            return nil
        }
        let afuera = actas.filter {
            $0.acta.principio == .mayoriaRelativa && $0.estado.veredicto.contabilizada != .si
        }.map { ActaAfuera($0.acta.casilla, noContabilizada: $0.estado.resultado != nil, limites: proceso.limites) }
        let grupos =
            unidad.map {
                eleccion.grupos(participan: participan[$0], votos: computo.unidades[$0].votos)
            } ?? gruposDeEntidad
        return PrimerLugarPublicado(Margen(grupos: grupos, afuera: afuera), eleccion, acuerdo: acuerdo)
    }

    /// Votes of representación proporcional elect nobody here.
    private var gruposDeEntidad: [GrupoDeCandidatura] {
        let votos = zip(computo.entidad.votos, computo.representacionProporcional.votos).map { $0 - $1 }
        return eleccion.grupos(participan: Set(participan.joined()).sorted(), votos: votos)
    }
}
