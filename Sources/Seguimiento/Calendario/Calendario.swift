import Electoral

/// When each deliverable is due in a process: a function of election day and of what was already approved.
public struct Calendario: Sendable {
    public enum Parte: String, Sendable, CaseIterable { case borrador, final }

    /// Something due on a day.
    public struct Vencimiento: Hashable, Sendable {
        public let clave: String
        public let parte: Parte
        /// Month that a monthly report is about.
        public let mes: Mes?
        public let dia: Dia
    }

    public let jornada: Dia
    /// Last day of publication.
    public let cierre: Dia
    public let entregables: [Entregable]
    /// Days on which deliverables were approved, by key.
    public let aprobados: [String: Dia]

    /// - Parameter cierre: last day of publication; the day after the election when nil.
    public init(jornada: Dia, cierre: Dia? = nil, entregables: [Entregable], aprobados: [String: Dia] = [:]) {
        self.jornada = jornada
        self.cierre = cierre ?? jornada + 1
        self.entregables = entregables
        self.aprobados = aprobados
    }

    /// In the order of their days; on the same day, in that of the catalogue.
    public var vencimientos: [Vencimiento] {
        entregables.flatMap(vencimientos(de:)).enumerated()
            .sorted { ($0.element.dia, $0.offset) < ($1.element.dia, $1.offset) }.map(\.element)
    }

    public func vencimientos(de e: Entregable) -> [Vencimiento] {
        let borrador = e.borrador.map { Vencimiento(clave: e.clave, parte: .borrador, mes: nil, dia: $0.dia(jornada)) }
        func final(_ dia: Dia, mes: Mes? = nil) -> Vencimiento {
            Vencimiento(clave: e.clave, parte: .final, mes: mes, dia: dia)
        }
        let finales: [Vencimiento] =
            switch e.final {
            case .aprobacion(let plazo, let remision): [final((aprobados[e.clave] ?? plazo.dia(jornada)) + remision)]
            case .entrega(let plazo): [final(plazo.dia(jornada))]
            case .desdeCierre(let dias): [final(cierre + dias)]
            case .dia(let dia): [final(dia)]
            case .mensual(let dia): meses.map { final($0.siguiente.primero + (dia - 1), mes: $0) }
            }
        return (borrador.map { [$0] } ?? []) + finales
    }

    /// Months that are reported: from the designation of the instancia interna to the month before the election.
    public var meses: [Mes] {
        let instancia = entregables.first { $0.clave == Self.instancia }
        guard case .aprobacion(let plazo, _) = instancia?.final else { return [] }
        var meses: [Mes] = []
        var mes = Mes(aprobados[Self.instancia] ?? plazo.dia(jornada))
        while mes < Mes(jornada) {
            meses.append(mes)
            mes = mes.siguiente
        }
        return meses
    }

    private static let instancia = "instancia"
    /// Key of the report of each month.
    static let informeMensual = "informe_mensual"
}
