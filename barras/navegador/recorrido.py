"""Todas las páginas que cada función puede abrir, con una noche a medias: axe en claro y en oscuro, y su retrato."""

import re

from puestos import Capturista

# How many different pages of one console are followed from its first page.
HONDURA = 14


def media_noche(escenario):
    """Actas en cada etapa: acopiada, digitalizada, capturada, en diferencia, en supervisión, verificada, excepción."""
    actas = [escenario.acta() for _ in range(8)]
    escenario.acopiador.reporta_sin_acta(actas[0])
    for acta in actas[1:]:
        escenario.acopiador.acopia(acta)
    for acta in actas[2:]:
        escenario.digitalizador.digitaliza(acta)
    escenario.noche.errores = {actas[3].clave: 1, actas[4].clave: 3}
    for persona in escenario.gente["captura"][-4:]:
        capturista = Capturista(persona, escenario.noche)
        while capturista.turno():
            pass
    escenario.operacion.corta()
    return actas[3:5]


def patron(ruta):
    return re.sub(r"[0-9a-f]{16,}|\d[\dA-Z]*", "N", ruta.split("?")[0])


def nombre(ruta):
    return re.sub(r"[^a-z0-9]+", "-", patron(ruta).lower()).strip("-") or "inicio"


def sigue(puesto, consola, vistas):
    """La primera página de una consola y, desde ella, las que nadie ha revisado."""
    pendientes, propias = [consola], 0
    while pendientes and propias < HONDURA:
        ruta = pendientes.pop(0)
        nueva = patron(ruta) not in vistas
        if not nueva and ruta != consola:
            continue
        vistas.add(patron(ruta))
        respuesta = puesto.pagina.request.get(puesto.raiz + ruta, headers={"Accept": "text/html"})
        if respuesta.status >= 400:
            puesto.objeta(f"la liga {ruta} contestó {respuesta.status}")
            continue
        if "text/html" not in respuesta.headers.get("content-type", ""):
            continue
        puesto.va(ruta)
        propias += 1
        if nueva:
            # What the page asks for by itself has come.
            puesto.pagina.wait_for_timeout(150)
            puesto.revisa(nombre(ruta))
        pendientes += [a.get_attribute("href") for a in puesto.pagina.locator("main a[href^='/']:visible").all()]


def recorrido(sala, escenario):
    """Cada página de cada función, sin una violación de WCAG 2.2 AA ni una queja del navegador."""
    con_historia = media_noche(escenario)
    vistas, antes = set(), sala.revisadas
    for rol in escenario.gente:
        if rol == "casilla":
            continue
        puesto = sala.puesto(escenario.persona(rol)).entra()
        for consola in [a.get_attribute("href") for a in puesto.pagina.locator("header nav a").all()]:
            sigue(puesto, consola, vistas)
        if rol == "auditoria":
            for acta in con_historia:
                numero = escenario.operacion.consulta("SELECT id FROM acta WHERE clave_acta = ?", acta.clave)[0][0]
                puesto.va(f"/actas/{numero}").exige(acta.clave).revisa("acta")
        puesto.contexto.close()
        sala.puestos.remove(puesto)
    return f"{len(vistas)} páginas, {sala.revisadas - antes} revisiones de axe"
