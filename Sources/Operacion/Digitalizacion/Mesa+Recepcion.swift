import Almacen
import Bitacora
import Electoral
import Foundation
import Imagenes

/// A file as it arrived, before its pages are kept.
public struct Envio: Sendable {
    public let bytes: [UInt8]
    public let nombre: String
    public let origen: Origen
    public let digitalizacion: Digitalizacion
    /// Nil for what a scanner leaves in its folder.
    public let persona: Persona?
    /// CATD that digitises, or that attends the casilla.
    public let centro: String
    public let instante: Instante

    public init(
        bytes: [UInt8], nombre: String, origen: Origen, digitalizacion: Digitalizacion, persona: Persona?,
        centro: String, instante: Instante
    ) {
        self.bytes = bytes
        self.nombre = nombre
        self.origen = origen
        self.digitalizacion = digitalizacion
        self.persona = persona
        self.centro = centro
        self.instante = instante
    }
}

/// Measures and remarks of a page, as they are kept.
public struct Revision: Sendable, Hashable, Codable {
    public let medidas: Legibilidad
    public let observaciones: [Observacion]
    /// Codes of the page: more than one label is a scan of two actas.
    public let codigos: Int

    /// Reads what `Recepcion.medidas` keeps.
    public init?(json: String) {
        guard let leida = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = leida
    }

    init(_ pagina: PaginaRecibida, codigos: Int) {
        medidas = pagina.medidas
        observaciones = pagina.observaciones
        self.codigos = codigos
    }

    var json: String? {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys]
        return (try? codificador.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// By what an image was tied to its acta.
public enum Identificacion: Sendable, Hashable {
    /// The label of the page, read by machine and with its check value.
    case etiqueta
    /// The identification that the paper bears, typed twice because its label could not be read.
    case tecleada
    /// A supervisor recovered it by the procedure of the proceso técnico operativo (dominio 4.2, A9).
    case porProcedimiento
}

extension Mesa {
    /// A file arrived: the original is kept for ever and privately, each page as the image that would be published,
    /// with its label read and verified. The same file sent again by the centre gives the receptions of the first time.
    ///
    /// Serves the console of digitalización, the folder of the scanner and PREP Casilla alike; nothing is accepted for
    /// an acta yet: that is `aceptar`.
    ///
    /// - Parameter paginas: what `TallerDeImagenes.revisar` said of `envio.bytes`.
    /// - Returns: one reception for each page, in order.
    public func recibir(
        _ envio: Envio, paginas: [PaginaRecibida], _ identificador: Identificador
    ) throws(AlmacenError) -> [Recepcion] {
        var guardadas: [EnvioRecibido.Pagina] = []
        for pagina in paginas {
            let etiquetas = pagina.qr.filter(EtiquetaDeActa.parece)
            var acta: Acta.ID?
            // Two labels on a page are two actas on a scan, or a wrong label: a person looks.
            if etiquetas.count == 1, case .success(let suya) = try identificador.acta(etiqueta: etiquetas[0]) {
                acta = suya.id
            }
            guard let medidas = Revision(pagina, codigos: etiquetas.count).json else {
                throw AlmacenError(.falla, "no se pudieron guardar las medidas de la imagen")
            }
            guardadas.append(
                EnvioRecibido.Pagina(
                    numero: pagina.pagina, imagen: Huella.sha256(pagina.bytes), tipo: pagina.tipo, bytes: pagina.bytes,
                    etiqueta: etiquetas.first.map { String($0.prefix(200)) }, acta: acta, medidas: medidas))
        }
        return try almacen.recibir(
            EnvioRecibido(
                original: Huella.sha256(envio.bytes), tipo: Self.tipo(envio.bytes), bytes: envio.bytes,
                nombre: Self.nombre(envio.nombre), persona: envio.persona, centro: envio.centro,
                instante: envio.instante, origen: envio.origen, digitalizacion: envio.digitalizacion,
                paginas: guardadas, enOperacion: exigeApertura))
    }

    /// The image of a reception is that of an acta and can be read.
    ///
    /// - Parameters:
    ///   - seLee: somebody looked at an image with remarks and says that it can be read.
    /// - Throws: `.sinFacultad`; `.restriccion` when an image with remarks was not looked at.
    public func aceptar(
        _ recepcion: Recepcion, acta: Acta, _ identificacion: Identificacion, seLee: Bool, _ acto: Acto
    ) throws(AlmacenError) -> ReciboDeImagen {
        let observaciones = Revision(json: recepcion.medidas)?.observaciones ?? []
        guard observaciones.isEmpty || seLee else {
            throw AlmacenError(
                .restriccion, "La imagen tiene observaciones: mírela y diga que se lee, o digitalícela de nuevo.")
        }
        let procedencia = Procedencia(
            origen: recepcion.origen, digitalizacion: recepcion.digitalizacion,
            tipoDocumento: Documento.admitidos(acta.casilla.tipo)[0].clave,
            identificadaPorPTO: identificacion == .porProcedimiento)
        let hecho = try hecho(.digitalizacion(imagen: recepcion.imagen, procedencia), acta.id, acto)
        return try almacen.aceptar(recepcion: recepcion.id, hecho, campos: campos(acta.id), esquema: esquema)
    }

    /// The image is of no use: it is scanned again or thrown away.
    public func rechazar(_ recepcion: Int, motivo: String, _ acto: Acto) throws(AlmacenError) -> ReciboDeImagen? {
        if let rol = acto.rol, rol != .digitalizacion {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no rechaza imágenes")
        }
        guard motivo.contains(where: { !$0.isWhitespace }) else {
            throw AlmacenError(CicloDeVida.Rechazo.faltaMotivo)
        }
        return try almacen.cerrar(
            recepcion: recepcion, .rechazada, motivo: String(motivo.prefix(500)), persona: acto.persona,
            centro: acto.centro, instante: acto.instante, enOperacion: enOperacion(acto))
    }

    /// The type of a file by its first bytes; who decides whether it can be taken is the worker of images.
    private static func tipo(_ bytes: [UInt8]) -> String {
        switch bytes.prefix(4) {
        case [0xFF, 0xD8, 0xFF, bytes.count > 3 ? bytes[3] : 0]: "image/jpeg"
        case [0x89, 0x50, 0x4E, 0x47]: "image/png"
        case [0x25, 0x50, 0x44, 0x46]: "application/pdf"
        case [0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]: "image/tiff"
        default: "application/octet-stream"
        }
    }

    /// The last part of a name, without what a terminal or a page could take for something else.
    private static func nombre(_ texto: String) -> String {
        let ultimo = texto.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let limpio = String(
            ultimo.unicodeScalars.filter {
                $0.value >= 32 && $0.value != 127 && $0.properties.generalCategory != .format
            }
            .map(Character.init).prefix(120))
        return limpio.isEmpty ? "sin nombre" : limpio
    }
}
