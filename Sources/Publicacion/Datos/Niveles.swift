import Electoral

/// A candidacy with its votes at some level.
struct CandidaturaEnNivel: Encodable {
    let nombre: String
    let candidatura: String?
    let columnas: [String]
    let votos: Int
    let porcentaje: String
    /// False for no registradas and nulos.
    let compite: Bool
    /// Positions of its options: what its colour comes from.
    let opciones: [Int]

    private enum CodingKeys: String, CodingKey { case nombre, candidatura, columnas, votos, porcentaje, compite }
}

/// A party or independent with its own and received votes.
struct PartidoEnNivel: Encodable {
    let columna: String
    let nombre: String
    let propios: Int
    let recibidos: Int
    let total: Int
    let porcentaje: String
    let opcion: Int
    /// Whether a combination could give it votes.
    let recibe: Bool

    private enum CodingKeys: String, CodingKey { case columna, nombre, propios, recibidos, total, porcentaje }
}

extension CandidaturaEnNivel {
    /// A party in the place of a candidacy, where coalitions are not the same everywhere.
    init(_ p: PartidoEnNivel, _ eleccion: Eleccion) {
        let compite =
            switch eleccion.opciones[p.opcion].clase {
            case .noRegistradas, .nulos: false
            default: true
            }
        self.init(
            nombre: p.nombre, candidatura: nil, columnas: [p.columna], votos: p.total, porcentaje: p.porcentaje,
            compite: compite, opciones: [p.opcion])
    }
}

/// A corte as data name it.
struct CorteCitado: Encodable {
    let numero: Int
    let instante: String

    init(_ corte: Corte, _ huso: Huso) {
        numero = corte.numero
        instante = corte.instante.iso(huso)
    }
}

/// The 13 variables as data: counts as numbers, percentages as text with four decimals.
struct ResumenPublicado: Encodable {
    private let variables: [(nombre: String, valor: String)]

    init(_ resumen: Resumen, ultimoCorte: Bool) { variables = resumen.variables(ultimoCorte: ultimoCorte) }

    /// A variable as it is printed; empty for a name that does not exist.
    subscript(nombre: String) -> String { variables.first { $0.nombre == nombre }?.valor ?? "" }

    struct Llave: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: Llave.self)
        for v in variables {
            if let n = Int(v.valor) {
                try c.encode(n, forKey: Llave(stringValue: v.nombre))
            } else {
                try c.encode(v.valor, forKey: Llave(stringValue: v.nombre))
            }
        }
    }
}

/// The data of one level, the same for its page and its JSON.
struct DatosDeNivel: Encodable {
    struct Columna: Encodable {
        let columna: String
        let votos: Int
        let porcentaje: String
    }
    /// A level below, enough to list it.
    struct Hijo: Encodable {
        let clave: String
        let nombre: String
        let esperadas: Int
        let capturadas: Int
        let contabilizadas: Int
        let votos: Int
        /// Who leads; nil while there are no votes or there is a tie.
        let primera: String?
        /// Of who leads; 0 when nobody does.
        let votosDePrimera: Int
        /// Over the second, of who leads.
        let ventaja: Int
        /// Positions of the options of who leads.
        let opciones: [Int]

        private enum CodingKeys: String, CodingKey {
            case clave, nombre, esperadas, capturadas, contabilizadas, votos, primera, votosDePrimera, ventaja
        }
    }

    let entorno: String
    let eleccion: String
    let nivel: String
    let clave: String
    let nombre: String
    let corte: CorteCitado
    let resumen: ResumenPublicado
    let estadistica: Estadistica
    let votos: [Columna]
    let candidaturas: [CandidaturaEnNivel]
    let partidos: [PartidoEnNivel]
    let hijos: [Hijo]
    /// Only of what elects on its own, and only where an acuerdo says so; otherwise the data do not name it.
    var primerLugar: PrimerLugarPublicado?
}

/// Computes what the levels of an election show from its cómputo.
struct Niveles {
    let eleccion: Eleccion
    let computo: Computo
    /// Options that compete in each unit, from the ballots in use.
    let participan: [[Int]]

    init(_ eleccion: Eleccion, _ computo: Computo, participan: [[Int]]) {
        self.eleccion = eleccion
        self.computo = computo
        self.participan = participan
    }

    /// Options on the ballots that each unit uses; RP ballots apart, which add at entity level only.
    static func participantes(_ catalogo: Catalogo, eleccion i: Int) -> [[Int]] {
        let eleccion = catalogo.elecciones[i]
        var usadas = Array(repeating: Set<Int>(), count: eleccion.unidades.count)
        for acta in catalogo.actas where acta.eleccion == i && acta.principio == .mayoriaRelativa {
            if let unidad = acta.unidad { usadas[unidad].insert(acta.plantilla) }
        }
        return usadas.map { eleccion.participantes(plantillas: $0) }
    }

    /// Of a section of a unit, or of its rows of none.
    func acumulado(unidad: Int, seccion: Int?) -> Acumulado {
        guard let seccion else { return computo.sinSeccion[unidad] }
        return computo.secciones[.init(unidad: unidad, numero: seccion)]
            ?? Acumulado(opciones: eleccion.opciones.count)
    }

    func candidaturas(unidad: Int) -> [CandidaturaEnNivel] {
        candidaturas(unidad: unidad, votos: computo.unidades[unidad].votos)
    }

    /// Of a part of a unit: votes by column added for who competes in the unit.
    func candidaturas(unidad: Int, votos: [Int]) -> [CandidaturaEnNivel] {
        candidaturas(participan: participan[unidad], votos: votos, clave: eleccion.unidades[unidad].clave)
    }

    /// Candidacies of the whole entity, when they are the same in every unit; otherwise empty.
    func candidaturasDeEntidad() -> [CandidaturaEnNivel] { candidaturas(enTodas: computo.entidad.votos) }

    /// What competes, when it is the same in every unit.
    private var comunes: [Int]? {
        guard let primera = participan.first, participan.allSatisfy({ $0 == primera }),
            !eleccion.candidaturas.contains(where: { $0.unidad != nil })
        else { return nil }
        return primera
    }

    /// Votes of some actas of the whole entity; empty where candidacies are not the same in every unit.
    func candidaturas(enTodas votos: [Int]) -> [CandidaturaEnNivel] {
        guard let comunes else { return [] }
        return candidaturas(participan: comunes, votos: votos, clave: nil)
    }

    private func candidaturas(participan: [Int], votos: [Int], clave: String?) -> [CandidaturaEnNivel] {
        let total = votos.reduce(0, +)
        return eleccion.grupos(participan: participan, votos: votos).map { grupo in
            let opciones = grupo.opciones.map { eleccion.opciones[$0] }
            let columnas = Set(opciones.map(\.columna))
            let candidatura = eleccion.candidaturas.first {
                ($0.unidad == nil || $0.unidad == clave) && columnas.contains($0.columna)
            }
            return CandidaturaEnNivel(
                nombre: eleccion.nombre(grupo), candidatura: candidatura?.propietaria,
                columnas: opciones.map(\.columna), votos: grupo.votos,
                porcentaje: Porcentaje(grupo.votos, de: total).texto,
                compite: true, opciones: grupo.opciones)
        } + otras(participan: participan, votos: votos, total: total)
    }

    /// No registradas and nulos close every list.
    private func otras(participan: [Int], votos: [Int], total: Int) -> [CandidaturaEnNivel] {
        participan.compactMap { i in
            switch eleccion.opciones[i].clase {
            case .noRegistradas, .nulos:
                CandidaturaEnNivel(
                    nombre: Self.nombre(eleccion.opciones[i], de: eleccion), candidatura: nil,
                    columnas: [eleccion.opciones[i].columna],
                    votos: votos[i], porcentaje: Porcentaje(votos[i], de: total).texto, compite: false, opciones: [i])
            default: nil
            }
        }
    }

    func partidos(_ reparto: Reparto, participan: [Int]) -> [PartidoEnNivel] {
        let total = reparto.propios.reduce(0, +) + reparto.recibidos.reduce(0, +)
        var presentes = Set(participan)
        let recibe = Set(participan.flatMap { eleccion.opciones[$0].miembros })
        presentes.formUnion(recibe)
        return presentes.sorted().compactMap { i in
            guard eleccion.opciones[i].miembros.isEmpty else { return nil }
            return PartidoEnNivel(
                columna: eleccion.opciones[i].columna, nombre: Self.nombre(eleccion.opciones[i], de: eleccion),
                propios: reparto.propios[i],
                recibidos: reparto.recibidos[i], total: reparto.total(i),
                porcentaje: Porcentaje(reparto.total(i), de: total).texto,
                opcion: i, recibe: recibe.contains(i))
        }
    }

    func columnas(_ a: Acumulado, participan: [Int]) -> [DatosDeNivel.Columna] {
        let total = a.votos.reduce(0, +)
        return participan.map {
            DatosDeNivel.Columna(
                columna: eleccion.opciones[$0].columna, votos: a.votos[$0],
                porcentaje: Porcentaje(a.votos[$0], de: total).texto)
        }
    }

    /// Options on any ballot of the election.
    var todasLasOpciones: [Int] { Array(eleccion.opciones.indices) }

    func hijo(clave: String, nombre: String, _ a: Acumulado, participan: [Int]) -> DatosDeNivel.Hijo {
        let grupos = eleccion.grupos(participan: participan, votos: a.votos)
        let mayor = grupos.map(\.votos).max() ?? 0
        let primeros = grupos.filter { $0.votos == mayor }
        let primera = mayor > 0 && primeros.count == 1 ? primeros.first : nil
        return DatosDeNivel.Hijo(
            clave: clave, nombre: nombre, esperadas: a.resumen.esperadas, capturadas: a.resumen.capturadas,
            contabilizadas: a.resumen.contabilizadas, votos: a.resumen.votosConEspeciales,
            primera: primera.map(eleccion.nombre), votosDePrimera: primera?.votos ?? 0,
            ventaja: primera == nil ? 0 : mayor - (grupos.map(\.votos).filter { $0 < mayor }.max() ?? 0),
            opciones: primera?.opciones ?? [])
    }

    /// A combination that the catalogue gives no name is called by its parties.
    static func nombre(_ opcion: Opcion, de eleccion: Eleccion) -> String {
        guard !opcion.miembros.isEmpty, opcion.nombre == opcion.columna else { return nombre(opcion) }
        return opcion.miembros.map { nombre(eleccion.opciones[$0]) }.joined(separator: " – ")
    }

    private static func nombre(_ opcion: Opcion) -> String {
        switch opcion.clase {
        case .noRegistradas where opcion.nombre == opcion.columna: "Candidaturas no registradas"
        case .nulos where opcion.nombre == opcion.columna: "Votos nulos"
        default: opcion.nombre
        }
    }
}
