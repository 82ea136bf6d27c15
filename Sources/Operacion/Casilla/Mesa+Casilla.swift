import Almacen
import Bitacora
import Electoral
import Imagenes

/// A photo of an acta as a phone sent it, already looked at by the workshop of images.
public struct FotoDeCasilla: Sendable {
    /// The acta that the CAE chose.
    public var acta: Acta
    public var bytes: [UInt8]
    public var pagina: PaginaRecibida
    public var dispositivo: Int
    /// Hour of the phone's own clock.
    public var tomada: Instante?

    public init(acta: Acta, bytes: [UInt8], pagina: PaginaRecibida, dispositivo: Int, tomada: Instante?) {
        self.acta = acta
        self.bytes = bytes
        self.pagina = pagina
        self.dispositivo = dispositivo
        self.tomada = tomada
    }
}

/// What sending a photo came to.
public struct ReciboDeFoto: Sendable, Hashable {
    /// Nothing was kept: the phone keeps its photo.
    public enum Rechazo: Error, Sendable, Hashable {
        /// The label is of a drill on the night, or of another process.
        case etiquetaAjena(String)
        /// The same photo was sent before for another acta.
        case deOtraActa(Acta.ID)
    }

    public let estado: EstadoEnCasilla
    /// Why it waits for a person, or why it was not taken.
    public let motivo: String?
}

/// What the label of a photo says of the acta that the CAE chose.
private enum EtiquetaDeFoto {
    case suya
    /// No code of the PREP can be read, or there is more than one.
    case sinLeer
    case deOtra
    /// It is of this operation, but something in it does not agree with the catalogue.
    case dudosa

    /// - Throws: when the label is of another environment or process: it has no place here.
    init(_ pagina: PaginaRecibida, de acta: Acta, _ identificador: Identificador) throws {
        let etiquetas = pagina.qr.filter(EtiquetaDeActa.parece)
        guard etiquetas.count == 1 else {
            self = .sinLeer
            return
        }
        switch try identificador.acta(etiqueta: etiquetas[0]) {
        case .success(let suya): self = suya.id == acta.id ? .suya : .deOtra
        case .failure(.noEsEtiqueta): self = .sinLeer
        case .failure(let rechazo):
            switch rechazo {
            case .deOtroEntorno, .deOtraEleccion: throw ReciboDeFoto.Rechazo.etiquetaAjena(rechazo.explicacion)
            default: self = .dudosa
            }
        }
    }

    /// Why a person must look at the photo before it is accepted; nil when nobody has to.
    func motivo(_ observaciones: [Observacion]) -> String? {
        switch self {
        case .sinLeer: "No se pudo leer el código QR de la foto."
        case .deOtra: "El código QR de la foto es de otra acta: si eligió mal, tome la foto del acta que corresponde."
        case .dudosa: "El código QR de la foto no corresponde al acta."
        case .suya where observaciones.isEmpty: nil
        case .suya where observaciones == [.deLado]: "La foto está de lado o de cabeza."
        case .suya: "La imagen puede no leerse bien."
        }
    }
}

extension Mesa {
    /// Whether another photo of an acta is of any use now.
    public enum AdmisionDeFotos: Sendable, Hashable {
        case seRecibe
        /// Several wait already for a person of the CATD.
        case sobran
        /// The acta has its image, or its paper is in the CATD.
        case noHaceFalta(ReciboDeFoto)
    }

    /// Photos of an acta that may wait at once.
    private static let fotosEnEspera = 5

    /// - Throws: `.fueraDeOperacion` when the PREP takes no photos: before it is opened and after it is closed.
    public func admision(deFotosDe acta: Acta.ID) throws(AlmacenError) -> AdmisionDeFotos {
        try exigirQueReciba()
        let estado = try estadoEnCasilla(acta)
        if estado == .aceptada || estado == .yaRecibida {
            return .noHaceFalta(ReciboDeFoto(estado: estado, motivo: estado.motivo))
        }
        return try almacen.fotosPendientes(de: acta) < Self.fotosEnEspera ? .seRecibe : .sobran
    }

    /// Receives a photo sent from the casilla. A good image with the label of its acta is accepted at once: it is the
    /// acopio and the digitalización (dominio 2.1), at the hour of the server. Any other waits for whoever digitises in
    /// the CATD of the acta. Sending the same photo again changes nothing.
    ///
    /// - Parameter acto: of the CAE; the photo is its own key.
    /// - Throws: `ReciboDeFoto.Rechazo`, besides what the store says.
    public func recibir(
        _ foto: FotoDeCasilla, _ identificador: Identificador, _ acto: Acto
    ) throws -> ReciboDeFoto {
        let etiqueta = try EtiquetaDeFoto(foto.pagina, de: foto.acta, identificador)
        let centro = try almacen.centro(de: foto.acta.id) ?? acto.centro
        let envio = Envio(
            bytes: foto.bytes, nombre: "Foto de casilla \(foto.acta.claveActa)", origen: .casilla,
            digitalizacion: .movil, persona: acto.persona, centro: centro, instante: acto.instante)
        guard let recepcion = try recibir(envio, paginas: [foto.pagina], identificador).first else {
            throw AlmacenError(.falla, "la base de datos no confirmó la foto")
        }
        let primera = try almacen.anotar(
            foto: recepcion.id, acta: foto.acta.id, dispositivo: foto.dispositivo, tomada: foto.tomada,
            enOperacion: enOperacion(acto))
        guard primera == foto.acta.id else {
            try avisarDeRepetida(foto, de: primera, centro: centro, acto)
            throw ReciboDeFoto.Rechazo.deOtraActa(primera)
        }
        let espera = etiqueta.motivo(foto.pagina.observaciones)
        if espera == nil, recepcion.resuelta == nil {
            let propio = Acto(
                clave: "casilla-\(recepcion.id)", persona: acto.persona, centro: recepcion.centro,
                instante: acto.instante, rol: acto.rol)
            _ = try aceptar(recepcion, acta: foto.acta, .etiqueta, seLee: false, propio)
        }
        let estado = try estadoEnCasilla(foto.acta.id)
        return ReciboDeFoto(estado: estado, motivo: estado == .enRevision ? espera : estado.motivo)
    }

    /// What became of a photo that was sent before; nil when it never arrived.
    public func recibo(deFoto sha256: String, acta: Acta.ID) throws(AlmacenError) -> ReciboDeFoto? {
        guard try almacen.seRecibio(foto: sha256, acta: acta) else { return nil }
        let estado = try estadoEnCasilla(acta)
        return ReciboDeFoto(estado: estado, motivo: estado.motivo)
    }

    private func estadoEnCasilla(_ acta: Acta.ID) throws(AlmacenError) -> EstadoEnCasilla {
        guard let suerte = try almacen.suerte(de: [acta]).first else {
            throw AlmacenError(.restriccion, "no existe el acta \(acta)")
        }
        return EstadoEnCasilla(suerte)
    }

    /// The same image for two actas is an alarm (dominio 2.3): one of them is not what it says.
    private func avisarDeRepetida(
        _ foto: FotoDeCasilla, de primera: Acta.ID, centro: String, _ acto: Acto
    ) throws(AlmacenError) {
        var alarma = ExcepcionNueva(
            clave: "casilla-repetida-\(foto.acta.id)-\(primera)", tipo: .imagenRepetida, acta: foto.acta.id,
            causa: String(primera), persona: acto.persona, centro: centro, instante: acto.instante,
            problemas: ["imagen_repetida"],
            accion: "El sistema no la aceptó: la misma foto se envió desde la casilla para otra acta.")
        alarma.enOperacion = enOperacion(acto)
        try almacen.abrir(excepcion: alarma)
    }
}
