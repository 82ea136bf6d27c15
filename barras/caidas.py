"""Barras de entereza del corte: SIGKILL a media repetición, lectura durante los cortes y los mismos bytes siempre."""

import os
import random
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from subprocess import TimeoutExpired

from arbol import Lector, base_mas_nueva, compara
from comun import Incumplida, lanza, mata, mide, sin_diferencias

# A whole night small enough to be repeated dozens of times.
BASE = "quintana-roo-2019/QROO_DIP_LOC_2019.csv"
NOCHE_GRANDE = "puebla-2024/PUE_GUB_2024.csv"
SEMILLA = 20240602


def orden_de(contexto, carpeta, acuses):
    return [
        *(contexto.prep, "repetir", contexto.datos(BASE), "--salida", carpeta / "arbol"),
        *("--almacen", f"sqlite:{carpeta / 'almacen.sqlite'}", "--acuses", carpeta / acuses),
    ]


def acusadas(ruta):
    """Las claves acusadas: una por línea completa, porque la última puede haber quedado a medias."""
    texto = ruta.read_text(encoding="utf-8") if ruta.exists() else ""
    return texto[: texto.rfind("\n") + 1].splitlines()


def claves_guardadas(carpeta):
    """Todas las claves de `hecho`, leídas en una copia para que el almacén caído llegue intacto a quien lo retome."""
    copia = carpeta / "copia"
    copia.mkdir()
    for sufijo in ("", "-wal"):
        origen = carpeta / f"almacen.sqlite{sufijo}"
        if origen.exists():
            shutil.copyfile(origen, copia / origen.name)
    conexion = sqlite3.connect(copia / "almacen.sqlite")
    try:
        if conexion.execute("SELECT 1 FROM sqlite_master WHERE name = 'hecho'").fetchone() is None:
            return []
        if (estado := conexion.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Incumplida(f"almacén dañado: {estado}")
        return [clave for (clave,) in conexion.execute("SELECT clave FROM hecho")]
    finally:
        conexion.close()
        shutil.rmtree(copia)


def faltas_del_almacen(carpeta, *listas_de_acuses):
    guardadas = claves_guardadas(carpeta)
    faltas = []
    for acuses in listas_de_acuses:
        perdidas = set(acusadas(carpeta / acuses)) - set(guardadas)
        faltas += [f"se acusó {clave} y no está" for clave in sorted(perdidas)]
    if len(set(guardadas)) != len(guardadas):
        faltas.append(f"{len(guardadas) - len(set(guardadas))} claves dobles")
    return faltas, len(guardadas)


def noche_completa(contexto):
    """La repetición sin interrupciones contra la que se comparan las interrumpidas."""
    carpeta = contexto.nueva("completa")
    medida = mide(orden_de(contexto, carpeta, "acuses.txt"), carpeta).exige()
    faltas, hechos = faltas_del_almacen(carpeta, "acuses.txt")
    if faltas or not hechos or len(set(acusadas(carpeta / "acuses.txt"))) != hechos:
        raise Incumplida(f"sin interrupciones hay {hechos} hechos y otros acuses: {faltas[:3]}")
    return carpeta, medida.segundos, hechos


def mata_al_azar(contexto, carpeta, azar, duracion):
    """Interrumpe una repetición en un momento al azar; si terminó antes, empieza otra. Dice cuándo la mató."""
    for _ in range(20):
        momento = azar.uniform(0.2, max(duracion, 0.3))
        proceso = lanza(orden_de(contexto, carpeta, "acuses-1.txt"), carpeta)
        try:
            codigo = proceso.wait(momento)
        except TimeoutExpired:
            return momento
        finally:
            mata(proceso)
        if codigo != 0:
            raise Incumplida(f"terminó sola con {codigo}: {(carpeta / 'error.txt').read_text()[-200:]}")
        shutil.rmtree(carpeta)
        carpeta.mkdir()
    raise Incumplida("nunca se alcanzó a interrumpir")


def ronda(contexto, numero, completa, duracion, hechos):
    """Una caída y su reanudación: (acuses antes de la caída, lo que no debía pasar)."""
    azar = random.Random(f"{SEMILLA}-{numero}")
    carpeta, momento, antes = contexto.nueva("caida"), 0, 0
    try:
        momento = mata_al_azar(contexto, carpeta, azar, duracion)
        antes = len(acusadas(carpeta / "acuses-1.txt"))
        faltas, _ = faltas_del_almacen(carpeta, "acuses-1.txt") if (carpeta / "almacen.sqlite").exists() else ([], 0)
        Lector(carpeta / "arbol").lee()
        mide(orden_de(contexto, carpeta, "acuses-2.txt"), carpeta).exige()
        otras, total = faltas_del_almacen(carpeta, "acuses-1.txt", "acuses-2.txt")
        faltas += otras
        if total != hechos:
            faltas.append(f"al terminar hay {total} hechos y debía haber {hechos}")
        if base_mas_nueva(carpeta / "arbol") != base_mas_nueva(completa / "arbol"):
            faltas.append("la última base no es igual a la de la noche sin interrupciones")
        if (carpeta / "arbol/corte.json").read_bytes() != (completa / "arbol/corte.json").read_bytes():
            faltas.append("corte.json no es igual al de la noche sin interrupciones")
    except Exception as error:
        faltas = [f"{type(error).__name__}: {error}"]
    shutil.rmtree(carpeta)
    return antes, [f"caída {numero} a los {momento:.2f} s: {falta}" for falta in faltas]


def caidas(contexto):
    """SIGKILL en momentos al azar: nada acusado se pierde, nada se duplica y el último corte es el mismo."""
    completa, duracion, hechos = noche_completa(contexto)
    cuantas = 5 if contexto.corta else 50
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count())) as hilos:
        rondas = list(hilos.map(lambda n: ronda(contexto, n, completa, duracion, hechos), range(cuantas)))
    faltas = [falta for _, faltas in rondas for falta in faltas]
    a_la_mitad = sum(0 < antes < hechos for antes, _ in rondas)
    if not faltas and a_la_mitad < cuantas // 2:
        faltas.append(f"sólo {a_la_mitad} de {cuantas} caídas ocurrieron con parte de los hechos acusados")
    figura = f"{cuantas} caídas, {a_la_mitad} a medias"
    yield sin_diferencias(faltas, figura, f"SIGKILL a una repetición de {hechos:,} hechos")


def lectura(contexto):
    """Quien sigue apuntador → manifiesto → datos durante los cortes nunca ve una mezcla."""
    carpeta = contexto.nueva("lectura")
    base = BASE if contexto.corta else NOCHE_GRANDE
    orden = [contexto.prep, "repetir", contexto.datos(base), "--salida", carpeta / "arbol"]
    lector = Lector(carpeta / "arbol")
    faltas = lee_mientras(orden, carpeta, lector)
    if not faltas:
        lector.relee()
    figura = f"{lector.lecturas:,} lecturas, {len(lector.cortes)} cortes"
    yield sin_diferencias(faltas, figura, f"lector durante los cortes, {len(lector.huellas):,} archivos inmutables")


def lee_mientras(orden, carpeta, lector, cortes=10):
    """Lee una y otra vez lo que una orden publica, hasta que termina; dice lo que no debía pasar."""
    faltas = []
    proceso = lanza(orden, carpeta)
    try:
        while proceso.poll() is None and len(faltas) < 10:
            try:
                lector.lee()
            except (Incumplida, OSError, ValueError, KeyError, TypeError) as error:
                faltas.append(f"{type(error).__name__}: {error}")
    finally:
        mata(proceso)
    if not faltas and proceso.returncode != 0:
        faltas.append(f"prep repetir terminó con {proceso.returncode}: {(carpeta / 'error.txt').read_text()[-200:]}")
    if not faltas:
        lector.lee()
    if not faltas and len(lector.cortes) < cortes:
        faltas.append(f"sólo se vieron {len(lector.cortes)} cortes: la lectura no prueba nada")
    return faltas


def mismos_bytes(contexto):
    """La misma noche en otro almacén, otra zona horaria y otro idioma publica los mismos bytes."""
    arboles = []
    for zona, idioma in (("America/Mexico_City", "C.UTF-8"), ("Asia/Kathmandu", "tr_TR.UTF-8")):
        carpeta = contexto.nueva("bytes")
        entorno = {"TZ": zona, "LANG": idioma, "LC_ALL": idioma}
        mide(orden_de(contexto, carpeta, "acuses.txt"), carpeta, entorno=entorno).exige()
        arboles.append(carpeta / "arbol")
    cuantos, faltas = compara(*arboles)
    if not cuantos:
        faltas.append("no hay archivos que comparar")
    yield sin_diferencias(faltas, f"{cuantos:,} archivos", "los mismos bytes en otra zona horaria e idioma")
