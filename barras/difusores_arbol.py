"""El árbol del origen: cortes de verdad o inventados, firmados con la clave de una operación y bien puestos."""

import base64
import hashlib
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from arbol import lee_apuntador
from comun import Incumplida

HUSO = timezone(timedelta(hours=-6))
# What openssl calls an Ed25519 private key, before its 32 bytes.
PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


def sha256(contenido):
    return hashlib.sha256(contenido).hexdigest()


@dataclass(frozen=True)
class Entrada:
    """Un archivo de un manifiesto."""

    ruta: str
    bytes: int
    sha256: str

    @classmethod
    def de(cls, ruta, contenido):
        return cls(ruta, len(contenido), sha256(contenido))

    @property
    def dicho(self):
        return {"bytes": self.bytes, "ruta": self.ruta, "sha256": self.sha256}


class Firma:
    """La clave de firma de un entorno: hace notas firmadas con openssl."""

    def __init__(self, entorno):
        texto = (entorno / "firma.clave").read_text().strip()
        _, _, self.nombre, _, secreto = texto.split("+", 4)
        self.publica = (entorno / "firma.publica").read_text().strip()
        self.id = bytes.fromhex(self.publica.split("+", 2)[1])
        self.pem = entorno / "firma.prueba.pem"
        self.pem.touch(0o600)
        cuerpo = base64.b64encode(PKCS8 + base64.b64decode(secreto)[1:]).decode()
        self.pem.write_text(f"-----BEGIN {'PRIVATE'} KEY-----\n{cuerpo}\n-----END {'PRIVATE'} KEY-----\n")

    def nota(self, texto):
        mensaje = self.pem.with_name("firma.prueba.txt")
        mensaje.write_bytes(texto.encode())
        orden = ["openssl", "pkeyutl", "-sign", "-inkey", self.pem, "-rawin", "-in", mensaje]
        firma = subprocess.run(orden, capture_output=True, check=True).stdout
        return f"{texto}\n— {self.nombre} {base64.b64encode(self.id + firma).decode()}\n".encode()


class Origen:
    """El árbol público de una operación. Cada archivo se pone por cambio de nombre y `corte.nota` es la última."""

    def __init__(self, publico, firma):
        self.publico, self.firma = publico, firma
        self.publico.mkdir(parents=True, exist_ok=True)
        self.entradas, self.corte, self.nota = {}, 0, b""
        self.pone("clave.pub", f"{firma.publica}\n".encode())

    def pone(self, ruta, contenido):
        """Un archivo entero en su lugar, de una vez; de un `Path` se pone otro nombre suyo."""
        destino = self.publico / ruta
        destino.parent.mkdir(parents=True, exist_ok=True)
        provisional = destino.with_name(f".{destino.name}.nuevo")
        if isinstance(contenido, Path):
            os.link(contenido, provisional)
        else:
            provisional.write_bytes(contenido)
        provisional.rename(destino)

    def cierra_corte(self, corte, instante, ruta_de_raiz, raiz, programa, minutos, siguiente="-"):
        """Manifiesto, `corte.json` y, al último, la nota."""
        raiz = codifica(raiz)
        self.pone(ruta_de_raiz, raiz)
        self.pone(
            "corte.json", codifica(programa | {"corte": corte, "origen": self.firma.nombre, "instante": instante})
        )
        self.nota = self.firma.nota(
            f"{self.firma.nombre}\ncorte {corte}\ninstante {instante}\nsiguiente {siguiente}\n"
            f"manifiesto {ruta_de_raiz} {sha256(raiz)}\nminutos {minutos}\n"
        )
        self.pone("corte.nota", self.nota)
        self.corte = corte

    def inventa(self, archivos, minutos=10):
        """Un corte con estos archivos (ruta → bytes) sobre los que había, en las listas que tendría un árbol."""
        for ruta, contenido in archivos.items():
            self.pone(ruta, contenido)
            self.entradas[ruta] = Entrada.de(ruta, contenido)
        corte = self.corte + 1
        momento = datetime(2027, 6, 6, 20, 0, tzinfo=HUSO) + timedelta(minutes=corte)
        rutas = sorted(self.entradas)
        lista = codifica({"archivos": [self.entradas[r].dicho for r in rutas if "/" in r]})
        nombre = f"manifiestos/{sha256(lista)}.json"
        self.pone(nombre, lista)
        raiz = {
            "archivos": [self.entradas[r].dicho for r in rutas if "/" not in r],
            "corte": corte,
            "instante": momento.isoformat(),
            "origen": self.firma.nombre,
            "ultimo": False,
            "unidades": [{"eleccion": "AYUN", "manifiesto": nombre, "unidad": "001"}],
        }
        ruta = f"cortes/{momento:%Y%m%d_%H%M}/manifiesto.json"
        self.cierra_corte(corte, momento.isoformat(), ruta, raiz, {}, minutos)

    def republica(self, arbol, imagenes=(), minutos=None):
        """Trae el corte que otro publicador dejó en `arbol`, con esas imágenes además: [(ruta, Path)].

        Todo lo que cambió se compara con su manifiesto, así que un corte a medias no pasa.
        """
        texto = (arbol / "corte.nota").read_text(encoding="utf-8")
        apuntador = lee_apuntador(texto)
        raiz = json.loads((arbol / apuntador.ruta).read_bytes())
        nuevas = {}
        for entrada in self.recorre(arbol, raiz):
            if self.entradas.get(entrada.ruta) != entrada:
                nuevas[entrada.ruta] = entrada
        for entrada in nuevas.values():
            contenido = (arbol / entrada.ruta).read_bytes()
            if sha256(contenido) != entrada.sha256:
                raise Incumplida(f"{entrada.ruta} no es del corte {apuntador.corte}: se leyó a medias")
            self.pone(entrada.ruta, contenido)
        for ruta, archivo in imagenes:
            nuevas[ruta] = Entrada.de(ruta, archivo.read_bytes())
            self.pone(ruta, archivo)
        self.entradas |= nuevas
        suyas = [e.dicho for r, e in sorted(self.entradas.items()) if r.startswith("actas/")]
        raiz["archivos"] = [a for a in raiz["archivos"] if not a["ruta"].startswith("actas/")] + suyas
        raiz["origen"] = self.firma.nombre
        programa = json.loads((arbol / "corte.json").read_bytes()) | {"clave": self.firma.publica}
        minutos = minutos or int(texto.split("\nminutos ")[1].split("\n")[0])
        self.cierra_corte(
            apuntador.corte, apuntador.instante, apuntador.ruta, raiz, programa, minutos, apuntador.siguiente
        )
        return list(nuevas)

    def recorre(self, arbol, documento):
        """Las entradas que nombran un manifiesto y sus listas, que son archivos también."""
        for a in documento["archivos"]:
            yield Entrada(a["ruta"], a["bytes"], a["sha256"])
        for parte in documento.get("unidades", []) + documento.get("partes", []):
            ruta = parte.get("manifiesto")
            if not ruta:
                continue
            contenido = (arbol / ruta).read_bytes()
            yield Entrada.de(ruta, contenido)
            if parte.get("datos"):
                datos = parte["datos"]
                yield Entrada(datos, (arbol / datos).stat().st_size, Path(datos).stem)
            yield from self.recorre(arbol, json.loads(contenido))


def codifica(documento):
    return json.dumps(documento, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


class Huellas:
    """La huella de cada archivo de una carpeta; la de uno que no se tocó desde la última vez no se calcula de nuevo."""

    def __init__(self, carpeta):
        self.carpeta, self.vistas = carpeta, {}

    def todas(self):
        halladas, pendientes = {}, [str(self.carpeta)]
        inicio = len(str(self.carpeta)) + 1
        while pendientes:
            with os.scandir(pendientes.pop()) as entradas:
                for una in entradas:
                    if una.is_dir(follow_symlinks=False):
                        # What waits to be renamed is not served.
                        if una.name != ".prep":
                            pendientes.append(una.path)
                        continue
                    e = una.stat(follow_symlinks=False)
                    ruta, seña = una.path[inicio:], (e.st_ino, e.st_size, e.st_mtime_ns, e.st_ctime_ns)
                    vista = self.vistas.get(ruta)
                    if not vista or vista[0] != seña:
                        with open(una.path, "rb") as archivo:
                            vista = (seña, sha256(archivo.read()))
                    halladas[ruta] = vista
        self.vistas = halladas
        return {ruta: huella for ruta, (_, huella) in halladas.items()}


def diferencias(origen, espejos):
    """Lo que cada espejo (nombre → Huellas) no tiene igual que el origen (Huellas)."""
    esperado = origen.todas()
    with ThreadPoolExecutor(4) as hilos:
        halladas = dict(zip(espejos, hilos.map(Huellas.todas, espejos.values())))
    faltas = []
    for nombre, suyas in halladas.items():
        if suyas == esperado:
            continue
        for ruta in sorted(suyas.keys() | esperado.keys()):
            if suyas.get(ruta) != esperado.get(ruta):
                que = "falta" if ruta not in suyas else "sobra" if ruta not in esperado else "es otro"
                faltas.append(f"{nombre}: {ruta} {que}")
    return faltas
