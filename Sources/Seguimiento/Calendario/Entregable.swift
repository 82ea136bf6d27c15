import Electoral

/// A deliverable of numeral 33 of Anexo 13, with the rules that say when it is due.
public struct Entregable: Hashable, Sendable {
    /// How the last version is due.
    public enum Final: Hashable, Sendable {
        /// Approved by then, and sent some days after it was approved.
        case aprobacion(Plazo, remision: Int)
        case entrega(Plazo)
        /// A day of the month after each month, from the one in which the instancia interna is designated to the one
        /// before the election.
        case mensual(dia: Int)
        /// Days after publication closes.
        case desdeCierre(Int)
        /// A day that a record says.
        case dia(Dia)
    }

    /// The same in every version of the regulation.
    public let clave: String
    public let nombre: String
    /// Who writes or approves it.
    public let responsable: String
    /// By version of the regulation; versions where it is not known are absent.
    public let numeros: [String: Int]
    /// When its draft goes to INE; nil when only the last version does.
    public let borrador: Plazo?
    public let final: Final

    public init(
        clave: String, nombre: String, responsable: String, numeros: [String: Int], borrador: Plazo?, final: Final
    ) {
        self.clave = clave
        self.nombre = nombre
        self.responsable = responsable
        self.numeros = numeros
        self.borrador = borrador
        self.final = final
    }

    /// The same by another name.
    func llamado(_ otro: String) -> Entregable {
        Entregable(
            clave: clave, nombre: otro, responsable: responsable, numeros: numeros, borrador: borrador, final: final)
    }
}

/// A month of the calendar.
public struct Mes: Hashable, Sendable, Comparable {
    /// Its first day.
    public let primero: Dia

    /// The month of a day.
    public init(_ dia: Dia) { primero = dia + (1 - dia.dia) }

    /// `2021-03`; nil for anything else.
    public init?(iso texto: String) {
        guard let dia = Dia(iso: texto + "-01") else { return nil }
        primero = dia
    }

    public var siguiente: Mes { Mes(primero.sumando(meses: 1)) }
    public var ultimo: Dia { primero.finDeMes }

    /// `2021-03`
    public var iso: String { String(primero.iso.prefix(7)) }

    public static func < (a: Mes, b: Mes) -> Bool { a.primero < b.primero }
}
