/// One page of what arrived, in the bytes that will be published.
public struct PaginaRecibida: Codable, Sendable, Hashable {
    /// From 1, in the order of the file.
    public var pagina: Int
    /// `image/jpeg` or `image/png`.
    public var tipo: String
    /// Without metadata: only what is needed to draw the page.
    public var bytes: [UInt8]
    /// Pixels of `bytes`.
    public var ancho: Int
    /// Pixels of `bytes`.
    public var alto: Int
    /// Payloads of the QR codes of the page, each once.
    public var qr: [String]
    public var medidas: Legibilidad
    /// What the person who digitises should look at; empty when nothing stands out.
    public var observaciones: [Observacion]

    public init(
        pagina: Int, tipo: String, bytes: [UInt8], ancho: Int, alto: Int, qr: [String], medidas: Legibilidad,
        observaciones: [Observacion]
    ) {
        self.pagina = pagina
        self.tipo = tipo
        self.bytes = bytes
        self.ancho = ancho
        self.alto = alto
        self.qr = qr
        self.medidas = medidas
        self.observaciones = observaciones
    }
}

/// Figures from which a page is judged readable or not.
public struct Legibilidad: Codable, Sendable, Hashable {
    /// How much of what touches each side of the page looks like cut writing, from 0 to 1.
    public struct Bordes: Codable, Sendable, Hashable {
        public var arriba: Double
        public var abajo: Double
        public var izquierda: Double
        public var derecha: Double

        public init(arriba: Double, abajo: Double, izquierda: Double, derecha: Double) {
            self.arriba = arriba
            self.abajo = abajo
            self.izquierda = izquierda
            self.derecha = derecha
        }

        public var mayor: Double { max(arriba, abajo, izquierda, derecha) }
    }

    /// Pixels.
    public var ancho: Int
    /// Pixels.
    public var alto: Int
    /// Energy of the finest strokes relative to that of strokes twice as wide; does not depend on how much is written.
    public var nitidez: Double
    /// Gray levels between ink and paper, 0 to 255.
    public var contraste: Double
    /// Gray level of the paper, 0 to 255.
    public var brillo: Double
    /// Part of the page that is neither paper nor close to it, 0 to 1.
    public var tinta: Double
    public var contenidoEnBordes: Bordes
    public var qrEncontrado: Bool

    public init(
        ancho: Int, alto: Int, nitidez: Double, contraste: Double, brillo: Double, tinta: Double,
        contenidoEnBordes: Bordes, qrEncontrado: Bool
    ) {
        self.ancho = ancho
        self.alto = alto
        self.nitidez = nitidez
        self.contraste = contraste
        self.brillo = brillo
        self.tinta = tinta
        self.contenidoEnBordes = contenidoEnBordes
        self.qrEncontrado = qrEncontrado
    }
}

/// Something of a page that a person should look at before accepting it. It never refuses an acta by itself.
public enum Observacion: String, Codable, Sendable, CaseIterable, CustomStringConvertible {
    case muyPequena = "muy_pequena"
    case borrosa
    case pocoContraste = "poco_contraste"
    case hojaCortada = "hoja_cortada"
    case oscura
    case sinContenido = "sin_contenido"
    case deLado = "de_lado"

    /// What happens and what to do.
    public var description: String {
        switch self {
        case .muyPequena:
            "La imagen mide pocos pixeles y las cifras pueden no leerse: digitalice a 200 puntos por pulgada o tome la "
                + "foto más cerca."
        case .borrosa:
            "La imagen está borrosa: limpie el cristal o la lente, apoye la hoja y digitalice de nuevo."
        case .pocoContraste:
            "Lo escrito casi no se distingue del papel: aumente el contraste del escáner o ilumine mejor la hoja."
        case .hojaCortada:
            "Parece que la hoja está cortada en una orilla: revise que el acta aparezca completa o digitalice de nuevo."
        case .oscura:
            "La imagen está oscura: ilumine la hoja sin hacerle sombra y digitalice de nuevo."
        case .sinContenido:
            "La hoja parece en blanco: revise que el acta esté del lado correcto y digitalice de nuevo."
        case .deLado:
            "La etiqueta se lee de lado o de cabeza: si así está la hoja, digitalícela de nuevo."
        }
    }
}
