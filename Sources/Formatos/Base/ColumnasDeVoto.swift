import Electoral

/// The vote columns of a published data base, understood: which are parties, which are combinations and of whom.
struct ColumnasDeVoto {
    /// Positions of the columns in the file, one for each option.
    let posiciones: [Int]
    let opciones: [Opcion]
    /// Prefix that the file writes before combinations: `C_`, `CO_` or nothing.
    let prefijo: String

    /// - Parameter rango: columns between TOTAL_VOTOS_SACADOS and TOTAL_VOTOS_ASENTADO.
    init(_ columnas: [String], rango: Range<Int>) {
        let nombres = rango.map { columnas[$0] }
        let prefijos = ["C_", "CO_"]
        let simples = Set(nombres.filter { n in !prefijos.contains { n.hasPrefix($0) } && !Self.esOtra(n) })
        var posiciones: [Int] = []
        var crudas: [(columna: String, miembros: [String])] = []
        var prefijo = ""
        for (i, nombre) in zip(rango, nombres) {
            // A subtotal of a coalition repeats votes that are already in its combinations.
            if nombre.hasSuffix("_TOTAL"), prefijos.contains(where: { nombre.hasPrefix($0) }) { continue }
            let usado = prefijos.first { nombre.hasPrefix($0) } ?? ""
            let resto = String(nombre.dropFirst(usado.count))
            let partes = Self.partes(resto, simples.subtracting([nombre])) ?? []
            let esCombinacion = partes.count >= 2
            if esCombinacion, !usado.isEmpty { prefijo = usado }
            posiciones.append(i)
            crudas.append((esCombinacion ? partes.joined(separator: "_") : nombre, esCombinacion ? partes : []))
        }
        var indice: [String: Int] = [:]
        for (i, cruda) in crudas.enumerated() where indice[cruda.columna] == nil { indice[cruda.columna] = i }
        self.posiciones = posiciones
        self.prefijo = prefijo
        opciones = crudas.map { cruda in
            Opcion(
                columna: Self.canonica(cruda.columna),
                clase: cruda.miembros.isEmpty
                    ? Self.clase(cruda.columna) : .combinacion(miembros: cruda.miembros.compactMap { indice[$0] }))
        }
    }

    /// Column of the option that a candidaturas file names, which may write it as `C_PA_PB`, `SUM-PA-PB` or `CI1`; as
    /// it came when there is none.
    func columna(deCandidatura texto: String) -> String {
        let columnas = opciones.map(\.columna)
        if columnas.contains(texto) { return texto }
        let usado = [prefijo, "C_", "CO_", "SUM-"].first { !$0.isEmpty && texto.hasPrefix($0) } ?? ""
        let unida = texto.dropFirst(usado.count).replacing("-", with: "_")
        let independiente = texto.hasPrefix("CI") ? "CAND_IND_\(texto.dropFirst(2))" : unida
        return columnas.first { $0 == unida || $0 == independiente } ?? texto
    }

    private static func esOtra(_ nombre: String) -> Bool {
        switch clase(nombre) {
        case .partido: false
        default: true
        }
    }

    private static func clase(_ nombre: String) -> Opcion.Clase {
        let n = nombre.uppercased()
        if n.hasPrefix("NO_REG") || n == "CNR" || n == "NUM_VOTOS_CAN_NREG" { return .noRegistradas }
        if n.hasPrefix("NULO") || n == "VN" || n == "VOTOS_NULOS" || n == "NUM_VOTOS_NULOS" { return .nulos }
        if n.hasPrefix("CAND_IND") || n.hasPrefix("CI_") || n.hasPrefix("CSP") || n == "CI" { return .independiente }
        if n.hasPrefix("C_") || n.hasPrefix("CO_") || n.hasPrefix("CC_") { return .candidaturaComun(miembros: []) }
        return .partido
    }

    private static func canonica(_ columna: String) -> String {
        switch columna {
        case "NO_REGISTRADOS": "NO_REGISTRADAS"
        default: columna
        }
    }

    /// The party columns that a joined name is made of, or nil when it is not one. Names are joined by `_` or `-`.
    private static func partes(_ nombre: String, _ partidos: Set<String>) -> [String]? {
        let limites = nombre.indices.filter { nombre[$0] == "_" || nombre[$0] == "-" } + [nombre.endIndex]
        guard limites.count <= maximoDePartes else { return nil }
        let inicios = [nombre.startIndex] + limites.dropLast().map { nombre.index(after: $0) }
        // From the last start to the first, so that each rest is worked out once.
        var desde: [[String]?] = Array(repeating: nil, count: inicios.count) + [[]]
        for i in inicios.indices.reversed() {
            for j in i..<limites.count {
                guard let resto = desde[j + 1], partidos.contains(String(nombre[inicios[i]..<limites[j]])) else {
                    continue
                }
                desde[i] = [String(nombre[inicios[i]..<limites[j]])] + resto
                break
            }
        }
        return desde[0]
    }

    /// No coalition joins so many; a longer name is a candidacy written in full, or an attack.
    private static let maximoDePartes = 40
}
