import Electoral
import Testing

/// The worked example of dominio, appendix B, to the last digit.
@Suite struct ApendiceBTests {
    struct Renglon: Sendable, CustomTestStringConvertible {
        let clave: String
        let casilla: Casilla
        let condicion: Resultado.Condicion?
        let total: Int?
        let limite: Int?
        let opl: String
        let ine: String
        let contabilizada: String

        var testDescription: String { clave }
        var veredicto: Veredicto {
            condicion.map {
                ApendiceBTests.criterios.evaluar($0, casilla: casilla, plantilla: ApendiceB.plantilla)
            } ?? .enProceso
        }
        var captura: Captura? { if case .capturada(let c) = condicion { c } else { nil } }
    }

    static let criterios = Criterios(limites: Limites(boletasEspeciales: 1000))

    static func casilla(
        _ tipo: Casilla.Tipo, _ seccion: Int, _ numero: Int, _ listaNominal: Int, _ representantes: Int
    ) -> Casilla {
        Casilla(
            tipo: tipo, seccion: seccion, numero: numero, listaNominal: listaNominal, representantes: representantes)
    }

    static func capturada(_ texto: String) -> Resultado.Condicion { .capturada(Captura(leer(texto))) }

    static let renglones: [Renglon] = [
        Renglon(
            clave: "050001B0100", casilla: casilla(.basica, 1, 1, 700, 10),
            condicion: capturada("100,80,60,150,12,7,5,3,1,9"), total: 427, limite: 710, opl: "", ine: "-",
            contabilizada: "1"),
        Renglon(
            clave: "050001C0100", casilla: casilla(.contigua, 1, 1, 699, 10),
            condicion: capturada("90,I,55,140,10,6,4,2,0,8"), total: 315, limite: 709,
            opl: "ALGÚN CAMPO ILEGIBLE O SIN DATO", ine: "Ilegible", contabilizada: "1"),
        Renglon(
            clave: "050001C0200", casilla: casilla(.contigua, 1, 2, 699, 10),
            condicion: capturada("85,70,50,S,9,5,3,1,2,7"), total: 232, limite: 709,
            opl: "ALGÚN CAMPO ILEGIBLE O SIN DATO", ine: "Sin dato", contabilizada: "1"),
        Renglon(
            clave: "050002B0100", casilla: casilla(.basica, 2, 1, 500, 8),
            condicion: capturada("200,150,100,60,10,5,3,1,0,6"), total: 535, limite: 508,
            opl: "EXCEDE LISTA NOMINAL", ine: "Excede Lista Nominal", contabilizada: "0"),
        Renglon(
            clave: "050002C0100", casilla: casilla(.contigua, 2, 1, 500, 8),
            condicion: capturada("I,I,S,I,S,S,I,I,S,S"), total: 0, limite: 508, opl: "TODOS ILEGIBLES O SIN DATO",
            ine: "Todos los campos ilegibles", contabilizada: "0"),
        Renglon(
            clave: "050003B0100", casilla: casilla(.basica, 3, 1, 650, 10), condicion: .sinActa(.paqueteNoEntregado),
            total: nil, limite: nil, opl: "SIN ACTA POR PAQUETE NO ENTREGADO", ine: "Sin Acta – 1",
            contabilizada: "0"),
        Renglon(
            clave: "050003E0100", casilla: casilla(.extraordinaria, 3, 1, 300, 6),
            condicion: .sinActa(.casillaNoInstalada), total: nil, limite: nil,
            opl: "SIN ACTA POR CASILLA NO INSTALADA", ine: "Sin Acta – 2", contabilizada: "0"),
        Renglon(
            clave: "050003S0100", casilla: casilla(.especial, 3, 1, 0, 10),
            condicion: capturada("120,90,70,200,8,4,2,1,3,12"), total: 510, limite: 1010, opl: "", ine: "-",
            contabilizada: "1"),
        Renglon(
            clave: "050004B0100", casilla: casilla(.basica, 4, 1, 600, 10), condicion: nil, total: nil, limite: nil,
            opl: "-", ine: "-", contabilizada: "-"),
    ]

    static let computo = Computo(
        ApendiceB.eleccion,
        filas: renglones.enumerated().map { i, renglon in
            Computo.Fila(
                acta: .dePrueba(i + 1, unidad: 0, casilla: renglon.casilla), veredicto: renglon.veredicto,
                captura: renglon.captura)
        }, fueraDeCatalogo: 1)

    @Test(arguments: renglones)
    func `cada renglón tiene su suma, su límite, sus observaciones y su CONTABILIZADA`(renglon: Renglon) {
        let veredicto = renglon.veredicto
        #expect(renglon.casilla.clave(entidad: 5) == renglon.clave)
        #expect(veredicto.total == renglon.total)
        #expect(veredicto.limite == renglon.limite)
        #expect(Redaccion.opl.observaciones(veredicto.criterio) == renglon.opl)
        #expect(Redaccion.ine.observaciones(veredicto.criterio) == renglon.ine)
        #expect(veredicto.contabilizada.rawValue == renglon.contabilizada)
    }

    @Test func `el acta fuera de catálogo lleva CONTABILIZADA 2 y no suma`() {
        let veredicto = Self.criterios.evaluar(
            .fueraDeCatalogo, casilla: Self.renglones[0].casilla, plantilla: ApendiceB.plantilla)
        #expect(veredicto == Veredicto(criterio: .fueraDeCatalogo, total: nil, limite: nil))
        #expect(veredicto.contabilizada.rawValue == "2")
        #expect(Redaccion.opl.observaciones(veredicto.criterio) == "FUERA DE CATÁLOGO")
        #expect(Self.computo.entidad.votos.reduce(0, +) == 1484)
    }

    @Test func `la básica que falta por procesar tendrá límite 610`() {
        #expect(Self.criterios.limites.limite(Self.renglones[8].casilla) == 610)
    }

    @Test(arguments: [(false, "46.4251"), (true, "70.7340")])
    func `el encabezado tiene las 13 variables, con la participación del corte que es`(
        ultimoCorte: Bool, participacion: String
    ) {
        let variables = Self.computo.entidad.resumen.variables(ultimoCorte: ultimoCorte)
        #expect(
            variables.map { "\($0.nombre)=\($0.valor)" } == [
                "ACTAS_ESPERADAS=9", "ACTAS_REGISTRADAS=9", "ACTAS_FUERA_CATALOGO=1", "ACTAS_CAPTURADAS=8",
                "PORCENTAJE_ACTAS_CAPTURADAS=88.8888", "ACTAS_CONTABILIZADAS=4",
                "PORCENTAJE_ACTAS_CONTABILIZADAS=44.4444", "PORCENTAJE_ACTAS_INCONSISTENCIAS=44.4444",
                "ACTAS_NO_CONTABILIZADAS=4", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS=2098", "TOTAL_VOTOS_C_CS=1484",
                "TOTAL_VOTOS_S_CS=974", "PORCENTAJE_PARTICIPACION_CIUDADANA=\(participacion)",
            ])
        #expect(Self.computo.entidad.resumen.pendientes == 1)
    }

    @Test func `las columnas suman lo de las contabilizadas`() {
        #expect(Self.computo.entidad.votos == [395, 240, 235, 490, 39, 22, 14, 7, 6, 36])
    }

    @Test func `por candidatura la coalición junta 952 votos y los porcentajes se truncan`() {
        let eleccion = ApendiceB.eleccion
        let votos = Self.computo.unidades[0].votos
        let grupos = eleccion.grupos(participan: eleccion.participantes(plantillas: [0]), votos: votos)
        #expect(grupos.map(\.opciones) == [[0, 1, 2, 4, 5, 6, 7], [3]])
        #expect(grupos.map(\.votos) == [952, 490])
        let sumandos = grupos.map(\.votos) + [votos[8], votos[9]]
        #expect(sumandos.map { Porcentaje($0, de: 1484).texto } == ["64.1509", "33.0188", "0.4043", "2.4258"])
        let suma = sumandos.reduce(0) { $0 + Porcentaje($1, de: 1484).diezmilesimas }
        #expect(Porcentaje(diezmilesimas: suma).texto == "99.9998")
    }

    @Test func `por partido la coalición se reparte 426, 268 y 258`() {
        for reparto in [Self.computo.repartos[0], Self.computo.repartoEntidad] {
            #expect((0...3).map(reparto.total) == [426, 268, 258, 490])
            #expect(Array(reparto.propios.prefix(4)) == [395, 240, 235, 490])
            #expect(Array(reparto.recibidos.prefix(4)) == [31, 28, 23, 0])
            #expect((0...2).map { Porcentaje(reparto.total($0), de: 1484).texto } == ["28.7061", "18.0592", "17.3854"])
            #expect(reparto.empates == [])
        }
    }
}
