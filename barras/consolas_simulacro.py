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
from puestos import Acopiador, Capturista, Cotejador, Digitalizador, Noche, Oficio, Supervisor, clave, de_la_fila
from registros_de_noche import empaca, inscribe_telefonos, reasigna, resuelve

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
    "casilla": 0.05,
    "doble_imagen": 0.01,
}
OTRO_ANCHO = 850
DECISIONES = ("confirmar", "conservar", "registrar", "enterado")
# Papers of another process that arrive in the envelopes: their label is refused and a supervisor registers them.
AJENAS = 3


class Sobres:
    """Los sobres que esperan en cada CATD, y las actas acopiadas que esperan digitalización."""

    def __init__(self, noche, centros):
        self.noche = noche
        self.por_acopiar = {centro: queue.SimpleQueue() for centro in centros}
        self.por_digitalizar = {centro: queue.SimpleQueue() for centro in centros}
        for acta in noche.actas.values():
            if noche.suertes.get(acta.clave) == "casilla":
                # Its paper comes after its photo.
                continue
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
        if noche.suertes.get(acta.clave) == "casilla":
            if (dicho := puesto.busca(acta)["situacion"])["estado"] != "recibida":
                raise Incumplida(f"{acta.clave} llegó por teléfono y al recibir su papel se dice {dicho}")
            noche.aparta("papel", acta.clave)
            return True
        puesto.acopia(acta)
        sobres.por_digitalizar[acta.centro].put(acta)
        return True

    return turno


def cae(telefono, suyas, noche, sobres):
    """Fotografía sus actas en la casilla; el papel llega después al CATD."""
    pendientes = list(suyas)

    def turno():
        if not pendientes:
            return False
        acta = pendientes.pop()
        telefono.envia(acta)
        sobres.por_acopiar[acta.centro].put(acta)
        return True

    return turno


def digitalizador(persona, noche, sobres, otras, ajenas):
    """Sube y acepta; aparta lo que no es de este proceso; cuando alguien pidió otra imagen, sube la otra."""
    puesto = Digitalizador(persona, noche)

    def digitaliza(acta):
        puesto.digitaliza(acta)
        if noche.suertes.get(acta.clave) == "doble_imagen":
            puesto.repite(otras[acta.clave])

    de_su_fila = de_la_fila(digitaliza, sobres.por_digitalizar[persona.centro])

    def turno():
        if de_su_fila():
            return True
        for acta in ajenas:
            if acta.centro == persona.centro and noche.aparta("ajena", acta.clave):
                puesto.aparta(acta)
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
                campos |= {"eleccion": "AYUN"} if decision == "registrar" else {}
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
    ajenas = Operacion(contexto, 20).dibuja()[:AJENAS]
    roles = dict.fromkeys(("acopio", "digitalizacion", "captura", "supervision", "cotejo", "casilla"), por_rol)
    roles |= {"captura": max(5, por_rol), "coordinacion": 1, "administracion": 1}
    noche = Noche(actas, **SUERTES)
    with Servidor(operacion) as servidor, Servidor(operacion, "casilla") as casilla:
        gente = operacion.entran(roles, servidor)
        operacion.abre(gente)
        folio = reasigna(gente, noche, operacion.catd[-1], operacion.catd[0])
        telefonos = inscribe_telefonos(operacion, casilla, gente, noche)
        segundos = trabajan(operacion, gente, noche, (otras, ajenas, telefonos), 2 if contexto.corta else 10)
        resuelve(gente["supervision"][0], folio)
        sin_paquete = [falta for centro in operacion.catd for falta in empaca_centro(operacion, gente, noche, centro)]
    operacion.cierra(gente)
    operacion.corta(ultimo=True)
    arbol = operacion.entorno / "publico"
    esperadas = con_la_imagen_final(actas, otras, noche)
    faltas = diferencias(arbol, esperadas, operacion.columnas()) + mal_publicadas(arbol, noche)
    personas = sum(len(grupo) for grupo in gente.values())
    barra = f"simulacro de {cuantas:,} actas, {personas} personas por HTTPS"
    figura = f"{cuantas - len({f.split()[0] for f in faltas}):,} actas iguales, {segundos:.0f} s"
    yield sin_diferencias(faltas, figura, f"{barra}: lo publicado es lo que dice cada imagen")
    yield sin_diferencias(
        sin_suerte(noche, operacion),
        f"{noche.hechas['excepcion']} excepciones",
        f"{barra}: todo lo que debía salir mal salió",
    )
    yield sin_diferencias(
        sin_paquete + sin_empacar(operacion), f"{len(operacion.catd)} paquetes", f"{barra}: cada papel quedó en el paquete de su CATD, entregado"
    )
    objeciones = faltas_de_verificador(contexto, arbol, contexto.nueva("bases"))
    yield sin_diferencias(objeciones, "0 FALLA", f"{barra}: verifica_bd --propia del último corte")
    operacion.orden("almacen", "comprobar")


def trabajan(operacion, gente, noche, aparte, cada):
    otras, ajenas, telefonos = aparte
    centros = list(operacion.catd)
    sobres, fin = Sobres(noche, centros), threading.Event()
    objeciones = {c: suerte for suerte in ("recaptura", "redigitalizacion") for c in noche.con(suerte)}
    turnos = [(p, acopiador(p, noche, sobres)) for p in gente["acopio"]]
    turnos += [(p, digitalizador(p, noche, sobres, otras, ajenas)) for p in gente["digitalizacion"]]
    turnos += [(p, capturista(p, noche)) for p in gente["captura"]]
    turnos += [(p, supervisor(p, noche)) for p in gente["supervision"]]
    turnos += [(p, Cotejador(p, noche, objeciones).turno) for p in gente["cotejo"]]
    turnos += [(telefono.persona, cae(telefono, suyas, noche, sobres)) for telefono, suyas in telefonos]
    hilos = [Oficio(persona, turno, fin, 0.2) for persona, turno in turnos] + [Cortes(operacion, cada, fin)]
    inicio = time.monotonic()
    for hilo in hilos:
        hilo.start()
    while not terminada(noche) and not fin.wait(0.1):
        if time.monotonic() - inicio > 60 + len(noche.actas):
            fin.set()
            raise Incumplida(f"sólo se cotejaron {noche.hechas['cotejo']} actas: {atoradas(operacion)}")
    segundos = time.monotonic() - inicio
    termina(hilos, fin)
    return segundos


def terminada(noche):
    papeles = sum(que == "papel" for que, _ in list(noche.apartadas))
    return (noche.hechas["cotejo"], papeles, noche.hechas["excepcion"]) == (
        len(noche.actas),
        len(noche.con("casilla")),
        excepciones(noche),
    )


def excepciones(noche):
    """Las que la supervisión debe resolver."""
    return AJENAS + sum(len(noche.con(suerte)) for suerte in ("no_corresponde", "otro_catd", "sin_acta"))


def sin_empacar(operacion):
    """Los papeles recibidos que no están en ningún paquete."""
    recibidos = operacion.consulta(
        "SELECT DISTINCT a.identidad FROM acta a JOIN hecho h ON h.acta = a.id"
        " WHERE h.tipo IN ('acopio', 'digitalizacion', 'fuera_de_catalogo')"
        " AND a.id NOT IN (SELECT acta FROM paquete_acta)"
    )
    return [f"{identidad} no está en ningún paquete" for (identidad,) in recibidos]


def empaca_centro(operacion, gente, noche, centro):
    """El paquete de un CATD: sus actas y lo que se registró fuera de catálogo con papel de ahí."""
    claves = [acta.clave for acta in noche.actas.values() if acta.centro == centro]
    claves += [
        identidad
        for (identidad,) in operacion.consulta(
            "SELECT a.identidad FROM acta a JOIN hecho h ON h.acta = a.id"
            " WHERE h.tipo = 'fuera_de_catalogo' AND h.centro = ?",
            centro,
        )
    ]
    return empaca(next(p for p in gente["acopio"] if p.centro == centro), claves)


def atoradas(operacion):
    return dict(
        operacion.consulta("SELECT etapa, COUNT(*) FROM acta_estado WHERE cotejada NOT IN (1, 2) GROUP BY etapa")
    )


def con_la_imagen_final(actas, otras, noche):
    """La verdad, con la segunda imagen de las que se digitalizaron otra vez."""
    rehechas = set(noche.con("imagen_ilegible")) | set(noche.con("redigitalizacion"))
    return [otras[acta.clave] if acta.clave in rehechas else acta for acta in actas]


def mal_publicadas(arbol, noche):
    """COTEJADA dice 2 de las que el cotejo mandó corregir y 1 de las demás; de casilla, las que se fotografiaron ahí."""
    corregidas = set(noche.con("recaptura")) | set(noche.con("redigitalizacion"))
    publicadas = {}
    for contenido in bases(arbol).values():
        publicadas |= filas(contenido)
    faltas = []
    for c, acta in noche.actas.items():
        origen = ("CASILLA", "MOVIL") if noche.suertes.get(c) == "casilla" else ("CATD", "ESCANER")
        esperada = ("2" if c in corregidas else "1", *origen)
        fila = publicadas.get(c, {})
        dicha = tuple(fila.get(columna) for columna in ("COTEJADA", "ORIGEN", "DIGITALIZACION"))
        if dicha != esperada:
            faltas.append(f"{c}: dice {dicha} y debía decir {esperada}")
    return faltas


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
    if noche.hechas["excepcion"] != excepciones(noche):
        faltas.append(f"se resolvieron {noche.hechas['excepcion']} excepciones y debían ser {excepciones(noche)}")
    duplicadas = operacion.consulta("SELECT COUNT(*) FROM recepcion_resuelta WHERE destino = 'duplicada'")
    if duplicadas != [(len(noche.con("doble_imagen")),)]:
        faltas.append(f"quedaron como duplicadas {duplicadas} imágenes y se repitieron {len(noche.con('doble_imagen'))}")
    ((fuera,),) = operacion.consulta("SELECT COUNT(*) FROM hecho WHERE tipo = 'fuera_de_catalogo'")
    if fuera != AJENAS:
        faltas.append(f"fuera de catálogo quedaron {fuera} y eran {AJENAS}")
    return faltas
