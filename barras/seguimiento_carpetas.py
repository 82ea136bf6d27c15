"""Bar 5: la carpeta, el respaldo y la base de datos de seguimiento ante descuidos, discos llenos y otras herramientas."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess

from comun import corre, sin_diferencias
from seguimiento_hostiles import BASE, CLARO, SUCIO, con_adjunto, escribe

PDF = b"%PDF-1.7\n" + bytes(20 * (1 << 20) - 16) + b"\n%%EOF\n"
MAXIMO = 300 << 10


def sin_espacio():
    """Lo que ve un proceso cuando el disco se llena: escribir más allá falla."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAXIMO, MAXIMO))


class Banco:
    def __init__(self, contexto):
        self.prep, self.carpeta, self.aparte = contexto.prep, contexto.nueva("carpetas"), contexto.nueva("aparte")
        self.faltas, self.casos = [], 0
        self.archivo, self.fichas = self.carpeta / "s.sqlite", escribe(self.carpeta / "fichas", BASE)
        self.rechaza("lo bueno", "importar", self.fichas, codigos=(0,))

    def orden(self, *resto, archivo=None, **opciones):
        orden = [str(x) for x in (self.prep, "seguimiento", *resto, "--archivo", archivo or self.archivo)]
        return subprocess.run(orden, capture_output=True, text=True, timeout=60, cwd=self.carpeta, **opciones)

    def estado(self):
        salida = self.aparte / "estado"
        shutil.rmtree(salida, ignore_errors=True)
        corre([self.prep, "seguimiento", "exportar", salida, "--archivo", self.archivo])
        return {str(r.relative_to(salida)): r.read_bytes() for r in sorted(salida.rglob("*")) if r.is_file()}

    def foto(self):
        # SQLite deja abiertos sus archivos de al lado cuando un proceso termina con error; se cierran al volver a abrir.
        return self.estado(), sorted(os.listdir(self.carpeta))

    def rechaza(self, nombre, *resto, codigos=(64, 65, 66, 73), archivo=None, **opciones):
        """Ejecuta algo que debe terminar así, con un error claro y sin dejar nada nuevo en la carpeta ni en el archivo."""
        self.casos += 1
        espera = 0 not in codigos
        antes = self.foto() if espera else None
        hecho = self.orden(*resto, archivo=archivo, **opciones)
        claro = CLARO.search(hecho.stderr) and not SUCIO.search(hecho.stderr)
        if hecho.returncode not in codigos or (espera and not claro):
            self.faltas.append(f"{nombre}: terminó con {hecho.returncode}: {hecho.stderr[:200]}")
        elif espera and self.foto() != antes:
            self.faltas.append(f"{nombre}: se rechazó y dejó algo a medias")


def raras():
    """Carpetas que no son lo que parecen."""
    oficio = BASE["oficios/IEE-SE-1-2027.yaml"]
    for nombre in ("CON.pdf", "x.pdf.", "pdf", "x .exe", "LPT1.pdf"):
        yield f"adjunto llamado {nombre!r}", con_adjunto(nombre, "%PDF-1.7\n%%EOF"), None
    yield "claves que sólo cambian en mayúsculas", {**BASE, "oficios/iee-se-1-2027.yaml": oficio.split("adjuntos")[0]}, None
    yield "clave que Windows reserva", {**BASE, "oficios/con.yaml": oficio.split("adjuntos")[0]}, None
    yield "revisiones con marcas de git", {**BASE, ".revisiones": "<<<<<<< HEAD\n"}, None
    yield "sin fichas", {"LEEME.md": "nada"}, None
    for nombre in ("oficios/otro.yaml", "adjuntos/oficios/IEE-SE-1-2027/otro.pdf", ".revisiones", "proceso.yaml"):
        def tubo(carpeta, nombre=nombre):
            (carpeta / nombre).unlink(missing_ok=True)
            os.mkfifo(carpeta / nombre)

        def liga(carpeta, nombre=nombre):
            (carpeta / nombre).unlink(missing_ok=True)
            (carpeta / nombre).symlink_to("/etc/passwd")

        yield f"un tubo en {nombre}", BASE, tubo
        yield f"una liga en {nombre}", BASE, liga


def seguimiento_carpetas(contexto):
    banco = Banco(contexto)
    for nombre, archivos, ajuste in raras():
        mala = escribe(banco.carpeta / "mala", archivos)
        if ajuste:
            ajuste(mala)
        banco.rechaza(nombre, "importar", mala)
        banco.rechaza(nombre + ", sin archivo", "importar", mala, archivo=banco.carpeta / "nuevo.sqlite")
    banco.rechaza("exacto con media carpeta", "importar", escribe(banco.carpeta / "mala", {"proceso.yaml": BASE["proceso.yaml"]}), "--exacto")
    for opcion in ("--persona", "--motivo"):
        banco.rechaza(f"{opcion} con control", "importar", banco.fichas, opcion, "a\x01b", archivo=banco.carpeta / "nuevo.sqlite")
    cerrada = escribe(banco.carpeta / "cerrada", BASE) / "oficios"
    cerrada.chmod(0)
    # Quien administra la máquina lo lee todo: sin ese poder, como cualquiera.
    como = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    orden = [*como, banco.prep, "seguimiento", "importar", cerrada.parent, "--archivo", banco.carpeta / "nuevo.sqlite"]
    ajena = subprocess.run([str(x) for x in orden], capture_output=True, text=True)
    cerrada.chmod(0o755)
    if ajena.returncode != 65 or "no se puede leer la carpeta" not in ajena.stderr:
        banco.faltas.append(f"carpeta cerrada: terminó con {ajena.returncode}: {ajena.stderr[:200]}")
    yield sin_diferencias(banco.faltas, f"{banco.casos} casos", "carpetas con tubos, ligas y nombres imposibles: nada a medias")

    banco = Banco(contexto)
    grande = escribe(banco.carpeta / "grande", con_adjunto("informe.pdf", PDF))
    lleno = {"preexec_fn": sin_espacio}
    banco.rechaza("importar sin espacio", "importar", grande, "--persona", "Importación", **lleno)
    banco.rechaza("importar al principio sin espacio", "importar", grande, archivo=banco.carpeta / "nuevo.sqlite", **lleno)
    banco.rechaza("lo mismo con espacio", "importar", grande, codigos=(0,))
    banco.rechaza("exportar sin espacio", "exportar", banco.carpeta / "salida/", **lleno)
    banco.rechaza("respaldar sin espacio", "respaldar", "--salida", "copia.sqlite", **lleno)
    banco.rechaza("respaldar", "respaldar", "--salida", "copia.sqlite", codigos=(0,))
    banco.rechaza("respaldar encima", "respaldar", "--salida", "copia.sqlite")
    banco.rechaza("otra importación vieja", "importar", banco.fichas, "--persona", "Persona 2")
    yield sin_diferencias(banco.faltas, f"{banco.casos} casos, adjunto de 20 MiB", "disco lleno al importar, exportar y respaldar: nada a medias")

    yield sin_diferencias(list(reemplazos(banco.archivo)), "version, adjunto", "INSERT OR REPLACE con otras herramientas: se rechaza")


def reemplazos(archivo):
    base = sqlite3.connect(archivo)
    for tabla in ("version", "adjunto"):
        columnas = [fila[1] for fila in base.execute(f"PRAGMA table_info({tabla})")]
        for quita in ("numero", None):
            usadas = [c for c in columnas if c != quita]
            try:
                base.execute(f"INSERT OR REPLACE INTO {tabla} ({', '.join(usadas)}) SELECT {', '.join(usadas)} FROM {tabla} LIMIT 1")
                yield f"{tabla} se reemplazó"
            except sqlite3.IntegrityError:
                pass
            base.rollback()
    base.close()
