"""Las mismas cifras que `prep auditar`, calculadas por DuckDB en una consulta: `duckdb_resumen.py BASE.csv`.

Only for data bases with plain cells, as Puebla 2024: casts instead of the clean-up of the traps, which favours DuckDB.
Prints {"resumen": {variable: value}, "reglas": {rule: exceptions}} as JSON.
"""

import json
import sys

import duckdb

RESUMEN = {
    "ACTAS_ESPERADAS": "count(*) FILTER (NOT fuera)",
    "ACTAS_REGISTRADAS": "count(*) FILTER (cuenta OR no_cuenta OR fuera)",
    "ACTAS_FUERA_CATALOGO": "count(*) FILTER (fuera)",
    "ACTAS_CAPTURADAS": "count(*) FILTER (cuenta OR no_cuenta)",
    "PORCENTAJE_ACTAS_CAPTURADAS": ("ACTAS_CAPTURADAS", "ACTAS_ESPERADAS"),
    "ACTAS_CONTABILIZADAS": "count(*) FILTER (cuenta)",
    "PORCENTAJE_ACTAS_CONTABILIZADAS": ("ACTAS_CONTABILIZADAS", "ACTAS_ESPERADAS"),
    "inconsistentes": "count(*) FILTER (NOT fuera AND (dudosa OR excede OR obs LIKE '%vac%'))",
    "PORCENTAJE_ACTAS_INCONSISTENCIAS": ("inconsistentes", "ACTAS_ESPERADAS"),
    "ACTAS_NO_CONTABILIZADAS": "count(*) FILTER (no_cuenta)",
    "LISTA_NOMINAL_ACTAS_CONTABILIZADAS": "coalesce(sum(ln) FILTER (cuenta), 0)",
    "TOTAL_VOTOS_C_CS": "coalesce(sum(calculado) FILTER (cuenta), 0)",
    "TOTAL_VOTOS_S_CS": "coalesce(sum(calculado) FILTER (cuenta AND tipo <> 'S'), 0)",
    "PORCENTAJE_PARTICIPACION_CIUDADANA": ("TOTAL_VOTOS_C_CS", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS"),
}
CAUSA = "(excede OR obs LIKE '%sin acta%' OR obs LIKE '%todo%')"
REGLAS = {
    "fila: CALCULADO = suma de los votos": "NOT fuera AND calculado IS NOT NULL AND suma <> calculado",
    "fila: excede lista nominal ⇔ observación": "(cuenta OR no_cuenta) AND tipo IN ('B', 'C', 'E') AND calculado IS NOT NULL"
    " AND (calculado > coalesce(ln, 0) + coalesce(rep, 0)) <> excede",
    "fila: contabilizada ⇒ algún voto legible y no excede": f"cuenta AND ({CAUSA} OR NOT legible)",
    "fila: no contabilizada ⇒ causa en OBSERVACIONES": f"no_cuenta AND NOT {CAUSA}",
    "fila: ilegible o sin dato ⇔ observación": "cuenta AND celda_dudosa <> dudosa",
    "fila: SHA-256 de la imagen ⇔ hay acta": "(cuenta OR no_cuenta)"
    " AND regexp_full_match(codigo, '[0-9a-fA-F]{64}') = (obs LIKE '%sin acta%')",
}


def consulta(ruta, antes, columnas):
    votos = columnas[columnas.index("TOTAL_VOTOS_SACADOS") + 1 : columnas.index("TOTAL_VOTOS_ASENTADO")]
    numero = lambda c: f'TRY_CAST("{c}" AS INTEGER)'
    dudosa = lambda c: f"""lower("{c}") IN ('ilegible', 'sin dato')"""
    agregados = [f'{e} AS "{n}"' for n, e in RESUMEN.items() if isinstance(e, str)]
    agregados += [f'count(*) FILTER ({condicion}) AS "{regla}"' for regla, condicion in REGLAS.items()]
    return f"""
    WITH leida AS (
        SELECT lower("OBSERVACIONES") AS obs, trim("CONTABILIZADA") AS c, upper(trim("TIPO_CASILLA")) AS tipo,
            {numero("LISTA_NOMINAL")} AS ln, {numero("REPRESENTANTES_PP_CI")} AS rep,
            {numero("TOTAL_VOTOS_CALCULADO")} AS calculado, trim("CODIGO_INTEGRIDAD") AS codigo,
            {" + ".join(f"coalesce({numero(v)}, 0)" for v in votos)} AS suma,
            coalesce({", ".join(map(numero, votos))}) IS NOT NULL AS legible,
            {" OR ".join(map(dudosa, votos))} AS celda_dudosa
        FROM read_csv('{ruta}', skip={antes}, header=true, delim=',', quote='"', all_varchar=true,
            null_padding=false, nullstr='\\N')
    ), marcada AS (
        SELECT *, obs LIKE '%fuera de cat%' OR obs LIKE '%fuera del cat%' AS fuera, obs LIKE '%excede%' AS excede,
            obs LIKE '%ilegible%' OR obs LIKE '%sin dato%' AS dudosa, c = '1' AS cuenta,
            c = '0' AND NOT (obs LIKE '%fuera de cat%' OR obs LIKE '%fuera del cat%') AS no_cuenta
        FROM leida
    )
    SELECT {", ".join(agregados)} FROM marcada"""


def truncado(numerador, denominador):
    diezmilesimas = numerador * 1_000_000 // denominador if denominador else 0
    return f"{diezmilesimas // 10_000}.{diezmilesimas % 10_000:04d}"


def main():
    ruta = sys.argv[1]
    with open(ruta, encoding="utf-8-sig") as archivo:
        for antes, linea in enumerate(archivo):
            if "CLAVE_CASILLA" in linea and "LISTA_NOMINAL" in linea:
                break
    cursor = duckdb.execute(consulta(ruta, antes, linea.strip().split(",")))
    valores = dict(zip((d[0] for d in cursor.description), map(int, cursor.fetchone())))
    for variable, definicion in RESUMEN.items():
        if isinstance(definicion, tuple):
            valores[variable] = truncado(*(valores[parte] for parte in definicion))
    partes = {"resumen": [v for v in RESUMEN if v != "inconsistentes"], "reglas": REGLAS}
    print(json.dumps({parte: {n: valores[n] for n in nombres} for parte, nombres in partes.items()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
