"""Lo que una conexión puede hacerle a `prep publico`: hablar HTTP/2 con TLS, o pedir mucho y no leer."""

import contextlib
import hashlib
import os
import re
import socket
import ssl
import subprocess

from comun import MB, Resultado, corre, sin_diferencias
from nginx_de_prueba import publico
from sitio_servir import prepara

LECTORES = 40
MEMORIA_MB = 128
SIN_LUGAR = (20, 100)
ADELANTADAS = (300, 2500)


def certificado(carpeta):
    pem, llave = carpeta / "publico.pem", carpeta / "publico.llave"
    corre(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", llave, "-out", pem, "-days", 2, "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"),
        ]
    )
    return pem, llave


def http2(contexto):
    """curl, con un certificado de verdad: las mismas respuestas por HTTP/2 que por HTTP/1.1."""
    arbol, copias, rutas = prepara(contexto)
    (arbol / "grande.zip").write_bytes(os.urandom(5 * MB))
    pem, llave = certificado(contexto.nueva("tls"))
    diferencias, hechas = [], 0
    with publico(contexto, arbol, copias, "--sin-comprimir", "--certificado", pem, "--llave", llave) as puerto:
        for ruta in [*rutas, "grande.zip", "no-hay", "gub", "..%2f..%2fetc%2fpasswd"]:
            for extra in ([], ["-H", "Accept-Encoding: br"], ["-H", "Range: bytes=3-9"], ["-I"]):
                salidas = []
                for version in ("--http2", "--http1.1"):
                    orden = ["curl", "-sS", "-i", version, "--cacert", pem, "--path-as-is", *extra]
                    salida = corre([*orden, f"https://127.0.0.1:{puerto}/{ruta}"])
                    cabeza, _, cuerpo = salida.partition(b"\r\n\r\n")
                    linea, *campos = cabeza.decode().lower().split("\r\n")
                    campos = sorted(c for c in campos if not c.startswith("date:"))
                    salidas.append((linea.split()[0], linea.split()[1], campos, hashlib.sha256(cuerpo).hexdigest()))
                hechas += 1
                dos, uno = salidas
                if (dos[0], uno[0]) != ("http/2", "http/1.1") or dos[1:] != uno[1:]:
                    diferencias.append(f"{ruta} {extra}: {dos} y {uno}")
        protocolo = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{puerto}", "-alpn", "h2", "-CAfile", pem],
            input=b"", capture_output=True, timeout=20,
        ).stdout.decode(errors="replace")
        if "ALPN protocol: h2" not in protocolo or "Verify return code: 0" not in protocolo:
            diferencias.append("openssl no acordó h2 con un certificado válido")
        viejo = subprocess.run(["curl", "-sS", "--tls-max", "1.1", "--cacert", pem, f"https://127.0.0.1:{puerto}/"], capture_output=True)
        if viejo.returncode == 0:
            diferencias.append("admitió TLS 1.1")
    yield sin_diferencias(diferencias, f"{hechas} pares", "HTTP/2 con TLS contesta lo mismo que HTTP/1.1")


def memoria_mb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as estado:
        return int(re.search(r"VmHWM:\s+(\d+)", estado.read())[1]) * 1024 / MB


def trama(tipo, banderas, flujo, carga=b""):
    return len(carga).to_bytes(3, "big") + bytes([tipo, banderas]) + flujo.to_bytes(4, "big") + carga


def literal(nombre, valor):
    """Un campo de HPACK sin tabla ni compresión."""
    return b"\0" + bytes([len(nombre)]) + nombre + bytes([len(valor)]) + valor


def pide_sin_dar_lugar(puerto, pem, ruta, flujos):
    """Una conexión HTTP/2 que pide y no deja que llegue ni un byte de cuerpo."""
    tls = ssl.create_default_context(cafile=str(pem))
    tls.set_alpn_protocols(["h2"])
    conexion = tls.wrap_socket(socket.create_connection(("127.0.0.1", puerto)), server_hostname="127.0.0.1")
    campos = ((b":method", b"GET"), (b":scheme", b"https"), (b":authority", b"x"), (b":path", ruta.encode()))
    cabeza = b"".join(literal(*campo) for campo in campos)
    sin_lugar = (4).to_bytes(2, "big") + (0).to_bytes(4, "big")
    conexion.sendall(
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + trama(4, 0, 0, sin_lugar)
        + b"".join(trama(1, 5, 2 * i + 1, cabeza) for i in range(flujos))
    )
    return conexion


def espera_cabezas(conexion, cuantas):
    """Hasta que llegaron tantas cabezas de respuesta."""
    conexion.settimeout(20)
    datos, vistas = b"", 0
    while vistas < cuantas:
        datos += conexion.recv(65536)
        while len(datos) >= 9 and len(datos) >= 9 + int.from_bytes(datos[:3], "big"):
            vistas += datos[3] == 1
            datos = datos[9 + int.from_bytes(datos[:3], "big"):]


def sin_lugar(contexto):
    """Muchas peticiones de HTTP/2 que no dejan llegar nada: cada una detiene muy poca memoria."""
    arbol, copias, _ = prepara(contexto)
    (arbol / "grande.zip").write_bytes(os.urandom(5 * MB))
    pem, llave = certificado(contexto.nueva("tls"))
    antes = set(hijos_de(os.getpid()))
    with publico(contexto, arbol, copias, "--sin-comprimir", "--certificado", pem, "--llave", llave) as puerto:
        pid = next(iter(set(hijos_de(os.getpid())) - antes))
        corre(["curl", "-sS", "-o", "/dev/null", "--cacert", pem, f"https://127.0.0.1:{puerto}/grande.zip"])
        conexiones = [pide_sin_dar_lugar(puerto, pem, "/grande.zip", SIN_LUGAR[1]) for _ in range(SIN_LUGAR[0])]
        for conexion in conexiones:
            espera_cabezas(conexion, SIN_LUGAR[1])
        memoria = memoria_mb(pid)
        for conexion in conexiones:
            conexion.close()
    yield Resultado(
        memoria <= MEMORIA_MB, f"{memoria:.0f} MB",
        f"{SIN_LUGAR[0] * SIN_LUGAR[1]} peticiones HTTP/2 que no dejan llegar nada, {MEMORIA_MB} MB o menos",
    )


def lee_entre_ellas(conexiones, puerto, pid):
    """Lo que recibe uno que sí lee, y los MB del servidor, antes de cerrar las que no leen."""
    leido = corre(["curl", "-sS", f"http://127.0.0.1:{puerto}/grande.zip"])
    memoria = memoria_mb(pid)
    for conexion in conexiones:
        conexion.close()
    return leido, memoria


def adelantadas(contexto):
    """Conexiones que piden un archivo grande y miles más sin leer nada: lo que espera turno no se acumula."""
    arbol, copias, _ = prepara(contexto)
    (arbol / "grande.zip").write_bytes(os.urandom(5 * MB))
    antes = set(hijos_de(os.getpid()))
    with publico(contexto, arbol, copias, "--sin-comprimir") as puerto:
        pid = next(iter(set(hijos_de(os.getpid())) - antes))
        mensaje = b"GET /grande.zip HTTP/1.1\r\nHost:x\r\n\r\n" + b"GET / HTTP/1.1\r\nHost:\r\n\r\n" * ADELANTADAS[1]
        conexiones = []
        for _ in range(ADELANTADAS[0]):
            conexion = socket.create_connection(("127.0.0.1", puerto))
            conexion.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            conexion.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                conexion.send(mensaje)
            conexiones.append(conexion)
        leido, memoria = lee_entre_ellas(conexiones, puerto, pid)
    yield Resultado(
        len(leido) == 5 * MB and memoria <= MEMORIA_MB, f"{memoria:.0f} MB",
        f"{ADELANTADAS[0]} conexiones con {ADELANTADAS[1]} peticiones adelantadas sin leer, {MEMORIA_MB} MB o menos",
    )


def no_leen(contexto):
    """Lo que detienen en memoria quienes piden y no leen, de tres maneras."""
    yield from leen_nada(contexto)
    yield from adelantadas(contexto)
    yield from sin_lugar(contexto)


def leen_nada(contexto):
    """Muchos que piden un archivo grande, o mil páginas seguidas, y no leen: la memoria no crece y a los demás se les atiende."""
    arbol, copias, _ = prepara(contexto)
    grande = os.urandom(100 * MB if not contexto.corta else 30 * MB)
    (arbol / "grande.zip").write_bytes(grande)
    antes = set(hijos_de(os.getpid()))
    with publico(contexto, arbol, copias, "--sin-comprimir") as puerto:
        pid = next(iter(set(hijos_de(os.getpid())) - antes))
        conexiones = []
        for i in range(LECTORES):
            conexion = socket.create_connection(("127.0.0.1", puerto))
            conexion.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            ruta, veces = ("/grande.zip", 1) if i % 2 else ("/gub/index.html", 1000)
            conexion.sendall(f"GET {ruta} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * veces)
            conexiones.append(conexion)
        leido, memoria = lee_entre_ellas(conexiones, puerto, pid)
    yield Resultado(
        leido == grande and memoria <= MEMORIA_MB, f"{memoria:.0f} MB",
        f"{LECTORES} conexiones que no leen, {MEMORIA_MB} MB o menos, y quien lee recibe todo",
    )


def hijos_de(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as hijos:
        return [int(h) for h in hijos.read().split()]
