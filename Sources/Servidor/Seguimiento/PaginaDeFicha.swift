import Electoral
import Foundation
import Publicacion
import Seguimiento

/// One record: what it says, what refers to it, its files and its history.
struct PaginaDeFicha {
    let lugar: Lugar
    let clase: Clase
    let vista: VistaDeFicha
    let escribania: Escribania

    /// - Parameter guardada: it was saved just now.
    func pagina(error: String? = nil, guardada: Bool = false) throws -> HTML {
        guard let ficha = vista.ultima else { throw ConsolaError(.noExiste, "Esa ficha no existe.") }
        let titulo = Nombres.titulo(vista.titulo ?? clase.titulo(ficha), de: vista.clave)
        let corto = titulo.count > 120 ? titulo.prefix(119) + "…" : titulo[...]
        let ruta = ConsolaDeSeguimiento.ruta(vista.clave)
        let editar: HTML =
            lugar.edita(clase.clave) && vista.ficha != nil
            ? "<a class=\"boton\" href=\"\(ruta)/editar\">Editar</a>" : ""
        let retirada: HTML =
            vista.ficha == nil
            ? "<p class=\"aviso\">Esta ficha se retiró. Se ve lo último que decía; su historia se conserva.</p>\n" : ""
        let valores = ValoresDeFicha(titulos: vista.titulos, lee: lugar.lee)
        return lugar.pagina(
            String(corto), aqui: lugar.pestana(de: clase),
            """
            <p class="migas">\(lugar.miga) › <a href="/seguimiento/\(clase.carpeta)">\(clase.plural)</a></p>
            <div class="titular"><h1>\(String(corto))</h1><p>\(enDifusion)\(editar)</p></div>
            \(retirada)<div class="dos ancho ficha"><div>
            \(valores.datos(ficha, clase))
            </div><div>
            \(hilo)\(vista.ficha.map { ConsolaDeDocumentos.ligas($0, escribania, lugar) } ?? "")\(citas)\(adjuntos(ficha, ruta))<p class="nota">\(clase.nombre) · clave <span class="clave">\(vista.clave.id)</span></p>
            \(retirar(ruta))</div></div>
            \(historia(ruta))
            """, aviso: error.map { .mal($0) } ?? (guardada ? .bien("Guardado.") : nil))
    }

    /// How a difusor is, for those who have that console here.
    private var enDifusion: HTML {
        let hay = lugar.marco.opciones(para: lugar.identidad).contains { $0.ruta == ConsolaDeDifusion.raiz }
        guard hay, clase.clave == "difusor", vista.ficha != nil else { return "" }
        return "<a class=\"boton otro\" href=\"\(ConsolaDeDifusion.ruta(vista.clave.id))\">Cómo está</a> "
    }

    private var hilo: HTML {
        guard !vista.hilo.isEmpty else { return "" }
        let pasos = vista.hilo.map { r -> HTML in
            r.clave == vista.clave
                ? "<li aria-current=\"true\"><b>\(Leida.corto(r.nombre))</b> <small>\(Leida.momento(r.fecha))</small></li>\n"
                : "<li><a href=\"\(ConsolaDeSeguimiento.ruta(r.clave))\">\(Leida.corto(r.nombre))</a> <small>\(Leida.momento(r.fecha))</small></li>\n"
        }
        return "<h2>Hilo</h2>\n<ol class=\"hilo\">\(HTML.unir(pasos))</ol>\n"
    }

    private var citas: HTML {
        let citas = vista.citas.filter { lugar.lee($0.clave.clase) }
        guard !citas.isEmpty else { return "" }
        func liga(_ r: Archivo.Renglon) -> HTML {
            """
            <li><small>\(Clase.de(r.clave.clase)?.nombre ?? r.clave.clase)</small> \
            <a href="\(ConsolaDeSeguimiento.ruta(r.clave))">\(Leida.corto(r.nombre))</a></li>

            """
        }
        let primeras = citas.prefix(10).map(liga)
        let resto: HTML =
            citas.count > 10
            ? """
            <details><summary>Las otras \(citas.count - 10)</summary><ul class="hallados">\
            \(HTML.unir(citas.dropFirst(10).prefix(200).map(liga)))</ul></details>

            """ : ""
        return "<h2>Lo citan</h2>\n<ul class=\"hallados\">\(HTML.unir(primeras))</ul>\n\(resto)"
    }

    private func adjuntos(_ ficha: FichaDeSeguimiento, _ ruta: String) -> HTML {
        let edita = lugar.edita(clase.clave) && vista.ficha != nil
        let filas = ficha.grupos(FichaDeSeguimiento.adjuntos).compactMap { g -> HTML? in
            guard let nombre = g["nombre"], let sha = g["sha256"] else { return nil }
            let quitar: HTML =
                edita
                ? """
                <form method="post" action="\(ruta)/adjuntos/quitar">\(Oculto.ficha(lugar.identidad))<input type="hidden" name="nombre" value="\(nombre)">\
                <button class="llano" aria-label="Quitar \(nombre)">Quitar</button></form>
                """ : ""
            return """
                <li><a href="\(ruta)/adjunto/\(sha)">\(nombre)</a>\(g["descripcion"].map { " <small>\($0)</small>" as HTML } ?? "") \(quitar)</li>

                """
        }
        guard edita || !filas.isEmpty else { return "" }
        let lista: HTML = filas.isEmpty ? "" : "<ul class=\"adjuntos\">\(HTML.unir(filas))</ul>\n"
        let subir: HTML =
            edita
            ? """
            <details class="entrega"><summary>Agregar un archivo</summary>
            <form method="post" action="\(ruta)/adjuntos" enctype="multipart/form-data">\(Oculto.ficha(lugar.identidad))\
            <label for="descripcion-adjunto">Descripción</label><input id="descripcion-adjunto" name="descripcion" maxlength="200">
            <label for="archivo-adjunto">Archivo (hasta \(Archivo.maximoDeAdjunto >> 20) MiB)</label><input id="archivo-adjunto" name="archivo" type="file" required>
            <p><button>Agregar</button></p></form></details>

            """ : ""
        return "<h2>Archivos</h2>\n\(lista)\(subir)"
    }

    private func retirar(_ ruta: String) -> HTML {
        guard lugar.edita(clase.clave), vista.ficha != nil else { return "" }
        return """
            <details class="entrega"><summary>Retirar esta ficha</summary>
            <p class="nota">Deja de aparecer en las listas y los documentos. No se puede si otra ficha la cita.</p>
            <form method="post" action="\(ruta)/retirar">\(Oculto.ficha(lugar.identidad))\
            <input type="hidden" name="revision" value="\(String(vista.revision))">
            <label for="motivo-retiro">Motivo</label><input id="motivo-retiro" name="motivo" maxlength="300" required>
            <p><button class="grave">Retirar</button></p></form></details>

            """
    }

    private func historia(_ ruta: String) -> HTML {
        let mostradas = vista.hayMasHistoria ? Array(vista.historia.dropLast()) : vista.historia
        let pasos = mostradas.enumerated().map { i, v -> HTML in
            let anterior = vista.historia.dropFirst(i + 1).first
            let cambios = clase.diferencias(anterior?.ficha, v.ficha)
            let que =
                v.ficha == nil ? "Retirada" : anterior == nil || anterior?.ficha == nil ? "Registrada" : "Cambiada"
            let filas = cambios.prefix(60).map {
                "<tr><th scope=\"row\">\($0.campo)</th><td>\($0.antes ?? "—")</td><td>\($0.despues ?? "—")</td></tr>\n"
                    as HTML
            }
            let tabla: HTML =
                que != "Cambiada" || filas.isEmpty
                ? ""
                : """
                <div class="rollo" tabindex="0" role="region" aria-label="Cambios de la versión \(String(v.revision))"><table class="cambios">\
                <thead><tr><th scope="col">Campo</th><th scope="col">Antes</th><th scope="col">Después</th></tr></thead><tbody>
                \(HTML.unir(filas))</tbody></table></div>

                """
            return """
                <li><p><time>\(v.instante.sello(lugar.marco.huso))</time> <b>\(que)</b> por \(lugar.autor(v.persona))\
                \(v.motivo.map { ": \($0)" } ?? "")</p>\(tabla)</li>

                """
        }
        let mas: HTML =
            vista.hayMasHistoria ? "<p><a href=\"\(ruta)?historia=toda#historia\">Ver toda la historia</a></p>\n" : ""
        return "<h2 id=\"historia\">Historia</h2>\n<ol class=\"versiones\">\(HTML.unir(pasos))</ol>\n\(mas)"
    }
}

/// Values of a record as people read them.
struct ValoresDeFicha {
    let titulos: [ClaveDeFicha: String]
    /// Whether whoever looks may follow a link to a record of a kind.
    let lee: (String) -> Bool

    func datos(_ ficha: FichaDeSeguimiento, _ clase: Clase) -> HTML {
        var partes: HTML = ""
        var pares: [HTML] = []
        func cerrar() {
            if !pares.isEmpty { partes += "<dl class=\"datos\">\(HTML.unir(pares))</dl>\n" }
            pares = []
        }
        for campo in clase.campos where campo.clave != FichaDeSeguimiento.adjuntos {
            guard let contenido = ficha.campos.contenido[campo.clave] else { continue }
            switch (contenido, campo.tipo) {
            case (.asiento(let a), let tipo):
                pares.append("<dt>\(campo.nombre)</dt><dd>\(valor(a, tipo, campo.clave))</dd>")
            case (.lista(let elementos), .lista(let tipo)):
                pares.append("<dt>\(campo.nombre)</dt><dd>\(lista(elementos, tipo))</dd>")
            case (.lista, .grupos(let campos)):
                cerrar()
                partes += grupos(ficha.grupos(campo.clave), campos, campo, clase)
            default: break
            }
        }
        cerrar()
        return partes
    }

    private func lista(_ elementos: [Contenido], _ tipo: Campo.Tipo) -> HTML {
        let valores = elementos.compactMap { e -> HTML? in
            if case .asiento(let a) = e { valor(a, tipo) } else { nil }
        }
        return valores.count == 1 ? valores[0] : "<ul>\(HTML.unir(valores.map { "<li>\($0)</li>" as HTML }))</ul>"
    }

    /// Rows: the agenda numbered, the members of a body in time, the rest as they come.
    private func grupos(_ filas: [FichaDeSeguimiento.Campos], _ campos: [Campo], _ campo: Campo, _ clase: Clase) -> HTML
    {
        guard !filas.isEmpty else { return "" }
        let esIntegracion = clase.clave == "organo" && campo.clave == "integrantes"
        let ordenadas =
            esIntegracion
            ? filas.enumerated().sorted {
                ($0.element["desde"] ?? "", $0.offset) < ($1.element["desde"] ?? "", $1.offset)
            }
            .map(\.element) : filas
        let usados = campos.filter { c in filas.contains { $0.contenido[c.clave] != nil } }
        let numerada = clase.clave == "sesion" && campo.clave == "orden"
        let cabezas = usados.map { "<th scope=\"col\">\($0.nombre)</th>" as HTML }
        let cuerpo = ordenadas.enumerated().map { i, fila -> HTML in
            let celdas = usados.map { c -> HTML in
                switch (fila.contenido[c.clave], c.tipo) {
                case (.asiento(let a), let tipo): "<td>\(valor(a, tipo, c.clave))</td>"
                case (.lista(let e), .lista(let tipo)): "<td>\(lista(e, tipo))</td>"
                default: "<td></td>"
                }
            }
            let vigencia: HTML =
                esIntegracion
                ? fila["hasta"] == nil
                    ? "<td><span class=\"pastilla bien\">Vigente</span></td>" : "<td>\(suplente(fila, filas))</td>" : ""
            return
                "<tr>\(numerada ? "<td class=\"n\">\(i + 1).</td>" : "" as HTML)\(HTML.unir(celdas))\(vigencia)</tr>\n"
        }
        return """
            <h2>\(campo.nombre)</h2>
            <div class="rollo" tabindex="0" role="region" aria-label="\(campo.nombre)"><table class="filas">
            <thead><tr>\(numerada ? "<th scope=\"col\" class=\"n\">Núm.</th>" : "" as HTML)\(HTML.unir(cabezas))\
            \(esIntegracion ? "<th scope=\"col\">Después</th>" : "" as HTML)</tr></thead><tbody>
            \(HTML.unir(cuerpo))</tbody></table></div>

            """
    }

    /// Who came in place of somebody who left.
    private func suplente(_ fila: FichaDeSeguimiento.Campos, _ filas: [FichaDeSeguimiento.Campos]) -> HTML {
        guard let persona = fila["persona"], let otra = filas.first(where: { $0["suple_a"] == persona })?["persona"],
            let clave = ClaveDeFicha(clase: "persona", id: otra)
        else { return "<span class=\"gris\">Sin sustitución</span>" }
        return "Lo sustituye \(liga(clave))"
    }

    private func liga(_ clave: ClaveDeFicha) -> HTML {
        let nombre = titulos[clave] ?? clave.id
        return lee(clave.clase) ? "<a href=\"\(ConsolaDeSeguimiento.ruta(clave))\">\(nombre)</a>" : "\(nombre)"
    }

    private func valor(_ a: Asiento, _ tipo: Campo.Tipo, _ campo: String = "") -> HTML {
        let leido: HTML =
            switch tipo {
            case .referencia: tipo.destino(a.valor).map(liga) ?? "\(a.valor)"
            case .linea where campo == "entregable": "\(Nombres.entregable(a.valor))"
            case .fecha, .mes, .momento: "\(Leida.momento(a.valor))"
            case .parrafos: "<span class=\"texto\">\(a.valor)</span>"
            case .enlace: "<a href=\"\(a.valor)\" rel=\"noreferrer\">\(a.valor)</a>"
            case .entero: "\(Int(a.valor).map { $0 < 10_000 ? String($0) : miles($0) } ?? a.valor)"
            default: "\(tipo.legible(Asiento(a.valor)))"
            }
        let escrito: HTML = a.escrito.map { "<span class=\"escrito\">Escrito: «\($0)»</span>" } ?? ""
        let conflicto: HTML = a.conflicto.map { "<span class=\"conflicto\"><b>Conflicto:</b> \($0)</span>" } ?? ""
        return "\(leido)\(escrito)\(conflicto)"
    }
}
