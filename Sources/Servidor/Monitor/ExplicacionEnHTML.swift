import Electoral
import Operacion
import Publicacion

/// The criteria of one acta with its figures: inputs, formula, substituted numbers, result.
struct ExplicacionEnHTML {
    private let e: Explicacion
    private let condicion: Resultado.Condicion?
    private let esperaCorte: Bool

    init(_ explicacion: Explicacion, visible: Resultado.Condicion?, esperaCorte: Bool) {
        self.esperaCorte = esperaCorte
        e = explicacion
        condicion = visible
    }

    var html: HTML {
        guard condicion != nil else {
            if esperaCorte {
                return
                    "<h2>Criterio</h2>\n<p>El acta tiene resultado: se muestra y se explica aquí cuando un corte lo publique.</p>\n"
            }
            return """
                <h2>Criterio</h2>
                <p>Regla A10: el acta todavía no tiene resultado que mostrar. Cuando lo tenga se explica aquí con sus cifras.</p>

                """
        }
        return """
            <h2>Por qué: regla \(e.codigo), \(e.titulo)</h2>
            \(formula)\(revisiones)\(casilleros)
            """
    }

    private var formula: HTML {
        guard let suma = e.suma else {
            return "<p class=\"formula\">\(e.titulo): no hay cifras que sumar.</p>\n"
        }
        let sumandos = e.casilleros.map {
            $0.dato.esLegible ? String($0.votos) : "0 (\($0.dato.enPalabra.lowercased()))"
        }
        let limite = e.limite.map { miles($0) } ?? "sin límite"
        let excede = e.limite.map { suma > $0 } ?? false
        let ilegible: HTML =
            if case .todosLosCampos = e.veredicto.criterio { ", y ningún campo de votos es legible" } else { "" }
        return """
            <p class="formula">Suma de los campos de votos = \(sumandos.joined(separator: " + ")) = <b>\(suma)</b><br>\
            Límite = \(e.formulaDelLimite) = <b>\(limite)</b><br>\
            \(suma) \(excede ? ">" : "≤") \(limite)\(ilegible) → <b>\(e.veredicto.contabilizada == .si ? "se contabiliza" : "no se contabiliza")</b></p>

            """
    }

    private var revisiones: HTML {
        let filas = HTML.unir(
            e.revisiones.map { r in
                let (clase, respuesta) =
                    switch r.cae {
                    case true?: ("cae", "Sí: aquí queda")
                    case false?: ("pasa", "No: sigue")
                    case nil: ("noalcanza", "—")
                    }
                return """
                    <tr><th scope="row">\(r.pregunta)</th><td>\(r.formula)</td><td>\(r.sustituida)</td><td class="\(clase)">\(respuesta)</td></tr>

                    """ as HTML
            })
        return """
            <table><caption>Revisiones en su orden</caption><thead><tr><th scope="col">Pregunta</th><th scope="col">Regla</th>\
            <th scope="col">Esta acta</th><th scope="col">Respuesta</th></tr></thead>
            <tbody>\(filas)</tbody></table>
            <p class="nota">\(e.fundamento). La cantidad escrita con letra prevalece sobre la escrita con número (numeral 31).</p>

            """
    }

    private var casilleros: HTML {
        guard !e.casilleros.isEmpty else { return "" }
        func fila(_ c: Explicacion.Casillero, _ suma: HTML) -> HTML {
            "<tr><th scope=\"row\">\(c.nombre)</th><td class=\"n\">\(c.dato.enPalabra)</td><td class=\"n\">\(suma)</td></tr>\n"
        }
        let votos = HTML.unir(e.casilleros.map { fila($0, "\($0.votos)") })
        let otros = HTML.unir(e.auxiliares.map { fila($0, "no suma") })
        return """
            <table><caption>Cifras del acta</caption><thead><tr><th scope="col">Campo</th><th scope="col" class="n">Dice</th>\
            <th scope="col" class="n">Suma</th></tr></thead>
            <tbody>\(votos)<tr><th scope="row">Suma de votos</th><td></td><td class="n"><b>\(e.suma ?? 0)</b></td></tr>
            \(otros)</tbody></table>

            """
    }
}
