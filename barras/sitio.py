"""Barras de «sitio de publicación»: lo que ve el país."""

# Cada tema es un archivo sitio_<tema>.py; aquí sólo se reúnen.
BARRAS = ((), ())
