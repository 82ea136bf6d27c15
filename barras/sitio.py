"""Barras de «sitio de publicación»: lo que ve el país."""

from sitio_conexiones import http2, no_leen
from sitio_servir import nginx_igual, servir

# Cada tema es un archivo sitio_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (nginx_igual, http2, no_leen, servir)
BARRAS = (EN_AMBAS, EN_AMBAS)
