import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// The page where envelopes are received: one field, one card, Enter.
extension ConsolaDeAcopio {
    /// What can be told on returning here, by the code in the address.
    private static let hechos: [String: String] = [
        "sin-acta": "Reportada sin acta: la supervisión decide. Si el acta aparece, recíbala como siempre.",
        "fuera-de-catalogo": "Reportada fuera de catálogo: entregue el papel a digitalización; la supervisión decide.",
        "sin-nada": "No hay actas nuevas que entregar.",
    ]

    @Sendable func pagina(_ request: Request, _ p: Con<DeAcopio>) async throws -> Response {
        let centro = try p.exigirCentro()
        let (avance, ultimas, porEntregar) = try await enHilo {
            (
                try d.almacen.avance(centro: centro), try d.almacen.acopiadas(centro: centro, ultimas: 12),
                try d.almacen.porEntregar(centro: centro).count
            )
        }
        let hecho = request.uri.queryParameters["hecho"].flatMap { Self.hechos[String($0)] }
        return .pagina(
            marco.pagina(
                "Acopio", p.identidad,
                """
                <div class="titular"><h1>Acopio</h1>
                <p class="cuenta"><b id="recibidas">\(avance.esperadas - avance.faltan)</b> de <b>\(avance.esperadas)</b> actas · \
                faltan <b id="faltan">\(avance.faltan)</b> · <a href="/acopio/lista">por entregar <b id="por-entregar">\(porEntregar)</b></a> · \
                <a href="/acopio/faltan">lo que falta</a></p></div>
                <form id="escaneo" class="escaneo" autocomplete="off">
                <label for="texto">Escanee la etiqueta o teclee la clave del acta</label>
                <div class="fila"><input id="texto" name="texto" class="clave" autocapitalize="characters" spellcheck="false" \
                inputmode="text" enterkeyhint="search" autofocus> <button>Buscar</button></div>
                </form>
                <p id="resultado" class="aviso" role="status" aria-live="assertive" hidden></p>
                <section id="candidatas" aria-label="Actas de esa casilla" hidden></section>
                <section id="ficha" class="ficha-acopio" aria-labelledby="titulo-ficha" tabindex="-1" hidden>\(Self.ficha)</section>
                \(Self.tabla(ultimas, d.catalogo, huso: d.proceso.huso))
                <p class="nota">¿Un papel que no se puede identificar? <a href="/acopio/fuera-de-catalogo">Repórtelo como fuera de catálogo</a>.</p>
                """, recursos: [Self.estilo, Self.guion], aviso: hecho.map { .bien($0) }))
    }

    /// Filled in by the script.
    private static var ficha: HTML {
        let mecanismos = HTML.unir(
            MecanismoDeTraslado.todos.map {
                "<label><input type=\"checkbox\" name=\"mecanismo\" value=\"\($0.clave)\"> <kbd>\($0.clave)</kbd> \($0.nombre)</label>\n"
                    as HTML
            })
        return """
            <h2 id="titulo-ficha">¿Es esta acta?</h2>
            <dl class="datos ficha" id="datos-ficha"></dl>
            <div class="opciones">
            <fieldset id="documentos"><legend>Documento recibido</legend></fieldset>
            <fieldset id="mecanismos"><legend>Cómo se trasladó (ninguno si no aplica)</legend>\(mecanismos)</fieldset>
            </div>
            <p class="fila"><button id="registrar" type="button">Registrar <kbd>Enter</kbd></button>
            <button id="cancelar" class="otro" type="button">Cancelar <kbd>Esc</kbd></button>
            <a id="sin-acta" class="boton otro" href="/acopio/sin-acta">No hay acta…</a></p>

            """
    }

    private static func tabla(_ ultimas: [Acopiada], _ catalogo: Catalogo, huso: Huso) -> HTML {
        let filas = HTML.unir(
            ultimas.compactMap { u in
                catalogo.acta(u.acta).map { acta in
                    """
                    <tr><td>\(String(u.instante.sello(huso).suffix(8)))</td><td class="clave">\(acta.claveActa)</td>\
                    <td>\(catalogo.eleccion(de: acta).titulo)</td><td>\(acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "—")</td>\
                    <td>\(acta.casilla.nombre)</td><td>\(u.documento)</td>\
                    <td>\(u.mecanismo.isEmpty ? "—" : u.mecanismo)</td></tr>

                    """
                }
            })
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Últimas recibidas"><table><caption>Últimas recibidas</caption>
            <thead><tr><th scope="col">Hora</th><th scope="col">Acta</th><th scope="col">Elección</th><th scope="col">Sección</th><th scope="col">Casilla</th>\
            <th scope="col">Documento</th><th scope="col">Traslado</th></tr></thead>
            <tbody id="ultimas">
            \(filas)</tbody></table></div>

            """
    }
}
