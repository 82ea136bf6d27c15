"""Bar 3 y la parte de la 4 que es de papel: cada documento en DOCX y PDF, y cuánto tarda un informe con diez años de fichas."""

import subprocess
import time

from comun import RAIZ, Incumplida, Resultado, corre, sin_diferencias
from seguimiento_documentos import faltas
from seguimiento_informes import INFORMES, importa
from seguimiento_pantallas import OFICIOS, OFICIOS_CORTA
from seguimiento_pantallas import importa as importa_diez

INFORME_S = 5
VECES = 3
# De qué ficha del ejemplo se hace cada documento que es de una.
FICHAS = {
    "convocatoria": "sesion", "minuta": "sesion", "oficio-de-remision": "oficio", "prueba-de-funcionalidad": "ejercicio",
    "acta-de-cierre": "ejercicio", "memoria-tecnica": "difusor",
}
TIPOS = {
    "prueba-de-funcionalidad": "tipo: prueba", "acta-de-cierre": "tipo: operacion", "oficio-de-remision": "sentido: enviado",
    "memoria-tecnica": "estado: formalizado",
}
CARPETAS = {"sesion": "sesiones", "oficio": "oficios", "ejercicio": "ejercicios", "difusor": "difusores"}
CORTOS = ("plan-de-continuidad", "minuta")


def ficha_de(documento):
    """La ficha del ejemplo más rica de las que sirven a ese documento."""
    clase = FICHAS[documento]
    carpeta = RAIZ / "ejemplos/seguimiento/ejemplo-2027" / CARPETAS[clase]
    sirven = [r for r in carpeta.glob("*.yaml") if TIPOS.get(documento, "") in r.read_text("utf-8")]
    if not sirven:
        raise Incumplida(f"{documento}: el ejemplo no tiene de qué hacerlo")
    return f"{clase}/{max(sirven, key=lambda r: r.stat().st_size).stem}"


def escribe(contexto, carpeta, nombre, *orden):
    """Las rutas del DOCX y del PDF de un documento."""
    rutas = [carpeta / f"{nombre}.{tipo}" for tipo in ("docx", "pdf")]
    for ruta in rutas:
        corre([contexto.prep, *orden, "--salida", ruta])
    return rutas


def escritos(contexto):
    """Los cuatro informes y todos los documentos: LibreOffice los abre, y el papel tiene lo que debe."""
    malas, rutas = [], []
    for semilla, fichas, mes, formato, fecha in INFORMES[1:3] if contexto.corta else INFORMES:
        carpeta, archivo = importa(contexto, fichas)
        rutas += escribe(
            contexto, carpeta, semilla, "informe", "--archivo", archivo, "--mes", mes, "--formato", formato, "--fecha", fecha)
    carpeta, archivo = importa(contexto, "ejemplo-2027")
    documentos = [linea.split()[0] for linea in corre([contexto.prep, "seguimiento", "documento"]).decode().splitlines()]
    for documento in CORTOS if contexto.corta else documentos:
        de = ("--ficha", ficha_de(documento)) if documento in FICHAS else ()
        rutas += escribe(
            contexto, carpeta, documento, "seguimiento", "documento", documento, *de, "--archivo", archivo, "--fecha", "2027-06-30")
    for ruta in rutas:
        malas += [f"{ruta.name}: {falta}" for falta in faltas(ruta)]
    yield sin_diferencias(
        malas, f"{len(rutas)} archivos", "informes y documentos: DOCX que LibreOffice abre y PDF etiquetado, en español")


def informe_de_diez_anios(contexto):
    """Lo que tarda un informe en DOCX y en PDF con diez años de fichas: la peor vez."""
    oficios = OFICIOS_CORTA if contexto.corta else OFICIOS
    archivo = importa_diez(contexto, oficios)
    tiempos = {}
    for tipo in ("docx", "pdf"):
        for vez in range(VECES):
            salida = archivo.parent / f"informe-{vez}.{tipo}"
            orden = [contexto.prep, "informe", "--archivo", archivo, "--mes", "2021-03", "--formato", "morelos-2023", "--salida", salida]
            inicio = time.perf_counter()
            hecho = subprocess.run([str(p) for p in orden], capture_output=True, timeout=120)
            tiempos[tipo] = max(tiempos.get(tipo, 0), time.perf_counter() - inicio)
            if hecho.returncode:
                raise Incumplida(f"prep informe: {hecho.stderr.decode(errors='replace')[-300:]}")
    peor = max(tiempos.values())
    yield Resultado(
        peor <= INFORME_S, f"{tiempos['docx']:.1f} s DOCX, {tiempos['pdf']:.1f} s PDF (≤ {INFORME_S})",
        f"un informe mensual con {oficios:,} oficios de diez años",
    )
