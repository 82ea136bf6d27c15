#!/usr/bin/env python3
"""Barras de las consolas en un navegador de verdad (Chromium de Debian, guiado por Playwright).

Uso:  consolas_navegador.py CARPETA [--todas]    corre todos los guiones y deja en CARPETA los retratos de las consolas
                                                 que se conservan en docs/pantallas, o los de todas sus páginas
"""

import contextlib
import json
import subprocess
import sys

from comun import RAIZ, Contexto, Incumplida, Resultado, carpeta_temporal, mata, mide


def navegador(contexto, *opciones):
    """Cada guion de navegador es una línea: un acta entera, el conflicto, la sesión que vence, la carrera, sin red."""
    carpeta = contexto.nueva("navegador")
    interprete = mide(
        [RAIZ / "scripts/entorno_python", "playwright", "axe-playwright-python"], carpeta, limite=300
    ).exige()
    orden = [interprete.salida.strip(), "-B", RAIZ / "barras/navegador/corre.py", contexto.prep, carpeta, *opciones]
    quejas, cuantas = carpeta / "quejas.txt", 0
    with open(quejas, "wb") as error:
        proceso = subprocess.Popen(
            [str(p) for p in orden], stdout=subprocess.PIPE, stderr=error, encoding="utf-8", start_new_session=True
        )
    try:
        for linea in proceso.stdout:
            cuantas += 1
            yield Resultado(**json.loads(linea))
        if proceso.wait(60) or not cuantas:
            raise Incumplida(f"el navegador terminó con {proceso.returncode}: {quejas.read_text()[-600:]}")
    finally:
        if proceso.poll() is None:
            proceso.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                proceso.wait(20)
        mata(proceso)


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 64
    fallas = 0
    with carpeta_temporal() as carpeta:
        for resultado in navegador(Contexto(carpeta, True), "--pantallas", *sys.argv[1:]):
            print(resultado, flush=True)
            fallas += not resultado.bien
            for linea in resultado.detalle:
                print(f"        {linea}", file=sys.stderr, flush=True)
    return 1 if fallas else 0


if __name__ == "__main__":
    sys.exit(main())
