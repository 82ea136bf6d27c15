#!/usr/bin/env python3
"""Prueba al juez de los informes: a las semillas se les cambian hechos uno a uno, y ninguno debe pasar; lo mismo con otra
presentación no debe diferir. Las semillas están junto a PREP_DATOS (`../semillas`) o en la carpeta que se da como argumento."""

import html
import os
import random
import re
import sys
import textwrap
import unittest
from pathlib import Path

from extrae_hechos import IDENTIFICADOR, PERSONA, VOTO, hechos
from fechas_de_informe import MESES, busca_fechas
from hechos_de_informe import compara, lee_semilla, proporcion_de_palabras
from texto_de_informe import lee, palabras

MUTACIONES_POR_SEMILLA = 200
SEMILLAS = Path(os.environ.get("PREP_DATOS", "datos")).parent / "semillas"


def hechos_de(texto):
    return [(h.tipo, h.valor, h.formato) for h in hechos(lee(texto)) if h.tipo not in ("accion", "materia", "termino", "negacion")]


def sustituye(texto, caso, nuevo):
    return texto[:caso[0]] + nuevo + texto[caso[1]:]


# Cada mutación recibe el texto y un azar, y devuelve el texto mutado (o None si no tiene qué cambiar).
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


def otra_presentacion(texto, azar):
    """El mismo texto sin marcas, con otros renglones y otros saltos de página."""
    partes = []
    for parrafo in re.split(r"(\n(?:[ ]*\n)+)", texto):
        if not parrafo.strip():  # los saltos de página que tiene se quedan; alguno más puede caer entre dos párrafos
            otro = f"\n\n{azar.randint(2, 17)}\n\f\n" if azar.random() < 0.1 else "\n\n"
            partes.append(parrafo if parrafo.count("\n") > 3 else otro)
            continue
        renglones = parrafo.split("\n")
        corrido = not re.search(r"(?m)^\s*[-#|]|\t|^\d+\. ", parrafo) and len(renglones) == 1
        limpio = re.sub(r"\*+|</?[biu]>", "", parrafo)
        partes.append("\n".join(textwrap.wrap(limpio, azar.choice((50, 70, 100)), break_on_hyphens=False)) if corrido else limpio)
    return "".join(partes)


def en_html(bloques):
    """Los mismos bloques como un documento: listas y tablas de verdad, y el índice en `nav`."""
    partes, n = ["<!doctype html><html lang=es-MX><head><title>Otra cosa</title></head><body>"], 0
    while n < len(bloques):
        bloque, texto = bloques[n], html.escape(bloques[n].texto)
        if bloque.clase == "indice":
            partes.append("<nav><ol>")
            while n < len(bloques) and bloques[n].clase == "indice":
                partes.append(f"<li><a href='#s{n}'>{html.escape(bloques[n].texto)}</a></li>")
                n += 1
            partes.append("</ol></nav>")
            continue
        if bloque.clase == "elemento":
            lista = {"numero": f"ol start={bloque.numero}", "letra": f"ol type=a start={ord((bloque.numero or 'a')[0]) - 96}"}.get(bloque.marca, "ul")
            partes.append(f"<{lista}><li><p>{texto}</p></li></{lista[:2]}>")
        elif bloque.clase == "fila":
            partes.append("<table><tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in bloque.celdas) + "<td></td></tr></table>")
        else:
            partes.append(f"<h2>{texto}</h2>" if bloque.clase == "titulo" else f"<p>{texto.replace(' de ', ' <b>de</b> ', 1)}</p>")
        n += 1
    return "\n".join([*partes, "<p hidden>escondido</p></body></html>"])


class Formas(unittest.TestCase):
    def fechas(self, texto):
        return [(f.valor(2021), f.formato, f.error) for f in busca_fechas(texto)]

    def test_cada_forma_de_escribir_una_fecha(self):
        for texto, valor, formato in [
            ("cuatro (04) de marzo de dos mil veintiuno (2021)", "2021-03-04", "palabras_y_cifras, año_en_palabras_y_cifras"),
            ("seis (06) de noviembre del dos mil veinte (2020)", "2020-11-06", "palabras_y_cifras, año_en_palabras_y_cifras"),
            ("treinta y uno (31) de marzo del año en curso", "2021-03-31", "palabras_y_cifras, año_en_curso"),
            ("22 de febrero de 2021", "2021-02-22", "cifras, año_en_cifras"),
            ("06 DE NOVIEMBRE DE 2023", "2023-11-06", "cifras, año_en_cifras"),
            ("6 DE OCTUBRE DE 2023", "2023-10-06", "cifras_sin_cero, año_en_cifras"),
            ("03 de octubre", "-----10-03", "cifras, sin_año"),
            ("primero de diciembre del año actual", "2021-12-01", "primero, año_actual"),
            ("veintidós de mayo de dos mil veintiséis", "2026-05-22", "palabras, año_en_palabras"),
            ("30-11-2023", "2023-11-30", "guiones"), ("30/11/2023", "2023-11-30", "diagonales"), ("2023-11-30", "2023-11-30", "iso"),
        ]:
            self.assertEqual(self.fechas(f"El día {texto}, se"), [(valor, formato, "")], texto)
        self.assertEqual(self.fechas("Proceso 2023-2024, oficio IEPC/UTC/21/107"), [])

    def test_las_palabras_y_las_cifras_de_una_fecha_deben_decir_lo_mismo(self):
        self.assertIn(("error", "día 4 ≠ 05", ""), hechos_de("El cuatro (05) de marzo de dos mil veinte (2020) se recibió."))
        self.assertIn(("error", "año 2020 ≠ 2021", ""), hechos_de("El cuatro (04) de marzo de dos mil veinte (2021) se recibió."))

    def test_documentos_normas_personas_y_numeros(self):
        self.assertEqual(hechos_de("Por Oficio No. IEC/SE/7/2021 y circular INE / UTVOPL / 0194 / 2021, el acuerdo número IEC/CG/1/2020."), [
            ("oficio", "oficio IEC/SE/7/2021", "no., sin espacios"), ("oficio", "circular INE/UTVOPL/0194/2021", "a secas, con espacios"),
            ("acuerdo", "acuerdo IEC/CG/1/2020", "numero, sin espacios"),
        ])
        self.assertEqual(hechos_de("El 7 de mayo los puntos 16, 17 y 21 del numeral 33 del Anexo 13 piden 32 equipos en cinco días."), [
            ("fecha", "-----05-07", "cifras_sin_cero, sin_año"), ("norma", "punto 16 17 y 21", ""), ("norma", "numeral 33", ""), ("norma", "anexo 13", ""),
            ("numero", "32 equipos", "cifras"), ("numero", "5 dias", "palabras"),
        ])
        self.assertEqual(hechos_de("Firma la Dra. Ana de la Cruz Peña, en su carácter de Titular, la Tercera sesión por mayoría."), [
            ("persona", "ana de la cruz peña", "dra"), ("cargo", "titular", "en su caracter de"), ("ordinal", "3 sesion", ""), ("voto", "mayoria", ""),
        ])

    def test_lo_escondido_y_lo_que_no_tiene_hechos(self):
        base = "<!doctype html><body><h1>Uno</h1><p>Se recibió el oficio A-1.</p>{}</body>"
        for mas, difiere in [("<p hidden>Se recibió el oficio B-2.</p>", False), ("<script>2</script>", False),
                             ("<p>Todo resultó muy bien.</p>", True), ("<ol><li>Uno</li></ol>", True), ("<h2>Dos</h2>", True)]:
            self.assertEqual(bool(compara(lee(base.format("")), lee(base.format(mas)))), difiere, mas)

    def test_listas_de_html(self):
        bloques = lee("<html><ol start=3><li>tres<ul><li>punto</li></ul></li><li value=7><p>siete</p></li></ol><ol type=a><li>letra</li></ol></html>")
        self.assertEqual([(b.marca, b.numero, b.texto) for b in bloques],
                         [("numero", "3", "tres"), ("viñeta", "", "punto"), ("numero", "7", "siete"), ("letra", "a", "letra")])


class Semillas(unittest.TestCase):
    def setUp(self):
        self.semillas = sorted(SEMILLAS.glob("informe-*.txt"))
        if not self.semillas:
            self.skipTest(f"no hay semillas en {SEMILLAS}")

    def test_ninguna_mutacion_pasa(self):
        for ruta in self.semillas:
            azar, texto, original = random.Random(ruta.name), ruta.read_text(encoding="utf-8"), lee_semilla(ruta)
            hechas, escapan, vueltas = 0, [], 0
            while hechas < MUTACIONES_POR_SEMILLA and vueltas < 20 * MUTACIONES_POR_SEMILLA:
                muta, vueltas = MUTACIONES[vueltas % len(MUTACIONES)], vueltas + 1
                try:
                    mutado = muta(texto, azar)
                except (IndexError, ValueError):  # la semilla no tiene dónde
                    continue
                bloques = mutado and lee(mutado, ruta.stem)
                if not bloques or [palabras(b.texto) for b in bloques] == [palabras(b.texto) for b in original] and " / " not in texto:
                    continue
                hechas += 1
                if not compara(original, bloques):
                    cambio = proporcion_de_palabras(original, bloques)[1]
                    escapan.append(f"{muta.__name__}: {'; '.join(cambio)[:200]}")
            print(f"{ruta.stem}: {hechas} mutaciones, {len(escapan)} pasan", *escapan, sep="\n  ")
            self.assertGreaterEqual(hechas, MUTACIONES_POR_SEMILLA, ruta.name)
            self.assertLessEqual(len(escapan), hechas // 100, escapan)

    def test_otra_presentacion_no_difiere(self):
        for ruta in self.semillas:
            original = lee_semilla(ruta)
            for n in range(20):
                otra = lee(otra_presentacion(ruta.read_text(encoding="utf-8"), random.Random(n)), ruta.stem)
                self.assertEqual([str(d) for d in compara(original, otra)], [], f"{ruta.name} {n}")
            self.assertEqual([str(d) for d in compara(original, lee(en_html(original)))], [], ruta.name)


if __name__ == "__main__":
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        SEMILLAS = Path(sys.argv.pop(1))
    sys.exit(0 if unittest.main(exit=False, verbosity=0).result.wasSuccessful() else 1)
