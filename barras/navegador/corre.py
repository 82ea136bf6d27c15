"""Pruebas de navegador de las consolas. Se ejecuta con el Python de scripts/entorno_python; imprime un JSON por guion.

Uso:  corre.py BINARIO CARPETA [--guiones MÓDULO] [--pantallas CARPETA [--todas]] [--solo NOMBRE ...]
"""

import argparse
import importlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from comun import Contexto, Incumplida
from playwright.sync_api import Error, sync_playwright
from puesto import Sala, chromium


def corre(nombre, guion, sala, escenario):
    """(bien, figura, detalle) de un guion; lo que lo interrumpe es su falla, con la pantalla en que quedó."""
    antes, revisadas = len(sala.objeciones), sala.revisadas
    try:
        figura = guion(sala, escenario) or f"{sala.revisadas - revisadas} revisiones de axe"
        detalle = sala.objeciones[antes:]
    except (Incumplida, Error, AssertionError, KeyError, ValueError, IndexError) as error:
        donde = [linea.strip().splitlines()[0] for linea in traceback.format_tb(error.__traceback__)[1:4]]
        pantallas = [f"{p.persona and p.persona.usuario}: {p.pagina.url}" for p in sala.puestos]
        figura = "interrumpido"
        detalle = [f"{type(error).__name__}: {str(error)[:600]}", *donde, *pantallas, *sala.objeciones[antes:]]
        fotografia(nombre, sala)
    finally:
        sala.cierra()
    return not detalle, figura if not detalle or figura == "interrumpido" else f"{len(detalle)} objeciones", detalle


def fotografia(nombre, sala):
    """Deja las pantallas de una falla donde se puedan mirar, si se pidió con PREP_FALLAS."""
    carpeta = os.environ.get("PREP_FALLAS")
    for i, puesto in enumerate(sala.puestos if carpeta else []):
        puesto.pagina.screenshot(path=f"{carpeta}/{nombre}-{i}.png")


def main():
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("binario")
    opciones.add_argument("carpeta")
    opciones.add_argument("--guiones", default="guiones")
    opciones.add_argument("--pantallas")
    opciones.add_argument("--todas", action="store_true")
    opciones.add_argument("--solo", nargs="+")
    dadas = opciones.parse_args()
    os.environ["PREP_BINARIO"] = dadas.binario
    # The served consoles are in a session of their own: whoever ends this script lets it end them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    modulo = importlib.import_module(dadas.guiones)
    escenario = modulo.Escenario(Contexto(dadas.carpeta, True))
    try:
        with sync_playwright() as playwright:
            navegador = chromium(playwright)
            sala = Sala(navegador, escenario.servidor, dadas.pantallas, dadas.todas)
            for guion in modulo.GUIONES:
                if dadas.solo and guion.__name__ not in dadas.solo:
                    continue
                bien, figura, detalle = corre(guion.__name__, guion, sala, escenario)
                barra = f"navegador, {guion.__name__.replace('_', ' ')}: {guion.__doc__.splitlines()[0].rstrip('.')}"
                print(json.dumps({"bien": bien, "figura": figura, "barra": barra, "detalle": detalle}), flush=True)
            navegador.close()
    finally:
        escenario.servidor.mata()


if __name__ == "__main__":
    main()
