import Electoral
import Operacion
import Testing

/// The work of each person, and whose mistake it was.
@Suite struct PersonalTests {
    private static let buena: [Int32] = [100, 90, 80, 70, 5]
    private static let mala: [Int32] = [100, 90, 80, 70, 6]

    private static func erradas(_ n: NocheDePrueba) -> [Int: [Int]] {
        Dictionary(
            uniqueKeysWithValues: n.memoria().personal().filter { $0.capturas > 0 }.map {
                ($0.persona.id, [$0.erradas, $0.juzgadas])
            })
    }

    @Test func `si la primera estaba mal, el error es de la primera y no de la segunda`() throws {
        var n = NocheDePrueba()
        try n.digitalizar(1, minuto: 1, origen: .casilla)
        try n.capturar(1, Self.mala, persona: 3, minuto: 2)
        try n.capturar(1, Self.buena, persona: 4, minuto: 3)
        #expect(Self.erradas(n) == [3: [0, 0], 4: [0, 0]])
        try n.capturar(1, Self.buena, persona: 5, minuto: 4)
        #expect(Self.erradas(n) == [3: [1, 1], 4: [0, 1], 5: [0, 1]])
    }

    @Test func `cuando decide supervisión, yerra quien no escribió lo decidido`() throws {
        var n = NocheDePrueba()
        try n.digitalizar(1, minuto: 1, origen: .casilla)
        try n.capturar(1, Self.buena, persona: 3, minuto: 2)
        try n.capturar(1, Self.mala, persona: 4, minuto: 3)
        try n.capturar(1, [1, 2, 3, 4, 5], persona: 5, minuto: 4)
        try n.suceder(1, .decision(NocheDePrueba.captura(Self.buena), motivo: "letra"), persona: 6, minuto: 5)
        #expect(Self.erradas(n) == [3: [0, 1], 4: [1, 1], 5: [1, 1]])
        #expect(n.memoria().personal().first { $0.persona.id == 6 }?.decisiones == 1)
    }

    @Test func `una recaptura muestra que las dos primeras coincidieron en el error`() throws {
        var n = NocheDePrueba()
        try n.verificar(1, Self.mala, minuto: 1)
        #expect(Self.erradas(n) == [3: [0, 1], 4: [0, 1]])
        try n.suceder(1, .recaptura(motivo: "otra cantidad"), persona: 7, minuto: 20)
        for persona in [5, 6] { try n.capturar(1, Self.buena, persona: persona, minuto: 21) }
        #expect(Self.erradas(n) == [3: [1, 1], 4: [1, 1], 5: [0, 1], 6: [0, 1]])
    }

    @Test func `lo que se capturó de una imagen que se cambió no se juzga`() throws {
        var n = NocheDePrueba()
        try n.digitalizar(1, minuto: 1, origen: .casilla)
        try n.capturar(1, Self.mala, persona: 3, minuto: 2)
        try n.suceder(1, .redigitalizacion(motivo: "cortada"), persona: 6, minuto: 3)
        try n.digitalizar(1, minuto: 4)
        for persona in [4, 5] { try n.capturar(1, Self.buena, persona: persona, minuto: 5) }
        #expect(Self.erradas(n) == [3: [0, 0], 4: [0, 1], 5: [0, 1]])
    }

    @Test func `el ritmo es por hora trabajada en cuartos de hora`() throws {
        var n = NocheDePrueba()
        for acta in 1...4 {
            try n.digitalizar(acta, minuto: 1, origen: .casilla)
            // Two at once, and two three hours later.
            try n.capturar(acta, [1, 2, 3, 4, Int32(acta)], persona: 3, minuto: acta < 3 ? 1 : 180)
        }
        let persona = try #require(n.memoria().personal().first { $0.persona.id == 3 })
        #expect(persona.capturas == 4 && persona.tramos == 2)
        #expect(persona.capturasPorHora == 80)
        #expect(persona.centro == "CCV-1")
    }
}
