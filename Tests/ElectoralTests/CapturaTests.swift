import Electoral
import Testing

@Suite struct CapturaTests {
    static func azarosa(_ azar: inout SplitMix64, cuantos: ClosedRange<Int> = 1...60, tope: Int32 = .max) -> Captura {
        Captura(
            (0..<azar.entero(cuantos)).map { _ in
                switch azar.entero(0...9) {
                case 0: .ilegible
                case 1: .sinDato
                case 2: .cantidad(0)
                default: .cantidad(Int32.random(in: 0...tope, using: &azar))
                }
            })
    }

    @Test func `la firma escribe cantidades, I y S separadas por comas`() {
        #expect(Captura([.cantidad(12), .cantidad(0), .ilegible, .sinDato]).firma == "12,0,I,S")
        #expect(Captura([.cantidad(9999)]).firma == "9999")
    }

    @Test(arguments: UInt64(1)...4)
    func `leer la firma devuelve la misma captura`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        for _ in 0..<1_000 {
            let captura = Self.azarosa(&azar, tope: azar.elige([1, 99, 9999, .max]))
            #expect(Captura(firma: captura.firma) == captura)
        }
    }

    @Test func `dos capturas coinciden exactamente cuando sus firmas son el mismo texto`() {
        var azar = SplitMix64(semilla: 7)
        var iguales = 0
        for _ in 0..<5_000 {
            let a = Self.azarosa(&azar, cuantos: 1...2, tope: 12)
            let b = Self.azarosa(&azar, cuantos: 1...2, tope: 12)
            #expect((a == b) == (a.firma == b.firma))
            if a == b { iguales += 1 }
        }
        #expect(iguales > 0)
    }

    @Test(arguments: [
        "", ",", "1,", ",1", "1,,2", "I,", ",S", "1I", "I1", "II", "IS", "SI", "-1", "1,-2", "+1", "1.0", " 1", "1 ",
        "1, 2", "i", "s", "N", "a,b", "1;2", "1\n", "２", "2147483648", "99999999999", "1,4294967296,2",
        "18446744073709551616",
    ])
    func `rechaza el texto que no es una firma`(texto: String) {
        #expect(Captura(firma: texto) == nil)
    }

    @Test(arguments: ["00", "007", "1,012,I", "S,00"])
    func `rechaza ceros a la izquierda: cada captura tiene una sola firma`(texto: String) {
        #expect(Captura(firma: texto) == nil)
    }

    @Test func `acepta la mayor cantidad que cabe en un dato`() {
        #expect(Captura(firma: "2147483647,0") == Captura([.cantidad(.max), .cantidad(0)]))
    }

    @Test func `cero, ilegible y sin dato son tres cosas distintas que suman cero`() {
        let datos: [Dato] = [.cantidad(0), .ilegible, .sinDato]
        #expect(Set(datos).count == 3)
        #expect(datos.map(\.votos) == [0, 0, 0])
        #expect(datos.map(\.esLegible) == [true, false, false])
        #expect(Dato.cantidad(Dato.maximo).votos == 9999)
    }
}
