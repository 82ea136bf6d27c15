import Almacen
import Electoral

/// What is left undone when the PREP closes, for the two people who close it.
public struct PorCerrar: Sendable, Hashable {
    public let sinResultado: Int
    public let excepciones: Int

    public init(sinResultado: Int, excepciones: Int) {
        self.sinResultado = sinResultado
        self.excepciones = excepciones
    }

    public init(_ almacen: Almacen, esperadas: Int) throws(AlmacenError) {
        sinResultado = esperadas - (try almacen.actasConResultado())
        excepciones = try almacen.pendientesDeSupervision().excepciones
    }

    public var frase: String {
        let actas = sinResultado == 1 ? "Queda un acta sin resultado" : "Quedan \(sinResultado) actas sin resultado"
        let abiertas = excepciones == 1 ? "una excepción abierta" : "\(excepciones) excepciones abiertas"
        return "\(actas) y \(abiertas)"
    }
}
