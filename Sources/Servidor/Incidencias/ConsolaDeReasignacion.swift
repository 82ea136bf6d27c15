import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// The casillas of a CATD that cannot operate go to another: one person asks, another authorises.
struct ConsolaDeReasignacion: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {
        r.montar(.get, "/incidencias/reasignar", para: DeMando.self) { request, p in
            .pagina(try await pagina(p, Formulario(request.uri.query ?? ""), nil))
        }
        r.montar(.post, "/incidencias/reasignar", para: DeMando.self, pedir)
    }

    @Sendable private func pedir(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        let todas = f["todas"] == "1"
        do {
            guard (8...80).contains(f["clave"].utf8.count) else {
                throw ConsolaError(.dato, "Vuelva a abrir la página.")
            }
            guard todas || !f.todos("casilla").isEmpty else {
                throw ConsolaError(.dato, "Elija casillas, o todas las pendientes.")
            }
            guard f["motivo"].count <= 500 else { throw ConsolaError(.dato, "El motivo admite 500 letras a lo más.") }
            let r = Reasignacion(
                incidencia: Int(f["incidencia"]) ?? 0, de: f["de"], a: f["a"],
                casillas: todas ? [] : f.todos("casilla").sorted(), motivo: f["motivo"])
            let clave = "reasignacion:\(persona.id):\(f["clave"])"
            try await enHilo { try d.mesa.pedirReasignacion(r, clave: clave, persona, instante: ahora) }
            return .ir("/incidencias/reasignar")
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(try await pagina(p, f, error.mensaje), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .rechazado || error.codigo == .restriccion {
            return .pagina(try await pagina(p, f, error.frase), estado: .unprocessableContent)
        }
    }

    private func pagina(_ p: Con<DeMando>, _ f: Formulario, _ error: String?) async throws -> HTML {
        let (centros, abiertas, ordenes, pendientes) = try await enHilo {
            (
                try d.almacen.centros().filter { $0.tipo == "CATD" },
                try d.almacen.incidencias().filter { $0.estado != .resuelta },
                try d.almacen.ordenes().filter { $0.tipo == .reasignacion },
                f["de"].isEmpty ? [] : try d.almacen.casillasPendientes(de: f["de"])
            )
        }
        let elegir: HTML = """
            <form method="get" action="/incidencias/reasignar" class="fila">
            <div><label for="de">CATD que no puede operar</label><select id="de" name="de" required>\
            <option value="">Elija uno</option>\(Opciones.centros(centros, elegido: f["de"]))</select></div>
            <button class="otro">Ver sus casillas pendientes</button></form>

            """
        let formulario: HTML =
            f["de"].isEmpty ? "" : peticion(p, f, centros: centros, abiertas: abiertas, pendientes: pendientes)
        return marco.pagina(
            "Reasignar casillas", p.identidad,
            """
            <p class="migas"><a href="/incidencias">Incidencias</a></p>
            <h1>Reasignar las casillas de un CATD</h1>
            <p>Se reasignan las casillas de las que no ha llegado ninguna acta; lo recibido se queda donde se recibió. \
            Una persona lo pide y otra lo autoriza.</p>
            \(TarjetaDeOrden(marco: marco, identidad: p.identidad, ahora: d.ahora()).todas(ordenes, regresar: "/incidencias/reasignar"))\
            \(elegir)\(formulario)
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func peticion(
        _ p: Con<DeMando>, _ f: Formulario, centros: [CentroGuardado], abiertas: [Incidencia],
        pendientes: [(clave: String, actas: Int)]
    ) -> HTML {
        if pendientes.isEmpty { return "<p>\(f["de"]) no tiene casillas pendientes.</p>\n" }
        if abiertas.isEmpty {
            return
                "<p class=\"aviso\">La reasignación se ata a una incidencia: <a href=\"/incidencias/nueva\">regístrela primero</a>.</p>\n"
        }
        let actas = pendientes.reduce(0) { $0 + $1.actas }
        let elegidas = Set(f.todos("casilla"))
        let casillas = pendientes.map { c -> HTML in
            let marca: HTML = elegidas.contains(c.clave) ? " checked" : ""
            return
                "<li><label><input type=\"checkbox\" name=\"casilla\" value=\"\(c.clave)\"\(marca)>\(c.clave) (\(c.actas))</label></li>"
        }
        let todas: HTML = elegidas.isEmpty ? " checked" : ""
        return """
            <form method="post" action="/incidencias/reasignar">
            \(Oculto.campos(p.identidad))<input type="hidden" name="de" value="\(f["de"])">
            <div class="rejilla">
            <div><label for="incidencia">Incidencia</label><select id="incidencia" name="incidencia" required>\
            <option value="">Elija una</option>\
            \(Opciones.de(abiertas.map { (String($0.folio), "\($0.folio) · \($0.centro) · \($0.descripcion.prefix(60))") }, elegido: f["incidencia"]))</select></div>
            <div><label for="a">CATD que las recibe</label><select id="a" name="a" required><option value="">Elija uno</option>\
            \(Opciones.centros(centros.filter { $0.clave != f["de"] && $0.activo }, elegido: f["a"]))</select></div>
            <div class="todo"><label for="motivo">Motivo</label>
            <input id="motivo" name="motivo" maxlength="500" value="\(f["motivo"])" required></div>
            </div>
            <fieldset><legend>Casillas</legend>
            <label><input type="checkbox" id="todas" name="todas" value="1"\(todas)>Todas las pendientes cuando se autorice \
            (ahora \(pendientes.count) casillas, \(actas) actas)</label>
            <ul class="casillas" id="lista-casillas">\(HTML.unir(casillas))</ul></fieldset>
            <p><button>Pedir la reasignación</button></p>
            </form>

            """
    }
}
