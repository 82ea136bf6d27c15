import Electoral
import Formatos
import Testing

/// The row rules, each broken by one row and by what looks like a break and is not.
@Suite struct AuditoriaReglasTests {
    private let linea = BaseSintetica.linea

    private func lineas(_ regla: String, _ cambio: (inout BaseSintetica) -> Void) throws -> [Int] {
        try BaseSintetica().con(cambio).auditar().filas(de: regla).map(\.linea)
    }

    @Test func `la suma se revisa contra el calculado, no contra el asentado`() throws {
        let regla = "CALCULADO = suma de los votos"
        #expect(try lineas(regla) { $0[0, "TOTAL_VOTOS_ASENTADO"] = "999" }.isEmpty)
        #expect(try lineas(regla) { $0[0, "PA"] = "101" } == [linea.primera])
        #expect(try lineas(regla) { $0[0, "TOTAL_VOTOS_CALCULADO"] = "-" }.isEmpty)
        #expect(try lineas(regla) { $0[7, "TOTAL_VOTOS_CALCULADO"] = "41" }.isEmpty, "fuera de catálogo no se revisa")
    }

    @Test func `la columna de subtotal de una coalición cuenta como las demás en la auditoría`() throws {
        var base = BaseSintetica()
        base.agregar(columna: "C_PA_PB_TOTAL", antesDe: "NO_REGISTRADAS") { $0 == 0 ? "192" : "0" }
        let filas = try base.auditar().filas(de: "CALCULADO = suma de los votos")
        #expect(filas.map(\.linea) == [linea.primera])
        #expect(filas.first?.detalle == "TOTAL_VOTOS_CALCULADO 262, suma de los votos 454")
    }

    @Test func `exceder y no decirlo, o decirlo y no exceder`() throws {
        let regla = "excede lista nominal ⇔ observación"
        #expect(try lineas(regla) { $0[0, "LISTA_NOMINAL"] = "252" }.isEmpty, "el límite exacto no excede")
        #expect(try lineas(regla) { $0[0, "LISTA_NOMINAL"] = "251" } == [linea.primera])
        #expect(try lineas(regla) { $0[2, "LISTA_NOMINAL"] = "118" } == [linea.excede])
        #expect(
            try lineas(regla) {
                $0[0, "REPRESENTANTES_PP_CI"] = "N/A"; $0[0, "LISTA_NOMINAL"] = "261"
            } == [linea.primera])
    }

    @Test(arguments: ["S", "s", "M", "A", "P", "V"]) func `sin boletas conocidas no se exige límite fuera de B, C y E`(
        tipo: String
    )
        throws
    {
        let regla = "excede lista nominal ⇔ observación"
        #expect(
            try lineas(regla) {
                $0[0, "TIPO_CASILLA"] = tipo; $0[0, "LISTA_NOMINAL"] = "1"
            }.isEmpty)
    }

    @Test(arguments: ["B", "C", "E", "b", ""]) func `las ordinarias y las que no dicen su tipo tienen límite`(
        tipo: String
    ) throws {
        let regla = "excede lista nominal ⇔ observación"
        #expect(
            try lineas(regla) {
                $0[0, "TIPO_CASILLA"] = tipo; $0[0, "LISTA_NOMINAL"] = "1"
            } == [linea.primera])
    }

    @Test func `las boletas de las especiales son el límite, o lo es el número que ya las trae`() throws {
        let regla = "excede lista nominal ⇔ observación"
        func especial(_ boletas: Int?, _ representantes: String) throws -> [Int] {
            try BaseSintetica().con { $0[5, "REPRESENTANTES_PP_CI"] = representantes }
                .auditar(.init(boletasEspeciales: boletas)).filas(de: regla).map(\.linea)
        }
        #expect(try especial(nil, "10").isEmpty)
        #expect(try especial(293, "10").isEmpty, "293 + 10 = 303")
        #expect(try especial(292, "10") == [linea.especial])
        #expect(try especial(300, "303").isEmpty, "la columna trae las boletas: 303")
        #expect(try especial(300, "302") == [linea.especial])
        #expect(try especial(303, "N/A").isEmpty)
    }

    @Test func `contabilizar exige algún voto legible y ninguna causa`() throws {
        let regla = "contabilizada ⇒ algún voto legible y no excede"
        #expect(try lineas(regla) { $0[2, "CONTABILIZADA"] = "1" } == [linea.excede])
        #expect(try lineas(regla) { $0[3, "CONTABILIZADA"] = "1" } == [linea.todos])
        #expect(try lineas(regla) { $0[4, "CONTABILIZADA"] = "1" } == [linea.sinActa])
        #expect(
            try lineas(regla) { b in for v in BaseSintetica.votos { b[0, v] = v == "PA" ? "-" : "ILEGIBLE" } } == [
                linea.primera
            ])
    }

    @Test(arguments: [
        "EXCEDE LISTA NOMINAL", "Sin Acta(3)", "Sin acta(3)", "TODOS ILEGIBLES O SIN DATO",
        "Todos los campos ilegibles",
    ])
    func `estas causas bastan para no contabilizar`(causa: String) throws {
        #expect(try lineas("no contabilizada ⇒ causa en OBSERVACIONES") { $0[3, "OBSERVACIONES"] = causa }.isEmpty)
    }

    @Test(arguments: ["", "-", " - ", "Sin dato,Ilegible", "['Ilegible']"]) func `no contabilizar sin causa se señala`(
        causa: String
    )
        throws
    {
        #expect(
            try lineas("no contabilizada ⇒ causa en OBSERVACIONES") { $0[3, "OBSERVACIONES"] = causa } == [linea.todos])
    }

    @Test func `la observación de ilegible corresponde a una celda de votos`() throws {
        let regla = "ilegible o sin dato ⇔ observación"
        #expect(try lineas(regla) { $0[1, "OBSERVACIONES"] = " - " } == [linea.ilegible])
        #expect(try lineas(regla) { $0[1, "PB"] = "0" } == [linea.ilegible])
        #expect(
            try lineas(regla) { $0[0, "TOTAL_BOLETAS_SOBRANTES"] = "Ilegible" }.isEmpty,
            "los totales auxiliares no marcan")
        #expect(try lineas(regla) { $0[0, "TOTAL_VOTOS_ASENTADO"] = "SIN DATO" }.isEmpty)
        #expect(
            try lineas(regla) {
                $0[5, "TIPO_CASILLA"] = "M"; $0[5, "PC"] = "-"
            }.isEmpty, "un guion es no participar")
    }

    @Test(arguments: ["ILEGIBLE", "Ilegible", "ilegible", "SIN DATO", "Sin dato", "SIN_DATO", " sin dato "])
    func `la marca se reconoce como se escriba`(marca: String) throws {
        #expect(try lineas("ilegible o sin dato ⇔ observación") { $0[1, "PB"] = marca }.isEmpty)
    }

    @Test(arguments: ["Ilegible", "Sin dato,Ilegible", "['Ilegible', 'Sin dato']", "algún campo ILEGIBLE"])
    func `la observación se reconoce como se escriba`(observacion: String) throws {
        let auditoria = try BaseSintetica().con { $0[1, "OBSERVACIONES"] = observacion }.auditar()
        #expect(auditoria.todoCoincide)
    }

    @Test func `hay código de integridad exactamente cuando hay acta`() throws {
        let regla = "SHA-256 de la imagen ⇔ hay acta"
        #expect(try lineas(regla) { $0[0, "CODIGO_INTEGRIDAD"] = "N/A" } == [linea.primera])
        #expect(
            try lineas(regla) { $0[0, "CODIGO_INTEGRIDAD"] = String(BaseSintetica.hash.dropLast()) } == [linea.primera])
        #expect(try lineas(regla) { $0[0, "CODIGO_INTEGRIDAD"] = BaseSintetica.hash.uppercased() }.isEmpty)
        #expect(try lineas(regla) { $0[4, "CODIGO_INTEGRIDAD"] = BaseSintetica.hash } == [linea.sinActa])
        #expect(try lineas(regla) { $0[4, "CODIGO_INTEGRIDAD"] = "" }.isEmpty)
        #expect(try lineas(regla) { $0[6, "CODIGO_INTEGRIDAD"] = BaseSintetica.hash }.isEmpty, "pendiente no se revisa")
    }

    // MARK: Summary

    @Test(arguments: [
        "FUERA DE CATÁLOGO", "FUERA DE CATALOGO", "No identificadas - Fuera del catálogo", "fuera de catálogo",
    ])
    func `fuera de catálogo se reconoce por la observación, con clave o sin ella`(texto: String) throws {
        for (clave, contabilizada) in [("-", "2"), ("", "-"), ("'", "0"), ("050009B0100", "-")] {
            let auditoria = try BaseSintetica().con {
                $0[7, "OBSERVACIONES"] = texto
                $0[7, "CLAVE_CASILLA"] = clave
                $0[7, "CLAVE_ACTA"] = clave
                $0[7, "CONTABILIZADA"] = contabilizada
            }.auditar()
            #expect(auditoria.todoCoincide)
        }
    }

    @Test(arguments: ["SIN ACTA", "Sin acta", "-", "", "0"]) func `las celdas de un acta que no hay, como se escriban`(
        celda: String
    )
        throws
    {
        let auditoria = try BaseSintetica().con { b in
            for columna in BaseSintetica.votos + ["TOTAL_VOTOS_CALCULADO", "TOTAL_VOTOS_ASENTADO"] {
                b[4, columna] = celda
            }
        }.auditar()
        #expect(auditoria.todoCoincide)
    }

    @Test func `cada acta inconsistente se cuenta una vez y sin acta no lo es`() throws {
        let doble = try BaseSintetica().con { $0[2, "OBSERVACIONES"] = "Sin dato,Excede Lista Nominal" }.auditar()
        #expect(doble.recalculado("PORCENTAJE_ACTAS_INCONSISTENCIAS") == "42.8571")
        let forzada = try BaseSintetica().con { $0[0, "OBSERVACIONES"] = "Identificación forzada" }.auditar()
        #expect(forzada.todoCoincide)
        let vacios = try BaseSintetica().con { $0[0, "OBSERVACIONES"] = "Todos los campos vacíos" }.auditar()
        #expect(vacios.recalculado("PORCENTAJE_ACTAS_INCONSISTENCIAS") == "57.1428")
    }

    @Test func `los totales suman el calculado de las contabilizadas, las especiales aparte`() throws {
        let auditoria = try BaseSintetica().con { $0[5, "TIPO_CASILLA"] = "s" }.auditar()
        #expect(
            auditoria.recalculado("TOTAL_VOTOS_C_CS") == "728" && auditoria.recalculado("TOTAL_VOTOS_S_CS") == "425")
        let extranjero = try BaseSintetica().con { $0[5, "TIPO_CASILLA"] = "M" }.auditar()
        #expect(extranjero.recalculado("TOTAL_VOTOS_S_CS") == "728", "el extranjero y el anticipado sí entran")
        let operacion = try BaseSintetica().auditar(.init(enOperacion: true))
        #expect(operacion.diferencias == ["PORCENTAJE_PARTICIPACION_CIUDADANA 52.0371≠30.3788"])
    }

    @Test func `las erratas de TIPO_ACTA no estorban`() throws {
        for (fila, tipo) in ["3erp", "3.", "3}", "622", "d3"].enumerated() {
            let base = BaseSintetica().con { $0[fila, "TIPO_ACTA"] = tipo }
            #expect(try base.auditar().todoCoincide)
            #expect(try base.importar().catalogo.actas.contains { $0.tipoActa == tipo })
        }
    }

    @Test func `el orden de las filas no cambia ninguna cifra`() throws {
        var azar = CarpetaDeEjemplo.Semilla(estado: 7)
        for _ in 0..<20 {
            let base = BaseSintetica().con { $0.filas.shuffle(using: &azar) }
            #expect(try base.auditar().todoCoincide)
        }
    }

    @Test(arguments: 0..<7) func `la fila que falta aparece como diferencia`(fila: Int) throws {
        let auditoria = try BaseSintetica().con { $0.filas.remove(at: fila) }.auditar()
        #expect(auditoria.diferencias.contains("ACTAS_ESPERADAS 7≠6"))
        #expect(!auditoria.todoCoincide)
    }
}
