"""La base grande de la barra de velocidad: la gubernatura de Puebla 2024 repetida con otras claves."""

COPIAS = 61
PRIMERA_ENTIDAD = 10


def escribe(origen, destino, copias=COPIAS):
    """Escribe las filas de `origen` `copias` veces, cada una con clave propia y el mismo encabezado; dice cuántas filas."""
    texto = origen.read_text(encoding="utf-8-sig")
    inicio = texto.index("CLAVE_CASILLA")
    fin = texto.index("\n", inicio) + 1
    columnas = texto[inicio:fin].strip().split(",")
    if columnas[:3] != ["CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD"] or '"' in texto:
        raise ValueError(f"{origen.name} no tiene la forma de la base de Puebla 2024")
    filas = [partes(n, l.split(",")) for n, l in enumerate(texto[fin:].splitlines(), 1) if l]
    with open(destino, "w", encoding="utf-8", newline="") as archivo:
        archivo.write("\ufeff" + texto[:fin])
        for entidad in range(PRIMERA_ENTIDAD, PRIMERA_ENTIDAD + copias):
            archivo.writelines(f"'{entidad}{clave},'{entidad}{clave}{acta},'{entidad}{resto}\n" for clave, acta, resto in filas)
    return copias * len(filas)


def partes(numero, celdas):
    """(clave sin entidad, lo que la clave del acta agrega, lo demás) de una fila, con su número como sección."""
    casilla, acta = celdas[0].strip("'"), celdas[1].strip("'")
    sigue = casilla[6:] or "F0000"
    return f"{numero:04d}{sigue}", acta[len(casilla) :] or "0", "," + ",".join(celdas[3:])
