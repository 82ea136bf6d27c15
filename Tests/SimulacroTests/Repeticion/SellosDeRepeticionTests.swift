import Electoral
import Simulacro
import Testing

/// The one rule for stamps that cannot be (issue: acopio before 18:00, after the capture, without stamps).
@Suite struct SellosDeRepeticionTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let nombre: String
        let acopio: String
        var captura = "06/06/2027 22:00:00"
        var verificacion = "06/06/2027 22:30:00"
        let esperados: [String]
        /// End of the line of the report; nil when nothing is to be told.
        let ajuste: String?
        var testDescription: String { nombre }
    }

    static let normales = ["06/06/2027 22:00:00", "06/06/2027 22:30:00"]
    static let casos: [Caso] = [
        Caso(
            nombre: "en orden", acopio: "06/06/2027 21:00:00", esperados: ["06/06/2027 21:00:00"] + normales,
            ajuste: nil),
        Caso(
            nombre: "igual a la captura", acopio: "06/06/2027 22:00:00", esperados: ["06/06/2027 22:00:00"] + normales,
            ajuste: nil),
        Caso(
            nombre: "a las 18:00 en punto", acopio: "06/06/2027 18:00:00",
            esperados: ["06/06/2027 18:00:00"] + normales, ajuste: nil),
        Caso(
            nombre: "antes de las 18:00, cabe doce horas después", acopio: "06/06/2027 09:30:00",
            esperados: ["06/06/2027 21:30:00"] + normales,
            ajuste: "06/06/2027 09:30:00 anterior a las 18:00 → 06/06/2027 21:30:00 (+12 h)"),
        Caso(
            nombre: "antes de las 18:00, justo en la captura", acopio: "06/06/2027 10:00:00",
            esperados: ["06/06/2027 22:00:00"] + normales, ajuste: "anterior a las 18:00 → 06/06/2027 22:00:00 (+12 h)"),
        Caso(
            nombre: "antes de las 18:00, no cabe doce horas después", acopio: "06/06/2027 10:00:01",
            esperados: ["06/06/2027 10:00:01"] + normales, ajuste: nil),
        Caso(
            nombre: "posterior a la captura, doce horas antes quedan después de las 18:00",
            acopio: "07/06/2027 09:00:00",
            esperados: ["06/06/2027 21:00:00"] + normales,
            ajuste: "07/06/2027 09:00:00 posterior a la captura → 06/06/2027 21:00:00 (−12 h)"),
        Caso(
            nombre: "posterior a la captura, doce horas antes son las 18:00", acopio: "07/06/2027 06:00:00",
            esperados: ["06/06/2027 18:00:00"] + normales,
            ajuste: "posterior a la captura → 06/06/2027 18:00:00 (−12 h)"),
        Caso(
            nombre: "posterior a la captura, doce horas antes son menos de las 18:00", acopio: "07/06/2027 05:59:59",
            esperados: ["06/06/2027 22:00:00"] + normales,
            ajuste: "posterior a la captura → 06/06/2027 22:00:00 (= captura)"),
        Caso(
            nombre: "posterior a la captura aun doce horas antes", acopio: "07/06/2027 10:00:01",
            esperados: ["06/06/2027 22:00:00"] + normales,
            ajuste: "posterior a la captura → 06/06/2027 22:00:00 (= captura)"),
        Caso(
            nombre: "de otro mes", acopio: "25/07/2027 20:00:00", esperados: ["06/06/2027 22:00:00"] + normales,
            ajuste: "posterior a la captura → 06/06/2027 22:00:00 (= captura)"),
        Caso(
            nombre: "sin acopio", acopio: "-", esperados: ["06/06/2027 22:00:00"] + normales, ajuste: nil),
        Caso(
            nombre: "sin verificación", acopio: "06/06/2027 21:00:00", verificacion: "-",
            esperados: ["06/06/2027 21:00:00", "06/06/2027 22:00:00", "06/06/2027 22:00:00"], ajuste: nil),
        Caso(
            nombre: "verificación anterior a la captura", acopio: "06/06/2027 21:00:00",
            verificacion: "06/06/2027 21:30:00",
            esperados: ["06/06/2027 21:00:00", "06/06/2027 22:00:00", "06/06/2027 22:00:00"],
            ajuste: "se llevaron al orden y al corte"),
        Caso(
            nombre: "verificación posterior al corte", acopio: "06/06/2027 21:00:00",
            verificacion: "07/06/2027 05:00:01",
            esperados: ["06/06/2027 21:00:00", "06/06/2027 22:00:00", "07/06/2027 05:00:00"],
            ajuste: "se llevaron al orden y al corte"),
        Caso(
            nombre: "captura posterior al corte", acopio: "06/06/2027 21:00:00", captura: "07/06/2027 06:00:00",
            verificacion: "07/06/2027 06:10:00",
            esperados: ["06/06/2027 21:00:00", "07/06/2027 05:00:00", "07/06/2027 05:00:00"],
            ajuste: "se llevaron al orden y al corte"),
        Caso(
            nombre: "sin captura, vale la verificación", acopio: "06/06/2027 23:00:00", captura: "-",
            esperados: ["06/06/2027 22:30:00", "06/06/2027 22:30:00", "06/06/2027 22:30:00"],
            ajuste: "posterior a la captura → 06/06/2027 22:30:00 (= captura)"),
        Caso(
            nombre: "sólo acopio", acopio: "06/06/2027 09:00:00", captura: "-", verificacion: "-",
            esperados: ["06/06/2027 21:00:00", "06/06/2027 21:00:00", "06/06/2027 21:00:00"], ajuste: "(+12 h)"),
        Caso(
            nombre: "sin ningún sello, al corte", acopio: "-", captura: "-", verificacion: "-",
            esperados: Array(repeating: "07/06/2027 05:00:00", count: 3), ajuste: nil),
    ]

    /// The case beside an ordinary acta, whose capture dates the night.
    private func noche(_ fila: BaseDeRepeticion.Fila, corte: String = "07/06/2027 05:00 (UTC-6)") throws -> Repeticion {
        try BaseDeRepeticion(corte: corte, filas: [.init(clave: "0001B0100"), fila]).repeticion()
    }

    @Test(arguments: casos) func `la regla de los sellos, rama por rama`(_ caso: Caso) throws {
        let r = try noche(
            .init(clave: "0002B0100", acopio: caso.acopio, captura: caso.captura, verificacion: caso.verificacion))
        #expect(r.sellos("0002B0100") == caso.esperados)
        #expect(r.sello("0002B0100", "2-digitalizacion") == caso.esperados[0])
        #expect(r.ajustes.count == (caso.ajuste == nil ? 0 : 1))
        if let ajuste = caso.ajuste {
            #expect(r.ajustes[0].hasPrefix("050002B01002 (línea 8): ") && r.ajustes[0].hasSuffix(ajuste))
        }
    }

    @Test func `sin acta va a su acopio, o al corte cuando no tiene sellos`() throws {
        func instante(_ acopio: String) throws -> String? {
            try noche(.init(clave: "0002B0100", estado: .sinActa, acopio: acopio, captura: "-", verificacion: "-"))
                .sello("0002B0100", "1-sin-acta")
        }
        #expect(try instante("-") == "07/06/2027 05:00:00")
        #expect(try instante("N/A") == "07/06/2027 05:00:00")
        #expect(try instante("07/06/2027 01:00:00") == "07/06/2027 01:00:00")
        #expect(try instante("06/06/2027 11:00:00") == "06/06/2027 23:00:00")
        #expect(try instante("08/06/2027 01:00:00") == "07/06/2027 05:00:00")
    }

    @Test func `fuera de catálogo es un solo suceso y lo pendiente ninguno`() throws {
        let r = try noche(.init(clave: "0002B0100", estado: .fuera, captura: "-", verificacion: "-"))
        #expect(r.sello("0002B0100", "1-fuera-de-catalogo") == "06/06/2027 20:00:00")
        #expect(r.sucesos.count == 5)
        #expect(try noche(.init(clave: "0002B0100", estado: .pendiente)).sucesos.count == 4)
    }

    @Test func `la imagen de casilla es a la vez el acopio`() throws {
        let r = try noche(.init(clave: "0002B0100", origen: "CASILLA"))
        #expect(r.sello("0002B0100", "1-acopio") == nil)
        #expect(r.sello("0002B0100", "2-digitalizacion") == "06/06/2027 20:00:00")
    }

    @Test func `la jornada es el día de la primera captura`() throws {
        let pasada = try BaseDeRepeticion(filas: [
            .init(clave: "0001B0100", captura: "07/06/2027 00:30:00", verificacion: "07/06/2027 00:40:00"),
            .init(clave: "0002B0100", captura: "06/06/2027 23:59:59", verificacion: "07/06/2027 00:10:00"),
        ]).repeticion()
        #expect(pasada.proceso.inicioAcopio == BaseDeRepeticion.instante("06/06/2027 18:00"))
        let sinCapturas = try BaseDeRepeticion(
            corte: "06/06/2027 17:00 (UTC-6)", filas: [.init(clave: "0001B0100", estado: .pendiente)]
        )
        .repeticion()
        #expect(sinCapturas.proceso.inicioAcopio == BaseDeRepeticion.instante("06/06/2027 18:00"))
        #expect(sinCapturas.sucesos.isEmpty && sinCapturas.cortes.count == 1)
    }

    @Test(.timeLimit(.minutes(5))) func `una captura de otro siglo no alarga la noche`() throws {
        let r = try noche(
            .init(clave: "0002B0100", acopio: "01/01/0001 00:00:00", captura: "01/01/0001 00:00:00", verificacion: "-"))
        #expect(r.proceso.inicioAcopio == BaseDeRepeticion.instante("06/06/2027 18:00"))
        #expect(r.cortes.count == 54)
        let simulacro = try noche(
            .init(
                clave: "0002B0100", estado: .sinActa, acopio: "01/01/0001 00:00:00", captura: "01/01/0001 00:00:00",
                verificacion: "-"),
            corte: "06/06/2027 19:00 (UTC-6)")
        #expect(simulacro.cortes.count <= 3 * 24 * 6)
    }

    @Test func `las dos capturas son de personas distintas y la clave decide quiénes`() throws {
        let filas = (1...400).map { BaseDeRepeticion.Fila(clave: "\(cifras($0, ancho: 4))B0100") }
        let r = try BaseDeRepeticion(filas: filas).repeticion()
        var parejas: Set<[Int]> = []
        for fila in filas {
            let suyos = r.sucesos.filter { $0.clave.hasPrefix("05\(fila.clave)2:") && $0.clave.hasSuffix("-captura") }
            #expect(suyos.count == 2 && suyos[0].persona != suyos[1].persona)
            parejas.insert(suyos.map(\.persona.id))
        }
        #expect(parejas.count > 300)
        let alReves = try BaseDeRepeticion(filas: filas.reversed()).repeticion()
        #expect(alReves.sucesos == r.sucesos)
        let conocidas = Set(Repeticion.Personal.todas.map(\.persona))
        #expect(Set(r.sucesos.map(\.persona)).isSubset(of: conocidas))
        #expect(conocidas.count == Repeticion.Personal.todas.count)
    }
}
