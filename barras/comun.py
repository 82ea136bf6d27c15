"""Lo común de las barras: dónde está cada cosa, ejecutar y medir, y el resultado de una barra."""

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
MB = 1_000_000


class Incumplida(Exception):
    """Lo que una barra esperaba no ocurrió; el texto dice qué."""


class SinDatos(Incumplida):
    """No están los datos reales con los que se prueba."""


@dataclass
class Resultado:
    bien: bool
    figura: str
    barra: str
    detalle: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{'ok   ' if self.bien else 'FALLA'} {self.figura:<34}  {self.barra}"


def sin_diferencias(diferencias, figura, barra):
    """El resultado de una barra que se cumple cuando no hay diferencias."""
    cuantas = f"{len(diferencias)} diferencia{'s' if len(diferencias) != 1 else ''}"
    return Resultado(not diferencias, figura if not diferencias else cuantas, barra, diferencias)


@dataclass
class Medida:
    codigo: int
    segundos: float
    cpu: float
    bytes: int
    salida: str
    error: str

    def exige(self, *codigos):
        """La misma medida, o la barra incumplida si el proceso terminó con otro código."""
        if self.codigo not in (codigos or (0,)):
            lineas = (self.error.strip() or self.salida.strip()).splitlines()[-5:]
            raise Incumplida(f"terminó con {self.codigo}: {' / '.join(lineas)}")
        return self


class Contexto:
    """Una ejecución de las barras: rutas, tamaño y carpeta temporal."""

    def __init__(self, temporal, corta):
        self.temporal, self.corta = Path(temporal), corta
        self.prep = Path(os.environ.get("PREP_BINARIO") or RAIZ / ".build/release/prep").resolve()
        self.carpeta_datos = Path(os.environ.get("PREP_DATOS") or RAIZ / "../shared/datos").resolve()
        # The check comes with the data, in the folder beside theirs.
        verifica = os.environ.get("PREP_VERIFICA") or self.carpeta_datos.parent / "herramientas/verifica_bd.py"
        self.ruta_verifica = Path(verifica).resolve()
        self._repeticiones = {}

    def datos(self, *partes):
        ruta = self.carpeta_datos.joinpath(*partes)
        if not ruta.exists():
            raise SinDatos(f"falta {ruta} (PREP_DATOS indica otra carpeta)")
        return ruta

    def verifica(self):
        if not self.ruta_verifica.exists():
            raise SinDatos(f"falta {self.ruta_verifica} (PREP_VERIFICA indica otra ruta)")
        return modulo_verifica(str(self.ruta_verifica))

    def nueva(self, nombre):
        return Path(tempfile.mkdtemp(prefix=f"{nombre}-", dir=self.temporal))

    def repite(self, base):
        """Repite una base publicada una sola vez por ejecución: (medida, carpeta del árbol)."""
        if base not in self._repeticiones:
            carpeta = self.nueva("repetir")
            orden = [self.prep, "repetir", self.datos(base), "--salida", carpeta / "arbol"]
            self._repeticiones[base] = (mide(orden, carpeta), carpeta / "arbol")
        medida, arbol = self._repeticiones[base]
        return medida.exige(), arbol


def modulo_verifica(ruta):
    if "verifica_bd" not in sys.modules:
        especificacion = importlib.util.spec_from_file_location("verifica_bd", ruta)
        modulo = importlib.util.module_from_spec(especificacion)
        especificacion.loader.exec_module(modulo)
        sys.modules["verifica_bd"] = modulo
    return sys.modules["verifica_bd"]


def corre(orden):
    """Lo que escribe una orden breve; la barra queda incumplida si falla."""
    hecho = subprocess.run([str(p) for p in orden], capture_output=True, timeout=60)
    if hecho.returncode:
        raise Incumplida(f"{orden[0]}: {hecho.stderr.decode(errors='replace').strip()[-200:]}")
    return hecho.stdout


def lanza(orden, carpeta, informe=None, entorno=None):
    """Empieza un proceso en su propio grupo, con lo que diga guardado en `carpeta`."""
    if informe:
        orden = [sys.executable, "-I", "-S", Path(__file__).with_name("medir.py"), informe, *orden]
    with open(carpeta / "salida.txt", "wb") as salida, open(carpeta / "error.txt", "wb") as error:
        return subprocess.Popen(
            [str(parte) for parte in orden],
            cwd=carpeta,
            stdin=subprocess.DEVNULL,
            stdout=salida,
            stderr=error,
            env={**os.environ, **(entorno or {})},
            start_new_session=True,
        )


def mata(proceso):
    """Mata el proceso y los suyos, que forman un grupo aparte, si todavía no termina."""
    if proceso.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(proceso.pid, signal.SIGKILL)
        proceso.wait()


def mide(orden, carpeta, limite=900, entorno=None):
    informe = carpeta / "medida.json"
    informe.unlink(missing_ok=True)
    proceso = lanza(orden, carpeta, informe, entorno)
    try:
        proceso.wait(limite)
    except subprocess.TimeoutExpired:
        raise Incumplida(f"no terminó en {limite} s") from None
    finally:
        mata(proceso)
    texto = lambda nombre: (carpeta / nombre).read_text(encoding="utf-8", errors="replace")
    if not informe.exists():
        raise Incumplida(texto("error.txt").strip() or "no se pudo ejecutar")
    return Medida(**json.loads(informe.read_text()), salida=texto("salida.txt"), error=texto("error.txt"))


@contextlib.contextmanager
def carpeta_temporal():
    """Una carpeta que se borra al salir, también con Ctrl-C o SIGTERM."""
    carpeta = tempfile.mkdtemp(prefix="barras-")
    anterior = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield carpeta
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)
        signal.signal(signal.SIGTERM, anterior)
