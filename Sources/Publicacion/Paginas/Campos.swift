import Formatos
import Foundation
import Sitio

/// What each field of the published JSON is: one list, from which the page of fields and the OpenAPI description are made.
struct Campos {
    private struct Documento: Decodable {
        let ancla: String
        let titulo: [String: String]
        let rutas: [String]
        let campos: [[String: String]]
    }

    /// Where `campos.html` and programs find the description.
    static let openAPI = "openapi.json"

    private let documentos: [Documento]
    private let t: Textos

    /// - Parameter primerLugar: whether an acuerdo lets the data say if the first place can change.
    init(_ t: Textos, primerLugar: Bool) {
        self.t = t
        let leidos = (try? JSONDecoder().decode([Documento].self, from: Data(RecursosDelSitio.campos))) ?? []
        documentos = leidos.map { d in
            Documento(
                ancla: d.ancla, titulo: d.titulo, rutas: d.rutas,
                campos: d.campos.filter { primerLugar || $0["campo"]?.hasPrefix("primerLugar.") != true })
        }
    }

    private func dicho(_ campo: [String: String]) -> String { campo[t.idioma.rawValue] ?? "" }

    /// What stands between backquotes is code.
    private func conCodigo(_ texto: String) -> HTML {
        var html: HTML = ""
        for (i, parte) in texto.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            html += i % 2 == 0 ? "\(String(parte))" : Piezas.codigo(String(parte))
        }
        return html
    }

    func pagina(_ marco: Marco) -> [UInt8] {
        var html: HTML = "<p>\(t(.explicaCampos, "<a href=\"\(Self.openAPI)\">\(Self.openAPI)</a>" as HTML))</p>\n"
        html += Piezas.enPagina(t, documentos.map { ($0.ancla, "\($0.titulo[t.idioma.rawValue] ?? "")") })
        for d in documentos {
            let titulo = d.titulo[t.idioma.rawValue] ?? ""
            var tabla = Tabla(
                .fichas, titulo: t.llano(.camposDe, titulo),
                [.init(t.llano(.campo)), .init(t.llano(.tipo)), .init(t.llano(.queEs))])
            for c in d.campos {
                tabla.fila(Piezas.codigo(c["campo"] ?? ""), "\(c["tipo"] ?? "")", "<span>\(conCodigo(dicho(c)))</span>")
            }
            let rutas = d.rutas.map { Piezas.codigo($0) }
            var direcciones: HTML = ""
            for (i, ruta) in rutas.enumerated() { direcciones += i == 0 ? ruta : ", " + ruta }
            html += Piezas.bloque(d.ancla, "\(titulo)", nota: direcciones, tabla.html)
        }
        return marco.pagina(
            .init(
                titulo: t.llano(.queEsCadaCampo),
                migas: [
                    .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
                    .init(texto: t.llano(.baseDeDatos), ruta: Rutas.bases),
                    .init(texto: t.llano(.queEsCadaCampo), ruta: nil),
                ], menu: Rutas.bases), html)
    }

    // MARK: OpenAPI

    /// The static JSON as an OpenAPI 3.1 document.
    func descripcion(titulo: String, entorno: String) throws(PublicacionError) -> [UInt8] {
        var caminos: [String: Any] = [:]
        for d in documentos {
            let tipo = d.rutas[0].hasSuffix(".ndjson") ? "application/x-ndjson" : "application/json"
            let respuesta: [String: Any] = [
                "200": [
                    "description": d.titulo[t.idioma.rawValue] ?? "",
                    "content": [tipo: ["schema": esquema(d.campos)]],
                ]
            ]
            for ruta in d.rutas {
                var operacion: [String: Any] = [
                    "summary": d.titulo[t.idioma.rawValue] ?? "", "responses": respuesta,
                    "operationId": ruta.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined(),
                ]
                let huecos = ruta.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
                if !huecos.isEmpty {
                    operacion["parameters"] = huecos.map {
                        ["name": $0, "in": "path", "required": true, "schema": ["type": "string"]] as [String: Any]
                    }
                }
                caminos["/" + ruta] = ["get": operacion]
            }
        }
        let documento: [String: Any] = [
            "openapi": "3.1.0", "x-entorno": entorno, "info": ["title": titulo, "version": "1"], "paths": caminos,
        ]
        do {
            let datos = try JSONSerialization.data(
                withJSONObject: documento, options: [.sortedKeys, .withoutEscapingSlashes])
            return [UInt8](datos) + [10]
        } catch {
            throw PublicacionError(.noSeEscribe, "no se pudo escribir la descripción de los datos")
        }
    }

    /// Nested schema of fields named with dots and brackets.
    private func esquema(_ campos: [[String: String]]) -> [String: Any] {
        let nodo = Nodo()
        for c in campos {
            var actual = nodo
            let opcional = c["tipo"]?.hasSuffix("?") == true
            for parte in (c["campo"] ?? "").split(separator: ".") {
                let esLista = parte.hasSuffix("[]")
                actual = actual.hijo(String(esLista ? parte.dropLast(2) : parte), lista: esLista)
            }
            actual.tipo = c["tipo"]
            actual.opcional = opcional
            actual.dicho = dicho(c)
        }
        return nodo.esquema
    }

    private final class Nodo {
        var hijos: [(nombre: String, nodo: Nodo, lista: Bool)] = []
        var tipo: String?
        var opcional = false
        var dicho = ""

        func hijo(_ nombre: String, lista: Bool) -> Nodo {
            if let ya = hijos.first(where: { $0.nombre == nombre }) { return ya.nodo }
            let nuevo = Nodo()
            hijos.append((nombre, nuevo, lista))
            return nuevo
        }

        /// Present only when all that it holds may be absent.
        private var todoOpcional: Bool { hijos.isEmpty ? opcional : hijos.allSatisfy { $0.nodo.todoOpcional } }

        var esquema: [String: Any] {
            guard hijos.isEmpty else {
                var propiedades: [String: Any] = [:]
                for h in hijos {
                    propiedades[h.nombre] = h.lista ? ["type": "array", "items": h.nodo.esquema] : h.nodo.esquema
                }
                return [
                    "type": "object", "properties": propiedades,
                    "required": hijos.filter { !$0.nodo.todoOpcional }.map(\.nombre),
                ]
            }
            var esquema: [String: Any] = ["description": dicho]
            switch (tipo ?? "").replacing("?", with: "") {
            case "entero": esquema["type"] = "integer"
            case "lógico": esquema["type"] = "boolean"
            case "porcentaje":
                esquema["type"] = "string"
                esquema["pattern"] = "^[0-9]+\\.[0-9]{4}$"
            case "instante":
                esquema["type"] = "string"
                esquema["format"] = "date-time"
            case "huella":
                esquema["type"] = "string"
                esquema["pattern"] = "^[0-9a-f]{64}$"
            default: esquema["type"] = "string"
            }
            return esquema
        }
    }
}
