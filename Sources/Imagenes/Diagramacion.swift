/// Where every row of an acta goes: one column when they fit at a comfortable height, otherwise two of equal height.
///
/// Pure arithmetic over the rows; consecutive rows of one group get a heading, repeated where a column cuts the group.
struct Diagramacion {
    struct Encabezado {
        let titulo: String
        let caja: Caja
    }

    struct Fila {
        let renglon: HojaDeActa.Renglon
        let caja: Caja
    }

    struct Columna {
        /// With the titles above the table.
        let caja: Caja
        /// Around headings and rows.
        let tabla: Caja
    }

    let altoDeFila: Double
    private(set) var columnas: [Columna] = []
    private(set) var encabezados: [Encabezado] = []
    private(set) var filas: [Fila] = []

    static let altoDeTitulos = 13.0
    private static let filasPorColumna = 26
    private static let altoMaximo = 33.0
    private static let altoMinimo = 4.0
    private static let calle = 14.0
    /// Height of a group heading relative to a row.
    private static let proporcionDeEncabezado = 0.62

    private struct Tramo {
        let titulo: String?
        let renglones: [HojaDeActa.Renglon]

        /// Height in rows.
        var peso: Double {
            Double(renglones.count) + (titulo == nil ? 0 : Diagramacion.proporcionDeEncabezado)
        }
    }

    init(_ renglones: [HojaDeActa.Renglon], en region: Caja) {
        let cuantas = renglones.count > Diagramacion.filasPorColumna ? 2 : 1
        let ancho = (region.ancho - Double(cuantas - 1) * Diagramacion.calle) / Double(cuantas)
        let reparto = Diagramacion.repartir(renglones, en: cuantas)
        let pesos = reparto.map { tramos in
            tramos.reduce(0.0) { $0 + $1.peso }
        }
        let disponible = region.alto - Diagramacion.altoDeTitulos
        let alto = min(Diagramacion.altoMaximo, disponible / max(1, pesos.max() ?? 1))
        altoDeFila = max(Diagramacion.altoMinimo, alto)
        for (i, tramos) in reparto.enumerated() {
            colocar(tramos, en: region.columna(desde: Double(i) * (ancho + Diagramacion.calle), ancho: ancho))
        }
    }

    private mutating func colocar(_ tramos: [Tramo], en columna: Caja) {
        var y = columna.y + Diagramacion.altoDeTitulos
        for tramo in tramos {
            if let titulo = tramo.titulo {
                let alto = altoDeFila * Diagramacion.proporcionDeEncabezado
                let caja = Caja(x: columna.x, y: y, ancho: columna.ancho, alto: alto)
                encabezados.append(Encabezado(titulo: titulo, caja: caja))
                y += alto
            }
            for renglon in tramo.renglones {
                let caja = Caja(x: columna.x, y: y, ancho: columna.ancho, alto: altoDeFila)
                filas.append(Fila(renglon: renglon, caja: caja))
                y += altoDeFila
            }
        }
        let alto = y - columna.y - Diagramacion.altoDeTitulos
        let tabla = Caja(x: columna.x, y: columna.y + Diagramacion.altoDeTitulos, ancho: columna.ancho, alto: alto)
        columnas.append(Columna(caja: columna, tabla: tabla))
    }

    /// Groups of each column, in the order of the template; the first column takes the odd row.
    private static func repartir(_ renglones: [HojaDeActa.Renglon], en columnas: Int) -> [[Tramo]] {
        let porColumna = max(1, (renglones.count + columnas - 1) / columnas)
        var reparto: [[Tramo]] = []
        var anterior: HojaDeActa.Grupo?
        for inicio in stride(from: 0, to: renglones.count, by: porColumna) {
            var resto = renglones[inicio..<min(renglones.count, inicio + porColumna)]
            var tramos: [Tramo] = []
            while let grupo = resto.first?.grupo {
                let mismos = resto.prefix { $0.grupo == grupo }
                let titulo = grupo == anterior ? grupo.titulo.map { $0 + " (continúa)" } : grupo.titulo
                tramos.append(Tramo(titulo: titulo, renglones: Array(mismos)))
                anterior = grupo
                resto = resto.dropFirst(mismos.count)
            }
            reparto.append(tramos)
        }
        return reparto
    }
}

extension HojaDeActa.Grupo {
    /// Heading printed above the rows of the group; the total speaks for itself.
    var titulo: String? {
        switch self {
        case .auxiliar: "BOLETAS, PERSONAS Y VOTOS SACADOS DE LA URNA"
        case .partido: "PARTIDOS POLÍTICOS"
        case .coalicion: "COALICIONES"
        case .candidaturaComun: "CANDIDATURAS COMUNES"
        case .independiente: "CANDIDATURAS INDEPENDIENTES"
        case .otros: "CANDIDATURAS NO REGISTRADAS Y VOTOS NULOS"
        case .total: nil
        }
    }
}
