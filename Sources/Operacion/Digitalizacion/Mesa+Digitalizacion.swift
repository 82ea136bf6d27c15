import Almacen
import Electoral

extension Mesa {
    /// An image was accepted for an acta; its bytes are in the store already.
    public func digitalizar(
        _ acta: Acta.ID, imagen: String, _ procedencia: Procedencia, _ acto: Acto
    ) throws(AlmacenError) {
        try registrar(.digitalizacion(imagen: imagen, procedencia), acta, acto)
    }

    /// An image that no approved casilla explains: it is registered apart and never added.
    ///
    /// - Parameter identidad: unique inside the election; the same one is registered once.
    public func registrarFueraDeCatalogo(
        _ identidad: String, eleccion: Int, imagen: String, _ procedencia: Procedencia, _ acto: Acto
    ) throws(AlmacenError) {
        let acta = try almacen.acta(fueraDeCatalogo: identidad, eleccion: eleccion)
        try registrar(.fueraDeCatalogo(imagen: imagen, procedencia), acta, acto)
    }
}
