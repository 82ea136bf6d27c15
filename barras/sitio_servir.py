"""`prep publico` frente a nginx: la misma respuesta a las mismas peticiones, y cuántas por segundo."""

import http.client
import re
import shutil
import socket
import statistics
import subprocess

from comun import RAIZ, Incumplida, Resultado, sin_diferencias
from nginx_de_prueba import nginx, publico

BARRA = 0.6
COMPARADAS = (
    *("Content-Type", "Content-Length", "Content-Encoding", "Content-Range", "Cache-Control", "Vary", "Location"),
    *("Last-Modified", "Access-Control-Allow-Origin", "Content-Security-Policy", "X-Content-Type-Options"),
    *("Referrer-Policy", "Allow", "Accept-Ranges"),
)
# Of a redirection and of a range beyond the end nginx writes its own page, with the headers that the file would have had.
SIN_CUERPO = {301, 416}
SOLO_DEL_CUERPO = ("Content-Length", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin")


def pide(puerto, metodo, ruta, cabeceras=None):
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=20)
    try:
        conexion.putrequest(metodo, ruta, skip_accept_encoding=True)
        for nombre, valor in (cabeceras or {}).items():
            conexion.putheader(nombre, valor)
        conexion.endheaders()
        respuesta = conexion.getresponse()
        return respuesta.status, {k.lower(): v for k, v in respuesta.getheaders()}, respuesta.read()
    finally:
        conexion.close()


def arbol_de_prueba(contexto):
    """Un árbol con un archivo de cada clase y una página como la de una entidad, de unos 20 KB."""
    arbol = contexto.nueva("arbol")
    fila = '<tr><th scope="row">{0:03} MUNICIPIO {0}</th><td>{1}</td><td>{2}</td><td>{3}.{4:04}%</td></tr>\n'
    filas = "".join(fila.format(i, i * 7919 % 9973, i * 104729 % 7919, i % 100, i * 31 % 9999) for i in range(1, 250))
    pagina = f'<!doctype html><html lang="es-MX"><meta charset="utf-8"><title>Entidad</title><table>\n{filas}</table></html>\n'
    textos = {
        "index.html": pagina[:3000],
        "gub/index.html": pagina,
        "gub/index.json": '{"votos":[1,2,3]}' * 100,
        "corte.nota": "prep.example/2027/simulacro\ncorte 1\n",
        "corte.json": '{"corte":1}\n',
        "avance.html": "<!doctype html><title>Avance</title>",
        "incrustar/gub.html": pagina[:2000],
        f"datos/{'ab' * 32}.json": '{"votos":[1,2,3]}' * 80,
        "cambios/0001.ndjson": '{"acta":1}\n' * 100,
        "base.csv": "CLAVE,VOTOS\n" * 100,
        "bases/20270606_2000_PREP_COAH.zip": "PK" * 5000,
        "bases/index.html": pagina[:1500],
        "recursos/prep-abababababab.css": "body{color:#111}\n" * 60,
        "recursos/prep-abababababab.js": "let a = 1;\n" * 60,
        "recursos/mapa.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n" * 20,
        "actas/05-abababababab.jpg": "jpg" * 3000,
        "recursos/logo.png": "png" * 10,
        "recursos/logo.webp": "webp" * 10,
        "LEEME.txt": "Léeme, por favor.\n" * 50,
        "mapa.geojson": '{"type":"FeatureCollection"}' * 30,
        "firma.pub": "clave",
        "corte.sig": "firma",
        "sin-extension": "x",
        ".oculto": "SECRETO",
        "x.json.parcial": "SECRETO",
    }
    for ruta, texto in textos.items():
        (arbol / ruta).parent.mkdir(parents=True, exist_ok=True)
        (arbol / ruta).write_text(texto, encoding="utf-8")
    (arbol / "enlace.txt").symlink_to("/etc/hostname")
    return arbol, [ruta for ruta in textos if "SECRETO" not in textos[ruta]]


def prepara(contexto):
    arbol, rutas = arbol_de_prueba(contexto)
    servido = contexto.nueva("servido")
    for carpeta in (contexto.temporal, servido):
        carpeta.chmod(0o755)
    medida = subprocess.run([contexto.prep, "comprimir", arbol, servido], capture_output=True, text=True)
    if medida.returncode:
        raise Incumplida(medida.stderr.strip())
    return arbol, servido, rutas


def peticiones(rutas):
    for ruta in rutas:
        for codificacion in (None, "gzip", "gzip, deflate, br"):
            yield "GET", f"/{ruta}", {"Accept-Encoding": codificacion} if codificacion else {}
        yield "HEAD", f"/{ruta}", {"Accept-Encoding": "gzip"}
    for ruta in ("/", "/gub/", "/gub", "/bases/", "/no-hay", "/datos/no-hay.json", "/datos/", "//gub/index.json"):
        yield "GET", ruta, {"Accept-Encoding": "br"}
    for ruta in ("/.oculto", "/x.json.parcial", "/enlace.txt", "/gub/index.html.gz", "/gub/index.html.br"):
        yield "GET", ruta, {}
    for metodo in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        yield metodo, "/gub/", {"Content-Length": "0"}
    for rango in ("bytes=0-9", "bytes=-5", "bytes=9000-", "bytes=20000-", "renglones=0-1"):
        yield "GET", "/bases/20270606_2000_PREP_COAH.zip", {"Range": rango}
    for ruta in ("/gub/", "/no-hay", "/datos/", "/gub"):
        yield "GET", ruta, {"Range": "bytes=0-14", "Accept-Encoding": "gzip, br"}
    yield "GET", "/gub/", {"Range": "bytes=0-14", "If-Range": '"otra"', "Accept-Encoding": "gzip"}


MALFORMADAS = (
    *(f"GET {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" for ruta in (
        "/../x", "/..", "/%00", "/gub/%00", "/%2e%2e/x", "/%2e%2e%2fx", "/%", "/%zz", "x", f"/{'a' * 9000}",
    )),
    "CONNECT prep.example:443 HTTP/1.1\r\nHost: prep.example:443\r\nConnection: close\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /../x HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSin dos puntos\r\n\r\n",
    "GET / HTTP/3.7\r\nHost: x\r\nConnection: close\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Larga: {'a' * 40_000}\r\n\r\n",
    "basura\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
)


def pide_crudo(puerto, texto):
    """Lo que se contesta a unos bytes, hasta que el servidor cierra."""
    recibido = b""
    with socket.create_connection(("127.0.0.1", puerto), 20) as conexion:
        try:
            conexion.sendall(texto.encode("latin-1"))
            while trozo := conexion.recv(65536):
                recibido += trozo
        except ConnectionResetError:
            pass
    cabeza, _, cuerpo = recibido.partition(b"\r\n\r\n")
    linea, *campos = cabeza.decode("latin-1").split("\r\n")
    partes = linea.split()
    estado = int(partes[1]) if len(partes) > 1 and partes[0].startswith("HTTP/") else 0
    return estado, {k.lower(): v.strip() for k, _, v in (c.partition(":") for c in campos)}, cuerpo


def compara_malformada(uno, otro, texto):
    """Lo que no es una petición buena recibe de los dos la misma página, que no dice nada de adentro."""
    (e1, c1, b1), (e2, c2, b2) = (pide_crudo(p, texto) for p in (uno, otro))
    que = repr(texto[:60])
    titulos = {400: "Dirección no válida", 405: "Método no admitido"}
    for quien, estado, cuerpo in (("prep publico", e1, b1), ("nginx", e2, b2)):
        if f"<h1>{titulos.get(estado)}</h1>".encode() not in cuerpo:
            yield f"{que}: {quien}: {estado} {cuerpo[:60]!r}"
    if e1 == e2 and b1 != b2:
        yield f"{que}: otro cuerpo"
    for nombre in COMPARADAS:
        a, b = c1.get(nombre.lower()), c2.get(nombre.lower())
        # When both the method and the address are bad, each says one of the two.
        if a != b and (e1 == e2 or nombre not in ("Content-Length", "Allow")):
            yield f"{que}: {nombre}: {a!r} y nginx {b!r}"


def compara(uno, otro, metodo, ruta, cabeceras):
    """Diferencias entre dos servidores ante una petición."""
    (e1, c1, b1), (e2, c2, b2) = (pide(p, metodo, ruta, cabeceras) for p in (uno, otro))
    que = f"{metodo} {ruta} {cabeceras or ''}"
    if e1 in (400, 404) and e2 in (400, 404) and "SECRETO" not in f"{b1}{b2}":
        return
    if e1 != e2:
        yield f"{que}: {e1} y nginx {e2}"
        return
    for nombre in COMPARADAS:
        a, b = c1.get(nombre.lower()), c2.get(nombre.lower())
        if e1 in SIN_CUERPO and nombre in SOLO_DEL_CUERPO:
            continue
        # nginx offers ranges of the compressed copies' bytes in no other way; errors have none.
        if nombre in ("Accept-Ranges", "Last-Modified") and e1 >= 206:
            continue
        if a != b:
            yield f"{que}: {nombre}: {a!r} y nginx {b!r}"
    if e1 not in SIN_CUERPO and b1 != b2:
        yield f"{que}: otro cuerpo ({len(b1)} y {len(b2)} bytes)"
    if e1 == 200 and not re.fullmatch(r'"[^"]+"', c1.get("etag", "")):
        yield f"{que}: sin ETag"
    # Each has its own tags; with its own, each says that nothing changed.
    if e1 == 200 and metodo == "GET" and "Range" not in cabeceras:
        for puerto, suyas in ((uno, c1), (otro, c2)):
            estado, otras, cuerpo = pide(puerto, "GET", ruta, {**cabeceras, "If-None-Match": suyas.get("etag", "")})
            if estado != 304 or cuerpo or otras.get("cache-control") != suyas.get("cache-control"):
                yield f"{que}: If-None-Match en {puerto}: {estado}"


def mismos_limites():
    """Diferencias entre los números de PoliticaDeRitmo y los de la configuración de nginx."""
    politica = (RAIZ / "Sources/Publicacion/Servir/PoliticaDeRitmo.swift").read_text(encoding="utf-8")
    nginx_conf = (RAIZ / "empaque/nginx/prep-publico.conf").read_text(encoding="utf-8")
    for nombre, patron in (
        ("porSegundo", r"rate=(\d+)r/s"), ("deUna", r"burst=(\d+) "), ("conexiones", r"limit_conn \w+ (\d+);"),
    ):
        uno = re.search(rf"{nombre}: Int = ([\d_]+)", politica)[1].replace("_", "")
        otro = re.search(patron, nginx_conf)[1]
        if uno != otro:
            yield f"{nombre}: {uno} y nginx {otro}"


def nginx_igual(contexto):
    """Estado, cabeceras y cuerpo de cada petición, iguales en `prep publico` y en nginx."""
    arbol, servido, rutas = prepara(contexto)
    hechas, diferencias = 0, list(mismos_limites())
    with publico(contexto, arbol, servido, "--sin-comprimir") as uno, nginx(contexto, servido) as otro:
        for metodo, ruta, cabeceras in peticiones(rutas):
            hechas += 1
            # Twice: brotli_static of Debian 12 now and then gives the gzip copy instead of its own.
            if list(compara(uno, otro, metodo, ruta, cabeceras)):
                diferencias += compara(uno, otro, metodo, ruta, cabeceras)
        for texto in MALFORMADAS:
            hechas += 1
            diferencias += compara_malformada(uno, otro, texto)
    yield sin_diferencias(diferencias, f"{hechas} peticiones", "prep publico y nginx contestan lo mismo")


def por_segundo(puerto, segundos, *cabeceras):
    orden = ["wrk", "-t1", "-c64", f"-d{segundos}s", "-H", "Accept-Encoding: gzip"]
    for cabecera in cabeceras:
        orden += ["-H", cabecera]
    salida = subprocess.run([*orden, f"http://127.0.0.1:{puerto}/gub/index.html"], capture_output=True, text=True).stdout
    hallado = re.search(r"Requests/sec:\s*([\d.]+)", salida)
    if not hallado or "Socket errors" in salida:
        raise Incumplida(f"wrk: {salida.strip()[-200:]}")
    return float(hallado[1])


def servir(contexto):
    """Peticiones por segundo de `prep publico` entre las de nginx, por medianas de corridas alternadas."""
    if not shutil.which("wrk"):
        raise Incumplida("falta wrk (make preparar)")
    pares, segundos = (3, 1) if contexto.corta else (7, 5)
    arbol, servido, _ = prepara(contexto)
    with publico(contexto, arbol, servido, "--sin-comprimir") as prep, nginx(contexto, servido, llana=True) as otro:
        for que, con_etiqueta in (("página de entidad comprimida", False), ("su 304", True)):
            medidas = {prep: [], otro: []}
            cabeceras = {}
            for puerto in medidas:
                estado, campos, _ = pide(puerto, "GET", "/gub/index.html", {"Accept-Encoding": "gzip"})
                if estado != 200 or campos.get("content-encoding") != "gzip":
                    raise Incumplida(f"{estado}, {campos.get('content-encoding')}")
                cabeceras[puerto] = [f"If-None-Match: {campos['etag']}"] if con_etiqueta else []
            for par in range(pares):
                # Each goes first in turn, so that neither has the best moments of the machine.
                for puerto in (prep, otro) if par % 2 == 0 else (otro, prep):
                    medidas[puerto].append(por_segundo(puerto, segundos, *cabeceras[puerto]))
            suya, la_otra = (statistics.median(medidas[p]) for p in (prep, otro))
            razon = suya / la_otra
            yield Resultado(
                razon >= BARRA,
                f"{razon:.2f} ({suya:,.0f} y {la_otra:,.0f} por s)",
                f"prep publico entre nginx, {que}: {BARRA} o más (meta 1.0)",
                [f"prep {medidas[prep]}", f"nginx {medidas[otro]}"],
            )
