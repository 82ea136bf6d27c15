/// Step of the procedure in which something went wrong.
public enum FaseDeIncidencia: String, Sendable, CaseIterable {
    case preparacion, casilla, acopio, digitalizacion, captura, publicacion, cotejo, empaquetado, cierre, general

    public var nombre: String {
        switch self {
        case .preparacion: "Preparación"
        case .casilla: "Toma fotográfica en casilla"
        case .acopio: "Acopio"
        case .digitalizacion: "Digitalización"
        case .captura: "Captura y verificación"
        case .publicacion: "Publicación"
        case .cotejo: "Cotejo"
        case .empaquetado: "Empaquetado"
        case .cierre: "Cierre"
        case .general: "Toda la operación"
        }
    }
}

public enum CategoriaDeIncidencia: String, Sendable, CaseIterable {
    case energia, enlace, equipo, sistema, personal, documentacion, etiqueta, inmueble, seguridad, integridad, otra

    public var nombre: String {
        switch self {
        case .energia: "Energía eléctrica"
        case .enlace: "Enlace de datos"
        case .equipo: "Equipo de cómputo o escáner"
        case .sistema: "Sistema informático"
        case .personal: "Personal"
        case .documentacion: "Actas o paquetes"
        case .etiqueta: "Etiquetas y QR"
        case .inmueble: "Inmueble"
        case .seguridad: "Seguridad de las personas"
        case .integridad: "Integridad de la información"
        case .otra: "Otra"
        }
    }
}

public enum GravedadDeIncidencia: String, Sendable, CaseIterable {
    case baja, media, alta, critica

    /// With what it means, so that two people choose alike.
    public var nombre: String {
        switch self {
        case .baja: "Baja: no detiene a nadie"
        case .media: "Media: retrasa a un equipo"
        case .alta: "Alta: detiene una fase o un centro"
        case .critica: "Crítica: detiene o pone en duda el PREP"
        }
    }

    public var corto: String { self == .critica ? "Crítica" : rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// The scenarios of the continuity plan that the program supports, with what is done (dominio 9).
public enum EscenarioDeContinuidad: String, Sendable, CaseIterable {
    case catdNoOpera = "catd_no_opera"
    case sinEnlace = "sin_enlace"
    case sinEnergia = "sin_energia"
    case equipo
    case ccvPerdido = "ccv_perdido"
    case sedePerdida = "sede_perdida"
    case publicacionAtacada = "publicacion_atacada"
    case baseDanada = "base_danada"
    case personalAusente = "personal_ausente"
    case capturaMaliciosa = "captura_maliciosa"
    case etiquetaIlegible = "etiqueta_ilegible"
    case sospechaDeAlteracion = "sospecha_de_alteracion"

    public var nombre: String {
        switch self {
        case .catdNoOpera: "Un CATD no puede operar o se evacua"
        case .sinEnlace: "Se perdió el enlace de un CATD o CCV"
        case .sinEnergia: "Corte de energía"
        case .equipo: "Falla de escáner o computadora"
        case .ccvPerdido: "Se perdió un CCV"
        case .sedePerdida: "Se perdió la sede principal"
        case .publicacionAtacada: "Ataque a la publicación"
        case .baseDanada: "Daño de la base de datos"
        case .personalAusente: "Falta de personal"
        case .capturaMaliciosa: "Captura maliciosa"
        case .etiquetaIlegible: "Falla de etiquetas o QR"
        case .sospechaDeAlteracion: "Sospecha de alteración"
        }
    }

    /// What the plan says to do.
    public var accion: String {
        switch self {
        case .catdNoOpera:
            "Reasignar sus casillas a otro CATD o a un equipo móvil, llevar las actas y apoyarse en PREP Casilla."
        case .sinEnlace: "Seguir: lo enviado espera y sale solo. Cambiar al segundo enlace, celular o satelital."
        case .sinEnergia: "UPS, planta y equipos portátiles; PREP Casilla trabaja sin conexión."
        case .equipo: "Equipo de repuesto, o la aplicación del teléfono dentro del CATD."
        case .ccvPerdido: "El otro CCV toma toda la fila; lo que se tenía regresa solo en diez minutos."
        case .sedePerdida: "Cambiar a la sede alterna y volver a publicar el último corte con su hora."
        case .publicacionAtacada: "Difusores y sitio estático; cambiar de origen y comparar códigos de integridad."
        case .baseDanada: "Restaurar el respaldo y comprobar con «prep almacen comprobar»."
        case .personalAusente: "Lista de suplentes: dar de alta cuentas nuevas, no prestar las que hay."
        case .capturaMaliciosa: "Dar de baja la cuenta; pedir recaptura de lo que tocó por otras personas."
        case .etiquetaIlegible: "Identificar a mano, con doble tecleo."
        case .sospechaDeAlteracion: "Comparar el código de integridad de la imagen, cotejar y avisar públicamente."
        }
    }
}
