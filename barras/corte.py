"""Barras de «del acta al corte publicado»: repetición de noches reales, auditoría, velocidad, caídas y lectura."""

import json
import os
import re
import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor

import bases_mutadas
import grande
from arbol import base_mas_nueva
from caidas import caidas, lectura, mismos_bytes
from comun import MB, RAIZ, Resultado, SinDatos, mide, sin_diferencias

GUBERNATURA = "puebla-2024/PUE_GUB_2024.csv"
DIPUTACIONES = "puebla-2024/PUE_DIP_LOC_2024.csv"
AYUNTAMIENTOS = "puebla-2024/PUE_AYUN_2024.csv"
QUINTANA_ROO = "quintana-roo-2019/QROO_DIP_LOC_2019.csv"
EXTRAORDINARIA = "puebla-2019-extraordinaria/PUE_GUB_ext_2019.csv"
JUNTAS = "campeche-2021-ceros/CAMP_JUNTAS_2021.csv"

# CLAVE_ACTA that the source itself repeats.
REPETIDAS = {GUBERNATURA: 66, DIPUTACIONES: 77, AYUNTAMIENTOS: 82, QUINTANA_ROO: 0, EXTRAORDINARIA: 0}

# Where the rules and the source differ: 21 rows of Puebla are marked without a bad cell; 6 actas of Quintana Roo exceed
# the lista nominal and were counted. The share of contabilizadas follows from their number.
EXCEPCIONES = {
    AYUNTAMIENTOS: {"PORCENTAJE_ACTAS_INCONSISTENCIAS": "13.3740"},
    QUINTANA_ROO: {
        "ACTAS_CONTABILIZADAS": "2025",
        "PORCENTAJE_ACTAS_CONTABILIZADAS": "94.8033",
        "PORCENTAJE_ACTAS_INCONSISTENCIAS": "23.2209",
        "ACTAS_NO_CONTABILIZADAS": "111",
        "LISTA_NOMINAL_ACTAS_CONTABILIZADAS": "1183570",
        "TOTAL_VOTOS_C_CS": "259215",
        "TOTAL_VOTOS_S_CS": "258808",
        "PORCENTAJE_PARTICIPACION_CIUDADANA": "21.9011",
    },
}


def es_variable(regla):
    return not regla.startswith(("fila:", "propia:"))


def repeticion(contexto):
    """Barra 1: la base del último corte, contra verifica_bd y contra el resumen que declaró la fuente."""
    for base in [QUINTANA_ROO] if contexto.corta else REPETIDAS:
        try:
            yield from repeticion_de(contexto, base)
        except SinDatos:
            raise
        except Exception as error:
            yield Resultado(False, "interrumpida", f"prep repetir {base}", [f"{type(error).__name__}: {error}"])


def repeticion_de(contexto, base):
    verifica = contexto.verifica()
    medida, arbol = contexto.repite(base)
    _, contenido = base_mas_nueva(arbol)
    ruta = contexto.nueva("base") / "base.csv"
    ruta.write_bytes(contenido)
    nuestra, fuente = verifica.Base(ruta), verifica.Base(contexto.datos(base))

    reglas = [*verifica.reglas(nuestra, ultimo_corte=True), *verifica.propia(nuestra, REPETIDAS[base])]
    fallas = [f"{r}: declarado {d}, recalculado {c}" for r, d, c in reglas if str(d) != str(c)]
    yield sin_diferencias(fallas, f"{len(reglas)} reglas, 0 FALLA", f"verifica_bd --propia de la repetición de {base}")

    declarado = lambda una: {r: str(d) for r, d, _ in verifica.reglas(una, ultimo_corte=True) if es_variable(r)}
    esperado = declarado(fuente) | EXCEPCIONES.get(base, {})
    resumen = declarado(nuestra)
    distintas = [f"{v}: se esperaba {esperado[v]} y dice {resumen[v]}" for v in esperado if resumen[v] != esperado[v]]
    excepciones = len(EXCEPCIONES.get(base, {}))
    figura = f"{len(esperado) - excepciones} iguales, {excepciones} por regla"
    yield sin_diferencias(distintas, figura, f"resumen repetido y declarado de {base}")

    if base in EXCEPCIONES:
        claves = claves_que_difieren(verifica, fuente)
        omitidas = [f"el reporte no nombra {c}" for c in claves if c not in medida.salida]
        yield sin_diferencias(omitidas, f"{len(claves)} actas nombradas", f"reporte de diferencias de {base}")


def claves_que_difieren(verifica, base):
    """Las claves de las casillas de la fuente que exceden y contó, o que marcó sin que tengan una celda dudosa."""
    columna = lambda f, *nombres: f[base.columna(*nombres)].strip()
    numero = lambda f, *nombres: verifica.numero(columna(f, *nombres)) or 0
    halladas = []
    for fila in base.filas:
        if columna(fila, "CONTABILIZADA") != "1":
            continue
        observacion = columna(fila, "OBSERVACIONES").lower()
        celdas = {fila[i].strip().lower() for i in base.votos}
        marcada = "ilegible" in observacion or "sin dato" in observacion
        limite = numero(fila, "LISTA_NOMINAL") + numero(fila, "REPRESENTANTES_PP_CI")
        ordinaria = columna(fila, "TIPO_CASILLA") in ("B", "C", "E")
        excede = ordinaria and numero(fila, *verifica.NOMBRES["calculado"]) > limite
        if excede or marcada != bool(celdas & {"ilegible", "sin dato"}):
            halladas.append(re.sub(r"""[='"]""", "", columna(fila, "CLAVE_CASILLA")))
    return halladas


def audita(contexto, ruta, *opciones):
    orden = [str(contexto.prep), "auditar", str(ruta), "--json", *opciones]
    return subprocess.run(orden, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=120)


def diferencias_de_auditar(contexto, ruta, en_operacion=False):
    """En qué difiere `prep auditar --json` de verifica_bd sobre un archivo: figuras, excepciones y código de salida."""
    verifica = contexto.verifica()
    proceso = audita(contexto, ruta, *(["--en-operacion"] if en_operacion else []))
    try:
        base = verifica.Base(ruta)
        esperadas = list(verifica.reglas(base, ultimo_corte=not en_operacion))
    except verifica.Ilegible as error:
        return [] if proceso.returncode == 65 else [f"ilegible ({error}) y terminó con {proceso.returncode}"]
    codigo = int(any(str(d) != str(r) for _, d, r in esperadas))
    if proceso.returncode != codigo:
        return [f"debía terminar con {codigo} y terminó con {proceso.returncode}: {proceso.stderr.strip()[-200:]}"]
    reporte = json.loads(proceso.stdout)
    halladas = [f"falta {c}" for c in ("archivo", "eleccion", "corte") if not reporte.get(c)]
    comparadas = [("filas", len(base.filas), reporte["filas"])]
    variables = {v["variable"]: v for v in reporte["resumen"]}
    reglas = {r["regla"]: r for r in reporte["reglas"]}
    nombres = [r for r, _, _ in esperadas]
    comparadas += [("variables", [n for n in nombres if es_variable(n)], [v["variable"] for v in reporte["resumen"]])]
    comparadas += [("reglas", [n for n in nombres if not es_variable(n)], [r["regla"] for r in reporte["reglas"]])]
    for nombre, declarado, recalculado in esperadas:
        if variable := variables.get(nombre):
            comparadas.append((f"{nombre} declarado", declarado, variable["declarado"]))
            comparadas.append((f"{nombre} recalculado", recalculado, variable["recalculado"]))
            comparadas.append((f"{nombre} coincide", str(declarado) == str(recalculado), variable["coincide"]))
        elif regla := reglas.get(nombre):
            comparadas.append((nombre, recalculado, regla["excepciones"]))
            comparadas.append((f"{nombre} filas", recalculado, len(regla["filas"])))
    return halladas + [f"{n}: verifica_bd {e!r}, prep {h!r}" for n, e, h in comparadas if e != h]


def bases_publicadas(contexto):
    raiz = contexto.datos()
    todas = sorted(r for r in raiz.rglob("*.csv"))
    bases = [r for r in todas if "candidatura" not in r.name.lower()]
    if not bases:
        raise SinDatos(f"{raiz} no tiene bases de datos")
    return raiz, bases, [r for r in todas if r not in bases]


def auditoria(contexto):
    """Barra 2: `prep auditar` y verifica_bd coinciden figura por figura en cada base publicada, en ambos modos."""
    raiz, bases, candidaturas = bases_publicadas(contexto)
    for ruta in bases:
        halladas = []
        for en_operacion in (False, True):
            halladas += diferencias_de_auditar(contexto, ruta, en_operacion)
        yield sin_diferencias(halladas, "19 figuras, 2 modos", f"auditar y verifica_bd en {ruta.relative_to(raiz)}")
    halladas = [f"{r.name}: {d}" for r in candidaturas for d in diferencias_de_auditar(contexto, r)]
    yield sin_diferencias(halladas, f"{len(candidaturas)} archivos", "auditar rechaza con 65 lo que no es una base")


def diferencias_de_copias(contexto, ruta):
    """[(mutación, [diferencias])] de cada copia mutada de una base. Se ejecuta en otro proceso."""
    verifica = contexto.verifica()
    copia = contexto.nueva("copia") / ruta.name
    halladas = []
    for origen in (bases_mutadas.mutaciones, bases_mutadas.ilegibles):
        for nombre, contenido in origen(verifica, ruta):
            copia.write_bytes(contenido)
            nombre = nombre if origen is bases_mutadas.mutaciones else f"ilegible: {nombre}"
            try:
                diferencias = diferencias_de_auditar(contexto, copia)
            except Exception as error:
                diferencias = [f"{type(error).__name__}: {error}"]
            halladas.append((nombre, [f"{ruta.name}: {d}" for d in diferencias]))
    copia.unlink()
    return halladas


def auditoria_mutada(contexto):
    """Barra 2: lo mismo en copias con las trampas y los errores de otras bases."""
    bases = bases_publicadas(contexto)[1]
    if contexto.corta:
        bases = [contexto.datos(QUINTANA_ROO), contexto.datos(JUNTAS)]
    por_nombre = {}
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as procesos:
        orden = sorted(bases, key=lambda r: -r.stat().st_size)
        for copias in procesos.map(diferencias_de_copias, [contexto] * len(orden), orden):
            for nombre, diferencias in copias:
                por_nombre.setdefault(nombre, []).append(diferencias)
    for nombre, copias in por_nombre.items():
        halladas = [d for diferencias in copias for d in diferencias]
        yield sin_diferencias(halladas, f"{len(copias)} copias", f"auditar y verifica_bd, {nombre}")


def dentro(medido, limite, unidad, barra):
    figura = f"{medido:.2f} {unidad} (≤ {limite:g})" if unidad == "s" else f"{medido:.0f} {unidad} (≤ {limite:g})"
    return Resultado(medido <= limite, figura, barra)


def velocidad(contexto):
    """Barra 3: tiempo y memoria de repetir y auditar Puebla gubernatura, y de auditar 61 veces sus filas junto a DuckDB."""
    repetida, arbol = contexto.repite(GUBERNATURA)
    yield dentro(repetida.segundos, 60, "s", "prep repetir de Puebla gubernatura 2024")
    yield dentro(repetida.bytes / MB, 300, "MB", "prep repetir de Puebla gubernatura 2024, memoria máxima")
    cortes = len([c for c in (arbol / "cortes").iterdir() if c.is_dir()])
    yield Resultado(cortes == 144, f"{cortes} cortes (= 144)", "cortes de la noche repetida")

    carpeta, base = contexto.nueva("auditar"), contexto.datos(GUBERNATURA)
    medidas = [mide([contexto.prep, "auditar", base], carpeta).exige() for _ in range(5)]
    yield dentro(statistics.median(m.segundos for m in medidas), 0.2, "s", "prep auditar de la misma, mediana de 5")
    yield from velocidad_con_duckdb(contexto, carpeta, base)


def velocidad_con_duckdb(contexto, carpeta, base):
    entorno = mide([RAIZ / "scripts/entorno_python", "duckdb"], carpeta).exige()
    duckdb = [entorno.salida.strip(), "-B", RAIZ / "barras/duckdb_resumen.py"]
    grande_ = carpeta / "grande.csv"
    filas = grande.escribe(base, grande_)
    nuestras, suyas = [], []
    for _ in range(3):
        # The header still declares the totals of one copy, so the audit must say that something differs.
        nuestras.append(mide([contexto.prep, "auditar", grande_], carpeta).exige(1))
        suyas.append(mide([*duckdb, grande_], carpeta).exige())
    nuestra, suya = (statistics.median(m.segundos for m in medidas) for medidas in (nuestras, suyas))
    nombre = f"{filas:,} filas"
    figura = f"{nuestra:.2f} s y {suya:.2f} s ({nuestra / suya:.2f}×)"
    yield Resultado(nuestra <= suya, figura, f"prep auditar de {nombre}, no más que DuckDB")
    memoria, ajena = (max(m.bytes for m in medidas) / MB for medidas in (nuestras, suyas))
    yield dentro(memoria, 1000, "MB", f"prep auditar de {nombre}, memoria máxima (DuckDB: {ajena:.0f} MB)")

    reporte = json.loads(mide([contexto.prep, "auditar", grande_, "--json"], carpeta).exige(1).salida)
    grande_.unlink()
    cifras = {v["variable"]: v["recalculado"] for v in reporte["resumen"]}
    cifras |= {r["regla"]: r["excepciones"] for r in reporte["reglas"]}
    ajenas = json.loads(suyas[-1].salida)
    ajenas = ajenas["resumen"] | ajenas["reglas"]
    distintas = [f"{n}: DuckDB {v!r}, prep {cifras.get(n)!r}" for n, v in ajenas.items() if cifras.get(n) != v]
    yield sin_diferencias(distintas, f"{len(ajenas)} figuras iguales", f"prep auditar y DuckDB en {nombre}")


def mutaciones(contexto):
    """Barra 4: 100,000 entradas mutadas sin una caída; las mide `swift test`."""
    opciones = ["--disable-testable-imports", "--disable-xctest", "--filter", "Mutaciones", "--package-path", RAIZ]
    orden = ["swift", "test", "-c", "release", *opciones]
    entorno = {"PREP_BARRAS": "1", "PREP_DATOS": str(contexto.datos())}
    medida = mide(orden, contexto.nueva("mutaciones"), limite=3600, entorno=entorno)
    hallada = re.search(r"BARRA mutaciones (\d+) sin caídas", medida.salida + medida.error)
    cuantas = int(hallada.group(1)) if hallada and medida.codigo == 0 else 0
    detalle = (medida.salida + medida.error).strip().splitlines()[-10:]
    yield Resultado(cuantas >= 100_000, f"{cuantas:,} sin caídas (≥ 100,000)", "entradas mutadas", detalle)


def demostracion(contexto):
    """`make demo SALIR=1` termina bien, a tiempo, y deja un árbol publicado."""
    inicio = time.time()
    medida = mide(["make", "-C", RAIZ, "demo", "SALIR=1"], contexto.nueva("demo"), limite=600)
    detalle = (medida.salida + medida.error).strip().splitlines()[-10:]
    bien = medida.codigo == 0 and medida.segundos <= 240
    yield Resultado(bien, f"{medida.segundos:.0f} s (≤ 240), código {medida.codigo}", "make demo SALIR=1", detalle)
    # An earlier demonstration may have left its tree there.
    notas = [n for n in (RAIZ / "demo").rglob("corte.nota") if n.stat().st_mtime >= inicio - 0.1]
    yield Resultado(bool(notas), f"{len(notas)} corte.nota", "árbol publicado por la demostración")


EN_AMBAS = (repeticion, auditoria, auditoria_mutada, caidas, lectura, mismos_bytes)
BARRAS = ((velocidad, *EN_AMBAS, mutaciones, demostracion), EN_AMBAS)
