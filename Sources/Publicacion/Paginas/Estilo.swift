import Bitacora

/// The style sheet of the public pages, named by its content.
enum Estilo {
    static let hoja = PackageResources.sitio_css
    static let ruta = "recursos/prep-\(Huella.sha256(hoja).prefix(12)).css"
}
