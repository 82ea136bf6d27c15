import Almacen
import Electoral
import Foundation
import Hummingbird
import Publicacion

/// What the pages of the accounts look like.
extension ConsolaDeUsuarios {
    func lista(_ p: Con<DeMando>, _ q: Formulario) async throws -> HTML {
        let (todas, centros) = try await enHilo { (try d.almacen.cuentas(), try d.almacen.centros()) }
        let texto = q["q"].lowercased()
        let elegidas = todas.filter { c in
            (texto.isEmpty || "\(c.usuario) \(c.nombre)".lowercased().contains(texto))
                && (q["rol"].isEmpty || c.rol.rawValue == q["rol"]) && (q["centro"].isEmpty || c.centro == q["centro"])
        }
        let filas = elegidas.prefix(500).map { c -> HTML in
            """
            <tr><th scope="row"><a href="/administracion/usuarios/cuenta/\(String(c.persona.id))">\(c.usuario)</a></th>\
            <td>\(c.nombre)</td><td>\(c.rol.nombre)</td><td>\(c.centro ?? "—")</td><td>\(c.totp == nil ? "No" : "Sí")</td>\
            <td>\(Self.estado(c))</td></tr>

            """
        }
        return marco.pagina(
            "Usuarios", p.identidad,
            """
            <h1>Usuarios</h1>
            \(ConsolaDeAdministracion.pestanas(Self.base))\
            <p class="fila"><a class="boton" href="/administracion/usuarios/nuevo">Cuenta nueva</a> \
            <a class="boton otro" href="/administracion/usuarios/importar">Importar CSV</a></p>
            <form method="get" action="/administracion/usuarios" class="fila" role="search">
            <div><label for="q">Buscar usuario o nombre</label><input id="q" name="q" value="\(q["q"])"></div>
            <div><label for="rol">Función</label><select id="rol" name="rol"><option value="">Todas</option>\
            \(Opciones.de(Rol.allCases.map { ($0.rawValue, $0.nombre) }, elegido: q["rol"]))</select></div>
            <div><label for="centro">Centro</label><select id="centro" name="centro"><option value="">Todos</option>\
            \(Opciones.centros(centros, elegido: q["centro"]))</select></div>
            <button class="otro">Filtrar</button></form>
            <div class="rollo" tabindex="0" role="region" aria-label="Cuentas"><table>\
            <caption>\(elegidas.count) de \(todas.count) cuentas\(elegidas.count > 500 ? " (se muestran 500: filtre)" : "")</caption>
            <thead><tr><th scope="col">Usuario</th><th scope="col">Nombre</th><th scope="col">Función</th><th scope="col">Centro</th>\
            <th scope="col">Segundo factor</th><th scope="col">Estado</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>
            """, recursos: RecursosDeRegistros.todos)
    }

    static func estado(_ c: Cuenta) -> HTML {
        if !c.activa { return "<span class=\"pastilla mal\">De baja</span>" }
        return c.debeCambiar
            ? "<span class=\"pastilla\">Por estrenar</span>" : "<span class=\"pastilla bien\">Activa</span>"
    }

    func nuevo(_ p: Con<DeMando>, _ f: Formulario, _ error: String?) async throws -> HTML {
        let centros = try await enHilo { try d.almacen.centros().filter(\.activo) }
        let roles = Rol.allCases.filter { Self.toca(p.identidad, $0) }
        let marca: HTML = f["totp"] == "1" ? " checked" : ""
        return marco.pagina(
            "Cuenta nueva", p.identidad,
            """
            <p class="migas"><a href="/administracion/usuarios">Usuarios</a></p>
            <h1>Cuenta nueva</h1>
            <form method="post" action="/administracion/usuarios" class="puerta" autocomplete="off">
            \(Oculto.campos(p.identidad))<label for="nombre">Nombre completo</label>
            <input id="nombre" name="nombre" maxlength="120" value="\(f["nombre"])" required>
            <label for="usuario">Usuario (letras sin acento, cifras, puntos o guiones)</label>
            <input id="usuario" name="usuario" maxlength="40" value="\(f["usuario"])" autocapitalize="none" spellcheck="false" required>
            <label for="rol">Función</label><select id="rol" name="rol" required><option value="">Elija una</option>\
            \(Opciones.de(roles.map { ($0.rawValue, $0.nombre) }, elegido: f["rol"]))</select>
            <label for="centro">Centro</label><select id="centro" name="centro"><option value="">Ninguno</option>\
            \(Opciones.centros(centros, elegido: f["centro"]))</select>
            <label for="casillas">Casillas que fotografía (sólo PREP Casilla: claves separadas por espacios)</label>
            <input id="casillas" name="casillas" maxlength="400" value="\(f["casillas"])" spellcheck="false">
            <label for="ambito">Ámbito que observa (sólo representación y observación: \(ejemploDeAmbito); vacío, toda la entidad)</label>
            <input id="ambito" name="ambito" maxlength="400" value="\(f["ambito"])" autocapitalize="none" spellcheck="false">
            <p><label><input type="checkbox" name="totp" value="1"\(marca)>Además, un código de su teléfono al entrar</label></p>
            <button>Crear y ver su talón</button>
            </form>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    func importacion(_ p: Con<DeMando>, _ f: Formulario, _ error: String?) -> HTML {
        let elegidos = Set(f.todos("totp"))
        let conCodigo = [Rol.coordinacion, .administracion, .supervision].map { rol -> HTML in
            let marca: HTML = elegidos.contains(rol.rawValue) ? " checked" : ""
            return
                "<label><input type=\"checkbox\" name=\"totp\" value=\"\(rol.rawValue)\"\(marca)>\(rol.nombre)</label> "
        }
        let problemas: HTML =
            error.map { "<div class=\"aviso mal\" role=\"alert\"><p class=\"texto\">\($0)</p></div>\n" } ?? ""
        return marco.pagina(
            "Importar cuentas", p.identidad,
            """
            <p class="migas"><a href="/administracion/usuarios">Usuarios</a></p>
            <h1>Importar cuentas</h1>
            \(problemas)<p>Columnas: USUARIO, NOMBRE, ROL y CENTRO; para PREP Casilla, también CASILLAS; para representación y observación, AMBITO (\(ejemploDeAmbito); vacío, toda la entidad). Se crean todas las cuentas o ninguna; después se muestran una sola vez \
            los talones con sus contraseñas de un solo uso.</p>
            <p class="nota">Roles: \(Rol.allCases.map(\.rawValue).joined(separator: ", ")).</p>
            <form method="post" action="/administracion/usuarios/importar">
            \(Oculto.campos(p.identidad))<label for="archivo">Archivo CSV</label>
            <input id="archivo" type="file" accept=".csv,text/csv" data-a="csv">
            <label for="csv">Contenido (se llena con el archivo, o péguelo)</label>
            <textarea id="csv" name="csv" rows="12" class="clave" spellcheck="false" required>\(f.literal("csv"))</textarea>
            <fieldset><legend>Con código del teléfono al entrar</legend>\(HTML.unir(conCodigo))</fieldset>
            <p><button>Crear las cuentas</button></p>
            </form>
            """, recursos: RecursosDeRegistros.todos)
    }

    func talones(_ titulo: String, _ cuentas: [Talon], _ p: Con<DeMando>) throws -> HTML {
        let uno = try cuentas.map { t -> HTML in
            let clave: HTML = t.clave.map { "<p>Contraseña de un solo uso:<br><b>\($0)</b></p>\n" } ?? ""
            let totp: HTML =
                try t.totp.map { secreto in
                    let direccion = Totp.direccion(
                        secreto: secreto, usuario: t.usuario, emisor: "PREP \(marco.entorno.marca ?? marco.institucion)"
                    )
                    return """
                        <p>Léalo con su aplicación de códigos:</p>
                        \(try DibujoDeQR.svg(direccion, nombre: "Código QR del segundo factor de \(t.usuario)"))
                        <p>o escriba en ella:<br><b>\(secreto)</b></p>

                        """
                } ?? ""
            return """
                <section class="talon"><p class="nota">\(marco.institucion) · PREP\(marco.entorno.marca.map { " · \($0)" } ?? "")</p>
                <p>\(t.nombre) · \(t.rol.nombre)\(t.centro.map { " · \($0)" } ?? "")\(t.ambito.esCompleta ? "" : " · ámbito \(t.ambito.texto)")</p>
                \(direccion(t))<p>Usuario: <b>\(t.usuario)</b></p>
                \(clave)\(totp)<p class="nota">No lo comparta: lo que se haga con su cuenta queda a su nombre.</p></section>

                """
        }
        return marco.pagina(
            titulo, p.identidad,
            """
            <p class="migas"><a href="/administracion/usuarios">Usuarios</a></p>
            <h1>\(titulo)</h1>
            <p class="aviso no-imprime">Esto se muestra una sola vez: imprímalo o entréguelo ahora.</p>
            <p class="no-imprime"><button type="button" data-imprimir>Imprimir</button></p>
            <div class="talones">\(HTML.unir(uno))</div>
            """, recursos: RecursosDeRegistros.todos)
    }

    func ficha(_ p: Con<DeMando>, _ c: Cuenta, _ error: String?) async throws -> HTML {
        let (centros, accesos) = try await enHilo {
            (
                try d.almacen.centros().filter { $0.activo || $0.clave == c.centro },
                try d.almacen.accesos(suceso: nil, usuario: c.usuario, desde: 0, cuantos: 20)
            )
        }
        let filas = accesos.map { a -> HTML in
            """
            <tr><td>\(a.instante.sello(marco.huso))</td><th scope="row">\(ConsolaDeAccesos.nombre(a.suceso))</th>\
            <td>\(a.detalle)</td></tr>

            """
        }
        let propia = c.persona == p.identidad.persona
        let acciones: HTML =
            propia || !Self.toca(p.identidad, c.rol)
            ? "<p class=\"nota\">\(propia ? "Es su propia cuenta: la cambia otra persona." : "Esta cuenta la cambia administración.")</p>\n"
            : acciones(c, p, centros)
        return marco.pagina(
            c.usuario, p.identidad,
            """
            <p class="migas"><a href="/administracion/usuarios">Usuarios</a></p>
            <h1>\(c.nombre)</h1>
            <div class="dos"><div><dl class="datos"><dt>Usuario</dt><dd>\(c.usuario)</dd><dt>Función</dt><dd>\(c.rol.nombre)</dd>\
            <dt>Centro</dt><dd>\(c.centro ?? "—")</dd>\(ambito(c))<dt>Estado</dt><dd>\(Self.estado(c))</dd>\
            <dt>Segundo factor</dt><dd>\(c.totp == nil ? "No" : "Sí")</dd><dt>Fallas seguidas</dt><dd>\(c.fallos)</dd></dl>
            \(acciones)</div><div class="rollo" tabindex="0" role="region" aria-label="Accesos"><table><caption>Sus accesos más recientes</caption>
            <thead><tr><th scope="col">Hora</th><th scope="col">Suceso</th><th scope="col">Detalle</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div></div>
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    /// Where those who only look enter.
    private func direccion(_ t: Talon) -> HTML {
        guard let observacion, t.rol.soloLectura else { return "" }
        return "<p>Entre en <b>\(observacion)</b></p>\n"
    }

    /// How an accreditation is written, with the elections of this process.
    private var ejemploDeAmbito: String {
        let elecciones = d.catalogo.elecciones
        let unidad = elecciones.last.flatMap { e in e.unidades.last.map { "\(e.ruta)/\($0.clave)" } }
        return (elecciones.map(\.ruta) + [unidad].compactMap(\.self)).joined(separator: ", ")
            + ", separados por espacios"
    }

    private func ambito(_ c: Cuenta) -> HTML {
        c.rol.admiteAmbito ? "<dt>Ámbito</dt><dd>\(d.catalogo.enPalabras(c.ambito))</dd>" : ""
    }

    private func formaDeAmbito(_ c: Cuenta, _ ruta: String, _ csrf: HTML) -> HTML {
        guard c.rol.admiteAmbito else { return "" }
        return """
            <form method="post" action="\(ruta + "/ambito")" class="fila">\(csrf)<div><label for="ambito">Ámbito (\(ejemploDeAmbito); vacío, \
            toda la entidad)</label><input id="ambito" name="ambito" maxlength="400" value="\(c.ambito.texto)" autocapitalize="none" \
            spellcheck="false"></div><button class="otro">Cambiar el ámbito</button></form>

            """
    }

    func acciones(_ c: Cuenta, _ p: Con<DeMando>, _ centros: [CentroGuardado]) -> HTML {
        let ruta = "/administracion/usuarios/cuenta/\(c.persona.id)"
        let csrf: HTML = "<input type=\"hidden\" name=\"csrf\" value=\"\(p.identidad.csrf)\">"
        let (poner, quitar) = (c.totp == nil, c.activa)
        return """
            <h2>Cambiar</h2>
            <p class="nota">Cualquier cambio termina su sesión y regresa a la fila lo que tuviera.</p>
            <form method="post" action="\(ruta + "/clave")">\(csrf)<p><button class="otro">Dar otra contraseña de un solo uso</button></p></form>
            <form method="post" action="\(ruta + "/segundo-factor")">\(csrf)<input type="hidden" name="poner" value="\(poner ? "1" : "0")">\
            <p><button class="otro">\(poner ? "Poner segundo factor" : "Quitar el segundo factor")</button></p></form>
            <form method="post" action="\(ruta + "/centro")" class="fila">\(csrf)<div><label for="centro">Centro</label>\
            <select id="centro" name="centro"><option value="">Ninguno</option>\(Opciones.centros(centros, elegido: c.centro))</select></div>\
            <button class="otro">Cambiar de centro</button></form>
            \(formaDeAmbito(c, ruta, csrf))<form method="post" action="\(ruta + "/estado")">\(csrf)<input type="hidden" name="activa" value="\(quitar ? "0" : "1")">\
            <p><button class="\(quitar ? "grave" : "otro")">\(quitar ? "Dar de baja" : "Reactivar")</button></p></form>

            """
    }
}
