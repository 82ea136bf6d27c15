import Almacen
import Documentos
import Electoral

extension Libro {
    /// Name of the attached file of the process that is its logo.
    static let logos = ["logo.png", "logo.jpg", "logo.jpeg"]

    /// Hash of the institute's logo, when the process has one attached.
    public var logo: String? {
        unica("proceso")?.adjuntos.first { Self.logos.contains($0.nombre.lowercased()) }?.sha256
    }

    /// A body on the institute's letterhead.
    ///
    /// - Parameters:
    ///   - logo: bytes of the logo, or nil.
    ///   - fecha: the day that the file carries.
    ///   - emisor: body whose document it is; the instancia interna when nil.
    public func escrito(titulo: String, cuerpo: String, fecha: Dia, logo: [UInt8]?, emisor: String? = nil)
        throws(DocumentoError) -> Escrito
    {
        let proceso = unica("proceso")
        let unidad = (emisor ?? proceso?["instancia"]).flatMap { Ficha.Clave(clase: "organo", id: $0) }.flatMap {
            self[$0]
        }
        var imagen: Logo?
        if let logo { imagen = try Logo(logo) }
        let membrete = try Membrete(
            institucion: proceso?["instituto"] ?? "", unidad: unidad?["nombre"] ?? "",
            proceso: proceso?["nombre"] ?? "", logo: imagen, color: proceso?["color"] ?? "#0b5d57")
        return Escrito(
            titulo: titulo, cuerpo: cuerpo, membrete: membrete,
            fecha: FechaHora(anio: fecha.anio, mes: fecha.mes, dia: fecha.dia, hora: 12, minuto: 0, segundo: 0))
    }
}
