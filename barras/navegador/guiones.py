"""Los guiones, en el orden en que corren, y la operación sobre la que corren."""

from operacion import Operacion, Servidor
from puerta import puerta


def prepara(contexto):
    operacion = Operacion(contexto, 60)
    return operacion, Servidor(operacion)


GUIONES = (puerta,)
