import Apoyo
import Electoral
import Testing

/// Every page of the tree, read by a strict reader without JavaScript.
@Suite struct PaginasTests {
    @Test(arguments: [0, 4, 8]) func `cada página está bien formada, en español, con título y un solo encabezado`(
        n: Int
    ) throws {
        let archivos = try NocheVivida.ver().momentos[n].archivos
        let paginas = archivos.filter { $0.key.hasSuffix(".html") }
        #expect(paginas.count > 200)
        for (ruta, bytes) in paginas {
            let pagina = Pagina(bytes)
            #expect(pagina.problemas == [], "\(ruta)")
            #expect(pagina.idioma == "es-MX", "\(ruta)")
            #expect(!pagina.titulo.isEmpty, "\(ruta)")
            #expect(pagina.etiquetas.isDisjoint(with: ["style", "object", "embed"]), "\(ruta)")
            #expect(pagina.ejecutables == [], "\(ruta)")
            guard ruta != "avance.html" else { continue }
            #expect(pagina.encabezados.count == 1, "\(ruta)")
            #expect(pagina.titulo.contains(pagina.encabezados.first ?? "-"), "\(ruta)")
            #expect(pagina.texto.contains("Resultados preliminares: informativos, no definitivos"), "\(ruta)")
        }
    }

    @Test(arguments: [0, 4, 8]) func `todo enlace lleva a un archivo del árbol`(n: Int) throws {
        let archivos = try NocheVivida.ver().momentos[n].archivos
        var enlaces = 0
        for (ruta, bytes) in archivos where ruta.hasSuffix(".html") {
            for enlace in Pagina(bytes).enlaces {
                enlaces += 1
                let hasta = destino(enlace, desde: ruta)
                #expect(hasta.map { archivos[$0] != nil } == true, "\(ruta): \(enlace)")
            }
        }
        #expect(enlaces > 1000)
    }

    @Test func `del inicio se llega a todas las páginas`() throws {
        let archivos = try NocheVivida.ver().ultimo.archivos
        var vistas: Set<String> = ["index.html"]
        var pendientes = ["index.html"]
        while let ruta = pendientes.popLast() {
            for enlace in Pagina(archivos[ruta] ?? []).enlaces {
                guard let hasta = destino(enlace, desde: ruta), hasta.hasSuffix(".html"), vistas.insert(hasta).inserted
                else { continue }
                pendientes.append(hasta)
            }
        }
        // Those of the actas that belong to no unit too: their votes add up in the entity.
        let sueltas = Set(archivos.keys.filter { $0.hasSuffix(".html") }).subtracting(vistas)
        #expect(sueltas.sorted() == [])
    }

    // MARK: Twins

    @Test(arguments: [2, 8]) func `cada página dice lo mismo que su gemela de datos`(n: Int) throws {
        let archivos = try NocheVivida.ver().momentos[n].archivos
        var comparadas = 0
        let sueltas = ["incrustar/", "sin-unidad/index.html", "/actas/", "faltan.html"]
        for (ruta, bytes) in archivos where ruta.hasSuffix(".html") && ruta.contains("/") {
            guard !sueltas.contains(where: { ruta.contains($0) }) else { continue }
            let gemela = "\(ruta.dropLast(5)).json"
            let datos = try #require(archivos[gemela], "\(ruta) no tiene gemela")
            comparadas += 1
            let (pagina, json) = (Pagina(bytes), try JSON.leer(datos))
            #expect(pagina.enlaces.contains(String(gemela.split(separator: "/").last ?? "")), "\(ruta)")
            #expect(pagina.texto.contains("Cifras del corte \(json["corte"]["numero"].entero),"), "\(ruta)")
            comparar(pagina, json, ruta)
        }
        #expect(comparadas > 60)
    }

    private func comparar(_ pagina: Pagina, _ json: JSON, _ ruta: String) {
        let estadistica = pagina.tabla("Estadística")
        let r = json["resumen"]
        #expect(estadistica?.fila("Actas esperadas") == [r["ACTAS_ESPERADAS"].impreso], "\(ruta)")
        #expect(
            estadistica?.fila("Actas capturadas")
                == ["\(r["ACTAS_CAPTURADAS"].impreso) \(r["PORCENTAJE_ACTAS_CAPTURADAS"].texto)%"], "\(ruta)")
        #expect(
            estadistica?.fila("Actas contabilizadas")
                == ["\(r["ACTAS_CONTABILIZADAS"].impreso) \(r["PORCENTAJE_ACTAS_CONTABILIZADAS"].texto)%"], "\(ruta)")
        #expect(estadistica?.fila("Actas no contabilizadas") == [r["ACTAS_NO_CONTABILIZADAS"].impreso], "\(ruta)")
        #expect(
            estadistica?.fila("Participación ciudadana")
                == ["\(r["PORCENTAJE_PARTICIPACION_CIUDADANA"].texto)% cómo se calcula"],
            "\(ruta)")
        #expect(estadistica?.fila("Total de votos") == [r["TOTAL_VOTOS_C_CS"].impreso], "\(ruta)")
        for p in json["partidos"].lista {
            let celdas = [
                p["propios"].impreso, p["recibidos"].impreso, p["total"].impreso, p["porcentaje"].texto + "%",
            ]
            let tabla = pagina.tabla("Votos por partido político y candidatura independiente")
            // A dash for who received none; nothing for what competes not.
            let sinCoalicion = ["—", ""].map { [celdas[0], $0, celdas[2], celdas[3]] }
            let posibles = [celdas] + (p["recibidos"].entero == 0 ? sinCoalicion : [])
            #expect(
                tabla?.filas.contains { $0.first == p["nombre"].texto && posibles.contains(Array($0.dropFirst())) }
                    == true,
                "\(ruta): \(p["nombre"].texto)")
        }
        for c in json["candidaturas"].lista {
            let nombre = c["nombre"].texto + c["candidatura"].texto
            let fila = pagina.tabla("Votos por candidatura")?.fila(nombre)
            #expect(fila == [c["votos"].impreso, c["porcentaje"].texto + "%", ""], "\(ruta): \(nombre)")
        }
        // Sections print the columns of the paper.
        if json["actas"] != .nulo {
            let votos =
                pagina.tabla("Votos por recuadro del acta")?.filas.compactMap { $0.count == 3 ? $0[1] : nil } ?? []
            #expect(votos.dropFirst().dropLast() == json["votos"].lista.map { $0["votos"].impreso }[...], "\(ruta)")
            let casillas = pagina.tabla("Casillas")?.filas.dropFirst().map { $0 } ?? []
            let estados = ["1": "Contabilizada", "0": "No contabilizada", "2": "Fuera de catálogo", "-": "En proceso"]
            #expect(
                casillas.map { [$0[0], $0[1]] }
                    == json["actas"].lista.map { [$0["nombre"].texto, estados[$0["contabilizada"].texto] ?? ""] },
                "\(ruta)")
            for (celdas, acta) in zip(casillas, json["actas"].lista) {
                if acta["totalDeVotos"] != .nulo { #expect(celdas[2] == acta["totalDeVotos"].impreso, "\(ruta)") }
                if !acta["observaciones"].texto.isEmpty {
                    #expect(celdas.last == acta["observaciones"].texto, "\(ruta)")
                }
            }
        }
    }

    @Test func `la página de un acta dice sus cifras, su código y su veredicto`() throws {
        let m = try NocheVivida.ver().ultimo
        let catalogo = m.escrutinio.catalogo
        var vistas = 0
        for acta in catalogo.actas {
            let eleccion = catalogo.eleccion(de: acta)
            let unidad = acta.unidad.map { eleccion.unidades[$0].clave } ?? "sin-unidad"
            let ruta = "\(eleccion.ruta)/\(unidad)/actas/\(acta.claveActa).html"
            let pagina = Pagina(try #require(m.archivos[ruta], "\(ruta)"))
            let estado = m.escrutinio.actas[acta.id - 1]
            #expect(pagina.texto.contains(estado.veredicto.explicacion), "\(ruta)")
            #expect(pagina.dato("Clave de acta") == acta.claveActa)
            let cifras = pagina.tabla("Cifras del acta, en el orden del papel")?.filas ?? []
            #expect(cifras.count == catalogo.plantilla(de: acta).campos.count + 2, "\(ruta)")
            if let datos = estado.captura?.datos {
                let esperadas = datos.map { dato in
                    switch dato {
                    case .cantidad(let n): conMiles(Int(n))
                    case .ilegible: "Ilegible"
                    case .sinDato: "Sin dato"
                    }
                }
                #expect(cifras.dropFirst().dropLast().map { $0.last ?? "" } == esperadas, "\(ruta)")
                vistas += 1
            }
            if let imagen = estado.resultado?.imagen { #expect(pagina.texto.contains(imagen), "\(ruta)") }
        }
        #expect(vistas > 100)
    }

    // MARK: Hostile names

    @Test func `un nombre con marcas se muestra tal cual y nunca es marca`() throws {
        let adorno = "<script>alert('x')</script>&amp;\"><img src=x onerror=y>"
        var mini = Mini(adorno: adorno)
        for acta in 1...6 { mini.verificar(acta, motivo: acta == 2 ? "Motivo\(adorno)" : nil) }
        mini.cortar(ultimo: true)
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            let archivos = Carpeta.leer(carpeta)
            for (ruta, bytes) in archivos where ruta.hasSuffix(".html") {
                let pagina = Pagina(bytes)
                #expect(pagina.problemas == [], "\(ruta)")
                #expect(pagina.ejecutables == [], "\(ruta)")
                #expect(!String(decoding: bytes, as: UTF8.self).contains("<script>"), "\(ruta)")
                #expect(
                    pagina.enlaces.allSatisfy { destino($0, desde: ruta).map { archivos[$0] != nil } == true },
                    "\(ruta)")
                if ruta != "avance.html", !ruta.hasPrefix("incrustar/") {
                    #expect(pagina.texto.contains("Instituto\(adorno). Proceso 2027\(adorno)."), "\(ruta)")
                }
            }
            let unidad = Pagina(try #require(archivos["ayun/001/index.html"]))
            #expect(unidad.encabezados == ["Municipio 001 Uno\(adorno)"])
            let partidos = unidad.tabla("Votos por partido político y candidatura independiente")
            #expect(partidos?.filas.map { $0[0] }.contains("Partido A\(adorno)") == true)
            let acta = Pagina(try #require(archivos["ayun/001/actas/\(mini.catalogo.actas[1].claveActa).html"]))
            #expect(acta.dato("Corrección") == "Motivo\(adorno)")
            // The data carry the name as it is.
            #expect(try JSON.leer(try #require(archivos["ayun/001/index.json"]))["nombre"].texto == "Uno\(adorno)")
            #expect(Lector(archivos).problemas == [])
        }
    }

    @Test func `dos actas de claves repetidas o parecidas tienen cada una su página`() throws {
        let mini = Mini()
        let base = mini.catalogo.actas[0]
        let claves = ["X", "X", "X-2", "X 2", ""]
        let actas = claves.enumerated().map { i, clave in
            Acta(
                id: 0, identidad: "fila \(i)", eleccion: 0, unidad: 0, casilla: base.casilla, claveCasilla: clave,
                claveActa: clave, tipoActa: "2", plantilla: 0)
        }
        let catalogo = Catalogo(entidad: mini.catalogo.entidad, elecciones: [mini.catalogo.elecciones[0]], actas: actas)
        try Carpeta.prestar { carpeta in
            try MiniDe(catalogo, mini).publicarVacia(en: carpeta)
            let paginas = Carpeta.leer(carpeta).keys.filter { $0.hasPrefix("ayun/001/actas/") && $0.hasSuffix(".html") }
            #expect(paginas.count == claves.count, "\(paginas.sorted())")
        }
    }
}
