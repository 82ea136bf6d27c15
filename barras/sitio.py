"""Barras de «sitio de publicación»: lo que ve el país."""

from sitio_conexiones import http2, no_leen
from sitio_costo import costo
from sitio_horario import horario
from sitio_lector import lector
from sitio_lectores import lectores
from sitio_nacional import nacional
from sitio_navegador import sitio_navegador
from sitio_servir import nginx_igual, servir

# Cada tema es un archivo sitio_<tema>.py; aquí sólo se reúnen.
EN_AMBAS = (costo, horario, lectores, lector, nacional, nginx_igual, http2, no_leen, servir, sitio_navegador)
BARRAS = (EN_AMBAS, EN_AMBAS)
