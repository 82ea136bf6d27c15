import Foundation
import HTTPTypes
import Hummingbird

/// A form with a file, as `multipart/form-data` brings it.
struct EnvioConArchivo: Sendable {
    struct Archivo: Sendable {
        /// As the browser sends it: whoever keeps it checks it.
        let nombre: String
        let bytes: [UInt8]
    }

    private(set) var formulario = Formulario()
    /// The first one.
    private(set) var archivo: Archivo?

    /// More parts than these are nobody's form.
    private static let maximoDePartes = 50
    /// What a field that is not a file may weigh.
    private static let maximoDeCampo = 1 << 16

    init(formulario: Formulario) { self.formulario = formulario }

    /// - Returns: nil when it is not a body of that boundary.
    init?(_ cuerpo: [UInt8], frontera: String) {
        let datos = Data(cuerpo)
        let marca = Data("--\(frontera)".utf8), salto = Data("\r\n".utf8), vacia = Data("\r\n\r\n".utf8)
        guard datos.starts(with: marca) else { return nil }
        var inicio = marca.count
        var campos: [(nombre: String, valor: String)] = []
        for _ in 0..<Self.maximoDePartes {
            let resto = datos[inicio...]
            if resto.starts(with: Data("--".utf8)) {
                formulario = Formulario(campos: campos)
                return
            }
            guard resto.starts(with: salto), let cabeza = datos.range(of: vacia, in: inicio..<datos.count),
                let fin = datos.range(of: salto + marca, in: cabeza.upperBound - 2..<datos.count),
                fin.lowerBound >= cabeza.upperBound || fin.lowerBound == cabeza.upperBound - 2,
                let parte = Self.parte(datos[inicio..<cabeza.lowerBound])
            else { return nil }
            let bytes = datos[cabeza.upperBound..<max(cabeza.upperBound, fin.lowerBound)]
            if let nombre = parte.archivo {
                if archivo == nil { archivo = Archivo(nombre: nombre, bytes: [UInt8](bytes)) }
            } else {
                guard bytes.count <= Self.maximoDeCampo, let texto = String(bytes: bytes, encoding: .utf8) else {
                    return nil
                }
                campos.append((parte.nombre, texto))
            }
            inicio = fin.upperBound
        }
        return nil
    }

    /// Name of a part and of its file, from its headers.
    private static func parte(_ cabeceras: Data) -> (nombre: String, archivo: String?)? {
        guard cabeceras.count < 4096, let texto = String(bytes: cabeceras, encoding: .utf8) else { return nil }
        for linea in texto.split(whereSeparator: \.isNewline) where linea.lowercased().hasPrefix("content-disposition:")
        {
            func valor(_ clave: String) -> String? {
                guard let i = linea.range(of: "; \(clave)=\"") else { return nil }
                // Browsers write a quote inside a name as %22.
                let resto = linea[i.upperBound...]
                return resto.firstIndex(of: "\"").map { String(resto[..<$0]) }
            }
            return valor("name").map { ($0, valor("filename")) }
        }
        return nil
    }
}
