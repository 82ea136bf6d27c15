"""Barras de «seguimiento»: los meses anteriores y sus documentos."""

from seguimiento_hostiles import seguimiento_hostiles
from seguimiento_plazos import plazos

# Cada tema es un archivo seguimiento_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (plazos, seguimiento_hostiles)
BARRAS = (EN_AMBAS, EN_AMBAS)
