#!/usr/bin/env python3
"""Comprueba que cada cuarto de Sources/ importe sólo lo que la tabla de docs/arquitectura.md le permite.

Uso:  verificar_importaciones.py [RAÍZ]

Imprime `archivo:línea: mensaje` por cada falta y termina con 1 si hay alguna.
"""

import re
import sys
from pathlib import Path

from codigo_swift import RAIZ, fuentes, linea_de

ESTANDAR = {"Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc"}
PURA = {"Foundation", "FoundationEssentials"}
SERVIDOR = {
    "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "NIOCore", "NIOHTTP1", "NIOHTTP2", "NIOPosix", "NIOSSL",
    "HTTPTypes", "Logging",
    "ServiceLifecycle", "UnixSignals", "Crypto", "CryptoExtras",
}

# None: everything, because `prep` is where the parts are put together.
TABLA = {
    "Electoral": set(),
    "Formatos": PURA | {"Electoral", "CZip", "Yams"},
    "Bitacora": PURA | {"Crypto"},
    "Imagenes": ESTANDAR | {
        "Electoral", "CTurboJPEG", "CPangoCairo", "CQREncode", "CLeptonica", "CPoppler", "CExif", "CLectorQR",
    },
    "Documentos": ESTANDAR | {"Electoral", "Formatos", "Subprocess", "SystemPackage"},
    "Almacen": ESTANDAR | {"Electoral"},
    "AlmacenSQLite": ESTANDAR | {"Almacen", "Electoral", "GRDB"},
    "Operacion": ESTANDAR | {"Electoral", "Almacen", "Imagenes", "Bitacora"},
    "Sitio": set(),
    "Publicacion": ESTANDAR | {"Electoral", "Formatos", "Bitacora", "Crypto", "Sitio", "CSincronia", "CZlib", "CBrotli"},
    "Servidor": ESTANDAR | SERVIDOR | {
        "Electoral", "Almacen", "Documentos", "Operacion", "Publicacion", "Imagenes", "Formatos",
        "Seguimiento",
    },
    "Seguimiento": ESTANDAR | {"Electoral", "Formatos", "Almacen", "Bitacora", "Documentos", "Mustache"},
    "Difusion": ESTANDAR | {
        "Electoral", "Almacen", "Bitacora", "Documentos", "CZlib", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "Subprocess",
        "SystemPackage",
    },
    "Simulacro": ESTANDAR | {"Operacion", "Imagenes", "Formatos", "Electoral", "Almacen", "Bitacora", "Crypto"},
    "prep": None,
}

SIN_ENTRADA_SALIDA = {"Electoral", "Formatos", "Bitacora"}
CON_SQL = {"Almacen", "AlmacenSQLite", "Seguimiento"}

IMPORTACION = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?([A-Za-z_]\w*)",
    re.MULTILINE,
)
ENTRADA_SALIDA = re.compile(
    r"\bFileManager\b|\bFileHandle\b|\bURLSession\b|\bfopen\s*\(|(?<![\w.])open\s*\(|\bzip_open\s*\(|\bcontentsOfFile\b"
    r"|\b(?:Data|String)\s*\(\s*contentsOf\b"
)
SQL = re.compile(r"\bINSERT\s+INTO\b|\bSELECT\b.*\bFROM\b|\bCREATE\s+TABLE\b", re.DOTALL)


def faltas_de_archivo(cuarto, fuente):
    """(línea, mensaje) de cada falta de un archivo."""
    permitidos = TABLA[cuarto]
    for hallado in IMPORTACION.finditer(fuente.codigo):
        modulo = hallado.group(1)
        if permitidos is not None and modulo not in permitidos:
            yield linea_de(fuente.codigo, hallado.start(1)), f"{cuarto} no puede importar {modulo}"
    if cuarto in SIN_ENTRADA_SALIDA:
        for hallado in ENTRADA_SALIDA.finditer(fuente.codigo):
            nombre = hallado.group().rstrip(" (")
            yield linea_de(fuente.codigo, hallado.start()), f"{cuarto} no hace entrada ni salida y aquí usa {nombre}"
    if cuarto not in CON_SQL:
        for linea, texto in fuente.cadenas:
            if hallado := SQL.search(texto):
                instruccion = hallado.group().split()[0]
                yield linea, f"sólo Almacen y sus controladores conocen SQL y aquí hay un {instruccion}"


def faltas(raiz):
    desconocidos = set()
    for ruta, fuente in fuentes(raiz):
        relativa = ruta.relative_to(raiz)
        cuarto = relativa.parts[1]
        if cuarto not in TABLA:
            if cuarto not in desconocidos:
                yield f"{relativa}:1: {cuarto} no está en la tabla de cuartos"
            desconocidos.add(cuarto)
            continue
        for linea, mensaje in faltas_de_archivo(cuarto, fuente):
            yield f"{relativa}:{linea}: {mensaje}"


def main():
    raiz = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else RAIZ
    halladas = list(faltas(raiz))
    for falta in halladas:
        print(falta)
    return 1 if halladas else 0


if __name__ == "__main__":
    sys.exit(main())
