"""Barra 1 de las consolas: lo que en tally-ho se podía (referencias.md, «Measured: tally-ho») y aquí es imposible."""

import csv
import socket
import threading
import time

from comun import sin_diferencias
from escena import ALaVez, Doble, Escena, gemela
from operacion import Operacion, Servidor
from persona import Persona
from puestos import Supervisor, clave
from vigia import percentil

PERSONAL = {"acopio": 3, "digitalizacion": 3, "captura": 8, "supervision": 2, "cotejo": 2} | {
    rol: 1 for rol in ("coordinacion", "administracion", "difusion", "auditoria", "representacion", "observacion")
}
# Every route that changes something, with who may use it; the table of route × role is a Swift test.
HACEN = {
    "/acopio": "acopio",
    "/acopio/remitir": "acopio",
    "/digitalizacion/archivo": "digitalizacion",
    "/digitalizacion/aceptar": "digitalizacion",
    "/digitalizacion/rechazar": "digitalizacion",
    "/captura/tomar": "captura",
    "/captura": "captura",
    "/captura/reporte": "captura",
    "/supervision/tomar": "supervision",
    "/supervision/decidir": "supervision",
    "/excepciones/1": "supervision",
    "/cotejo": "cotejo",
}
VEN = (
    *("/", "/acopio", "/acopio/acta?texto=1", "/digitalizacion", "/captura", "/captura/hay", "/supervision"),
    *("/excepciones", "/cotejo", "/cotejo/siguiente", "/monitor", "/monitor/vivo", "/monitor/personal.csv"),
    *("/monitor/faltan.csv", "/actas", "/actas/1", "/empaquetado", "/reporte", "/incidencias", "/incidencias/csv"),
    *("/administracion", "/administracion/usuarios", "/dispositivos", "/cuenta", "/sesion"),
)


def imposible_1(escena):
    """una persona que captura las dos veces, o que lleva sola un acta de principio a fin"""
    acta, faltas = escena.digitalizada(), []
    sola = escena.capturista(0)
    vistas = []
    while sola.toma():
        vistas.append(sola.trabajo["claveActa"])
        primero = dict(sola.trabajo)
        sola.turno()
    if len(vistas) != len(set(vistas)):
        faltas.append("a una persona se le dio dos veces la misma acta")
    # It forges what it was not given: the same acta again, with what it knows of it.
    sola.trabajo = primero
    a_la_vez = ALaVez(sola.persona, gemela(sola.persona))
    for _ in range(escena.veces):
        respuestas = a_la_vez.envian("/captura", lambda: sola.envio(list(acta.datos)))
        faltas += [f"la segunda captura de la misma persona contestó {r.estado}" for r in respuestas if r.bien]
    if escena.hechos(acta, "captura") != 1:
        faltas.append(f"de una persona hay {escena.hechos(acta, 'captura')} capturas")
    for rol, personas in escena.gente.items():
        for ruta, suyo in HACEN.items():
            respuesta = personas[0].envia(ruta, {"clave": clave(), "acta": 1}) if suyo != rol else None
            if respuesta is not None and respuesta.estado != 403:
                faltas.append(f"{rol} en POST {ruta}: contestó {respuesta.estado}")
    escena.agota(1)
    return faltas


def imposible_2(escena):
    """dos envíos simultáneos de la misma captura o de la misma decisión valen dos veces"""
    faltas = []
    dobles = [Doble(escena.capturista(i)) for i in range(3)]
    supervisores = [Supervisor(p, escena.noche) for p in escena.gente["supervision"]]
    for vez in range(escena.veces):
        # Nobody types an acta twice: each round is another person, and every three, another acta.
        cual = vez % 3
        if cual == 0:
            acta = escena.digitalizada()
        dobles[cual].captura([*acta.datos[:-1], str(9000 + cual)])
        if escena.hechos(acta, "captura") != cual + 1:
            faltas.append(f"vez {vez}: {escena.hechos(acta, 'captura')} capturas y debían ser {cual + 1}")
        if cual == 2:
            faltas += decisiones_a_la_vez(escena, supervisores, acta)
    return faltas


def decisiones_a_la_vez(escena, supervisores, acta):
    """Dos decisiones del mismo conflicto, de la misma persona por dos conexiones y de dos personas."""
    tomada = supervisores[0].persona.llena(
        "/supervision/tomar",
        {"acta": escena.operacion.consulta("SELECT id FROM acta WHERE clave_acta = ?", acta.clave)[0][0]},
    )
    hoja = supervisores[0].persona.pagina(tomada.exige(303).lugar).exige(200).texto
    doble = Supervisor(gemela(supervisores[0].persona), escena.noche)
    turno = ALaVez(supervisores[0].persona, doble.persona, supervisores[1].persona)
    turno(
        lambda: supervisores[0].decide(hoja, mira=False),
        lambda: doble.decide(hoja, mira=False, clave=clave()),
        lambda: supervisores[1].decide(hoja, mira=False, clave=clave()),
    )
    decisiones = escena.hechos(acta, "decision")
    resultados = escena.operacion.consulta(
        "SELECT COUNT(*) FROM resultado r JOIN acta a ON a.id = r.acta WHERE a.clave_acta = ?", acta.clave
    )[0][0]
    return (
        []
        if (decisiones, resultados) == (1, 1)
        else [f"{acta.clave}: {decisiones} decisiones y {resultados} resultados"]
    )


def imposible_3(escena):
    """la decisión de supervisión cambia, con un envío alterado, campos en los que todos coincidían"""
    escena.agota()
    acta = escena.digitalizada()
    for i in range(3):
        puesto = escena.capturista(i)
        puesto.toma()
        puesto.guarda(puesto.envio([*acta.datos[:4], str(800 + i), *acta.datos[5:]]))
    supervisor = Supervisor(escena.gente["supervision"][0], escena.noche)
    numero = escena.operacion.consulta("SELECT id FROM acta WHERE clave_acta = ?", acta.clave)[0][0]
    tomada = supervisor.persona.llena("/supervision/tomar", {"acta": numero}).exige(303)
    hoja = supervisor.persona.pagina(tomada.lugar).exige(200).texto
    alterada = {"fuente-6": "imagen", "leido-6": "7777", "motivo-6": "Otro motivo", "detalle-6": "x"}
    doble = Supervisor(gemela(supervisor.persona), escena.noche)
    a_la_vez = ALaVez(supervisor.persona, doble.persona)
    for _ in range(escena.veces):
        a_la_vez(
            lambda: supervisor.decide(hoja, mira=False, **alterada, clave=clave()),
            lambda: doble.decide(hoja, mira=False, **alterada, clave=clave()),
        )
    guardado = escena.operacion.consulta(
        "SELECT r.datos FROM resultado r JOIN acta a ON a.id = r.acta WHERE a.clave_acta = ?", acta.clave
    )
    return [] if guardado in ([], [(",".join(acta.datos),)]) else [f"la decisión alterada guardó {guardado}"]


def imposible_4(escena):
    """una primera captura que se reenvía se vuelve la segunda"""
    escena.agota()
    acta = escena.digitalizada()
    puesto = escena.capturista(0)
    puesto.toma()
    cuerpo = puesto.envio(list(acta.datos))
    puesto.persona.envia("/captura", cuerpo).exige(200)
    a_la_vez, faltas = ALaVez(puesto.persona, gemela(puesto.persona)), []
    for vez in range(escena.veces):
        respuestas = a_la_vez.envian("/captura", lambda: {**cuerpo, "clave": clave() if vez % 2 else cuerpo["clave"]})
        faltas += [f"un reenvío quedó registrado: {r.datos}" for r in respuestas if r.datos.get("resultado") == "registrada"]
    if (escena.hechos(acta, "captura"), escena.etapa(acta)) != (1, "capturada"):
        faltas.append(f"hay {escena.hechos(acta, 'captura')} capturas y el acta está {escena.etapa(acta)}")
    escena.agota(1)
    return faltas


def imposible_5(escena):
    """dos capturas iguales de dos personas van de todos modos a corrección"""
    escena.agota()
    dobles, faltas = [Doble(escena.capturista(i)) for i in range(2)], []
    for _ in range(escena.veces):
        acta = escena.digitalizada()
        for doble in dobles:
            doble.captura(acta.datos)
        if (etapa := escena.etapa(acta)) != "verificada":
            faltas.append(f"con dos capturas iguales {acta.clave} quedó {etapa}")
            escena.agota()
    return faltas


def imposible_6(escena):
    """un total equivocado o vacío manda el acta a excepción y se pierde lo tecleado; se guarda media forma"""
    escena.agota()
    acta, faltas = escena.digitalizada(), []
    puesto = escena.capturista(0)
    puesto.toma()
    incompletas = (
        ",".join(acta.datos[:5]),
        ",".join([*acta.datos[:-1], ""]),
        "",
        "12,,3",
        ",".join(["99999"] * len(acta.datos)),
    )
    a_la_vez = ALaVez(puesto.persona, gemela(puesto.persona))
    for vez in range(escena.veces):
        firma = incompletas[vez % len(incompletas)]
        respuestas = a_la_vez.envian("/captura", lambda: {**puesto.envio([]), "firma": firma})
        if any(r.bien for r in respuestas) or escena.hechos(acta, "captura"):
            faltas.append(f"se guardó la captura incompleta {firma!r}")
    tomado = puesto.toma()
    if not tomado or tomado["claveActa"] != acta.clave:
        faltas.append("después de un envío incompleto el acta ya no está con quien la tenía")
    equivocado = [*acta.datos[:-1], "1"]
    puesto.guarda(puesto.envio(equivocado))
    if escena.etapa(acta) != "capturada":
        faltas.append(f"un total que no cuadra dejó el acta {escena.etapa(acta)}")
    abiertas = escena.operacion.consulta("SELECT COUNT(*) FROM excepcion")[0][0]
    if abiertas:
        faltas.append(f"se abrieron {abiertas} excepciones")
    escena.agota(1)
    return faltas


def imposible_7(escena):
    """la estadística de errores culpa a quien capturó bien"""
    escena.agota()
    antes = errores(escena)
    dobles = [Doble(escena.capturista(i)) for i in range(3)]
    for _ in range(escena.veces):
        acta = escena.digitalizada()
        for doble, datos in zip(dobles, ([*acta.datos[:-1], "3"], acta.datos, acta.datos), strict=True):
            doble.captura(datos)
    halladas = [despues - antes for despues, antes in zip(errores(escena), antes)]
    if halladas == [escena.veces, 0, 0]:
        return []
    return [f"de quienes capturaron mal, bien y bien se dice {halladas}, y fueron {escena.veces} actas"]


def errores(escena):
    """Los que el monitor cuenta a cada uno de los tres primeros capturistas."""
    tabla = escena.gente["coordinacion"][0].pagina("/monitor/personal.csv").exige(200).texto.lstrip("\ufeff")
    contados = {f["NOMBRE"]: int(f["DIFIEREN"]) for f in csv.DictReader(tabla.splitlines())}
    return [contados.get(f"Persona de {p.usuario}", 0) for p in escena.gente["captura"][:3]]


def imposible_8(escena):
    """quien no entró ve algo, o detiene a los que trabajan"""
    nadie = Persona(escena.servidor, "", "", "", "")
    faltas = []
    for ruta in VEN:
        respuesta = nadie.pagina(ruta)
        if respuesta.estado != 302 or not respuesta.lugar.startswith("/entrar") or respuesta.cuerpo:
            faltas.append(f"GET {ruta} sin sesión contestó {respuesta.estado} con {len(respuesta.cuerpo)} bytes")
        if (programa := nadie.lee(ruta)).estado != 401:
            faltas.append(f"GET {ruta} sin sesión, para un programa, contestó {programa.estado}")
    a_la_vez, rutas = ALaVez(nadie, gemela(nadie)), list(HACEN)
    for vez in range(escena.veces):
        ruta = rutas[vez % len(rutas)]
        respuestas = a_la_vez.envian(ruta, lambda: {"clave": clave(), "acta": 1})
        faltas += [f"POST {ruta} sin sesión contestó {r.estado}" for r in respuestas if r.estado != 401]
    lentas = [a_medias(escena.servidor) for _ in range(100)]
    try:
        tardanzas = [escena.gente["captura"][0].lee("/captura/hay").segundos for _ in range(100)]
    finally:
        for enchufe in lentas:
            enchufe.close()
    if percentil(tardanzas, 99) > 0.1:
        faltas.append(f"con 100 conexiones anónimas a medias se esperan {percentil(tardanzas, 99) * 1000:.0f} ms")
    return faltas


def a_medias(servidor):
    """Una conexión que empieza una petición y no la termina."""
    crudo = socket.create_connection(("127.0.0.1", servidor.puerto), timeout=10)
    seguro = servidor.tls.wrap_socket(crudo, server_hostname="127.0.0.1")
    seguro.sendall(b"GET /monitor HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    return seguro


def imposible_9(escena):
    """los errores contestan 200, y dos reportes a la vez detienen a los que capturan"""
    coordina, faltas = escena.gente["coordinacion"][0], []
    captura, supervisa = (ALaVez(p, gemela(p)) for p in (escena.gente["captura"][0], escena.gente["supervision"][0]))
    rutas = ("/no-existe", "/actas/no-es", "/captura/imagen/" + "0" * 64, "/excepciones/999999")
    for vez in range(escena.veces):
        ruta = rutas[vez % len(rutas)]
        a_la_vez = captura if "captura" in ruta else supervisa
        for respuesta in a_la_vez(*(lambda p=p: p.pagina(ruta) for p in a_la_vez.personas)):
            if respuesta.estado not in (400, 404) or "<h1>" not in respuesta.texto:
                faltas.append(f"{ruta} contestó {respuesta.estado} y {respuesta.texto[:60]!r}")
    fin = threading.Event()
    pesadas = [threading.Thread(target=reportes, args=(gemela(coordina), fin), daemon=True) for _ in range(4)]
    for hilo in pesadas:
        hilo.start()
    tardanzas, limite = [], time.monotonic() + 3
    while time.monotonic() < limite:
        tardanzas.append(escena.gente["captura"][0].envia("/captura/tomar").segundos)
    fin.set()
    for hilo in pesadas:
        hilo.join()
    if percentil(tardanzas, 99) > 0.1:
        faltas.append(
            f"con cuatro reportes a la vez, tomar un acta tarda {percentil(tardanzas, 99) * 1000:.0f} ms (p99)"
        )
    return faltas


def reportes(persona, fin):
    while not fin.is_set():
        for ruta in ("/reporte.pdf", "/reporte.json", "/monitor", "/administracion"):
            persona.lee(ruta, acepta="text/html")


IMPOSIBLES = (
    *(imposible_1, imposible_2, imposible_3, imposible_4, imposible_5),
    *(imposible_6, imposible_7, imposible_8, imposible_9),
)


def imposibles(contexto):
    """Barra 1: las posibilidades de tally-ho, intentadas por HTTPS; la décima, la pantalla, es de navegador."""
    veces = 100 if contexto.corta else 1_000
    # Possibilities 5 and 7 spend an acta each time; 2, one every three times.
    operacion = Operacion(contexto, 2 * (veces + veces // 6 + 40))
    with Servidor(operacion) as servidor:
        gente = operacion.con_sesion(PERSONAL, servidor)
        operacion.abre(gente)
        escena = Escena(contexto, servidor, operacion, gente, veces)
        for numero, caso in enumerate(IMPOSIBLES, 1):
            try:
                faltas = caso(escena)
            except Exception as error:  # noqa: BLE001 - one that cannot be tried does not stop the others
                faltas = [f"{type(error).__name__}: {error}"]
            yield sin_diferencias(faltas, f"0 veces, {veces:,} pares simultáneos", f"imposible {numero}: {caso.__doc__}")
