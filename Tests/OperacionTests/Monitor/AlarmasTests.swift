import Almacen
import Electoral
import Operacion
import Testing

@Suite struct AlarmasTests {
    private static let normales: [[Int32]] = [
        [100, 90, 80, 70, 5], [101, 91, 81, 71, 6], [102, 92, 82, 72, 7], [103, 93, 83, 73, 8], [104, 94, 84, 74, 9],
    ]

    /// Five verified actas of one municipio with the four parties strong.
    private static func cinco(minuto: Int = 30) throws -> NocheDePrueba {
        var n = NocheDePrueba()
        for (i, votos) in normales.enumerated() { try n.verificar(i + 1, votos, minuto: minuto) }
        return n
    }

    @Test func `una noche sin novedad no tiene alarmas`() throws {
        #expect(try Self.cinco().tablero(minuto: 40).alarmas == [])
    }

    @Test func `un CATD con pendientes y sin actividad se da por detenido, y con actas en la mano es grave`() throws {
        var n = try Self.cinco(minuto: 200)
        #expect(n.alarmas(.catdDetenido, minuto: 229).map(\.centro) == ["CATD-2"])
        let alarma = try #require(n.alarmas(.catdDetenido, minuto: 231).first { $0.centro == "CATD-1" })
        #expect(!alarma.grave && alarma.desde == NocheDePrueba.minuto(230))
        try n.acopiar(6, minuto: 201)
        let grave = try #require(n.alarmas(.catdDetenido, minuto: 232).first { $0.centro == "CATD-1" })
        #expect(grave.grave && grave.texto.contains("1 recibidas sin digitalizar y 2 por llegar"))
    }

    @Test func `quien terminó no está detenido`() throws {
        var n = try Self.cinco(minuto: 200)
        for acta in 6...8 { try n.verificar(acta, [Int32(acta), 90, 80, 70, 60], minuto: 201) }
        #expect(n.alarmas(.catdDetenido, minuto: 900).map(\.centro) == ["CATD-2"])
        #expect(n.tablero(minuto: 900).centros[0].situacion == .completo)
    }

    @Test func `una cola vieja dice cuántas y cuáles`() throws {
        var n = NocheDePrueba()
        try n.digitalizar(1, minuto: 10, origen: .casilla)
        try n.digitalizar(2, minuto: 12, origen: .casilla)
        try n.digitalizar(3, minuto: 25, origen: .casilla)
        #expect(n.alarmas(.colaVieja, minuto: 30).isEmpty)
        let alarma = try #require(n.alarmas(.colaVieja, minuto: 35).first)
        #expect(alarma.etapa == .digitalizada && alarma.actas == [1, 2] && alarma.desde == NocheDePrueba.minuto(30))
    }

    @Test func `un cero para una fuerza competitiva se señala, y deja de señalarse al cotejarse`() throws {
        var n = try Self.cinco()
        #expect(n.alarmas(.columnaEnCero, minuto: 31).isEmpty)
        try n.verificar(6, [100, 0, 80, 70, 4], minuto: 32)
        let alarma = try #require(n.alarmas(.columnaEnCero, minuto: 33).first)
        #expect(alarma.actas == [6] && alarma.texto.contains("Partido B") && alarma.grave)
        try n.suceder(6, .cotejo, persona: 7, minuto: 34)
        #expect(n.alarmas(.columnaEnCero, minuto: 35).isEmpty)
    }

    @Test func `un cero no dice nada de quien es débil, de un campo ilegible ni de un acta con pocos votos`() throws {
        var n = NocheDePrueba()
        for i in 1...5 { try n.verificar(i, [200, 150, 5, 90, Int32(i)], minuto: 30) }
        try n.verificar(6, [200, 150, 0, 90, 9], minuto: 31)
        #expect(n.alarmas(.columnaEnCero, minuto: 32).isEmpty)
        try n.verificar(7, [10, 0, 5, 9, 1], minuto: 31)
        #expect(n.alarmas(.columnaEnCero, minuto: 32).isEmpty)
        try n.digitalizar(8, minuto: 31, origen: .casilla)
        let ilegible = Captura([.cantidad(200), .ilegible, .cantidad(5), .cantidad(90), .cantidad(1), .cantidad(296)])
        for persona in [3, 4] { try n.suceder(8, .captura(ilegible), persona: persona, minuto: 32) }
        #expect(n.alarmas(.columnaEnCero, minuto: 33).isEmpty)
    }

    @Test func `las mismas cifras en dos casillas se señalan una vez con las dos`() throws {
        var n = try Self.cinco()
        try n.verificar(9, Self.normales[0], minuto: 40)
        let alarmas = n.alarmas(.cifrasIdenticas, minuto: 41)
        #expect(alarmas.map(\.actas) == [[1, 9]])
        // Corrected, they are no longer the same.
        try n.suceder(9, .recaptura(motivo: "Otra cantidad"), persona: 7, minuto: 50)
        for persona in [5, 6] { try n.capturar(9, [99, 88, 77, 66, 5], persona: persona, minuto: 51) }
        #expect(n.alarmas(.cifrasIdenticas, minuto: 52).isEmpty)
    }

    @Test func `cifras triviales coinciden sin que nadie se alarme`() throws {
        var n = NocheDePrueba()
        for acta in [1, 2] { try n.verificar(acta, [0, 0, 0, 0, 0], minuto: 30) }
        for acta in [3, 4] { try n.verificar(acta, [10, 10, 10, 10, 10], minuto: 30) }
        #expect(n.alarmas(.cifrasIdenticas, minuto: 31).isEmpty)
    }

    @Test(arguments: [(500, false, false), (501, true, false), (508, true, false), (509, true, true)])
    func `la participación sobre 100 % se señala y es grave si excede el límite`(
        _ votos: Int, _ hay: Bool, _ grave: Bool
    ) throws {
        var n = NocheDePrueba()
        try n.verificar(1, [Int32(votos - 100), 40, 30, 20, 10], minuto: 30)
        #expect(n.alarmas(.participacion, minuto: 31).map(\.grave) == (hay ? [grave] : []))
    }

    @Test func `un centro que calla con personas dentro puede estar sin enlace`() throws {
        var n = try Self.cinco(minuto: 100)
        n.novedades.presencia = [
            PresenciaEnCentro(centro: "CATD-1", personas: 2, ultima: NocheDePrueba.minuto(101)),
            PresenciaEnCentro(centro: "CCV-1", personas: 1, ultima: NocheDePrueba.minuto(109)),
        ]
        #expect(n.alarmas(.sinEnlace, minuto: 109).isEmpty)
        let alarma = try #require(n.alarmas(.sinEnlace, minuto: 110).first)
        #expect(alarma.centro == "CATD-1" && alarma.desde == NocheDePrueba.minuto(109))
        #expect(n.tablero(minuto: 110).centros[0].situacion == .sinEnlace)
    }

    @Test func `excepciones y trabajos que no terminan`() throws {
        var n = try Self.cinco()
        n.novedades.excepciones = [
            ExcepcionAbierta(
                id: 1, tipo: "no_corresponde", acta: 7, centro: "CATD-1", instante: NocheDePrueba.minuto(30))
        ]
        n.novedades.tomados = [
            TrabajoTomado(
                acta: 6, persona: Persona(id: 3), tarea: "captura", desde: NocheDePrueba.minuto(30),
                vence: NocheDePrueba.minuto(40))
        ]
        #expect(n.alarmas(.excepcionVieja, minuto: 60).isEmpty && n.alarmas(.trabajoAtorado, minuto: 50).isEmpty)
        #expect(n.alarmas(.excepcionVieja, minuto: 61).map(\.actas) == [[7]])
        let atorado = try #require(n.alarmas(.trabajoAtorado, minuto: 51).first)
        #expect(atorado.actas == [6] && atorado.desde == NocheDePrueba.minuto(50))
        #expect(
            n.memoria().actas(FiltroDeActas(), NocheDePrueba.minuto(51)).first { $0.acta.id == 6 }?.tomado?.persona.id
                == 3)
    }

    @Test func `un corte que no sale y uno rechazado`() throws {
        var n = try Self.cinco()
        n.novedades.cortes = []
        #expect(n.alarmas(.corteTarde, minuto: 122).isEmpty)
        #expect(n.alarmas(.corteTarde, minuto: 124).count == 1)
        n.novedades.cortesRechazados = [(NocheDePrueba.minuto(130), "no suman")]
        #expect(n.alarmas(.corteRechazado, minuto: 131).count == 1)
        n.novedades.cortes = [
            Corte(numero: 1, instante: NocheDePrueba.minuto(140), hasta: 9, ultimo: true, siguiente: nil)
        ]
        #expect(n.tablero(minuto: 141).alarmas.filter { $0.tipo == .corteRechazado || $0.tipo == .corteTarde } == [])
    }

    @Test func `las más nuevas van primero`() throws {
        var n = try Self.cinco(minuto: 100)
        try n.verificar(6, [100, 0, 80, 70, 4], minuto: 300)
        let desde = n.tablero(minuto: 400).alarmas.map(\.desde)
        #expect(desde.count > 1 && desde == desde.sorted(by: >))
    }
}
