"""Los guiones de la consola de difusión, y los difusores sobre los que corren."""

import json
import sqlite3
import subprocess
import time

from comun import Incumplida
from operacion import Operacion, Servidor

DIFUSORES = 50
LLAVE = "ssh-ed25519 " + "A" * 68

# Facts of each kind of difusor, oldest first: kind, corte and what was said.
CAIDA = [("actualizado", 1, ""), ("intento", 2, "no contesta: tiempo agotado"), ("periodo", 2, ""), ("periodo", 2, "")]
HISTORIAS = (
    CAIDA + [("periodo", 2, ""), ("suspension", 2, "3 periodos de actualización seguidos sin lograrse")]
    + [("aviso_pendiente", None, "no contesta: tiempo agotado")],
    CAIDA,
    [("actualizado", 3, ""), ("anomalia", 3, "avance.html: alterado, su huella es otra; corte.json: viejo, dice el corte 2")],
    [("actualizado", 1, ""), ("identidad", 3, "la llave del servidor no es la registrada"), ("periodo", 2, "")],
)
BIEN = [("actualizado", 1, ""), ("actualizado", 2, "árbol completo"), ("revision", 2, ""), ("actualizado", 3, "")]


def ficha(i):
    """La ficha de un difusor: los primeros, completas; algunos, apenas invitados."""
    nombre = (
        f"Universidad Autónoma de la Región {i}, Dirección de Tecnologías de Información y Comunicaciones"
        if i % 5 == 0
        else f"Diario {i} en línea"
    )
    if i % 9 == 8:
        return {"nombre": nombre, "tipo": "medio", "estado": "declinado" if i % 2 else "invitado", "fecha": "2027-04-20"}
    return {
        "nombre": nombre,
        "tipo": "academica" if i % 5 == 0 else "medio",
        "estado": "formalizado",
        "fecha": "2027-04-20",
        "copia_al_cotaprep": "2027-04-21",
        "instrumento": "Convenio de colaboración",
        "compromiso": "2027-04-25",
        "enlace": f"https://difusor-{i:02}.ejemplo.mx/prep/",
        "publicado_desde": "2027-05-01" if i % 7 else "2099-06-01",
        "contactos": [
            {
                "nombre": "Persona 1",
                "cargo": "Titular de redes",
                "telefono": "844 555 0101",
                "correo": "redes@ejemplo.mx",
                "horario": "De 18:00 a 24:00",
            },
            {"nombre": "Persona 2", "telefono": "844 555 0102"},
        ],
        "infraestructura": [{"requisito": "sftp", "cumple": "si", "evidencia": "Prueba de conexión"}],
        "soporte": [{"etapa": "instalacion", "fecha": "2027-05-12", "asunto": "Alta de la cuenta"}],
        "servidor": f"sftp{i:02}.ejemplo.mx",
        "cuenta": "prep",
        "carpeta": "/prep",
        "llaves_del_servidor": [LLAVE],
    }


def importa(contexto):
    carpeta = contexto.nueva("difusores")
    for i in range(DIFUSORES):
        destino = carpeta / "fichas" / "difusores" / f"difusor-{i:02}.yaml"
        destino.parent.mkdir(parents=True, exist_ok=True)
        destino.write_text(json.dumps(ficha(i), ensure_ascii=False), encoding="utf-8")
    archivo = carpeta / "seguimiento.sqlite"
    orden = [contexto.prep, "seguimiento", "importar", carpeta / "fichas", "--archivo", archivo]
    hecho = subprocess.run([str(p) for p in orden], capture_output=True, encoding="utf-8", timeout=300)
    if hecho.returncode:
        raise Incumplida(f"prep seguimiento importar: {hecho.stderr.strip()[-600:]}")
    return archivo


class Escenario:
    """Una operación con tres cortes y cincuenta difusores: bien, en falla, suspendidos, con anomalía y sin servidor."""

    def __init__(self, contexto):
        self.operacion = Operacion(contexto, 100)
        self.servidor = Servidor(self.operacion, opciones=("--seguimiento", importa(contexto)))
        cuantas = {"difusion": 5, "coordinacion": 2, "administracion": 1, "auditoria": 1}
        self.gente = self.operacion.con_sesion(cuantas, self.servidor)
        for _ in range(3):
            self.operacion.corta()
        for i in range(DIFUSORES):
            if i % 9 != 8 and i % 10 != 7:
                self.anota(f"difusor-{i:02}", HISTORIAS[i] if i < len(HISTORIAS) else BIEN)

    def anota(self, difusor, hechos):
        """Lo que `prep difundir` habría escrito."""
        ahora = int(time.time() * 1_000_000)
        conexion = sqlite3.connect(self.operacion.almacen, timeout=30)
        try:
            with conexion:
                for n, (tipo, corte, texto) in enumerate(hechos):
                    envio = tipo in ("actualizado", "revision")
                    conexion.execute(
                        "INSERT INTO difusion (clave, difusor, tipo, instante, corte, archivos, bytes, milisegundos, texto)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        (
                            f"{difusor}-{tipo}-{ahora}-{n}",
                            *(difusor, tipo, ahora - (len(hechos) - n) * 60_000_000, corte),
                            *(132 if envio else None, 4_812_345 if envio else None, 12_340 if envio else None, texto),
                        ),
                    )
        finally:
            conexion.close()

    def persona(self, rol):
        return self.gente[rol].pop(0)


PAGINAS = {
    "difusion": "/difusion",
    "difusion-lista": "/difusion/sitio/lista",
    "difusion-suspendido": "/difusion/difusor-00",
    "difusion-falla": "/difusion/difusor-01",
    "difusion-anomalia": "/difusion/difusor-02",
    "difusion-bien": "/difusion/difusor-05",
    "difusion-sin-servidor": "/difusion/difusor-08",
    "difusion-llamadas": "/difusion/difusor-00?hechos=llamadas",
    "difusion-registro": "/seguimiento/difusores",
    "difusion-ficha": "/seguimiento/difusores/difusor-00",
    "difusion-editar": "/seguimiento/difusores/difusor-00/editar",
}


def paginas(sala, escenario):
    """Cada página de difusión en pantalla y en teléfono, con cincuenta difusores."""
    for telefono in (False, True):
        puesto = sala.puesto(escenario.persona("difusion"), telefono=telefono).entra()
        for nombre, ruta in PAGINAS.items():
            puesto.va(ruta).revisa(nombre + ("-telefono" if telefono else ""))


def caida(sala, escenario):
    """Una llamada, una prueba y una reactivación que otra persona autoriza; el tablero lo dice sin recargar."""
    mira = sala.puesto(escenario.persona("coordinacion")).entra().va("/difusion")
    puesto = sala.puesto(escenario.persona("difusion")).entra().va("/difusion/difusor-00")
    pagina = puesto.pagina
    pagina.get_by_label("Qué se dijo").fill("Se cortó su enlace; lo reparan en media hora")
    pagina.get_by_role("button", name="Anotar").click()
    puesto.exige("le llamó").exige("Contestó \\(Persona 1\\)")
    pagina.get_by_role("button", name="Pedir la prueba").click()
    puesto.exige("Hay una prueba pedida").revisa("difusion-prueba")
    escenario.anota("difusor-00", [("prueba_lograda", None, "")])
    puesto.va("/difusion/difusor-00")
    pagina.get_by_label("Qué se corrigió").fill("Repararon su enlace")
    pagina.get_by_role("button", name="Pedir la reactivación").click()
    puesto.exige("La pidió usted").revisa("difusion-pedida")
    otro = sala.puesto(escenario.persona("difusion")).entra().va("/difusion/difusor-00")
    otro.exige("Reactivación de difusor por autorizar").revisa("difusion-por-autorizar")
    otro.pagina.get_by_role("button", name="Autorizar reactivación").click()
    otro.exige("autorizó su reactivación").revisa("difusion-reactivado")
    # Whoever watches the board sees it there by itself: what was suspended is no longer first.
    renglon = mira.pagina.locator("tr", has=mira.pagina.locator("a[href='/difusion/difusor-00']"))
    renglon.get_by_text("Suspendido", exact=True).wait_for(state="detached", timeout=20_000)
    mira.revisa("difusion-coordinacion")


def lectores(sala, escenario):
    """Administración y auditoría leen y no encuentran con qué cambiar nada; auditoría no ve teléfonos."""
    for rol in ("administracion", "auditoria"):
        puesto = sala.puesto(escenario.persona(rol)).entra().va("/difusion/difusor-01")
        if hay := puesto.pagina.locator("main form[method=post]").count():
            puesto.objeta(f"ofrece cambiar ({hay})")
        if rol == "auditoria" and "844 555" in puesto.texto():
            puesto.objeta("muestra teléfonos")
        puesto.revisa(f"difusion-uno-{rol}")
        puesto.va("/difusion").revisa(f"difusion-{rol}")


GUIONES = (paginas, caida, lectores)
