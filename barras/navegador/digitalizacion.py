"""Dos personas de un mismo centro ante la misma fila de imágenes."""

from captura import termina


def dos_digitalizan(sala, escenario):
    """Dos personas de un centro ven imágenes distintas de la fila y ninguna decide la que ya decidió la otra."""
    actas = [escenario.acta() for _ in range(2)]
    for acta in actas:
        escenario.acopiador.acopia(acta)
    puestos = [
        sala.puesto(escenario.persona("digitalizacion", "CATD-01")).entra().va("/digitalizacion") for _ in range(2)
    ]
    puestos[0].pagina.set_input_files("#archivos", [str(acta.imagen) for acta in actas])
    for puesto in puestos:
        puesto.pagina.locator("#trabajo:not([hidden])").wait_for()
    vistas = {acta.clave for acta in actas for puesto in puestos if acta.clave in puesto.pagina.inner_text("#datos")}
    if len(vistas) != 2:
        puestos[1].objeta(f"las dos personas ven la misma imagen: {vistas}")
    for puesto in puestos:
        puesto.pagina.keyboard.press("Enter")
    for puesto in puestos:
        puesto.exige("Imagen aceptada para el acta")
    for _ in range(2):
        termina(escenario)
