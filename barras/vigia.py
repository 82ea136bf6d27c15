"""Lo que gastan un proceso y los suyos, leído de /proc: segundos de procesador y memoria proporcional (PSS)."""

import os
import threading
from pathlib import Path

PULSO = os.sysconf("SC_CLK_TCK")


def suyos(pid):
    """El proceso y todos sus descendientes vivos."""
    halladas, pendientes = [], [pid]
    while pendientes:
        uno = pendientes.pop()
        halladas.append(uno)
        for hijos in Path(f"/proc/{uno}/task").glob("*/children"):
            try:
                pendientes += [int(p) for p in hijos.read_text().split()]
            except OSError:
                continue
    return halladas


def procesador(pid):
    """Segundos de usuario y de sistema del proceso y de los suyos, también de los que ya terminaron."""
    total = 0
    for uno in suyos(pid):
        try:
            campos = Path(f"/proc/{uno}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(c) for c in campos[11:15])
    return total / PULSO


def memoria(pid):
    """Bytes de memoria proporcional de todos ellos."""
    total = 0
    for uno in suyos(pid):
        try:
            lineas = Path(f"/proc/{uno}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(linea.split()[1]) * 1024 for linea in lineas if linea.startswith("Pss:"))
    return total


class Vigia:
    """Vigila la memoria mientras dura un `with`; `maxima` es la mayor que vio."""

    def __init__(self, servidor, cada=0.2):
        self.servidor, self.cada, self.maxima = servidor, cada, 0
        self.fin = threading.Event()
        self.hilo = threading.Thread(target=self.vigila, daemon=True)

    def vigila(self):
        while not self.fin.wait(self.cada):
            self.maxima = max(self.maxima, memoria(self.servidor.proceso.pid))

    def __enter__(self):
        self.hilo.start()
        return self

    def __exit__(self, *_):
        self.fin.set()
        self.hilo.join()
        self.maxima = max(self.maxima, memoria(self.servidor.proceso.pid))


def percentil(valores, p):
    ordenados = sorted(valores)
    return ordenados[min(len(ordenados) - 1, int(len(ordenados) * p / 100))] if ordenados else 0.0
