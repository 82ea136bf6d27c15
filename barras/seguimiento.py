"""Barras de «seguimiento»: los meses anteriores y sus documentos."""

from seguimiento_carpetas import seguimiento_carpetas
from seguimiento_escritos import escritos, informe_de_diez_anios
from seguimiento_hostiles import seguimiento_hostiles
from seguimiento_informes import informes, juez_de_informes
from seguimiento_navegador import seguimiento_navegador
from seguimiento_pantallas import pantallas
from seguimiento_plazos import plazos

# Cada tema es un archivo seguimiento_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (
    informes, juez_de_informes, plazos, escritos, pantallas, informe_de_diez_anios, seguimiento_hostiles,
    seguimiento_carpetas, seguimiento_navegador,
)
BARRAS = (EN_AMBAS, EN_AMBAS)
