import Crypto
import CryptoExtras
import Foundation

/// Passwords as they are kept: scrypt with its parameters and its salt, `scrypt$15$8$1$<salt>$<key>` in base 64.
public enum Contrasena {
    /// log2 of the cost, block size and parallelism: some 55 ms and 32 MiB a guess.
    private static let potencia = 15, bloque = 8, paralelo = 1
    public static let largoMinimo = 10

    /// - Parameter potencia: log2 of the cost; tests of load lower it, accounts keep the default.
    public static func derivar(_ texto: String, potencia: Int = 15) throws -> String {
        let sal = [UInt8].alAzar(16)
        let llave = try derivar(texto, sal: sal, potencia: potencia)
        return
            "scrypt$\(potencia)$\(bloque)$\(paralelo)$\(Data(sal).base64EncodedString())$\(Data(llave).base64EncodedString())"
    }

    /// Whether the text is the password; takes the same time whatever the text.
    public static func coincide(_ texto: String, con guardada: String) -> Bool {
        let partes = guardada.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard partes.count == 6, partes[0] == "scrypt", let potencia = Int(partes[1]), (10...20).contains(potencia),
            let sal = Data(base64Encoded: partes[4]), let llave = Data(base64Encoded: partes[5]),
            let otra = try? derivar(texto, sal: Array(sal), potencia: potencia)
        else { return false }
        return iguales(Array(llave), otra)
    }

    /// A password that nobody knows: compared when the account does not exist, so that it costs the same.
    static let deNadie: String = (try? derivar(String(describing: UUID()))) ?? ""

    /// Twelve characters that are read aloud without doubt, in three groups: `k7mp-4xqt-9bnc`.
    public static func deUnSoloUso() -> String {
        let letras = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let elegidas = (0..<12).map { _ in letras[Int.random(in: letras.indices)] }
        return stride(from: 0, to: 12, by: 4).map { String(elegidas[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// Why a password cannot be taken; nil when it can.
    static func objecion(_ texto: String, usuario: String) -> String? {
        if texto.count < largoMinimo { return "La contraseña necesita al menos \(largoMinimo) caracteres." }
        if texto.count > 128 { return "La contraseña admite a lo más 128 caracteres." }
        if texto.lowercased().contains(usuario.lowercased()) { return "La contraseña no puede contener su usuario." }
        if Set(texto).count < 5 { return "La contraseña repite demasiado: use otros caracteres." }
        return nil
    }

    private static func derivar(_ texto: String, sal: [UInt8], potencia: Int) throws -> [UInt8] {
        let llave = try KDF.Scrypt.deriveKey(
            from: Data(texto.utf8), salt: sal, outputByteCount: 32, rounds: 1 << potencia, blockSize: bloque,
            parallelism: paralelo)
        return llave.withUnsafeBytes { Array($0) }
    }
}

/// Compares without telling where they differ.
func iguales(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

extension [UInt8] {
    /// Bytes that nobody can guess.
    public static func alAzar(_ n: Int) -> [UInt8] {
        var generador = SystemRandomNumberGenerator()
        return (0..<n).map { _ in UInt8.random(in: .min ... .max, using: &generador) }
    }

    var hexadecimal: String {
        reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
    }
}

/// A second factor by time (RFC 6238): six digits, 30 s, HMAC-SHA-1, one step of tolerance.
public enum Totp {
    private static let alfabeto = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// A new secret of 160 bits, in base 32 as authenticators read it.
    public static func secretoNuevo() -> String {
        (0..<32).map { _ in String(alfabeto[Int.random(in: alfabeto.indices)]) }.joined()
    }

    /// The step that a code belongs to at an hour; nil when it belongs to none near it.
    static func paso(de codigo: String, secreto: String, segundos: Int) -> Int? {
        let limpio = codigo.filter { !$0.isWhitespace }
        guard limpio.utf8.count == 6, let llave = deBase32(secreto) else { return nil }
        let ahora = segundos / 30
        return [ahora, ahora - 1, ahora + 1].first {
            iguales(Array(Self.codigo(llave, paso: $0).utf8), Array(limpio.utf8))
        }
    }

    /// The code of a step.
    public static func codigo(secreto: String, segundos: Int) -> String? {
        deBase32(secreto).map { codigo($0, paso: segundos / 30) }
    }

    /// What an authenticator scans.
    public static func direccion(secreto: String, usuario: String, emisor: String) -> String {
        let permitidos = CharacterSet.alphanumerics
        func limpio(_ t: String) -> String { t.addingPercentEncoding(withAllowedCharacters: permitidos) ?? "" }
        return "otpauth://totp/\(limpio(emisor)):\(limpio(usuario))?secret=\(secreto)&issuer=\(limpio(emisor))"
    }

    private static func codigo(_ llave: [UInt8], paso: Int) -> String {
        let contador = withUnsafeBytes(of: UInt64(max(0, paso)).bigEndian) { Array($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: contador, using: SymmetricKey(data: llave)))
        let inicio = Int(mac[19] & 0x0f)
        let numero = mac[inicio..<inicio + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let cifras = String(numero % 1_000_000)
        return String(repeating: "0", count: 6 - cifras.count) + cifras
    }

    private static func deBase32(_ texto: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var acumulado: UInt32 = 0
        var bits = 0
        for letra in texto.uppercased() {
            guard let valor = alfabeto.firstIndex(of: letra) else { return nil }
            acumulado = acumulado << 5 | UInt32(valor)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(acumulado >> UInt32(bits) & 0xff))
            }
        }
        return bytes.isEmpty ? nil : bytes
    }
}
