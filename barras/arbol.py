"""Lee el árbol público como lo haría un difusor: base más nueva, apuntador, manifiesto y datos."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from comun import Incumplida

INMUTABLES = ("datos/", "actas/", "bases/", "cambios/", "cortes/", "manifiestos/")


def base_mas_nueva(arbol):
    """(nombre, bytes) de los resultados del último paquete de `bases/`."""
    paquetes = sorted((arbol / "bases").glob("*.zip"))
    if not paquetes:
        raise Incumplida("el árbol no tiene bases/*.zip")
    with zipfile.ZipFile(paquetes[-1]) as global_:
        internos = [n for n in global_.namelist() if n.lower().endswith(".zip")]
        if len(internos) != 1:
            raise Incumplida(f"{paquetes[-1].name} debía tener un zip por elección y tiene {global_.namelist()}")
        with zipfile.ZipFile(io.BytesIO(global_.read(internos[0]))) as interno:
            csvs = [n for n in interno.namelist() if n.lower().endswith(".csv") and "candidatura" not in n.lower()]
            if len(csvs) != 1:
                raise Incumplida(f"{internos[0]} debía tener un CSV de resultados y tiene {interno.namelist()}")
            return csvs[0], interno.read(csvs[0])


@dataclass(frozen=True)
class Apuntador:
    origen: str
    corte: int
    instante: str
    siguiente: str
    ruta: str
    sha256: str


def lee_apuntador(nota):
    """El apuntador de una nota firmada: texto, línea vacía, una o más firmas."""
    texto, separador, firmas = nota.partition("\n\n")
    if not separador or not firmas.endswith("\n") or not all(f.startswith("— ") for f in firmas.splitlines()):
        raise Incumplida("corte.nota no tiene la forma de una nota firmada")
    origen, *lineas = texto.split("\n")
    campos = {clave: valores for clave, *valores in (linea.split(" ") for linea in lineas)}
    try:
        ruta, sha256 = campos["manifiesto"]
        return Apuntador(origen, int(campos["corte"][0]), campos["instante"][0], campos["siguiente"][0], ruta, sha256)
    except (KeyError, ValueError, IndexError) as error:
        raise Incumplida(f"corte.nota no trae corte, instante, siguiente y manifiesto: {error!r}") from None


class Lector:
    """Sigue apuntador → manifiesto → datos una y otra vez y recuerda la huella de todo archivo inmutable que vio."""

    def __init__(self, arbol):
        self.arbol = arbol
        self.huellas = {}
        self.cortes = []
        self.lecturas = 0
        # By address, what never changes is read once.
        self.manifiestos, self.vistos = {}, {}
        # Of the last corte read: its pointer, hash of each page that its manifests list, data of each election and unit.
        self.apuntador, self.listado, self.datos = None, {}, {}

    def lee(self):
        """Una lectura completa; dice si había algo que leer."""
        try:
            nota = (self.arbol / "corte.nota").read_text(encoding="utf-8")
        except FileNotFoundError:
            if self.cortes:
                raise Incumplida("corte.nota desapareció") from None
            return False
        apuntador = lee_apuntador(nota)
        if self.cortes and apuntador.corte < self.cortes[-1]:
            raise Incumplida(f"después del corte {self.cortes[-1]} se leyó el {apuntador.corte}")
        self.revisa_raiz(apuntador, json.loads(self.archivo(apuntador.ruta, apuntador.sha256)))
        if not self.cortes or self.cortes[-1] != apuntador.corte:
            self.cortes.append(apuntador.corte)
        self.lecturas += 1
        return True

    def archivo(self, ruta, sha256, bytes_=None):
        """El contenido de un archivo inmutable, cuya huella y tamaño deben ser los prometidos."""
        partes = PurePosixPath(ruta)
        if partes.is_absolute() or ".." in partes.parts:
            raise Incumplida(f"{ruta} sale del árbol")
        try:
            contenido = (self.arbol / ruta).read_bytes()
        except FileNotFoundError:
            raise Incumplida(f"{ruta} se nombra y no existe") from None
        if hashlib.sha256(contenido).hexdigest() != sha256 or bytes_ not in (None, len(contenido)):
            raise Incumplida(f"{ruta} no es el archivo que se nombra")
        if self.huellas.setdefault(ruta, sha256) != sha256:
            raise Incumplida(f"{ruta} es inmutable y cambió de huella")
        return contenido

    def revisa_raiz(self, apuntador, raiz):
        if (raiz["corte"], raiz["instante"]) != (apuntador.corte, apuntador.instante):
            raise Incumplida(f"el apuntador es del corte {apuntador.corte} y el manifiesto del {raiz['corte']}")
        if not any(partes(raiz)):
            raise Incumplida("el manifiesto no nombra partes")
        self.apuntador, self.listado, self.datos = apuntador, {}, {}
        self.recorre(raiz)

    def recorre(self, documento):
        """Un manifiesto y los que nombra, por muchos niveles que sean: lo que no había visto queda comprobado."""
        self.revisa_archivos(documento.get("archivos", []))
        for parte in partes(documento):
            # Actas of no unit have pages and no data of their own.
            if "datos" in parte:
                self.revisa_datos(parte)
            if "manifiesto" in parte:
                self.recorre(self.manifiesto(parte["manifiesto"]))

    def manifiesto(self, nombrado):
        """Un manifiesto nombrado por su contenido, o por ruta y huella."""
        ruta, sha256 = (nombrado["ruta"], nombrado["sha256"]) if isinstance(nombrado, dict) else (nombrado, None)
        if ruta not in self.manifiestos:
            self.manifiestos[ruta] = json.loads(self.archivo(ruta, sha256 or huella_del_nombre(ruta)))
        return self.manifiestos[ruta]

    def revisa_archivos(self, archivos):
        for uno in archivos:
            # Pages are replaced by rename and belong to the corte they print, which may be newer than this pointer.
            if not uno["ruta"].startswith(INMUTABLES):
                self.listado[uno["ruta"]] = uno["sha256"]
            elif self.huellas.get(uno["ruta"]) != uno["sha256"]:
                self.archivo(uno["ruta"], uno["sha256"], uno["bytes"])

    def revisa_datos(self, parte):
        ruta = parte["datos"]
        if ruta not in self.vistos:
            self.vistos[ruta] = json.loads(self.archivo(ruta, huella_del_nombre(ruta)))
        datos = self.vistos[ruta]
        if datos["corte"]["numero"] > self.apuntador.corte:
            raise Incumplida(f"{ruta} es del corte {datos['corte']['numero']}, posterior al {self.apuntador.corte}")
        for campo in ("eleccion", "unidad"):
            if campo in parte and datos.get(campo, parte[campo]) != parte[campo]:
                raise Incumplida(f"{ruta} dice {campo} {datos[campo]} y el manifiesto {parte[campo]}")
        if "eleccion" in parte and "unidad" in parte:
            self.datos[parte["eleccion"].lower(), parte["unidad"]] = datos

    def relee(self):
        """Vuelve a comprobar cada archivo inmutable visto: los de cortes anteriores siguen ahí y son los mismos."""
        for ruta, sha256 in list(self.huellas.items()):
            self.archivo(ruta, sha256)


def partes(valor):
    """Lo que nombra un manifiesto o datos, a cualquier profundidad del documento."""
    if isinstance(valor, dict):
        if "manifiesto" in valor or str(valor.get("datos", "")).startswith("datos/"):
            yield valor
        valor = list(valor.values())
    if isinstance(valor, list):
        for uno in valor:
            yield from partes(uno)


def huella_del_nombre(ruta):
    """La SHA-256 que un archivo nombrado por su contenido lleva en el nombre."""
    nombre = PurePosixPath(ruta).stem
    if not re.fullmatch("[0-9a-f]{64}", nombre):
        raise Incumplida(f"{ruta} no lleva su SHA-256 en el nombre")
    return nombre


def compara(uno, otro):
    """(archivos comparados, lo que difiere byte por byte) entre lo inmutable de dos árboles y su corte.json."""
    archivos = {a.relative_to(r) for r in (uno, otro) for a in r.rglob("*") if a.is_file()}
    rutas = sorted(a for a in archivos if str(a).startswith(INMUTABLES) or a.name == "corte.json")
    faltas = []
    for ruta in rutas:
        if not (uno / ruta).is_file() or not (otro / ruta).is_file():
            faltas.append(f"{ruta} está en un solo árbol")
        elif (uno / ruta).read_bytes() != (otro / ruta).read_bytes():
            faltas.append(f"{ruta} no es igual")
    return len(rutas), faltas
