import Electoral

extension Almacen {
    /// Tables that must be empty before the PREP opens, with how many rows each has.
    public static let tablasDeResultados = [
        "hecho", "resultado", "numeracion", "acta_estado", "imagen", "original", "recepcion", "asignacion", "excepcion",
        "paquete_acta", "corte", "corte_rechazado",
    ]

    /// A table of results in words, for whoever certifies that there is nothing in it.
    public static func nombre(deTabla tabla: String) -> String {
        switch tabla {
        case "hecho": "Hechos registrados"
        case "resultado": "Resultados de actas"
        case "numeracion": "Hechos numerados para los cortes"
        case "acta_estado": "Estados de acta"
        case "imagen": "Imágenes aceptadas"
        case "original": "Archivos originales"
        case "recepcion": "Imágenes recibidas"
        case "asignacion": "Actas en manos de alguien"
        case "excepcion": "Excepciones"
        case "paquete_acta": "Actas empaquetadas"
        case "corte": "Cortes"
        case "corte_rechazado": "Cortes rechazados"
        case "acta (fuera de catálogo)": "Actas fuera de catálogo"
        default: tabla
        }
    }

    /// Rows in every table of results: all zero before the start (the *puesta en ceros*).
    public func ceros() throws(AlmacenError) -> [(tabla: String, filas: Int)] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.ceros(c) }
    }

    static func ceros(_ c: any Conexion) throws(AlmacenError) -> [(tabla: String, filas: Int)] {
        var cuentas: [(String, Int)] = []
        for tabla in tablasDeResultados {
            let n = try c.primera("SELECT COUNT(*) FROM \(tabla)", [], { $0.entero(0) }) ?? 0
            cuentas.append((tabla, n))
        }
        let fuera = try c.primera("SELECT COUNT(*) FROM acta WHERE esperada = 0", [], { $0.entero(0) }) ?? 0
        cuentas.append(("acta (fuera de catálogo)", fuera))
        return cuentas
    }

    /// Replays every fact through the life cycle and compares with the state and the results kept beside, in one
    /// snapshot.
    ///
    /// - Returns: what is wrong, one line each; empty when the store explains itself.
    public func comprobar(catalogo: Catalogo, esquema: EsquemaDeCaptura) throws(AlmacenError) -> [String] {
        var problemas = try controlador.comprobarIntegridad()
        try controlador.leer { (c) throws(AlmacenError) in
            var recalculado = Recalculo(catalogo: catalogo, esquema: esquema)
            try c.recorrer(
                "SELECT \(FilaDeHecho.columnas), acta, id FROM hecho ORDER BY acta, id", []
            ) { (f) throws(AlmacenError) in try recalculado.aplicar(f) }
            problemas += recalculado.problemas
            problemas += try Self.estados(c, recalculado)
            problemas += try Self.resultados(c, recalculado)
            problemas += try Self.numeracion(c)
        }
        return problemas
    }

    private static func estados(_ c: any Conexion, _ recalculado: Recalculo) throws(AlmacenError) -> [String] {
        var problemas: [String] = []
        var faltan = Set(recalculado.estados.keys)
        try c.recorrer("SELECT acta, etapa, tomas FROM acta_estado", []) { f in
            faltan.remove(f.entero(0))
            let esperado = recalculado.estados[f.entero(0)]
            if esperado?.etapa != f.texto(1) || esperado?.tomas != f.entero(2) {
                problemas.append(
                    "acta \(f.entero(0)): el estado guardado («\(f.texto(1))») no es el que dan los hechos")
            }
        }
        return problemas + faltan.sorted().map { "acta \($0): falta su estado" }
    }

    private static func resultados(_ c: any Conexion, _ recalculado: Recalculo) throws(AlmacenError) -> [String] {
        var problemas: [String] = []
        var vistos = 0
        // The number is not compared here: 0 stands in its column.
        let columnas = FilaDeResultado.columnas.replacing("n.numero", with: "0")
        try c.recorrer("SELECT \(columnas), r.hecho FROM resultado r", []) { (f) throws(AlmacenError) in
            vistos += 1
            let guardado = try FilaDeResultado.leer(f)
            let esperado = recalculado.resultados[f.entero(16)]
            if esperado?.acta != guardado.acta || esperado?.resultado != guardado.resultado {
                problemas.append("hecho \(f.entero(16)): el resultado guardado no es el que dan los hechos")
            }
        }
        if vistos != recalculado.resultados.count { problemas.append("faltan o sobran resultados") }
        return problemas
    }

    /// Numbers run from 1 without gaps, and no corte reaches beyond them.
    private static func numeracion(_ c: any Conexion) throws(AlmacenError) -> [String] {
        var problemas: [String] = []
        let (cuenta, mayor) =
            try c.primera(
                "SELECT COUNT(*), COALESCE(MAX(numero), 0) FROM numeracion", [], { ($0.entero(0), $0.entero(1)) })
            ?? (0, 0)
        if cuenta != mayor { problemas.append("falta algún número de hecho: hay \(cuenta) y el último es el \(mayor)") }
        var previo = 0
        try c.recorrer("SELECT numero, hasta FROM corte ORDER BY numero", []) { f in
            if f.entero(1) > mayor || f.entero(1) < previo {
                problemas.append("corte \(f.entero(0)): llega hasta el hecho \(f.entero(1)), que no puede ser")
            }
            previo = f.entero(1)
        }
        return problemas
    }
}

/// State and results as the facts tell them.
private struct Recalculo {
    let catalogo: Catalogo
    let esquema: EsquemaDeCaptura
    var estados: [Acta.ID: (etapa: String, tomas: Int)] = [:]
    var resultados: [Int: (acta: Acta.ID, resultado: Resultado)] = [:]
    var problemas: [String] = []
    private var actual: (acta: Acta.ID, ciclo: CicloDeVida)?

    init(catalogo: Catalogo, esquema: EsquemaDeCaptura) {
        self.catalogo = catalogo
        self.esquema = esquema
    }

    /// Takes the columns of `FilaDeHecho.columnas` plus acta and id, in order of acta and id.
    mutating func aplicar(_ f: any Fila) throws(AlmacenError) {
        let (evento, persona, instante) = try FilaDeHecho.leer(f)
        let acta = f.entero(12)
        if actual?.acta != acta {
            let campos = catalogo.acta(acta).map { catalogo.plantilla(de: $0).campos.count } ?? 0
            actual = (acta, CicloDeVida(campos: campos, esquema: esquema))
        }
        do throws(CicloDeVida.Rechazo) {
            if let r = try actual?.ciclo.aplicar(evento, persona: persona, instante: instante) {
                resultados[f.entero(13)] = (acta, r)
            }
            if let ciclo = actual?.ciclo { estados[acta] = (ciclo.etapa.rawValue, ciclo.tomas.count) }
        } catch {
            problemas.append("acta \(acta), hecho \(f.entero(13)): \(error.explicacion)")
        }
    }
}
