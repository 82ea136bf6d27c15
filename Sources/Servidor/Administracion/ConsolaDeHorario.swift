import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// The schedule of cortes: the one in force, its changes, and asking for another by an acuerdo.
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
            let nuevo = Horario(
                inicio: inicio.instante(en: huso), cierre: cierre.instante(en: huso), minutos: minutos)
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
        let (horarios, ordenes, cortes) = try await enHilo {
            (
                try d.almacen.horarios(), try d.almacen.ordenes().filter { $0.tipo == .horario },
                try d.almacen.cortes()
            )
        }
        let vigente = horarios.last ?? HorarioVigente(desde: nil, horario: d.proceso.horario)
        let tarjeta = TarjetaDeOrden(marco: marco, identidad: p.identidad, ahora: d.ahora())
        let cambia = cortes.last?.ultimo != true && d.ahora() < vigente.horario.cierre
        return marco.pagina(
            "Horario", p.identidad,
            """
            <h1>Horario de la publicación</h1>
            \(ConsolaDeAdministracion.pestanas(Self.ruta))\(actual(vigente, cortes))\
            \(tarjeta.todas(ordenes, regresar: Self.ruta))\
            \(cambia ? formulario(p, f, vigente.horario, cortes) : "<p class=\"aviso\">La publicación ya cierra o cerró: su horario ya no cambia.</p>\n")
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func actual(_ v: HorarioVigente, _ cortes: [Corte]) -> HTML {
        let ultimo = cortes.last?.instante ?? v.horario.inicio - 1
        let siguiente = cortes.last?.ultimo == true ? nil : v.horario.siguiente(despuesDe: max(d.ahora(), ultimo))
        let desde = v.desde.map { "Vigente desde el \($0.sello(marco.huso))" } ?? "El de la carpeta del proceso"
        return """
            <dl class="datos"><dt>Horario</dt><dd>\(desde)</dd>\
            <dt>Inicio del acopio</dt><dd>\(d.proceso.inicioAcopio.sello(marco.huso))</dd>\
            <dt>Inicio de la publicación</dt><dd>\(v.horario.inicio.sello(marco.huso))</dd>\
            <dt>Cierre de la publicación</dt><dd>\(v.horario.cierre.sello(marco.huso))</dd>\
            <dt>Entre cortes</dt><dd>\(v.horario.minutos) minutos</dd>\
            <dt>Cortes publicados</dt><dd>\(cortes.count)</dd>\
            <dt>Siguiente corte</dt><dd>\(siguiente?.sello(marco.huso) ?? "Ninguno")</dd></dl>

            """
    }

    private func formulario(_ p: Con<DeMando>, _ f: Formulario?, _ h: Horario, _ cortes: [Corte]) -> HTML {
        func valor(_ campo: String, _ deInicio: String) -> String { f?[campo] ?? deInicio }
        let fijo = cortes.contains { $0.instante >= h.inicio }
        let nota = fijo ? " La publicación ya empezó: su inicio ya no se mueve." : ""
        let soloLeer: HTML = fijo ? " readonly" : ""
        return """
            <form method="post" action="/administracion/horario">
            <h2>Pedir otro horario</h2>
            \(Oculto.campos(p.identidad))<p>Se cambia por acuerdo: usted lo pide y otra persona lo autoriza. Vale desde el siguiente corte, \
            sin reiniciar nada; lo publicado no cambia.\(nota) La publicación dura 24 horas a lo más, con tres cortes por hora o más.</p>
            <div class="rejilla">
            <div><label for="inicio">Inicio de la publicación</label>
            <input id="inicio" name="inicio" type="datetime-local" value="\(valor("inicio", local(h.inicio)))" required\(soloLeer)></div>
            <div><label for="cierre">Cierre de la publicación</label>
            <input id="cierre" name="cierre" type="datetime-local" value="\(valor("cierre", local(h.cierre)))" required></div>
            <div><label for="minutos">Minutos entre cortes</label>
            <input id="minutos" name="minutos" type="number" min="1" max="\(Horario.minutosMaximos)" value="\(valor("minutos", String(h.minutos)))" required></div>
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
