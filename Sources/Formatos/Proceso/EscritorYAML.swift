import Yams

/// What a YAML file of ours says, in its order.
package indirect enum ArbolYAML {
    case texto(String)
    case lista([ArbolYAML])
    case mapa([(clave: String, valor: ArbolYAML)])

    /// The file, in UTF-8: texts of several lines as blocks, nothing folded, so that a change of one value is a change
    /// of its own lines alone.
    ///
    /// - Throws: `.yamlInvalido` when libyaml does not write it.
    package func bytes(archivo: String) throws(FormatoError) -> [UInt8] {
        do {
            return Array(try Yams.serialize(node: nodo, indent: 2, width: -1, allowUnicode: true).utf8)
        } catch {
            throw FormatoError(.yamlInvalido, archivo: archivo, "no se pudo escribir como YAML")
        }
    }

    private var nodo: Node {
        switch self {
        case .texto(let texto): Node.scalar(.init(texto, .implicit, Self.estilo(texto)))
        case .lista(let elementos): Node.sequence(.init(elementos.map(\.nodo), .implicit, .block))
        case .mapa(let pares):
            Node.mapping(.init(pares.map { (Node($0.clave), $0.valor.nodo) }, .implicit, .block))
        }
    }

    private static func estilo(_ texto: String) -> Node.Scalar.Style {
        if texto.contains("\n") { return .literal }
        // Plain, these would be nothing.
        return ["", "~", "null"].contains(texto.lowercased()) ? .doubleQuoted : .any
    }
}
