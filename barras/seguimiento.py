"""Barras de «seguimiento»: los meses anteriores y sus documentos."""

from seguimiento_hostiles import seguimiento_hostiles
from seguimiento_informes import informes, juez_de_informes
from seguimiento_plazos import plazos

# Cada tema es un archivo seguimiento_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (informes, juez_de_informes, plazos, seguimiento_hostiles)
BARRAS = (EN_AMBAS, EN_AMBAS)
