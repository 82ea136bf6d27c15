#!/usr/bin/env python3
"""Prueba los verificadores con un repositorio pequeño y sus faltas: un verificador que no puede fallar no verifica nada."""

import sys
import tempfile
import unittest
from pathlib import Path

import verificar_documentos
import verificar_importaciones
from codigo_swift import separa


class Repositorio(unittest.TestCase):
    def setUp(self):
        carpeta = tempfile.TemporaryDirectory()
        self.addCleanup(carpeta.cleanup)
        self.raiz = Path(carpeta.name).resolve()

    def escribe(self, ruta, texto):
        archivo = self.raiz / ruta
        archivo.parent.mkdir(parents=True, exist_ok=True)
        archivo.write_text(texto, encoding="utf-8")


class Lectura(unittest.TestCase):
    def test_separa_comentarios_cadenas_e_interpolaciones(self):
        fuente = separa('// import A\n/* import B /* C */ import D */ let x = "a\\(f("b"))c" + #"d"e"#\n"""\nimport E\n"""\nimport F\n')
        self.assertEqual(fuente.codigo.split(), ["let", "x", "=", "f(", ")", "+", "import", "F"])
        self.assertEqual(fuente.cadenas, [(2, "b"), (2, "a c"), (2, 'd"e'), (3, "\nimport E\n")])


class Importaciones(Repositorio):
    def faltas(self):
        return list(verificar_importaciones.faltas(self.raiz))

    def test_acepta_lo_que_la_tabla_permite(self):
        self.escribe("Sources/Electoral/Acta.swift", "// import GRDB\npublic struct Acta {}\n")
        self.escribe("Sources/AlmacenSQLite/Base.swift", 'import GRDB\nlet q = "SELECT a\\nFROM b"\n')
        self.escribe("Sources/Formatos/Zip.swift", "import CZip\nlet z = zip_open_from_source(s, 0, &e)\n")
        self.escribe("Sources/prep/Prep.swift", "import GRDB\nimport ArgumentParser\n")
        self.assertEqual(self.faltas(), [])

    def test_nombra_cada_importacion_indebida(self):
        self.escribe("Sources/Electoral/Acta.swift", "import Foundation\n")
        self.escribe("Sources/Publicacion/Sitio.swift", "\n@preconcurrency import Almacen\npublic import struct GRDB.Row\n")
        self.assertEqual(
            self.faltas(),
            [
                "Sources/Electoral/Acta.swift:1: Electoral no puede importar Foundation",
                "Sources/Publicacion/Sitio.swift:2: Publicacion no puede importar Almacen",
                "Sources/Publicacion/Sitio.swift:3: Publicacion no puede importar GRDB",
            ],
        )

    def test_nombra_entrada_salida_y_sql_fuera_de_su_cuarto(self):
        self.escribe("Sources/Bitacora/Nota.swift", "import Foundation\nlet m = FileManager.default\nlet d = open(ruta, 0)\n")
        self.escribe("Sources/Operacion/Corte.swift", 'let q = """\n    SELECT acta\n    FROM hecho\n    """\n')
        self.escribe("Sources/Otro/Nuevo.swift", "")
        self.assertEqual(
            self.faltas(),
            [
                "Sources/Bitacora/Nota.swift:2: Bitacora no hace entrada ni salida y aquí usa FileManager",
                "Sources/Bitacora/Nota.swift:3: Bitacora no hace entrada ni salida y aquí usa open",
                "Sources/Operacion/Corte.swift:1: sólo Almacen y sus controladores conocen SQL y aquí hay un SELECT",
                "Sources/Otro/Nuevo.swift:1: Otro no está en la tabla de cuartos",
            ],
        )


class Documentos(Repositorio):
    def test_nombra_cada_liga_rota(self):
        self.escribe("docs/uno.md", "# Qué es un corte\n## Qué es un corte\n")
        self.escribe(
            "README.md",
            "[a](docs/uno.md#qué-es-un-corte-1) [b](https://x.mx) `[c](no.md)`\n```\n[d](no.md)\n```\n"
            '[e](docs/no.md)\n[f](docs/uno.md#otro)\n[g](../fuera.md)\n[h]: no.png\n<img src="i.png">\n',
        )
        self.assertEqual(
            sorted(verificar_documentos.faltas_de_ligas(self.raiz)),
            [
                "README.md:5: la liga docs/no.md no existe",
                "README.md:6: la liga docs/uno.md#otro apunta a un encabezado que no existe",
                "README.md:7: la liga ../fuera.md sale del repositorio",
                "README.md:8: la liga no.png no existe",
                "README.md:9: la liga i.png no existe",
            ],
        )

    def test_nombra_lo_que_el_glosario_cita_y_no_existe(self):
        self.escribe("Sources/Electoral/Acta.swift", "// Casilla\nstruct Acta { enum Estado {}; func capturar(_ c: Int) {} }\n")
        self.escribe(
            "docs/glosario.md",
            "| término | fuente | nombre en Swift |\n|---|---|---|\n| acta | `Anexo` | `Acta.Estado`, `capturar(_:)` |\n"
            "| casilla | x | `Casilla` |\n| cotejo | x | — |\n",
        )
        self.assertEqual(
            list(verificar_documentos.faltas_de_glosario(self.raiz)),
            ["docs/glosario.md:4: Casilla no existe en Sources"],
        )

    def test_compara_los_codigos_de_error_en_ambos_sentidos(self):
        self.escribe("Sources/prep/E.swift", '// PREP-FMT-009\nlet a = "PREP-FMT-001"\nlet b = "PREP-FMT-002"\n')
        self.escribe("docs/errores.md", "| código |\n|---|\n| PREP-FMT-001 |\n| PREP-ALM-003 |\n")
        self.assertEqual(
            list(verificar_documentos.faltas_de_errores(self.raiz)),
            [
                "Sources/prep/E.swift:3: el código PREP-FMT-002 no está en docs/errores.md",
                "docs/errores.md:4: el código PREP-ALM-003 no se usa en Sources",
            ],
        )


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False, verbosity=0).result.wasSuccessful() else 1)
