"""Los hechos de un informe ya leído en bloques: fechas, oficios, personas, orden del día, secciones, textos y términos."""

import re
from dataclasses import dataclass
from functools import cache

from fechas_de_informe import MES_SUELTO, anio_del_informe, busca_fechas, en_cifras, numero_de_mes
from formas_de_informe import (
    ACCION, ACCIONES, CARGO, CITA, CLASE_DE_DOCUMENTO, ENLACES, EXTRACTO, FORMULA, FUNCIONALES, FUTURO,
    IDENTIFICADOR, MATERIA, NEGACION, NORMA, NUMERO, NUMERO_EN_PALABRAS, ORDINAL, ORDINALES, PERSONA,
    PROCESO, SINGULAR, VOTO,
)
from texto_de_informe import palabras, plano

ORDEN_DE_TIPOS = (
    "portada indice seccion orden tabla texto fecha error mes proceso anio oficio acuerdo documento norma persona cargo ordinal "
    "numero voto accion negacion termino materia"
).split()


@dataclass(frozen=True)
class Hecho:
    tipo: str
    valor: str
    formato: str = ""
    linea: int = 0
    contexto: str = ""

    @property
    def clave(self):
        return self.tipo, self.valor, self.formato


def terminos(bloques):
    """Las siglas y las palabras con mayúscula (una o varias) que no la llevan por empezar la oración."""
    vocabulario = set()
    for bloque in bloques:
        if bloque.clase != "parrafo":
            continue
        texto = tapado(bloque.texto, [tramo for tramo, _ in con_forma(bloque.texto, None)])
        for serie in series(texto):
            while serie and serie[0][0] in FUNCIONALES:
                serie = [(p, False) for p, _ in serie[1:]]
            while serie and serie[-1][0] in FUNCIONALES:
                serie.pop()
            if serie and not (len(serie) == 1 and (serie[0][1] or len(serie[0][0]) < 2)):
                vocabulario.add(tuple(p for p, _ in serie))
    return vocabulario


@cache
def fichas(texto):
    """[(palabra plana, tramo, pegada a la anterior por un espacio, empieza oración, lleva mayúscula, es sigla)]"""
    fin, lista = 0, []
    for caso in re.finditer(r"[^\W_]+", texto):
        entre = texto[fin:caso.start()]
        lista.append((plano(caso[0]), caso.span(), bool(lista) and entre.strip() == "" and entre != "",
                      not lista or bool(re.search(r"[.?!:]\s", entre)), caso[0][0].isupper(), caso[0].isupper()))
        fin = caso.end()
    return lista


def series(texto):
    serie, pendientes = [], []
    for palabra, _, pegada, empieza, mayuscula, sigla in fichas(texto):
        if not pegada and serie:
            yield serie
            serie, pendientes = [], []
        if mayuscula:
            # Una sigla lo es aunque empiece la oración.
            serie += pendientes + [(palabra, empieza and not sigla)]
            pendientes = []
        elif serie and palabra in ENLACES:
            pendientes.append((palabra, False))
        elif serie:
            yield serie
            serie, pendientes = [], []
    if serie:
        yield serie


def busca_terminos(texto, por_inicio):
    lista, n = fichas(texto), 0
    while n < len(lista):
        largo = 1
        for termino in por_inicio.get(lista[n][0], ()):
            tramo = lista[n:n + len(termino)]
            if tuple(f[0] for f in tramo) == termino and all(f[2] for f in tramo[1:]):
                yield lista[n][1][0], Hecho("termino", " ".join(termino))
                largo = len(termino)
                break
        n += largo


def tapado(texto, tramos):
    for inicio, fin in tramos:
        texto = texto[:inicio] + "\0" * (fin - inicio) + texto[fin:]
    return texto


@cache
def con_forma(texto, anio):
    """[(tramo, hecho)] de lo que se reconoce por su forma; cada carácter es de un solo hecho."""
    hallados = []

    def pone(inicio, fin, *hechos):
        nonlocal texto
        hallados.extend(((inicio, fin), hecho) for hecho in hechos)
        texto = tapado(texto, [(inicio, fin)])

    for caso in IDENTIFICADOR.finditer(texto):
        crudo = caso[0].rstrip(".-")
        if not any(c.isdigit() for c in crudo):
            continue
        previo = CLASE_DE_DOCUMENTO.search(texto[:caso.start()])
        clase = plano(previo["clase"]) if previo else ""
        tipo = {"oficio": "oficio", "circular": "oficio", "memorandum": "oficio", "acuerdo": "acuerdo"}.get(clase, "documento")
        interno = " interno" if previo and previo["interno"] else ""
        forma = plano(previo["forma"] or "") if previo else ""
        espacios = "con espacios" if re.search(r"\s/", crudo) else "sin espacios"
        valor = f"{clase}{interno} {''.join(crudo.split())}".strip()
        pone(previo.start() if previo else caso.start(), caso.start() + len(crudo), Hecho(tipo, valor, f"{forma or 'a secas'}, {espacios}"))
    for fecha in busca_fechas(texto):
        hechos = [Hecho("fecha", fecha.valor(anio), fecha.formato)]
        if fecha.error:
            hechos.append(Hecho("error", fecha.error))
        pone(fecha.inicio, fecha.fin, *hechos)
    for caso in MES_SUELTO.finditer(texto):
        mes = f"{numero_de_mes(caso['mes']):02}"
        pone(*caso.span(), Hecho("mes", f"{caso['anio']}-{mes}" if caso["anio"] else mes, "con año" if caso["anio"] else "sin año"))
    for caso in NORMA.finditer(texto):
        que = plano(caso["que"]).rstrip(".")
        pone(*caso.span(), Hecho("norma", f"{SINGULAR.get(que, que.rstrip('s'))} {palabras(caso['cuales'])}"))
    for caso in PERSONA.finditer(texto):
        pone(*caso.span(), Hecho("persona", palabras(caso["nombre"]), plano(caso["trato"]).replace(".", "")))
        if cargo := CARGO.match(texto, caso.end()):
            hallados.append((cargo.span("cargo"), Hecho("cargo", palabras(cargo["cargo"]), plano(cargo["forma"] or "tras coma"))))
    for caso in PROCESO.finditer(texto):
        pone(*caso.span(), Hecho("proceso", f"{caso[1]}-{caso[2]}"))
    for caso in ORDINAL.finditer(texto):
        raiz = next(n for n, r in enumerate(ORDINALES, 1) if plano(caso[1]).startswith(r))
        pone(caso.start(1), caso.end(1), Hecho("ordinal", f"{raiz} {plano(caso['que'])}"))
    for caso in NUMERO.finditer(texto):
        antes = (re.findall(r"[^\W\d_]+", texto[:caso.start()].rsplit("\0", 1)[-1]) or [""])[-1]
        despues = re.match(r"\s*([^\W\d_]+)", texto[caso.end():])
        if re.fullmatch(r"(?:19|20)\d\d", caso[0]):
            pone(*caso.span(), Hecho("anio", f"{plano(antes)} {caso[0]}".strip()))
        else:
            previo = plano(antes) if plano(antes) in ("numero", "num", "no") else ""
            siguiente = plano(despues[1]) if despues and not previo else ""
            pone(*caso.span(), Hecho("numero", f"{previo} {caso[0].strip()} {siguiente}".strip(), "cifras"))
    for caso in NUMERO_EN_PALABRAS.finditer(texto):
        if (cuanto := en_cifras(caso[0])) > 1:
            despues = re.match(r"\s*([^\W\d_]+)", texto[caso.end():])
            pone(*caso.span(), Hecho("numero", f"{cuanto} {plano(despues[1]) if despues else ''}".strip(), "palabras"))
    for caso in VOTO.finditer(texto):
        pone(*caso.span(), Hecho("voto", plano(caso[0])))
    return hallados


def de_narracion(texto, por_inicio, anio):
    """Lo que pasó y con quién: verbos, negaciones, términos y materias de un párrafo que no va entero."""
    yield from de_lista(texto)
    libre = tapado(texto, [tramo for tramo, hecho in con_forma(texto, anio) if hecho.tipo != "cargo"])
    yield from busca_terminos(libre, por_inicio)


@cache
def de_lista(texto):
    hallados = []
    for caso in ACCION.finditer(texto):
        accion = list(ACCIONES)[int(caso.lastgroup[1:])]
        hallados.append((caso.start(), Hecho("accion", accion, "futuro" if FUTURO.search(caso[0]) else "")))
    hallados += [(caso.start(), Hecho("negacion", plano(caso[0]))) for caso in NEGACION.finditer(texto)]
    return hallados + [(caso.start(), Hecho("materia", plano(caso[0]))) for caso in MATERIA.finditer(texto)]


def hechos(bloques, vocabulario=None):
    """Los hechos de un informe en su orden; `vocabulario`, los términos que se buscan (los propios si no se dan)."""
    anio = anio_del_informe(b.texto for b in bloques)
    por_inicio = {}
    for termino in sorted(terminos(bloques) if vocabulario is None else vocabulario, key=len, reverse=True):
        por_inicio.setdefault(termino[0], []).append(termino)
    lista, fin_de_portada, enteros = [], portada(bloques), textos_enteros(bloques)
    cubierta = " ".join(palabras(b.texto) for b in bloques[:fin_de_portada] if not solo_fecha(b.texto))
    for n, bloque in enumerate(bloques):
        de_este, narra = [], False
        if n < fin_de_portada:
            if cubierta and not solo_fecha(bloque.texto):
                de_este.append((-1, Hecho("portada", cubierta)))
                cubierta = ""
        elif bloque.clase == "indice":
            lista.append(Hecho("indice", palabras(bloque.texto), "", bloque.linea, bloque.texto))
            continue
        elif bloque.clase == "titulo":
            if not solo_fecha(bloque.texto):
                de_este.append((-1, Hecho("seccion", palabras(bloque.texto))))
        elif bloque.clase == "elemento":
            de_este.append((-1, Hecho("orden", f"{bloque.numero} {palabras(bloque.texto)}".strip(), bloque.marca)))
        elif bloque.clase == "fila":
            de_este.append((-1, Hecho("tabla", " | ".join(palabras(c) for c in bloque.celdas))))
        elif n in enteros:
            de_este.append((-1, Hecho(enteros[n], palabras(bloque.texto), "firma" if enteros[n] == "cargo" else "")))
        else:
            narra = True
        de_este += [(tramo[0], hecho) for tramo, hecho in con_forma(bloque.texto, anio)]
        if narra:
            de_este += de_narracion(bloque.texto, por_inicio, anio)
            con_nombre = [tramo for tramo, _ in con_forma(bloque.texto, anio)]
            de_este += sin_hechos(bloque.texto, con_nombre, [inicio for inicio, h in de_este if h.tipo not in ("materia", "negacion")])
        de_este.sort(key=lambda par: (par[0], ORDEN_DE_TIPOS.index(par[1].tipo)))
        for inicio, hecho in de_este:
            contexto = bloque.texto[max(0, inicio - 40):max(0, inicio) + 70]
            # Un término que se repite sin nada en medio es una sola mención.
            if hecho.tipo in ("termino", "materia") and lista and lista[-1].clave == hecho.clave:
                continue
            lista.append(Hecho(hecho.tipo, hecho.valor, hecho.formato, bloque.linea, contexto))
    return lista


def sin_hechos(texto, tramos, inicios):
    """Las oraciones en las que no se reconoce nada van enteras: en ellas no puede esconderse lo inventado."""
    # El punto de «Ing.» o de «No.» está dentro de un hecho y no termina la oración.
    cortes = [caso.end() for caso in re.finditer(r"[.;?!]\s+(?=[¿«\"“]?[A-ZÁÉÍÓÚÑ\0])", tapado(texto, tramos))]
    cortes = [0, *cortes, len(texto)]
    for inicio, fin in zip(cortes, cortes[1:]):
        oracion = palabras(texto[inicio:fin])
        if len(oracion.split()) > 1 and not any(inicio <= donde < fin for donde in inicios):
            yield inicio, Hecho("texto", oracion)


def solo_fecha(texto):
    fechas = busca_fechas(texto)
    return len(fechas) == 1 and not palabras(tapado(texto, [(fechas[0].inicio, fechas[0].fin)]))


def portada(bloques):
    """Cuántos bloques son de la portada: los de antes del índice y de su título."""
    indice = next((n for n, b in enumerate(bloques) if b.clase == "indice"), 0)
    if indice and bloques[indice - 1].clase == "titulo" and palabras(bloques[indice - 1].texto) in ("contenido", "indice"):
        indice -= 1
    return indice


def textos_enteros(bloques):
    """{número de bloque: tipo} de los párrafos que se comparan palabra por palabra: extractos de normas, fórmulas y firma."""
    enteros, seccion = {}, []

    def cierra():
        textos = [bloques[n].texto for n in seccion]
        tipos = {h.tipo for t in textos for _, h in con_forma(t, None)}
        if "norma" in tipos and not tipos & {"fecha", "oficio", "acuerdo", "documento", "persona"}:
            enteros.update((n, "texto") for n in seccion if bloques[n].clase == "parrafo")
        seccion.clear()

    en_extracto = False
    for n, bloque in enumerate(bloques):
        if bloque.clase in ("titulo", "indice"):
            cierra()
            en_extracto = False
            continue
        seccion.append(n)
        if bloque.clase != "parrafo":
            continue
        formula = FORMULA.match(plano(bloque.texto)) and len(bloque.texto.split()) <= 20
        en_extracto = not formula and (en_extracto or bool(EXTRACTO.match(bloque.texto)))
        if formula or en_extracto or CITA.match(bloque.texto):
            enteros[n] = "texto"
        elif n and es_firma(bloques[n - 1]) and len(bloque.texto.split()) <= 12 and not bloque.texto.endswith("."):
            enteros[n] = "cargo"
    cierra()
    return enteros


def es_firma(bloque):
    caso = PERSONA.fullmatch(bloque.texto)
    return bloque.clase == "parrafo" and caso is not None
