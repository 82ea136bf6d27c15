import Electoral

/// A contest with what could still change it. For coordination alone: it is not published.
public struct MargenDeContienda: Sendable, Hashable {
    public let contienda: Contienda
    public let eleccion: String
    public let titulo: String
    /// Name of the unit, or of the entity.
    public let nombre: String
    public let margen: Margen
    /// Names of the candidacies in the first and second place.
    public let primera: String
    public let segunda: String
    public let contabilizadas: Int
    public let esperadas: Int
}

extension MemoriaDeNoche {
    /// Every contest; those that can change first, the tightest of them on top.
    public func contiendas() -> [MargenDeContienda] {
        let totales = totales()
        let participantes = catalogo.participantes()
        var afuera: [Contienda: [ActaAfuera]] = [:]
        var esperadas: [Contienda: Int] = [:]
        for acta in actas {
            let final = finales[acta.id - 1]
            guard let contienda = contiendasDeActas.posicion(de: acta.id).map({ contiendasDeActas.todas[$0] }) else {
                continue
            }
            esperadas[contienda, default: 0] += 1
            guard final?.veredicto.contabilizada != .si else { continue }
            afuera[contienda, default: []].append(
                ActaAfuera(acta.casilla, noContabilizada: final != nil, limites: proceso.limites))
        }
        return zip(contiendasDeActas.todas, totales).compactMap { contienda, total in
            guard let suyas = esperadas[contienda] else { return nil }
            let eleccion = catalogo.elecciones[contienda.eleccion]
            let grupos = eleccion.grupos(participan: participantes[contienda] ?? [], votos: total.votos)
            let margen = Margen(grupos: grupos, afuera: afuera[contienda] ?? [])
            return MargenDeContienda(
                contienda: contienda, eleccion: eleccion.id, titulo: eleccion.titulo,
                nombre: contienda.unidad.map { eleccion.unidades[$0].nombre } ?? catalogo.entidad.nombre,
                margen: margen, primera: Self.nombre(margen.primera, eleccion),
                segunda: Self.nombre(margen.segunda, eleccion), contabilizadas: total.contabilizadas,
                esperadas: suyas)
        }.sorted {
            ($0.margen.puedeCambiar ? 0 : 1, $0.margen.ventaja, $0.eleccion, $0.nombre)
                < ($1.margen.puedeCambiar ? 0 : 1, $1.margen.ventaja, $1.eleccion, $1.nombre)
        }
    }

    private static func nombre(_ grupo: GrupoDeCandidatura?, _ eleccion: Eleccion) -> String {
        guard let grupo, grupo.votos > 0 else { return "—" }
        return eleccion.nombre(grupo)
    }
}
