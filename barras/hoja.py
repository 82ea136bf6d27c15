"""Lee una hoja ODS: el texto de cada celda, y lo que no debía haber en ella (fórmulas, números, fechas)."""

import zipfile
from xml.etree import ElementTree

TABLA, OFICINA, TEXTO = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{nombre}:1.0}}" for nombre in ("table", "office", "text")
)


def texto(celda):
    """Los párrafos de una celda; varios espacios seguidos se guardan aparte."""
    partes = []
    for parrafo in celda.findall(f"{TEXTO}p"):
        partes.append("".join(trozos(parrafo)))
    return "\n".join(partes)


def trozos(elemento):
    yield elemento.text or ""
    for hijo in elemento:
        yield " " * int(hijo.get(f"{TEXTO}c", 1)) if hijo.tag == f"{TEXTO}s" else "".join(trozos(hijo))
        yield hijo.tail or ""


def lee(ruta):
    """(filas, faltas): las filas sin celdas vacías al final, y cada celda que la hoja no dejó como texto."""
    filas, faltas = [], []
    with zipfile.ZipFile(ruta) as ods, ods.open("content.xml") as contenido:
        for _, fila in ElementTree.iterparse(contenido):
            if fila.tag != f"{TABLA}table-row":
                continue
            celdas = []
            for celda in fila:
                veces = int(celda.get(f"{TABLA}number-columns-repeated", 1))
                tipo = celda.get(f"{OFICINA}value-type", "string")
                if celda.get(f"{TABLA}formula") is not None or tipo != "string":
                    faltas.append(f"fila {len(filas) + 1}: «{texto(celda)}» quedó como {celda.get(f'{TABLA}formula') or tipo}")
                celdas += [texto(celda)] * (veces if veces < 1000 else 0)
            while celdas and celdas[-1] == "":
                celdas.pop()
            repetidas = int(fila.get(f"{TABLA}number-rows-repeated", 1))
            filas += [celdas] * (repetidas if repetidas < 1000 else 0)
            fila.clear()
    while filas and not filas[-1]:
        filas.pop()
    return filas, faltas
