"""Barra 3: con cuatro de doce muertos, los otros ocho no tardan más."""

import contextlib
import secrets
import statistics
import time
from pathlib import Path

from comun import Resultado, corre
from difusores_aparte import aparte
from difusores_escena import Servidor, hasta, instituto

KB = 1000


def apagado(servidor):
    """Su sshd no está."""
    servidor.apaga()


def sin_camino(servidor):
    """Lo que se le manda no llega ni vuelve: nadie rechaza la conexión."""
    corre(["iptables", "-A", "INPUT", "-p", "tcp", "--dport", servidor.puerto, "-j", "DROP"])


def sin_llave(servidor):
    """Quitó nuestra llave de su cuenta."""
    servidor.autoriza("")


def disco_lleno(servidor):
    """Su disco no tiene lugar."""
    lleno = servidor.arbol / "relleno"
    with contextlib.suppress(OSError), open(lleno, "wb", buffering=0) as archivo:
        while True:
            archivo.write(bytes(4096))


MUERTES = (apagado, sin_camino, sin_llave, disco_lleno)


class Corte:
    """Cortes inventados del mismo tamaño: páginas, datos y algunas imágenes, todos nuevos."""

    def __init__(self, uno, paginas, imagenes):
        self.uno, self.paginas, self.imagenes = uno, paginas, imagenes

    def publica(self):
        numero = self.uno.origen.corte + 1
        nuevos = {
            f"ayun/{n % 20:03}/actas/{n:04}.html": f"{numero} {n} {secrets.token_hex(2000)}".encode()
            for n in range(self.paginas)
        }
        nuevos |= {f"actas/{numero:03}-{n:04}.jpg": secrets.token_bytes(200 * KB) for n in range(self.imagenes)}
        self.uno.origen.inventa(nuevos)
        return numero


@aparte
def cuatro_muertos(contexto):
    """Corridas pareadas: los ocho con los otros cuatro dados de baja, y los ocho con los cuatro muertos."""
    cuantos, muertos, pares = (5, 4, 2) if contexto.corta else (12, 4, 7)
    with instituto(contexto) as (uno, _):
        servidores = [Servidor(f"d{n + 1:02}") for n in range(cuantos)]
        malos, vivos = servidores[:muertos], servidores[muertos:]
        # The disk that fills is one of its own, and small.
        chico = malos[MUERTES.index(disco_lleno)]
        corre(
            ["mount", "-t", "tmpfs", "-o", f"size=24m,mode=755,uid={chico.uid},gid={chico.gid}", "tmpfs", chico.arbol]
        )
        uno.registra(*servidores)
        corte = Corte(uno, 30, 2) if contexto.corta else Corte(uno, 200, 20)
        corte.publica()
        uno.permite(99)
        uno.difunde()
        uno.esperan(servidores, 120)
        for muerte, malo in zip(MUERTES, malos, strict=True):
            muerte(malo)
        medidas = {"sin": [], "con": []}
        faltas = []
        for _ in range(pares):
            for caso, estado in (("sin", "declinado"), ("con", "formalizado")):
                uno.inscribe(*malos, estado=estado)
                # What was tried before the change ended; from here, they are tried at the same time as the others.
                hasta(lambda: intentando(malos) == (caso == "con"), 60, f"los muertos, {estado}")
                numero = corte.publica()
                inicio = time.monotonic()
                hasta(lambda: all(v.nota == uno.origen.nota for v in vivos), 120, "los vivos quedaron al día")
                medidas[caso].append(time.monotonic() - inicio)
                uno.esperan(vivos, 60)
                if caso == "con":
                    for malo in malos:
                        uno.espera(malo.clave, "intento", 60, corte=numero)
                    faltas += [
                        f"{m.clave} quedó al día estando muerto"
                        for m in malos
                        if uno.hechos(m.clave, "actualizado", numero)
                    ]
        faltas += uno.diferencias(vivos)
        motivos = {m.clave: uno.hechos(m.clave, "intento")[-1][7] for m in malos}
    # The short one runs beside others.
    razon, holgura = (1.5, 0.5) if contexto.corta else (1.15, 0.1)
    sin, con = (statistics.median(medidas[c]) for c in ("sin", "con"))
    figura = f"{con:.2f} y {sin:.2f} s ({con / sin:.2f} ≤ {razon:g})"
    barra = f"con {muertos} de {cuantos} muertos los demás no tardan más (medianas de {pares} pares)"
    yield Resultado(con <= sin * razon + holgura and not faltas, figura, barra, faltas or [str(medidas)])
    dichos = ("no está encendido", "no contesta", "no admite nuestra llave", "lleno")
    malos_dichos = [f"{c}: {t}" for (c, t), d in zip(motivos.items(), dichos, strict=True) if d not in t]
    yield Resultado(not malos_dichos, f"{len(motivos)} causas dichas", "de cada muerto se dice de qué", malos_dichos)


def intentando(servidores):
    """Si hay un `sftp` hablando con alguno."""
    puertos = {f"-P\0{s.puerto}\0".encode() for s in servidores}
    for carpeta in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if any(p in (carpeta / "cmdline").read_bytes() for p in puertos):
                return True
    return False
