"""Barra 6: lo que un espejo sirve mal se nombra dentro de un periodo, y lo que su sitio haga no detiene lo demás."""

import os
import socket
import threading
import time

from comun import Resultado
from difusores_aparte import aparte
from difusores_escena import hasta, instituto, sitios
from difusores_fallas import PAGINAS, imagenes

# A corte each minute: what is wrong has to be named in that time.
PERIODO = 60


def alterado(espejo, ruta):
    (espejo.arbol / ruta).write_bytes(b"<p>otros resultados</p>")


def falta(espejo, ruta):
    (espejo.arbol / ruta).unlink()


def viejo(espejo, ruta):
    (espejo.arbol / ruta).write_bytes(b"<p>corte 1</p>")


def un_byte(espejo, ruta):
    """De un archivo que no cambia, un byte, con su tamaño y su fecha de antes."""
    archivo = espejo.arbol / ruta
    antes, contenido = archivo.stat(), bytearray(archivo.read_bytes())
    contenido[len(contenido) // 2] ^= 1
    archivo.write_bytes(contenido)
    os.utime(archivo, ns=(antes.st_atime_ns, antes.st_mtime_ns))


@aparte
def espejos_alterados(contexto):
    """Cuatro espejos con algo mal en su nginx: se nombra la ruta exacta dentro de un periodo y se repara sola."""
    with instituto(contexto, 5) as (uno, espejos), sitios(contexto, espejos):
        uno.inscribe(*espejos)
        fotos = imagenes(5, 50_000, "foto")
        foto = next(iter(fotos))
        # The clocks of their machines are wrong, each in its own way.
        uno.origen.inventa(PAGINAS | {"index.html": b"<p>corte 1</p>"}, minutos=1)
        uno.permite(99)
        uno.difunde()
        uno.esperan(espejos)
        for n, espejo in enumerate(espejos):
            for archivo in espejo.arbol.rglob("*.html"):
                os.utime(archivo, (0, 4_000_000_000) if n % 2 else (1, 1))
        uno.origen.inventa(fotos | {"index.html": b"<p>corte 2</p>"}, minutos=1)
        uno.esperan(espejos)
        casos = [
            (alterado, "ayun/003/index.html"),
            (falta, "ayun/004/index.html"),
            (viejo, "index.html"),
            (un_byte, foto),
        ]
        faltas, tardos, desde = [], [], uno.ultimo_hecho()
        inicio = time.monotonic()
        for (daño, ruta), espejo in zip(casos, espejos):
            daño(espejo, ruta)
        for (daño, ruta), espejo in zip(casos, espejos):
            hecho = uno.espera(espejo.clave, "anomalia", 2 * PERIODO, desde=desde)
            tardos.append(time.monotonic() - inicio)
            # Its path, and no other.
            if not hecho[7].startswith(f"{ruta}: ") or "; " in hecho[7]:
                faltas.append(f"{espejo.clave}, {daño.__name__}: se dijo «{hecho[7]}» y era {ruta}")
            if daño in (falta, viejo) and daño.__name__ not in hecho[7]:
                faltas.append(f"{espejo.clave}: no se dijo «{daño.__name__}»: {hecho[7]}")
        # It is sent again without anybody asking, and the next look finds nothing wrong.
        hasta(lambda: not uno.diferencias(espejos), 60, lambda: f"se repararon: {uno.diferencias(espejos)[:3]}")
        for _, espejo in zip(casos, espejos):
            anomalia = uno.hechos(espejo.clave, "anomalia", desde=desde)[-1][0]
            uno.espera(espejo.clave, "revision", 2 * PERIODO, desde=anomalia)
        sano = [h[7] for h in uno.hechos(espejos[-1].clave, "anomalia")]
        faltas += [f"del sano se dijo «{t}»" for t in sano]
    figura = f"{len(casos)} nombrados en {max(tardos):.0f} s (≤ {PERIODO})"
    barra = (
        "lo alterado, faltante o viejo en un espejo se nombra con su ruta y se repara, con relojes de 1970 y 2096 allá"
    )
    yield Resultado(not faltas and max(tardos) <= PERIODO, figura, barra, faltas)


class SitioMudo:
    """Un sitio que acepta conexiones, sirve el apuntador y de lo demás nunca contesta."""

    def __init__(self, arbol):
        self.arbol, self.enchufe, self.abiertas = arbol, socket.create_server(("127.0.0.1", 0)), []
        self.pedidos = 0
        threading.Thread(target=self.atiende, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.enchufe.getsockname()[1]}/"

    def atiende(self):
        while True:
            conexion, _ = self.enchufe.accept()
            self.abiertas.append(conexion)
            threading.Thread(target=self.contesta, args=(conexion,), daemon=True).start()

    def contesta(self, conexion):
        while pedido := conexion.recv(4096):
            self.pedidos += 1
            if b"GET /corte.nota " in pedido:
                nota = (self.arbol / "corte.nota").read_bytes()
                conexion.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(nota), nota))


@aparte
def sitio_mudo(contexto):
    """El sitio de un difusor que no contesta no detiene lo que se le envía por SFTP."""
    with instituto(contexto, 2) as (uno, espejos):
        mudo, otro = espejos
        sitio = SitioMudo(mudo.arbol)
        mudo.url = sitio.url
        uno.inscribe(mudo)
        uno.origen.inventa(PAGINAS, minutos=1)
        uno.permite(99)
        uno.difunde()
        uno.esperan(espejos)
        # The look from outside begins some time after the sending.
        hasta(lambda: sitio.pedidos > 1, 90, "empezó a mirar el sitio")
        uno.origen.inventa({"index.html": b"<p>corte 2</p>"}, minutos=1)
        inicio = time.monotonic()
        uno.esperan([otro], 60)
        suyo = time.monotonic() - inicio
        uno.esperan([mudo], 400)
        tardo = time.monotonic() - inicio
    figura = f"{tardo:.1f} s (≤ {suyo:.1f} + 10)"
    yield Resultado(tardo <= suyo + 10, figura, "un sitio que no contesta no atrasa el corte siguiente de su difusor")
