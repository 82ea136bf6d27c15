import Almacen
import Electoral
import Operacion
import Publicacion

/// What became of each corte, newest first.
struct TablaDeCortes {
    let huso: Huso

    /// Rows shown: a night of 24 hours with a corte every ten minutes.
    private static let maximo = 150

    func html(_ r: RelacionDeCortes) -> HTML {
        guard !r.renglones.isEmpty else { return "<p>Todavía no hay cortes.</p>\n" }
        let c = r.cuentas
        let filas = r.renglones.suffix(Self.maximo).reversed().map(fila)
        return """
            <h2>Cortes</h2>
            <p>\(c.cortes) cortes, \(c.tarde) tarde, \(c.omitidos) omitidos, \(c.rechazados) rechazados.</p>
            <div class="rollo" tabindex="0" role="region" aria-label="Cortes"><table><caption>Cortes, del más reciente al primero</caption>
            <thead><tr><th scope="col" class="n">Núm.</th><th scope="col">Hora programada</th><th scope="col">Hora del corte</th>\
            <th scope="col">Publicado</th><th scope="col" class="n">Duró (ms)</th><th scope="col" class="n">Archivos</th>\
            <th scope="col" class="n">Bytes</th><th scope="col">Nota</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }

    private func fila(_ r: RelacionDeCortes.Renglon) -> HTML {
        func numero(_ n: Int?) -> String { n.map { String($0) } ?? "" }
        return """
            <tr><th scope="row" class="n">\(numero(r.corte?.numero))</th><td>\(r.programado?.sello(huso) ?? "")</td>\
            <td>\(r.corte?.instante.sello(huso) ?? "")</td><td>\(r.publicacion?.instante.sello(huso) ?? "")</td>\
            <td class="n">\(numero(r.publicacion?.milisegundos))</td><td class="n">\(numero(r.publicacion?.archivos))</td>\
            <td class="n">\(numero(r.publicacion?.bytes))</td><td>\(r.nota)</td></tr>

            """
    }
}
