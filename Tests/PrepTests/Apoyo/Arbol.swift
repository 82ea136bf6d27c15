import Apoyo
import Bitacora
import Foundation

/// Any JSON, as a stranger reads it.
indirect enum JSON: Decodable, Equatable, Sendable {
    case objeto([String: JSON])
    case lista([JSON])
    case texto(String)
    case entero(Int)
    case logico(Bool)
    case nulo

    init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        // What most of a tree is made of first: a wrong guess is expensive.
        if let v = try? c.decode(String.self) {
            self = .texto(v)
        } else if let v = try? c.decode(Int.self) {
            self = .entero(v)
        } else if let v = try? c.decode([String: JSON].self) {
            self = .objeto(v)
        } else if let v = try? c.decode([JSON].self) {
            self = .lista(v)
        } else if let v = try? c.decode(Bool.self) {
            self = .logico(v)
        } else if c.decodeNil() {
            self = .nulo
        } else {
            throw DecodingError.dataCorruptedError(in: c, debugDescription: "no es JSON de los nuestros")
        }
    }

    static func leer(_ bytes: some Sequence<UInt8>) throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: Data(bytes))
    }

    subscript(llave: String) -> JSON {
        if case .objeto(let o) = self { o[llave] ?? .nulo } else { .nulo }
    }

    var llaves: [String] { if case .objeto(let o) = self { o.keys.sorted() } else { [] } }
    var lista: [JSON] { if case .lista(let l) = self { l } else { [] } }
    var texto: String? { if case .texto(let t) = self { t } else { nil } }
    var entero: Int? { if case .entero(let n) = self { n } else { nil } }
}

/// A public tree checked from its signed pointer.
struct Arbol {
    let archivos: [String: [UInt8]]
    private(set) var problemas: [String] = []
    private(set) var corte = 0
    private(set) var origen = ""
    /// Path of the data base of the corte.
    private(set) var base = ""

    init(_ carpeta: String) {
        archivos = Carpeta.leer(carpeta)
        do { try comprobar() } catch { problemas.append("\(error)") }
    }

    private mutating func comprobar() throws {
        let programa = try JSON.leer(archivos["corte.json"] ?? [])
        let nota = try Nota(leyendo: String(decoding: archivos["corte.nota"] ?? [], as: UTF8.self))
        try nota.comprobar(con: [try ClavePublica(leyendo: programa["clave"].texto ?? "")])
        corte = programa["corte"].entero ?? 0
        origen = programa["origen"].texto ?? ""
        base = programa["base"].texto ?? ""
        let ruta = programa["manifiesto"]["ruta"].texto ?? ""
        if !nota.texto.contains("\nmanifiesto \(ruta) \(Huella.sha256(archivos[ruta] ?? []))\n") {
            problemas.append("el manifiesto no es el firmado")
        }
        let raiz = try JSON.leer(archivos[ruta] ?? [])
        listar(raiz["archivos"])
        for unidad in raiz["unidades"].lista { try seguir(unidad["manifiesto"].texto ?? "") }
    }

    private mutating func seguir(_ manifiesto: String) throws {
        guard let bytes = archivos[manifiesto], manifiesto == "manifiestos/\(Huella.sha256(bytes)).json" else {
            problemas.append("falta o no corresponde \(manifiesto)")
            return
        }
        let lista = try JSON.leer(bytes)
        listar(lista["archivos"])
        for parte in lista["partes"].lista { try seguir(parte["manifiesto"].texto ?? "") }
    }

    private mutating func listar(_ entradas: JSON) {
        for e in entradas.lista {
            let ruta = e["ruta"].texto ?? ""
            guard let bytes = archivos[ruta], bytes.count == e["bytes"].entero,
                Huella.sha256(bytes) == e["sha256"].texto
            else {
                problemas.append("falta o no corresponde \(ruta)")
                continue
            }
        }
    }
}

/// Rows of a published CSV: comma, quotes, CRLF.
struct Tabla {
    let columnas: [String]
    let filas: [[String]]

    /// - Parameter encabezado: first cell of the line of columns.
    init(_ bytes: [UInt8], encabezado: String) {
        var lineas: [[String]] = []
        for linea in String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "").split(separator: "\r\n") {
            lineas.append(Self.celdas(linea))
        }
        let n = lineas.firstIndex { $0.first == encabezado } ?? 0
        columnas = lineas.isEmpty ? [] : lineas[n]
        filas = Array(lineas.dropFirst(n + 1))
    }

    private static func celdas(_ linea: Substring) -> [String] {
        var celdas = [""]
        var citada = false
        for c in linea {
            switch c {
            case "\"": citada.toggle()
            case "," where !citada: celdas.append("")
            default: celdas[celdas.count - 1].append(c)
            }
        }
        return celdas
    }

    func celda(_ fila: [String], _ columna: String) -> String? { columnas.firstIndex(of: columna).map { fila[$0] } }
}
