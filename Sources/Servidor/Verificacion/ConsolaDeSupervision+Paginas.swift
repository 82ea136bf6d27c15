import Almacen
import Electoral
import Operacion
import Publicacion

/// What waits for a supervisor, oldest first.
struct ListaDeDiferencias {
    let lista: PorDecidir
    let catalogo: Catalogo
    let ahora: Instante
    let csrf: String

    var html: HTML {
        """
        <h1>Diferencias por decidir</h1>
        <p>\(enDiferencia)</p>
        \(lista.actas.isEmpty ? "<p>No hay actas que esperen decisión.</p>\n" : tabla)\(sobran)<p><a href="/supervision">Actualizar</a></p>

        """
    }

    private var enDiferencia: HTML {
        guard lista.enDiferencia > 0 else { return "Ninguna acta espera una tercera captura." }
        let edad = lista.enDiferenciaDesde.map { ": la más antigua, desde hace \(Self.edad($0, ahora))" } ?? ""
        return lista.enDiferencia == 1
            ? "1 acta espera una tercera captura\(edad)."
            : "\(lista.enDiferencia) actas esperan una tercera captura\(edad)."
    }

    private var sobran: HTML {
        lista.total > lista.actas.count
            ? "<p class=\"nota\">Se muestran las \(lista.actas.count) más antiguas de \(lista.total).</p>\n" : ""
    }

    private var tabla: HTML {
        """
        <div class="rollo"><table>
        <caption>Tres capturas distintas: \(lista.total) \(lista.total == 1 ? "acta" : "actas")</caption>
        <thead><tr><th scope="col">Espera</th><th scope="col">Elección</th><th scope="col">Casilla</th><th scope="col">Acción</th></tr></thead>
        <tbody>
        \(HTML.unir(lista.actas.compactMap(fila)))</tbody></table></div>

        """
    }

    private func fila(_ a: ActaPorDecidir) -> HTML? {
        guard let acta = catalogo.acta(a.acta) else { return nil }
        let vista = ActaVista(acta, en: catalogo)
        let accion: HTML =
            a.intervino
            ? "Usted ya intervino: la decide otra persona"
            : a.ocupada
                ? "La tiene otra persona"
                : """
                <form method="post" action="/supervision/tomar"><input type="hidden" name="csrf" value="\(csrf)">\
                <input type="hidden" name="acta" value="\(String(a.acta))"><button>Decidir<span class="oculto"> \(vista.linea)</span></button></form>
                """
        return """
            <tr><td>\(Self.edad(a.desde, ahora))</td><td>\(vista.eleccion)</td><td>\(vista.linea)</td><td>\(accion)</td></tr>

            """
    }

    /// `3 min`, `1 h 20 min`.
    static func edad(_ desde: Instante, _ ahora: Instante) -> String {
        let minutos = max(0, Int((ahora.microsegundos - desde.microsegundos) / 60_000_000))
        return minutos < 60 ? "\(minutos) min" : "\(minutos / 60) h \(minutos % 60) min"
    }
}

/// One acta with its captures beside its image.
struct HojaDeDiferencias {
    let acta: Acta
    let catalogo: Catalogo
    let conflicto: CapturasEnConflicto
    let diferencias: Diferencias
    let csrf: String
    let clave: String
    /// What was written and could not be taken.
    let escrito: Formulario
    let falta: FaltaEnHoja?

    var html: HTML {
        let vista = ActaVista(acta, en: catalogo)
        let disputas = diferencias.enDisputa.count
        let aviso = falta.map { f in
            let donde = f.campo.map { "«\(campos[$0].corto)»: " } ?? ""
            return "<p class=\"aviso mal\" role=\"alert\">\(donde + f.texto)</p>\n" as HTML
        }
        return """
            <div class="puesto conflicto">
            \(VisorDeActa.marcado(ruta: ruta, descripcion: "Acta de \(vista.linea)"))
            <section class="lado" aria-label="Capturas y decisión">
            <h1>\(vista.eleccion)</h1>
            <p class="identidad">\(vista.linea) · <span class="clave">\(vista.clave)</span></p>
            \(aviso ?? "")<form method="post" action="/supervision/decidir" autocomplete="off">
            \(ocultos)<div class="rollo"><table>
            <caption>\(disputas == 1 ? "Un campo difiere" : "\(disputas) campos difieren" as HTML): elija una captura o escriba lo que lee en la imagen, con su motivo. En los demás coinciden las tres.</caption>
            <thead><tr><th scope="col">Campo</th>\(HTML.unir(conflicto.capturas.indices.map { "<th scope=\"col\" class=\"n\">Captura \($0 + 1)</th>" }))</tr></thead>
            <tbody>
            \(HTML.unir(campos.indices.map(renglones)))</tbody></table></div>
            <p class="fila"><button>Registrar la decisión</button></p>
            </form>
            \(otrasSalidas)</section>
            </div>

            """
    }

    private var ruta: String { "/supervision/imagen/\(conflicto.imagen)" }

    private var campos: [CampoVisto] { CampoVisto.de(acta, en: catalogo) }

    private var ocultos: HTML {
        """
        <input type="hidden" name="csrf" value="\(csrf)"><input type="hidden" name="clave" value="\(clave)">\
        <input type="hidden" name="acta" value="\(String(acta.id))"><input type="hidden" name="imagen" value="\(conflicto.imagen)">\
        <input type="hidden" name="ronda" value="\(String(conflicto.ronda))">

        """
    }

    private func renglones(_ i: Int) -> HTML {
        let campo = campos[i]
        let difiere = diferencias.difiere(i)
        let celdas = conflicto.capturas.enumerated().map { n, captura -> HTML in
            let texto = Self.texto(captura.datos[i])
            guard difiere else { return "<td class=\"n\">\(texto)</td>" }
            let marcada: HTML = escrito["fuente-\(i)"] == String(n + 1) ? " checked" : ""
            let primera: HTML = n == 0 && i == (falta?.campo ?? diferencias.enDisputa.first) ? " autofocus" : ""
            return """
                <td class="n"><label><input type="radio" name="fuente-\(String(i))" value="\(String(n + 1))"\(marcada)\(primera)>\(texto)<span class="oculto"> según la captura \(n + 1)</span></label></td>
                """
        }
        let fila = """
            <tr\(difiere ? " class=\"difiere\"" : "" as HTML)><th scope="row">\(difiere ? "≠ " : "" as HTML)\(campo.muestra)\(campo.corto)</th>\(HTML.unir(celdas))</tr>

            """ as HTML
        return difiere ? HTML.unir([recorte(i, campo), fila, decision(i, campo)]) : fila
    }

    /// Where the figure is written, above the captures of it; nothing when the format does not say where that is.
    private func recorte(_ i: Int, _ campo: CampoVisto) -> HTML {
        guard let recuadro = catalogo.plantilla(de: acta).recuadros?[i] else { return "" }
        let recorte = RecorteDeActa(recuadro: recuadro, ruta: ruta, campo: campo.nombre)
        return """
            <tr class="difiere escrito"><td colspan="\(String(conflicto.capturas.count + 1))"><div class="fila">\(recorte.html)</div></td></tr>

            """
    }

    private func decision(_ i: Int, _ campo: CampoVisto) -> HTML {
        let n = String(i)
        let elegido = escrito["motivo-\(i)"]
        let opciones = ([""] + DecisionEscrita.motivos + [DecisionEscrita.otro]).map { motivo -> HTML in
            let marcada: HTML = motivo == elegido && !motivo.isEmpty ? " selected" : ""
            return "<option value=\"\(motivo)\"\(marcada)>\(motivo.isEmpty ? "Elija el motivo" : motivo)</option>"
        }
        let marcada: HTML = escrito["fuente-\(i)"] == "imagen" ? " checked" : ""
        let cifras = String(diferencias.maximo).count
        return """
            <tr class="decide\(falta?.campo == i ? " falta" : "" as HTML)"><td colspan="\(String(conflicto.capturas.count + 1))"><div class="fila">
            <label><input type="radio" name="fuente-\(n)" value="imagen"\(marcada)>En la imagen se lee</label>
            <input class="leido" name="leido-\(n)" value="\(escrito["leido-\(i)"])" maxlength="\(String(max(cifras, 8)))" aria-label="Valor leído en la imagen para \(campo.corto)" placeholder="0, I, V">
            <select name="motivo-\(n)" aria-label="Motivo para \(campo.corto)">\(HTML.unir(opciones))</select>
            <input class="detalle" name="detalle-\(n)" value="\(escrito["detalle-\(i)"])" maxlength="200" aria-label="Detalle del motivo para \(campo.corto)" placeholder="Detalle">
            </div></td></tr>

            """
    }

    private var otrasSalidas: HTML {
        """
        <form method="post" action="/supervision/redigitalizar" autocomplete="off"><fieldset><legend>La imagen no permite decidir</legend>
        \(ocultos)<label for="motivo">Motivo</label>
        <p class="fila"><input id="motivo" name="motivo" size="44" maxlength="300" value="\(escrito["motivo"])"> <button class="otro">Pedir otra digitalización</button></p>
        </fieldset></form>
        <form method="post" action="/supervision/dejar"><input type="hidden" name="csrf" value="\(csrf)"><p><button class="llano">Dejar el acta sin decidir</button></p></form>

        """
    }

    private static func texto(_ dato: Dato) -> HTML {
        switch dato {
        case .cantidad(let n): "\(String(n))"
        case .ilegible: "Ilegible"
        case .sinDato: "Sin dato"
        }
    }
}
