import Almacen
import Electoral

/// What the environment of the night noted of its difusores: the documents that tell it take it from there, since none of
/// it is in the records.
public struct HechosDeDifusion: Sendable {
    /// By the key of the difusor, in the order in which they were noted.
    let hechos: [String: [HechoDeDifusion]]
    /// Number of each corte that was published.
    let cortes: [Int]
    let huso: Huso

    /// - Parameter cortes: numbers of those that were published.
    public init(_ hechos: [HechoDeDifusion], cortes: [Int], huso: Huso) {
        self.hechos = Dictionary(grouping: hechos, by: \.difusor)
        self.cortes = cortes.sorted()
        self.huso = huso
    }

    /// Those of a store.
    public init(_ almacen: Almacen, huso: Huso) throws(AlmacenError) {
        self.init(
            try almacen.difusion().map(\.hecho), cortes: try almacen.publicaciones().map(\.corte), huso: huso)
    }
}
