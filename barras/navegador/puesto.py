"""El puesto de una persona: su navegador, y las comprobaciones que toda pantalla debe pasar."""

import re
from pathlib import Path

import png
from axe_playwright_python.sync_playwright import Axe
from comun import Incumplida

CHROMIUM = "/usr/bin/chromium"
PANTALLA = {"width": 1366, "height": 768}
TELEFONO = {"width": 390, "height": 844}
NORMAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ESPERA = 8_000


def chromium(playwright):
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


# What a person should reach and is beyond the right edge, unless it is in a table that scrolls by itself.
FUERA = """() => {
    // A phone makes its window as wide as what does not fit: what it should be is the width of the root.
    const ancho = document.documentElement.clientWidth;
    const seDesplaza = (e) => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || seDesplaza(e.parentElement));
    return [...document.querySelectorAll('a, button, input, select, textarea, h1, h2, td, th')].filter((e) => {
        const caja = e.getBoundingClientRect();
        return caja.width > 2 && caja.right > ancho + 1 && e.checkVisibility() && !(e.closest('table') && seDesplaza(e.parentElement));
    }).slice(0, 3).map((e) => e.innerText || e.name || e.id)
        .concat(document.documentElement.scrollWidth > ancho ? [`la página mide ${document.documentElement.scrollWidth}`] : []);
}"""


# The portraits that are kept in docs/pantallas; of the rest, only when all are asked for.
RETRATOS = {
    *("puerta", "cuenta", "acopio", "digitalizacion", "captura", "sesion-terminada", "sin-conexion", "diferencias"),
    *("excepciones", "excepciones-n", "cotejo", "paquete", "monitor", "monitor-faltan", "monitor-contiendas"),
    *("monitor-personal", "actas", "acta", "reporte", "incidencia", "administracion", "administracion-usuarios"),
    *("telefonos-codigo", "casilla-lista", "casilla-acta", "casilla-revision", "casilla-sin-red"),
}


class Sala:
    """El navegador de todas las personas de una prueba, y lo que axe y la consola del navegador objetaron."""

    def __init__(self, navegador, servidor, pantallas=None, todas=False):
        self.navegador, self.servidor, self.todas = navegador, servidor, todas
        self.pantallas = Path(pantallas) if pantallas else None
        self.objeciones, self.revisadas, self.vistas = [], 0, set()
        self.puestos = []

    def puesto(self, persona, telefono=False):
        nuevo = Puesto(self, persona, telefono)
        self.puestos.append(nuevo)
        return nuevo

    def cierra(self):
        for puesto in self.puestos:
            puesto.contexto.close()
        self.puestos.clear()


class Puesto:
    def __init__(self, sala, persona, telefono=False):
        self.sala, self.persona = sala, persona
        self.raiz = f"https://127.0.0.1:{sala.servidor.puerto}"
        self.contexto = sala.navegador.new_context(
            viewport=TELEFONO if telefono else PANTALLA,
            has_touch=telefono,
            is_mobile=telefono,
            device_scale_factor=1,
            ignore_https_errors=True,
            locale="es-MX",
            timezone_id="America/Mexico_City",
        )
        self.contexto.set_default_timeout(ESPERA)
        self.pagina = self.contexto.new_page()
        # The consoles promise pages without inline script and without failures: what the browser complains of counts.
        self.pagina.on("console", self.anota_consola)
        self.pagina.on("pageerror", lambda error: self.objeta(f"error de guion: {error}"))
        self.esperadas = re.compile(r"\b(401|403|404|409|422)\b|ERR_CONNECTION|ERR_INTERNET|ERR_EMPTY_RESPONSE")

    def anota_consola(self, mensaje):
        if mensaje.type == "error" and not self.esperadas.search(mensaje.text):
            self.objeta(f"consola del navegador: {mensaje.text}")

    def objeta(self, texto):
        donde = self.pagina.url.removeprefix(self.raiz)
        self.sala.objeciones.append(f"{donde} ({self.persona.usuario if self.persona else 'nadie'}): {texto}"[:300])

    def va(self, ruta):
        respuesta = self.pagina.goto(self.raiz + ruta)
        if respuesta and respuesta.status >= 500:
            raise Incumplida(f"{ruta} contestó {respuesta.status}")
        return self

    def entra(self):
        """Teclea usuario y contraseña en la puerta."""
        self.va("/entrar")
        self.pagina.get_by_label("Usuario").fill(self.persona.usuario)
        self.pagina.get_by_label("Contraseña").fill(self.persona.clave)
        self.pagina.keyboard.press("Enter")
        self.pagina.wait_for_url(lambda url: "/entrar" not in url)
        return self

    def texto(self):
        return self.pagina.inner_text("body")

    def exige(self, frase):
        """La pantalla dice esa frase (expresión regular), ya o en unos segundos."""
        try:
            self.pagina.get_by_text(re.compile(frase)).first.wait_for()
        except Exception:
            visto = " ".join(self.texto().split())[:400]
            raise Incumplida(f"{self.pagina.url} debía decir «{frase}» y dice: {visto}") from None
        return self

    def revisa(self, nombre, retrato=True):
        """axe en claro y en oscuro sobre lo que se ve ahora, que nada se salga de la pantalla, y su retrato la primera vez.

        Del oscuro sólo se revisa el contraste: lo demás no depende del tema.
        """
        for tema, reglas in (
            ("dark", {"type": "rule", "values": ["color-contrast"]}),
            ("light", {"type": "tag", "values": NORMAS}),
        ):
            self.pagina.emulate_media(color_scheme=tema, reduced_motion="reduce")
            informe = Axe().run(self.pagina, options={"runOnly": reglas, "resultTypes": ["violations"]})
            for falta in informe.response["violations"]:
                nodos = "; ".join(str(n["target"][0]) for n in falta["nodes"][:3])
                self.objeta(f"axe en «{nombre}» ({tema}): {falta['id']}: {falta['help']}: {nodos}")
        self.sala.revisadas += 2
        if fuera := self.pagina.evaluate(FUERA):
            self.objeta(f"en «{nombre}» se sale de la pantalla: {fuera}")
        if retrato:
            self.retrata(nombre)
        return self

    def retrata(self, nombre):
        conservada = self.sala.todas or nombre in RETRATOS
        if self.sala.pantallas is None or not conservada or nombre in self.sala.vistas:
            return
        self.sala.vistas.add(nombre)
        self.sala.pantallas.mkdir(parents=True, exist_ok=True)
        (self.sala.pantallas / f"consola-{nombre}.png").write_bytes(png.reduce(self.pagina.screenshot()))
