"""Todas las páginas que cada función puede abrir, con una noche a medias: axe en claro y en oscuro, y su retrato."""

import re

from puestos import Capturista, Digitalizador, Acopiador

# How many different pages of one console are followed from its first page.
HONDURA = 14


def media_noche(escenario):
    """Actas en cada etapa: acopiada, digitalizada, capturada, en diferencia, en supervisión, verificada, excepción."""
    actas = [escenario.acta() for _ in range(8)]
    acopio, digital = escenario.gente["acopio"][-1], escenario.gente["digitalizacion"][-1]
    puesto = Acopiador(acopio, escenario.noche)
    for acta in actas[1:]:
        puesto.acopia(acta)
    puesto.reporta_sin_acta(actas[0])
    for acta in actas[2:]:
        Digitalizador(digital, escenario.noche).digitaliza(acta)
    escenario.noche.errores = {actas[3].clave: 1, actas[4].clave: 3}
    for persona in escenario.gente["captura"][-4:]:
        capturista = Capturista(persona, escenario.noche)
        while capturista.turno():
            pass
    escenario.operacion.corta()


def patron(ruta):
    return re.sub(r"[0-9a-f]{16,}|\d[\dA-Z]*", "N", ruta.split("?")[0])


def nombre(ruta):
    return re.sub(r"[^a-z0-9]+", "-", patron(ruta).lower()).strip("-") or "inicio"


def recorrido(sala, escenario):
    """Cada página de cada función, sin una violación de WCAG 2.2 AA ni una queja del navegador."""
    media_noche(escenario)
    vistas = set()
    for rol in escenario.gente:
        puesto = sala.puesto(escenario.persona(rol)).entra()
        pagina = puesto.pagina
        for consola in [a.get_attribute("href") for a in pagina.locator("header nav a").all()]:
            pendientes = [consola]
            propias = 0
            while pendientes and propias < HONDURA:
                ruta = pendientes.pop(0)
                if patron(ruta) in vistas:
                    continue
                vistas.add(patron(ruta))
                respuesta = pagina.request.get(puesto.raiz + ruta, headers={"Accept": "text/html"})
                if respuesta.status >= 400:
                    puesto.objeta(f"la liga {ruta} contestó {respuesta.status}")
                    continue
                if "text/html" not in respuesta.headers.get("content-type", ""):
                    continue
                puesto.va(ruta)
                propias += 1
                pagina.wait_for_timeout(150)
                puesto.revisa(nombre(ruta))
                ligas = [a.get_attribute("href") for a in pagina.locator("main a[href^='/']").all()]
                pendientes += [liga for liga in ligas if liga and patron(liga) not in vistas]
        puesto.contexto.close()
        sala.puestos.remove(puesto)
    return f"{len(vistas)} páginas, {sala.revisadas} revisiones de axe"
