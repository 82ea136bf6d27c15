import Apoyo
import Bitacora
import Electoral
import Formatos
import Publicacion
import Testing

/// What the country sees besides the results of each level.
@Suite struct SitioTests {
    private static func arbol(_ mini: Mini) throws -> [String: [UInt8]] {
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            return Carpeta.leer(carpeta)
        }
    }

    private static func pagina(_ archivos: [String: [UInt8]], _ ruta: String) throws -> Pagina {
        Pagina(try #require(archivos[ruta], "\(ruta)"))
    }

    // MARK: States

    @Test func `antes de abrir la portada está en ceros y dice cuándo empieza`() throws {
        var mini = Mini()
        mini.cortar(antesDeAbrir: true)
        let archivos = try Self.arbol(mini)
        let portada = try Self.pagina(archivos, "index.html")
        #expect(portada.encabezados == ["Todavía no hay resultados"])
        #expect(portada.texto.contains("La publicación empieza el") && portada.texto.contains("cada 10 minutos"))
        let html = String(decoding: archivos["index.html"] ?? [], as: UTF8.self)
        #expect(html.contains("data-cuenta=\"\(mini.proceso.inicioPublicacion.iso(.centro))\""))
        for tabla in portada.tablas where tabla.titulo.contains("votos por") {
            #expect(tabla.filas.dropFirst().allSatisfy { $0[1] == "0" && $0[2] == "0.0000%" }, "\(tabla.titulo)")
        }
    }

    @Test func `abrir cambia la portada aunque no haya cifras nuevas, y lo dice`() throws {
        var mini = Mini()
        mini.cortar(antesDeAbrir: true)
        mini.cortar()
        let archivos = try Self.arbol(mini)
        #expect(try Self.pagina(archivos, "index.html").texto.contains("Cifras del corte 2,"))
        #expect(try JSON.leer(try #require(archivos["index.json"]))["corte"]["numero"].entero == 2)
        #expect(try Self.pagina(archivos, "ayun/index.html").texto.contains("Cifras del corte 1,"))
    }

    @Test func `con la publicación abierta no hay cuenta ni cierre`() throws {
        var mini = Mini()
        mini.verificar(1)
        mini.cortar()
        let portada = try Self.pagina(try Self.arbol(mini), "index.html")
        #expect(portada.encabezados == ["Resultados de un vistazo"])
        #expect(!portada.texto.contains("La publicación empieza") && !portada.texto.contains("El PREP terminó"))
        #expect(portada.texto.contains("sin considerar la votación en casillas especiales"))
    }

    @Test func `después del cierre dice que terminó, la participación con especiales y dónde está lo anterior`() throws
    {
        var mini = Mini()
        for acta in 1...6 { mini.verificar(acta) }
        mini.cortar()
        mini.cortar(ultimo: true)
        let portada = try Self.pagina(try Self.arbol(mini), "index.html")
        #expect(portada.texto.contains("El PREP terminó: último corte") && portada.texto.contains("ya no cambian"))
        #expect(portada.texto.contains("considerando la votación en casillas especiales (último corte"))
        #expect(!portada.texto.contains("sin considerar la votación"))
        #expect(portada.enlaces.contains("bases.html"))
        let participacion = portada.tabla("Participación, ya con las casillas especiales")
        #expect(participacion?.filas.count == 3)
    }

    // MARK: Missing actas

    @Test(arguments: [2, 8]) func `cada acta esperada está contabilizada o está en la lista con su razón`(n: Int) throws
    {
        let m = try NocheVivida.ver().momentos[n]
        let catalogo = m.escrutinio.catalogo
        var listadas: [String: String] = [:]
        for (ruta, bytes) in m.archivos where ruta.hasSuffix("/faltan.json") && ruta.split(separator: "/").count == 3 {
            let json = try JSON.leer(bytes)
            for acta in json["actas"].lista {
                listadas["\(json["eleccion"].texto) \(acta["claveActa"].texto)"] = acta["razon"].texto
                #expect(m.archivos[acta["ruta"].texto] != nil, "\(acta["ruta"].texto)")
            }
            let suma = json["totales"]["razones"].lista.reduce(0) { $0 + $1["actas"].entero }
            #expect(suma == json["actas"].lista.count && suma == json["totales"]["sinContabilizar"].entero, "\(ruta)")
        }
        for acta in catalogo.actas {
            let clave = "\(catalogo.eleccion(de: acta).id) \(acta.claveActa)"
            let cuenta = m.escrutinio.actas[acta.id - 1].veredicto.contabilizada == .si
            #expect((listadas[clave] == nil) == cuenta, "\(clave)")
        }
        for (i, eleccion) in catalogo.elecciones.enumerated() {
            let json = try JSON.leer(try #require(m.archivos["\(eleccion.ruta)/faltan.json"]))
            let resumen = m.escrutinio.computo(eleccion: i).entidad.resumen
            #expect(json["totales"]["sinContabilizar"].entero == resumen.esperadas - resumen.contabilizadas)
            let csv = String(decoding: m.archivos["\(eleccion.ruta)/faltan.csv"] ?? [], as: UTF8.self)
            let renglones = csv.split(whereSeparator: \.isNewline)
            #expect(renglones.count == 1 + json["totales"]["sinContabilizar"].entero)
            #expect(
                renglones.first?.hasSuffix("UNIDAD,SECCION,CASILLA,CLAVE_ACTA,RAZON,OBSERVACIONES,LISTA_NOMINAL")
                    == true)
        }
    }

    @Test func `la página de las que faltan dice las razones de su gemela`() throws {
        let archivos = try Self.arbol(Mini.conDosCortes().despues)
        let unidad = try Self.pagina(archivos, "ayun/002/faltan.html")
        let json = try JSON.leer(try #require(archivos["ayun/002/faltan.json"]))
        #expect(json["totales"]["esperadas"].entero > 0)
        let todas = try Self.pagina(archivos, "faltan.html")
        #expect(
            todas.tabla("Actas que faltan, por razón")?.filas.contains {
                $0[0].hasPrefix("Sin acta: paquete no entregado")
            } == true)
        #expect(
            unidad.texto.contains(
                "\(json["totales"]["sinContabilizar"].entero) de \(json["totales"]["esperadas"].entero)actas esperadas")
        )
    }

    @Test func `la lista de una elección dice cada acta con su razón y las unidades en que falta alguna`() throws {
        let archivos = try Self.arbol(Mini.conDosCortes().despues)
        let faltan = try JSON.leer(try #require(archivos["faltan.json"]))["elecciones"].lista
        let carpeta = try #require(faltan.first { $0["totales"]["sinContabilizar"].entero > 0 })["eleccion"].texto
            .lowercased()
        let pagina = try Self.pagina(archivos, "\(carpeta)/faltan.html")
        let json = try JSON.leer(try #require(archivos["\(carpeta)/faltan.json"]))
        let filas = try #require(pagina.tabla("Cada acta con su razón")).filas.dropFirst()
        #expect(filas.count == json["totales"]["sinContabilizar"].entero)
        #expect(filas.allSatisfy { $0.count == 4 && !$0[1].isEmpty && !$0[2].isEmpty })
        let conFaltas = json["unidades"].lista.filter { $0["totales"]["sinContabilizar"].entero > 0 }
        #expect(pagina.tabla("Actas que faltan, por demarcación")?.filas.count == conFaltas.count + 1)
        let razones = try #require(pagina.tabla("Actas que faltan, por razón")).filas.dropFirst().dropLast()
        #expect(razones.allSatisfy { $0[1] != "0" } && !razones.isEmpty)
    }

    @Test func `después del cierre nada dice todavía`() throws {
        var mini = Mini()
        mini.verificar(1)
        mini.cortar()
        #expect(try Self.pagina(try Self.arbol(mini), "faltan.html").texto.contains("todavía no se captura"))
        mini.cortar(ultimo: true)
        let despues = try Self.arbol(mini)
        #expect(try Self.pagina(despues, "faltan.html").texto.contains("En proceso al cierre"))
        // Help and terms speak of every moment.
        for (ruta, bytes) in despues where ruta.hasSuffix(".html") && ruta != Self.ayuda {
            #expect(!Pagina(bytes).texto.contains("todavía"), "\(ruta)")
        }
    }

    private static let ayuda = "ayuda.html"

    // MARK: Special votes and statistics

    @Test func `los votos especiales suman lo que sus actas`() throws {
        let m = try NocheVivida.ver().ultimo
        let json = try JSON.leer(try #require(m.archivos["especiales.json"]))
        let catalogo = m.escrutinio.catalogo
        let esperadas = catalogo.actas.filter { $0.casilla.tipo == .especial || $0.casilla.tipo.esModalidad }
        #expect(!esperadas.isEmpty)
        #expect(json["grupos"].lista.reduce(0) { $0 + $1["actas"].lista.count } == esperadas.count)
        for grupo in json["grupos"].lista {
            let suma = grupo["actas"].lista.reduce(0) { n, a in
                n + (a["contabilizada"].texto == "1" ? a["totalDeVotos"].entero : 0)
            }
            #expect(grupo["resumen"]["TOTAL_VOTOS_C_CS"].entero == suma, "\(grupo["clase"].texto)")
            for acta in grupo["actas"].lista { #expect(m.archivos[acta["ruta"].texto] != nil) }
        }
    }

    @Test func `la estadística reparte los mismos votos`() throws {
        let m = try NocheVivida.ver().ultimo
        let json = try JSON.leer(try #require(m.archivos["estadistica.json"]))
        for e in json["elecciones"].lista {
            let p = e["estadistica"]
            #expect(
                p["votosEnOrdinarias"].entero + p["votosEnEspeciales"].entero + p["votosDeModalidades"].entero
                    == e["resumen"]["TOTAL_VOTOS_C_CS"].entero)
            #expect(
                p["contabilizadasUrbanas"].entero + p["contabilizadasNoUrbanas"].entero
                    == e["resumen"]["ACTAS_CONTABILIZADAS"].entero)
        }
    }

    // MARK: Files for programs

    @Test func `el índice de secciones lleva a páginas que existen`() throws {
        let archivos = try NocheVivida.ver().ultimo.archivos
        let json = try JSON.leer(try #require(archivos["secciones.json"]))
        #expect(json["elecciones"].lista.count == 2 && json["secciones"].lista.count > 40)
        for s in json["secciones"].lista {
            for unidad in s["unidades"].lista {
                let ruta = "\(unidad.texto)/seccion-\(s["seccion"].texto).html"
                #expect(archivos[ruta] != nil, "\(ruta)")
            }
        }
    }

    @Test func `la nota dice la banda y la llave que la firma está en el árbol`() throws {
        let archivos = try Self.arbol(Mini.conDosCortes().despues)
        let nota = try Nota(leyendo: String(decoding: try #require(archivos["corte.nota"]), as: UTF8.self))
        let publica = String(decoding: try #require(archivos["clave.pub"]), as: UTF8.self)
        try nota.comprobar(con: [try ClavePublica(leyendo: publica.split(separator: "\n").joined())])
        let avances = nota.texto.split(separator: "\n").filter { $0.hasPrefix("avance ") }
        #expect(avances.count == 2 && avances[0].hasPrefix("avance AYUN 3 3 100.0000 "))
    }

    @Test func `sólo las vistas para otros sitios salen solas, y siempre dicen su corte y su fuente`() throws {
        let archivos = try Self.arbol(Mini.conDosCortes().despues)
        let vistas = archivos.keys.filter { $0.hasPrefix("incrustar/") }.sorted()
        #expect(vistas == ["incrustar/ayun.html", "incrustar/dip_loc.html"])
        for ruta in vistas {
            let vista = try Self.pagina(archivos, ruta)
            #expect(vista.texto.contains("Corte 2,") || vista.texto.contains("Corte 1,"), "\(ruta)")
            #expect(vista.texto.contains("Fuente:") && vista.texto.contains("Resultados preliminares"), "\(ruta)")
            #expect(!vista.etiquetas.contains("footer") && !vista.etiquetas.contains("header"), "\(ruta)")
        }
    }

    @Test func `los colores de los partidos son clases de la hoja de estilo y no del papel`() throws {
        let archivos = try Self.arbol(Mini.conDosCortes().despues)
        let hoja = try #require(archivos.first { $0.key.hasPrefix("recursos/sitio-") && $0.key.hasSuffix(".css") })
        #expect(String(decoding: hoja.value, as: UTF8.self).contains(".c0{--f:"))
        for (ruta, bytes) in archivos where ruta.hasSuffix(".html") {
            let html = String(decoding: bytes, as: UTF8.self)
            #expect(!html.contains("style=") && !html.contains("fill=\"#"), "\(ruta)")
        }
    }
}
