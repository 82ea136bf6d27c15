"""El sitio público en un navegador de verdad: accesibilidad, banda, cifras que cambian en su lugar, peso y tiempo.

Cada comprobación toma el navegador, la dirección del sitio y rutas de páginas, y devuelve (objeciones, figura). El sitio puede
ser de prep, de nginx o de un difusor: no se pide nada que no esté en el árbol público.

Uso:  publico.py DIRECCION CLASE=RUTA... [--pasos PASO...] [--corta] [--pantallas CARPETA]   imprime un JSON por comprobación
"""

import argparse
import contextlib
import json
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

# At the end of the path: what is here comes first.
sys.path.append(str(Path(__file__).resolve().parent.parent))

import png
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright
from puesto import FUERA, NORMAS, chromium

ANCHOS = (360, 768, 1440)
# The pages of results that somebody opens first.
PRIMERAS = ("inicio", "eleccion", "unidad", "seccion")
TEMAS = ("light", "dark")
# Of each portrait, so that all together stay small.
COLORES = 24
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


def espera(hoja, expresion, segundos=10):
    """Hasta que la expresión sea cierta. Se pregunta desde fuera: la política de la página prohíbe evaluar textos en ella."""
    limite = time.monotonic() + segundos
    while not hoja.evaluate(expresion):
        if time.monotonic() > limite:
            raise Error(f"no ocurrió: {expresion}")
        hoja.wait_for_timeout(50)


def detiene_reloj(hoja, instante):
    hoja.clock.install(time=instante)
    hoja.clock.pause_at(instante + timedelta(seconds=1))


def al_corriente(hoja, dicho):
    """La página con el reloj de quien lee un minuto después del último corte; lo que espera (axe) sigue su marcha."""
    hoja.clock.set_fixed_time(datetime.fromisoformat(dicho["instante"]) + timedelta(minutes=1))


# MARK: What everybody sees


def accesible(navegador, base, rutas, anchos=(320, *ANCHOS)):
    """Cada página sin una violación de WCAG 2.2 AA ni de buenas prácticas, sin salirse de la pantalla."""
    objeciones, dicho, revisadas = [], nota(navegador, base), 0
    for ancho in anchos:
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
            if len(hoja.locator("main").inner_text()) < 60:
                objeciones.append(f"{ruta}: sin JavaScript queda vacía")
            if hoja.locator("button:visible, form[data-compara]:visible").count() and "casilla" not in ruta:
                objeciones.append(f"{ruta}: enseña mandos que sin JavaScript no hacen nada")
        objeciones += quejas
    return objeciones, f"{len(rutas)} páginas"


# MARK: Without a mouse

# How the focus is seen: an outline, of its own or of what surrounds a hidden control.
ENFOCADO = """() => {
    const e = document.activeElement, estilo = getComputedStyle(e);
    return { que: `${e.tagName} ${(e.getAttribute("aria-label") || e.innerText || e.id || "").slice(0, 40)}`,
             cuerpo: e === document.body, visto: estilo.outlineStyle !== "none" && parseFloat(estilo.outlineWidth) >= 2 };
}"""
ALCANZABLES = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility() && e.tabIndex >= 0 && e.getBoundingClientRect().width > 0).length"""


def teclado(navegador, base, elegidas):
    """Con el teclado solo: todo se alcanza y se ve dónde está, se salta al contenido, se ordena, se busca y se mira un acta."""
    objeciones, dicho, toques = [], nota(navegador, base), 0
    with pagina(navegador) as (hoja, quejas):
        al_corriente(hoja, dicho)
        for clase in (c for c in ("inicio", "unidad", "seccion", "acta", "casilla", "prensa") if c in elegidas):
            hoja.goto(f"{base}/{elegidas[clase]}")
            hoja.wait_for_selector("#banda-viva li")
            cuantos = hoja.evaluate(ALCANZABLES)
            for _ in range(cuantos):
                hoja.keyboard.press("Tab")
                toques += 1
                donde = hoja.evaluate(ENFOCADO)
                if donde["cuerpo"]:
                    objeciones.append(f"{clase}: el foco se pierde antes de recorrer los {cuantos} mandos")
                    break
                if not donde["visto"]:
                    objeciones.append(f"{clase}: no se ve el foco en {donde['que']}")
        hoja.goto(f"{base}/{elegidas['eleccion']}")
        hoja.keyboard.press("Tab")
        hoja.keyboard.press("Enter")
        if hoja.evaluate("document.activeElement.id") != "contenido":
            objeciones.append("«Ir al contenido» no lleva al contenido")
        objeciones += ordena_y_busca(hoja)
        if "acta" in elegidas:
            objeciones += mira_un_acta(hoja, f"{base}/{elegidas['acta']}")
        objeciones += busca_su_casilla(hoja, base, elegidas) + quejas
    return objeciones, f"{toques} toques de Tab"


def ordena_y_busca(hoja):
    """Con la tabla de unidades: Enter en un encabezado la ordena, y lo tecleado deja sólo lo que se busca."""
    objeciones, filas = [], hoja.locator("#unidades tbody tr")
    total = filas.count()
    hoja.locator("#unidades thead th").nth(2).locator("button").focus()
    hoja.keyboard.press("Enter")
    # Una demarcación sin quien encabece no tiene cifra («—») y va al final.
    celdas = hoja.locator("#unidades tbody tr td:nth-child(3)").all_inner_texts()
    votos = [int(v.replace(",", "")) for v in celdas if v != "—"]
    if votos not in (sorted(votos), sorted(votos, reverse=True)) or "—" in celdas[:len(votos)]:
        objeciones.append("Enter en «Sus votos» no ordena la tabla")
    nombre = filas.nth(total - 1).locator("th").inner_text()
    hoja.locator("#busca").focus()
    hoja.keyboard.type(nombre)
    visibles = hoja.locator("#unidades tbody tr:visible")
    if visibles.count() != 1 or nombre not in visibles.first.inner_text():
        objeciones.append(f"al buscar «{nombre}» quedan {visibles.count()} filas")
    return objeciones


def mira_un_acta(hoja, direccion):
    """La imagen se abre entera en su recuadro, y las teclas la acercan."""
    hoja.goto(direccion)
    espera(hoja, "document.querySelector('.visor img').naturalWidth")
    hoja.wait_for_timeout(200)
    ancho = "(() => { const i = document.querySelector('.visor img').getBoundingClientRect(); return i.width })()"
    cabe = hoja.evaluate("""() => {
        const i = document.querySelector(".visor img").getBoundingClientRect(), v = document.querySelector(".visor").getBoundingClientRect();
        return i.width > 50 && i.left >= v.left - 2 && i.right <= v.right + 2 && i.bottom <= v.bottom + 2;
    }""")
    antes = hoja.evaluate(ancho)
    hoja.locator(".visor").focus()
    hoja.keyboard.press("+")
    crecio = hoja.evaluate(ancho) > antes
    return ([] if cabe else ["la imagen del acta no se ve entera"]) + ([] if crecio else ["la tecla + no acerca la imagen"])


def busca_su_casilla(hoja, base, elegidas):
    """La sección tecleada da sus páginas, y nada de lo que se pide la nombra."""
    seccion = re.search(r"seccion-(\d+)", elegidas.get("seccion", ""))
    if not seccion or "casilla" not in elegidas:
        return []
    hoja.goto(f"{base}/{elegidas['casilla']}")
    pedidas = []
    hoja.on("request", lambda peticion: pedidas.append(peticion.url))
    hoja.locator("#seccion").focus()
    hoja.keyboard.type(str(int(seccion[1])))
    hoja.keyboard.press("Enter")
    hoja.wait_for_selector("#hallado a")
    objeciones = [f"la búsqueda de casilla pide {p}" for p in pedidas if seccion[1] in p or str(int(seccion[1])) in p.split("/", 3)[3]]
    if f"seccion-{seccion[1]}.html" not in (hoja.locator("#hallado a").first.get_attribute("href") or ""):
        objeciones.append("la búsqueda no lleva a la página de la sección")
    return objeciones


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
        espera(hoja, "window.conBanda")
        hoja.wait_for_timeout(300)
        return hoja.evaluate(PINTADO), hoja.evaluate("window.conBanda")


def rapida(navegador, base, rutas, maximo=2.0):
    """Los resultados se leen en dos segundos o menos en 3G."""
    tiempos = {ruta: se_lee_en(navegador, base, ruta) for ruta in rutas}
    lenta = max(tiempos, key=tiempos.get)
    objeciones = [f"{ruta}: {segundos:.2f} s" for ruta, (segundos, _) in tiempos.items() if segundos > maximo]
    return objeciones, f"{tiempos[lenta][0]:.2f} s, la banda {tiempos[lenta][1]:.2f} s ({lenta})"


# MARK: Portraits


def a_su_hora(camino, dicho):
    """El aviso de corte como si el servidor tuviera la hora que se finge: la cuenta regresiva se corrige con ella."""
    respuesta, hora = fresca(camino), datetime.fromisoformat(dicho["instante"]) + timedelta(minutes=1)
    conservadas = ("content-type", "cache-control")
    cabeceras = {k: v for k, v in respuesta.headers.items() if k.lower() in conservadas}
    camino.fulfill(status=200, body=respuesta.text(), headers={**cabeceras, "date": format_datetime(hora.astimezone(UTC), True)})


def retrata(navegador, base, elegidas, carpeta):
    """Cada clase de página a 360, 768 y 1440, en claro y en oscuro."""
    carpeta, dicho = Path(carpeta), nota(navegador, base)
    carpeta.mkdir(parents=True, exist_ok=True)
    for ancho in ANCHOS:
        with pagina(navegador, ancho, 720 if ancho < 700 else 800) as (hoja, _):
            al_corriente(hoja, dicho)
            hoja.route("**/corte.nota", lambda camino: a_su_hora(camino, dicho))
            for clase, ruta in elegidas.items():
                hoja.goto(f"{base}/{ruta}")
                hoja.wait_for_timeout(400)
                for tema in TEMAS:
                    hoja.emulate_media(color_scheme=tema, reduced_motion="reduce")
                    destino = carpeta / f"{clase}-{ancho}-{'claro' if tema == 'light' else 'oscuro'}.png"
                    destino.write_bytes(png.reduce(hoja.screenshot(), COLORES))
    return len(elegidas) * len(ANCHOS) * len(TEMAS)


def pasos_de(elegidas, corta):
    """Lo que se comprueba, con las páginas de cada comprobación."""
    todas = list(elegidas.values())
    con_banda = [r for c, r in elegidas.items() if c != "avance"]
    sin_imagen = [r for c, r in elegidas.items() if not c.startswith("acta")]
    primeras = [elegidas[c] for c in PRIMERAS if c in elegidas]
    eleccion = elegidas.get("eleccion", todas[0])
    anchos = (320, 1440) if corta else (320, *ANCHOS)
    return {
        "accesible": lambda n, b: accesible(n, b, todas, anchos),
        "letra_grande": lambda n, b: letra_grande(n, b, todas),
        "sin_javascript": lambda n, b: sin_javascript(n, b, con_banda),
        "teclado": lambda n, b: teclado(n, b, elegidas),
        "ligera": lambda n, b: ligera(n, b, sin_imagen),
        "rapida": lambda n, b: rapida(n, b, primeras[:3]),
        "banda_envejece": lambda n, b: banda_envejece(n, b, eleccion),
        "firma_falsa": lambda n, b: firma_falsa(n, b, eleccion),
        "cambia_en_su_lugar": lambda n, b: cambia_en_su_lugar(n, b, eleccion),
    }


def comprueba(nombre, paso, navegador, base):
    """La fila de una comprobación; lo que la interrumpe es su falla."""
    barra = f"sitio, {nombre.replace('_', ' ')}: {globals()[nombre].__doc__.splitlines()[0].rstrip('.')}"
    try:
        objeciones, figura = paso(navegador, base)
    except (Error, AssertionError, KeyError, ValueError) as error:
        objeciones, figura = [f"{type(error).__name__}: {str(error)[:600]}"], "interrumpido"
    return {"bien": not objeciones, "figura": figura, "barra": barra, "detalle": objeciones}


def main():
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("base")
    opciones.add_argument("paginas", nargs="+", metavar="CLASE=RUTA")
    opciones.add_argument("--pasos", nargs="*")
    opciones.add_argument("--corta", action="store_true")
    opciones.add_argument("--pantallas")
    dadas = opciones.parse_args()
    base, elegidas = dadas.base.rstrip("/"), dict(p.split("=", 1) for p in dadas.paginas)
    with sync_playwright() as playwright:
        navegador = chromium(playwright)
        for nombre, paso in pasos_de(elegidas, dadas.corta).items():
            if dadas.pasos is None or nombre in dadas.pasos:
                print(json.dumps(comprueba(nombre, paso, navegador, base), ensure_ascii=False), flush=True)
        if dadas.pantallas:
            retrata(navegador, base, elegidas, dadas.pantallas)
        navegador.close()


if __name__ == "__main__":
    sys.exit(main())
