"""Los guiones de la consola de seguimiento y el archivo sobre el que corren."""

import re

from comun import Incumplida
from operacion import Operacion, Servidor
from seguimiento_pantallas import importa

OFICIOS = 130
OFICIO = "/seguimiento/oficios/IP-SE-0002-2021"

# Every kind of page, and its name in the portraits.
PAGINAS = {
    "seguimiento": "/seguimiento",
    "seguimiento-calendario": "/seguimiento/calendario",
    "seguimiento-plan": "/seguimiento/preparacion/plan",
    "seguimiento-centros": "/seguimiento/preparacion/centros",
    "seguimiento-riesgos": "/seguimiento/preparacion/riesgos",
    "seguimiento-personal": "/seguimiento/preparacion/personal",
    "seguimiento-registros": "/seguimiento/registros",
    "seguimiento-oficios": "/seguimiento/oficios",
    "seguimiento-conflictos": "/seguimiento/oficios?conflicto=1",
    "seguimiento-nada": "/seguimiento/escenarios",
    "seguimiento-oficio": OFICIO,
    "seguimiento-conflicto": "/seguimiento/oficios/INE-UNICOM-0007-2021",
    "seguimiento-centro": "/seguimiento/centros/centro-0001",
    "seguimiento-sesion": "/seguimiento/sesiones/sesion-0007",
    "seguimiento-organo": "/seguimiento/organos/organo-0001",
    "seguimiento-proceso": "/seguimiento/proceso",
    "seguimiento-nueva": "/seguimiento/nueva/oficios",
    "seguimiento-editar": OFICIO + "/editar",
    "seguimiento-editar-sesion": "/seguimiento/sesiones/sesion-0007/editar",
    "seguimiento-buscar": "/seguimiento/buscar?texto=observaciones",
    "seguimiento-movimientos": "/seguimiento/movimientos",
    "seguimiento-documentos": "/seguimiento/documentos",
    "seguimiento-informe": "/seguimiento/documentos/morelos-2023/vista?mes=2021-03",
    "seguimiento-informe-coahuila": "/seguimiento/documentos/coahuila-2021/vista?mes=2021-03&fecha=2021-04-05",
    "seguimiento-convocatoria": "/seguimiento/documentos/convocatoria/vista?ficha=sesion/sesion-0007",
    "seguimiento-plan-de-seguridad": "/seguimiento/documentos/plan-de-seguridad/vista",
    "seguimiento-informe-final": "/seguimiento/documentos/informe-final/vista",
    "seguimiento-entregables": "/seguimiento/entregables",
    "seguimiento-sesiones": "/seguimiento/sesiones",
    "seguimiento-tarde": "/seguimiento/calendario?situacion=tarde",
    "seguimiento-fecha-mala": "/seguimiento/documentos?fecha=ayer",
}


class Escenario:
    """Una operación cualquiera con un archivo de seguimiento de algunos meses."""

    def __init__(self, contexto):
        self.operacion = Operacion(contexto, 100)
        self.servidor = Servidor(self.operacion, opciones=("--seguimiento", importa(contexto, OFICIOS)))
        self.gente = self.operacion.con_sesion({"seguimiento": 7, "cotaprep": 1, "comision": 1}, self.servidor)

    def persona(self, rol):
        return self.gente[rol].pop(0)


def paginas(sala, escenario):
    """Cada página de seguimiento en pantalla y en teléfono."""
    for telefono in (False, True):
        puesto = sala.puesto(escenario.persona("seguimiento"), telefono=telefono).entra()
        for nombre, ruta in PAGINAS.items():
            puesto.va(ruta).revisa(nombre + ("-telefono" if telefono else ""))


def agenda(sala, escenario):
    """Una dirección para la agenda: se crea, se lee una vez, contesta sin sesión y se da de baja."""
    for telefono in (False, True):
        puesto = sala.puesto(escenario.persona("seguimiento"), telefono=telefono).entra().va("/seguimiento/calendario")
        pagina = puesto.pagina
        pagina.get_by_role("button", name="Crear una dirección").click()
        puesto.exige("Copie esta dirección").revisa("seguimiento-agenda" + ("-telefono" if telefono else ""))
        direccion = pagina.get_by_label("Copie esta dirección").input_value()
        suelta = sala.puesto(None)
        if "BEGIN:VCALENDAR" not in suelta.contexto.request.get(direccion).text():
            puesto.objeta("la dirección de la agenda no da el calendario")
        pagina.get_by_role("button", name=re.compile("^Dar de baja")).first.click()
        pagina.wait_for_load_state()
        if suelta.contexto.request.get(direccion).status != 404:
            puesto.objeta("la dirección dada de baja contesta")


def documentos(sala, escenario):
    """Un documento que se ve, cambia de fecha y se baja con ella."""
    puesto = sala.puesto(escenario.persona("seguimiento")).entra().va("/seguimiento/documentos/plan-de-seguridad/vista")
    pagina = puesto.pagina
    pagina.get_by_label("Fecha que lleva").fill("2027-03-09")
    pagina.get_by_label("Fecha que lleva").press("Enter")
    pagina.wait_for_url("**fecha=2027-03-09")
    puesto.revisa("seguimiento-documento-con-fecha")
    for siglas in ("PDF", "DOCX"):
        with pagina.expect_download(timeout=60_000) as bajada:
            pagina.get_by_role("link", name=f"{siglas}: Plan de Seguridad").click()
        if bajada.value.suggested_filename != f"plan-de-seguridad.{siglas.lower()}":
            puesto.objeta(f"el documento baja como {bajada.value.suggested_filename}")


def ficha(sala, escenario):
    """Un oficio que se registra con errores, se corrige, se edita a la vez que otra persona y recibe un archivo."""
    puesto = sala.puesto(escenario.persona("seguimiento")).entra().va("/seguimiento/nueva/oficios")
    pagina = puesto.pagina
    pagina.get_by_label("Número", exact=True).fill("IP/SE/9001/2027")
    pagina.get_by_label("Asunto", exact=True).fill("Remite el informe de mayo")
    pagina.get_by_role("button", name="Guardar").first.click()
    puesto.exige("No se guardó: hay 3 datos por corregir").revisa("seguimiento-errores")
    pagina.get_by_role("link", name="Sentido").click()
    if pagina.evaluate("document.activeElement.id || location.hash.slice(1)") != "sentido":
        puesto.objeta("la liga del error no lleva a su campo")
    for campo, valor in (("tipo", "oficio"), ("sentido", "enviado"), ("motivo", "remite")):
        pagina.locator(f"select[name={campo}]").select_option(valor)
    pagina.get_by_role("button", name=re.compile("^Agregar renglón a Documentos")).click()
    pagina.wait_for_load_state()
    if pagina.evaluate("document.activeElement.id") != "documentos.1.documento":
        puesto.objeta("el renglón nuevo no recibe el teclado")
    pagina.keyboard.type("Informe de mayo")
    busca(puesto)
    # Enter in a line saves: the first button of the form is that one.
    pagina.get_by_label("Número", exact=True).press("Enter")
    puesto.exige("Guardado").exige("Informe de mayo").revisa("seguimiento-guardada")
    ruta = pagina.url.split("?")[0].removeprefix(puesto.raiz)
    choca(sala, escenario, puesto, ruta)
    pagina.goto(puesto.raiz + ruta)
    pagina.get_by_text("Agregar un archivo").click()
    pagina.get_by_label(re.compile("^Archivo")).set_input_files(
        {"name": "acuse ñ.txt", "mimeType": "text/plain", "buffer": b"Acuse"}
    )
    pagina.get_by_role("button", name="Agregar", exact=True).click()
    puesto.exige("acuse ñ.txt").revisa("seguimiento-adjunto")
    with pagina.expect_download() as bajada:
        pagina.get_by_role("link", name="acuse ñ.txt").click()
    if bajada.value.suggested_filename != "acuse ñ.txt":
        puesto.objeta(f"el archivo baja como {bajada.value.suggested_filename}")


def busca(puesto):
    """Un campo con demasiadas fichas para una lista las busca mientras se escribe."""
    pagina = puesto.pagina
    pagina.get_by_role("button", name=re.compile("^Agregar renglón a Responde a")).click()
    pagina.wait_for_load_state()
    with pagina.expect_response(re.compile("/seguimiento/opciones.*0002")):
        pagina.keyboard.type("0002")
    pagina.wait_for_function("document.getElementById('lista-responde_a.1').options.length > 0")
    pagina.locator("[id='responde_a.1']").fill("IP/SE/0002/2021")


def choca(sala, escenario, puesto, ruta):
    """Otra persona guarda antes: se ven las dos versiones y lo escrito sigue."""
    puesto.va(f"{ruta}/editar")
    otro = sala.puesto(escenario.persona("seguimiento")).entra().va(f"{ruta}/editar")
    for quien, texto in ((otro, "Lo que escribió la otra persona"), (puesto, "Lo que escribió la primera")):
        quien.pagina.get_by_label("Asunto", exact=True).fill(texto)
        quien.pagina.get_by_role("button", name="Guardar").first.click()
    puesto.exige("alguien más cambió esta ficha").exige("Lo que escribió la otra persona").revisa("seguimiento-choque")
    if puesto.pagina.get_by_label("Asunto", exact=True).input_value() != "Lo que escribió la primera":
        raise Incumplida("lo escrito se perdió en el choque")


def lectores(sala, escenario):
    """COTAPREP y comisión leen todo y no encuentran con qué cambiar nada."""
    for rol in ("cotaprep", "comision"):
        puesto = sala.puesto(escenario.persona(rol)).entra()
        for ruta in ("/seguimiento", "/seguimiento/calendario", "/seguimiento/registros", "/seguimiento/oficios", OFICIO):
            puesto.va(ruta)
            if hay := puesto.pagina.locator("main form[method=post], main a[href*='/nueva/'], main a[href$='/editar']").count():
                puesto.objeta(f"ofrece cambiar ({hay})")
        puesto.va(OFICIO).revisa(f"seguimiento-oficio-{rol}")


GUIONES = (paginas, documentos, agenda, ficha, lectores)
