import Almacen
import Electoral
import Operacion
import Publicacion

/// One incident: what happened, what was done, and where the next note is written.
struct FichaDeIncidencia {
    let marco: Marco
    let identidad: Identidad

    /// - Parameter escrito: what was typed in a note that was refused.
    func pagina(_ i: Incidencia, _ escrito: Formulario?, _ error: String?) -> HTML {
        let notas = i.notas.map { nota($0) }
        let historia: HTML =
            notas.isEmpty ? "<p>Nadie ha anotado acciones todavía.</p>\n" : HTML.unir(notas)
        return marco.pagina(
            "Incidencia \(i.folio)", identidad,
            """
            <p class="migas"><a href="/incidencias">Incidencias</a></p>
            <h1>Incidencia \(String(i.folio)) · \(i.centro)</h1>
            <p>\(Pastilla.estado(i.estado)) \(Pastilla.gravedad(i.gravedad))</p>
            <div class="dos ancho"><div>
            <h2>Qué pasó</h2>
            <p class="texto">\(i.descripcion)</p>
            <h2>Acciones y notas</h2>
            \(historia)\(formulario(i, escrito ?? Formulario()))</div>
            <div>\(datos(i))</div></div>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func datos(_ i: Incidencia) -> HTML {
        let huso = marco.huso
        let plan = i.escenarioVigente.map { EscenarioDeContinuidad(rawValue: $0)?.nombre ?? $0 }
        let pares: [(String, String)] = [
            ("Detectada", i.detectada.sello(huso)), ("Registrada", i.registrada.sello(huso)), ("La reporta", i.reporta),
            ("La registra", i.registra), ("Fase", FaseDeIncidencia(rawValue: i.fase)?.nombre ?? i.fase),
            ("Categoría", CategoriaDeIncidencia(rawValue: i.categoria)?.nombre ?? i.categoria),
            ("Plan de continuidad", plan.map { "Activado: \($0)" } ?? "No se activó"),
            ("Responsable", i.responsable ?? "Sin asignar"),
            ("Solucionada", i.solucionada?.sello(huso) ?? "Todavía no"),
            ("Actas afectadas", i.actas.map { miles($0) } ?? "Sin dato"),
            ("Minutos", i.minutos.map { miles($0) } ?? "Sin dato"), ("Lección", i.leccion ?? "Sin anotar"),
        ]
        let filas = pares.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }
        let accion: HTML =
            i.escenarioVigente.flatMap { EscenarioDeContinuidad(rawValue: $0) }.map {
                "<p class=\"aviso\">Qué dice el plan: \($0.accion)</p>\n"
            } ?? ""
        return "<h2>Datos</h2>\n<dl class=\"datos\">\(HTML.unir(filas))</dl>\n\(accion)"
    }

    private func nota(_ n: NotaDeIncidencia) -> HTML {
        var detalles: [String] = []
        if let responsable = n.responsable { detalles.append("Responsable: \(responsable).") }
        if let escenario = n.escenario {
            detalles.append("Se activó el plan: \(EscenarioDeContinuidad(rawValue: escenario)?.nombre ?? escenario).")
        }
        if let evidencia = n.evidencia { detalles.append("Evidencia: \(evidencia)") }
        if let actas = n.actas { detalles.append("Actas afectadas: \(miles(actas)).") }
        if let minutos = n.minutos { detalles.append("Minutos: \(miles(minutos)).") }
        if let leccion = n.leccion { detalles.append("Lección: \(leccion)") }
        if let solucionada = n.solucionada { detalles.append("Solucionada: \(solucionada.sello(marco.huso)).") }
        let mas: HTML = detalles.isEmpty ? "" : "<p class=\"nota\">\(detalles.joined(separator: "\n"))</p>\n"
        return """
            <div class="linea"><h3>\(n.instante.sello(marco.huso)) · \(n.persona) · \(n.estado.nombre)</h3>
            <p>\(n.texto)</p>
            \(mas)</div>

            """
    }

    private func formulario(_ i: Incidencia, _ f: Formulario) -> HTML {
        guard DeIncidencias.roles.contains(identidad.rol) else { return "" }
        let resuelve = Mesa.resuelvenIncidencias.contains(identidad.rol)
        guard resuelve || i.estado != .resuelta else {
            return "<p class=\"nota\">Está resuelta: si volvió a pasar, registre otra.</p>\n"
        }
        let estados = Incidencia.Estado.allCases.filter { resuelve || $0 != .resuelta }
        let cierre: HTML =
            resuelve
            ? """
            <div><label for="solucionada">Solucionada (al resolver)</label>
            <input id="solucionada" name="solucionada" type="datetime-local" value="\(f["solucionada"])"></div>
            <div class="todo"><label for="leccion">Lección</label>
            <input id="leccion" name="leccion" maxlength="2000" value="\(f["leccion"])"></div>

            """ : ""
        return """
            <h2>Anotar</h2>
            <form method="post" action="/incidencias/folio/\(String(i.folio))/nota">
            \(Oculto.campos(identidad))<label for="nota">Qué se hizo o qué se sabe</label>
            <textarea id="nota" name="texto" maxlength="4000" required>\(f["texto"])</textarea>
            <div class="rejilla">
            <div><label for="estado">Estado</label><select id="estado" name="estado">\
            \(Opciones.de(estados.map { ($0.rawValue, $0.nombre) }, elegido: f.opcional("estado") ?? i.estado.rawValue))</select></div>
            <div><label for="responsable">Responsable</label>
            <input id="responsable" name="responsable" maxlength="120" value="\(f["responsable"])"></div>
            <div><label for="actas">Actas afectadas</label>
            <input id="actas" name="actas" inputmode="numeric" maxlength="7" value="\(f["actas"])"></div>
            <div><label for="minutos">Minutos de impacto</label>
            <input id="minutos" name="minutos" inputmode="numeric" maxlength="7" value="\(f["minutos"])"></div>
            <div class="todo"><label for="escenario">Plan de continuidad</label><select id="escenario" name="escenario">\
            <option value="">Sin cambio</option>\
            \(Opciones.de(EscenarioDeContinuidad.allCases.map { ($0.rawValue, "Se activa: " + $0.nombre) }, elegido: f["escenario"]))</select></div>
            <div class="todo"><label for="evidencia">Evidencia (dónde está)</label>
            <input id="evidencia" name="evidencia" maxlength="2000" value="\(f["evidencia"])"></div>
            \(cierre)</div>
            <p><button>Anotar</button></p>
            </form>

            """
    }
}
