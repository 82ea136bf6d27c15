"""Barras de «difusores»: lo que llega a cada uno, a qué costo, y qué pasa cuando falla."""

from difusores_alambre import costo_del_envio, doce_difusores, enlace_angosto
from difusores_bitacoras import bitacoras
from difusores_consola import difusores_consola
from difusores_espejo import espejos_alterados, sitio_mudo
from difusores_fallas import enlaces_malos, fallas_del_difusor, origen_alterado
from difusores_historia import suspension_y_regreso
from difusores_identidad import llave_de_otro, secretos
from difusores_muertos import cuatro_muertos
from difusores_noche import noche_de_puebla
from difusores_recepcion import recepcion

# Cada tema es un archivo difusores_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (
    noche_de_puebla,
    costo_del_envio,
    doce_difusores,
    enlace_angosto,
    cuatro_muertos,
    suspension_y_regreso,
    llave_de_otro,
    secretos,
    bitacoras,
    fallas_del_difusor,
    enlaces_malos,
    origen_alterado,
    espejos_alterados,
    sitio_mudo,
    recepcion,
    difusores_consola,
)
BARRAS = (EN_AMBAS, EN_AMBAS)

# Those that mostly wait for a clock or for a link: in the short version they run beside the others.
for barra in (
    enlace_angosto,
    suspension_y_regreso,
    llave_de_otro,
    fallas_del_difusor,
    enlaces_malos,
    espejos_alterados,
    sitio_mudo,
):
    barra.espera = True
