"""Barra del lector: durante 200 cortes sigue apuntador → manifiesto → datos y abre páginas, y nada se contradice."""

import hashlib
import json
import random
from dataclasses import replace

import paginas
from arbol import Lector, lee_apuntador
from caidas import BASE, NOCHE_GRANDE, SEMILLA, lee_mientras
from comun import Incumplida, Resultado, sin_diferencias

CORTES = 200
# Minutes between cortes with which each night has more than it needs.
MINUTOS = {NOCHE_GRANDE: 7, BASE: 30}
POR_LECTURA = 40


class LectorDePaginas(Lector):
    """Además de lo inmutable, abre páginas mientras se publican: cada una es del corte que nombra y de ningún otro."""

    def __init__(self, arbol):
        super().__init__(arbol)
        self.azar = random.Random(SEMILLA)
        self.paginas = 0
        # Page and JSON by address and corte that they name: hash of their bytes.
        self.conocidas = {}
        # Pages whose twin was of another corte when they were read.
        self.pendientes = {}
        # Data of each election and unit at each corte.
        self.por_corte = {}
        self.anterior = {}

    def recorre(self, documento):
        super().recorre(documento)
        self.por_corte[self.apuntador.corte] = self.datos

    def lee(self):
        if not super().lee():
            return False
        nuevas = [r for r, sha256 in self.listado.items() if self.anterior.get(r) != sha256]
        otras = list(self.listado)
        self.anterior = self.listado
        elegidas = self.azar.sample(nuevas, min(POR_LECTURA, len(nuevas))) + self.azar.sample(otras, min(5, len(otras)))
        for ruta in elegidas:
            if ruta.endswith(".html"):
                self.pagina(ruta)
        return True

    def pagina(self, ruta, terminado=False):
        """Lee una página y la compara con su gemela del mismo corte; ya terminada la noche, debe haberla."""
        contenido = (self.arbol / ruta).read_bytes()
        sha256, pagina = hashlib.sha256(contenido).hexdigest(), contenido.decode()
        self.paginas += 1
        if ruta in paginas.SIN_CIFRAS:
            return self.una_por_corte(ruta, 1, sha256)
        corte = paginas.corte(ruta, pagina)
        self.una_por_corte(ruta, corte, sha256)
        if sha256 != self.listado[ruta] and (terminado or corte <= self.apuntador.corte):
            raise Incumplida(f"{ruta} no es la del manifiesto del corte {self.apuntador.corte} y dice ser del {corte}")
        if sha256 == self.listado[ruta] and corte > self.apuntador.corte:
            raise Incumplida(f"{ruta} está en el manifiesto del corte {self.apuntador.corte} y dice ser del {corte}")
        datos = self.gemela(ruta)
        if datos is None:
            return
        if datos["corte"]["numero"] == corte:
            self.compara(ruta, pagina, datos)
        elif terminado:
            raise Incumplida(f"{ruta} es del corte {corte} y su JSON del {datos['corte']['numero']}")
        else:
            self.pendientes[ruta, corte] = pagina

    def gemela(self, ruta):
        """El JSON que está junto a la página, si lo hay y es de cifras."""
        archivo = self.arbol / ruta.replace(".html", ".json")
        if not archivo.exists():
            return None
        contenido = archivo.read_bytes()
        datos = json.loads(contenido)
        if not isinstance(datos, dict) or "resumen" not in datos:
            return None
        sha256 = hashlib.sha256(contenido).hexdigest()
        self.una_por_corte(ruta.replace(".html", ".json"), datos["corte"]["numero"], sha256)
        return datos

    def una_por_corte(self, ruta, corte, sha256):
        if self.conocidas.setdefault((ruta, corte), sha256) != sha256:
            raise Incumplida(f"{ruta} tuvo dos contenidos distintos que dicen ser del corte {corte}")

    def compara(self, ruta, pagina, datos):
        for falta in paginas.faltas(ruta, pagina, datos):
            raise Incumplida(f"{falta} (corte {datos['corte']['numero']})")

    # At the end of the night

    def revisa_cortes(self):
        """Cada corte que hubo, desde su manifiesto: todo lo que nombra sigue ahí. Dice cuántos son."""
        rutas = sorted((self.arbol / "cortes").glob("*/manifiesto.json"))
        actual = self.apuntador, self.listado
        for ruta in rutas:
            raiz = json.loads(ruta.read_text(encoding="utf-8"))
            self.revisa_raiz(replace(actual[0], corte=raiz["corte"], instante=raiz["instante"]), raiz)
        nota = lee_apuntador((self.arbol / "corte.nota").read_text(encoding="utf-8"))
        self.revisa_raiz(nota, json.loads(self.archivo(nota.ruta, nota.sha256)))
        return len(rutas)

    def revisa_paginas(self):
        """Todas las páginas del último corte, y las que se leyeron antes de que llegara su gemela."""
        for ruta in self.listado:
            if ruta.endswith(".html"):
                self.pagina(ruta, terminado=True)
        for (ruta, corte), pagina in self.pendientes.items():
            datos = self.datos_en(ruta, corte)
            if datos and datos["corte"]["numero"] == corte:
                self.compara(ruta, pagina, datos)
            elif datos:
                raise Incumplida(f"{ruta} decía ser del corte {corte} y sus datos son del {datos['corte']['numero']}")
        for ruta, corte in self.conocidas:
            if corte not in self.por_corte:
                raise Incumplida(f"{ruta} dijo ser del corte {corte}, que no hubo")

    def datos_en(self, ruta, corte):
        """Los datos de la elección o demarcación de una página, en un corte."""
        *carpeta, nombre = ruta.split("/")
        if nombre != "index.html" or not carpeta:
            return None
        return self.por_corte.get(corte, {}).get((carpeta[0], carpeta[1] if len(carpeta) > 1 else ""))

    def revisa_actas(self):
        """Cada acta es del corte cuyos cambios la nombran."""
        cambios = {}
        for archivo in (self.arbol / "cambios").glob("*.ndjson"):
            claves = (json.loads(linea)["claveActa"] for linea in archivo.read_text(encoding="utf-8").splitlines())
            cambios[int(archivo.stem)] = {c.lower() for c in claves}
        actas = 0
        for ruta, corte in {(r, c) for r, c in self.conocidas if "/actas/" in r and c > 1}:
            clave = ruta.rpartition("/")[2].removesuffix(".html")
            actas += 1
            if not {clave.lower(), clave.rpartition("-")[0].lower()} & cambios[corte]:
                raise Incumplida(f"{ruta} dice ser del corte {corte}, cuyos cambios no la nombran")
        return actas


def lector(contexto):
    """Barra 5: durante 200 cortes nadie ve una mezcla, y cada página dice lo de su corte."""
    base = BASE if contexto.corta else NOCHE_GRANDE
    carpeta = contexto.nueva("lector")
    orden = [contexto.prep, "repetir", contexto.datos(base), "--salida", carpeta / "arbol"]
    uno = LectorDePaginas(carpeta / "arbol")
    faltas = lee_mientras([*orden, "--corte-minutos", MINUTOS[base]], carpeta, uno)
    cortes = actas = 0
    durante = uno.paginas
    if not faltas:
        try:
            cortes = uno.revisa_cortes()
            uno.revisa_paginas()
            actas = uno.revisa_actas()
            uno.relee()
        except (Incumplida, OSError, ValueError, KeyError, TypeError) as error:
            faltas.append(f"{type(error).__name__}: {error}")
    figura = f"{uno.lecturas:,} lecturas, {len(uno.cortes)} cortes vistos"
    yield sin_diferencias(faltas, figura, f"lector durante los cortes, {len(uno.huellas):,} archivos inmutables")
    yield sin_diferencias(
        faltas, f"{durante:,} páginas", f"leídas durante los cortes, y {uno.paginas - durante:,} al final ({actas:,} de actas)"
    )
    if not contexto.corta:
        yield Resultado(cortes >= CORTES, f"{cortes} cortes (≥ {CORTES})", "cortes de la noche leída")
