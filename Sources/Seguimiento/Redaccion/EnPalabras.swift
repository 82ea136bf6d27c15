import Electoral

/// Dates and ordinals as official documents write them.
public enum EnPalabras {
    /// `4 de marzo de 2021`
    public static func fecha(_ d: Dia) -> String { "\(d.dia) de \(mes(d.mes)) de \(d.anio)" }

    /// `04 de marzo de 2021`
    public static func fechaConCero(_ d: Dia) -> String { "\(dosCifras(d.dia)) de \(mes(d.mes)) de \(d.anio)" }

    /// `cuatro (04) de marzo de dos mil veintiuno (2021)`
    public static func fechaEnteraEnPalabras(_ d: Dia) -> String {
        "\(dia(d)) de \(NumeroEnLetras.cardinal(d.anio)) (\(d.anio))"
    }

    /// `cuatro (04) de marzo`
    public static func dia(_ d: Dia) -> String {
        "\(NumeroEnLetras.cardinal(d.dia)) (\(dosCifras(d.dia))) de \(mes(d.mes))"
    }

    /// - Parameter n: from 1.
    public static func mes(_ n: Int) -> String { meses[n - 1] }

    /// `Primera`, `Cuarta`, `Vigésima primera`: how sessions are counted; digits beyond 39.
    public static func ordinalFemenino(_ n: Int) -> String {
        guard (1...39).contains(n) else { return "\(n)ª" }
        if n <= 10 { return ordinales[n] }
        let (d, resto) = (n / 10, n % 10)
        let cabeza = ["", "Décima", "Vigésima", "Trigésima"][d]
        return resto == 0 ? cabeza : "\(cabeza) \(ordinales[resto].lowercased())"
    }

    private static let meses = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]
    private static let ordinales = [
        "", "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima", "Octava", "Novena", "Décima",
    ]
}
