import Electoral
import Testing

/// The tables of dominio 4.1 and 4.2.
@Suite struct CriteriosTests {
    /// Auxiliary totals around four boxes of votes: two parties, no registradas and nulos.
    static let plantilla = Plantilla(
        id: "completa",
        campos: [
            .boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados, .voto(0), .voto(1), .voto(2),
            .voto(3), .totalAsentado,
        ])

    static func evaluar(
        auxiliares: String = "10,20,2,22", votos: String, asentado: String = "22", en lugar: Casilla = casilla(),
        limites: Limites = Limites()
    ) -> Veredicto {
        Criterios(limites: limites).evaluar(
            .capturada(Captura(leer("\(auxiliares),\(votos),\(asentado)"))), casilla: lugar, plantilla: plantilla)
    }

    @Test(arguments: [
        ("F1 a F6: la cantidad que dice la letra", "17,3,0,2", Criterio.sinObservaciones, 22, Contabilizada.si),
        ("F7: ilegible en número y letra", "17,I,0,2", .algunCampo(ilegible: true, sinDato: false), 19, .si),
        ("F8: vacío en número y letra", "17,3,0,S", .algunCampo(ilegible: false, sinDato: true), 20, .si),
        ("F7 y F8 juntos", "I,3,S,2", .algunCampo(ilegible: true, sinDato: true), 5, .si),
        ("un cero es legible", "0,I,S,I", .algunCampo(ilegible: true, sinDato: true), 0, .si),
        ("todo en cero es un acta normal", "0,0,0,0", .sinObservaciones, 0, .si),
    ])
    func `cada casilla de votos cuenta según lo que se lee en ella`(
        caso: String, votos: String, criterio: Criterio, total: Int, contabilizada: Contabilizada
    ) {
        let veredicto = Self.evaluar(votos: votos)
        #expect(veredicto.criterio == criterio)
        #expect(veredicto.total == total)
        #expect(veredicto.contabilizada == contabilizada)
    }

    @Test(arguments: ["S,S,S,S", "I,I,I,I", "I,S,9999,0", "0,0,0,0", "9999,9999,9999,9999"], ["S", "I", "0", "9999"])
    func `F9: boletas, personas, representantes, sacados y asentado no cambian nada`(
        auxiliares: String, asentado: String
    ) {
        for votos in ["17,3,0,2", "17,I,0,2", "I,S,S,S", "500,9,0,0"] {
            let veredicto = Self.evaluar(auxiliares: auxiliares, votos: votos, asentado: asentado)
            #expect(veredicto == Self.evaluar(votos: votos))
        }
    }

    struct Renglon: Sendable, CustomTestStringConvertible {
        let criterio: Criterio
        let codigo: String
        let opl: String
        let ine: String
        let contabilizada: String
        let capturada: Bool
        let inconsistencia: Bool

        var testDescription: String { "\(codigo) \(ine)" }
        init(
            _ criterio: Criterio, _ codigo: String, opl: String, ine: String, _ contabilizada: String, capturada: Bool,
            inconsistencia: Bool
        ) {
            self.criterio = criterio
            self.codigo = codigo
            self.opl = opl
            self.ine = ine
            self.contabilizada = contabilizada
            self.capturada = capturada
            self.inconsistencia = inconsistencia
        }
    }

    static let algun = "ALGÚN CAMPO ILEGIBLE O SIN DATO"
    static let todos = "TODOS ILEGIBLES O SIN DATO"
    static let excede = "EXCEDE LISTA NOMINAL"
    static let renglones: [Renglon] = [
        Renglon(.sinObservaciones, "A0", opl: "", ine: "-", "1", capturada: true, inconsistencia: false),
        Renglon(
            .algunCampo(ilegible: true, sinDato: false), "A1", opl: algun, ine: "Ilegible", "1", capturada: true,
            inconsistencia: true),
        Renglon(
            .algunCampo(ilegible: false, sinDato: true), "A1", opl: algun, ine: "Sin dato", "1", capturada: true,
            inconsistencia: true),
        Renglon(
            .algunCampo(ilegible: true, sinDato: true), "A1", opl: algun, ine: "Ilegible, Sin dato", "1",
            capturada: true, inconsistencia: true),
        Renglon(
            .todosLosCampos(ilegible: true, sinDato: false), "A2", opl: todos, ine: "Todos los campos ilegibles", "0",
            capturada: true, inconsistencia: true),
        Renglon(
            .todosLosCampos(ilegible: false, sinDato: true), "A2", opl: todos, ine: "Todos los campos vacíos", "0",
            capturada: true, inconsistencia: true),
        Renglon(
            .excedeListaNominal(ilegible: false, sinDato: false), "A3", opl: excede, ine: "Excede Lista Nominal", "0",
            capturada: true, inconsistencia: true),
        Renglon(
            .excedeListaNominal(ilegible: true, sinDato: false), "A3", opl: excede,
            ine: "Excede Lista Nominal, Ilegible", "0", capturada: true, inconsistencia: true),
        Renglon(
            .excedeListaNominal(ilegible: false, sinDato: true), "A3", opl: excede,
            ine: "Excede Lista Nominal, Sin dato", "0", capturada: true, inconsistencia: true),
        Renglon(
            .excedeListaNominal(ilegible: true, sinDato: true), "A3", opl: excede,
            ine: "Excede Lista Nominal, Ilegible, Sin dato", "0", capturada: true, inconsistencia: true),
        Renglon(
            .sinActa(.casillaNoInstalada), "A4", opl: "SIN ACTA POR CASILLA NO INSTALADA", ine: "Sin Acta – 2", "0",
            capturada: true, inconsistencia: false),
        Renglon(
            .sinActa(.paqueteNoEntregado), "A5", opl: "SIN ACTA POR PAQUETE NO ENTREGADO", ine: "Sin Acta – 1", "0",
            capturada: true, inconsistencia: false),
        Renglon(
            .sinActa(.paqueteSinBolsa), "A6", opl: "SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA", ine: "Sin Acta – 3",
            "0", capturada: true, inconsistencia: false),
        Renglon(
            .sinActa(.contingenciaUrna), "A7", opl: "SIN ACTA POR CONTINGENCIA EN URNA ELECTRÓNICA",
            ine: "Sin Acta – 4", "0", capturada: true, inconsistencia: false),
        Renglon(
            .fueraDeCatalogo, "A8", opl: "FUERA DE CATÁLOGO", ine: "Fuera de catálogo", "2", capturada: false,
            inconsistencia: false),
        Renglon(.enProceso, "A10", opl: "-", ine: "-", "-", capturada: false, inconsistencia: false),
    ]

    @Test(arguments: renglones)
    func `cada criterio se publica con las palabras de la OPL y con las del INE`(renglon: Renglon) {
        #expect(renglon.criterio.codigo == renglon.codigo)
        #expect(Redaccion.opl.observaciones(renglon.criterio) == renglon.opl)
        #expect(Redaccion.ine.observaciones(renglon.criterio) == renglon.ine)
    }

    @Test(arguments: renglones)
    func `cada criterio dice si se contabiliza, se captura y es inconsistencia`(renglon: Renglon) {
        #expect(renglon.criterio.contabilizada.rawValue == renglon.contabilizada)
        #expect(renglon.criterio.esInconsistencia == renglon.inconsistencia)
        #expect(renglon.criterio.fundamento.contains("Anexo 13"))
        var resumen = Resumen()
        resumen.sumar(Veredicto(criterio: renglon.criterio, total: nil, limite: nil), casilla: casilla())
        #expect(resumen.esperadas == 1)
        #expect(resumen.capturadas == (renglon.capturada ? 1 : 0))
        #expect(resumen.inconsistencias == (renglon.inconsistencia ? 1 : 0))
    }

    @Test(arguments: CausaSinActa.allCases)
    func `sin acta no tiene suma ni límite, sea cual sea la causa`(causa: CausaSinActa) {
        let veredicto = Criterios().evaluar(.sinActa(causa), casilla: casilla(), plantilla: Self.plantilla)
        #expect(veredicto == Veredicto(criterio: .sinActa(causa), total: nil, limite: nil))
    }

    @Test(arguments: [
        ("500,8,0,0", Criterio.sinObservaciones), ("500,9,0,0", .excedeListaNominal(ilegible: false, sinDato: false)),
        ("508,I,0,S", .algunCampo(ilegible: true, sinDato: true)),
        ("509,0,I,0", .excedeListaNominal(ilegible: true, sinDato: false)),
        ("509,S,S,S", .excedeListaNominal(ilegible: false, sinDato: true)),
        ("0,I,S,509", .excedeListaNominal(ilegible: true, sinDato: true)),
        ("I,I,I,S", .todosLosCampos(ilegible: true, sinDato: true)),
    ])
    func `exceder el límite prevalece sobre los campos ilegibles o sin dato; igualarlo no es exceder`(
        votos: String, criterio: Criterio
    ) {
        let veredicto = Self.evaluar(votos: votos)
        #expect(veredicto.criterio == criterio)
        #expect(veredicto.limite == 508)
    }

    @Test func `el acta que excede conserva la suma que la excluye`() {
        let veredicto = Self.evaluar(votos: "509,I,0,0")
        #expect(veredicto.total == 509)
        #expect(veredicto.explicacion.contains("509 votos, límite 508"))
    }

    @Test(arguments: ["I,I,I,I", "S,S,S,S", "I,S,I,S", "S,I,I,I"])
    func `ninguna casilla legible: suma cero y no puede exceder ni con límite cero`(votos: String) {
        let veredicto = Self.evaluar(votos: votos, en: casilla(listaNominal: 0, representantes: nil))
        #expect(veredicto.codigoYTotal == "A2 0")
        #expect(veredicto.limite == 0)
    }

    @Test(arguments: ["I,S,S,S", "S,S,S,I", "I,I,S,S", "I,I,I,I"])
    func `una mezcla de ilegibles y vacíos se dice ilegible en la redacción del INE`(votos: String) {
        let mezcla = Self.evaluar(votos: votos).criterio
        #expect(Redaccion.ine.observaciones(mezcla) == "Todos los campos ilegibles")
        #expect(Redaccion.opl.observaciones(mezcla) == Self.todos)
    }

    @Test func `ninguna captura produce observaciones que no estén en el catálogo de valores`() {
        let ine: Set = [
            "-", "Todos los campos ilegibles", "Todos los campos vacíos", "Sin dato", "Ilegible", "Ilegible, Sin dato",
            "Excede Lista Nominal", "Excede Lista Nominal, Sin dato", "Excede Lista Nominal, Ilegible",
            "Excede Lista Nominal, Ilegible, Sin dato",
        ]
        let opl: Set = ["", Self.algun, Self.todos, Self.excede]
        var vistas: (ine: Set<String>, opl: Set<String>) = ([], [])
        for votos in Self.todasLasCombinaciones(de: ["0", "3", "600", "I", "S"], largo: 4) {
            let veredicto = Self.evaluar(votos: votos.joined(separator: ","))
            vistas.ine.insert(Redaccion.ine.observaciones(veredicto.criterio))
            vistas.opl.insert(Redaccion.opl.observaciones(veredicto.criterio))
        }
        #expect(vistas.ine == ine)
        #expect(vistas.opl == opl)
    }

    @Test func `el orden de evaluación es excede, todos, alguno, ninguno`() {
        for votos in Self.todasLasCombinaciones(de: ["0", "7", "508", "509", "I", "S"], largo: 4) {
            let suma = votos.compactMap { Int($0) }.reduce(0, +)
            let malas = votos.count { $0 == "I" || $0 == "S" }
            let codigo = suma > 508 ? "A3" : malas == 4 ? "A2" : malas > 0 ? "A1" : "A0"
            #expect(Self.evaluar(votos: votos.joined(separator: ",")).codigoYTotal == "\(codigo) \(suma)")
        }
    }

    static func todasLasCombinaciones(de valores: [String], largo: Int) -> [[String]] {
        (0..<largo).reduce([[]]) { parciales, _ in parciales.flatMap { p in valores.map { p + [$0] } } }
    }

    @Test(arguments: renglones)
    func `cada veredicto se explica en una oración`(renglon: Renglon) {
        let explicacion = Veredicto(criterio: renglon.criterio, total: 509, limite: 508).explicacion
        #expect(explicacion.hasSuffix("."))
        let comienzo = ["1": "Contabilizada", "0": "No contabilizada", "2": "Fuera de catálogo", "-": "En proceso"]
        #expect(comienzo[renglon.contabilizada].map(explicacion.hasPrefix) == true)
    }
}

extension Veredicto {
    fileprivate var codigoYTotal: String { "\(criterio.codigo) \(total ?? -1)" }
}
