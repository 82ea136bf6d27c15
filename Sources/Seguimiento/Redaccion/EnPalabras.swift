import Electoral

/// Numbers and dates as official documents write them.
public enum EnPalabras {
    /// `veintiuno`, `treinta y uno`, `dos mil veintiuno`; from 0 to 999,999.
    public static func numero(_ n: Int) -> String {
        precondition((0...999_999).contains(n))
        if n >= 1000 {
            let (miles, resto) = (n / 1000, n % 1000)
            let cabeza = miles == 1 ? "mil" : "\(apocope(numero(miles))) mil"
            return resto == 0 ? cabeza : "\(cabeza) \(numero(resto))"
        }
        if n >= 100 {
            let (c, resto) = (n / 100, n % 100)
            if n == 100 { return "cien" }
            return resto == 0 ? centenas[c] : "\(centenas[c]) \(numero(resto))"
        }
        if n >= 30 {
            let (d, resto) = (n / 10, n % 10)
            return resto == 0 ? decenas[d] : "\(decenas[d]) y \(unidades[resto])"
        }
        return unidades[n]
    }

    /// Before a noun: `veintiún mil`, `un mil`.
    private static func apocope(_ texto: String) -> String {
        if texto.hasSuffix("veintiuno") { return texto.dropLast("veintiuno".count) + "veintiún" }
        return texto.hasSuffix("uno") ? String(texto.dropLast()) : texto
    }

    /// `4 de marzo de 2021`
    public static func fecha(_ d: Dia) -> String { "\(d.dia) de \(mes(d.mes)) de \(d.anio)" }

    /// `04 de marzo de 2021`
    public static func fechaConCero(_ d: Dia) -> String { "\(dosCifras(d.dia)) de \(mes(d.mes)) de \(d.anio)" }

    /// `cuatro (04) de marzo de dos mil veintiuno (2021)`
    public static func fechaEnteraEnPalabras(_ d: Dia) -> String {
        "\(dia(d)) de \(numero(d.anio)) (\(d.anio))"
    }

    /// `cuatro (04) de marzo`
    public static func dia(_ d: Dia) -> String { "\(numero(d.dia)) (\(dosCifras(d.dia))) de \(mes(d.mes))" }

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

    private static let unidades = [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
        "trece",
        "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós",
        "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
    ]
    private static let decenas = [
        "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa",
    ]
    private static let centenas = [
        "", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos",
        "ochocientos", "novecientos",
    ]
    private static let meses = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]
    private static let ordinales = [
        "", "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima", "Octava", "Novena", "Décima",
    ]
}
