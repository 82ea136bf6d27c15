"""Lo que interrumpe a quien captura: la sesión que vence, el servidor que muere, otra persona que llega a la vez."""

import sqlite3

from acta import espera_acta, teclea
from captura import termina
from comun import Incumplida
from persona import Persona
from puestos import Capturista


def a_medias(puesto, acta, campos):
    """Teclea los primeros campos y deja el siguiente empezado."""
    for dato in acta.datos[:campos]:
        puesto.pagina.keyboard.type({"I": "i", "S": "v"}.get(dato, dato))
        puesto.pagina.keyboard.press("Enter")


def escrito(puesto, campos):
    marcas = {"Ilegible": "I", "Sin dato": "S"}
    valores = [puesto.pagina.locator(f"#campo-{i}").input_value() for i in range(campos)]
    return [marcas.get(v, v) for v in valores]


def guardadas(escenario, acta):
    return escenario.operacion.consulta(
        "SELECT h.persona, h.datos FROM hecho h JOIN acta a ON a.id = h.acta WHERE h.tipo = 'captura' AND a.clave_acta = ?",
        acta.clave,
    )


def exige_captura(puesto, escenario, acta, cuantas=1):
    halladas = guardadas(escenario, acta)
    if [datos for _, datos in halladas] != [",".join(acta.datos)] * cuantas or len({p for p, _ in halladas}) != cuantas:
        puesto.objeta(f"de {acta.clave} debía haber {cuantas} capturas correctas y hay {halladas}")


def sesion_que_vence(sala, escenario):
    """La sesión termina a media captura: se entra de nuevo sin dejar la página y lo tecleado sigue ahí."""
    acta, persona = escenario.digitalizada(), escenario.persona("captura")
    puesto = espera_acta(sala.puesto(persona).entra().va("/captura"), acta)
    a_medias(puesto, acta, 9)
    # The same person comes in on another computer: this session ends.
    Persona(sala.servidor, persona.usuario, persona.rol, persona.centro, persona.clave).entra()
    teclea(puesto, acta.datos[9:])
    puesto.exige("Su sesión terminó").revisa("sesion-terminada")
    if escrito(puesto, 14) != list(acta.datos):
        puesto.objeta(f"al terminar la sesión quedó escrito {escrito(puesto, 14)}")
    if guardadas(escenario, acta):
        puesto.objeta("se guardó una captura sin sesión")
    for campo, valor in (("re-usuario", persona.usuario), ("re-clave", persona.clave)):
        puesto.pagina.locator(f"#{campo}").fill(valor)
    puesto.pagina.keyboard.press("Enter")
    puesto.pagina.locator("#espera:not([hidden])").wait_for()
    exige_captura(puesto, escenario, acta)
    termina(escenario)


def caida_del_servidor(sala, escenario):
    """El servidor muere a media captura y la página se cierra: al volver, nadie entra de nuevo y lo tecleado sigue."""
    acta = escenario.digitalizada()
    puesto = espera_acta(sala.puesto(escenario.persona("captura")).entra().va("/captura"), acta)
    a_medias(puesto, acta, 7)
    sala.servidor.mata()
    try:
        teclea(puesto, acta.datos[7:])
        puesto.exige("Sin conexión").revisa("sin-conexion")
    finally:
        sala.servidor.abre()
    puesto.pagina.locator("#espera:not([hidden])").wait_for()
    if "/entrar" in puesto.pagina.url or puesto.pagina.locator("#reentrada").count():
        puesto.objeta("después de la caída se pidió entrar de nuevo")
    exige_captura(puesto, escenario, acta)
    termina(escenario)
    acta = escenario.digitalizada()
    espera_acta(puesto.va("/captura"), acta)
    a_medias(puesto, acta, 6)
    sala.servidor.mata()
    sala.servidor.abre()
    puesto.pagina.reload()
    puesto.pagina.wait_for_function("() => document.activeElement.id === 'campo-6'")
    if escrito(puesto, 6) != list(acta.datos[:6]):
        puesto.objeta(f"al recargar quedó escrito {escrito(puesto, 6)} y se había tecleado {acta.datos[:6]}")
    teclea(puesto, acta.datos[6:])
    puesto.pagina.locator("#espera:not([hidden])").wait_for()
    exige_captura(puesto, escenario, acta)
    termina(escenario)


def recarga_sin_enlace(sala, escenario):
    """Sin red se guarda un acta, vence, la toma otra persona y la página se cierra: al volver el enlace se envía sola."""
    acta, persona = escenario.digitalizada(), escenario.persona("captura")
    puesto = espera_acta(sala.puesto(persona).entra().va("/captura"), acta)
    a_medias(puesto, acta, 9)
    puesto.pagina.context.set_offline(True)
    teclea(puesto, acta.datos[9:])
    puesto.exige("Sin conexión")
    puesto.pagina.goto("about:blank")
    vence(escenario, acta)
    otra = Capturista(escenario.persona("captura"), escenario.noche)
    otra.toma()
    puesto.pagina.context.set_offline(False)
    puesto.va("/captura").exige(f"Quedó registrada el acta {acta.clave}")
    exige_captura(puesto, escenario, acta)
    otra.guarda(otra.envio(acta.datos))
    exige_captura(puesto, escenario, acta, 2)
    if puesto.pagina.evaluate("Object.keys(localStorage).filter((n) => /^(borrador|pendiente)/.test(n)).length"):
        puesto.objeta("en el equipo quedó guardado lo que ya se envió")


def carrera(sala, escenario):
    """Dos personas van por la misma acta al mismo tiempo: la tiene una; la que la perdió por tardar no estorba."""
    puestos = [sala.puesto(escenario.persona("captura")).entra().va("/captura") for _ in range(2)]
    for puesto in puestos:
        puesto.exige("No hay actas por capturar")
    acta = escenario.digitalizada()
    for puesto in puestos:
        puesto.pagina.evaluate("window.anterior = true, setTimeout(() => location.reload(), 1000 - Date.now() % 1000)")
    for puesto in puestos:
        puesto.pagina.wait_for_function(
            "() => !window.anterior && document.getElementById('forma')"
            " && (!document.getElementById('forma').hidden || document.body.innerText.includes('No hay actas'))"
        )
    con = [p for p in puestos if p.pagina.locator("#forma:not([hidden])").count()]
    if len(con) != 1:
        raise Incumplida(f"{len(con)} personas tienen la misma acta")
    primera, segunda = con[0], next(p for p in puestos if p not in con)
    espera_acta(primera, acta)
    a_medias(primera, acta, 5)
    # Ten minutes without a key: the acta returns to the queue and the other person takes it.
    vence(escenario, acta)
    espera_acta(segunda, acta)
    teclea(primera, acta.datos[5:])
    primera.pagina.locator("#espera:not([hidden])").wait_for()
    exige_captura(primera, escenario, acta)
    teclea(segunda, acta.datos)
    segunda.pagina.locator("#espera:not([hidden])").wait_for()
    exige_captura(segunda, escenario, acta, 2)


def vence(escenario, acta):
    conexion = sqlite3.connect(escenario.operacion.almacen, timeout=30)
    try:
        with conexion:
            conexion.execute(
                "UPDATE asignacion SET vence = desde WHERE acta = (SELECT id FROM acta WHERE clave_acta = ?)",
                (acta.clave,),
            )
    finally:
        conexion.close()
