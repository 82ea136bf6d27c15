import Bitacora
import Foundation

/// A stranger's view of a public tree: it begins at the signed pointer and believes only what the hashes confirm.
struct Lector: Sendable {
    struct Unidad: Sendable {
        let eleccion: String
        let clave: String
        let datos: JSON?
    }

    private(set) var problemas: [String] = []
    private(set) var corte = 0
    private(set) var ultimo = false
    private(set) var unidades: [Unidad] = []
    /// Bytes that the manifest lists, with where it does.
    private(set) var listados: [String: [UInt8]] = [:]
    /// Lists that the root leads to.
    private(set) var manifiestos: Set<String> = []
    private(set) var base = ""
    private(set) var raiz: JSON = .nulo
    private let abrir: @Sendable (String) -> [UInt8]?

    /// - Parameters:
    ///   - clave: known beforehand; nil to take the one that `corte.json` publishes.
    ///   - paginas: check also what has a stable address and is replaced at every corte.
    init(clave: ClavePublica? = nil, paginas: Bool = true, abrir: @escaping @Sendable (String) -> [UInt8]?) {
        self.abrir = abrir
        do {
            try seguir(clave, paginas: paginas)
        } catch {
            problemas.append("\(error)")
        }
    }

    init(_ archivos: [String: [UInt8]], clave: ClavePublica? = nil, paginas: Bool = true) {
        self.init(clave: clave, paginas: paginas) { archivos[$0] }
    }

    init(carpeta: String, clave: ClavePublica? = nil, paginas: Bool = true) {
        self.init(clave: clave, paginas: paginas) { ruta in
            FileManager.default.contents(atPath: "\(carpeta)/\(ruta)").map { [UInt8]($0) }
        }
    }

    struct Falta: Error, CustomStringConvertible {
        let description: String
    }

    private func leer(_ ruta: String) throws -> [UInt8] {
        guard let bytes = abrir(ruta) else { throw Falta(description: "falta \(ruta)") }
        return bytes
    }

    private mutating func seguir(_ clave: ClavePublica?, paginas: Bool) throws {
        let nota = try Nota(leyendo: String(decoding: try leer("corte.nota"), as: UTF8.self))
        if let clave {
            try nota.comprobar(con: [clave])
        } else {
            let programa = try JSON.leer(try leer("corte.json"))
            try nota.comprobar(con: [try ClavePublica(leyendo: programa["clave"].texto)])
            compararGemelas(nota, programa)
        }
        let lineas = nota.texto.split(separator: "\n").map(String.init)
        let palabras = lineas.count > 4 ? lineas[4].split(separator: " ").map(String.init) : []
        guard palabras.count == 3, palabras[0] == "manifiesto", lineas.count > 6, lineas[5].hasPrefix("minutos "),
            lineas[6...].allSatisfy({ $0.hasPrefix("avance ") })
        else { throw Falta(description: "la nota no tiene sus líneas") }
        let bytes = try leer(palabras[1])
        exigir(Huella.sha256(bytes) == palabras[2], "\(palabras[1]) no tiene la huella que firma la nota")
        raiz = try JSON.leer(bytes)
        corte = raiz["corte"].entero
        ultimo = raiz["ultimo"] == .logico(true)
        exigir(raiz["origen"].texto == lineas[0], "el manifiesto es de otro origen")
        exigir(
            lineas[1] == "corte \(corte)" && lineas[2] == "instante \(raiz["instante"].texto)",
            "el manifiesto es de otro corte")
        listar(raiz["archivos"], paginas: paginas)
        base = raiz["archivos"].lista.map { $0["ruta"].texto }.first { $0.hasPrefix("bases/") } ?? ""
        for unidad in raiz["unidades"].lista { try seguir(unidad: unidad, paginas: paginas) }
    }

    private mutating func compararGemelas(_ nota: Nota, _ programa: JSON) {
        let esperado = """
            \(programa["origen"].texto)
            corte \(programa["corte"].entero)
            instante \(programa["instante"].texto)
            siguiente \(programa["siguiente"] == .nulo ? "-" : programa["siguiente"].texto)
            manifiesto \(programa["manifiesto"]["ruta"].texto) \(programa["manifiesto"]["sha256"].texto)
            minutos \(programa["minutos"].entero)

            """
            + programa["elecciones"].lista.map { e in
                let r = e["resumen"]
                return """
                    avance \(e["id"].texto) \(r["ACTAS_CAPTURADAS"].entero) \(r["ACTAS_ESPERADAS"].entero) \
                    \(r["PORCENTAJE_ACTAS_CAPTURADAS"].texto) \(r["PORCENTAJE_PARTICIPACION_CIUDADANA"].texto) \
                    \(e["titulo"].texto)

                    """
            }.joined()
        exigir(nota.texto == esperado, "corte.json y corte.nota no dicen lo mismo")
    }

    private mutating func seguir(unidad: JSON, paginas: Bool) throws {
        try seguir(manifiesto: unidad["manifiesto"].texto, paginas: paginas)
        var datos: JSON?
        if unidad["datos"] != .nulo {
            let suyos = try leer(unidad["datos"].texto)
            exigir(
                unidad["datos"].texto == "datos/\(Huella.sha256(suyos)).json",
                "\(unidad["datos"].texto) no se llama como su contenido")
            exigir(listados[unidad["datos"].texto] != nil, "\(unidad["datos"].texto) no está en su manifiesto")
            let leidos = try JSON.leer(suyos)
            exigir(leidos["corte"]["numero"].entero <= corte, "\(unidad["datos"].texto) es de un corte posterior")
            datos = leidos
        }
        unidades.append(Unidad(eleccion: unidad["eleccion"].texto, clave: unidad["unidad"].texto, datos: datos))
    }

    private mutating func seguir(manifiesto ruta: String, paginas: Bool) throws {
        let bytes = try leer(ruta)
        exigir(ruta == "manifiestos/\(Huella.sha256(bytes)).json", "\(ruta) no se llama como su contenido")
        manifiestos.insert(ruta)
        let manifiesto = try JSON.leer(bytes)
        listar(manifiesto["archivos"], paginas: paginas)
        for parte in manifiesto["partes"].lista { try seguir(manifiesto: parte["manifiesto"].texto, paginas: paginas) }
    }

    private mutating func listar(_ entradas: JSON, paginas: Bool) {
        for entrada in entradas.lista {
            let ruta = entrada["ruta"].texto
            if !paginas, !Self.esInmutable(ruta) { continue }
            exigir(listados[ruta] == nil, "\(ruta) está dos veces en el manifiesto")
            guard let bytes = abrir(ruta) else {
                problemas.append("falta \(ruta)")
                continue
            }
            exigir(
                bytes.count == entrada["bytes"].entero,
                "\(ruta) mide \(bytes.count) y se lista con \(entrada["bytes"].entero)")
            exigir(Huella.sha256(bytes) == entrada["sha256"].texto, "\(ruta) no tiene la huella de su manifiesto")
            listados[ruta] = bytes
        }
    }

    private mutating func exigir(_ condicion: Bool, _ problema: String) { if !condicion { problemas.append(problema) } }

    /// Files that, once published, never change.
    static func esInmutable(_ ruta: String) -> Bool {
        ["datos/", "actas/", "bases/", "cambios/", "cortes/", "manifiestos/", "recursos/"].contains {
            ruta.hasPrefix($0)
        }
    }

    func datos(_ eleccion: String, _ clave: String = "") -> JSON? {
        unidades.first { $0.eleccion == eleccion && $0.clave == clave }?.datos
    }

    var elecciones: [String] { unidades.filter { $0.clave.isEmpty }.map(\.eleccion) }

    func unidades(de eleccion: String) -> [Unidad] {
        unidades.filter { $0.eleccion == eleccion && !$0.clave.isEmpty && $0.clave != "sin-unidad" }
    }
}

extension JSON {
    /// Votes by column of a level.
    var votosPorColumna: [String: Int] {
        var votos: [String: Int] = [:]
        for v in self["votos"].lista { votos[v["columna"].texto, default: 0] += v["votos"].entero }
        return votos
    }

    /// Variables of the summary that are counts, which add up from level to level.
    var conteos: [String: Int] {
        guard case .objeto(let resumen) = self["resumen"] else { return [:] }
        return resumen.compactMapValues { if case .entero(let n) = $0 { n } else { nil } }
    }
}
