"""Un instituto y sus difusores de prueba: sshd y nginx de verdad, el registro en seguimiento y `prep difundir`."""

import contextlib
import os
import pwd
import signal
import sqlite3
import time
from pathlib import Path

from comun import Incumplida, corre, lanza, mata
from difusores_aparte import SRV
from difusores_arbol import Firma, Huellas, Origen, diferencias
from nginx_de_prueba import espera_puerto, puerto_libre
from operacion import Operacion

# An account that exists everywhere, with no shell and no password: it only has files.
CUENTA = "nobody"
SSHD = """\
Port {puerto}
ListenAddress {direccion}
HostKey {conf}/servidor
AuthorizedKeysFile {conf}/autorizadas
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PidFile none
MaxStartups 200
MaxSessions 100
LogLevel VERBOSE
AllowUsers {cuenta}
Subsystem sftp internal-sftp
ChrootDirectory {jaula}
ForceCommand internal-sftp
AllowTcpForwarding no
X11Forwarding no
PermitTunnel no
"""


def hasta(condicion, limite, que):
    """Espera a que ocurra algo, mirando seguido; si no ocurre a tiempo, la barra queda incumplida."""
    fin = time.monotonic() + limite
    while True:
        if visto := condicion():
            return visto
        if time.monotonic() > fin:
            raise Incumplida(f"en {limite} s no ocurrió: {que() if callable(que) else que}")
        time.sleep(0.03)


def llave_de_servidor(archivo, tipo="ed25519"):
    """Una llave nueva de servidor; devuelve el renglón con que se registra."""
    for parte in (archivo, archivo.with_suffix(".pub")):
        parte.unlink(missing_ok=True)
    corre(["ssh-keygen", "-q", "-t", tipo, "-N", "", "-C", "", "-f", archivo])
    return " ".join(archivo.with_suffix(".pub").read_text().split()[:2])


def descendientes(pid):
    """Los procesos que nacieron de uno, y los de ellos."""
    padres = {}
    for carpeta in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            padres.setdefault(int((carpeta / "stat").read_text().rsplit(")", 1)[1].split()[1]), []).append(
                int(carpeta.name)
            )
    halladas, pendientes = [], [pid]
    while pendientes:
        hijos = padres.get(pendientes.pop(), [])
        halladas += hijos
        pendientes += hijos
    return halladas


class Servidor:
    """El servidor SFTP de un difusor: su sshd, su llave, una cuenta enjaulada sin intérprete, y su carpeta."""

    def __init__(self, clave, direccion="127.0.0.1", prefijo=()):
        self.clave, self.direccion, self.prefijo = clave, direccion, list(prefijo)
        self.conf, self.jaula = SRV / "conf" / clave, SRV / clave
        self.conf.mkdir(parents=True)
        self.jaula.mkdir(mode=0o755)
        self.arbol = self.jaula / "prep"
        self.arbol.mkdir()
        cuenta = pwd.getpwnam(CUENTA)
        self.uid, self.gid = cuenta.pw_uid, cuenta.pw_gid
        os.chown(self.arbol, self.uid, self.gid)
        self.llave = llave_de_servidor(self.conf / "servidor")
        self.autoriza("")
        self.puerto = puerto_libre()
        # What the institute is told; a relay may be in between.
        self.anunciado = (direccion, self.puerto)
        self.url = None
        # Lines of its configuration besides.
        self.mas = ""
        self.proceso = None
        self.huellas = Huellas(self.arbol)

    def autoriza(self, publica):
        (self.conf / "autorizadas").write_text(f"{publica}\n")

    def enciende(self):
        conf = SSHD.format(
            puerto=self.puerto, direccion=self.direccion, conf=self.conf, jaula=self.jaula, cuenta=CUENTA
        )
        (self.conf / "sshd.conf").write_text(conf + self.mas)
        orden = [*self.prefijo, "/usr/sbin/sshd", "-D", "-e", "-f", self.conf / "sshd.conf"]
        self.proceso = lanza(orden, self.conf)
        escucha = (self.conf / "error.txt").read_text
        hasta(
            lambda: self.proceso.poll() is not None or "Server listening" in escucha(errors="replace"),
            20,
            "sshd escucha",
        )
        if self.proceso.poll() is not None:
            raise Incumplida(f"sshd de {self.clave}: {escucha()[-300:]}")
        return self

    def apaga(self):
        """El servicio y las sesiones que tenga abiertas."""
        if not self.proceso:
            return
        hijos = descendientes(self.proceso.pid)
        mata(self.proceso)
        for hijo in hijos:
            with contextlib.suppress(ProcessLookupError):
                os.kill(hijo, signal.SIGKILL)
        self.proceso = None

    def registro(self):
        """Lo que su sshd ha dicho desde que se encendió."""
        with contextlib.suppress(OSError):
            return (self.conf / "error.txt").read_text(errors="replace")
        return ""

    def siembra(self, publico):
        """Deja ahí el árbol tal como está en el origen: ya había recibido hasta ese corte."""
        corre(["cp", "-a", "--reflink=auto", f"{publico}/.", self.arbol])
        corre(["chown", "-R", f"{self.uid}:{self.gid}", self.arbol])

    @property
    def nota(self):
        with contextlib.suppress(OSError):
            return (self.arbol / "corte.nota").read_bytes()
        return b""

    def ficha(self, **otros):
        campos = {
            "nombre": f"Difusor {self.clave}",
            "servidor": self.anunciado[0],
            "puerto": self.anunciado[1],
            "cuenta": CUENTA,
            "carpeta": "/prep",
            "enlace": self.url,
            **otros,
        }
        lineas = [f"{k}: {v}" for k, v in campos.items() if v is not None]
        return "\n".join([*lineas, "llaves_del_servidor:", f"  - {self.llave}", ""])


class Instituto:
    """Una operación con su origen, su registro de difusores y `prep difundir`."""

    def __init__(self, contexto, actas=30):
        self.contexto = contexto
        self.operacion = Operacion(contexto, actas)
        self.entorno = self.operacion.entorno
        self.origen = Origen(self.entorno / "publico", Firma(self.entorno))
        self.huellas = Huellas(self.origen.publico)
        self.fichas = contexto.nueva("fichas")
        (self.fichas / "difusores").mkdir()
        self.seguimiento = contexto.nueva("seguimiento") / "seguimiento.sqlite"
        self.trabajo = contexto.nueva("difundir")
        self.proceso = None
        self.difusores = {}
        self.salidas = []

    # ---- register

    def orden_de_llave(self, clave):
        return [self.contexto.prep, "difusor", "llave", self.operacion.carpeta, clave, "--entorno", "simulacro"]

    def registra(self, *servidores, **otros):
        """Los da de alta, cada uno con su llave nuestra, y enciende los que no lo estén."""
        for servidor in servidores:
            self.difusores[servidor.clave] = servidor
            servidor.autoriza(corre(self.orden_de_llave(servidor.clave)).decode().strip())
            if not servidor.proceso:
                servidor.enciende()
        self.inscribe(*servidores, **otros)

    def inscribe(self, *servidores, **otros):
        """Escribe sus fichas como están ahora; `prep difundir` las vuelve a leer solo."""
        for servidor in servidores:
            (self.fichas / "difusores" / f"{servidor.clave}.yaml").write_text(servidor.ficha(**otros))
        orden = [self.contexto.prep, "seguimiento", "importar", self.fichas, "--archivo", self.seguimiento]
        corre([*orden, "--persona", "Persona 1"])

    def permite(self, periodos):
        """La convocatoria dice cuántos periodos fallidos suspenden."""
        (self.fichas / "convocatoria-de-difusores.yaml").write_text(f"periodos_fallidos: {periodos}\n")
        self.inscribe()

    # ---- sending

    def difunde(self, *opciones, entorno=None):
        """Empieza `prep difundir`."""
        self.salidas.append(self.contexto.nueva("difundir"))
        orden = [self.contexto.prep, "difundir", self.operacion.carpeta, "--entorno", "simulacro"]
        self.proceso = lanza([*orden, "--seguimiento", self.seguimiento, *opciones], self.salidas[-1], entorno=entorno)

    def detiene(self):
        if self.proceso:
            mata(self.proceso)
        self.proceso = None

    def dicho(self):
        """Todo lo que `prep difundir` ha escrito."""
        return "".join(
            (salida / nombre).read_text(encoding="utf-8", errors="replace")
            for salida in self.salidas
            for nombre in ("salida.txt", "error.txt")
        )

    def hechos(self, difusor=None, tipo=None, corte=None, desde=0):
        """Lo anotado en el almacén, en orden: [(id, difusor, tipo, corte, archivos, bytes, milisegundos, texto)]."""
        condiciones, valores = ["id > ?"], [desde]
        for columna, valor in (("difusor", difusor), ("tipo", tipo), ("corte", corte)):
            if valor is not None:
                condiciones.append(f"{columna} = ?")
                valores.append(valor)
        conexion = sqlite3.connect(f"file:{self.operacion.almacen}?mode=ro", uri=True, timeout=30)
        try:
            return conexion.execute(
                "SELECT id, difusor, tipo, corte, archivos, bytes, milisegundos, texto FROM difusion"
                f" WHERE {' AND '.join(condiciones)} ORDER BY id",
                valores,
            ).fetchall()
        finally:
            conexion.close()

    def ultimo_hecho(self):
        return max((h[0] for h in self.hechos()), default=0)

    def espera(self, difusor, tipo, limite=60, **donde):
        """El primer hecho de ese tipo; mientras, `prep difundir` debe seguir vivo."""

        def mira():
            if self.proceso and self.proceso.poll() is not None:
                raise Incumplida(f"prep difundir terminó con {self.proceso.returncode}: {self.dicho()[-300:]}")
            hallados = self.hechos(difusor, tipo, **donde)
            return hallados[0] if hallados else None

        def que():
            ultimos = [f"{h[2]} {h[3] or ''} {h[7]}".strip() for h in self.hechos(difusor)[-3:]]
            return f"{difusor}, {tipo} {donde}; lo último: {ultimos} {self.dicho()[-200:]}"

        return hasta(mira, limite, que)

    def esperan(self, servidores, limite=120, corte=None):
        """Todos quedan actualizados al corte del origen, o a ese."""
        for servidor in servidores:
            self.espera(servidor.clave, "actualizado", limite, corte=corte or self.origen.corte)

    def diferencias(self, servidores):
        return diferencias(self.huellas, {s.clave: s.huellas for s in servidores})


@contextlib.contextmanager
def instituto(contexto, cuantos=0, nombre="d", **opciones):
    """Un instituto con tantos difusores registrados, mientras dure el bloque."""
    uno = Instituto(contexto, **opciones)
    try:
        servidores = [Servidor(f"{nombre}{i + 1:02}") for i in range(cuantos)]
        uno.registra(*servidores) if servidores else None
        yield uno, servidores
    finally:
        uno.detiene()
        for servidor in uno.difusores.values():
            servidor.apaga()


NGINX = """\
user root;
daemon off;
worker_processes 1;
pid {carpeta}/nginx.pid;
error_log {carpeta}/error.log;
events {{ worker_connections 2048; }}
http {{
    types {{ text/html html; application/json json; image/jpeg jpg; }}
    default_type text/plain;
    access_log off;
    sendfile on;
    client_body_temp_path {carpeta}/t1; proxy_temp_path {carpeta}/t2; fastcgi_temp_path {carpeta}/t3;
    uwsgi_temp_path {carpeta}/t4; scgi_temp_path {carpeta}/t5;
{sitios}
}}
"""
SITIO = "    server {{ listen {direccion}:{puerto}; root {arbol}; index index.html; {mas} }}\n"


@contextlib.contextmanager
def sitios(contexto, servidores, mas=None):
    """Un nginx con un sitio por difusor delante de lo que recibió; les pone su dirección pública."""
    carpeta = contexto.nueva("sitios")
    textos = []
    for servidor in servidores:
        puerto = puerto_libre()
        servidor.url = f"http://{servidor.direccion}:{puerto}/"
        propio = (mas or {}).get(servidor.clave, "")
        textos.append(SITIO.format(direccion=servidor.direccion, puerto=puerto, arbol=servidor.arbol, mas=propio))
    (carpeta / "nginx.conf").write_text(NGINX.format(carpeta=carpeta, sitios="".join(textos)), encoding="utf-8")
    proceso = lanza(["/usr/sbin/nginx", "-c", carpeta / "nginx.conf", "-e", carpeta / "error.log"], carpeta)
    try:
        espera_puerto(proceso, puerto, carpeta)
        yield proceso
    finally:
        mata(proceso)
