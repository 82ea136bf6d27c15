/// A point in time as integer microseconds since 1970-01-01T00:00:00Z: the same number in every database and on every
/// machine.
public struct Instante: Hashable, Sendable, Comparable, Codable {
    public let microsegundos: Int64

    public init(microsegundos: Int64) { self.microsegundos = microsegundos }
    public init(segundos: Int64) { self.microsegundos = segundos * 1_000_000 }

    public init(from decoder: any Decoder) throws {
        microsegundos = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var contenedor = encoder.singleValueContainer()
        try contenedor.encode(microsegundos)
    }

    public static func < (a: Instante, b: Instante) -> Bool { a.microsegundos < b.microsegundos }
    public static func + (a: Instante, segundos: Int) -> Instante {
        Instante(microsegundos: a.microsegundos + Int64(segundos) * 1_000_000)
    }
    public static func - (a: Instante, segundos: Int) -> Instante { a + -segundos }

    /// The start of its minute: packages and manifests are named to the minute.
    public var alMinuto: Instante { Instante(segundos: segundos - ((segundos % 60) + 60) % 60) }

    /// Whole seconds since 1970, rounded towards the past.
    public var segundos: Int64 {
        microsegundos >= 0 ? microsegundos / 1_000_000 : -((-microsegundos + 999_999) / 1_000_000)
    }
}

/// The official time of an entity as a fixed offset: Mexico has had no summer time since October 2022, and earlier data
/// bases print the offset that was in force (`UTC-5`, `UTC-6`, …).
public struct Huso: Hashable, Sendable, Codable {
    public let minutos: Int

    public init(minutos: Int) { self.minutos = minutos }
    public init(horas: Int) { self.minutos = horas * 60 }

    public static let centro = Huso(horas: -6)

    /// `UTC-6`, or `UTC+5:30` where the offset is not whole hours.
    public var texto: String {
        let absoluto = abs(minutos)
        let resto = absoluto % 60
        return "UTC\(minutos < 0 ? "-" : "+")\(absoluto / 60)" + (resto == 0 ? "" : ":\(dosCifras(resto))")
    }
}

/// Calendar components of an instant in a given offset (proleptic Gregorian).
public struct FechaHora: Hashable, Sendable, Comparable {
    public let anio, mes, dia, hora, minuto, segundo: Int

    /// Nil when the components are not a real date and time.
    public init?(anio: Int, mes: Int, dia: Int, hora: Int = 0, minuto: Int = 0, segundo: Int = 0) {
        guard (1...9999).contains(anio), (1...12).contains(mes), dia >= 1, dia <= Self.dias(mes: mes, anio: anio),
            (0...23).contains(hora), (0...59).contains(minuto), (0...59).contains(segundo)
        else { return nil }
        self.anio = anio
        self.mes = mes
        self.dia = dia
        self.hora = hora
        self.minuto = minuto
        self.segundo = segundo
    }

    public init(_ instante: Instante, en huso: Huso) {
        let locales = instante.segundos + Int64(huso.minutos * 60)
        let numeroDeDia = locales >= 0 ? locales / 86_400 : -((-locales + 86_399) / 86_400)
        let delDia = Int(locales - numeroDeDia * 86_400)
        (anio, mes, dia) = Self.civil(Int(numeroDeDia))
        hora = delDia / 3600
        minuto = delDia / 60 % 60
        segundo = delDia % 60
    }

    public func instante(en huso: Huso) -> Instante {
        let locales = Self.numeroDeDia(anio, mes, dia) * 86_400 + hora * 3600 + minuto * 60 + segundo
        return Instante(segundos: Int64(locales - huso.minutos * 60))
    }

    public static func < (a: FechaHora, b: FechaHora) -> Bool {
        (a.anio, a.mes, a.dia, a.hora * 3600 + a.minuto * 60 + a.segundo)
            < (b.anio, b.mes, b.dia, b.hora * 3600 + b.minuto * 60 + b.segundo)
    }

    /// `dd/mm/aaaa hh:mm:ss`, as the data base prints stamps (Anexo 13, estructura 2024).
    public var sello: String { "\(fecha) \(horaMinuto):\(dosCifras(segundo))" }
    /// `dd/mm/aaaa`
    public var fecha: String { "\(dosCifras(dia))/\(dosCifras(mes))/\(cuatroCifras(anio))" }
    /// `hh:mm`
    public var horaMinuto: String { "\(dosCifras(hora)):\(dosCifras(minuto))" }
    /// `AAAAMMDD_HHMM`, as the packages of the data base are named.
    public var compacta: String {
        "\(cuatroCifras(anio))\(dosCifras(mes))\(dosCifras(dia))_\(dosCifras(hora))\(dosCifras(minuto))"
    }

    /// ISO 8601 with the offset, for machines: `2027-06-06T20:10:00-06:00`.
    public func iso(_ huso: Huso) -> String {
        let absoluto = abs(huso.minutos)
        let desfase = "\(huso.minutos < 0 ? "-" : "+")\(dosCifras(absoluto / 60)):\(dosCifras(absoluto % 60))"
        return "\(cuatroCifras(anio))-\(dosCifras(mes))-\(dosCifras(dia))T\(horaMinuto):\(dosCifras(segundo))\(desfase)"
    }

    static func dias(mes: Int, anio: Int) -> Int {
        switch mes {
        case 4, 6, 9, 11: 30
        case 2: (anio % 4 == 0 && anio % 100 != 0) || anio % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01; years are counted from March so that the leap day is the last of its year.
    static func numeroDeDia(_ anio: Int, _ mes: Int, _ dia: Int) -> Int {
        let a = mes <= 2 ? anio - 1 : anio
        let era = a / 400
        let deEra = a - era * 400
        let deAnio = (153 * (mes + (mes > 2 ? -3 : 9)) + 2) / 5 + dia - 1
        return era * 146_097 + deEra * 365 + deEra / 4 - deEra / 100 + deAnio - 719_468
    }

    static func civil(_ numero: Int) -> (Int, Int, Int) {
        let z = numero + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let deEra = z - era * 146_097
        let anioDeEra = (deEra - deEra / 1460 + deEra / 36_524 - deEra / 146_096) / 365
        let deAnio = deEra - (365 * anioDeEra + anioDeEra / 4 - anioDeEra / 100)
        let m = (5 * deAnio + 2) / 153
        let mes = m < 10 ? m + 3 : m - 9
        return (anioDeEra + era * 400 + (mes <= 2 ? 1 : 0), mes, deAnio - (153 * m + 2) / 5 + 1)
    }
}

/// `n` with at least two digits.
public func dosCifras(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

/// `n` with at least `ancho` digits.
public func cifras(_ n: Int, ancho: Int) -> String {
    let texto = String(n)
    return texto.utf8.count >= ancho ? texto : String(repeating: "0", count: ancho - texto.utf8.count) + texto
}

private func cuatroCifras(_ n: Int) -> String { cifras(n, ancho: 4) }

extension Instante {
    /// `dd/mm/aaaa hh:mm:ss` in the official time of the entity.
    public func sello(_ huso: Huso) -> String { FechaHora(self, en: huso).sello }
    public func iso(_ huso: Huso) -> String { FechaHora(self, en: huso).iso(huso) }

    public func compacta(_ huso: Huso) -> String { FechaHora(self, en: huso).compacta }

    /// Reads what `iso` writes: `2027-06-06T20:10:00-06:00`. Nil when it is anything else.
    public init?(iso texto: some StringProtocol) {
        let letras = Array(texto.utf8)
        guard letras.count == 25 else { return nil }
        func numero(_ desde: Int, _ cuantas: Int) -> Int? {
            letras[desde..<desde + cuantas].reduce(0) { suma, c -> Int? in
                guard let suma, (48...57).contains(c) else { return nil }
                return suma * 10 + Int(c - 48)
            }
        }
        let signos: [(Int, UInt8)] = [(4, 0x2D), (7, 0x2D), (10, 0x54), (13, 0x3A), (16, 0x3A), (22, 0x3A)]
        guard signos.allSatisfy({ letras[$0.0] == $0.1 }) else { return nil }
        guard let anio = numero(0, 4), let mes = numero(5, 2), let dia = numero(8, 2), let hora = numero(11, 2),
            let minuto = numero(14, 2), let segundo = numero(17, 2), let horas = numero(20, 2),
            let minutos = numero(23, 2), letras[19] == 0x2B || letras[19] == 0x2D, horas < 24, minutos < 60,
            let fecha = FechaHora(anio: anio, mes: mes, dia: dia, hora: hora, minuto: minuto, segundo: segundo)
        else { return nil }
        self = fecha.instante(en: Huso(minutos: (letras[19] == 0x2D ? -1 : 1) * (horas * 60 + minutos)))
    }
}
