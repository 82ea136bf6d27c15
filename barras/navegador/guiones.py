"""Los guiones, en el orden en que corren, y la operación sobre la que corren."""

from acta import acta_entera, conflicto
from captura import captura_a_teclas
from casilla import casilla
from digitalizacion import dos_digitalizan
from interrupciones import caida_del_servidor, carrera, recarga_sin_enlace, sesion_que_vence
from operacion import Operacion, Servidor
from puerta import puerta
from puestos import Acopiador, Digitalizador, Noche
from recorrido import recorrido
from registros import incidencia, paquete

# Each script takes people whom nobody else uses: a person has one live session.
PERSONAL = {
    **{"acopio": 6, "digitalizacion": 10, "captura": 30, "supervision": 4, "cotejo": 2, "coordinacion": 3},
    **{"administracion": 2, "difusion": 1, "auditoria": 1, "representacion": 1, "observacion": 1, "casilla": 2},
}


class Escenario:
    """La operación de los guiones: gente con su contraseña puesta y actas que nadie ha tocado."""

    def __init__(self, contexto):
        self.operacion = Operacion(contexto, 100, catd=("CATD-01", "CATD-02"))
        self.servidor = Servidor(self.operacion)
        self.gente = self.operacion.con_sesion(PERSONAL, self.servidor)
        self.operacion.abre(self.gente)
        self.noche = Noche(self.operacion.dibuja(1000))
        acopia, digitaliza = (self.persona(rol, "CATD-01") for rol in ("acopio", "digitalizacion"))
        self.acopiador, self.digitalizador = Acopiador(acopia, self.noche), Digitalizador(digitaliza, self.noche)
        self.libres = [
            a for a in self.noche.actas.values() if a.plantilla == "DIP_LOC-ORD-01" and a.centro == "CATD-01"
        ]

    def persona(self, rol, centro=None):
        """Alguien de esa función que ningún otro guion usa."""
        libres = self.gente[rol]
        elegida = next(p for p in libres if centro in (None, p.centro))
        libres.remove(elegida)
        return elegida

    def acta(self):
        return self.libres.pop(0)

    def digitalizada(self):
        """Un acta que ya se acopió y digitalizó, lista para capturarse."""
        acta = self.acta()
        self.acopiador.acopia(acta)
        self.digitalizador.digitaliza(acta)
        return acta


GUIONES = (
    puerta,
    acta_entera,
    dos_digitalizan,
    captura_a_teclas,
    conflicto,
    paquete,
    incidencia,
    sesion_que_vence,
    caida_del_servidor,
    recarga_sin_enlace,
    carrera,
    recorrido,
    casilla,
)
