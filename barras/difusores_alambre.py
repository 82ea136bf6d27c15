"""Barra 2: lo que un corte cuesta en el cable, y cuánto tarda en llegar a todos."""

import contextlib
import time

from comun import MB, Incumplida, Resultado, corre, lanza
from corte import GUBERNATURA, QUINTANA_ROO
from difusores_aparte import SRV, aparte
from difusores_escena import Servidor, hasta, instituto, llave_de_servidor
from difusores_noche import Imagenes, Noche, recortada
from difusores_red import enlace
from difusores_relevo import Relevo
from nginx_de_prueba import puerto_libre

ACTAS = 100
# With the grain of a scanner, what a page of this many pixels in grey weighs: some 300 kB.
ANCHO = 1350
RSYNC = """\
Port {puerto}
ListenAddress 127.0.0.1
HostKey {conf}/servidor
AuthorizedKeysFile {conf}/autorizadas
PasswordAuthentication no
UsePAM no
StrictModes no
PidFile none
"""


class Cambio:
    """Una noche real detenida justo antes de un corte con cien actas o más: el origen tiene el anterior."""

    def __init__(self, contexto, uno, filas=900):
        """`filas`: las de la base abreviada; con pocas, lo fijo de cada conexión pesa más que el cambio."""
        self.uno, self.noche = uno, None
        self.esperadas = ACTAS // 4 if contexto.corta else ACTAS
        base = recortada(contexto, QUINTANA_ROO, filas) if contexto.corta else contexto.datos(GUBERNATURA)
        self.noche = Noche(contexto, base, "--corte-minutos", 60 if contexto.corta else 20)
        self.imagenes = Imagenes(uno.operacion, ANCHO, grano=True)

    def __enter__(self):
        while self.noche.siguiente():
            numero = int(self.noche.nota.split(b"\ncorte ")[1].split(b"\n")[0])
            with open(self.noche.arbol / f"cambios/{numero:04}.ndjson", encoding="utf-8") as cambios:
                self.actas = sum(1 for _ in cambios)
            if self.uno.origen.corte and self.actas >= self.esperadas:
                return self
            self.uno.origen.republica(self.noche.arbol)
        raise Incumplida(f"la noche no tiene un corte de {self.esperadas} actas después del primero")

    def __exit__(self, *_):
        self.noche.__exit__()

    def publica(self, con_imagenes=True):
        """El corte que sigue, con 30 MB de imágenes de cien actas; devuelve los bytes de las imágenes."""
        claves = [f"ACTA{self.uno.origen.corte:03}{n:03}" for n in range(self.esperadas)] if con_imagenes else []
        imagenes = self.imagenes.para(claves)
        self.uno.origen.republica(self.noche.arbol, imagenes)
        return sum(archivo.stat().st_size for _, archivo in imagenes)

    def otro(self, con_imagenes=False):
        if not self.noche.siguiente():
            raise Incumplida("la noche no tiene otro corte")
        return self.publica(con_imagenes)


@aparte
def costo_del_envio(contexto):
    """Bytes que pasan por el cable por un corte, contra los de `rsync -z -a` por SSH con el mismo cambio."""
    with contextlib.ExitStack() as pila:
        uno, _ = pila.enter_context(instituto(contexto, actas=ACTAS))
        cambio = pila.enter_context(Cambio(contexto, uno, 2200))
        espejo = Servidor("d01").enciende()
        relevo = pila.enter_context(Relevo((espejo.direccion, espejo.puerto)))
        espejo.anunciado = (relevo.direccion, relevo.puerto)
        uno.registra(espejo)
        espejo.siembra(uno.origen.publico)
        rsync = pila.enter_context(Rsync(contexto, uno.origen.publico))
        uno.difunde()
        uno.esperan([espejo])
        # Without images what is sent is so little in the short version that the handshakes decide.
        for con_imagenes in (True,) if contexto.corta else (True, False):
            antes = relevo.enviados, relevo.recibidos
            imagenes = cambio.publica(True) if con_imagenes else cambio.otro(False)
            uno.esperan([espejo])
            if faltas := uno.diferencias([espejo]):
                raise Incumplida(f"el espejo no quedó igual: {faltas[:3]}")
            nuestro = relevo.enviados - antes[0], relevo.recibidos - antes[1]
            suyo = rsync.lleva()
            razon = nuestro[0] / suyo[0]
            figura = f"{nuestro[0] / MB:.2f} y {suyo[0] / MB:.2f} MB ({razon:.2f} ≤ 1.2)"
            que = f"{imagenes / MB:.0f} MB de imágenes" if con_imagenes else "sin imágenes"
            todo = sum(nuestro) / sum(suyo)
            yield Resultado(
                razon <= 1.2,
                figura,
                f"bytes enviados de un corte, {que}, y los de rsync -z -a (ida y vuelta: {todo:.2f})",
            )


class Rsync:
    """El mismo árbol, llevado por `rsync -z -a` sobre SSH a una cuenta con intérprete, por un relevo que cuenta."""

    def __init__(self, contexto, publico):
        self.contexto, self.publico = contexto, publico
        self.conf, self.destino = SRV / "conf" / "rsync", SRV / "rsync"
        self.conf.mkdir(parents=True)

    def __enter__(self):
        corre(["cp", "-a", self.publico, self.destino])
        servidor = llave_de_servidor(self.conf / "servidor")
        (self.conf / "autorizadas").write_text(llave_de_servidor(self.conf / "llave") + "\n")
        puerto = puerto_libre()
        (self.conf / "sshd.conf").write_text(RSYNC.format(puerto=puerto, conf=self.conf))
        lanza(["/usr/sbin/sshd", "-D", "-e", "-f", self.conf / "sshd.conf"], self.conf)
        self.relevo = Relevo(("127.0.0.1", puerto)).__enter__()
        (self.conf / "conocidos").write_text(f"[127.0.0.1]:{self.relevo.puerto} {servidor}\n")
        hasta(lambda: "Server listening" in (self.conf / "error.txt").read_text(), 20, "sshd de rsync escucha")
        return self

    def __exit__(self, *resto):
        self.relevo.__exit__(*resto)

    def lleva(self):
        """(bytes hacia allá, bytes de vuelta)."""
        antes = self.relevo.enviados, self.relevo.recibidos
        ssh = (
            f"ssh -F /dev/null -i {self.conf}/llave -p {self.relevo.puerto} -o BatchMode=yes"
            f" -o UserKnownHostsFile={self.conf}/conocidos"
        )
        corre(["rsync", "-z", "-a", "-e", ssh, f"{self.publico}/", f"root@127.0.0.1:{self.destino}/"])
        return self.relevo.enviados - antes[0], self.relevo.recibidos - antes[1]


@aparte
def doce_difusores(contexto):
    """Del apuntador en el origen al último apuntador en los espejos, con el corte de cien actas y 30 MB de imágenes."""
    cuantos = 4 if contexto.corta else 12
    with instituto(contexto, cuantos, actas=ACTAS) as (uno, espejos), Cambio(contexto, uno) as cambio:
        for espejo in espejos:
            espejo.siembra(uno.origen.publico)
        uno.difunde()
        uno.esperan(espejos)
        bytes_ = cambio.publica()
        inicio = time.monotonic()
        tiempos = {}

        def llegaron():
            for espejo in espejos:
                if espejo.clave not in tiempos and espejo.nota == uno.origen.nota:
                    tiempos[espejo.clave] = time.monotonic() - inicio
            return len(tiempos) == len(espejos)

        hasta(llegaron, 120, lambda: f"llegaron {len(tiempos)} de {len(espejos)}: {uno.dicho()[-200:]}")
        uno.esperan(espejos)
        faltas = uno.diferencias(espejos)
    ultimo, limite = max(tiempos.values()), 20
    barra = f"{len(espejos)} difusores al día tras un corte de {cambio.actas} actas y {bytes_ / MB:.0f} MB de imágenes"
    yield Resultado(ultimo <= limite and not faltas, f"{ultimo:.1f} s (≤ {limite})", barra, faltas)


@aparte
def enlace_angosto(contexto):
    """Uno a 10 Mbit/s (tbf) y 40 ms (relevo), con el mismo corte y sus imágenes."""
    with contextlib.ExitStack() as pila:
        uno, _ = pila.enter_context(instituto(contexto, actas=ACTAS))
        cambio = pila.enter_context(Cambio(contexto, uno))
        cable = pila.enter_context(enlace(10_000))
        espejo, relevo = pila.enter_context(cable.servidor("d01", 0.040))
        # As the manual says for a slow and distant link.
        uno.registra(espejo, canales=12)
        espejo.siembra(uno.origen.publico)
        uno.difunde()
        uno.esperan([espejo])
        enviados = relevo.enviados
        bytes_ = cambio.publica()
        inicio = time.monotonic()
        hasta(lambda: espejo.nota == uno.origen.nota, 300, lambda: f"llegó el corte: {uno.dicho()[-200:]}")
        tardo = time.monotonic() - inicio
        uno.esperan([espejo])
        faltas = uno.diferencias([espejo])
        llevados = (relevo.enviados - enviados) / MB
    limite = 40 if contexto.corta else 60
    barra = f"por 10 Mbit/s y 40 ms, un corte de {cambio.actas} actas y {bytes_ / MB:.0f} MB de imágenes ({llevados:.1f} MB)"
    yield Resultado(tardo <= limite and not faltas, f"{tardo:.1f} s (≤ {limite})", barra, faltas)
