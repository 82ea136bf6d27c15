import Almacen
import Electoral
import Publicacion

/// What identifies an acta for the person who has the paper in the hand.
struct FichaDeActa: Encodable, Sendable {
    struct Documento: Encodable, Sendable {
        let clave: String
        let nombre: String
    }

    let acta: Acta.ID
    let clave: String
    let eleccion: String
    let eleccionId: String
    let entidad: String
    /// `Municipio` or `Distrito`.
    let ambito: String
    let unidad: String
    let seccion: String
    let casilla: String
    let tipoActa: String
    let plantilla: String
    let documentos: [Documento]

    init(_ acta: Acta, en catalogo: Catalogo) {
        let eleccion = catalogo.eleccion(de: acta)
        self.acta = acta.id
        clave = acta.claveActa
        self.eleccion = eleccion.titulo
        eleccionId = eleccion.id
        entidad = "\(catalogo.entidad.claveDosCifras) \(catalogo.entidad.nombre)"
        ambito = eleccion.ambito.nombre()
        unidad = acta.unidad.map { "\(eleccion.unidades[$0].clave) \(eleccion.unidades[$0].nombre)" } ?? "—"
        seccion = acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "—"
        casilla = acta.casilla.nombre
        tipoActa = acta.tipoActa
        plantilla = catalogo.plantilla(de: acta).id
        documentos = Electoral.Documento.admitidos(acta.casilla.tipo).map {
            Documento(clave: $0.clave, nombre: $0.nombre)
        }
    }

    /// For pages without script.
    var html: HTML {
        """
        <dl class="datos ficha"><dt>Clave del acta</dt><dd class="clave">\(clave)</dd><dt>Elección</dt><dd>\(eleccion)</dd>\
        <dt>Entidad</dt><dd>\(entidad)</dd><dt>\(ambito)</dt><dd>\(unidad)</dd><dt>Sección</dt><dd>\(seccion)</dd>\
        <dt>Casilla</dt><dd>\(casilla)</dd><dt>Tipo de acta</dt><dd>\(tipoActa)</dd></dl>

        """
    }
}

/// How the arrival of an acta stands, as a sentence.
struct SituacionDeActa: Encodable, Sendable {
    enum Estado: String, Encodable, Sendable {
        /// Can be received here.
        case pendiente
        case recibida
        case otroCentro = "otro_centro"
    }

    let estado: Estado
    /// The centre that attends it.
    let centro: String?
    let mensaje: String

    init(_ s: (centro: String?, etapa: CicloDeVida.Etapa, llegada: Llegada?), aqui: String, huso: Huso) {
        centro = s.centro
        if let suyo = s.centro, suyo != aqui {
            estado = .otroCentro
            mensaje = "Esta acta es del \(suyo), no de este centro: no se recibe aquí. Puede remitirla."
        } else if s.etapa == .esperada || s.etapa == .sinActa {
            estado = .pendiente
            mensaje = s.etapa == .sinActa ? "Se había declarado sin acta: al recibirla se corrige." : ""
        } else {
            estado = .recibida
            mensaje = s.llegada.map { Self.recibida($0, huso: huso) } ?? "Esta acta ya se recibió."
        }
    }

    /// When, where and by whom it was received.
    static func recibida(_ l: Llegada, huso: Huso) -> String {
        let sello = l.instante.sello(huso)
        return l.comoFoto
            ? "Ya se recibió como fotografía de la casilla (\(sello)): cuenta la primera. Guarde el papel para su empaquetado."
            : "Ya se recibió en el \(l.centro) el \(sello), por \(l.nombre): cuenta la primera."
    }
}
