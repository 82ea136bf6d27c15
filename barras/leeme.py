"""Las instrucciones que un LEEME da para abrir su base."""

from pathlib import Path


def instruccion(ruta, programa):
    """La orden que sigue a «programa: » en la única línea del LEEME que empieza así."""
    lineas = [l for l in Path(ruta).read_text(encoding="utf-8-sig").splitlines() if l.startswith(f"{programa}: ")]
    if len(lineas) != 1:
        raise ValueError(f"{ruta} debía decir una vez cómo se abre con {programa} y lo dice {len(lineas)}")
    return lineas[0].partition(": ")[2]
