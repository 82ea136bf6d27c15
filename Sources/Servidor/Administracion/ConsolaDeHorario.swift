import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// The publication: the schedule in force with the acuerdos that fix it, its changes, asking for another by an acuerdo,
/// and what became of each corte.
struct ConsolaDeHorario: Sendable {
    let d: Dependencias
    let marco: Marco

    static let ruta = "/administracion/horario"

    func montar(en r: Ruteador) {
        r.montar(.get, "/administracion/horario", para: DeMando.self) { _, p in
            .pagina(try await pagina(p, nil, nil))
        }
        r.montar(.post, "/administracion/horario", para: DeMando.self, pedir)
    }

    @Sendable private func pedir(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        let (persona, ahora, huso) = (p.identidad.persona, d.ahora(), marco.huso)
        do {
            guard (8...80).contains(f["clave"].utf8.count) else {
                throw ConsolaError(.dato, "Vuelva a abrir la página.")
            }
            guard let inicio = FechaHora(local: f["inicio"]), let cierre = FechaHora(local: f["cierre"]),
                let minutos = Int(f["minutos"])
            else {
                throw ConsolaError(.dato, "Escriba las dos horas completas y los minutos entre cortes.")
            }
            // Not written: a data base at every corte, or whatever interval of their own they have.
            let vigente = try await enHilo { try d.almacen.horario() }
            let conCadaCorte = vigente.minutosEntreBases == vigente.minutos
            let bases = Int(f["bases"]) ?? (conCadaCorte ? minutos : vigente.minutosEntreBases)
            let nuevo = Horario(
                inicio: inicio.instante(en: huso), cierre: cierre.instante(en: huso), minutos: minutos,
                minutosEntreBases: bases, cierraAl100: f["al100"] == "si")
            let clave = "horario:\(persona.id):\(f["clave"])"
            try await enHilo {
                try d.mesa.pedirHorario(
                    nuevo, acuerdo: f["acuerdo"], motivo: f["motivo"], clave: clave, persona, instante: ahora)
            }
            return .ir(Self.ruta)
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(try await pagina(p, f, error.mensaje), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .rechazado {
            return .pagina(try await pagina(p, f, error.frase), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(try await pagina(p, f, error.frase), estado: .conflict)
        }
    }

    private func pagina(_ p: Con<DeMando>, _ f: Formulario?, _ error: String?) async throws -> HTML {
        let ahora = d.ahora()
        let (horarios, ordenes, cortes, relacion) = try await enHilo {
            (
                try d.almacen.horarios(), try d.almacen.ordenes().filter { $0.tipo == .horario },
                try d.almacen.cortes(), try RelacionDeCortes(d.almacen, ahora: ahora)
            )
        }
        let vigente = horarios.last ?? HorarioVigente(desde: nil, horario: d.proceso.horario)
        let tarjeta = TarjetaDeOrden(marco: marco, identidad: p.identidad, ahora: ahora)
        let cambia = cortes.last?.ultimo != true && ahora < vigente.horario.cierre
        let cambios = ordenes.filter { $0.autorizada != nil }.compactMap { CambioDeHorario(detalle: $0.detalle) }
        return marco.pagina(
            "Publicación", p.identidad,
            """
            <h1>Publicación</h1>
            \(ConsolaDeAdministracion.pestanas(Self.ruta))\(actual(vigente, cambios, relacion))\
            \(tarjeta.todas(ordenes, regresar: Self.ruta))\
            \(cambia ? formulario(p, f, vigente.horario, cortes) : "<p class=\"aviso\">La publicación ya cierra o cerró: su horario ya no cambia.</p>\n")\
            \(TablaDeCortes(huso: marco.huso).html(relacion))
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    /// - Parameter cambios: the ones that were authorised, newest first.
    private func actual(_ v: HorarioVigente, _ cambios: [CambioDeHorario], _ r: RelacionDeCortes) -> HTML {
        let h = v.horario
        let desde = v.desde.map { "Vigente desde el \($0.sello(marco.huso))" } ?? "El de la carpeta del proceso"
        let prorroga = d.proceso.acuerdos?.prorroga.map { "A lo más hasta el \($0.sello(marco.huso))" }
        let datos: [(Acuerdos.Materia, String, cambia: (CambioDeHorario) -> Bool)] = [
            (.inicio, h.inicio.sello(marco.huso), { $0.de.inicio != $0.a.inicio }),
            (.cierre, h.cierre.sello(marco.huso), { $0.de.cierre != $0.a.cierre }),
            (.cortes, "\(h.minutos) minutos", { $0.de.minutos != $0.a.minutos }),
            (.bases, "\(h.minutosEntreBases) minutos", { $0.de.minutosEntreBases != $0.a.minutosEntreBases }),
            (.cierreAl100, h.cierraAl100 ? "Sí" : "No", { $0.de.cierraAl100 != $0.a.cierraAl100 }),
            (.prorroga, prorroga ?? "Ninguna: 24 horas a lo más", { _ in false }),
        ]
        let filas = datos.map { materia, valor, cambia -> HTML in
            let acuerdo = cambios.first(where: cambia)?.acuerdo ?? d.proceso.acuerdos?.numero(materia) ?? "Sin anotar"
            return "<tr><th scope=\"row\">\(materia.nombre)</th><td>\(valor)</td><td>\(acuerdo)</td></tr>\n"
        }
        let tarde: HTML = r.tarde.map { "<br><strong>Tarde desde el \($0.sello(marco.huso))</strong>" } ?? ""
        return """
            <dl class="datos"><dt>Horario</dt><dd>\(desde)</dd>\
            <dt>Inicio del acopio</dt><dd>\(d.proceso.inicioAcopio.sello(marco.huso))</dd>\
            <dt>Cortes publicados</dt><dd>\(r.cuentas.cortes)</dd>\
            <dt>Siguiente corte</dt><dd>\(r.siguiente?.sello(marco.huso) ?? "Ninguno")\(tarde)</dd></dl>
            <table><caption>Lo que se acordó</caption><thead><tr><th scope="col">Dato</th><th scope="col">Vigente</th>\
            <th scope="col">Acuerdo</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table>

            """
    }

    private func formulario(_ p: Con<DeMando>, _ f: Formulario?, _ h: Horario, _ cortes: [Corte]) -> HTML {
        func valor(_ campo: String, _ deInicio: String) -> String { f?[campo] ?? deInicio }
        let fijo = cortes.contains { $0.instante >= h.inicio }
        let nota = fijo ? " La publicación ya empezó: su inicio ya no se mueve." : ""
        let soloLeer: HTML = fijo ? " readonly" : ""
        let al100 = valor("al100", h.cierraAl100 ? "si" : "no") == "si"
        let dura =
            d.proceso.acuerdos?.prorroga.map { "a lo más hasta el \($0.sello(marco.huso))" } ?? "24 horas a lo más"
        return """
            <form method="post" action="/administracion/horario">
            <h2>Pedir otro horario</h2>
            \(Oculto.campos(p.identidad))<p>Se cambia por acuerdo: usted lo pide y otra persona lo autoriza. Vale desde el siguiente corte, \
            sin reiniciar nada; lo publicado no cambia.\(nota) La publicación dura \(dura), con tres cortes por hora o más y tres bases de datos por hora o más.</p>
            <div class="rejilla">
            <div><label for="inicio">Inicio de la publicación</label>
            <input id="inicio" name="inicio" type="datetime-local" value="\(valor("inicio", local(h.inicio)))" required\(soloLeer)></div>
            <div><label for="cierre">Cierre de la publicación</label>
            <input id="cierre" name="cierre" type="datetime-local" value="\(valor("cierre", local(h.cierre)))" required></div>
            <div><label for="minutos">Minutos entre cortes</label>
            <input id="minutos" name="minutos" type="number" min="1" max="\(Horario.minutosMaximos)" value="\(valor("minutos", String(h.minutos)))" required></div>
            <div><label for="bases">Minutos entre bases de datos</label>
            <input id="bases" name="bases" type="number" min="1" max="\(Horario.minutosMaximos)" value="\(valor("bases", String(h.minutosEntreBases)))" required></div>
            <div><label for="al100">Cierre anticipado al 100 % registrado</label>
            <select id="al100" name="al100"><option value="no">No</option><option value="si"\(al100 ? " selected" : "" as HTML)>Sí</option></select></div>
            <div><label for="acuerdo">Número del acuerdo</label>
            <input id="acuerdo" name="acuerdo" maxlength="80" value="\(valor("acuerdo", ""))" required></div>
            <div class="todo"><label for="motivo">Motivo</label>
            <input id="motivo" name="motivo" maxlength="500" value="\(valor("motivo", ""))" required></div>
            </div>
            <p><button>Pedir el cambio de horario</button></p>
            </form>

            """
    }

    private func local(_ instante: Instante) -> String { FechaHora(instante, en: marco.huso).local }
}
