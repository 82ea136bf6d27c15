/// A percentage with four decimals, the fourth truncated and never rounded (Anexo 13, num. 27 [K]; rule R8 of the
/// published data).
///
/// Computed with integers only, so that no machine or language can print another last digit.
public struct Porcentaje: Hashable, Sendable, Comparable {
    /// Ten-thousandths of one per cent: 39.2260 % is 392 260.
    public let diezmilesimas: Int

    public init(diezmilesimas: Int) { self.diezmilesimas = diezmilesimas }

    /// `numerador / denominador`; zero when there is nothing to divide by.
    public init(_ numerador: Int, de denominador: Int) {
        guard denominador > 0 else {
            diezmilesimas = 0
            return
        }
        let (alto, bajo) = numerador.multipliedFullWidth(by: 1_000_000)
        diezmilesimas = denominador.dividingFullWidth((alto, bajo)).quotient
    }

    /// `39.2260`: four decimals always, trailing zeros kept.
    public var texto: String { "\(diezmilesimas / 10_000).\(cifras(diezmilesimas % 10_000, ancho: 4))" }

    public static func < (a: Porcentaje, b: Porcentaje) -> Bool { a.diezmilesimas < b.diezmilesimas }
}
