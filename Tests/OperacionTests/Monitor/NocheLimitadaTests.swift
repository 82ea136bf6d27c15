import Electoral
import Operacion
import Testing

/// The night of an accreditation: what is outside of it is not there.
@Suite struct NocheLimitadaTests {
    private static func limitada(_ noche: NocheDePrueba, _ ambito: String) -> MemoriaDeNoche {
        noche.memoria().limitada(a: Alcance(Acreditacion(ambito), en: NocheDePrueba.catalogo))
    }

    /// Actas 1 to 8 are of the unit 001, 9 and 10 of 002.
    private static func noche() throws -> NocheDePrueba {
        var noche = NocheDePrueba()
        try noche.verificar(1, [200, 100, 50, 30, 4], minuto: 130)
        try noche.verificar(9, [20, 10, 5, 3, 1], minuto: 131)
        for acta in [2, 10] {
            try noche.acopiar(acta, minuto: 139)
            try noche.digitalizar(acta, minuto: 140)
        }
        return noche
    }

    @Test func `el tablero cuenta sólo sus actas`() throws {
        let tablero = Self.limitada(try Self.noche(), "ayun/002").tablero(NocheDePrueba.minuto(150))
        #expect(tablero.esperadas == 2)
        #expect(tablero.actas(.verificada) == 1 && tablero.actas(.digitalizada) == 1)
        #expect(tablero.pasos.reduce(0) { $0 + $1.actas } == 2)
        #expect(tablero.avance.map(\.esperadas) == [2] && tablero.avance.map(\.capturadas) == [1])
        #expect(tablero.deCasilla == 1 && tablero.deCATD == 1 && tablero.comparadas == 1)
        #expect(tablero.curva.compactMap(\.capturadas).max() == 1 && tablero.curva.compactMap(\.llegadas).max() == 2)
        #expect(tablero.ritmo.first { $0.paso == "Captura" }?.en60 == 2)
        // The CATD of the others is not there; that of its captures is, with its own.
        #expect(tablero.centros.first { $0.clave == "CATD-2" }?.esperadas == 2)
        #expect(tablero.centros.first { $0.clave == "CCV-1" }?.capturas == 2)
        #expect(tablero.centros.allSatisfy { $0.clave != "CATD-1" || $0.esperadas == 0 })
    }

    @Test func `las listas, las alarmas y los acumulados no nombran las de otros`() throws {
        let noche = try Self.noche()
        let suya = Self.limitada(noche, "ayun/002")
        let ahora = NocheDePrueba.minuto(400)
        #expect(suya.actas(FiltroDeActas(), ahora).map(\.acta.id) == [9, 10])
        var filtro = FiltroDeActas()
        filtro.actas = [1, 2, 10]
        #expect(suya.actas(filtro, ahora).map(\.acta.id) == [10])
        #expect(Set(suya.tablero(ahora).alarmas.flatMap(\.actas)).isSubset(of: [9, 10]))
        #expect(suya.contiendas().map(\.esperadas) == [2])
        #expect(suya.incluye(9) && !suya.incluye(1) && !suya.incluye(99))
    }

    @Test func `el ámbito completo es la noche entera y el que no existe, nada`() throws {
        let noche = try Self.noche()
        let ahora = NocheDePrueba.minuto(150)
        #expect(Self.limitada(noche, "").tablero(ahora).esperadas == 10)
        #expect(Self.limitada(noche, "ayun").tablero(ahora).actas(.verificada) == 2)
        let nada = Self.limitada(noche, "gub/001").tablero(ahora)
        #expect(nada.esperadas == 0 && nada.centros.isEmpty && nada.avance.isEmpty)
    }
}
