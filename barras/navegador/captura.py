"""Barra 5: teclas de un acta limpia, y la forma y la imagen enteras a la vista en 1366×768."""

from acta import espera_acta, teclea
from puestos import Capturista

A_LA_VISTA = """(selectores) => selectores.flatMap((s) => [...document.querySelectorAll(s)].map((e) => {
    const c = e.getBoundingClientRect();
    const arriba = document.elementFromPoint(c.left + c.width / 2, c.top + c.height / 2);
    const tapada = !arriba || !(e.contains(arriba) || arriba.contains(e));
    return { que: e.id || s, dentro: c.top >= -0.5 && c.left >= 0 && c.bottom <= innerHeight + 0.5 && c.right <= innerWidth, tapada,
        alto: c.height, ancho: c.width, arriba: c.top, abajo: c.bottom, pantalla: innerHeight };
}))"""


def captura_a_teclas(sala, escenario):
    """Cifras más una tecla por campo más una; 14 campos e imagen a la vista sin desplazar, foco en el primero."""
    acta = escenario.digitalizada()
    puesto = sala.puesto(escenario.persona("captura")).entra().va("/captura")
    espera_acta(puesto, acta)
    pagina = puesto.pagina
    campos = pagina.locator("#campos input").count()
    if campos != 14:
        puesto.objeta(f"la forma tiene {campos} campos y debía tener 14")
    vistos = pagina.evaluate(A_LA_VISTA, ["#campos input", "#imagen", "#guardar"])
    for uno in vistos:
        if not uno["dentro"] or uno["tapada"] or uno["alto"] < 16:
            puesto.objeta(f"{uno['que']} no está entero a la vista: {uno}")
    if pagina.evaluate(
        "document.scrollingElement.scrollHeight > innerHeight || document.getElementById('campos').scrollHeight > document.getElementById('campos').clientHeight + 1"
    ):
        puesto.objeta("hay que desplazar la página o la forma")
    for reporte, tecla in (("ilegible", "Alt+i"), ("no_corresponde", "Alt+n")):
        pagina.keyboard.press(tecla)
        pagina.locator(f"#reporte-{reporte}:not([hidden])").wait_for()
        puesto.revisa(f"captura-{reporte}")
        pagina.keyboard.press("Escape")
    pagina.wait_for_function("() => document.activeElement.id === 'campo-0'")
    teclas = teclea(puesto, acta.datos)
    pagina.locator("#espera:not([hidden])").wait_for()
    debidas = sum(len(dato) for dato in acta.datos) + len(acta.datos) + 1
    guardada = escenario.operacion.consulta(
        "SELECT h.datos FROM hecho h JOIN acta a ON a.id = h.acta WHERE h.tipo = 'captura' AND a.clave_acta = ?",
        acta.clave,
    )
    if teclas != debidas or guardada != [(",".join(acta.datos),)]:
        puesto.objeta(f"con {teclas} teclas se guardó {guardada} y debían ser {debidas} para {acta.datos}")
    termina(escenario)
    return f"{teclas} teclas (= {debidas}), {campos} campos"


def termina(escenario):
    """Otra persona captura lo que quedó en la fila, para que no estorbe a los guiones que siguen."""
    capturista = Capturista(escenario.persona("captura"), escenario.noche)
    while capturista.turno():
        pass
