import Formatos
import Foundation
import Sitio

/// The words of the site in one language, from the catalogue of messages in `Recursos/textos.*.json`.
///
/// A message is plain text with numbered holes, `{0}`, `{1}`…; markup enters only through the holes.
struct Textos: Sendable {
    private enum Trozo: Sendable {
        /// Text, and the same as markup.
        case literal(String, HTML)
        case hueco(Int)

        init(_ texto: String) { self = .literal(texto, "\(texto)") }
    }

    let idioma: Idioma
    /// In the order of the keys.
    private let mensajes: [[Trozo]]
    private let fragmentos: [Fragmento: [Trozo]]
    private let meses: [String]

    init(_ idioma: Idioma) {
        self.idioma = idioma
        let leidos = Self.leer(idioma)
        mensajes = Texto.allCases.map { Self.trozos(leidos[$0.nombre] ?? $0.nombre) }
        fragmentos = Dictionary(
            uniqueKeysWithValues: Fragmento.allCases.map {
                (
                    $0,
                    Self.trozos(
                        String(decoding: RecursosDelSitio.fragmento($0.rawValue, idioma.rawValue), as: UTF8.self))
                )
            })
        meses = (leidos[Texto.meses.nombre] ?? "").split(separator: ",").map(String.init)
    }

    /// Messages by key, as the catalogue writes them.
    static func leer(_ idioma: Idioma) -> [String: String] {
        let bytes = RecursosDelSitio.textos(idioma.rawValue)
        return (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
    }

    /// - Parameter n: from 1.
    func mes(_ n: Int) -> String { meses.indices.contains(n - 1) ? meses[n - 1] : "" }

    /// A longer passage, which is markup already.
    func fragmento(_ clave: Fragmento, _ valores: HTML...) -> HTML {
        HTML.unir(
            (fragmentos[clave] ?? []).map {
                switch $0 {
                case .literal(let marcas, _): HTML(yaEscapado: marcas)
                case .hueco(let i): valores.indices.contains(i) ? valores[i] : ""
                }
            })
    }

    /// Markup of a message, its text escaped.
    func callAsFunction(_ clave: Texto, _ valores: any EnTexto...) -> HTML {
        var html: HTML = ""
        for trozo in mensajes[clave.rawValue] {
            switch trozo {
            case .literal(_, let marcas): html += marcas
            case .hueco(let i): html += valores.indices.contains(i) ? valores[i].html : ""
            }
        }
        return html
    }

    /// Plain text of a message, for titles and attributes.
    func llano(_ clave: Texto, _ valores: String...) -> String {
        mensajes[clave.rawValue].map {
            switch $0 {
            case .literal(let texto, _): texto
            case .hueco(let i): valores.indices.contains(i) ? valores[i] : ""
            }
        }.joined()
    }

    /// The message with its holes as they are written: scripts fill them.
    func crudo(_ clave: Texto) -> String {
        mensajes[clave.rawValue].map {
            switch $0 {
            case .literal(let texto, _): texto
            case .hueco(let i): "{\(i)}"
            }
        }.joined()
    }

    private static func trozos(_ mensaje: String) -> [Trozo] {
        var trozos: [Trozo] = []
        var resto = mensaje[...]
        while let inicio = resto.firstIndex(of: "{"), let fin = resto[inicio...].firstIndex(of: "}") {
            if let n = Int(resto[resto.index(after: inicio)..<fin]) {
                if inicio > resto.startIndex { trozos.append(Trozo(String(resto[..<inicio]))) }
                trozos.append(.hueco(n))
            } else {
                trozos.append(Trozo(String(resto[...fin])))
            }
            resto = resto[resto.index(after: fin)...]
        }
        if !resto.isEmpty { trozos.append(Trozo(String(resto))) }
        return trozos
    }
}

/// What fits in a hole of a message.
protocol EnTexto {
    var html: HTML { get }
}

extension HTML: EnTexto {
    var html: HTML { self }
}
extension String: EnTexto {
    var html: HTML { "\(self)" }
}
extension Int: EnTexto {
    var html: HTML { "\(self)" }
}
