"""Copias de una base publicada con las trampas de otras: mismo contenido escrito de otro modo, y errores pequeños."""

import csv
import io
import random
import re

CLAVES = ("CLAVE_CASILLA", "CLAVE_ACTA")


class Publicada:
    """Una base publicada, separada en preámbulo, resumen y tabla para volver a escribirla."""

    def __init__(self, verifica, ruta):
        self.verifica = verifica
        lineas = verifica.lineas(ruta)
        inicio = next(i for i, l in enumerate(lineas) if "CLAVE_CASILLA" in l and "LISTA_NOMINAL" in l)
        self.separador = verifica.separador(lineas[inicio])
        self.preambulo = [self.celdas(l) if "," in l or "|" in l else [l] for l in lineas[:inicio]]
        if lineas[0].startswith("sep="):
            self.preambulo[0] = [lineas[0]]
        self.variables = next(i for i, l in enumerate(lineas[:inicio]) if "ACTAS_ESPERADAS" in l)
        tabla = [self.celdas(l) for l in lineas[inicio:] if l]
        self.columnas, self.filas = tabla[0], tabla[1:]
        self.azar = random.Random(f"{len(self.filas)}{self.columnas}")

    def celdas(self, linea):
        return next(csv.reader([linea], delimiter=self.separador), [])

    def columna(self, *nombres):
        return next(self.columnas.index(n) for n in nombres if n in self.columnas)

    def bytes(self, fin="\n", codificacion="utf-8", separador=None, entre_comillas=False):
        separador = separador or self.separador

        def celda(texto):
            # Only where it is needed: `="…"` must stay as the institutes wrote it.
            if entre_comillas or separador in texto or "\n" in texto or texto.startswith('"'):
                return '"' + texto.replace('"', '""') + '"'
            return texto

        linea = lambda celdas: separador.join(map(celda, celdas))
        preambulo = [linea(celdas) if len(celdas) > 1 else "".join(celdas) for celdas in self.preambulo]
        if preambulo[0].startswith("sep="):
            preambulo[0] = f"sep={separador}"
        texto = fin.join([*preambulo, linea(self.columnas), *map(linea, self.filas), ""])
        return texto.encode(codificacion, errors="replace")

    def renombra(self, anterior, nuevo):
        for celdas in (self.preambulo[self.variables], self.columnas):
            celdas[:] = [nuevo if c.strip() == anterior else c for c in celdas]

    def fila_contabilizada(self, sirve=lambda fila: True):
        contabilizada = self.columna("CONTABILIZADA")
        return self.azar.choice([f for f in self.filas if f[contabilizada].strip() == "1" and sirve(f)] or self.filas)


def claves_en_formula(base):
    for fila in base.filas:
        for columna in map(base.columna, CLAVES):
            fila[columna] = '="' + re.sub(r"^(='|=\"|')|['\"]$", "", fila[columna]) + '"'


def claves_con_comilla_cerrada(base):
    for fila in base.filas:
        for columna in map(base.columna, CLAVES):
            fila[columna] = "'" + re.sub(r"^(=\"|')|['\"]$", "", fila[columna]) + "'"


def millares_y_porcentajes(base):
    nombres, valores = base.preambulo[base.variables : base.variables + 2]
    for i, (nombre, valor) in enumerate(zip(nombres, valores)):
        entero, punto, decimales = valor.strip("'% ").replace(",", "").partition(".")
        if "PORCENTAJE" in nombre and valor:
            valores[i] = f"'{valor.strip(chr(39) + '% ')}%"
        elif entero.isdigit():
            valores[i] = f"{int(entero):,}{punto}{decimales}"


def preambulo_de_otro_ancho(base):
    """As spreadsheets save it: every line padded to the width of the table."""
    for celdas in base.preambulo:
        if not "".join(celdas).startswith("sep="):
            celdas.extend([""] * (len(base.columnas) - len(celdas)))


def sin_lineas_en_blanco(base):
    base.preambulo = [celdas for celdas in base.preambulo if any(c.strip() for c in celdas)]


def filas_en_blanco(base):
    base.filas.insert(len(base.filas) // 2, [""] * len(base.columnas))
    base.filas.append([" "] * len(base.columnas))


def salto_de_linea_en_celda(base):
    fila = base.fila_contabilizada()
    fila[base.columna("TIPO_DOCUMENTO")] = "ACTA\nPREP"


def filas_en_desorden(base):
    base.azar.shuffle(base.filas)


def sin_una_fila(base):
    base.filas.remove(base.fila_contabilizada())


def un_voto_de_mas(base):
    sacados = base.columna("TOTAL_VOTOS_SACADOS")
    fila = base.fila_contabilizada(lambda f: f[sacados + 1].isdigit())
    fila[sacados + 1] = str(int("0" + re.sub(r"\D", "", fila[sacados + 1])) + 1)


def una_celda_ilegible(base):
    observaciones = base.columna("OBSERVACIONES")
    fila = base.fila_contabilizada(lambda f: not f[observaciones].strip(" -"))
    fila[base.columna("TOTAL_VOTOS_SACADOS") + 1] = "Ilegible"


def una_observacion_de_mas(base):
    base.fila_contabilizada()[base.columna("OBSERVACIONES")] = "Excede lista nominal"


def un_hash_de_menos(base):
    base.fila_contabilizada()[base.columna("CODIGO_INTEGRIDAD", "SHA")] = "N/A"


def otra_contabilizada(base):
    base.fila_contabilizada()[base.columna("CONTABILIZADA")] = "0"


def observaciones_como_lista(base):
    columna = base.columna("OBSERVACIONES")
    for fila in base.filas:
        if re.search(r"ileg|sin dato", fila[columna], re.IGNORECASE):
            fila[columna] = f"['{fila[columna].capitalize()}', 'Sin dato']"


def celdas_con_guion_bajo(base):
    for fila in base.filas:
        fila[:] = [re.sub(r"^sin dato$", "SIN_DATO", c, flags=re.IGNORECASE) for c in fila]


def variantes_de_nombre(base):
    """(nombre en el archivo, otro nombre) de cada columna o variable que los institutos llaman de varios modos."""
    presentes = {c.strip() for c in base.preambulo[base.variables] + base.columnas}
    for nombres in base.verifica.NOMBRES.values():
        for anterior in presentes.intersection(nombres):
            yield from ((anterior, nuevo) for nuevo in nombres if nuevo != anterior)


# Each rewrites the parts of a data base in place.
DE_CONTENIDO = {
    "claves como fórmula": claves_en_formula,
    "claves con comilla cerrada": claves_con_comilla_cerrada,
    "resumen con comas de millares y %": millares_y_porcentajes,
    "preámbulo rellenado al ancho de la tabla": preambulo_de_otro_ancho,
    "preámbulo sin líneas en blanco": sin_lineas_en_blanco,
    "filas en blanco": filas_en_blanco,
    "salto de línea dentro de una celda": salto_de_linea_en_celda,
    "filas en desorden": filas_en_desorden,
    "una fila de menos": sin_una_fila,
    "un voto de más": un_voto_de_mas,
    "una celda ilegible": una_celda_ilegible,
    "una observación de más": una_observacion_de_mas,
    "un código de integridad de menos": un_hash_de_menos,
    "una contabilizada de menos": otra_contabilizada,
    "observaciones como lista": observaciones_como_lista,
    "celdas SIN_DATO": celdas_con_guion_bajo,
}

# Each writes the same content with other bytes.
DE_ESCRITURA = {
    "fines de línea CR": {"fin": "\r"},
    "fines de línea CRLF": {"fin": "\r\n"},
    "cp1252": {"codificacion": "cp1252"},
    "UTF-8 con BOM": {"codificacion": "utf-8-sig"},
    "separada por barras": {"separador": "|"},
    "separada por tabuladores": {"separador": "\t"},
    "separada por punto y coma": {"separador": ";"},
    "celdas entre comillas": {"entre_comillas": True},
}


def mutaciones(verifica, ruta):
    """(nombre, bytes) de cada copia, una a la vez."""
    for nombre, modo in DE_ESCRITURA.items():
        yield nombre, Publicada(verifica, ruta).bytes(**modo)
    for nombre, cambio in DE_CONTENIDO.items():
        base = Publicada(verifica, ruta)
        cambio(base)
        yield nombre, base.bytes()
    for anterior, nuevo in sorted(variantes_de_nombre(Publicada(verifica, ruta))):
        base = Publicada(verifica, ruta)
        base.renombra(anterior, nuevo)
        yield "otros nombres de columna", base.bytes()


def ilegibles(verifica, ruta):
    """(nombre, bytes) de copias que ya no son una base de datos PREP."""
    original = Publicada(verifica, ruta)
    datos = original.bytes()
    yield "vacía", b""
    yield "binaria", original.azar.randbytes(4096)
    yield "UTF-16", datos.decode().encode("utf-16")
    yield "truncada a media fila", datos[: datos.rindex(original.separador.encode(), 0, len(datos) * 3 // 4)]
    yield "sin encabezado", datos.replace(b"CLAVE_CASILLA", b"CLAVE")
    yield "sin resumen", datos.replace(b"ACTAS_ESPERADAS", b"ACTAS")
    for columna in ("CONTABILIZADA", "OBSERVACIONES", "REPRESENTANTES_PP_CI", "TOTAL_VOTOS_ASENTADO"):
        base = Publicada(verifica, ruta)
        base.renombra(columna, "OTRA")
        yield f"sin la columna {columna}", base.bytes()
    base = Publicada(verifica, ruta)
    base.filas[len(base.filas) // 2].append("1")
    yield "con una celda de más", base.bytes()
