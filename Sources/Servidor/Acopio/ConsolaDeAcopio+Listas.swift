import Almacen
import Electoral
import Formatos
import Foundation
import Hummingbird
import Publicacion

/// What was handed to digitalización, to be signed, and what has not arrived.
extension ConsolaDeAcopio {
    func montarListas(en r: Ruteador) {
        r.montar(.get, "/acopio/lista", para: DeAcopio.self, porEntregar)
        r.montar(.post, "/acopio/lista", para: DeAcopio.self) { _, p in
            let centro = try p.exigirCentro()
            let clave = try CuerpoJSON.clave(p.formulario["clave"], "entrega", de: p.identidad.persona)
            let (persona, ahora) = (p.identidad.persona, d.ahora())
            let numero = try await enHilo {
                try d.almacen.cerrarLista(centro: centro, clave: clave, persona: persona, instante: ahora)
            }
            return .ir(numero.map { "/acopio/lista/\($0)" } ?? "/acopio?hecho=sin-nada")
        }
        r.montar(.get, "/acopio/lista/{numero}", para: DeAcopio.self, cerrada)
        r.montar(.get, "/acopio/faltan", para: DeAcopio.self, faltan)
        r.montar(.get, "/acopio/faltan.csv", para: DeAcopio.self, faltanCSV)
    }

    // MARK: Delivery

    @Sendable private func porEntregar(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let (actas, listas) = try await enHilo {
            (try d.almacen.porEntregar(centro: centro), try d.almacen.listas(centro: centro))
        }
        let anteriores = HTML.unir(
            (0..<min(listas, 50)).map { i in
                "<li><a href=\"/acopio/lista/\(String(listas - i))\">Lista \(String(listas - i))</a></li>" as HTML
            })
        let cerrar: HTML =
            actas.isEmpty
            ? "<p>No hay actas nuevas que entregar.</p>\n"
            : """
            <form method="post" action="/acopio/lista">\(FormularioDeExcepcion.ocultos(Formulario(), p.identidad))\
            <button>Cerrar la lista y prepararla para imprimir</button></form>
            \(tabla(actas, titulo: "Recibidas desde la última lista"))
            """
        return .pagina(
            marco.pagina(
                "Lista de entrega", p.identidad,
                """
                <h1>Entrega a digitalización</h1>
                \(cerrar)\(listas == 0 ? "" : "<h2>Listas anteriores</h2>\n<ul class=\"en-linea\">\(anteriores)</ul>\n" as HTML)\
                <p><a href="/acopio">Volver al acopio</a></p>
                """, recursos: [Self.estilo]))
    }

    @Sendable private func cerrada(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        guard let numero = p.parameters.get("numero", as: Int.self),
            let lista = try await enHilo({ try d.almacen.lista(numero, centro: centro) })
        else { throw ConsolaError(.noExiste, "Esa lista no existe en este centro.") }
        return .pagina(
            marco.pagina(
                "Lista de entrega \(numero)", p.identidad,
                """
                <p class="no-imprime"><button data-imprimir type="button">Imprimir</button> <a href="/acopio">Volver al acopio</a></p>
                <h1>Lista de entrega \(String(numero)) · \(centro)</h1>
                <p>\(marco.institucion) · \(marco.proceso)\(marco.entorno.marca.map { " · " + $0 } ?? "")</p>
                <p>Acopio entrega a digitalización \(lista.actas.count) actas. La cerró \(lista.nombre) el \
                \(lista.instante.sello(d.proceso.huso)).</p>
                \(tabla(lista.actas, titulo: "Actas que se entregan"))
                <div class="firmas"><p>Entrega (acopio)<br>Nombre y firma</p><p>Recibe (digitalización)<br>Nombre y firma</p></div>
                """, recursos: [Self.estilo]))
    }

    private func tabla(_ actas: [Acopiada], titulo: String) -> HTML {
        let filas = HTML.unir(
            actas.enumerated().compactMap { i, a in
                d.catalogo.acta(a.acta).map { acta in
                    """
                    <tr><td class="n">\(i + 1)</td><td>\(String(a.instante.sello(d.proceso.huso).suffix(8)))</td>\
                    <td class="clave">\(acta.claveActa)</td><td>\(d.catalogo.eleccion(de: acta).titulo)</td>\
                    <td>\(acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "—")</td><td>\(acta.casilla.nombre)</td><td>\(a.documento)</td><td>\(a.nombre)</td></tr>

                    """
                }
            })
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="\(titulo)"><table><caption>\(titulo)</caption><thead><tr><th scope="col" class="n">N.º</th><th scope="col">Hora</th>\
            <th scope="col">Acta</th><th scope="col">Elección</th><th scope="col">Sección</th><th scope="col">Casilla</th><th scope="col">Documento</th>\
            <th scope="col">Recibió</th></tr></thead>
            <tbody>
            \(filas)</tbody></table></div>

            """
    }

    // MARK: What has not arrived

    private func faltantes(_ centro: String) async throws -> (actas: [Acta], conReporte: Set<Acta.ID>) {
        try await enHilo {
            (
                try d.almacen.faltantes(centro: centro).compactMap { d.catalogo.acta($0) },
                try d.almacen.actas(conExcepcionAbierta: .sinActa)
            )
        }
    }

    /// Hours since the casillas closed, as a person says it; nil before.
    private var espera: String? {
        let segundos = (d.ahora().microsegundos - d.proceso.inicioAcopio.microsegundos) / 1_000_000
        guard segundos >= 60 else { return nil }
        return segundos < 3600 ? "\(segundos / 60) min" : "\(segundos / 3600) h \(segundos % 3600 / 60) min"
    }

    @Sendable private func faltan(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let (actas, conReporte) = try await faltantes(centro)
        let grupos = Dictionary(grouping: actas) { [$0.eleccion, $0.unidad ?? -1] }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let tablas = HTML.unir(grupos.map { grupo(actas: $0.value, conReporte) })
        let cuenta: HTML =
            actas.isEmpty
            ? "<p class=\"aviso bien\">Todas las actas de este centro llegaron o tienen causa.</p>\n"
            : """
            <p>Faltan <b>\(actas.count)</b> actas de este centro\(espera.map { ", a \($0) del cierre de las casillas" } ?? ""). \
            <a href="/acopio/faltan.csv">Descargar en CSV</a></p>

            """
        return .pagina(
            marco.pagina(
                "Lo que falta", p.identidad,
                "<h1>Actas que no han llegado</h1>\n\(cuenta)\(tablas)<p><a href=\"/acopio\">Volver al acopio</a></p>",
                recursos: [Self.estilo]))
    }

    private func grupo(actas: [Acta], _ conReporte: Set<Acta.ID>) -> HTML {
        guard let primera = actas.first else { return "" }
        let ficha = FichaDeActa(primera, en: d.catalogo)
        let filas = HTML.unir(
            actas.map { acta in
                let situacion: HTML =
                    conReporte.contains(acta.id)
                    ? "<span class=\"pastilla\">Reportada sin acta</span>"
                    : "<a href=\"/acopio/sin-acta?acta=\(String(acta.id))\" aria-label=\"Reportar sin acta \(acta.claveActa)\">Reportar sin acta</a>"
                return """
                    <tr><td>\(acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "—")</td><td>\(acta.casilla.nombre)</td>\
                    <td class="clave">\(acta.claveActa)</td><td>\(situacion)</td></tr>

                    """
            })
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="\(ficha.eleccion), \(ficha.unidad)"><table><caption>\(ficha.eleccion) · \(ficha.ambito) \(ficha.unidad): \(actas.count)</caption>
            <thead><tr><th scope="col">Sección</th><th scope="col">Casilla</th><th scope="col">Acta</th><th scope="col">Situación</th></tr></thead>
            <tbody>
            \(filas)</tbody></table></div>

            """
    }

    @Sendable private func faltanCSV(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let (actas, conReporte) = try await faltantes(centro)
        var texto = "CENTRO,ELECCION,UNIDAD,SECCION,CASILLA,CLAVE_ACTA,TIEMPO_DESDE_EL_CIERRE,REPORTADA_SIN_ACTA\r\n"
        for acta in actas {
            let ficha = FichaDeActa(acta, en: d.catalogo)
            let celdas = [
                centro, ficha.eleccion, ficha.unidad, ficha.seccion, ficha.casilla, ficha.clave, espera ?? "",
                conReporte.contains(acta.id) ? "SI" : "NO",
            ]
            texto += celdas.map(CeldaCSV.deTexto).joined(separator: ",") + "\r\n"
        }
        return .archivo(
            Array("\u{FEFF}\(texto)".utf8), tipo: "text/csv; charset=utf-8",
            nombre: "faltan-\(centro)-\(d.ahora().compacta(d.proceso.huso)).csv")
    }
}
