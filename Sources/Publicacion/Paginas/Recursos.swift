import Bitacora
import Foundation
import Sitio

/// Style sheet and scripts of the public pages, named by their content so that they may be kept for ever.
struct Recursos: Sendable {
    /// By path in the tree.
    let archivos: [String: [UInt8]]
    /// Path of the style sheet.
    let hoja: String
    private let rutas: [String: String]

    /// - Parameters:
    ///   - colores: rules of the colours of this process.
    ///   - textos: what the scripts say.
    init(colores: String, textos: Textos) {
        let hoja = RecursosDelSitio.hoja + Array(colores.utf8)
        let palabras = Array("const TEXTOS=\(Self.palabras(textos));\n".utf8)
        let guiones = RecursosDelSitio.archivos.map {
            ($0.nombre, $0.nombre == "sitio.js" ? palabras + $0.bytes : $0.bytes)
        }
        self.hoja = Self.ruta("sitio.css", hoja)
        rutas = Dictionary(uniqueKeysWithValues: guiones.map { ($0.0, Self.ruta($0.0, $0.1)) })
        archivos = Dictionary(
            uniqueKeysWithValues: [(self.hoja, hoja)] + guiones.map { (Self.ruta($0.0, $0.1), $0.1) })
    }

    func ruta(_ nombre: String) -> String { rutas[nombre] ?? "" }

    private static func ruta(_ nombre: String, _ bytes: [UInt8]) -> String {
        let partes = nombre.split(separator: ".")
        return "recursos/\(partes[0])-\(Huella.sha256(bytes).prefix(12)).\(partes[1])"
    }

    /// Messages of the scripts, whose keys begin with `guion`, under the rest of the key.
    private static func palabras(_ textos: Textos) -> String {
        let suyas = Texto.allCases.filter { $0.nombre.hasPrefix("guion") }.map { clave in
            let resto = clave.nombre.dropFirst("guion".count)
            return (resto.prefix(1).lowercased() + resto.dropFirst(), textos.crudo(clave))
        }
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try? codificador.encode(Dictionary(uniqueKeysWithValues: suyas))
        return json.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
