#!/usr/bin/env python3
"""Prueba al juez de los informes: a las semillas se les cambian hechos uno a uno, y ninguno debe pasar; lo mismo con otra
presentación no debe diferir. Las semillas están junto a PREP_DATOS (`../semillas`) o en la carpeta que se da como argumento."""

import html
import os
import random
import re
import sys
import tempfile
import textwrap
import unittest
import zipfile
from pathlib import Path

from extrae_hechos import hechos
from fechas_de_informe import busca_fechas
from hechos_de_informe import compara, lee_generado, lee_semilla, proporcion_de_palabras
from mutaciones_de_informe import MUTACIONES
from texto_de_informe import lee, palabras

MUTACIONES_POR_SEMILLA = int(os.environ.get("PREP_MUTACIONES", "200"))
SEMILLAS = Path(os.environ.get("PREP_DATOS", "datos")).parent / "semillas"


def hechos_de(texto):
    return [(h.tipo, h.valor, h.formato) for h in hechos(lee(texto)) if h.tipo not in ("accion", "materia", "termino", "negacion")]


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


def en_docx(bloques, ruta):
    """Los mismos bloques como un DOCX mínimo: estilos de título y de índice, numeración y tablas."""
    xml = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    estilos = {"titulo": "heading 2", "indice": "toc 1"}
    cuerpo, numeros, formas = [], [], {"numero": "decimal", "letra": "lowerLetter", "viñeta": "bullet"}
    for bloque in bloques:
        texto = html.escape(bloque.texto)
        partido = f"<w:r><w:t>{texto[:3]}</w:t></w:r><w:r><w:t>{texto[3:]}</w:t></w:r>" if "&" not in texto else f"<w:r><w:t>{texto}</w:t></w:r>"
        propiedades = f'<w:pStyle w:val="{bloque.clase}"/>' if bloque.clase in estilos else ""
        if bloque.clase == "indice":
            partido += "<w:r><w:tab/><w:t>12</w:t></w:r>"
        elif bloque.clase == "elemento":
            inicio = int(bloque.numero) if bloque.numero.isdigit() else ord((bloque.numero or "a")[0]) - 96
            numeros.append((formas[bloque.marca], inicio))
            propiedades = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(numeros)}"/></w:numPr>'
        elif bloque.clase == "fila":
            celdas = "".join(f"<w:tc><w:p><w:r><w:t>{html.escape(c)}</w:t></w:r></w:p></w:tc>" for c in bloque.celdas)
            cuerpo.append(f"<w:tbl><w:tr>{celdas}</w:tr></w:tbl>")
            continue
        cuerpo.append(f"<w:p><w:pPr>{propiedades}</w:pPr>{partido}</w:p>")
    cuerpo.append("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>escondido</w:t></w:r></w:p>")
    with zipfile.ZipFile(ruta, "w") as archivo:
        archivo.writestr("word/document.xml", f"<w:document {xml}><w:body>{''.join(cuerpo)}</w:body></w:document>")
        archivo.writestr("word/styles.xml", f"<w:styles {xml}>" + "".join(
            f'<w:style w:styleId="{clave}"><w:name w:val="{nombre}"/></w:style>' for clave, nombre in estilos.items()) + "</w:styles>")
        archivo.writestr("word/numbering.xml", f"<w:numbering {xml}>" + "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="{inicio}"/><w:numFmt w:val="{forma}"/></w:lvl></w:abstractNum>'
            for n, (forma, inicio) in enumerate(numeros, 1)) + "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(numeros) + 1)) + "</w:numbering>")


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
            with tempfile.TemporaryDirectory() as carpeta:
                en_docx(original, docx := Path(carpeta) / "informe.docx")
                self.assertEqual([str(d) for d in compara(original, lee_generado(docx))], [], ruta.name)


if __name__ == "__main__":
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        SEMILLAS = Path(sys.argv.pop(1))
    sys.exit(0 if unittest.main(exit=False, verbosity=0).result.wasSuccessful() else 1)
