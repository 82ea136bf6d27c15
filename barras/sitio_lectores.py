"""Barra de los lectores de la base: pandas, DuckDB y LibreOffice la abren sin más opciones que las de su LEEME."""

import csv
import io
import json
import shlex
import shutil
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import hoja
from comun import RAIZ, Incumplida, mide, sin_diferencias
from leeme import instruccion

REALES = ("puebla-2024/PUE_GUB_2024.csv", "puebla-2024/PUE_DIP_LOC_2024.csv", "puebla-2024/PUE_AYUN_2024.csv")
ABREVIADA = "quintana-roo-2019/QROO_DIP_LOC_2019.csv"

# Each way of printing the base that a process may choose: line where the header stands, and what proceso.yaml says.
VARIANTES = {
    "encabezado a": (6, "utf-8-sig", ",", "  encabezado: a\n"),
    "encabezado b": (7, "utf-8-sig", ",", "  encabezado: b\n  cotejada: si\n"),
    "encabezado a, | y UTF-8": (6, "utf-8", "|", '  encabezado: a\n  delimitador: "|"\n  codificacion: utf-8\n'),
    "encabezado b, ; y LF": (7, "utf-8-sig", ";", '  delimitador: ";"\n  fin_de_linea: lf\n'),
    "encabezado b, tabulador y cp1252": (7, "cp1252", "\t", "  delimitador: tab\n  codificacion: cp1252\n"),
}
# Names that a spreadsheet would calculate, and some that only a careless reader breaks.
MUNICIPIOS = ('=1+1', '+cmd|" /C calc"!A0', "@SUM(A1)", "-2+3", 'Cuatro "Ciénegas"', "Múzquiz, Ñ", "Acuña; Güémez|")


@dataclass
class Base:
    """Una base publicada, desempacada en su carpeta, con lo que debe decir."""

    nombre: str
    carpeta: Path
    csv: Path
    columnas: list
    filas: list
    resumen: dict
    votos: list
    encabezado: int


def desempaca(contexto, arbol, rotulo, codificacion="utf-8-sig", delimitador=","):
    """Las bases del último paquete, una por elección, con su LEEME y las cifras de la entidad según el árbol."""
    paquete = json.loads((arbol / "corte.json").read_text())["base"]
    with zipfile.ZipFile(arbol / paquete) as global_:
        for interno in global_.namelist():
            carpeta = contexto.nueva("base")
            with zipfile.ZipFile(io.BytesIO(global_.read(interno))) as zip_:
                zip_.extractall(carpeta)
            (ruta,) = (r for r in carpeta.glob("*.csv") if "CANDIDATURAS" not in r.name)
            contenido = ruta.read_bytes().decode(codificacion)
            lineas = list(csv.reader(io.StringIO(contenido, newline=""), delimiter=delimitador))
            donde = next(i for i, l in enumerate(lineas) if l[:1] == ["CLAVE_CASILLA"])
            resumen = next(i for i, l in enumerate(lineas) if l[:1] == ["ACTAS_ESPERADAS"])
            eleccion = interno.partition("_PREP_")[2].rpartition(f"_{arbol_entidad(paquete)}")[0].lower()
            entidad = json.loads((arbol / eleccion / "index.json").read_text())
            yield Base(
                f"{ruta.name} ({rotulo})", carpeta, ruta, lineas[donde], lineas[donde + 1 :],
                dict(zip(lineas[resumen], lineas[resumen + 1], strict=True)),
                [v["votos"] for v in entidad["votos"]], donde + 1,
            )  # fmt: skip


def arbol_entidad(paquete):
    return Path(paquete).stem.partition("_PREP_")[2].removesuffix("_SIMULACRO")


def con_python(contexto, python, base, programa):
    orden = [python, "-B", RAIZ / "barras/abre_base.py", base.carpeta / "LEEME.txt", programa]
    hecho = subprocess.run(orden, cwd=base.carpeta, capture_output=True, encoding="utf-8", timeout=300)
    if hecho.returncode:
        raise Incumplida(f"{programa}: {(hecho.stderr.strip().splitlines() or ['sin mensaje'])[-1]}")
    leida = json.loads(hecho.stdout)
    return leida["columnas"], leida["filas"], []


def con_libreoffice(contexto, base):
    programa, *opciones = shlex.split(instruccion(base.carpeta / "LEEME.txt", "LibreOffice"))
    # Where it keeps its own files is no option of how the base is read.
    perfil = f"-env:UserInstallation=file://{contexto.temporal / f'perfil-{threading.get_ident()}'}"
    hecho = subprocess.run([programa, perfil, *opciones], cwd=base.carpeta, capture_output=True, text=True, timeout=300)
    ods = base.csv.with_suffix(".ods")
    if not ods.exists():
        raise Incumplida(f"LibreOffice terminó con {hecho.returncode} y sin hoja: {hecho.stderr.strip()[-200:]}")
    filas, faltas = hoja.lee(ods)
    ancho = len(base.columnas)
    filas = [fila + [""] * (ancho - len(fila)) for fila in filas]
    return filas[0], filas[1:], faltas


def faltas_de_lectura(base, columnas, filas):
    """En qué difiere lo leído de la base: encabezado, filas, celdas y sumas."""
    if columnas != base.columnas:
        return [f"encabezado {columnas[:3]}… de {len(columnas)} columnas y no {base.columnas[:3]}… de {len(base.columnas)}"]
    cuantas = int(base.resumen["ACTAS_ESPERADAS"]) + int(base.resumen["ACTAS_FUERA_CATALOGO"])
    if len(filas) != cuantas:
        return [f"{len(filas)} filas y no {cuantas}"]
    faltas = [
        f"fila {i}, {columna}: «{leida}» y no «{escrita}»"
        for i, (suya, nuestra) in enumerate(zip(filas, base.filas, strict=True), 1)
        for columna, leida, escrita in zip(columnas, suya, nuestra, strict=True)
        if leida != escrita
    ]
    donde = {c: i for i, c in enumerate(columnas)}
    contadas = [f for f in filas if f[donde["CONTABILIZADA"]] == "1"]
    suma = lambda i: sum(int(f[i]) for f in contadas if f[i].isdigit())
    total = suma(donde["TOTAL_VOTOS_CALCULADO"])
    if total != int(base.resumen["TOTAL_VOTOS_C_CS"]):
        faltas.append(f"TOTAL_VOTOS_CALCULADO suma {total} y el resumen dice {base.resumen['TOTAL_VOTOS_C_CS']}")
    votos = [suma(i) for i in range(donde["TOTAL_VOTOS_SACADOS"] + 1, donde["TOTAL_VOTOS_ASENTADO"])]
    if votos != base.votos:
        faltas.append(f"las columnas de votos suman {votos} y la entidad tiene {base.votos}")
    return faltas


def faltas_de_claves(base):
    """Lo escrito mismo: claves con su ancho y ningún texto que una hoja calcule."""
    donde = {c: i for i, c in enumerate(base.columnas)}
    for fila in base.filas:
        clave = fila[donde["CLAVE_CASILLA"]]
        if clave != "-" and not (len(clave) == 11 and clave.isalnum() and clave.isascii()):
            yield f"CLAVE_CASILLA «{clave}»"
        for columna, celda in zip(base.columnas, fila, strict=True):
            if celda[:1] in ("=", "+", "@", "-", "\t", "\r") and celda != "-":
                yield f"{clave}, {columna}: «{celda}» es una fórmula"


def mide_base(contexto, python, base, encabezado):
    """Los resultados de abrir una base con los tres programas."""
    faltas = list(faltas_de_claves(base))
    if base.encabezado != encabezado:
        faltas.append(f"el encabezado está en la fila {base.encabezado} y no en la {encabezado}")
    lectores = {
        "pandas": lambda: con_python(contexto, python, base, "pandas"),
        "pandas que salta 4 y no cuenta las vacías": lambda: con_python(contexto, python, base, "pandas_sin_vacias"),
        "DuckDB": lambda: con_python(contexto, python, base, "duckdb"),
        "LibreOffice": lambda: con_libreoffice(contexto, base),
    }
    for lector, abre in lectores.items():
        try:
            columnas, filas, propias = abre()
        except (Incumplida, subprocess.TimeoutExpired, ValueError) as error:
            faltas.append(f"{lector}: {error}")
            continue
        faltas += [f"{lector}: {f}" for f in [*propias, *faltas_de_lectura(base, columnas, filas)][:10]]
    return sin_diferencias(faltas, f"{len(lectores)} lectores, {len(base.filas):,} filas", f"abren {base.nombre}")


def arbol_repetido(contexto, fuente):
    carpeta = contexto.nueva("repetida")
    orden = [contexto.prep, "repetir", contexto.datos(fuente), "--salida", carpeta / "arbol", "--corte-minutos", 1440]
    mide(orden, carpeta).exige()
    return carpeta / "arbol"


def arbol_de_demo(contexto):
    carpeta = contexto.nueva("demo")
    tamano = ["--casillas", 200, "--segundos", 1] if contexto.corta else []
    mide([contexto.prep, "demo", "--carpeta", carpeta / "demo", "--salir", "--puerto", 0, *tamano], carpeta).exige()
    return carpeta / "demo/simulacro/publico"


def arbol_de_ejemplo(contexto, base):
    """El primer corte del proceso de ejemplo, con otra manera de imprimir la base y con municipios mal nombrados."""
    carpeta = contexto.nueva("ejemplo") / "proceso"
    shutil.copytree(RAIZ / "ejemplos/proceso", carpeta)
    yaml = (carpeta / "proceso.yaml").read_text(encoding="utf-8").partition("base:\n")[0]
    (carpeta / "proceso.yaml").write_text(f"{yaml}base:\n{base}", encoding="utf-8")
    with open(carpeta / "territorio.csv", encoding="utf-8-sig", newline="") as archivo:
        encabezado, *filas = csv.reader(archivo)
    municipios = sorted({f[3] for f in filas}, key=int)
    nombres = dict(zip(municipios, MUNICIPIOS * len(municipios)))
    with open(carpeta / "territorio.csv", "w", encoding="utf-8", newline="") as archivo:
        csv.writer(archivo).writerows([encabezado, *([*f[:4], nombres[f[3]]] for f in filas)])
    mide([contexto.prep, "iniciar", carpeta, "--entorno", "simulacro"], carpeta).exige()
    mide([contexto.prep, "corte", carpeta, "--entorno", "simulacro", "--instante", "2027-06-06T20:00"], carpeta).exige()
    return carpeta / "simulacro/publico"


def lectores(contexto):
    """Barra 4: cada base que publica `prep`, abierta sin más opciones que las de su LEEME."""
    entorno = mide([RAIZ / "scripts/entorno_python", "duckdb", "pandas"], contexto.nueva("lectores")).exige()
    python = entorno.salida.strip()
    mide_todas = lambda bases: hilos.map(lambda b: mide_base(contexto, python, *b), list(bases))
    with ThreadPoolExecutor(max_workers=2) as hilos:
        for rotulo, (encabezado, codificacion, delimitador, yaml) in VARIANTES.items():
            arbol = arbol_de_ejemplo(contexto, yaml)
            yield from mide_todas((b, encabezado) for b in desempaca(contexto, arbol, rotulo, codificacion, delimitador))
        yield from mide_todas((b, 7) for b in desempaca(contexto, arbol_de_demo(contexto), "demostración"))
        for fuente in [ABREVIADA] if contexto.corta else REALES:
            yield from mide_todas((b, 7) for b in desempaca(contexto, arbol_repetido(contexto, fuente), "repetida"))
