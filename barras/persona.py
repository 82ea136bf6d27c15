"""Una persona del PREP ante las consolas: su conexión HTTPS, su sesión y lo que cuesta lo que pide."""

import http.client
import json
import re
import time
import urllib.parse
from dataclasses import dataclass

from comun import Incumplida

GALLETA = "__Host-prep"
FORMA = "application/x-www-form-urlencoded"


@dataclass
class Respuesta:
    estado: int
    tipo: str
    lugar: str
    cuerpo: bytes
    segundos: float

    @property
    def bien(self):
        return self.estado < 400

    @property
    def texto(self):
        return self.cuerpo.decode("utf-8", "replace")

    @property
    def datos(self):
        return json.loads(self.cuerpo)

    @property
    def frase(self):
        """Lo que una persona leería del rechazo."""
        if self.tipo.startswith("application/json"):
            return str(self.datos.get("error", ""))
        quejas = re.findall(r'<p class="aviso mal"[^>]*>(.*?)</p>', self.texto, re.S)
        return " ".join(quejas) or self.texto[:200]

    def exige(self, *estados):
        if (self.estado not in estados) if estados else not self.bien:
            raise Incumplida(f"contestó {self.estado}: {self.frase[:300]}")
        return self


class Persona:
    """Quien usa una consola. Reintenta lo que la red o una caída del servidor interrumpe, con el mismo cuerpo."""

    def __init__(self, servidor, usuario, rol, centro, clave):
        self.servidor, self.usuario, self.rol, self.centro, self.clave = servidor, usuario, rol, centro, clave
        self.ficha = self.csrf = ""
        self.peticiones = self.reintentos = self.reentradas = 0
        self.conexion = None

    def pide(self, metodo, ruta, cuerpo=None, tipo=None, acepta="application/json", cabeceras=None, reintenta=True):
        enviadas = {"Accept": acepta, **(cabeceras or {})}
        if self.ficha:
            enviadas["Cookie"] = f"{GALLETA}={self.ficha}"
        if tipo:
            enviadas["Content-Type"] = tipo
        if metodo == "POST" and self.csrf and tipo != FORMA:
            enviadas["X-CSRF"] = self.csrf
        limite = time.monotonic() + 60
        while True:
            try:
                return self.intenta(metodo, ruta, cuerpo, enviadas)
            except (OSError, http.client.HTTPException) as error:
                self.suelta()
                if not reintenta or time.monotonic() > limite:
                    raise Incumplida(f"{metodo} {ruta}: {type(error).__name__}: {error}") from None
                self.reintentos += 1
                time.sleep(0.05)

    def intenta(self, metodo, ruta, cuerpo, cabeceras):
        if self.conexion is None:
            puerto, tls = self.servidor.puerto, self.servidor.tls
            self.conexion = http.client.HTTPSConnection("127.0.0.1", puerto, timeout=30, context=tls)
        inicio = time.perf_counter()
        self.conexion.request(metodo, ruta, cuerpo, cabeceras)
        respuesta = self.conexion.getresponse()
        leido = respuesta.read()
        segundos = time.perf_counter() - inicio
        self.peticiones += 1
        galleta = respuesta.getheader("Set-Cookie")
        if galleta and galleta.startswith(GALLETA + "="):
            self.ficha = galleta.split(";")[0].split("=", 1)[1]
        if respuesta.will_close:
            self.suelta()
        tipo, lugar = respuesta.getheader("Content-Type") or "", respuesta.getheader("Location") or ""
        return Respuesta(respuesta.status, tipo, lugar, leido, segundos)

    def suelta(self):
        if self.conexion is not None:
            self.conexion.close()
            self.conexion = None

    def lee(self, ruta, **opciones):
        return self.pide("GET", ruta, **opciones)

    def pagina(self, ruta):
        return self.pide("GET", ruta, acepta="text/html")

    def envia(self, ruta, datos=None, **opciones):
        """POST de JSON, como lo hace una página."""
        return self.pide("POST", ruta, json.dumps(datos or {}), "application/json", **opciones)

    def llena(self, ruta, campos, acepta="text/html", **opciones):
        """POST de un formulario; `campos` es un dict o una lista de pares."""
        pares = list(campos.items() if isinstance(campos, dict) else campos)
        if self.csrf:
            pares.append(("csrf", self.csrf))
        return self.pide("POST", ruta, urllib.parse.urlencode(pares), FORMA, acepta, **opciones)

    # ---- door

    def entra(self):
        self.ficha = self.csrf = ""
        respuesta = self.llena("/entrar", {"usuario": self.usuario, "clave": self.clave}, "application/json")
        self.csrf = respuesta.exige(200).datos["csrf"]
        self.reentradas += 1
        return self

    def estrena(self):
        """La primera vez: entra con la contraseña del talón, elige la suya y vuelve a entrar."""
        self.entra()
        nueva = f"{self.clave}-propia"
        campos = {"actual": self.clave, "nueva": nueva, "otra": nueva}
        self.llena("/cuenta/clave", campos).exige(303)
        self.clave = nueva
        return self.entra()
