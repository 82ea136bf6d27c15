"""Barras 2 y 3 de las consolas: la cadena entera sin pausas, y doscientas personas capturando durante la noche."""

import queue
import random
import threading
import time

from comun import MB, Incumplida, Resultado, sin_diferencias
from operacion import Operacion, Servidor
from puestos import Acopiador, Capturista, Cotejador, Digitalizador, Noche, Oficio, Supervisor
from vigia import Vigia, percentil, procesador

ACTAS_POR_HORA = 36_000
CADENA = {"acopio": 1, "digitalizacion": 1, "captura": 4, "supervision": 1, "cotejo": 1}
CAPTURISTAS = 200
SEGUNDOS_POR_ACTA = 20


def no_pasa_de(medido, limite, unidad, barra, decimales=0):
    return Resultado(medido <= limite, f"{medido:,.{decimales}f} {unidad} (≤ {limite:g})", barra)


class Cortes(threading.Thread):
    """Publica un corte cada tantos segundos mientras dura la prueba."""

    def __init__(self, operacion, cada, fin):
        super().__init__(daemon=True)
        self.operacion, self.cada, self.fin, self.falla = operacion, cada, fin, None

    def run(self):
        try:
            while not self.fin.wait(self.cada):
                self.operacion.corta()
        except Exception as error:  # noqa: BLE001 - a corte that fails is the failure of the bar
            self.falla = f"{type(error).__name__}: {error}"
            self.fin.set()


def termina(hilos, fin, espera=60):
    fin.set()
    for hilo in hilos:
        hilo.join(espera)
    fallas = [h.falla for h in hilos if h.falla]
    if fallas:
        raise Incumplida("; ".join(fallas[:3]))


def cadena(contexto):
    """Barra 2: la cadena completa de cada acta, ocho personas sin pausas, con el generador de carga en la misma máquina."""
    cuantas = 300 if contexto.corta else 3_000
    operacion = Operacion(contexto, cuantas, catd=("CATD-01",))
    actas = operacion.dibuja()
    with Servidor(operacion) as servidor:
        gente = operacion.con_sesion({**CADENA, "coordinacion": 1, "administracion": 1}, servidor)
        operacion.abre(gente)
        noche = Noche(actas, diferencia=0.1)
        antes, propio = procesador(servidor.proceso.pid), time.process_time()
        with Vigia(servidor) as vigia:
            segundos, en_vano = recorre(operacion, gente, noche, 3 if contexto.corta else 15)
        gastado, propio = procesador(servidor.proceso.pid) - antes, time.process_time() - propio
    ritmo = cuantas * 3600 / segundos
    peticiones = sum(p.peticiones for rol in CADENA for p in gente[rol]) - en_vano
    barra = f"cadena de {cuantas:,} actas, 8 personas por HTTPS"
    yield Resultado(ritmo >= ACTAS_POR_HORA, f"{ritmo:,.0f} actas/h (≥ {ACTAS_POR_HORA:,})", barra)
    yield no_pasa_de(peticiones / cuantas, 15, "peticiones", f"{barra}: por acta", 1)
    detalle = f"por acta; el generador de carga gastó {propio / cuantas:.4f} s"
    yield no_pasa_de(gastado / cuantas, 0.1, "s", f"{barra}: procesador del servidor {detalle}", 4)
    tarde = percentil(noche.tardanzas["guardar"], 99) * 1000
    yield no_pasa_de(tarde, 50, "ms", f"{barra}: guardar, p99 de {len(noche.tardanzas['guardar']):,}")
    yield no_pasa_de(vigia.maxima / MB, 250, "MB", f"{barra}: memoria de todos los procesos del servidor")


def recorre(operacion, gente, noche, cada):
    """Corre la cadena hasta que cada acta está cotejada; devuelve los segundos y las peticiones hechas sin que hubiera trabajo."""
    total, acopiadas = len(noche.actas), queue.SimpleQueue()
    for acta in noche.actas.values():
        acopiadas.put(acta)
    digitalizables, fin = queue.SimpleQueue(), threading.Event()
    turnos = [(p, Acopiador(p, noche).de(acopiadas, digitalizables)) for p in gente["acopio"]]
    turnos += [(p, Digitalizador(p, noche).de(digitalizables)) for p in gente["digitalizacion"]]
    turnos += [(p, Capturista(p, noche).turno) for p in gente["captura"]]
    turnos += [(p, Supervisor(p, noche).turno) for p in gente["supervision"]]
    turnos += [(p, Cotejador(p, noche).turno) for p in gente["cotejo"]]
    oficios = [Oficio(persona, turno, fin) for persona, turno in turnos]
    hilos = [*oficios, Cortes(operacion, cada, fin)]
    inicio = time.monotonic()
    for hilo in hilos:
        hilo.start()
    esperadas = 2 * total + sum(noche.errores.values())
    limite = 60 + 4 * total * 3600 / ACTAS_POR_HORA
    adelantado = False
    while noche.hechas["cotejo"] < total and not fin.wait(0.02):
        # The last corte does not wait for its turn: everything is typed already.
        if noche.hechas["captura"] >= esperadas and not adelantado:
            adelantado = True
            operacion.corta()
        if time.monotonic() - inicio > limite:
            fin.set()
            raise Incumplida(f"en {limite:.0f} s sólo se terminaron {noche.hechas['cotejo']} de {total} actas")
    segundos = time.monotonic() - inicio
    termina(hilos, fin)
    return segundos, sum(oficio.en_vano for oficio in oficios)


def carga(contexto):
    """Barra 3: 200 capturistas, imágenes, cargas y cortes a la vez, y una muerte del servidor a la mitad."""
    duracion, cada = (30, 12) if contexto.corta else (300, 30)
    por_segundo = CAPTURISTAS / SEGUNDOS_POR_ACTA / 2
    reserva = CAPTURISTAS + 60
    cuantas = 2 * round((reserva + por_segundo * duracion) / 2)
    operacion = Operacion(contexto, cuantas)
    actas = operacion.dibuja()
    with Servidor(operacion) as servidor:
        roles = {"captura": CAPTURISTAS, "acopio": 3, "digitalizacion": 3, "coordinacion": 1, "administracion": 1}
        gente = operacion.con_sesion(roles, servidor)
        operacion.abre(gente)
        noche = Noche(actas, diferencia=0.1)
        fin, reparto = threading.Event(), Reparto(gente, noche)
        reparto.digitaliza(actas[:reserva])
        hilos = [Goteo(reparto, actas[reserva:], por_segundo, fin), Cortes(operacion, cada, fin)]
        hilos += [Oficio(p, con_calma(p, noche, fin, i), fin, 1) for i, p in enumerate(gente["captura"])]
        for hilo in hilos:
            hilo.start()
        caida = cae(servidor, duracion, fin)
        termina(hilos, fin)
        faltas = revisa_hechos(operacion, noche)
    guardar = noche.tardanzas["guardar"]
    barra = f"{CAPTURISTAS} capturistas, {duracion} s"
    esperadas = 0.6 * CAPTURISTAS * duracion / SEGUNDOS_POR_ACTA
    if len(guardar) < esperadas:
        faltas.append(f"sólo hubo {len(guardar)} capturas y debía haber unas {esperadas / 0.6:.0f}")
    yield no_pasa_de(percentil(guardar, 99) * 1000, 100, "ms", f"{barra}: guardar y tomar la siguiente, p99")
    yield sin_diferencias(faltas, f"{len(guardar):,} capturas", f"{barra}: ninguna perdida ni doble")
    reentradas = [f"{p.usuario} tuvo que entrar de nuevo" for p in gente["captura"] if p.reentradas]
    sin_caida = [] if any(p.reintentos for p in gente["captura"]) else ["nadie notó la caída: no prueba nada"]
    yield sin_diferencias(
        reentradas + sin_caida, f"{caida:.1f} s sin servidor", f"{barra}: SIGKILL, y nadie vuelve a entrar"
    )


def con_calma(persona, noche, fin, numero):
    """Trabaja cada acta el tiempo que una persona tarda en leerla y teclearla."""
    azar = random.Random(f"calma-{numero}")
    capturista = Capturista(persona, noche, lambda: fin.wait(azar.expovariate(1 / SEGUNDOS_POR_ACTA)))

    def turno():
        if not capturista.trabajo and not capturista.toma():
            return False
        capturista.mira()
        capturista.piensa()
        # Who is interrupted by the end of the drill leaves the acta half typed, and nothing of it is recorded.
        if not fin.is_set():
            capturista.guarda(capturista.envio(noche.dicta(capturista.trabajo["claveActa"], persona)))
        return True

    return turno


class Reparto:
    """Acopio y digitalización de cada acta por alguien del CATD que le toca."""

    def __init__(self, gente, noche):
        self.acopio = {p.centro: Acopiador(p, noche) for p in gente["acopio"]}
        self.digitalizacion = {p.centro: Digitalizador(p, noche) for p in gente["digitalizacion"]}

    def digitaliza(self, actas):
        for acta in actas:
            self.acopio[acta.centro].acopia(acta)
            self.digitalizacion[acta.centro].digitaliza(acta)


class Goteo(threading.Thread):
    """Actas que siguen llegando, tantas por segundo."""

    def __init__(self, reparto, actas, por_segundo, fin):
        super().__init__(daemon=True)
        self.reparto, self.actas, self.cada, self.fin, self.falla = reparto, actas, 1 / por_segundo, fin, None

    def run(self):
        try:
            proxima = time.monotonic()
            for acta in self.actas:
                proxima += self.cada
                if self.fin.wait(max(0, proxima - time.monotonic())):
                    return
                self.reparto.digitaliza([acta])
        except Exception as error:  # noqa: BLE001 - an upload that fails is the failure of the bar
            self.falla = f"{type(error).__name__}: {error}"
            self.fin.set()


def cae(servidor, duracion, fin):
    """Deja correr la prueba con una muerte del servidor a la mitad; devuelve cuánto tardó en volver."""
    fin.wait(duracion / 2)
    inicio = time.monotonic()
    servidor.mata()
    servidor.abre()
    caida = time.monotonic() - inicio
    fin.wait(duracion / 2)
    return caida


def revisa_hechos(operacion, noche):
    """Lo que se acusó y no está, y lo que está de más."""
    guardadas = [c for (c,) in operacion.consulta("SELECT clave FROM hecho WHERE tipo IN ('captura', 'verificacion')")]
    claves = {c.rsplit(":", 1)[-1] for c in guardadas}
    faltas = [f"se acusó {c} y no está" for c in noche.acuses if c not in claves]
    if len(guardadas) != len(set(noche.acuses)):
        faltas.append(f"hay {len(guardadas)} capturas y se acusaron {len(set(noche.acuses))}")
    dobles = operacion.consulta(
        "SELECT acta, persona, COUNT(*) FROM hecho WHERE tipo = 'captura' GROUP BY acta, persona, ronda HAVING COUNT(*) > 1"
    )
    faltas += [f"la persona {p} capturó {n} veces el acta {a}" for a, p, n in dobles]
    return faltas + [f"el almacén dice {e}" for (e,) in operacion.consulta("PRAGMA quick_check") if e != "ok"]
