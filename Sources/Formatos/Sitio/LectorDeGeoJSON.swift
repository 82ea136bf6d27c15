import Electoral
import Foundation

/// A place of the GeoJSON, as it says it.
struct PuntoDeMapa: Hashable {
    let x: Double
    let y: Double
}

/// Reads the outlines of the units of an election: a FeatureCollection of Polygon or MultiPolygon.
///
/// Hostile input: the size and the number of points are limited, and whatever is not what it should be is told with the
/// place of the figure in the list.
struct LectorDeGeoJSON {
    static let bytesMaximos = 64 << 20
    static let puntosMaximos = 4_000_000

    let archivo: String
    /// Property of each figure that has the key of its unit.
    let propiedad: String
    let unidades: [Unidad]
    let diario: Diario

    private func error(_ codigo: FormatoError.Codigo, _ mensaje: String) {
        diario.anotar(codigo, Lugar(archivo: archivo), mensaje)
    }

    /// Rings by key of the unit; nil when something is wrong, which is noted.
    func leer(_ bytes: [UInt8]) -> [String: [[PuntoDeMapa]]]? {
        guard bytes.count <= Self.bytesMaximos else {
            error(.demasiadoGrande, "pasa de \(Self.bytesMaximos >> 20) MiB; simplifíquelo antes de copiarlo")
            return nil
        }
        let sinMarca = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let raiz = try? JSONSerialization.jsonObject(with: Data(sinMarca)) as? [String: Any] else {
            error(.valorInvalido, "no se entiende como JSON; expórtelo otra vez como GeoJSON")
            return nil
        }
        guard raiz["type"] as? String == "FeatureCollection", let lista = raiz["features"] as? [Any], !lista.isEmpty
        else {
            error(
                .valorInvalido, "no es una colección de figuras («FeatureCollection»); expórtelo otra vez como GeoJSON")
            return nil
        }
        // `1`, `01` and `001` are the same key.
        let claves = Dictionary(unidades.map { (Self.llave($0.clave), $0.clave) }, uniquingKeysWith: { a, _ in a })
        var figuras: [String: [[PuntoDeMapa]]] = [:]
        var puntos = 0
        var bien = true
        for (i, elemento) in lista.enumerated() {
            let cual = "la figura \(i + 1)"
            guard let figura = elemento as? [String: Any], let propiedades = figura["properties"] as? [String: Any],
                let valor = Self.texto(propiedades[propiedad])
            else {
                error(
                    .columnaAusente,
                    "\(cual) no tiene la propiedad \(Texto.cita(propiedad)); corrija «clave» en sitio.yaml")
                return nil
            }
            guard let clave = claves[Self.llave(valor)] else {
                error(
                    .referenciaDesconocida,
                    "\(cual) dice \(propiedad) \(Texto.cita(valor)), que no es una unidad de esa elección; quítela o corrija «clave» en sitio.yaml"
                )
                bien = false
                continue
            }
            guard let anillos = anillos(figura["geometry"], cual, &puntos) else {
                bien = false
                continue
            }
            figuras[clave, default: []] += anillos
        }
        return bien ? figuras : nil
    }

    private func anillos(_ geometria: Any?, _ cual: String, _ puntos: inout Int) -> [[PuntoDeMapa]]? {
        let g = geometria as? [String: Any]
        let poligonos: [Any]?
        switch g?["type"] as? String {
        case "Polygon": poligonos = g?["coordinates"].map { [$0] }
        case "MultiPolygon": poligonos = g?["coordinates"] as? [Any]
        default: poligonos = nil
        }
        guard let poligonos else {
            error(
                .valorInvalido,
                "\(cual) no es un polígono («Polygon» o «MultiPolygon»); deje sólo los contornos de las unidades")
            return nil
        }
        var todos: [[PuntoDeMapa]] = []
        for poligono in poligonos {
            for anillo in poligono as? [Any] ?? [] {
                let suyos = (anillo as? [Any] ?? []).map(Self.punto)
                puntos += suyos.count
                guard puntos <= Self.puntosMaximos else {
                    error(
                        .demasiadoGrande, "tiene más de \(Self.puntosMaximos) puntos; simplifíquelo antes de copiarlo")
                    return nil
                }
                let leidos = suyos.compactMap { $0 }
                guard leidos.count == suyos.count, leidos.count >= 4 else {
                    error(
                        .valorInvalido,
                        "\(cual) tiene un contorno con menos de cuatro puntos o con puntos que no son dos números")
                    return nil
                }
                todos.append(leidos)
            }
        }
        guard !todos.isEmpty else {
            error(.valorInvalido, "\(cual) no tiene ningún contorno; quítela o expórtela otra vez")
            return nil
        }
        return todos
    }

    private static func punto(_ valor: Any) -> PuntoDeMapa? {
        guard let par = valor as? [Any], par.count >= 2, let x = (par[0] as? NSNumber)?.doubleValue,
            let y = (par[1] as? NSNumber)?.doubleValue, abs(x) <= 1e9, abs(y) <= 1e9
        else { return nil }
        return PuntoDeMapa(x: x, y: y)
    }

    /// Keys come as text or as numbers, whole or with a decimal point that means nothing.
    private static func texto(_ valor: Any?) -> String? {
        if let texto = valor as? String { return Texto.recortar(texto) }
        guard let n = (valor as? NSNumber)?.doubleValue, n == n.rounded(), abs(n) < 1e9 else { return nil }
        return String(Int(n))
    }

    private static func llave(_ clave: String) -> String {
        guard !clave.isEmpty, clave.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return clave }
        let sinCeros = clave.drop { $0 == "0" }
        return sinCeros.isEmpty ? "0" : String(sinCeros)
    }
}
