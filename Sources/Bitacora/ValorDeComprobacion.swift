import Crypto
import Foundation

/// A short keyed digest that goes printed on a label: whoever lacks the key cannot make it.
///
/// Trust statement: 32 bits stop slips and labels of other processes, and make a forger try some four thousand million
/// labels before the eyes of the person who scans them. They prove nothing to third parties.
public enum ValorDeComprobacion {
    /// The first eight hexadecimal digits of HMAC-SHA256, in upper case.
    public static func de(_ texto: String, llave: [UInt8]) -> String {
        let codigo = HMAC<SHA256>.authenticationCode(for: Data(texto.utf8), using: SymmetricKey(data: llave))
        return Huella.hex(Array(codigo).prefix(4)).uppercased()
    }
}
