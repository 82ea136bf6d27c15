import Electoral
import Testing

/// How votes of combinations and candidaturas comunes reach the parties (dominio 5.3, 5.4).
@Suite struct RepartoTests {
    /// Three parties and their only combination.
    static let trio: [Opcion] = [
        .partido("P1"), .partido("P2"), .partido("P3"), .combinacion("P1_P2_P3", 0, 1, 2),
    ]

    static func trio(_ propios: [Int], _ combinacion: Int, _ fraccion: ReglaDeFraccion) -> Reparto {
        Reparto(votos: propios + [combinacion], opciones: trio, fraccion: fraccion)
    }

    @Test func `D24: de 148 votos tocan 49 a cada quien y el que sobra a P4, el más votado`() {
        let reparto = Self.trio([42, 47, 50], 148, .unoACadaUno)
        #expect((0...2).map(reparto.total) == [91, 96, 100])
        #expect(reparto.propios == [42, 47, 50, 0])
        #expect(reparto.recibidos == [49, 49, 50, 0])
        #expect(reparto.empates == [])
    }

    struct Fraccion: Sendable, CustomTestStringConvertible {
        let propios: [Int]
        let votos: Int
        let uno: [Int]
        let todo: [Int]
        /// Whether the remainder falls among equals, under each rule.
        let empata: (uno: Bool, todo: Bool)
        var testDescription: String { "\(propios) \(votos)" }
    }

    @Test(arguments: [
        Fraccion(propios: [10, 20, 30], votos: 3, uno: [1, 1, 1], todo: [1, 1, 1], empata: (false, false)),
        Fraccion(propios: [10, 20, 30], votos: 4, uno: [1, 1, 2], todo: [1, 1, 2], empata: (false, false)),
        Fraccion(propios: [10, 20, 30], votos: 5, uno: [1, 2, 2], todo: [1, 1, 3], empata: (false, false)),
        Fraccion(propios: [30, 20, 10], votos: 2, uno: [1, 1, 0], todo: [2, 0, 0], empata: (false, false)),
        Fraccion(propios: [20, 20, 10], votos: 1, uno: [1, 0, 0], todo: [1, 0, 0], empata: (true, true)),
        Fraccion(propios: [10, 20, 20], votos: 1, uno: [0, 1, 0], todo: [0, 1, 0], empata: (true, true)),
        Fraccion(propios: [10, 20, 20], votos: 2, uno: [0, 1, 1], todo: [0, 2, 0], empata: (false, true)),
        Fraccion(propios: [30, 20, 20], votos: 2, uno: [1, 1, 0], todo: [2, 0, 0], empata: (true, false)),
        Fraccion(propios: [0, 0, 0], votos: 2, uno: [1, 1, 0], todo: [2, 0, 0], empata: (true, true)),
        Fraccion(propios: [7, 7, 7], votos: 6, uno: [2, 2, 2], todo: [2, 2, 2], empata: (false, false)),
        Fraccion(propios: [7, 7, 7], votos: 0, uno: [0, 0, 0], todo: [0, 0, 0], empata: (false, false)),
    ])
    func `las dos reglas de fracción; el empate lo resuelve el orden del acta y queda anotado`(caso: Fraccion) {
        let uno = Self.trio(caso.propios, caso.votos, .unoACadaUno)
        #expect(Array(uno.recibidos.prefix(3)) == caso.uno)
        #expect(uno.empates == (caso.empata.uno ? [3] : []))
        let todo = Self.trio(caso.propios, caso.votos, .todoAlPrimero)
        #expect(Array(todo.recibidos.prefix(3)) == caso.todo)
        #expect(todo.empates == (caso.empata.todo ? [3] : []))
    }

    @Test func `lo recibido de otra combinación no cambia quién es el más votado`() {
        let opciones: [Opcion] = [
            .partido("P1"), .partido("P2"), .partido("P3"), .combinacion("P1_P2", 0, 1), .combinacion("P2_P3", 1, 2),
        ]
        let reparto = Reparto(votos: [100, 10, 11, 80, 1], opciones: opciones)
        #expect(reparto.recibidos == [40, 40, 1, 0, 0])
    }

    @Test func `independientes, no registradas y nulos conservan lo suyo`() {
        let opciones =
            Self.trio + [
                Opcion(columna: "CAND_IND_1", clase: .independiente),
                Opcion(columna: "NO_REGISTRADAS", clase: .noRegistradas), Opcion(columna: "NULOS", clase: .nulos),
            ]
        let reparto = Reparto(votos: [1, 2, 3, 4, 50, 6, 7], opciones: opciones)
        #expect((4...6).map(reparto.total) == [50, 6, 7])
        #expect(reparto.total(3) == 0)
    }

    static let comun: [Opcion] = [
        .partido("MORENA"), .partido("PT"), .partido("PVEM"),
        Opcion(columna: "MORENA_PT_PVEM", clase: .candidaturaComun(miembros: [0, 1, 2])),
    ]
    static let cdmx = Convenio(
        unidad: nil, opcion: 3,
        partes: [
            .init(partido: 0, diezmilesimas: 5333), .init(partido: 2, diezmilesimas: 2667),
            .init(partido: 1, diezmilesimas: 2000),
        ], restoPara: 0)

    @Test(arguments: [
        (0, [0, 0, 0]), (1, [1, 0, 0]), (3, [3, 0, 0]), (4, [3, 0, 1]), (100, [54, 20, 26]), (148, [80, 29, 39]),
        (10_000, [5333, 2000, 2667]), (123_457, [65_841, 24_691, 32_925]),
    ])
    func `D24: convenio de 53.33, 26.67 y 20 por ciento con lo que sobra a Morena`(votos: Int, recibidos: [Int]) {
        let reparto = Reparto(votos: [5, 6, 7, votos], opciones: Self.comun, convenios: [3: Self.cdmx])
        #expect(Array(reparto.recibidos.prefix(3)) == recibidos)
        #expect((0...2).map(reparto.total) == zip([5, 6, 7], recibidos).map(+))
        #expect(reparto.empates == [])
    }

    @Test func `lo que los porcentajes dejan es de quien dice el convenio, aunque no tenga parte`() {
        let convenio = Convenio(
            unidad: nil, opcion: 3,
            partes: [.init(partido: 0, diezmilesimas: 5000), .init(partido: 1, diezmilesimas: 3000)], restoPara: 2)
        let reparto = Reparto(votos: [0, 0, 0, 101], opciones: Self.comun, convenios: [3: convenio])
        #expect(reparto.recibidos == [50, 30, 21, 0])
    }

    @Test func `la candidatura común sin convenio se reparte como una combinación`() {
        let reparto = Reparto(votos: [42, 47, 50, 148], opciones: Self.comun)
        #expect((0...2).map(reparto.total) == [91, 96, 100])
    }

    @Test(arguments: UInt64(1)...6)
    func `ningún voto se pierde ni se inventa, y cada quien recibe el cociente o uno más`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        for _ in 0..<500 {
            let eleccion = Fabrica.eleccion(&azar)
            let votos = eleccion.opciones.map { _ in azar.entero(0...azar.elige([0, 3, 50, 90_000])) }
            let convenios = Dictionary(uniqueKeysWithValues: eleccion.convenios.map { ($0.opcion, $0) })
            for fraccion in [ReglaDeFraccion.unoACadaUno, .todoAlPrimero] {
                let reparto = Reparto(
                    votos: votos, opciones: eleccion.opciones, convenios: convenios, fraccion: fraccion)
                #expect(eleccion.opciones.indices.map(reparto.total).reduce(0, +) == votos.reduce(0, +))
                #expect(reparto.recibidos.allSatisfy { $0 >= 0 })
                for (i, opcion) in eleccion.opciones.enumerated() {
                    #expect(reparto.propios[i] == (opcion.miembros.isEmpty ? votos[i] : 0))
                }
            }
        }
    }

    @Test(arguments: UInt64(1)...3)
    func `con una sola combinación reciben el voto que sobra los de más votos propios`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        for _ in 0..<1_000 {
            let partidos = azar.entero(2...7)
            let opciones =
                (0..<partidos).map { Opcion.partido("P\($0)") } + [
                    Opcion(columna: "TODOS", clase: .combinacion(miembros: Array(0..<partidos)))
                ]
            let votos = (0...partidos).map { _ in azar.entero(0...20) }
            let reparto = Reparto(votos: votos, opciones: opciones)
            let (cociente, resto) = votos[partidos].quotientAndRemainder(dividingBy: partidos)
            let recibidos = reparto.recibidos.prefix(partidos)
            let premiados = recibidos.indices.filter { recibidos[$0] == cociente + 1 }
            let demas = recibidos.indices.filter { recibidos[$0] == cociente }
            #expect(premiados.count == resto)
            #expect(premiados.count + demas.count == partidos)
            let menor = premiados.map { votos[$0] }.min() ?? .max
            let mayor = demas.map { votos[$0] }.max() ?? .min
            #expect(menor >= mayor)
            #expect(reparto.empates.isEmpty == (menor != mayor))
        }
    }
}
