import Electoral

/// What the data base of a process is, file by file and column by column, with examples of its own rows: what the
/// national authority receives months before (dominio 11.1).
public struct FichaDeFormato: Sendable {
    public struct Columna: Sendable, Hashable {
        public let nombre: String
        public let tipo: String
        public let ejemplo: String
        public let significado: String
    }

    public struct DeEleccion: Sendable {
        public let titulo: String
        public let zip: String
        public let base: String
        public let candidaturas: String
        /// Cells of each line above the rows, in order.
        public let encabezado: [[String]]
        public let resumen: [Columna]
        public let columnas: [Columna]
        public let columnasDeCandidaturas: [Columna]
        public let comoSeAbre: [String]
    }

    public let formato: FormatoDeBase
    public let paquete: String
    public let elecciones: [DeEleccion]
    public let columnasDeCatalogo: [Columna]

    public init(
        _ escrutinio: Escrutinio, _ computos: [Computo], corte: Corte, formato: FormatoDeBase, proceso: Proceso,
        entorno: Entorno
    ) {
        self.formato = formato
        paquete = EscritorDeBase.nombreDePaquete(corte, proceso, entorno)
        let catalogo = escrutinio.catalogo
        elecciones = catalogo.elecciones.indices.map {
            DeEleccion(
                escrutinio, eleccion: $0, computos[$0].entidad.resumen, corte: corte, formato: formato,
                proceso: proceso, entorno: entorno)
        }
        let deCatalogo = [
            "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", "SECCION", "ID_CASILLA", "TIPO_CASILLA",
            "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL",
        ]
        let unidad = catalogo.elecciones.first.map { EscritorDeBase.columnasDeUnidad($0.ambito) }
        let todas = deCatalogo + (unidad.map { [$0.0, $0.1] } ?? [])
        let impresas = Set(todas.map { formato.nombres[$0] ?? $0 })
        columnasDeCatalogo = elecciones.first?.columnas.filter { impresas.contains($0.nombre) } ?? []
    }
}

extension FichaDeFormato.DeEleccion {
    init(
        _ escrutinio: Escrutinio, eleccion i: Int, _ resumen: Resumen, corte: Corte, formato: FormatoDeBase,
        proceso: Proceso, entorno: Entorno
    ) {
        let eleccion = escrutinio.catalogo.elecciones[i]
        let escritor = EscritorDeBase(eleccion: eleccion, formato: formato, proceso: proceso, entorno: entorno)
        // Rows of the same writer, in a format that a split takes apart.
        var simple = formato
        (simple.delimitador, simple.codificacion, simple.finDeLinea, simple.nombres) = ("\t", .utf8, .lf, [:])
        let plano = EscritorDeBase(eleccion: eleccion, formato: simple, proceso: proceso, entorno: entorno)
        titulo = eleccion.titulo
        zip = escritor.nombreDeZip(corte)
        base = escritor.nombreDeBase
        candidaturas = escritor.nombreDeCandidaturas
        simple.nombres = formato.nombres
        let impreso = EscritorDeBase(eleccion: eleccion, formato: simple, proceso: proceso, entorno: entorno)
        encabezado = Self.celdas(impreso.archivo(corte, resumen, filas: [[UInt8]]()))
        let variables = resumen.variables(ultimoCorte: corte.ultimo)
        let significados = Dictionary(Leeme.resumen, uniquingKeysWith: { a, _ in a })
        self.resumen = variables.map { v in
            FichaDeFormato.Columna(
                nombre: formato.nombres[v.nombre] ?? v.nombre,
                tipo: v.nombre.hasPrefix("PORCENTAJE_") ? "porcentaje con cuatro decimales" : "entero",
                ejemplo: v.valor, significado: significados[v.nombre] ?? "")
        }
        let canonicas = plano.columnas
        let ejemplos = Self.ejemplos(escrutinio, eleccion: i, plano, columnas: canonicas.count)
        let dichos = Self.dichos(eleccion, formato)
        columnas = zip3(canonicas, escritor.columnas, ejemplos).map { canonica, impresa, ejemplo in
            FichaDeFormato.Columna(
                nombre: impresa, tipo: Self.tipo(canonica), ejemplo: ejemplo, significado: dichos[canonica] ?? "")
        }
        let lista = Self.celdas(plano.candidaturas())
        let primera = lista.count > 1 ? lista[1] : []
        columnasDeCandidaturas = (lista.first ?? []).enumerated().map { n, nombre in
            FichaDeFormato.Columna(
                nombre: nombre, tipo: nombre.hasPrefix("ID_") ? "clave" : "texto",
                ejemplo: n < primera.count ? primera[n] : "", significado: Self.deCandidaturas(nombre))
        }
        comoSeAbre =
            ComoSeAbre(formato: formato, base: base, candidaturas: candidaturas, columnas: canonicas.count).lineas
    }

    private static func celdas(_ archivo: [UInt8]) -> [[String]] {
        archivo.split(separator: 10, omittingEmptySubsequences: false).dropLast().map {
            $0.split(separator: 9, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// For each column, the first value of a captured acta that says something.
    private static func ejemplos(
        _ escrutinio: Escrutinio, eleccion: Int, _ escritor: EscritorDeBase, columnas: Int
    ) -> [String] {
        var ejemplos = Array(repeating: "", count: columnas)
        let mudas: Set<String> = ["", "-", "N/A", "SIN DATO", "ILEGIBLE", "SIN ACTA"]
        for acta in escrutinio.catalogo.actas where acta.eleccion == eleccion {
            let estado = escrutinio.actas[acta.id - 1]
            guard estado.captura != nil, ejemplos.contains(where: mudas.contains) else { continue }
            let fila = celdas(escritor.fila(acta, estado)).first ?? []
            for (i, valor) in fila.enumerated() where i < columnas && mudas.contains(ejemplos[i]) {
                ejemplos[i] = valor
            }
        }
        return ejemplos
    }

    private static func dichos(_ e: Eleccion, _ f: FormatoDeBase) -> [String: String] {
        var dichos = ["COTEJADA": Leeme.cotejada]
        for (nombres, descripcion) in Leeme.columnas(e) {
            for nombre in nombres.split(separator: ", ") { dichos[String(nombre)] = descripcion }
        }
        for o in e.opciones { dichos[EscritorDeBase.columna(o, f)] = Leeme.descripcion(o, e) }
        return dichos
    }

    private static func tipo(_ columna: String) -> String {
        switch columna {
        case "CLAVE_CASILLA", "CLAVE_ACTA", "SECCION", "ID_CASILLA", "EXT_CONTIGUA", "TIPO_ACTA": "clave"
        case "TIPO_CASILLA", "UBICACION_CASILLA", "CONTABILIZADA", "MECANISMOS_TRASLADO", "ORIGEN", "DIGITALIZACION",
            "TIPO_DOCUMENTO", "COTEJADA":
            "valor de una lista"
        case "ENTIDAD", "OBSERVACIONES", "DISTRITO_LOCAL", "MUNICIPIO": "texto"
        case "CODIGO_INTEGRIDAD": "64 cifras hexadecimales"
        case "LISTA_NOMINAL": "entero"
        case "REPRESENTANTES_PP_CI": "entero, o N/A"
        case _ where columna.hasPrefix("ID_"): "clave"
        case _ where columna.hasPrefix("FECHA_HORA_"): "dd/mm/aaaa hh:mm:ss"
        default: "entero, o palabra"
        }
    }

    private static func deCandidaturas(_ nombre: String) -> String {
        switch nombre {
        case "ID_ENTIDAD": "clave de la entidad."
        case "PARTIDO_CI": "columna de la base de datos que tiene sus votos."
        case "CANDIDATURA", "CANDIDATURA_PROPIETARIA": "nombre de la candidatura, o de la propietaria."
        case "CANDIDATURA_SUPLENTE": "nombre de la suplente; vacío si no hay."
        default: "clave de la demarcación."
        }
    }
}

private func zip3<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] {
    zip(a, zip(b, c)).map { ($0, $1.0, $1.1) }
}
