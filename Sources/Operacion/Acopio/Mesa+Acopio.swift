import Almacen
import Electoral

extension Mesa {
    /// The Sobre PREP arrived at the CATD and its acta was identified.
    public func acopiar(
        _ acta: Acta.ID, tipoDocumento: String, mecanismo: String, _ acto: Acto
    ) throws(AlmacenError) {
        try registrar(.acopio(tipoDocumento: tipoDocumento, mecanismo: mecanismo), acta, acto)
    }

    /// There is no acta to receive, and why.
    public func declararSinActa(_ acta: Acta.ID, causa: CausaSinActa, _ acto: Acto) throws(AlmacenError) {
        try registrar(.sinActa(causa), acta, acto)
    }
}
