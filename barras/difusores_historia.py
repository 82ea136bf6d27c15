"""Barra 3: la historia de una suspensión con los programas de verdad, de la primera falla al espejo otra vez igual."""

import re
import urllib.error
import urllib.request

from comun import sin_diferencias
from difusores_aparte import aparte
from difusores_escena import instituto, sitios
from operacion import Servidor as Consolas
from puestos import clave

GENTE = {"difusion": 2, "coordinacion": 1, "auditoria": 1}


def pide(url):
    """(estado, texto) de lo que un lector recibe."""
    try:
        with urllib.request.urlopen(url, timeout=10) as respuesta:
            return respuesta.status, respuesta.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, ""


class Historia:
    def __init__(self, uno, espejos, consolas, gente):
        self.uno, self.consolas, self.gente = uno, consolas, gente
        self.malo, self.sano = espejos
        self.faltas, self.pasos = [], 0

    def exige(self, bien, que):
        self.pasos += 1
        if not bien:
            self.faltas.append(que)

    def corta(self):
        """Un corte de la operación, con el publicador de verdad; devuelve su número."""
        self.uno.operacion.corta()
        nota = (self.uno.entorno / "publico/corte.nota").read_text()
        return int(nota.split("\ncorte ")[1].split("\n")[0])

    def acto(self, persona, nombre, **campos):
        return persona.llena(f"/difusion/{self.malo.clave}/{nombre}", {"clave": clave(), **campos})

    def enlazado(self, espejo):
        """Si la lista pública del sitio del instituto lleva a ese difusor."""
        return f'href="{espejo.url}"' in (self.uno.entorno / "publico/difusores.html").read_text(encoding="utf-8")

    def vive(self):
        uno, malo, sano = self.uno, self.malo, self.sano
        difusion, otra = self.gente["difusion"]
        (auditoria,) = self.gente["auditoria"]
        primero = self.corta()
        uno.difunde()
        uno.esperan([malo, sano], 60, primero)
        self.exige(not self.diferencias(), f"el primer corte: {self.diferencias()[:2]}")
        # The list is noted by whoever sends, and shown by the next corte.
        uno.esperan([malo, sano], 60, self.corta())
        self.exige(self.enlazado(malo) and self.enlazado(sano), "la lista pública no lleva a los dos")

        # Three periods in a row that end without the corte: each ends when the next one comes.
        malo.apaga()
        for _ in range(4):
            corte = self.corta()
            uno.espera(sano.clave, "actualizado", 60, corte=corte)
            uno.espera(malo.clave, "intento" if not uno.hechos(malo.clave, "suspension") else "suspension", 60)
        uno.espera(malo.clave, "suspension", 30)
        self.exige(len(uno.hechos(malo.clave, "periodo")) == 3, f"periodos: {uno.hechos(malo.clave, 'periodo')}")
        self.exige(not uno.hechos(sano.clave, "periodo"), "al sano se le contó un periodo")
        corte = self.corta()
        uno.espera(sano.clave, "actualizado", 60, corte=corte)
        self.exige(not uno.hechos(malo.clave, "intento", corte), "suspendido, se le siguió transmitiendo")

        # The notice, as soon as its server answers.
        malo.enciende()
        uno.espera(malo.clave, "aviso", 120)
        estado, texto = pide(malo.url)
        self.exige(estado == 200 and "dejó de recibir los resultados" in texto, f"su sitio da {estado}: {texto[:80]!r}")
        self.exige(pide(f"{malo.url}corte.nota")[0] == 404, "su sitio todavía da un apuntador")
        incidencias = uno.operacion.consulta(
            "SELECT descripcion FROM incidencia WHERE clave LIKE ?", f"difusion:{malo.clave}:%"
        )
        self.exige(len(incidencias) == 1, f"incidencias: {incidencias}")
        self.exige(self.enlazado(sano) and not self.enlazado(malo), "la lista pública todavía lleva al suspendido")

        # Back: a call, a test, one person who asks and another who authorises.
        self.acto(
            difusion, "llamada", con="Persona de guardia", resultado="contesto", texto="Reinició su servicio"
        ).exige(303)
        self.exige(len(uno.hechos(malo.clave, "llamada")) == 1, "la llamada no quedó")
        antes = self.acto(difusion, "reactivacion", motivo="Ya contesta")
        self.exige(antes.estado == 409, f"sin prueba se pudo pedir la reactivación ({antes.estado})")
        self.acto(difusion, "prueba").exige(303)
        uno.espera(malo.clave, "prueba_lograda", 60)
        self.acto(difusion, "reactivacion", motivo="Reinició su servicio").exige(303)
        (orden,) = uno.operacion.consulta("SELECT id FROM orden WHERE tipo = 'reactivacion'")
        sola = self.acto(difusion, "autorizacion", orden=orden[0])
        self.exige(sola.estado == 409, f"la misma persona pudo autorizarla ({sola.estado})")
        ajena = self.acto(auditoria, "autorizacion", orden=orden[0])
        self.exige(ajena.estado == 403, f"auditoría pudo autorizarla ({ajena.estado})")
        self.exige(not uno.hechos(malo.clave, "reactivacion"), "se reactivó con una sola persona")
        desde = uno.ultimo_hecho()
        self.acto(otra, "autorizacion", orden=orden[0]).exige(303)
        uno.espera(malo.clave, "actualizado", 60, desde=desde)
        self.exige(not self.diferencias(), f"reactivado, su espejo difiere: {self.diferencias()[:3]}")
        estado, texto = pide(malo.url)
        self.exige(estado == 200 and "dejó de recibir" not in texto, "su sitio sigue con el aviso")
        corte = self.corta()
        uno.esperan([malo, sano], 60, corte)
        self.exige(not self.diferencias(), f"el corte que sigue: {self.diferencias()[:3]}")
        self.exige(self.enlazado(malo), "la lista pública no vuelve a llevar a él")
        pagina = difusion.pagina(f"/difusion/{malo.clave}").exige(200).texto
        self.exige(re.search("Persona de guardia", pagina), "la consola no dice a quién se llamó")

    def diferencias(self):
        return self.uno.diferencias([self.malo, self.sano])


@aparte
def suspension_y_regreso(contexto):
    """Tres periodos fallidos, suspensión, aviso, incidencia, lista, llamada, prueba y dos personas; con `prep servir`."""
    with instituto(contexto, 2, actas=40) as (uno, espejos), sitios(contexto, espejos):
        uno.inscribe(*espejos, estado="formalizado", publicado_desde="2024-01-01")
        with Consolas(uno.operacion, opciones=("--seguimiento", uno.seguimiento)) as consolas:
            historia = Historia(uno, espejos, consolas, uno.operacion.entran(GENTE, consolas))
            historia.vive()
    yield sin_diferencias(
        historia.faltas, f"{historia.pasos} pasos", "una suspensión y su regreso, con los programas de verdad"
    )
