"""Un acta por todas las consolas, y el camino de las que no coinciden."""

import subprocess

from comun import Incumplida
from publicado import bases, diferencias
from puesto import PANTALLA, TELEFONO
from puestos import Capturista


def teclea(puesto, datos):
    """Captura como se captura: cifras, I o V, y Enter en cada campo; el último Enter guarda. Cuenta las teclas."""
    teclas = 0
    for dato in datos:
        for tecla in {"I": "i", "S": "v"}.get(dato, dato):
            puesto.pagina.keyboard.press(tecla)
            teclas += 1
        puesto.pagina.keyboard.press("Enter")
        teclas += 1
    puesto.pagina.keyboard.press("Enter")
    return teclas + 1


def espera_acta(puesto, acta=None):
    """La pantalla de captura con una imagen que ya se ve y el primer campo listo."""
    pagina = puesto.pagina
    pagina.locator("#forma:not([hidden])").wait_for()
    pagina.wait_for_function("() => document.getElementById('imagen').naturalWidth > 0")
    pagina.wait_for_function("() => document.activeElement.id === 'campo-0'")
    clave_acta = pagina.locator("#identidad").get_attribute("title")
    if acta is not None and clave_acta != acta.clave:
        raise Incumplida(f"se esperaba el acta {acta.clave} y la pantalla tiene la {clave_acta}")
    return puesto


def imprime(escenario, acta):
    """Las etiquetas de cada centro, en PDF, con la del acta."""
    salida = escenario.operacion.trabajo / "etiquetas"
    escenario.operacion.orden("etiquetas", "--salida", salida)
    pliego = subprocess.run(["pdftotext", salida / f"{acta.centro}.pdf", "-"], capture_output=True, encoding="utf-8")
    if acta.clave not in pliego.stdout:
        raise Incumplida(f"el pliego de etiquetas de {acta.centro} no trae la de {acta.clave}")


def acopia(sala, escenario, acta):
    puesto = sala.puesto(escenario.persona("acopio", acta.centro)).entra().va("/acopio")
    puesto.revisa("acopio", retrato=False)
    pagina = puesto.pagina
    etiqueta = escenario.operacion.etiqueta(acta)
    falsa = etiqueta[:-1] + ("0" if etiqueta[-1] != "0" else "1")
    pagina.keyboard.type(falsa)
    pagina.keyboard.press("Enter")
    puesto.exige("valor de comprobación").revisa("acopio-etiqueta-falsa", retrato=False)
    pagina.locator("#texto").fill("")
    pagina.keyboard.type(etiqueta)
    pagina.keyboard.press("Enter")
    pagina.locator("#ficha:not([hidden])").wait_for()
    puesto.exige(acta.clave).revisa("acopio")
    pagina.set_viewport_size(TELEFONO)
    puesto.revisa("acopio-telefono")
    marcas = pagina.locator("#ficha [type=checkbox], #ficha [type=radio]").all()
    if any(abs(caja["width"] - caja["height"]) > 1 for caja in (marca.bounding_box() for marca in marcas)):
        puesto.objeta("en el teléfono las casillas y los botones de opción salen estirados")
    pagina.set_viewport_size(PANTALLA)
    pagina.keyboard.press("Enter")
    puesto.exige("Registrada a las").revisa("acopio-registrada", retrato=False)
    pagina.keyboard.type(acta.clave)
    pagina.keyboard.press("Enter")
    puesto.exige("Ya se recibió").revisa("acopio-repetida", retrato=False)


def digitaliza(sala, escenario, acta):
    puesto = sala.puesto(escenario.persona("digitalizacion", acta.centro)).entra().va("/digitalizacion")
    puesto.revisa("digitalizacion-vacia", retrato=False)
    pagina = puesto.pagina
    pagina.set_input_files("#archivos", str(acta.imagen))
    pagina.locator("#trabajo:not([hidden])").wait_for()
    pagina.wait_for_function("() => document.getElementById('acta').naturalWidth > 0")
    puesto.exige(acta.clave).revisa("digitalizacion")
    for tecla, forma in (("r", "forma-motivo"), ("x", "forma-excepcion")):
        pagina.keyboard.press(tecla)
        pagina.locator(f"#{forma}:not([hidden])").wait_for()
        puesto.revisa(f"digitalizacion-{forma}")
        pagina.keyboard.press("Escape")
        pagina.locator(f"#{forma}[hidden]").wait_for(state="attached")
    pagina.keyboard.press("Enter")
    pagina.locator("#trabajo[hidden]").wait_for(state="attached")
    puesto.revisa("digitalizacion-aceptada", retrato=False)


def captura(sala, escenario, acta, datos, retrato=""):
    puesto = espera_acta(sala.puesto(escenario.persona("captura")).entra().va("/captura"), acta)
    if retrato:
        puesto.revisa(retrato)
    teclea(puesto, datos)
    puesto.pagina.locator("#espera:not([hidden])").wait_for()
    if retrato:
        puesto.revisa("captura-en-espera", retrato=False)
    return puesto


def acta_entera(sala, escenario):
    """Un acta de la etiqueta al corte publicado, tecleada en cada consola."""
    acta = escenario.acta()
    imprime(escenario, acta)
    acopia(sala, escenario, acta)
    digitaliza(sala, escenario, acta)
    captura(sala, escenario, acta, acta.datos, "captura")
    captura(sala, escenario, acta, acta.datos)
    escenario.operacion.corta()
    puesto = sala.puesto(escenario.persona("cotejo")).entra().va("/cotejo")
    puesto.exige(acta.clave)
    puesto.pagina.locator("#aceptar:enabled").wait_for()
    puesto.revisa("cotejo")
    puesto.pagina.keyboard.press("c")
    puesto.exige("¿por qué\\?").revisa("cotejo-objecion", retrato=False)
    puesto.pagina.keyboard.press("Escape")
    puesto.pagina.keyboard.press("Enter")
    puesto.exige("No hay actas por cotejar").revisa("cotejo-vacio", retrato=False)
    escenario.operacion.corta()
    arbol = escenario.operacion.entorno / "publico"
    faltas = diferencias(arbol, [acta], escenario.operacion.columnas())
    if not any(f"{acta.clave}".encode() in contenido for contenido in bases(arbol).values()):
        faltas.append("el acta no está en la base publicada")
    for falta in faltas:
        puesto.objeta(falta)


def conflicto(sala, escenario):
    """Tres capturas distintas llegan a supervisión, que decide con la imagen."""
    acta = escenario.digitalizada()
    cual = 5
    for i, persona in enumerate(escenario.persona("captura") for _ in range(2)):
        equivocados = list(acta.datos)
        equivocados[cual] = str(900 + i)
        capturista = Capturista(persona, escenario.noche)
        capturista.toma()
        capturista.guarda(capturista.envio(equivocados))
    distintos = list(acta.datos)
    distintos[cual] = "I"
    captura(sala, escenario, acta, distintos)
    puesto = sala.puesto(escenario.persona("supervision")).entra().va("/supervision").exige("Diferencias por decidir")
    puesto.revisa("diferencias", retrato=False)
    pagina = puesto.pagina
    pagina.get_by_role("button", name="Decidir").first.click()
    pagina.wait_for_url("**/supervision/acta/*")
    pagina.wait_for_function("() => document.getElementById('imagen').naturalWidth > 0")
    recorte = pagina.get_by_role("img", name="Recorte de la imagen")
    recorte.wait_for()
    if recorte.count() != 1 or recorte.bounding_box()["height"] < 40:
        puesto.objeta(f"debía verse el recorte de la única cantidad que difiere y hay {recorte.count()}")
    puesto.exige(acta.clave).revisa("diferencias")
    entera = pagina.locator("#imagen").bounding_box()["width"]
    pagina.get_by_role("button", name="Ver en el acta").click()
    if pagina.locator("#imagen").bounding_box()["width"] < 1.3 * entera:
        puesto.objeta("«Ver en el acta» no acercó la imagen")
    puesto.revisa("diferencias-de-cerca")
    pagina.locator(f"input[name=leido-{cual}]").fill(acta.datos[cual])
    pagina.locator(f"input[name=fuente-{cual}][value=imagen]").check()
    pagina.get_by_role("button", name="Registrar la decisión").click()
    puesto.exige("Falta el motivo").revisa("diferencias-sin-motivo", retrato=False)
    if pagina.locator(f"input[name=leido-{cual}]").input_value() != acta.datos[cual]:
        puesto.objeta("la decisión rechazada perdió lo que se había escrito")
    pagina.locator(f"select[name=motivo-{cual}]").select_option("La cantidad se lee en la imagen")
    pagina.get_by_role("button", name="Registrar la decisión").click()
    puesto.exige("La decisión quedó registrada")
    (etapa,) = escenario.operacion.consulta(
        "SELECT e.etapa FROM acta_estado e JOIN acta a ON a.id = e.acta WHERE a.clave_acta = ?", acta.clave
    )[0]
    if etapa != "verificada":
        puesto.objeta(f"después de la decisión el acta quedó {etapa}")
