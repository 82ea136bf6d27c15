import Electoral
import Testing

@Suite struct ComputoTests {
    struct Caso: Sendable {
        let eleccion: Eleccion
        let filas: [Computo.Fila]
        let computo: Computo

        init(semilla: UInt64) {
            var azar = SplitMix64(semilla: semilla)
            eleccion = Fabrica.eleccion(&azar)
            filas = Fabrica.filas(150, de: eleccion, &azar)
            computo = Computo(eleccion, filas: filas, fueraDeCatalogo: Int(semilla % 4))
        }

        /// Votes of the rows that satisfy a condition, added one by one.
        func votos(_ condicion: (Computo.Fila) -> Bool) -> [Int] {
            var suma = Array(repeating: 0, count: eleccion.opciones.count)
            for fila in filas where fila.veredicto.contabilizada == .si && condicion(fila) {
                for (campo, dato) in zip(eleccion.plantillas[fila.acta.plantilla].campos, fila.captura?.datos ?? []) {
                    if case .voto(let i) = campo, case .cantidad(let n) = dato { suma[i] += Int(n) }
                }
            }
            return suma
        }
    }

    static let semillas = UInt64(1)...40

    @Test(arguments: semillas)
    func `entidad es la suma de unidades, sin unidad y representación proporcional`(semilla: UInt64) {
        let computo = Caso(semilla: semilla).computo
        var suma = Acumulado(opciones: computo.entidad.votos.count)
        for unidad in computo.unidades { suma += unidad }
        suma += computo.sinUnidad
        suma += computo.representacionProporcional
        suma.resumen.fueraDeCatalogo = Int(semilla % 4)
        #expect(computo.entidad == suma)
    }

    @Test(arguments: semillas)
    func `cada unidad es la suma de sus secciones y de lo que no tiene sección`(semilla: UInt64) {
        let computo = Caso(semilla: semilla).computo
        for (i, unidad) in computo.unidades.enumerated() {
            var suma = computo.sinSeccion[i]
            for (seccion, acumulado) in computo.secciones where seccion.unidad == i { suma += acumulado }
            #expect(unidad == suma)
        }
        #expect(computo.secciones.keys.allSatisfy { computo.unidades.indices.contains($0.unidad) })
    }

    @Test(arguments: semillas)
    func `el orden de los renglones no cambia nada`(semilla: UInt64) {
        let caso = Caso(semilla: semilla)
        var azar = SplitMix64(semilla: semilla &* 31)
        for _ in 0..<3 {
            let barajadas = caso.filas.shuffled(using: &azar)
            #expect(Computo(caso.eleccion, filas: barajadas, fueraDeCatalogo: Int(semilla % 4)) == caso.computo)
        }
    }

    @Test(arguments: semillas)
    func `sólo las contabilizadas suman votos, y cada voto va a su nivel`(semilla: UInt64) {
        let caso = Caso(semilla: semilla)
        let computo = caso.computo
        func esProporcional(_ f: Computo.Fila) -> Bool { f.acta.principio == .representacionProporcional }
        #expect(computo.entidad.votos == caso.votos { _ in true })
        #expect(computo.representacionProporcional.votos == caso.votos(esProporcional))
        #expect(computo.sinUnidad.votos == caso.votos { $0.acta.unidad == nil })
        for i in computo.unidades.indices {
            #expect(computo.unidades[i].votos == caso.votos { $0.acta.unidad == i && !esProporcional($0) })
            #expect(
                computo.sinSeccion[i].votos
                    == caso.votos { $0.acta.unidad == i && $0.acta.casilla.seccion == nil && !esProporcional($0) })
        }
        for (seccion, acumulado) in computo.secciones {
            #expect(
                acumulado.votos
                    == caso.votos {
                        $0.acta.unidad == seccion.unidad && $0.acta.casilla.seccion == seccion.numero
                            && !esProporcional($0)
                    })
        }
    }

    @Test(arguments: semillas)
    func `el resumen cumple las reglas de las bases publicadas`(semilla: UInt64) {
        let caso = Caso(semilla: semilla)
        let resumen = caso.computo.entidad.resumen
        func cuenta(_ valores: Contabilizada...) -> Int {
            caso.filas.count { valores.contains($0.veredicto.contabilizada) }
        }
        let contadas = caso.filas.filter { $0.veredicto.contabilizada == .si }
        #expect(resumen.esperadas == caso.filas.count)
        #expect(resumen.contabilizadas == cuenta(.si))
        #expect(resumen.noContabilizadas == cuenta(.no))
        #expect(resumen.capturadas == cuenta(.si, .no))
        #expect(resumen.registradas == cuenta(.si, .no) + Int(semilla % 4))
        #expect(resumen.pendientes == cuenta(.pendiente))
        let textos: Set = ["A1", "A2", "A3"]
        #expect(resumen.inconsistencias == caso.filas.count { textos.contains($0.veredicto.criterio.codigo) })
        #expect(resumen.listaNominal == contadas.reduce(0) { $0 + $1.acta.casilla.listaNominal })
        #expect(resumen.votosConEspeciales == contadas.reduce(0) { $0 + ($1.veredicto.total ?? 0) })
        #expect(resumen.votosConEspeciales == caso.computo.entidad.votos.reduce(0, +))
        #expect(
            resumen.votosSinEspeciales
                == contadas.reduce(0) { $1.acta.casilla.tipo == .especial ? $0 : $0 + ($1.veredicto.total ?? 0) })
    }

    @Test(arguments: semillas)
    func `el reparto de la entidad suma el de cada unidad y no pierde votos`(semilla: UInt64) {
        let caso = Caso(semilla: semilla)
        let computo = caso.computo
        let opciones = caso.eleccion.opciones.indices
        for (reparto, unidad) in zip(computo.repartos, computo.unidades) {
            #expect(opciones.map(reparto.total).reduce(0, +) == unidad.votos.reduce(0, +))
        }
        #expect(
            opciones.map(computo.repartoEntidad.total).reduce(0, +) == computo.entidad.votos.reduce(0, +))
        let convenios = Dictionary(uniqueKeysWithValues: caso.eleccion.convenios.map { ($0.opcion, $0) })
        var suma = Reparto(opciones: opciones.count)
        for acumulado in computo.unidades + [computo.sinUnidad, computo.representacionProporcional] {
            suma += Reparto(votos: acumulado.votos, opciones: caso.eleccion.opciones, convenios: convenios)
        }
        #expect(computo.repartoEntidad == suma)
    }

    @Test func `sin renglones todo está en ceros`() {
        let computo = Computo(ApendiceB.eleccion, filas: [])
        #expect(computo.entidad == Acumulado(opciones: 10))
        #expect(computo.secciones.isEmpty)
        #expect(
            computo.entidad.resumen.variables(ultimoCorte: true).map(\.valor) == [
                "0", "0", "0", "0", "0.0000", "0", "0.0000", "0.0000", "0", "0", "0", "0", "0.0000",
            ])
    }

    /// Two municipalities and the votes that each gives to PA alone, PB alone and the two together.
    static func dosUnidades(
        _ votos: [[Int]], clase: Opcion.Clase = .combinacion(miembros: [0, 1]), convenios: [Convenio] = [],
        fraccion: ReglaDeFraccion = .unoACadaUno
    ) -> Computo {
        let opciones = [Opcion.partido("PA"), .partido("PB"), Opcion(columna: "PA_PB", clase: clase)]
        let plantilla = Plantilla(id: "p", campos: [.voto(0), .voto(1), .voto(2)])
        let eleccion = Eleccion(
            id: "AYUN", titulo: "AYUNTAMIENTOS", anio: 2027, ambito: .municipio, opciones: opciones,
            unidades: [Unidad(clave: "001", nombre: "UNO"), Unidad(clave: "002", nombre: "DOS")],
            plantillas: [plantilla], convenios: convenios)
        let filas = votos.enumerated().map { unidad, suyos in
            let captura = Captura(suyos.map { .cantidad(Int32($0)) })
            return Computo.Fila(
                acta: .dePrueba(unidad + 1, unidad: unidad, casilla: casilla(listaNominal: 5000)),
                veredicto: Criterios().evaluar(
                    .capturada(captura), casilla: casilla(listaNominal: 5000), plantilla: plantilla),
                captura: captura)
        }
        return Computo(eleccion, filas: filas, fraccion: fraccion)
    }

    @Test func `la entidad nunca se vuelve a repartir: cada unidad da su fracción a quien ganó ahí`() {
        let computo = Self.dosUnidades([[10, 900, 1], [20, 10, 1]])
        #expect(computo.repartos.map(\.recibidos) == [[0, 1, 0], [1, 0, 0]])
        #expect(computo.repartoEntidad.recibidos == [1, 1, 0])
    }

    @Test func `los empates de las unidades se anotan también en la entidad`() {
        let computo = Self.dosUnidades([[10, 10, 1], [10, 10, 2]])
        #expect(computo.repartos.map(\.empates) == [[2], []])
        #expect(computo.repartoEntidad.empates == [2])
    }

    @Test func `el convenio de una unidad vale ahí en lugar del general`() {
        func convenio(_ unidad: String?, _ diezmilesimas: Int) -> Convenio {
            Convenio(
                unidad: unidad, opcion: 2, partes: [.init(partido: 0, diezmilesimas: diezmilesimas)], restoPara: 1)
        }
        let comun = Opcion.Clase.candidaturaComun(miembros: [0, 1])
        let ambos = [convenio("002", 9000), convenio(nil, 1000)]
        for convenios in [ambos, ambos.reversed()] {
            let computo = Self.dosUnidades([[1, 1, 100], [1, 1, 100]], clase: comun, convenios: convenios)
            #expect(computo.repartos.map(\.recibidos) == [[10, 90, 0], [90, 10, 0]])
        }
        let soloDos = Self.dosUnidades([[1, 1, 101], [1, 1, 101]], clase: comun, convenios: [convenio("002", 9000)])
        #expect(soloDos.repartos.map(\.recibidos) == [[51, 50, 0], [90, 11, 0]])
    }

    @Test(arguments: [(ReglaDeFraccion.unoACadaUno, [1, 1, 0]), (.todoAlPrimero, [2, 0, 0])])
    func `usa la regla de fracción que se le da`(fraccion: ReglaDeFraccion, recibidos: [Int]) {
        let votos = [[30, 20, 10, 0, 2, 0, 0, 0, 0, 0]]
        let captura = Captura(votos[0].map { .cantidad(Int32($0)) })
        let fila = Computo.Fila(
            acta: .dePrueba(1, unidad: 0, casilla: casilla()),
            veredicto: Criterios().evaluar(
                .capturada(captura), casilla: casilla(), plantilla: ApendiceB.plantilla), captura: captura)
        let computo = Computo(ApendiceB.eleccion, filas: [fila], fraccion: fraccion)
        #expect(Array(computo.repartoEntidad.recibidos.prefix(3)) == recibidos)
    }

    @Test func `el acta de representación proporcional sólo suma en la entidad`() {
        let captura = Captura(leer("1,2,3,4,5,6,7,8,9,10"))
        let especial = casilla(.especial, listaNominal: 0, boletas: 1000)
        let veredicto = Criterios().evaluar(
            .capturada(captura), casilla: especial, plantilla: ApendiceB.plantilla)
        let filas = [Principio.mayoriaRelativa, .representacionProporcional].enumerated().map {
            Computo.Fila(
                acta: .dePrueba($0.offset + 1, unidad: 0, casilla: especial, principio: $0.element),
                veredicto: veredicto, captura: captura)
        }
        let computo = Computo(ApendiceB.eleccion, filas: filas)
        #expect(computo.unidades[0].votos == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        #expect(computo.unidades[0].resumen.esperadas == 1)
        #expect(computo.secciones[.init(unidad: 0, numero: 1)]?.resumen.esperadas == 1)
        #expect(computo.entidad.votos == [2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
        #expect(computo.entidad.resumen.votosSinEspeciales == 0)
        #expect(computo.entidad.resumen.votosConEspeciales == 110)
    }
}
