"""Barra 4 de las consolas: archivos hostiles por la puerta de digitalización, y una foto de teléfono con cosas de más."""

import hashlib

from comun import MB, Resultado, sin_diferencias
from hostiles import foto_de_telefono, hostiles, restos
from operacion import Operacion, Servidor
from puestos import Acopiador, Capturista, Digitalizador, Noche
from vigia import Vigia

MEMORIA = 250


def archivos_hostiles(contexto):
    """Barra 4: cada archivo hostil se rechaza con una frase clara, sin que la memoria crezca ni el servidor caiga."""
    operacion = Operacion(contexto, 20)
    actas = operacion.dibuja(1000)
    with Servidor(operacion) as servidor:
        gente = operacion.con_sesion(
            {"acopio": 3, "digitalizacion": 3, "captura": 3, "cotejo": 1, "coordinacion": 1, "administracion": 1},
            servidor,
        )
        operacion.abre(gente)
        noche = Noche(actas)
        acta = actas[5]
        acopiador = next(p for p in gente["acopio"] if p.centro == acta.centro)
        digital = Digitalizador(next(p for p in gente["digitalizacion"] if p.centro == acta.centro), noche)
        Acopiador(acopiador, noche).acopia(acta)
        jpeg = acta.imagen.read_bytes()
        pid = servidor.proceso.pid
        with Vigia(servidor, 0.05) as vigia:
            faltas = [f for que, archivo in hostiles(jpeg).items() for f in rechazo(digital, que, *archivo)]
            faltas += rechazo_por_trozos(digital, jpeg)
        if servidor.proceso.poll() is not None or servidor.proceso.pid != pid:
            faltas.append("el servidor terminó")
        recibidas = operacion.consulta("SELECT COUNT(*) FROM recepcion")[0][0]
        if recibidas:
            faltas.append(f"quedaron {recibidas} recepciones de archivos rechazados")
        cuantos = len(hostiles(jpeg)) + 1
        yield sin_diferencias(faltas, f"{cuantos} rechazados", "archivos hostiles rechazados con una frase clara")
        memoria = vigia.maxima / MB
        yield Resultado(
            memoria <= MEMORIA, f"{memoria:.0f} MB (≤ {MEMORIA})", "archivos hostiles, memoria de todos los procesos"
        )
        faltas = foto_limpia(operacion, gente, digital, noche, acta, foto_de_telefono(jpeg))
        yield sin_diferencias(faltas, "0 restos", "foto con GPS y video colgado: se acepta y se publica sin ellos")


def rechazo(digital, que, nombre, contenido):
    """Lo que falta para que ese archivo esté bien rechazado."""
    try:
        respuesta = digital.persona.pide(
            "POST", f"/digitalizacion/archivo?nombre={nombre}", contenido, "application/octet-stream", reintenta=False
        )
    except Exception as error:  # noqa: BLE001 - the connection may be cut, but somebody has to say why
        return [f"{que}: se cortó sin decir por qué ({error})"]
    frase = respuesta.frase
    if respuesta.estado not in (413, 422):
        return [f"{que}: contestó {respuesta.estado}: {frase[:200]}"]
    if len(frase) < 25 or "error" in frase.lower():
        return [f"{que}: la frase no es clara: {frase!r}"]
    sigue = digital.persona.lee("/sesion")
    return [] if sigue.estado == 200 else [f"{que}: después el servidor contestó {sigue.estado}"]


def rechazo_por_trozos(digital, jpeg):
    """40 MB sin decir cuántos son: se corta al pasar del límite."""
    trozos = (bytes(1 << 20) for _ in range(40))
    persona = digital.persona
    try:
        respuesta = persona.pide(
            *("POST", "/digitalizacion/archivo?nombre=acta.jpg", trozos, "application/octet-stream"), reintenta=False
        )
    except Exception as error:  # noqa: BLE001 - a cut is a refusal too, as long as the server lives
        return [] if persona.lee("/sesion").estado == 200 else [f"40 MB por trozos: {error}"]
    return (
        [] if respuesta.estado == 413 else [f"40 MB por trozos: contestó {respuesta.estado}: {respuesta.frase[:200]}"]
    )


def foto_limpia(operacion, gente, digital, noche, acta, foto):
    """La foto se acepta, se captura dos veces, se publica, y la imagen publicada no conserva nada de lo que traía."""
    faltas = [f"la foto de prueba no trae {r}" for r in {"EXIF", "XMP", "rastro"} - set(restos(foto))]
    (pagina,) = digital.sube(foto, "IMG_20270606.jpg").exige(200).datos["paginas"]
    digital.acepta(pagina, acta)
    for persona in gente["captura"][:2]:
        Capturista(persona, noche).turno()
    operacion.corta()
    ((sha, publicada),) = operacion.consulta(
        "SELECT i.sha256, i.bytes FROM resultado r JOIN imagen i ON i.sha256 = r.imagen"
    )
    if hashlib.sha256(publicada).hexdigest() != sha:
        faltas.append("la huella publicada no es la de los bytes publicados")
    copias = [p for p in (operacion.entorno / "publico").rglob(f"*{sha[:12]}*") if p.is_file()]
    copias += [p for p in (operacion.entorno / "publico").rglob("*.jpg") if p not in copias]
    if not any(p.read_bytes() == publicada for p in copias):
        faltas.append("la imagen publicada no está en el árbol")
    faltas += [f"{p.name} conserva {r}" for p in copias for r in restos(p.read_bytes())]
    original = operacion.consulta("SELECT bytes FROM original WHERE sha256 = ?", hashlib.sha256(foto).hexdigest())
    if [bytes(b) for (b,) in original] != [foto]:
        faltas.append("el original no se guardó como llegó")
    return faltas
