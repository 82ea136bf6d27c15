"""Una operación abierta con gente de cada función, para intentar en ella lo que no debe poder hacerse."""

import threading
from concurrent.futures import ThreadPoolExecutor

from comun import Incumplida
from persona import Persona
from puestos import Acopiador, Capturista, Digitalizador, Noche, clave


class Escena:
    """Una operación abierta con gente de cada función y actas por trabajar."""

    def __init__(self, contexto, servidor, operacion, gente, veces):
        self.contexto, self.servidor, self.operacion, self.gente, self.veces = (
            contexto,
            servidor,
            operacion,
            gente,
            veces,
        )
        self.noche = Noche(operacion.dibuja())
        self.nuevas = list(self.noche.actas.values())

    def digitalizada(self):
        acta = self.nuevas.pop()
        Acopiador(self.del_centro("acopio", acta), self.noche).acopia(acta)
        Digitalizador(self.del_centro("digitalizacion", acta), self.noche).digitaliza(acta)
        return acta

    def del_centro(self, rol, acta):
        return next(p for p in self.gente[rol] if p.centro == acta.centro)

    def capturista(self, numero):
        return Capturista(self.gente["captura"][numero], self.noche)

    def hechos(self, acta, tipo):
        (cuantos,) = self.operacion.consulta(
            "SELECT COUNT(*) FROM hecho h JOIN acta a ON a.id = h.acta WHERE a.clave_acta = ? AND h.tipo = ?",
            acta.clave,
            tipo,
        )[0]
        return cuantos

    def etapa(self, acta):
        halladas = self.operacion.consulta(
            "SELECT e.etapa FROM acta_estado e JOIN acta a ON a.id = e.acta WHERE a.clave_acta = ?", acta.clave
        )
        return halladas[0][0] if halladas else "esperada"

    def agota(self, desde=0):
        """Termina de capturar lo que quede en la fila, para que el caso que sigue encuentre la suya."""
        for numero in range(desde, len(self.gente["captura"])):
            capturista = self.capturista(numero)
            while capturista.turno():
                pass


def gemela(persona):
    """La misma sesión en otra conexión: la otra pestaña, o el doble clic."""
    otra = Persona(persona.servidor, persona.usuario, persona.rol, persona.centro, persona.clave)
    otra.ficha, otra.csrf = persona.ficha, persona.csrf
    return otra


class ALaVez:
    """Dos envíos que salen juntos por dos conexiones ya abiertas."""

    def __init__(self, *personas):
        self.personas = personas
        self.hilos = ThreadPoolExecutor(len(personas))
        for persona in personas:
            persona.lee("/sesion")

    def __call__(self, *acciones):
        salida = threading.Barrier(len(acciones))

        def sale(accion):
            salida.wait()
            return accion()

        return [f.result() for f in [self.hilos.submit(sale, accion) for accion in acciones]]

    def envian(self, ruta, cuerpo):
        """Todos envían a la vez a la misma ruta, cada quien el cuerpo que le toque."""
        return self(*(lambda p=persona: p.envia(ruta, cuerpo()) for persona in self.personas))


class Doble:
    """Un capturista que envía cada captura dos veces a la vez; una, la misma, y otra, con clave nueva."""

    def __init__(self, puesto):
        self.puesto, self.a_la_vez, self.veces = puesto, ALaVez(puesto.persona, gemela(puesto.persona)), 0

    def captura(self, datos):
        """Toma el acta y la envía; exige que una de las dos quede y la otra no."""
        if not self.puesto.toma():
            raise Incumplida("no hubo acta que capturar")
        cuerpo = self.puesto.envio(list(datos))
        self.veces += 1
        respuestas = self.a_la_vez.envian(
            "/captura", lambda: {**cuerpo, "clave": clave()} if self.veces % 2 else cuerpo
        )
        registradas = [r.datos.get("resultado") for r in respuestas].count("registrada")
        if registradas != 1:
            raise Incumplida(f"de dos envíos simultáneos quedaron {registradas}: {[r.datos for r in respuestas]}")
