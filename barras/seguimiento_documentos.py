#!/usr/bin/env python3
"""Revisa los documentos que escribe prep: un PDF o un DOCX, cualquiera, y dice qué le falta.

Uso:  seguimiento_documentos.py [--paginas N] ARCHIVO...

Imprime `archivo: falta` por cada una y termina con 1 si hay alguna. De otra barra: `faltas(ruta, paginas=4, titulos=[...])`.
Necesita poppler-utils y, para el DOCX, LibreOffice, que lo convierte a PDF con un perfil propio.
"""

import argparse
import itertools
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELACION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
PIE = re.compile(r"Página\s+(\d+)\s+de\s+(\d+)")
# A line of the table of contents may be of another page than the heading by this many, because each word processor
# breaks lines in its own way.
TOLERANCIA = 1
CARTA = "612 x 792"


def plano(texto):
    """Sin acentos, guiones de corte ni blancos repetidos, para comparar lo escrito y lo leído."""
    texto = unicodedata.normalize("NFKD", texto.replace("\u00ad", ""))
    return " ".join("".join(c for c in texto if not unicodedata.combining(c)).casefold().split())


def salida(*orden):
    return subprocess.run(orden, check=True, capture_output=True, text=True, errors="replace").stdout


def hojas(pdf):
    """El texto de cada página."""
    return salida("pdftotext", "-layout", str(pdf), "-").split("\f")[:-1]


def datos_de_pdf(pdf):
    return {clave.strip(): valor.strip() for clave, _, valor in
            (linea.partition(":") for linea in salida("pdfinfo", str(pdf)).splitlines())}


def faltas_de_hojas(textos, portada, paginas):
    """Lo que debe verse en papel: cuántas páginas, su numeración y la portada sin ella."""
    if len(textos) < paginas:
        yield f"tiene {len(textos)} páginas y debe tener {paginas} o más"
    for numero, texto in enumerate(textos, 1):
        if not texto.strip():
            yield f"la página {numero} está vacía"
        pie = PIE.search(texto)
        if portada and numero == 1:
            if pie:
                yield "la portada lleva pie de página"
        elif not pie or (int(pie[1]), int(pie[2])) != (numero, len(textos)):
            yield f"la página {numero} no dice «Página {numero} de {len(textos)}»"


def faltas_de_titulos(textos, titulos):
    todo = plano(" ".join(textos))
    yield from (f"no se lee el título «{titulo}»" for titulo in titulos if plano(titulo) not in todo)


def faltas_pdf(ruta, paginas=1, titulos=(), portada=None):
    """Faltas de un PDF. `portada=None`: la tiene si su primera página no lleva número."""
    datos = datos_de_pdf(ruta)
    if datos.get("Tagged") != "yes":
        yield "no está etiquetado"
    if not datos.get("Title"):
        yield "no tiene título"
    if not datos.get("Page size", "").startswith(CARTA):
        yield f"sus páginas no son carta: {datos.get('Page size')}"
    crudo = Path(ruta).read_bytes()
    if not re.search(rb"/Lang\s*\(es", crudo):
        yield "no dice que está en español"
    if b"pdfuaid" not in crudo:
        yield "no se declara PDF/UA"
    textos = hojas(ruta)
    portada = bool(textos) and not PIE.search(textos[0]) if portada is None else portada
    yield from faltas_de_hojas(textos, portada, paginas)
    yield from faltas_de_titulos(textos, titulos)
    estructura = [linea for linea in salida("pdfinfo", "-struct", str(ruta)).splitlines() if linea.strip()]
    clases = [linea.split()[0] for linea in estructura]
    encabezados = sum(clase in {"H1", "H2", "H3"} for clase in clases)
    marcadores = salida("pdftohtml", "-xml", "-i", "-q", "-stdout", str(ruta)).partition("<outline>")[2].count("<item")
    if not encabezados:
        yield "no tiene encabezados"
    elif marcadores < encabezados:
        yield f"tiene {encabezados} encabezados y {marcadores} marcadores"
    sin_cabeza = sum(not tiene_cabeza(tabla) for tabla in tablas(estructura))
    if sin_cabeza:
        yield f"{sin_cabeza} tablas sin encabezado, o que no lo repiten en cada página"


def tablas(estructura):
    """Las clases de lo que lleva cada tabla, en su orden."""
    def sangria(linea):
        return len(linea) - len(linea.lstrip())

    for i, linea in enumerate(estructura):
        if linea.split()[0] == "Table":
            dentro = itertools.takewhile(lambda otra: sangria(otra) > sangria(linea), estructura[i + 1:])
            yield [otra.split()[0] for otra in dentro]


def tiene_cabeza(tabla):
    """La fila de arriba, o la primera celda de cada fila, es título."""
    return "THead" in tabla or all(tabla[i + 1] == "TH" for i, clase in enumerate(tabla) if clase == "TR")


def raiz(archivo, parte):
    return ElementTree.fromstring(archivo.read(parte))


def valor(elemento, camino):
    hallado = elemento.find(camino)
    return None if hallado is None else hallado.get(f"{W}val")


def escrito(elemento):
    return "".join(t.text or "" for t in elemento.iter(f"{W}t"))


def renglones_del_indice(cuerpo):
    """(texto, página, título al que lleva) de cada renglón del índice."""
    titulos = {
        marca.get(f"{W}name"): escrito(parrafo)
        for parrafo in cuerpo.iter(f"{W}p") for marca in parrafo.iter(f"{W}bookmarkStart")
    }
    for parrafo in cuerpo.iter(f"{W}p"):
        liga = parrafo.find(f"{W}hyperlink")
        if (valor(parrafo, f"{W}pPr/{W}pStyle") or "").startswith("TOC") and liga is not None:
            textos = [t.text or "" for t in parrafo.iter(f"{W}t")]
            yield "".join(textos[:-1]), textos[-1], titulos.get(liga.get(f"{W}anchor"), "")


def faltas_de_partes(archivo):
    """Lo que un procesador de textos se negaría a abrir."""
    nombres = set(archivo.namelist())
    for parte in sorted(nombres):
        if parte.endswith((".xml", ".rels")):
            try:
                arbol = raiz(archivo, parte)
            except ElementTree.ParseError as error:
                yield f"{parte} no es XML: {error}"
                continue
            if parte.endswith(".rels"):
                carpeta = parte.replace("_rels/", "").rpartition("/")[0]
                for relacion in arbol.iter(RELACION):
                    destino = f"{carpeta}/{relacion.get('Target')}".lstrip("/")
                    if relacion.get("TargetMode") != "External" and destino not in nombres:
                        yield f"{parte} nombra {destino}, que no está"


def faltas_de_texto(archivo):
    """Estilos, tablas, índice e idioma de word/document.xml."""
    documento = raiz(archivo, "word/document.xml")
    cuerpo = documento.find(f"{W}body")
    definidos = {estilo.get(f"{W}styleId") for estilo in raiz(archivo, "word/styles.xml").iter(f"{W}style")}
    usados = {e.get(f"{W}val") for clase in ("pStyle", "rStyle", "tblStyle") for e in cuerpo.iter(f"{W}{clase}")}
    yield from (f"usa el estilo {estilo}, que no está" for estilo in sorted(usados - definidos))
    if not usados & {"Heading1", "Heading2", "Heading3"}:
        yield "no tiene encabezados con estilo"
    for numero, tabla in enumerate(cuerpo.iter(f"{W}tbl"), 1):
        filas = tabla.findall(f"{W}tr")
        # In a table of two columns, the first is the title of each row.
        columnas = len(tabla.findall(f"{W}tblGrid/{W}gridCol"))
        if filas and columnas > 2 and filas[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"la tabla {numero} no repite su encabezado"
        if any(fila.find(f"{W}trPr/{W}cantSplit") is None for fila in filas):
            yield f"la tabla {numero} deja partir renglones"
    idioma = raiz(archivo, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    if idioma is None or not (idioma.get(f"{W}val") or "").startswith("es"):
        yield "no dice que está en español"
    for texto, pagina, titulo in renglones_del_indice(cuerpo):
        if not titulo:
            yield f"«{texto}», del índice, no lleva a ningún título"
        if not pagina.isdigit():
            yield f"el índice no da la página de «{texto}»"


def convertido(docx, carpeta):
    """El PDF que LibreOffice hace del DOCX."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{carpeta}/perfil", "--headless", "--convert-to", "pdf", "--outdir",
         str(carpeta), str(docx)],
        check=True, capture_output=True, timeout=180)
    return Path(carpeta) / (Path(docx).stem + ".pdf")


def faltas_docx(ruta, paginas=1, titulos=()):
    """Faltas de un DOCX, en sus partes y en el papel que da."""
    with zipfile.ZipFile(ruta) as archivo, tempfile.TemporaryDirectory(prefix="prep-docx-") as carpeta:
        yield from faltas_de_partes(archivo)
        yield from faltas_de_texto(archivo)
        cuerpo = raiz(archivo, "word/document.xml").find(f"{W}body")
        portada = cuerpo.find(f"{W}sectPr/{W}titlePg") is not None
        encabezado = plano(escrito(raiz(archivo, "word/header1.xml")))
        indice = list(renglones_del_indice(cuerpo))
        pdf = convertido(ruta, carpeta)
        if not pdf.exists():
            yield "LibreOffice no lo abre"
            return
        textos = hojas(pdf)
        yield from faltas_de_hojas(textos, portada, paginas)
        yield from faltas_de_titulos(textos, titulos)
        # In the order of the table of contents: a heading is looked for from where the one before it was found; where the
        # contents are, its own line does not count.
        planas = ["".join(plano(texto).split()) for texto in textos]
        del_indice = {n for n, texto in enumerate(textos) if re.search(r"\.{5,}\s*\d+\s*$", texto, re.M)}
        desde = min(del_indice, default=0)
        for texto, pagina, titulo in indice:
            buscado, renglon = ("".join(plano(t).split()) for t in (titulo, texto))
            # A heading whose line reads the same is there twice: as itself and as its line.
            veces = 2 if buscado in renglon else 1
            halladas = [n for n in range(desde, len(planas)) if planas[n].count(buscado) >= (veces if n in del_indice else 1)]
            if not halladas:
                yield f"«{titulo}», del índice, no se lee después"
                continue
            desde = halladas[0]
            if pagina.isdigit() and abs(int(pagina) - (desde + 1)) > TOLERANCIA:
                yield f"«{titulo}» está en la página {desde + 1} y el índice dice {pagina}"
            if not re.search(rf"\.\s*{pagina}\s", "\n".join(textos[:desde + 1])):
                yield f"la página {pagina} de «{texto}» no se lee en el índice"
        for numero, texto in enumerate(planas, 1):
            esta = "".join(encabezado.split()) in texto[:400]
            if not esta and not (portada and numero == 1):
                yield f"la página {numero} no lleva encabezado"


def faltas(ruta, paginas=1, titulos=()):
    """Las faltas de un PDF o un DOCX, según su extensión."""
    revisar = {".pdf": faltas_pdf, ".docx": faltas_docx}[Path(ruta).suffix.lower()]
    return list(revisar(ruta, paginas=paginas, titulos=titulos))


def main():
    opciones = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    opciones.add_argument("--paginas", type=int, default=1, metavar="N", help="las que debe tener, por lo menos")
    opciones.add_argument("archivos", nargs="+", metavar="ARCHIVO")
    dadas = opciones.parse_args()
    hallada = False
    for ruta in dadas.archivos:
        for falta in faltas(ruta, dadas.paginas):
            print(f"{Path(ruta).name}: {falta}")
            hallada = True
    return 1 if hallada else 0


if __name__ == "__main__":
    sys.exit(main())
