import Almacen
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// Packages of actas per CATD (dominio 2.7): contents, what is missing, and the record of their delivery. Also on a phone.
struct ConsolaDeEmpaquetado: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {
        Recurso.montar([RecursosDeRegistros.estilo, RecursosDeRegistros.guion], en: r)
        r.montar(.get, "/empaquetado", para: DeEmpaquetado.self) { request, p in
            let pedido = request.uri.queryParameters["centro"].map(String.init)
            return .pagina(try await inicio(p, centro: pedido))
        }
        r.montar(.post, "/empaquetado", para: DeEmpaquetado.self, abrir)
        r.montar(.get, "/empaquetado/faltantes", para: DeEmpaquetado.self) { request, p in
            let pedido = request.uri.queryParameters["centro"].map(String.init)
            return .pagina(try await faltantes(p, centro: pedido))
        }
        r.montar(.get, "/empaquetado/paquete/{id}", para: DeEmpaquetado.self) { request, p in
            let puesta = request.uri.queryParameters["puesta"].flatMap { Int($0) }
            let estaba = request.uri.queryParameters["estaba"].flatMap { Int($0) }
            let paquete = try await self.paquete(p)
            return .pagina(try await pagina(paquete, p, puesta: puesta, estaba: estaba))
        }
        r.montar(.post, "/empaquetado/paquete/{id}/acta", para: DeEmpaquetado.self, agregar)
        r.montar(.post, "/empaquetado/paquete/{id}/entrega", para: DeEmpaquetado.self, entregar)
        r.montar(.get, "/empaquetado/paquete/{id}/constancia", para: DeEmpaquetado.self) { _, p in
            .pagina(try await constancia(try await paquete(p), p))
        }
    }

    // MARK: Whose

    /// The centre that a person works with: their own, or for those who have none the one that they choose.
    private func elegido(_ p: Con<DeEmpaquetado>, _ pedido: String?, _ centros: [CentroGuardado]) throws -> String? {
        if let suyo = p.identidad.centro { return suyo }
        guard let pedido, !pedido.isEmpty else { return nil }
        guard centros.contains(where: { $0.clave == pedido && $0.tipo == "CATD" }) else {
            throw ConsolaError(.noExiste, "No hay un CATD con esa clave.")
        }
        return pedido
    }

    private func paquete(_ p: Con<DeEmpaquetado>) async throws -> Paquete {
        let id = Int(try p.parameters.require("id")) ?? 0
        guard let paquete = try await enHilo({ try d.almacen.paquete(id) }),
            p.identidad.centro == nil || p.identidad.centro == paquete.centro
        else { throw ConsolaError(.noExiste, "Ese paquete no existe, o es de otro centro.") }
        return paquete
    }

    // MARK: Acts

    @Sendable private func abrir(_ request: Request, _ p: Con<DeEmpaquetado>) async throws -> Response {
        let clave = p.formulario["clave"]
        guard (8...80).contains(clave.utf8.count) else { throw ConsolaError(.dato, "Vuelva a abrir la página.") }
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        let pedido = p.formulario["centro"]
        let id = try await enHilo {
            guard let centro = try elegido(p, pedido, try d.almacen.centros()) else {
                throw ConsolaError(.dato, "Elija el CATD del paquete.")
            }
            return try d.almacen.abrirPaquete(
                clave: "paquete:\(persona.id):\(clave)", centro: centro, persona: persona, instante: ahora)
        }
        return .ir("/empaquetado/paquete/\(id)")
    }

    @Sendable private func agregar(_ request: Request, _ p: Con<DeEmpaquetado>) async throws -> Response {
        let paquete = try await self.paquete(p)
        let tecleado = p.formulario.literal("acta")
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        do {
            let (acta, recibo) = try await enHilo {
                let acta = try identificar(tecleado, centro: paquete.centro)
                return (
                    acta,
                    try d.mesa.empacar(acta, en: paquete, centro: p.identidad.centro, persona, instante: ahora)
                )
            }
            let como = recibo == .yaEstaba ? "estaba" : "puesta"
            return .ir("/empaquetado/paquete/\(paquete.id)?\(como)=\(acta)")
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(
                try await pagina(paquete, p, tecleado: tecleado, error: error.frase), estado: .unprocessableContent)
        } catch let error as ConsolaError {
            return .pagina(
                try await pagina(paquete, p, tecleado: tecleado, error: error.mensaje), estado: .unprocessableContent)
        }
    }

    /// A key, typed or scanned, or the whole label; also the name under which an acta fuera de catálogo was registered.
    private func identificar(_ tecleado: String, centro: String) throws -> Acta.ID {
        let texto = tecleado.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !texto.isEmpty else { throw ConsolaError(.dato, "Escanee la etiqueta o escriba la clave del acta.") }
        if EtiquetaDeActa.parece(texto) {
            switch try d.identificador.acta(etiqueta: texto) {
            case .success(let acta): return acta.id
            case .failure(let rechazo): throw ConsolaError(.etiqueta, rechazo.explicacion)
            }
        }
        let halladas = d.identificador.actas(clave: texto)
        if halladas.count == 1 { return halladas[0].id }
        guard halladas.isEmpty else {
            throw ConsolaError(.dato, "Esa clave es de \(halladas.count) actas: escriba la clave completa del acta.")
        }
        if let fuera = try d.almacen.fueraDeCatalogo(identidad: texto, centro: centro) { return fuera }
        throw ConsolaError(.noExiste, "«\(texto.prefix(60))» no es la clave de un acta esperada: revísela.")
    }

    @Sendable private func entregar(_ request: Request, _ p: Con<DeEmpaquetado>) async throws -> Response {
        let paquete = try await self.paquete(p)
        let f = p.formulario
        let (recibe, cargo, observaciones) = (f["recibe"], f["cargo"], f["observaciones"])
        guard !recibe.isEmpty, !cargo.isEmpty, recibe.count <= 120, cargo.count <= 120, observaciones.count <= 1000
        else {
            return .pagina(
                try await pagina(
                    paquete, p, error: "Escriba el nombre y el cargo de quien recibe (120 letras a lo más)."),
                estado: .unprocessableContent)
        }
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        try await enHilo {
            try d.mesa.entregar(
                paquete, centro: p.identidad.centro, persona, recibe: recibe, cargo: cargo,
                observaciones: observaciones, instante: ahora)
        }
        return .ir("/empaquetado/paquete/\(paquete.id)/constancia")
    }

    // MARK: Pages

    private func inicio(_ p: Con<DeEmpaquetado>, centro pedido: String?) async throws -> HTML {
        let (centros, centro, paquetes, faltan) = try await enHilo {
            let centros = try d.almacen.centros()
            let centro = try elegido(p, pedido, centros)
            return (
                centros, centro, try d.almacen.paquetes(centro: centro),
                try centro.map { try d.almacen.sinEmpacar(centro: $0) } ?? []
            )
        }
        let filas = paquetes.map { q -> HTML in
            """
            <tr><th scope="row"><a href="/empaquetado/paquete/\(String(q.id))">Paquete \(String(q.numero))</a></th>\
            <td>\(q.centro)</td><td class="n">\(q.actas)</td><td>\(estado(q))</td></tr>

            """
        }
        let tabla: HTML =
            filas.isEmpty
            ? "<p>Todavía no hay paquetes.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Paquetes"><table><caption>Paquetes</caption>
            <thead><tr><th scope="col">Paquete</th><th scope="col">CATD</th><th scope="col" class="n">Actas</th>\
            <th scope="col">Estado</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        let porEmpacar = faltan.filter { $0.razon == .recibida }.count
        let pendientes: HTML =
            centro.map { clave in
                """
                <p><b>\(porEmpacar)</b> actas recibidas sin empacar y <b>\(faltan.count - porEmpacar)</b> que no han llegado. \
                <a href="/empaquetado/faltantes?centro=\(Enlace.codificado(clave))">Ver cuáles</a></p>

                """
            } ?? ""
        let elegir: HTML =
            p.identidad.centro == nil
            ? """
            <label for="centro">CATD</label>
            <select id="centro" name="centro" required><option value="">Elija uno</option>\
            \(Opciones.centros(centros.filter { $0.tipo == "CATD" }, elegido: centro))</select>

            """ : ""
        let consultar: HTML =
            p.identidad.centro == nil
            ? """
            <form method="get" action="/empaquetado" class="fila"><div><label for="ver">Ver un CATD</label>
            <select id="ver" name="centro"><option value="">Todos</option>\
            \(Opciones.centros(centros.filter { $0.tipo == "CATD" }, elegido: centro))</select></div>
            <button class="otro">Ver</button></form>

            """ : ""
        return marco.pagina(
            "Empaquetado", p.identidad,
            """
            <h1>Empaquetado</h1>
            \(consultar)\(pendientes)<form method="post" action="/empaquetado" class="puerta">
            \(Oculto.campos(p.identidad))\(elegir)<button>Abrir otro paquete</button>
            </form>
            \(tabla)
            """, recursos: [RecursosDeRegistros.estilo, RecursosDeRegistros.guion])
    }

    private func pagina(
        _ q: Paquete, _ p: Con<DeEmpaquetado>, puesta: Acta.ID? = nil, estaba: Acta.ID? = nil,
        tecleado: String = "", error: String? = nil
    ) async throws -> HTML {
        let (contenido, actual) = try await enHilo {
            (try d.almacen.contenido(paquete: q.id), try d.almacen.paquete(q.id) ?? q)
        }
        let base = "/empaquetado/paquete/\(q.id)"
        var filas: HTML = ""
        for (i, x) in contenido.enumerated().reversed() {
            filas += """
                <tr><td class="n">\(i + 1)</td><td class="clave">\(try await clave(x.acta))</td><td>\(casilla(x.acta))</td>\
                <td>\(hora(x.instante))</td></tr>

                """
        }
        var aviso: Aviso? = error.map { .mal($0) }
        if aviso == nil, let puesta, contenido.contains(where: { $0.acta == puesta }) {
            aviso = .bien("Empacada: \(try await clave(puesta)), \(casilla(puesta)).")
        }
        if aviso == nil, let estaba, contenido.contains(where: { $0.acta == estaba }) {
            aviso = Aviso(
                texto: "Ya estaba en este paquete: \(try await clave(estaba)), \(casilla(estaba)).", clase: "")
        }
        let acciones: HTML = actual.entrega == nil ? captura(base, p, tecleado, contenido.count) : cerrado(actual, base)
        return marco.pagina(
            "Paquete \(q.numero)", p.identidad,
            """
            <p class="migas"><a href="/empaquetado">Empaquetado</a></p>
            <h1>Paquete \(String(q.numero)) · \(q.centro)</h1>
            \(acciones)<div class="rollo" tabindex="0" role="region" aria-label="Contenido"><table>\
            <caption>Contenido: \(contenido.count) actas</caption>
            <thead><tr><th scope="col" class="n">Núm.</th><th scope="col">Clave</th><th scope="col">Casilla</th>\
            <th scope="col">Hora</th></tr></thead><tbody>
            \(filas)</tbody></table></div>
            """, recursos: [RecursosDeRegistros.estilo, RecursosDeRegistros.guion], aviso: aviso)
    }

    private func captura(_ base: String, _ p: Con<DeEmpaquetado>, _ tecleado: String, _ actas: Int) -> HTML {
        let entrega: HTML =
            actas == 0
            ? ""
            : """
            <details class="entrega"><summary>Entregar el paquete</summary>
            <form method="post" action="\(base + "/entrega")" class="puerta">
            \(Oculto.campos(p.identidad))<label for="recibe">Nombre de quien recibe</label>
            <input id="recibe" name="recibe" maxlength="120" autocomplete="off" required>
            <label for="cargo">Cargo</label>
            <input id="cargo" name="cargo" maxlength="120" autocomplete="off" required>
            <label for="observaciones">Observaciones (opcional)</label>
            <textarea id="observaciones" name="observaciones" maxlength="1000"></textarea>
            <p class="nota">Al entregarlo ya no admite actas.</p>
            <button>Entregar \(actas) actas</button>
            </form></details>

            """
        return """
            <form method="post" action="\(base + "/acta")" class="escaneo" autocomplete="off">
            \(Oculto.campos(p.identidad))<label for="acta">Escanee la etiqueta o escriba la clave del acta</label>
            <div class="fila"><input id="acta" name="acta" class="clave" value="\(tecleado)" maxlength="200" autocapitalize="characters" \
            spellcheck="false" autofocus required data-lector> <button>Empacar</button> \
            <button type="button" class="otro" data-camara="acta" hidden>Usar la cámara</button></div>
            <video data-video muted playsinline hidden></video>
            </form>
            \(entrega)
            """
    }

    private func cerrado(_ q: Paquete, _ base: String) -> HTML {
        guard let e = q.entrega else { return "" }
        return """
            <p class="aviso bien">Entregado a \(e.recibe) (\(e.cargo)) por \(e.entrega), \(e.instante.sello(marco.huso)). \
            <a href="\(base + "/constancia")">Constancia de entrega</a></p>

            """
    }

    private func faltantes(_ p: Con<DeEmpaquetado>, centro pedido: String?) async throws -> HTML {
        let (centro, faltan) = try await enHilo {
            guard let centro = try elegido(p, pedido, try d.almacen.centros()) else {
                throw ConsolaError(.dato, "Elija un CATD.")
            }
            return (centro, try d.almacen.sinEmpacar(centro: centro))
        }
        return marco.pagina(
            "Faltantes", p.identidad,
            """
            <p class="migas"><a href="/empaquetado">Empaquetado</a></p>
            <h1>Actas de \(centro) que no están en ningún paquete</h1>
            \(try await tabla(faltan))<p class="no-imprime"><button type="button" data-imprimir>Imprimir</button></p>
            """, recursos: [RecursosDeRegistros.estilo, RecursosDeRegistros.guion])
    }

    private func tabla(_ faltan: [ActaSinEmpacar]) async throws -> HTML {
        if faltan.isEmpty { return "<p>No falta ninguna.</p>\n" }
        var filas: HTML = ""
        for f in faltan {
            filas +=
                "<tr><td class=\"clave\">\(try await clave(f.acta))</td><td>\(casilla(f.acta))</td><td>\(razon(f.razon))</td></tr>\n"
        }
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Actas que faltan"><table><caption>Faltan \(faltan.count)</caption>
            <thead><tr><th scope="col">Clave</th><th scope="col">Casilla</th><th scope="col">Por qué</th></tr></thead><tbody>
            \(filas)</tbody></table></div>

            """
    }

    /// The hand-over record: who delivers and receives, when, what is inside and what is not.
    private func constancia(_ q: Paquete, _ p: Con<DeEmpaquetado>) async throws -> HTML {
        guard let e = q.entrega else { throw ConsolaError(.yaNo, "El paquete no se ha entregado todavía.") }
        let (contenido, faltan) = try await enHilo {
            (try d.almacen.contenido(paquete: q.id), try d.almacen.sinEmpacar(centro: q.centro))
        }
        var filas: HTML = ""
        for (i, x) in contenido.enumerated() {
            filas +=
                "<tr><td class=\"n\">\(i + 1)</td><td class=\"clave\">\(try await clave(x.acta))</td><td>\(casilla(x.acta))</td></tr>\n"
        }
        let observaciones: HTML = e.observaciones.isEmpty ? "" : "<h2>Observaciones</h2>\n<p>\(e.observaciones)</p>\n"
        return marco.pagina(
            "Constancia de entrega", p.identidad,
            """
            <p class="migas no-imprime"><a href="/empaquetado/paquete/\(String(q.id))">Paquete \(String(q.numero))</a></p>
            <h1>Constancia de entrega · Paquete \(String(q.numero)) de \(q.centro)</h1>
            <p>\(marco.institucion). \(marco.proceso)\(marco.entorno.marca.map { ". \($0)" } ?? "").</p>
            <dl class="datos"><dt>Entrega</dt><dd>\(e.entrega)</dd><dt>Recibe</dt><dd>\(e.recibe), \(e.cargo)</dd>\
            <dt>Fecha y hora</dt><dd>\(e.instante.sello(marco.huso)) (\(marco.huso.texto))</dd>\
            <dt>Actas</dt><dd>\(contenido.count)</dd></dl>
            <p class="no-imprime"><button type="button" data-imprimir>Imprimir</button></p>
            <table><caption>Actas que contiene</caption>
            <thead><tr><th scope="col" class="n">Núm.</th><th scope="col">Clave</th><th scope="col">Casilla</th></tr></thead><tbody>
            \(filas)</tbody></table>
            <h2>Actas del CATD que no están en ningún paquete</h2>
            \(try await tabla(faltan))\(observaciones)<div class="firmas"><p>\(e.entrega)<br>Entrega</p><p>\(e.recibe)<br>\(e.cargo), recibe</p></div>
            """, recursos: [RecursosDeRegistros.estilo, RecursosDeRegistros.guion])
    }

    // MARK: Words

    private func clave(_ acta: Acta.ID) async throws -> String {
        if let esperada = d.catalogo.acta(acta) { return esperada.claveActa }
        return try await enHilo { try d.almacen.identidad(de: acta) } ?? "Fuera de catálogo"
    }

    private func casilla(_ acta: Acta.ID) -> String {
        guard let a = d.catalogo.acta(acta) else { return "Fuera de catálogo" }
        let seccion = a.casilla.seccion.map { "Sección \(cifras($0, ancho: 4)), " } ?? ""
        return "\(d.catalogo.eleccion(de: a).titulo) · \(seccion)\(a.casilla.nombre)"
    }

    private func hora(_ instante: Instante) -> String { String(instante.sello(marco.huso).suffix(8)) }

    private func estado(_ q: Paquete) -> HTML {
        q.entrega.map { "<span class=\"pastilla bien\">Entregado</span> \(hora($0.instante))" as HTML }
            ?? "<span class=\"pastilla\">Abierto</span>"
    }

    private func razon(_ r: ActaSinEmpacar.Razon) -> String {
        switch r {
        case .recibida: "Recibida aquí y sin empacar"
        case .fotografiada: "Fotografiada en la casilla; falta su papel"
        case .sinActa(let causa): causa.textoOPL.capitalizada
        case .excepcion: "En excepción: la resuelve supervisión"
        case .noHaLlegado: "No ha llegado"
        case .recibidaEn(let otro): "Se recibió en \(otro)"
        }
    }
}
