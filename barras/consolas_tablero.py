"""Barra del monitor: el tablero de un estado grande a media noche, como lo pide cada navegador que lo mira."""

import hashlib
import json
import random
import secrets
import sqlite3
import time
from statistics import median

from comun import Resultado
from operacion import Operacion, Servidor

ACTAS, ACTAS_CORTA = 45_000, 9_000
TABLERO_MS = 50
VECES = 15
IMAGEN = b"\xff\xd8\xff\xd9"
# A rule of the institute: a board at every request, so that each one pays for its own.
REGLAS = {"segundos_entre_tableros": 1}
PERSONAS = 400


def tablero(contexto):
    """El monitor con la mitad de la noche vivida: petición entera por HTTPS, con lo nuevo de cada vez."""
    actas = ACTAS_CORTA if contexto.corta else ACTAS
    operacion = Operacion(contexto, actas)
    vive(operacion, 0.6)
    reglas = operacion.trabajo / "monitor.json"
    reglas.write_text(json.dumps(REGLAS), encoding="utf-8")
    with Servidor(operacion, opciones=("--monitor", reglas)) as servidor:
        (persona,) = operacion.con_sesion({"supervision": 1}, servidor)["supervision"]
        primera = persona.pagina("/monitor").exige(200)
        faltas = [] if f"de {actas:,}</b>" in primera.texto else ["el tablero no cuenta todas las actas"]
        tiempos = []
        for n in range(VECES):
            # Something new each time: what the store adds is read as well.
            vive(operacion, 0.6 + (n + 1) / 1000)
            inicio = time.perf_counter()
            persona.pagina("/monitor").exige(200)
            tiempos.append((time.perf_counter() - inicio) * 1000)
    tarda = median(tiempos)
    yield Resultado(
        tarda <= TABLERO_MS and not faltas,
        f"{tarda:.0f} ms (≤ {TABLERO_MS})",
        f"tablero del monitor con {actas:,} actas, petición entera",
        faltas,
    )


def vive(operacion, parte):
    """Escribe en el almacén la noche de las primeras actas, hasta esa parte; las que ya la vivieron no cambian."""
    conexion = sqlite3.connect(operacion.almacen, timeout=30)
    try:
        with conexion:
            conexion.execute("PRAGMA synchronous = OFF")
            escribe_noche(conexion, parte)
    finally:
        conexion.close()


def escribe_noche(conexion, parte):
    total = conexion.execute("SELECT COUNT(*) FROM acta").fetchone()[0]
    hechas = conexion.execute("SELECT COALESCE(MAX(acta), 0) FROM hecho").fetchone()[0]
    nuevas = conexion.execute(
        "SELECT a.id, a.eleccion, a.plantilla, c.centro FROM acta a JOIN acta_centro c ON c.acta = a.id"
        " WHERE a.id > ? AND a.id <= ? ORDER BY a.id",
        (hechas, int(total * parte)),
    ).fetchall()
    sha = hashlib.sha256(IMAGEN).hexdigest()
    conexion.execute(
        "INSERT INTO imagen SELECT ?, 'image/jpeg', 'propia', ? WHERE NOT EXISTS (SELECT 1 FROM imagen WHERE sha256 = ?)",
        (sha, IMAGEN, sha),
    )
    personas = guiones(conexion)
    campos = {
        (posicion, n): len(plantilla["campos"])
        for posicion, documento in conexion.execute("SELECT posicion, documento FROM eleccion")
        for n, plantilla in enumerate(json.loads(documento)["plantillas"])
    }
    azar, ahora = random.Random(hechas), int(time.time() * 1e6)
    for i, (acta, eleccion, plantilla, centro) in enumerate(nuevas):
        datos = ",".join(str(azar.randrange(80)) for _ in range(campos[eleccion, plantilla]))
        hora = ahora - (len(nuevas) - i) * 100_000
        pasos = [("acopio", centro, None, None), ("digitalizacion", centro, None, sha)]
        pasos += [("captura", "CCV-01", datos, None), ("captura", "CCV-02", datos, None)]
        for n, (tipo, lugar, escrito, imagen) in enumerate(pasos):
            ultimo = conexion.execute(
                "INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, datos, imagen, documento,"
                " mecanismo, origen, digitalizacion, por_pto) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 0)",
                (
                    *(secrets.token_hex(8), acta, tipo, hora + n * 1000, personas[(acta * 4 + n) % PERSONAS], lugar),
                    *(escrito, imagen, "ACTA PREP" if n == 0 else None, "F" if n == 0 else None),
                    *(("CATD", "ESCANER") if imagen else (None, None)),
                ),
            ).lastrowid
        conexion.execute(
            "INSERT INTO resultado (hecho, acta, condicion, datos, imagen, origen, digitalizacion, documento, mecanismo,"
            " acopio, captura, verificacion, por_pto, cotejada)"
            " VALUES (?, ?, 'capturada', ?, ?, 'CATD', 'ESCANER', 'ACTA PREP', 'F', ?, ?, ?, 0, 0)",
            (ultimo, acta, datos, sha, hora, hora + 2000, hora + 3000),
        )
        conexion.execute("INSERT INTO acta_estado VALUES (?, 'verificada', 2, ?, 0)", (acta, hora + 3000))


def guiones(conexion):
    """Personas sin cuenta que hicieron la noche: sus dos capturas de un acta son de dos."""
    hay = [n for (n,) in conexion.execute("SELECT id FROM persona WHERE rol = 'guion' ORDER BY id")]
    for _ in range(PERSONAS - len(hay)):
        hay.append(conexion.execute("INSERT INTO persona (nombre, rol) VALUES ('Guion', 'guion')").lastrowid)
    return hay[:PERSONAS]
