import Almacen
import Electoral

/// The cortes of a night beside the hours that they answered to: made, late, skipped and refused.
public struct RelacionDeCortes: Sendable {
    public enum Estado: String, Sendable, Hashable {
        case aTiempo = "a_tiempo"
        case tarde, omitido, rechazado
        /// Answers to no hour of the schedule: made by hand, or in zeros before the opening.
        case aparte
        /// Written down, and not yet in the tree.
        case sinPublicar = "sin_publicar"
    }

    public struct Renglon: Sendable {
        public let programado: Instante?
        public let corte: Corte?
        public let publicacion: PublicacionDeCorte?
        public let estado: Estado
        /// In words: what is not ordinary of it.
        public let nota: String

        var orden: Instante? { corte?.instante ?? programado }
    }

    public let horario: Horario
    public let renglones: [Renglon]
    /// When the next one is due; nil after the last.
    public let siguiente: Instante?
    /// The hour of one that should have been published by now; nil when none is late.
    public let tarde: Instante?

    public var cuentas: (cortes: Int, tarde: Int, omitidos: Int, rechazados: Int) {
        func cuantos(_ estado: Estado) -> Int { renglones.count { $0.estado == estado } }
        return (renglones.count { $0.corte != nil }, cuantos(.tarde), cuantos(.omitido), cuantos(.rechazado))
    }

    /// Seconds after its hour from which a corte is late.
    public static let tolerancia = 60

    public init(_ almacen: Almacen, ahora: Instante) throws(AlmacenError) {
        let horarios = try almacen.horarios()
        horario = try almacen.horario()
        let cortes = try almacen.cortes()
        let publicaciones = Dictionary(
            try almacen.publicaciones().map { ($0.corte, $0) }, uniquingKeysWith: { a, _ in a })
        var todos = cortes.map { Self.renglon($0, publicaciones[$0.numero]) }
        todos += try almacen.omitidos().map {
            Renglon(
                programado: $0.instante, corte: nil, publicacion: nil, estado: .omitido,
                nota: "omitido; lo siguió el corte \($0.corte)")
        }
        todos += try almacen.rechazados().map {
            Renglon(
                programado: $0.instante, corte: nil, publicacion: nil, estado: .rechazado,
                nota: "rechazado: \($0.motivo)")
        }
        renglones = todos.sorted { ($0.orden ?? ahora) < ($1.orden ?? ahora) }
        let agenda = Agenda(horarios, cortes, intentado: nil, deInicio: horario)
        let cerrado = try almacen.marcha() != .abierta
        switch agenda.paso(ahora) {
        case .fin: (siguiente, tarde) = (nil, nil)
        case .esperar(let hora): (siguiente, tarde) = (hora, nil)
        case .cortar(let debido):
            siguiente = debido.programado ?? debido.siguiente
            // The close waits for the two people who end the registration.
            let vencido = debido.programado.map { ahora > $0 + Self.tolerancia && (cerrado || !debido.ultimo) }
            tarde = debido.omitidos.first ?? (vencido == true ? debido.programado : nil)
        }
    }

    private static func renglon(_ corte: Corte, _ publicacion: PublicacionDeCorte?) -> Renglon {
        let hora = corte.programado
        let retraso = hora.flatMap { hora in
            publicacion.map { Int(($0.instante.microsegundos - hora.microsegundos) / 1_000_000) }
        }
        let esTarde = !corte.ultimo && (retraso ?? 0) > tolerancia
        let estado: Estado =
            publicacion == nil ? .sinPublicar : hora == nil ? .aparte : esTarde ? .tarde : .aTiempo
        var notas: [String] = []
        if corte.ultimo { notas.append("último") }
        if hora == nil { notas.append("fuera de horario") }
        if esTarde, let retraso { notas.append("tarde \(retraso / 60) min") }
        if !corte.conBase { notas.append("sin base") }
        if publicacion == nil { notas.append("sin registro de publicación") }
        return Renglon(
            programado: hora, corte: corte, publicacion: publicacion, estado: estado,
            nota: notas.joined(separator: ", "))
    }
}
