import Almacen
import Electoral

extension Mesa {
    /// Another person compared the capture with the image (scheme `captura_y_verificacion`).
    public func verificar(_ acta: Acta.ID, _ captura: Captura, _ acto: Acto) throws(AlmacenError) {
        try registrar(.verificacion(captura), acta, acto)
    }

    /// Three captures, no two alike: a supervisor who took part in none decides, with a reason.
    public func decidir(_ acta: Acta.ID, _ captura: Captura, motivo: String, _ acto: Acto) throws(AlmacenError) {
        try registrar(.decision(captura, motivo: motivo), acta, acto)
    }
}
