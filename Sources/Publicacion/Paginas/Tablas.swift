import Electoral

/// Tables that several levels share.
enum Tablas {
    static func resumen(_ r: Resumen, ultimoCorte: Bool) -> HTML {
        let renglones: [(String, String)] = [
            ("Actas esperadas", miles(r.esperadas)),
            ("Actas capturadas", "\(miles(r.capturadas)) (\(r.porcentajeCapturadas.texto)%)"),
            ("Actas contabilizadas", "\(miles(r.contabilizadas)) (\(r.porcentajeContabilizadas.texto)%)"),
            ("Actas no contabilizadas", miles(r.noContabilizadas)),
            ("Actas fuera de catálogo", miles(r.fueraDeCatalogo)),
            ("Actas en proceso", miles(r.pendientes)),
            ("Actas con inconsistencias", "\(miles(r.inconsistencias)) (\(r.porcentajeInconsistencias.texto)%)"),
            ("Lista nominal de las contabilizadas", miles(r.listaNominal)),
            ("Total de votos", miles(r.votosConEspeciales)),
            ("Total de votos sin casillas especiales", miles(r.votosSinEspeciales)),
            ("Participación ciudadana", "\(r.participacion(ultimoCorte: ultimoCorte).texto)%"),
        ]
        let filas = renglones.map { "<tr><th scope=\"row\">\($0.0)</th><td class=\"n\">\($0.1)</td></tr>\n" as HTML }
        return
            "<div class=\"rollo\"><table><caption>Estadística</caption><tbody>\n\(HTML.unir(filas))</tbody></table></div>\n"
    }

    /// Sorted by votes; ties keep the order of the acta. No registradas and nulos, which are not candidacies, close the
    /// list.
    static func candidaturas(_ grupos: [CandidaturaEnNivel], total: Int) -> HTML {
        let orden = grupos.enumerated().sorted {
            ($0.element.compite ? 1 : 0, $0.element.votos, -$0.offset) > (
                $1.element.compite ? 1 : 0, $1.element.votos, -$1.offset
            )
        }
        let filas = orden.map { _, g -> HTML in
            let nombre: HTML = g.candidatura.map { "<br>\($0)" } ?? ""
            let ancho = Porcentaje(g.votos, de: total).diezmilesimas / 10_000
            return """
                <tr><th scope="row">\(g.nombre)\(nombre)<span class="barra" style="width:\(String(ancho))%"></span></th>\
                <td class="n">\(g.votos)</td><td class="n">\(Porcentaje(g.votos, de: total).texto)%</td></tr>

                """
        }
        return """
            <div class="rollo"><table><caption>Votos por candidatura</caption>
            <thead><tr><th scope="col">Candidatura</th><th scope="col" class="n">Votos</th><th scope="col" class="n">Porcentaje</th></tr></thead>
            <tbody>
            \(HTML.unir(filas))</tbody>
            <tfoot><tr><th scope="row">Total de votos</th><td class="n">\(total)</td><td class="n">100.0000%</td></tr></tfoot></table></div>

            """
    }

    static func partidos(_ filas: [PartidoEnNivel], total: Int) -> HTML {
        let renglones = filas.map { p -> HTML in
            """
            <tr><th scope="row">\(p.nombre)</th><td class="n">\(p.propios)</td><td class="n">\(p.recibidos)</td>\
            <td class="n">\(p.total)</td><td class="n">\(Porcentaje(p.total, de: total).texto)%</td></tr>

            """
        }
        return """
            <div class="rollo"><table><caption>Votos por partido político y candidatura independiente</caption>
            <thead><tr><th scope="col">Partido</th><th scope="col" class="n">Propios</th><th scope="col" class="n">De la coalición</th>\
            <th scope="col" class="n">Total</th><th scope="col" class="n">Porcentaje</th></tr></thead>
            <tbody>
            \(HTML.unir(renglones))</tbody>
            <tfoot><tr><th scope="row">Total de votos</th><td></td><td></td><td class="n">\(total)</td><td class="n">100.0000%</td></tr></tfoot>
            </table></div>

            """
    }

    /// Raw columns, as sections publish them (no distribution below the unit).
    static func columnas(_ filas: [(nombre: String, votos: Int)], total: Int) -> HTML {
        let renglones = filas.map {
            "<tr><th scope=\"row\">\($0.nombre)</th><td class=\"n\">\($0.votos)</td>"
                + "<td class=\"n\">\(Porcentaje($0.votos, de: total).texto)%</td></tr>\n" as HTML
        }
        return """
            <div class="rollo"><table><caption>Votos</caption>
            <thead><tr><th scope="col">Columna del acta</th><th scope="col" class="n">Votos</th><th scope="col" class="n">Porcentaje</th></tr></thead>
            <tbody>
            \(HTML.unir(renglones))</tbody>
            <tfoot><tr><th scope="row">Total de votos</th><td class="n">\(total)</td><td class="n">100.0000%</td></tr></tfoot></table></div>

            """
    }
}
