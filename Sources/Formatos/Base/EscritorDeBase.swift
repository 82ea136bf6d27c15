import Electoral

/// Writes the official data base of one election (dominio 6): rows, summary, candidaturas and names of files.
///
/// Every row is a pure function of its acta, so whoever publishes may keep the bytes of rows that did not change.
public struct EscritorDeBase: Sendable {
    public let eleccion: Eleccion
    public let formato: FormatoDeBase
    private let proceso: Proceso
    private let entorno: Entorno
    private let texto: CodificadorDeTexto

    public init(eleccion: Eleccion, formato: FormatoDeBase, proceso: Proceso, entorno: Entorno) {
        self.eleccion = eleccion
        self.formato = formato
        self.proceso = proceso
        self.entorno = entorno
        texto = CodificadorDeTexto(formato)
    }

    // MARK: Names

    private var entidad: String { proceso.entidad.abreviatura }
    /// `PUE_GUB_2024.csv`
    public var nombreDeBase: String { "\(entidad)_\(eleccion.id)_\(eleccion.anio).csv" }
    /// `PUE_GUB_CANDIDATURAS_2024.csv`
    public var nombreDeCandidaturas: String { "\(entidad)_\(eleccion.id)_CANDIDATURAS_\(eleccion.anio).csv" }
    /// `AAAAMMDD_HHMM_PREP_GUB_PUE.zip`; drills and prototypes carry their mark.
    public func nombreDeZip(_ corte: Corte) -> String {
        Self.nombreDeZip(corte, proceso, entorno, eleccion: eleccion.id)
    }
    /// `AAAAMMDD_HHMM_PREP_PUE.zip`: the package with the zips of all elections.
    public static func nombreDePaquete(_ corte: Corte, _ proceso: Proceso, _ entorno: Entorno) -> String {
        nombreDeZip(corte, proceso, entorno, eleccion: nil)
    }

    private static func nombreDeZip(_ c: Corte, _ p: Proceso, _ e: Entorno, eleccion: String?) -> String {
        let partes = [
            c.instante.compacta(p.huso), "PREP", eleccion, p.entidad.abreviatura, e == .repeticion ? nil : e.marca,
        ]
        return partes.compactMap { $0 }.joined(separator: "_") + ".zip"
    }

    // MARK: Columns

    static func columnasDeUnidad(_ ambito: Eleccion.Ambito) -> (String, String) {
        switch ambito {
        case .distrito: ("ID_DISTRITO_LOCAL", "DISTRITO_LOCAL")
        case .municipio: ("ID_MUNICIPIO", "MUNICIPIO")
        }
    }

    /// Column of an option before the institute's own names.
    static func columna(_ opcion: Opcion, _ formato: FormatoDeBase) -> String {
        if case .combinacion = opcion.clase { formato.prefijoCoalicion + opcion.columna } else { opcion.columna }
    }

    public var columnas: [String] {
        let (idUnidad, unidad) = Self.columnasDeUnidad(eleccion.ambito)
        let antes = [
            "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", idUnidad, unidad, "SECCION", "ID_CASILLA",
            "TIPO_CASILLA",
            "EXT_CONTIGUA", "UBICACION_CASILLA", "TIPO_ACTA", "TOTAL_BOLETAS_SOBRANTES", "TOTAL_PERSONAS_VOTARON",
            "TOTAL_REP_PARTIDO_CI_VOTARON", "TOTAL_VOTOS_SACADOS",
        ]
        let votos = eleccion.opciones.map { Self.columna($0, formato) }
        let despues = [
            "TOTAL_VOTOS_ASENTADO", "TOTAL_VOTOS_CALCULADO", "LISTA_NOMINAL", "REPRESENTANTES_PP_CI", "OBSERVACIONES",
            "CONTABILIZADA", "MECANISMOS_TRASLADO", "CODIGO_INTEGRIDAD", "FECHA_HORA_ACOPIO", "FECHA_HORA_CAPTURA",
            "FECHA_HORA_VERIFICACION", "ORIGEN", "DIGITALIZACION", "TIPO_DOCUMENTO",
        ]
        return (antes + votos + despues + (formato.cotejada ? ["COTEJADA"] : [])).map { formato.nombres[$0] ?? $0 }
    }

    // MARK: Rows

    /// The row of an expected acta, line end included.
    public func fila(_ acta: Acta, _ estado: ActaEnCorte) -> [UInt8] {
        var linea = Linea(texto)
        let casilla = acta.casilla
        let modalidad = casilla.tipo.esModalidad
        linea.celda(acta.claveCasilla)
        linea.celda(acta.claveActa)
        linea.celda(proceso.entidad.claveDosCifras)
        linea.celda(proceso.entidad.nombre)
        linea.celda(acta.unidad.map { eleccion.unidades[$0].clave } ?? "N/A")
        linea.celda(acta.unidad.map { eleccion.unidades[$0].nombre } ?? "N/A")
        linea.celda(casilla.seccion.map { cifras($0, ancho: 4) } ?? "N/A")
        linea.celda(modalidad ? "N/A" : dosCifras(casilla.numero))
        linea.celda(casilla.tipo.rawValue)
        linea.celda(dosCifras(casilla.extContigua))
        linea.celda(casilla.ubicacion)
        linea.celda(acta.tipoActa)
        let plantilla = eleccion.plantillas[acta.plantilla]
        let celdas = CeldasDeActa(plantilla, estado, opciones: eleccion.opciones.count)
        for campo in [Plantilla.Campo.boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados] {
            linea.celda(celdas.auxiliar(campo))
        }
        for i in eleccion.opciones.indices { linea.celda(celdas.votos[i] ?? .texto("-")) }
        linea.celda(celdas.auxiliar(.totalAsentado))
        linea.celda(celdas.total)
        linea.celda(casilla.listaNominal)
        linea.celda(casilla.representantes.map(String.init) ?? "N/A")
        linea.celda(proceso.redaccion.observaciones(estado.veredicto.criterio))
        linea.celda(estado.veredicto.contabilizada.rawValue)
        constancia(estado, en: &linea)
        return linea.terminada
    }

    /// The row of an acta fuera de catálogo: listed at the end, never added.
    public func fila(fueraDeCatalogo r: ResultadoNumerado) -> [UInt8] {
        var linea = Linea(texto)
        for celda in [
            "-", "-", proceso.entidad.claveDosCifras, proceso.entidad.nombre, "-", "-", "-", "-", "", "-", "3", "0",
        ] {
            linea.celda(celda)
        }
        for _ in 0..<(4 + eleccion.opciones.count + 4) { linea.celda("-") }
        let veredicto = Veredicto(criterio: .fueraDeCatalogo, total: nil, limite: nil)
        linea.celda(proceso.redaccion.observaciones(veredicto.criterio))
        linea.celda(veredicto.contabilizada.rawValue)
        constancia(
            resultado: r.resultado, faltante: "-", en: &linea)
        return linea.terminada
    }

    /// MECANISMOS_TRASLADO, CODIGO_INTEGRIDAD, the three stamps, ORIGEN, DIGITALIZACION, TIPO_DOCUMENTO.
    private func constancia(_ estado: ActaEnCorte, en linea: inout Linea) {
        guard let resultado = estado.resultado else {
            for _ in 0..<8 { linea.celda("-") }
            if formato.cotejada { linea.celda("") }
            return
        }
        constancia(resultado: resultado, faltante: "N/A", en: &linea)
    }

    private func constancia(resultado r: Resultado, faltante: String, en linea: inout Linea) {
        let sinActa = r.procedencia == nil
        linea.celda(sinActa ? "N/A" : r.procedencia?.mecanismo ?? "")
        linea.celda(sinActa ? "N/A" : r.imagen ?? faltante)
        for instante in [r.acopio, r.captura, r.verificacion] {
            linea.celda(instante.map { $0.sello(proceso.huso) } ?? faltante)
        }
        linea.celda(r.procedencia?.origen.rawValue ?? "N/A")
        linea.celda(r.procedencia?.digitalizacion.rawValue ?? "N/A")
        linea.celda(r.procedencia?.tipoDocumento ?? "N/A")
        if formato.cotejada { linea.celda(r.cotejada.texto) }
    }

    // MARK: File

    /// The whole file: title, hour of the corte, summary, columns and the rows given.
    public func archivo(_ corte: Corte, _ resumen: Resumen, filas: some Collection<[UInt8]>) -> [UInt8] {
        let fecha = FechaHora(corte.instante, en: proceso.huso)
        let variables = resumen.variables(ultimoCorte: corte.ultimo)
        var cabeza: [[String]] = [[eleccion.titulo], ["\(fecha.fecha) \(fecha.horaMinuto) (\(proceso.huso.texto))"]]
        if formato.encabezado == .b { cabeza.append([]) }
        cabeza.append(variables.map { formato.nombres[$0.nombre] ?? $0.nombre })
        cabeza.append(variables.map(\.valor))
        cabeza.append([])
        cabeza.append(columnas)
        var bytes: [UInt8] = formato.codificacion == .utf8ConBOM ? [0xEF, 0xBB, 0xBF] : []
        for celdas in cabeza {
            var linea = Linea(texto)
            for celda in celdas { linea.celda(celda) }
            bytes += linea.terminada
        }
        bytes.reserveCapacity(filas.reduce(bytes.count) { $0 + $1.count })
        for fila in filas { bytes += fila }
        return bytes
    }

    /// The candidaturas file (dominio 6.6).
    public func candidaturas() -> [UInt8] {
        let porUnidad = eleccion.candidaturas.contains { $0.unidad != nil }
        var bytes: [UInt8] = formato.codificacion == .utf8ConBOM ? [0xEF, 0xBB, 0xBF] : []
        var encabezado = Linea(texto)
        encabezado.celda("ID_ENTIDAD")
        if porUnidad { encabezado.celda(Self.columnasDeUnidad(eleccion.ambito).0) }
        encabezado.celda("PARTIDO_CI")
        for celda in porUnidad ? ["CANDIDATURA_PROPIETARIA", "CANDIDATURA_SUPLENTE"] : ["CANDIDATURA"] {
            encabezado.celda(celda)
        }
        bytes += encabezado.terminada
        let impresas = Dictionary(
            eleccion.opciones.map { ($0.columna, Self.columna($0, formato)) },
            uniquingKeysWith: { primera, _ in primera })
        for c in eleccion.candidaturas {
            var linea = Linea(texto)
            linea.celda(proceso.entidad.claveDosCifras)
            if porUnidad { linea.celda(c.unidad ?? "") }
            linea.celda(impresas[c.columna] ?? c.columna)
            linea.celda(c.propietaria)
            if porUnidad { linea.celda(c.suplente ?? "") }
            bytes += linea.terminada
        }
        return bytes
    }
}

/// What the boxes of one acta print.
private struct CeldasDeActa {
    enum Celda {
        case numero(Int)
        case texto(String)
    }

    /// By option; nil where the option is not on this ballot.
    var votos: [Celda?]
    var total: Celda
    private var auxiliares: [Plantilla.Campo: Celda] = [:]

    init(_ plantilla: Plantilla, _ estado: ActaEnCorte, opciones: Int) {
        votos = Array(repeating: nil, count: opciones)
        let comun: Celda? =
            switch estado.resultado?.condicion {
            case nil: .texto("-")
            case .sinActa: .texto("SIN ACTA")
            default: nil
            }
        let datos = estado.captura?.datos
        for (i, campo) in plantilla.campos.enumerated() {
            let celda = comun ?? Self.celda(datos.flatMap { $0.indices.contains(i) ? $0[i] : nil } ?? .sinDato)
            if case .voto(let opcion) = campo { votos[opcion] = celda } else { auxiliares[campo] = celda }
        }
        total = comun ?? .numero(estado.veredicto.total ?? 0)
    }

    func auxiliar(_ campo: Plantilla.Campo) -> Celda { auxiliares[campo] ?? .texto("N/A") }

    private static func celda(_ dato: Dato) -> Celda {
        switch dato {
        case .cantidad(let n): .numero(Int(n))
        case .ilegible: .texto("ILEGIBLE")
        case .sinDato: .texto("SIN DATO")
        }
    }
}

/// One line under construction, in the bytes of the file.
private struct Linea {
    private var bytes: [UInt8] = []
    private let texto: CodificadorDeTexto
    private var vacia = true

    init(_ texto: CodificadorDeTexto) {
        self.texto = texto
        bytes.reserveCapacity(400)
    }

    mutating func celda(_ valor: String) {
        separar()
        texto.agregar(valor, a: &bytes)
    }

    mutating func celda(_ n: Int) {
        separar()
        guard n >= 10 else {
            bytes.append(UInt8(ascii: "0") + UInt8(max(n, 0)))
            return
        }
        bytes.append(contentsOf: String(n).utf8)
    }

    mutating func celda(_ c: CeldasDeActa.Celda) {
        switch c {
        case .numero(let n): celda(n)
        case .texto(let t): celda(t)
        }
    }

    private mutating func separar() {
        if vacia { vacia = false } else { bytes.append(texto.delimitador) }
    }

    var terminada: [UInt8] { bytes + texto.finDeLinea }
}

/// Text in the encoding of the file, quoted where the delimiter demands it.
package struct CodificadorDeTexto: Sendable {
    let delimitador: UInt8
    let finDeLinea: [UInt8]
    private let cp1252: Bool

    package init(_ formato: FormatoDeBase) {
        delimitador = formato.delimitador.utf8.first ?? UInt8(ascii: ",")
        finDeLinea = formato.finDeLinea == .crlf ? [13, 10] : [10]
        cp1252 = formato.codificacion == .cp1252
    }

    /// Names come from catalogues that other programs wrote: none is ever a formula. The dash alone is a mark of ours.
    package func agregar(_ original: String, a bytes: inout [UInt8]) {
        let valor = CeldaCSV.esFormula(original) && original != "-" ? "'" + original : original
        let comilla = UInt8(ascii: "\"")
        let necesitaComillas = valor.utf8.contains { $0 == delimitador || $0 == comilla || $0 == 10 || $0 == 13 }
        guard necesitaComillas || cp1252 else {
            bytes.append(contentsOf: valor.utf8)
            return
        }
        let citado = necesitaComillas ? CeldaCSV.citada(valor) : valor
        if cp1252 {
            for escalar in citado.unicodeScalars { bytes.append(Self.cp1252(escalar)) }
        } else {
            bytes.append(contentsOf: citado.utf8)
        }
    }

    /// Windows-1252 of a scalar; a question mark for what it lacks.
    private static func cp1252(_ escalar: Unicode.Scalar) -> UInt8 {
        if escalar.value < 0x80 || (0xA0...0xFF).contains(escalar.value) { return UInt8(escalar.value) }
        for b in UInt8(0x80)...0x9F where String(cp1252: [b]).unicodeScalars.first == escalar { return b }
        return UInt8(ascii: "?")
    }
}
