import Crypto
import Foundation

/// Signed notes (C2SP signed-note): a short text that anyone can check with the published key.
///
/// Trust statement: a note proves that whoever holds the signing key said that text. It does not prove that the text is
/// true, nor that the same was told to everybody. Whoever steals the key can sign another text with the same origin and
/// corte.
public struct Nota: Sendable, Hashable {
    /// One or more lines ending in a newline; the first is the origin.
    public let texto: String
    /// Signature lines that accompany it.
    public let firmas: [Firma]

    public struct Firma: Sendable, Hashable {
        public let nombre: String
        /// 4-byte key id followed by the signature.
        public let datos: [UInt8]
        public init(nombre: String, datos: [UInt8]) {
            self.nombre = nombre
            self.datos = datos
        }
    }

    public init(texto: String, firmas: [Firma]) {
        self.texto = texto
        self.firmas = firmas
    }

    /// Signs a text.
    public init(firmando texto: String, con clave: ClaveDeFirma) throws(NotaError) {
        guard Self.esTexto(texto) else { throw .textoInvalido }
        self.init(
            texto: texto, firmas: [Firma(nombre: clave.nombre, datos: clave.id + (try clave.firmar(Array(texto.utf8))))]
        )
    }

    /// Lines of UTF-8 that end in a newline, without empty lines or other control characters.
    private static func esTexto(_ texto: String) -> Bool {
        let bytes = Array(texto.utf8)
        guard bytes.last == 10, bytes.first != 10 else { return false }
        return bytes.indices.allSatisfy { i in
            bytes[i] >= 32 ? bytes[i] != 127 : bytes[i] == 10 && (i == 0 || bytes[i - 1] != 10)
        }
    }

    /// The bytes of the note as published.
    public var contenido: String {
        texto + "\n" + firmas.map { "\u{2014} \($0.nombre) \(Data($0.datos).base64EncodedString())\n" }.joined()
    }

    /// Reads a note without checking it.
    public init(leyendo contenido: String) throws(NotaError) {
        guard contenido.utf8.count <= 1_000_000, let corte = contenido.range(of: "\n\n", options: .backwards) else {
            throw .textoInvalido
        }
        var firmas: [Firma] = []
        for linea in contenido[corte.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        {
            let partes = linea.split(separator: " ", omittingEmptySubsequences: false)
            guard partes.count == 3, partes[0] == "\u{2014}", ClavePublica.esNombre(partes[1]),
                let datos = Data(base64Encoded: String(partes[2])),
                datos.count > 4
            else { throw .textoInvalido }
            firmas.append(Firma(nombre: String(partes[1]), datos: [UInt8](datos)))
        }
        let texto = String(contenido[..<corte.lowerBound]) + "\n"
        guard !firmas.isEmpty, contenido.utf8.last == 10, Self.esTexto(texto) else { throw .textoInvalido }
        self.init(texto: texto, firmas: firmas)
    }

    /// Checks the note against known keys: unknown signatures are ignored, a known key with a wrong signature is an
    /// error.
    ///
    /// - Throws: `.firmaFalsa`, or `.sinFirmaConocida` when none of the keys signed it.
    public func comprobar(con claves: [ClavePublica]) throws(NotaError) {
        var conocidas = 0
        for firma in firmas {
            guard
                let clave = claves.first(where: { $0.nombre == firma.nombre && $0.id == Array(firma.datos.prefix(4)) })
            else { continue }
            guard clave.comprueba(Array(firma.datos.dropFirst(4)), de: Array(texto.utf8)) else { throw .firmaFalsa }
            conocidas += 1
        }
        if conocidas == 0 { throw .sinFirmaConocida }
    }
}

public enum NotaError: String, Error, Sendable, CustomStringConvertible {
    case textoInvalido = "PREP-BIT-001"
    case firmaFalsa = "PREP-BIT-002"
    case sinFirmaConocida = "PREP-BIT-003"
    case claveInvalida = "PREP-BIT-004"

    public var description: String {
        switch self {
        case .textoInvalido: "no es una nota firmada [\(rawValue)]"
        case .firmaFalsa: "la firma de la nota no corresponde a su texto: fue alterada [\(rawValue)]"
        case .sinFirmaConocida: "ninguna clave conocida firmó la nota [\(rawValue)]"
        case .claveInvalida: "la clave no se puede leer; debe ser la que creó «prep iniciar» [\(rawValue)]"
        }
    }
}

/// A published Ed25519 key: `name+<id>+<base64 of 0x01 ‖ key>`.
public struct ClavePublica: Sendable, Hashable {
    public let nombre: String
    private let bytes: [UInt8]

    init(nombre: String, bytes: [UInt8]) {
        self.nombre = nombre
        self.bytes = bytes
    }

    public init(leyendo texto: String) throws(NotaError) {
        let partes = texto.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: "+", maxSplits: 2)
        guard partes.count == 3, Self.esNombre(partes[0]), let datos = Data(base64Encoded: String(partes[2])),
            datos.count == 33, datos.first == 1
        else { throw .claveInvalida }
        self.init(nombre: String(partes[0]), bytes: [UInt8](datos.dropFirst()))
        guard Huella.hex(id) == partes[1] else { throw .claveInvalida }
    }

    /// Names of keys are not empty and have no spaces, plus signs or control characters.
    static func esNombre(_ nombre: some StringProtocol) -> Bool {
        !nombre.isEmpty
            && nombre.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value > 32 && $0.value != 127
            }
    }

    /// First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key).
    var id: [UInt8] { Array(SHA256.hash(data: Array(nombre.utf8) + [0x0A, 0x01] + bytes).prefix(4)) }

    public var texto: String { "\(nombre)+\(Huella.hex(id))+\(Data([1] + bytes).base64EncodedString())" }

    func comprueba(_ firma: [UInt8], de mensaje: [UInt8]) -> Bool {
        guard let clave = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return clave.isValidSignature(firma, for: mensaje)
    }
}

/// The signing key of one environment of one process.
public struct ClaveDeFirma: Sendable {
    public let nombre: String
    private let privada: Curve25519.Signing.PrivateKey

    /// A new random key. The name has no spaces and no plus sign.
    public init(nueva nombre: String) throws(NotaError) { try self.init(nombre, Curve25519.Signing.PrivateKey()) }

    /// A key derived from public bytes: for replays, whose signature proves integrity and not authorship.
    public init(derivadaDe semilla: [UInt8], nombre: String) throws(NotaError) {
        let bytes = SHA256.hash(data: Array("prep repeticion\n".utf8) + semilla)
        guard let clave = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(bytes)) else {
            throw .claveInvalida
        }
        try self.init(nombre, clave)
    }

    private init(_ nombre: String, _ privada: Curve25519.Signing.PrivateKey) throws(NotaError) {
        guard ClavePublica.esNombre(nombre) else { throw .claveInvalida }
        self.nombre = nombre
        self.privada = privada
    }

    /// Reads the text of the key file: `PRIVATE+KEY+<name>+<id>+<base64 of 0x01 ‖ seed>`.
    public init(leyendo texto: String) throws(NotaError) {
        let partes = texto.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: "+", maxSplits: 4)
        guard partes.count == 5, partes[0] == "PRIVATE", partes[1] == "KEY",
            let datos = Data(base64Encoded: String(partes[4])),
            datos.count == 33, datos.first == 1,
            let clave = try? Curve25519.Signing.PrivateKey(rawRepresentation: datos.dropFirst())
        else { throw .claveInvalida }
        try self.init(String(partes[2]), clave)
        guard Huella.hex(publica.id) == partes[3] else { throw .claveInvalida }
    }

    /// Secret text for the key file.
    public var secreto: String {
        "PRIVATE+KEY+\(nombre)+\(Huella.hex(publica.id))+\(Data([1] + privada.rawRepresentation).base64EncodedString())\n"
    }

    public var publica: ClavePublica {
        ClavePublica(nombre: nombre, bytes: [UInt8](privada.publicKey.rawRepresentation))
    }

    var id: [UInt8] { publica.id }

    func firmar(_ mensaje: [UInt8]) throws(NotaError) -> [UInt8] {
        guard let firma = try? privada.signature(for: mensaje) else { throw .claveInvalida }
        return [UInt8](firma)
    }
}
