"""Cambios de un solo hecho en el texto de un informe, para probar que el juez los ve todos.

Cada mutación recibe el texto y un azar, y devuelve el texto mutado; None o IndexError, si no tiene qué cambiar.
"""

import re

from fechas_de_informe import MESES, busca_fechas
from formas_de_informe import IDENTIFICADOR, PERSONA, VOTO
from texto_de_informe import palabras


def sustituye(texto, caso, nuevo):
    return texto[:caso[0]] + nuevo + texto[caso[1]:]


def cambia_dia(texto, azar):
    fecha = azar.choice(busca_fechas(texto))
    crudo = texto[fecha.inicio:fecha.fin]
    dia = re.search(r"\d{1,2}", crudo)
    if not dia:
        return None
    otro = int(dia[0]) + (1 if int(dia[0]) < 28 else -1)
    return sustituye(texto, (fecha.inicio + dia.start(), fecha.inicio + dia.end()), f"{otro:0{len(dia[0])}}")


def cambia_mes(texto, azar):
    caso = azar.choice(list(re.finditer(rf"\b(?:{'|'.join(MESES)})\b", texto)))
    return sustituye(texto, caso.span(), azar.choice([m for m in MESES if m != caso[0]]))


def cambia_anio(texto, azar):
    caso = azar.choice(list(re.finditer(r"\b20[12]\d\b", texto)))
    return sustituye(texto, caso.span(), str(int(caso[0]) + azar.choice((-1, 1))))


def cambia_formato_de_fecha(texto, azar):
    fecha = azar.choice(busca_fechas(texto))
    if fecha.formato == "guiones":
        nuevo = f"{fecha.dia} de {MESES[fecha.mes - 1]} de {fecha.anio}"
    elif fecha.anio and azar.random() < 0.5:
        nuevo = f"{fecha.dia:02}-{fecha.mes:02}-{fecha.anio}"
    elif fecha.formato.startswith("cifras,"):
        nuevo = f"{fecha.dia} de {MESES[fecha.mes - 1]} del año en curso"
    else:
        nuevo = f"{fecha.dia} de {MESES[fecha.mes - 1]}"
    return sustituye(texto, (fecha.inicio, fecha.fin), nuevo)


def cambia_cifra_de_oficio(texto, azar):
    caso = azar.choice([c for c in IDENTIFICADOR.finditer(texto) if any(x.isdigit() for x in c[0])])
    donde = azar.choice([n for n in range(*caso.span()) if texto[n].isdigit()])
    return sustituye(texto, (donde, donde + 1), str((int(texto[donde]) + azar.randint(1, 9)) % 10))


def quita_espacios_de_oficio(texto, azar):
    casos = [c for c in IDENTIFICADOR.finditer(texto) if " / " in c[0]]
    caso = azar.choice(casos) if casos else None
    return caso and sustituye(texto, caso.span(), caso[0].replace(" ", ""))


def agrega_oficio(texto, azar):
    return agrega(texto, azar, f", mediante el Oficio INE/UNICOM/{azar.randint(10, 9999)}/2021")


def agrega_oracion(texto, azar):
    return agrega(texto, azar, ". " + azar.choice((
        "Todo resultó muy bien y a satisfacción de quienes acudieron", "Además se aprobó por mayoría de votos",
        "No hubo incidentes de ninguna clase", "Acudieron también doce observadores", "El Dr. Persona Uno agradeció la asistencia",
    )))


def agrega(texto, azar, mas):
    fines = [c.start() for c in re.finditer(r"(?<=\w)\.(?=\n)", texto)]
    fin = azar.choice(fines)
    return texto[:fin] + mas + texto[fin:]


def cambia_apellido(texto, azar):
    casos = list(PERSONA.finditer(texto))
    caso = azar.choice(casos) if casos else None
    return caso and sustituye(texto, caso.span(), caso[0].rsplit(" ", 1)[0] + " Apellido")


def cambia_voto(texto, azar):
    casos = list(VOTO.finditer(texto))
    caso = azar.choice(casos) if casos else None
    return caso and sustituye(texto, caso.span(), "mayoría")


def cambia_verbo(texto, azar):
    pares = {"recibido": "remitido", "remitió": "recibió", "envía": "recibe", "aprobó": "presentó", "atendidas": "validadas",
             "emitido": "modificado", "modifica": "crea", "aprueba": "presenta", "realizan": "suscriben", "envían": "reciben"}
    caso = azar.choice(list(re.finditer(rf"\b(?:{'|'.join(pares)})\b", texto)))
    return sustituye(texto, caso.span(), pares[caso[0]])


def renglones_de_lista(texto):
    return [c for c in re.finditer(r"(?m)^(?P<marca>- \d+\. |- [ab]\) |-|\d+\. )\s*(?P<resto>\S.*)$", texto) if not c["resto"].startswith("--")]


def intercambia_elementos(texto, azar):
    casos = renglones_de_lista(texto)
    n = azar.randrange(len(casos) - 1)
    uno, otro = casos[n], casos[n + 1]
    return texto[:uno.start("resto")] + otro["resto"] + texto[uno.end():otro.start("resto")] + uno["resto"] + texto[otro.end():]


def quita_elemento(texto, azar):
    caso = azar.choice(renglones_de_lista(texto))
    return texto[:caso.start()] + texto[caso.end() + 1:]


def quita_fila(texto, azar):
    casos = list(re.finditer(r"(?m)^[\d.]+\t.*\n", texto))
    return sustituye(texto, azar.choice(casos).span(), "") if casos else None


def cambia_celda(texto, azar):
    casos = list(re.finditer(r"(?m)^\d\.\t[^\t\n]+\t(?P<a>[^\t\n]+)\t(?P<b>[^\t\n]+)\t(?P<c>[^\t\n]+)\t", texto))
    caso = azar.choice(casos) if casos else None
    return caso and sustituye(texto, (caso.start("b"), caso.end("c")), f"{caso['c']}\t{caso['b']}")


def parrafos(texto):
    return [c for c in re.finditer(r"(?:^|(?<=\n\n))(?![-#|\s])[^\n]{30,}(?=\n\n|\Z)", texto)]


def intercambia_parrafos(texto, azar):
    casos = parrafos(texto)
    n = azar.randrange(len(casos) - 1)
    uno, otro = casos[n], casos[n + 1]
    return texto[:uno.start()] + otro[0] + texto[uno.end():otro.start()] + uno[0] + texto[otro.end():]


def quita_parrafo(texto, azar):
    return sustituye(texto, azar.choice(parrafos(texto)).span(), "")


def repite_parrafo(texto, azar):
    caso = azar.choice(parrafos(texto))
    return texto[:caso.end()] + "\n\n" + caso[0] + texto[caso.end():]


def quita_titulo(texto, azar):
    return sustituye(texto, azar.choice(titulos(texto)).span(), "")


def quita_seccion(texto, azar):
    casos = titulos(texto)
    n = azar.randrange(len(casos))
    return texto[:casos[n].start()] + (texto[casos[n + 1].start():] if n + 1 < len(casos) else "")


def titulos(texto):
    return [c for c in re.finditer(r"(?m)^(?:#+ .*|[IVX]+\. [^\t\n]*)$", texto) if palabras(c[0]) not in ("informe de avances", "contenido")]


def cambia_titulo(texto, azar):
    caso = azar.choice(titulos(texto))
    return sustituye(texto, caso.span(), caso[0].rsplit(" ", 1)[0] + " Cosas")


def cambia_numero(texto, azar):
    casos = list(re.finditer(r"(?:numeral|punto|artículo|Artículo|Anexo|número|anexo|los) (\d+)", texto))
    caso = azar.choice(casos)
    return sustituye(texto, caso.span(1), str(int(caso[1]) + 1))


def quita_termino(texto, azar):
    casos = list(re.finditer(r"\b(?:COTAPREP|UNICOM|ITESM|Campus Monterrey|Oficialía de Partes|Secretaría Ejecutiva|Consejo General|"
                             r"Comisión Temporal|Unidad Técnica|firewall|Site|SITE|CATDs?|CCVs?|UTSI|CETPREP|Reglamento de Elecciones)\b", texto))
    return sustituye(texto, azar.choice(casos).span(), "otra cosa")


def niega(texto, azar):
    casos = list(re.finditer(r"\b(?:se aprobó|se envía|fue recibido|remitió|aprobó|se lleva a cabo|realizan|aprueba)\b", texto))
    caso = azar.choice(casos)
    return sustituye(texto, caso.span(), f"no {caso[0]}")


MUTACIONES = [
    cambia_dia, cambia_mes, cambia_anio, cambia_formato_de_fecha, cambia_cifra_de_oficio, quita_espacios_de_oficio, agrega_oficio,
    agrega_oracion, cambia_apellido, cambia_voto, cambia_verbo, intercambia_elementos, quita_elemento, quita_fila, cambia_celda,
    intercambia_parrafos, quita_parrafo, repite_parrafo, quita_titulo, quita_seccion, cambia_titulo, cambia_numero, quita_termino, niega,
]
