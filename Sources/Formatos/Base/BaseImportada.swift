import Electoral

/// A published data base turned into values: the catalogue that its rows imply and what the source says of every acta.
///
/// Nothing depends on the order of the rows.
public struct BaseImportada: Sendable {
    /// What the source prints of one acta.
    public struct Fila: Sendable {
        public let linea: Int
        /// Nil for actas fuera de catálogo.
        public let acta: Acta.ID?
        /// Unique inside the file.
        public let identidad: String
        /// Nil while the source had not processed it.
        public let condicion: Resultado.Condicion?
        public let contabilizada: String
        public let observaciones: String
        /// `TOTAL_VOTOS_CALCULADO` as the source prints it; nil when it is not a count.
        public let calculado: Int?
        public let imagen: String?
        public let procedencia: Procedencia?
        public let acopio, captura, verificacion: FechaHora?
    }

    public let archivo: String
    public let catalogo: Catalogo
    public let huso: Huso
    public let corte: FechaHora
    public let prefijoCoalicion: String
    /// Declared summary under canonical names; only what the file declares.
    public let declarado: [(nombre: String, valor: String)]
    public let filas: [Fila]

    public var eleccion: Eleccion { catalogo.elecciones[0] }

    public struct Opciones: Sendable {
        /// Abbreviation of the entity, when the file does not say it or says it otherwise.
        public var entidad: Entidad?
        public var boletasEspeciales: Int?
        public init(entidad: Entidad? = nil, boletasEspeciales: Int? = nil) {
            self.entidad = entidad
            self.boletasEspeciales = boletasEspeciales
        }
    }

    /// - Parameter candidaturas: bytes of the candidaturas file and its name.
    public init(
        _ bytes: [UInt8], archivo: String, candidaturas: (bytes: [UInt8], archivo: String)? = nil,
        opciones: Opciones = Opciones()
    ) throws(FormatoError) {
        let crudas = try bytes.conPuntero { (p) throws(FormatoError) in try FilasCrudas(p, archivo: archivo) }
        guard let corte = FechaImpresa.leer(crudas.corte) else {
            throw FormatoError(
                .valorInvalido, archivo: archivo, linea: crudas.encabezado.lineaDeCorte ?? 1,
                "«\(crudas.corte)» no es la fecha y hora del corte; se espera dd/mm/aaaa hh:mm (UTC-6)")
        }
        let entidad: Entidad
        if let indicada = opciones.entidad { entidad = indicada } else { entidad = try crudas.entidad() }
        var armado = try ArmadoDeCatalogo(crudas, entidad: entidad, boletasEspeciales: opciones.boletasEspeciales)
        if let candidaturas {
            armado.candidaturas = try LectorDeCandidaturas.leer(candidaturas.bytes, archivo: candidaturas.archivo)
        }
        self.archivo = archivo
        self.corte = corte.fecha
        huso = corte.huso ?? .centro
        catalogo = armado.catalogo(anio: corte.fecha.anio)
        prefijoCoalicion = crudas.votos.prefijo
        declarado = Resumen().variables(ultimoCorte: true).compactMap { variable in
            crudas.encabezado.declarado(variable.nombre).map { (variable.nombre, $0) }
        }
        filas = armado.filas(en: catalogo)
    }

    /// Which election a data base is of, from its header alone.
    public static func eleccion(_ bytes: [UInt8], archivo: String) throws(FormatoError) -> String {
        codigo(try bytes.conPuntero { (p) throws(FormatoError) in try EncabezadoDeBase(p, archivo: archivo) }.titulo)
    }

    /// A PREP closes within a day; a stamp older than this before the corte is a misprint and does not date the night.
    public static let duracionMaxima = 3 * 86_400

    /// Day of the election: that of the earliest capture, or of the corte when nothing was captured.
    public var jornada: FechaHora {
        let desde = FechaHora(corte.instante(en: huso) - Self.duracionMaxima, en: huso)
        return filas.lazy.filter { $0.condicion != nil }.compactMap(\.captura)
            .filter { $0 >= desde && $0 <= corte }.min() ?? corte
    }

    /// Abbreviation of file names for the title of an election.
    static func codigo(_ titulo: String) -> String {
        let t = titulo.uppercased()
        let conocidos: [(String, String)] = [
            ("GUBERNATURA", "GUB"), ("JEFATURA DE GOBIERNO", "GUB"), ("DIPUTACIONES FEDERALES", "DIP_FED"),
            ("DIPUTACIONES", "DIP_LOC"), ("DIPUTADOS", "DIP_LOC"), ("AYUNTAMIENTO", "AYUN"), ("ALCALD", "ALC"),
            ("PRESIDENCIAS MUNICIPALES", "AYUN"), ("JUNTAS", "JUNTAS"), ("REGIDUR", "REG"), ("SINDICATURA", "SIND"),
            ("SENADUR", "SEN"), ("PRESIDENCIA", "PRES"),
        ]
        if let par = conocidos.first(where: { t.contains($0.0) }) { return par.1 }
        let limpio = t.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        return limpio.isEmpty ? "ELECCION" : String(limpio.prefix(12))
    }
}

/// Cells of a file as text, with the columns that matter located.
struct FilasCrudas {
    struct Fila {
        let linea: Int
        let celdas: [String]
        /// Whole row as one text: settles the order of rows whose keys repeat.
        var texto: String { celdas.joined(separator: "\u{1}") }
    }

    let archivo: String
    let encabezado: EncabezadoDeBase
    let columnas: [String: Int]
    let votos: ColumnasDeVoto
    let filas: [Fila]
    var titulo: String { encabezado.titulo }
    var corte: String { encabezado.corte }

    static let maximoDeFilas = 1_000_000

    init(_ bytes: UnsafeBufferPointer<UInt8>, archivo: String) throws(FormatoError) {
        let encabezado = try EncabezadoDeBase(bytes, archivo: archivo)
        var columnas: [String: Int] = [:]
        for nombre in [
            "CLAVE_CASILLA", "SECCION", "ID_CASILLA", "TIPO_CASILLA", "LISTA_NOMINAL", "OBSERVACIONES", "CONTABILIZADA",
            "CODIGO_INTEGRIDAD",
        ] { columnas[nombre] = try encabezado.exigir(nombre, archivo: archivo) }
        for nombre in [
            "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", "ID_UNIDAD", "UNIDAD", "EXT_CONTIGUA", "UBICACION_CASILLA",
            "TIPO_ACTA",
            "REPRESENTANTES_PP_CI", "MECANISMOS_TRASLADO", "FECHA_HORA_ACOPIO", "FECHA_HORA_CAPTURA",
            "FECHA_HORA_VERIFICACION",
            "ORIGEN", "DIGITALIZACION", "TOTAL_VOTOS_CALCULADO", "TIPO_DOCUMENTO", "TOTAL_BOLETAS_SOBRANTES",
            "TOTAL_PERSONAS_VOTARON",
            "TOTAL_REP_PARTIDO_CI_VOTARON",
        ] { columnas[nombre] = encabezado.posicion(nombre) }
        let sacados = try encabezado.exigir("TOTAL_VOTOS_SACADOS", archivo: archivo)
        let asentado = try encabezado.exigir("TOTAL_VOTOS_ASENTADO", archivo: archivo)
        columnas["TOTAL_VOTOS_SACADOS"] = sacados
        columnas["TOTAL_VOTOS_ASENTADO"] = asentado
        guard asentado > sacados + 1 else {
            throw FormatoError(
                .noEsBase, archivo: archivo, linea: encabezado.lineaDeFilas - 1, columna: sacados + 1,
                "no hay columnas de votos entre TOTAL_VOTOS_SACADOS y TOTAL_VOTOS_ASENTADO")
        }
        votos = ColumnasDeVoto(encabezado.columnas, rango: sacados + 1..<asentado)

        var filas: [Fila] = []
        var lector = LectorDeFilas(
            bytes, desde: encabezado.filasDesde, linea: encabezado.lineaDeFilas, delimitador: encabezado.delimitador)
        while lector.siguiente() {
            guard lector.celdas.contains(where: { $0.recortada.count > 0 }) else { continue }
            guard lector.celdas.count == encabezado.columnas.count else {
                throw FormatoError(
                    .filaConOtrasColumnas, archivo: archivo, linea: lector.linea,
                    columna: min(lector.celdas.count, encabezado.columnas.count) + 1,
                    "la fila tiene \(lector.celdas.count) columnas y el encabezado \(encabezado.columnas.count)")
            }
            guard filas.count < Self.maximoDeFilas else {
                throw FormatoError(
                    .demasiadoGrande, archivo: archivo, linea: lector.linea, "hay más de un millón de filas")
            }
            filas.append(Fila(linea: lector.linea, celdas: lector.celdas.map { $0.recortada.texto }))
        }
        self.archivo = archivo
        self.encabezado = encabezado
        self.columnas = columnas
        self.filas = filas
    }

    func celda(_ fila: Fila, _ columna: String) -> String? { columnas[columna].map { fila.celdas[$0] } }

    /// A count, or nil when the cell is not one.
    func numero(_ fila: Fila, _ columna: String) -> Int? { celda(fila, columna).flatMap(Self.numero) }

    static func numero(_ texto: String) -> Int? { Array(texto.utf8).withUnsafeBufferPointer { $0.numero } }

    /// The entity that most rows name.
    func entidad() throws(FormatoError) -> Entidad {
        var votos: [Int: Int] = [:]
        for fila in filas { if let n = numero(fila, "ID_ENTIDAD") { votos[n, default: 0] += 1 } }
        let clave = votos.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
        guard let clave, let entidad = Entidad.con(clave: clave) else {
            throw FormatoError(
                .valorInvalido, archivo: archivo, linea: encabezado.lineaDeFilas,
                columna: columnas["ID_ENTIDAD"].map { $0 + 1 },
                "no se reconoce la entidad federativa; indíquela con --entidad (por ejemplo PUE)")
        }
        return entidad
    }
}

/// Reads the candidaturas file of any institute (dominio 6.6).
enum LectorDeCandidaturas {
    static func leer(_ bytes: [UInt8], archivo: String) throws(FormatoError) -> [Candidatura] {
        try bytes.conPuntero { (p) throws(FormatoError) in try leer(p, archivo: archivo) }
    }

    private static func leer(_ bytes: UnsafeBufferPointer<UInt8>, archivo: String) throws(FormatoError) -> [Candidatura]
    {
        let conBOM = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        let cuerpo = UnsafeBufferPointer(rebasing: bytes.dropFirst(conBOM ? 3 : 0))
        let primera = UnsafeBufferPointer(rebasing: cuerpo.prefix { $0 != 10 && $0 != 13 })
        var lector = LectorDeFilas(cuerpo, desde: 0, linea: 1, delimitador: EncabezadoDeBase.separador(primera))
        guard lector.siguiente() else {
            throw FormatoError(.noEsBase, archivo: archivo, linea: 1, "el archivo está vacío")
        }
        let nombres = lector.celdas.map { $0.recortada.texto.uppercased() }
        func columna(_ posibles: [String]) -> Int? { nombres.firstIndex { posibles.contains($0) } }
        guard let partido = columna(["PARTIDO_CI", "PARTIDO_CSP", "PARTIDO"]),
            let propietaria = columna(["CANDIDATURA_PROPIETARIA", "CANDIDATURA", "CANDIDATURA_PROPIETARIO"])
        else {
            throw FormatoError(
                .columnaAusente, archivo: archivo, linea: 1,
                "faltan PARTIDO_CI o CANDIDATURA_PROPIETARIA: no es un archivo de candidaturas")
        }
        let unidad = nombres.firstIndex { n in
            ["ID_DISTRITO", "ID_MUNICIPIO", "ID_ALCALDIA", "ID_JUNTA"].contains { n.hasPrefix($0) }
        }
        let suplente = columna(["CANDIDATURA_SUPLENTE"])
        var candidaturas: [Candidatura] = []
        while lector.siguiente() {
            guard lector.celdas.contains(where: { $0.recortada.count > 0 }) else { continue }
            guard lector.celdas.count == nombres.count else {
                throw FormatoError(
                    .filaConOtrasColumnas, archivo: archivo, linea: lector.linea,
                    columna: min(lector.celdas.count, nombres.count) + 1,
                    "la fila tiene \(lector.celdas.count) columnas y el encabezado \(nombres.count)")
            }
            let celdas = lector.celdas.map { $0.recortada.texto }
            let clave = unidad.flatMap { FilasCrudas.numero(celdas[$0]) }.map { cifras($0, ancho: 3) }
            candidaturas.append(
                Candidatura(
                    unidad: clave, columna: celdas[partido], propietaria: celdas[propietaria],
                    suplente: suplente.map { celdas[$0] }))
        }
        return candidaturas
    }
}
