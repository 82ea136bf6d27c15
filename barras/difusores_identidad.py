"""Barra 4: la llave de otro servidor no se acepta nunca, y nada secreto queda a la vista."""

import contextlib
import os
import pty
import secrets
import subprocess
import threading
import time
from pathlib import Path

from comun import RAIZ, Incumplida, corre, lanza, mata, sin_diferencias
from difusores_aparte import SRV, aparte
from difusores_escena import Servidor, hasta, instituto, llave_de_servidor
from difusores_relevo import Relevo

PAGINAS = {"index.html": b"<!DOCTYPE html><title>PREP</title>", "datos/a.json": b"{}"}


class Impostor(Servidor):
    """Otro servidor, con otra llave, que admite la misma cuenta y la nuestra: se quedaría con lo que se le mande."""

    def __init__(self, clave, verdadero):
        super().__init__(clave)
        self.verdadero = verdadero
        (self.conf / "autorizadas").write_bytes((verdadero.conf / "autorizadas").read_bytes())

    def en_su_lugar(self):
        """Escucha donde escuchaba el verdadero."""
        self.verdadero.apaga()
        self.puerto = self.verdadero.puerto
        self.enciende()

    def se_quita(self):
        self.apaga()
        self.verdadero.enciende()


def otra_del_mismo_tipo(uno, bueno, malo, pila):
    llave_de_servidor(malo.conf / "servidor")
    malo.en_su_lugar()


def de_otro_tipo(uno, bueno, malo, pila):
    llave_de_servidor(malo.conf / "servidor", "ecdsa")
    malo.en_su_lugar()


def rsa(uno, bueno, malo, pila):
    llave_de_servidor(malo.conf / "servidor", "rsa")
    malo.en_su_lugar()


def con_certificado(uno, bueno, malo, pila):
    """Con un certificado de una autoridad que nadie registró, a nombre del servidor."""
    llave_de_servidor(malo.conf / "servidor")
    llave_de_servidor(malo.conf / "autoridad")
    corre(
        [
            "ssh-keygen",
            "-q",
            "-s",
            malo.conf / "autoridad",
            "-h",
            "-I",
            "x",
            "-n",
            "127.0.0.1",
            malo.conf / "servidor.pub",
        ]
    )
    malo.mas = f"HostCertificate {malo.conf}/servidor-cert.pub\n"
    malo.en_su_lugar()


def relevo_a_otro(uno, bueno, malo, pila):
    """Quien está en medio lleva la conexión a otro servidor."""
    llave_de_servidor(malo.conf / "servidor")
    malo.enciende()
    bueno.relevo.destino = (malo.direccion, malo.puerto)


def conocido_por_el_usuario(uno, bueno, malo, pila):
    """La cuenta que corre `prep` lo tiene por conocido, y su configuración dice que acepte."""
    llave = llave_de_servidor(malo.conf / "servidor")
    renglon = f"[127.0.0.1]:{bueno.anunciado[1]} {llave}\n"
    corre(["mount", "-t", "tmpfs", "tmpfs", "/root"])
    pila.callback(corre, ["umount", "-l", "/root"])
    ssh = Path("/root/.ssh")
    ssh.mkdir(mode=0o700)
    (ssh / "known_hosts").write_text(renglon)
    (ssh / "config").write_text("Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /root/.ssh/known_hosts\n")
    (ssh / "config").chmod(0o600)
    malo.en_su_lugar()


def conocido_por_la_maquina(uno, bueno, malo, pila):
    """La máquina entera lo tiene por conocido."""
    llave = llave_de_servidor(malo.conf / "servidor")
    archivos = {
        "known_hosts": f"[127.0.0.1]:{bueno.anunciado[1]} {llave}\n",
        "config": "Host *\n  StrictHostKeyChecking no\n",
    }
    for nombre, texto in archivos.items():
        propio, suyo = malo.conf / nombre, Path(f"/etc/ssh/ssh_{nombre}")
        propio.write_text(texto)
        if not suyo.exists():
            continue
        corre(["mount", "--bind", propio, suyo])
        pila.callback(corre, ["umount", "-l", suyo])
    malo.en_su_lugar()


def sin_conocidos(uno, bueno, malo, pila):
    """Alguien vació el archivo de llaves conocidas: ni al verdadero se le manda."""
    archivo = uno.entorno / "difusion" / bueno.clave / "conocidos"
    antes = archivo.read_bytes()
    archivo.write_bytes(b"")
    pila.callback(archivo.write_bytes, antes)


IMPOSTURAS = (
    otra_del_mismo_tipo,
    de_otro_tipo,
    rsa,
    con_certificado,
    relevo_a_otro,
    conocido_por_el_usuario,
    conocido_por_la_maquina,
    sin_conocidos,
)


@aparte
def llave_de_otro(contexto):
    """Ocho maneras de ponerse en lugar de un difusor: a ninguna se le manda un byte, y al verdadero se le sigue mandando."""
    vueltas = 1 if contexto.corta else 5
    faltas, intentos = [], 0
    with contextlib.ExitStack() as todo:
        uno, _ = todo.enter_context(instituto(contexto))
        bueno = Servidor("d01").enciende()
        bueno.relevo = todo.enter_context(Relevo((bueno.direccion, bueno.puerto)))
        bueno.anunciado = (bueno.relevo.direccion, bueno.relevo.puerto)
        uno.registra(bueno)
        uno.origen.inventa(PAGINAS)
        # An agent with keys, as whoever administers the server may have.
        uno.permite(99)
        uno.difunde(entorno={"SSH_AUTH_SOCK": todo.enter_context(agente(contexto))[0]})
        uno.esperan([bueno])
        for vuelta in range(vueltas):
            for n, impostura in enumerate(IMPOSTURAS):
                malo = Impostor(f"malo{vuelta}{n}", bueno)
                todo.callback(malo.apaga)
                antes = bueno.nota
                with contextlib.ExitStack() as pila:
                    impostura(uno, bueno, malo, pila)
                    uno.origen.inventa({"index.html": secrets.token_bytes(40)})
                    corte = uno.origen.corte
                    intentos += 1
                    rechazado = lambda: any(
                        h[2] in ("identidad", "intento", "actualizado") for h in uno.hechos(bueno.clave, corte=corte)
                    )
                    hasta(rechazado, 40, lambda: f"{impostura.__name__}: {uno.hechos(bueno.clave)[-2:]}")
                    tipos = {h[2] for h in uno.hechos(bueno.clave, corte=corte)}
                    if tipos != {"identidad"}:
                        faltas.append(f"{impostura.__name__}: se anotó {sorted(tipos)}")
                    if bueno.nota != antes or any(malo.arbol.iterdir()):
                        faltas.append(f"{impostura.__name__}: se le mandó algo")
                    if "Accepted publickey" in malo.registro():
                        faltas.append(f"{impostura.__name__}: se entró a su cuenta")
                malo.apaga()
                bueno.relevo.destino = (bueno.direccion, bueno.puerto)
                if not bueno.proceso:
                    bueno.enciende()
                # The true one, again: at the next corte, at once.
                uno.origen.inventa({"index.html": secrets.token_bytes(40)})
                uno.esperan([bueno], 40)
        faltas += uno.diferencias([bueno])
    figura = f"{intentos} imposturas, 0 aceptadas"
    yield sin_diferencias(faltas, figura, f"la llave de otro servidor no se acepta ({len(IMPOSTURAS)} maneras)")


@contextlib.contextmanager
def agente(contexto, *archivos, frase=""):
    """Un ssh-agent con esas llaves, o con una cualquiera: (su enchufe, él)."""
    carpeta = contexto.nueva("agente")
    enchufe = carpeta / "enchufe"
    proceso = lanza(["ssh-agent", "-D", "-a", enchufe], carpeta)
    try:
        contesta = lambda: (
            subprocess.run(["ssh-add", "-l"], env={"SSH_AUTH_SOCK": str(enchufe)}, capture_output=True).returncode
        )
        hasta(lambda: contesta() != 2, 10, "ssh-agent contesta")
        if not archivos:
            llave_de_servidor(carpeta / "otra")
            archivos = [carpeta / "otra"]
        pregunta = carpeta / "pregunta"
        (carpeta / "frase").write_text(frase)
        pregunta.write_text(f"#!/bin/sh\ncat {carpeta}/frase\n")
        pregunta.chmod(0o700)
        ambiente = {"SSH_AUTH_SOCK": str(enchufe), "SSH_ASKPASS": str(pregunta), "SSH_ASKPASS_REQUIRE": "force"}
        for archivo in archivos:
            subprocess.run(["ssh-add", "-q", archivo], env={**os.environ, **ambiente}, check=True, timeout=20)
        (carpeta / "frase").unlink()
        yield str(enchufe), proceso
    finally:
        mata(proceso)


def con_frase(uno, servidor, frase):
    """`prep difusor llave --con-frase` en una terminal, donde se teclea la frase dos veces; devuelve lo que se vio."""
    orden = [str(p) for p in [*uno.orden_de_llave(servidor.clave), "--con-frase"]]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(orden[0], orden)
    visto, fin, dadas = b"", time.monotonic() + 30, 0
    with contextlib.suppress(OSError):
        while time.monotonic() < fin:
            visto += os.read(terminal, 1000)
            if visto.count(b"Enter ") > dadas and visto.endswith(b": "):
                dadas += 1
                os.write(terminal, frase.encode() + b"\n")
    _, estado = os.waitpid(pid, 0)
    os.close(terminal)
    publica = next((r for r in visto.decode().splitlines() if r.startswith("ssh-")), None)
    if estado or not publica:
        raise Incumplida(f"prep difusor llave --con-frase: {visto[-300:]!r}")
    servidor.autoriza(publica.strip())
    uno.difusores[servidor.clave] = servidor
    return visto


class Mirón:
    """Mira sin parar la lista de procesos: renglón de orden y ambiente de cada uno."""

    def __init__(self):
        self.vistos, self.procesos, self.fin = set(), set(), threading.Event()
        self.hilo = threading.Thread(target=self.mira, daemon=True)

    def mira(self):
        while not self.fin.is_set():
            for carpeta in Path("/proc").glob("[0-9]*"):
                for nombre in ("cmdline", "environ"):
                    with contextlib.suppress(OSError):
                        leido = (carpeta / nombre).read_bytes()
                        self.vistos.add(leido)
                        if nombre == "cmdline":
                            self.procesos.add(leido.split(b"\0")[0].rsplit(b"/", 1)[-1].split(b":")[0])
            # Shorter than any program that is started.
            time.sleep(0.004)

    def __enter__(self):
        self.hilo.start()
        return self

    def __exit__(self, *_):
        self.fin.set()
        self.hilo.join()


@aparte
def secretos(contexto):
    """Llaves con frase por ssh-agent: ni frases ni llaves en registros, procesos, almacenes, árboles ni repositorio."""
    cortes = 1 if contexto.corta else 12
    frase = f"frase de prueba {secrets.token_hex(8)}"
    faltas = []
    with contextlib.ExitStack() as todo:
        uno, _ = todo.enter_context(instituto(contexto))
        servidores = [Servidor(f"d{i + 1:02}").enciende() for i in range(3)]
        vistos = [con_frase(uno, s, frase) for s in servidores]
        uno.inscribe(*servidores)
        llaves = [uno.entorno / "difusion/llaves" / s.clave for s in servidores]
        abiertas = [a for a in [*llaves, llaves[0].parent, uno.entorno / "firma.clave"] if a.stat().st_mode & 0o077]
        faltas += [f"{a} puede leerla cualquiera" for a in abiertas]
        secreto = {
            "la frase": frase.encode(),
            "la clave de firma": (uno.entorno / "firma.clave").read_text().strip().split("+", 4)[4].encode(),
        }
        for llave in llaves:
            secreto[f"la llave de {llave.name}"] = llave.read_bytes().splitlines()[2]
        secreto["una llave abierta"] = b"PRIVATE KEY-----"
        mirón = todo.enter_context(Mirón())
        # Without an agent there is no way in, and nobody is asked for the phrase.
        uno.origen.inventa(PAGINAS)
        uno.permite(99)
        uno.difunde()
        uno.espera("d01", "intento", 40)
        uno.detiene()
        enchufe, _ = todo.enter_context(agente(contexto, *llaves, frase=frase))
        uno.permite(99)
        uno.difunde(entorno={"SSH_AUTH_SOCK": enchufe})
        uno.esperan(servidores, 60)
        for n in range(cortes):
            uno.origen.inventa({f"actas/{n}-{i}.jpg": secrets.token_bytes(20_000) for i in range(30)})
            uno.esperan(servidores, 60)
        faltas += uno.diferencias(servidores)
        uno.detiene()
        mirón.__exit__()
        if not mirón.procesos >= {contexto.prep.name.encode(), b"sftp", b"ssh", b"sshd"}:
            raise Incumplida(f"sólo se vieron los procesos {mirón.procesos}")
        lugares = {"la lista de procesos": list(mirón.vistos), "la terminal": vistos}
        carpetas = {
            "los registros": [*uno.salidas, SRV / "conf"],
            "el árbol público": [uno.origen.publico],
            "los espejos": [s.arbol for s in servidores],
            "el seguimiento": [uno.seguimiento.parent],
        }
        for lugar, raices in carpetas.items():
            lugares[lugar] = [a.read_bytes() for r in raices for a in r.rglob("*") if a.is_file() and es_de_todos(a)]
        lugares["el almacén"] = [a.read_bytes() for a in uno.entorno.glob("prep.sqlite*")]
        lugares["el taller"] = [
            a.read_bytes() for a in (uno.entorno / "difusion").rglob("*") if a.is_file() and a.parent.name != "llaves"
        ]
        for lugar, contenidos in lugares.items():
            for nombre, valor in secreto.items():
                if any(valor in c for c in contenidos):
                    faltas.append(f"{nombre} está en {lugar}")
    faltas += [f"el repositorio tiene una llave en {r}" for r in llaves_en_el_repositorio()]
    figura = f"{len(lugares) + 1} lugares, {len(secreto)} secretos"
    yield sin_diferencias(faltas, figura, f"nada secreto a la vista ({len(mirón.vistos)} renglones de procesos)")


def es_de_todos(archivo):
    """Los archivos del difusor de prueba que son su propia llave no cuentan."""
    return archivo.name not in ("servidor", "autoridad", "llave")


def llaves_en_el_repositorio():
    """Archivos con una llave privada. Las de los vectores de prueba de las notas firmadas son públicas y se quedan."""
    hallados = []
    for patron, donde in (
        ("^-----BEGIN [A-Z ]*PRIVATE KEY-----$", "."),
        (r"PRIVATE\+KEY\+[^+<]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{40}", ":!Tests/BitacoraTests"),
    ):
        orden = ["git", "-c", "safe.directory=*", "-C", str(RAIZ), "grep", "-lE", patron, "--", donde]
        hecho = subprocess.run(orden, capture_output=True, text=True)
        # A copy of the project without its history has nothing to look at.
        if hecho.returncode > 1 and (RAIZ / ".git").exists():
            raise Incumplida(f"git grep: {hecho.stderr.strip()[-200:]}")
        hallados += hecho.stdout.split()
    return hallados
