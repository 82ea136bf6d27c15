import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// State of the operation; freezing, start and close with two people; and the pages of the rest of the console.
struct ConsolaDeAdministracion: Sendable {
    let d: Dependencias
    let marco: Marco
    let puerta: Puerta
    /// Where those who only look enter; nil when they enter here.
    let observacion: String?

    func montar(en r: Ruteador) {
        r.montar(.get, "/administracion", para: DeMando.self) { _, p in .pagina(try await estado(p, nil)) }
        r.montar(.post, "/administracion/apertura", para: DeMando.self) { _, p in try await pedir(.apertura, p) }
        r.montar(.post, "/administracion/cierre", para: DeMando.self) { _, p in try await pedir(.cierre, p) }
        r.montar(.post, "/administracion/congelamiento", para: DeMando.self) { _, p in
            try await pedir(.congelamiento, p)
        }
        r.montar(.post, "/administracion/orden/{id}", para: DeMando.self, autorizar)
        ConsolaDeUsuarios(d: d, marco: marco, observacion: observacion).montar(en: r)
        ConsolaDeCentros(d: d, marco: marco).montar(en: r)
        ConsolaDeHorario(d: d, marco: marco).montar(en: r)
        ConsolaDeAccesos(d: d, marco: marco, reglas: puerta.reglas).montar(en: r)
    }

    /// The pages of the console.
    static func pestanas(_ actual: String) -> HTML {
        let todas = [
            ("/administracion", "Operación"), ("/administracion/usuarios", "Usuarios"),
            ("/administracion/centros", "Centros"), ("/administracion/horario", "Publicación"),
            ("/administracion/sesiones", "Sesiones"), ("/administracion/accesos", "Accesos"),
        ]
        let ligas = todas.map { par -> HTML in
            let marca: HTML = par.0 == actual ? " aria-current=\"page\"" : ""
            return "<a href=\"\(par.0)\"\(marca)>\(par.1)</a> "
        }
        return "<nav class=\"pestanas\" aria-label=\"Administración\">\(HTML.unir(ligas))</nav>\n"
    }

    // MARK: Orders

    private func pedir(_ tipo: Orden.Tipo, _ p: Con<DeMando>) async throws -> Response {
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        let (clave, detalle) = (p.formulario["clave"], p.formulario["detalle"])
        guard (8...80).contains(clave.utf8.count), !detalle.isEmpty, detalle.count <= 500 else {
            return .pagina(
                try await estado(p, "Escriba la constancia: ante quién o por qué (500 letras a lo más)."),
                estado: .unprocessableContent)
        }
        do {
            try await enHilo {
                let clave = "\(tipo.rawValue):\(persona.id):\(clave)"
                if tipo == .congelamiento {
                    try d.mesa.pedirCongelamiento(constancia: detalle, clave: clave, persona, instante: ahora)
                } else {
                    try d.almacen.pedir(tipo, clave: clave, persona: persona, detalle: detalle, instante: ahora)
                }
            }
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(try await estado(p, "No se pidió: \(error.mensaje)."), estado: .conflict)
        }
        return .ir("/administracion")
    }

    @Sendable private func autorizar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let id = Int(try p.parameters.require("id")) ?? 0
        let (identidad, ahora) = (p.identidad, d.ahora())
        do {
            try await enHilo {
                try d.mesa.autorizar(
                    orden: id, identidad.persona, rol: identidad.rol, instante: ahora,
                    noAntesDe: d.proceso.inicioAcopio)
            }
        } catch let error as AlmacenError where [.restriccion, .sinFacultad].contains(error.codigo) {
            return .pagina(try await estado(p, "No se autorizó: \(error.mensaje)."), estado: .conflict)
        }
        let regresar = Enlace.interno(p.formulario["regresar"])
        return .ir(regresar == "/" ? "/administracion" : regresar)
    }

    // MARK: Page

    private struct Vista: Sendable {
        let marcha: Marcha
        let ordenes: [Orden]
        let ceros: [(tabla: String, filas: Int)]
        let congelado: CatalogoCongelado?
        let horario: Horario
        let huella: String
        let cortes: [Corte]
        let conResultado: Int
        let excepciones: Int
        let leido: Instante
    }

    private func vista() async throws -> Vista {
        let ahora = d.ahora()
        return try await enHilo {
            let a = d.almacen
            return Vista(
                marcha: try a.marcha(), ordenes: try a.ordenes(), ceros: try a.ceros(),
                congelado: try a.congelamiento(), horario: try a.horario(), huella: try a.huellaDelCatalogo(),
                cortes: try a.cortes(),
                conResultado: try a.actasConResultado(), excepciones: try a.pendientesDeSupervision().excepciones,
                leido: ahora)
        }
    }

    private func estado(_ p: Con<DeMando>, _ error: String?) async throws -> HTML {
        let v = try await vista()
        let clase = v.marcha == .abierta ? "tarjeta" : "tarjeta aviso-leve"
        return marco.pagina(
            "Administración", p.identidad,
            """
            <h1>Administración</h1>
            \(Self.pestanas("/administracion"))<div class="tarjetas">
            <div class="\(clase)"><b class="palabra">\(v.marcha.nombre)</b><span>Estado del PREP</span></div>
            <div class="tarjeta"><b>\(v.conResultado)</b><span>actas con resultado de \(d.catalogo.actas.count) esperadas</span></div>
            <div class="tarjeta"><b>\(v.cortes.count)</b><span>cortes\(v.cortes.last.map { ", el último a las \(hora($0.instante))" } ?? "")</span></div>
            <div class="\(v.congelado == nil ? "tarjeta aviso-leve" : "tarjeta")"><b class="palabra">\(v.congelado == nil ? "Sin congelar" : "Congelado")</b><span>Catálogo</span></div>
            </div>
            \(TarjetaDeOrden(marco: marco, identidad: p.identidad, ahora: d.ahora()).todas(v.ordenes, regresar: "/administracion"))\
            \(congelar(v, p.identidad))\(peticion(v, p.identidad))<div class="dos"><div>\(ceros(v))</div><div>\(horario(v))</div></div>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func peticion(_ v: Vista, _ i: Identidad) -> HTML {
        let abre = v.marcha != .abierta
        let tipo: Orden.Tipo = abre ? .apertura : .cierre
        let ultimo = v.cortes.last?.ultimo == true
        if abre, ultimo { return "<p class=\"aviso\">El último corte ya se publicó: el PREP no vuelve a abrir.</p>\n" }
        if v.ordenes.contains(where: { $0.tipo == tipo && $0.pendiente(d.ahora()) }) { return "" }
        let explica =
            switch v.marcha {
            case .sinAbrir:
                "Antes de la apertura las consolas no registran actas."
                    + (d.entorno == .oficial
                        ? " Exige el catálogo congelado, las tablas en ceros y la hora de inicio del acopio." : "")
            case .cerrada: "El PREP se cerró y puede volver a abrir mientras no se publique el último corte."
            case .abierta:
                "Después del cierre las consolas no registran actas; los cortes siguen. "
                    + PorCerrar(sinResultado: d.catalogo.actas.count - v.conResultado, excepciones: v.excepciones).frase
                    + "."
            }
        return """
            <form method="post" action="\(abre ? "/administracion/apertura" : "/administracion/cierre")">
            <h2>\(abre ? "Abrir el PREP" : "Cerrar el PREP")</h2>
            \(Oculto.campos(i))<p>\(explica) Usted lo pide y otra persona lo autoriza.</p>
            <label for="detalle">Constancia: ante quién o por qué</label>
            <div class="fila"><input id="detalle" name="detalle" maxlength="500" size="60" required> \
            <button class="\(abre ? "" : "grave")">Pedir \(abre ? "la apertura" : "el cierre")</button></div>
            </form>

            """
    }

    private func congelar(_ v: Vista, _ i: Identidad) -> HTML {
        guard v.congelado == nil, !v.ordenes.contains(where: { $0.tipo == .congelamiento && $0.pendiente(d.ahora()) })
        else { return "" }
        return """
            <form method="post" action="/administracion/congelamiento">
            <h2>Congelar el catálogo</h2>
            \(Oculto.campos(i))<p>Desde entonces las actas esperadas, sus formatos y sus unidades no cambian. La apertura y los cortes oficiales lo exigen. \
            Usted lo pide y otra persona lo autoriza, comparando la huella: <span class="clave">\(v.huella)</span></p>
            <label for="constancia">Constancia: ante quién o por qué acuerdo</label>
            <div class="fila"><input id="constancia" name="detalle" maxlength="500" size="60" required> \
            <button class="otro">Pedir el congelamiento</button></div>
            </form>

            """
    }

    private func ceros(_ v: Vista) -> HTML {
        let enCeros = v.ceros.allSatisfy { $0.filas == 0 }
        let filas = v.ceros.map {
            "<tr><th scope=\"row\">\(Almacen.nombre(deTabla: $0.tabla))</th><td class=\"n\">\($0.filas)</td></tr>\n"
                as HTML
        }
        return """
            <h2>Puesta en ceros</h2>
            <p>\(enCeros ? "<span class=\"pastilla bien\">Está en ceros</span>" : "<span class=\"pastilla\">Hay datos</span>" as HTML) Leído el \(v.leido.sello(marco.huso)).</p>
            <table><caption>Registros de cada clase de resultado</caption>
            <thead><tr><th scope="col">Qué se cuenta</th><th scope="col" class="n">Registros</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table>

            """
    }

    private func horario(_ v: Vista) -> HTML {
        let ultimo = v.cortes.last?.instante ?? v.horario.inicio - 1
        let siguiente = v.cortes.last?.ultimo == true ? nil : v.horario.siguiente(despuesDe: max(d.ahora(), ultimo))
        let congelado = v.congelado.map {
            "Congelado el \($0.instante.sello(marco.huso)): pidió \($0.pidio), autorizó \($0.autorizo)"
        }
        let ultimos = v.cortes.suffix(8).reversed().map { c -> HTML in
            """
            <tr><th scope="row" class="n">\(c.numero)</th><td>\(c.instante.sello(marco.huso))</td><td class="n">\(c.hasta)</td>\
            <td>\(c.ultimo ? "Último" : "")</td></tr>

            """
        }
        let tabla: HTML =
            ultimos.isEmpty
            ? "<p>Todavía no hay cortes.</p>\n"
            : """
            <table><caption>Cortes más recientes</caption>
            <thead><tr><th scope="col" class="n">Núm.</th><th scope="col">Hora</th><th scope="col" class="n">Hechos</th>\
            <th scope="col">Nota</th></tr></thead><tbody>
            \(HTML.unir(ultimos))</tbody></table>

            """
        return """
            <h2>Horario</h2>
            <dl class="datos"><dt>Inicio del acopio</dt><dd>\(d.proceso.inicioAcopio.sello(marco.huso))</dd>\
            <dt>Inicio de la publicación</dt><dd>\(v.horario.inicio.sello(marco.huso))</dd>\
            <dt>Cierre de la publicación</dt><dd>\(v.horario.cierre.sello(marco.huso))</dd>\
            <dt>Entre cortes</dt><dd>\(v.horario.minutos) minutos</dd>\
            <dt>Siguiente corte</dt><dd>\(siguiente?.sello(marco.huso) ?? "Ninguno")</dd>\
            <dt>Huso</dt><dd>\(marco.huso.texto)</dd><dt>Entorno</dt><dd>\(d.entorno.rawValue)</dd>\
            <dt>Catálogo</dt><dd>\(congelado ?? "Sin congelar")</dd>\
            <dt>Huella del catálogo</dt><dd class="clave">\(v.huella)</dd></dl>
            \(tabla)
            """
    }

    private func hora(_ instante: Instante) -> String { String(instante.sello(marco.huso).suffix(8)) }
}
