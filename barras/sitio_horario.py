"""El horario de la publicación con el reloj de verdad y cortes cada minuto: la cuadrícula, una hora detenido, SIGKILL, bases, cierre."""

import json
import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from arbol import Lector
from comun import Incumplida, lanza, mata, sin_diferencias
from consolas_tablero import vive
from operacion import ENTORNO, Operacion, Servidor
from proceso_de_prueba import HUSO

GENTE = {"coordinacion": 1, "administracion": 1}
MINUTO = 60_000_000
HORARIO = "/administracion/horario"


def horario(contexto):
    """Dos operaciones a la vez: la que se detiene una hora y se prorroga, y la que abre en ceros, cae y cierra antes."""
    noches = (Detenida(contexto), Anticipada(contexto))
    with ThreadPoolExecutor(len(noches)) as hilos:
        for noche, vivida in zip(noches, [hilos.submit(noche.cuenta) for noche in noches], strict=True):
            try:
                faltas, figura = vivida.result()
            except Exception as error:
                faltas, figura = [*noche.faltas, f"{type(error).__name__}: {error}"], ""
            yield sin_diferencias(faltas, figura, noche.barra)


# It waits for the hours of real cortes.
horario.espera = True


class Noche:
    """Una operación con consolas y `prep publicar`, y lo que no salió como debía."""

    def __init__(self, contexto):
        self.contexto, self.faltas, self.proceso, self.arranques = contexto, [], None, 0

    def cuenta(self):
        self.operacion = Operacion(self.contexto, 200)
        try:
            with Servidor(self.operacion) as servidor:
                self.gente = self.operacion.entran(GENTE, servidor)
                self.coordina, self.administra = self.gente["coordinacion"][0], self.gente["administracion"][0]
                return self.vive() or self.faltas, self.figura()
        finally:
            if self.proceso:
                mata(self.proceso)

    def exige(self, condicion, falta):
        if not condicion:
            self.faltas.append(falta)

    # ---- what people do

    def cambia(self, inicio, cierre, minutos, bases, al100="no"):
        """Otro horario: una persona lo pide y no puede autorizarlo; otra lo autoriza."""
        campos = {"inicio": local(inicio), "cierre": local(cierre), "minutos": minutos, "bases": bases}
        campos |= {"al100": al100, "acuerdo": "IEC/CG/12/2027", "motivo": "Prueba", "clave": f"clave {time.time_ns()}"}
        self.coordina.llena(HORARIO, campos).exige(303)
        orden = self.operacion.consulta("SELECT MAX(id) FROM orden")[0][0]
        ruta = f"/administracion/orden/{orden}"
        propia = self.coordina.llena(ruta, {"regresar": HORARIO})
        self.exige(propia.estado == 409, f"quien pidió el horario lo autorizó: {propia.estado}")
        self.administra.llena(ruta, {"regresar": HORARIO}).exige(303)
        self.exige("IEC/CG/12/2027" in self.administra.pagina(HORARIO).texto, "el cambio no se ve en la consola")

    def rechaza(self, inicio, cierre, minutos, bases, frase):
        campos = {"inicio": local(inicio), "cierre": local(cierre), "minutos": minutos, "bases": bases}
        campos |= {"al100": "no", "acuerdo": "12", "motivo": "Prueba", "clave": f"clave {time.time_ns()}"}
        vuelta = self.coordina.llena(HORARIO, campos)
        self.exige(vuelta.estado == 409 and frase in vuelta.texto, f"no se rechazó con «{frase}»: {vuelta.estado}")

    def alarma(self, frase):
        """La alarma en la pared del monitor, que mira el almacén cada pocos segundos."""
        limite = time.monotonic() + 20
        while frase not in re.sub(r"\s+", " ", self.coordina.pagina("/monitor").texto):
            if time.monotonic() > limite:
                return self.faltas.append(f"el monitor no avisa «{frase}»")
            time.sleep(0.5)

    # ---- what publishes

    def publica(self):
        self.arranques += 1
        carpeta = self.operacion.trabajo / f"publicar-{self.arranques}"
        carpeta.mkdir()
        self.registro = carpeta / "error.txt"
        orden = [self.contexto.prep, "publicar", self.operacion.carpeta, *ENTORNO]
        self.proceso = lanza(orden, carpeta)

    def termina(self, segundos):
        codigo = self.proceso.wait(segundos)
        self.exige(codigo == 0, f"prep publicar terminó con {codigo}: {self.registro.read_text()[-200:]}")

    def relacion(self, codigo=0):
        """Lo que dice `prep cortes --json`, con el código con que debe terminar."""
        carpeta = self.operacion.trabajo / f"cortes-{time.time_ns()}"
        carpeta.mkdir()
        orden = [self.contexto.prep, "cortes", self.operacion.carpeta, *ENTORNO, "--json"]
        terminado = lanza(orden, carpeta).wait(60)
        self.exige(terminado == codigo, f"prep cortes terminó con {terminado} y no con {codigo}")
        return json.loads((carpeta / "salida.txt").read_text(encoding="utf-8"))

    def cortes(self):
        columnas = "numero, instante, programado, base, ultimo, hasta, siguiente"
        return self.operacion.consulta(f"SELECT {columnas} FROM corte ORDER BY numero")

    def espera_cortes(self, cuantos, segundos):
        limite = time.monotonic() + segundos
        while self.operacion.consulta("SELECT COUNT(*) FROM corte_publicado")[0][0] < cuantos:
            if self.proceso.poll() is not None or time.monotonic() > limite:
                raise Incumplida(f"no hubo {cuantos} cortes en {segundos} s: {self.registro.read_text()[-200:]}")
            time.sleep(0.2)

    @property
    def arbol(self):
        return self.operacion.entorno / "publico"

    def apuntador(self):
        return json.loads((self.arbol / "corte.json").read_text(encoding="utf-8"))

    def revisa_arbol(self, ultimo):
        """El árbol es el del último corte, entero, y nada se publica después de él."""
        self.exige(Lector(self.arbol).lee(), "no hay árbol")
        apuntador, cortes = self.apuntador(), self.cortes()
        self.exige(apuntador["corte"] == cortes[-1][0], "el apuntador no es del último corte")
        self.exige(apuntador["ultimo"] == ultimo, f"el apuntador dice ultimo: {apuntador['ultimo']}")
        base = [c[0] for c in cortes if c[3]][-1]
        self.exige(apuntador["corteDeBase"] == base, f"la base es del corte {apuntador['corteDeBase']} y no del {base}")
        paquetes = len(list((self.arbol / "bases").glob("*.zip")))
        con_base = sum(c[3] for c in cortes)
        self.exige(paquetes == con_base, f"hay {paquetes} paquetes y {con_base} cortes con base")
        if ultimo:
            antes = (self.arbol / "corte.nota").read_bytes()
            self.publica()
            self.termina(60)
            self.exige(len(self.cortes()) == len(cortes), "después del último corte hubo otro")
            self.exige((self.arbol / "corte.nota").read_bytes() == antes, "después del último corte cambió el apuntador")

    def revisa_cuadricula(self, cortes):
        for numero, instante, programado, *_ in cortes:
            self.exige(instante == programado, f"el corte {numero} no es de su hora")
            self.exige(instante % MINUTO == 0, f"el corte {numero} no cae en la cuadrícula")

    def figura(self):
        tabla = self.operacion.consulta("SELECT COUNT(*), MAX(milisegundos) FROM corte_publicado")[0]
        omitidos = self.operacion.consulta("SELECT COUNT(*) FROM corte_omitido")[0][0]
        return f"{tabla[0]} cortes, {omitidos} omitidos, {tabla[1]} ms"


class Detenida(Noche):
    """Una hora detenido: alarma, un solo corte de reposición, y la cuadrícula otra vez; bases a su paso; prórroga."""

    barra = "una hora detenido, bases a su paso, horario por dos personas y prórroga"

    def vive(self):
        inicio = datetime.now(HUSO).replace(hour=0, minute=10, second=0, microsecond=0)
        vieja = max(inicio, ahora() - timedelta(minutes=72)).replace(second=0, microsecond=0)
        self.operacion.orden("corte", "--instante", f"{vieja:%Y-%m-%d %H:%M}")
        self.alarma("no se ha publicado")
        self.exige(self.relacion(1)["tarde"], "prep cortes no dice que hay un corte tarde")
        self.publica()
        self.espera_cortes(2, 30)
        debidas = [inicio + timedelta(minutes=20 * n) for n in range(80)]
        debidas = [h for h in debidas if vieja < h <= ahora()]
        repuesto = self.cortes()[1]
        self.exige(repuesto[2] == micros(debidas[-1]), "el corte de reposición no dice a qué hora responde")
        omitidos = [i for (i,) in self.operacion.consulta("SELECT instante FROM corte_omitido ORDER BY instante")]
        self.exige(omitidos == [micros(h) for h in debidas[:-1]], f"omitidos: {len(omitidos)} de {len(debidas) - 1}")
        tarde = ahora() - debidas[-1] > timedelta(minutes=1, seconds=5)
        self.exige("se omitieron" in self.registro.read_text(), "no avisó que hubo cortes omitidos")
        if tarde:
            self.exige("se publicó tarde" in self.registro.read_text(), "no avisó que el corte salió tarde")
        cierre = siguiente_minuto() + timedelta(minutes=2)
        self.rechaza(inicio, cierre, 1, 30, "menos de tres bases de datos por hora")
        self.rechaza(inicio, inicio + timedelta(hours=25), 1, 2, "más de 24 horas")
        self.rechaza(inicio, cierre, 25, 25, "menos de tres cortes por hora")
        self.cambia(inicio, cierre, 1, 2)
        previos = len(self.cortes())
        self.espera_cortes(previos + 1, 90)
        largo = 1 if self.contexto.corta else 6
        self.cambia(inicio, cierre + timedelta(minutes=largo), 1, 2)
        self.operacion.abre(self.gente)
        self.operacion.cierra(self.gente)
        self.termina(60 * (largo + 4))
        cortes = self.cortes()
        self.revisa_cuadricula(cortes[previos:])
        self.exige(cortes[-1][1] == micros(cierre + timedelta(minutes=largo)), "la prórroga no movió el último corte")
        for anterior, corte in zip(cortes[previos:], cortes[previos + 1 :]):
            toca = (corte[1] - micros(inicio)) // MINUTO % 2 == 0 or corte[4]
            self.exige(bool(corte[3]) == bool(toca), f"corte {corte[0]}: base {corte[3]} y le toca {toca}")
            self.exige(corte[1] - anterior[1] == MINUTO, f"entre {anterior[0]} y {corte[0]} no hay un minuto")
        relacion = self.relacion()
        self.exige(
            all("milisegundos" in c and "archivos" in c and "bytes" in c for c in relacion["cortes"] if "corte" in c),
            "hay cortes sin su duración, archivos o bytes",
        )
        self.revisa_arbol(ultimo=True)


class Anticipada(Noche):
    """Ceros antes de abrir aunque haya actas, SIGKILL a medio corte, y cierre al 100 % con el PREP cerrado."""

    barra = "ceros antes de abrir, SIGKILL a medio corte y cierre anticipado al 100 %"

    def vive(self):
        vive(self.operacion, 1)
        self.operacion.abre(self.gente)
        inicio = siguiente_minuto() + timedelta(minutes=2)
        self.cambia(inicio, inicio + timedelta(hours=3), 1, 1, "si")
        self.publica()
        self.espera_cortes(1, 30)
        ceros, apuntador = self.cortes()[0], self.apuntador()
        self.exige(ceros[5] == 0 and ceros[6] == micros(inicio), "antes de abrir no se publicó en ceros")
        capturadas = [e["resumen"]["ACTAS_CAPTURADAS"] for e in apuntador["elecciones"]]
        self.exige(set(capturadas) == {0}, f"antes de abrir se publicaron {capturadas} actas")
        rondas = 1 if self.contexto.corta else 4
        self.exige(sum(self.mata_a_medias() for _ in range(rondas)) > 0, "nunca se le mató a medio corte")
        self.espera_cortes(len(self.cortes()) + 1, 90)
        self.exige("todas las actas están registradas" in self.registro.read_text(), "no avisó que todo está registrado")
        self.exige(not any(c[4] for c in self.cortes()), "cerró antes de que dos personas cerraran el PREP")
        self.operacion.cierra(self.gente)
        self.termina(90)
        cortes = self.cortes()
        self.exige(cortes[-1][4] == 1 and cortes[-1][1] < micros(inicio + timedelta(hours=1)), "no cerró antes")
        self.revisa_cuadricula(cortes[1:])
        self.revisa_arbol(ultimo=True)

    def mata_a_medias(self):
        """SIGKILL en cuanto un corte está en el almacén y todavía no en el árbol; al volver lo publica, y no hace otro."""
        conexion = sqlite3.connect(self.operacion.almacen, timeout=30)
        limite, numero = time.monotonic() + 200, 0
        try:
            while time.monotonic() < limite:
                ultimo, publicado = conexion.execute(
                    "SELECT (SELECT MAX(numero) FROM corte), (SELECT MAX(corte) FROM corte_publicado)"
                ).fetchone()
                if ultimo != publicado:
                    mata(self.proceso)
                    numero = ultimo
                    break
                time.sleep(0.002)
        finally:
            conexion.close()
        medias = numero > 0 and self.apuntador()["corte"] < numero
        self.publica()
        self.espera_cortes(numero, 30)
        self.exige(self.apuntador()["corte"] >= numero, f"el corte {numero} no se publicó al volver")
        Lector(self.arbol).lee()
        return medias


def ahora():
    return datetime.now(HUSO)


def siguiente_minuto():
    return ahora().replace(second=0, microsecond=0) + timedelta(minutes=1)


def local(hora):
    return f"{hora:%Y-%m-%dT%H:%M}"


def micros(hora):
    return int(hora.timestamp()) * 1_000_000
