import Electoral

extension Almacen {
    /// Tables that must be empty before the PREP opens, with how many rows each has.
    public static let tablasDeResultados = [
        "hecho", "resultado", "numeracion", "acta_estado", "imagen", "corte", "corte_rechazado",
    ]

    /// Rows in every table of results: all zero before the start (the *puesta en ceros*).
    public func ceros() throws(AlmacenError) -> [(tabla: String, filas: Int)] {
        try controlador.leer { (c) throws(AlmacenError) in
            var cuentas: [(String, Int)] = []
            for tabla in Self.tablasDeResultados {
                let n = try c.primera("SELECT COUNT(*) FROM \(tabla)", [], { $0.entero(0) }) ?? 0
                cuentas.append((tabla, n))
            }
            let fuera = try c.primera("SELECT COUNT(*) FROM acta WHERE esperada = 0", [], { $0.entero(0) }) ?? 0
            cuentas.append(("acta (fuera de catálogo)", fuera))
            return cuentas
        }
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
            try c.recorrer("SELECT acta, etapa FROM acta_estado", []) { f in
                if recalculado.etapas[f.entero(0)] != f.texto(1) {
                    problemas.append(
                        "acta \(f.entero(0)): el estado guardado es «\(f.texto(1))» y los hechos dicen otra cosa")
                }
            }
            var guardados = 0
            try c.recorrer("SELECT hecho, condicion, datos, imagen FROM resultado", []) { f in
                guardados += 1
                let esperado = recalculado.resultados[f.entero(0)]
                let (condicion, datos, _) = esperado.map { FilaDeResultado.condicion($0.condicion) } ?? ("", nil, nil)
                if esperado == nil || condicion != f.texto(1) || datos != f.textoOpcional(2)
                    || esperado?.imagen != f.textoOpcional(3)
                {
                    problemas.append("hecho \(f.entero(0)): el resultado guardado no es el que dan los hechos")
                }
            }
            if guardados != recalculado.resultados.count { problemas.append("faltan o sobran resultados") }
        }
        return problemas
    }
}

/// State and results as the facts tell them.
private struct Recalculo {
    let catalogo: Catalogo
    let esquema: EsquemaDeCaptura
    var etapas: [Acta.ID: String] = [:]
    var resultados: [Int: Resultado] = [:]
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
                resultados[f.entero(13)] = r
            }
            etapas[acta] = actual?.ciclo.etapa.rawValue
        } catch {
            problemas.append("acta \(acta), hecho \(f.entero(13)): \(error.explicacion)")
        }
    }
}
