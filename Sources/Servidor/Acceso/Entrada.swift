import Almacen
import Electoral
import HTTPTypes
import Hummingbird
import Publicacion

/// The door and each person's own account.
struct Entrada: Sendable {
    let puerta: Puerta
    let marco: Marco
    /// Where the phones find PREP Casilla; nil where nobody of a casilla enters.
    var casilla: String?

    func montar(en r: Ruteador) {
        r.abierta(.get, "/entrar") { request, peticion in
            if peticion.identidad != nil { return .ir(destino(request)) }
            let motivo = request.uri.queryParameters["motivo"].flatMap { Motivo(rawValue: String($0)) }
            return .pagina(formulario(regresar: destino(request), aviso: motivo.map { .bien($0.texto) }))
        }
        r.abierta(.post, "/entrar", entrar)
        r.montar(.get, "/", para: Todos.self) { _, peticion in
            let inicio = marco.opciones(para: peticion.identidad).first
            return .ir(inicio?.ruta ?? "/cuenta")
        }
        r.montar(.post, "/salir", para: Todos.self) { _, peticion in
            try await puerta.salir(peticion.identidad, direccion: peticion.direccion)
            return Self.afuera(.salida)
        }
        r.montar(.get, "/cuenta", para: Todos.self) { _, peticion in .pagina(cuenta(peticion.identidad, nil)) }
        r.montar(.post, "/cuenta/clave", para: Todos.self, cambiarClave)
        // A page asks how the session is without keeping it alive, or says that its owner is still there.
        r.montar(.get, "/sesion", para: Todos.self) { _, peticion in
            let quieta = puerta.ahora().microsegundos - peticion.identidad.ultima.microsegundos
            let registra = peticion.identidad.rol.registraActas
            return try Response.json(
                EstadoDeSesion(
                    quieta: Int(quieta / 1_000_000), limite: puerta.reglas.inactividad,
                    marcha: registra ? marco.pulso?.lectura?.aviso : nil, cuentas: marco.cuentas(peticion.identidad)))
        }
        r.montar(.post, "/sesion", para: Todos.self) { _, _ in try Response.json(["quieta": 0]) }
    }

    /// Why somebody is at the door again.
    private enum Motivo: String {
        case salida, clave

        var texto: String {
            switch self {
            case .salida: "Su sesión terminó."
            case .clave: "Contraseña cambiada: entre con la nueva."
            }
        }
    }

    private static func afuera(_ motivo: Motivo) -> Response {
        var respuesta = Response.ir("/entrar?motivo=\(motivo.rawValue)")
        respuesta.setCookie(cookie("", dura: 0))
        // The terminal is shared: the images that this person saw are not left in it. What is half typed stays, encrypted.
        if let limpieza = HTTPField.Name("Clear-Site-Data") { respuesta.headers[limpieza] = "\"cache\"" }
        return respuesta
    }

    // MARK: Entry

    @Sendable private func entrar(_ request: Request, _ peticion: Peticion) async throws -> Response {
        // Without session there is no token yet: the browser itself says where the form comes from.
        if let sitio = request.headers[.secFetchSite], sitio != "same-origin", sitio != "none" {
            throw Denegado.formularioAjeno
        }
        let campos = Formulario(String(buffer: try await request.body.collect(upTo: 1 << 14)))
        let regreso = Enlace.interno(campos["regresar"])
        let respuesta = try await puerta.entrar(
            usuario: campos["usuario"], clave: campos.literal("clave"), codigo: campos["codigo"],
            direccion: peticion.direccion)
        let paraPrograma = request.headers[.accept]?.contains("application/json") == true
        switch respuesta {
        case .entra(let ficha):
            var salida = paraPrograma ? try await identidad(ficha, peticion.direccion) : Response.ir(regreso)
            salida.setCookie(Self.cookie(ficha, dura: puerta.reglas.duracionMaxima))
            return salida
        case .pideCodigo:
            if paraPrograma { return try Response.json(["codigo": true], estado: .unauthorized) }
            return .pagina(
                formulario(
                    regresar: regreso, usuario: campos["usuario"],
                    aviso: Aviso(texto: "Escriba de nuevo su contraseña y el código de su aplicación.", clase: ""),
                    pideCodigo: true), estado: .unauthorized)
        case .rechazada(let texto):
            if paraPrograma {
                return try Response.json(
                    RespuestaDeError(error: texto, codigo: "PREP-WEB-401"), estado: .unauthorized)
            }
            return .pagina(
                formulario(
                    regresar: regreso, usuario: campos["usuario"], aviso: .mal(texto),
                    // Whoever sent a code types it again where it was.
                    pideCodigo: !campos["codigo"].isEmpty), estado: .unauthorized)
        }
    }

    /// For a page that asks its owner to come in again without leaving it.
    private func identidad(_ ficha: String, _ direccion: String) async throws -> Response {
        guard let quien = try await puerta.identificar(ficha, esUso: true, direccion: direccion) else {
            throw Denegado.sinSesion
        }
        return try Response.json(["usuario": quien.usuario, "csrf": quien.csrf])
    }

    private func destino(_ request: Request) -> String {
        let regresar = request.uri.queryParameters["regresar"].map { String($0) } ?? "/"
        return Enlace.interno(regresar)
    }

    private static func cookie(_ ficha: String, dura: Int) -> Cookie {
        Cookie(
            name: ConIdentidad.cookie, value: ficha, maxAge: dura, path: "/", secure: true, httpOnly: true,
            sameSite: .strict)
    }

    private func formulario(
        regresar: String, usuario: String = "", aviso: Aviso? = nil, pideCodigo: Bool = false
    ) -> HTML {
        let avisado =
            aviso.map {
                "<p class=\"aviso \($0.clase)\" role=\"\($0.clase == "mal" ? "alert" : "status")\">\($0.texto)</p>\n"
                    as HTML
            } ?? ""
        // The keyboard starts at the first field that has to be typed.
        let (enUsuario, enClave): (HTML, HTML) = usuario.isEmpty ? (" autofocus", "") : ("", " autofocus")
        let codigo: HTML =
            pideCodigo
            ? """
            <label for="codigo">Código de seis cifras</label>
            <input id="codigo" name="codigo" inputmode="numeric" autocomplete="one-time-code" maxlength="7" required>

            """ : ""
        return marco.suelta(
            titulo: "Entrar",
            """
            <h1>Entrar</h1>
            \(avisado)<form method="post" action="/entrar" class="puerta">
            <input type="hidden" name="regresar" value="\(regresar)">
            <label for="usuario">Usuario</label>
            <input id="usuario" name="usuario" value="\(usuario)" autocomplete="username" autocapitalize="none" spellcheck="false"\(enUsuario) required>
            <label for="clave">Contraseña</label>
            <input id="clave" name="clave" type="password" autocomplete="current-password"\(enClave) required>
            \(codigo)\
            <button>Entrar</button>
            </form>
            <p class="nota">Su cuenta es personal: todo lo que se hace con ella queda a su nombre. Si no recuerda su contraseña, pida otra a su coordinación.</p>
            """)
    }

    // MARK: Account

    private func cuenta(_ i: Identidad, _ aviso: Aviso?) -> HTML {
        let motivo: HTML =
            i.debeCambiar
            ? "<p class=\"aviso\" role=\"status\">Su contraseña es de un solo uso: elija la suya para continuar.</p>\n"
            : ""
        return marco.pagina(
            "Cuenta", i,
            """
            <h1>Su cuenta</h1>
            \(motivo)\(aplicacion(i))<dl class="datos"><dt>Usuario</dt><dd>\(i.usuario)</dd><dt>Función</dt><dd>\(i.rol.nombre)</dd>\
            <dt>Centro</dt><dd>\(i.centro ?? "—")</dd>\(ambito(i))</dl>
            <form method="post" action="/cuenta/clave" class="puerta">
            <input type="hidden" name="csrf" value="\(i.csrf)">
            <h2>Cambiar la contraseña</h2>
            <label for="actual">Contraseña actual</label>
            <input id="actual" name="actual" type="password" autocomplete="current-password" required>
            <label for="nueva">Contraseña nueva (al menos \(Contrasena.largoMinimo) caracteres)</label>
            <input id="nueva" name="nueva" type="password" autocomplete="new-password" minlength="\(String(Contrasena.largoMinimo))" required>
            <label for="otra">Repítala</label>
            <input id="otra" name="otra" type="password" autocomplete="new-password" required>
            <button>Cambiar</button>
            </form>
            <p class="nota">Al cambiarla se cierran sus sesiones en todos los equipos y entra de nuevo.</p>
            """, aviso: aviso)
    }

    /// Their work is not in the consoles.
    private func aplicacion(_ i: Identidad) -> HTML {
        guard i.rol == .casilla, let casilla else { return "" }
        return """
            <p class="aviso">Su trabajo se hace en PREP Casilla, la aplicación del teléfono: <span class="clave">\(casilla)</span>. \
            Se inscribe con el código que le da su coordinación.</p>

            """
    }

    /// Only of those who may have a part of the process.
    private func ambito(_ i: Identidad) -> HTML {
        i.rol.admiteAmbito
            ? "<dt>Ámbito</dt><dd>\(i.ambito.esCompleta ? "Toda la entidad" : i.ambito.texto)</dd>" : ""
    }

    @Sendable private func cambiarClave(_ request: Request, _ p: Con<Todos>) async throws -> Response {
        let i = p.identidad
        let nueva = p.formulario.literal("nueva")
        func objetar(_ texto: String) -> Response {
            .pagina(cuenta(i, .mal(texto)), estado: .unprocessableContent)
        }
        guard nueva == p.formulario.literal("otra") else {
            return objetar("Las dos contraseñas nuevas no son iguales.")
        }
        if let objecion = Contrasena.objecion(nueva, usuario: i.usuario) { return objetar(objecion) }
        let actual = p.formulario.literal("actual")
        guard actual != nueva else { return objetar("La contraseña nueva debe ser otra.") }
        if let objecion = try await puerta.cambiarClave(i, actual: actual, nueva: nueva, direccion: p.direccion) {
            return objetar(objecion)
        }
        return Self.afuera(.clave)
    }
}

/// What a page asks about its own session now and then, and what its frame has to say.
private struct EstadoDeSesion: Encodable {
    let quieta: Int
    let limite: Int
    /// Why nothing is being recorded; nil while it is.
    let marcha: String?
    /// By option of the menu, how many wait behind it.
    let cuentas: [String: Int]
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
