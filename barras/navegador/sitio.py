"""El sitio público en un navegador de verdad: accesibilidad, banda, cifras que cambian en su lugar, peso y tiempo.

Cada comprobación toma el navegador, la dirección del sitio y rutas de páginas, y devuelve (objeciones, figura). El sitio puede
ser de prep, de nginx o de un difusor: no se pide nada que no esté en el árbol público.

Uso:  sitio.py DIRECCION RUTA... [--pantallas CARPETA]   imprime un JSON por comprobación; la primera ruta debe ser la portada
                                                        y la segunda una página de resultados
"""

import argparse
import contextlib
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

# At the end of the path: barras/ has its own sitio.py.
sys.path.append(str(Path(__file__).resolve().parent.parent))

import png
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from puesto import FUERA, NORMAS, chromium

ANCHOS = (360, 768, 1440)
TEMAS = ("light", "dark")
# What axe calls good practice is asked for as well: the whole country reads these pages.
REGLAS = {"type": "tag", "values": [*NORMAS, "best-practice"]}
CONTRASTE = {"type": "rule", "values": ["color-contrast"]}
# Fast 3G of the browser's own tools.
TRES_G = {"offline": False, "downloadThroughput": 180_000, "uploadThroughput": 84_375, "latency": 562.5}


@contextlib.contextmanager
def pagina(navegador, ancho=1440, alto=900, **opciones):
    """Una página nueva y la lista de lo que el navegador objetó en ella."""
    contexto = navegador.new_context(
        viewport={"width": ancho, "height": alto},
        locale="es-MX",
        timezone_id="America/Mexico_City",
        reduced_motion="reduce",
        ignore_https_errors=True,
        **opciones,
    )
    hoja, quejas = contexto.new_page(), []
    hoja.on("pageerror", lambda error: quejas.append(f"error de guion: {error}"))
    hoja.on("console", lambda m: quejas.append(f"consola: {m.text}"[:300]) if m.type == "error" else None)
    try:
        yield hoja, quejas
    finally:
        contexto.close()


def nota(navegador, base):
    """Las líneas de corte.nota, por su primera palabra."""
    with pagina(navegador) as (hoja, _):
        texto = hoja.request.get(f"{base}/corte.nota").text()
    lineas = texto.split("\n\n")[0].split("\n")
    return {linea.split(" ")[0]: linea.split(" ", 1)[1] for linea in lineas[1:]} | {"origen": lineas[0]}


def detiene_reloj(hoja, instante):
    hoja.clock.install(time=instante)
    hoja.clock.pause_at(instante + timedelta(seconds=1))


def al_corriente(hoja, dicho):
    """La página con el reloj de quien lee un minuto después del último corte; lo que espera (axe) sigue su marcha."""
    hoja.clock.set_fixed_time(datetime.fromisoformat(dicho["instante"]) + timedelta(minutes=1))


# MARK: What everybody sees


def accesible(navegador, base, rutas):
    """Cada página sin una violación de WCAG 2.2 AA ni de buenas prácticas, sin salirse de la pantalla."""
    objeciones, dicho, revisadas = [], nota(navegador, base), 0
    for ancho in (320, *ANCHOS):
        with pagina(navegador, ancho) as (hoja, quejas):
            al_corriente(hoja, dicho)
            for ruta in rutas:
                hoja.goto(f"{base}/{ruta}")
                hoja.wait_for_timeout(300)
                for tema, reglas in (("dark", CONTRASTE), ("light", REGLAS)):
                    hoja.emulate_media(color_scheme=tema, reduced_motion="reduce")
                    informe = Axe().run(hoja, options={"runOnly": reglas, "resultTypes": ["violations"]})
                    revisadas += 1
                    for falta in informe.response["violations"]:
                        nodos = "; ".join(str(n["target"][0]) for n in falta["nodes"][:3])
                        objeciones.append(f"{ruta} a {ancho} ({tema}): {falta['id']}: {nodos}")
                if fuera := hoja.evaluate(FUERA):
                    objeciones.append(f"{ruta} a {ancho}: se sale de la pantalla: {fuera}")
                if hoja.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                    objeciones.append(f"{ruta} a {ancho}: la página se desplaza hacia un lado")
            objeciones += quejas
    return objeciones, f"{revisadas} revisiones de axe"


def letra_grande(navegador, base, rutas):
    """Con la letra mayor y en el teléfono, nada se sale de la pantalla."""
    objeciones = []
    with pagina(navegador, 360, 800) as (hoja, _):
        hoja.add_init_script("localStorage.setItem('prep.letra', 'mayor')")
        for ruta in rutas:
            hoja.goto(f"{base}/{ruta}")
            if hoja.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                objeciones.append(f"{ruta}: con la letra mayor se desplaza hacia un lado")
    return objeciones, f"{len(rutas)} páginas"


def sin_javascript(navegador, base, rutas):
    """Sin JavaScript cada página tiene su contenido, su corte y la banda adentro."""
    objeciones = []
    with pagina(navegador, 390, 844, java_script_enabled=False) as (hoja, quejas):
        for ruta in rutas:
            hoja.goto(f"{base}/{ruta}")
            avance = next((m for m in hoja.frames if "avance.html" in m.url), None)
            if not avance or not re.search(r"[\d,]+ \D{1,5} [\d,]+ \(\d+\.\d{4}\s?%\)", avance.locator("body").inner_text()):
                objeciones.append(f"{ruta}: la banda no dice cuántas actas de cuántas")
            if len(hoja.locator("main").inner_text()) < 100:
                objeciones.append(f"{ruta}: sin JavaScript queda vacía")
            if hoja.locator("button:visible, form[data-compara]:visible").count() and "casilla" not in ruta:
                objeciones.append(f"{ruta}: enseña mandos que sin JavaScript no hacen nada")
        objeciones += quejas
    return objeciones, f"{len(rutas)} páginas"


# MARK: The band


def estado(hoja):
    clases = (hoja.get_attribute("#banda", "class") or "").split()
    return next((c for c in ("grave", "tarde") if c in clases), "")


def banda_envejece(navegador, base, ruta):
    """Dos cortes perdidos, ámbar; tres, rojo; por el reloj de quien lee, también sin red."""
    objeciones, dicho = [], nota(navegador, base)
    if dicho["siguiente"] == "-":
        return ["no hay un siguiente corte que esperar"], "interrumpido"
    siguiente, minutos = datetime.fromisoformat(dicho["siguiente"]), timedelta(minutes=int(dicho["minutos"]))
    paso = timedelta(seconds=30)
    casos = ((siguiente - paso, ""), (siguiente + paso, ""), (siguiente + minutos + paso, "tarde"))
    for instante, esperado in (*casos, (siguiente + 2 * minutos + paso, "grave")):
        with pagina(navegador) as (hoja, quejas):
            detiene_reloj(hoja, instante)
            hoja.goto(f"{base}/{ruta}")
            hoja.wait_for_selector("#banda-viva li")
            if (visto := estado(hoja)) != esperado:
                objeciones.append(f"a las {instante:%H:%M:%S} la banda está «{visto}» y debía estar «{esperado}»")
            objeciones += quejas
    with pagina(navegador) as (hoja, _):
        hoja.clock.install(time=siguiente - paso)
        hoja.goto(f"{base}/{ruta}")
        hoja.wait_for_selector("#banda-viva li")
        hoja.context.set_offline(True)
        for espera, esperado in ((minutos + 2 * paso, "tarde"), (minutos, "grave")):
            hoja.clock.fast_forward(int(espera.total_seconds() * 1000))
            hoja.wait_for_timeout(300)
            if (visto := estado(hoja)) != esperado:
                objeciones.append(f"sin red, la banda está «{visto}» y debía estar «{esperado}»")
    return objeciones, "4 horas y una desconexión"


def firma_falsa(navegador, base, ruta):
    """Un aviso de corte alterado pone la banda en rojo y no cambia ninguna cifra."""
    objeciones, dicho = [], nota(navegador, base)
    with pagina(navegador) as (hoja, quejas):

        def altera(camino):
            respuesta = fresca(camino)
            camino.fulfill(response=respuesta, body=re.sub(r"\nminutos \d+", "\nminutos 59", respuesta.text()))

        hoja.route("**/corte.nota", altera)
        al_corriente(hoja, dicho)
        hoja.goto(f"{base}/{ruta}")
        hoja.wait_for_selector("#banda.grave")
        if hoja.locator("#banda-viva li").count():
            objeciones.append("enseña cifras de un aviso que nadie firmó")
        objeciones += quejas
    return objeciones, "1 aviso alterado"


# MARK: Figures in place

# Another key, made in the browser, signs a note of this corte and one of the next: so the page can be seen to change on
# any site.
FIRMA = """async ([textos, origen]) => {
    const llaves = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
    const clave = new Uint8Array([1, ...new Uint8Array(await crypto.subtle.exportKey("raw", llaves.publicKey))]);
    const escrito = (t) => new TextEncoder().encode(t);
    const id = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([...escrito(origen + "\\n"), ...clave]))).slice(0, 4);
    const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
    const hex = [...id].map((b) => b.toString(16).padStart(2, "0")).join("");
    const notas = await Promise.all(textos.map(async (texto) => {
        const firma = new Uint8Array(await crypto.subtle.sign("Ed25519", llaves.privateKey, escrito(texto)));
        return `${texto}\\n\\u2014 ${origen} ${base64([...id, ...firma])}\\n`;
    }));
    return [`${origen}+${hex}+${base64(clave)}\\n`, ...notas];
}"""

# The reader is in the middle of the page: a detail open, the focus on a link, the scroll somewhere.
SE_ACOMODA = """() => {
    const vivos = [...document.querySelectorAll("main [data-vivo]")];
    const bloque = vivos.findLast((b) => b.querySelector("a[href]"));
    const ligas = [...bloque.querySelectorAll("a[href]")], liga = ligas[Math.floor(ligas.length / 2)];
    for (const d of document.querySelectorAll("[data-vivo] details")) d.open = true;
    liga.scrollIntoView({ block: "center", behavior: "instant" });
    liga.focus({ preventScroll: true });
    return { texto: liga.innerText, href: liga.getAttribute("href"), arriba: liga.getBoundingClientRect().top };
}"""
DONDE = """() => {
    const liga = document.activeElement;
    return { texto: liga.innerText, href: liga.getAttribute("href"), arriba: liga.getBoundingClientRect().top };
}"""


def cambia_en_su_lugar(navegador, base, ruta):
    """Un corte nuevo cambia las cifras sin mover la página, el foco, lo abierto ni lo seleccionado, y lo anuncia una vez."""
    objeciones, dicho = [], nota(navegador, base)
    corte = int(dicho["corte"]) + 1
    instante = datetime.fromisoformat(dicho["instante"]) + timedelta(minutes=int(dicho["minutos"]))
    with pagina(navegador, 390, 844) as (hoja, quejas):
        al_corriente(hoja, dicho)
        hoja.goto(f"{base}/{ruta}")
        texto = hoja.request.get(f"{base}/corte.nota").text().split("\n\n")[0] + "\n"
        nuevo = re.sub(r"\ncorte \d+\ninstante \S+", f"\ncorte {corte}\ninstante {instante.isoformat()}", texto)
        nuevo = re.sub(r"\nsiguiente \S+", f"\nsiguiente {(instante + timedelta(minutes=20)).isoformat()}", nuevo)
        clave, *notas = hoja.evaluate(FIRMA, [[texto, nuevo], dicho["origen"]])
        llegados = []

        def pagina_nueva(camino):
            respuesta = fresca(camino)
            # A row more in every table, so that what is below would move.
            html = re.sub(r'data-corte="\d+"', f'data-corte="{corte}"', respuesta.text(), count=1)
            camino.fulfill(response=respuesta, body=re.sub(r"(<tbody[^>]*>)", r"\1<tr><th>NUEVO</th><td>1</td></tr>", html))

        hoja.route("**/clave.pub", lambda camino: camino.fulfill(body=clave))
        hoja.route("**/corte.nota", lambda camino: camino.fulfill(body=notas[len(llegados)]))
        hoja.reload()
        hoja.wait_for_selector("#banda-viva li")
        llegados.append(corte)
        hoja.route(hoja.url, pagina_nueva)
        objeciones += reacomoda(hoja, corte) + quejas
    return objeciones, f"corte {corte}"


def fresca(camino):
    """Lo que el sitio contesta a quien no tiene nada guardado."""
    conocidas = {k: v for k, v in camino.request.headers.items() if k.lower() not in ("if-none-match", "if-modified-since")}
    return camino.fetch(headers=conocidas)


def reacomoda(hoja, corte):
    """Con la página ya leyendo, llega el corte nuevo; lo que se perdió al cambiar."""
    objeciones = []
    antes = hoja.evaluate(SE_ACOMODA)
    hoja.evaluate("document.querySelector('#banda .hora a').click()")
    hoja.wait_for_selector(f"main[data-corte='{corte}']", timeout=8_000)
    hoja.wait_for_timeout(200)
    despues = hoja.evaluate(DONDE)
    if hoja.get_by_text("NUEVO").count() == 0:
        objeciones.append("las cifras no cambiaron")
    if (despues["texto"], despues["href"]) != (antes["texto"], antes["href"]):
        objeciones.append(f"el foco estaba en «{antes['texto']}» y quedó en «{despues['texto']}»")
    if abs(despues["arriba"] - antes["arriba"]) > 2:
        objeciones.append(f"la página se movió {despues['arriba'] - antes['arriba']:.0f} px")
    if hoja.locator("[data-vivo] details:not([open])").count():
        objeciones.append("se cerró lo que estaba abierto")
    if not hoja.locator("#banda [aria-live]").inner_text():
        objeciones.append("no se anunció")
    return objeciones


# MARK: Weight and time


def pesa(navegador, base, ruta):
    """(bytes transferidos, peticiones, ajenas) de la primera vista de una página, con nada guardado."""
    with pagina(navegador, 360, 800) as (hoja, _):
        sesion = hoja.context.new_cdp_session(hoja)
        sesion.send("Network.enable")
        bytes_, direcciones = [], []
        sesion.on("Network.loadingFinished", lambda e: bytes_.append(e["encodedDataLength"]))
        sesion.on("Network.requestWillBeSent", lambda e: direcciones.append(e["request"]["url"]))
        hoja.goto(f"{base}/{ruta}", wait_until="networkidle")
        ajenas = [d for d in direcciones if not d.startswith(base)]
        return int(sum(bytes_)), len(direcciones), ajenas


def ligera(navegador, base, rutas, maximo=60_000):
    """La primera vista pesa a lo más lo que dice el encargo, y nada se pide a otros."""
    objeciones, mayor = [], (0, "")
    for ruta in rutas:
        peso, _, ajenas = pesa(navegador, base, ruta)
        mayor = max(mayor, (peso, ruta))
        if peso > maximo:
            objeciones.append(f"{ruta}: {peso:,} bytes")
        objeciones += [f"{ruta} pide algo a otro: {a}" for a in ajenas]
    return objeciones, f"la mayor, {mayor[0] / 1000:.1f} kB ({mayor[1]})"


# When the largest text of the results was painted, and when the band had its figures.
PINTADO = """() => new Promise((listo) => new PerformanceObserver((lista) => {
    const propios = lista.getEntries().filter((e) => e.element && e.element.closest("main"));
    const [primera] = performance.getEntriesByName("first-contentful-paint");
    listo(Math.max(primera.startTime, ...propios.map((e) => e.startTime)) / 1000);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""
CON_BANDA = """() => { new MutationObserver((_, esto) => {
    if (!document.querySelector("#banda-viva li")) return;
    esto.disconnect();
    window.conBanda = performance.now() / 1000;
}).observe(document, { childList: true, subtree: true }); }"""


def se_lee_en(navegador, base, ruta):
    """(segundos hasta leer los resultados, segundos hasta leer la banda), en 3G y sin nada guardado."""
    with pagina(navegador, 360, 800) as (hoja, _):
        hoja.add_init_script(f"({CON_BANDA})()")
        sesion = hoja.context.new_cdp_session(hoja)
        sesion.send("Network.enable")
        sesion.send("Network.emulateNetworkConditions", TRES_G)
        hoja.goto(f"{base}/{ruta}", wait_until="load")
        hoja.wait_for_function("window.conBanda")
        hoja.wait_for_timeout(300)
        return hoja.evaluate(PINTADO), hoja.evaluate("window.conBanda")


def rapida(navegador, base, rutas, maximo=2.0):
    """Los resultados se leen en dos segundos o menos en 3G."""
    tiempos = {ruta: se_lee_en(navegador, base, ruta) for ruta in rutas}
    lenta = max(tiempos, key=tiempos.get)
    objeciones = [f"{ruta}: {segundos:.2f} s" for ruta, (segundos, _) in tiempos.items() if segundos > maximo]
    return objeciones, f"{tiempos[lenta][0]:.2f} s, la banda {tiempos[lenta][1]:.2f} s ({lenta})"


# MARK: Portraits


def retrata(navegador, base, rutas, carpeta):
    """Cada página a 360, 768 y 1440, en claro y en oscuro."""
    carpeta, dicho = Path(carpeta), nota(navegador, base)
    carpeta.mkdir(parents=True, exist_ok=True)
    for ancho in ANCHOS:
        with pagina(navegador, ancho, 800 if ancho < 700 else 900) as (hoja, _):
            al_corriente(hoja, dicho)
            for ruta in rutas:
                hoja.goto(f"{base}/{ruta}")
                hoja.wait_for_timeout(400)
                for tema in TEMAS:
                    hoja.emulate_media(color_scheme=tema, reduced_motion="reduce")
                    nombre = re.sub(r"[^a-z0-9]+", "-", ruta.removesuffix(".html").lower()).strip("-")
                    destino = carpeta / f"sitio-{nombre}-{ancho}-{'claro' if tema == 'light' else 'oscuro'}.png"
                    destino.write_bytes(png.reduce(hoja.screenshot()))
    return [], f"{len(rutas) * len(ANCHOS) * len(TEMAS)} retratos"


def main():
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("base")
    opciones.add_argument("rutas", nargs="+")
    opciones.add_argument("--pantallas")
    dadas = opciones.parse_args()
    base, rutas = dadas.base.rstrip("/"), dadas.rutas
    resultados = rutas[min(1, len(rutas) - 1)]
    with sync_playwright() as playwright:
        navegador = chromium(playwright)
        pasos = [(f, rutas) for f in (accesible, letra_grande, sin_javascript, ligera)]
        pasos += [(f, resultados) for f in (banda_envejece, firma_falsa, cambia_en_su_lugar)] + [(rapida, rutas[:2])]
        for paso, tema in pasos:
            objeciones, figura = paso(navegador, base, tema)
            barra = f"sitio, {paso.__name__.replace('_', ' ')}: {paso.__doc__.splitlines()[0].rstrip('.')}"
            fila = {"bien": not objeciones, "figura": figura, "barra": barra, "detalle": objeciones}
            print(json.dumps(fila, ensure_ascii=False), flush=True)
        if dadas.pantallas:
            retrata(navegador, base, rutas, dadas.pantallas)
        navegador.close()


if __name__ == "__main__":
    sys.exit(main())
