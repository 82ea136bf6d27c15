import Almacen
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// Register of incidents (dominio 9): everybody notes, supervisión and coordinación resolve, nothing is erased.
struct ConsolaDeIncidencias: Sendable {
    let d: Dependencias
    let marco: Marco

    func montar(en r: Ruteador) {
        r.montar(.get, "/incidencias", para: VenIncidencias.self) { request, p in
            .pagina(try await lista(request, p))
        }
        r.montar(.get, "/incidencias/csv", para: VenIncidencias.self) { _, p in
            let todas = try await visibles(p)
            return .archivo(
                IncidenciasCSV(huso: marco.huso).bytes(todas), tipo: "text/csv; charset=utf-8",
                nombre: "incidencias.csv")
        }
        r.montar(.get, "/incidencias/nueva", para: DeIncidencias.self) { _, p in
            .pagina(try await nueva(p, Formulario(), error: nil))
        }
        r.montar(.post, "/incidencias", para: DeIncidencias.self, registrar)
        r.montar(.get, "/incidencias/folio/{folio}", para: VenIncidencias.self) { _, p in
            .pagina(FichaDeIncidencia(marco: marco, identidad: p.identidad).pagina(try await una(p), nil, nil))
        }
        r.montar(.post, "/incidencias/folio/{folio}/nota", para: DeIncidencias.self, agregar)
        ConsolaDeReasignacion(d: d, marco: marco).montar(en: r)
    }

    // MARK: Acts

    @Sendable private func registrar(_ request: Request, _ p: Con<DeIncidencias>) async throws -> Response {
        let f = p.formulario
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        do {
            let nueva = try leer(f, p, ahora)
            let folio = try await enHilo {
                try d.almacen.anotar(incidencia: nueva, persona: persona, instante: ahora)
            }
            return .ir("/incidencias/folio/\(folio)")
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(try await self.nueva(p, f, error: error.mensaje), estado: .unprocessableContent)
        }
    }

    private func leer(
        _ f: Formulario, _ p: Con<DeIncidencias>, _ ahora: Instante
    ) throws -> Almacen.IncidenciaNueva {
        guard (8...80).contains(f["clave"].utf8.count) else { throw ConsolaError(.dato, "Vuelva a abrir la página.") }
        guard let detectada = FechaHora(local: f["detectada"])?.instante(en: marco.huso) else {
            throw ConsolaError(.dato, "Falta la fecha y hora en que se detectó.")
        }
        guard detectada <= ahora + 60 else {
            throw ConsolaError(.dato, "La hora de detección todavía no llega: revísela.")
        }
        guard let fase = FaseDeIncidencia(rawValue: f["fase"]),
            let categoria = CategoriaDeIncidencia(rawValue: f["categoria"]),
            let gravedad = GravedadDeIncidencia(rawValue: f["gravedad"])
        else { throw ConsolaError(.dato, "Elija fase, categoría y gravedad.") }
        let descripcion = f["descripcion"], reporta = f.opcional("reporta") ?? p.identidad.nombre
        guard !descripcion.isEmpty, descripcion.count <= 4000, reporta.count <= 120 else {
            throw ConsolaError(.dato, "Describa lo que pasó (4,000 letras a lo más).")
        }
        let sitio = f.opcional("sitio") ?? p.centro
        guard sitio.count <= 20 else { throw ConsolaError(.dato, "Elija el sitio.") }
        return Almacen.IncidenciaNueva(
            clave: "incidencia:\(p.identidad.persona.id):\(f["clave"])", centro: sitio, detectada: detectada,
            reporta: reporta, fase: fase.rawValue, categoria: categoria.rawValue, gravedad: gravedad.rawValue,
            descripcion: descripcion, escenario: try Self.escenario(f))
    }

    static func escenario(_ f: Formulario) throws -> String? {
        guard let valor = f.opcional("escenario") else { return nil }
        guard EscenarioDeContinuidad(rawValue: valor) != nil else {
            throw ConsolaError(.dato, "Ese escenario no está en el plan de continuidad.")
        }
        return valor
    }

    @Sendable private func agregar(_ request: Request, _ p: Con<DeIncidencias>) async throws -> Response {
        let incidencia = try await una(p)
        let (f, identidad, ahora) = (p.formulario, p.identidad, d.ahora())
        do {
            let nota = try NotaEscrita(f, de: incidencia, por: identidad, ahora: ahora, huso: marco.huso).nota
            try await enHilo {
                try d.mesa.anotar(nota, en: incidencia, identidad.persona, rol: identidad.rol, instante: ahora)
            }
            return .ir("/incidencias/folio/\(incidencia.folio)")
        } catch let error as ConsolaError where error.codigo == .dato {
            return devuelta(incidencia, identidad, f, error.mensaje)
        } catch let error as AlmacenError where error.codigo == .rechazado || error.codigo == .sinFacultad {
            return devuelta(incidencia, identidad, f, error.frase)
        }
    }

    private func devuelta(_ i: Incidencia, _ identidad: Identidad, _ f: Formulario, _ error: String) -> Response {
        .pagina(
            FichaDeIncidencia(marco: marco, identidad: identidad).pagina(i, f, error), estado: .unprocessableContent)
    }

    // MARK: What is seen

    private func visibles<Q>(_ p: Con<Q>) async throws -> [Incidencia] {
        let i = p.identidad
        return try await enHilo {
            try d.mesa.incidencias(visiblesPara: i.persona, rol: i.rol, centro: i.centro)
        }
    }

    private func una<Q>(_ p: Con<Q>) async throws -> Incidencia {
        let folio = Int(try p.parameters.require("folio")) ?? 0
        let i = p.identidad
        guard
            let incidencia = try await enHilo({
                try d.mesa.incidencia(folio, visiblePara: i.persona, rol: i.rol, centro: i.centro)
            })
        else { throw ConsolaError(.noExiste, "Esa incidencia no existe, o es de otro centro.") }
        return incidencia
    }

    private func lista(_ request: Request, _ p: Con<VenIncidencias>) async throws -> HTML {
        let q = Formulario(request.uri.query ?? "")
        let todas = try await visibles(p)
        let texto = q["texto"].lowercased()
        let elegidas = todas.filter { i in
            (q["estado"].isEmpty || i.estado.rawValue == q["estado"])
                && (q["gravedad"].isEmpty || i.gravedad == q["gravedad"])
                && (q["fase"].isEmpty || i.fase == q["fase"]) && (q["sitio"].isEmpty || i.centro == q["sitio"])
                && (texto.isEmpty || "\(i.folio) \(i.descripcion) \(i.reporta)".lowercased().contains(texto))
        }
        let sitios = Set(todas.map(\.centro)).sorted()
        let puedeAnotar = DeIncidencias.roles.contains(p.identidad.rol)
        let acciones: HTML = """
            <p class="fila">\(puedeAnotar ? "<a class=\"boton\" href=\"/incidencias/nueva\">Registrar una incidencia</a> " : "" as HTML)\
            \(DeMando.roles.contains(p.identidad.rol) ? "<a class=\"boton otro\" href=\"/incidencias/reasignar\">Reasignar casillas</a> " : "" as HTML)\
            <a class="boton otro" href="/incidencias/csv">Descargar CSV</a></p>

            """
        let filas = elegidas.map { fila($0) }
        let tabla: HTML =
            filas.isEmpty
            ? "<p>No hay incidencias\(todas.isEmpty ? "" : " con ese filtro").</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Incidencias"><table>\
            <caption>\(elegidas.count) de \(todas.count) incidencias</caption>
            <thead><tr><th scope="col" class="n">Folio</th><th scope="col">Detectada</th><th scope="col">Sitio</th>\
            <th scope="col">Fase</th><th scope="col">Gravedad</th><th scope="col">Descripción</th><th scope="col">Plan</th>\
            <th scope="col">Estado</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
        return marco.pagina(
            "Incidencias", p.identidad,
            """
            <h1>Incidencias</h1>
            \(acciones)<form method="get" action="/incidencias" class="fila" role="search">
            <div><label for="texto">Buscar</label><input id="texto" name="texto" value="\(q["texto"])"></div>
            <div><label for="estado">Estado</label><select id="estado" name="estado"><option value="">Todos</option>\
            \(Opciones.de(Incidencia.Estado.allCases.map { ($0.rawValue, $0.nombre) }, elegido: q["estado"]))</select></div>
            <div><label for="gravedad">Gravedad</label><select id="gravedad" name="gravedad"><option value="">Todas</option>\
            \(Opciones.de(GravedadDeIncidencia.allCases.map { ($0.rawValue, $0.corto) }, elegido: q["gravedad"]))</select></div>
            <div><label for="fase">Fase</label><select id="fase" name="fase"><option value="">Todas</option>\
            \(Opciones.de(FaseDeIncidencia.allCases.map { ($0.rawValue, $0.nombre) }, elegido: q["fase"]))</select></div>
            <div><label for="sitio">Sitio</label><select id="sitio" name="sitio"><option value="">Todos</option>\
            \(Opciones.de(sitios.map { ($0, $0) }, elegido: q["sitio"]))</select></div>
            <button class="otro">Filtrar</button></form>
            \(tabla)
            """, recursos: RecursosDeRegistros.todos)
    }

    private func fila(_ i: Incidencia) -> HTML {
        let fase = FaseDeIncidencia(rawValue: i.fase)?.nombre ?? i.fase
        return """
            <tr><th scope="row" class="n"><a href="/incidencias/folio/\(String(i.folio))">\(String(i.folio))</a></th>\
            <td>\(i.detectada.sello(marco.huso))</td><td>\(i.centro)</td><td>\(fase)</td><td>\(Pastilla.gravedad(i.gravedad))</td>\
            <td>\(String(i.descripcion.prefix(120)))</td><td>\(i.escenarioVigente == nil ? "No" : "Sí")</td>\
            <td>\(Pastilla.estado(i.estado))</td></tr>

            """
    }

    private func nueva(_ p: Con<DeIncidencias>, _ f: Formulario, error: String?) async throws -> HTML {
        let centros = try await enHilo { try d.almacen.centros() }
        let sitios =
            [(SedeCentral.clave, SedeCentral.nombre)] + centros.map { ($0.clave, "\($0.clave) · \($0.nombre)") }
        let detectada = f.opcional("detectada") ?? FechaHora(d.ahora(), en: marco.huso).local
        return marco.pagina(
            "Nueva incidencia", p.identidad,
            """
            <p class="migas"><a href="/incidencias">Incidencias</a></p>
            <h1>Registrar una incidencia</h1>
            <form method="post" action="/incidencias">
            \(Oculto.campos(p.identidad))<div class="rejilla">
            <div><label for="detectada">Detectada (fecha y hora)</label>
            <input id="detectada" name="detectada" type="datetime-local" value="\(detectada)" required></div>
            <div><label for="sitio">Sitio</label><select id="sitio" name="sitio">\
            \(Opciones.de(sitios, elegido: f.opcional("sitio") ?? p.centro))</select></div>
            <div><label for="fase">Fase</label><select id="fase" name="fase" required><option value="">Elija una</option>\
            \(Opciones.de(FaseDeIncidencia.allCases.map { ($0.rawValue, $0.nombre) }, elegido: f["fase"]))</select></div>
            <div><label for="categoria">Categoría</label><select id="categoria" name="categoria" required>\
            <option value="">Elija una</option>\
            \(Opciones.de(CategoriaDeIncidencia.allCases.map { ($0.rawValue, $0.nombre) }, elegido: f["categoria"]))</select></div>
            <div><label for="gravedad">Gravedad</label><select id="gravedad" name="gravedad" required>\
            <option value="">Elija una</option>\
            \(Opciones.de(GravedadDeIncidencia.allCases.map { ($0.rawValue, $0.nombre) }, elegido: f["gravedad"]))</select></div>
            <div><label for="reporta">La reporta (si no es usted)</label>
            <input id="reporta" name="reporta" maxlength="120" value="\(f["reporta"])"></div>
            <div class="todo"><label for="descripcion">Qué pasó</label>
            <textarea id="descripcion" name="descripcion" maxlength="4000" required>\(f["descripcion"])</textarea></div>
            <div class="todo"><label for="escenario">Plan de continuidad</label><select id="escenario" name="escenario">\
            <option value="">No se activó</option>\
            \(Opciones.de(EscenarioDeContinuidad.allCases.map { ($0.rawValue, "Se activó: " + $0.nombre) }, elegido: f["escenario"]))</select></div>
            </div>
            <p><button>Registrar</button></p>
            </form>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }
}

/// Words with a colour behind; the word is what counts.
enum Pastilla {
    static func gravedad(_ valor: String) -> HTML {
        let corto = GravedadDeIncidencia(rawValue: valor)?.corto ?? valor
        let grave = valor == GravedadDeIncidencia.alta.rawValue || valor == GravedadDeIncidencia.critica.rawValue
        return grave ? "<span class=\"pastilla mal\">\(corto)</span>" : "\(corto)"
    }

    static func estado(_ e: Incidencia.Estado) -> HTML {
        e == .resuelta
            ? "<span class=\"pastilla bien\">\(e.nombre)</span>" : "<span class=\"pastilla\">\(e.nombre)</span>"
    }
}
