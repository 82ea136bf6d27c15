import Electoral

/// Colours of the options, as classes of the style sheet: a page names them in a few letters.
///
/// Colour never speaks alone: swatches and bars have a border in the colour of the text and stand beside a name.
struct Colores: Sendable {
    /// By the stripes that a swatch shows.
    private var clases: [[String]: String] = [:]
    /// By election, the colour of each option.
    private let deOpcion: [[String]]
    /// Rules of the classes.
    private(set) var hoja = ""

    init(_ elecciones: [Eleccion], participan: [[[Int]]]) {
        deOpcion = elecciones.map { e in e.opciones.enumerated().map { Self.color($0.element, $0.offset) } }
        for (i, eleccion) in elecciones.enumerated() {
            for opcion in eleccion.opciones.indices { registrar(franjas(i, eleccion, [opcion]), barra: nil) }
            let ceros = Array(repeating: 0, count: eleccion.opciones.count)
            for conjunto in Set(participan[i]).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                for grupo in eleccion.grupos(participan: conjunto, votos: ceros) {
                    let propio = grupo.opciones.last { !eleccion.opciones[$0].miembros.isEmpty }
                    registrar(
                        franjas(i, eleccion, grupo.opciones), barra: propio.flatMap { eleccion.opciones[$0].color })
                }
            }
        }
    }

    /// Class of an option or of a candidacy of several.
    func clase(_ eleccion: Eleccion, indice: Int, _ opciones: [Int]) -> String {
        clases[franjas(indice, eleccion, opciones)] ?? ""
    }

    private func franjas(_ i: Int, _ eleccion: Eleccion, _ opciones: [Int]) -> [String] {
        Self.partidos(eleccion, opciones).map { deOpcion[i][$0] }
    }

    /// The parties behind some options, each once, in the order of the acta: as many as a swatch can show.
    static func partidos(_ eleccion: Eleccion, _ opciones: [Int]) -> [Int] {
        let todos = opciones.flatMap { o in
            let miembros = eleccion.opciones[o].miembros
            return miembros.isEmpty ? [o] : miembros
        }
        return Array(Set(todos).sorted().prefix(8))
    }

    private mutating func registrar(_ franjas: [String], barra: String?) {
        guard let primera = franjas.first, clases[franjas] == nil else { return }
        let clase = "c\(clases.count)"
        clases[franjas] = clase
        var paradas: [String] = []
        for (n, color) in franjas.enumerated() {
            paradas.append("\(color) \(n * 100 / franjas.count)% \((n + 1) * 100 / franjas.count)%")
        }
        let fondo = franjas.count == 1 ? primera : "linear-gradient(90deg,\(paradas.joined(separator: ",")))"
        hoja += ".\(clase){--f:\(fondo);--b:\(barra ?? primera)}\n"
    }

    private static func color(_ opcion: Opcion, _ posicion: Int) -> String {
        if let color = opcion.color, color.count == 7, color.hasPrefix("#"), color.dropFirst().allSatisfy(\.isHexDigit)
        {
            return color.lowercased()
        }
        switch opcion.clase {
        case .noRegistradas, .nulos: return "#8c8c8c"
        case .independiente: return "#5b6770"
        default: return conocidos[opcion.columna] ?? paleta[posicion % paleta.count]
        }
    }

    /// Colours by which national parties are known, for catalogues that give none.
    private static let conocidos = [
        "PAN": "#0a4ea2", "PRI": "#00803e", "PRD": "#ffd300", "PT": "#d9252a", "PVEM": "#4ca22f", "MC": "#f58025",
        "MORENA": "#8a1538", "PES": "#5a2a82", "RSP": "#c8102e", "FXM": "#e4007c", "NA": "#00a3a1", "NAP": "#00a3a1",
        "NAL": "#00a3a1", "FXMP": "#e4007c", "PSI": "#6b3fa0",
    ]
    private static let paleta = [
        "#2f6690", "#b5651d", "#3a7d44", "#8f2d56", "#5e548e", "#00798c", "#a0522d", "#6b705c", "#c1666b", "#33658a",
    ]
}
