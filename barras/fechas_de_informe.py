"""Las fechas y los meses de un texto, en todas las formas en que los institutos los escriben."""

import re
from collections import Counter
from dataclasses import dataclass

from texto_de_informe import plano

MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
UNIDADES = ["", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
DIEZ_A_VEINTINUEVE = (
    "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres "
    "veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
).split()
DECENAS = {30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa"}

CARDINALES = {palabra: n for n, palabra in enumerate(UNIDADES) if n}
CARDINALES |= {palabra: n for n, palabra in enumerate(DIEZ_A_VEINTINUEVE, 10)}
for decena, palabra in DECENAS.items():
    CARDINALES[palabra] = decena
    CARDINALES |= {f"{palabra} y {unidad}": decena + n for n, unidad in enumerate(UNIDADES) if n}

# Cada letra puede llevar acento en el texto: «dieciséis», «veintidós».
ACENTOS = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uú]"}


def patron(opciones):
    largas = sorted(opciones, key=len, reverse=True)
    return "|".join("".join(ACENTOS.get(c, r"\s+" if c == " " else c) for c in o) for o in largas)


MES = "|".join(MESES) + "|setiembre"
CARDINAL = patron(CARDINALES)
FECHA = re.compile(
    rf"""\b(?:
      (?P<primero>primero|1[oº°]|1ro\.?)
      | (?P<dia_palabras>{CARDINAL})(?:\s*\(\s*(?P<dia_entre>\d{{1,2}})\s*\))?
      | (?P<dia>\d{{1,2}})
    )\s+(?:de\s+|del\s+mes\s+de\s+)(?P<mes>{MES})\b
    (?:,?\s+(?:
      del\s+(?P<curso>año\s+en\s+curso|presente\s+año|año\s+actual|mismo\s+año|año\s+que\s+transcurre)
      | (?:de|del)\s+(?:año\s+)?(?P<anio_palabras>dos\s+mil(?:\s+(?:{CARDINAL}))?)\b(?:\s*\(\s*(?P<anio_entre>\d{{4}})\s*\))?
      | (?:de|del)\s+(?:año\s+)?(?P<anio>\d{{4}})\b
    ))?""",
    re.I | re.X,
)
CORTA = re.compile(r"(?<![\d/.-])(?P<dia>\d{1,2})(?P<s>[-/.])(?P<mes>\d{1,2})(?P=s)(?P<anio>\d{4})(?![\d/-])")
ISO = re.compile(r"(?<![\d/-])(?P<anio>\d{4})-(?P<mes>\d{2})-(?P<dia>\d{2})(?![\d/-])")
MES_SUELTO = re.compile(rf"\b(?P<mes>{MES})\b(?:\s+(?:de|del)\s+(?:año\s+)?(?P<anio>\d{{4}})\b)?", re.I)
SEPARADOR = {"-": "guiones", "/": "diagonales", ".": "puntos"}


@dataclass(frozen=True)
class Fecha:
    inicio: int
    fin: int
    anio: int | None  # None: no lo dice
    en_curso: bool
    mes: int
    dia: int
    formato: str
    error: str = ""

    def valor(self, anio_del_informe):
        anio = anio_del_informe if self.en_curso else self.anio
        return f"{anio or '----'}-{self.mes:02}-{self.dia:02}"


def en_cifras(palabras):
    palabras = plano(palabras)
    if palabras.startswith("dos mil"):
        return 2000 + CARDINALES.get(palabras[len("dos mil"):].strip(), 0)
    return CARDINALES[palabras]


def numero_de_mes(nombre):
    return MESES.index(plano(nombre).replace("setiembre", "septiembre")) + 1


def busca_fechas(texto):
    fechas = [larga(caso) for caso in FECHA.finditer(texto)]
    for expresion, nombre in ((CORTA, None), (ISO, "iso")):
        for caso in expresion.finditer(texto):
            formato = nombre or SEPARADOR[caso["s"]]
            dia, mes = int(caso["dia"]), int(caso["mes"])
            error = "" if 1 <= mes <= 12 and 1 <= dia <= 31 else "no es fecha"
            fechas.append(Fecha(*caso.span(), int(caso["anio"]), False, mes, dia, formato, error))
    return sorted(fechas, key=lambda f: f.inicio)


def larga(caso):
    """La forma dice cómo van el día y el año; las palabras y las cifras de una misma fecha deben decir lo mismo."""
    errores = []
    if caso["primero"]:
        dia, forma = 1, "primero"
    elif caso["dia_palabras"]:
        dia, forma = en_cifras(caso["dia_palabras"]), "palabras"
        if caso["dia_entre"]:
            forma = "palabras_y_cifras" if len(caso["dia_entre"]) == 2 else "palabras_y_cifras_sin_cero"
            if int(caso["dia_entre"]) != dia:
                errores.append(f"día {dia} ≠ {caso['dia_entre']}")
    else:
        dia, forma = int(caso["dia"]), "cifras_sin_cero" if len(caso["dia"]) == 1 else "cifras"
    anio, forma_de_anio = None, "sin_año"
    if caso["curso"]:
        forma_de_anio = re.sub(r"\s+", "_", caso["curso"].casefold())
    elif caso["anio_palabras"]:
        anio, forma_de_anio = en_cifras(caso["anio_palabras"]), "año_en_palabras"
        if caso["anio_entre"]:
            forma_de_anio = "año_en_palabras_y_cifras"
            if int(caso["anio_entre"]) != anio:
                errores.append(f"año {anio} ≠ {caso['anio_entre']}")
    elif caso["anio"]:
        anio, forma_de_anio = int(caso["anio"]), "año_en_cifras"
    if not 1 <= dia <= 31:
        errores.append("no es fecha")
    return Fecha(*caso.span(), anio, bool(caso["curso"]), numero_de_mes(caso["mes"]), dia, f"{forma}, {forma_de_anio}", "; ".join(errores))


def anio_del_informe(textos):
    """El año «en curso» de un informe: el que más se repite en sus fechas completas (el más nuevo si empatan)."""
    anios = Counter(f.anio for texto in textos for f in busca_fechas(texto) if f.anio)
    return max(anios, key=lambda anio: (anios[anio], anio), default=None)
