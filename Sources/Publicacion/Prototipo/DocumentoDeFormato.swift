import Electoral
import Formatos

/// The format of the data base as a document, for paper and for files. It goes to an authority: always in Spanish.
public struct DocumentoDeFormato: Sendable {
    private let ficha: FichaDeFormato
    private let proceso: Proceso
    private let entorno: Entorno

    public init(_ ficha: FichaDeFormato, proceso: Proceso, entorno: Entorno) {
        self.ficha = ficha
        self.proceso = proceso
        self.entorno = entorno
    }

    /// Whole document, with its style inside.
    public var html: String {
        let marca = entorno.marca ?? ""
        let documento: HTML = """
            <!doctype html>
            <html lang="es-MX">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(marca) · Formato de la base de datos · \(proceso.nombre)</title>
            <style>\(HTML(yaEscapado: Self.estilo))</style>
            </head>
            <body>
            <p class="marca">\(marca): datos inventados, no son resultados de una elección</p>
            <p>\(proceso.institucion). \(proceso.nombre).</p>
            <h1>Formato de la base de datos del PREP</h1>
            \(archivos)\(escritura)\(palabras)\(HTML.unir(ficha.elecciones.map(eleccion)))\(catalogo)\(autenticidad)</body>
            </html>

            """
        return documento.texto
    }

    private func fila(_ celdas: HTML...) -> HTML {
        "<tr>\(HTML.unir(celdas.map { "<td>\($0)</td>" as HTML }))</tr>\n"
    }

    private func tabla(_ titulos: [String], _ filas: [HTML]) -> HTML {
        let cabeza = titulos.map { "<th>\($0)</th>" as HTML }
        return "<table>\n<thead><tr>\(HTML.unir(cabeza))</tr></thead>\n<tbody>\n\(HTML.unir(filas))</tbody>\n</table>\n"
    }

    private func codigo(_ texto: String) -> HTML { "<code>\(texto)</code>" }

    private func columnas(_ c: [FichaDeFormato.Columna]) -> HTML {
        tabla(
            ["Columna", "Tipo", "Ejemplo", "Significado"],
            c.map { fila(codigo($0.nombre), "\($0.tipo)", codigo($0.ejemplo), "\($0.significado)") })
    }

    private var archivos: HTML {
        var filas = [
            fila(
                codigo(ficha.paquete), "en cada corte con base de datos",
                "paquete: un zip por elección. AAAAMMDD_HHMM es la hora del corte en la entidad")
        ]
        for e in ficha.elecciones {
            filas.append(fila(codigo(e.zip), "dentro del paquete", "los tres archivos de \(e.titulo)"))
            filas.append(
                fila(
                    codigo(e.base), "dentro de ese zip", "una fila por acta esperada y, al final, las fuera de catálogo"
                ))
            filas.append(fila(codigo(e.candidaturas), "dentro de ese zip", "candidaturas"))
            filas.append(fila(codigo("LEEME.txt"), "dentro de ese zip", "qué es cada columna y cómo se abre"))
        }
        filas.append(
            fila(
                codigo(Rutas.catalogo(proceso)), "fijo desde el día anterior",
                "catálogo de secciones, distritos y municipios"))
        return """
            <h2>1. Archivos y nombres</h2>
            <p>Los nombres de prueba llevan SIMULACRO o PROTOTIPO; los de la jornada no llevan marca.</p>
            \(tabla(["Archivo", "Cuándo", "Contenido"], filas))
            """
    }

    private var escritura: HTML {
        let f = ficha.formato
        let codificacion =
            switch f.codificacion {
            case .utf8ConBOM: "UTF-8 con marca de orden (BOM)"
            case .utf8: "UTF-8 sin marca de orden"
            case .cp1252: "Windows-1252"
            }
        let separador = f.delimitador == "\t" ? "tabulador" : f.delimitador
        return """
            <h2>2. Cómo se escribe</h2>
            <table><tbody>
            \(fila("Codificación", "\(codificacion)"))\(fila("Separador de campos", codigo(separador)))\
            \(fila("Fin de línea", "\(f.finDeLinea == .crlf ? "CR LF" : "LF")"))\
            \(fila("Comillas", "dobles, sólo en el campo que tiene el separador, comillas o salto de línea"))\
            \(fila("Variante del encabezado", "\(f.encabezado == .a ? "a: nombres del resumen en la línea 3" : "b: línea 3 vacía, nombres del resumen en la línea 4")"))\
            \(fila("Prefijo de las combinaciones", f.prefijoCoalicion.isEmpty ? "ninguno" : codigo(f.prefijoCoalicion)))\
            \(fila("Porcentajes", "cuatro decimales truncados, no redondeados"))\
            \(fila("Claves", "con ceros a la izquierda: se leen como texto"))\
            </tbody></table>

            """
    }

    private var palabras: HTML {
        let todas = [
            ("ILEGIBLE", "no se puede leer ni con número ni con letra; suma cero"),
            ("SIN DATO", "vacío en número y letra; suma cero"),
            ("SIN ACTA", "no hay acta; la causa está en OBSERVACIONES"),
            ("-", "en una columna de votos, no participa en esa demarcación; en todas, el acta no se ha procesado"),
            ("N/A", "no aplica a esa casilla"),
        ]
        return "<h2>3. Palabras en el lugar de una cifra</h2>\n"
            + tabla(["Palabra", "Qué quiere decir"], todas.map { fila(codigo($0.0), "\($0.1)") })
    }

    private func eleccion(_ e: FichaDeFormato.DeEleccion) -> HTML {
        let lineas = e.encabezado.enumerated().map { i, celdas in
            fila(
                "\(i + 1)",
                celdas.allSatisfy(\.isEmpty) ? "(vacía)" : codigo(celdas.joined(separator: ficha.formato.delimitador)))
        }
        return """
            <h2>\(e.titulo)</h2>
            <h3>Líneas antes de las actas de \(codigo(e.base))</h3>
            \(tabla(["Línea", "Contenido"], lineas))<h3>Variables del resumen</h3>
            \(columnas(e.resumen))<h3>Columnas de las actas</h3>
            \(columnas(e.columnas))<h3>Columnas de \(codigo(e.candidaturas))</h3>
            \(columnas(e.columnasDeCandidaturas))<h3>Cómo se abre</h3>
            <ul>
            \(HTML.unir(e.comoSeAbre.filter { !$0.isEmpty }.map { "<li>\($0)</li>\n" as HTML }))</ul>

            """
    }

    private var catalogo: HTML {
        """
        <h2>Catálogo de secciones, distritos y municipios</h2>
        <p>Un archivo por elección, con el encabezado en la primera línea y una fila por acta esperada.</p>
        \(columnas(ficha.columnasDeCatalogo))
        """
    }

    private var autenticidad: HTML {
        """
        <h2>Autenticidad</h2>
        <p>CODIGO_INTEGRIDAD es el SHA-256 de la imagen publicada del acta. El sitio publica además el SHA-256 de cada paquete y un apuntador firmado
        de cada corte.</p>

        """
    }

    private static let estilo = """
        @page{size:letter;margin:16mm 14mm;@bottom-right{content:counter(page) " de " counter(pages);font-size:8pt}}
        body{font:10pt/1.4 "DejaVu Sans",sans-serif;max-width:60em;margin:0 auto;padding:0 1em}
        h1{font-size:18pt;margin:.3em 0}h2{font-size:13pt;margin:1.4em 0 .4em;break-after:avoid}h3{font-size:10.5pt;margin:1em 0 .3em;break-after:avoid}
        table{border-collapse:collapse;width:100%;font-size:8.5pt}th,td{border:1px solid #999;padding:2pt 4pt;text-align:left;vertical-align:top}
        thead{display:table-header-group}tr{break-inside:avoid}code{font:8pt "DejaVu Sans Mono",monospace;overflow-wrap:anywhere;word-break:break-all}
        li{overflow-wrap:anywhere}
        .marca{text-align:center;font-weight:700;letter-spacing:.06em;color:#8a3b00;border:1px solid #8a3b00;padding:2pt;margin:0 0 8pt}
        """
}
