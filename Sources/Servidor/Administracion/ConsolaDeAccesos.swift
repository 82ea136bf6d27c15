import Almacen
import Electoral
import Hummingbird
import Publicacion

/// Who is inside now and what happened at the door.
struct ConsolaDeAccesos: Sendable {
    let d: Dependencias
    let marco: Marco
    let reglas: Puerta.Reglas

    private static let porPagina = 100

    func montar(en r: Ruteador) {
        r.montar(.get, "/administracion/sesiones", para: DeMando.self) { _, p in .pagina(try await sesiones(p)) }
        r.montar(.post, "/administracion/sesiones/{persona}", para: DeMando.self, terminar)
        r.montar(.get, "/administracion/accesos", para: DeMando.self) { request, p in
            .pagina(try await accesos(p, Formulario(request.uri.query ?? "")))
        }
    }

    @Sendable private func terminar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let persona = Persona(id: Int(try p.parameters.require("persona")) ?? 0)
        let (quien, ahora, direccion) = (p.identidad, d.ahora(), p.direccion)
        try await enHilo {
            guard let cuenta = try d.almacen.cuenta(de: persona) else {
                throw ConsolaError(.noExiste, "Esa cuenta no existe.")
            }
            guard ConsolaDeUsuarios.toca(quien, cuenta.rol) else {
                throw ConsolaError(.dato, "La sesión de coordinación y administración la termina administración.")
            }
            try d.almacen.cerrarSesion(
                de: persona,
                registra: Acceso(
                    .salida, instante: ahora, persona: quien.persona, usuario: cuenta.usuario, direccion: direccion,
                    detalle: "la terminó \(quien.usuario)"))
        }
        return .ir("/administracion/sesiones")
    }

    private func sesiones(_ p: Con<DeMando>) async throws -> HTML {
        let limite = d.ahora() - reglas.inactividad
        let vivas = try await enHilo { try d.almacen.sesiones() }.filter { $0.ultima >= limite }
        let filas = vivas.map { s -> HTML in
            """
            <tr><th scope="row">\(s.usuario)</th><td>\(s.nombre)</td><td>\(Rol(rawValue: s.rol)?.nombre ?? s.rol)</td>\
            <td>\(s.centro ?? "—")</td><td class="clave">\(s.direccion)</td><td>\(s.creada.sello(marco.huso))</td>\
            <td>\(s.ultima.sello(marco.huso))</td>\
            <td><form method="post" action="/administracion/sesiones/\(String(s.persona.id))">\
            <input type="hidden" name="csrf" value="\(p.identidad.csrf)">\
            <button class="llano" aria-label="Terminar la sesión de \(s.usuario)">Terminar</button></form></td></tr>

            """
        }
        return marco.pagina(
            "Sesiones", p.identidad,
            """
            <h1>Sesiones abiertas</h1>
            \(ConsolaDeAdministracion.pestanas("/administracion/sesiones"))\
            <div class="rollo" tabindex="0" role="region" aria-label="Sesiones"><table><caption>\(vivas.count) personas dentro</caption>
            <thead><tr><th scope="col">Usuario</th><th scope="col">Nombre</th><th scope="col">Función</th><th scope="col">Centro</th>\
            <th scope="col">Dirección</th><th scope="col">Desde</th><th scope="col">Último uso</th><th scope="col">Acción</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>
            """, recursos: RecursosDeRegistros.todos)
    }

    private func accesos(_ p: Con<DeMando>, _ q: Formulario) async throws -> HTML {
        let pagina = max(0, min(100_000, Int(q["pagina"]) ?? 0))
        let suceso = Acceso.Suceso(rawValue: q["suceso"])
        let usuario = q["usuario"].lowercased()
        let lista = try await enHilo {
            try d.almacen.accesos(
                suceso: suceso, usuario: usuario, desde: pagina * Self.porPagina, cuantos: Self.porPagina + 1)
        }
        let filas = lista.prefix(Self.porPagina).map { a -> HTML in
            """
            <tr><td>\(a.instante.sello(marco.huso))</td><td>\(Self.nombre(a.suceso))</td><th scope="row">\(a.usuario)</th>\
            <td class="clave">\(a.direccion)</td><td>\(a.detalle)</td></tr>

            """
        }
        func liga(_ n: Int, _ texto: String) -> HTML {
            let ruta = "/administracion/accesos?suceso=\(q["suceso"])&usuario=\(Enlace.codificado(usuario))&pagina=\(n)"
            return "<a href=\"\(ruta)\">\(texto)</a> "
        }
        let anterior: HTML = pagina > 0 ? liga(pagina - 1, "Más recientes") : ""
        let siguiente: HTML = lista.count > Self.porPagina ? liga(pagina + 1, "Más antiguos") : ""
        return marco.pagina(
            "Accesos", p.identidad,
            """
            <h1>Registro de accesos</h1>
            \(ConsolaDeAdministracion.pestanas("/administracion/accesos"))\
            <form method="get" action="/administracion/accesos" class="fila" role="search">
            <div><label for="usuario">Usuario</label><input id="usuario" name="usuario" value="\(q["usuario"])"></div>
            <div><label for="suceso">Suceso</label><select id="suceso" name="suceso"><option value="">Todos</option>\
            \(Opciones.de(Acceso.Suceso.allCases.map { ($0.rawValue, Self.nombre($0)) }, elegido: q["suceso"]))</select></div>
            <button class="otro">Filtrar</button></form>
            <div class="rollo" tabindex="0" role="region" aria-label="Accesos"><table><caption>Del más reciente al más antiguo</caption>
            <thead><tr><th scope="col">Hora</th><th scope="col">Suceso</th><th scope="col">Usuario</th><th scope="col">Dirección</th>\
            <th scope="col">Detalle</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>
            <p>\(anterior)\(siguiente)</p>
            """, recursos: RecursosDeRegistros.todos)
    }

    static func nombre(_ s: Acceso.Suceso) -> String {
        switch s {
        case .entrada: "Entrada"
        case .salida: "Salida"
        case .rechazo: "Rechazo"
        case .bloqueo: "Intento durante la espera"
        case .vencimiento: "Sesión vencida"
        case .relevo: "Entró en otro equipo"
        case .alta: "Alta"
        case .baja: "Baja"
        case .clave: "Contraseña"
        case .segundoFactor: "Segundo factor"
        case .denegado: "Página denegada"
        case .dispositivo: "Dispositivo"
        case .administracion: "Administración"
        }
    }
}
