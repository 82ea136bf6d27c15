/// What stands above the rows of a published data base: title, hour of the corte, declared summary and columns, in any
/// of the variants seen (the traps of the real files are listed in `docs/formatos.md`).
struct EncabezadoDeBase {
    let titulo: String
    /// Hour of the corte as printed.
    let corte: String
    /// Physical line of `corte`; nil when there is none.
    let lineaDeCorte: Int?
    /// Declared values by printed name, cleaned of blanks, quotes and percent signs.
    let declarados: [String: String]
    let columnas: [String]
    let delimitador: UInt8
    /// Offset and physical line where the rows begin.
    let filasDesde: Int
    let lineaDeFilas: Int

    /// Names that institutes have given to the same variable or column; the first is ours.
    static let variantes: [String: [String]] = [
        "ACTAS_FUERA_CATALOGO": [
            "ACTAS_FUERA_CATALOGO", "ACTAS_FUERA_DE_CATALOGO", "ACTAS_FUERA_CATÁLOGO", "ACTAS_FUERA_DE_CATÁLOGO",
        ],
        "PORCENTAJE_ACTAS_INCONSISTENCIAS": [
            "PORCENTAJE_ACTAS_INCONSISTENCIAS", "PORCENTAJE_ACTAS_CON_INCONSISTENCIAS",
        ],
        "LISTA_NOMINAL_ACTAS_CONTABILIZADAS": [
            "LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "LISTA_NOMINAL_ACTAS_CONTABILZADAS",
        ],
        "TOTAL_VOTOS_CALCULADO": ["TOTAL_VOTOS_CALCULADO", "TOTAL_VOTOS_CALCULADOS", "TOTAL_VOTOS"],
        "CODIGO_INTEGRIDAD": ["CODIGO_INTEGRIDAD", "SHA"],
        "CONTABILIZADA": ["CONTABILIZADA", "CONTABILIZADAS"],
        "REPRESENTANTES_PP_CI": ["REPRESENTANTES_PP_CI", "REPRESENTANTES"],
        "TOTAL_BOLETAS_SOBRANTES": ["TOTAL_BOLETAS_SOBRANTES", "NUM_BOLETAS_SOBRANTES", "BOLETAS_SOBRANTES"],
        "TOTAL_PERSONAS_VOTARON": [
            "TOTAL_PERSONAS_VOTARON", "TOTAL_CIUDADANOS_VOTARON", "PERSONAS_VOTARON", "CIUDADANOS_VOTARON",
        ],
        "TOTAL_REP_PARTIDO_CI_VOTARON": [
            "TOTAL_REP_PARTIDO_CI_VOTARON", "TOTAL_REP_PARTIDOS_CI_VOTARON", "REP_PARTIDO_CI_VOTARON",
        ],
        "MECANISMOS_TRASLADO": ["MECANISMOS_TRASLADO", "MECANISMO_TRASLADO"],
        "ID_ENTIDAD": ["ID_ENTIDAD", "ID_ESTADO"],
        "ENTIDAD": ["ENTIDAD", "ESTADO"],
        "ID_UNIDAD": [
            "ID_DISTRITO_LOCAL", "ID_DISTRITO", "ID_DISTRITO_FEDERAL", "ID_MUNICIPIO", "ID_MUNICIPIO_LOCAL",
            "ID_ALCALDIA",
        ],
        "UNIDAD": ["DISTRITO_LOCAL", "DISTRITO", "DISTRITO_FEDERAL", "MUNICIPIO", "ALCALDIA"],
        "NO_REGISTRADAS": ["NO_REGISTRADAS", "NO_REGISTRADOS"],
    ]

    func declarado(_ canonico: String) -> String? {
        for nombre in Self.variantes[canonico] ?? [canonico] {
            if let valor = declarados[nombre] { return valor }
        }
        return nil
    }

    /// Position of a column under any of its names.
    func posicion(_ canonica: String) -> Int? {
        for nombre in Self.variantes[canonica] ?? [canonica] {
            if let i = columnas.firstIndex(of: nombre) { return i }
        }
        return nil
    }

    func exigir(_ canonica: String, archivo: String) throws(FormatoError) -> Int {
        guard let i = posicion(canonica) else {
            throw FormatoError(
                .columnaAusente, archivo: archivo, linea: lineaDeFilas - 1,
                "falta la columna \(canonica); sin ella no es una base de datos PREP")
        }
        return i
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, archivo: String) throws(FormatoError) {
        var lineas = LineasFisicas(bytes)
        var previas: [(linea: UnsafeBufferPointer<UInt8>, numero: Int)] = []
        var encabezado: (inicio: Int, numero: Int, linea: UnsafeBufferPointer<UInt8>)?
        while let (linea, inicio, numero) = lineas.siguiente() {
            if linea.contiene("clave_casilla"), Self.literal(linea, "CLAVE_CASILLA"),
                Self.literal(linea, "LISTA_NOMINAL")
            {
                encabezado = (inicio, numero, linea)
                break
            }
            // Only the first lines can be a summary; a huge file of something else is not kept in memory.
            if previas.count < 10_000 { previas.append((linea, numero)) }
        }
        guard let encabezado else {
            throw FormatoError(
                .noEsBase, archivo: archivo,
                "no hay fila de encabezado con CLAVE_CASILLA y LISTA_NOMINAL: no es una base de datos PREP")
        }
        let separador = Self.separador(encabezado.linea)
        var lector = LectorDeFilas(bytes, desde: encabezado.inicio, linea: encabezado.numero, delimitador: separador)
        _ = lector.siguiente()
        columnas = lector.celdas.map { $0.recortada.texto }
        delimitador = separador
        lineaDeFilas = encabezado.numero + 1
        filasDesde =
            encabezado.inicio + Self.largoConFin(bytes, desde: encabezado.inicio, cuerpo: encabezado.linea.count)

        declarados = Self.leerDeclarados(previas.map(\.linea), siguiente: encabezado.linea)
        if declarados.isEmpty {
            throw FormatoError(
                .noEsBase, archivo: archivo, linea: 1,
                "no hay resumen con ACTAS_ESPERADAS encima de las filas: no es una base de datos PREP")
        }
        let textos = previas.lazy.map { (texto: Self.primeraCelda($0.linea, separador), linea: $0.numero) }
            .filter { !$0.texto.isEmpty && !$0.texto.hasPrefix("sep=") && !$0.texto.contains("ACTAS_ESPERADAS") }
        let primeros = Array(textos.prefix(2))
        titulo = primeros.first?.texto ?? ""
        corte = primeros.count > 1 ? primeros[1].texto : ""
        lineaDeCorte = primeros.count > 1 ? primeros[1].linea : nil
    }

    private static func leerDeclarados(
        _ lineas: [UnsafeBufferPointer<UInt8>], siguiente: UnsafeBufferPointer<UInt8>
    ) -> [String: String] {
        var declarados: [String: String] = [:]
        for (i, linea) in lineas.enumerated() where literal(linea, "ACTAS_ESPERADAS") {
            let valores = i + 1 < lineas.count ? lineas[i + 1] : siguiente
            let separador = separador(linea)
            declarados = [:]
            for (nombre, valor) in zip(celdas(linea, separador), celdas(valores, separador)) {
                declarados[recortado(nombre)] = limpio(valor)
            }
        }
        return declarados
    }

    private static func celdas(_ linea: UnsafeBufferPointer<UInt8>, _ separador: UInt8) -> [String] {
        var lector = LectorDeFilas(linea, desde: 0, linea: 1, delimitador: separador)
        return lector.siguiente() ? lector.celdas.map(\.texto) : []
    }

    private static func recortado(_ texto: String) -> String {
        var t = Substring(texto)
        while let c = t.first, c.isWhitespace || c == "\u{FEFF}" { t.removeFirst() }
        while let c = t.last, c.isWhitespace { t.removeLast() }
        return String(t)
    }

    /// Without blanks, single quotes around or a percent sign at the end.
    private static func limpio(_ valor: String) -> String {
        var t = Substring(recortado(valor))
        while t.first == "'" { t.removeFirst() }
        while t.last == "'" { t.removeLast() }
        while t.last == "%" { t.removeLast() }
        return String(t)
    }

    /// The most frequent of the delimiters in use; the pipe wins a tie.
    static func separador(_ linea: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var mejor = UInt8(ascii: "|")
        var cuenta = -1
        for candidato in [UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: ";"), 9] {
            let veces = linea.reduce(0) { $0 + ($1 == candidato ? 1 : 0) }
            if veces > cuenta {
                mejor = candidato
                cuenta = veces
            }
        }
        return mejor
    }

    private static func literal(_ linea: UnsafeBufferPointer<UInt8>, _ palabra: StaticString) -> Bool {
        let p = UnsafeBufferPointer(start: palabra.utf8Start, count: palabra.utf8CodeUnitCount)
        guard linea.count >= p.count else { return false }
        for i in 0...(linea.count - p.count) where linea[i] == p[0] {
            if (1..<p.count).allSatisfy({ linea[i + $0] == p[$0] }) { return true }
        }
        return false
    }

    /// Text of the first cell, or the whole line when a title was printed with bare commas.
    private static func primeraCelda(_ linea: UnsafeBufferPointer<UInt8>, _ separador: UInt8) -> String {
        let texto = recortado(linea.texto)
        if texto.hasPrefix("\"") { return recortado(celdas(linea, separador).first ?? "") }
        var t = Substring(texto)
        while let c = t.last, c == "," || c == "|" || c == ";" || c.isWhitespace { t.removeLast() }
        return String(t)
    }

    private static func largoConFin(_ bytes: UnsafeBufferPointer<UInt8>, desde: Int, cuerpo: Int) -> Int {
        let p = desde + cuerpo
        guard p < bytes.count else { return cuerpo }
        return bytes[p] == 13 && p + 1 < bytes.count && bytes[p + 1] == 10 ? cuerpo + 2 : cuerpo + 1
    }
}

/// Physical lines, whatever ends them.
private struct LineasFisicas {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var posicion: Int
    private var numero = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        let conBOM = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        posicion = conBOM ? 3 : 0
    }

    mutating func siguiente() -> (linea: UnsafeBufferPointer<UInt8>, inicio: Int, numero: Int)? {
        guard posicion < bytes.count else { return nil }
        let inicio = posicion
        var p = inicio
        while p < bytes.count, bytes[p] != 10, bytes[p] != 13 { p += 1 }
        posicion = p + 1 < bytes.count && bytes[p] == 13 && bytes[p + 1] == 10 ? p + 2 : p + 1
        numero += 1
        return (UnsafeBufferPointer(rebasing: bytes[inicio..<p]), inicio, numero)
    }
}
