import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Publicacion

/// Styles and scripts of the consoles: inside the program, at addresses that name their content.
struct Recurso: Sendable {
    let ruta: String
    let tipo: String
    let bytes: [UInt8]

    init(_ nombre: String, _ bytes: [UInt8]) {
        let huella = Array(SHA256.hash(data: bytes)).hexadecimal.prefix(12)
        let partes = nombre.split(separator: ".")
        ruta = "/recursos/\(partes[0])-\(huella).\(partes[partes.count - 1])"
        tipo = nombre.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
        self.bytes = bytes
    }

    static let estilo = Recurso("consola.css", PackageResources.consola_css)
    static let consola = Recurso("consola.js", PackageResources.consola_js)

    /// How a page asks for it.
    var etiqueta: HTML {
        tipo.hasPrefix("text/css")
            ? "<link rel=\"stylesheet\" href=\"\(ruta)\">\n" : "<script src=\"\(ruta)\" defer></script>\n"
    }

    static func montar(_ recursos: [Recurso], en ruteador: Ruteador) {
        for recurso in recursos {
            ruteador.abierta(.get, recurso.ruta) { _, _ in
                .inmutable(recurso.bytes, tipo: recurso.tipo, publico: true)
            }
        }
    }
}
