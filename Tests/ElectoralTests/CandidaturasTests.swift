import Electoral
import Testing

/// Votes by candidatura (dominio 5.2).
@Suite struct CandidaturasTests {
    static func eleccion(_ opciones: [Opcion]) -> Eleccion {
        Eleccion(
            id: "DIP_LOC", titulo: "DIPUTACIONES LOCALES", anio: 2027, ambito: .distrito, opciones: opciones,
            unidades: [], plantillas: [])
    }

    @Test func `D24: P1 con P3 suma 214 y P2 con P4 suma 106`() {
        let eleccion = Self.eleccion([
            .partido("P1"), .partido("P2"), .partido("P3"), .partido("P4"), .combinacion("P1_P3", 0, 2),
            .combinacion("P2_P4", 1, 3),
        ])
        let grupos = eleccion.grupos(participan: Array(0...5), votos: [69, 32, 49, 50, 96, 24])
        #expect(grupos.map(\.votos) == [214, 106])
        #expect(grupos.map(\.opciones) == [[0, 2, 4], [1, 3, 5]])
    }

    @Test func `las combinaciones que comparten un partido forman una sola candidatura`() {
        let eleccion = Self.eleccion([
            .partido("P1"), .partido("P2"), .partido("P3"), .partido("P4"), .combinacion("P3_P4", 2, 3),
            .combinacion("P1_P2", 0, 1), .combinacion("P2_P3", 1, 2),
        ])
        let grupos = eleccion.grupos(participan: Array(0...6), votos: [1, 2, 4, 8, 16, 32, 64])
        #expect(grupos.map(\.opciones) == [[0, 1, 2, 3, 4, 5, 6]])
        #expect(grupos.map(\.votos) == [127])
    }

    @Test func `donde la coalición no está en la boleta cada partido compite solo`() {
        let eleccion = ApendiceB.eleccion
        let votos = [10, 20, 30, 40, 0, 0, 0, 0, 1, 2]
        let solos = eleccion.grupos(participan: [0, 1, 2, 3, 8, 9], votos: votos)
        #expect(solos.map(\.opciones) == [[0], [1], [2], [3]])
        #expect(solos.map(\.votos) == [10, 20, 30, 40])
        let parcial = eleccion.grupos(participan: [0, 1, 2, 3, 7, 8, 9], votos: votos)
        #expect(parcial.map(\.opciones) == [[0], [1, 2, 7], [3]])
    }

    @Test func `independientes solas; no registradas y nulos no son candidaturas`() {
        let eleccion = Self.eleccion([
            .partido("P1"), Opcion(columna: "CAND_IND_1", clase: .independiente),
            Opcion(columna: "CAND_IND_2", clase: .independiente),
            Opcion(columna: "NO_REGISTRADAS", clase: .noRegistradas), Opcion(columna: "NULOS", clase: .nulos),
        ])
        #expect(eleccion.grupos(participan: Array(0...4), votos: [5, 6, 7, 8, 9]).map(\.votos) == [5, 6, 7])
        #expect(eleccion.grupos(participan: [3, 4], votos: [5, 6, 7, 8, 9]).isEmpty)
    }

    @Test func `la candidatura común reúne a sus partidos, tengan o no columna`() {
        let eleccion = Self.eleccion([
            .partido("P1"), .partido("P2"), .partido("P3"),
            Opcion(columna: "P1_P2", clase: .candidaturaComun(miembros: [0, 1])),
        ])
        let sinColumna = eleccion.grupos(participan: [2, 3], votos: [0, 0, 9, 70])
        #expect(sinColumna.map(\.opciones) == [[3], [2]])
        #expect(sinColumna.map(\.votos) == [70, 9])
        let conColumna = eleccion.grupos(participan: [0, 1, 2, 3], votos: [1, 2, 9, 70])
        #expect(conColumna.map(\.opciones) == [[0, 1, 3], [2]])
        #expect(conColumna.map(\.votos) == [73, 9])
    }

    @Test(arguments: UInt64(1)...20)
    func `las candidaturas, no registradas y nulos suman todos los votos, cada opción una vez`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        for _ in 0..<50 {
            let eleccion = Fabrica.eleccion(&azar)
            let votos = eleccion.opciones.map { _ in azar.entero(0...999) }
            let participan = eleccion.opciones.indices.filter { _ in azar.unaDe(2) }.shuffled(using: &azar)
            let grupos = eleccion.grupos(participan: participan, votos: votos)
            let aparte = participan.filter {
                eleccion.opciones[$0].clase == .noRegistradas || eleccion.opciones[$0].clase == .nulos
            }
            #expect((grupos.flatMap(\.opciones) + aparte).sorted() == participan.sorted())
            #expect(grupos.allSatisfy { grupo in grupo.votos == grupo.opciones.reduce(0) { $0 + votos[$1] } })
            for i in participan {
                let suyo = grupos.firstIndex { $0.opciones.contains(i) }
                for m in eleccion.opciones[i].miembros where participan.contains(m) {
                    #expect(grupos.firstIndex { $0.opciones.contains(m) } == suyo)
                }
            }
            let enOrden = eleccion.grupos(participan: participan.sorted(), votos: votos)
            #expect(enOrden.map(\.opciones) == grupos.map(\.opciones))
        }
    }

    @Test func `participan las opciones de las plantillas que se usan`() {
        var azar = SplitMix64(semilla: 3)
        let eleccion = Fabrica.eleccion(&azar)
        let todas = Array(eleccion.opciones.indices)
        #expect(eleccion.participantes(plantillas: [0]) == todas)
        #expect(eleccion.participantes(plantillas: [1]) == todas.filter { $0 != 1 })
        #expect(eleccion.participantes(plantillas: [0, 1]) == todas)
        #expect(eleccion.participantes(plantillas: []) == [])
        #expect(eleccion.plantillas[0].tiene(opcion: 1))
        #expect(!eleccion.plantillas[1].tiene(opcion: 1))
    }
}
