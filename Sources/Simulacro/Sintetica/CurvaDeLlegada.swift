/// How something accumulates through the night: hours since the close of the casillas (18:00) and how much there is by
/// then.
struct CurvaDeLlegada {
    private let horas: [Double]
    private let partes: [Double]

    init(_ puntos: [(hora: Double, hay: Double)]) {
        horas = puntos.map(\.hora)
        partes = puntos.map(\.hay)
    }

    /// Seconds after 18:00 by which the share `u` (0...1) of what will ever come is there.
    func cuantil(_ u: Double) -> Int {
        guard let primera = horas.first, let total = partes.last else { return 0 }
        let buscado = u * total
        for i in partes.indices.dropFirst() where partes[i] >= buscado {
            let tramo = partes[i] - partes[i - 1]
            let dentro = tramo > 0 ? (buscado - partes[i - 1]) / tramo : 0
            return Int((horas[i - 1] + (horas[i] - horas[i - 1]) * dentro) * 3600)
        }
        return Int((horas.last ?? primera) * 3600)
    }

    /// Federal election of 2021, with photographs from the casilla (dominio, appendix C): per cent captured. It stops
    /// half an hour before the close, so that what is received last is still verified.
    static let capturadas = CurvaDeLlegada([
        (0.75, 0), (1.5, 0.6), (2, 2), (3, 9), (4, 20), (5, 38), (6, 48), (7, 57), (8, 64), (9, 70), (10, 75),
        (11, 78), (12, 82), (13, 85), (14, 87), (15, 89), (16, 91), (18, 94), (20, 95), (22, 96), (25.5, 97),
    ])

    /// Thousands of actas photographed at the casilla, same election.
    static let desdeCasilla = CurvaDeLlegada([
        (0.7, 0), (2, 4), (3, 24), (4, 50), (5, 68), (6, 78), (8, 84), (17.5, 85.3),
    ])

    /// Thousands of actas scanned at the CATD, same election.
    static let enCATD = CurvaDeLlegada([
        (2.5, 0), (4, 1), (6, 11), (8, 28), (10, 42), (12, 52), (14, 61), (16, 66), (18, 70), (24, 73), (25, 73.4),
    ])
}
