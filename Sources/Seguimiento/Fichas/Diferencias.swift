/// A value that one version of a record has and another has not, as people read it.
public struct Diferencia: Hashable, Sendable {
    /// `Orden del día 2 · Asunto`
    public let campo: String
    public let antes: String?
    public let despues: String?

    public init(campo: String, antes: String?, despues: String?) {
        self.campo = campo
        self.antes = antes
        self.despues = despues
    }
}

extension Clase {
    /// Fields in which two versions of a record differ, in the order of the declaration.
    public func diferencias(_ antes: Ficha?, _ despues: Ficha?) -> [Diferencia] {
        let (a, b) = (antes.map(leido) ?? [], despues.map(leido) ?? [])
        let viejos = Dictionary(a, uniquingKeysWith: { x, _ in x })
        let nuevos = Dictionary(b, uniquingKeysWith: { x, _ in x })
        let conocidos = Set(b.map(\.0))
        return (b.map(\.0) + a.map(\.0).filter { !conocidos.contains($0) }).compactMap { campo in
            viejos[campo] == nuevos[campo]
                ? nil : Diferencia(campo: campo, antes: viejos[campo], despues: nuevos[campo])
        }
    }

    /// Every value by the name of its place.
    private func leido(_ ficha: Ficha) -> [(String, String)] {
        var salida: [(String, String)] = []
        func anotar(_ a: Asiento, _ tipo: Campo.Tipo, _ donde: String) {
            let normal = tipo.legible(Asiento(a.valor))
            let escrito = a.escrito.map { "\(normal) (escrito: \($0))" } ?? normal
            salida.append((donde, a.conflicto.map { "\(escrito) [conflicto: \($0)]" } ?? escrito))
        }
        func recorrer(_ valores: Ficha.Campos, _ campos: [Campo], _ prefijo: String) {
            for campo in campos where campo.clave != "sha256" {
                let donde = prefijo + campo.nombre
                switch (valores.contenido[campo.clave], campo.tipo) {
                case (.asiento(let a), let tipo): anotar(a, tipo, donde)
                case (.lista(let elementos), .lista(let tipo)):
                    for case (let i, .asiento(let a)) in elementos.enumerated() { anotar(a, tipo, "\(donde) \(i + 1)") }
                case (.lista(let elementos), .grupos(let campos)):
                    for case (let i, .grupo(let g)) in elementos.enumerated() {
                        recorrer(Ficha.Campos(g), campos, "\(donde) \(i + 1) · ")
                    }
                default: break
                }
            }
        }
        recorrer(ficha.campos, campos, "")
        return salida
    }
}
