import Almacen
import Electoral

extension Mesa {
    /// A person typed the whole acta from its image, without seeing what anybody else typed.
    public func capturar(_ acta: Acta.ID, _ captura: Captura, _ acto: Acto) throws(AlmacenError) {
        try registrar(.captura(captura), acta, acto)
    }
}
