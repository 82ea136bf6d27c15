import Foundation
import Publicacion

/// A path of the tree that cannot leave it: no `..`, no hidden or temporary files, no strange bytes, none of the
/// compressed copies that are kept beside the files.
struct RutaPublica {
    let relativa: String
    let terminaEnDiagonal: Bool

    init?(_ pedida: String) {
        guard pedida.utf8.count <= 1024, let texto = pedida.removingPercentEncoding,
            texto.utf8.allSatisfy({ $0 > 31 && $0 != 127 && $0 != UInt8(ascii: "\\") })
        else { return nil }
        // By bytes: a slash that combines with what follows is still a slash for the file system.
        let partes = texto.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard partes.allSatisfy({ $0.utf8.first != UInt8(ascii: ".") && !Self.esDeServicio($0) }) else { return nil }
        relativa = partes.joined(separator: "/")
        terminaEnDiagonal = texto.utf8.last == UInt8(ascii: "/")
    }

    /// A path written as an address: only what may go there is as it is.
    static func comoDireccion(_ ruta: String) -> String {
        let cifras = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in ruta.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case _ where seguros.contains(byte): bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), cifras[Int(byte >> 4)], cifras[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let seguros = Set("/-._~!$&'()*+,;=:@".utf8)

    /// Files that are in the folder and not in the tree.
    private static func esDeServicio(_ nombre: String) -> Bool {
        nombre.hasSuffix(".parcial") || Codificacion.allCases.contains { nombre.hasSuffix($0.sufijo) }
    }
}
