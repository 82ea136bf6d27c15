/// The boxes of one approved acta format, in the order of the paper.
public struct Plantilla: Hashable, Sendable, Codable {
    /// One box of the acta.
    public enum Campo: Hashable, Sendable {
        case boletasSobrantes, personasVotaron, representantesVotaron, votosSacados
        /// Votes of the option at that position of the election.
        case voto(Int)
        case totalAsentado
    }

    /// Identity of the approved format, printed on the acta and in its QR.
    public let id: String
    public let campos: [Campo]
    /// Where each box of `campos` is on the sheet; nil when nobody has said.
    ///
    /// They are part of the format: whoever looks at a sheet only has its `id` to know where things are, so another
    /// layout of the same boxes is another format with another id, and a catalogue whose boxes moved is another catalogue.
    public let recuadros: [Recuadro]?

    public init(id: String, campos: [Campo], recuadros: [Recuadro]? = nil) {
        self.id = id
        self.campos = campos
        self.recuadros = recuadros
    }

    /// Positions of the options that are on this ballot.
    public var opciones: [Int] {
        campos.compactMap { if case .voto(let i) = $0 { i } else { nil } }
    }

    public func tiene(opcion: Int) -> Bool { campos.contains(.voto(opcion)) }
}

extension Plantilla.Campo: Codable {
    private static let auxiliares: [(Self, String)] = [
        (.boletasSobrantes, "TOTAL_BOLETAS_SOBRANTES"), (.personasVotaron, "TOTAL_PERSONAS_VOTARON"),
        (.representantesVotaron, "TOTAL_REP_PARTIDO_CI_VOTARON"), (.votosSacados, "TOTAL_VOTOS_SACADOS"),
        (.totalAsentado, "TOTAL_VOTOS_ASENTADO"),
    ]

    /// Header of the auxiliary total in the published data base; nil for votes.
    public var columnaAuxiliar: String? { Self.auxiliares.first { $0.0 == self }?.1 }

    public init?(columnaAuxiliar: String) {
        guard let par = Self.auxiliares.first(where: { $0.1 == columnaAuxiliar }) else { return nil }
        self = par.0
    }

    public init(from decoder: any Decoder) throws {
        let contenedor = try decoder.singleValueContainer()
        if let voto = try? contenedor.decode(Int.self) {
            self = .voto(voto)
        } else if let campo = Self(columnaAuxiliar: try contenedor.decode(String.self)) {
            self = campo
        } else {
            throw DecodingError.dataCorruptedError(in: contenedor, debugDescription: "campo de plantilla desconocido")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var contenedor = encoder.singleValueContainer()
        if case .voto(let i) = self { try contenedor.encode(i) } else { try contenedor.encode(columnaAuxiliar) }
    }
}

/// A rectangle of the digitised sheet, in ten-thousandths of its width and height from the upper left corner: whole
/// numbers, so that what is written is what is read.
public struct Recuadro: Hashable, Sendable, Codable {
    public static let entero = 10_000

    public let x: Int
    public let y: Int
    public let ancho: Int
    public let alto: Int

    /// Nil when it is empty or leaves the sheet.
    public init?(x: Int, y: Int, ancho: Int, alto: Int) {
        let lado = 0...Self.entero
        guard lado.contains(x), lado.contains(y), ancho > 0, alto > 0, lado.contains(ancho), lado.contains(alto),
            x + ancho <= Self.entero, y + alto <= Self.entero
        else { return nil }
        self.x = x
        self.y = y
        self.ancho = ancho
        self.alto = alto
    }
}
