import Formatos
import Testing

/// The same data base written in every way that institutes have written theirs: what it says does not change.
@Suite struct AuditoriaEscrituraTests {
    /// Reads well, agrees in everything and keeps its title.
    private func coincide(_ base: BaseSintetica, _ bytes: [UInt8]? = nil, titulo: String = "GUBERNATURA") throws {
        let auditoria = try Auditoria(bytes ?? base.bytes, archivo: "base.csv")
        #expect(auditoria.diferencias.isEmpty)
        #expect(auditoria.excepciones.isEmpty)
        #expect(auditoria.filas == base.filas.count)
        #expect(auditoria.eleccion == titulo)
        #expect(auditoria.corte == base.corte)
    }

    @Test func `la base de ejemplo coincide en todo`() throws { try coincide(BaseSintetica()) }

    @Test(arguments: ["\r\n", "\n", "\r"]) func `las líneas terminan como sea, con CR solo también`(fin: String) throws
    {
        var base = BaseSintetica()
        base.fin = fin
        try coincide(base)
        base[0, "TOTAL_VOTOS_CALCULADO"] = "263"
        #expect(
            try base.auditar().filas(de: "CALCULADO = suma de los votos").map(\.linea) == [BaseSintetica.linea.primera])
    }

    @Test(arguments: [",", "|", ";", "\t"], [true, false]) func `el delimitador se reconoce, con sep= o sin él`(
        delimitador: String, sep: Bool
    ) throws {
        var base = BaseSintetica()
        base.delimitador = delimitador
        base.sep = sep
        try coincide(base)
    }

    @Test func `sep= cuenta como línea al señalar una fila`() throws {
        var base = BaseSintetica()
        base.delimitador = "|"
        base.sep = true
        base[0, "TOTAL_VOTOS_CALCULADO"] = "263"
        #expect(
            try base.auditar().filas(de: "CALCULADO = suma de los votos").map(\.linea) == [
                BaseSintetica.linea.primera + 1
            ])
    }

    @Test func `con una línea vacía antes del resumen o sin ella, y sin ninguna`() throws {
        var base = BaseSintetica()
        base.lineaVacia = false
        try coincide(base)
        let junto = base.texto.replacing("\r\n\r\n", with: "\r\n")
        try coincide(base, Array(junto.utf8))
    }

    @Test func `el último renglón puede no tener fin de línea`() throws {
        let base = BaseSintetica()
        try coincide(base, Array(base.bytes.dropLast(2)))
    }

    @Test func `los renglones en blanco no son filas`() throws {
        let base = BaseSintetica()
        let comas = String(repeating: ",", count: base.columnas.count - 1)
        var lineas = base.texto.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        lineas.insert(contentsOf: ["", comas, " \u{A0}" + comas], at: 9)
        try coincide(base, Array(lineas.joined(separator: "\r\n").utf8))
    }

    @Test func `el encabezado relleno hasta el ancho de la tabla se lee igual`() throws {
        let base = BaseSintetica()
        var lineas = base.texto.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        for i in 0..<6 { lineas[i] += String(repeating: ",", count: 23) }
        try coincide(base, Array(lineas.joined(separator: "\r\n").utf8))
    }

    // MARK: Encodings

    @Test func `UTF-8 con marca de orden o sin ella`() throws {
        let base = BaseSintetica()
        try coincide(base, [0xEF, 0xBB, 0xBF] + base.bytes)
    }

    @Test func `Windows-1252 con acentos en el título y en los nombres`() throws {
        var base = BaseSintetica()
        base.titulo = "ELECCIÓN DE DIPUTACIONES"
        base.renombrar("ACTAS_FUERA_CATALOGO", "ACTAS_FUERA_DE_CATÁLOGO")
        try coincide(base, ComoCP1252.bytes(base.texto), titulo: "ELECCIÓN DE DIPUTACIONES")
    }

    // MARK: Title

    @Test func `las comas y comillas del título no son columnas`() throws {
        var base = BaseSintetica()
        base.titulo = "\"DIPUTACIONES LOCALES (INCLUYE \"\"MR\"\", RP)\""
        try coincide(base, titulo: "DIPUTACIONES LOCALES (INCLUYE \"MR\", RP)")
        base.titulo = "DIPUTACIONES LOCALES, MAYORÍA RELATIVA"
        try coincide(base, titulo: "DIPUTACIONES LOCALES, MAYORÍA RELATIVA")
    }

    @Test func `el título citado en un archivo de pipes no arrastra el relleno`() throws {
        var base = BaseSintetica()
        base.delimitador = "|"
        base.titulo = "\"DIPUTACIONES, MR\"||||"
        try coincide(base, titulo: "DIPUTACIONES, MR")
    }

    // MARK: Keys

    @Test(arguments: [("=\"", "\""), ("'", ""), ("'", "'"), ("", "")])
    func `las claves llegan limpias con comilla abierta, cerrada o en fórmula`(antes: String, despues: String) throws {
        var base = BaseSintetica()
        for f in base.filas.indices {
            for columna in ["CLAVE_CASILLA", "CLAVE_ACTA"] { base[f, columna] = antes + base[f, columna] + despues }
        }
        // A formula is written bare, as Excel expects it, when the file has pipes.
        base.delimitador = "|"
        try coincide(base)
        base[0, "TOTAL_VOTOS_CALCULADO"] = "263"
        #expect(try base.auditar().filas(de: "CALCULADO = suma de los votos").map(\.clave) == ["050001B01002"])
    }

    // MARK: Declared values

    @Test func `los declarados con miles, comillas, porcentaje o punto cero son los mismos números`() throws {
        var base = BaseSintetica()
        base.delimitador = "|"
        base.declarar("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "1,399")
        base.declarar("TOTAL_VOTOS_C_CS", "728.0")
        base.declarar("TOTAL_VOTOS_S_CS", "'425'")
        base.declarar("ACTAS_ESPERADAS", "=\"7\"")
        base.declarar("PORCENTAJE_ACTAS_CAPTURADAS", "'85.7142%")
        base.declarar("PORCENTAJE_PARTICIPACION_CIUDADANA", "52.0371%")
        base.declarar("PORCENTAJE_ACTAS_CONTABILIZADAS", "'42.8571'")
        try coincide(base)
    }

    @Test func `los miles entre comillas en un archivo de comas`() throws {
        var base = BaseSintetica()
        base.declarar("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "1,399")
        #expect(base.texto.contains("\"1,399\""))
        try coincide(base)
    }

    @Test(arguments: ["85.714", "85.71420", "85.7143", "85,7142", "", "85.7142 %x"])
    func `un porcentaje escrito de otro modo no coincide`(texto: String) throws {
        let auditoria = try BaseSintetica().con { $0.declarar("PORCENTAJE_ACTAS_CAPTURADAS", texto) }.auditar()
        #expect(auditoria.diferencias == ["PORCENTAJE_ACTAS_CAPTURADAS \(texto)≠85.7142"])
        #expect(!auditoria.todoCoincide)
    }

    @Test func `un conteo vacío declara cero y uno que no es número no declara nada`() throws {
        let vacio = try BaseSintetica().con { $0.declarar("ACTAS_FUERA_CATALOGO", "") }.auditar()
        #expect(vacio.diferencias == ["ACTAS_FUERA_CATALOGO 0≠1"])
        let texto = try BaseSintetica().con { $0.declarar("ACTAS_FUERA_CATALOGO", "uno") }.auditar()
        #expect(texto.diferencias == ["ACTAS_FUERA_CATALOGO nada≠1"])
        let fraccion = try BaseSintetica().con { $0.declarar("ACTAS_FUERA_CATALOGO", "1.5") }.auditar()
        #expect(fraccion.diferencias == ["ACTAS_FUERA_CATALOGO nada≠1"])
    }

    @Test func `la variable que falta no coincide`() throws {
        var base = BaseSintetica()
        base.nombres.removeLast()
        base.valores.removeLast()
        #expect(try base.auditar().diferencias == ["PORCENTAJE_PARTICIPACION_CIUDADANA nada≠52.0371"])
    }

    // MARK: Names

    @Test(arguments: [
        ("ACTAS_FUERA_CATALOGO", "ACTAS_FUERA_DE_CATALOGO"), ("ACTAS_FUERA_CATALOGO", "ACTAS_FUERA_CATÁLOGO"),
        ("ACTAS_FUERA_CATALOGO", "ACTAS_FUERA_DE_CATÁLOGO"),
        ("PORCENTAJE_ACTAS_INCONSISTENCIAS", "PORCENTAJE_ACTAS_CON_INCONSISTENCIAS"),
        ("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "LISTA_NOMINAL_ACTAS_CONTABILZADAS"),
        ("TOTAL_VOTOS_CALCULADO", "TOTAL_VOTOS"), ("TOTAL_VOTOS_CALCULADO", "TOTAL_VOTOS_CALCULADOS"),
        ("CODIGO_INTEGRIDAD", "SHA"), ("CONTABILIZADA", "CONTABILIZADAS"), ("REPRESENTANTES_PP_CI", "REPRESENTANTES"),
        ("ID_ENTIDAD", "ID_ESTADO"), ("ENTIDAD", "ESTADO"), ("NO_REGISTRADAS", "NO_REGISTRADOS"),
        ("ID_DISTRITO_LOCAL", "ID_DISTRITO"), ("DISTRITO_LOCAL", "DISTRITO"),
        ("MECANISMOS_TRASLADO", "MECANISMO_TRASLADO"),
        ("TOTAL_BOLETAS_SOBRANTES", "NUM_BOLETAS_SOBRANTES"), ("TOTAL_PERSONAS_VOTARON", "TOTAL_CIUDADANOS_VOTARON"),
        ("TOTAL_REP_PARTIDO_CI_VOTARON", "TOTAL_REP_PARTIDOS_CI_VOTARON"), ("PA", "NA"),
        ("PB", "Juntos por el Distrito"),
        ("C_PA_PB", "PA-PB"),
    ]) func `cada nombre que se ha dado a la misma columna o variable sirve`(canonico: String, otro: String) throws {
        var base = BaseSintetica()
        base.renombrar(canonico, otro)
        try coincide(base)
        #expect(try base.auditar().resumen.map(\.nombre) == BaseSintetica.variables)
        #expect(try base.importar().filas.count == base.filas.count)
    }

    @Test func `los blancos alrededor de nombres y celdas no importan`() throws {
        var base = BaseSintetica()
        base.columnas = base.columnas.map { " \($0) " }
        base.nombres = base.nombres.map { "\($0) " }
        base.valores = base.valores.map { " \($0)" }
        base.filas = base.filas.map { $0.map { " \($0) " } }
        try coincide(base)
    }

    // MARK: Quotes inside the table

    @Test func `un salto de línea dentro de una celda citada no corre las líneas de las demás`() throws {
        var base = BaseSintetica()
        base[0, "TIPO_DOCUMENTO"] = "ACTA\nPREP"
        base[1, "DISTRITO_LOCAL"] = "CABECERA, \"SUR\""
        try coincide(base)
        base[5, "TOTAL_VOTOS_CALCULADO"] = "304"
        let fila = try base.auditar().filas(de: "CALCULADO = suma de los votos")
        #expect(fila.map(\.linea) == [BaseSintetica.linea.especial + 1])
        base[0, "TIPO_DOCUMENTO"] = "ACTA\r\nPREP\r\n\rX"
        #expect(
            try base.con { $0.fin = "\n" }.auditar().filas(de: "CALCULADO = suma de los votos").map(\.linea)
                == [BaseSintetica.linea.especial + 3])
    }

    @Test func `todas las celdas entre comillas`() throws {
        let base = BaseSintetica()
        let lineas = base.texto.split(separator: "\r\n", omittingEmptySubsequences: false).map { linea in
            linea.isEmpty
                ? ""
                : linea.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(
                    separator: ",")
        }
        try coincide(base, Array(lineas.joined(separator: "\r\n").utf8))
    }
}

/// Text of the tests in Windows-1252, for the letters that they use.
enum ComoCP1252 {
    static func bytes(_ texto: String) -> [UInt8] {
        texto.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }
}
