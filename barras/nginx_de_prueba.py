"""Un nginx de verdad con la configuración que se entrega, en una carpeta temporal y sólo en esta máquina."""

import contextlib
import re
import shutil
import socket
import subprocess
import time

from comun import RAIZ, Incumplida, lanza, mata

MODULO_BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
PRINCIPAL = """\
load_module {modulo};
daemon off;
worker_processes 2;
pid {carpeta}/nginx.pid;
error_log {carpeta}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    client_body_temp_path {carpeta}/t1; proxy_temp_path {carpeta}/t2; fastcgi_temp_path {carpeta}/t3;
    uwsgi_temp_path {carpeta}/t4; scgi_temp_path {carpeta}/t5;
    include {carpeta}/sitio.conf;
}}
"""


def puerto_libre():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def espera_puerto(proceso, puerto, carpeta):
    limite = time.monotonic() + 20
    while time.monotonic() < limite:
        if proceso.poll() is not None:
            raise Incumplida((carpeta / "error.txt").read_text(encoding="utf-8", errors="replace")[-400:] or "no abrió")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", puerto), 1):
            return
        time.sleep(0.05)
    raise Incumplida(f"nadie escucha en {puerto}")


LLANA = """\
server {{
    listen 127.0.0.1:{puerto};
    root {servido};
    index index.html;
    types {{ text/html html; }}
    sendfile on;
    tcp_nopush on;
    gzip_static on;
}}
"""


def configuracion(servido, puerto, limite):
    """La que se entrega, con lo marcado CAMBIE puesto; sin `limite`, no cuenta cuánto se pide."""
    texto = (RAIZ / "empaque/nginx/prep-publico.conf").read_text(encoding="utf-8")
    texto = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{puerto};", texto)
    texto = re.sub(r"\n *ssl_\w+ [^\n]*", "", texto)
    texto = re.sub(r"root /srv/prep/servido;", f"root {servido};", texto)
    if not limite:
        texto = re.sub(r"\n *limit_(req|conn) [^\n]*", "", texto)
    return texto


@contextlib.contextmanager
def nginx(contexto, servido, limite=False, llana=False):
    """Sirve una carpeta mientras dure el bloque; da su puerto. `llana` es la más corta que sirve copias: la más rápida."""
    ejecutable = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not ejecutable:
        raise Incumplida("falta nginx (make preparar)")
    carpeta = contexto.nueva("nginx")
    # Its workers are another user when root starts it.
    carpeta.chmod(0o755)
    puerto = puerto_libre()
    texto = LLANA.format(puerto=puerto, servido=servido) if llana else configuracion(servido, puerto, limite)
    (carpeta / "sitio.conf").write_text(texto, encoding="utf-8")
    principal = PRINCIPAL.format(modulo=MODULO_BROTLI, carpeta=carpeta)
    if subprocess.run(["id", "-u"], capture_output=True, text=True).stdout.strip() == "0":
        principal = "user root;\n" + principal
    (carpeta / "nginx.conf").write_text(principal, encoding="utf-8")
    proceso = lanza([ejecutable, "-c", carpeta / "nginx.conf", "-e", carpeta / "error.log"], carpeta)
    try:
        espera_puerto(proceso, puerto, carpeta)
        yield puerto
    finally:
        mata(proceso)


@contextlib.contextmanager
def publico(contexto, arbol, copias, *opciones):
    """`prep publico` mientras dure el bloque; da su puerto. No limita a quien pide."""
    carpeta = contexto.nueva("publico")
    puerto = puerto_libre()
    orden = [contexto.prep, "publico", arbol, "--puerto", puerto, "--copias", copias, "--ritmo", 0, *opciones]
    proceso = lanza(orden, carpeta)
    try:
        espera_puerto(proceso, puerto, carpeta)
        yield puerto
    finally:
        mata(proceso)
