/// A day of the calendar, without hour or place (proleptic Gregorian): what deadlines are made of.
public struct Dia: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    private let numero: Int

    private init(numero: Int) { self.numero = numero }

    /// Nil when it is not a real date.
    public init?(anio: Int, mes: Int, dia: Int) {
        guard FechaHora(anio: anio, mes: mes, dia: dia) != nil else { return nil }
        numero = FechaHora.numeroDeDia(anio, mes, dia)
    }

    public init(_ instante: Instante, en huso: Huso) {
        let f = FechaHora(instante, en: huso)
        numero = FechaHora.numeroDeDia(f.anio, f.mes, f.dia)
    }

    /// `2027-06-06`; nil for anything else.
    public init?(iso texto: String) {
        let partes = texto.split(separator: "-", omittingEmptySubsequences: false)
        let sonCifras = partes.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard partes.map(\.utf8.count) == [4, 2, 2], sonCifras, let anio = Int(partes[0]), let mes = Int(partes[1]),
            let dia = Int(partes[2])
        else { return nil }
        self.init(anio: anio, mes: mes, dia: dia)
    }

    private var partes: (anio: Int, mes: Int, dia: Int) { FechaHora.civil(numero) }
    public var anio: Int { partes.anio }
    public var mes: Int { partes.mes }
    public var dia: Int { partes.dia }
    /// From 0, Sunday.
    public var deLaSemana: Int { ((numero + 4) % 7 + 7) % 7 }

    /// `2027-06-06`
    public var iso: String {
        let p = partes
        return "\(cifras(p.anio, ancho: 4))-\(dosCifras(p.mes))-\(dosCifras(p.dia))"
    }

    public static func < (a: Dia, b: Dia) -> Bool { a.numero < b.numero }
    public static func - (a: Dia, b: Dia) -> Int { a.numero - b.numero }
    public static func + (a: Dia, dias: Int) -> Dia { Dia(numero: a.numero + dias) }

    /// The same day some months away; the last of its month when that has fewer days.
    public func sumando(meses: Int) -> Dia {
        let p = partes
        let total = p.anio * 12 + p.mes - 1 + meses
        let (anio, mes) = (total / 12, total % 12 + 1)
        return Dia(numero: FechaHora.numeroDeDia(anio, mes, min(p.dia, FechaHora.dias(mes: mes, anio: anio))))
    }

    public var finDeMes: Dia {
        let p = partes
        return Dia(numero: FechaHora.numeroDeDia(p.anio, p.mes, FechaHora.dias(mes: p.mes, anio: p.anio)))
    }
}

extension Dia: Codable {
    public init(from decoder: any Decoder) throws {
        let contenedor = try decoder.singleValueContainer()
        let texto = try contenedor.decode(String.self)
        guard let dia = Dia(iso: texto) else {
            throw DecodingError.dataCorruptedError(in: contenedor, debugDescription: "\(texto) no es una fecha")
        }
        self = dia
    }

    public func encode(to encoder: any Encoder) throws {
        var contenedor = encoder.singleValueContainer()
        try contenedor.encode(iso)
    }
}
