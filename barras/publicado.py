"""Lo publicado contra la verdad: la base de datos del último corte, acta por acta y campo por campo."""

import csv
import hashlib
import io
import zipfile

from comun import Incumplida

DICHO = {"I": "ILEGIBLE", "S": "SIN DATO"}


def bases(arbol):
    """{nombre: bytes} de los CSV de resultados del último paquete, uno por elección."""
    paquetes = sorted((arbol / "bases").glob("*.zip"))
    if not paquetes:
        raise Incumplida("el árbol no tiene bases/*.zip")
    halladas = {}
    with zipfile.ZipFile(paquetes[-1]) as global_:
        for interno in global_.namelist():
            with zipfile.ZipFile(io.BytesIO(global_.read(interno))) as eleccion:
                for nombre in eleccion.namelist():
                    if nombre.endswith(".csv") and "CANDIDATURAS" not in nombre:
                        halladas[nombre] = eleccion.read(nombre)
    return halladas


def filas(contenido):
    """{CLAVE_ACTA: {columna: celda}} de una base; las columnas de coalición, sin su prefijo."""
    lineas = contenido.decode("utf-8-sig").splitlines()
    inicio = next(i for i, linea in enumerate(lineas) if linea.startswith("CLAVE_CASILLA"))
    return {
        fila["CLAVE_ACTA"]: {columna.removeprefix("C_"): celda for columna, celda in fila.items()}
        for fila in csv.DictReader(lineas[inicio:])
    }


def diferencias(arbol, actas, columnas):
    """En qué difiere lo publicado de lo que dicen las imágenes: nada, si la noche salió bien.

    Cada acta debe tener además la huella de su imagen, y esa imagen debe estar publicada con esos bytes.
    """
    publicadas = {}
    for contenido in bases(arbol).values():
        publicadas |= filas(contenido)
    halladas = []
    for acta in actas:
        fila = publicadas.get(acta.clave)
        if fila is None:
            halladas.append(f"{acta.clave}: no está en la base publicada")
            continue
        esperada = {
            c: DICHO.get(d, d) for c, d in zip(columnas[acta.eleccion, acta.plantilla], acta.datos, strict=True)
        }
        halladas += [
            f"{acta.clave} {columna}: dice {fila.get(columna)!r} y la imagen {dicho!r}"
            for columna, dicho in esperada.items()
            if fila.get(columna) != dicho
        ]
        huella = hashlib.sha256(acta.imagen.read_bytes()).hexdigest()
        if fila["CODIGO_INTEGRIDAD"] != huella:
            halladas.append(f"{acta.clave}: código de integridad {fila['CODIGO_INTEGRIDAD'][:12]}… y no {huella[:12]}…")
    return halladas


def faltas_de_verificador(contexto, arbol, carpeta):
    """Lo que verifica_bd --propia objeta de cada base del último corte."""
    verifica, halladas = contexto.verifica(), []
    for nombre, contenido in bases(arbol).items():
        ruta = carpeta / nombre
        ruta.write_bytes(contenido)
        base = verifica.Base(ruta)
        reglas = [*verifica.reglas(base, ultimo_corte=True), *verifica.propia(base, 0)]
        halladas += [f"{nombre}: {r}: declarado {d}, recalculado {c}" for r, d, c in reglas if str(d) != str(c)]
    return halladas
