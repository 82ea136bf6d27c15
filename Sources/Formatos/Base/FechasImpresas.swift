import Electoral

/// Dates as published files print them: `dd/mm/aaaa hh:mm:ss`, `d/m/aaaa hh:mm`, `aaaa-mm-dd hh:mm:ss`, `aaaa/mm/dd
/// hh:mm (UTC-5)`, `2024-06-02T22:00`.
public enum FechaImpresa {
    /// Date and time and, when printed, the offset; nil when the text is not a date.
    public static func leer(_ texto: String) -> (fecha: FechaHora, huso: Huso?)? {
        var numeros: [Int] = []
        var separadores: [Character] = []
        var actual = ""
        var resto = Substring(texto)
        while let c = resto.first {
            if c.isASCII, c.isNumber {
                actual.append(c)
            } else {
                if !actual.isEmpty {
                    guard let n = Int(actual) else { return nil }
                    numeros.append(n)
                    separadores.append(c)
                    actual = ""
                }
                if c == "(" || c == "U" || c == "u" { break }
            }
            resto.removeFirst()
        }
        if !actual.isEmpty {
            guard let n = Int(actual) else { return nil }
            numeros.append(n)
        }
        guard numeros.count == 3 || numeros.count == 5 || numeros.count == 6, let separador = separadores.first,
            separador == "/" || separador == "-"
        else { return nil }
        let anioPrimero = numeros[0] > 31
        let hora = numeros.count > 3 ? numeros[3] : 0
        let minuto = numeros.count > 4 ? numeros[4] : 0
        let segundo = numeros.count > 5 ? numeros[5] : 0
        guard
            let fecha = FechaHora(
                anio: anioPrimero ? numeros[0] : numeros[2], mes: numeros[1],
                dia: anioPrimero ? numeros[2] : numeros[0],
                hora: hora, minuto: minuto, segundo: segundo)
        else { return nil }
        return (fecha, huso(texto))
    }

    private static func huso(_ texto: String) -> Huso? {
        guard let marca = texto.firstRange(of: "UTC") else { return nil }
        var signo = 1
        var horas = ""
        for c in texto[marca.upperBound...] {
            if c == "-" || c == "\u{2212}" {
                signo = -1
            } else if c.isASCII, c.isNumber {
                horas.append(c)
            } else if c != " ", c != "+" {
                break
            }
        }
        guard let n = Int(horas), n <= 14 else { return nil }
        return Huso(horas: signo * n)
    }
}
