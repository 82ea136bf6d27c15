import Almacen
import Electoral

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
}
