import CZlib
import Foundation

/// How much bytes compress, as the connection would compress them.
enum Compresion {
    /// - Returns: bytes after it.
    static func bytes(de datos: Data) -> Int {
        var largo = compressBound(uLong(datos.count))
        var salida = [UInt8](repeating: 0, count: Int(largo))
        let estado = datos.withUnsafeBytes { origen -> Int32 in
            compress2(&salida, &largo, origen.bindMemory(to: UInt8.self).baseAddress, uLong(datos.count), 6)
        }
        return estado == Z_OK ? Int(largo) : datos.count
    }
}
