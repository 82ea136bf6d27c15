"""Las formas y las palabras con que se reconoce cada hecho de un informe: identificadores, normas, tratos, verbos y materias."""

import re

from fechas_de_informe import CARDINAL

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
    r"emisi[oó]n", r"elaboraci[oó]n", r"secretar[ií][oa]\s+t[eé]cnic[oa]", r"procedimiento", r"en\s+curso", r"en\s+desarrollo",
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
