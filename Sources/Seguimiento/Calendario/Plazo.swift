import Electoral

/// A distance from election day, as norms write it: months and days, before or after.
public struct Plazo: Hashable, Sendable {
    /// Negative is before.
    public let meses: Int
    public let dias: Int
    /// It is the last day of the month where it falls.
    public let finDeMes: Bool

    public init(meses: Int = 0, dias: Int = 0, finDeMes: Bool = false) {
        self.meses = meses
        self.dias = dias
        self.finDeMes = finDeMes
    }

    /// `9 meses antes`, `2 meses y 15 días antes`, `51 días antes`, `1 mes después`, `último día del mes`; nil for what is
    /// not a plazo.
    public init?(_ texto: String) {
        if texto == "último día del mes" {
            self.init(finDeMes: true)
            return
        }
        let forma = /(?:(\d{1,3}) mes(?:es)?)?(?: y )?(?:(\d{1,3}) días?)? (antes|después)/
        guard let partes = texto.wholeMatch(of: forma), partes.1 != nil || partes.2 != nil,
            texto.contains(" y ") == (partes.1 != nil && partes.2 != nil)
        else { return nil }
        let signo = partes.3 == "antes" ? -1 : 1
        self.init(meses: signo * (partes.1.flatMap { Int($0) } ?? 0), dias: signo * (partes.2.flatMap { Int($0) } ?? 0))
    }

    /// - Parameter jornada: election day.
    public func dia(_ jornada: Dia) -> Dia {
        let dia = jornada.sumando(meses: meses) + dias
        return finDeMes ? dia.finDeMes : dia
    }
}
