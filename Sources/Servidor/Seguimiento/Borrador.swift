import Electoral
import Foundation
import Seguimiento

/// A record as it is in its form: texts by place, whatever they say. `orden.2.asunto` is the matter of the second item;
/// `fecha/escrito` and `fecha/conflicto`, how a source wrote the date and what is wrong with it.
struct Borrador: Sendable {
    private(set) var textos: [String: String] = [:]
    private(set) var filas: [String: Int] = [:]
    /// Rows of one field in a form.
    static let maximoDeFilas = 300

    init() {}

    /// As the record says.
    init(_ ficha: FichaDeSeguimiento, _ clase: Clase) { leer(ficha.campos, clase.campos, "") }

    private mutating func leer(_ valores: FichaDeSeguimiento.Campos, _ campos: [Campo], _ prefijo: String) {
        for campo in campos where campo.clave != FichaDeSeguimiento.adjuntos {
            let lugar = prefijo + campo.clave
            switch valores.contenido[campo.clave] {
            case .asiento(let a)?: poner(a, lugar)
            case .lista(let elementos)?:
                filas[lugar] = elementos.count
                for (i, elemento) in elementos.enumerated() {
                    switch (elemento, campo.tipo) {
                    case (.asiento(let a), _): poner(a, "\(lugar).\(i + 1)")
                    case (.grupo(let g), .grupos(let suyos)):
                        leer(FichaDeSeguimiento.Campos(g), suyos, "\(lugar).\(i + 1).")
                    default: break
                    }
                }
            default: break
            }
        }
    }

    private mutating func poner(_ a: Asiento, _ lugar: String) {
        textos[lugar] = a.valor
        textos[lugar + Self.escrito] = a.escrito
        textos[lugar + Self.conflicto] = a.conflicto
    }

    static let escrito = "/escrito"
    static let conflicto = "/conflicto"
    private static let sufijos = ["", escrito, conflicto]

    /// As a form sent it: only fields of its kind, without rows that say nothing.
    init(_ f: Formulario, _ clase: Clase, conVacias: Bool = false) {
        let enviados = Dictionary(f.campos.map { ($0.nombre, $0.valor) }, uniquingKeysWith: { a, _ in a })
        func texto(_ nombre: String) -> String? {
            let limpio = enviados[nombre]?.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            return limpio?.isEmpty == false ? limpio : nil
        }
        for campo in clase.campos where campo.clave != FichaDeSeguimiento.adjuntos {
            let claves = campo.deFila
            guard !campo.tipo.esSimple else {
                for sufijo in Self.sufijos { textos[campo.clave + sufijo] = texto(campo.clave + sufijo) }
                continue
            }
            let cuantas = min(max(Int(enviados["filas:\(campo.clave)"] ?? "") ?? 0, 0), Self.maximoDeFilas)
            var n = 0
            for i in stride(from: 1, through: cuantas, by: 1) {
                var suyos: [String: String] = [:]
                for clave in claves {
                    for sufijo in Self.sufijos { suyos[clave + sufijo] = texto("\(campo.clave).\(i)\(clave)\(sufijo)") }
                }
                guard conVacias || !suyos.isEmpty else { continue }
                n += 1
                for (clave, valor) in suyos { textos["\(campo.clave).\(n)\(clave)"] = valor }
            }
            filas[campo.clave] = n
        }
    }

    /// Values that an address proposes for a new record.
    init(propuesto q: Formulario, _ clase: Clase) {
        for campo in clase.campos where campo.tipo.esSimple {
            textos[campo.clave] = q.opcional(campo.clave).map { String($0.prefix(200)) }
        }
    }

    subscript(_ lugar: String) -> String { textos[lugar] ?? "" }

    // MARK: Rows

    mutating func agregar(_ campo: String) {
        filas[campo] = min((filas[campo] ?? 0) + 1, Self.maximoDeFilas)
    }

    /// - Parameter i: from 1.
    mutating func quitar(_ campo: Campo, _ i: Int) {
        guard let n = filas[campo.clave], (1...max(n, 1)).contains(i), n > 0 else { return }
        for j in i..<n { intercambiar(campo, j, j + 1) }
        for nombre in nombres(campo, n) { textos[nombre] = nil }
        filas[campo.clave] = n - 1
    }

    mutating func subir(_ campo: Campo, _ i: Int) {
        guard let n = filas[campo.clave], i > 1, i <= n else { return }
        intercambiar(campo, i - 1, i)
    }

    private mutating func intercambiar(_ campo: Campo, _ i: Int, _ j: Int) {
        for (a, b) in zip(nombres(campo, i), nombres(campo, j)) {
            let (x, y) = (textos[a], textos[b])
            textos[a] = y
            textos[b] = x
        }
    }

    private func nombres(_ campo: Campo, _ i: Int) -> [String] {
        campo.deFila.flatMap { clave in Self.sufijos.map { "\(campo.clave).\(i)\(clave)\($0)" } }
    }

    // MARK: What it says

    /// Turns a typed reference into one that exists.
    typealias Resolver = (_ texto: String, _ tipo: Campo.Tipo) throws -> Result<String, Rechazo>

    /// Values in their normal form, and everything that is wrong.
    func leido(_ clase: Clase, _ clave: ClaveDeFicha, resolver: Resolver) throws -> (FichaDeSeguimiento, [Reparo]) {
        var reparos: [Reparo] = []
        var contenido: [String: Contenido] = [:]
        func asiento(_ lugar: String, _ tipo: Campo.Tipo) throws -> Contenido? {
            let (escrito, conflicto) = (textos[lugar + Self.escrito], textos[lugar + Self.conflicto])
            guard let texto = textos[lugar] else {
                if escrito != nil || conflicto != nil {
                    reparos.append(
                        Reparo(campo: lugar, mensaje: "escriba también el valor, además de cómo lo dice la fuente"))
                }
                return nil
            }
            do throws(Rechazo) {
                let canonico = try tipo.canonico(texto)
                return .asiento(Asiento(canonico, escrito: escrito, conflicto: conflicto))
            } catch {
                if case .referencia = tipo {} else { reparos.append(Reparo(campo: lugar, mensaje: error.mensaje)) }
            }
            return nil
        }
        func referencia(_ lugar: String, _ tipo: Campo.Tipo) throws -> Contenido? {
            guard case .referencia = tipo, let texto = textos[lugar] else { return try asiento(lugar, tipo) }
            switch try resolver(texto, tipo) {
            case .success(let valor):
                return .asiento(
                    Asiento(valor, escrito: textos[lugar + Self.escrito], conflicto: textos[lugar + Self.conflicto]))
            case .failure(let rechazo):
                reparos.append(Reparo(campo: lugar, mensaje: rechazo.mensaje))
                return nil
            }
        }
        for campo in clase.campos where campo.clave != FichaDeSeguimiento.adjuntos {
            switch campo.tipo {
            case .lista(let tipo):
                let elementos = try filasDe(campo).compactMap { try referencia("\(campo.clave).\($0)", tipo) }
                if !elementos.isEmpty { contenido[campo.clave] = .lista(elementos) }
            case .grupos(let campos):
                let grupos = try filasDe(campo).map { i in
                    var fila: [String: Contenido] = [:]
                    for suyo in campos {
                        fila[suyo.clave] = try referencia("\(campo.clave).\(i).\(suyo.clave)", suyo.tipo)
                    }
                    return Contenido.grupo(fila)
                }
                if !grupos.isEmpty { contenido[campo.clave] = .lista(grupos) }
            case let tipo: contenido[campo.clave] = try referencia(campo.clave, tipo)
            }
        }
        let ficha = FichaDeSeguimiento(clave: clave, campos: contenido)
        // What was typed and refused is told once: not as missing too.
        let dichos = Set(reparos.map(\.campo))
        return (ficha, reparos + clase.reparos(ficha).filter { !dichos.contains($0.campo) })
    }

    private func filasDe(_ campo: Campo) -> [Int] { Array(stride(from: 1, through: filas[campo.clave] ?? 0, by: 1)) }
}

extension Campo {
    /// What follows the number of a row in the names of its fields: nothing in a list, `.asunto` in rows.
    var deFila: [String] {
        if case .grupos(let campos) = tipo { campos.map { ".\($0.clave)" } } else { [""] }
    }
}
