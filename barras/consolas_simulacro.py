"""Barra 6 de las consolas: un simulacro entero por HTTPS, con lo que sale mal, termina con lo publicado igual a la verdad."""

import queue
import re
import threading
import time
from collections import defaultdict

from comun import Incumplida, sin_diferencias
from consolas_carga import Cortes, termina
from operacion import Operacion, Servidor
from publicado import bases, diferencias, faltas_de_verificador, filas
from puestos import Acopiador, Capturista, Cotejador, Digitalizador, Noche, Oficio, Supervisor, clave

# What happens to part of the actas; nothing happens to the rest.
SUERTES = {
    "diferencia": 0.10,
    "conflicto": 0.02,
    "imagen_ilegible": 0.02,
    "no_corresponde": 0.01,
    "otro_catd": 0.02,
    "sin_acta": 0.01,
    "recaptura": 0.02,
    "redigitalizacion": 0.01,
}
OTRO_ANCHO = 850
DECISIONES = ("confirmar", "conservar", "enterado")


class Sobres:
    """Los sobres que esperan en cada CATD, y las actas acopiadas que esperan digitalización."""

    def __init__(self, noche, centros):
        self.noche = noche
        self.por_acopiar = {centro: queue.SimpleQueue() for centro in centros}
        self.por_digitalizar = {centro: queue.SimpleQueue() for centro in centros}
        for acta in noche.actas.values():
            equivocado = noche.suertes.get(acta.clave) == "otro_catd"
            centro = centros[(centros.index(acta.centro) + 1) % len(centros)] if equivocado else acta.centro
            self.por_acopiar[centro].put(acta)


def acopiador(persona, noche, sobres):
    """Recibe sobres; remite los de otro CATD y reporta los que llegaron sin acta, que aparece más tarde."""
    puesto = Acopiador(persona, noche)

    def turno():
        try:
            acta = sobres.por_acopiar[persona.centro].get_nowait()
        except queue.Empty:
            return False
        if acta.centro != persona.centro:
            puesto.remite(acta)
            sobres.por_acopiar[acta.centro].put(acta)
            return True
        if noche.suertes.get(acta.clave) == "sin_acta":
            if noche.aparta("sin acta", acta.clave):
                puesto.reporta_sin_acta(acta)
            if "sin acta" not in puesto.busca(acta)["situacion"]["mensaje"]:
                sobres.por_acopiar[persona.centro].put(acta)
                return False
        puesto.acopia(acta)
        sobres.por_digitalizar[acta.centro].put(acta)
        return True

    return turno


def digitalizador(persona, noche, sobres, otras):
    """Sube y acepta; cuando alguien pidió otra imagen, sube la otra."""
    puesto = Digitalizador(persona, noche)
    de_la_fila = puesto.de(sobres.por_digitalizar[persona.centro])

    def turno():
        if de_la_fila():
            return True
        for pedida in persona.lee("/digitalizacion/espera").exige(200).datos["redigitalizar"]:
            clave_acta = pedida["ficha"]["clave"]
            if noche.aparta("otra imagen", clave_acta):
                puesto.digitaliza(noche.actas[clave_acta], otras[clave_acta].imagen)
                return True
        return False

    return turno


def capturista(persona, noche):
    """Captura; la primera vez que ve ciertas imágenes dice que no se leen o que son de otra acta."""
    puesto = Capturista(persona, noche)
    reportes = {"imagen_ilegible": "ilegible", "no_corresponde": "no_corresponde"}

    def turno():
        if not puesto.trabajo and not puesto.toma():
            return False
        clave_acta = puesto.trabajo["claveActa"]
        suerte = noche.suertes.get(clave_acta)
        if suerte in reportes and noche.aparta("reporte", clave_acta):
            puesto.mira()
            puesto.reporta(reportes[suerte], "Así se ve en el simulacro")
            return True
        return puesto.turno()

    return turno


def supervisor(persona, noche):
    """Decide diferencias y, si no hay, excepciones."""
    puesto = Supervisor(persona, noche)

    def turno():
        if puesto.turno():
            return True
        abiertas = persona.pagina("/excepciones").exige(200).texto.split("Últimas resueltas")[0]
        for numero in re.findall(r'href="/excepciones/(\d+)"', abiertas):
            if noche.aparta("excepción", numero):
                hoja = persona.pagina(f"/excepciones/{numero}").exige(200).texto
                decision = next(d for d in DECISIONES if f'name="decision" value="{d}"' in hoja)
                campos = {"clave": clave(), "decision": decision, "comentario": "Se revisó en el simulacro"}
                persona.llena(f"/excepciones/{numero}", campos).exige(303)
                noche.hechas["excepcion"] += 1
                return True
        return False

    return turno


def simulacro(contexto):
    """Barra 6: cada acta de un simulacro con diferencias, excepciones y correcciones se publica como dice su imagen."""
    cuantas, por_rol = (60, 3) if contexto.corta else (1_000, 10)
    operacion = Operacion(contexto, cuantas)
    actas = operacion.dibuja()
    otras = {acta.clave: acta for acta in operacion.dibuja(OTRO_ANCHO)}
    roles = dict.fromkeys(("acopio", "digitalizacion", "captura", "supervision", "cotejo"), por_rol)
    roles |= {"captura": max(5, por_rol), "coordinacion": 1, "administracion": 1}
    noche = Noche(actas, **SUERTES)
    with Servidor(operacion) as servidor:
        gente = operacion.entran(roles, servidor)
        operacion.abre(gente)
        segundos = trabajan(operacion, gente, noche, otras, 2 if contexto.corta else 10)
    operacion.corta(ultimo=True)
    arbol = operacion.entorno / "publico"
    esperadas = con_la_imagen_final(actas, otras, noche)
    faltas = diferencias(arbol, esperadas, operacion.columnas()) + mal_cotejadas(arbol, noche)
    personas = sum(len(grupo) for grupo in gente.values())
    barra = f"simulacro de {cuantas:,} actas, {personas} personas por HTTPS"
    figura = f"{cuantas - len({f.split()[0] for f in faltas}):,} actas iguales, {segundos:.0f} s"
    yield sin_diferencias(faltas, figura, f"{barra}: lo publicado es lo que dice cada imagen")
    yield sin_diferencias(
        sin_suerte(noche, operacion),
        f"{noche.hechas['excepcion']} excepciones",
        f"{barra}: todo lo que debía salir mal salió",
    )
    objeciones = faltas_de_verificador(contexto, arbol, contexto.nueva("bases"))
    yield sin_diferencias(objeciones, "0 FALLA", f"{barra}: verifica_bd --propia del último corte")
    operacion.orden("almacen", "comprobar")


def trabajan(operacion, gente, noche, otras, cada):
    centros = list(operacion.catd)
    sobres, fin = Sobres(noche, centros), threading.Event()
    objeciones = {c: suerte for suerte in ("recaptura", "redigitalizacion") for c in noche.con(suerte)}
    turnos = [(p, acopiador(p, noche, sobres)) for p in gente["acopio"]]
    turnos += [(p, digitalizador(p, noche, sobres, otras)) for p in gente["digitalizacion"]]
    turnos += [(p, capturista(p, noche)) for p in gente["captura"]]
    turnos += [(p, supervisor(p, noche)) for p in gente["supervision"]]
    turnos += [(p, Cotejador(p, noche, objeciones).turno) for p in gente["cotejo"]]
    hilos = [Oficio(persona, turno, fin, 0.2) for persona, turno in turnos] + [Cortes(operacion, cada, fin)]
    inicio = time.monotonic()
    for hilo in hilos:
        hilo.start()
    while noche.hechas["cotejo"] < len(noche.actas) and not fin.wait(0.1):
        if time.monotonic() - inicio > 60 + len(noche.actas):
            fin.set()
            raise Incumplida(f"sólo se cotejaron {noche.hechas['cotejo']} actas: {atoradas(operacion)}")
    segundos = time.monotonic() - inicio
    termina(hilos, fin)
    return segundos


def atoradas(operacion):
    return dict(
        operacion.consulta("SELECT etapa, COUNT(*) FROM acta_estado WHERE cotejada NOT IN (1, 2) GROUP BY etapa")
    )


def con_la_imagen_final(actas, otras, noche):
    """La verdad, con la segunda imagen de las que se digitalizaron otra vez."""
    rehechas = set(noche.con("imagen_ilegible")) | set(noche.con("redigitalizacion"))
    return [otras[acta.clave] if acta.clave in rehechas else acta for acta in actas]


def mal_cotejadas(arbol, noche):
    """COTEJADA dice 2 de las que el cotejo mandó corregir y 1 de las demás."""
    corregidas = set(noche.con("recaptura")) | set(noche.con("redigitalizacion"))
    publicadas = {}
    for contenido in bases(arbol).values():
        publicadas |= {c: fila["COTEJADA"] for c, fila in filas(contenido).items()}
    esperada = {c: "2" if c in corregidas else "1" for c in noche.actas}
    return [
        f"{c} COTEJADA: dice {publicadas.get(c)!r} y debía decir {e!r}"
        for c, e in esperada.items()
        if publicadas.get(c) != e
    ]


def sin_suerte(noche, operacion):
    """Lo que el simulacro debía provocar y no aparece entre los hechos."""
    hechos = defaultdict(set)
    for tipo, clave_acta in operacion.consulta("SELECT h.tipo, a.clave_acta FROM hecho h JOIN acta a ON a.id = h.acta"):
        hechos[tipo].add(clave_acta)
    esperados = {
        "decision": noche.con("conflicto"),
        "redigitalizacion": noche.con("imagen_ilegible") + noche.con("redigitalizacion"),
        "recaptura": noche.con("recaptura"),
        "sin_acta": noche.con("sin_acta"),
    }
    faltas = [f"{c}: falta su {tipo}" for tipo, claves in esperados.items() for c in claves if c not in hechos[tipo]]
    resueltas = len(noche.con("no_corresponde")) + len(noche.con("otro_catd")) + len(noche.con("sin_acta"))
    if noche.hechas["excepcion"] != resueltas:
        faltas.append(f"se resolvieron {noche.hechas['excepcion']} excepciones y debían ser {resueltas}")
    return faltas
