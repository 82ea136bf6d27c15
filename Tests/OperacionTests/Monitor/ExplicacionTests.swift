import Electoral
import Operacion
import Testing

@Suite struct ExplicacionTests {
    private static func explicar(_ condicion: Resultado.Condicion?, porPTO: Bool = false) throws -> Explicacion {
        let acta = try #require(NocheDePrueba.catalogo.acta(1))
        return Explicacion(
            acta, condicion: condicion, identificadaPorPTO: porPTO, catalogo: NocheDePrueba.catalogo,
            proceso: NocheDePrueba.proceso)
    }

    private static func captura(_ datos: [Dato]) -> Resultado.Condicion { .capturada(Captura(datos + [.sinDato])) }
    private static let todos: [Dato] = [.ilegible, .sinDato, .ilegible, .ilegible, .sinDato]

    @Test(arguments: [
        (captura([.cantidad(100), .cantidad(50), .cantidad(1), .cantidad(0), .cantidad(2)]), "A0", 153, nil as Int?),
        (captura([.cantidad(100), .ilegible, .cantidad(1), .sinDato, .cantidad(2)]), "A1", 103, 4),
        (captura(todos), "A2", 0, 3),
        (captura([.cantidad(500), .ilegible, .cantidad(9), .sinDato, .cantidad(0)]), "A3", 509, 2),
    ])
    func `dice la regla, la suma y en qué revisión quedó`(
        _ condicion: Resultado.Condicion, _ codigo: String, _ suma: Int, _ cae: Int?
    ) throws {
        let e = try Self.explicar(condicion)
        #expect(e.codigo == codigo && e.suma == suma && e.limite == 508)
        #expect(e.formulaDelLimite == "lista nominal 500 + representantes 8")
        #expect(e.casilleros.reduce(0) { $0 + $1.votos } == suma)
        #expect(e.revisiones.firstIndex { $0.cae == true } == cae)
        // What is after the one where it fell was not reached.
        if let cae { #expect(e.revisiones[(cae + 1)...].allSatisfy { $0.cae == nil }) }
        #expect(e.auxiliares.map(\.nombre) == ["Total asentado en el acta"])
    }

    @Test func `sustituye las cifras del acta en la fórmula`() throws {
        let e = try Self.explicar(Self.captura([.cantidad(500), .ilegible, .cantidad(9), .sinDato, .cantidad(0)]))
        #expect(e.revisiones[2].sustituida == "509 > 508")
        #expect(e.observaciones == "EXCEDE LISTA NOMINAL")
        #expect(e.fundamento.contains("numerales 29 y 31"))
    }

    @Test(arguments: [
        (CausaSinActa.casillaNoInstalada, "A4"), (.paqueteNoEntregado, "A5"), (.paqueteSinBolsa, "A6"),
        (.contingenciaUrna, "A7"),
    ])
    func `sin acta queda en la primera revisión con su causa`(_ causa: CausaSinActa, _ codigo: String) throws {
        let e = try Self.explicar(.sinActa(causa))
        #expect(e.codigo == codigo && e.suma == nil && e.titulo == causa.enFrase && e.revisiones[0].cae == true)
    }

    @Test func `fuera de catálogo, identificada por procedimiento y en proceso`() throws {
        #expect(try Self.explicar(.fueraDeCatalogo).codigo == "A8")
        let buena = Self.captura([.cantidad(100), .cantidad(50), .cantidad(1), .cantidad(0), .cantidad(2)])
        #expect(try Self.explicar(buena, porPTO: true).codigo == "A9")
        let nada = try Self.explicar(nil)
        #expect(nada.codigo == "A10" && nada.revisiones.isEmpty && nada.suma == nil)
    }
}
