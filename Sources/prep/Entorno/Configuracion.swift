import Formatos
import Foundation

/// How the data base is printed and what the public site says, as the store keeps it.
struct Configuracion: Codable, Hashable {
    var base = FormatoDeBase()
    var sitio = ConfiguracionDelSitio()

    /// A site of which nothing was said is not written: stores of before have the format of the data base alone.
    func json() throws -> String {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let datos =
            sitio == ConfiguracionDelSitio() ? try codificador.encode(base) : try codificador.encode(self)
        return String(decoding: datos, as: UTF8.self)
    }
}

extension Configuracion {
    static func leer(_ json: String) throws -> Configuracion {
        let datos = Data(json.utf8)
        if let base = try? JSONDecoder().decode(FormatoDeBase.self, from: datos) { return Configuracion(base: base) }
        do {
            return try JSONDecoder().decode(Configuracion.self, from: datos)
        } catch {
            throw Falla(Salida.datos, "la configuración de publicación del almacén no es de esta versión de prep")
        }
    }
}
