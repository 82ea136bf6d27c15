import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Publicacion
import Seguimiento

/// A document that can be written from the records.
package struct OfertaDeDocumento: Sendable {
    /// As in addresses: `coahuila-2021`.
    package let clave: String
    package let nombre: String
    /// Months that it can be of; nil when it is not of a month.
    package let meses: [Mes]?

    package init(clave: String, nombre: String, meses: [Mes]?) {
        self.clave = clave
        self.nombre = nombre
        self.meses = meses
    }
}

/// Ways in which a document is given.
package enum FormaDeDocumento: String, Sendable, CaseIterable { case pdf, docx }

/// What writes documents from the records; the console only offers them.
package protocol HaceDocumentos: Sendable {
    /// What can be written now, in the order in which it is shown.
    func ofertas() throws -> [OfertaDeDocumento]
    /// The document inside a page, with what to know before it is issued.
    func vistaPrevia(_ clave: String, mes: Mes?) throws -> (documento: HTML, advertencias: [String])
    func bytes(_ clave: String, mes: Mes?, forma: FormaDeDocumento) throws -> [UInt8]
}

/// Documents: what can be written, its preview and its files.
struct ConsolaDeDocumentos: Sendable {
    let c: ConsolaDeSeguimiento

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/documentos", para: VenSeguimiento.self) { _, p in
            let ofertas = try await ofertas()
            return .pagina(lista(c.lugar(p), ofertas))
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/vista", para: VenSeguimiento.self) { request, p in
            let (oferta, mes, hace) = try await pedida(request, p)
            let vista = try await enHilo { try hace.vistaPrevia(oferta.clave, mes: mes) }
            return .pagina(previa(c.lugar(p), oferta, mes, vista.documento, vista.advertencias))
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/archivo/{forma}", para: VenSeguimiento.self) { request, p in
            let (oferta, mes, hace) = try await pedida(request, p)
            guard let forma = FormaDeDocumento(rawValue: try p.parameters.require("forma")) else {
                throw ConsolaDeSeguimiento.noExiste
            }
            let bytes = try await enHilo { try hace.bytes(oferta.clave, mes: mes, forma: forma) }
            return .archivo(bytes, tipo: Self.tipo(forma), nombre: Self.nombre(oferta, mes, forma))
        }
    }

    private static func tipo(_ forma: FormaDeDocumento) -> String {
        switch forma {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
    }

    private static func nombre(_ o: OfertaDeDocumento, _ mes: Mes?, _ forma: FormaDeDocumento) -> String {
        ([o.clave] + [mes?.iso].compactMap(\.self)).joined(separator: "-") + ".\(forma.rawValue)"
    }

    private func ofertas() async throws -> [OfertaDeDocumento] {
        guard let hace = c.d.documentos else { return [] }
        return try await enHilo { try hace.ofertas() }
    }

    private func pedida(_ request: Request, _ p: Con<VenSeguimiento>) async throws
        -> (OfertaDeDocumento, Mes?, any HaceDocumentos)
    {
        let clave = try p.parameters.require("clave")
        let mes = Formulario(request.uri.query ?? "").opcional("mes").flatMap(Mes.init(iso:))
        guard let hace = c.d.documentos, let oferta = try await ofertas().first(where: { $0.clave == clave }),
            oferta.meses.map({ meses in mes.map(meses.contains) ?? false }) ?? (mes == nil)
        else { throw ConsolaError(.noExiste, "Ese documento no existe, o no es de ese mes.") }
        return (oferta, mes, hace)
    }

    private static func ruta(_ o: OfertaDeDocumento) -> String {
        "/seguimiento/documentos/\(Enlace.codificado(o.clave))"
    }

    private func lista(_ lugar: Lugar, _ ofertas: [OfertaDeDocumento]) -> HTML {
        func ligas(_ o: OfertaDeDocumento, _ mes: Mes?) -> HTML {
            let consulta = mes.map { "?mes=\($0.iso)" } ?? ""
            let de = mes.map { "\(o.nombre), \(Leida.mes($0))" } ?? o.nombre
            let archivos = FormaDeDocumento.allCases.map {
                "<a href=\"\(Self.ruta(o))/archivo/\($0.rawValue)\(consulta)\" aria-label=\"\($0.rawValue.uppercased()): \(de)\">\($0.rawValue.uppercased())</a> "
                    as HTML
            }
            return
                "<a href=\"\(Self.ruta(o))/vista\(consulta)\" aria-label=\"Ver \(de)\">Ver</a> \(HTML.unir(archivos))"
        }
        let mensuales = ofertas.filter { $0.meses != nil }
        let meses = Set(mensuales.flatMap { $0.meses ?? [] }).sorted(by: >)
        let sueltos = ofertas.filter { $0.meses == nil }.map {
            "<tr><th scope=\"row\">\($0.nombre)</th><td>\(ligas($0, nil))</td></tr>\n" as HTML
        }
        let filas = meses.map { mes in
            let celdas = mensuales.map {
                "<td>\($0.meses?.contains(mes) == true ? ligas($0, mes) : "" as HTML)</td>" as HTML
            }
            return "<tr><th scope=\"row\">\(Leida.mes(mes))</th>\(HTML.unir(celdas))</tr>\n" as HTML
        }
        let porMes: HTML =
            filas.isEmpty
            ? ""
            : """
            <h2>Cada mes</h2>
            <div class="rollo" tabindex="0" role="region" aria-label="Documentos de cada mes"><table><thead><tr><th scope="col">Mes</th>\
            \(HTML.unir(mensuales.map { "<th scope=\"col\">\($0.nombre)</th>" as HTML }))</tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        let otros: HTML =
            sueltos.isEmpty
            ? ""
            : """
            <h2>Del proceso</h2>
            <div class="rollo" tabindex="0" role="region" aria-label="Documentos del proceso"><table><tbody>
            \(HTML.unir(sueltos))</tbody></table></div>

            """
        let nada: HTML =
            ofertas.isEmpty
            ? "<p>Este servidor todavía no ofrece documentos: se escriben con «prep informe».</p>\n" : ""
        return lugar.pagina(
            "Documentos", aqui: "/seguimiento/documentos", "<h1>Documentos</h1>\n\(nada)\(porMes)\(otros)")
    }

    private func previa(
        _ lugar: Lugar, _ o: OfertaDeDocumento, _ mes: Mes?, _ documento: HTML, _ advertencias: [String]
    )
        -> HTML
    {
        let consulta = mes.map { "?mes=\($0.iso)" } ?? ""
        let archivos = FormaDeDocumento.allCases.map {
            "<a class=\"boton otro\" href=\"\(Self.ruta(o))/archivo/\($0.rawValue)\(consulta)\">\($0.rawValue.uppercased())</a> "
                as HTML
        }
        let avisos: HTML =
            advertencias.isEmpty
            ? ""
            : """
            <div class="aviso"><h2>Antes de emitirlo</h2><ul>\(HTML.unir(advertencias.map { "<li>\($0)</li>" as HTML }))</ul></div>

            """
        return lugar.pagina(
            o.nombre, aqui: "/seguimiento/documentos",
            """
            <p class="migas"><a href="/seguimiento/documentos">Documentos</a></p>
            <div class="titular"><h1>\(o.nombre)\(mes.map { ", \(Leida.mes($0))" } ?? "")</h1><p>\(HTML.unir(archivos))</p></div>
            \(avisos)<article class="hoja">\(documento)</article>
            """)
    }
}
