import Electoral

/// Risks by probability × impact (dominio 9).
struct MatrizDeRiesgos {
    private let libro: Libro

    init(_ libro: Libro) { self.libro = libro }

    static func producto(_ riesgo: Ficha) -> Int {
        (riesgo.entero("probabilidad") ?? 0) * (riesgo.entero("impacto") ?? 0)
    }

    private var ordenados: [Ficha] {
        libro.de("riesgo").sorted { (-Self.producto($0), $0.clave.id) < (-Self.producto($1), $1.clave.id) }
    }

    /// Highest first, each with its `folio`, `producto` and `nivel`.
    var renglones: [FichaEnPlantilla] {
        ordenados.enumerated().map { i, riesgo in
            let producto = Self.producto(riesgo)
            let nivel = NivelDeRiesgo(producto)
            return FichaEnPlantilla(
                riesgo, libro,
                extras: [
                    "folio": "R\(i + 1)", "producto": EnteroEnPlantilla(producto),
                    "nivel": nivel.enPlantilla,
                ])
        }
    }

    /// Rows from impact 5 to 1, each with its five cells by probability: the folios that fall there and the level.
    var cuadricula: [[String: Any]] {
        let folios = ordenados.enumerated().map { i, r in
            (folio: "R\(i + 1)", probabilidad: r.entero("probabilidad") ?? 0, impacto: r.entero("impacto") ?? 0)
        }
        return (1...5).reversed().map { impacto in
            let celdas = (1...5).map { probabilidad -> [String: Any] in
                let suyos = folios.filter { $0.impacto == impacto && $0.probabilidad == probabilidad }
                let nivel = NivelDeRiesgo(impacto * probabilidad)
                return [
                    "folios": suyos.map(\.folio).joined(separator: ", "),
                    "nivel": nivel.enPlantilla,
                ]
            }
            return ["impacto": "\(impacto)", "celdas": celdas]
        }
    }
}
