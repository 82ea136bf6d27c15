import Yams

/// A node of a YAML file with its place; asks for what the folder needs and notes what is wrong.
///
/// Hostile input: the size, the nesting and the number of nodes are limited before the tree is built, and a file in
/// which an alias repeats an anchor is refused unread, because the tree would expand it (a few lines can become
/// millions of nodes).
package struct NodoYAML {
    static let bytesMaximos = 4 << 20
    static let profundidadMaxima = 32
    static let nodosMaximos = 400_000

    let nodo: Node
    let archivo: String
    let diario: Diario

    package var lugar: Lugar { Lugar(archivo: archivo, linea: nodo.mark?.line, columna: nodo.mark?.column) }

    package func error(_ codigo: FormatoError.Codigo, _ mensaje: String) { diario.anotar(codigo, lugar, mensaje) }

    private func hijo(_ nodo: Node) -> NodoYAML { NodoYAML(nodo: nodo, archivo: archivo, diario: diario) }

    /// The only document of the file; nil when it cannot be read (noted) or is empty.
    package static func raiz(_ bytes: [UInt8], archivo: String, diario: Diario) -> NodoYAML? {
        let inicio = Lugar(archivo: archivo, linea: 1, columna: 1)
        guard bytes.count <= bytesMaximos else {
            diario.anotar(.demasiadoGrande, Lugar(archivo: archivo), "pasa de \(bytesMaximos >> 20) MiB")
            return nil
        }
        guard let utf8 = TextoDeArchivo.utf8(bytes, archivo: archivo, diario: diario),
            EsbozoYAML.esAceptable(utf8, archivo: archivo, diario: diario)
        else { return nil }
        do {
            let arbol = try Yams.compose(yaml: String(decoding: utf8, as: UTF8.self), .basic, .default, .utf8)
            return arbol.map { NodoYAML(nodo: $0, archivo: archivo, diario: diario) }
        } catch let error as YamlError {
            anotar(error, archivo, diario)
        } catch {
            diario.anotar(.yamlInvalido, inicio, "no se entiende como YAML")
        }
        return nil
    }

    private static func anotar(_ error: YamlError, _ archivo: String, _ diario: Diario) {
        let ayuda =
            "no se entiende como YAML: revise la sangría, los dos puntos, las listas y las comillas alrededor de este punto"
        switch error {
        case .scanner(_, _, let marca, _), .parser(_, _, let marca, _), .composer(_, _, let marca, _):
            diario.anotar(.yamlInvalido, Lugar(archivo: archivo, linea: marca.line, columna: marca.column), ayuda)
        case .duplicatedKeysInMapping(let claves, let contexto):
            diario.anotar(
                .claveRepetida, Lugar(archivo: archivo, linea: contexto.mark.line, columna: contexto.mark.column),
                "está dos veces: \(claves.prefix(5).map(Texto.cita).joined(separator: ", ")); deje una")
        default: diario.anotar(.yamlInvalido, Lugar(archivo: archivo, linea: 1, columna: 1), ayuda)
        }
    }

    /// Nothing written: `clave:` alone, `~` or `null`.
    package var esNulo: Bool {
        guard case .scalar(let s) = nodo else { return false }
        guard s.style == .plain || s.style == .any else { return false }
        return s.string.isEmpty || s.string == "~" || s.string == "null"
    }

    package var esMapa: Bool { if case .mapping = nodo { true } else { false } }
    package var esLista: Bool { if case .sequence = nodo { true } else { false } }

    /// Values by key. Unknown and missing keys are noted; keys with nothing written count as missing.
    ///
    /// - Parameter ayuda: what to write in a key that is missing, when it is known.
    package func mapa(
        _ requeridas: [String], opcionales: [String] = [], ayuda: (String) -> String? = { _ in nil }
    ) -> [String: NodoYAML]? {
        guard let pares = pares() else { return nil }
        var valores: [String: NodoYAML] = [:]
        for (clave, valor) in pares {
            guard let nombre = clave.texto() else { continue }
            guard requeridas.contains(nombre) || opcionales.contains(nombre) else {
                let conocidas = (requeridas + opcionales).joined(separator: ", ")
                clave.error(
                    .columnaAusente, "la clave \(Texto.cita(nombre)) no existe aquí; las claves son \(conocidas)")
                continue
            }
            if !valor.esNulo { valores[nombre] = valor }
        }
        for nombre in requeridas where valores[nombre] == nil {
            error(.columnaAusente, "falta la clave \(nombre)" + (ayuda(nombre).map { ": \($0)" } ?? ""))
        }
        return valores
    }

    package func pares() -> [(NodoYAML, NodoYAML)]? {
        guard case .mapping(let m) = nodo else {
            error(.yamlInvalido, "aquí van parejas «clave: valor»")
            return nil
        }
        // The parser compares keys with their quotes; here `a` and `"a"` are the same.
        var vistas: Set<String> = []
        for (clave, _) in m {
            guard case .scalar(let s) = clave, !vistas.insert(Texto.recortar(s.string)).inserted else { continue }
            hijo(clave).error(.claveRepetida, "la clave \(Texto.cita(s.string)) está dos veces; deje una")
        }
        return m.map { (hijo($0.key), hijo($0.value)) }
    }

    package func lista() -> [NodoYAML]? {
        guard case .sequence(let s) = nodo else {
            error(.yamlInvalido, "aquí va una lista: un renglón con guion por elemento, o [a, b]")
            return nil
        }
        return s.map(hijo)
    }

    /// A text of one line.
    package func texto(maximo: Int = 200) -> String? {
        guard case .scalar(let s) = nodo, !esNulo else {
            error(.yamlInvalido, "aquí va un texto")
            return nil
        }
        let texto = Texto.recortar(s.string)
        guard !texto.isEmpty else {
            error(.valorInvalido, "está vacío; escriba un valor")
            return nil
        }
        guard !Texto.tieneControles(texto) else {
            error(.valorInvalido, "tiene caracteres de control o saltos de línea; quítelos")
            return nil
        }
        guard texto.unicodeScalars.count <= maximo else {
            error(.valorInvalido, "pasa de \(maximo) caracteres; acórtelo")
            return nil
        }
        return texto
    }

    /// A text of one or several lines, as a block (`|`) or in quotes.
    package func parrafos(maximo: Int) -> String? {
        guard case .scalar(let s) = nodo, !esNulo else {
            error(.yamlInvalido, "aquí va un texto")
            return nil
        }
        guard s.string.unicodeScalars.count <= maximo else {
            error(.valorInvalido, "pasa de \(maximo) caracteres; acórtelo")
            return nil
        }
        let lineas = s.string.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard !lineas.contains(where: { Texto.tieneControles(String($0).replacing("\t", with: " ")) }) else {
            error(.valorInvalido, "tiene caracteres de control; quítelos")
            return nil
        }
        guard lineas.contains(where: { !Texto.recortar($0).isEmpty }) else {
            error(.valorInvalido, "está vacío; escriba un valor")
            return nil
        }
        return lineas.joined(separator: "\n")
    }

    package func entero(_ rango: ClosedRange<Int>) -> Int? {
        guard let t = texto() else { return nil }
        guard let n = Texto.entero(t), rango.contains(n) else {
            error(
                .valorInvalido,
                "dice \(Texto.cita(t)); \(Texto.pideEntero(rango))")
            return nil
        }
        return n
    }

    package func booleano() -> Bool? {
        guard let t = texto() else { return nil }
        switch t.lowercased() {
        case "si", "sí", "true": return true
        case "no", "false": return false
        default:
            error(.valorInvalido, "dice \(Texto.cita(t)); escriba si o no")
            return nil
        }
    }

    /// One of the raw values of an enumeration.
    package func opcion<T: RawRepresentable & CaseIterable>(_ tipo: T.Type) -> T? where T.RawValue == String {
        opcion(T.allCases.map { ($0.rawValue, $0) })
    }

    package func opcion<T>(_ posibles: [(String, T)]) -> T? {
        guard let t = texto() else { return nil }
        if let par = posibles.first(where: { $0.0 == t }) { return par.1 }
        error(.valorInvalido, "dice \(Texto.cita(t)); escriba uno de: \(posibles.map(\.0).joined(separator: ", "))")
        return nil
    }
}

/// What can be known of a YAML text before any tree exists.
enum EsbozoYAML {
    static func esAceptable(_ bytes: [UInt8], archivo: String, diario: Diario) -> Bool {
        var linea = 1
        var columna = 1
        var profundidad = 0
        var indicadores = 0
        var anclas: Set<[UInt8]> = []
        var alias: [(nombre: [UInt8], linea: Int, columna: Int)] = []
        func demasiado(_ mensaje: String) -> Bool {
            diario.anotar(.demasiadoGrande, Lugar(archivo: archivo, linea: linea, columna: columna), mensaje)
            return false
        }
        for (i, b) in bytes.enumerated() {
            switch b {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                profundidad += 1
                indicadores += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): profundidad = max(0, profundidad - 1)
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "?"), 0x0A, 0x0D: indicadores += 1
            case UInt8(ascii: "-") where i + 1 < bytes.count && bytes[i + 1] <= 0x20: indicadores += 1
            case UInt8(ascii: "&"): if let n = nombre(bytes, i) { anclas.insert(n) }
            case UInt8(ascii: "*"): if let n = nombre(bytes, i) { alias.append((n, linea, columna)) }
            default: break
            }
            if profundidad > NodoYAML.profundidadMaxima {
                return demasiado("hay más de \(NodoYAML.profundidadMaxima) corchetes o llaves abiertos")
            }
            if indicadores > NodoYAML.nodosMaximos {
                return demasiado("tiene más de \(NodoYAML.nodosMaximos) elementos")
            }
            if b == 0x0A || (b == 0x0D && (i + 1 >= bytes.count || bytes[i + 1] != 0x0A)) {
                linea += 1
                columna = 1
            } else if !(0x80...0xBF).contains(b) {
                columna += 1
            }
        }
        guard let malo = alias.first(where: { anclas.contains($0.nombre) }) else { return true }
        diario.anotar(
            .yamlInvalido, Lugar(archivo: archivo, linea: malo.linea, columna: malo.columna),
            "no se admiten anclas y alias (&nombre, *nombre); escriba el valor completo")
        return false
    }

    /// The name after `&` or `*`, as libyaml reads it. An alias can only be expanded when both sides show here.
    private static func nombre(_ bytes: [UInt8], _ i: Int) -> [UInt8]? {
        let nombre = bytes[(i + 1)...].prefix(64).prefix { b in
            switch b {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return nombre.isEmpty ? nil : Array(nombre)
    }
}
