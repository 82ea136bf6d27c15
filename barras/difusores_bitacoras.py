"""Barra 5: dos millones de renglones de bitácoras web, contados por `prep` y, aparte, por este archivo."""

import calendar
import gzip
import json
import random
import re
import subprocess
import time
from collections import Counter

from comun import Resultado, mide, sin_diferencias

RENGLONES = 2_000_000
LIMITE = 30
MESES = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13)))
# 2027-06-06 18:00 in UTC-6.
INICIO = calendar.timegm((2027, 6, 7, 0, 0, 0))
RUTAS = (
    "/",
    "/index.html",
    "/index.json",
    "/ayun/",
    "/ayun/001/",
    "/ayun/001/index.html",
    "/actas/050001B0100-1a2b3c4d5e6f.jpg",
    "/recursos/sitio-0123456789ab.js",
    "/corte.nota",
    "/avance.html",
    "/faltan.html?orden=1",
    "/favicon.ico",
    "/bases.htm",
)
AGENTES = (
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/126.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)",
    "curl/8.5.0",
    'raro \\"entre comillas\\" y \\\\',
    "-",
    "",
    "Ñandú/1.0 (México)",
)
ESTADOS = (200, 200, 200, 200, 200, 206, 304, 304, 301, 404, 404, 403, 499, 500, 503)
PETICIONES_RARAS = (
    "-",
    "\\x16\\x03\\x01\\x02",
    "GET",
    "OPTIONS * HTTP/1.0",
    "GET /sin-protocolo.html",
    "POST /index.html HTTP/1.1",
    "",
)
ROTOS = (
    "esto no es una bitácora",
    '198.51.100.1 - - [06/Jun/2027:25:00:00 -0600] "GET / HTTP/1.1" 200 5',
    '198.51.100.1 - - [31/Feb/2027:05:00:00 -0600] "GET / HTTP/1.1" 200 5',
    "198.51.100.1 - - [06/Jun/2027:05:00:00 -0600",
    '198.51.100.1 - - [06/Jun/2027:05:00:00 -0600] "GET / HTTP/1.1" doscientos 5',
    '198.51.100.1 - - [06/Jun/2027:05:00:00 -0600] "GET / HTTP/1.1 200 5',
    "[] []",
    '198.51.100.1 - - [06/Jun/2027:05:00:00 -0600] "GET / HTTP/1.1" 200 5 "-" "sin cerrar',
    " ",
    "x" * 70_000,
)


def renglones(cuantos, semilla):
    """Renglones de una noche, en desorden de a poco, con lo raro que traen las bitácoras de verdad."""
    azar = random.Random(semilla)
    direcciones = [f"198.51.{azar.randrange(256)}.{azar.randrange(256)}" for _ in range(20_000)]
    direcciones += [f"2001:db8::{azar.randrange(1 << 16):x}" for _ in range(4_000)]
    husos = (("-0600", -21600),) * 8 + (("+0000", 0), ("-0500", -18000), ("+0530", 19800))
    segundo = INICIO
    for n in range(cuantos):
        if azar.random() < 0.0005:
            yield azar.choice(ROTOS)
            continue
        segundo += azar.random() < 0.02
        momento = segundo - azar.randrange(3)
        huso, fuera = azar.choice(husos)
        fecha = fecha_de(momento + fuera)
        metodo = "HEAD" if azar.random() < 0.02 else "GET"
        peticion = azar.choice(PETICIONES_RARAS) if azar.random() < 0.003 else f"{metodo} {azar.choice(RUTAS)} HTTP/1.1"
        estado = azar.choice(ESTADOS)
        enviados = "-" if azar.random() < 0.05 else azar.randrange(200_000)
        quien = "-" if azar.random() < 0.98 else "persona 1"
        texto = f'{azar.choice(direcciones)} - {quien} [{fecha} {huso}] "{peticion}" {estado} {enviados}'
        if n % 3:
            texto += f' "https://prep.ejemplo.mx/{n % 7}" "{azar.choice(AGENTES)}"'
        yield texto


def fecha_de(segundo, memoria={}):
    """`06/Jun/2027:18:00:00`; los días se repiten mucho."""
    dia, resto = divmod(segundo, 86400)
    if dia not in memoria:
        memoria[dia] = time.strftime("%d/%b/%Y", time.gmtime(segundo))
    return f"{memoria[dia]}:{resto // 3600:02}:{resto % 3600 // 60:02}:{resto % 60:02}"


def escribe(carpeta, cuantos):
    """Cuatro bitácoras: dos llanas y dos con gzip (una de dos pedazos pegados), con finales de renglón de dos modos."""
    partes = [cuantos * 4 // 10, cuantos * 3 // 10, cuantos * 2 // 10]
    partes.append(cuantos - sum(partes))
    rutas = []
    for i, parte in enumerate(partes):
        final = "\r\n" if i == 1 else "\n"
        contenido = (final.join(renglones(parte, i)) + (final if i else "")).encode()
        # What is not UTF-8 is in logs too.
        contenido = contenido.replace("Ñandú".encode(), "Ñandú".encode("latin-1")) if i == 2 else contenido
        ruta = carpeta / f"acceso-{i}.log{'.gz' if i >= 2 else ''}"
        if i == 2:
            mitad = contenido.index(b"\n", len(contenido) // 2) + 1
            contenido = gzip.compress(contenido[:mitad], 1) + gzip.compress(contenido[mitad:], 1)
        elif i == 3:
            contenido = gzip.compress(contenido, 1)
        ruta.write_bytes(contenido)
        rutas.append(ruta)
    return rutas


FORMA = re.compile(
    rb'(\S+) [^\[]*\[(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-)'
    rb'(?: "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)")?\s*$'
)


def cuenta(rutas):
    """Las cifras, contadas aparte por las definiciones de hit, página y visita; y las de errores por cientos."""
    c, por_minuto, por_hora, momentos, dias = Counter(), Counter(), Counter(), {}, {}
    for ruta in rutas:
        abre = gzip.open if ruta.suffix == ".gz" else open
        with abre(ruta, "rb") as archivo:
            for renglon in archivo:
                renglon = renglon.rstrip(b"\r\n")
                if not renglon:
                    continue
                c["lineas"] += 1
                hallado = FORMA.match(renglon)
                cuando = hallado and segundo_de(hallado, dias)
                if cuando is None:
                    c["ilegibles"] += 1
                    continue
                direccion, peticion, estado, enviados, agente = hallado.group(1, 11, 12, 13, 14)
                estado = int(estado)
                c["hits"] += 1
                c["bytes"] += 0 if enviados == b"-" else int(enviados)
                c["errores"] += estado >= 400
                c["respuestas", estado // 100] += 1
                por_minuto[cuando // 60 * 60] += 1
                por_hora[cuando // 3600 * 3600] += 1
                partes = peticion.split(b" ")
                if partes[0] == b"GET" and len(partes) > 1 and (200 <= estado < 300 or estado == 304):
                    c["paginas"] += partes[1].split(b"?")[0].endswith((b"/", b".html", b".htm"))
                momentos.setdefault((direccion, agente or b""), []).append(cuando)
    for suyos in momentos.values():
        suyos.sort()
        c["visitas"] += 1 + sum(b - a > 1800 for a, b in zip(suyos, suyos[1:]))
    minuto, pico = min(por_minuto.items(), key=lambda m: (-m[1], m[0]))
    return {
        **{k: c[k] for k in ("lineas", "ilegibles", "hits", "bytes", "errores", "paginas", "visitas")},
        "direcciones": len({d for d, _ in momentos}),
        "pico": pico,
        "minutoPico": minuto,
        "porHora": {str(h): n for h, n in por_hora.items()},
    }, {"errores 4xx": c["respuestas", 4], "errores 5xx": c["respuestas", 5]}


def segundo_de(hallado, dias):
    dia, mes, anio, hora, minuto, segundo, signo, horas, minutos = hallado.group(2, 3, 4, 5, 6, 7, 8, 9, 10)
    clave = (dia, mes, anio)
    if clave not in dias:
        dias[clave] = None
        n = MESES.get(mes.decode())
        if n and 1 <= int(dia) <= calendar.monthrange(int(anio), n)[1]:
            dias[clave] = calendar.timegm((int(anio), n, int(dia), 0, 0, 0))
    hora, minuto, segundo = int(hora), int(minuto), int(segundo)
    if dias[clave] is None or hora > 23 or minuto > 59 or segundo > 60:
        return None
    fuera = int(horas) * 3600 + int(minutos) * 60
    return dias[clave] + hora * 3600 + minuto * 60 + min(segundo, 59) - (-fuera if signo == b"-" else fuera)


def bitacoras(contexto):
    """Las cifras de `prep difusor bitacoras`, una por una, y lo que tarda."""
    cuantos = RENGLONES // 20 if contexto.corta else RENGLONES
    limite = LIMITE / 20 if contexto.corta else LIMITE
    carpeta = contexto.nueva("bitacoras")
    rutas = escribe(carpeta, cuantos)
    medida = mide([contexto.prep, "difusor", "bitacoras", *rutas, "--json"], contexto.nueva("cuenta")).exige()
    suyas, (propias, errores) = json.loads(medida.salida), cuenta(rutas)
    distintas = [f"{k}: prep {suyas.get(k)}, aparte {v}" for k, v in propias.items() if suyas.get(k) != v]
    yield sin_diferencias(distintas, f"{len(propias)} figuras iguales", f"bitácoras de {propias['lineas']:,} renglones")
    barra = f"contarlas ({medida.bytes / 1e6:.0f} MB de memoria)"
    yield Resultado(medida.segundos <= limite, f"{medida.segundos:.1f} s (≤ {limite:g})", barra)
    yield from memoria(contexto, rutas, propias | errores)
    yield from malas(contexto, carpeta, rutas)


PROCESO = """\
nombre: Proceso Electoral Local 2027
jornada: 2027-06-06
instituto: Instituto de Ejemplo
siglas: IEE
entidad: Ejemplo
"""
FICHA = """\
nombre: Universidad de prueba
memoria_fecha: 2027-06-20
memoria_visitas_promedio: 1200
memoria_paginas_promedio: 4000
memoria_hits_promedio: 15000
memoria_incidencias: Sin incidencias.
memoria_comentarios: Ninguno.
"""


def memoria(contexto, rutas, propias):
    """La memoria técnica entera, en PDF, de las mismas bitácoras; sus cifras son las contadas aparte."""
    fichas, salida = contexto.nueva("fichas"), contexto.nueva("memoria")
    (fichas / "difusores").mkdir()
    (fichas / "difusores/universidad.yaml").write_text(FICHA, encoding="utf-8")
    (fichas / "proceso.yaml").write_text(PROCESO, encoding="utf-8")
    archivo = salida / "seguimiento.sqlite"
    mide([contexto.prep, "seguimiento", "importar", fichas, "--archivo", archivo], salida).exige()
    orden = [contexto.prep, "difusor", "memoria", "--seguimiento", archivo, "--difusor", "universidad", *rutas]
    for formato in ("pdf",) if contexto.corta else ("pdf", "docx"):
        medida = mide([*orden, "--salida", salida / f"memoria.{formato}"], salida)
        if medida.codigo:
            yield Resultado(
                False, f"terminó con {medida.codigo}", f"memoria técnica en {formato}", [medida.error[-300:]]
            )
            continue
        texto = texto_de(salida / f"memoria.{formato}")
        claves = ("hits", "paginas", "visitas", "direcciones", "pico", "errores 4xx", "errores 5xx")
        faltan = [f"{k}: {propias[k]:,}" for k in claves if f"{propias[k]:,}" not in texto]
        yield sin_diferencias(faltan, f"{len(claves)} cifras iguales", f"memoria técnica en {formato}, cifras")
        # The PDF is made by WeasyPrint, whatever its size: the short one has no less.
        barra = f"memoria técnica en {formato}, de {propias['lineas']:,} renglones"
        yield Resultado(medida.segundos <= LIMITE, f"{medida.segundos:.1f} s (≤ {LIMITE})", barra)


def texto_de(ruta):
    if ruta.suffix == ".pdf":
        orden = ["pdftotext", "-layout", ruta, "-"]
        return subprocess.run(orden, capture_output=True, check=True).stdout.decode(errors="replace")
    orden = ["unzip", "-p", ruta, "word/document.xml"]
    return re.sub(r"<[^>]+>", "", subprocess.run(orden, capture_output=True, check=True).stdout.decode())


def malas(contexto, carpeta, rutas):
    """Lo que no es una bitácora, o llegó a medias, se rechaza con 65 y se dice cuál."""
    cortada, ajena, dañada = carpeta / "cortada.log.gz", carpeta / "ajena.csv", carpeta / "dañada.log.gz"
    entera = rutas[3].read_bytes()
    cortada.write_bytes(entera[: len(entera) // 2])
    dañada.write_bytes(entera[: len(entera) // 2] + bytes(64) + entera[len(entera) // 2 + 64 :])
    ajena.write_text("a,b,c\n1,2,3\n" * 100)
    faltas = []
    for mala in (cortada, ajena, dañada, carpeta / "no-existe.log"):
        hecho = subprocess.run(
            [contexto.prep, "difusor", "bitacoras", mala], capture_output=True, text=True, timeout=60
        )
        if hecho.returncode not in (65, 66) or mala.name.split(".")[0] not in hecho.stderr:
            faltas.append(f"{mala.name}: terminó con {hecho.returncode}: {hecho.stderr[:160]}")
    yield sin_diferencias(faltas, "4 rechazadas", "bitácoras cortadas, dañadas o ajenas")
