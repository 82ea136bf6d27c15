import Almacen
import Electoral
import Foundation
import HTTPTypes
import Servidor
import Testing

/// Who comes in, for how long, and what is written down about it.
@Suite struct PuertaTests {
    private static func sucesos(_ p: PuertaDePrueba, _ usuario: String) throws -> [String] {
        try p.textos("SELECT suceso FROM acceso WHERE usuario = ? ORDER BY id", [.texto(usuario)])
    }

    @Test func `la galleta sólo viaja por HTTPS, no la lee ningún guion y no sale del sitio`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            let vuelta = try await n.intentar("captura")
            let puesta = try #require(vuelta.cabeceras[.setCookie])
            #expect(puesta.hasPrefix("__Host-prep="))
            let partes = Set(puesta.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() })
            #expect(partes.isSuperset(of: ["secure", "httponly", "path=/", "samesite=strict"]))
            #expect(partes.contains("max-age=50400"))
            #expect(!puesta.lowercased().contains("domain="))
            #expect(Navegador.galleta(vuelta).count == 64)
        }
    }

    @Test func `cada entrada da otra ficha y la que traía el navegador no se adopta`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            var plantada = n
            plantada.galleta = String(repeating: "a", count: 64)
            let uno = try await plantada.entrar("captura")
            #expect(uno.galleta != plantada.galleta)
            let dos = try await n.entrar("captura")
            #expect(dos.galleta != uno.galleta && dos.ficha != uno.ficha)
            // One live session per user: the one before ends, and it is written down.
            #expect(try await uno.get("/cuenta").estado == 302)
            #expect(try await dos.get("/cuenta").estado == 200)
            #expect(try p.numero("SELECT COUNT(*) FROM sesion") == 1)
            #expect(try Self.sucesos(p, "captura").suffix(3) == ["entrada", "relevo", "entrada"])
            // The store keeps fingerprints, never tokens.
            #expect(try p.numero("SELECT COUNT(*) FROM sesion WHERE huella = ?", [.texto(dos.galleta)]) == 0)
        }
    }

    @Test func `la sesión sobrevive a que el servidor se reinicie`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("captura")
            try await p.encender { (otro) async throws in
                var mismo = otro
                mismo.galleta = dentro.galleta
                mismo.ficha = dentro.ficha
                #expect(try await mismo.get("/cuenta").estado == 200)
                #expect(try await mismo.post("/sesion", [:]).estado == 200)
            }
        }
    }

    @Test func `termina a los quince minutos sin uso, y lo que la página pide sola no cuenta como uso`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("captura")
            for _ in 1...3 {
                p.reloj.adelantar(14 * 60)
                #expect(try await dentro.get("/cuenta").estado == 200)
            }
            for _ in 1...3 {
                p.reloj.adelantar(5 * 60)
                #expect(try await dentro.get("/sesion", [.fondo: "1"]).estado == 200)
            }
            p.reloj.adelantar(1)
            let vuelta = try await dentro.get("/sesion", [.fondo: "1"])
            #expect(vuelta.estado == 401)
            #expect(vuelta.texto.contains("PREP-WEB-401"))
            #expect(try Self.sucesos(p, "captura").last == "vencimiento")
            #expect(try p.numero("SELECT COUNT(*) FROM sesion") == 0)
            // Once, however many requests find it ended.
            _ = try await dentro.get("/cuenta")
            #expect(try Self.sucesos(p, "captura").filter { $0 == "vencimiento" }.count == 1)
        }
    }

    @Test func `dura a lo más catorce horas por mucho que se use`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("captura")
            for _ in 1...84 {
                p.reloj.adelantar(600)
                #expect(try await dentro.get("/cuenta").estado == 200)
            }
            p.reloj.adelantar(1)
            #expect(try await dentro.get("/cuenta").estado == 302)
            #expect(try p.textos("SELECT detalle FROM acceso ORDER BY id DESC LIMIT 1") == ["por duración máxima"])
        }
    }

    @Test func `las fallas hacen esperar cada vez más, y la clave buena no entra durante la espera`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for _ in 1...3 { #expect(try await n.intentar("captura", "no es").estado == 401) }
            #expect(try await n.entrar("captura2").get("/cuenta").estado == 200)
            var esperas: [Int] = []
            for _ in 1...9 {
                let texto = try await n.intentar("captura", "no es").texto
                #expect(texto.contains("Espere"))
                let hasta = try p.numero("SELECT bloqueada_hasta FROM cuenta WHERE usuario = 'captura'")
                let segundos = (hasta - Int(p.reloj.ahora.microsegundos)) / 1_000_000
                esperas.append(segundos)
                p.reloj.adelantar(segundos - 1)
                #expect(try await n.intentar("captura").estado == 401)
                p.reloj.adelantar(1)
            }
            #expect(esperas == [10, 20, 40, 80, 160, 320, 640, 900, 900])
            #expect(try await n.intentar("captura").estado == 200)
            #expect(try p.numero("SELECT fallos FROM cuenta WHERE usuario = 'captura'") == 0)
            let sucesos = try Self.sucesos(p, "captura")
            #expect(sucesos.filter { $0 == "rechazo" }.count == 12)
            // Insisting is written down once a minute.
            #expect(sucesos.filter { $0 == "bloqueo" }.count == 8)
        }
    }

    @Test func `cien intentos a la vez no prueban más claves que uno tras otro`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            await withTaskGroup(of: Void.self) { grupo in
                for _ in 1...100 { grupo.addTask { _ = try? await n.intentar("captura", "no es") } }
            }
            // Two derivations run at once: one more than the four of somebody patient.
            #expect(try p.numero("SELECT fallos FROM cuenta WHERE usuario = 'captura'") <= 5)
            #expect(try await n.intentar("captura").estado == 401)
        }
    }

    @Test func `quien no existe recibe lo mismo que quien existe, también la espera`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for _ in 1...5 {
                let suyo = try await n.intentar("captura", "no es")
                let ajeno = try await n.intentar("nadie", "no es")
                #expect(suyo.estado == ajeno.estado && suyo.texto == ajeno.texto)
            }
            try p.almacen.cambiar(
                cuenta: try p.persona("captura2"), activa: false, centro: nil, totp: nil,
                registra: Acceso(.baja, instante: p.reloj.ahora, usuario: "captura2", direccion: ""))
            let baja = try await n.intentar("captura2")
            #expect(baja.estado == 401)
            #expect(baja.texto == (try await n.intentar("otra", "x")).texto)
            #expect(try Self.sucesos(p, "nadie").filter { $0 == "rechazo" }.count == 4)
        }
    }

    @Test func `desde una dirección no se intenta sin fin`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            for i in 1...60 { _ = try await n.intentar("nadie\(i)", "x") }
            #expect(try await n.intentar("captura").texto.contains("espere cinco minutos"))
            p.reloj.adelantar(301)
            #expect(try await n.intentar("captura").estado == 200)
        }
    }

    @Test func `lo que otros fallan en otra parte o con otros nombres no deja afuera a quien ya entró desde aquí`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            _ = try await n.entrar("captura")
            for usuario in ["captura", "captura2"] {
                _ = try p.almacen.anotarFallo(
                    de: try p.persona(usuario), demora: { _ in 900 },
                    registra: Acceso(.rechazo, instante: p.reloj.ahora, usuario: usuario, direccion: "10.9.9.9"))
            }
            #expect(try await n.intentar("captura").estado == 200)
            #expect(try await n.intentar("captura2").texto.contains("Espere"))
            for i in 1...60 { _ = try await n.intentar("nadie\(i)", "x") }
            #expect(try await n.intentar("captura").estado == 200)
            #expect(try await n.intentar("acopio").texto.contains("espere cinco minutos"))
            // Here their own failures do make them wait, longer each time.
            for _ in 1...4 { _ = try await n.intentar("captura", "no es") }
            #expect(try await n.intentar("captura").texto.contains("Espere"))
            p.reloj.adelantar(10)
            #expect(try await n.intentar("captura").estado == 200)
        }
    }

    @Test func `la contraseña de un solo uso cierra todo hasta cambiarla`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.almacen.cambiarClave(
                de: try p.persona("cotejo"), por: try Contrasena.derivar("de un solo uso", potencia: 10),
                obligatoria: true,
                registra: Acceso(.clave, instante: p.reloj.ahora, usuario: "cotejo", direccion: ""))
            let nuevo = try await n.entrar("cotejo", "de un solo uso")
            #expect(try await nuevo.get("/cotejo").destino == "/cuenta")
            #expect(try await nuevo.get("/cotejo/siguiente", [.accept: "application/json"]).estado == 403)
            #expect(try await nuevo.json("/cotejo", "{}").estado == 403)
            let buena = "otra muy distinta"
            for (actual, nueva, otra) in [
                ("no es", buena, buena), ("de un solo uso", buena, "distinta"), ("de un solo uso", "corta", "corta"),
                ("de un solo uso", "de un solo uso", "de un solo uso"),
                ("de un solo uso", "cotejo-cotejo-1", "cotejo-cotejo-1"),
                ("de un solo uso", "aaaaaaaaaaaa", "aaaaaaaaaaaa"),
            ] {
                #expect(
                    try await nuevo.post("/cuenta/clave", ["actual": actual, "nueva": nueva, "otra": otra]).estado
                        == 422)
            }
            let vuelta = try await nuevo.post(
                "/cuenta/clave", ["actual": "de un solo uso", "nueva": buena, "otra": buena])
            #expect(vuelta.estado == 303)
            #expect(try await n.get(vuelta.destino).texto.contains("Contraseña cambiada: entre con la nueva."))
            // Every session ends: also the one that changed it.
            #expect(try await nuevo.get("/cuenta").estado == 302)
            #expect(try await n.entrar("cotejo", buena).get("/cotejo").estado == 200)
            #expect(try await n.intentar("cotejo", "de un solo uso").estado == 401)
        }
    }

    @Test func `salir termina la sesión en el servidor, no sólo en el navegador`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let dentro = try await n.entrar("captura")
            let vuelta = try await dentro.post("/salir", [:])
            #expect(vuelta.cabeceras.contains { $0.name.canonicalName == "clear-site-data" && $0.value == "\"cache\"" })
            #expect(vuelta.estado == 303 && vuelta.destino == "/entrar?motivo=salida")
            #expect(try await n.get(vuelta.destino).texto.contains("Su sesión terminó."))
            #expect(vuelta.cabeceras[.setCookie]?.lowercased().contains("max-age=0") == true)
            #expect(try await dentro.get("/cuenta").estado == 302)
            #expect(try Self.sucesos(p, "captura").last == "salida")
        }
    }

    @Test func `cada entrada, rechazo y acceso denegado queda escrito y no se borra`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            _ = try await n.intentar("captura", "no es")
            let dentro = try await n.entrar("captura")
            #expect(try await dentro.get("/administracion").estado == 403)
            #expect(try Self.sucesos(p, "captura").suffix(3) == ["rechazo", "entrada", "denegado"])
            #expect(try p.textos("SELECT detalle FROM acceso ORDER BY id DESC LIMIT 1") == ["/administracion"])
            #expect(throws: AlmacenError.self) { try p.sql("DELETE FROM acceso") }
            #expect(throws: AlmacenError.self) { try p.sql("UPDATE acceso SET usuario = 'otro'") }
            // What was typed in the password never is.
            #expect(try p.textos("SELECT detalle FROM acceso").allSatisfy { !$0.contains("no es") })
        }
    }

    @Test func `después de entrar sólo se regresa a una dirección de este sitio`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            for (pedida, queda) in [
                ("/cotejo", "/cotejo"), ("https://malo.example", "/"), ("//malo.example", "/"),
                ("/\\malo.example", "/"),
                ("/\t/malo.example", "/"), ("\t//malo.example", "/"), ("/\r\nSet-Cookie: a=b", "/"),
                ("javascript:1", "/"),
                ("", "/"),
            ] {
                let vuelta = try await n.post(
                    "/entrar", ["usuario": "cotejo", "clave": PuertaDePrueba.clave, "regresar": pedida])
                #expect(vuelta.estado == 303)
                #expect(vuelta.destino == queda, "\(pedida.debugDescription)")
                #expect(vuelta.cabeceras[values: .setCookie].count == 1)
            }
        }
    }

    @Test func `el teclado empieza en lo primero que falta escribir, también después de un error`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            func enfocado(_ vuelta: Navegador.Vuelta) -> String? {
                vuelta.texto.firstMatch(of: #/<input id="([a-z]+)"[^>]* autofocus/#).map { String($0.output.1) }
            }
            #expect(enfocado(try await n.get("/entrar")) == "usuario")
            let mala = try await n.post("/entrar", ["usuario": "cotejo", "clave": "no es"])
            #expect(mala.estado == 401 && enfocado(mala) == "clave")
            #expect(!mala.texto.contains("id=\"codigo\""))
            // Whoever typed a code types it again where it was.
            let conCodigo = try await n.post("/entrar", ["usuario": "cotejo", "clave": "no es", "codigo": "123456"])
            #expect(conCodigo.texto.contains("id=\"codigo\""))
            #expect(!(try await n.get("/entrar?motivo=%3Cb%3E").texto.contains("<b>")))
        }
    }

    @Test func `otro sitio no puede meter a nadie con su formulario`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            for (sitio, estado) in ["cross-site": 403, "same-site": 403, "same-origin": 303, "none": 303] {
                let vuelta = try await n.post(
                    "/entrar", ["usuario": "cotejo", "clave": PuertaDePrueba.clave], [.deDonde: sitio])
                #expect(vuelta.estado == estado, "\(sitio)")
            }
        }
    }

    @Test func `un cuerpo desmedido no se lee`() async throws {
        try await PuertaDePrueba.poner { (_, n) async throws in
            let grande = String(repeating: "a", count: 20_000)
            #expect(try await n.intentar("captura", grande).estado == 413)
            let dentro = try await n.entrar("cotejo")
            #expect(try await dentro.json("/cotejo", grande).estado == 413)
            #expect(try await dentro.post("/salir", ["x": String(repeating: "a", count: 1_100_000)]).estado == 413)
            // Nor is a stranger's, however small.
            #expect(try await n.json("/cotejo", "{}").estado == 401)
        }
    }
}

/// Second factor and password, against what others publish.
@Suite struct PuertaSecretosTests {
    /// RFC 6238, appendix B, SHA-1; the last six digits of each.
    private static let vectores = [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ]

    @Test func `los códigos son los de la RFC 6238`() {
        for (segundos, codigo) in Self.vectores {
            #expect(Totp.codigo(secreto: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", segundos: segundos) == codigo)
        }
        #expect(Totp.codigo(secreto: "no es base 32", segundos: 1) == nil)
        #expect(
            Totp.direccion(secreto: "ABC", usuario: "ana", emisor: "PREP Uno")
                == "otpauth://totp/PREP%20Uno:ana?secret=ABC&issuer=PREP%20Uno")
    }

    @Test func `un código sirve una vez y sólo cerca de su hora`() async throws {
        let secreto = Totp.secretoNuevo()
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.abrir("con-codigo", .coordinacion, totp: secreto)
            func codigo(_ segundos: Int = 0) throws -> String {
                try #require(Totp.codigo(secreto: secreto, segundos: Int(p.reloj.ahora.segundos) + segundos))
            }
            let pide = try await n.intentar("con-codigo")
            #expect(pide.estado == 401 && pide.texto == "{\"codigo\":true}")
            #expect(try await n.intentar("con-codigo", "no es", codigo: try codigo()).estado == 401)
            #expect(try await n.intentar("con-codigo", codigo: try codigo(-90)).estado == 401)
            #expect(try await n.intentar("con-codigo", codigo: try codigo()).estado == 200)
            #expect(try await n.intentar("con-codigo", codigo: try codigo()).estado == 401)
            #expect(try await n.intentar("con-codigo", codigo: try codigo(-30)).estado == 401)
            p.reloj.adelantar(120)
            // The same code at once from two places opens one session.
            let vigente = try codigo()
            async let uno = n.intentar("con-codigo", codigo: vigente)
            async let dos = n.intentar("con-codigo", codigo: vigente)
            #expect([try await uno.estado, try await dos.estado].sorted() == [200, 401])
        }
    }

    @Test func `una contraseña guardada no dice cuál es y no hay dos iguales`() throws {
        let (a, b) = (try Contrasena.derivar("la misma clave"), try Contrasena.derivar("la misma clave", potencia: 10))
        #expect(a.hasPrefix("scrypt$15$8$1$") && a != b && !a.contains("misma"))
        for guardada in [a, b] {
            #expect(Contrasena.coincide("la misma clave", con: guardada))
            #expect(!Contrasena.coincide("la misma clavE", con: guardada))
        }
        for rota in ["", "scrypt$15$8$1$x$y", "scrypt$40$8$1$AAAA$AAAA", "md5$1$1$1$AAAA$AAAA", a + "$"] {
            #expect(!Contrasena.coincide("la misma clave", con: rota))
        }
        // RFC 7914 gives scrypt("", "", N=16…); ours starts at 2^10, so the vector is ("pleaseletmein", …, N=16384).
        let sal = Data("SodiumChloride".utf8).base64EncodedString()
        let llave = Data([
            0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb, 0xfd, 0xa8,
            0xfb, 0xba, 0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
        ]).base64EncodedString()
        #expect(Contrasena.coincide("pleaseletmein", con: "scrypt$14$8$1$\(sal)$\(llave)"))
        let unas = (1...50).map { _ in Contrasena.deUnSoloUso() }
        #expect(Set(unas).count == 50 && unas.allSatisfy { $0.count == 14 && !$0.contains("0") && !$0.contains("l") })
    }
}
