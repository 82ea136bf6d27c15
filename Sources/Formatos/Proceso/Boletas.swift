import Electoral

/// The options of one election and where each of them is on the ballot.
struct Boletas {
    /// Parties in acta order, combinations, candidaturas comunes, independents, no registradas, nulos.
    let opciones: [Opcion]
    let posicion: [String: Int]
    private let coaliciones: [(miembros: Set<Int>, unidades: Alcance)]
    private let comunes: [(opcion: Int, miembros: Set<Int>, unidades: Alcance)]
    private let ausencias: [Int: Set<String>]
    /// Units of each independent; nil among them means everywhere.
    private let independientes: [Int: Set<String?>]

    init(
        _ eleccion: Declaraciones.DeEleccion, partidos: [Declaraciones.DePartido],
        coaliciones: [Declaraciones.DeCoalicion], comunes: [Declaraciones.DeComun],
        independientes: [Declaraciones.DeIndependiente]
    ) {
        var lista = Lista()
        var ausencias: [Int: Set<String>] = [:]
        for p in partidos where !p.ausencias.contains(.init(eleccion: eleccion.id)) {
            lista.agregar(Opcion(columna: p.columna, nombre: p.nombre, color: p.color, clase: .partido))
            let unidades = p.ausencias.filter { $0.eleccion == eleccion.id }.compactMap(\.unidad)
            if let i = lista.posicion[p.columna] { ausencias[i] = Set(unidades) }
        }
        let deCoaliciones = coaliciones.filter { $0.eleccion == eleccion.id }
        let miembros = deCoaliciones.map { lista.posiciones($0.partidos) }
        lista.agregar(combinacionesDe: Array(zip(miembros, deCoaliciones.map(\.nombre))))

        let suyas = comunes.filter { $0.eleccion == eleccion.id }.sorted { $0.columna < $1.columna }
        for c in suyas {
            let nombres = Set(suyas.filter { $0.columna == c.columna }.compactMap(\.nombre))
            lista.agregar(
                Opcion(
                    columna: c.columna, nombre: nombres.count == 1 ? nombres.first : nil,
                    clase: .candidaturaComun(miembros: lista.posiciones(c.partidos))))
        }
        var porColumna: [String: [Declaraciones.DeIndependiente]] = [:]
        for i in independientes where i.eleccion == eleccion.id { porColumna[i.columna, default: []].append(i) }
        for columna in porColumna.keys.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
            let nombres = Set((porColumna[columna] ?? []).map(\.nombre))
            lista.agregar(
                Opcion(columna: columna, nombre: nombres.count == 1 ? nombres.first : nil, clase: .independiente))
        }
        lista.agregar(
            Opcion(columna: "NO_REGISTRADAS", nombre: "Candidaturas no registradas", clase: .noRegistradas))
        lista.agregar(Opcion(columna: "NULOS", nombre: "Votos nulos", clase: .nulos))

        opciones = lista.opciones
        posicion = lista.posicion
        self.ausencias = ausencias
        self.coaliciones = zip(miembros, deCoaliciones).map { (Set($0), $1.unidades) }
        self.comunes = suyas.compactMap { c in
            lista.posicion[c.columna].map { ($0, Set(lista.posiciones(c.partidos)), c.unidades) }
        }
        self.independientes = porColumna.reduce(into: [:]) { r, par in
            if let i = lista.posicion[par.key] { r[i] = Set(par.value.map(\.unidad)) }
        }
    }

    /// Options in order, each column once.
    private struct Lista {
        private(set) var opciones: [Opcion] = []
        private(set) var posicion: [String: Int] = [:]

        mutating func agregar(_ opcion: Opcion) {
            guard posicion[opcion.columna] == nil else { return }
            posicion[opcion.columna] = opciones.count
            opciones.append(opcion)
        }

        func posiciones(_ columnas: [String]) -> [Int] { columnas.compactMap { posicion[$0] }.sorted() }

        /// All combinations of each coalition. The full one bears its name, unless other units know it as a part of a
        /// larger one.
        mutating func agregar(combinacionesDe grupos: [(miembros: [Int], nombre: String)]) {
            for grupo in grupos.sorted(by: { Boletas.precede($0.miembros, $1.miembros) }) {
                for combinacion in Boletas.combinaciones(grupo.miembros) {
                    let nombres = Set(grupos.filter { $0.miembros == combinacion }.map(\.nombre))
                    let esParteDeOtra = grupos.contains {
                        $0.miembros.count > combinacion.count && Set($0.miembros).isSuperset(of: combinacion)
                    }
                    agregar(
                        Opcion(
                            columna: combinacion.map { opciones[$0].columna }.joined(separator: "_"),
                            nombre: nombres.count == 1 && !esParteDeOtra ? nombres.first : nil,
                            clase: .combinacion(miembros: combinacion)))
                }
            }
        }
    }

    /// By first party; of those, the larger before the ones it contains.
    private static func precede(_ a: [Int], _ b: [Int]) -> Bool {
        guard let x = a.first, let y = b.first else { return a.count < b.count }
        if x != y { return x < y }
        return a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count > b.count
    }

    /// Every subset of two or more, the largest first and each size in acta order.
    static func combinaciones(_ miembros: [Int]) -> [[Int]] {
        let n = min(miembros.count, LectorDeCarpeta.partidosPorCoalicion)
        var todas: [[Int]] = []
        for mascara in 0..<(1 << n) {
            let suya = (0..<n).filter { mascara >> $0 & 1 == 1 }.map { miembros[$0] }
            if suya.count >= 2 { todas.append(suya) }
        }
        return todas.sorted { a, b in
            a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count > b.count
        }
    }

    /// Positions on the ballot of a unit (nil: of the actas of no unit), in acta order.
    ///
    /// The lists of representación proporcional are of parties alone: no combinations, no shared emblems, no
    /// independents.
    func compiten(_ unidad: String?, _ clase: ClaseDeActa) -> [Int] {
        if clase.principio == .representacionProporcional {
            return opciones.indices.filter {
                switch opciones[$0].clase {
                case .partido, .noRegistradas, .nulos: true
                default: false
                }
            }
        }
        let emblemas = comunes.filter { $0.unidades.cubre(unidad) }
        let juntos = coaliciones.filter { $0.unidades.cubre(unidad) }.map(\.miembros)
        return opciones.indices.filter { i in
            switch opciones[i].clase {
            case .partido:
                let ausente = unidad.map { ausencias[i]?.contains($0) ?? false } ?? false
                return !ausente && !emblemas.contains { $0.miembros.contains(i) }
            case .combinacion(let m): return juntos.contains { $0.isSuperset(of: m) }
            case .candidaturaComun: return emblemas.contains { $0.opcion == i }
            case .independiente:
                let suyas = independientes[i] ?? []
                return suyas.contains(nil) || (unidad != nil && suyas.contains(unidad))
            case .noRegistradas, .nulos: return true
            }
        }
    }

    /// Parties that stand in a unit with an emblem that is not theirs alone.
    func partidosEnComun(_ unidad: String?) -> Set<Int> {
        comunes.filter { $0.unidades.cubre(unidad) }.reduce(into: []) { $0.formUnion($1.miembros) }
    }

    func columnas(_ posiciones: some Sequence<Int>) -> String {
        posiciones.map { opciones[$0].columna }.joined(separator: ", ")
    }
}
