import Documentos
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Publicacion
import Seguimiento

/// Ways in which a document is given.
private enum Forma: String, CaseIterable {
    case pdf, docx

    var tipo: String {
        switch self {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }
}

/// Documents: what can be written, each seen before it is issued, and its files.
struct ConsolaDeDocumentos: Sendable {
    let c: ConsolaDeSeguimiento
    private let imprenta = Imprenta()

    init(c: ConsolaDeSeguimiento) { self.c = c }

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/documentos", para: VenSeguimiento.self) { _, p in
            let escribania = c.escribania
            let (meses, formato) = try await enHilo { try escribania.meses() }
            return .pagina(lista(c.lugar(p), meses, formato))
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/vista", para: VenSeguimiento.self) { request, p in
            let pedido = try Pedido(request, p, c.escribania)
            let (escribania, hoy) = (c.escribania, c.lugar(p).hoy)
            let (hecho, cuerpo) = try await Self.conFrase {
                try await enHilo {
                    let hecho = try escribania.escribir(pedido.pedido, fecha: nil, hoy: hoy)
                    return (hecho, try Imprenta.fragmento(hecho.escrito))
                }
            }
            return .pagina(previa(c.lugar(p), pedido, hecho, HTML(yaEscapado: cuerpo)))
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/archivo/{forma}", para: VenSeguimiento.self) { request, p in
            let pedido = try Pedido(request, p, c.escribania)
            guard let forma = Forma(rawValue: try p.parameters.require("forma")) else {
                throw ConsolaDeSeguimiento.noExiste
            }
            let (escribania, hoy) = (c.escribania, c.lugar(p).hoy)
            let bytes = try await Self.conFrase {
                let escrito = try await enHilo { try escribania.escribir(pedido.pedido, fecha: nil, hoy: hoy).escrito }
                return forma == .pdf ? try await imprenta.pdf(escrito) : try await imprenta.docx(escrito)
            }
            return .archivo(bytes, tipo: forma.tipo, nombre: "\(pedido.nombreDeArchivo).\(forma.rawValue)")
        }
    }

    /// What the records lack is told to whoever asks for the document.
    private static func conFrase<T>(_ cuerpo: () async throws -> T) async throws -> T {
        do {
            return try await cuerpo()
        } catch let error as PlantillaError {
            throw ConsolaError(.noExiste, error.mensaje.prefix(1).uppercased() + error.mensaje.dropFirst() + ".")
        }
    }

    /// What somebody asks for: a monthly report or a document, of a record or not.
    private struct Pedido {
        let pedido: Escribania.Pedido
        let nombre: String
        let nombreDeArchivo: String
        /// Address of the document without what is done with it.
        let ruta: String
        let consulta: String

        init(_ request: Request, _ p: Con<VenSeguimiento>, _ escribania: Escribania) throws {
            let clave = try p.parameters.require("clave")
            let q = Formulario(request.uri.query ?? "")
            if escribania.formatos.contains(clave), let mes = Mes(iso: q["mes"]) {
                self.init(formato: clave, mes: mes)
            } else if let documento = escribania.documentos.first(where: { $0.clave == clave }) {
                let partes = q["ficha"].split(separator: "/", maxSplits: 1).map(String.init)
                let ficha = partes.count == 2 ? ClaveDeFicha(clase: partes[0], id: partes[1]) : nil
                guard (documento.clase == nil) == (ficha == nil), ficha?.clase == documento.clase else {
                    throw ConsolaDeSeguimiento.noExiste
                }
                self.init(documento, ficha: ficha)
            } else {
                throw ConsolaError(.noExiste, "Ese documento no existe, o no es de ese mes.")
            }
        }

        init(formato: String, mes: Mes) {
            pedido = .informe(formato: formato, mes: mes)
            nombre = "Informe de \(Leida.mes(mes))"
            nombreDeArchivo = "informe-\(mes.iso)"
            ruta = "/seguimiento/documentos/\(Enlace.codificado(formato))"
            consulta = "?mes=\(mes.iso)"
        }

        init(_ documento: DocumentoDeSeguimiento, ficha: ClaveDeFicha?) {
            pedido = .documento(clave: documento.clave, ficha: ficha)
            nombre = documento.nombre
            nombreDeArchivo = ([documento.clave] + [ficha?.id].compactMap(\.self)).joined(separator: "-")
            ruta = "/seguimiento/documentos/\(Enlace.codificado(documento.clave))"
            consulta = ficha.map { "?ficha=\(Enlace.codificado($0.description))" } ?? ""
        }

        /// See it, and each of its files.
        var ligas: HTML {
            """
            <a href="\(ruta)/vista\(consulta)" aria-label="Ver \(nombre)">Ver</a> \
            \(HTML.unir(Forma.allCases.map { archivo($0, clase: nil) }))
            """
        }

        func archivo(_ forma: Forma, clase: String?) -> HTML {
            let siglas = forma.rawValue.uppercased()
            return """
                <a\(clase.map { " class=\"\($0)\"" as HTML } ?? "") href="\(ruta)/archivo/\(forma.rawValue)\(consulta)" \
                aria-label="\(siglas): \(nombre)">\(siglas)</a> 
                """
        }
    }

    // MARK: Pages

    private func lista(_ lugar: Lugar, _ meses: [Mes], _ propio: String?) -> HTML {
        // The institute's own format first.
        let formatos = c.escribania.formatos.sorted { ($0 != propio ? 1 : 0, $0) < ($1 != propio ? 1 : 0, $1) }
        let filas = meses.reversed().map { mes in
            let celdas = formatos.map { "<td>\(Pedido(formato: $0, mes: mes).ligas)</td>" as HTML }
            return "<tr><th scope=\"row\">\(Leida.mes(mes))</th>\(HTML.unir(celdas))</tr>\n" as HTML
        }
        let columnas = formatos.map { "<th scope=\"col\">\($0)\($0 == propio ? " (el del proceso)" : "")</th>" as HTML }
        let mensuales: HTML =
            meses.isEmpty
            ? "<p>Falta la ficha del proceso, con el día de la elección: de ahí salen los meses que se informan.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Informes de cada mes"><table><thead><tr>\
            <th scope="col">Mes</th>\(HTML.unir(columnas))</tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        let delProceso = c.escribania.documentos.filter { $0.clase == nil }.map {
            "<tr><th scope=\"row\">\($0.nombre)</th><td>\(Pedido($0, ficha: nil).ligas)</td></tr>\n" as HTML
        }
        let deFicha = c.escribania.documentos.compactMap { d in
            d.clase.flatMap(Clase.de).map {
                "<li>\(d.nombre): en la página de cada <a href=\"/seguimiento/\($0.carpeta)\">\($0.nombre.lowercased())</a></li>\n"
                    as HTML
            }
        }
        return lugar.pagina(
            "Documentos", aqui: "/seguimiento/documentos",
            """
            <h1>Documentos</h1>
            <h2>Informes mensuales</h2>
            \(mensuales)<h2>Del proceso</h2>
            <div class="rollo" tabindex="0" role="region" aria-label="Documentos del proceso"><table><tbody>
            \(HTML.unir(delProceso))</tbody></table></div>
            <h2>De una ficha</h2>
            <ul>\(HTML.unir(deFicha))</ul>
            """)
    }

    private func previa(_ lugar: Lugar, _ pedido: Pedido, _ hecho: Escribania.Hecho, _ cuerpo: HTML) -> HTML {
        let archivos = Forma.allCases.map { pedido.archivo($0, clase: "boton otro") }
        let renglones = hecho.avisos.map { aviso -> HTML in
            let donde =
                aviso.ficha.map { " <a href=\"\(ConsolaDeSeguimiento.ruta($0))\">Ver la ficha</a>" as HTML } ?? ""
            return "<li><b>\(aviso.motivo.nombre)</b>: \(aviso.mensaje)\(donde)</li>\n"
        }
        let avisos: HTML =
            renglones.isEmpty
            ? ""
            : """
            <details class="aviso" open><summary>Antes de emitirlo: \(conCuenta(renglones.count, "aviso", "avisos"))</summary>
            <ul>\(HTML.unir(renglones))</ul></details>

            """
        return lugar.pagina(
            pedido.nombre, aqui: "/seguimiento/documentos",
            """
            <p class="migas"><a href="/seguimiento/documentos">Documentos</a></p>
            <div class="titular"><h1>\(pedido.nombre)</h1><p>\(HTML.unir(archivos))</p></div>
            \(avisos)<article class="hoja">\(cuerpo)</article>
            """)
    }

    private func conCuenta(_ n: Int, _ uno: String, _ varios: String) -> String { "\(n) \(n == 1 ? uno : varios)" }

    /// What can be written of a record, for its own page.
    static func ligas(_ ficha: FichaDeSeguimiento, _ escribania: Escribania) -> HTML {
        let documentos = escribania.documentos(de: ficha)
        guard !documentos.isEmpty else { return "" }
        let filas = documentos.map { "<li>\($0.nombre): \(Pedido($0, ficha: ficha.clave).ligas)</li>\n" as HTML }
        return "<h2>Documentos</h2>\n<ul class=\"hallados\">\(HTML.unir(filas))</ul>\n"
    }
}
