import Crypto

/// SHA-256 as the project writes it: 64 lower-case hexadecimal digits.
public enum Huella {
    public static func sha256(_ bytes: some Sequence<UInt8>) -> String {
        hex(SHA256.hash(data: Array(bytes)))
    }

    public static func sha256(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { sha256(de: $0) }
    }

    /// Of bytes where they are, however many: none is copied.
    public static func sha256(de bytes: UnsafeRawBufferPointer) -> String {
        var resumen = SHA256()
        resumen.update(bufferPointer: bytes)
        return hex(resumen.finalize())
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digitos = Array("0123456789abcdef".utf8)
        var texto: [UInt8] = []
        for b in bytes {
            texto.append(digitos[Int(b >> 4)])
            texto.append(digitos[Int(b & 15)])
        }
        return String(decoding: texto, as: UTF8.self)
    }
}
