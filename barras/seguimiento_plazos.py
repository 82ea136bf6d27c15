"""Bar 2: los plazos del numeral 33, contra el calendario del Estado de México y contra una tabla escrita a mano."""

import re

from comun import SinDatos, corre, sin_diferencias

MESES = {m: i for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
RENGLON = re.compile(r"^\| (\d+) \|[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$", re.M)
FECHA = re.compile(r"\b(\d{1,2})-([A-Z][a-z]{2})\b")
VENCIMIENTO = re.compile(r"^(\d{4}-\d\d-\d\d)  (\d+)\. .*?( \(borrador\))?$", re.M)

# Elección del 2 de junio de 2030: las reglas del calendario anterior, contadas a mano.
MANO_2030 = """
1 - 2029-09-07 | 2 - 2029-09-07 | 4 2029-10-02 2029-11-07 | 5 - 2029-11-07 | 6 2029-10-02 2029-12-02 | 7 - 2029-12-07
8 2029-12-02 2030-01-07 | 9 - 2030-01-07 | 10 2030-01-02 2030-02-07 | 11 2030-01-02 2030-02-07
12 2030-01-02 2030-02-07 | 13 2030-01-02 2030-02-07 | 14 - 2030-02-02 | 15 2030-02-02 2030-03-07
16 2030-03-02 2030-04-07 | 17 2030-03-18 2030-04-07 | 18 2030-03-18 2030-04-07 | 19 2030-03-18 2030-04-07
20 2030-03-18 2030-04-07 | 21 - 2030-04-12 | 22 - 2030-04-14 | 23 - 2030-04-22 | 24 - 2030-05-28 | 25 - 2030-05-28
26 2030-05-09 2030-05-28 | 27 - 2030-06-01 | 28 - 2030-06-08 | 29 - 2030-07-02 | 30 - 2030-07-02 | 31 - 2030-07-02
32 - 2030-06-30
"""


def del_dominio(contexto):
    """{(número, es proyecto): fecha} del calendario del Estado de México que transcribe dominio.md, sin el mensual."""
    ruta = contexto.carpeta_datos.parent / "dominio.md"
    if not ruta.exists():
        raise SinDatos(f"falta {ruta}")
    tabla = ruta.read_text("utf-8").split("### 11.1", 1)[1].split("### 11.2", 1)[0]
    plazos = {}
    for numero, proyecto, final in RENGLON.findall(tabla):
        if numero == "3":
            continue
        for es_proyecto, celda in ((True, proyecto), (False, final)):
            if hallada := FECHA.search(celda):
                dia, mes = int(hallada[1]), MESES[hallada[2]]
                plazos[int(numero), es_proyecto] = f"{2026 if mes > 8 else 2027}-{mes:02}-{dia:02}"
    return plazos


def a_mano():
    plazos = {}
    for celda in MANO_2030.replace("\n", "|").split("|"):
        if celda.strip():
            numero, proyecto, final = celda.split()
            plazos[int(numero), False] = final
            if proyecto != "-":
                plazos[int(numero), True] = proyecto
    return plazos


def calculados(contexto, jornada):
    """Los mismos, como los dice el programa; y las fechas de los informes mensuales."""
    salida = corre([contexto.prep, "seguimiento", "calendario", "--jornada", jornada]).decode()
    plazos, informes = {}, []
    for fecha, numero, proyecto in VENCIMIENTO.findall(salida):
        if numero == "3":
            informes.append(fecha)
        else:
            plazos[int(numero), bool(proyecto)] = fecha
    return plazos, informes


def plazos(contexto):
    for jornada, esperados, quien in (
        ("2027-06-06", del_dominio(contexto), "el calendario del Estado de México 2027"),
        ("2030-06-02", a_mano(), "la tabla escrita a mano para 2030"),
    ):
        dichos, informes = calculados(contexto, jornada)
        diferencias = [
            f"{numero}{' (proyecto)' if proyecto else ''}: {dichos.get((numero, proyecto))} en vez de {esperados.get((numero, proyecto))}"
            for numero, proyecto in sorted(set(dichos) | set(esperados))
            if dichos.get((numero, proyecto)) != esperados.get((numero, proyecto))
        ]
        anio = int(jornada[:4])
        meses = [f"{anio - (m > 6)}-{m:02}-05" for m in (10, 11, 12, 1, 2, 3, 4, 5, 6)]
        if informes != meses:
            diferencias.append(f"informes mensuales: {informes} en vez de {meses}")
        if len({numero for numero, _ in dichos}) != 31:
            diferencias.append(f"hay {len({n for n, _ in dichos})} entregables además del informe mensual, y son 31")
        yield sin_diferencias(diferencias, f"{len(dichos)} plazos y {len(informes)} informes", f"los de {quien}")
