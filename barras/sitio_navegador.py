#!/usr/bin/env python3
"""Barra del sitio en un navegador de verdad: cada clase de página, a mitad de la noche, antes de abrir, al cierre y con datos reales.

Uso:  sitio_navegador.py CARPETA    deja en CARPETA los retratos de cada clase de página que se conservan en docs/pantallas/sitio
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from comun import RAIZ, Contexto, Incumplida, Resultado, carpeta_temporal, mata, mide
from nginx_de_prueba import publico

# Around the third hour some actas are counted, some have their reason not to be, and the next corte is due.
A_MEDIAS = 16
REAL = "puebla-2024/PUE_GUB_2024.csv"
TRES = ("accesible", "letra_grande", "sin_javascript")
FIJAS = (
    *("especiales", "estadistica", "faltan", "bases", "campos", "casilla", "difusores", "ayuda", "uso", "prensa"),
    *("incrustar", "avance"),
)
# The acta that says each thing, among those of an election.
DICHOS = {
    "acta": "todos los campos de votos son legibles",
    "acta-ilegible": "algún campo de votos es ilegible",
    "acta-toda-ilegible": "ningún campo de votos es legible",
    "acta-excede": "excede la lista nominal",
    "acta-sin-acta": "sin acta por",
    "acta-en-proceso": "En proceso:",
}


def mayor(rutas):
    """La de más bytes: donde más puede salirse de la pantalla."""
    return max(rutas, key=lambda r: (r.stat().st_size, r.name))


def clases(arbol):
    """{clase de página: ruta} de un árbol: una de cada clase que tenga."""
    elecciones = sorted(r.stem for r in (arbol / "incrustar").glob("*.html"))
    primera = arbol / elecciones[0]
    halladas = {"inicio": arbol / "index.html"}
    for i, eleccion in enumerate(elecciones, 1):
        halladas[f"eleccion-{i}" if i > 1 else "eleccion"] = arbol / eleccion / "index.html"
    halladas["unidad"] = mayor(primera.glob("[0-9]*/index.html"))
    halladas["seccion"] = mayor(primera.glob("*/seccion-*.html"))
    halladas |= {"sin-seccion": r for r in sorted(primera.glob("*/sin-seccion.html"))[:1]}
    actas = sorted(arbol.glob("*/*/actas/*.html"))
    textos = {r: re.search(r'class="dicho">([^<]*)', r.read_text(encoding="utf-8")) for r in actas}
    for clase, dicho in DICHOS.items():
        halladas |= {clase: r for r in [r for r, t in textos.items() if t and dicho in t[1]][:1]}
    halladas |= {clase: arbol / f"{clase}.html" for clase in FIJAS}
    halladas["faltan-eleccion"] = primera / "faltan.html"
    halladas["faltan-unidad"] = mayor(primera.glob("[0-9]*/faltan.html"))
    halladas["incrustada"] = arbol / "incrustar" / f"{elecciones[0]}.html"
    return {clase: str(r.relative_to(arbol)) for clase, r in halladas.items() if r.exists()}


# MARK: Trees


def noche(contexto):
    """(árbol al cierre, el mismo a media noche) de una noche sintética con imágenes y dos elecciones."""
    carpeta = contexto.nueva("noche")
    orden = [contexto.prep, "demo", "--carpeta", carpeta / "demo", "--casillas", 300, "--segundos", 1, "--puerto", 0]
    mide([*orden, "--salir"], carpeta).exige()
    orden = [contexto.prep, "corte", carpeta / "demo", "--entorno", "simulacro", "--numero", A_MEDIAS]
    mide([*orden, "--salida", carpeta / "medias"], carpeta).exige()
    return carpeta / "demo/simulacro/publico", carpeta / "medias"


def antes_de_abrir(contexto):
    """El primer corte del proceso de ejemplo, en ceros, cuando todavía no empieza la publicación."""
    carpeta = contexto.nueva("antes") / "proceso"
    shutil.copytree(RAIZ / "ejemplos/proceso", carpeta)
    mide([contexto.prep, "iniciar", carpeta, "--entorno", "simulacro"], carpeta).exige()
    corte = [contexto.prep, "corte", carpeta, "--entorno", "simulacro", "--instante", "2027-06-06T19:20"]
    mide(corte, carpeta).exige()
    return carpeta / "simulacro/publico"


def repetida(contexto):
    """La gubernatura de Puebla: candidaturas iguales en todo el estado, nombres y cantidades reales."""
    carpeta = contexto.nueva("repetida")
    orden = [contexto.prep, "repetir", contexto.datos(REAL), "--salida", carpeta / "arbol", "--corte-minutos", 1440]
    mide(orden, carpeta).exige()
    return carpeta / "arbol"


# MARK: The browser


def en_navegador(contexto, python, nombre, arbol, pasos, elegidas, retratos=None):
    """Los resultados de las comprobaciones de barras/navegador/publico.py sobre las páginas elegidas de un árbol."""
    carpeta = contexto.nueva("navegador")
    with publico(contexto, arbol, carpeta / "copias") as puerto:
        paginas = [f"{clase}={ruta}" for clase, ruta in elegidas.items()]
        orden = [python, "-B", RAIZ / "barras/navegador/publico.py", f"http://127.0.0.1:{puerto}", *paginas]
        orden += ["--pasos", *pasos] if pasos is not None else []
        orden += ["--corta"] if contexto.corta else []
        orden += ["--pantallas", retratos] if retratos else []
        with open(carpeta / "quejas.txt", "wb") as quejas:
            proceso = subprocess.Popen(
                [str(p) for p in orden], stdout=subprocess.PIPE, stderr=quejas, encoding="utf-8", start_new_session=True
            )
        try:
            for linea in proceso.stdout:
                hallado = Resultado(**json.loads(linea))
                yield Resultado(hallado.bien, hallado.figura, f"{hallado.barra} ({nombre})", hallado.detalle)
            if proceso.wait(60):
                raise Incumplida(f"el navegador terminó con {proceso.returncode}: {(carpeta / 'quejas.txt').read_text()[-600:]}")
        finally:
            if proceso.poll() is None:
                proceso.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    proceso.wait(20)
            mata(proceso)


def interprete(contexto):
    orden = [RAIZ / "scripts/entorno_python", "playwright", "axe-playwright-python"]
    return mide(orden, contexto.nueva("entorno"), limite=300).exige().salida.strip()


def sitio_navegador(contexto):
    """Accesible, completa sin JavaScript, ligera, rápida, y una banda que dice la verdad, en cada clase de página."""
    python = interprete(contexto)
    cierre, medias = noche(contexto)
    todas = clases(medias)
    faltantes = [c for c in ("seccion", "acta", "acta-ilegible", "acta-en-proceso", *FIJAS) if c not in todas]
    if faltantes:
        raise Incumplida(f"el árbol no tiene páginas de: {', '.join(faltantes)}")
    yield from en_navegador(contexto, python, "a media noche", medias, None, todas)
    al_cierre = clases(cierre)
    propias = {c: r for c, r in al_cierre.items() if c == "inicio" or c not in todas or c.startswith(("faltan", "eleccion"))}
    yield from en_navegador(contexto, python, "al cierre", cierre, TRES, propias)
    antes = antes_de_abrir(contexto)
    propias = {c: r for c, r in clases(antes).items() if c in ("inicio", "eleccion", "unidad", "faltan")}
    yield from en_navegador(contexto, python, "antes de abrir", antes, TRES, propias)
    if not contexto.corta:
        real = repetida(contexto)
        pasos = (*TRES, "ligera", "rapida", "firma_falsa", "cambia_en_su_lugar")
        yield from en_navegador(contexto, python, "Puebla 2024", real, pasos, clases(real))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    destino = Path(sys.argv[1])
    with carpeta_temporal() as carpeta:
        contexto = Contexto(carpeta, True)
        python = interprete(contexto)
        cierre, medias = noche(contexto)
        antes = antes_de_abrir(contexto)
        todas, final = clases(medias), clases(cierre)
        # Like others, and not kept.
        for repetida in ("eleccion-2", "sin-seccion", "faltan-eleccion"):
            todas.pop(repetida, None)
            final.pop(repetida, None)
        faltan = {c: r for c, r in final.items() if c not in todas}
        vistas = (
            ("a media noche", medias, todas),
            ("al cierre", cierre, {"al-cierre": final["inicio"], **faltan}),
            ("antes de abrir", antes, {"antes-de-abrir": clases(antes)["inicio"]}),
        )
        for nombre, arbol, elegidas in vistas:
            for resultado in en_navegador(contexto, python, nombre, arbol, (), elegidas, destino):
                print(resultado, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
