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

    /// Files that are in the folder and not in the tree.
    private static func esDeServicio(_ nombre: String) -> Bool {
        nombre.hasSuffix(".parcial") || Codificacion.allCases.contains { nombre.hasSuffix($0.sufijo) }
    }
}
