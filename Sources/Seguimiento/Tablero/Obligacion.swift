import Electoral

/// A deadline and how far what is due has gone.
public struct Obligacion: Hashable, Sendable {
    public enum Situacion: String, Sendable, CaseIterable {
        case tarde, proxima, pendiente, hecha
        case noAplica = "no_aplica"
    }

    public let vencimiento: Calendario.Vencimiento
    public let entregable: Entregable
    /// Its record; nil when nobody has made one.
    public let ficha: Ficha.Clave?
    /// State of the record.
    public let estado: String?
    public let situacion: Situacion
    /// Days until it is due; negative when that day passed.
    public let faltan: Int
    /// Day on which it was met, when its record says it.
    public let cumplida: Dia?

    /// Days before a deadline from which it is near.
    public static let diasDeAviso = 7
}

extension Calendario {
    /// The calendar of the process that records describe; nil while no record says when the election is.
    ///
    /// - Parameter fichas: the process, its deliverables and the call to difusores, whose days are deadlines too; the rest
    ///   are ignored.
    public init?(fichas: [Ficha], entregables: [Entregable]) {
        guard let proceso = fichas.first(where: { $0.clave.clase == "proceso" }), let jornada = proceso.dia("jornada")
        else { return nil }
        var aprobados: [String: Dia] = [:]
        for ficha in fichas where ficha.clave.clase == "entregable" && ficha.mes("mes") == nil {
            guard let clave = ficha["entregable"], let dia = ficha.aprobacion else { continue }
            aprobados[clave] = dia
        }
        self.init(
            jornada: jornada, cierre: proceso.dia("cierre"),
            entregables: entregables + PlazosDeDifusores(fichas).entregables, aprobados: aprobados)
    }

    /// Every deadline, in the order of its day, with what the records of deliverables say of it.
    public func obligaciones(_ fichas: [Ficha], hoy: Dia) -> [Obligacion] {
        let entregables = Dictionary(self.entregables.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        let registrados = Dictionary(
            fichas.filter { $0.clave.clase == "entregable" }
                .map { (Nombre(clave: $0["entregable"] ?? "", mes: $0.mes("mes")), $0) },
            uniquingKeysWith: { _, ultimo in ultimo })
        let difusores = PlazosDeDifusores(fichas)
        return vencimientos.compactMap { v in
            guard let e = entregables[v.clave] else { return nil }
            if PlazosDeDifusores.es(v.clave) { return difusores.obligacion(v, e, hoy: hoy) }
            let ficha = registrados[Nombre(clave: v.clave, mes: v.mes)]
            let pasos = v.pasosQueCumplen(e)
            let cumplida = ficha?.primerPaso(pasos, desde: v.parte == .borrador ? nil : aprobados[v.clave])
            let faltan = v.dia - hoy
            let situacion: Obligacion.Situacion =
                if ficha?["estado"] == "no_aplica" {
                    .noAplica
                } else if cumplida != nil || pasos.contains(ficha?["estado"] ?? "") {
                    .hecha
                } else if faltan < 0 {
                    .tarde
                } else if faltan <= Obligacion.diasDeAviso {
                    .proxima
                } else {
                    .pendiente
                }
            return Obligacion(
                vencimiento: v, entregable: e, ficha: ficha?.clave, estado: ficha?["estado"], situacion: situacion,
                faltan: faltan, cumplida: cumplida)
        }
    }

    private struct Nombre: Hashable {
        let clave: String
        let mes: Mes?
    }
}

extension Calendario.Vencimiento {
    /// Steps of the cycle after which this is met: a draft, and what has no draft, when it was sent; a final version
    /// when it was sent as such.
    fileprivate func pasosQueCumplen(_ e: Entregable) -> Set<String> {
        parte == .borrador || e.borrador == nil
            ? ["remitido", "observaciones", "atendido", "validado", "remitido_final"] : ["remitido_final"]
    }
}

extension Ficha {
    /// Day of the first step of a deliverable that is one of those.
    fileprivate func primerPaso(_ estados: Set<String>, desde dia: Dia? = nil) -> Dia? {
        dias(estados).first { suyo in dia.map { suyo >= $0 } ?? true }
    }

    /// Day of the approval that is due to be sent. When something was approved again, as who replaces a member of the
    /// COTAPREP, it is the first approval that nothing was sent after and, when all were sent, the first of all.
    fileprivate var aprobacion: Dia? {
        let aprobaciones = dias(["aprobado"])
        let remitidas = dias(["remitido_final"])
        return aprobaciones.first { dia in remitidas.allSatisfy { $0 < dia } } ?? aprobaciones.first
    }

    private func dias(_ estados: Set<String>) -> [Dia] {
        grupos("ciclo").filter { estados.contains($0["estado"] ?? "") }.compactMap { $0.dia("fecha") }.sorted()
    }
}
