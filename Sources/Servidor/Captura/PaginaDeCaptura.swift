import Publicacion

/// The shell of the capture page; `captura.js` fills it with each acta.
enum PaginaDeCaptura {
    static let cuerpo: HTML = """
        <div class="puesto" id="puesto">
        \(VisorDeActa.marcado())
        <section class="lado" aria-label="Captura del acta">
        <div class="cabeza"><h1 id="titulo">Captura</h1> <button type="button" class="llano" id="dejar" hidden>Dejar esta acta</button></div>
        <p id="identidad" class="identidad"></p>
        <div id="espera" class="espera"><p role="status" id="aviso-espera">Buscando un acta…</p>
        <button type="button" id="tomar" hidden>Tomar un acta</button></div>
        <form id="forma" hidden novalidate autocomplete="off" aria-labelledby="titulo">
        <fieldset id="campos" class="campos"><legend class="oculto">Campos del acta, en su orden</legend></fieldset>
        <p class="letra">Si el número y la letra no coinciden, vale la <b>letra</b>.</p>
        <p id="linea" class="linea" role="status"></p>
        <div class="acciones"><button type="button" id="guardar">Guardar</button>
        <span class="teclas"><span><kbd>Enter</kbd>sigue</span> <span><kbd>↑</kbd>regresa</span> <span><kbd>I</kbd>ilegible</span> <span><kbd>V</kbd>sin dato</span> <span><kbd>+</kbd><kbd>−</kbd><kbd>*</kbd>acercar</span> <span><kbd>R</kbd>girar</span> <span><kbd>Mayús</kbd><kbd>←</kbd>mover</span></span></div>
        <div class="enteros" role="group" aria-label="Toda el acta">
        \(entero("data-reporte", "ilegible", "Imagen ilegible", "I"))
        \(entero("data-reporte", "no_corresponde", "No corresponde", "N"))
        \(entero("data-todo", "I", "Todo ilegible", "T"))
        \(entero("data-todo", "S", "Todo vacío", "V"))
        </div>
        </form>
        \(reporte("ilegible", "La imagen no se puede leer", "Se pide otra digitalización y el acta sale de sus manos.", motivosDeIlegible))
        \(reporte("no_corresponde", "La imagen no es de esta acta", "La revisa supervisión y el acta sale de sus manos.", motivosDeNoCorresponde))
        </section>
        </div>

        """

    /// A button that speaks of the whole acta, with its key on it.
    ///
    /// - Parameter atributo: says to `captura.js` what the button does.
    private static func entero(_ atributo: HTML, _ valor: String, _ nombre: String, _ letra: String) -> HTML {
        """
        <button type="button" class="llano" \(atributo)="\(valor)" data-tecla="Key\(letra)" aria-keyshortcuts="Alt+\(letra)">\(nombre) <kbd aria-hidden="true">Alt \(letra)</kbd></button>
        """
    }

    private static let motivosDeIlegible = [
        "Borrosa o fuera de foco", "Muy oscura o muy clara", "Cortada o doblada", "Con reflejos o tapada",
    ]

    private static let motivosDeNoCorresponde = [
        "Es de otra casilla o sección", "Es de otra elección", "No es un acta de escrutinio y cómputo",
        "No se alcanza a leer la identificación",
    ]

    /// - Parameter tipo: names the form; what is typed in it stays in it while it is hidden.
    private static func reporte(_ tipo: String, _ titulo: String, _ nota: String, _ motivos: [String]) -> HTML {
        let opciones = motivos.enumerated().map { i, motivo in
            """
            <label><input type="radio" name="motivo" value="\(motivo)"\(i == 0 ? " checked" : "" as HTML)>\(motivo)</label>

            """ as HTML
        }
        return """
            <form id="reporte-\(tipo)" class="reporte" hidden autocomplete="off">
            <fieldset><legend>\(titulo)</legend>
            <p class="nota">\(nota)</p>
            \(HTML.unir(opciones))<label for="otro-\(tipo)">Otra cosa</label>
            <input id="otro-\(tipo)" name="otro" maxlength="200">
            </fieldset>
            <p class="fila"><button>Enviar</button> <button type="button" class="otro" data-cancelar>Regresar a la captura</button></p>
            </form>

            """
    }
}

/// Where an image is looked at: captura, supervisión. `visor.js` moves it.
enum VisorDeActa {
    /// - Parameter ruta: address of the image, when the page is made for one.
    static func marcado(ruta: String? = nil, descripcion: String = "") -> HTML {
        let fuente: HTML = ruta.map { " data-ruta=\"\($0)\"" } ?? ""
        return """
            <div class="visor" id="visor" role="group" tabindex="0" aria-label="Imagen del acta: más y menos acercan, asterisco la muestra entera, las flechas la mueven, R la gira"\(fuente)>\
            <img id="imagen" alt="\(descripcion)" draggable="false" hidden><p class="falta" hidden>La imagen no ha llegado: se vuelve a pedir.</p></div>
            """
    }
}
