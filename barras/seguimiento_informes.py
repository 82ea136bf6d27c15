"""Los cuatro informes publicados se escriben otra vez desde sus hechos, y otros meses se escriben sin que nada falte."""

import os
import re
import subprocess
import sys

from comun import RAIZ, Incumplida, Resultado, SinDatos, mide
from extrae_hechos import hechos
from hechos_de_informe import compara, lee_generado, lee_semilla

# (semilla, carpeta de fichas, mes, formato, día en que se emitió)
INFORMES = (
    ("coahuila-2020-11", "coahuila-2021", "2020-11", "coahuila-2020", "2020-12-05"),
    ("coahuila-2021-03", "coahuila-2021", "2021-03", "coahuila-2021", "2021-04-05"),
    ("durango-2021-11", "durango-2021", "2021-11", "durango-2021", "2021-12-03"),
    ("morelos-2023-11", "morelos-2023", "2023-11", "morelos-2023", "2023-11-30"),
)
FORMATOS = ("coahuila-2020", "coahuila-2021", "durango-2021", "morelos-2023")
OTROS_MESES = ("2026-11", "2027-01", "2027-02", "2027-04", "2027-05")
# Lo que ningún informe debe tener, cualesquiera que sean los hechos.
MAL_ESCRITO = re.compile(r" [,.;:]|,[,.]|(?<!\.)\.\.(?!\.)|\( |\(\)|«»|\bde el\b|\ba el\b|\bfalse\b|\btrue\b|\{\{")


def importa(contexto, fichas):
    carpeta = contexto.nueva("seguimiento")
    archivo = carpeta / "seguimiento.sqlite"
    mide([contexto.prep, "seguimiento", "importar", RAIZ / "ejemplos/seguimiento" / fichas, "--archivo", archivo], carpeta).exige()
    return carpeta, archivo


def escribe(contexto, carpeta, archivo, mes, formato, *mas, tipo="html"):
    """El informe recién escrito; lo que la orden avisa es una falla: la plantilla pide algo que no existe."""
    salida = carpeta / f"{mes}-{formato}.{tipo}"
    medida = mide([contexto.prep, "informe", "--archivo", archivo, "--mes", mes, "--formato", formato, *mas, "--salida", salida], carpeta)
    medida.exige()
    if "la plantilla pide" in medida.error:
        raise Incumplida(f"{mes} {formato}: {medida.error.strip()}")
    return salida


def informes(contexto):
    """Cada informe publicado, desde sus hechos: nada falta y nada se inventa."""
    semillas = contexto.carpeta_datos.parent / "semillas"
    if not semillas.is_dir():
        raise SinDatos(f"faltan los informes publicados en {semillas}")
    importadas = {}
    for semilla, fichas, mes, formato, fecha in INFORMES:
        if fichas not in importadas:
            importadas[fichas] = importa(contexto, fichas)
        esperado = lee_semilla(semillas / f"informe-{semilla}.txt")
        diferencias = []
        for tipo in ("html", "docx"):
            generado = escribe(contexto, *importadas[fichas], mes, formato, "--fecha", fecha, tipo=tipo)
            diferencias += [f"{tipo}: {d}" for d in compara(esperado, lee_generado(generado))]
        cuantos = len(hechos(esperado))
        figura = f"{cuantos} hechos, {len(diferencias)} diferencias"
        yield Resultado(not diferencias, figura, f"informe de {semilla} desde sus hechos, en HTML y DOCX: nada falta ni se inventa", diferencias)
    yield otros_meses(contexto)


def otros_meses(contexto):
    """Meses que no están en los publicados: se escriben en todos los formatos, sin espacios ni signos sueltos."""
    carpeta, archivo = importa(contexto, "ejemplo-2027")
    fallas, escritos = [], 0
    for mes in OTROS_MESES:
        for formato in FORMATOS:
            pagina = escribe(contexto, carpeta, archivo, mes, formato).read_text(encoding="utf-8")
            texto = re.sub(r"<[^>]*>", "\n", pagina.split("<main>", 1)[1])
            escritos += 1
            fallas += [f"{mes} {formato}: «{caso[0]}» en {renglon}" for renglon in texto.split("\n") if (caso := MAL_ESCRITO.search(renglon))]
    return Resultado(not fallas, f"{escritos} informes, {len(fallas)} renglones mal", "informes de otros meses, en los cuatro formatos", fallas)


def juez_de_informes(contexto):
    """El juez ve los cambios de un solo hecho y no se fija en la presentación."""
    semillas = contexto.carpeta_datos.parent / "semillas"
    if not semillas.is_dir():
        raise SinDatos(f"faltan los informes publicados en {semillas}")
    entorno = os.environ | {"PREP_MUTACIONES": "100" if contexto.corta else "200"}
    prueba = [sys.executable, "-B", RAIZ / "barras/prueba_hechos_de_informe.py", semillas]
    hecho = subprocess.run([str(p) for p in prueba], capture_output=True, text=True, env=entorno, timeout=900)
    cuentas = re.findall(r": (\d+) mutaciones, (\d+) pasan", hecho.stdout)
    figura = f"{sum(int(n) for n, _ in cuentas)} mutaciones, {sum(int(n) for _, n in cuentas)} pasan"
    yield Resultado(
        hecho.returncode == 0, figura, "el juez de los informes ve 99 de cada 100 cambios de un hecho",
        (hecho.stdout + hecho.stderr).splitlines()[-20:],
    )
