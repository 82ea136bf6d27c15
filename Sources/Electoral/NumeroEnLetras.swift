/// Spanish words for amounts, as they are written beside the figures of an acta.
///
/// The words stand alone ("treinta y uno", not "treinta y un"); the apocope is used only before "mil" and "millones".
public enum NumeroEnLetras {
    /// Cardinal of `n` in lower case: "cero", "veintiuno", "ciento un mil", "un millón".
    ///
    /// Defined for 0...999,999,999. Outside that range the decimal figure is returned, because a wrong amount on an
    /// acta is data and must not stop whoever prints it.
    public static func cardinal(_ n: Int) -> String {
        guard (0...999_999_999).contains(n) else { return String(n) }
        if n == 0 { return "cero" }
        let millones = n / 1_000_000
        let miles = n / 1_000 % 1_000
        let resto = n % 1_000
        var palabras: [String] = []
        if millones == 1 {
            palabras.append("un millón")
        } else if millones > 1 {
            palabras.append(hastaMil(millones, apocope: true) + " millones")
        }
        if miles == 1 {
            palabras.append("mil")
        } else if miles > 1 {
            palabras.append(hastaMil(miles, apocope: true) + " mil")
        }
        if resto > 0 {
            palabras.append(hastaMil(resto, apocope: false))
        }
        return palabras.joined(separator: " ")
    }

    /// Words of 1...999; with `apocope` a final "uno" loses its vowel.
    private static func hastaMil(_ n: Int, apocope: Bool) -> String {
        if n == 100 { return "cien" }
        let menores = hastaCien(n % 100, apocope: apocope)
        guard n > 100 else { return menores }
        return menores.isEmpty ? centenas[n / 100] : centenas[n / 100] + " " + menores
    }

    private static func hastaCien(_ n: Int, apocope: Bool) -> String {
        if apocope, n == 1 { return "un" }
        if apocope, n == 21 { return "veintiún" }
        if n < unidades.count { return unidades[n] }
        guard n % 10 > 0 else { return decenas[n / 10] }
        return decenas[n / 10] + " y " + (apocope && n % 10 == 1 ? "un" : unidades[n % 10])
    }

    private static let unidades = [
        "", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
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
}
