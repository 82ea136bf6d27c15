"""Deja un PNG de pantalla en a lo más 256 colores: pesa la tercera parte y se ve igual."""

import struct
import zlib
from collections import Counter

FIRMA = b"\x89PNG\r\n\x1a\n"


def reduce(png, cuantos=256):
    """El mismo PNG (8 bits, RGB o RGBA, sin entrelazar, como los hace Chromium) con paleta de a lo más `cuantos` colores."""
    ancho, alto, muestras, comprimido = lee(png)
    filas = sin_filtro(zlib.decompress(comprimido), ancho * muestras, alto, muestras)
    colores = [fila[i : i + 3] for fila in filas for i in range(0, len(fila), muestras)]
    cuenta = Counter(colores)
    paleta = elige(cuenta, cuantos)
    indice = {color: cercano(color, paleta) for color in cuenta}
    pixeles = bytes(indice[color] for color in colores)
    renglones = [pixeles[i : i + ancho] for i in range(0, len(pixeles), ancho)]
    if len(paleta) <= 16:
        renglones = [bytes(a << 4 | b for a, b in zip(r[::2], r[1::2] + b"\0")) for r in renglones]
    crudo = b"".join(b"\0" + renglon for renglon in renglones)
    partes = (
        (b"IHDR", struct.pack(">IIBBBBB", ancho, alto, 4 if len(paleta) <= 16 else 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(paleta)),
        (b"IDAT", zlib.compress(crudo, 9)),
        (b"IEND", b""),
    )
    return FIRMA + b"".join(trozo(tipo, datos) for tipo, datos in partes)


def trozo(tipo, datos):
    return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))


def lee(png):
    ancho, alto, bits, color, _, _, entrelazado = struct.unpack(">IIBBBBB", png[16:29])
    if png[:8] != FIRMA or bits != 8 or color not in (2, 6) or entrelazado:
        raise ValueError("no es un PNG de pantalla")
    posicion, datos = 8, []
    while posicion < len(png):
        largo, tipo = struct.unpack(">I4s", png[posicion : posicion + 8])
        if tipo == b"IDAT":
            datos.append(png[posicion + 8 : posicion + 8 + largo])
        posicion += 12 + largo
    return ancho, alto, 3 if color == 2 else 4, b"".join(datos)


def sin_filtro(crudo, largo, alto, muestras):
    """Las filas de un PNG sin sus filtros (RFC 2083, sección 6)."""
    previa, filas = bytes(largo), []
    for n in range(alto):
        filtro, fila = crudo[n * (largo + 1)], bytearray(crudo[n * (largo + 1) + 1 : (n + 1) * (largo + 1)])
        if filtro == 1:
            for i in range(muestras, largo):
                fila[i] = (fila[i] + fila[i - muestras]) & 255
        elif filtro == 2:
            fila = bytearray((a + b) & 255 for a, b in zip(fila, previa))
        elif filtro == 3:
            for i in range(largo):
                izquierda = fila[i - muestras] if i >= muestras else 0
                fila[i] = (fila[i] + (izquierda + previa[i]) // 2) & 255
        elif filtro == 4:
            for i in range(largo):
                a, c = (fila[i - muestras], previa[i - muestras]) if i >= muestras else (0, 0)
                fila[i] = (fila[i] + paeth(a, previa[i], c)) & 255
        filas.append(bytes(fila))
        previa = fila
    return filas


def paeth(a, b, c):
    pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    if pa <= pb and pa <= pc:
        return a
    return b if pb <= pc else c


def elige(cuenta, cuantos):
    """Esos colores: los más usados tal como son, y los demás por su parecido (16 niveles por canal).

    Un fondo entero debe quedar de su color: junto a uno más usado y parecido, el grupo sólo guardaría al otro.
    """
    exactos = [color for color, _ in cuenta.most_common(cuantos * 3 // 8)]
    grupos = {}
    for color, veces in cuenta.items():
        grupos.setdefault(tuple(c >> 4 for c in color), Counter())[color] += veces
    # A swatch has few points, but its colour says whose it is: the greys of the letters can do with less.
    peso = lambda grupo: grupo.total() * (1 + (max(grupo.most_common(1)[0][0]) - min(grupo.most_common(1)[0][0])) // 8)
    mayores = (grupo.most_common(1)[0][0] for grupo in sorted(grupos.values(), key=lambda g: -peso(g)))
    return list(dict.fromkeys([*exactos, *mayores]))[:cuantos]


def cercano(color, paleta):
    return min(range(len(paleta)), key=lambda i: sum((a - b) ** 2 for a, b in zip(color, paleta[i])))
