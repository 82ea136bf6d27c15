"""La puerta y la cuenta propia, como las ve quien llega."""

from persona import Persona


def puerta(sala, escenario):
    """Contraseña equivocada, contraseña de un solo uso, cuenta y salida."""
    ((usuario, (rol, centro, clave)),) = escenario.operacion.importa({"seguimiento": 1}).items()
    persona = Persona(sala.servidor, usuario, rol, centro, clave)
    puesto = sala.puesto(persona)
    pagina = puesto.va("/entrar").pagina
    puesto.revisa("puerta")
    pagina.get_by_label("Usuario").fill(usuario)
    pagina.get_by_label("Contraseña").fill("no es esa")
    pagina.keyboard.press("Enter")
    puesto.exige("no son correctos").revisa("puerta-rechazo", retrato=False)
    if pagina.get_by_label("Usuario").input_value() != usuario:
        puesto.objeta("el rechazo perdió el usuario que se había tecleado")
    puesto.entra()
    puesto.va("/").exige("un solo uso").revisa("cuenta-estrenar", retrato=False)
    nueva = clave + "-propia"
    for etiqueta, valor in (("Contraseña actual", clave), ("Contraseña nueva", nueva), ("Repítala", nueva)):
        pagina.get_by_label(etiqueta).fill(valor)
    pagina.get_by_role("button", name="Cambiar").click()
    pagina.wait_for_url("**/entrar?motivo=**")
    persona.clave = nueva
    puesto.entra().va("/cuenta").revisa("cuenta")
    pagina.get_by_role("button", name="Salir").click()
    pagina.wait_for_url("**/entrar?motivo=**")
    puesto.va("/cuenta")
    if "/entrar" not in pagina.url:
        puesto.objeta("después de salir la cuenta sigue abierta")
