"""Una operación de prueba: carpeta, cuentas, certificados, actas dibujadas y `prep servir`, todo en una carpeta temporal."""

import csv
import hashlib
import hmac
import json
import secrets
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import proceso_de_prueba
from comun import Incumplida, lanza, mata
from persona import Persona
from proceso_de_prueba import CATD, CCV

ENTORNO = ("--entorno", "simulacro")
DOS_PERSONAS = ("--propone", "Persona Uno", "--autoriza", "Persona Dos")
# Pixels: the JPEG of an acta is then as heavy as what scanners of CATD give in black and white, 60 to 80 KB.
ANCHO = 700


@dataclass(frozen=True)
class Acta:
    """Un renglón de verdad.csv: qué acta es, dónde está su imagen y qué dice cada campo (`12`, `I`, `S`)."""

    eleccion: str
    clave: str
    plantilla: str
    imagen: object
    datos: tuple
    centro: str

    @property
    def casilla(self):
        return self.clave[:11]


class Operacion:
    """La carpeta de una operación y las órdenes de `prep` sobre ella."""

    def __init__(self, contexto, actas, esquema="doble_captura", catd=CATD):
        self.prep = contexto.prep
        self.trabajo = contexto.nueva("operacion")
        self.carpeta = self.trabajo / "proceso"
        proceso_de_prueba.escribe(self.carpeta, actas, esquema, catd)
        self.catd = catd
        self.orden("iniciar", *DOS_PERSONAS)
        self.orden("catalogo", "congelar", *DOS_PERSONAS)
        self.orden("certificados")
        self.entorno = self.carpeta / "simulacro"
        self.cortes, self.turno_de_corte = 0, threading.Lock()
        # What every corte is asked besides.

    def orden(self, *partes, entrada=""):
        """Corre `prep` y devuelve lo que imprimió; lo que no termina bien incumple la barra."""
        verbo = 2 if partes[0] in ("catalogo", "usuarios", "almacen") else 1
        orden = [self.prep, *partes[:verbo], self.carpeta, *ENTORNO, *partes[verbo:]]
        orden = [str(p) for p in orden]
        proceso = subprocess.run(orden, input=entrada, capture_output=True, encoding="utf-8", timeout=900)
        if proceso.returncode:
            raise Incumplida(f"prep {' '.join(map(str, partes[:2]))}: {proceso.stderr.strip()[-300:]}")
        return proceso.stdout

    @property
    def almacen(self):
        return self.entorno / "prep.sqlite"

    def consulta(self, sql, *valores):
        conexion = sqlite3.connect(self.almacen, timeout=30)
        try:
            return conexion.execute(sql, valores).fetchall()
        finally:
            conexion.close()

    def dibuja(self, ancho=ANCHO, semilla=7):
        """Las actas dibujadas por `prep actas`, en el orden del catálogo."""
        salida = self.trabajo / f"actas-{ancho}-{semilla}"
        self.orden("actas", "--salida", salida, "--formato", "jpeg", "--ancho", ancho, "--semilla", semilla)
        centros = dict(self.consulta("SELECT a.clave_acta, c.centro FROM acta a JOIN acta_centro c ON c.acta = a.id"))
        with open(salida / "verdad.csv", encoding="utf-8", newline="") as archivo:
            return [
                Acta(
                    *(f["ELECCION"], f["CLAVE_ACTA"], f["PLANTILLA"], salida / f["ARCHIVO"]),
                    *(tuple(f["FIRMA"].split(",")), centros[f["CLAVE_ACTA"]]),
                )
                for f in csv.DictReader(archivo)
            ]

    def etiqueta(self, acta):
        """Lo que un escáner teclea al leer la etiqueta de un acta, con su valor de comprobación."""
        (llave,) = self.consulta("SELECT valor FROM secreto WHERE nombre = 'etiquetas'")[0]
        origen = next(
            linea.split()[1]
            for linea in (self.carpeta / "proceso.yaml").read_text().splitlines()
            if linea.startswith("origen:")
        )
        cubierto = "\n".join((origen, "S", acta.eleccion, acta.clave, acta.plantilla))
        comprobacion = hmac.new(llave, cubierto.encode(), "sha256").hexdigest()[:8].upper()
        return f"PREP|S|{acta.eleccion}|{acta.clave}|{acta.plantilla}|{comprobacion}"

    def columnas(self):
        """Las columnas de cada plantilla, en el orden del acta: {(elección, plantilla): [columna]}."""
        halladas = {}
        for eleccion, documento in self.consulta("SELECT id, documento FROM eleccion"):
            leido = json.loads(documento)
            nombres = [o["columna"] for o in leido["opciones"]]
            for plantilla in leido["plantillas"]:
                campos = [c if isinstance(c, str) else nombres[c] for c in plantilla["campos"]]
                halladas[eleccion, plantilla["id"]] = campos
        return halladas

    # ---- people

    def centro(self, rol, numero):
        """Dónde trabaja la persona de ese número: por turno entre los CATD o los CCV; vacío si su función no tiene."""
        lugares = CCV if rol == "captura" else self.catd if rol in ("acopio", "digitalizacion", "casilla") else ("",)
        return lugares[numero % len(lugares)]

    def importa(self, cuantas):
        """Crea las cuentas con `prep usuarios importar`: {rol: número}. Devuelve {usuario: (rol, centro, contraseña)}."""
        puestos = {
            f"{rol}{i + 1}": (rol, self.centro(rol, i)) for rol, numero in cuantas.items() for i in range(numero)
        }
        lista = self.trabajo / f"personal-{secrets.token_hex(4)}.csv"
        filas = [(usuario, f"Persona de {usuario}", *puesto) for usuario, puesto in puestos.items()]
        proceso_de_prueba.escribe_tabla(lista, ("USUARIO", "NOMBRE", "ROL", "CENTRO"), filas)
        claves, talones = lista.with_suffix(".claves.csv"), lista.with_suffix(".html")
        self.orden("usuarios", "importar", "--csv", lista, "--talones", talones, "--contrasenas", claves)
        with open(claves, encoding="utf-8", newline="") as archivo:
            dadas = {f["USUARIO"]: f["CLAVE"] for f in csv.DictReader(archivo)}
        return {usuario: (*puesto, dadas[usuario]) for usuario, puesto in puestos.items()}

    def entran(self, cuantas, servidor):
        """Personas que entran por la puerta y estrenan contraseña, como el primer día: {rol: [Persona]}."""
        cuentas = self.importa(cuantas)
        personas = [Persona(servidor, u, rol, centro, clave) for u, (rol, centro, clave) in cuentas.items()]
        with ThreadPoolExecutor(4) as hilos:
            list(hilos.map(Persona.estrena, personas))
        return por_rol(personas)

    def con_sesion(self, cuantas, servidor):
        """Lo mismo para pruebas de carga: las sesiones se escriben en el almacén, sin pagar cuatro scrypt por persona.

        Se importa una cuenta por función y las demás se copian de ella; la contraseña es la de la primera.
        """
        primeras = self.importa(dict.fromkeys(cuantas, 1))
        conexion = sqlite3.connect(self.almacen, timeout=30)
        personas = []
        try:
            with conexion:
                conexion.execute("UPDATE cuenta SET cambiar = 0")
                for rol, numero in cuantas.items():
                    personas += self.copia_cuentas(conexion, rol, numero, primeras[f"{rol}1"][2], servidor)
        finally:
            conexion.close()
        return por_rol(personas)

    def copia_cuentas(self, conexion, rol, numero, clave, servidor):
        personas, ahora = [], int(time.time() * 1_000_000)
        for i in range(numero):
            usuario, centro = f"{rol}{i + 1}", self.centro(rol, i) or None
            if i:
                nombre = (f"Persona de {usuario}", rol, centro)
                cursor = conexion.execute("INSERT INTO persona (nombre, rol, centro) VALUES (?, ?, ?)", nombre)
                conexion.execute(
                    "INSERT INTO cuenta (persona, usuario, rol, centro, clave, cambiar, activa)"
                    " SELECT ?, ?, rol, ?, clave, 0, 1 FROM cuenta WHERE usuario = ?",
                    (cursor.lastrowid, usuario, centro, f"{rol}1"),
                )
            persona = Persona(servidor, usuario, rol, centro or "", clave)
            persona.ficha, persona.csrf = secrets.token_hex(32), secrets.token_hex(16)
            huella = hashlib.sha256(persona.ficha.encode()).hexdigest()
            conexion.execute(
                "INSERT INTO sesion (huella, persona, csrf, creada, ultima, direccion)"
                " SELECT ?, persona, ?, ?, ?, '127.0.0.1' FROM cuenta WHERE usuario = ?",
                (huella, persona.csrf, ahora, ahora, usuario),
            )
            personas.append(persona)
        return personas

    def abre(self, gente, que="abrir"):
        """Dos personas abren la operación: desde ahí las consolas registran."""
        pide, autoriza = gente["coordinacion"][0], gente["administracion"][0]
        claves = f"{pide.clave}\n{autoriza.clave}\n"
        self.orden(que, "--pide", pide.usuario, "--autoriza", autoriza.usuario, entrada=claves)

    def cierra(self, gente):
        """Dos personas la cierran; sin eso no hay último corte."""
        self.abre(gente, "cerrar")

    # ---- publication

    def corta(self, ultimo=False):
        """Un corte del simulacro: cada uno, un minuto después del anterior."""
        with self.turno_de_corte:
            return self.corta_en_su_turno(ultimo)

    def corta_en_su_turno(self, ultimo):
        self.cortes += 1
        dia = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 6 * 3600))
        minuto = 10 + self.cortes
        instante = f"{dia} {minuto // 60:02}:{minuto % 60:02}"
        return self.orden("corte", "--instante", instante, *(["--ultimo"] if ultimo else []))


def por_rol(personas):
    return {rol: [p for p in personas if p.rol == rol] for rol in dict.fromkeys(p.rol for p in personas)}


def puerto_libre():
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return enchufe.getsockname()[1]


class Servidor:
    """`prep servir` de una operación en un puerto libre; se puede matar y volver a abrir en el mismo."""

    def __init__(self, operacion, orden="servir", opciones=()):
        self.operacion, self.puerto = operacion, puerto_libre()
        self.partes = [orden, operacion.carpeta, *ENTORNO, "--puerto", self.puerto, *opciones]
        self.tls = ssl.create_default_context(cafile=operacion.entorno / "certificados/autoridad.pem")
        self.registro = operacion.trabajo / f"servidor-{self.puerto}"
        self.registro.mkdir()
        self.proceso = None
        self.abre()

    def abre(self):
        """Empieza y espera a que el puerto conteste."""
        self.proceso = lanza([self.operacion.prep, *self.partes], self.registro)
        limite = time.monotonic() + 30
        while time.monotonic() < limite:
            if self.proceso.poll() is not None:
                raise Incumplida(f"prep {self.partes[0]} terminó: {self.dicho()[-300:]}")
            try:
                socket.create_connection(("127.0.0.1", self.puerto), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise Incumplida(f"prep {self.partes[0]} no abrió su puerto en 30 s")

    def mata(self):
        """SIGKILL al servidor y a los suyos."""
        mata(self.proceso)

    def dicho(self):
        return (self.registro / "error.txt").read_text(encoding="utf-8", errors="replace")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.mata()
