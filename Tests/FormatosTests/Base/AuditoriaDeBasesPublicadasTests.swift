import Apoyo
import Formatos
import Testing

/// Every published data base against the figures known from outside.
@Suite(.conDatosReales) struct AuditoriaDeBasesPublicadasTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let base: BaseReal
        let filas: Int
        let eleccion: String
        let corte: String
        /// The 13 recomputed variables in order.
        let resumen: String
        var diferencias: [String] = []
        var excepciones: [String: Int] = [:]
        var testDescription: String { base.rawValue }
    }

    static let ilegible = "ilegible o sin dato ⇔ observación"
    static let excede = "excede lista nominal ⇔ observación"
    static let sinPorcentajes = [
        "PORCENTAJE_ACTAS_CAPTURADAS 0≠0.0000", "PORCENTAJE_ACTAS_CONTABILIZADAS 0≠0.0000",
        "PORCENTAJE_ACTAS_INCONSISTENCIAS 0≠0.0000", "PORCENTAJE_PARTICIPACION_CIUDADANA ≠0.0000",
    ]
    static func ceros(_ esperadas: Int) -> String { "\(esperadas) 0 0 0 0.0000 0 0.0000 0.0000 0 0 0 0 0.0000" }

    static let casos: [Caso] = [
        Caso(
            base: .gubernatura, filas: 8346, eleccion: "GUBERNATURA", corte: "03/06/2024 20:00 (UTC-6)",
            resumen: "8334 8271 12 8259 99.1000 6848 82.1694 18.2385 1411 4125717 2658993 2639492 64.4492"),
        Caso(
            base: .diputaciones, filas: 8435,
            eleccion: "DIPUTACIONES LOCALES (INCLUYE RESULTADOS DE MAYORÍA RELATIVA Y REPRESENTACIÓN PROPORCIONAL)",
            corte: "03/06/2024 20:00 (UTC-6)",
            resumen: "8423 8252 12 8240 97.8273 6944 82.4409 17.0366 1296 4143315 2676439 2659244 64.5965"),
        Caso(
            base: .ayuntamientos, filas: 8364, eleccion: "AYUNTAMIENTOS", corte: "03/06/2024 20:00 (UTC-6)",
            resumen: "8352 7897 12 7885 94.4085 6958 83.3093 13.6254 927 4169515 2687769 2682757 64.4623",
            excepciones: [ilegible: 21]),
        Caso(
            base: .quintanaRoo, filas: 2136, eleccion: "DIPUTACIONES LOCALES", corte: "2019/06/03 05:47 (UTC-5)",
            resumen: "2136 2136 0 2136 100.0000 2031 95.0842 23.0337 105 1187254 263005 262598 22.1523",
            excepciones: [excede: 6]),
        Caso(
            base: .extraordinaria, filas: 7696, eleccion: "GUBERNATURA", corte: "3/6/2019 09:15 (UTC-5)",
            resumen: "7672 7696 24 7672 100.0000 7639 99.5698 4.6663 33 4569608 1527071 1511708 33.4179",
            excepciones: ["no contabilizada ⇒ causa en OBSERVACIONES": 1]),
        Caso(
            base: .simulacro, filas: 8334, eleccion: "GUBERNATURA", corte: "12/05/2024 19:56 (UTC-6)",
            resumen: "8321 3572 13 3559 42.7713 3264 39.2260 36.9186 295 2006364 986898 976070 49.1883",
            diferencias: [
                "PORCENTAJE_ACTAS_CONTABILIZADAS 39.226≠39.2260", "PORCENTAJE_ACTAS_INCONSISTENCIAS 0.0120≠36.9186",
            ]),
        Caso(
            base: .cerosAyuntamientos, filas: 1196, eleccion: "AYUNTAMIENTOS", corte: "01/06/2021 18:52 (UTC-5)",
            resumen: ceros(1196), diferencias: sinPorcentajes),
        Caso(
            base: .cerosDiputaciones, filas: 1190, eleccion: "DIPUTACIONES LOCALES", corte: "01/06/2021 18:52 (UTC-5)",
            resumen: ceros(1190), diferencias: ["ACTAS_ESPERADAS 1200≠1190"] + sinPorcentajes),
        Caso(
            base: .cerosGubernatura, filas: 1190, eleccion: "GUBERNATURA", corte: "01/06/2021 18:52 (UTC-5)",
            resumen: ceros(1190), diferencias: sinPorcentajes),
        Caso(
            base: .cerosJuntas, filas: 270, eleccion: "JUNTAS", corte: "01/06/2021 18:52 (UTC-5)", resumen: ceros(270),
            diferencias: sinPorcentajes),
    ]

    @Test(arguments: casos) func `recalcula las cifras conocidas y nombra las que difieren`(_ caso: Caso) throws {
        let auditoria = try caso.base.auditada()
        #expect(auditoria.filas == caso.filas)
        #expect(auditoria.eleccion == caso.eleccion)
        #expect(auditoria.corte == caso.corte)
        #expect(auditoria.resumen.map(\.recalculado.texto).joined(separator: " ") == caso.resumen)
        #expect(auditoria.diferencias == caso.diferencias)
        #expect(auditoria.excepciones == caso.excepciones)
        #expect(auditoria.todoCoincide == (caso.diferencias.isEmpty && caso.excepciones.isEmpty))
    }

    @Test func `cada base conocida tiene su caso`() { #expect(Set(Self.casos.map(\.base)) == Set(BaseReal.allCases)) }

    @Test func `nombra las seis actas de Quintana Roo que exceden y se contabilizaron`() throws {
        let filas = try BaseReal.quintanaRoo.auditada().filas(de: Self.excede)
        #expect(
            Set(filas.map { String($0.clave.prefix(11)) }) == [
                "230535C0100", "230001C1000", "230138B0100", "230899B0100", "230685C0100", "230196C0200",
            ])
        #expect(filas.first { $0.clave.hasPrefix("230535C0100") }?.detalle == "465 votos, límite 452")
    }

    @Test func `en operación la participación va sin casillas especiales`() throws {
        let enOperacion = try BaseReal.simulacro.auditada(.init(enOperacion: true))
        #expect(enOperacion.recalculado("PORCENTAJE_PARTICIPACION_CIUDADANA") == "48.6486")
        #expect(enOperacion.diferencias.contains("PORCENTAJE_PARTICIPACION_CIUDADANA 49.1883≠48.6486"))
        let gubernatura = try BaseReal.gubernatura.auditada(.init(enOperacion: true))
        #expect(gubernatura.diferencias == ["PORCENTAJE_PARTICIPACION_CIUDADANA 64.4492≠63.9765"])
    }

    @Test(arguments: [BaseReal.gubernatura, .diputaciones, .ayuntamientos])
    func `ninguna casilla especial de Puebla excede sus mil boletas`(base: BaseReal) throws {
        #expect(try base.auditada(.init(boletasEspeciales: 1000)).filas(de: Self.excede).isEmpty)
    }

    @Test func `los nombres de las variables son los canónicos y en su orden`() throws {
        let nombres = try BaseReal.extraordinaria.auditada().resumen.map(\.nombre)
        #expect(nombres == BaseSintetica.variables)
        #expect(nombres.contains("ACTAS_FUERA_CATALOGO") && nombres.contains("PORCENTAJE_ACTAS_INCONSISTENCIAS"))
    }

    @Test func `las líneas de las excepciones son las físicas del archivo`() throws {
        let texto = String(decoding: try BaseReal.ayuntamientos.bytes(), as: UTF8.self)
        let lineas = texto.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        let filas = try BaseReal.ayuntamientos.auditada().filas(de: Self.ilegible)
        #expect(filas.count == 21)
        for fila in filas { #expect(lineas[fila.linea - 1].contains(fila.clave)) }
    }
}
