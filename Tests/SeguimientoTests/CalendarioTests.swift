import Electoral
import Formatos
import Seguimiento
import Testing

/// The deadlines of numeral 33 against calendars written by hand.
@Suite struct CalendarioTests {
    /// Number, draft and final, as the calendar of Estado de México for 2027 prints them.
    private static let edomex2027: [(numero: Int, borrador: String?, final: String)] = [
        (1, nil, "2026-09-11"), (2, nil, "2026-09-11"), (4, "2026-10-06", "2026-11-11"), (5, nil, "2026-11-11"),
        (6, "2026-10-06", "2026-12-06"), (7, nil, "2026-12-11"), (8, "2026-12-06", "2027-01-11"),
        (9, nil, "2027-01-11"), (10, "2027-01-06", "2027-02-11"), (11, "2027-01-06", "2027-02-11"),
        (12, "2027-01-06", "2027-02-11"), (13, "2027-01-06", "2027-02-11"), (14, nil, "2027-02-06"),
        (15, "2027-02-06", "2027-03-11"), (16, "2027-03-06", "2027-04-11"), (17, "2027-03-22", "2027-04-11"),
        (18, "2027-03-22", "2027-04-11"), (19, "2027-03-22", "2027-04-11"), (20, "2027-03-22", "2027-04-11"),
        (21, nil, "2027-04-16"), (22, nil, "2027-04-18"), (23, nil, "2027-04-26"), (24, nil, "2027-06-01"),
        (25, nil, "2027-06-01"), (26, "2027-05-13", "2027-06-01"), (27, nil, "2027-06-05"), (28, nil, "2027-06-12"),
        (29, nil, "2027-07-06"), (30, nil, "2027-07-06"), (31, nil, "2027-07-06"), (32, nil, "2027-06-30"),
    ]

    /// For an election on 2 June 2030, written by hand from the rules in words.
    private static let mano2030: [(numero: Int, borrador: String?, final: String)] = [
        (1, nil, "2029-09-07"), (2, nil, "2029-09-07"), (4, "2029-10-02", "2029-11-07"), (5, nil, "2029-11-07"),
        (6, "2029-10-02", "2029-12-02"), (7, nil, "2029-12-07"), (8, "2029-12-02", "2030-01-07"),
        (9, nil, "2030-01-07"), (10, "2030-01-02", "2030-02-07"), (11, "2030-01-02", "2030-02-07"),
        (12, "2030-01-02", "2030-02-07"), (13, "2030-01-02", "2030-02-07"), (14, nil, "2030-02-02"),
        (15, "2030-02-02", "2030-03-07"), (16, "2030-03-02", "2030-04-07"), (17, "2030-03-18", "2030-04-07"),
        (18, "2030-03-18", "2030-04-07"), (19, "2030-03-18", "2030-04-07"), (20, "2030-03-18", "2030-04-07"),
        (21, nil, "2030-04-12"), (22, nil, "2030-04-14"), (23, nil, "2030-04-22"), (24, nil, "2030-05-28"),
        (25, nil, "2030-05-28"), (26, "2030-05-09", "2030-05-28"), (27, nil, "2030-06-01"), (28, nil, "2030-06-08"),
        (29, nil, "2030-07-02"), (30, nil, "2030-07-02"), (31, nil, "2030-07-02"), (32, nil, "2030-06-30"),
    ]

    private static func calendario(_ jornada: String, aprobados: [String: Dia] = [:]) throws -> Calendario {
        Calendario(
            jornada: try #require(Dia(iso: jornada)), entregables: try CatalogoDeEntregables.deFabrica(),
            aprobados: aprobados)
    }

    private static func comparar(
        _ c: Calendario, _ esperados: [(numero: Int, borrador: String?, final: String)]
    ) throws {
        #expect(c.entregables.compactMap { $0.numeros["2023"] } == Array(1...32))
        for e in esperados {
            let entregable = try #require(c.entregables.first { $0.numeros["2023"] == e.numero })
            let suyos = c.vencimientos(de: entregable)
            #expect(suyos.first { $0.parte == .borrador }?.dia.iso == e.borrador, "\(e.numero)")
            #expect(suyos.filter { $0.parte == .final }.map(\.dia.iso) == [e.final], "\(e.numero)")
        }
        #expect(esperados.count == 31)
    }

    @Test func `reproduce el calendario del Estado de México para 2027`() throws {
        let c = try Self.calendario("2027-06-06")
        try Self.comparar(c, Self.edomex2027)
        let informes = c.vencimientos.filter { $0.clave == "informe_mensual" }
        #expect(informes.compactMap(\.mes?.iso).first == "2026-09" && informes.compactMap(\.mes?.iso).last == "2027-05")
        #expect(
            informes.map(\.dia.iso) == [
                "2026-10-05", "2026-11-05", "2026-12-05", "2027-01-05", "2027-02-05", "2027-03-05", "2027-04-05",
                "2027-05-05", "2027-06-05",
            ])
    }

    @Test func `una elección del 2 de junio de 2030`() throws {
        try Self.comparar(try Self.calendario("2030-06-02"), Self.mano2030)
    }

    @Test func `lo aprobado corre desde el día en que se aprobó`() throws {
        let aprobado = try #require(Dia(iso: "2026-10-27"))
        let c = try Self.calendario("2027-06-06", aprobados: ["cotaprep": aprobado, "instancia": aprobado])
        let cotaprep = try #require(c.entregables.first { $0.clave == "cotaprep" })
        #expect(c.vencimientos(de: cotaprep).last?.dia.iso == "2026-11-01")
        #expect(c.meses.first?.iso == "2026-10")
    }

    @Test(arguments: [
        ("9 meses antes", -9, 0), ("2 meses y 15 días antes", -2, -15), ("51 días antes", 0, -51),
        ("1 mes después", 1, 0),
        ("1 día antes", 0, -1),
    ])
    func `los plazos se leen como se escriben`(texto: String, meses: Int, dias: Int) throws {
        #expect(Plazo(texto) == Plazo(meses: meses, dias: dias))
    }

    @Test(arguments: [
        "", "antes", "9 meses", "9 semanas antes", "meses antes", "y 3 días antes", "3 meses y antes", "-1 días antes",
    ])
    func `lo que no es un plazo no se adivina`(texto: String) { #expect(Plazo(texto) == nil) }

    @Test func `un mes más corto da su último día`() throws {
        let dia = try #require(Dia(iso: "2027-08-31"))
        #expect(dia.sumando(meses: -6).iso == "2027-02-28")
        #expect(Plazo("último día del mes")?.dia(dia).iso == "2027-08-31")
    }

    @Test func `los errores del catálogo dicen su línea`() throws {
        let yaml = """
            - clave: uno
              numeros: {"2023": 1}
              nombre: Uno
              responsable: Nadie
              entrega: mañana
            - clave: dos
              numeros: {"2023": 2}
              nombre: Dos
              responsable: Nadie
            """
        let error = #expect(throws: ErroresDeCarpeta.self) {
            try CatalogoDeEntregables.leer(Array(yaml.utf8), archivo: "e.yaml")
        }
        #expect(error?.errores.map(\.linea) == [5, 6])
    }
}
