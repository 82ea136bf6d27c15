import Almacen
import Electoral

extension Mesa {
    /// The Sobre PREP arrived at the CATD and its acta was identified.
    public func acopiar(
        _ acta: Acta.ID, tipoDocumento: String, mecanismo: String, _ acto: Acto
    ) throws(AlmacenError) {
        try registrar(.acopio(tipoDocumento: tipoDocumento, mecanismo: mecanismo), acta, acto)
    }

    /// The same at a console: the document and the transfer are of those that exist, and the acta is of that centre.
    public func recibirSobre(
        _ acta: Acta, documento: String, mecanismo: String, _ acto: Acto
    ) throws(AlmacenError) -> ReciboDeAcopio {
        guard Documento.admitidos(acta.casilla.tipo).contains(where: { $0.clave == documento }) else {
            throw AlmacenError(.restriccion, "«\(documento)» no es un tipo de documento de esta acta")
        }
        guard let mecanismo = MecanismoDeTraslado.combinado(mecanismo) else {
            throw AlmacenError(.restriccion, "«\(mecanismo)» no es un mecanismo de traslado: use F, I o D")
        }
        return try almacen.acopiar(
            try hecho(.acopio(tipoDocumento: documento, mecanismo: mecanismo), acta.id, acto), campos: campos(acta.id),
            esquema: esquema)
    }

    /// There is no acta to receive, and why.
    public func declararSinActa(_ acta: Acta.ID, causa: CausaSinActa, _ acto: Acto) throws(AlmacenError) {
        try registrar(.sinActa(causa), acta, acto)
    }
}
