import Foundation
import Mustache

/// Why a document cannot be written. Equal by code.
public struct PlantillaError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Codigo: String, Sendable, CaseIterable {
        /// There is no template of that name.
        case noExiste = "PREP-SEG-001"
        /// A template is not one.
        case malEscrita = "PREP-SEG-002"
        /// The records lack something without which the document says nothing.
        case faltanDatos = "PREP-SEG-003"
    }

    public let codigo: Codigo
    public let mensaje: String

    init(_ codigo: Codigo, _ mensaje: String) {
        self.codigo = codigo
        self.mensaje = mensaje
    }

    public static func == (a: PlantillaError, b: PlantillaError) -> Bool { a.codigo == b.codigo }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}

/// The templates of the documents: those of the program and, instead or besides, those of the institute.
public struct Plantillas: Sendable {
    /// Text of each template, by its name without extension.
    public let textos: [String: String]
    private let biblioteca: MustacheLibrary

    static let extensionDeArchivo = "mustache"

    /// - Parameter propias: texts of the institute's, by name; one with the name of the program's replaces it.
    /// - Throws: `.malEscrita` with what the template has wrong and where.
    public init(propias: [String: String] = [:]) throws(PlantillaError) {
        textos = Self.deFabrica.merging(propias) { $1 }
        var plantillas: [String: MustacheTemplate] = [:]
        for (nombre, texto) in textos {
            do {
                plantillas[nombre] = try MustacheTemplate(string: texto)
            } catch let error as MustacheTemplate.ParserError {
                throw PlantillaError(
                    .malEscrita,
                    "\(nombre).\(Self.extensionDeArchivo):\(error.context.lineNumber):\(error.context.columnNumber): la plantilla no se entiende (\(error.error)): \(error.context.line)"
                )
            } catch {
                throw PlantillaError(.malEscrita, "\(nombre).\(Self.extensionDeArchivo): la plantilla no se entiende")
            }
        }
        biblioteca = MustacheLibrary(templates: plantillas)
    }

    /// Reads the institute's from a folder: its files that end in `.mustache`.
    public static func propias(en carpeta: String) throws(PlantillaError) -> [String: String] {
        guard let nombres = try? FileManager.default.contentsOfDirectory(atPath: carpeta) else {
            throw PlantillaError(.noExiste, "\(carpeta): no es una carpeta de plantillas; revise la ruta")
        }
        var textos: [String: String] = [:]
        for nombre in nombres where nombre.hasSuffix(".\(extensionDeArchivo)") {
            guard let datos = FileManager.default.contents(atPath: "\(carpeta)/\(nombre)"), datos.count <= 1 << 20,
                let texto = String(data: datos, encoding: .utf8)
            else { throw PlantillaError(.malEscrita, "\(carpeta)/\(nombre): no es un texto en UTF-8 de 1 MiB o menos") }
            textos[String(nombre.dropLast(extensionDeArchivo.count + 1))] = texto
        }
        return textos
    }

    /// Names that begin so, without that beginning, in order.
    func nombres(de prefijo: String) -> [String] {
        textos.keys.filter { $0.hasPrefix(prefijo) }.map { String($0.dropFirst(prefijo.count)) }.sorted()
    }

    /// - Returns: the text, and what the template asks for and nobody knows: names of a template badly written.
    func html(_ nombre: String, _ contexto: [String: Any]) throws(PlantillaError) -> (
        texto: String, desconocidos: [String]
    ) {
        let raiz = Raiz(contexto)
        guard let texto = biblioteca.render(raiz, withTemplate: nombre) else {
            throw PlantillaError(.noExiste, "no hay plantilla \(nombre)")
        }
        return (texto, raiz.desconocidos.sorted())
    }

    /// The outermost values; what is not there is nowhere.
    private final class Raiz: MustacheParent {
        let valores: [String: Any]
        private(set) var desconocidos: Set<String> = []

        init(_ valores: [String: Any]) { self.valores = valores }

        func child(named nombre: String) -> Any? {
            if let valor = valores[nombre] { return valor }
            desconocidos.insert(nombre)
            return nil
        }
    }

    private static let deFabrica: [String: String] = [
        "informe-coahuila-2021": PackageResources.informe_coahuila_2021_mustache,
        "informe-durango-2021": PackageResources.informe_durango_2021_mustache,
        "informe-morelos-2023": PackageResources.informe_morelos_2023_mustache,
    ].mapValues { String(decoding: $0, as: UTF8.self) }
}
