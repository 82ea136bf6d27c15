"""Lo que dice una página publicada: el corte de sus cifras y las cifras, sin depender de cómo se acomodan."""

import html
import re

from comun import Incumplida

CORTE = re.compile(r'<main[^>]*\bdata-corte="(\d+)"|Cifras del corte ([\d,]+)')
# No corte changes them.
SIN_CIFRAS = {f"{nombre}.html" for nombre in ("ayuda", "campos", "casilla", "difusores", "incrustar", "uso")}
RENGLON = re.compile(r"<tr\b.*?</tr>", re.S)
MARCA = re.compile(r"<[^>]*>")
NUMERO = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,.]*\d)|(?<![\d.,])\d+(?![\d.,]*\d)")
# Of the summary, what every page of results prints.
RESUMEN = ("ACTAS_ESPERADAS", "ACTAS_CAPTURADAS", "ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_C_CS")


def texto(marcado):
    return " ".join(html.unescape(MARCA.sub(" ", marcado)).split())


def numeros(marcado):
    """Las cuentas que se leen en un trozo de página; los porcentajes no lo son."""
    return {int(n.replace(",", "")) for n in NUMERO.findall(texto(marcado))}


def corte(ruta, pagina):
    """El corte que la página nombra: uno y sólo uno."""
    hallados = {int(next(filter(None, h)).replace(",", "")) for h in CORTE.findall(pagina)}
    if len(hallados) != 1:
        raise Incumplida(f"{ruta} debía nombrar un corte y nombra {sorted(hallados) or 'ninguno'}")
    return hallados.pop()


def cifras(datos):
    """[(nombre, cifra)] de lo que un JSON de nivel o de sección publica y su página también."""
    halladas = [(v, datos["resumen"][v]) for v in RESUMEN if v in datos.get("resumen", {})]
    halladas += [(c["nombre"], c["votos"]) for c in datos.get("candidaturas", [])]
    halladas += [(p["nombre"], p["total"]) for p in datos.get("partidos", [])]
    if "actas" in datos:
        halladas += [(v["columna"], v["votos"]) for v in datos.get("votos", [])]
        halladas += [(a["nombre"], a["totalDeVotos"]) for a in datos["actas"] if "totalDeVotos" in a]
    return halladas


def faltas(ruta, pagina, datos):
    """En qué difiere una página de los datos del mismo corte."""
    principal = pagina.partition("<main")[2]
    leidos = numeros(principal)
    renglones = [(texto(r), numeros(r)) for r in RENGLON.findall(principal)]
    for nombre, cifra in cifras(datos):
        suyos = [n for t, n in renglones if t.startswith(f"{nombre} ")]
        if cifra not in leidos or suyos and not any(cifra in n for n in suyos):
            yield f"{ruta}: {nombre} debía ser {cifra:,} y la página no lo dice"
