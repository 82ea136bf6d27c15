"""Lee un informe mensual (texto llano, Markdown de OCR o HTML) como una lista de bloques en su orden."""

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser

# Daños de la digitalización, no palabras del instituto: (semilla, como quedó, como se lee, por qué). Solo se aplican a
# la semilla de su nombre; lo que el instituto escribió mal (fechas que se contradicen, números ajenos) se queda igual.
ERRATAS = [
    ("coahuila-2021-03", "ElectORAles", "Electorales", "mayúsculas que no están en ninguna otra mención"),
    ("coahuila-2021-03", "Antuñaño", "Antuñano", "la misma persona se lee Antuñano las demás veces"),
    ("morelos-2023-11", "Electtorales", "Electorales", "letra doble"),
    ("morelos-2023-11", "ELECTTORALES", "ELECTORALES", "letra doble"),
    ("morelos-2023-11", "Insformática", "Informática", "letra de más"),
    ("morelos-2023-11", "PRESENTEACIÓN", "PRESENTACIÓN", "letra de más"),
    ("morelos-2023-11", "Se aprueba lo integración", "se aprueba la integración", "«o» por «a»"),
    ("morelos-2023-11", "pero el proceso local", "para el proceso local", "«pero» por «para»: una conjunción no cabe ahí"),
    ("morelos-2023-11", "VALIDACION", "VALIDACIÓN", "acento perdido"),
    ("morelos-2023-11", "ASESOR DEL, PROGRAMA", "ASESOR DEL PROGRAMA", "coma de un cambio de renglón"),
    ("morelos-2023-11", "intercambio de Instituto Nacional Electoral 256 información", "intercambio de información",
     "pie de la página 256 del Reglamento metido en el artículo 353"),
    ("morelos-2023-11", "operación del REP funcione", "operación del PREP funcione", "el artículo 349 dice PREP"),
]

VINETA = "-•–—·▪◦●‣"
REGLA = re.compile(r"^\s*([-=_*]\s*){3,}$|^[\s|:-]*\|[\s|:-]*$")
INDICE = re.compile(r"^(?P<titulo>.*[^\W\d_][.)»\"]?)(?:\t+|[ ]{2,}|\s*\.{3,}\s*)(?P<pagina>\d{1,3})$")
NUMERO = re.compile(rf"^(?:[{VINETA}]\s*)?(\d{{1,2}})[.)]\s+(?=\S)")
LETRA = re.compile(rf"^(?:[{VINETA}]\s*)?([a-zñ])\)\s+(?=\S)")
GUION = re.compile(rf"^[{VINETA}]\s*(?=\S)")
TITULO_CON_NUMERO = re.compile(r"^(?:[IVX]{1,5}|[a-zñ])\.\s+[^\W\d_].*[^.:;,]$")
NUMERO_DE_PAGINA = re.compile(r"^(?:p[áa]gina\s+)?\d{1,3}(?:\s*(?:de|/)\s*\d{1,3})?$", re.I)
FIN_DE_PARRAFO = tuple(".:;!?»”\")")


@dataclass(frozen=True)
class Bloque:
    clase: str  # titulo, parrafo, elemento, fila o indice
    texto: str
    linea: int
    marca: str = ""  # numero, letra o viñeta, cuando es elemento de una lista
    numero: str = ""
    celdas: tuple = ()


def plano(texto):
    """Minúsculas sin acentos (la ñ se queda), con los espacios juntos."""
    partes = unicodedata.normalize("NFD", texto.casefold())
    # El único signo que se queda es la tilde de la ñ.
    sin = "".join(c for c in partes if c == "\u0303" or not unicodedata.combining(c))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", sin)).strip()


def palabras(texto):
    """Las palabras y cifras de un texto, sin signos: lo que se compara de los textos que van enteros."""
    return " ".join(re.findall(r"\w+", plano(texto).replace("_", " ")))


def en_mayusculas(texto):
    letras = [c for c in texto if c.isalpha()]
    return len(letras) >= 4 and sum(c.isupper() for c in letras) >= 0.9 * len(letras)


def erratas_de(nombre):
    return [(mal, bien) for semilla, mal, bien, _ in ERRATAS if semilla in nombre]


def lee(texto, nombre=""):
    """Los bloques de un informe; `nombre` es el de la semilla, cuando lo es."""
    if not nombre and re.search(r"<(?:!doctype|html|body|article|section|p|h1)\b", texto[:4000], re.I):
        lector = LectorDeHTML()
        lector.feed(texto)
        lector.close()
        return reconoce_titulos(lector.cierra())
    return reconoce_titulos(une_parrafos(sin_encabezados(lee_renglones(texto))), erratas_de(nombre))


def sin_marcas(renglon):
    """El renglón sin lo que Markdown y las etiquetas le ponen encima."""
    renglon = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", renglon))
    return re.sub(r"\*+|__+|(?<=\d)\\(?=[.)])", "", renglon).replace("\xa0", " ").replace("\xad", "").strip(" \r")


def lee_renglones(texto):
    """[(tras un salto de página, bloque)]: tres renglones vacíos o más, o un salto de página, lo son."""
    bloques, abierto, vacios = [], None, 0

    def cierra():
        nonlocal abierto
        if abierto:
            bloques.append(abierto)
        abierto = None

    def pone(clase, contenido, linea, **mas):
        nonlocal abierto, vacios
        cierra()
        abierto = (vacios >= 3, Bloque(clase, contenido, linea, **mas))
        vacios = 0

    for linea, crudo in enumerate(texto.replace("\f", "\n\n\n\n").split("\n"), 1):
        if re.match(r"^\s*\* \S", crudo):
            crudo = crudo.replace("*", "-", 1)
        renglon = sin_marcas(crudo)
        if REGLA.match(crudo):
            cierra()
            continue
        if not renglon.strip(" |\t"):
            cierra()
            vacios += 1
            continue
        celdas = tuple(c.strip() for c in (renglon.strip("|").split("|") if renglon.startswith("|") else renglon.split("\t")))
        indice = INDICE.match("\t".join(celdas))
        if renglon.startswith("#"):
            pone("titulo", renglon.lstrip("# "), linea)
            cierra()
        elif indice and len(celdas) <= 2:
            pone("indice", indice["titulo"].rstrip(". \t"), linea)
            cierra()
        elif len(celdas) > 1:
            pone("fila", " ".join(c for c in celdas if c), linea, celdas=tuple(c for c in celdas if c))
            cierra()
        elif (abierto is None or abierto[1].clase == "elemento") and (marca := marca_de(renglon)):
            pone("elemento", renglon[marca[2]:], linea, marca=marca[0], numero=marca[1])
        elif abierto is None and TITULO_CON_NUMERO.match(renglon):
            pone("titulo", renglon, linea)
        elif abierto is None:
            pone("parrafo", renglon, linea)
        else:
            abierto = (abierto[0], replace(abierto[1], texto=f"{abierto[1].texto} {renglon}"))
    cierra()
    return bloques


def marca_de(renglon):
    """(clase de marca, número o letra, cuánto ocupa) del renglón que empieza un elemento de lista."""
    if caso := NUMERO.match(renglon):
        return "numero", caso[1], caso.end()
    if caso := LETRA.match(renglon):
        return "letra", caso[1], caso.end()
    if caso := GUION.match(renglon):
        return "viñeta", "", caso.end()
    return None


def sin_encabezados(bloques):
    """Quita los números de página y sus encabezados: un texto corto, tres veces o más, siempre lo primero tras un salto."""
    sueltos = [(salto, palabras(b.texto)) for salto, b in bloques if b.clase in ("parrafo", "titulo")]
    veces, tras_salto = Counter(t for _, t in sueltos), Counter(t for salto, t in sueltos if salto)
    encabezados = {t for t, n in tras_salto.items() if n >= 3 and n == veces[t] and len(t.split()) <= 15}
    return [
        b for _, b in bloques
        if not (b.clase in ("parrafo", "titulo") and palabras(b.texto) in encabezados)
        and not NUMERO_DE_PAGINA.match(b.texto.strip())
    ]


def une_parrafos(bloques):
    """Une el párrafo que un salto de página cortó: el primero no termina y el segundo sigue en minúscula."""
    unidos = []
    for bloque in bloques:
        anterior = unidos[-1] if unidos else None
        if (
            anterior and bloque.clase == "parrafo" and bloque.texto[0].islower()
            and anterior.clase in ("parrafo", "elemento") and not anterior.texto.endswith(FIN_DE_PARRAFO)
        ):
            unidos[-1] = replace(anterior, texto=f"{anterior.texto} {bloque.texto}")
        else:
            unidos.append(bloque)
    return unidos


def reconoce_titulos(bloques, erratas=()):
    """Son títulos los que están marcados, los párrafos que el índice nombra y los escritos en mayúsculas."""
    def corrige(texto):
        for mal, bien in erratas:
            texto = texto.replace(mal, bien)
        return re.sub(r"\s+", " ", texto).strip()

    bloques = [replace(b, texto=corrige(b.texto), celdas=tuple(map(corrige, b.celdas))) for b in bloques]
    indice = {palabras(b.texto) for b in bloques if b.clase == "indice"}
    return [
        replace(b, clase="titulo")
        if b.clase == "parrafo" and (palabras(b.texto) in indice or en_mayusculas(b.texto)) else b
        for b in bloques if palabras(b.texto)
    ]


class LectorDeHTML(HTMLParser):
    """Cada elemento de bloque es un bloque; las listas guardan su numeración y las tablas sus filas."""

    NADA = {"script", "style", "head", "title", "template"}
    VACIAS = {"br", "hr", "img", "meta", "link", "input", "col", "wbr"}
    BLOQUES = {"p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "address", "dl", "dt",
               "dd", "figure", "figcaption", "caption", "body", "html", "table", "thead", "tbody", "tfoot", "ul", "ol", "pre"}
    TITULOS = {f"h{n}" for n in range(1, 7)}
    # La hoja membretada no es el informe: va en todas las páginas y en la portada de cualquier documento.
    MEMBRETE = {"membrete", "pie", "institucion", "logo"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.bloques, self.abiertas, self.letras = [], [], []
        self.listas, self.elemento, self.celdas, self.clase = [], None, None, "parrafo"

    def handle_starttag(self, etiqueta, atributos):
        atributos = dict(atributos)
        if etiqueta in self.VACIAS:
            self.letras.append(" ")
            return
        # Lo que el lector no ve no cuenta; el encabezado de página se repite y tampoco.
        oculta = (
            etiqueta in self.NADA or "hidden" in atributos or re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", atributos.get("style") or "")
            or atributos.get("role") in ("doc-pageheader", "doc-pagefooter")
            or self.MEMBRETE & set((atributos.get("class") or "").split())
        )
        self.abiertas.append((etiqueta, bool(oculta), etiqueta == "nav" or atributos.get("role") == "doc-toc"))
        if etiqueta in self.BLOQUES or etiqueta in self.TITULOS or etiqueta in ("nav", "li", "tr"):
            self.termina()
        if etiqueta in self.TITULOS:
            self.clase = "titulo"
        elif etiqueta in ("ol", "ul"):
            inicio = atributos.get("start") or "1"
            self.listas.append([etiqueta, atributos.get("type") or "1", int(inicio) if inicio.isdigit() else 1])
        elif etiqueta == "li" and self.listas:
            lista = self.listas[-1]
            if (atributos.get("value") or "").isdigit():
                lista[2] = int(atributos["value"])
            letra = lista[1] in "aA" and lista[2] <= 26
            numero = chr(96 + lista[2]) if letra else str(lista[2])
            self.elemento = ("viñeta", "") if lista[0] == "ul" else ("letra" if letra else "numero", numero)
            lista[2] += 1
        elif etiqueta == "tr":
            self.celdas = []

    def handle_endtag(self, etiqueta):
        if not any(abierta == etiqueta for abierta, _, _ in self.abiertas):
            return
        if etiqueta in ("td", "th") and self.celdas is not None:
            self.celdas.append(self.toma())
        elif etiqueta == "tr":
            celdas, self.celdas = tuple(c for c in self.celdas or () if c), None
            if celdas and self.en_indice():
                self.indice(celdas[0])
            elif celdas:
                self.bloques.append(Bloque("fila", " ".join(celdas), self.getpos()[0], celdas=celdas))
        elif etiqueta in self.BLOQUES or etiqueta in self.TITULOS or etiqueta in ("li", "nav"):
            self.termina()
        if etiqueta in ("ol", "ul") and self.listas:
            self.listas.pop()
        if etiqueta == "li":
            self.elemento = None
        while self.abiertas and self.abiertas.pop()[0] != etiqueta:
            pass

    def handle_data(self, dato):
        if not any(oculta for _, oculta, _ in self.abiertas):
            self.letras.append(dato)

    def en_indice(self):
        return any(indice for _, _, indice in self.abiertas)

    def toma(self):
        texto = re.sub(r"\s+", " ", "".join(self.letras).replace("\xad", "")).strip()
        self.letras = []
        return texto

    def indice(self, texto):
        self.bloques.append(Bloque("indice", re.sub(r"[\s.…]*\b\d{1,3}$", "", texto), self.getpos()[0]))

    def termina(self):
        if self.celdas is not None:  # dentro de una celda los párrafos son el mismo texto
            self.letras.append(" ")
            return
        texto, clase, self.clase = self.toma(), self.clase, "parrafo"
        if not texto:
            return
        if self.en_indice() and clase != "titulo":
            self.indice(texto)
        elif self.elemento:
            marca = marca_de(texto)  # una lista que escribe su propio número lo dice en el texto
            if marca and marca[0] != "viñeta" and self.elemento[0] == "viñeta":
                self.elemento, texto = marca[:2], texto[marca[2]:]
            self.bloques.append(Bloque("elemento", texto, self.getpos()[0], *self.elemento))
            self.elemento = None
        elif clase == "parrafo" and (marca := marca_de(texto)):
            self.bloques.append(Bloque("elemento", texto[marca[2]:], self.getpos()[0], marca[0], marca[1]))
        else:
            self.bloques.append(Bloque(clase, texto, self.getpos()[0]))

    def cierra(self):
        self.termina()
        return self.bloques
