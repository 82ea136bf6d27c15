import Almacen
import Electoral

/// What a cotejador says of a published acta.
public enum DecisionDeCotejo: Sendable, Hashable {
    case aceptar
    /// Some figure is not the one in the image: other people type it again.
    case recaptura(motivo: String)
    /// The image is not of this acta, or cannot be read.
    case redigitalizacion(motivo: String)

    var evento: CicloDeVida.Evento {
        switch self {
        case .aceptar: .cotejo
        case .recaptura(let motivo): .recaptura(motivo: motivo)
        case .redigitalizacion(let motivo): .redigitalizacion(motivo: motivo)
        }
    }
}

extension Mesa {
    /// What was published agrees with the image. A corrected acta is accepted by a second person.
    public func cotejar(_ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) {
        try registrar(.cotejo, acta, acto)
    }

    /// The image has to be made again.
    public func solicitarRedigitalizacion(_ acta: Acta.ID, motivo: String, _ acto: Acto) throws(AlmacenError) {
        try registrar(.redigitalizacion(motivo: motivo), acta, acto)
    }

    /// What was published does not match the image: it is typed again by people who have not typed it.
    public func solicitarRecaptura(_ acta: Acta.ID, motivo: String, _ acto: Acto) throws(AlmacenError) {
        try registrar(.recaptura(motivo: motivo), acta, acto)
    }

    /// The decision of a cotejador about the acta in their hands, and the next one, in one transaction.
    ///
    /// - Parameter visto: identifies what was published when they looked (`ActaPorCotejar.hecho`).
    public func cotejar(
        _ acta: Acta.ID, visto: Int, _ decision: DecisionDeCotejo, _ acto: Acto
    ) throws(AlmacenError) -> ActaPorCotejar? {
        let hecho = try hecho(decision.evento, acta, acto)
        return try almacen.registrarCotejo(hecho, visto: visto, campos: campos(acta), esquema: esquema).siguiente
    }
}
