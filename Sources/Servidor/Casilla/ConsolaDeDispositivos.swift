import Almacen
import Electoral
import Foundation
import Hummingbird
import Imagenes
import Operacion
import Publicacion

/// Phones of PREP Casilla: who has which, enrolment codes, casillas of each CAE. On the consoles' listener.
struct ConsolaDeDispositivos: Sendable {
    private let d: Dependencias
    private let marco: Marco
    private let casillas: CasillasDelCatalogo
    /// Where the phones ask: `https://casilla.example:8444`.
    private let direccion: String
    private let hoja = Recurso("casilla-dispositivos.css", PackageResources.casilla_dispositivos_css)

    init(d: Dependencias, marco: Marco, direccion: String) {
        self.d = d
        self.marco = marco
        self.direccion = direccion
        casillas = CasillasDelCatalogo(d.identificador)
    }

    func montar(en r: Ruteador) {
        Recurso.montar([hoja], en: r)
        r.montar(.get, "/dispositivos", para: DeMando.self) { request, p in
            let buscado = request.uri.queryParameters["buscar"].map { String($0) } ?? ""
            return .pagina(try await lista(p, buscado: Formulario("b=\(buscado)")["b"]))
        }
        r.montar(.get, "/dispositivos/:persona", para: DeMando.self) { request, p in
            let guardadas = request.uri.queryParameters["guardadas"].flatMap { Int($0) }
            let aviso = guardadas.map { Aviso.bien("Casillas guardadas: \($0).") }
            return .pagina(try await ficha(p, try await cuenta(p), aviso: aviso))
        }
        r.montar(.post, "/dispositivos/:persona/codigo", para: DeMando.self, nuevoCodigo)
        r.montar(.post, "/dispositivos/:persona/casillas", para: DeMando.self, asignar)
        r.montar(.post, "/dispositivos/:persona/baja", para: DeMando.self, revocar)
    }

    private func acceso(_ p: Con<DeMando>, _ detalle: String) -> Acceso {
        Acceso(
            .dispositivo, instante: d.ahora(), persona: p.identidad.persona, usuario: p.identidad.usuario,
            direccion: p.direccion, detalle: detalle)
    }

    /// The account of the address, if it is of PREP Casilla.
    private func cuenta(_ p: Con<DeMando>) async throws -> Cuenta {
        guard let id = p.parameters.get("persona", as: Int.self) else {
            throw ConsolaError(.noExiste, "No existe esa cuenta.")
        }
        let almacen = d.almacen
        guard let cuenta = try await enHilo({ try almacen.cuenta(de: Persona(id: id)) }), cuenta.rol == .casilla else {
            throw ConsolaError(.noExiste, "No hay una cuenta de PREP Casilla con ese número.")
        }
        return cuenta
    }

    // MARK: List

    private func lista(_ p: Con<DeMando>, buscado: String) async throws -> HTML {
        let almacen = d.almacen
        let (cuentas, dispositivos, asignadas) = try await enHilo {
            (
                try almacen.cuentas().filter { $0.rol == .casilla }, try almacen.dispositivos(),
                try almacen.casillasAsignadas()
            )
        }
        let deCada = Dictionary(grouping: dispositivos, by: \.persona)
        let ahora = d.ahora()
        let halladas = cuentas.filter { c in
            buscado.isEmpty || c.nombre.localizedCaseInsensitiveContains(buscado)
                || c.usuario.contains(buscado.lowercased()) || c.centro == buscado.uppercased()
        }
        let conTelefono = cuentas.filter { c in (deCada[c.persona] ?? []).contains { $0.estado(ahora) == .inscrito } }
        let filas = HTML.unir(
            halladas.map { c in
                """
                <tr><th scope="row"><a href="/dispositivos/\(String(c.persona.id))">\(c.nombre)</a><br><small>\(c.usuario)\(c.activa ? "" : " · de baja")</small></th>\
                <td>\(c.centro ?? "—")</td><td class="n">\((asignadas[c.persona] ?? []).count)</td>\
                <td>\(resumen(deCada[c.persona] ?? [], ahora))</td></tr>

                """
            })
        return marco.pagina(
            "Teléfonos", p.identidad,
            """
            <h1>Teléfonos de PREP Casilla</h1>
            <p>\(conTelefono.count) de \(cuentas.count) cuentas tienen un teléfono inscrito. La aplicación está en <span class="clave">\(direccion)</span></p>
            <form method="get" action="/dispositivos" class="fila"><span><label for="buscar">Nombre, usuario o centro</label>\
            <input id="buscar" name="buscar" value="\(buscado)"></span><button class="otro">Buscar</button></form>
            \(cuentas.isEmpty ? "<p class=\"aviso\">No hay cuentas con la función casilla: impórtelas con «prep usuarios importar».</p>" : "")
            <div class="rollo"><table><caption>\(halladas.count) \(halladas.count == 1 ? "cuenta" : "cuentas")</caption><thead><tr><th scope="col">Persona</th><th scope="col">Centro</th>\
            <th scope="col" class="n">Casillas</th><th scope="col">Teléfono</th></tr></thead><tbody>
            \(filas)</tbody></table></div>
            """, recursos: [hoja])
    }

    private func resumen(_ suyos: [Dispositivo], _ ahora: Instante) -> HTML {
        let estados = suyos.map { $0.estado(ahora) }
        let inscritos = estados.count { $0 == .inscrito }
        if inscritos > 0 {
            return "<span class=\"pastilla bien\">\(inscritos == 1 ? "Inscrito" : "\(inscritos) inscritos")</span>"
        }
        if estados.contains(.porInscribir) { return "<span class=\"pastilla\">Código sin usar</span>" }
        return estados.contains(.revocado) ? "<span class=\"pastilla mal\">Sin teléfono</span>" : "Sin inscribir"
    }

    // MARK: One person

    private func ficha(
        _ p: Con<DeMando>, _ c: Cuenta, codigo: String? = nil, escritas: String? = nil, aviso: Aviso? = nil
    ) async throws -> HTML {
        let almacen = d.almacen
        let (dispositivos, claves) = try await enHilo {
            (try almacen.dispositivos().filter { $0.persona == c.persona }, try almacen.casillas(de: c.persona))
        }
        let base = "/dispositivos/\(c.persona.id)"
        let csrf: HTML = "<input type=\"hidden\" name=\"csrf\" value=\"\(p.identidad.csrf)\">"
        let pedir: HTML =
            c.activa
            ? """
            <form method="post" action="\(base)/codigo" class="no-imprime">\(csrf)<button\(codigo == nil ? "" : " class=\"otro\"")>Nuevo código</button></form>
            <p class="nota no-imprime">El código anterior que no se haya usado deja de valer; los teléfonos inscritos siguen.</p>
            """ : "<p class=\"aviso\">La cuenta está dada de baja: no se le puede dar un teléfono.</p>"
        return marco.pagina(
            "Teléfono de \(c.nombre)", p.identidad,
            """
            <p class="no-imprime"><a href="/dispositivos">‹ Teléfonos</a></p>
            <h1>\(c.nombre)</h1>
            <dl class="datos"><dt>Usuario</dt><dd>\(c.usuario)</dd><dt>Centro</dt><dd>\(c.centro ?? "—")</dd></dl>
            \(try codigo.map(hojaDeCodigo) ?? "")\(pedir)
            <div class="dos no-imprime"><section><h2>Teléfonos</h2>
            \(tabla(dispositivos, base, csrf))</section>
            <section><h2>Casillas</h2>
            \(listaDeClaves(claves))
            <form method="post" action="\(base)/casillas">\(csrf)
            <label for="claves">Claves de casilla, separadas por espacios o renglones</label>
            <textarea id="claves" name="claves" rows="5" spellcheck="false" class="clave">\(escritas ?? claves.joined(separator: "\n"))</textarea>
            <p><button class="otro">Guardar casillas</button></p></form></section></div>
            """, recursos: [hoja], aviso: aviso)
    }

    private func listaDeClaves(_ claves: [String]) -> HTML {
        guard !claves.isEmpty else { return "<p>No tiene casillas asignadas.</p>" }
        let renglones = claves.map { "<li>\(casillas.nombre($0)) <small class=\"clave\">\($0)</small></li>" as HTML }
        return "<ul>\(HTML.unir(renglones))</ul>"
    }

    private func tabla(_ dispositivos: [Dispositivo], _ base: String, _ csrf: HTML) -> HTML {
        guard !dispositivos.isEmpty else { return "<p>Todavía no se le ha dado un código.</p>" }
        let ahora = d.ahora()
        let filas = dispositivos.reversed().map { x -> HTML in
            let (texto, clase) =
                switch x.estado(ahora) {
                case .porInscribir: ("Código sin usar, vale hasta \(hora(x.vence))", "")
                case .vencido: ("Código vencido", "")
                case .inscrito: ("Inscrito \(x.inscrito.map(hora) ?? "")", "bien")
                case .revocado:
                    (x.inscrito == nil ? "Código anulado" : "Dado de baja \(x.revocado.map(hora) ?? "")", "mal")
                }
            let boton: HTML =
                x.revocado == nil && x.estado(ahora) != .vencido
                ? """
                <form method="post" action="\(base)/baja">\(csrf)<input type="hidden" name="dispositivo" value="\(String(x.id))">\
                <button class="grave">\(x.inscrito == nil ? "Anular" : "Dar de baja")<span class="solo-voz"> el teléfono \(String(x.id))</span></button></form>
                """ : ""
            return
                "<tr><th scope=\"row\">\(String(x.id))</th><td><span class=\"pastilla \(clase)\">\(texto)</span></td><td>\(boton)</td></tr>\n"
        }
        return """
            <table><caption>Códigos y teléfonos</caption><thead><tr><th scope="col">Número</th><th scope="col">Estado</th>\
            <th scope="col">Acción</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table>
            """
    }

    private func hora(_ instante: Instante) -> String {
        let f = FechaHora(instante, en: marco.huso)
        return "\(f.fecha) \(f.horaMinuto)"
    }

    /// The only time that the code is seen: the store keeps its fingerprint.
    private func hojaDeCodigo(_ codigo: String) throws -> HTML {
        let qr = try DibujoDeQR.svg("\(direccion)/#\(codigo)", nombre: "Código QR de inscripción")
        return """
            <section class="codigo" aria-labelledby="titulo-codigo"><h2 id="titulo-codigo">Código de inscripción</h2>
            \(qr)
            <div><p>Léalo con la cámara del teléfono, o abra <span class="clave">\(direccion)</span> y escriba:</p>
            <p class="clave grande">\(codigo)</p>
            <p>Vale una vez y hasta \(hora(d.ahora() + CodigoDeInscripcion.vigencia)). No se vuelve a mostrar: si se pierde, dé otro.</p>
            <p class="no-imprime"><button type="button" class="otro" data-imprimir>Imprimir la hoja</button></p></div></section>
            """
    }

    // MARK: Acts

    @Sendable private func nuevoCodigo(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let cuenta = try await cuenta(p)
        let codigo = CodigoDeInscripcion.nuevo()
        let registro = acceso(p, "código de inscripción para \(cuenta.usuario)")
        let almacen = d.almacen
        try await enHilo {
            try almacen.abrirInscripcion(
                Guardia.huella(CodigoDeInscripcion.limpio(codigo)), de: cuenta.persona,
                vence: registro.instante + CodigoDeInscripcion.vigencia, registra: registro)
        }
        return .pagina(try await ficha(p, cuenta, codigo: codigo))
    }

    @Sendable private func asignar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let cuenta = try await cuenta(p)
        let escritas = p.formulario["claves"]
        let claves = escritas.uppercased().split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        let ajenas = claves.filter { !casillas.existe($0) }
        guard ajenas.isEmpty, claves.count <= 200 else {
            let queja =
                ajenas.isEmpty
                ? "Son demasiadas casillas para una persona: a lo más 200."
                : "No están en el catálogo: \(ajenas.prefix(10).joined(separator: ", ")). No se guardó nada."
            return .pagina(
                try await ficha(p, cuenta, escritas: escritas, aviso: .mal(queja)), estado: .unprocessableContent)
        }
        let registro = acceso(p, "\(Set(claves).count) casillas de \(cuenta.usuario)")
        let almacen = d.almacen
        try await enHilo { try almacen.asignar(casillas: claves, a: cuenta.persona, registra: registro) }
        return .ir("/dispositivos/\(cuenta.persona.id)?guardadas=\(Set(claves).count)")
    }

    @Sendable private func revocar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let cuenta = try await cuenta(p)
        let almacen = d.almacen
        guard let id = Int(p.formulario["dispositivo"]),
            try await enHilo({ try almacen.dispositivos() }).contains(where: {
                $0.id == id && $0.persona == cuenta.persona
            })
        else { throw ConsolaError(.noExiste, "Ese teléfono no es de esta cuenta.") }
        let registro = acceso(p, "dispositivo \(id) de \(cuenta.usuario), dado de baja")
        try await enHilo { try almacen.revocar(dispositivo: id, registra: registro) }
        return .ir("/dispositivos/\(cuenta.persona.id)")
    }
}
