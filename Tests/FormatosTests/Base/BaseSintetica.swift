import Formatos

/// A small data base in which everything agrees, to be spoilt in one place by each test. Generic parties.
///
/// Of seven expected actas: two counted, one that exceeds, one all blank, one without acta, one special, one pending;
/// and one fuera de catálogo.
struct BaseSintetica: Sendable {
    static let variables = [
        "ACTAS_ESPERADAS", "ACTAS_REGISTRADAS", "ACTAS_FUERA_CATALOGO", "ACTAS_CAPTURADAS",
        "PORCENTAJE_ACTAS_CAPTURADAS",
        "ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_INCONSISTENCIAS",
        "ACTAS_NO_CONTABILIZADAS", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_C_CS", "TOTAL_VOTOS_S_CS",
        "PORCENTAJE_PARTICIPACION_CIUDADANA",
    ]
    static let votos = ["PA", "PB", "PC", "C_PA_PB", "NO_REGISTRADAS", "NULOS"]
    static let hash = String(repeating: "0123456789abcdef", count: 4)
    /// Lines of the rows of the example as it is written by default.
    static let linea = (
        primera: 8, ilegible: 9, excede: 10, todos: 11, sinActa: 12, especial: 13, pendiente: 14, fuera: 15
    )

    var sep = false
    var titulo = "GUBERNATURA"
    var corte = "07/06/2027 20:00 (UTC-6)"
    var delimitador = ","
    var fin = "\r\n"
    var lineaVacia = true
    var nombres = Self.variables
    var valores = "7 7 1 6 85.7142 3 42.8571 42.8571 3 1399 728 425 52.0371".split(separator: " ").map(String.init)
    var columnas: [String]
    var filas: [[String]]

    init() {
        columnas =
            [
                "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL",
                "SECCION",
                "ID_CASILLA", "TIPO_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "TIPO_ACTA",
                "TOTAL_BOLETAS_SOBRANTES",
                "TOTAL_PERSONAS_VOTARON", "TOTAL_REP_PARTIDO_CI_VOTARON", "TOTAL_VOTOS_SACADOS",
            ] + Self.votos + [
                "TOTAL_VOTOS_ASENTADO", "TOTAL_VOTOS_CALCULADO", "LISTA_NOMINAL", "REPRESENTANTES_PP_CI",
                "OBSERVACIONES",
                "CONTABILIZADA", "MECANISMOS_TRASLADO", "CODIGO_INTEGRIDAD", "FECHA_HORA_ACOPIO", "FECHA_HORA_CAPTURA",
                "FECHA_HORA_VERIFICACION", "ORIGEN", "DIGITALIZACION", "TIPO_DOCUMENTO",
            ]
        filas = [
            Self.fila("1", "B", "100,80,60,12,1,9", "262", "700", "10", "", "1"),
            Self.fila("1", "C", "90,ILEGIBLE,55,10,0,8", "163", "699", "10", "ALGÚN CAMPO ILEGIBLE O SIN DATO", "1"),
            Self.fila("2", "B", "60,50,10,2,0,1", "123", "100", "5", "EXCEDE LISTA NOMINAL", "0"),
            Self.fila(
                "2", "C", Array(repeating: "SIN DATO", count: 6).joined(separator: ","), "0", "100", "5",
                "TODOS ILEGIBLES O SIN DATO", "0"),
            Self.sinActa("3", "B"),
            Self.fila("3", "S", "120,90,70,8,3,12", "303", "0", "1000", "", "1"),
            Self.pendiente("4", "B"),
            Self.fuera,
        ]
    }

    static func fila(
        _ seccion: String, _ tipo: String, _ votos: String, _ calculado: String, _ lista: String,
        _ representantes: String,
        _ observacion: String, _ contabilizada: String
    ) -> [String] {
        let clave = "05000\(seccion)\(tipo)0100"
        return [
            clave, clave + "2", "05", "COAHUILA", "001", "CABECERA", "000\(seccion)", "01", tipo, "00", "1", "2", "400",
            "250", "3",
            "253",
        ] + votos.split(separator: ",").map(String.init) + [
            calculado, calculado, lista, representantes, observacion, contabilizada, "F", hash, "06/06/2027 20:10:00",
            "06/06/2027 20:20:00", "06/06/2027 20:30:00", "CATD", "ESCANER", "ACTA PREP",
        ]
    }

    static func sinActa(_ seccion: String, _ tipo: String) -> [String] {
        var f = fila(
            seccion, tipo, Array(repeating: "SIN ACTA", count: 6).joined(separator: ","), "SIN ACTA", "650", "10",
            "SIN ACTA POR PAQUETE NO ENTREGADO", "0")
        for i in 12..<16 { f[i] = "SIN ACTA" }
        for i in 28..<36 { f[i] = "N/A" }
        return f
    }

    static func pendiente(_ seccion: String, _ tipo: String) -> [String] {
        var f = fila(seccion, tipo, "-,-,-,-,-,-", "-", "600", "10", "-", "-")
        for i in (12..<16).map({ $0 }) + (28..<36).map({ $0 }) { f[i] = "-" }
        return f
    }

    static let fuera: [String] =
        ["-", "-", "05", "COAHUILA", "-", "-", "-", "-", "", "-", "3", "0"] + Array(repeating: "-", count: 14)
        + ["FUERA DE CATÁLOGO", "2", "F", hash, "06/06/2027 23:00:00", "-", "-", "CATD", "ESCANER", "ACTA PREP"]

    // MARK: Changes

    func posicion(_ columna: String) -> Int { columnas.firstIndex(of: columna) ?? 0 }

    subscript(fila: Int, columna: String) -> String {
        get { filas[fila][posicion(columna)] }
        set { filas[fila][posicion(columna)] = newValue }
    }

    mutating func declarar(_ variable: String, _ valor: String) {
        if let i = nombres.firstIndex(of: variable) { valores[i] = valor }
    }

    /// Another name in the header or in the summary, wherever it is.
    mutating func renombrar(_ viejo: String, _ nuevo: String) {
        columnas = columnas.map { $0 == viejo ? nuevo : $0 }
        nombres = nombres.map { $0 == viejo ? nuevo : $0 }
    }

    mutating func agregar(columna: String, antesDe otra: String, _ valor: (Int) -> String) {
        let i = posicion(otra)
        columnas.insert(columna, at: i)
        for f in filas.indices { filas[f].insert(valor(f), at: i) }
    }

    /// The same base with something changed.
    func con(_ cambio: (inout BaseSintetica) -> Void) -> BaseSintetica {
        var copia = self
        cambio(&copia)
        return copia
    }

    // MARK: Bytes

    var texto: String {
        func linea(_ celdas: [String]) -> String { celdas.map(celda).joined(separator: delimitador) }
        var lineas = sep ? ["sep=\(delimitador)"] : []
        lineas += [titulo, corte] + (lineaVacia ? [""] : [])
        lineas += [linea(nombres), linea(valores), "", linea(columnas)] + filas.map(linea)
        return lineas.map { $0 + fin }.joined()
    }

    var bytes: [UInt8] { Array(texto.utf8) }

    private func celda(_ texto: String) -> String {
        let necesita =
            texto.contains(delimitador) || texto.utf8.contains { $0 == 10 || $0 == 13 } || texto.hasPrefix("\"")
        return necesita ? "\"" + texto.replacing("\"", with: "\"\"") + "\"" : texto
    }

    func auditar(_ opciones: Auditoria.Opciones = .init()) throws(FormatoError) -> Auditoria {
        try Auditoria(bytes, archivo: "base.csv", opciones: opciones)
    }

    func importar(boletasEspeciales: Int? = nil) throws(FormatoError) -> BaseImportada {
        try BaseImportada(bytes, archivo: "base.csv", opciones: .init(boletasEspeciales: boletasEspeciales))
    }
}
