import Electoral

/// The page of one acta: verdict on top, every captured figure in the order of the paper, image and integrity code.
struct PaginaDeActa {
    let marco: Marco

    func pagina(
        _ acta: Acta, _ estado: ActaEnCorte, eleccion: Eleccion, corte: Corte, imagen: String?
    ) -> [UInt8] {
        let clave = acta.unidad.map { eleccion.unidades[$0].clave } ?? Rutas.sinUnidad
        let unidad = acta.unidad.map { eleccion.unidades[$0].nombre } ?? "Sin demarcación"
        let carpeta = "\(eleccion.ruta)/\(clave)"
        let seccion = acta.casilla.seccion.map { "Sección \(cifras($0, ancho: 4))" } ?? "Sin sección"
        return marco.pagina(
            titulo: "\(seccion) · \(acta.casilla.nombre)", profundidad: 3,
            migas: [
                .init(texto: "Inicio", ruta: Rutas.pagina),
                .init(texto: eleccion.id.replacing("_", with: " "), ruta: "\(eleccion.ruta)/\(Rutas.pagina)"),
                .init(texto: unidad, ruta: "\(carpeta)/\(Rutas.pagina)"),
                .init(
                    texto: seccion,
                    ruta: acta.unidad == nil ? nil : "\(carpeta)/\(Rutas.nombreDeSeccion(acta.casilla.seccion)).html"),
                .init(texto: acta.claveActa, ruta: nil),
            ], corte: corte, gemela: nil,
            veredicto(estado)
                + "<div class=\"dos\"><div>\(imagenHTML(acta, estado, imagen))\(constancia(acta, estado))</div><div>"
                + figuras(acta, estado, eleccion) + "</div></div>\n")
    }

    private func veredicto(_ estado: ActaEnCorte) -> HTML {
        let observaciones = marco.proceso.redaccion.observaciones(estado.veredicto.criterio)
        let clase = estado.veredicto.contabilizada == .si ? "veredicto" : "veredicto no"
        let mencion: HTML = observaciones.isEmpty || observaciones == "-" ? "" : "<br>Observaciones: \(observaciones)"
        return """
            <div class="\(clase)"><b>\(estado.veredicto.explicacion)</b>\(mencion)<br>\(estado.veredicto.criterio.fundamento).</div>

            """
    }

    private func imagenHTML(_ acta: Acta, _ estado: ActaEnCorte, _ imagen: String?) -> HTML {
        guard estado.resultado?.imagen != nil else {
            return estado.resultado == nil
                ? "<p>La imagen todavía no se publica: acta en proceso.</p>\n" : "<p>No hay acta.</p>\n"
        }
        guard let imagen else {
            return "<p>La imagen de aquella noche no se tiene; se conserva el código de integridad de la fuente.</p>\n"
        }
        return """
            <p><a href="\("../../../" + imagen)"><img class="acta" src="\("../../../" + imagen)" alt="Imagen del acta \(acta.claveActa)" \
            loading="lazy"></a><br><a href="\("../../../" + imagen)" download>Descargar la imagen</a></p>

            """
    }

    private func constancia(_ acta: Acta, _ estado: ActaEnCorte) -> HTML {
        let r = estado.resultado
        let huso = marco.proceso.huso
        var filas: [(String, String)] = [
            ("Clave de casilla", acta.claveCasilla), ("Clave de acta", acta.claveActa),
            ("Lista nominal", miles(acta.casilla.listaNominal)),
            ("Representantes acreditados", acta.casilla.representantes.map { miles($0) } ?? "No aplica"),
        ]
        if let limite = estado.veredicto.limite { filas.append(("Límite de votos", miles(limite))) }
        if let r, let procedencia = r.procedencia {
            filas += [
                ("Acopio", r.acopio?.sello(huso) ?? "—"), ("Captura", r.captura?.sello(huso) ?? "—"),
                ("Verificación", r.verificacion?.sello(huso) ?? "—"),
                ("Origen", procedencia.origen == .casilla ? "Casilla (dispositivo móvil)" : "CATD"),
                ("Documento", procedencia.tipoDocumento),
            ]
        }
        if let motivo = r?.motivo { filas.append(("Corrección", motivo)) }
        if let cotejo = r?.cotejada.leyenda { filas.append(("Cotejo", cotejo)) }
        let renglones = filas.map { "<tr><th scope=\"row\">\($0.0)</th><td>\($0.1)</td></tr>\n" as HTML }
        let codigo: HTML =
            r?.imagen.map { "<p>Código de integridad (SHA-256): <span class=\"clave\">\($0)</span></p>\n" } ?? ""
        return codigo
            + "<div class=\"rollo\"><table><caption>Constancia</caption><tbody>\n\(HTML.unir(renglones))</tbody></table></div>\n"
    }

    private func figuras(_ acta: Acta, _ estado: ActaEnCorte, _ eleccion: Eleccion) -> HTML {
        let plantilla = eleccion.plantillas[acta.plantilla]
        let sinActa = if case .sinActa = estado.resultado?.condicion { true } else { false }
        var renglones: HTML = ""
        for (i, campo) in plantilla.campos.enumerated() {
            let valor: String
            if let datos = estado.captura?.datos, datos.indices.contains(i) {
                valor =
                    switch datos[i] {
                    case .cantidad(let n): miles(Int(n))
                    case .ilegible: "Ilegible"
                    case .sinDato: "Sin dato"
                    }
            } else {
                valor = sinActa ? "Sin acta" : "En proceso"
            }
            renglones +=
                "<tr><th scope=\"row\">\(Self.etiqueta(campo, eleccion))</th><td class=\"n\">\(valor)</td></tr>\n"
        }
        let total = sinActa ? "Sin acta" : estado.veredicto.total.map { miles($0) } ?? "En proceso"
        return """
            <div class="rollo"><table><caption>Cifras del acta, en el orden del papel</caption><tbody>
            \(renglones)</tbody><tfoot><tr><th scope="row">Total calculado por el sistema</th><td class="n">\(total)</td></tr></tfoot></table></div>

            """
    }

    static func etiqueta(_ campo: Plantilla.Campo, _ eleccion: Eleccion) -> String {
        switch campo {
        case .boletasSobrantes: "Boletas sobrantes"
        case .personasVotaron: "Personas que votaron"
        case .representantesVotaron: "Representantes que votaron"
        case .votosSacados: "Votos sacados de la urna"
        case .totalAsentado: "Total escrito en el acta"
        case .voto(let i): Niveles.nombre(eleccion.opciones[i])
        }
    }
}
