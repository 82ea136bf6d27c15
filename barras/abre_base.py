"""Abre una base de datos como dice su LEEME con pandas o DuckDB: `abre_base.py LEEME.txt pandas|duckdb|pandas_sin_vacias`.

Ejecuta, sin agregarle nada, la línea del LEEME, en la carpeta donde está la base. Imprime {"columnas", "filas"} en JSON.
"""

import json
import sys

from leeme import instruccion


def con_pandas(orden):
    import pandas

    # The line of the LEEME is ours: running it as it stands is the test.
    tabla = eval(orden, {"pandas": pandas})
    return list(tabla.columns), tabla.values.tolist()


def con_duckdb(orden):
    import duckdb

    cursor = duckdb.connect().execute(orden)
    columnas = [d[0] for d in cursor.description]
    return columnas, [["" if celda is None else celda for celda in fila] for fila in cursor.fetchall()]


def main():
    leeme, programa = sys.argv[1:]
    if programa == "duckdb":
        columnas, filas = con_duckdb(instruccion(leeme, "DuckDB"))
    else:
        orden = instruccion(leeme, "pandas")
        if programa == "pandas_sin_vacias":
            # Who does not count empty lines skips four, whatever the variant of the header.
            antes, saltos, despues = orden.partition("skiprows=")
            orden = f"{antes}header=4{despues[len(despues) - len(despues.lstrip('0123456789')) :]}" if saltos else orden
        columnas, filas = con_pandas(orden)
    json.dump({"columnas": columnas, "filas": filas}, sys.stdout)


if __name__ == "__main__":
    main()
