import Formatos

/// Something that a record lacks or has wrong, in words for whoever wrote it.
public struct Reparo: Hashable, Sendable, CustomStringConvertible {
    /// Where: `orden.2.asunto`, rows counted from 1.
    public let campo: String
    public let mensaje: String

    public init(campo: String, mensaje: String) {
        self.campo = campo
        self.mensaje = mensaje
    }

    public var description: String { "\(campo): \(mensaje)" }
}

extension Clase {
    /// Everything that keeps a record from being of this kind; empty when nothing does.
    public func reparos(_ ficha: Ficha) -> [Reparo] { Self.reparos(ficha.campos, campos, en: "") }

    private static func reparos(_ valores: Ficha.Campos, _ campos: [Campo], en prefijo: String) -> [Reparo] {
        var reparos: [Reparo] = []
        let conocidos = Set(campos.map(\.clave))
        for clave in valores.contenido.keys.sorted() where !conocidos.contains(clave) {
            reparos.append(Reparo(campo: prefijo + clave, mensaje: "ese campo no existe"))
        }
        for campo in campos {
            let donde = prefijo + campo.clave
            guard let contenido = valores.contenido[campo.clave] else {
                if campo.requerido { reparos.append(Reparo(campo: donde, mensaje: "falta: \(campo.nombre)")) }
                continue
            }
            reparos += Self.reparos(contenido, campo.tipo, en: donde)
        }
        return reparos
    }

    private static func reparos(_ contenido: Contenido, _ tipo: Campo.Tipo, en donde: String) -> [Reparo] {
        switch (contenido, tipo) {
        case (.asiento(let a), _) where tipo.esSimple: return reparos(a, tipo, en: donde)
        case (.lista(let elementos), .lista(let elemento)):
            return elementos.enumerated().flatMap { i, e in
                if case .asiento(let a) = e { reparos(a, elemento, en: "\(donde).\(i + 1)") } else { [forma(donde)] }
            }
        case (.lista(let elementos), .grupos(let campos)):
            return elementos.enumerated().flatMap { i, e in
                if case .grupo(let g) = e {
                    reparos(Ficha.Campos(g), campos, en: "\(donde).\(i + 1).")
                } else {
                    [forma(donde)]
                }
            }
        default: return [forma(donde)]
        }
    }

    private static func forma(_ donde: String) -> Reparo {
        Reparo(campo: donde, mensaje: "no tiene la forma del campo")
    }

    private static func reparos(_ a: Asiento, _ tipo: Campo.Tipo, en donde: String) -> [Reparo] {
        var mensajes: [String] = []
        do {
            if try tipo.canonico(a.valor) != a.valor { mensajes.append("no está en su forma normal") }
        } catch {
            mensajes.append(error.mensaje)
        }
        for texto in [a.valor, a.escrito ?? "", a.conflicto ?? ""]
        where Texto.tieneControles(texto.replacing("\n", with: " ")) {
            mensajes.append("tiene caracteres de control; quítelos")
        }
        if a.valor.isEmpty { mensajes.append("está vacío") }
        if (a.escrito?.count ?? 0) > 2000 || (a.conflicto?.count ?? 0) > 1000 { mensajes.append("es demasiado largo") }
        return mensajes.map { Reparo(campo: donde, mensaje: $0) }
    }
}

extension Clase {
    /// Records that a record refers to, once each.
    public func referencias(_ ficha: Ficha) -> Set<Ficha.Clave> {
        var destinos: Set<Ficha.Clave> = []
        recorrer(ficha.campos, campos) { asiento, tipo in
            if let destino = tipo.destino(asiento.valor) { destinos.insert(destino) }
        }
        return destinos
    }

    /// Every value with the type of its field, in the order of the declaration.
    func recorrer(_ valores: Ficha.Campos, _ campos: [Campo], _ cada: (Asiento, Campo.Tipo) -> Void) {
        for campo in campos {
            switch (valores.contenido[campo.clave], campo.tipo) {
            case (.asiento(let a), let tipo): cada(a, tipo)
            case (.lista(let elementos), .lista(let tipo)):
                for case .asiento(let a) in elementos { cada(a, tipo) }
            case (.lista(let elementos), .grupos(let campos)):
                for case .grupo(let g) in elementos { recorrer(Ficha.Campos(g), campos, cada) }
            default: break
            }
        }
    }
}
