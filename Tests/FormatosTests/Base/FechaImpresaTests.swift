import Electoral
import Formatos
import Testing

@Suite struct FechaImpresaTests {
    @Test(arguments: [
        ("02/06/2024 20:01:52", "02/06/2024 20:01:52"), ("2/6/2024 08:05", "02/06/2024 08:05:00"),
        ("2019-06-03 02:45:00", "03/06/2019 02:45:00"), ("2019/06/03 05:47", "03/06/2019 05:47:00"),
        ("2024-06-02T22:00", "02/06/2024 22:00:00"), ("02-06-2024 22:00", "02/06/2024 22:00:00"),
        ("  02/06/2024   22:00:01  ", "02/06/2024 22:00:01"), ("29/02/2024", "29/02/2024 00:00:00"),
    ]) func `lee las fechas en el orden en que se han impreso`(texto: String, sello: String) {
        let leida = FechaImpresa.leer(texto)
        #expect(leida?.fecha.sello == sello)
        #expect(leida?.huso == nil)
    }

    @Test(arguments: [
        ("03/06/2024 20:00 (UTC-6)", -360), ("2019/06/03 05:47 (UTC-5)", -300), ("3/6/2019 09:15 (UTC-7)", -420),
        ("01/06/2021 18:52 (UTC-8)", -480), ("03/06/2024 20:00 UTC\u{2212}6", -360),
        ("03/06/2024 20:00 (UTC -6)", -360),
        ("03/06/2024 20:00 (UTC+0)", 0),
    ]) func `lee el huso impreso`(texto: String, minutos: Int) {
        #expect(FechaImpresa.leer(texto)?.huso == Huso(minutos: minutos))
        #expect(FechaImpresa.leer(texto)?.fecha.segundo == 0)
    }

    @Test(arguments: [
        "", "-", "N/A", "SIN ACTA", "30/02/2024 10:00", "31/04/2024", "29/02/2023", "02/13/2024", "00/06/2024 10:00",
        "02/06/2024 24:00", "02/06/2024 10:60", "02/06/2024 10", "02.06.2024 10:00", "10:00", "2024",
        "02/06/2024 1:2:3:4",
        "99999999999999999999/06/2024", "12345/06/02 10:00", "UTC-6", "(UTC-6) 02/06/2024",
    ]) func `lo que no es una fecha no se inventa`(texto: String) { #expect(FechaImpresa.leer(texto) == nil) }

    @Test func `un huso imposible no se toma`() {
        #expect(FechaImpresa.leer("02/06/2024 20:00 (UTC-99)")?.huso == nil)
        #expect(FechaImpresa.leer("02/06/2024 20:00 (UTC)")?.huso == nil)
        #expect(FechaImpresa.leer("02/06/2024 20:00 (UTC-99999999999999999999)")?.huso == nil)
    }
}
