"""Mide un proceso: `medir.py INFORME ORDEN...` escribe en INFORME su duración, su CPU, su memoria máxima y su código de salida.

On Linux the maximum RSS of a child starts at that of the process that forked it, so the measured program must be the
child of something small: this, and not the Python that holds whole data bases in memory.
"""

import json
import os
import sys
import time


def main():
    informe, orden = sys.argv[1], sys.argv[2:]
    inicio = time.monotonic()
    try:
        hijo = os.posix_spawnp(orden[0], orden, os.environ)
    except OSError as error:
        print(f"{orden[0]}: {error.strerror}", file=sys.stderr)
        return 127
    _, estado, uso = os.wait4(hijo, 0)
    duracion = time.monotonic() - inicio
    codigo = os.waitstatus_to_exitcode(estado)
    with open(informe, "w", encoding="utf-8") as archivo:
        cpu = uso.ru_utime + uso.ru_stime
        json.dump({"segundos": duracion, "cpu": cpu, "bytes": uso.ru_maxrss * 1024, "codigo": codigo}, archivo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
