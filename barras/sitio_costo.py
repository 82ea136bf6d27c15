"""Barra del costo: lo que se escribe en un corte es lo que cambió, y publicarlo todo de nuevo cabe en segundos."""

import contextlib
import json
import re
import sqlite3
import statistics

from comun import MB, Incumplida, Resultado, mide, sin_diferencias

GUBERNATURA = "puebla-2024/PUE_GUB"
DIPUTACIONES = "puebla-2024/PUE_DIP_LOC"
AYUNTAMIENTOS = "puebla-2024/PUE_AYUN"
QUINTANA_ROO = "quintana-roo-2019/QROO_DIP_LOC_2019.csv"
TRES = (GUBERNATURA, DIPUTACIONES, AYUNTAMIENTOS)

ACTAS = 100
COMPLETO, CAMBIO = 10, 1
VECES = 3
# Minutes between cortes with which some corte changes about as many actas as the bar says.
MINUTOS, MINUTOS_ABREVIADOS = 5, 10

# What a corte writes whatever it changes: pointer, manifest root, state band, data base and its page, list of changes.
SIEMPRE = {"corte.nota", "corte.json", "avance.html", "bases.html"}
DE_CIFRAS = {"index", "faltan", "especiales", "estadistica", "prensa"}
NOMBRADO = re.compile(r"(bases/[^/]+\.zip|cortes/[^/]+/manifiesto\.json)")
POR_CONTENIDO = re.compile(r"(datos|manifiestos)/[0-9a-f]{64}\.json")


def almacena(contexto):
    """El almacén de la noche, sin más árbol que el del último corte."""
    carpeta = contexto.nueva("costo")
    almacen = carpeta / "prep.sqlite"
    if contexto.corta:
        bases, listas, minutos = [contexto.datos(QUINTANA_ROO)], [], MINUTOS_ABREVIADOS
    else:
        bases = [contexto.datos(f"{b}_2024.csv") for b in TRES]
        listas = [x for b in TRES for x in ("--candidaturas", contexto.datos(f"{b}_Candidaturas_2024.csv"))]
        minutos = MINUTOS
    opciones = ["--almacen", f"sqlite:{almacen}", "--salida", carpeta / "arbol", "--corte-minutos", minutos]
    mide([contexto.prep, "repetir", *bases, *listas, *opciones, "--solo-ultimo"], carpeta).exige()
    return almacen


def cambios_por_corte(almacen):
    """{corte: actas cuyo último resultado hasta entonces es de ese corte}, y cuántas actas hay."""
    with contextlib.closing(sqlite3.connect(f"file:{almacen}?mode=ro", uri=True)) as base:
        cortes = base.execute("SELECT numero, hasta FROM corte ORDER BY numero").fetchall()
        consulta = """SELECT count(DISTINCT r.acta) FROM numeracion n JOIN resultado r ON r.hecho = n.hecho
            WHERE n.numero > ? AND n.numero <= ?"""
        cuentas, previo = {}, 0
        for numero, hasta in cortes:
            (cuentas[numero],) = base.execute(consulta, (previo, hasta)).fetchone()
            previo = hasta
        ((esperadas,),) = base.execute("SELECT count(*) FROM acta WHERE esperada = 1")
    return cuentas, esperadas


def publica(contexto, almacen, numero, desde=None):
    """Vuelve a publicar en una carpeta nueva: (medida, informes, árbol).

    Never in one that was just deleted: ext4 does not reuse those inodes for a while and takes twice as long.
    """
    carpeta = contexto.nueva("cortes")
    opciones = ["--almacen", almacen, "--numero", numero, "--salida", carpeta / "arbol", "--lista", "--json"]
    medida = mide([contexto.prep, "corte", *opciones, *(["--desde", desde] if desde else [])], carpeta).exige()
    return medida, json.loads(medida.salida), carpeta / "arbol"


def faltas_de_lo_escrito(antes, despues, informe):
    """Lo que dice que escribió, contra lo que cambió en el disco y lo que debía cambiar según `cambios/`."""
    corte = informe["corte"]
    escritos = {e["ruta"]: e["bytes"] for e in informe["escritos"]}
    lista_de_cambios = f"cambios/{corte:04}.ndjson"
    faltas = []

    # On disk: each file that is new or differs was written, and nothing else was.
    for archivo in despues.rglob("*"):
        if not archivo.is_file():
            continue
        ruta = archivo.relative_to(despues).as_posix()
        previo = antes / ruta
        igual = (
            previo.is_file()
            and previo.stat().st_size == archivo.stat().st_size
            and previo.read_bytes() == archivo.read_bytes()
        )
        if igual and ruta in escritos:
            faltas.append(f"{ruta} se escribió sin que cambiara")
        if not igual and ruta not in escritos:
            faltas.append(f"{ruta} cambió y no está entre lo escrito")
        if ruta in escritos and escritos[ruta] != archivo.stat().st_size:
            faltas.append(f"{ruta} mide {archivo.stat().st_size} bytes y dice {escritos[ruta]}")

    # By the list of changes: each acta with its page and JSON; its section, its unit and its election; what names them.
    cambiadas = [json.loads(linea) for linea in (despues / lista_de_cambios).read_text().splitlines()]
    actas = {}
    for ruta in escritos:
        if ruta.endswith(".json") and "/actas/" in ruta:
            acta = json.loads((despues / ruta).read_bytes())
            actas[ruta] = acta
            if acta["corte"]["numero"] != corte:
                faltas.append(f"{ruta} se escribió y sus cifras son del corte {acta['corte']['numero']}")
    de = lambda lineas: sorted((linea["eleccion"], linea["claveActa"]) for linea in lineas)
    if de(actas.values()) != de(linea for linea in cambiadas if linea["claveActa"] != "-"):
        faltas.append(f"se escribieron {len(actas)} actas y {lista_de_cambios} dice {len(cambiadas)}")

    esperados = SIEMPRE | {lista_de_cambios}
    unidades, secciones = set(), set()
    for ruta, acta in actas.items():
        unidad = ruta.partition("/actas/")[0]
        unidades.add(unidad)
        seccion = f"seccion-{acta['seccion']:04}" if acta.get("seccion") else "sin-seccion"
        secciones.add(f"{unidad}/{seccion}")
        esperados |= {ruta, ruta.replace(".json", ".html")}
    elecciones = {linea["eleccion"].lower() for linea in cambiadas}
    # The actas of no unit have no page of section nor data of unit.
    con_datos = {u for u in unidades if not u.endswith("/sin-unidad")}
    esperados |= {f"{s}.{x}" for s in secciones if s.rpartition("/")[0] in con_datos for x in ("html", "json")}
    de_nivel = {f"{n}/{a}.{x}" for n in unidades | elecciones for a in ("index", "faltan") for x in ("html", "json")}
    de_nivel -= {f"{u}/index.json" for u in unidades - con_datos}
    esperados |= de_nivel | {f"{e}/faltan.csv" for e in elecciones} | {f"incrustar/{e}.html" for e in elecciones}
    esperados |= {f"{a}.{x}" for a in DE_CIFRAS for x in ("html", "json") if (a, x) != ("prensa", "json")}
    # The figures of special votes change only when one of them did.
    opcionales = {"especiales.html", "especiales.json"}

    sueltos = {r for r in escritos if not NOMBRADO.fullmatch(r) and not POR_CONTENIDO.fullmatch(r)}
    faltas += [f"{r} se escribió y nada de él cambió" for r in sorted(sueltos - esperados)]
    faltas += [f"{r} debía escribirse" for r in sorted(esperados - sueltos - opcionales)]
    cuenta = lambda carpeta: sum(r.startswith(carpeta) for r in escritos)
    # A list for each section, unit and election that changed; data for each unit and election.
    for carpeta, tope in (
        ("manifiestos/", len(secciones) + len(unidades) + len(elecciones)),
        ("datos/", len(con_datos) + len(elecciones)),
        ("bases/", 1),
        ("cortes/", 1),
    ):
        if cuenta(carpeta) > tope:
            faltas.append(f"{carpeta}: {cuenta(carpeta)} archivos; no debían pasar de {tope}")
    return faltas


def costo(contexto):
    """Barra 1: publicar todo de nuevo y un corte de cien actas, en segundos, archivos y bytes."""
    almacen = almacena(contexto)
    cuentas, esperadas = cambios_por_corte(almacen)
    ultimo = max(cuentas)
    candidatos = [n for n in cuentas if 1 < n < ultimo]
    if not candidatos:
        raise Incumplida("no hubo cortes de donde elegir")
    elegido = min(candidatos, key=lambda n: (abs(cuentas[n] - ACTAS), n))
    veces = 1 if contexto.corta else VECES

    corridas = [publica(contexto, almacen, ultimo) for _ in range(veces)]
    segundos = statistics.median(m.segundos for m, _, _ in corridas)
    cpu = statistics.median(m.cpu for m, _, _ in corridas)
    (informe,) = corridas[0][1]
    que = (
        f"árbol entero de {esperadas:,} actas: {informe['archivos']:,} archivos, {informe['bytes'] / MB:.0f} MB "
        f"({cpu:.1f} s de CPU)"
    )
    yield Resultado(segundos <= COMPLETO, f"{segundos:.1f} s (≤ {COMPLETO})", que)

    corridas = [publica(contexto, almacen, elegido, desde=elegido - 1) for _ in range(veces)]
    segundos = statistics.median(i[-1]["milisegundos"] for _, i, _ in corridas) / 1000
    informe = corridas[0][1][-1]
    que = f"corte que cambia {cuentas[elegido]} actas: {informe['archivos']:,} archivos, {informe['bytes'] / MB:.1f} MB"
    yield Resultado(segundos <= CAMBIO, f"{segundos:.2f} s (≤ {CAMBIO})", que)

    _, _, antes = publica(contexto, almacen, elegido - 1)
    faltas = faltas_de_lo_escrito(antes, corridas[0][2], informe)
    por_tipo = {}
    for escrito in informe["escritos"]:
        tipo = "actas" if "/actas/" in escrito["ruta"] else escrito["ruta"].partition("/")[0]
        tipo = tipo if "/" in escrito["ruta"] else "raíz"
        n, b = por_tipo.get(tipo, (0, 0))
        por_tipo[tipo] = (n + 1, b + escrito["bytes"])
    dicho = ", ".join(f"{t} {n} ({b:,} B)" for t, (n, b) in sorted(por_tipo.items()))
    yield sin_diferencias(faltas, f"{informe['archivos']:,} archivos", f"se escribió sólo lo que cambió: {dicho}")
