import Almacen
import Electoral

extension Mesa {
    /// Puts the paper of an acta in a package of the person's own centre. Packages have no effect on results and are
    /// made after the cierre as well.
    ///
    /// - Throws: `.sinFacultad` when the package is of another centre.
    @discardableResult
    public func empacar(
        _ acta: Acta.ID, en paquete: Paquete, centro: String?, _ persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Almacen.Recibo {
        try exigir(centro, esElDe: paquete)
        return try almacen.empacar(acta, en: paquete.id, persona: persona, instante: instante)
    }

    /// Hands a package over to who keeps it.
    ///
    /// - Parameter centro: nil for those who belong to none and see them all.
    public func entregar(
        _ paquete: Paquete, centro: String?, _ persona: Persona, recibe: String, cargo: String, observaciones: String,
        instante: Instante
    ) throws(AlmacenError) {
        try exigir(centro, esElDe: paquete)
        try almacen.entregar(
            paquete: paquete.id, persona: persona, recibe: recibe, cargo: cargo, observaciones: observaciones,
            instante: instante)
    }

    private func exigir(_ centro: String?, esElDe paquete: Paquete) throws(AlmacenError) {
        guard centro == nil || centro == paquete.centro else {
            throw AlmacenError(.sinFacultad, "ese paquete es de \(paquete.centro): lo hace quien trabaja ahí")
        }
    }
}
