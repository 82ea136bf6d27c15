import Almacen
import Electoral

/// What a capturista sends about the acta that they have on the screen.
public struct CapturaEnviada: Sendable, Hashable {
    public let acta: Acta.ID
    /// Identity of the format whose boxes were shown.
    public let plantilla: String
    /// SHA-256 of the image that was looked at.
    public let imagen: String
    public let captura: Captura
    /// The console saw proof that the acta was given to this person with that image, even if another holds it now.
    public let consta: Bool

    public init(acta: Acta.ID, plantilla: String, imagen: String, captura: Captura, consta: Bool) {
        self.acta = acta
        self.plantilla = plantilla
        self.imagen = imagen
        self.captura = captura
        self.consta = consta
    }
}

/// What is left after sending: what became of it, and the next acta.
public struct Turno: Sendable, Equatable {
    public let entrega: Entrega
    /// Nil when there is nothing to do now.
    public let siguiente: Asignacion?
}

extension Mesa {
    /// A person typed the whole acta from its image, without seeing what anybody else typed.
    public func capturar(_ acta: Acta.ID, _ captura: Captura, _ acto: Acto) throws(AlmacenError) {
        try registrar(.captura(captura), acta, acto)
    }

    /// The acta that a capturista is to type now; nil when none waits for them.
    ///
    /// - Parameter azar: drawn by the caller; decides which of the oldest is given.
    public func tomarCaptura(_ acto: Acto, azar: UInt64) throws(AlmacenError) -> Asignacion? {
        try exigir(.captura, acto)
        return try almacen.tomarCaptura(pedido(acto, azar))
    }

    /// Whether there would be something to type.
    public func hayCaptura(_ acto: Acto) throws(AlmacenError) -> Bool {
        try exigir(.captura, acto)
        return try almacen.hayCaptura(pedido(acto, 0))
    }

    /// The holder is still typing: the acta stays with them.
    public func seguirCapturando(_ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) -> Bool {
        try exigir(.captura, acto)
        return try almacen.renovar(acta, pedido(acto, 0))
    }

    /// Gives the acta back without typing it.
    public func dejarCaptura(_ acto: Acto) throws(AlmacenError) {
        try exigir(.captura, acto, abierta: false)
        try almacen.dejar(acto.persona, instante: acto.instante)
    }

    /// Records a capture for ever, gives the acta back and takes the next one, in one transaction.
    ///
    /// - Throws: `.rechazado` when the boxes are not those of the approved format of the acta, when an amount has more
    ///   digits than a box admits, or when the acta was never given to this person.
    public func entregarCaptura(_ e: CapturaEnviada, _ acto: Acto, azar: UInt64) throws(AlmacenError) -> Turno {
        try admitir(e)
        let envio = EnvioDeCaptura(
            hecho: try hecho(.captura(e.captura), e.acta, acto),
            comoVerificacion: try hecho(.verificacion(e.captura), e.acta, acto), imagen: e.imagen, consta: e.consta)
        return try entregar(envio, acto, azar)
    }

    /// The image cannot be read: another is asked for.
    public func reportarImagenIlegible(
        _ acta: Acta.ID, imagen: String, motivo: String, consta: Bool, _ acto: Acto, azar: UInt64
    ) throws(AlmacenError) -> Turno {
        try exigirMotivo(motivo)
        let hecho = try hecho(.redigitalizacion(motivo: motivo), acta, acto)
        return try entregar(EnvioDeCaptura(hecho: hecho, imagen: imagen, consta: consta), acto, azar)
    }

    /// The image is not of the acta that it is filed under: a supervisor decides.
    public func reportarNoCorresponde(
        _ acta: Acta.ID, imagen: String, motivo: String, consta: Bool, _ acto: Acto, azar: UInt64
    ) throws(AlmacenError) -> Turno {
        try exigir(.captura, acto, abierta: false)
        try exigirMotivo(motivo)
        let informe = Informe(
            problemas: [.imagenDeOtraActa], accion: "Quien captura dijo: \(motivo). Se apartó de la captura.",
            recomendacion: "Comparar la imagen con la identificación y, si no es el acta, pedir otra digitalización.")
        let (entrega, siguiente) = try almacen.abrir(
            NoCorresponde(
                excepcion: try excepcion(.noCorresponde, acta: acta, informe, acto), acta: acta, imagen: imagen,
                consta: consta, enOperacion: enOperacion(acto)), pedido(acto, azar))
        return Turno(entrega: entrega, siguiente: siguiente)
    }

    private func entregar(_ envio: EnvioDeCaptura, _ acto: Acto, _ azar: UInt64) throws(AlmacenError) -> Turno {
        let (entrega, siguiente) = try almacen.entregar(
            envio, campos: campos(envio.hecho.acta), esquema: esquema, pedido(acto, azar))
        return Turno(entrega: entrega, siguiente: siguiente)
    }

    private func admitir(_ e: CapturaEnviada) throws(AlmacenError) {
        guard let acta = catalogo.acta(e.acta) else {
            throw AlmacenError(.rechazado, "Esa acta no está en el catálogo: no se guardó nada.")
        }
        let plantilla = catalogo.plantilla(de: acta)
        guard plantilla.id == e.plantilla else {
            throw AlmacenError(
                .rechazado, "El formato que se mostró no es el aprobado para esa acta: recargue la página y avise.")
        }
        guard e.captura.datos.count == plantilla.campos.count else {
            throw AlmacenError(
                .rechazado,
                CicloDeVida.Rechazo.plantillaDistinta(
                    esperados: plantilla.campos.count, recibidos: e.captura.datos.count
                ).explicacion)
        }
        let maximo = Self.maximo(acta)
        for case .cantidad(let n) in e.captura.datos where n < 0 || n > maximo {
            throw AlmacenError(.rechazado, "Un campo tiene más cifras de las que admite: revise que no sobren.")
        }
    }

    /// The largest amount that a box of an acta admits: four digits; six in the modalities, which add up whole entities.
    public static func maximo(_ acta: Acta) -> Int32 { acta.casilla.tipo.esModalidad ? 999_999 : Dato.maximo }

    // MARK: Shared with supervision

    func pedido(_ acto: Acto, _ azar: UInt64) -> Pedido {
        Pedido(persona: acto.persona, centro: acto.centro, instante: acto.instante, azar: azar)
    }

    /// Steps that write no fact of their own belong to the role that writes the fact at their end, and are taken while
    /// it could be written.
    ///
    /// - Throws: `.sinFacultad`, `.fueraDeOperacion`.
    func exigir(_ tipo: CicloDeVida.Evento.Tipo, _ acto: Acto, abierta: Bool = true) throws(AlmacenError) {
        guard let rol = acto.rol else { return }
        guard rol.faculta(tipo) else {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no permite ese paso: lo hace otra persona")
        }
        if abierta, exigeApertura { try almacen.exigirAbierta() }
    }

    func exigirMotivo(_ motivo: String) throws(AlmacenError) {
        guard motivo.contains(where: { !$0.isWhitespace }) else {
            throw AlmacenError(.rechazado, CicloDeVida.Rechazo.faltaMotivo.explicacion)
        }
    }
}
