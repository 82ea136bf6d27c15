"""Lo que hace cada quien durante un turno, por HTTPS y sin pausas: acopiar, digitalizar, capturar, decidir y cotejar."""

import queue
import random
import re
import threading
import uuid
from collections import defaultdict

from comun import Incumplida


def clave():
    """La que hace la página para que un envío repetido no valga dos veces."""
    return str(uuid.uuid4())


class Noche:
    """Lo que comparten las personas de una prueba: la verdad, los errores que toca cometer y lo que se midió."""

    def __init__(self, actas, semilla=20270606, **partes):
        """`partes` dice qué parte de las actas tiene cada suerte: `diferencia=0.1, conflicto=0.02`."""
        self.actas = {acta.clave: acta for acta in actas}
        sorteadas = sorted(self.actas)
        random.Random(semilla).shuffle(sorteadas)
        self.suertes = {}
        for suerte, parte in partes.items():
            tocan = max(1, round(len(actas) * parte))
            self.suertes |= dict.fromkeys(sorteadas[:tocan], suerte)
            sorteadas = sorteadas[tocan:]
        # Of some actas the first person who types them makes a mistake; of others, the first three do.
        self.errores = {c: 1 for c in self.con("diferencia")} | {c: 3 for c in self.con("conflicto")}
        self.tardanzas = defaultdict(list)
        self.hechas = defaultdict(int)
        self.acuses = []
        self.equivocadas = defaultdict(list)
        self.apartadas = set()
        self.candado = threading.Lock()

    def con(self, suerte):
        return [clave_acta for clave_acta, suya in self.suertes.items() if suya == suerte]

    def aparta(self, que, cual):
        """Verdadero la primera vez que se pide: lo que una persona aparta no lo toma otra."""
        with self.candado:
            nueva = (que, cual) not in self.apartadas
            self.apartadas.add((que, cual))
            return nueva

    def anota(self, que, respuesta):
        self.tardanzas[que].append(respuesta.segundos)
        return respuesta

    def dicta(self, clave_acta, persona):
        """Lo que esa persona teclea de esa acta: lo que dice, o con un error si a esta acta le toca."""
        datos = list(self.actas[clave_acta].datos)
        with self.candado:
            pendientes = self.errores.get(clave_acta, 0)
            if not pendientes:
                return datos
            self.errores[clave_acta] = pendientes - 1
            self.equivocadas[clave_acta].append(persona.usuario)
        # Each one errs in the same box with another figure, so that no two agree.
        cual = len(clave_acta) % len(datos)
        datos[cual] = str(int(datos[cual]) + pendientes if datos[cual].isdigit() else pendientes)
        return datos


def de_la_fila(hacer, entrada, salida=None):
    """Un turno que toma un acta de una fila, la trabaja y la pasa a la siguiente."""

    def turno():
        try:
            acta = entrada.get_nowait()
        except queue.Empty:
            return False
        hacer(acta)
        if salida is not None:
            salida.put(acta)
        return True

    return turno


class Acopiador:
    def __init__(self, persona, noche):
        self.persona, self.noche = persona, noche

    def de(self, entrada, salida):
        return de_la_fila(self.acopia, entrada, salida)

    def busca(self, acta):
        """Lo que la consola dice del acta que se tecleó: {ficha, situacion}."""
        halladas = self.persona.lee(f"/acopio/acta?texto={acta.clave}").exige(200).datos["actas"]
        if len(halladas) != 1 or halladas[0]["ficha"]["clave"] != acta.clave:
            raise Incumplida(f"al teclear {acta.clave} se hallaron {[h['ficha']['clave'] for h in halladas]}")
        return halladas[0]

    def acopia(self, acta):
        """Teclea la clave, ve que es esa y la registra."""
        if (situacion := self.busca(acta)["situacion"])["estado"] != "pendiente":
            raise Incumplida(f"{acta.clave} debía estar por recibirse: {situacion}")
        self.registra(acta).exige(200)

    def registra(self, acta):
        envio = {"clave": clave(), "acta": acta.clave, "eleccion": acta.eleccion, "mecanismo": "F"}
        return self.noche.anota("acopiar", self.persona.envia("/acopio", envio))

    def remite(self, acta):
        """La recibió el CATD equivocado: la manda al que le toca."""
        if self.busca(acta)["situacion"]["estado"] != "otro_centro":
            raise Incumplida(f"{acta.clave} debía ser de otro centro")
        self.persona.envia("/acopio/remitir", {"clave": clave(), "acta": acta.clave, "eleccion": acta.eleccion}).exige(
            200
        )

    def reporta_sin_acta(self, acta):
        campos = {"clave": clave(), "acta": self.busca(acta)["ficha"]["acta"], "causa": "paquete_no_entregado"}
        campos |= {"problema": "sobre_ausente", "accion": "Se pidió copia al consejo"}
        self.persona.llena("/acopio/sin-acta", campos).exige(303)


class Digitalizador:
    def __init__(self, persona, noche):
        self.persona, self.noche = persona, noche

    def de(self, entrada):
        return de_la_fila(self.digitaliza, entrada)

    def sube(self, contenido, nombre):
        ruta = f"/digitalizacion/archivo?nombre={nombre}"
        return self.noche.anota("subir", self.persona.pide("POST", ruta, contenido, "application/octet-stream"))

    def digitaliza(self, acta, imagen=None):
        """Sube la imagen, ve que la etiqueta dijo qué acta es y la acepta."""
        contenido = (imagen or acta.imagen).read_bytes()
        (pagina,) = self.sube(contenido, acta.imagen.name).exige(200).datos["paginas"]
        self.acepta(pagina, acta)

    def acepta(self, pagina, acta):
        """Mira la página y la acepta; si hay con qué dudar de ella, dice que la miró y se lee."""
        if pagina["estado"] != "pendiente" or pagina.get("ficha", {}).get("clave") != acta.clave or pagina.get("aviso"):
            raise Incumplida(f"la imagen de {acta.clave} quedó {pagina['estado']}: {pagina['aviso']} {pagina['ficha']}")
        self.noche.anota("mirar", self.persona.lee(pagina["imagen"], acepta="image/*").exige(200))
        envio = {"clave": clave(), "recepcion": pagina["recepcion"], "seLee": bool(pagina["observaciones"])}
        respuesta = self.noche.anota("aceptar", self.persona.envia("/digitalizacion/aceptar", envio)).exige(200)
        if respuesta.datos["resultado"] != "aceptada":
            raise Incumplida(f"la imagen de {acta.clave} quedó {respuesta.datos}")


    def repite(self, acta):
        """Sube otra imagen de un acta que ya tiene la suya: cuenta la primera."""
        contenido = acta.imagen.read_bytes()
        (pagina,) = self.sube(contenido, acta.imagen.name).exige(200).datos["paginas"]
        envio = {"clave": clave(), "recepcion": pagina["recepcion"], "seLee": bool(pagina["observaciones"])}
        respuesta = self.persona.envia("/digitalizacion/aceptar", envio).exige(200)
        if respuesta.datos["resultado"] != "duplicada":
            raise Incumplida(f"la segunda imagen de {acta.clave} quedó {respuesta.datos}")

    def aparta(self, acta):
        """Sube un papel con la etiqueta de otro proceso: no se acepta, y lo manda a excepción."""
        (pagina,) = self.sube(acta.imagen.read_bytes(), acta.imagen.name).exige(200).datos["paginas"]
        envio = {"clave": clave(), "recepcion": pagina["recepcion"]}
        if self.persona.envia("/digitalizacion/aceptar", {**envio, "seLee": True}).bien:
            raise Incumplida(f"se aceptó un acta de otro proceso: {acta.clave}")
        envio |= {"clave": clave(), "problemas": ["de_otra_eleccion"], "accion": "La etiqueta es de otro proceso"}
        self.persona.envia("/digitalizacion/excepcion", envio).exige(200)


class Supervisor:
    def __init__(self, persona, noche):
        self.persona, self.noche = persona, noche

    def turno(self):
        """Decide la más antigua de las actas en conflicto, leyendo cada campo en disputa en la imagen."""
        lista = self.persona.pagina("/supervision").exige(200).texto
        hallada = re.search(r'name="acta" value="(\d+)"', lista)
        if not hallada:
            return False
        tomada = self.persona.llena("/supervision/tomar", {"acta": hallada.group(1)})
        if tomada.estado == 409:
            return False
        hoja = self.persona.pagina(tomada.exige(303).lugar).exige(200).texto
        self.decide(hoja).exige(303)
        with self.noche.candado:
            self.noche.hechas["decision"] += 1
        return True

    def decide(self, hoja, mira=True, **cambios):
        clave_acta = re.search(r'class="clave">([^<]+)<', hoja).group(1)
        campos = {
            c: re.search(rf'name="{c}" value="([^"]*)"', hoja).group(1) for c in ("clave", "acta", "imagen", "ronda")
        }
        if mira:
            self.persona.lee(f"/supervision/imagen/{campos['imagen']}", acepta="image/*").exige(200)
        for i in sorted(set(re.findall(r'name="leido-(\d+)"', hoja)), key=int):
            campos[f"fuente-{i}"] = "imagen"
            campos[f"leido-{i}"] = self.noche.actas[clave_acta].datos[int(i)]
            campos[f"motivo-{i}"] = "La cantidad se lee en la imagen"
        return self.persona.llena("/supervision/decidir", campos | cambios)


class Capturista:
    def __init__(self, persona, noche, piensa=None):
        self.persona, self.noche, self.piensa = persona, noche, piensa
        self.trabajo = None

    def toma(self):
        respuesta = self.persona.envia("/captura/tomar").exige(200)
        self.trabajo = respuesta.datos.get("trabajo")
        return self.trabajo

    def mira(self):
        """Pide la imagen del acta que tiene, como lo hace la página."""
        respuesta = self.persona.lee(f"/captura/imagen/{self.trabajo['imagen']}", acepta="image/*").exige(200)
        self.noche.anota("imagen", respuesta)
        return respuesta.cuerpo

    def turno(self):
        """Captura el acta que tiene, o la que le den; falso si no hay."""
        if not self.trabajo and not self.toma():
            return False
        self.mira()
        if self.piensa:
            self.piensa()
        self.guarda(self.envio(self.noche.dicta(self.trabajo["claveActa"], self.persona)))
        return True

    def envio(self, datos):
        suyos = {c: self.trabajo[c] for c in ("acta", "plantilla", "imagen", "vale")}
        return {"clave": clave(), **suyos, "firma": ",".join(datos)}

    def guarda(self, envio):
        respuesta = self.noche.anota("guardar", self.persona.envia("/captura", envio))
        datos = respuesta.datos
        if datos.get("resultado") not in ("registrada", "yaEstaba"):
            raise Incumplida(f"captura de {self.trabajo['claveActa']}: {respuesta.estado}: {respuesta.frase}")
        with self.noche.candado:
            self.noche.acuses.append(envio["clave"])
            self.noche.hechas["captura"] += 1
        self.trabajo = datos.get("trabajo")

    def reporta(self, tipo, motivo):
        suyos = {c: self.trabajo[c] for c in ("acta", "imagen", "vale")}
        envio = {"clave": clave(), **suyos, "tipo": tipo, "motivo": motivo}
        self.trabajo = self.persona.envia("/captura/reporte", envio).exige(200).datos.get("trabajo")


class Cotejador:
    def __init__(self, persona, noche, objeciones=None):
        self.persona, self.noche = persona, noche
        # Actas of which another capture or another image is asked once, by whoever sees them first: {clave: decisión}.
        self.objeciones = {} if objeciones is None else objeciones
        self.siguiente = None

    def turno(self):
        if self.siguiente is None:
            self.siguiente = self.persona.lee("/cotejo/siguiente").exige(200).datos["siguiente"]
        if self.siguiente is None:
            return False
        trabajo = self.siguiente
        self.persona.lee(trabajo["imagen"], acepta="image/*").exige(200)
        decision = self.objeciones.pop(trabajo["clave"], "aceptar")
        envio = {"clave": clave(), "acta": trabajo["acta"], "resultado": trabajo["resultado"], "decision": decision}
        if decision != "aceptar":
            envio["motivo"] = "Simulacro: se pide revisar lo publicado"
        respuesta = self.noche.anota("cotejar", self.persona.envia("/cotejo", envio)).exige(200)
        with self.noche.candado:
            self.noche.hechas["cotejo"] += decision == "aceptar"
        self.siguiente = respuesta.datos["siguiente"]
        return True


class Oficio(threading.Thread):
    """Repite el turno de una persona hasta que se diga; sin trabajo espera un poco. Guarda lo que lo interrumpió."""

    def __init__(self, persona, turno, fin, pausa=0.05):
        super().__init__(daemon=True)
        self.persona, self.turno, self.fin, self.pausa, self.falla = persona, turno, fin, pausa, None
        # Requests of those who asked for work when there was none.
        self.en_vano = 0

    def run(self):
        try:
            while not self.fin.is_set():
                antes = self.persona.peticiones
                if not self.turno():
                    self.en_vano += self.persona.peticiones - antes
                    self.fin.wait(self.pausa)
        except Exception as error:  # noqa: BLE001 - whatever stops a person stops the bar, with its reason
            self.falla = f"{type(error).__name__}: {error}"
            self.fin.set()
