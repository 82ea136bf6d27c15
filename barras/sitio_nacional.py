"""Barra de tamaño nacional: un corte de 510,000 actas sintéticas, y cuánto crece el costo de cada acta."""

import csv
import io
import json
import zipfile

from comun import MB, Resultado, mide, sin_diferencias

PAIS = 510_000
SEGUNDOS, BYTES = 60, 2_000 * MB
TAMANOS = (5_000, 50_000, 500_000)
# Abbreviated: what an acta costs at full size, with room for a machine that does other things.
PAIS_ABREVIADO, SEGUNDOS_ABREVIADOS = 20_000, 10
TAMANOS_ABREVIADOS = (2_000, 20_000)
# A corte that costs each acta more than this times what it cost with a tenth of them does not grow with its size.
CRECIMIENTO = 2.0


def medir(contexto, actas, entidades, salida=None):
    carpeta = contexto.nueva("medir")
    opciones = ["--actas", actas, "--entidades", entidades, "--elecciones", 3, "--json"]
    medida = mide([contexto.prep, "medir", *opciones, *(["--salida", salida] if salida else [])], carpeta).exige()
    return medida, json.loads(medida.salida)


def segundos(dicho, corte):
    return sum(s for fase, s in dicho["fases"].items() if fase.startswith(f"{corte}:"))


def faltas_de_paquetes(carpeta, dicho):
    """Lo escrito, sumado fila por fila, contra lo que dijo quien lo escribió."""
    actas, capturadas, votos = 0, {}, {}
    paquetes = sorted(carpeta.glob("*.zip"))
    faltas = [] if len(paquetes) == dicho["entidades"] else [f"{len(paquetes)} paquetes y {dicho['entidades']} entidades"]
    for paquete in paquetes:
        with zipfile.ZipFile(paquete) as global_:
            for interno in global_.namelist():
                with zipfile.ZipFile(io.BytesIO(global_.read(interno))) as zip_:
                    (base,) = (n for n in zip_.namelist() if n.endswith(".csv") and "CANDIDATURAS" not in n)
                    lineas = csv.reader(io.TextIOWrapper(zip_.open(base), encoding="utf-8-sig", newline=""))
                    eleccion = base.partition("_")[2]
                    filas, suyas, sus_votos, falta = revisa(lineas)
                    faltas += [f"{base}: {falta}"] if falta else []
                    actas += filas
                    capturadas[eleccion] = capturadas.get(eleccion, 0) + suyas
                    votos[eleccion] = votos.get(eleccion, 0) + sus_votos
    for nombre, escrito, dichas in (
        ("actas", actas, dicho["actas"]),
        ("capturadas", sorted(capturadas.values()), sorted(dicho["capturadas"])),
        ("votos", sorted(votos.values()), sorted(dicho["votos"])),
    ):
        if escrito != dichas:
            faltas.append(f"{nombre}: las bases suman {escrito} y el cómputo del país {dichas}")
    return faltas


def revisa(lineas):
    """(filas, capturadas, votos, lo que el resumen dice distinto) de una base."""
    columnas, resumen = None, {}
    filas = capturadas = votos = 0
    nombres = []
    for linea in lineas:
        if columnas:
            filas += 1
            contabilizada = linea[columnas["CONTABILIZADA"]]
            capturadas += contabilizada in ("0", "1")
            votos += int(linea[columnas["TOTAL_VOTOS_CALCULADO"]]) if contabilizada == "1" else 0
        elif linea[:1] == ["CLAVE_CASILLA"]:
            columnas = {c: i for i, c in enumerate(linea)}
        elif nombres and not resumen:
            resumen = dict(zip(nombres, linea, strict=True))
        elif linea[:1] == ["ACTAS_ESPERADAS"]:
            nombres = linea
    dicho = [int(resumen[v]) for v in ("ACTAS_ESPERADAS", "ACTAS_CAPTURADAS", "TOTAL_VOTOS_C_CS")]
    hallado = [filas, capturadas, votos]
    return filas, capturadas, votos, None if hallado == dicho else f"sus filas suman {hallado} y su resumen dice {dicho}"


def nacional(contexto):
    """Barra 2: resumen de cada nivel, CSV y zip de un país entero, y cómo crece."""
    actas, limite = (PAIS_ABREVIADO, SEGUNDOS_ABREVIADOS) if contexto.corta else (PAIS, SEGUNDOS)
    salida = contexto.nueva("paquetes") / "pais"
    medida, dicho = medir(contexto, actas, 32, salida)
    primero, siguiente = segundos(dicho, "primer corte"), segundos(dicho, "corte siguiente")
    que = f"corte de {dicho['actas']:,} actas, {dicho['elecciones']} elecciones, {dicho['entidades']} entidades"
    yield Resultado(primero <= limite, f"{primero:.1f} s (≤ {limite})", f"{que} (el siguiente: {siguiente:.1f} s)")
    yield Resultado(medida.bytes <= BYTES, f"{medida.bytes / MB:.0f} MB (≤ {BYTES / MB:.0f})", f"{que}, memoria máxima")
    figura = f"{dicho['secciones']:,} secciones"
    faltas = [] if dicho["actas"] >= actas else [f"sólo {dicho['actas']} actas"]
    yield sin_diferencias(faltas + faltas_de_paquetes(salida, dicho), figura, f"{que}, bases = cómputo del país")

    costos, dichos = [], []
    for tamano in TAMANOS_ABREVIADOS if contexto.corta else TAMANOS:
        # A single entidad: nothing is divided, so that what grows faster than its size shows.
        suya, dicho = medir(contexto, tamano, 1)
        costos.append(segundos(dicho, "primer corte") * 1e6 / dicho["actas"])
        dichos.append(f"{dicho['actas']:,}: {costos[-1]:.0f} µs, {suya.bytes / MB:.0f} MB")
    razon = costos[-1] / costos[-2]
    figura = f"{razon:.2f}× por acta (≤ {CRECIMIENTO:g})"
    yield Resultado(razon <= CRECIMIENTO, figura, f"crecimiento en una sola entidad ({'; '.join(dichos)})")
