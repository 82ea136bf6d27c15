import Almacen
import Electoral
import Foundation
import HTTPTypes
import Imagenes
import Servidor
import Testing

/// Console 12: accounts, sessions and the register of the door.
@Suite struct AdministracionTests {
    private static let base = "/administracion/usuarios"

    @Test func `una cuenta nueva muestra su contraseña una vez y obliga a cambiarla`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            let campos = [
                "usuario": "ana.lopez", "nombre": "Ana <López>", "rol": "captura", "centro": "CCV-1", "totp": "1",
            ]
            let talon = try await admin.post(Self.base, campos)
            #expect(talon.estado == 200 && talon.cabeceras[.cacheControl] == "no-store")
            #expect(talon.texto.contains("Ana &lt;López&gt;") && talon.texto.contains("<svg viewBox="))
            // The drawing is the secret of the slip; its address is not written out.
            let secreto = try #require(talon.texto.firstMatch(of: #/<b>([A-Z2-7]{32})<\/b>/#)).output.1
            let qr = try QREnSVG(
                Totp.direccion(secreto: String(secreto), usuario: "ana.lopez", emisor: "PREP SIMULACRO"))
            #expect(talon.texto.contains(qr.trazo) && !talon.texto.contains("otpauth"))
            #expect(talon.cabeceras[.cacheControl] == "no-store")
            let clave = try #require(talon.texto.firstMatch(of: #/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/#)).output
            let cuenta = try #require(try p.almacen.cuenta(usuario: "ana.lopez"))
            #expect(cuenta.debeCambiar && cuenta.totp != nil && !cuenta.clave.contains(clave))
            let ficha = try await admin.get("\(Self.base)/cuenta/\(cuenta.persona.id)").texto
            #expect(!ficha.contains(clave) && !ficha.contains(cuenta.totp ?? "-"))
            #expect(try p.textos("SELECT suceso FROM acceso WHERE usuario = 'ana.lopez'") == ["alta"])
            // The same again says that it exists, with what was typed.
            let otra = try await admin.post(Self.base, campos)
            #expect(otra.estado == 409 && otra.texto.contains("value=\"ana.lopez\""))
            for (campo, valor) in [
                ("usuario", "x"), ("usuario", "con espacio"), ("nombre", ""), ("rol", "jefe"), ("centro", "NO"),
                ("centro", ""),
                ("usuario", "a\"b,c"), ("nombre", String(repeating: "n", count: 200)),
            ] {
                var mala = campos
                mala["usuario"] = "otra.persona"
                mala[campo] = valor
                #expect(try await admin.post(Self.base, mala).estado == 422, "\(campo)=\(valor)")
            }
        }
    }

    @Test func `otra contraseña, baja, centro y segundo factor terminan su sesión y devuelven lo que tenía`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            try p.verificar(1)
            try p.cortar()
            let persona = try p.persona("cotejo")
            let cuenta = "\(Self.base)/cuenta/\(persona.id)"
            for (accion, campos) in [
                ("clave", [:]), ("segundo-factor", ["poner": "1"]), ("segundo-factor", ["poner": "0"]),
                ("centro", ["centro": "CATD-2"]), ("estado", ["activa": "0"]),
            ] {
                try p.almacen.cambiarClave(
                    de: persona, por: try Contrasena.derivar(PuertaDePrueba.clave, potencia: 10), obligatoria: false,
                    registra: Acceso(
                        .clave, instante: p.reloj.ahora, persona: persona, usuario: "cotejo", direccion: ""))
                p.reloj.adelantar(30)
                let secreto = try p.almacen.cuenta(de: persona)?.totp
                let codigo = secreto.flatMap { Totp.codigo(secreto: $0, segundos: Int(p.reloj.ahora.segundos)) } ?? ""
                let dentro = try await n.entrar("cotejo", codigo: codigo)
                #expect(try await dentro.get("/cotejo/siguiente").estado == 200)
                #expect([200, 303].contains(try await admin.post("\(cuenta)/\(accion)", campos).estado), "\(accion)")
                #expect(try await dentro.get("/cotejo/siguiente").estado == 302, "\(accion)")
                if accion != "clave" { #expect(try p.numero("SELECT COUNT(*) FROM asignacion") == 0, "\(accion)") }
            }
            #expect(try p.almacen.cuenta(de: persona)?.centro == "CATD-2")
            #expect(try await n.intentar("cotejo").estado == 401)
            #expect(try await admin.post("\(cuenta)/centro", ["centro": "NO"]).estado == 404)
            let capturista = try p.persona("captura").id
            #expect(try await admin.post("\(Self.base)/cuenta/\(capturista)/centro", [:]).estado == 422)
            #expect(
                try p.textos("SELECT detalle FROM acceso WHERE suceso = 'baja'") == ["dada de baja, por administracion"]
            )
        }
    }

    @Test func `nadie toca su propia cuenta, y las de mando sólo administración`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let coordinacion = try await n.entrar("coordinacion"), admin = try await n.entrar("administracion")
            let suya = try p.persona("administracion").id
            #expect(try await admin.post("\(Self.base)/cuenta/\(suya)/estado", ["activa": "0"]).estado == 409)
            for usuario in ["coordinacion2", "administracion"] {
                let id = try p.persona(usuario).id
                for accion in ["clave", "segundo-factor", "estado", "centro"] {
                    #expect(try await coordinacion.post("\(Self.base)/cuenta/\(id)/\(accion)", [:]).estado == 409)
                }
            }
            for rol in ["coordinacion", "administracion"] {
                let campos = ["usuario": "alguien", "nombre": "Alguien", "rol": rol]
                #expect(try await coordinacion.post(Self.base, campos).estado == 422)
                let csv = "USUARIO,NOMBRE,ROL,CENTRO\nalguien,Alguien,\(rol),\n"
                #expect(try await coordinacion.post("\(Self.base)/importar", ["csv": csv]).estado == 422)
            }
            #expect(try p.almacen.cuenta(usuario: "alguien") == nil)
            #expect(try await coordinacion.get("\(Self.base)/nuevo").texto.contains("value=\"captura\""))
            #expect(try await !coordinacion.get("\(Self.base)/nuevo").texto.contains("value=\"administracion\""))
        }
    }

    @Test func `un CSV crea todas las cuentas o ninguna y dice renglón y columna`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            let mala = "USUARIO,NOMBRE,ROL,CENTRO\nuno.a,Uno,captura,CCV-1\ndos.b,Dos,capturista,CCV-1\n"
            let negada = try await admin.post("\(Self.base)/importar", ["csv": mala])
            #expect(
                negada.estado == 422 && negada.texto.contains("usuarios.csv:3") && negada.texto.contains("uno.a,Uno"))
            #expect(try p.almacen.cuenta(usuario: "uno.a") == nil)
            let buena = mala.replacing("capturista", with: "captura")
            let talones = try await admin.post("\(Self.base)/importar", ["csv": buena])
            #expect(talones.estado == 200)
            #expect(talones.texto.matches(of: #/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/#).count == 2)
            #expect(try await admin.post("\(Self.base)/importar", ["csv": buena]).estado == 409)
            let muchas = "USUARIO,NOMBRE,ROL,CENTRO\n" + (1...301).map { "u.\($0),N,captura,CCV-1\n" }.joined()
            #expect(try await admin.post("\(Self.base)/importar", ["csv": muchas]).estado == 422)
        }
    }

    @Test func `se ve quién está dentro, se termina su sesión y se filtra el registro`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion"), cotejo = try await n.entrar("cotejo")
            _ = try await n.intentar("<img src=x>", "x")
            let sesiones = try await admin.get("/administracion/sesiones").texto
            #expect(sesiones.contains("Persona cotejo") && sesiones.contains("2 personas dentro"))
            let id = try p.persona("cotejo").id
            #expect(try await admin.post("/administracion/sesiones/\(id)", [:]).estado == 303)
            #expect(try await cotejo.get("/cotejo").estado == 302)
            #expect(try await admin.post("/administracion/sesiones/99999", [:]).estado == 404)
            let todos = try await admin.get("/administracion/accesos").texto
            #expect(todos.contains("&lt;img src=x&gt;") && todos.contains("la terminó administracion"))
            let rechazos = try await admin.get("/administracion/accesos?suceso=rechazo&usuario=cotejo").texto
            #expect(!rechazos.contains("la terminó"))
            #expect(try await admin.get("/administracion/accesos?pagina=-4&suceso=nada").estado == 200)
            #expect(try await admin.get("/administracion/centros").texto.contains("Segundo CATD"))
            #expect(
                try await admin.get("\(Self.base)?q=COTEJO&rol=cotejo&centro=CCV-1").texto.contains("2 de 30 cuentas"))
        }
    }
}
