import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// The page where images are looked at, one at a time: image on the left, what it is on the right, Enter.
extension ConsolaDeDigitalizacion {
    /// Reasons of a rescan, by the key that chooses them.
    private static let motivos = [
        "Borrosa o movida", "Cortada o incompleta", "Muy clara u oscura", "Página en blanco o que no es un acta",
        "Es de otra acta", "Dos actas en la misma imagen", "De cabeza o de lado",
    ]

    @Sendable func pagina(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        _ = try p.exigirCentro()
        return .pagina(
            marco.pagina(
                "Digitalización", p.identidad,
                """
                <div class="barra"><h1>Digitalización</h1>
                <p id="soltar" class="soltar"><label for="archivos" class="boton">Elegir archivos</label>\
                <input id="archivos" type="file" multiple accept="image/jpeg,image/png,image/tiff,application/pdf,.jpg,.jpeg,.png,.tif,.tiff,.pdf"> \
                <span>o suéltelos en esta página (JPEG, PNG, TIFF o PDF, hasta 25 MB)</span></p>
                <p class="cuenta" role="status"><b id="cuantas">0</b> por revisar</p></div>
                <ul id="envios" class="envios" aria-label="Archivos que se envían" aria-live="polite"></ul>
                <section id="solicitudes" class="solicitudes" aria-labelledby="titulo-solicitudes" hidden>
                <h2 id="titulo-solicitudes">Digitalice otra vez</h2><ul></ul></section>
                <p id="resultado" class="aviso" role="status" aria-live="assertive" hidden></p>
                <div id="trabajo" class="trabajo" hidden>
                <div id="visor" class="visor" tabindex="0" role="region" aria-label="Imagen del acta; use las flechas para moverla"><img id="acta" alt="Imagen del acta que se revisa"></div>
                <section id="panel" class="panel" tabindex="-1" aria-labelledby="titulo-panel">
                <h2 id="titulo-panel">Página</h2>
                <dl id="datos" class="datos ficha"></dl>
                <p id="aviso-pagina" class="aviso" role="alert" hidden></p>
                <ul id="observaciones" class="observaciones" aria-label="Observaciones de la imagen"></ul>
                <p id="caja-se-lee" hidden><label class="se-lee"><input type="checkbox" id="se-lee"> <kbd>L</kbd> La miré y todas las cantidades se leen</label></p>
                <p class="botones"><button id="aceptar" type="button">Aceptar <kbd>Enter</kbd></button>
                <button id="teclear" type="button" class="otro">Teclear clave <kbd>T</kbd></button>
                <button id="rechazar" type="button" class="otro">Repetir imagen <kbd>R</kbd></button>
                <button id="apartar" type="button" class="otro">Excepción <kbd>X</kbd></button>
                <button id="despues" type="button" class="otro">Después <kbd>N</kbd></button></p>
                \(Self.formularios)
                <p class="nota">En la imagen: <kbd>↑</kbd> <kbd>↓</kbd> mover, <kbd>+</kbd> <kbd>−</kbd> tamaño, <kbd>0</kbd> completa.</p>
                </section></div>
                <p id="nada" class="nota">No hay imágenes por revisar. Suelte archivos aquí, o digitalice a la carpeta del centro: aparecen solas.</p>
                <p id="de-otras" class="nota" hidden>Las imágenes que faltan las está mirando otra persona de su centro. Si las deja, aparecen aquí.</p>
                """, ancha: true, recursos: [Self.estilo, Self.guion]))
    }

    private static var formularios: HTML {
        let opciones = HTML.unir(
            motivos.enumerated().map { i, motivo in
                "<label><input type=\"radio\" name=\"motivo\" value=\"\(motivo)\" required> <kbd>\(i + 1)</kbd> \(motivo)</label>\n"
                    as HTML
            })
        let problemas = HTML.unir(
            FormularioDeExcepcion.deIdentificacion.map {
                "<label><input type=\"checkbox\" name=\"problema\" value=\"\($0.rawValue)\"> \($0.texto)</label>\n"
                    as HTML
            })
        return """
            <form id="forma-clave" class="forma" autocomplete="off" hidden>
            <label for="clave-1">Clave del acta, como está en el papel</label>
            <input id="clave-1" class="clave" autocapitalize="characters" spellcheck="false" required>
            <div id="segunda" hidden><label for="clave-2">Otra vez, sin ver la primera</label>
            <input id="clave-2" class="clave" autocapitalize="characters" spellcheck="false"></div>
            <p class="fila"><button>Continuar</button> <button type="button" class="otro" data-cerrar>Cancelar <kbd>Esc</kbd></button></p>
            </form>
            <form id="forma-motivo" class="forma" hidden>
            <fieldset><legend>Por qué se digitaliza de nuevo</legend>
            \(opciones)</fieldset>
            <p class="fila"><button>Repetir la imagen</button> <button type="button" class="otro" data-cerrar>Cancelar <kbd>Esc</kbd></button></p>
            </form>
            <form id="forma-excepcion" class="forma" hidden>
            <fieldset><legend>Por qué no se puede identificar</legend>
            \(problemas)</fieldset>
            <label for="accion-excepcion">Qué se lee en el papel y con quién se consultó</label>
            <textarea id="accion-excepcion" maxlength="2000" required></textarea>
            <p class="fila"><button>Enviar a supervisión</button> <button type="button" class="otro" data-cerrar>Cancelar <kbd>Esc</kbd></button></p>
            </form>

            """
    }
}
