"""Un enlace de verdad entre el instituto y un difusor: dos redes unidas por un cable con `tc` e `iptables`."""

import contextlib
import os
import subprocess

from comun import corre
from difusores_escena import Servidor, hasta
from difusores_relevo import Relevo

AQUI, ALLA = "10.77.0.1", "10.77.0.2"


@contextlib.contextmanager
def enlace(kbits=None):
    """Un difusor en otra red, a un cable de ésta que lleva a lo más esos kilobits por segundo en cada sentido."""
    otra = subprocess.Popen(["unshare", "--net", "sleep", "infinity"], stdin=subprocess.DEVNULL)
    try:
        cable = Cable(otra.pid)
        cable.tiende(kbits)
        yield cable
    finally:
        otra.kill()
        otra.wait()
        subprocess.run(["ip", "link", "del", "aqui"], capture_output=True)


class Cable:
    def __init__(self, pid):
        self.pid, self.red = pid, f"/proc/{pid}/ns/net"
        self.alla = ["nsenter", f"--net={self.red}"]

    def tiende(self, kbits):
        hasta(self.es_otra, 10, "se abrió la otra red")
        corre(["ip", "link", "add", "aqui", "type", "veth", "peer", "name", "alla", "netns", self.pid])
        corre(["ip", "address", "add", f"{AQUI}/24", "dev", "aqui"])
        corre([*self.alla, "ip", "address", "add", f"{ALLA}/24", "dev", "alla"])
        corre(["ip", "link", "set", "aqui", "up"])
        for dispositivo in ("lo", "alla"):
            corre([*self.alla, "ip", "link", "set", dispositivo, "up"])
        if kbits:
            self.estrecha(kbits)

    def es_otra(self):
        """Si ya está en una red que no es ésta."""
        with contextlib.suppress(OSError):
            return os.readlink(self.red) != os.readlink("/proc/self/ns/net")
        return False

    def estrecha(self, kbits):
        tbf = ["root", "tbf", "rate", f"{kbits}kbit", "burst", "16kb", "latency", "60ms"]
        corre(["tc", "qdisc", "replace", "dev", "aqui", *tbf])
        corre([*self.alla, "tc", "qdisc", "replace", "dev", "alla", *tbf])

    def pierde(self, por_ciento):
        """De cada cien paquetes que llegan de un lado o del otro, tantos no llegan."""
        azar = ["-m", "statistic", "--mode", "random", "--probability", f"{por_ciento / 100:.4f}", "-j", "DROP"]
        corre(["iptables", "-A", "INPUT", "-i", "aqui", *azar])
        corre([*self.alla, "iptables", "-A", "INPUT", "-i", "alla", *azar])

    @contextlib.contextmanager
    def servidor(self, clave, latencia=0):
        """El sshd de un difusor allá, con un relevo delante, allá también: ahí está la latencia y ahí se cuenta."""
        servidor = Servidor(clave, ALLA, self.alla).enciende()
        with Relevo((ALLA, servidor.puerto), ALLA, latencia, self.red) as relevo:
            servidor.anunciado = (ALLA, relevo.puerto)
            yield servidor, relevo
