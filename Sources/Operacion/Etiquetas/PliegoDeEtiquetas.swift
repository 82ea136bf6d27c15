import Almacen
import Electoral
import Imagenes

extension Identificador {
    /// The labels of the actas of a centre, by section, casilla and election: the order in which packages are opened.
    ///
    /// - Parameter centro: nil for those that no centre attends.
    public func etiquetas(centro: String?) throws(AlmacenError) -> [Etiqueta] {
        let suyas = try almacen.adscripcion()
        let actas = catalogo.actas.filter { suyas[$0.id] == centro }.sorted { Self.orden($0) < Self.orden($1) }
        var etiquetas: [Etiqueta] = []
        for acta in actas { etiquetas.append(try impresa(acta)) }
        return etiquetas
    }

    private func impresa(_ acta: Acta) throws(AlmacenError) -> Etiqueta {
        let eleccion = catalogo.eleccion(de: acta)
        let unidad = acta.unidad.map { eleccion.unidades[$0] }
        let lugar = unidad.map { "\(eleccion.ambito.nombre()) \($0.clave) \($0.nombre)" } ?? catalogo.entidad.nombre
        let seccion = acta.casilla.seccion.map { "Sección \(cifras($0, ancho: 4)) · " } ?? ""
        return Etiqueta(
            qr: try etiqueta(de: acta).texto,
            renglones: [acta.claveActa, eleccion.titulo, seccion + acta.casilla.nombre, lugar],
            marca: entorno.marca)
    }

    private static func orden(_ a: Acta) -> String {
        "\(cifras(a.casilla.seccion ?? 0, ancho: 5)) \(a.claveCasilla) \(cifras(a.eleccion, ancho: 3)) \(a.claveActa)"
    }
}
