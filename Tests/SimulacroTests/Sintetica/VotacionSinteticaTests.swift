import Electoral
import Simulacro
import Testing

@Suite struct VotacionSinteticaTests {
    let catalogo = EleccionSintetica.coahuila(semilla: 31, casillas: 600).catalogo

    private func veredicto(_ acta: Acta, _ captura: Captura) -> Veredicto {
        Criterios().evaluar(.capturada(captura), casilla: acta.casilla, plantilla: catalogo.plantilla(de: acta))
    }

    private func auxiliar(_ campo: Plantilla.Campo, _ acta: Acta, _ captura: Captura) -> Int? {
        guard let i = catalogo.plantilla(de: acta).campos.firstIndex(of: campo), captura.datos[i].esLegible else {
            return nil
        }
        return captura.datos[i].votos
    }

    @Test func `cada falla produce el criterio que anuncia`() {
        let votacion = VotacionSintetica(catalogo, semilla: 31)
        for acta in catalogo.actas {
            let captura = votacion.captura(de: acta)
            #expect(captura.datos.count == catalogo.plantilla(de: acta).campos.count)
            let codigo = veredicto(acta, captura).criterio.codigo
            switch votacion.falla(de: acta) {
            case .ninguna, .aritmetica: #expect(codigo == "A0")
            case .algunCampo: #expect(codigo == "A1")
            case .todosLosCampos: #expect(codigo == "A2")
            case .excede: #expect(codigo == "A3")
            }
        }
    }

    @Test func `las fallas aparecen en su proporción`() {
        let votacion = VotacionSintetica(catalogo, semilla: 32)
        let n = Double(catalogo.actas.count)
        let partes = Dictionary(grouping: catalogo.actas, by: votacion.falla(de:)).mapValues {
            Double($0.count) * 100 / n
        }
        #expect(abs((partes[.algunCampo] ?? 0) - 10) < 0.1)
        #expect(abs((partes[.todosLosCampos] ?? 0) - 0.5) < 0.1)
        #expect(abs((partes[.excede] ?? 0) - 0.4) < 0.1)
        #expect(abs((partes[.aritmetica] ?? 0) - 10.5) < 0.1)
    }

    @Test func `las cifras de un acta sin falla cuadran`() {
        let votacion = VotacionSintetica(catalogo, semilla: 33)
        for acta in catalogo.actas where votacion.falla(de: acta) == .ninguna {
            let captura = votacion.captura(de: acta)
            let total = veredicto(acta, captura).total
            if let sacados = auxiliar(.votosSacados, acta, captura) { #expect(sacados == total) }
            if let asentado = auxiliar(.totalAsentado, acta, captura) { #expect(asentado == total) }
            let conRepresentantes = catalogo.plantilla(de: acta).campos.contains(.representantesVotaron)
            if let personas = auxiliar(.personasVotaron, acta, captura),
                let representantes = conRepresentantes ? auxiliar(.representantesVotaron, acta, captura) : 0
            {
                #expect(personas + representantes == total)
            }
        }
    }

    @Test func `en un acta con falla aritmética algo no cuadra, y cuenta igual`() {
        let votacion = VotacionSintetica(catalogo, semilla: 34)
        var descuadradas = 0
        var todas = 0
        for acta in catalogo.actas where votacion.falla(de: acta) == .aritmetica {
            let captura = votacion.captura(de: acta)
            let v = veredicto(acta, captura)
            let totales = [Plantilla.Campo.votosSacados, .totalAsentado].compactMap { auxiliar($0, acta, captura) }
            let personas = auxiliar(.personasVotaron, acta, captura).map {
                $0 + (auxiliar(.representantesVotaron, acta, captura) ?? 0)
            }
            if (totales + [personas].compactMap { $0 }).contains(where: { $0 != v.total }) { descuadradas += 1 }
            todas += 1
            #expect(v.contabilizada == .si)
        }
        #expect(descuadradas * 10 >= todas * 9)
    }

    @Test func `nadie gana en todas partes`() {
        let votacion = VotacionSintetica(catalogo, semilla: 35)
        for (e, eleccion) in catalogo.elecciones.enumerated() {
            let filas = catalogo.actas.filter { $0.eleccion == e }.map { acta in
                let captura = votacion.captura(de: acta)
                return Computo.Fila(acta: acta, veredicto: veredicto(acta, captura), captura: captura)
            }
            let computo = Computo(eleccion, filas: filas)
            var ganan: [Int: Int] = [:]
            for u in eleccion.unidades.indices {
                let usadas = Set(filas.filter { $0.acta.unidad == u }.map(\.acta.plantilla))
                let grupos = eleccion.grupos(
                    participan: eleccion.participantes(plantillas: usadas), votos: computo.unidades[u].votos)
                if let primero = grupos.max(by: { $0.votos < $1.votos })?.opciones.first {
                    ganan[primero, default: 0] += 1
                }
            }
            #expect(ganan.count >= 3)
            #expect(ganan.values.allSatisfy { $0 * 4 < eleccion.unidades.count * 3 })
            let participacion = computo.entidad.resumen.participacion(ultimoCorte: false)
            #expect((450_000...650_000).contains(participacion.diezmilesimas))
        }
    }

    @Test func `la misma semilla escribe lo mismo en cada acta`() {
        let una = VotacionSintetica(catalogo, semilla: 36)
        let dos = VotacionSintetica(catalogo, semilla: 36)
        let otra = VotacionSintetica(catalogo, semilla: 37)
        #expect(catalogo.actas.allSatisfy { una.captura(de: $0) == dos.captura(de: $0) })
        #expect(catalogo.actas.contains { una.captura(de: $0) != otra.captura(de: $0) })
    }

    @Test func `se puede pedir sin ninguna falla`() {
        var limpias = VotacionSintetica.Proporciones()
        limpias.algunCampo = 0
        limpias.todosLosCampos = 0
        limpias.excede = 0
        limpias.aritmetica = 0
        let votacion = VotacionSintetica(catalogo, proporciones: limpias, semilla: 38)
        #expect(catalogo.actas.allSatisfy { votacion.falla(de: $0) == .ninguna })
    }
}
