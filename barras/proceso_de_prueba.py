"""Escribe la carpeta de un proceso de prueba (docs/proceso.md) con las actas que se pidan: dos elecciones y cinco centros."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

HUSO = timezone(timedelta(hours=-6))
CATD = ("CATD-01", "CATD-02", "CATD-03")
CCV = ("CCV-01", "CCV-02")
PARTIDOS = ("PA", "PB", "PC", "PD", "PE", "PF")
SECCIONES_POR_MUNICIPIO = 12
CASILLAS_POR_SECCION = 3
# Two casillas especiales give three actas each; two mesas of voto anticipado and one each of P and M, one.
ACTAS_APARTE = 2 * 3 + 2 + 1 + 1

PROCESO = """\
nombre: Proceso de prueba {anio}
institucion: Instituto Electoral de Prueba
entidad: COAH
zona_horaria: UTC-6
jornada: {hoy}
inicio_acopio: {hoy} 00:00
inicio_publicacion: {hoy} 00:10
cierre_publicacion: {cierre} 00:10
minutos_entre_cortes: 20
origen: prep.prueba.mx/{anio}
esquema_de_captura: {esquema}
limites:
  boletas_especiales: 1000
base:
  prefijo_coalicion: C_
  cotejada: si
"""

ELECCIONES = """\
- id: DIP_LOC
  titulo: DIPUTACIONES LOCALES
  anio: {anio}
  ambito: distrito
  tipos_de_acta: {{ordinaria: "3", especial_mr: 3EMR, especial_rp: 3ERP, extranjero: 3VMRE}}
- id: AYUN
  titulo: AYUNTAMIENTOS
  anio: {anio}
  ambito: municipio
  totales_en_modalidades: si
  tipos_de_acta: {{ordinaria: "4", especial_mr: 4E, anticipado: 4VA, prision_preventiva: 4VPPP}}
"""


@dataclass(frozen=True)
class Demarcacion:
    """Un municipio con sus secciones y el distrito y el CATD que le tocan."""

    municipio: int
    distrito: int
    centro: str
    secciones: range


def escribe(carpeta, actas=60, esquema="doble_captura", catd=CATD):
    """Escribe la carpeta; salen exactamente `actas` actas (al menos 20, en número par), repartidas entre los `catd`."""
    if actas < ACTAS_APARTE + 10 or actas % 2:
        raise ValueError(f"no se puede hacer un proceso de {actas} actas")
    carpeta.mkdir(parents=True)
    hoy = datetime.now(HUSO).date()
    fechas = {"anio": hoy.year, "hoy": hoy, "cierre": hoy + timedelta(days=1), "esquema": esquema}
    (carpeta / "proceso.yaml").write_text(PROCESO.format(**fechas), encoding="utf-8")
    (carpeta / "elecciones.yaml").write_text(ELECCIONES.format(**fechas), encoding="utf-8")
    ordinarias = (actas - ACTAS_APARTE) // 2
    demarcaciones = divide(-(-ordinarias // CASILLAS_POR_SECCION), catd)
    escribe_territorio(carpeta, demarcaciones)
    escribe_casillas(carpeta, demarcaciones, ordinarias)
    escribe_boletas(carpeta, demarcaciones)


def divide(secciones, catd):
    """Municipios de a lo más doce secciones, tres por lo menos; cada distrito son dos municipios."""
    por_municipio = min(SECCIONES_POR_MUNICIPIO, max(1, secciones // 3))
    inicios = range(1, secciones + 1, por_municipio)
    return [
        Demarcacion(
            n, (n + 1) // 2, catd[(n - 1) % len(catd)], range(inicio, min(inicio + por_municipio, secciones + 1))
        )
        for n, inicio in enumerate(inicios, 1)
    ]


def escribe_tabla(ruta, encabezado, filas):
    with open(ruta, "w", encoding="utf-8", newline="") as archivo:
        csv.writer(archivo).writerows([encabezado, *filas])


def escribe_territorio(carpeta, demarcaciones):
    encabezado = ("SECCION", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL", "ID_MUNICIPIO", "MUNICIPIO")
    filas = [
        (seccion, d.distrito, f"Distrito {d.distrito}", d.municipio, f"Municipio {d.municipio}")
        for d in demarcaciones
        for seccion in d.secciones
    ]
    escribe_tabla(carpeta / "territorio.csv", encabezado, filas)
    catd = [(clave, "CATD", f"CATD {clave[-2:]}", "") for clave in CATD]
    ccv = [(clave, "CCV", f"CCV {clave[-2:]}", "") for clave in CCV]
    escribe_tabla(carpeta / "centros.csv", ("CLAVE", "TIPO", "NOMBRE", "UNIDADES"), catd + ccv)


def escribe_casillas(carpeta, demarcaciones, ordinarias):
    encabezado = (
        *("SECCION", "TIPO_CASILLA", "ID_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL"),
        *("REPRESENTANTES_PP_CI", "BOLETAS", "ID_DISTRITO_LOCAL", "ID_MUNICIPIO", "CENTRO"),
    )
    filas = []
    for d in demarcaciones:
        for seccion in d.secciones:
            tipos = [("B", 1, 0), ("C", 1, 0), ("E", 1, 0) if seccion % 5 == 0 else ("C", 2, 0)]
            for tipo, numero, extension in tipos[: min(CASILLAS_POR_SECCION, ordinarias - len(filas))]:
                lista = 400 + (seccion * 37 + numero * 11) % 350
                filas.append((seccion, tipo, numero, extension, 1 + seccion % 2, lista, 8, "", "", "", d.centro))
    primera, segunda = demarcaciones[0], demarcaciones[1]
    for d in (primera, segunda):
        filas.append((d.secciones[0], "S", 1, 0, 1, 0, "", 750, "", "", d.centro))
        filas.append(("", "A", d.municipio, 0, 1, 12, "", "", d.distrito, d.municipio, d.centro))
    filas.append(("", "P", 1, 0, 1, 40, "", "", "", primera.municipio, primera.centro))
    filas.append(("", "M", 1, 0, "", 300, "N/A", "", "", "", segunda.centro))
    escribe_tabla(carpeta / "casillas.csv", encabezado, filas)


def escribe_boletas(carpeta, demarcaciones):
    """Diputaciones con coalición de dos (14 campos); ayuntamientos con coalición de tres, común o independiente."""
    colores = ("#1a7f37", "#aa0000", "", "#0000aa", "", "#7a4a00")
    partidos = [(p, f"Partido {p[1]}", c, i, "") for i, (p, c) in enumerate(zip(PARTIDOS, colores), 1)]
    escribe_tabla(carpeta / "partidos.csv", ("COLUMNA", "NOMBRE", "COLOR", "ORDEN", "NO_COMPITE"), partidos)
    con_coalicion = ", ".join(f'"{d.municipio:03}"' for d in demarcaciones[::3])
    con_comun = ", ".join(f'"{d.municipio:03}"' for d in demarcaciones[1::3])
    (carpeta / "coaliciones.yaml").write_text(
        "- eleccion: DIP_LOC\n  nombre: Unidos\n  partidos: [PA, PB]\n  unidades: todas\n"
        f"- eleccion: AYUN\n  nombre: Juntos\n  partidos: [PA, PB, PC]\n  unidades: [{con_coalicion}]\n",
        encoding="utf-8",
    )
    (carpeta / "candidaturas_comunes.yaml").write_text(
        "- eleccion: AYUN\n  columna: PD_PE\n  nombre: Vamos\n  partidos: [PD, PE]\n"
        f"  porcentajes: {{PD: 60, PE: 40}}\n  resto_para: PD\n  unidades: [{con_comun}]\n",
        encoding="utf-8",
    )
    independientes = [
        ("AYUN", f"{d.municipio:03}", "CAND_IND_1", "Candidatura independiente") for d in demarcaciones[2::3]
    ]
    escribe_tabla(carpeta / "independientes.csv", ("ELECCION", "UNIDAD", "COLUMNA", "NOMBRE"), independientes)
