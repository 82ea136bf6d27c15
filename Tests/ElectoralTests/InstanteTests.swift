import Electoral
import Testing

@Suite struct InstanteTests {
    static let husos = [0, -360, -420, -480, -300, 330, -210, 60].map { Huso(minutos: $0) }

    static func esBisiesto(_ anio: Int) -> Bool {
        anio.isMultiple(of: 400) || (anio.isMultiple(of: 4) && !anio.isMultiple(of: 100))
    }

    /// Every day from 1970 to 2100 in calendar order, counted one by one.
    static let calendario: [(anio: Int, mes: Int, dia: Int)] = (1970...2100).flatMap { anio in
        [31, esBisiesto(anio) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated().flatMap { mes, dias in
            (1...dias).map { (anio, mes + 1, $0) }
        }
    }

    @Test func `cada día de 1970 a 2100 es el que dice el calendario`() {
        let utc = Huso(minutos: 0)
        var errados: [Int] = []
        for (numero, fecha) in Self.calendario.enumerated() {
            let calculada = FechaHora(Instante(segundos: Int64(numero) * 86_400), en: utc)
            let esperada = FechaHora(anio: fecha.anio, mes: fecha.mes, dia: fecha.dia)
            if calculada != esperada || esperada?.instante(en: utc).segundos != Int64(numero) * 86_400 {
                errados.append(numero)
            }
        }
        #expect(Self.calendario.count == 47_847)
        #expect(errados == [])
    }

    @Test(arguments: husos)
    func `ida y vuelta en cualquier huso`(huso: Huso) {
        var azar = SplitMix64(semilla: UInt64(bitPattern: Int64(huso.minutos)))
        for fecha in Self.calendario where azar.unaDe(20) || (fecha.mes == 2 && fecha.dia == 29) {
            let momento = FechaHora(
                anio: fecha.anio, mes: fecha.mes, dia: fecha.dia, hora: azar.entero(0...23),
                minuto: azar.entero(0...59), segundo: azar.entero(0...59))
            #expect(momento.map { FechaHora($0.instante(en: huso), en: huso) } == momento)
        }
    }

    @Test(arguments: husos)
    func `antes de 1970 también`(huso: Huso) {
        var azar = SplitMix64(semilla: 69)
        for _ in 0..<2_000 {
            let segundos = Int64(azar.entero(-60_000_000_000...(-1)))
            #expect(FechaHora(Instante(segundos: segundos), en: huso).instante(en: huso).segundos == segundos)
        }
    }

    @Test func `los microsegundos se truncan hacia el pasado`() {
        #expect(Instante(microsegundos: 1_999_999).segundos == 1)
        #expect(Instante(microsegundos: 0).segundos == 0)
        #expect(Instante(microsegundos: -1).segundos == -1)
        #expect(Instante(microsegundos: -1_000_000).segundos == -1)
        #expect(Instante(microsegundos: -1_000_001).segundos == -2)
    }

    @Test(
        arguments: [
            (1_812_334_200, "06/06/2027 20:10:00", "20270606_2010", "2027-06-06T20:10:00-06:00"),
            (1_717_380_000, "02/06/2024 20:00:00", "20240602_2000", "2024-06-02T20:00:00-06:00"),
            (951_868_799, "29/02/2000 17:59:59", "20000229_1759", "2000-02-29T17:59:59-06:00"),
            (0, "31/12/1969 18:00:00", "19691231_1800", "1969-12-31T18:00:00-06:00"),
            (21_600, "01/01/1970 00:00:00", "19700101_0000", "1970-01-01T00:00:00-06:00"),
        ] as [(Int64, String, String, String)])
    func `se escribe como sello, compacta e ISO en la hora del centro`(
        segundos: Int64, sello: String, compacta: String, iso: String
    ) {
        let instante = Instante(microsegundos: segundos * 1_000_000 + 999_999)
        #expect(instante.sello(.centro) == sello)
        #expect(instante.compacta(.centro) == compacta)
        #expect(instante.iso(.centro) == iso)
    }

    @Test(arguments: [
        (0, "UTC+0", "2027-06-07T02:10:00+00:00"), (-300, "UTC-5", "2027-06-06T21:10:00-05:00"),
        (-480, "UTC-8", "2027-06-06T18:10:00-08:00"), (330, "UTC+5:30", "2027-06-07T07:40:00+05:30"),
        (-210, "UTC-3:30", "2027-06-06T22:40:00-03:30"), (-605, "UTC-10:05", "2027-06-06T16:05:00-10:05"),
    ])
    func `el huso se escribe con su signo y sus minutos`(minutos: Int, texto: String, iso: String) {
        let huso = Huso(minutos: minutos)
        #expect(huso.texto == texto)
        #expect(Instante(segundos: 1_812_334_200).iso(huso) == iso)
    }

    @Test(arguments: [
        [2023, 2, 29], [1900, 2, 29], [2100, 2, 29], [2024, 2, 30], [2024, 4, 31], [2024, 6, 31], [2024, 9, 31],
        [2024, 11, 31], [2024, 1, 32], [2024, 0, 1], [2024, 13, 1], [2024, 1, 0], [2024, 1, -1], [0, 1, 1],
        [10_000, 1, 1], [2024, 1, 1, 24, 0, 0], [2024, 1, 1, -1, 0, 0], [2024, 1, 1, 0, 60, 0], [2024, 1, 1, 0, -1, 0],
        [2024, 1, 1, 0, 0, 60], [2024, 1, 1, 0, 0, -1], [Int.max, 1, 1], [2024, Int.min, 1], [2024, 1, Int.max],
    ])
    func `no acepta fechas ni horas que no existen`(c: [Int]) {
        let hora = c.count > 3 ? Array(c[3...]) : [0, 0, 0]
        #expect(
            FechaHora(anio: c[0], mes: c[1], dia: c[2], hora: hora[0], minuto: hora[1], segundo: hora[2]) == nil)
    }

    @Test(arguments: [[1972, 2, 29], [2000, 2, 29], [2024, 2, 29], [2096, 2, 29], [2100, 2, 28], [9999, 12, 31]])
    func `acepta los días bisiestos que sí existen`(c: [Int]) {
        #expect(FechaHora(anio: c[0], mes: c[1], dia: c[2]) != nil)
    }

    @Test func `el orden de las fechas es el de los instantes`() {
        var azar = SplitMix64(semilla: 11)
        for _ in 0..<2_000 {
            let a = Instante(segundos: Int64(azar.entero(0...4_000_000_000)))
            let b = a + azar.entero(-100_000...100_000)
            #expect((a < b) == (FechaHora(a, en: .centro) < FechaHora(b, en: .centro)))
        }
    }

    @Test func `sumar y restar segundos se deshacen`() {
        let instante = Instante(microsegundos: 1_812_334_200_123_456)
        #expect((instante + 86_400).sello(.centro) == "07/06/2027 20:10:00")
        #expect((instante - 72_601).sello(.centro) == "05/06/2027 23:59:59")
        #expect(instante + 600 - 600 == instante)
        #expect(instante < instante + 1)
    }
}
