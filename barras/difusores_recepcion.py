"""Barra 6: `prep difusor recibir` ante un sitio que miente, se corta o se alenta: nunca pone un árbol malo ni medio."""

import contextlib
import hashlib
import json
import os
import secrets
import signal
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from arbol import lee_apuntador
from comun import Incumplida, lanza, sin_diferencias
from difusores_arbol import Firma, Origen, sha256
from difusores_escena import hasta
from operacion import Operacion

PAGINAS = {f"ayun/{n:03}/index.html": f"<p>{n}</p>".encode() * 40 for n in range(60)}


class Sitio:
    """Un sitio que sirve una carpeta; `trampa(ruta, petición)` puede contestar por él y entonces dice cierto."""

    def __init__(self, carpeta):
        self.carpeta, self.trampa, self.pedidos = carpeta, None, []
        sitio = self

        class Atiende(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                ruta = self.path.lstrip("/")
                sitio.pedidos.append(ruta)
                with contextlib.suppress(OSError):
                    if sitio.trampa and sitio.trampa(ruta, self):
                        return
                    archivo = sitio.carpeta / ruta
                    self.da(archivo.read_bytes()) if archivo.is_file() else self.da(b"no", 404)

            def da(self, cuerpo, estado=200, largo=None, **campos):
                self.send_response(estado)
                self.send_header("Content-Length", str(len(cuerpo) if largo is None else largo))
                for nombre, valor in campos.items():
                    self.send_header(nombre, valor)
                self.end_headers()
                self.wfile.write(cuerpo)
                if largo is not None:
                    self.close_connection = True

            def log_message(self, *_):
                pass

        class Servidor(ThreadingHTTPServer):
            def handle_error(self, *_):
                """Quien pedía se fue: es lo que se prueba."""

        self.servidor = Servidor(("127.0.0.1", 0), Atiende)
        self.url = f"http://127.0.0.1:{self.servidor.server_port}/"
        threading.Thread(target=self.servidor.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.servidor.shutdown()
        self.servidor.server_close()


# What only earlier cortes named.
DE_ANTES = ("cortes/", "manifiestos/", "bases/", "actas/", "cambios/")


def completo(arbol):
    """Lo que le falta o le sobra a un árbol puesto según su propia nota; vacío si es un corte entero.

    Lo que sólo nombraban cortes anteriores se queda, como en el sitio.
    """
    faltas, nombrados = [], {"corte.nota", "corte.json", "clave.pub"}
    apuntador = lee_apuntador((arbol / "corte.nota").read_text(encoding="utf-8"))

    def revisa(documento):
        for a in documento["archivos"]:
            nombrados.add(a["ruta"])
            if sha256((arbol / a["ruta"]).read_bytes()) != a["sha256"]:
                faltas.append(f"{a['ruta']} no es el del corte {apuntador.corte}")
        for unidad in documento.get("unidades", []):
            nombrados.add(unidad["manifiesto"])
            revisa(json.loads((arbol / unidad["manifiesto"]).read_bytes()))

    try:
        raiz = (arbol / apuntador.ruta).read_bytes()
        nombrados.add(apuntador.ruta)
        if sha256(raiz) != apuntador.sha256:
            faltas.append("el manifiesto no es el de la nota")
        revisa(json.loads(raiz))
    except FileNotFoundError as error:
        return [f"falta {error.filename}"]
    puestos = {str(a.relative_to(arbol)) for a in arbol.rglob("*") if a.is_file()}
    ajenos = [r for r in puestos - nombrados if not r.startswith(DE_ANTES)]
    return faltas + [f"{r} sobra" for r in ajenos] + [f"{r} falta" for r in nombrados - puestos]


class LectorSinDescanso:
    """Lee sin parar lo que se sirve, entero, por la liga `actual` como la abriría un servidor web."""

    def __init__(self, carpeta):
        self.carpeta, self.lecturas, self.faltas, self.cortes = carpeta, 0, [], set()
        self.fin = threading.Event()
        self.hilo = threading.Thread(target=self.lee, daemon=True)

    def lee(self):
        while not self.fin.is_set():
            actual = self.carpeta / "actual"
            try:
                arbol = self.carpeta / os.readlink(actual)
            except FileNotFoundError:
                if self.lecturas:
                    self.faltas.append("la liga «actual» desapareció")
                time.sleep(0.005)
                continue
            self.faltas += completo(arbol)
            self.cortes.add(arbol.name)
            self.lecturas += 1

    def __enter__(self):
        self.hilo.start()
        return self

    def __exit__(self, *_):
        self.fin.set()
        self.hilo.join()


# ---- what a site may do: each says what it answers for a path, and returns true if it answered


def alterado(banco, nuevo):
    def trampa(ruta, p):
        if ruta == nuevo:
            p.da(bytes(len(banco.origen.publico.joinpath(ruta).read_bytes())))
            return True

    return trampa


def firma_falsa(banco, nuevo):
    buena = banco.origen.nota

    def trampa(ruta, p):
        if ruta == "corte.nota":
            p.da(buena.replace(b"minutos 10", b"minutos 11"))
            return True

    return trampa


def de_otra_clave(banco, nuevo):
    """Una nota bien firmada, con la clave de otro."""
    ajena = banco.ajena.nota(banco.origen.nota.decode().split("\n\n")[0] + "\n")
    return lambda ruta, p: ruta == "corte.nota" and (p.da(ajena), True)[1]


def manifiesto_cambiado(banco, nuevo):
    return lambda ruta, p: ruta.startswith("cortes/") and (p.da(b'{"archivos":[],"corte":1,"unidades":[]}'), True)[1]


def truncado(banco, nuevo):
    def trampa(ruta, p):
        if ruta == nuevo:
            contenido = (banco.origen.publico / ruta).read_bytes()
            p.da(contenido[: len(contenido) // 2], largo=len(contenido))
            return True

    return trampa


def corto(banco, nuevo):
    """La mitad del archivo, dicho como si fuera entero."""
    return lambda ruta, p: ruta == nuevo and (p.da((banco.origen.publico / ruta).read_bytes()[:-9]), True)[1]


def redirige_sin_fin(banco, nuevo):
    return lambda ruta, p: (nuevo in ruta) and (p.da(b"", 302, Location=f"/{ruta}x"), True)[1]


def redirige_a_otro(banco, nuevo):
    """Lleva a otro sitio, que da otra cosa."""
    return lambda ruta, p: ruta == nuevo and (p.da(b"", 302, Location=f"{banco.otro.url}{ruta}"), True)[1]


def enorme(banco, nuevo):
    """Un archivo que no se acaba."""

    def trampa(ruta, p):
        if ruta != nuevo:
            return False
        p.send_response(200)
        p.send_header("Content-Length", str(1 << 40))
        p.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(4096):
                p.wfile.write(bytes(1 << 20))
                banco.enviados += 1 << 20
        p.close_connection = True
        return True

    return trampa


def nota_enorme(banco, nuevo):
    return lambda ruta, p: ruta == "corte.nota" and enorme(banco, "corte.nota")(ruta, p)


def ausente(banco, nuevo):
    return lambda ruta, p: ruta == nuevo and (p.da(b"no", 404), True)[1]


def falla_del_servidor(banco, nuevo):
    return lambda ruta, p: ruta == nuevo and (p.da(b"no", 503), True)[1]


def corte_anterior(banco, nuevo):
    """La nota de un corte de antes, bien firmada."""
    return lambda ruta, p: ruta == "corte.nota" and (p.da(banco.notas[0]), True)[1]


def de_otro_proceso(banco, nuevo):
    return lambda ruta, p: ruta == "corte.nota" and (p.da(banco.de_otro), True)[1]


def corta_la_conexion(banco, nuevo):
    def trampa(ruta, p):
        if ruta == nuevo:
            p.connection.shutdown(2)
            p.close_connection = True
            return True

    return trampa


TRAMPAS = (
    alterado,
    firma_falsa,
    de_otra_clave,
    manifiesto_cambiado,
    truncado,
    corto,
    redirige_sin_fin,
    redirige_a_otro,
    enorme,
    nota_enorme,
    ausente,
    falla_del_servidor,
    corte_anterior,
    de_otro_proceso,
    corta_la_conexion,
)


class Banco:
    def __init__(self, contexto):
        self.contexto = contexto
        operacion = Operacion(contexto, 20)
        self.origen = Origen(operacion.entorno / "publico", Firma(operacion.entorno))
        ajena = Operacion(contexto, 20)
        self.ajena = Firma(ajena.entorno)
        self.publica = operacion.entorno / "firma.publica"
        self.carpeta = contexto.nueva("recibir") / "espejo"
        self.notas, self.enviados = [], 0
        self.publica_corte()
        texto = self.origen.nota.decode().split("\n\n")[0].split("\n", 1)[1]
        self.de_otro = self.origen.firma.nota(
            f"otro.proceso.mx/2027/oficial\n{texto}\n".replace("corte 1\n", "corte 99\n")
        )

    def publica_corte(self, **mas):
        """Un corte más, con un archivo nuevo; devuelve su ruta."""
        nuevo = f"actas/{len(self.notas):03}-{secrets.token_hex(3)}.jpg"
        self.origen.inventa(PAGINAS | {nuevo: secrets.token_bytes(30_000), "index.html": secrets.token_bytes(99)} | mas)
        self.notas.append(self.origen.nota)
        return nuevo

    def orden(self, sitio, *opciones):
        return [
            self.contexto.prep,
            "difusor",
            "recibir",
            sitio.url,
            "--carpeta",
            self.carpeta,
            "--clave",
            self.publica,
            *opciones,
        ]

    def recibe(self, sitio, limite=90):
        hecho = subprocess.run([str(p) for p in self.orden(sitio)], capture_output=True, text=True, timeout=limite)
        return hecho.returncode, hecho.stderr.strip()

    @property
    def puesto(self):
        return (self.carpeta / "actual/corte.nota").read_bytes()


def recepcion(contexto):
    """Trampas del sitio, una por una, con un lector que no descansa; después de cada una, el corte bueno llega."""
    banco = Banco(contexto)
    faltas = []
    with Sitio(banco.origen.publico) as sitio, Sitio(contexto.nueva("otro")) as banco.otro:
        codigo, error = banco.recibe(sitio)
        if codigo:
            raise Incumplida(f"prep difusor recibir: {error[-200:]}")
        with LectorSinDescanso(banco.carpeta) as lector:
            for trampa in TRAMPAS:
                nuevo = banco.publica_corte()
                (banco.otro.carpeta / "actas").mkdir(exist_ok=True)
                (banco.otro.carpeta / nuevo).write_bytes(bytes(30_000))
                antes, banco.enviados = banco.puesto, 0
                sitio.trampa = trampa(banco, nuevo)
                codigo, error = banco.recibe(sitio)
                if banco.puesto != antes:
                    faltas.append(f"{trampa.__name__}: se puso")
                if codigo == 0 or "PREP-DIF-" not in error or "Error" in error or "NIO" in error:
                    faltas.append(f"{trampa.__name__}: terminó con {codigo}: {error[-200:]}")
                if banco.enviados > 80 << 20:
                    faltas.append(f"{trampa.__name__}: recibió {banco.enviados >> 20} MB antes de cortar")
                sitio.trampa = None
                codigo, error = banco.recibe(sitio)
                if codigo or banco.puesto != banco.origen.nota:
                    faltas.append(f"{trampa.__name__}, después: {codigo} {error[-160:]}")
            faltas += rutas_peligrosas(banco, sitio)
            muertes = muere(banco, sitio, 2 if contexto.corta else 25, faltas)
            faltas += propio_dañado(banco, sitio)
        faltas += lector.faltas
    figura = f"{len(TRAMPAS)} trampas, {muertes} muertes"
    barra = f"recibir no pone nunca un árbol malo ni medio ({lector.lecturas} lecturas enteras de {len(lector.cortes)} cortes)"
    yield sin_diferencias(faltas, figura, barra)


def rutas_peligrosas(banco, sitio):
    """Un manifiesto bien firmado que nombra rutas de fuera: ni así se escriben."""
    faltas = []
    for ruta in ("../fuera.txt", "/tmp/fuera-de-prep.txt", "a/../../fuera.txt", ".oculto", "a//b"):
        antes, anteriores = banco.puesto, dict(banco.origen.entradas)
        contenido = b"fuera"
        bueno = banco.origen.pone
        banco.origen.pone = lambda r, c: None if r == ruta else bueno(r, c)
        banco.origen.inventa({ruta: contenido})
        banco.origen.pone = bueno
        sitio.trampa = lambda r, p: p.path.endswith(ruta) and (p.da(contenido), True)[1]
        codigo, error = banco.recibe(sitio)
        sitio.trampa = None
        if codigo == 0 or banco.puesto != antes or "PREP-DIF-" not in error:
            faltas.append(f"ruta «{ruta}»: terminó con {codigo}: {error[-160:]}")
        banco.origen.entradas = anteriores
    fuera = [a for a in banco.carpeta.parent.rglob("fuera*")]
    return faltas + [f"escribió {a}" for a in fuera]


def muere(banco, sitio, veces, faltas):
    """Se mata a media recepción, cada vez en otro archivo; la siguiente termina bien y no pide lo que ya tenía."""
    for n in range(veces):
        banco.publica_corte(**{f"actas/m{n}-{i}.jpg": secrets.token_bytes(5000) for i in range(30)})
        antes, alto, pasan = banco.puesto, threading.Event(), (n * 7) % 30
        pedidas = []

        def trampa(ruta, p):
            if ruta.startswith("actas/m"):
                pedidas.append(ruta)
                if len(pedidas) > pasan:
                    alto.set()
                    time.sleep(0.2)

        sitio.trampa = trampa
        proceso = lanza(banco.orden(sitio), banco.contexto.nueva("muere"))
        hasta(lambda: alto.is_set() or proceso.poll() is not None, 30, "llegó al archivo en que se mata")
        os.killpg(proceso.pid, signal.SIGKILL)
        proceso.wait()
        if banco.puesto != antes:
            faltas.append(f"muerto en el archivo {pasan}: se puso un árbol a medias")
        sitio.trampa = None
        codigo, error = banco.recibe(sitio)
        if codigo or banco.puesto != banco.origen.nota:
            faltas.append(f"después de morir en {pasan}: {codigo} {error[-160:]}")
    return veces


def propio_dañado(banco, sitio):
    """Un archivo de los suyos que se dañó en su disco no pasa al corte siguiente."""
    objetos = banco.carpeta / "objetos"
    huella = hashlib.sha256(PAGINAS["ayun/007/index.html"]).hexdigest()
    dañado = objetos / huella
    if not dañado.exists():
        return [f"no guarda {huella[:12]}"]
    # Under its own name only, so that the tree in place stays as it is.
    contenido = bytearray(dañado.read_bytes())
    dañado.unlink()
    contenido[10] ^= 1
    dañado.write_bytes(contenido)
    banco.publica_corte()
    codigo, error = banco.recibe(sitio)
    servido = (banco.carpeta / "actual/ayun/007/index.html").read_bytes()
    if servido != PAGINAS["ayun/007/index.html"]:
        return [f"puso un archivo que se dañó en su disco (terminó con {codigo})"]
    return []
