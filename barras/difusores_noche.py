"""Barra 1: la noche de Puebla 2024, corte por corte, a doce difusores; cada espejo queda igual al origen."""

import itertools
import os
import signal
import time

from PIL import Image, ImageChops

from comun import Incumplida, Resultado, lanza, mata, sin_diferencias
from corte import GUBERNATURA, QUINTANA_ROO
from difusores_aparte import aparte
from difusores_arbol import sha256
from difusores_escena import instituto, sitios


def recortada(contexto, base, filas):
    """Las primeras actas de una base publicada: una noche real, y breve."""
    lineas = contexto.datos(base).read_text(encoding="utf-8-sig").splitlines(keepends=True)
    encabezado = next(i for i, linea in enumerate(lineas) if linea.startswith("CLAVE_CASILLA")) + 1
    corta = contexto.nueva("base") / contexto.datos(base).name
    corta.write_text("".join(lineas[: encabezado + filas]), encoding="utf-8")
    return corta


class Noche:
    """`prep repetir` de una base, detenido en cada corte: mientras se mira, su árbol no cambia."""

    def __init__(self, contexto, base, *opciones):
        self.carpeta = contexto.nueva("noche")
        self.arbol = self.carpeta / "arbol"
        self.nota = b""
        orden = [contexto.prep, "repetir", base, "--salida", self.arbol, *opciones]
        self.proceso = lanza(orden, self.carpeta)

    def siguiente(self):
        """Deja que haga el corte que sigue y lo detiene; falso cuando ya no hay."""
        self.señala(signal.SIGCONT)
        nota = self.arbol / "corte.nota"
        while True:
            try:
                leida = nota.read_bytes()
            except OSError:
                leida = b""
            if leida != self.nota:
                self.señala(signal.SIGSTOP)
                self.nota = leida
                return True
            if self.proceso.poll() is not None:
                if self.proceso.returncode:
                    raise Incumplida(f"prep repetir: {(self.carpeta / 'error.txt').read_text()[-200:]}")
                return False
            time.sleep(0.001)

    def señala(self, señal):
        if self.proceso.poll() is None:
            os.killpg(self.proceso.pid, señal)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        mata(self.proceso)


class Imagenes:
    """Actas dibujadas por `prep actas`, una tras otra; cada vuelta con otra semilla.

    Con grano, como salen de un escáner: dos dibujos limpios de un mismo formato tienen bloques iguales bit por bit, y dos
    actas digitalizadas nunca.
    """

    def __init__(self, operacion, ancho=500, grano=False):
        self.operacion, self.ancho, self.grano = operacion, ancho, grano
        self.cola = itertools.chain.from_iterable(self.vuelta(semilla) for semilla in itertools.count(1))

    def vuelta(self, semilla):
        for acta in self.operacion.dibuja(self.ancho, semilla):
            if self.grano:
                con_grano(acta.imagen)
            yield acta.imagen

    def para(self, claves):
        """Una imagen para cada clave de acta: [(ruta en el árbol, archivo)]."""
        return [imagen_de(clave, next(self.cola)) for clave in claves]


def con_grano(archivo):
    limpia = Image.open(archivo).convert("L")
    ImageChops.add(limpia, Image.effect_noise(limpia.size, 6), 1, -128).save(archivo, "JPEG", quality=75)


def imagen_de(clave, archivo):
    return f"actas/{clave}-SIMULACRO-{sha256(archivo.read_bytes())[:12]}.jpg", archivo


def actas_de(rutas):
    """Las claves de las actas que tienen página entre estas rutas."""
    return [r.rsplit("/", 1)[1][:-5] for r in rutas if "/actas/" in r and r.endswith(".html")]


@aparte
def noche_de_puebla(contexto):
    """Los cortes de una noche real, con imágenes de una muestra de actas: tras cada periodo, cada espejo es el origen."""
    if contexto.corta:
        base, difusores, por_corte, esperados = recortada(contexto, QUINTANA_ROO, 150), 3, 2, 4
    else:
        base, difusores, por_corte, esperados = contexto.datos(GUBERNATURA), 12, 5, 144
    with (
        instituto(contexto, difusores, actas=30 if contexto.corta else 100) as (uno, espejos),
        sitios(contexto, espejos),
    ):
        uno.inscribe(*espejos)
        imagenes = Imagenes(uno.operacion)
        faltas, cortes, archivos, tiempos, actas = [], 0, 0, [], []
        uno.difunde()
        with Noche(contexto, base) as noche:
            while cortes < esperados and noche.siguiente():
                # The actas that came in the last corte have their images in this one.
                suyas = imagenes.para(actas[:: max(1, len(actas) // por_corte)][:por_corte])
                actas = actas_de(uno.origen.republica(noche.arbol, suyas))
                archivos += len(suyas)
                inicio = time.monotonic()
                uno.esperan(espejos, 600)
                tiempos.append(time.monotonic() - inicio)
                faltas += [f"corte {uno.origen.corte}, {d}" for d in uno.diferencias(espejos)]
                cortes += 1
        # And as their readers see them: the look from outside, of everything, finds nothing wrong.
        for espejo in espejos:
            uno.espera(espejo.clave, "revision", 600, corte=uno.origen.corte)
        malas = [
            f"{h[1]}, corte {h[3]}: {h[2]} {h[7]}" for h in uno.hechos() if h[2] not in ("actualizado", "revision")
        ]
        todos = len(uno.huellas.todas())
    figura = f"{cortes} cortes × {len(espejos)}, {todos:,} archivos"
    barra = f"espejos iguales al origen tras cada corte ({archivos} imágenes, el más lento {max(tiempos):.1f} s)"
    yield Resultado(cortes == esperados and not faltas, figura, barra, faltas or [f"se esperaban {esperados} cortes"])
    yield sin_diferencias(
        malas, f"{len(espejos)} sitios sin anomalías", "los sitios, mirados por fuera, y ningún intento fallido"
    )
