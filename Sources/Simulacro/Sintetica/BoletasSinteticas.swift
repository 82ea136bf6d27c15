import Electoral

/// Options, formats and candidacies of one synthetic election: who stands where, and which boxes each acta has.
struct BoletasSinteticas {
    let opciones: [Opcion]
    let convenios: [Convenio]
    private(set) var plantillas: [Plantilla] = []
    private var conocidas: [Boleta: Int] = [:]

    /// Options of the ballot of each unit, in the order of the acta.
    private let porUnidad: [[Int]]
    /// What the votes from abroad choose among: parties alone.
    private let sinUnidad: [Int]

    private struct Boleta: Hashable {
        let tipoActa: String
        let opciones: [Int]
    }

    /// Who stands in one unit.
    struct Contienda: Hashable {
        var coalicion: Bool
        var comun: Bool
        var independientes: Int
        /// Partido G has no candidacy everywhere.
        var partidoG: Bool
    }

    static let partidos = ["A", "B", "C", "D", "E", "F", "G"]
    private static let colores = ["#0072b2", "#56b4e9", "#009e73", "#d55e00", "#e69f00", "#cc79a7", "#8a8a8a"]
    private static let coaligados = [0, 1, 2]
    private static let comunes = [3, 4]

    init(contiendas: [Contienda], unidades: [Unidad]) {
        var opciones = zip(Self.partidos, Self.colores).map {
            Opcion(columna: "P\($0)", nombre: "Partido \($0)", color: $1, clase: .partido)
        }
        let independientes = contiendas.map(\.independientes).max() ?? 0
        for i in 0..<independientes {
            opciones.append(
                Opcion(
                    columna: "CAND_IND_\(i + 1)", nombre: "Candidatura independiente \(i + 1)", clase: .independiente))
        }
        let comun = opciones.count
        opciones.append(
            Opcion(columna: "PD_PE", nombre: "Candidatura común D-E", clase: .candidaturaComun(miembros: Self.comunes)))
        let combinaciones = opciones.count
        for miembros in [[0, 1, 2], [0, 1], [0, 2], [1, 2]] {
            let letras = miembros.map { Self.partidos[$0] }
            opciones.append(
                Opcion(
                    columna: letras.map { "P\($0)" }.joined(separator: "_"),
                    nombre: "Partidos \(letras.joined(separator: "-"))",
                    clase: .combinacion(miembros: miembros)))
        }
        let ultimas = opciones.count
        opciones.append(Opcion(columna: "NO_REGISTRADAS", nombre: "Candidaturas no registradas", clase: .noRegistradas))
        opciones.append(Opcion(columna: "NULOS", nombre: "Votos nulos", clase: .nulos))
        self.opciones = opciones

        sinUnidad = Array(Self.partidos.indices) + [ultimas, ultimas + 1]
        porUnidad = contiendas.map { c in
            Self.partidos.indices.filter { !(c.comun && Self.comunes.contains($0)) && (c.partidoG || $0 != 6) }
                + (0..<c.independientes).map { Self.partidos.count + $0 } + (c.comun ? [comun] : [])
                + (c.coalicion ? Array(combinaciones..<ultimas) : []) + [ultimas, ultimas + 1]
        }
        // Sixty to forty everywhere, but for the first unit, whose agreement is its own.
        let conComun = zip(unidades, contiendas).filter(\.1.comun).map(\.0.clave)
        func convenio(_ unidad: String?, _ primero: Int) -> Convenio {
            Convenio(
                unidad: unidad, opcion: comun,
                partes: [
                    .init(partido: Self.comunes[0], diezmilesimas: primero),
                    .init(partido: Self.comunes[1], diezmilesimas: 10_000 - primero),
                ], restoPara: Self.comunes[0])
        }
        convenios = [convenio(nil, 6_000)] + conComun.prefix(1).map { convenio($0, 5_333) }
    }

    /// Position of the format of an acta; a format is made the first time that its type and boxes appear.
    mutating func plantilla(tipoActa: String, unidad: Int?, casilla: Casilla.Tipo) -> Int {
        let boleta = Boleta(tipoActa: tipoActa, opciones: unidad.map { porUnidad[$0] } ?? sinUnidad)
        if let conocida = conocidas[boleta] { return conocida }
        let auxiliares: [Plantilla.Campo] =
            casilla.esModalidad
            ? [.personasVotaron, .votosSacados]
            : [.boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados]
        let deSuTipo = conocidas.keys.filter { $0.tipoActa == tipoActa }.count
        plantillas.append(
            Plantilla(
                id: "\(tipoActa)-\(dosCifras(deSuTipo + 1))",
                campos: auxiliares + boleta.opciones.map { .voto($0) } + [.totalAsentado]))
        conocidas[boleta] = plantillas.count - 1
        return plantillas.count - 1
    }

    /// One row per column that supports a candidacy, as institutes publish them; the members of the coalition repeat
    /// theirs.
    func candidaturas(unidades: [Unidad], suplentes: Bool) -> [Candidatura] {
        var numero = 0
        var filas: [Candidatura] = []
        for (u, unidad) in unidades.enumerated() {
            let juntos = Set(porUnidad[u].flatMap { opciones[$0].miembros })
            var compartida: String?
            for i in porUnidad[u] {
                switch opciones[i].clase {
                case .noRegistradas, .nulos: continue
                case .combinacion(let miembros) where miembros.count < Self.coaligados.count: continue
                default: break
                }
                let deCoalicion = if case .combinacion = opciones[i].clase { true } else { juntos.contains(i) }
                let nombre: String
                if deCoalicion, let conocida = compartida {
                    nombre = conocida
                } else {
                    numero += 1
                    nombre = "Candidatura \(numero)"
                    if deCoalicion { compartida = nombre }
                }
                filas.append(
                    Candidatura(
                        unidad: unidad.clave, columna: opciones[i].columna, propietaria: nombre,
                        suplente: suplentes ? "\(nombre) (suplente)" : nil))
            }
        }
        return filas
    }
}
