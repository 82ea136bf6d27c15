# Runs with the interpreter of WeasyPrint:  imprimir.py pdf|paginas ENTRADA SALIDA
# "pdf" writes the document; "paginas", the number of the page of each heading, one per line.
import sys

from weasyprint import HTML, default_url_fetcher


def solo_lo_de_dentro(url, *resto, **opciones):
    if url.startswith("data:"):
        return default_url_fetcher(url, *resto, **opciones)
    raise ValueError("fuera del documento no se busca nada")


def paginas(marcadores):
    for _, (pagina, *_), hijos, _ in marcadores:
        yield pagina + 1
        yield from paginas(hijos)


modo, entrada, salida = sys.argv[1:]
with open(entrada, encoding="utf-8") as archivo:
    html = HTML(string=archivo.read(), url_fetcher=solo_lo_de_dentro)
if modo == "pdf":
    html.write_pdf(salida, variant="pdf/ua-1", presentational_hints=False)
else:
    with open(salida, "w", encoding="utf-8") as archivo:
        archivo.writelines(f"{pagina}\n" for pagina in paginas(html.render().make_bookmark_tree()))
