/// What is wrong with an acta that leaves the ordinary path: the check-boxes of its form.
public enum Problema: String, Sendable, Hashable, CaseIterable {
    case sobreAusente = "sobre_ausente"
    case sobreVacio = "sobre_vacio"
    case sinEtiqueta = "sin_etiqueta"
    case etiquetaRechazada = "etiqueta_rechazada"
    case identificacionIncompleta = "identificacion_incompleta"
    case identificacionIlegible = "identificacion_ilegible"
    case claveDesconocida = "clave_desconocida"
    case deOtraEleccion = "de_otra_eleccion"
    case noCoincideEtiqueta = "no_coincide_etiqueta"
    case imagenDeOtraActa = "imagen_de_otra_acta"
    case paginasIncompletas = "paginas_incompletas"
    case danada = "danada"
    case imagenRepetida = "imagen_repetida"
    case otroCentro = "otro_centro"
    case otro

    public var texto: String {
        switch self {
        case .sobreAusente: "El paquete llegó sin Sobre PREP"
        case .sobreVacio: "El sobre llegó vacío"
        case .sinEtiqueta: "No tiene etiqueta o no se puede leer"
        case .etiquetaRechazada: "La etiqueta no es válida aquí"
        case .identificacionIncompleta: "Faltan datos de identificación"
        case .identificacionIlegible: "La identificación no se lee"
        case .claveDesconocida: "La casilla no está en el catálogo"
        case .deOtraEleccion: "Es de otra elección o de otro proceso"
        case .noCoincideEtiqueta: "La etiqueta y el papel dicen cosas distintas"
        case .imagenDeOtraActa: "La imagen es de otra acta"
        case .paginasIncompletas: "La imagen está incompleta"
        case .danada: "El papel está roto, mojado o tachado"
        case .imagenRepetida: "La misma imagen ya se aceptó para otra acta"
        case .otroCentro: "El acta es de otro centro"
        case .otro: "Otro, que se explica"
        }
    }
}
