"""Lee un DOCX como bloques: los títulos y el índice por su estilo, las listas por su numeración y las tablas por filas."""

import re
import zipfile
from xml.etree import ElementTree

from texto_de_informe import Bloque, marca_de, reconoce_titulos

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMANOS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def lee_docx(ruta):
    """Los encabezados y pies de página están en otras partes del archivo y no se leen."""
    with zipfile.ZipFile(ruta) as archivo:
        partes = {nombre: ElementTree.fromstring(archivo.read(f"word/{nombre}.xml"))
                  for nombre in ("document", "styles", "numbering") if f"word/{nombre}.xml" in archivo.namelist()}
    lector = Lector(partes.get("styles"), partes.get("numbering"))
    return reconoce_titulos(list(lector.bloques(partes["document"].find(f"{W}body"))))


def valor(elemento, camino):
    hallado = elemento.find("/".join(W + paso for paso in camino.split("/"))) if elemento is not None else None
    return hallado.get(f"{W}val") if hallado is not None else None


class Lector:
    def __init__(self, estilos, numeracion):
        self.estilos = {e.get(f"{W}styleId"): e for e in estilos.iter(f"{W}style")} if estilos is not None else {}
        abstractas, self.listas, self.cuentas, self.n = {}, {}, {}, 0
        if numeracion is not None:
            for abstracta in numeracion.iter(f"{W}abstractNum"):
                abstractas[abstracta.get(f"{W}abstractNumId")] = {n.get(f"{W}ilvl"): n for n in abstracta.iter(f"{W}lvl")}
            for lista in numeracion.iter(f"{W}num"):
                inicios = {o.get(f"{W}ilvl"): valor(o, "startOverride") for o in lista.iter(f"{W}lvlOverride")}
                self.listas[lista.get(f"{W}numId")] = (abstractas.get(valor(lista, "abstractNumId"), {}), inicios)

    def bloques(self, cuerpo):
        for elemento in cuerpo:
            if elemento.tag == f"{W}p":
                yield from self.parrafo(elemento)
            elif elemento.tag == f"{W}tbl":
                yield from self.tabla(elemento)
            elif elemento.tag == f"{W}sdt" and (contenido := elemento.find(f"{W}sdtContent")) is not None:
                yield from self.bloques(contenido)

    def tabla(self, tabla):
        for fila in tabla.iter(f"{W}tr"):
            self.n += 1
            celdas = (" ".join(self.texto(p) for p in celda.iter(f"{W}p")) for celda in fila.iter(f"{W}tc"))
            celdas = tuple(c for c in (re.sub(r"\s+", " ", c).strip() for c in celdas) if c)
            if celdas:
                yield Bloque("fila", " ".join(celdas), self.n, celdas=celdas)

    def parrafo(self, parrafo):
        self.n += 1
        texto = self.texto(parrafo)
        if not texto.strip():
            return
        estilos = list(self.herencia(valor(parrafo, "pPr/pStyle")))
        # La hoja membretada no es el informe: va en la portada de cualquier documento.
        if valor(parrafo, "pPr/pStyle") == "PortadaInstitucion":
            return
        nombres = " ".join((valor(e, "name") or "").lower() for e in estilos)
        marca, rotulo = self.marca(parrafo, estilos)
        if re.search(r"\btoc \d", nombres):
            yield Bloque("indice", re.sub(r"(?:\t|[\s.…]{2,}|\s)\d{1,3}\s*$", "", texto).replace("\t", " "), self.n)
        elif re.search(r"\bheading \d|\btitle\b|\btoc heading\b", nombres):
            yield Bloque("titulo", f"{rotulo} {texto}".strip(), self.n)
        elif marca:
            yield Bloque("elemento", texto, self.n, *marca)
        elif escrita := marca_de(texto):
            yield Bloque("elemento", texto[escrita[2]:], self.n, *escrita[:2])
        else:
            yield Bloque("parrafo", texto, self.n)

    def texto(self, parrafo):
        letras = []
        for trozo in parrafo.iter():
            # Lo oculto no lo lee nadie.
            if trozo.tag == f"{W}r" and trozo.find(f"{W}rPr/{W}vanish") is None:
                for parte in trozo:
                    if parte.tag == f"{W}t":
                        letras.append(parte.text or "")
                    elif parte.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                        letras.append("\t" if parte.tag == f"{W}tab" else " ")
        return "".join(letras).replace("\xad", "").strip()

    def herencia(self, clave):
        vistos = set()
        while clave in self.estilos and clave not in vistos:
            vistos.add(clave)
            yield self.estilos[clave]
            clave = valor(self.estilos[clave], "basedOn")

    def marca(self, parrafo, estilos):
        """((clase de marca, número), rótulo como se ve), o (None, "") si no es de una lista."""
        for origen in (parrafo, *estilos):
            lista = valor(origen, "pPr/numPr/numId")
            if lista:
                break
        niveles, inicios = self.listas.get(lista or "0", ({}, {}))
        nivel = next((v for o in (parrafo, *estilos) if (v := valor(o, "pPr/numPr/ilvl"))), "0")
        if nivel not in niveles:
            return None, ""
        forma = valor(niveles[nivel], "numFmt") or "decimal"
        if forma in ("bullet", "none"):
            return (("viñeta", ""), "") if forma == "bullet" else (None, "")
        inicio = int(inicios.get(nivel) or valor(niveles[nivel], "start") or 1)
        self.cuentas[lista, nivel] = cuenta = self.cuentas.get((lista, nivel), inicio - 1) + 1
        for otra in [c for c in self.cuentas if c[0] == lista and c[1] > nivel]:
            del self.cuentas[otra]
        numero = escrito(cuenta, forma)
        rotulo = re.sub(r"%\d", numero, valor(niveles[nivel], "lvlText") or "%1.")
        return ("letra" if forma.endswith("Letter") else "numero", numero), rotulo


def escrito(cuenta, forma):
    if forma.endswith("Letter"):
        letra = chr(96 + (cuenta - 1) % 26 + 1)
        return letra.upper() if forma == "upperLetter" else letra
    if forma.endswith("Roman"):
        romano = ""
        for cuanto, cifra in ROMANOS:
            romano, cuenta = romano + cifra * (cuenta // cuanto), cuenta % cuanto
        return romano.upper() if forma == "upperRoman" else romano
    return str(cuenta)
