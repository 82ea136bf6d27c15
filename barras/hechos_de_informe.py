#!/usr/bin/env python3
"""Compara los hechos de un informe ya publicado con los del generado: lo que falta y lo que se inventa.

    python3 barras/hechos_de_informe.py SEMILLA.txt GENERADO.docx|.html|.txt [--palabras]
    python3 barras/hechos_de_informe.py --lista SEMILLA.txt|GENERADO.docx|GENERADO.html

Sale con 1 si algo difiere. La semilla es texto de OCR (Markdown): se le corrigen las erratas de `texto_de_informe.py`.
Se comparan en su orden la portada, el índice, las secciones, las listas, las filas de tablas, los extractos de normas y las
fórmulas (palabra por palabra) y, de lo narrado, fechas, documentos, normas, personas, cargos, números, votos, verbos,
negaciones, términos (con mayúscula en cualquiera de los dos) y materias; una oración sin nada de eso va entera. No se comparan
los conectores, la puntuación, las mayúsculas, los acentos, el nivel de los títulos, las páginas ni dónde se corta un párrafo.
"""

import difflib
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from docx_de_informe import lee_docx
from extrae_hechos import Hecho, hechos, terminos
from texto_de_informe import lee, palabras


@dataclass(frozen=True)
class Diferencia:
    clase: str  # falta, inventa, formato u orden
    hecho: Hecho
    nota: str = ""

    def __str__(self):
        hecho = self.hecho
        forma = f" [{hecho.formato}]" if hecho.formato else ""
        return f"{self.clase:<8} {hecho.tipo:<9} «{hecho.valor}»{forma}  línea {hecho.linea}: …{hecho.contexto}…{self.nota}"


def subsecuencia(unos, otros):
    """Los pares (i, j) de la subsecuencia común más larga."""
    inicio, fin = 0, 0
    menor = min(len(unos), len(otros))
    while inicio < menor and unos[inicio] == otros[inicio]:
        inicio += 1
    while fin < menor - inicio and unos[-1 - fin] == otros[-1 - fin]:
        fin += 1
    a, b = unos[inicio:len(unos) - fin], otros[inicio:len(otros) - fin]
    largo = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            largo[i][j] = largo[i + 1][j + 1] + 1 if a[i] == b[j] else max(largo[i + 1][j], largo[i][j + 1])
    pares, i, j = [(n, n) for n in range(inicio)], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pares.append((inicio + i, inicio + j))
            i, j = i + 1, j + 1
        elif largo[i + 1][j] >= largo[i][j + 1]:
            i += 1
        else:
            j += 1
    return pares + [(len(unos) - n, len(otros) - n) for n in range(fin, 0, -1)]


def compara(semilla, generado):
    """Las diferencias entre dos listas de bloques, en su orden."""
    vocabulario = terminos(semilla) | terminos(generado)
    esperados, hallados = hechos(semilla, vocabulario), hechos(generado, vocabulario)
    pares = subsecuencia([h.clave for h in esperados], [h.clave for h in hallados])
    con_par, con_par_de = {i for i, _ in pares}, {j for _, j in pares}
    faltan = [(i, h) for i, h in enumerate(esperados) if i not in con_par]
    sobran = [(j, h) for j, h in enumerate(hallados) if j not in con_par_de]
    claves = Counter(h.clave for _, h in sobran)
    valores = Counter((h.tipo, h.valor) for _, h in sobran)
    diferencias = []
    for _, hecho in faltan:
        if claves[hecho.clave] > 0:
            claves[hecho.clave] -= 1
            valores[hecho.tipo, hecho.valor] -= 1
            diferencias.append(Diferencia("orden", hecho, "  (está, en otro lugar)"))
        elif valores[hecho.tipo, hecho.valor] > 0:
            otro = next(h.formato for _, h in sobran if (h.tipo, h.valor) == (hecho.tipo, hecho.valor) and h.formato != hecho.formato)
            diferencias.append(Diferencia("formato", hecho, f"  (está escrito como [{otro}])"))
        else:
            diferencias.append(Diferencia("falta", hecho, parecido(hecho, sobran)))
    esperadas = Counter(h.clave for _, h in faltan)
    esperados_valores = Counter((h.tipo, h.valor) for _, h in faltan)
    for _, hecho in sobran:
        if esperadas[hecho.clave] > 0:
            esperadas[hecho.clave] -= 1
            esperados_valores[hecho.tipo, hecho.valor] -= 1
        elif esperados_valores[hecho.tipo, hecho.valor] > 0:
            esperados_valores[hecho.tipo, hecho.valor] -= 1
        else:
            diferencias.append(Diferencia("inventa", hecho))
    return diferencias


def parecido(hecho, sobran):
    """De un texto que va entero, las palabras en que difiere del más parecido."""
    if hecho.tipo not in ("portada", "indice", "seccion", "orden", "tabla", "texto", "cargo"):
        return ""
    mejor = difflib.get_close_matches(hecho.valor, [h.valor for _, h in sobran if h.tipo == hecho.tipo], 1, 0.6)
    return f"  (cambia: {'; '.join(cambios(hecho.valor.split(), mejor[0].split()))})" if mejor else ""


def cambios(unas, otras):
    return [
        f"«{' '.join(unas[a:b])}» → «{' '.join(otras[c:d])}»"
        for que, a, b, c, d in difflib.SequenceMatcher(None, unas, otras, autojunk=False).get_opcodes() if que != "equal"
    ]


def proporcion_de_palabras(semilla, generado):
    """Cuánto del texto corrido es igual palabra por palabra, y en qué cambia: no decide, informa."""
    unas, otras = ([p for b in bloques for p in palabras(b.texto).split()] for bloques in (semilla, generado))
    return difflib.SequenceMatcher(None, unas, otras, autojunk=False).ratio(), cambios(unas, otras)


def lee_semilla(ruta):
    return lee(Path(ruta).read_text(encoding="utf-8"), Path(ruta).stem)


def lee_generado(ruta):
    if Path(ruta).suffix == ".docx":
        return lee_docx(ruta)
    return lee(Path(ruta).read_text(encoding="utf-8"))


def principal(argumentos):
    opciones = [a for a in argumentos if a.startswith("--")]
    rutas = [a for a in argumentos if not a.startswith("--")]
    if opciones == ["--lista"] and len(rutas) == 1:
        lee_uno = lee_semilla if rutas[0].endswith(".txt") else lee_generado
        for hecho in hechos(lee_uno(rutas[0])):
            print(f"{hecho.linea:>4} {hecho.tipo:<9} {hecho.valor}" + (f"  [{hecho.formato}]" if hecho.formato else ""))
        return 0
    if len(rutas) != 2 or set(opciones) - {"--palabras"}:
        print(__doc__, file=sys.stderr)
        return 2
    semilla, generado = lee_semilla(rutas[0]), lee_generado(rutas[1])
    diferencias = compara(semilla, generado)
    for diferencia in diferencias:
        print(diferencia)
    cuantos = Counter(h.tipo for h in hechos(semilla))
    print(f"{sum(cuantos.values())} hechos en la semilla, {len(diferencias)} diferencias: " + ", ".join(f"{t} {n}" for t, n in cuantos.items()))
    if opciones:
        razon, distintas = proporcion_de_palabras(semilla, generado)
        print(f"palabras iguales: {razon:.1%}", *distintas, sep="\n  ")
    return 1 if diferencias else 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
