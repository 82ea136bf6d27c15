import Almacen
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
    private let turno = TurnoDeDocumentos()

    init(c: ConsolaDeSeguimiento) { self.c = c }

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/documentos", para: VenSeguimiento.self) { request, p in
            let escribania = c.escribania
            let fecha = try Pedido.fecha(Formulario(request.uri.query ?? ""))
            let (meses, formato) = try await enHilo { try escribania.meses() }
            return .pagina(lista(c.lugar(p), meses, formato, fecha))
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/vista", para: VenFichas.self) { request, p in
            let pedido = try Pedido(request, p, c.escribania)
            let (escribania, hoy) = (c.escribania, c.lugar(p).hoy)
            return try await enTurno(p) {
                let (hecho, cuerpo) = try await enDocumento {
                    let hecho = try escribania.escribir(pedido.pedido, fecha: pedido.fecha, hoy: hoy)
                    return (hecho, try Imprenta.fragmento(hecho.escrito))
                }
                return .pagina(previa(c.lugar(p), pedido, hecho, HTML(yaEscapado: cuerpo)))
            }
        }
        r.montar(.get, "/seguimiento/documentos/{clave}/archivo/{forma}", para: VenFichas.self) { request, p in
            let pedido = try Pedido(request, p, c.escribania)
            guard let forma = Forma(rawValue: try p.parameters.require("forma")) else {
                throw ConsolaDeSeguimiento.noExiste
            }
            let (escribania, hoy) = (c.escribania, c.lugar(p).hoy)
            return try await enTurno(p) {
                let escrito = try await enDocumento {
                    try escribania.escribir(pedido.pedido, fecha: pedido.fecha, hoy: hoy).escrito
                }
                let bytes = forma == .pdf ? try await imprenta.pdf(escrito) : try await imprenta.docx(escrito)
                return .archivo(bytes, tipo: forma.tipo, nombre: "\(pedido.nombreDeArchivo).\(forma.rawValue)")
            }
        }
    }

    /// Writes a document for somebody, while they wait for it; what the records lack is told to them.
    private func enTurno(
        _ p: Con<VenFichas>, _ hacer: @escaping @Sendable () async throws -> Response
    ) async throws -> Response {
        let persona = p.identidad.persona
        do {
            return try await mientrasEspera(p.canal) { try await turno.escribir(persona, hacer) }
        } catch let negado as TurnoDeDocumentos.Negado {
            return espere(negado, c.lugar(p))
        } catch let error as PlantillaError {
            throw ConsolaError(.noExiste, error.mensaje.prefix(1).uppercased() + error.mensaje.dropFirst() + ".")
        }
    }

    private func espere(_ negado: TurnoDeDocumentos.Negado, _ lugar: Lugar) -> Response {
        let (estado, texto): (HTTPResponse.Status, String) =
            switch negado {
            case .otroSuyo:
                (
                    .tooManyRequests,
                    "Ya se está escribiendo otro documento que usted pidió: espere a que termine y pida éste otra vez."
                )
            case .lleno:
                (
                    .serviceUnavailable,
                    "Se están escribiendo los documentos que pidieron otras personas: pida el suyo otra vez en \(negado.segundos) segundos."
                )
            }
        var respuesta = Response.pagina(
            lugar.pagina(
                "Documentos", aqui: "/seguimiento/documentos",
                "<h1>El documento no se hizo</h1>\n<p>\(Self.miga(lugar)) <small>PREP-WEB-\(estado.code)</small></p>\n",
                aviso: .mal(texto)), estado: estado)
        respuesta.headers[.retryAfter] = String(negado.segundos)
        return respuesta
    }

    /// What somebody asks for: a monthly report or a document, of a record or not.
    private struct Pedido {
        let pedido: Escribania.Pedido
        let nombre: String
        let nombreDeArchivo: String
        /// What it is told apart by among links to others.
        let rotulo: String
        /// The day that it must carry; nil for its usual one.
        var fecha: Dia?
        /// Address of the document without what is done with it.
        let ruta: String
        /// Which of them: the month or the record.
        private let cual: [(clave: String, valor: String)]

        /// The day that somebody chose.
        static func fecha(_ q: Formulario) throws -> Dia? {
            guard let texto = q.opcional("fecha") else { return nil }
            guard let dia = Dia(iso: texto) else {
                throw ConsolaError(.dato, "La fecha «\(texto.prefix(40))» no es un día: escríbala como 2027-03-05.")
            }
            return dia
        }

        init(_ request: Request, _ p: Con<VenFichas>, _ escribania: Escribania) throws {
            let clave = try p.parameters.require("clave")
            let q = Formulario(request.uri.query ?? "")
            let fecha = try Self.fecha(q)
            if escribania.formatos.contains(clave), let mes = Mes(iso: q["mes"]) {
                guard FacultadDeFichas.lee(p.identidad.rol, documento: nil) else { throw Denegado.sinFuncion }
                self.init(formato: clave, mes: mes, fecha)
            } else if let documento = escribania.documentos.first(where: { $0.clave == clave }) {
                guard FacultadDeFichas.lee(p.identidad.rol, documento: documento) else {
                    throw Denegado.sinFuncion
                }
                let partes = q["ficha"].split(separator: "/", maxSplits: 1).map(String.init)
                let ficha = partes.count == 2 ? ClaveDeFicha(clase: partes[0], id: partes[1]) : nil
                guard (documento.clase == nil) == (ficha == nil), ficha?.clase == documento.clase else {
                    throw ConsolaDeSeguimiento.noExiste
                }
                self.init(documento, ficha: ficha, fecha)
            } else {
                throw ConsolaError(.noExiste, "Ese documento no existe, o no es de ese mes.")
            }
        }

        init(formato: String, mes: Mes, _ fecha: Dia?) {
            pedido = .informe(formato: formato, mes: mes)
            nombre = "Informe de \(Leida.mes(mes))"
            rotulo = "\(nombre), \(Leida.formato(formato))"
            self.fecha = fecha
            nombreDeArchivo = "informe-\(mes.iso)"
            ruta = "/seguimiento/documentos/\(Enlace.codificado(formato))"
            cual = [("mes", mes.iso)]
        }

        init(_ documento: DocumentoDeSeguimiento, ficha: ClaveDeFicha?, _ fecha: Dia? = nil) {
            pedido = .documento(clave: documento.clave, ficha: ficha)
            nombre = documento.nombre
            rotulo = documento.nombre
            self.fecha = fecha
            nombreDeArchivo = ([documento.clave] + [ficha?.id].compactMap(\.self)).joined(separator: "-")
            ruta = "/seguimiento/documentos/\(Enlace.codificado(documento.clave))"
            cual = ficha.map { [("ficha", $0.description)] } ?? []
        }

        private var consulta: String {
            let pares = (cual + [fecha.map { ("fecha", $0.iso) }].compactMap(\.self))
                .map { "\($0.clave)=\(Enlace.codificado($0.valor))" }
            return pares.isEmpty ? "" : "?" + pares.joined(separator: "&")
        }

        /// The day that it carries, to see it with another.
        ///
        /// - Parameter dia: the one with which it is shown.
        func conFecha(_ dia: Dia) -> HTML {
            let ocultos = cual.map { "<input type=\"hidden\" name=\"\($0.clave)\" value=\"\($0.valor)\">" as HTML }
            return """
                <form method="get" action="\(ruta)/vista" class="fila">\(HTML.unir(ocultos))\
                <div><label for="fecha">Fecha que lleva</label><input id="fecha" name="fecha" type="date" required value="\(dia.iso)"></div>
                <button class="otro">Ver con esa fecha</button></form>

                """
        }

        /// See it, and each of its files.
        var ligas: HTML {
            """
            <a href="\(ruta)/vista\(consulta)" aria-label="Ver \(rotulo)">Ver</a> \
            \(HTML.unir(Forma.allCases.map { archivo($0, clase: nil) }))
            """
        }

        func archivo(_ forma: Forma, clase: String?) -> HTML {
            let siglas = forma.rawValue.uppercased()
            return """
                <a\(clase.map { " class=\"\($0)\"" as HTML } ?? "") href="\(ruta)/archivo/\(forma.rawValue)\(consulta)" \
                aria-label="\(siglas): \(rotulo)">\(siglas)</a> 
                """
        }
    }

    // MARK: Pages

    private func lista(_ lugar: Lugar, _ meses: [Mes], _ propio: String?, _ fecha: Dia?) -> HTML {
        // The institute's own format first.
        let formatos = c.escribania.formatos.sorted { ($0 != propio ? 1 : 0, $0) < ($1 != propio ? 1 : 0, $1) }
        let filas = meses.reversed().map { mes in
            let celdas = formatos.map { "<td>\(Pedido(formato: $0, mes: mes, fecha).ligas)</td>" as HTML }
            return "<tr><th scope=\"row\">\(Leida.mes(mes))</th>\(HTML.unir(celdas))</tr>\n" as HTML
        }
        let columnas = formatos.map {
            "<th scope=\"col\">\(Leida.formato($0))\($0 == propio ? " (el del proceso)" : "")</th>" as HTML
        }
        let mensuales: HTML =
            meses.isEmpty
            ? "<p>Falta la ficha del proceso, con el día de la elección: de ahí salen los meses que se informan.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Informes de cada mes"><table><thead><tr>\
            <th scope="col">Mes</th>\(HTML.unir(columnas))</tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        let delProceso = c.escribania.documentos.filter { $0.clase == nil }.map {
            "<tr><th scope=\"row\">\($0.nombre)</th><td>\(Pedido($0, ficha: nil, fecha).ligas)</td></tr>\n" as HTML
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
            <form method="get" action="/seguimiento/documentos" class="fila">
            <div><label for="fecha">Fecha que llevan</label><small id="ayuda-fecha">Sin elegirla, hoy; los informes mensuales, el día en que vencen.</small>
            <input id="fecha" name="fecha" type="date" value="\(fecha?.iso ?? "")" aria-describedby="ayuda-fecha"></div>
            <button class="otro">Usar esa fecha</button></form>
            <h2>Informes mensuales</h2>
            \(mensuales)<h2>Del proceso</h2>
            <div class="rollo" tabindex="0" role="region" aria-label="Documentos del proceso"><table><tbody>
            \(HTML.unir(delProceso))</tbody></table></div>
            <h2>De una ficha</h2>
            <ul>\(HTML.unir(deFicha))</ul>
            """)
    }

    private func previa(_ lugar: Lugar, _ pedido: Pedido, _ hecho: Escribania.Hecho, _ cuerpo: HTML) -> HTML {
        // What is downloaded carries the day that is seen.
        var visto = pedido
        visto.fecha = hecho.fecha
        let archivos = Forma.allCases.map { visto.archivo($0, clase: "boton otro") }
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
            <p class="migas">\(Self.miga(lugar))</p>
            <div class="titular"><h1>\(pedido.nombre)</h1><p>\(HTML.unir(archivos))</p></div>
            \(avisos)\(pedido.conFecha(hecho.fecha))\
            <p class="nota">Así dice el documento, con su portada, membrete e índice. Las hojas y su numeración, y el color del \
            instituto, se ven en el PDF y el DOCX.</p>
            <article class="hoja">\(cuerpo)</article>
            """)
    }

    private static func miga(_ lugar: Lugar) -> HTML {
        lugar.enSeguimiento ? "<a href=\"/seguimiento/documentos\">Documentos</a>" : lugar.miga
    }

    private func conCuenta(_ n: Int, _ uno: String, _ varios: String) -> String { "\(n) \(n == 1 ? uno : varios)" }

    /// What can be written of a record, for its own page and for whom it is.
    static func ligas(_ ficha: FichaDeSeguimiento, _ escribania: Escribania, _ lugar: Lugar) -> HTML {
        let documentos = escribania.documentos(de: ficha).filter {
            FacultadDeFichas.lee(lugar.identidad.rol, documento: $0)
        }
        return lista(documentos.map { Pedido($0, ficha: ficha.clave) })
    }

    /// What can be written of all the difusores.
    static func ligasDeDifusion(_ escribania: Escribania, _ lugar: Lugar) -> HTML {
        lista(
            escribania.documentos.filter {
                FacultadDeFichas.documentosDeDifusion.contains($0.clave)
                    && FacultadDeFichas.lee(lugar.identidad.rol, documento: $0)
            }.map { Pedido($0, ficha: nil) })
    }

    private static func lista(_ pedidos: [Pedido]) -> HTML {
        guard !pedidos.isEmpty else { return "" }
        let filas = pedidos.map { "<li>\($0.nombre): \($0.ligas)</li>\n" as HTML }
        return "<h2>Documentos</h2>\n<ul class=\"hallados\">\(HTML.unir(filas))</ul>\n"
    }
}
