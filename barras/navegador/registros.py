"""Lo que se registra alrededor de las actas: el paquete que se entrega y la incidencia que se atiende."""

import re

from captura import termina


def elige(puesto, nombre, que=1):
    """Elige la opción de ese lugar en una lista."""
    puesto.pagina.locator(f"select[name={nombre}]").first.select_option(index=que)


def paquete(sala, escenario):
    """Un paquete que se abre, recibe un acta, rechaza la que no llegó y se entrega con su constancia."""
    acta, ausente = escenario.digitalizada(), escenario.acta()
    puesto = sala.puesto(escenario.persona("acopio", acta.centro)).entra().va("/empaquetado")
    pagina = puesto.pagina
    pagina.get_by_role("button", name="Abrir otro paquete").click()
    pagina.wait_for_url("**/empaquetado/paquete/*")
    puesto.revisa("paquete-vacio")
    for clave, dice in ((acta.clave, "Empacada"), (acta.clave, "paquete"), (ausente.clave, "no|No")):
        pagina.locator("#acta").fill(clave)
        pagina.keyboard.press("Enter")
        puesto.exige(dice)
    puesto.revisa("paquete-rechazo")
    pagina.get_by_text("Entregar el paquete").click()
    pagina.get_by_label("Nombre de quien recibe").fill("Persona Tres")
    pagina.get_by_label("Cargo", exact=True).fill("Secretaría del consejo")
    puesto.revisa("paquete")
    pagina.get_by_role("button", name=re.compile("^Entregar 1")).click()
    pagina.wait_for_url("**/constancia")
    puesto.exige("Persona Tres").exige(acta.clave).revisa("constancia")
    puesto.va("/empaquetado").exige("Persona Tres|ntregado").revisa("empaquetado", retrato=False)
    contenido = escenario.operacion.consulta("SELECT COUNT(*) FROM paquete_acta")
    if contenido != [(1,)]:
        puesto.objeta(f"el paquete debía llevar un acta y lleva {contenido}")
    for _ in range(2):
        termina(escenario)


def incidencia(sala, escenario):
    """Una incidencia que se registra, se atiende y se cierra con su lección."""
    puesto = sala.puesto(escenario.persona("supervision")).entra().va("/incidencias/nueva")
    pagina = puesto.pagina
    for lista in ("fase", "categoria", "gravedad"):
        elige(puesto, lista)
    pagina.locator("#descripcion").fill("Se fue la luz en el centro durante el simulacro")
    pagina.get_by_role("button", name="Registrar").click()
    pagina.wait_for_url("**/incidencias/folio/*")
    puesto.exige("Se fue la luz").revisa("incidencia-abierta")
    pagina.locator("#nota").fill("Entró la planta de emergencia")
    pagina.locator("select[name=estado]").select_option(label="Resuelta")
    pagina.locator("#minutos").fill("4")
    pagina.locator("#leccion").fill("Probar la planta antes de abrir")
    pagina.get_by_role("button", name="Anotar").click()
    puesto.exige("Entró la planta").revisa("incidencia")
    estados = escenario.operacion.consulta("SELECT estado FROM incidencia_nota ORDER BY id DESC LIMIT 1")
    if estados != [("resuelta",)]:
        puesto.objeta(f"la incidencia quedó {estados}")
