"""Separa un archivo Swift en código y cadenas, para que los verificadores no confundan un comentario con un `import`."""

import re
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
CADENA = re.compile(r'(#*)("""|")')


@dataclass
class Fuente:
    codigo: str  # same length and lines as the file; comments and text of strings are blanks
    cadenas: list[tuple[int, str]] = field(default_factory=list)  # (line, text without its interpolations)


class _Lector:
    def __init__(self, texto):
        self.texto, self.i = texto, 0
        self.codigo = list(re.sub(r"[^\n]", " ", texto))
        self.cadenas = []

    def linea(self):
        return self.texto.count("\n", 0, self.i) + 1

    def empieza(self, prefijo):
        return self.texto.startswith(prefijo, self.i)

    def lee_codigo(self, en_interpolacion=False):
        """Reads code to the end of the file or, inside a string, to the parenthesis that closes the interpolation."""
        parentesis = 0
        while self.i < len(self.texto):
            if self.empieza("//"):
                fin = self.texto.find("\n", self.i)
                self.i = len(self.texto) if fin < 0 else fin
            elif self.empieza("/*"):
                self.lee_comentario()
            elif inicio := CADENA.match(self.texto, self.i):
                self.lee_cadena(*inicio.groups())
            else:
                letra = self.texto[self.i]
                parentesis += (letra == "(") - (letra == ")")
                if en_interpolacion and parentesis < 0:
                    return
                self.codigo[self.i] = letra
                self.i += 1

    def lee_comentario(self):
        # Swift nests block comments.
        nivel = 0
        while self.i < len(self.texto):
            if self.empieza("/*"):
                nivel, self.i = nivel + 1, self.i + 2
            elif self.empieza("*/"):
                nivel, self.i = nivel - 1, self.i + 2
                if nivel == 0:
                    return
            else:
                self.i += 1

    def lee_cadena(self, gatos, comillas):
        linea, partes = self.linea(), []
        self.i += len(gatos) + len(comillas)
        while self.i < len(self.texto):
            if self.empieza(comillas + gatos):
                self.i += len(comillas) + len(gatos)
                break
            if comillas == '"' and self.empieza("\n"):
                break
            if self.empieza("\\" + gatos + "("):
                self.i += 2 + len(gatos)
                self.lee_codigo(en_interpolacion=True)
                self.i += 1
                partes.append(" ")
            elif self.empieza("\\" + gatos):
                partes.append(self.texto[self.i : self.i + 2 + len(gatos)])
                self.i += 2 + len(gatos)
            else:
                partes.append(self.texto[self.i])
                self.i += 1
        self.cadenas.append((linea, "".join(partes)))


def separa(texto):
    lector = _Lector(texto)
    lector.lee_codigo()
    return Fuente("".join(lector.codigo), lector.cadenas)


def fuentes(raiz):
    """Los archivos Swift de `Sources`, con su ruta, en orden."""
    for ruta in sorted((raiz / "Sources").rglob("*.swift")):
        yield ruta, separa(ruta.read_text(encoding="utf-8"))


def linea_de(texto, posicion):
    return texto.count("\n", 0, posicion) + 1
