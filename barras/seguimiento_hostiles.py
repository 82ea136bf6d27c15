"""Bar 5: carpetas, hojas y adjuntos mal hechos o con mala intención: un error claro y nada a medias."""

import io
import random
import re
import shutil
import subprocess
import zipfile

from comun import corre, sin_diferencias
from hostiles import bomba_png

MUTACIONES = {True: 150, False: 3000}
# Archivo, línea o ficha, y qué hacer; nunca un rastro del programa.
CLARO = re.compile(r"^prep: .{15,}", re.S)
SUCIO = re.compile(r"Fatal error|Swift/|\.swift:|0x[0-9a-f]{8}|Optional\(|DecodingError|nil\b")

BASE = {
    "proceso.yaml": "nombre: Proceso Electoral Local 2027\njornada: 2027-06-06\ninstituto: Instituto de Ejemplo\n"
    "siglas: IEE\nentidad: Ejemplo\n",
    "organos/cotaprep.yaml": "nombre: Comité Técnico Asesor del PREP\nsiglas: COTAPREP\ntipo: cotaprep\narticulo: el\n",
    "oficios/IEE-SE-1-2027.yaml": "numero: IEE/SE/1/2027\ntipo: oficio\nsentido: enviado\nfecha: 2027-01-05\n"
    "motivo: remite\nasunto: |\n  primer renglón\n\n  segundo\npuntos: [3, 17]\ndocumentos:\n"
    "  - documento: Informe del mes de diciembre\n    mes: 2026-12\nadjuntos:\n  - nombre: informe.pdf\n",
    "adjuntos/oficios/IEE-SE-1-2027/informe.pdf": "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
    "sesiones/cotaprep-1.yaml": "organo: cotaprep\ntipo: ordinaria\nnumero: 1\nfecha: 2027-01-20\nestado: celebrada\n"
    "orden:\n  - asunto: Lista de asistencia\n  - {asunto: Clausura, resultado: aprobado}\n",
    "plazas.csv": "clave_de_ficha,puesto,requeridas,desde\r\ncapturista,Capturista,120,2027-05-15\r\n",
}


def escribe(carpeta, archivos):
    shutil.rmtree(carpeta, ignore_errors=True)
    for nombre, texto in archivos.items():
        ruta = carpeta / nombre
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(texto if isinstance(texto, bytes) else texto.encode())
    return carpeta


def zip_con(*nombres, bytes_=b"x"):
    memoria = io.BytesIO()
    with zipfile.ZipFile(memoria, "w", zipfile.ZIP_DEFLATED) as salida:
        for nombre in nombres:
            salida.writestr(nombre, bytes_)
    return memoria.getvalue()


def con_adjunto(nombre, contenido):
    otros = {ruta: texto for ruta, texto in BASE.items() if not ruta.startswith("adjuntos/")}
    return {
        **otros,
        "oficios/IEE-SE-1-2027.yaml": BASE["oficios/IEE-SE-1-2027.yaml"].replace("informe.pdf", nombre),
        f"adjuntos/oficios/IEE-SE-1-2027/{nombre}": contenido,
    }


def hostiles():
    """{qué es: archivos de la carpeta}: todas deben rechazarse."""
    oficio = BASE["oficios/IEE-SE-1-2027.yaml"]

    def con_oficio(texto):
        return {**BASE, "oficios/IEE-SE-1-2027.yaml": texto}

    ladrillo = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
    return {
        "risas (alias que se multiplican)": con_oficio(ladrillo),
        "cien mil corchetes": con_oficio("documentos: " + "[" * 100_000),
        "dieciséis MiB de YAML": con_oficio("asunto: " + "x" * (16 << 20)),
        "etiqueta de otro lenguaje": con_oficio("asunto: !!python/object/apply:os.system ['true']\n" + oficio),
        "texto de 200 mil letras": con_oficio(oficio + "fundamento: " + "x" * 200_000 + "\n"),
        "clave repetida": con_oficio(oficio + "numero: IEE/SE/2/2027\n"),
        "UTF-16": con_oficio(oficio.encode("utf-16")),
        "byte nulo": con_oficio(oficio.encode() + b"\0"),
        "UTF-8 roto": con_oficio("numero: Á\n".encode() + b"asunto: \xc3\x28\n"),
        "caracteres que reordenan lo que se lee": con_oficio(oficio + "fundamento: \u202eoicifo\n"),
        "cita a quien no existe": con_oficio(oficio + "responde_a: [NADIE]\n"),
        "nombre que sale de la carpeta": con_oficio(oficio.replace("informe.pdf", "../../../etc/passwd")),
        "archivo que no se esperaba": {**BASE, "oficios/../suelto.yaml": "a: 1\n"},
        "adjunto que nadie nombra": {**BASE, "adjuntos/oficios/IEE-SE-1-2027/otro.pdf": "%PDF-1.7\n%%EOF"},
        "PDF que es un programa": con_adjunto("oficio.pdf", b"\x7fELF\x02\x01\x01" + bytes(4000)),
        "PDF cortado": con_adjunto("oficio.pdf", b"%PDF-1.7\n" + bytes(4000)),
        "PDF de 30 MiB": con_adjunto("oficio.pdf", b"%PDF-1.7\n" + bytes(30 << 20) + b"%%EOF"),
        "DOCX que no es zip": con_adjunto("plan.docx", b"PK\x03\x04 nada"),
        "DOCX con macros": con_adjunto("plan.docx", zip_con("word/document.xml", "word/vbaProject.bin")),
        "DOCX que sale de su carpeta": con_adjunto("plan.docx", zip_con("word/document.xml", "../../../tmp/x")),
        "DOCX bomba": con_adjunto("plan.docx", zip_con("word/document.xml", bytes_=bytes(400 << 20))),
        "XLSX que es un DOCX": con_adjunto("datos.xlsx", zip_con("word/document.xml")),
        "página con nombre de texto y nulos": con_adjunto("notas.txt", b"<script>\0</script>"),
        "imagen que no lo es": con_adjunto("foto.jpg", bomba_png(200)),
        "programa": con_adjunto("instala.exe", b"MZ" + bytes(100)),
        "hoja con celdas de menos": {**BASE, "plazas.csv": "clave_de_ficha,puesto,requeridas\r\nx,y\r\n"},
        "hoja con comillas sin cerrar": {**BASE, "plazas.csv": 'clave_de_ficha,puesto,requeridas\r\nx,"y,3\r\n'},
        "hoja con fórmula en un número": {**BASE, "plazas.csv": "clave_de_ficha,puesto,requeridas\r\nx,y,=1+1\r\n"},
        "hoja con la misma clave dos veces": {**BASE, "plazas.csv": "clave_de_ficha,puesto,requeridas\nx,y,1\nx,y,2\n"},
        "hoja de diez mil columnas": {**BASE, "plazas.csv": ",".join(f"c{i}" for i in range(10_000)) + "\n"},
        "hoja binaria": {**BASE, "plazas.csv": bytes(range(256)) * 40},
    }


def mutada(azar):
    """La carpeta buena con un archivo cambiado al azar."""
    nombre = azar.choice(sorted(BASE))
    datos = bytearray(BASE[nombre].encode())
    for _ in range(azar.randint(1, 6)):
        lugar = azar.randrange(len(datos) + 1)
        match azar.randrange(5):
            case 0:
                datos[lugar:lugar] = bytes([azar.randrange(256)])
            case 1:
                del datos[lugar : lugar + azar.randint(1, 12)]
            case 2:
                datos[lugar:lugar] = azar.choice([b"\n", b": ", b"- ", b"[", b"{", b'"', b"|\n", b"&a ", b"*a", b"\t", b"~", b"\r"])
            case 3:
                datos[lugar : lugar + 1] = bytes([azar.randrange(256)])
            case 4:
                trozo = datos[lugar : lugar + azar.randint(1, 40)]
                datos[lugar:lugar] = trozo
    return {**BASE, nombre: bytes(datos)}


class Banco:
    """Un archivo con lo bueno, y cómo estaba."""

    def __init__(self, contexto):
        self.prep, self.carpeta = contexto.prep, contexto.nueva("hostiles")
        self.bueno = self.carpeta / "bueno.sqlite"
        corre([self.prep, "seguimiento", "importar", escribe(self.carpeta / "fichas", BASE), "--archivo", self.bueno])

    def estado(self, archivo):
        """Todo lo que dice, como lo exporta."""
        salida = self.carpeta / "exportada"
        shutil.rmtree(salida, ignore_errors=True)
        corre([self.prep, "seguimiento", "exportar", salida, "--archivo", archivo])
        return {str(r.relative_to(salida)): r.read_bytes() for r in sorted(salida.rglob("*")) if r.is_file()}

    def importa(self, archivos, *, sobre_bueno):
        """(código, lo que dice, el archivo) de importar esa carpeta sobre una copia del bueno o sobre nada."""
        archivo = self.carpeta / "prueba.sqlite"
        for resto in self.carpeta.glob("prueba.sqlite*"):
            resto.unlink()
        if sobre_bueno:
            shutil.copy(self.bueno, archivo)
        hecho = subprocess.run(
            [str(self.prep), "seguimiento", "importar", str(escribe(self.carpeta / "fichas", archivos)), "--archivo", str(archivo)],
            capture_output=True, timeout=60,
        )
        return hecho.returncode, hecho.stderr.decode(errors="replace"), archivo


def seguimiento_hostiles(contexto):
    banco = Banco(contexto)
    antes, faltas = banco.estado(banco.bueno), []
    casos = hostiles()
    for nombre, archivos in casos.items():
        codigo, error, archivo = banco.importa(archivos, sobre_bueno=True)
        if codigo != 65 or not CLARO.search(error) or SUCIO.search(error):
            faltas.append(f"{nombre}: terminó con {codigo}: {error[:200]}")
        elif banco.estado(archivo) != antes:
            faltas.append(f"{nombre}: se rechazó y el archivo cambió")
    yield sin_diferencias(faltas, f"{len(casos)} casos", "YAML, CSV, DOCX y PDF hostiles: error claro y el archivo igual")

    azar, faltas, rechazadas = random.Random(33), [], 0
    total = MUTACIONES[contexto.corta]
    for i in range(total):
        archivos = mutada(azar)
        codigo, error, archivo = banco.importa(archivos, sobre_bueno=i % 2 == 0)
        rechazadas += codigo == 65
        if codigo not in (0, 65) or SUCIO.search(error) or (codigo and not CLARO.search(error)):
            faltas.append(f"mutación {i}: terminó con {codigo}: {error[:200]}")
        elif codigo == 65 and i % 2 == 0 and i % 10 == 0 and banco.estado(archivo) != antes:
            faltas.append(f"mutación {i}: se rechazó y el archivo cambió")
    yield sin_diferencias(
        faltas, f"{total} mutaciones, {rechazadas} rechazadas", "carpetas cambiadas al azar: se leen o se rechazan, nada más")
