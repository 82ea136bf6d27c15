"""Los hechos de un informe ya leído en bloques: fechas, oficios, personas, orden del día, secciones, textos y términos."""

import re
from dataclasses import dataclass
from functools import cache

from fechas_de_informe import CARDINAL, MES_SUELTO, anio_del_informe, busca_fechas, en_cifras, numero_de_mes
from texto_de_informe import palabras, plano

MAYUSCULA = "A-ZÁÉÍÓÚÜÑ"
TRAMO = rf"[{MAYUSCULA}0-9][{MAYUSCULA}0-9.\-]*"
IDENTIFICADOR = re.compile(
    rf"(?<![\w/])(?=[{MAYUSCULA}]{{2}})(?:{TRAMO}(?:\s*/\s*{TRAMO})+|[{MAYUSCULA}]{{2,}}(?:-[{MAYUSCULA}0-9]+)*-\d+(?:-[{MAYUSCULA}0-9]+)*)"
)
CLASE_DE_DOCUMENTO = re.compile(
    r"\b(?P<clase>oficio|circular|memor[aá]ndum|acuerdo|similar|dictamen|convenio|contrato|acta|resoluci[oó]n)(?:es|s)?"
    r"(?P<interno>\s+intern[oa])?(?P<forma>\s+(?:no\.|n[uú]m\.|n[uú]mero|n[º°]))?\s*:?\s*$", re.I,
)
NORMA = re.compile(
    r"\b(?P<que>art[ií]culos?|art\.|numeral(?:es)?|puntos?|anexos?|fracci[oó]n(?:es)?|incisos?|p[aá]rrafos?|cap[ií]tulos?)\s+"
    r"(?P<cuales>(?:\d+|[IVXL]+\b|[a-z]\))(?:\s*(?:,|\by\b|\be\b|\bal?\b)\s*(?:y\s+)?(?:\d+|[IVXL]+\b|[a-z]\)))*)", re.I,
)
SINGULAR = {"art": "articulo", "numerales": "numeral", "fracciones": "fraccion"}
PROCESO = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")
NUMERO = re.compile(r"(?<![\w/])(?:\d{1,2}:\d\d(?::\d\d)?|\$?\d+(?:[.,]\d+)*\s?%?)(?!\w)")
NUMERO_EN_PALABRAS = re.compile(rf"\b(?:{CARDINAL})\b", re.I)
ORDINALES = ["primer", "segund", "tercer", "cuart", "quint", "sext", "septim", "octav", "noven", "decim"]
ORDINAL = re.compile(
    r"\b(primer|primera|segund[oa]|tercer|tercera|cuart[oa]|quint[oa]|sext[oa]|s[eé]ptim[oa]|octav[oa]|noven[oa]|d[eé]cim[oa])"
    r"\s+(?P<que>[^\W\d_]+)", re.I,
)
TRATO = (
    r"Ing|Lic|Licda|Licdo|Lcda|Lcdo|Mtro|Mtra|Dr|Dra|Arq|Prof|Profa|Profr|MTI|M\.T\.I|M\.C|M\.A|L\.C\.C|C\.P|"
    r"Ingeniero|Ingeniera|Licenciado|Licenciada|Maestro|Maestra|Doctor|Doctora|Arquitecto|Arquitecta|ING|LIC|MTRO|MTRA|DR|DRA|ARQ"
)
NOMBRE = rf"[{MAYUSCULA}][\w'’-]+"
PERSONA = re.compile(
    rf"(?<![\w.])(?P<trato>(?:{TRATO})\.?|C\.)\s+(?P<nombre>{NOMBRE}(?:\s+(?:(?:de|del|la|las|los|y|DE|DEL|LA|LOS)\s+)*{NOMBRE}){{0,7}})"
)
CARGO = re.compile(rf"\s*,\s+(?:(?P<forma>en\s+su\s+(?:car[aá]cter|calidad)\s+de)\s+|(?=[{MAYUSCULA}]))(?P<cargo>[^,.;:]+)")
VOTO = re.compile(r"\b(?:unanimidad|mayor[ií]a(?:\s+de\s+votos)?|abstenci[oó]n(?:es)?|votos?\s+en\s+contra)\b", re.I)
NEGACION = re.compile(r"\b(?:no(?!\.|\s+obstante)|sin|ning[uú]n[oa]?|algun[oa](?=\s+por\b|[.,;])|nunca|tampoco)\b", re.I)

# Los verbos del trámite dicen qué pasó con lo que se nombra junto a ellos: recibir un oficio no es remitirlo.
ACCIONES = {
    "aprobar": r"apr(?:ob|ueb)\w*", "emitir": r"emit\w*", "remitir": r"remit\w*", "recibir": r"recib\w*",
    "enviar": r"env[ií](?:a|an|o|ó|ad[oa]s?|aron|ar)", "suscribir": r"suscri\w*", "firmar": r"firm(?:a|ó|ad[oa]s?|aron)",
    "atender": r"atendi\w*", "validar": r"valid(?:a|ó|ad[oa]s?|aron)", "celebrar": r"celebr(?:a|ó|ad[oa]s?|aron)",
    "informar": r"inform(?:a|an|ó|ad[oa]s?|aron)", "solicitar": r"solicit(?:a|an|ó|ad[oa]s?|aron)",
    "manifestar": r"manif(?:est|iest)\w*", "modificar": r"modific(?:a|an|ó|ad[oa]s?|aron)", "crear": r"cre(?:a|ó|ad[oa]s?)",
    "designar": r"design(?:a|ó|ad[oa]s?|aron)", "presentar": r"present(?:a|an|ó|ad[oa]s?|aron)",
    "elaborar": r"elabor(?:a|an|ó|ad[oa]s?|aron)", "realizar": r"realiz(?:a|an|ar|ó|ad[oa]s?|aron)", "asistir": r"asist(?:e|ió|ieron)",
    "iniciar": r"inici(?:a|ó|ad[oa]s?|aron)", "llevar a cabo": r"llev\w*(?:\s+\w+)??\s+a\s+cabo|a\s+cabo\s+llev\w+|lleve", "compartir": r"compart\w*",
    "conocer": r"conocer", "cumplir": r"cumpl\w*", "fungir": r"fung\w*", "designación": r"designaci[oó]n",
    "renuncia": r"renunci\w*", "respuesta": r"respuesta", "dar": r"se\s+da\b|dar\s+de\s+alta|da(?:r|rá|n)?\s+seguimiento", "suplir": r"supl\w*",
    "generar": r"gener(?:a|ó|ar|ad[oa]s?|aron)", "establecer": r"establec\w+", "someter": r"somet\w+",
    "instalar": r"instalad[oa]s?", "integrar": r"integrad[oa]s?", "determinar": r"determin(?:a|ó|ad[oa]s?)", "utilizar": r"utiliz\w*",
    "convocar": r"convoc(?:a|ó|ad[oa]s?|aron)", "publicar": r"public(?:a|ó|ad[oa]s?|aron)", "contar": r"cont[oó]",
    "ratificar": r"ratific(?:a|ó|ad[oa]s?)", "entregar": r"entreg(?:a|ó|ad[oa]s?|aron)", "detectar": r"detect\w*",
}
ACCION = re.compile(r"\b(?:" + "|".join(f"(?P<a{n}>{p})" for n, p in enumerate(ACCIONES.values())) + r")\b", re.I)
FUTURO = re.compile(r"(?:rá|rán)\b", re.I)

# De lo que trata lo narrado, cuando se escribe en minúsculas y por eso no es un término por regla.
MATERIAS = (
    r"firewall", r"enlaces?", r"mobiliario", r"equipos?", r"red\s+interna", r"videoconferencia", r"constancia", r"convocatoria",
    r"invitaci[oó]n(?:es)?", r"observaci[oó]n(?:es)?", r"auditor[ií]a", r"campus", r"dictamen", r"actas?", r"sesi[oó]n(?:es)?",
    r"integraci[oó]n", r"instalaci[oó]n", r"habilitaci[oó]n", r"configuraci[oó]n", r"distribuci[oó]n", r"revisi[oó]n", r"protesta",
    r"bases?\s+de\s+datos", r"formato", r"reclutamiento", r"simulacros?", r"informe", r"proyectos?", r"requisitos", r"presentaci[oó]n",
    r"ordinarias?", r"extraordinarias?", r"principal", r"alterno", r"capacidad", r"riesgo", r"plazos", r"personal", r"anterior",
    r"orden\s+del\s+d[ií]a", r"acuerdos?", r"oficios?", r"circular(?:es)?", r"solicitud", r"implementaci[oó]n", r"operaci[oó]n",
    r"integrantes?", r"únicamente", r"exclusivamente", r"adicionales", r"conclusi[oó]n", r"actividad(?:es)?", r"reuni[oó]n(?:es)?",
    r"ratificaci[oó]n", r"lineamientos", r"tiempo\s+y\s+forma", r"representaci[oó]n(?:es)?", r"documentos", r"documentaci[oó]n",
    r"emisi[oó]n", r"elaboraci[oó]n", r"secretari[oa]\s+t[eé]cnic[oa]", r"procedimiento", r"en\s+curso", r"en\s+desarrollo",
    r"en\s+proceso", r"mejoras", r"eléctrica", r"cómputo", r"avances?", r"propuesta", r"titular", r"calendario",
    r"plan(?:es)?\s+de\s+trabajo", r"seguimiento", r"consejer[oa]s", r"diseño", r"similar",
    r"informaci[oó]n", r"habilitar", r"coordinar", r"formales\s+de\s+trabajo", r"partidistas", r"situaciones", r"carta", r"ciudadan[oa]s",
    r"comisi[oó]n", r"comit[eé]", r"trabajos", r"responsable", r"encargada", r"requerimientos?", r"contrato", r"convenio", r"licitaci[oó]n",
)
MATERIA = re.compile(r"\b(?:" + "|".join(sorted(MATERIAS, key=len, reverse=True)) + r")\b", re.I)

ENLACES = {"de", "del", "la", "las", "los", "y"}
FUNCIONALES = ENLACES | set(
    "e el para en con por se al a un una unos unas lo su sus que como asi no sin este esta estos estas dicho dicha o u si mediante "
    "de mismo misma cual artículo articulo numeral punto".split()
)
FORMULA = re.compile(r"^(?:sin|no se)\s")
EXTRACTO = re.compile(r"^art[ií]culos?\s+\d+\s*\.", re.I)
CITA = re.compile(r"^(?:el\s+)?(?:art[ií]culo|numeral)\s+\d+\b.*\b(?:establece|señala|dispone|indica)", re.I)
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
