import Almacen
import Electoral

extension MemoriaDeNoche {
    /// Votes of the counted actas of each contest, by position of the option; in the order of `contiendasDeActas`.
    func totales() -> [(votos: [Int], contabilizadas: Int)] {
        var totales = contiendasDeActas.todas.map { contienda in
            (
                votos: Array(repeating: 0, count: catalogo.elecciones[contienda.eleccion].opciones.count),
                contabilizadas: 0
            )
        }
        for acta in actas {
            guard let final = finales[acta.id - 1], final.veredicto.contabilizada == .si, let captura = final.captura,
                let contienda = contiendasDeActas.posicion(de: acta.id)
            else { continue }
            Self.sumar(captura, catalogo.plantilla(de: acta), en: &totales[contienda])
        }
        return totales
    }

    private static func sumar(
        _ captura: Captura, _ plantilla: Plantilla, en total: inout (votos: [Int], contabilizadas: Int)
    ) {
        total.contabilizadas += 1
        for (campo, dato) in zip(plantilla.campos, captura.datos) {
            if case .voto(let i) = campo { total.votos[i] += dato.votos }
        }
    }

    /// What the figures of the actas with result say that somebody should compare with the image. An acta that a
    /// cotejador accepted has been compared already.
    func deCifras() -> [Alarma] {
        let fuertes = fuertes()
        var alarmas: [Alarma] = []
        for acta in actas {
            guard let final = finales[acta.id - 1], let captura = final.captura, let estado = estados[acta.id - 1],
                EtapaEnTablero(estado) == .verificada
            else { continue }
            if let alarma = participacion(acta, final) { alarmas.append(alarma) }
            if let contienda = contiendasDeActas.posicion(de: acta.id), !fuertes[contienda].isEmpty,
                let alarma = columnaEnCero(acta, captura, final, fuertes[contienda])
            {
                alarmas.append(alarma)
            }
        }
        return alarmas + identicas()
    }

    private func participacion(_ acta: Acta, _ final: Final) -> Alarma? {
        guard acta.casilla.listaNominal > 0, acta.casilla.tipo != .especial, let total = final.veredicto.total,
            total > acta.casilla.listaNominal
        else { return nil }
        let excede = if case .excedeListaNominal = final.veredicto.criterio { true } else { false }
        return Alarma(
            .participacion, grave: excede, desde: final.instante,
            "\(acta.claveActa): \(total) votos y lista nominal de \(acta.casilla.listaNominal)"
                + (excede ? "; no se contabiliza." : "; dentro del límite con sus representantes."),
            actas: [acta.id])
    }

    /// Options that are strong in each contest, once enough of its actas are counted to know it.
    private func fuertes() -> [Set<Int>] {
        zip(contiendasDeActas.todas, totales()).map { contienda, total in
            guard total.contabilizadas >= reglas.actasParaComparar else { return [] }
            let suma = total.votos.reduce(0, +)
            let opciones = catalogo.elecciones[contienda.eleccion].opciones
            return Set(
                opciones.indices.filter { i in
                    switch opciones[i].clase {
                    case .partido, .independiente, .candidaturaComun:
                        total.votos[i] * 100 > suma * reglas.fuerzaCompetitiva
                    case .combinacion, .noRegistradas, .nulos: false
                    }
                })
        }
    }

    /// A party that is strong in the contest and has exactly zero in this acta: the trap of a column typed one place
    /// away.
    private func columnaEnCero(_ acta: Acta, _ captura: Captura, _ final: Final, _ fuertes: Set<Int>) -> Alarma? {
        guard (final.veredicto.total ?? 0) >= reglas.votosParaComparar, captura.datos.contains(.cantidad(0)) else {
            return nil
        }
        let enCero = zip(catalogo.plantilla(de: acta).campos, captura.datos).compactMap { campo, dato -> String? in
            guard case .voto(let i) = campo, dato == .cantidad(0), fuertes.contains(i) else { return nil }
            return catalogo.elecciones[acta.eleccion].opciones[i].nombre
        }
        guard !enCero.isEmpty else { return nil }
        return Alarma(
            .columnaEnCero, grave: true, desde: final.instante,
            "\(acta.claveActa): cero votos para \(enCero.joined(separator: " y ")), que en su demarcación pasa de \(reglas.fuerzaCompetitiva) %.",
            actas: [acta.id])
    }

    /// The same figures in two casillas, on the same format. Few votes or few different figures coincide by chance.
    private func identicas() -> [Alarma] {
        porFirma.values.compactMap { grupo in
            guard grupo.count > 1, let primera = grupo.first, let captura = finales[primera - 1]?.captura,
                Set(captura.datos.filter { $0.votos > 0 }).count >= 4,
                (finales[primera - 1]?.veredicto.total ?? 0) >= reglas.votosParaComparar
            else { return nil }
            // Fingerprints find them; the figures themselves decide.
            let actas = grupo.filter { finales[$0 - 1]?.captura == captura }.sorted()
            guard actas.count > 1, actas.contains(where: { EtapaEnTablero(estados[$0 - 1]) == .verificada }),
                let ultima = actas.compactMap({ finales[$0 - 1]?.instante }).max()
            else { return nil }
            let nombres = actas.prefix(3).compactMap { catalogo.acta($0)?.claveActa }.joined(separator: ", ")
            return Alarma(
                .cifrasIdenticas, grave: true, desde: ultima,
                "Las mismas cifras en \(actas.count) actas: \(nombres)\(actas.count > 3 ? "…" : "").", actas: actas)
        }.sorted { $0.texto < $1.texto }
    }
}
