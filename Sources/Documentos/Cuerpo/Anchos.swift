/// The widths of the columns of a table that does not say them: by what they carry, the same on paper and in the DOCX.
enum Anchos {
    /// Letters, between which the longest text of a column counts.
    private static let limites = 7...48

    /// Percentages that add up to a hundred, or nil when the table has no cells.
    static func deducidos(_ tabla: Elemento) -> [Int]? {
        var largos: [Int] = []
        for parte in tabla.elementos where ["thead", "tbody"].contains(parte.nombre) {
            // Rows that each column still has taken by a cell of above.
            var tomadas: [Int: Int] = [:]
            for fila in parte.elementos {
                var columna = 0
                for celda in fila.elementos {
                    while let quedan = tomadas[columna], quedan > 0 {
                        tomadas[columna] = quedan - 1
                        columna += 1
                    }
                    let (ancho, alto) = (numero(celda["colspan"]), numero(celda["rowspan"]))
                    while largos.count < columna + ancho { largos.append(limites.lowerBound) }
                    if ancho == 1 { largos[columna] = max(largos[columna], min(celda.frase.count, limites.upperBound)) }
                    for c in columna..<columna + ancho { tomadas[c] = alto - 1 }
                    columna += ancho
                }
                for (c, quedan) in tomadas where c >= columna && quedan > 0 { tomadas[c] = quedan - 1 }
            }
        }
        let suma = largos.reduce(0, +)
        guard suma > 0, largos.count <= 64 else { return nil }
        var anchos = largos.map { max(1, $0 * 100 / suma) }
        if let mayor = anchos.indices.max(by: { anchos[$0] < anchos[$1] }) {
            anchos[mayor] += 100 - anchos.reduce(0, +)
        }
        return anchos
    }

    private static func numero(_ texto: String?) -> Int { max(1, texto.flatMap { Int($0) } ?? 1) }
}
