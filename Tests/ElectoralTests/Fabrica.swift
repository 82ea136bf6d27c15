import Electoral

/// Elections and rows made from a seed, for the properties that hold whatever the figures.
enum Fabrica {
    /// Two to six parties, any combinations of some of them, at times a candidatura común with its convenio and
    /// independents.
    static func eleccion(_ azar: inout SplitMix64) -> Eleccion {
        let partidos = azar.entero(2...6)
        var opciones = (0..<partidos).map { Opcion.partido("P\($0 + 1)") }
        for subconjunto in 1..<(1 << partidos) where subconjunto.nonzeroBitCount > 1 && azar.unaDe(4) {
            let miembros = (0..<partidos).filter { subconjunto >> $0 & 1 == 1 }
            opciones.append(
                Opcion(
                    columna: miembros.map { "P\($0 + 1)" }.joined(separator: "_"),
                    clase: .combinacion(miembros: miembros)))
        }
        let unidades = (1...azar.entero(1...5)).map { Unidad(clave: cifras($0, ancho: 3), nombre: "UNIDAD \($0)") }
        var convenios: [Convenio] = []
        if azar.unaDe(2) {
            convenios.append(convenio(opcion: opciones.count, &azar))
            opciones.append(Opcion(columna: "COMUN", clase: .candidaturaComun(miembros: [0, 1])))
        }
        if azar.unaDe(2) { opciones.append(Opcion(columna: "CAND_IND_1", clase: .independiente)) }
        opciones.append(Opcion(columna: "NO_REGISTRADAS", clase: .noRegistradas))
        opciones.append(Opcion(columna: "NULOS", clase: .nulos))
        let completa = Plantilla(
            id: "completa",
            campos: [.boletasSobrantes, .votosSacados] + opciones.indices.map { .voto($0) } + [.totalAsentado])
        let parcial = Plantilla(id: "parcial", campos: opciones.indices.filter { $0 != 1 }.map { .voto($0) })
        return Eleccion(
            id: "DIP_LOC", titulo: "DIPUTACIONES LOCALES", anio: 2027, ambito: .distrito, opciones: opciones,
            unidades: unidades, plantillas: [completa, parcial], convenios: convenios)
    }

    private static func convenio(opcion: Int, _ azar: inout SplitMix64) -> Convenio {
        let primera = azar.entero(0...10_000)
        return Convenio(
            unidad: nil, opcion: opcion,
            partes: [
                .init(partido: 0, diezmilesimas: primera),
                .init(partido: 1, diezmilesimas: azar.entero(0...10_000 - primera)),
            ], restoPara: azar.entero(0...1))
    }

    /// One row of each kind that a catalogue may hold: ordinary, especial of both principles, from abroad, of a unit
    /// without section.
    static func filas(_ cuantas: Int, de eleccion: Eleccion, _ azar: inout SplitMix64) -> [Computo.Fila] {
        let criterios = Criterios(limites: Limites(boletasEspeciales: 300))
        return (1...cuantas).map { id in
            let tipo = azar.elige(Casilla.Tipo.allCases)
            let unidad: Int? = tipo == .extranjero ? nil : azar.entero(0...eleccion.unidades.count - 1)
            let lugar = Casilla(
                tipo: tipo, seccion: tipo.esModalidad ? nil : azar.entero(1...4), numero: azar.entero(1...9),
                listaNominal: tipo == .especial ? 0 : azar.entero(50...400),
                representantes: tipo.esModalidad ? nil : azar.entero(0...10))
            let acta = Acta.dePrueba(
                id, unidad: unidad, casilla: lugar,
                principio: tipo == .especial && azar.unaDe(2) ? .representacionProporcional : .mayoriaRelativa,
                plantilla: azar.entero(0...1))
            let condicion = condicion(campos: eleccion.plantillas[acta.plantilla].campos.count, &azar)
            let veredicto =
                condicion.map {
                    criterios.evaluar($0, casilla: lugar, plantilla: eleccion.plantillas[acta.plantilla])
                } ?? .enProceso
            let captura: Captura? = if case .capturada(let c) = condicion { c } else { nil }
            return Computo.Fila(acta: acta, veredicto: veredicto, captura: captura)
        }
    }

    private static func condicion(campos: Int, _ azar: inout SplitMix64) -> Resultado.Condicion? {
        switch azar.entero(0...9) {
        case 0: return nil
        case 1: return .sinActa(azar.elige(CausaSinActa.allCases))
        default:
            let malas = azar.elige([1, 4, 1000])
            return .capturada(
                Captura(
                    (0..<campos).map { _ in
                        azar.unaDe(malas) ? azar.elige([.ilegible, .sinDato]) : .cantidad(Int32(azar.entero(0...40)))
                    }))
        }
    }
}
