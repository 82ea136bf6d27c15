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

    /// `6 y 7 de junio de 2027`: what is the same in all is said once.
    static func dias(_ dias: [Dia]) -> String {
        let porMes = Dictionary(grouping: Set(dias).sorted()) { Mes($0) }
        return serie(
            porMes.keys.sorted().map { mes in
                let suyos = (porMes[mes] ?? []).map { "\($0.dia)" }
                return "\(serie(suyos)) de \(self.mes(mes.primero.mes)) de \(mes.primero.anio)"
            })
    }

    /// `del 12 al 15 de mayo de 2027`
    static func periodo(_ desde: Dia, _ hasta: Dia) -> String {
        if desde == hasta { return "el \(fecha(desde))" }
        if Mes(desde) == Mes(hasta) { return "del \(desde.dia) al \(fecha(hasta))" }
        return desde.anio == hasta.anio
            ? "del \(desde.dia) de \(mes(desde.mes)) al \(fecha(hasta))" : "del \(fecha(desde)) al \(fecha(hasta))"
    }

    /// `dieciocho horas con treinta minutos`, to follow «a las»; nil for one o'clock, which is not told so.
    public static func hora(_ texto: String) -> String? {
        let partes = texto.split(separator: ":").compactMap { Int($0) }
        guard partes.count == 2, partes[0] != 1 else { return nil }
        let horas = NumeroEnLetras.cardinal(partes[0]).replacing("uno", with: "una")
        let minutos = NumeroEnLetras.cardinal(partes[1])
        let resto =
            switch partes[1] {
            case 0: ""
            case 1: " con un minuto"
            case 21: " con veintiún minutos"
            default: " con \(minutos.replacing("uno", with: "un")) minutos"
            }
        return "\(horas) horas\(resto)"
    }

    /// `12,345`
    public static func miles(_ n: Int) -> String {
        var cifras = String(n)
        var lugar = cifras.count - 3
        while lugar > (n < 0 ? 1 : 0) {
            cifras.insert(",", at: cifras.index(cifras.startIndex, offsetBy: lugar))
            lugar -= 3
        }
        return cifras
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

    /// `uno`, `uno y dos`, `uno, dos e islas`; with semicolons when there are commas inside.
    public static func serie(_ partes: [String]) -> String {
        guard let ultima = partes.last, partes.count > 1 else { return partes.first ?? "" }
        let anteriores = partes.dropLast()
        let conComas = partes.count > 2 && partes.contains { $0.contains(",") }
        let y = "\(conComas ? ";" : "") \(suenaComoI(ultima) ? "e" : "y") "
        return anteriores.joined(separator: conComas ? "; " : ", ") + y + ultima
    }

    /// Before the sound of i, "y" is written "e"; not before a diphthong ("y hielo").
    private static func suenaComoI(_ texto: String) -> Bool {
        let inicio = texto.lowercased().prefix(3)
        let sonido = inicio.hasPrefix("h") ? inicio.dropFirst() : inicio[...]
        guard let i = sonido.first, i == "i" || i == "í" else { return false }
        return sonido.dropFirst().first.map { !"aeouáéóú".contains($0) } ?? true
    }

    /// In lowercase but for what is written in capitals, as initials: `remitido al INE`.
    static func minusculas(_ texto: String) -> String {
        texto.split(separator: " ", omittingEmptySubsequences: false).map { palabra in
            palabra.count { $0.isUppercase } > 1 ? String(palabra) : palabra.lowercased()
        }.joined(separator: " ")
    }

    /// Whether the verb before goes in plural: "se aprobaron los planes".
    static func esPlural(_ texto: String) -> Bool {
        ["los ", "las "].contains { texto.lowercased().hasPrefix($0) }
    }

    /// Article of a body by the first word of its name.
    static func articulo(de nombre: String) -> String {
        let primera = nombre.prefix { !$0.isWhitespace }.lowercased()
        if primera.hasSuffix("ciones") || primera.hasSuffix("as") { return "las" }
        if primera.hasSuffix("es") || primera.hasSuffix("os") { return "los" }
        return primera.hasSuffix("a") || primera.hasSuffix("ón") || primera.hasSuffix("dad") ? "la" : "el"
    }

    /// `Dra.` → `la`; nil when it does not say.
    static func articuloDeTratamiento(_ tratamiento: String) -> String? {
        let letras = tratamiento.lowercased().filter(\.isLetter)
        if ["ing", "lic", "dr", "mtro", "arq", "prof", "profr", "lcdo", "licdo"].contains(letras) { return "el" }
        return ["dra", "mtra", "profa", "lcda", "licda", "inga", "arqa"].contains(letras) ? "la" : nil
    }

    private static let meses = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]
    private static let ordinales = [
        "", "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima", "Octava", "Novena", "Décima",
    ]
}
