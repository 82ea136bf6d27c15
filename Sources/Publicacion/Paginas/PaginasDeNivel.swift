import Electoral

/// Pages of an election: entidad, unidad, sección. Each is a function of its values.
struct PaginasDeNivel {
    let marco: Marco
    let ultimoCorte: Bool

    private func titulo(_ eleccion: Eleccion) -> String {
        // Long titles in parentheses stay in the data base; pages use the name alone.
        var corto = eleccion.titulo.prefix { $0 != "(" }
        while corto.last == " " { corto.removeLast() }
        return corto.prefix(1).uppercased() + corto.dropFirst().lowercased()
    }

    func inicio(_ elecciones: [(eleccion: Eleccion, resumen: Resumen)], corte: Corte) -> [UInt8] {
        let partes = elecciones.map { par -> HTML in
            let r = par.resumen
            return """
                <section><h2><a href="\(par.eleccion.ruta + "/" + Rutas.pagina)">\(titulo(par.eleccion))</a></h2>
                <p>Actas capturadas: <b>\(r.capturadas) de \(r.esperadas)</b> (\(r.porcentajeCapturadas.texto)%). \
                Participación: <b>\(r.participacion(ultimoCorte: ultimoCorte).texto)%</b>. Total de votos: <b>\(r.votosConEspeciales)</b>. \
                \(faltan(r.pendientes)).</p></section>

                """
        }
        return marco.pagina(
            titulo: marco.proceso.entidad.nombre, profundidad: 0, migas: [.init(texto: "Inicio", ruta: nil)],
            corte: corte,
            gemela: Rutas.cortePrograma, .unir(partes) + marco.leyendaDeParticipacion(corte) + descargas)
    }

    private func faltan(_ n: Int) -> HTML { n == 1 ? "Falta <b>1</b> acta" : "Faltan <b>\(n)</b> actas" }

    private var descargas: HTML {
        """
        <h2>Datos para comprobar</h2>
        <p>Cada corte publica su base de datos en <span class="clave">bases/</span>, sus cambios en \
        <span class="clave">cambios/</span> y un apuntador firmado, <a href="corte.nota">corte.nota</a>, del que se llega por su \
        huella a todos los archivos.</p>

        """
    }

    func entidad(
        _ n: Niveles, _ datos: DatosDeNivel, corte: Corte, fuera: [(codigo: String, ruta: String?)]
    ) -> [UInt8] {
        let total = n.computo.entidad.resumen.votosConEspeciales
        var contenido: HTML = ""
        if datos.candidaturas.isEmpty {
            contenido += encabezadas(n, datos)
        } else {
            contenido += Tablas.candidaturas(datos.candidaturas, total: total)
        }
        contenido += datos.primerLugar?.html ?? ""
        contenido += "<div class=\"dos\">"
        contenido += "<div>" + Tablas.partidos(datos.partidos, total: total) + "</div>"
        contenido += "<div>" + Tablas.resumen(n.computo.entidad.resumen, ultimoCorte: ultimoCorte) + "</div></div>\n"
        contenido += marco.leyendaDeParticipacion(corte)
        contenido += aparte(n)
        contenido += hijos(
            datos.hijos, titulo: n.eleccion.ambito.nombre(plural: true), columna: n.eleccion.ambito.nombre()
        ) { "\($0.clave)/\(Rutas.pagina)" }
        contenido += fueraDeCatalogo(fuera)
        return marco.pagina(
            titulo: titulo(n.eleccion), profundidad: 1,
            migas: [.init(texto: "Inicio", ruta: Rutas.pagina), .init(texto: titulo(n.eleccion), ruta: nil)],
            corte: corte,
            gemela: "index.json", contenido)
    }

    private func fueraDeCatalogo(_ filas: [(codigo: String, ruta: String?)]) -> HTML {
        guard !filas.isEmpty else { return "" }
        let renglones = filas.map { f -> HTML in
            let codigo: HTML = "<span class=\"clave\">\(f.codigo)</span>"
            return f.ruta.map { "<li><a href=\"\("../" + $0)\">\(codigo)</a></li>\n" } ?? "<li>\(codigo)</li>\n"
        }
        return """
            <h2>Actas fuera de catálogo</h2>
            <p>No corresponden a una casilla aprobada y no se suman. Código de integridad de cada imagen:</p>
            <ul>
            \(HTML.unir(renglones))</ul>

            """
    }

    /// How many units each leads, where every unit elects on its own.
    private func encabezadas(_ n: Niveles, _ datos: DatosDeNivel) -> HTML {
        var cuentas: [String: Int] = [:]
        for h in datos.hijos { if let primera = h.primera { cuentas[primera, default: 0] += 1 } }
        let filas = cuentas.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map {
            "<tr><th scope=\"row\">\($0.key)</th><td class=\"n\">\($0.value)</td></tr>\n" as HTML
        }
        let nombre = n.eleccion.ambito.nombre(plural: true)
        return """
            <div class="rollo"><table><caption>\(nombre) que encabeza cada candidatura</caption><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }

    /// Rows of no unit and representación proporcional, which add at entity level only.
    private func aparte(_ n: Niveles) -> HTML {
        let sinUnidad: HTML =
            "<a href=\"\(Rutas.sinUnidad)/\(Rutas.pagina)\">Voto en el extranjero y otras modalidades "
            + "sin demarcación</a>"
        let partes: [(HTML, Acumulado)] = [
            (sinUnidad, n.computo.sinUnidad),
            (
                "Representación proporcional de casillas especiales (sólo suma en la entidad)",
                n.computo.representacionProporcional
            ),
        ]
        let filas = partes.filter { $0.1.resumen.esperadas > 0 }.map {
            "<tr><th scope=\"row\">\($0.0)</th><td class=\"n\">\($0.1.resumen.contabilizadas) de \($0.1.resumen.esperadas) actas</td>"
                + "<td class=\"n\">\($0.1.resumen.votosConEspeciales) votos</td></tr>\n" as HTML
        }
        guard !filas.isEmpty else { return "" }
        return
            "<div class=\"rollo\"><table><caption>Aparte</caption><tbody>\n\(HTML.unir(filas))</tbody></table></div>\n"
    }

    private func hijos(
        _ filas: [DatosDeNivel.Hijo], titulo: String, columna: String, ruta: (DatosDeNivel.Hijo) -> String
    ) -> HTML {
        let renglones = filas.map { h -> HTML in
            """
            <tr><th scope="row"><a href="\(ruta(h))">\(h.nombre)</a></th><td>\(h.primera ?? (h.votos > 0 ? "Empate" : "En proceso"))</td>\
            <td class="n">\(h.votos)</td><td class="n">\(h.contabilizadas) de \(h.esperadas)</td>\
            <td class="n">\(Porcentaje(h.capturadas, de: h.esperadas).texto)%</td></tr>

            """
        }
        return """
            <h2>\(titulo)</h2>
            <div class="rollo"><table><thead><tr><th scope="col">\(columna)</th><th scope="col">Encabeza</th>\
            <th scope="col" class="n">Votos</th><th scope="col" class="n">Actas contabilizadas</th><th scope="col" class="n">Capturadas</th></tr></thead>
            <tbody>
            \(HTML.unir(renglones))</tbody></table></div>

            """
    }

    private func migas(_ eleccion: Eleccion, _ unidad: Int?, profundidad: Int, _ resto: [Marco.Miga]) -> [Marco.Miga] {
        let nombre = unidad.map { eleccion.unidades[$0].nombre } ?? "Sin demarcación"
        let clave = unidad.map { eleccion.unidades[$0].clave } ?? Rutas.sinUnidad
        let ruta = resto.isEmpty ? nil : "\(eleccion.ruta)/\(clave)/\(Rutas.pagina)"
        return [
            .init(texto: "Inicio", ruta: Rutas.pagina),
            .init(texto: titulo(eleccion), ruta: "\(eleccion.ruta)/\(Rutas.pagina)"), .init(texto: nombre, ruta: ruta),
        ] + resto
    }

    func unidad(_ n: Niveles, _ u: Int, _ datos: DatosDeNivel, corte: Corte) -> [UInt8] {
        let a = n.computo.unidades[u]
        let total = a.resumen.votosConEspeciales
        var contenido = Tablas.candidaturas(datos.candidaturas, total: total)
        contenido += datos.primerLugar?.html ?? ""
        contenido += "<div class=\"dos\"><div>" + Tablas.partidos(datos.partidos, total: total) + "</div><div>"
        contenido += Tablas.resumen(a.resumen, ultimoCorte: ultimoCorte) + "</div></div>\n"
        contenido += marco.leyendaDeParticipacion(corte)
        contenido += hijos(datos.hijos, titulo: "Secciones", columna: "Sección") { "\($0.clave).html" }
        return marco.pagina(
            titulo: datos.nombre, profundidad: 2, migas: migas(n.eleccion, u, profundidad: 2, []), corte: corte,
            gemela: "index.json", contenido)
    }

    /// Actas of no unit, listed by themselves.
    func sinUnidad(_ eleccion: Eleccion, filas: [FilaDeActa], corte: Corte) -> [UInt8] {
        marco.pagina(
            titulo: "Sin demarcación", profundidad: 2, migas: migas(eleccion, nil, profundidad: 2, []), corte: corte,
            gemela: nil, actas(filas))
    }

    func seccion(
        _ n: Niveles, unidad u: Int?, nombre: String, _ a: Acumulado, participan: [Int], filas: [FilaDeActa],
        corte: Corte,
        gemela: String
    ) -> [UInt8] {
        let columnas = participan.map { (Niveles.nombre(n.eleccion.opciones[$0]), a.votos[$0]) }
        var contenido = actas(filas)
        contenido +=
            "<div class=\"dos\"><div>" + Tablas.columnas(columnas, total: a.resumen.votosConEspeciales) + "</div><div>"
        contenido += Tablas.resumen(a.resumen, ultimoCorte: ultimoCorte) + "</div></div>\n"
        contenido += marco.leyendaDeParticipacion(corte)
        return marco.pagina(
            titulo: nombre, profundidad: 2,
            migas: migas(n.eleccion, u, profundidad: 2, [.init(texto: nombre, ruta: nil)]),
            corte: corte, gemela: gemela, contenido)
    }

    private func actas(_ filas: [FilaDeActa]) -> HTML {
        let renglones = filas.map { f -> HTML in
            """
            <tr><th scope="row"><a href="\(f.ruta)">\(f.nombre)</a></th><td>\(f.estado)</td><td class="n">\(f.total)</td>\
            <td>\(f.observaciones)</td></tr>

            """
        }
        return """
            <div class="rollo"><table><caption>Casillas</caption><thead><tr><th scope="col">Casilla</th><th scope="col">Estado</th>\
            <th scope="col" class="n">Total de votos</th><th scope="col">Observaciones</th></tr></thead><tbody>
            \(HTML.unir(renglones))</tbody></table></div>

            """
    }
}

/// An acta in the list of its section.
struct FilaDeActa: Encodable {
    let claveActa: String
    let nombre: String
    /// Relative to the folder of the unit.
    let ruta: String
    let contabilizada: String
    let estado: String
    /// Calculated total, or the words that stand in its place.
    let total: String
    let observaciones: String

    init(_ acta: Acta, _ estado: ActaEnCorte, redaccion: Redaccion, ruta: String) {
        claveActa = acta.claveActa
        let proporcional = acta.principio == .representacionProporcional ? " · representación proporcional" : ""
        nombre = acta.casilla.nombre + proporcional
        self.ruta = ruta
        contabilizada = estado.veredicto.contabilizada.rawValue
        self.estado =
            switch estado.veredicto.contabilizada {
            case .si: "Contabilizada"
            case .no: "No contabilizada"
            case .fueraDeCatalogo: "Fuera de catálogo"
            case .pendiente: "En proceso"
            }
        let sinActa = if case .sinActa = estado.resultado?.condicion { true } else { false }
        total = sinActa ? "Sin acta" : estado.veredicto.total.map { miles($0) } ?? "—"
        observaciones = estado.resultado == nil ? "" : redaccion.observaciones(estado.veredicto.criterio)
    }
}
