"""Barras de «consolas de operación»: lo imposible, la cadena, la carga, los archivos hostiles, el simulacro, el navegador y el tablero."""

from consolas_carga import cadena, carga
from consolas_hostiles import archivos_hostiles
from consolas_imposibles import imposibles
from consolas_navegador import navegador
from consolas_simulacro import simulacro
from consolas_tablero import tablero

EN_AMBAS = (imposibles, cadena, carga, archivos_hostiles, navegador, simulacro, tablero)
BARRAS = (EN_AMBAS, EN_AMBAS)
