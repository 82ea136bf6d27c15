"""Barra de las páginas de seguimiento en un navegador de verdad: axe, nada que se salga y lo que se hace con el teclado."""

from consolas_navegador import navegador as guiones


def seguimiento_navegador(contexto):
    """Cada guion es una línea: todas las páginas en pantalla y en teléfono, una ficha que se edita, quien sólo lee."""
    yield from guiones(contexto, "--guiones", "guiones_de_seguimiento")
