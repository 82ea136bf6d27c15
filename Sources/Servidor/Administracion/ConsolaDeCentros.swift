import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// CATDs and CCVs: adding, correcting and putting them out of service. What each receives moves only by the
/// reassignment of two people.
struct ConsolaDeCentros: Sendable {
    let d: Dependencias
    let marco: Marco

    static let base = "/administracion/centros"

    func montar(en r: Ruteador) {
        r.montar(.get, "/administracion/centros", para: DeMando.self) { _, p in .pagina(try await lista(p)) }
        r.montar(.get, "/administracion/centros/nuevo", para: DeMando.self) { _, p in .pagina(nuevo(p, nil, nil)) }
        r.montar(.post, "/administracion/centros", para: DeMando.self, agregar)
        r.montar(.get, "/administracion/centros/centro/{clave}", para: DeMando.self) { _, p in
            .pagina(try await ficha(p, try await centro(p), nil, nil))
        }
        r.montar(.post, "/administracion/centros/centro/{clave}", para: DeMando.self, corregir)
        r.montar(.post, "/administracion/centros/centro/{clave}/estado", para: DeMando.self, cambiarEstado)
    }

    // MARK: Changes

    private func centro(_ p: Con<DeMando>) async throws -> CentroGuardado {
        let clave = try p.parameters.require("clave")
        guard let centro = try await enHilo({ try d.almacen.centro(clave) }) else {
            throw ConsolaError(.noExiste, "No hay un centro con esa clave.")
        }
        return centro
    }

    private func cambio(_ p: Con<DeMando>) throws -> Almacen.CambioNuevo {
        let clave = p.formulario["clave"]
        guard (8...80).contains(clave.utf8.count) else { throw ConsolaError(.dato, "Vuelva a abrir la página.") }
        return Almacen.CambioNuevo(
            clave: "centro:\(p.identidad.persona.id):\(clave)", persona: p.identidad.persona, instante: d.ahora(),
            motivo: p.formulario["motivo"])
    }

    /// The page again with why not, or nil when it was done.
    private func hacer(
        _ cuerpo: @escaping @Sendable () throws -> Void, _ otraVez: (String) async throws -> HTML
    ) async throws -> Response? {
        do {
            try await enHilo(cuerpo)
            return nil
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(try await otraVez(error.mensaje), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .rechazado {
            return .pagina(try await otraVez(error.frase), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(try await otraVez(error.frase), estado: .conflict)
        }
    }

    @Sendable private func agregar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        let centro = CentroGuardado(
            clave: f["centro"].uppercased(), tipo: f["tipo"], nombre: f["nombre"], domicilio: f["domicilio"])
        let negada = try await hacer(
            { try d.mesa.guardar(centro: centro, nuevo: true, try cambio(p)) }, { nuevo(p, f, $0) })
        return negada ?? .ir("\(Self.base)/centro/\(centro.clave)")
    }

    @Sendable private func corregir(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let (f, previo) = (p.formulario, try await centro(p))
        let centro = CentroGuardado(
            clave: previo.clave, tipo: f.opcional("tipo") ?? previo.tipo, nombre: f["nombre"],
            domicilio: f["domicilio"])
        let negada = try await hacer(
            { try d.mesa.guardar(centro: centro, nuevo: false, try cambio(p)) },
            { try await ficha(p, previo, f, $0) })
        return negada ?? .ir("\(Self.base)/centro/\(centro.clave)")
    }

    @Sendable private func cambiarEstado(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let previo = try await centro(p)
        let activo = p.formulario["activo"] == "1"
        let negada = try await hacer(
            { try d.mesa.poner(centro: previo.clave, activo: activo, try cambio(p)) },
            { try await ficha(p, previo, nil, $0) })
        return negada ?? .ir("\(Self.base)/centro/\(previo.clave)")
    }

    // MARK: Pages

    private func lista(_ p: Con<DeMando>) async throws -> HTML {
        let (todos, cambios) = try await enHilo {
            (try d.almacen.resumenDeCentros(), try d.almacen.cambiosDeCentros(limite: 50))
        }
        let filas = todos.map { r -> HTML in
            """
            <tr><th scope="row"><a href="/administracion/centros/centro/\(r.centro.clave)">\(r.centro.clave)</a></th>\
            <td>\(r.centro.tipo)</td><td>\(r.centro.nombre)</td><td>\(r.centro.domicilio)</td><td>\(Self.estado(r.centro))</td>\
            <td class="n">\(r.esperadas)</td><td class="n">\(r.conHechos)</td><td class="n">\
            <a href="/administracion/usuarios?centro=\(Enlace.codificado(r.centro.clave))">\(r.personas)</a></td></tr>

            """
        }
        return marco.pagina(
            "Centros", p.identidad,
            """
            <h1>Centros</h1>
            \(ConsolaDeAdministracion.pestanas(Self.base))\
            <p class="fila"><a class="boton" href="/administracion/centros/nuevo">Centro nuevo</a> \
            <a class="boton otro" href="/incidencias/reasignar">Reasignar casillas</a></p>
            <div class="rollo" tabindex="0" role="region" aria-label="Centros"><table><caption>CATD y CCV</caption>
            <thead><tr><th scope="col">Clave</th><th scope="col">Tipo</th><th scope="col">Nombre</th><th scope="col">Domicilio</th>\
            <th scope="col">Estado</th><th scope="col" class="n">Actas esperadas</th><th scope="col" class="n">Recibidas o con causa</th>\
            <th scope="col" class="n">Personas</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>
            <p class="nota">Las casillas pasan de un centro a otro sólo por la reasignación, que piden y autorizan dos personas.</p>
            \(historia(cambios))
            """, recursos: RecursosDeRegistros.todos)
    }

    private static func estado(_ c: CentroGuardado) -> HTML {
        c.activo
            ? "<span class=\"pastilla bien\">En servicio</span>" : "<span class=\"pastilla mal\">De baja</span>"
    }

    private func historia(_ cambios: [CambioDeCentro]) -> HTML {
        if cambios.isEmpty { return "" }
        let filas = cambios.map { c -> HTML in
            """
            <tr><td>\(c.instante.sello(marco.huso))</td><th scope="row">\(c.centro.clave)</th><td>\(Self.nombre(c.suceso))</td>\
            <td>\(c.centro.tipo) · \(c.centro.nombre)\(c.centro.domicilio.isEmpty ? "" : " · \(c.centro.domicilio)")</td>\
            <td>\(c.motivo)</td><td>\(c.persona)</td></tr>

            """
        }
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Cambios"><table><caption>Cambios, del más reciente al más antiguo</caption>
            <thead><tr><th scope="col">Hora</th><th scope="col">Centro</th><th scope="col">Cambio</th><th scope="col">Quedó</th>\
            <th scope="col">Motivo</th><th scope="col">Quién</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }

    private static func nombre(_ suceso: CambioDeCentro.Suceso) -> String {
        switch suceso {
        case .alta: "Alta"
        case .correccion: "Corrección"
        case .baja: "Baja"
        case .reactivacion: "Reactivación"
        }
    }

    /// Fields that a new centre and a correction share.
    private func campos(nombre: String, domicilio: String, motivo: String) -> HTML {
        """
        <label for="nombre">Nombre</label><input id="nombre" name="nombre" maxlength="120" value="\(nombre)" required>
        <label for="domicilio">Domicilio</label><input id="domicilio" name="domicilio" maxlength="200" value="\(domicilio)">
        <label for="motivo">Motivo: por qué o por qué acuerdo</label><input id="motivo" name="motivo" maxlength="500" value="\(motivo)" required>

        """
    }

    private func tipos(_ elegido: String) -> HTML {
        Opciones.de([("CATD", "CATD"), ("CCV", "CCV")], elegido: elegido)
    }

    private func nuevo(_ p: Con<DeMando>, _ f: Formulario?, _ error: String?) -> HTML {
        marco.pagina(
            "Centro nuevo", p.identidad,
            """
            <p class="migas"><a href="/administracion/centros">Centros</a></p>
            <h1>Centro nuevo</h1>
            <form method="post" action="/administracion/centros" class="puerta" autocomplete="off">
            \(Oculto.campos(p.identidad))<label for="centro">Clave (mayúsculas, cifras y guiones; no se cambia)</label>
            <input id="centro" name="centro" maxlength="20" value="\(f?["centro"] ?? "")" required>
            <label for="tipo">Tipo</label><select id="tipo" name="tipo" required>\(tipos(f?["tipo"] ?? "CATD"))</select>
            \(campos(nombre: f?["nombre"] ?? "", domicilio: f?["domicilio"] ?? "", motivo: f?["motivo"] ?? ""))\
            <p><button>Agregar el centro</button></p>
            </form>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func ficha(
        _ p: Con<DeMando>, _ c: CentroGuardado, _ f: Formulario?, _ error: String?
    ) async throws -> HTML {
        let (situacion, cambios) = try await enHilo {
            (try d.almacen.situacion(deCentro: c.clave), try d.almacen.cambiosDeCentros(c.clave))
        }
        let ruta = "\(Self.base)/centro/\(c.clave)"
        let tipo: HTML =
            situacion.usado
            ? "<p class=\"nota\">Es \(c.tipo): ya se usó y su tipo no cambia.</p>\n"
            : "<label for=\"tipo\">Tipo</label><select id=\"tipo\" name=\"tipo\">\(tipos(f?["tipo"] ?? c.tipo))</select>\n"
        return marco.pagina(
            c.clave, p.identidad,
            """
            <p class="migas"><a href="/administracion/centros">Centros</a></p>
            <h1>\(c.clave) · \(c.nombre)</h1>
            <div class="dos"><div><dl class="datos"><dt>Tipo</dt><dd>\(c.tipo)</dd><dt>Domicilio</dt><dd>\(c.domicilio.isEmpty ? "—" : c.domicilio)</dd>\
            <dt>Estado</dt><dd>\(Self.estado(c))</dd><dt>Actas por llegar</dt><dd>\(situacion.porLlegar)</dd>\
            <dt>Por digitalizar</dt><dd>\(situacion.porDigitalizar)</dd><dt>Personas activas</dt><dd>\(situacion.personasActivas)</dd></dl>
            \(estado(p, c, situacion, ruta))</div>
            <form method="post" action="\(ruta)" class="puerta" autocomplete="off"><h2>Corregir</h2>
            \(Oculto.campos(p.identidad))\(tipo)\
            \(campos(nombre: f?["nombre"] ?? c.nombre, domicilio: f?["domicilio"] ?? c.domicilio, motivo: f?["motivo"] ?? ""))\
            <p><button>Guardar la corrección</button></p></form></div>
            \(historia(cambios))
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func estado(_ p: Con<DeMando>, _ c: CentroGuardado, _ s: SituacionDeCentro, _ ruta: String) -> HTML {
        if c.activo, let impedimento = s.impedimento {
            let liga: HTML =
                s.porLlegar > 0
                ? " <a href=\"/incidencias/reasignar?de=\(Enlace.codificado(c.clave))\">Reasignar</a>." : ""
            return "<p class=\"aviso\">No se da de baja: \(impedimento).\(liga)</p>\n"
        }
        return """
            <form method="post" action="\(ruta + "/estado")">\(Oculto.campos(p.identidad))\
            <input type="hidden" name="activo" value="\(c.activo ? "0" : "1")">
            <label for="por-que">Motivo</label><div class="fila"><input id="por-que" name="motivo" maxlength="500" required> \
            <button class="\(c.activo ? "grave" : "otro")">\(c.activo ? "Dar de baja" : "Reactivar")</button></div></form>

            """
    }
}
