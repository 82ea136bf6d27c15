#!/usr/bin/env python3
"""Corre una barra en un espacio aparte de la máquina: su red, sus montajes y sus procesos, que terminan con ella.

Nada de lo que una barra haga ahí con `tc`, `iptables`, `mount` o `sshd` se ve fuera, y sus puertos no chocan con otros.
"""

import contextlib
import functools
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from comun import Contexto, Incumplida, Resultado, SinDatos

ESPACIOS = ("--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc")
PROGRAMAS = (
    "sshd",
    "ssh",
    "sftp",
    "ssh-keygen",
    "ssh-agent",
    "ssh-add",
    "nginx",
    "rsync",
    "ip",
    "tc",
    "iptables",
    "openssl",
)
# Where the difusores of a bar have their folders: everything above belongs to root, as ChrootDirectory asks.
SRV = Path("/srv")
# What twelve mirrors of a night take, twice: with less, their folders are on the disk.
MEMORIA = 10 << 30


def aparte(barra):
    """La misma barra, en un proceso con su propia red, sus montajes y sus procesos. Hace falta ser root, o sudo."""

    @functools.wraps(barra)
    def fuera(contexto):
        medio = "corta" if contexto.corta else "completa"
        orden = [sys.executable, "-B", __file__, barra.__module__, barra.__name__, contexto.temporal, medio]
        orden = [*con_permiso(), "unshare", *ESPACIOS, *map(str, orden)]
        with tempfile.TemporaryFile() as errores:
            proceso = subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errores)
            try:
                for linea in proceso.stdout:
                    clase, valor = json.loads(linea)
                    if clase == "sin datos":
                        raise SinDatos(valor)
                    if clase == "error":
                        raise Incumplida(valor)
                    yield Resultado(**valor)
                if proceso.wait():
                    errores.seek(0)
                    dicho = errores.read().decode(errors="replace").strip().splitlines()[-3:]
                    raise Incumplida(f"terminó con {proceso.returncode}: {' / '.join(dicho)}")
            finally:
                # It ends when nobody listens to it, and its processes with it: they are in its own space of processes.
                proceso.stdin.close()
                proceso.stdout.close()
                proceso.wait()

    return fuera


def con_permiso():
    """Con qué se vuelve uno root: con nada si ya se es."""
    faltan = [p for p in PROGRAMAS if not shutil.which(p, path="/usr/sbin:/usr/bin:/sbin:/bin")]
    if faltan:
        raise Incumplida(f"falta {', '.join(faltan)} (make preparar)")
    orden = [] if os.geteuid() == 0 else ["sudo", "-n", "--preserve-env=PREP_BINARIO,PREP_DATOS,CI"]
    with contextlib.suppress(OSError):
        hecho = subprocess.run([*orden, "unshare", *ESPACIOS, "true"], capture_output=True, text=True)
        if hecho.returncode == 0:
            return orden
        raise Incumplida(f"no se puede abrir una red aparte (hace falta root o sudo): {hecho.stderr.strip()[-160:]}")
    raise Incumplida("para abrir una red aparte hace falta root, o sudo sin contraseña")


def libre():
    """Bytes de memoria disponibles."""
    renglones = Path("/proc/meminfo").read_text().splitlines()
    return next(int(r.split()[1]) * 1024 for r in renglones if r.startswith("MemAvailable"))


def prepara(temporal):
    """La red local encendida, y /srv en memoria si cabe, o en la carpeta temporal."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    if libre() >= MEMORIA:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755,nr_inodes=0", "tmpfs", SRV], check=True)
    else:
        srv = Path(tempfile.mkdtemp(prefix="srv-", dir=temporal))
        srv.chmod(0o755)
        subprocess.run(["mount", "--bind", srv, SRV], check=True)
    Path("/run/sshd").mkdir(parents=True, exist_ok=True)


def recoge():
    """El primer proceso de un espacio recoge a los que quedan sin padre; el trabajo lo hace un hijo, y con él termina."""
    if os.getpid() != 1 or not (hijo := os.fork()):
        return
    while True:
        pid, estado = os.wait()
        if pid == hijo:
            os._exit(os.waitstatus_to_exitcode(estado) & 0xFF)


def vigila():
    """Termina si quien empezó esto ya no está."""
    while os.read(0, 1):
        pass
    os._exit(143)


def main():
    recoge()
    threading.Thread(target=vigila, daemon=True).start()
    modulo, nombre, temporal, medio = sys.argv[1:]

    def dice(clase, valor):
        print(json.dumps([clase, valor]), flush=True)

    try:
        prepara(temporal)
        contexto = Contexto(temporal, medio == "corta")
        barra = getattr(importlib.import_module(modulo), nombre).__wrapped__
        for resultado in barra(contexto):
            dice("resultado", asdict(resultado))
    except SinDatos as error:
        dice("sin datos", str(error))
    except Exception as error:
        if os.environ.get("PREP_TRAZA"):
            raise
        dice("error", f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
