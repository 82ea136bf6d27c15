import Electoral
import Seguimiento
import Testing

@Suite struct EnPalabrasTests {
    @Test func `las fechas van en letra y en cifra`() throws {
        let d = try #require(Dia(iso: "2021-03-04"))
        #expect(EnPalabras.fechaEnteraEnPalabras(d) == "cuatro (04) de marzo de dos mil veintiuno (2021)")
        let otra = try #require(Dia(iso: "2021-03-31"))
        #expect(EnPalabras.dia(otra) == "treinta y uno (31) de marzo")
        #expect(EnPalabras.fechaConCero(d) == "04 de marzo de 2021")
        #expect(EnPalabras.fecha(d) == "4 de marzo de 2021")
    }

    @Test(arguments: [
        (1, "Primera"), (4, "Cuarta"), (10, "Décima"), (11, "Décima primera"), (20, "Vigésima"),
        (23, "Vigésima tercera"), (40, "40ª"),
    ])
    func `las sesiones se cuentan con ordinales`(n: Int, texto: String) {
        #expect(EnPalabras.ordinalFemenino(n) == texto)
    }

    @Test(arguments: [
        ("20:00", "veinte horas"), ("18:30", "dieciocho horas con treinta minutos"),
        ("00:01", "cero horas con un minuto"),
        ("21:21", "veintiuna horas con veintiún minutos"), ("02:31", "dos horas con treinta y un minutos"),
        ("01:30", nil), ("mal", nil),
    ])
    func `las horas se dicen en letra`(hora: String, letra: String?) {
        #expect(EnPalabras.hora(hora) == letra)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_234, "-1,234"), (-123, "-123"),
    ])
    func `los miles se separan`(n: Int, texto: String) {
        #expect(EnPalabras.miles(n) == texto)
    }

    @Test(arguments: [
        ([], ""), (["uno"], "uno"), (["uno", "dos"], "uno y dos"), (["a", "b", "informes"], "a, b e informes"),
        (["agua", "hielo"], "agua y hielo"), (["padres", "hijos"], "padres e hijos"),
        (["uno, con anexo", "dos", "tres"], "uno, con anexo; dos; y tres"),
        (["uno, con anexo", "dos"], "uno, con anexo y dos"),
    ])
    func `lo que va en serie se une como se escribe`(partes: [String], texto: String) {
        #expect(EnPalabras.serie(partes) == texto)
    }
}
