import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operacion
import Servidor
import Testing

/// Parties and observers accredited for a part of the process: in no route is there anything of the rest.
@Suite struct AmbitoTests {
    private static let base = "/administracion/usuarios"
    /// What only the actas of DIP_LOC (4 to 6) have.
    private static let ajenas: [String] =
        PuertaDePrueba.catalogo.actas.filter { $0.eleccion == 1 }.map(\.claveActa) + [
            "DIP_LOC", "/actas/4", "/actas/5", "/actas/6", "321", "372", "Tercer CATD", "CATD-9",
        ]

    /// A night with figures of both elections; the actas of DIP_LOC of a CATD of their own.
    private static func noche(_ p: PuertaDePrueba) throws {
        try p.almacen.guardar(
            centros: [CentroGuardado(clave: "CATD-9", tipo: "CATD", nombre: "Tercer CATD")],
            adscripcion: [4: "CATD-9", 5: "CATD-9", 6: "CATD-9"])
        try p.verificar(1, 100)
        try p.verificar(4, 321)
        try p.cortar()
        try p.digitalizarTras(5)
    }

    /// The same consoles, whose live board does not wait.
    private static func consolas(_ p: PuertaDePrueba) -> Consolas {
        var reglas = ReglasDeMonitor()
        reglas.segundosEntreTableros = 0
        return Consolas(p.dependencias(reglas))
    }

    private static func camino(_ ruta: String, _ acta: Int) -> String {
        ruta.replacing("{id}", with: "\(acta)").replacing("{sha}", with: cifras(acta, ancho: 64))
    }

    @Test(arguments: [Rol.representacion, .observacion]) func `ninguna de sus rutas dice nada de fuera de su ámbito`(
        _ rol: Rol
    ) async throws {
        try await PuertaDePrueba.poner { (p, _) async throws in
            try Self.noche(p)
            try p.abrir("parcial", rol, ambito: "ayun/001")
            let consolas = Self.consolas(p)
            let rutas = consolas.rutas.filter { $0.roles?.contains(rol) == true && $0.metodo == "GET" }
            #expect(rutas.count > 10)
            try await Application(responder: consolas.responder()).test(.router) { cliente in
                let dentro = try await Navegador(cliente: cliente).entrar("parcial")
                for ruta in rutas {
                    let accept = ruta.ruta == "/monitor/vivo" ? "text/event-stream" : "text/html"
                    for acta in [1, 4] {
                        let camino = Self.camino(ruta.ruta, acta)
                        let vuelta = try await dentro.get(camino, [.accept: accept])
                        // The PDF is drawn from the report that the JSON is; its bytes say anything by chance.
                        for ajena in Self.ajenas where !camino.hasSuffix(".pdf") {
                            #expect(!vuelta.dicho(a: dentro).contains(ajena), "\(camino) dice \(ajena)")
                        }
                        // The months before are of the whole process: nobody with a part of it reads them.
                        if ruta.ruta.hasPrefix("/seguimiento") {
                            #expect(vuelta.estado == 403, "\(camino)")
                        } else if ruta.ruta.contains("{id}") {
                            #expect(vuelta.estado == (acta == 1 ? 200 : 404), "\(camino)")
                        }
                    }
                }
                // Asking by name does not help.
                for consulta in [
                    "/actas?q=\(Self.ajenas[0])", "/actas?eleccion=DIP_LOC", "/actas?centro=CATD-9",
                    "/monitor/faltan?eleccion=DIP_LOC", "/monitor/faltan.csv?q=\(Self.ajenas[1])",
                ] {
                    let texto = try await dentro.get(consulta).texto
                    #expect(!texto.contains("class=\"clave\" href"), "\(consulta)")
                    #expect(!texto.contains("Tercer CATD"), "\(consulta)")
                }
                // Its own part is there.
                #expect(try await dentro.get("/actas/1").texto.contains("151"))
                #expect(try await dentro.get("/monitor").texto.contains("1 de 3"))
                #expect(try await dentro.get("/monitor/vivo", [.accept: "text/event-stream"]).texto.contains("1 de 3"))
                let reporte = try await dentro.get("/reporte.json").texto
                #expect(reporte.contains("\"ambito\" : \"AYUN, 001 UNO\"") && reporte.contains("\"esperadas\" : 3"))
            }
        }
    }

    @Test func `con el ámbito completo se ve todo, también con uno de la elección entera`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.noche(p)
            try p.abrir("entera", .representacion, ambito: "dip_loc")
            #expect(try await n.entrar("representacion").get("/monitor").texto.contains("2 de 6"))
            let entera = try await n.entrar("entera")
            #expect(try await entera.get("/monitor").texto.contains("1 de 3"))
            #expect(try await entera.get("/actas/4").texto.contains("372"))
            #expect(try await entera.get("/actas/1").estado == 404)
        }
    }

    @Test func `un ámbito que el catálogo ya no tiene no muestra nada`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.noche(p)
            try p.abrir("perdida", .observacion, ambito: "gub ayun/077")
            let dentro = try await n.entrar("perdida")
            #expect(try await dentro.get("/monitor").texto.contains("0 de 0"))
            for acta in 1...6 { #expect(try await dentro.get("/actas/\(acta)").estado == 404) }
        }
    }

    @Test func `donde no hay ámbito, quien tiene uno no entra y queda registrado`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try p.abrir("parcial", .observacion, ambito: "ayun")
            let dentro = try await n.entrar("parcial")
            let negada = try await dentro.get("/incidencias")
            #expect(negada.estado == 403 && negada.texto.contains("una parte del proceso"))
            #expect(try p.numero("SELECT COUNT(*) FROM acceso WHERE suceso = 'denegado'") == 1)
            let muro = try await dentro.get("/monitor").texto
            #expect(!muro.contains("href=\"/incidencias\"") && muro.contains("Ámbito: ayun"))
            #expect(try await n.entrar("observacion").get("/incidencias").estado == 200)
        }
    }

    @Test func `el ámbito se da al crear la cuenta y se cambia en su ficha, con errores que dicen qué hacer`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            var campos = [
                "usuario": "rep.uno", "nombre": "Persona 1", "rol": "representacion", "ambito": "AYUN/001 dip_loc",
            ]
            let talon = try await admin.post(Self.base, campos)
            #expect(talon.estado == 200 && talon.texto.contains("ámbito ayun/001 dip_loc"))
            campos["usuario"] = "rep.dos"
            for (ambito, dice) in [("ayun/9", "tres cifras"), ("gub", "escriba ayun, dip_loc")] {
                campos["ambito"] = ambito
                let mala = try await admin.post(Self.base, campos)
                #expect(mala.estado == 422 && mala.texto.contains(dice), "\(ambito)")
            }
            campos["ambito"] = "ayun"
            campos["rol"] = "auditoria"
            #expect(try await admin.post(Self.base, campos).texto.contains("representacion y observacion"))

            let persona = try p.persona("observacion")
            let ficha = "\(Self.base)/cuenta/\(persona.id)"
            #expect(try await admin.get(ficha).texto.contains("Toda la entidad"))
            let observa = try await n.entrar("observacion")
            let mala = try await admin.post("\(ficha)/ambito", ["ambito": "nada"])
            #expect(mala.estado == 422 && mala.texto.contains("«nada» no está en el catálogo"))
            #expect(try await observa.get("/monitor").texto.contains("0 de 6"))
            #expect(try await admin.post("\(ficha)/ambito", ["ambito": "ayun/001"]).estado == 303)
            // Its session ended with the part that it had.
            #expect(try await observa.get("/monitor").estado == 302)
            #expect(try await n.entrar("observacion").get("/monitor").texto.contains("0 de 3"))
            #expect(try await admin.get(ficha).texto.contains("AYUN, 001 UNO"))
            let nota = "SELECT detalle FROM acceso WHERE usuario = 'observacion' AND suceso = 'administracion'"
            #expect(try p.textos(nota) == ["ámbito: ayun/001, por administracion"])
            let captura = try p.persona("captura").id
            #expect(try await admin.post("\(Self.base)/cuenta/\(captura)/ambito", ["ambito": "ayun"]).estado == 422)
            #expect(throws: AlmacenError.self) {
                try p.sql("UPDATE cuenta SET ambito = 'ayun' WHERE usuario = 'captura'")
            }
            #expect(throws: AlmacenError.self) {
                try p.sql("UPDATE cuenta SET ambito = ' ' WHERE usuario = 'observacion'")
            }
        }
    }

    @Test func `el CSV dice archivo, línea y qué escribir`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let admin = try await n.entrar("administracion")
            func importar(_ filas: String) async throws -> Navegador.Vuelta {
                try await admin.post("\(Self.base)/importar", ["csv": "USUARIO,NOMBRE,ROL,AMBITO\n" + filas])
            }
            let mala = try await importar("uno.a,Uno,observacion,ayun\ndos.a,Dos,representacion,ayun/77\n")
            #expect(mala.estado == 422 && mala.texto.contains("usuarios.csv:3"))
            #expect(mala.texto.contains("AMBITO") && mala.texto.contains("ayun/001"))
            #expect(try await importar("uno.a,Uno,cotejo,ayun\n").estado == 422)
            #expect(
                try await importar("uno.a,Uno,observacion,ayun dip_loc/001\ndos.a,Dos,representacion,\n").estado == 200)
            #expect(try p.almacen.cuenta(usuario: "uno.a")?.ambito == Acreditacion("ayun dip_loc/001"))
            #expect(try p.almacen.cuenta(usuario: "dos.a")?.ambito == .completa)
        }
    }
}

extension PuertaDePrueba {
    fileprivate func digitalizarTras(_ acta: Acta.ID) throws {
        try hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try persona("acopio"))
        try digitalizar(acta)
    }
}
