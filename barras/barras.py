#!/usr/bin/env python3
"""Mide las barras del proyecto e imprime una línea por cada una: `ok` o `FALLA`, la figura medida y la barra.

Uso:  barras.py [--capacidad corte] [--corta] [--solo NOMBRE ...]

Ninguna barra que falle detiene a las demás; el programa termina con 1 si alguna falla. Los detalles de una falla van a
la salida de errores. PREP_BINARIO, PREP_DATOS y PREP_VERIFICA cambian el binario, los datos y el verificador.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import consolas
import corte
import difusores
import seguimiento
import sitio
from comun import Contexto, Resultado, SinDatos, carpeta_temporal

CAPACIDADES = {
    "corte": corte.BARRAS,
    "consolas": consolas.BARRAS,
    "sitio": sitio.BARRAS,
    "seguimiento": seguimiento.BARRAS,
    "difusores": difusores.BARRAS,
}
DETALLES = 20


def resultados(contexto, barra):
    """Los resultados de una barra; lo que la interrumpe es también un resultado."""
    try:
        yield from barra(contexto)
    except SinDatos as error:
        if contexto.corta and os.environ.get("CI") != "true":
            print(f"omitida  {error}  {barra.__name__}", flush=True)
        else:
            yield Resultado(False, "sin datos", barra.__name__, [str(error)])
    except Exception as error:
        yield Resultado(False, "interrumpida", barra.__name__, [f"{type(error).__name__}: {error}"])


def en_orden(contexto, elegidas):
    """Los resultados de todas. En la versión abreviada, las que sobre todo esperan al reloj corren junto a las demás."""
    aparte = [barra for barra in elegidas if contexto.corta and getattr(barra, "espera", False)]
    with ThreadPoolExecutor(max(1, len(aparte))) as hilos:
        esperadas = [hilos.submit(lambda barra=barra: list(resultados(contexto, barra))) for barra in aparte]
        for barra in elegidas:
            if barra not in aparte:
                yield from resultados(contexto, barra)
        for vivida in esperadas:
            yield from vivida.result()


def main():
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("--capacidad", choices=sorted(CAPACIDADES), help="sólo las barras de esa capacidad")
    opciones.add_argument("--corta", action="store_true", help="la versión abreviada, para make test")
    opciones.add_argument("--solo", nargs="+", metavar="NOMBRE", help="sólo esas barras, por nombre")
    dadas = opciones.parse_args()
    elegidas = [
        barra
        for capacidad, (completas, abreviadas) in CAPACIDADES.items()
        if dadas.capacidad in (None, capacidad)
        for barra in (abreviadas if dadas.corta else completas)
        if not dadas.solo or barra.__name__ in dadas.solo
    ]
    if not elegidas:
        opciones.error("no hay barras con ese nombre")
    with carpeta_temporal() as carpeta:
        contexto = Contexto(carpeta, dadas.corta)
        if not contexto.prep.exists():
            print(f"falta {contexto.prep}: ejecuta `make compilar` o indica otro en PREP_BINARIO", file=sys.stderr)
            return 1
        fallas = 0
        for resultado in en_orden(contexto, elegidas):
            print(resultado, flush=True)
            fallas += not resultado.bien
            for linea in [] if resultado.bien else resultado.detalle[:DETALLES]:
                print(f"        {linea}", file=sys.stderr, flush=True)
            if not resultado.bien and len(resultado.detalle) > DETALLES:
                print(f"        … y {len(resultado.detalle) - DETALLES} más", file=sys.stderr, flush=True)
    return 1 if fallas else 0


if __name__ == "__main__":
    sys.exit(main())
