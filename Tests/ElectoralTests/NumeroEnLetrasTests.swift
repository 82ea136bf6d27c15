import Electoral
import Testing

@Suite struct NumeroEnLetrasTests {
    @Test(arguments: [
        (0, "cero"), (1, "uno"), (15, "quince"), (16, "dieciséis"), (20, "veinte"), (21, "veintiuno"),
        (22, "veintidós"), (23, "veintitrés"), (26, "veintiséis"), (30, "treinta"), (31, "treinta y uno"),
        (99, "noventa y nueve"), (100, "cien"), (101, "ciento uno"), (121, "ciento veintiuno"),
        (200, "doscientos"), (500, "quinientos"), (555, "quinientos cincuenta y cinco"), (700, "setecientos"),
        (900, "novecientos"), (999, "novecientos noventa y nueve"),
    ])
    func `escribe las cantidades que caben en un acta`(cantidad: Int, letras: String) {
        #expect(NumeroEnLetras.cardinal(cantidad) == letras)
    }

    @Test(arguments: [
        (1_000, "mil"), (1_001, "mil uno"), (2_000, "dos mil"), (21_000, "veintiún mil"),
        (21_021, "veintiún mil veintiuno"), (31_000, "treinta y un mil"), (100_000, "cien mil"),
        (101_000, "ciento un mil"), (101_101, "ciento un mil ciento uno"), (1_000_000, "un millón"),
        (1_000_001, "un millón uno"), (1_001_000, "un millón mil"), (2_000_000, "dos millones"),
        (21_000_000, "veintiún millones"), (100_000_000, "cien millones"), (101_000_000, "ciento un millones"),
        (
            999_999_999,
            "novecientos noventa y nueve millones novecientos noventa y nueve mil novecientos noventa y nueve"
        ),
    ])
    func `apocopa uno solo antes de mil y de millones`(cantidad: Int, letras: String) {
        #expect(NumeroEnLetras.cardinal(cantidad) == letras)
    }

    @Test(arguments: [-1, 1_000_000_000, Int.max, Int.min])
    func `fuera de su intervalo devuelve la cifra`(cantidad: Int) {
        #expect(NumeroEnLetras.cardinal(cantidad) == String(cantidad))
    }

    @Test func `no repite letras para dos cantidades distintas`() {
        #expect(Set((0..<10_000).map(NumeroEnLetras.cardinal)).count == 10_000)
    }
}
