import Almacen
import Electoral
import Foundation
import HTTPTypes
import Seguimiento
import Testing

/// What comes from outside into the console of the months before: files, texts and bodies of any kind.
@Suite struct SeguimientoHostilTests {
    private typealias Ficha = Seguimiento.Ficha

    private static func envio(
        _ edita: Navegador, _ ruta: String, nombre: String, _ contenido: String, ficha: String? = nil,
        descripcion: String = "Acuse <b>"
    ) async throws -> Navegador.Vuelta {
        let cuerpo = """
            --limite\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(ficha ?? edita.ficha)\r\n\
            --limite\r\nContent-Disposition: form-data; name="descripcion"\r\n\r\n\(descripcion)\r\n\
            --limite\r\nContent-Disposition: form-data; name="archivo"; filename="\(nombre)"\r\nContent-Type: text/html\r\n\r\n\(contenido)\r\n--limite--\r\n
            """
        return try await edita.pedir(
            .post, ruta, [.contentType: "multipart/form-data; boundary=limite", .accept: "text/html"], cuerpo: cuerpo)
    }

    @Test func `un archivo se sube, se baja sin mostrarse y se quita`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            _ = try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio)
            let ruta = "/seguimiento/oficios/IEC-SE-653-2021"
            let contenido = "<script>alert(1)</script>\r\n--otra\r\n"
            #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: "acuse ñ.txt", contenido).estado == 303)
            let pagina = try await edita.get(ruta).texto
            #expect(pagina.contains("acuse ñ.txt") && pagina.contains("Acuse &lt;b&gt;"))
            let liga = String(try #require(pagina.firstMatch(of: #/href="([^"]*/adjunto/[0-9a-f]{64})"/#)?.1))
            let auditor = try await n.entrar("auditoria")
            let bajado = try await auditor.get(liga)
            #expect(bajado.texto == contenido)
            #expect(bajado.cabeceras[.contentType] == "text/plain; charset=utf-8")
            #expect(
                bajado.cabeceras[.contentDisposition]
                    == "attachment; filename=\"acuse.txt\"; filename*=UTF-8''acuse%20%C3%B1.txt")
            #expect(bajado.cabeceras[.xContentTypeOptions] == "nosniff")
            // Its address only works where it is attached.
            _ = try await edita.post("/seguimiento/organos", ["id": "ine", "nombre": "UNICOM", "tipo": "ine"])
            #expect(
                try await auditor.get(liga.replacing("oficios/IEC-SE-653-2021", with: "organos/ine")).estado == 404)
            for malo in ["../../etc/passwd", "a/b.pdf", ".oculto", "a\\b", "", String(repeating: "a", count: 130)] {
                #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: malo, "x").estado == 422, "\(malo)")
            }
            #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: "ACUSE Ñ.txt", "x").estado == 422)
            // What the archive does not keep is said on the page of the record.
            for (nombre, dice) in [("pagina.html", "no es de los tipos"), ("falso.pdf", "no es un PDF")] {
                let negado = try await Self.envio(edita, ruta + "/adjuntos", nombre: nombre, "<script>x</script>")
                #expect(negado.estado == 409 && negado.texto.contains(dice), "\(nombre)")
            }
            #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: "vacio.txt", "").estado == 422)
            for mala in ["con\u{7}campana", "dos\nrenglones", "tab\tulador", String(repeating: "a", count: 201)] {
                let negado = try await Self.envio(
                    edita, ruta + "/adjuntos", nombre: "b.txt", "x", descripcion: mala)
                #expect(negado.estado == 422 && negado.texto.contains("La descripción"), "\(mala.debugDescription)")
            }
            #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: "b.txt", "x", ficha: "otra").estado == 403)
            #expect(try await Self.envio(auditor, ruta + "/adjuntos", nombre: "b.txt", "x").estado == 403)
            let enorme = String(repeating: "x", count: Archivo.maximoDeAdjunto + 100_000)
            #expect(try await Self.envio(edita, ruta + "/adjuntos", nombre: "g.txt", enorme).estado == 413)
            // Editing keeps the files; taking one away keeps what the history says.
            #expect(
                try await edita.post(
                    ruta + "/editar", FichasDePrueba.oficio.merging(["revision": "2", "asunto": "Otro"]) { $1 }
                ).estado == 303)
            #expect(try await edita.get(ruta).texto.contains("acuse ñ.txt"))
            #expect(try await edita.post(ruta + "/adjuntos/quitar", ["nombre": "acuse ñ.txt"]).estado == 303)
            #expect(try await edita.post(ruta + "/adjuntos/quitar", ["nombre": "acuse ñ.txt"]).estado == 422)
            #expect(!(try await edita.get(ruta).texto.contains("/adjunto/")))
            #expect(try await auditor.get(liga).estado == 200)
        }
    }

    @Test func `ningún texto de ninguna clase sale sin escapar`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            let malo = "<script>x</script>\"'"
            for clase in Clase.todas {
                var campos = ["id": "uno", "motivo-del-cambio": malo]
                func llenar(_ suyos: [Campo], _ prefijo: String) {
                    for campo in suyos where campo.clave != Ficha.adjuntos {
                        let lugar = prefijo + campo.clave
                        switch campo.tipo {
                        case .lista:
                            campos["filas:\(lugar)"] = "1"
                            campos["\(lugar).1"] = malo
                        case .grupos(let otros):
                            campos["filas:\(lugar)"] = "1"
                            llenar(otros, "\(lugar).1.")
                        default:
                            campos[lugar] = malo
                            campos["\(lugar)/escrito"] = malo
                            campos["\(lugar)/conflicto"] = malo
                        }
                    }
                }
                llenar(clase.campos, "")
                let vuelta = try await edita.post("/seguimiento/\(clase.carpeta)", campos)
                #expect(vuelta.estado == 422 || vuelta.estado == 303, "\(clase.clave): \(vuelta.estado)")
                #expect(!vuelta.texto.contains("<script>x") && !vuelta.texto.contains("\"'>"), "\(clase.clave)")
                // Only what holds text, so that it is saved.
                let validos = Self.textos(clase, malo)
                guard let validos else { continue }
                let guardada = try await edita.post("/seguimiento/\(clase.carpeta)", validos)
                #expect(guardada.estado == 303, "\(clase.clave)")
                for ruta in [
                    guardada.destino, "/seguimiento/\(clase.carpeta)?texto=script", "/seguimiento/buscar?texto=script",
                    "/seguimiento/movimientos", "/seguimiento/preparacion/riesgos", "/seguimiento/preparacion/plan",
                ] {
                    let pagina = try await edita.get(ruta)
                    #expect(pagina.estado == 200 && !pagina.texto.contains("<script>x"), "\(ruta)")
                }
            }
        }
    }

    /// A record of a kind whose every text is that one; nil when something else than text and options is needed.
    private static func textos(_ clase: Clase, _ texto: String) -> [String: String]? {
        guard !clase.esUnica else { return nil }
        var campos = ["id": "texto", "motivo-del-cambio": texto]
        for campo in clase.campos {
            switch campo.tipo {
            case .linea(let n) where n >= texto.count: campos[campo.clave] = texto
            case .parrafos: campos[campo.clave] = texto
            case .opcion(let opciones) where campo.requerido: campos[campo.clave] = opciones[0].clave
            case .entero(let rango) where campo.requerido: campos[campo.clave] = String(rango.lowerBound)
            case .fecha where campo.requerido: campos[campo.clave] = "2027-01-01"
            case .mes where campo.requerido: campos[campo.clave] = "2027-01"
            case .momento where campo.requerido: campos[campo.clave] = "2027-01-01 10:00"
            case .lista(.parrafos) where campo.requerido:
                campos["filas:\(campo.clave)"] = "1"
                campos["\(campo.clave).1"] = texto
            default: if campo.requerido { return nil }
            }
        }
        return campos
    }

    @Test func `un cuerpo enorme o una ficha ajena no cambian nada`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            let enorme = try await edita.post(
                "/seguimiento/oficios",
                FichasDePrueba.oficio.merging(["asunto": String(repeating: "a", count: 1 << 20)]) { $1 })
            #expect(enorme.estado == 413)
            #expect(
                try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio.merging(["csrf": "otra"]) { $1 })
                    .estado == 403
            )
            for cuerpo in [
                "", "--x", "--x\r\n\r\n", "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n1", "--x--",
            ] {
                let roto = try await edita.pedir(
                    .post, "/seguimiento/oficios/uno/adjuntos",
                    [.contentType: "multipart/form-data; boundary=x", .accept: "text/html"], cuerpo: cuerpo)
                #expect([403, 422].contains(roto.estado), "\(cuerpo): \(roto.estado)")
            }
            #expect(try p.archivo.cuentas().isEmpty)
        }
    }
}
