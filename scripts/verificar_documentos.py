#!/usr/bin/env python3
"""Comprueba los documentos contra el código y entre sí: ligas y anclas, nombres del glosario, códigos de error.

Uso:  verificar_documentos.py [RAÍZ]

Imprime `archivo:línea: mensaje` por cada falta y termina con 1 si hay alguna.
"""

import re
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from codigo_swift import RAIZ, fuentes, linea_de

NO_SE_REVISA = {".build", ".herramientas", ".git", "demo", "node_modules"}
LIGA = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCIA = re.compile(r"^ {0,3}\[[^\]^]+\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
ATRIBUTO = re.compile(r"<(?:img|a|source)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
EXTERNA = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
CODIGO_DE_ERROR = re.compile(r"\bPREP-[A-Z]{2,12}-\d{3}\b")


def documentos(raiz):
    for ruta in sorted(raiz.rglob("*.md")):
        partes = ruta.relative_to(raiz).parts
        if not any(p in NO_SE_REVISA or p.startswith(".build") for p in partes[:-1]):
            yield ruta


def sin_codigo(texto):
    """El texto con los bloques y fragmentos de código en blanco, línea por línea igual que el original."""
    blanco = lambda hallado: re.sub(r"[^\n]", " ", hallado.group())
    texto = re.sub(r"^( *)(```+|~~~+)[^\n]*\n.*?^ *\2[`~]* *$", blanco, texto, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", blanco, texto)


def ancla(encabezado):
    """El ancla que GitHub da a un encabezado."""
    texto = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", encabezado).strip().lower()
    texto = re.sub(r"[`*]|<[^>]+>", "", texto)
    conserva = lambda c: c in "-_ " or unicodedata.category(c)[0] in "LNM"
    return "".join(c for c in texto if conserva(c)).replace(" ", "-")


def anclas(ruta):
    texto = ruta.read_text(encoding="utf-8")
    vistas, halladas = {}, set(re.findall(r"<[^>]+\b(?:id|name)=\"([^\"]+)\"", texto))
    sin_bloques = re.sub(r"^( *)(```+|~~~+)[^\n]*\n.*?^ *\2[`~]* *$", "", texto, flags=re.MULTILINE | re.DOTALL)
    for encabezado in re.findall(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$", sin_bloques, re.MULTILINE):
        base = ancla(encabezado)
        veces = vistas.get(base, 0)
        vistas[base] = veces + 1
        halladas.add(f"{base}-{veces}" if veces else base)
    return halladas


def faltas_de_ligas(raiz):
    for documento in documentos(raiz):
        texto = sin_codigo(documento.read_text(encoding="utf-8"))
        for patron in (LIGA, REFERENCIA, ATRIBUTO):
            for hallada in patron.finditer(texto):
                destino = hallada.group(1)
                if mensaje := falta_de_liga(raiz, documento, destino):
                    yield f"{documento.relative_to(raiz)}:{linea_de(texto, hallada.start())}: {mensaje}"


def falta_de_liga(raiz, documento, destino):
    if EXTERNA.match(destino):
        return None
    camino, _, fragmento = destino.partition("#")
    ruta = (documento.parent / unquote(camino)).resolve() if camino else documento
    if not ruta.is_relative_to(raiz):
        return f"la liga {destino} sale del repositorio"
    if not ruta.exists():
        return f"la liga {destino} no existe"
    if fragmento and ruta.suffix == ".md" and unquote(fragmento) not in anclas(ruta):
        return f"la liga {destino} apunta a un encabezado que no existe"
    return None


def celdas(renglon):
    return [c.strip() for c in re.split(r"(?<!\\)\|", renglon.strip().strip("|"))]


def nombres_del_glosario(texto):
    """(línea, nombre) de cada nombre entre acentos graves en la columna de Swift de cada tabla."""
    columna = None
    for numero, renglon in enumerate(texto.splitlines(), 1):
        if not renglon.lstrip().startswith("|"):
            columna = None
            continue
        partes = celdas(renglon)
        if columna is None:
            columna = next((i for i, c in enumerate(partes) if "swift" in c.lower()), -1)
        elif 0 <= columna < len(partes):
            for nombre in re.findall(r"`([^`]+)`", partes[columna]):
                yield numero, nombre


def faltas_de_glosario(raiz):
    ruta = raiz / "docs" / "glosario.md"
    if not ruta.exists():
        yield "docs/glosario.md:1: falta el glosario"
        return
    palabras = set()
    for _, fuente in fuentes(raiz):
        palabras.update(re.findall(r"\w+", fuente.codigo))
    citados = list(nombres_del_glosario(ruta.read_text(encoding="utf-8")))
    if not citados:
        yield "docs/glosario.md:1: ninguna tabla tiene una columna de nombres en Swift"
    for linea, nombre in citados:
        # Labels in parentheses name arguments of a method, which are words of the code as well.
        ausentes = [p for p in re.findall(r"\w+", nombre) if p != "_" and p not in palabras]
        if ausentes:
            yield f"docs/glosario.md:{linea}: {nombre} no existe en Sources"


def faltas_de_errores(raiz):
    ruta = raiz / "docs" / "errores.md"
    if not ruta.exists():
        yield "docs/errores.md:1: falta la lista de códigos de error"
        return
    texto = ruta.read_text(encoding="utf-8")
    documentados = {h.group(): linea_de(texto, h.start()) for h in CODIGO_DE_ERROR.finditer(texto)}
    usados = {}
    for archivo, fuente in fuentes(raiz):
        for linea, cadena in fuente.cadenas:
            for codigo in CODIGO_DE_ERROR.findall(cadena):
                usados.setdefault(codigo, f"{archivo.relative_to(raiz)}:{linea}")
    for codigo in sorted(usados.keys() - documentados.keys()):
        yield f"{usados[codigo]}: el código {codigo} no está en docs/errores.md"
    for codigo in sorted(documentados.keys() - usados.keys()):
        yield f"docs/errores.md:{documentados[codigo]}: el código {codigo} no se usa en Sources"


def main():
    raiz = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else RAIZ
    halladas = [*faltas_de_ligas(raiz), *faltas_de_glosario(raiz), *faltas_de_errores(raiz)]
    for falta in halladas:
        print(falta)
    return 1 if halladas else 0


if __name__ == "__main__":
    sys.exit(main())
