"""Barra de la consola de difusión en un navegador de verdad: axe, nada que se salga y lo que se hace en una caída."""

from consolas_navegador import navegador as guiones


def difusores_consola(contexto):
    """Cada guion es una línea: las páginas con cincuenta difusores en pantalla y en teléfono, y una caída entera."""
    yield from guiones(contexto, "--guiones", "guiones_de_difusion")
