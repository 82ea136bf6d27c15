"""PREP Casilla: el teléfono que se queda sin red con una foto, se cierra, se abre y la entrega una sola vez."""

import hashlib
import os
import re

from comun import Incumplida
from operacion import Servidor
from persona import GALLETA
from puesto import CHROMIUM, TELEFONO, Puesto

# A service worker is not installed over a certificate that the browser does not trust, whatever the page allows.
OPCIONES = ["--no-sandbox", "--ignore-certificate-errors"]
GUARDADAS = """async () => {
  const fotos = await cola.fotos();
  return Promise.all(fotos.map(async (f) => {
    const inicio = Array.from(new Uint8Array(f.caja.datos).slice(0, 3));
    const llave = await cola.llave();
    return { acta: f.acta, sha256: f.sha256, inicio, extraible: llave.extractable };
  }));
}"""


class Telefono(Puesto):
    """Un teléfono ante PREP Casilla: otro puerto, otro navegador, sin sesión."""

    def __init__(self, sala, navegador, servidor, medidas=TELEFONO):
        super().__init__(sala, None, True)
        self.contexto.close()
        self.raiz = f"https://127.0.0.1:{servidor.puerto}"
        self.contexto = navegador.new_context(
            viewport=medidas,
            has_touch=True,
            is_mobile=True,
            device_scale_factor=1,
            ignore_https_errors=True,
            locale="es-MX",
            timezone_id="America/Mexico_City",
        )
        self.contexto.set_default_timeout(15_000)
        self.abre()
        sala.puestos.append(self)

    def abre(self):
        self.pagina = self.contexto.new_page()
        self.pagina.on("console", self.anota_consola)
        self.pagina.on("pageerror", lambda error: self.objeta(f"error de guion: {error}"))
        return self

    def inscribe(self, codigo):
        self.va(f"/#{codigo}")
        self.pagina.get_by_role("button", name="Inscribir este teléfono").click()
        return self

    def listo(self):
        """La aplicación está guardada en el teléfono: desde aquí trabaja sin red."""
        self.pagina.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return self

    def fila(self, acta):
        return self.pagina.locator(f"button.acta[data-acta='{acta}']")

    def dice(self, acta, estado):
        texto = re.compile(re.escape(estado))
        try:
            self.fila(acta).filter(has_text=texto).wait_for()
        except Exception:
            raise Incumplida(f"el acta {acta} debía decir «{estado}»: {self.fila(acta).inner_text()}") from None
        return self

    def fotografia(self, acta, archivo, nombre=None):
        self.fila(acta).click()
        if nombre:
            self.revisa(f"{nombre}-acta")
        self.pagina.locator("#camara").set_input_files(str(archivo))
        self.pagina.get_by_role("button", name="Guardar y enviar").wait_for()
        if nombre:
            self.revisa(f"{nombre}-revision")
        self.pagina.get_by_role("button", name="Guardar y enviar").click()
        return self


class Coordinacion:
    """Quien da códigos, casillas y bajas en la consola Teléfonos."""

    def __init__(self, sala, persona, cuenta):
        self.puesto, self.cuenta = sala.puesto(persona), cuenta
        galleta = {"name": GALLETA, "value": persona.ficha, "url": self.puesto.raiz, "secure": True}
        self.puesto.contexto.add_cookies([galleta])

    def abre(self):
        self.puesto.va(f"/dispositivos/{self.cuenta}")
        return self.puesto

    def asigna(self, casillas):
        pagina = self.abre().pagina
        pagina.get_by_label("Claves de casilla").fill("\n".join(casillas))
        pagina.get_by_role("button", name="Guardar casillas").click()
        pagina.wait_for_url("**/dispositivos/*")
        self.puesto.exige("Sección")

    def codigo(self, nombre=None):
        pagina = self.abre().pagina
        pagina.get_by_role("button", name="Nuevo código").click()
        self.puesto.exige("Código de inscripción")
        if nombre:
            self.puesto.revisa(nombre)
        return pagina.locator(".clave.grande").inner_text().strip()

    def da_de_baja(self):
        self.abre().pagina.get_by_role("button", name=re.compile("^Dar de baja")).first.click()
        self.puesto.exige("Dado de baja")


def casilla(sala, escenario):
    """Inscribe un teléfono, corta la red, fotografía, cierra y abre; al volver la red el acta llega una vez."""
    operacion = escenario.operacion
    ids = {
        (e, clave): acta
        for acta, e, clave in operacion.consulta(
            "SELECT a.id, e.id, a.clave_acta FROM acta a JOIN eleccion e ON e.posicion = a.eleccion"
        )
    }
    # The other scripts work with the actas of the first CATD.
    ajenas = [a for a in escenario.noche.actas.values() if a.centro != "CATD-01" and a.casilla[6] in "BC"]
    suyas = [a for a in ajenas if a.casilla == ajenas[0].casilla]
    otra = next(a for a in ajenas if a.casilla != suyas[0].casilla)
    coordinadora, cae = escenario.persona("coordinacion"), escenario.persona("casilla")
    ((cuenta,),) = operacion.consulta("SELECT persona FROM cuenta WHERE usuario = ?", cae.usuario)
    navegador = sala.navegador.browser_type.launch(executable_path=CHROMIUM, args=OPCIONES)
    with Servidor(operacion, "casilla") as servidor:
        try:
            return _noche(
                sala, operacion, servidor, navegador, Coordinacion(sala, coordinadora, cuenta), suyas, otra, ids
            )
        except Exception:
            retrata_falla(sala)
            raise
        finally:
            sala.puestos[:] = [p for p in sala.puestos if not isinstance(p, Telefono)]
            navegador.close()


def retrata_falla(sala):
    """Los teléfonos, como quedaron, donde se puedan mirar si se pidió con PREP_FALLAS."""
    carpeta = os.environ.get("PREP_FALLAS")
    for i, puesto in enumerate(p for p in sala.puestos if carpeta and isinstance(p, Telefono)):
        puesto.pagina.screenshot(path=f"{carpeta}/telefono-{i}.png")


def _noche(sala, operacion, servidor, navegador, coordinacion, suyas, otra, ids):
    coordinacion.asigna([suyas[0].casilla, otra.casilla])
    codigo = coordinacion.codigo("telefonos-codigo")
    telefono = Telefono(sala, navegador, servidor).inscribe(codigo).exige("Sus casillas").listo()
    telefono.revisa("casilla-lista")

    segundo = Telefono(sala, navegador, servidor).inscribe(codigo).exige("ya se usó o venció")
    segundo.revisa("casilla-codigo-usado", retrato=False)

    acta, primera = ids[suyas[0].eleccion, suyas[0].clave], suyas[0]
    sin_red(telefono, servidor)
    telefono.pagina.reload()
    telefono.exige("Sus casillas").dice(acta, "Pendiente")
    telefono.fotografia(acta, primera.imagen, "casilla").dice(acta, "En este teléfono, sin enviar").revisa(
        "casilla-sin-red"
    )
    guardadas = telefono.pagina.evaluate(GUARDADAS)
    huella = hashlib.sha256(primera.imagen.read_bytes()).hexdigest()
    if (
        [g["sha256"] for g in guardadas] != [huella]
        or guardadas[0]["extraible"]
        or guardadas[0]["inicio"] == [255, 216, 255]
    ):
        telefono.objeta(f"la foto no quedó cifrada con una llave que no sale del navegador: {guardadas}")
    telefono.pagina.close()
    telefono.abre().va("/").exige("Sus casillas").dice(acta, "En este teléfono, sin enviar")
    con_red(telefono, servidor)
    telefono.dice(acta, "Recibida y aceptada").revisa("casilla-aceptada", retrato=False)
    exige_una(operacion, acta, huella)
    if telefono.pagina.evaluate(GUARDADAS):
        telefono.objeta("el servidor confirmó la foto y el teléfono la conserva")

    # The photo of another acta is not accepted for this one: a person of the CATD looks.
    equivocada = ids[suyas[1].eleccion, suyas[1].clave]
    telefono.fotografia(equivocada, otra.imagen).dice(equivocada, "Enviada, en revisión")

    _baja(operacion, servidor, telefono, coordinacion, ids[otra.eleccion, otra.clave], otra, dibujo_distinto(otra))
    return "una foto, una recepción, una digitalización"


def _baja(operacion, servidor, telefono, coordinacion, acta, otra, imagen):
    """Dado de baja, el teléfono lo dice y conserva sus fotos; con otro código las entrega."""
    sin_red(telefono, servidor)
    telefono.fotografia(acta, imagen).dice(acta, "En este teléfono, sin enviar")
    coordinacion.da_de_baja()
    con_red(telefono, servidor)
    telefono.exige("fue dado de baja").dice(acta, "En este teléfono, sin enviar").revisa("casilla-baja")
    telefono.inscribe(coordinacion.codigo()).exige("Sus casillas")
    telefono.dice(acta, "Recibida y aceptada")
    exige_una(operacion, acta, hashlib.sha256(imagen.read_bytes()).hexdigest())


def dibujo_distinto(acta):
    """La misma acta en otro archivo: con un comentario al final, como los que dejan los teléfonos."""
    copia = acta.imagen.with_name(acta.imagen.stem + "-otra.jpg")
    copia.write_bytes(acta.imagen.read_bytes() + b"\0" * 64)
    return copia


def sin_red(telefono, servidor):
    servidor.mata()
    telefono.contexto.set_offline(True)


def con_red(telefono, servidor):
    servidor.abre()
    telefono.contexto.set_offline(False)


def exige_una(operacion, acta, huella):
    recibidas = operacion.consulta(
        "SELECT original FROM recepcion r JOIN foto_casilla f ON f.recepcion = r.id WHERE f.acta = ?", acta
    )
    hechos = operacion.consulta("SELECT origen, digitalizacion FROM hecho WHERE acta = ?", acta)
    if recibidas != [(huella,)] or hechos != [("CASILLA", "MOVIL")]:
        raise Incumplida(f"el acta {acta} quedó con las recepciones {recibidas} y los hechos {hechos}")
