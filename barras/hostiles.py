"""Archivos que un digitalizador no debería recibir nunca, y la foto de un teléfono con todo lo que lleva de más."""

import struct
import zlib

RASTRO = b"RASTRO-DE-LA-PRUEBA"


def enorme(jpeg):
    """40 MB que empiezan como una buena imagen."""
    return jpeg + bytes(40_000_000 - len(jpeg))


def trozo_png(tipo, datos):
    return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))


def bomba_png(lado=30_000):
    """Un PNG gris de 900 millones de pixeles en cero que pesa menos de un megabyte."""
    bloque = bytes(1 << 20)
    largo = lado * (lado + 1)
    compresor = zlib.compressobj(9)
    inicio = compresor.compress(bloque) + compresor.flush(zlib.Z_FULL_FLUSH)
    repetido = compresor.compress(bloque) + compresor.flush(zlib.Z_FULL_FLUSH)
    veces, resto = divmod(largo, len(bloque))
    final = compresor.compress(bytes(resto)) + compresor.flush(zlib.Z_SYNC_FLUSH)
    # The Adler-32 of zeros needs no pass over them: one sum stays at 1, the other counts them.
    adler = struct.pack(">I", ((largo % 65521) << 16) | 1)
    datos = inicio + repetido * (veces - 1) + final + b"\x03\x00" + adler
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo_png(b"IHDR", struct.pack(">IIBBBBB", lado, lado, 8, 0, 0, 0, 0))
        + trozo_png(b"IDAT", datos)
        + trozo_png(b"IEND", b"")
    )


def tiff_truncado():
    """Un TIFF de una tira que se corta a la mitad."""
    ancho, alto, campos = 1700, 2200, []
    for etiqueta, tipo, valor in (
        *((256, 4, ancho), (257, 4, alto), (258, 3, 8), (259, 3, 1), (262, 3, 1)),
        *((273, 4, 122), (277, 3, 1), (278, 4, alto), (279, 4, ancho * alto)),
    ):
        campos.append(struct.pack("<HHII", etiqueta, tipo, 1, valor))
    directorio = struct.pack("<H", len(campos)) + b"".join(campos) + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8) + directorio + bytes(ancho * alto // 2)


def pdf(paginas):
    """Un PDF bien formado con esas páginas en blanco."""
    objetos = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    hijos = b" ".join(b"%d 0 R" % (3 + i) for i in range(paginas))
    objetos.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (paginas, hijos))
    objetos += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"] * paginas
    salida, lugares = bytearray(b"%PDF-1.4\n"), []
    for i, objeto in enumerate(objetos, 1):
        lugares.append(len(salida))
        salida += b"%d 0 obj\n%s\nendobj\n" % (i, objeto)
    tabla = len(salida)
    salida += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objetos) + 1)
    salida += b"".join(b"%010d 00000 n \n" % lugar for lugar in lugares)
    salida += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objetos) + 1, tabla)
    return bytes(salida)


def segmento(marca, datos):
    return bytes((0xFF, marca)) + struct.pack(">H", len(datos) + 2) + datos


def exif_con_lugar():
    """Un bloque EXIF con la posición de la Plaza de la Constitución."""
    lugar = (
        (1, 2, 2, b"N\0\0\0"),
        (2, 5, 3, struct.pack(">6I", 19, 1, 25, 1, 57, 1)),
        (3, 2, 2, b"W\0\0\0"),
        (4, 5, 3, struct.pack(">6I", 99, 1, 7, 1, 59, 1)),
    )
    inicio = 8 + 2 + 12 + 4
    lejos = inicio + 2 + 12 * len(lugar) + 4
    campos, largos = b"", b""
    for etiqueta, tipo, cuantos, valor in lugar:
        dato = valor if len(valor) <= 4 else struct.pack(">I", lejos + len(largos))
        largos += valor if len(valor) > 4 else b""
        campos += struct.pack(">HHI", etiqueta, tipo, cuantos) + dato
    raiz = struct.pack(">HHHII", 1, 0x8825, 4, 1, inicio) + struct.pack(">I", 0)
    posicion = struct.pack(">H", len(lugar)) + campos + struct.pack(">I", 0) + largos
    return b"Exif\0\0MM\0*" + struct.pack(">I", 8) + raiz + posicion


def foto_de_telefono(jpeg):
    """La misma imagen con GPS, comentario y el video que algunos teléfonos cuelgan después de la foto."""
    extras = segmento(0xE1, exif_con_lugar()) + segmento(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + RASTRO)
    extras += segmento(0xFE, RASTRO)
    video = b"\0\0\0\x18ftypmp42" + RASTRO + bytes(200_000) + b"MotionPhoto_Data"
    return jpeg[:2] + extras + jpeg[2:] + video


def restos(imagen):
    """Lo que de la foto original sigue en la imagen publicada."""
    malos = [n for n, marca in (("EXIF", b"Exif\0\0"), ("XMP", b"ns.adobe.com"), ("rastro", RASTRO)) if marca in imagen]
    if imagen[:2] == b"\xff\xd8" and not imagen.endswith(b"\xff\xd9"):
        malos.append("bytes después del final")
    return malos


def hostiles(jpeg):
    """{qué es: (nombre de archivo, bytes)} de todo lo que debe rechazarse."""
    return {
        "archivo de 40 MB": ("acta.jpg", enorme(jpeg)),
        "bomba PNG de 30,000 × 30,000": ("acta.png", bomba_png()),
        "TIFF truncado": ("acta.tif", tiff_truncado()),
        "PDF de 10,000 páginas": ("actas.pdf", pdf(10_000)),
        "programa con nombre de foto": ("acta.jpg", b"\x7fELF\x02\x01\x01" + bytes(60_000)),
        "página web con nombre de foto": ("acta.jpg", b"<!doctype html><script>alert(1)</script>" + bytes(9_000)),
        "SVG con guion": ("acta.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        "JPEG cortado a la mitad": ("acta.jpg", jpeg[: len(jpeg) // 2]),
        "archivo vacío": ("acta.jpg", b""),
    }
