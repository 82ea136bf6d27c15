import Electoral
import Testing

@Suite struct PorcentajeTests {
    /// Division as done by hand, digit by digit: shares nothing with the code under test.
    static func aMano(_ numerador: Int, _ denominador: Int) -> String {
        var cociente = ""
        var resto: UInt128 = 0
        for cifra in "\(numerador)000000" {
            resto = resto * 10 + UInt128(cifra.wholeNumberValue ?? 0)
            cociente += "\(resto / UInt128(denominador))"
            resto %= UInt128(denominador)
        }
        let entera = cociente.dropLast(4).drop { $0 == "0" }
        return "\(entera.isEmpty ? "0" : entera).\(cociente.suffix(4))"
    }

    @Test(arguments: [
        (2, 3, "66.6666"), (1, 3, "33.3333"), (1, 6, "16.6666"), (8, 9, "88.8888"), (999_999, 1_000_000, "99.9999"),
        (1_999_999, 2_000_000, "99.9999"), (99_999_999, 100_000_000, "99.9999"), (1, 1_000_000, "0.0001"),
        (9, 10_000_000, "0.0000"), (1_999_999, 1_000_000_000_000, "0.0001"), (974, 2098, "46.4251"),
    ])
    func `la cuarta decimal se trunca y nunca se redondea`(numerador: Int, denominador: Int, texto: String) {
        #expect(Porcentaje(numerador, de: denominador).texto == texto)
    }

    @Test(arguments: [
        (0, 7, "0.0000"), (7, 7, "100.0000"), (1, 2, "50.0000"), (1, 8, "12.5000"), (1, 100, "1.0000"),
        (7, 8, "87.5000"), (39_226, 100_000, "39.2260"), (1, 10_000, "0.0100"), (5, 4, "125.0000"),
        (10_101, 1_000_000, "1.0101"),
    ])
    func `siempre lleva cuatro decimales, también por encima de cien`(numerador: Int, denominador: Int, texto: String) {
        #expect(Porcentaje(numerador, de: denominador).texto == texto)
    }

    @Test(arguments: [0, 1, 1484, Int.max])
    func `sin denominador es cero`(numerador: Int) {
        #expect(Porcentaje(numerador, de: 0).texto == "0.0000")
    }

    @Test func `no se desborda con números enormes`() {
        #expect(Porcentaje(Int.max, de: Int.max).texto == "100.0000")
        #expect(Porcentaje(Int.max - 1, de: Int.max).texto == "99.9999")
        #expect(Porcentaje(Int.max / 2, de: Int.max).texto == "49.9999")
        #expect(Porcentaje(1, de: Int.max).texto == "0.0000")
        #expect(Porcentaje(9_000_000_000_000, de: 1).texto == "900000000000000.0000")
    }

    @Test(arguments: UInt64(1)...4)
    func `coincide con la división hecha a mano`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        var distintos: [String] = []
        for vuelta in 0..<5_000 {
            let magnitud = Int.max >> azar.entero(0...62)
            let denominador = azar.entero(1...magnitud)
            let numerador = vuelta.isMultiple(of: 2) ? azar.entero(0...denominador) : azar.entero(0...magnitud)
            guard numerador / 1_000_000_000_000 < denominador else { continue }
            let texto = Porcentaje(numerador, de: denominador).texto
            if texto != Self.aMano(numerador, denominador) { distintos.append("\(numerador)/\(denominador): \(texto)") }
        }
        #expect(distintos == [])
    }

    @Test func `coincide con la división hecha a mano en todas las fracciones pequeñas`() {
        var distintos: [String] = []
        for denominador in 1...250 {
            for numerador in 0...denominador {
                let texto = Porcentaje(numerador, de: denominador).texto
                if texto != Self.aMano(numerador, denominador) { distintos.append("\(numerador)/\(denominador)") }
            }
        }
        #expect(distintos == [])
    }

    @Test func `se ordena por su valor`() {
        #expect(Porcentaje(1, de: 3) < Porcentaje(34, de: 100))
        #expect(Porcentaje(9, de: 100) < Porcentaje(10, de: 100))
        #expect(Porcentaje(1, de: 2) == Porcentaje(2, de: 4))
    }
}
