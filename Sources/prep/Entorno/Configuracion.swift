import Formatos
import Foundation

/// How the data base is printed, as the store keeps it.
enum Configuracion {
    static func json(_ formato: FormatoDeBase) throws -> String {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try codificador.encode(formato), as: UTF8.self)
    }

    static func formato(_ json: String) throws -> FormatoDeBase {
        do {
            return try JSONDecoder().decode(FormatoDeBase.self, from: Data(json.utf8))
        } catch {
            throw Falla(Salida.datos, "la configuración de publicación del almacén no es de esta versión de prep")
        }
    }
}
