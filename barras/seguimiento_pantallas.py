"""Barra de las pantallas de seguimiento: cada una, con diez años de fichas, pedida entera por HTTPS."""

import re
import subprocess
import time
from statistics import median

import seguimiento_diez_anios
from comun import Incumplida, Resultado
from operacion import Operacion, Servidor

OFICIOS, OFICIOS_CORTA = 5000, 500
PANTALLA_MS = 200
VECES = 9

# Each screen and something that it must say.
PANTALLAS = {
    "/seguimiento": "Preparación",
    "/seguimiento/calendario": "<svg",
    "/seguimiento/preparacion/plan": "Actividad",
    "/seguimiento/preparacion/centros": "CATD-000",
    "/seguimiento/preparacion/riesgos": "Severidad",
    "/seguimiento/preparacion/personal": "Puesto 0",
    "/seguimiento/registros": "Oficios y comunicaciones",
    "/seguimiento/movimientos": "Importado",
    "/seguimiento/documentos": "Documentos",
    "/seguimiento/oficios": "Siguientes",
    "/seguimiento/oficios?hoja=9": "Anteriores",
    "/seguimiento/oficios?texto=campus": "asunto",
    "/seguimiento/oficios?conflicto=1": "conflicto",
    "/seguimiento/sesiones?estado=celebrada": "Sesión",
    "/seguimiento/buscar?texto=observaciones": "Oficios",
    "/seguimiento/buscar?texto=a": "Oficios",
    "/seguimiento/oficios/IP-SE-0002-2021": "Hilo",
    "/seguimiento/sesiones/sesion-0007": "Orden del día",
    "/seguimiento/organos/organo-0001": "Lo citan",
    "/seguimiento/personas/persona-0001": "Lo citan",
    "/seguimiento/nueva/oficios": "Guardar",
    "/seguimiento/oficios/IP-SE-0002-2021/editar": "Guardar",
    "/seguimiento/sesiones/sesion-0007/editar": "Guardar",
    "/seguimiento/organos/organo-0001/editar": "Guardar",
    "/seguimiento/opciones?clases=oficio&texto=653": "titulo",
}


def importa(contexto, oficios):
    """El archivo de seguimiento de ese tamaño, importado de su carpeta."""
    carpeta = contexto.nueva("seguimiento")
    seguimiento_diez_anios.escribe(carpeta / "fichas", oficios)
    archivo = carpeta / "seguimiento.sqlite"
    orden = [contexto.prep, "seguimiento", "importar", carpeta / "fichas", "--archivo", archivo]
    hecho = subprocess.run([str(p) for p in orden], capture_output=True, encoding="utf-8", timeout=900)
    if hecho.returncode:
        raise Incumplida(f"prep seguimiento importar: {hecho.stderr.strip()[-600:]}")
    return archivo


def pantallas(contexto):
    """Cada pantalla de seguimiento, varias veces; cuenta la peor mediana y se exige que ninguna tarde más."""
    oficios = OFICIOS_CORTA if contexto.corta else OFICIOS
    archivo = importa(contexto, oficios)
    operacion = Operacion(contexto, 100)
    medianas, peores, faltas = {}, {}, []
    with Servidor(operacion, opciones=("--seguimiento", archivo)) as servidor:
        (persona,) = operacion.con_sesion({"seguimiento": 1}, servidor)["seguimiento"]
        for ruta, dice in PANTALLAS.items():
            tiempos = []
            for _ in range(VECES):
                inicio = time.perf_counter()
                pagina = persona.pagina(ruta) if "opciones" not in ruta else persona.lee(ruta)
                tiempos.append((time.perf_counter() - inicio) * 1000)
            if dice not in pagina.exige(200).texto and not contexto.corta:
                faltas.append(f"{ruta} no dice «{dice}»")
            medianas[ruta], peores[ruta] = median(tiempos), max(tiempos)
        guardar, tablero = guarda(persona)
        medianas["guardar un oficio"], medianas["/seguimiento después de guardar"] = median(guardar), median(tablero)
        peores["guardar un oficio"], peores["/seguimiento después de guardar"] = max(guardar), max(tablero)
    lentas = [f"{ruta}: {t:.0f} ms" for ruta, t in medianas.items() if t > PANTALLA_MS]
    peor = max(medianas, key=medianas.get)
    yield Resultado(
        not lentas and not faltas,
        f"{medianas[peor]:.0f} ms (≤ {PANTALLA_MS})",
        f"pantallas de seguimiento con {oficios:,} oficios: {len(medianas)}, la más lenta {peor}"
        f"; la peor vez, {max(peores.values()):.0f} ms",
        lentas + faltas,
    )


def guarda(persona):
    """Lo que tarda guardar un oficio que cambia, y el tablero que se vuelve a calcular por eso."""
    ruta = "/seguimiento/oficios/IP-SE-0000-2021"
    guardar, tablero = [], []
    for n in range(VECES):
        forma = persona.pagina(f"{ruta}/editar").exige(200).texto
        revision = re.search(r'name="revision" value="(\d+)"', forma).group(1)
        campos = {"revision": revision, "tipo": "oficio", "sentido": "enviado", "motivo": "remite", "asunto": f"Vez {n}"}
        inicio = time.perf_counter()
        persona.llena(f"{ruta}/editar", campos).exige(303)
        guardar.append((time.perf_counter() - inicio) * 1000)
        inicio = time.perf_counter()
        persona.pagina("/seguimiento").exige(200)
        tablero.append((time.perf_counter() - inicio) * 1000)
    return guardar, tablero
