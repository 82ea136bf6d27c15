"""Lo que rodea a las actas en un simulacro: los teléfonos de los CAE, la incidencia con su reasignación y los paquetes."""

import hashlib
import re
from dataclasses import replace

from comun import Incumplida
from persona import Persona
from puestos import clave


class Cae:
    """Quien fotografía actas en la casilla: un teléfono inscrito, sin sesión, con su ficha."""

    def __init__(self, servidor, usuario, noche, ids):
        self.persona = Persona(servidor, usuario, "casilla", "", "")
        self.noche, self.ids = noche, ids

    def inscribe(self, coordinacion, cuenta, casillas):
        """La coordinación le da casillas y un código; el teléfono lo cambia por su ficha."""
        base = f"/dispositivos/{cuenta}"
        coordinacion.llena(f"{base}/casillas", {"claves": " ".join(casillas)}).exige(303)
        hoja = coordinacion.llena(f"{base}/codigo", {}).exige(200).texto
        codigo = re.search(r'class="clave grande">([^<]+)<', hoja).group(1)
        datos = self.persona.envia("/inscribir", {"codigo": codigo}).exige(200).datos
        if sorted(datos["casillas"]) != sorted(casillas):
            raise Incumplida(f"al teléfono se le dieron {casillas} y recibió {datos['casillas']}")
        self.cabeceras = {"Authorization": f"Bearer {datos['ficha']}"}
        return self

    def envia(self, acta):
        """Manda la foto dos veces, como el teléfono al que se le pierde la respuesta: vale una."""
        foto = acta.imagen.read_bytes()
        ruta = f"/actas/{self.ids[acta.eleccion, acta.clave]}/imagen?sha256={hashlib.sha256(foto).hexdigest()}"
        for _ in range(2):
            tipo = "application/octet-stream"
            respuesta = self.persona.pide("POST", ruta, foto, tipo, cabeceras=self.cabeceras)
            estado = self.noche.anota("fotografiar", respuesta).exige(200).datos["estado"]
            if estado != "aceptada":
                raise Incumplida(f"la foto de {acta.clave} quedó {estado}: {respuesta.datos.get('texto')}")


def inscribe_telefonos(operacion, servidor, gente, noche):
    """Reparte las actas que se fotografían entre los CAE: [(cae, [acta])]. Una casilla es de uno solo."""
    ids = {
        (e, clave_acta): acta
        for acta, e, clave_acta in operacion.consulta(
            "SELECT a.id, e.id, a.clave_acta FROM acta a JOIN eleccion e ON e.posicion = a.eleccion"
        )
    }
    cuentas = dict(operacion.consulta("SELECT usuario, persona FROM cuenta"))
    fotografiadas = [noche.actas[c] for c in noche.con("casilla")]
    casillas = sorted({acta.casilla for acta in fotografiadas})
    reparto = []
    for numero, persona in enumerate(gente["casilla"]):
        suyas = casillas[numero :: len(gente["casilla"])]
        if suyas:
            cae = Cae(servidor, persona.usuario, noche, ids)
            cae.inscribe(gente["coordinacion"][0], cuentas[persona.usuario], suyas)
            reparto.append((cae, [a for a in fotografiadas if a.casilla in suyas]))
    return reparto


def reasigna(gente, noche, de, a, cuantas=5):
    """Un CATD se queda sin luz: se registra, y dos personas mandan algunas de sus casillas a otro. Devuelve el folio."""
    pide, autoriza = gente["coordinacion"][0], gente["administracion"][0]
    detectada = re.search(r'name="detectada"[^>]*value="([^"]+)"', pide.pagina("/incidencias/nueva").texto).group(1)
    campos = {"clave": clave(), "detectada": detectada, "sitio": de, "descripcion": "Sin energía en el centro"}
    formulario = pide.pagina("/incidencias/nueva").exige(200).texto
    for lista in ("fase", "categoria", "gravedad", "escenario"):
        opciones = re.search(rf'<select id="{lista}".*?</select>', formulario, re.S).group(0)
        campos[lista] = next(v for v in re.findall(r'<option value="([^"]+)"', opciones))
    folio = int(pide.llena("/incidencias", campos).exige(303).lugar.rsplit("/", 1)[1])
    fotografiadas = {noche.actas[c].casilla for c in noche.con("casilla")}
    casillas = sorted({x.casilla for x in noche.actas.values() if x.centro == de} - fotografiadas)[:cuantas]
    pares = [("clave", clave()), ("de", de), ("a", a), ("incidencia", folio), ("motivo", "No puede operar")]
    pide.llena("/incidencias/reasignar", pares + [("casilla", c) for c in casillas]).exige(303)
    pagina = autoriza.pagina("/incidencias/reasignar").exige(200).texto
    orden = re.search(r'action="(/administracion/orden/\d+)"', pagina).group(1)
    # Who asks cannot authorise.
    if pide.llena(orden, {"regresar": "/incidencias/reasignar"}).bien:
        raise Incumplida("quien pidió la reasignación la autorizó también")
    autoriza.llena(orden, {"regresar": "/incidencias/reasignar"}).exige(303)
    for clave_acta, acta in list(noche.actas.items()):
        if acta.casilla in casillas:
            noche.actas[clave_acta] = replace(acta, centro=a)
    return folio


def resuelve(persona, folio):
    campos = {"clave": clave(), "texto": "Entró la planta", "estado": "resuelta", "actas": "0", "minutos": "4"}
    persona.llena(f"/incidencias/folio/{folio}/nota", campos).exige(303)


def empaca(persona, claves):
    """Empaca los papeles de su centro y entrega el paquete; devuelve lo que falte en él o en su constancia."""
    paquete = persona.llena("/empaquetado", {"clave": clave()}).exige(303).lugar
    for una in claves:
        persona.llena(f"{paquete}/acta", {"clave": clave(), "acta": una}).exige(303)
    faltas = []
    if "No falta ninguna" not in persona.pagina("/empaquetado/faltantes").exige(200).texto:
        faltas.append(f"{persona.centro}: empacados sus {len(claves)} papeles, la consola dice que faltan")
    entrega = {"clave": clave(), "recibe": "Persona Tres", "cargo": "Secretaría del consejo"}
    constancia = persona.llena(f"{paquete}/entrega", entrega).exige(303).lugar
    texto = persona.pagina(constancia).exige(200).texto
    return faltas + [f"la constancia de {persona.centro} no dice {una}" for una in claves if una not in texto]
