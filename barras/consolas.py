"""Barras de «consolas de operación»: la cadena, la carga, los archivos hostiles, las diez imposibles y el navegador."""

from consolas_navegador import navegador

EN_AMBAS = (navegador,)
BARRAS = (EN_AMBAS, EN_AMBAS)
